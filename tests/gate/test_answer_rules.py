"""Who leads is who was chosen, and leads as surely as was asked for."""

from __future__ import annotations

import pytest

from decision.analysis.simulation.simulation import simulate
from decision.files.reader import read_scenario
from tests.gate.cases import DECIDED, PLAN, found, told

REMEDY = "look at what changed, and decide anew or mend the file"


def test_the_option_that_was_chosen_leads() -> None:
    assert found("leader", DECIDED) == []


def test_another_leads_than_was_chosen() -> None:
    text = DECIDED.replace("chosen: extend", "chosen: buy")
    assert told("leader", text) == [
        f"decision.chosen: the decision was for Buy, and now Extend leads Buy by 14.0 points; {REMEDY}"
    ]


def test_to_lead_together_is_to_lead() -> None:
    level = DECIDED.replace("{low: 40, high: 60", "{low: 20, high: 40").replace("{low: 5, high: 7", "{low: 6, high: 8")
    assert found("leader", level.replace("chosen: extend", "chosen: buy")) == []


def test_what_was_chosen_is_excluded() -> None:
    text = DECIDED.replace("best: 10}", "best: 10, minimum: 7.5}").replace("high: 7,", "high: 11,")
    assert told("leader", text) == [f"decision.chosen: the decision was for Extend, which is excluded now; {REMEDY}"]


# --- how surely ----------------------------------------------------------------------------------------------------

CLOSE = PLAN.replace("{low: 20, high: 40", "{low: 40, high: 60").replace(
    "weights:", "checks: {min_p_best: FLOOR}\nweights:"
)


def test_no_floor_asks_for_nothing_and_a_low_one_is_met() -> None:
    assert found("min_p_best", PLAN) == []
    assert found("min_p_best", CLOSE.replace("FLOOR", "0.6")) == []


def test_p_best_below_its_floor_is_told_as_it_was_drawn() -> None:
    text = CLOSE.replace("FLOOR", "0.9")
    result = simulate(read_scenario(text.encode(), "x.yaml"), 2_000)
    p, error = result.options[1].p_best, result.options[1].p_best_se
    assert p is not None and error is not None and 0.7 < p < 0.9 - 2 * error
    assert told("min_p_best", text) == [
        (
            f"checks.min_p_best: P(best) of Extend is {100 * p:.1f} % ± {100 * error:.2g} in 2,000 draws, and 90 % is asked for; "
            "find out more about the ratings that could change the leader, or agree on a lower floor"
        )
    ]


def test_what_draws_cannot_tell_from_the_floor_is_said_to_be_so() -> None:
    result = simulate(read_scenario(CLOSE.replace("FLOOR", "0").encode(), "x.yaml"), 2_000)
    p, error = result.options[1].p_best, result.options[1].p_best_se
    assert p is not None and error is not None
    (near,) = told("min_p_best", CLOSE.replace("FLOOR", "0"), min_p_best=p + error)
    assert "and within the error of the draws; take more draws to tell (--draws 1000000)" in near
    (far,) = told("min_p_best", CLOSE.replace("FLOOR", "0"), min_p_best=p + 3 * error)
    assert "within the error" not in far
    assert found("min_p_best", CLOSE.replace("FLOOR", "0"), min_p_best=p) == []


def test_the_call_goes_before_the_file() -> None:
    text = CLOSE.replace("FLOOR", "0.9")
    assert found("min_p_best", text, min_p_best=0.5) == []
    (one,) = found("min_p_best", CLOSE.replace("FLOOR", "0.5"), min_p_best=0.9)
    assert one.keys == ()


def test_where_all_are_excluded_none_is_sure() -> None:
    text = CLOSE.replace("FLOOR", "0.5").replace("best: 10}", "best: 10, minimum: 9}")
    assert told("min_p_best", text) == [
        "checks.min_p_best: every option is excluded, so none is best in any draw; mend a result, a rating or a minimum"
    ]
    assert found("min_p_best", PLAN.replace("best: 10}", "best: 10, minimum: 9}")) == []


@pytest.mark.parametrize("draws", [100, 5_000])
def test_the_draws_are_those_asked_for(draws: int) -> None:
    (one,) = told("min_p_best", CLOSE.replace("FLOOR", "0.9"), draws=draws)
    assert f" in {draws:,} draws" in one
