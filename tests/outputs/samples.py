"""Decisions that the tests of outputs share, and texts that other programs would run or take for markup."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import replace
from pathlib import Path

from decision.files.reader import load, read_scenario
from decision.model.contents import Simulation
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.files.export import export

ROOT = Path(__file__).resolve().parents[2]
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = load(ROOT / "scenarios" / "minimal.yaml")
EXCLUDED = PORTAL.with_requirement_result("buy", "K04", RequirementResult(Verdict.FAIL, "No export."))
THREE_LEVELS = read_scenario(
    b"""
format: 1
title: Parts
weights: {a: 3, b: 1, a.x: 1, a.y: 3}
criteria:
  a: {parts: {x: {worst: 0, best: 10}, y: {parts: {p: {worst: 0, best: 10}, q: {worst: 2, best: 10}}}}}
  b: {worst: 0, best: 10}
options:
  m: {ratings: {a: {x: 4, y: {p: 8, q: 6}}, b: 5}}
  n: {ratings: {a: {x: 5, y: {p: 5, q: 5}}, b: 5}}
""",
    "parts.yaml",
)

RUN = [
    '=HYPERLINK("http://x")', "+1", "-1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1",
    "\u200b=1", "\x00=1", "＝1", "＋1", "－1", "＠SUM(A1)", "﹦1",
]  # fmt: skip
OTHER = [
    "<script>alert(1)</script>", "a|b", "two\nlines", "`code`", "[x](javascript:alert(1))", "![x](http://x)",
    "日本 é 🙂", '"quoted"', "a,b;c", "&amp; &#60;", "\\", "\\|", "# not a title", "- not a list", "1. nor this",
    "*", "**b** __c__ ~~d~~", "$x$", "www.example.org https://example.org/a_b", "_x0041_",
]  # fmt: skip
INSIDE = [
    "ok;=1+1", "ok; =1+1", "ok|=1+1", "ok\t=1+1", "ok\n=1+1", "ok\r=1+1", "ok\r\n=1+1", "a,=1+1", "ok;＝1+1", "ok;\u200d=1",
    'ok;=HYPERLINK("http://evil.example","x")', 'ok;"=1+1"', 'ok;""=1+1', "ok;@SUM(1)", "ok;+1+1", "ok;-1+1", ";;=1+1",
    "=cmd|' /C calc'!A0", "ok;\u00a0=1+1", "ok;\n=1+1", "ok\x0b=1+1;\x0c=1+1", '";=1+1', '"\n"=1+1',
]  # fmt: skip
NASTY = [*RUN, *OTHER]


def with_texts(text: str) -> Scenario:
    """The minimal decision with `text` wherever a file's own words are shown, and the first option excluded."""
    shown = text if text.strip() else "x"
    criterion = replace(MINIMAL.criteria[0], name=shown, unit=text)
    rated = Rating(Exact(7), because=text, source=text)
    options = [
        replace(option, name=shown, ratings={**option.ratings, criterion.id: rated}) for option in MINIMAL.options
    ]
    options[0] = replace(options[0], requirements={"R1": RequirementResult(Verdict.FAIL, text, text)})
    return replace(
        MINIMAL,
        title=shown,
        question=text,
        about=text,
        owner=text,
        currency=text,
        criteria=(criterion, *MINIMAL.criteria[1:]),
        options=tuple(options),
        requirements=(Requirement("R1", text),),
        simulation=Simulation(draws=500),
    )


def rows_of(scenario: Scenario) -> list[list[str]]:
    """The rows of the CSV file, as any reader of such files sees them."""
    return list(csv.reader(io.StringIO(export(scenario, ".csv").decode("utf-8-sig"), newline="")))


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that looks past blanks, quotation marks and what is not seen would calculate `cell`."""
    for character in cell:
        if not (character.isspace() or character == '"' or unicodedata.category(character) in ("Cc", "Cf")):
            return unicodedata.normalize("NFKC", character).startswith(("=", "+", "-", "@"))
    return False
