"""One click gives single numbers a range, or says why it cannot."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.model.evidence_ranges import can_be_given_ranges
from decision.ui.session.work import Work
from tests.ui.decide.test_page import upload

_TEXT = """\
format: 1
title: Which one
criteria:
  a: {worst: 0, best: 10}
  b: {worst: 0, best: 10}
  c: {worst: 0, best: 10}
weights: {a: 1, b: 1, c: 1}
options:
  one: {ratings: {a: {low: 2, high: 4}, b: {low: 1, high: 3}, c: 5}}
  two: {ratings: {a: 5, b: 5, c: 5}}
"""
_PAIRED = "dependence: {within_option: 0.8, pairs: [[one.a, one.b, -0.2]]}\n"


def test_all_are_given_a_range(app: AppTest) -> None:
    upload(app, "mine.yaml", _TEXT.encode())
    app.button(key="give_ranges").click().run()
    work: Work = app.session_state["work"]
    assert can_be_given_ranges(work.scenario) == 0
    assert not app.toast


def test_where_they_could_not_hang_together_none_is_and_that_is_said(app: AppTest) -> None:
    upload(app, "mine.yaml", (_TEXT + _PAIRED).encode())
    app.button(key="give_ranges").click().run()
    assert not app.exception
    work: Work = app.session_state["work"]
    assert can_be_given_ranges(work.scenario) == 4
    (said,) = app.toast
    assert "No rating was given a range" in said.value
    assert "cannot correlate" in said.value
