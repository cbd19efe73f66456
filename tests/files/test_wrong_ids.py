"""An id that is none is told once, with what to write, and nothing else is wrong because of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.files.kinds import ID, REQUIREMENT_ID
from decision.files.wrong_ids import id_from
from tests.files.reading import faults_of, read

FILE = """\
format: 1
title: Names
criteria:
  {criterion}: {{worst: 24, best: 3}}
  fit: {{parts: {{{part}: {{worst: 0, best: 10}}, depth: {{worst: 0, best: 10}}}}}}
weights: {{{criterion}: 1, fit: 2, fit.{part}: 3, fit.depth: 1}}
weight_uncertainty: {{ranges: {{{criterion}: [10, 60]}}}}
views: {{one: {{fit: 1, {criterion}: 1}}}}
requirements: {{{requirement}: {{text: It works.}}}}
options:
  {option}:
    ratings: {{{criterion}: 9, fit: {{{part}: {{low: 1, high: 3}}, depth: {{low: 2, high: 4}}}}}}
    requirements: {{{requirement}: pass}}
  b: {{ratings: {{{criterion}: 12, fit: {{{part}: 2, depth: 3}}}}, requirements: {{{requirement}: pass}}}}
dependence: {{pairs: [[{option}.fit.{part}, {option}.fit.depth, 0.5]]}}
"""
SOUND = {"criterion": "time_to_market", "part": "width", "requirement": "K01", "option": "a"}
WRONG = {"criterion": "time-to-market", "part": "Width", "requirement": "K-01", "option": "Option A"}


def test_the_file_is_sound_with_ids_that_are() -> None:
    assert list(read(FILE.format(**SOUND)).leaves) == ["time_to_market", "fit.width", "fit.depth"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("criterion", '4:3: criteria.time-to-market: is not a valid id (got "time-to-market"); write time_to_market,'),
        ("part", '5:17: criteria.fit.parts.Width: is not a valid id (got "Width"); write width,'),
        ("requirement", '9:16: requirements.K-01: is not a valid id (got "K-01"); write K_01,'),
        ("option", '11:3: options."Option A": is not a valid id (got "Option A"); write option_a,'),
    ],
)
def test_a_wrong_id_is_one_fault_wherever_it_is_named(what: str, expected: str) -> None:
    (line,) = faults_of(FILE.format(**SOUND | {what: WRONG[what]}))
    assert line.startswith(f"x.yaml:{expected} here and wherever it is named")


def test_several_are_one_fault_each_and_others_are_told_beside_them() -> None:
    lines = faults_of(FILE.format(**WRONG).replace("worst: 24", "worst: 3").replace("depth: 3}", "depth: high}"))
    assert [line.split(": ")[1] for line in lines] == [
        "criteria.time-to-market",
        "criteria.time-to-market.best",
        "criteria.fit.parts.Width",
        "requirements.K-01",
        'options."Option A"',
        "options.b.ratings.fit.depth",
    ]
    assert "worst and best are both 3" in lines[1]


def test_what_names_a_sound_id_wrongly_is_told_once_with_it() -> None:
    text = FILE.format(**SOUND)
    head, _, tail = text.partition("weights:")
    (line,) = faults_of(head + "weights:" + tail.replace("time_to_market", "Time-to-Market"))
    assert line == (
        'x.yaml:6:11: weights.Time-to-Market: is not a valid id (got "Time-to-Market"); write time_to_market: '
        "an id has lower-case letters, digits and _ after a letter"
    )


def test_an_order_that_names_a_wrong_id_adds_no_fault() -> None:
    text = FILE.format(**SOUND | {"criterion": "Kosten"})
    lines = faults_of(text.replace("{ranges: {Kosten: [10, 60]}}", "{order: [fit, [Kosten]]}"))
    assert [line.split(": ")[1] for line in lines] == ["criteria.Kosten"]


def test_an_id_is_never_suggested_that_is_there_already() -> None:
    text = FILE.format(**SOUND).replace("  fit:", "  FIT: {worst: 0, best: 1}\n  Fit: {worst: 0, best: 1}\n  fit:")
    lines = faults_of(text)
    assert "criteria.FIT: is not a valid id" in lines[0]
    assert "write fit_2," in lines[0]
    assert "write fit_3," in lines[1]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("time-to-market", "time_to_market"),
        ("Kosten", "kosten"),
        ("größe", "groesse"),
        ("coût total", "cout_total"),
        ("R&D", "r_and_d"),
        ("3d", "criterion_3d"),
        ("成本", "criterion_4"),
        ("v1.2", "v1_2"),
        ("_x", "x"),
    ],
)
def test_an_id_is_near_to_the_name_it_stands_for(name: str, id: str) -> None:
    assert id_from(name, "criterion", 4) == id


@given(st.text(max_size=300), st.integers(1, 99))
def test_what_is_suggested_is_an_id(name: str, place: int) -> None:
    assert re.search(ID, id_from(name, "criterion", place))
    assert re.search(REQUIREMENT_ID, id_from(name, "requirement", place))
