"""How sure the answer is, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load
from decision.model.estimate import Levels, ThreePoint
from decision.model.evidence_ranges import SingleNumbers
from decision.model.requirement import RequirementResult, Verdict
from decision.outputs.charts.simulation import by_chance, rank_bars, ranks_in_words, score_spread, spread_in_words
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import (
    chances,
    disagreement,
    futures,
    in_futures,
    nothing_varies,
    of_futures,
    share_with_error,
    surety,
    verdict,
)
from tests.small_decisions import flat

ROOT = Path(__file__).resolve().parents[3]
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = load(ROOT / "scenarios" / "minimal.yaml")
RESULT = simulate(PORTAL, 20_000, 1)


def with_chances(*shares: float) -> SimulationResult:
    options = tuple(replace(option, p_best=p) for option, p in zip(RESULT.options, shares, strict=True))
    return replace(RESULT, options=options)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "fewer than 1 of 100"), (0.004, "fewer than 1 of 100"), (0.51, "51 of 100"), (0.997, "more than 99 of 100")],
)
def test_chances_are_frequencies(share: float, words: str) -> None:
    assert futures(share) == words


def test_a_share_has_its_error_and_at_the_ends_the_bound_of_three_draws() -> None:
    assert share_with_error(0.543, 0.0016, 100_000) == "54.3 % ± 0.16"
    assert share_with_error(0, 0, 100_000) == "less than 0.003 %"
    assert share_with_error(1, 0, 100_000) == "more than 99.997 %"
    assert share_with_error(0, 0, 7) == "less than 43 %"  # 42.86, rounded so that it holds
    assert share_with_error(0, 0, 3) == "not known: too few draws"
    assert share_with_error(0.99999, 0.00001, 100_000) == "99.999 % ± 0.001"
    assert share_with_error(1, 0, 1_000) == "more than 99.7 %"


@pytest.mark.parametrize(
    ("shares", "word"),
    [((0.1, 0.8, 0.1), "clear"), ((0.1, 0.6, 0.3), "ahead, but not clearly"), ((0.2, 0.59, 0.21), "too close to call")],
)
def test_one_scale_says_how_sure(shares: tuple[float, ...], word: str) -> None:
    assert verdict(with_chances(*shares)) == word


def test_where_nothing_varies_no_chance_is_told() -> None:
    assert surety(simulate(MINIMAL, 100, 1)) == (
        "It is not known how sure this is: all 18 ratings are single numbers, and weights are fixed."
    )


def test_all_and_none_of_the_futures_drawn_are_said_as_such() -> None:
    assert [in_futures(x) for x in (0, 0.001, 0.5, 1)] == [
        "in no future drawn",
        "in fewer than 1 of 100 futures",
        "in 50 of 100 futures",
        "in every future drawn",
    ]
    assert [of_futures(x) for x in (0, 0.001, 0.5, 1)] == ["none", "fewer than 1 of 100", "50 of 100", "all"]


def test_many_that_are_hardly_ever_best_are_counted() -> None:
    rare = [replace(RESULT.options[0], id=f"o{n}", name=f"Option {n}", approach=None, p_best=0.001) for n in range(3)]
    many = replace(with_chances(0.1, 0.6, 0.297), options=(*with_chances(0.1, 0.6, 0.297).options, *rare))
    assert surety(many).endswith(
        "and the other 3 in fewer than 1, with weights varied as the file says: ahead, but not clearly."
    )
    assert surety(replace(many, options=many.options[:5])).count("in fewer than 1") == 2


def test_of_many_options_the_likeliest_are_named_and_the_rest_is_counted() -> None:
    more = [replace(RESULT.options[0], id=f"o{n}", name=f"Option {n}", approach=None, p_best=p) for n, p in SEVEN]
    many = replace(with_chances(0.1, 0.4, 0.2), options=(*with_chances(0.1, 0.4, 0.2).options, *more))
    assert "we have in 20, Build our own in 10, Option 0 in 9 and the other 4 in at most 7 each, with" in surety(many)


SEVEN = [(0, 0.09), (1, 0.062), (2, 0.06), (3, 0.058), (4, 0.03)]


def test_options_that_are_level_are_not_said_to_lead() -> None:
    level = replace(PORTAL, options=tuple(replace(each, ratings=PORTAL.options[0].ratings) for each in PORTAL.options))
    assert disagreement(evaluate(level), simulate(level, 100, 1)) == ""
    assert headline(evaluate(level), simulate(level, 100, 1)).startswith("Build, Buy and Extend are level, with ")


def test_the_sentence_names_all_by_their_chances() -> None:
    sentence = surety(with_chances(0.001, 0.897, 0.102))
    assert sentence == (
        "Buy is best in 90 of 100 futures, Extend in 10 and Build in fewer than 1, with weights varied as the file "
        "says: clear."
    )


def test_an_option_that_is_left_alone_is_said_to_be() -> None:
    alone = PORTAL
    for option in ("build", "buy"):
        alone = alone.with_requirement_result(option, "K06", RequirementResult(Verdict.FAIL))
    assert surety(simulate(alone, 100, 1)) == "Extend is the only option left."


def test_chances_stand_beside_scores() -> None:
    assert chances(with_chances(0.001, 0.897, 0.102)) == {
        "build": "best in <1 %", "buy": "best in 90 %", "extend": "best in 10 %",
    }  # fmt: skip


def test_a_scenario_of_certain_figures_has_no_chances_to_speak_of() -> None:
    assert nothing_varies(simulate(MINIMAL, 100, 1))
    assert not nothing_varies(RESULT)


def test_figures_that_point_to_different_options_are_said_to() -> None:
    assert disagreement(evaluate(PORTAL), RESULT) == ""
    sentence = disagreement(evaluate(PORTAL), with_chances(0.1, 0.6, 0.3))
    assert sentence.startswith("Extend leads on average, but Buy is best more often: ")
    assert headline(evaluate(PORTAL), with_chances(0.1, 0.6, 0.3)).endswith(", but Buy is best in more futures.")
    assert surety(with_chances(0.05, 0.9, 0.05), ["extend"]).endswith(": too close to call.")


def test_most_of_the_weight_on_single_numbers_is_never_clear() -> None:
    single = replace(with_chances(0, 0.999, 0.001), single_numbers=SingleNumbers(17, 18, 0.97), weights_vary=False)
    assert surety(single, ["buy"]).endswith(
        "; it is not known how sure this is. 17 of 18 ratings, 97 % of the weight, are single numbers; the chances leave "
        "out that they may be wrong."
    )
    half = replace(single, single_numbers=SingleNumbers(1, 2, 0.5))
    assert verdict(half, ["buy"]) == "clear"
    assert surety(half, ["buy"]).endswith(
        "1 of 2 ratings, 50 % of the weight, is a single number; the chances leave out that it may be wrong."
    )
    assert verdict(replace(half, ratings_drawn=False), ["buy"]) == "not known"


def test_what_differs_by_choice_is_said() -> None:
    sentences = [
        surety(simulate(PORTAL, 200, 1, weights=weights, ratings=ratings))
        for weights, ratings in (("stated", True), ("any", True), ("file", False))
    ]
    assert [", with " in sentence for sentence in sentences] == [False, True, True]
    assert ", with any weights at all:" in sentences[1]
    assert ", with ratings fixed and weights varied as the file says; it is not known" in sentences[2]


def test_a_rare_event_is_uncertainty() -> None:
    rare = flat({"a": [Levels(((8, 0.9995), (1, 0.0005)))], "b": [ThreePoint(2, 3, 4)]}, [1])
    assert " in fewer than 1: " in surety(simulate(rare, 100, 1), ["a"])


def test_bars_of_ranks_cover_every_future() -> None:
    rows = rank_bars(PORTAL, RESULT)
    assert [row["option"] for row in rows[::3]] == [option.name for option in by_chance(RESULT)]
    assert [row["end"] for row in rows if row["rank"] == "3"] == pytest.approx([100, 100, 100])
    assert ranks_in_words(RESULT).startswith(
        "How often each option takes each rank. Extend the portal we have: 1st in 54 %"
    )


def test_the_spread_of_scores_holds_nearly_every_future() -> None:
    for shares in RESULT.score_shares.values():
        assert sum(shares) == pytest.approx(1, abs=0.01)
    rows = score_spread(PORTAL, RESULT)
    assert {row["kind"] for row in rows} == {"share", "range", "middle"}
    assert "in eight of ten futures" in spread_in_words(RESULT)


def test_a_certain_score_is_a_stroke_and_does_not_flatten_the_shape_of_others() -> None:
    scenario = flat({"a": [8], "b": [ThreePoint(2, 5, 9)]}, [1])
    rows = score_spread(scenario, simulate(scenario, 2000, 1))
    certain = [row for row in rows if row["kind"] == "certain"]
    assert [(row["option"], row["start"], row["end"], row["score"]) for row in certain] == [("A", 80, 80, "80.0")]
    shapes = [row for row in rows if row["kind"] == "share"]
    assert {row["option"] for row in shapes} == {"B"}
    assert max(row["height"] for row in shapes) == pytest.approx(50)
