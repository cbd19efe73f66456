"""Moves as they are printed are enough together: the option that is named then leads, or draws level."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given

from decision.analysis.reversal.reversal import Move, Reversal, reversals
from decision.analysis.scoring import evaluate
from decision.analysis.standing import Standing
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.words import reversals as reversals_words
from decision.outputs.words import scoring as scoring_words
from decision.outputs.words.moves import printed_moves
from tests.random_decisions import made_up
from tests.small_decisions import FIXED, flat, three_point_decisions

WEIGHT = re.compile(r"(\S+(?: \d+)?) counts for at (?:least|most) ([0-9.e+-]+) %")
RATING = re.compile(
    r"(its|\S+(?: \d+)?'s) (\S+(?: \d+)?) (?:rises to|falls to|is sure to be) (-?[0-9](?:[0-9,.e+-]*[0-9])?)(?: |,|\.)"
)


def check(scenario: Scenario, each: Reversal) -> int:
    """Do what the sentence says, as it says it, in a reckoning of its own; how many moves it names."""
    said = reversals_words.reversal(scenario, each)
    options = {name: id for id, name in scoring_words.names_of(scenario).items()}
    criteria = {leaf.name: path for path, leaf in scenario.leaves.items()}
    weights = {criteria[name]: float(x) / 100 for name, x in WEIGHT.findall(said)}
    ratings = RATING.findall(said)
    assert len(weights) + len(ratings) == len(each.moves), said
    moved = scenario
    for whose, criterion, x in ratings:
        option = each.option if whose == "its" else options[whose.removesuffix("'s")]
        moved = moved.with_rating(option, criteria[criterion], Rating(Exact(float(x.replace(",", "")))))
    if weights:
        left, others = 1 - sum(weights.values()), {id: x for id, x in scenario.weights.items() if id not in weights}
        total = sum(others.values())
        shares = {id: left * x / total if total else left / len(others) for id, x in others.items()}
        assert min(shares.values(), default=0.0) >= -1e-12, said
        points = {id: max(0.0, 100 * x) for id, x in (shares | weights).items()}
        moved = replace(moved, weight_uncertainty=FIXED).with_weights({id: points[id] for id in scenario.weights})
    result = evaluate(moved)
    best = max(option.score for option in result.options if not option.excluded)
    assert result.option(each.option).score >= best - 1e-9, said
    return len(each.moves)


def test_what_is_printed_is_enough_over_many_decisions() -> None:
    rng = np.random.default_rng(20261127)
    seen = [0, 0, 0, 0]
    for _ in range(40):
        scenario = made_up(rng, plain=True)
        for each in reversals(Standing(scenario)):
            if each.moves:
                seen[min(check(scenario, each), 3)] += 1
    assert min(seen[1:]) > 3, seen


@given(three_point_decisions())
def test_what_is_printed_is_enough(scenario: Scenario) -> None:
    for each in reversals(Standing(scenario)):
        if each.moves:
            check(scenario, each)


class Enough:
    """In place of a check: weights that do not come to more than all, and to more than so much."""

    def __init__(self, least: float) -> None:
        self.least = least

    def are_enough(self, moves: list[Move]) -> bool:
        return self.least <= sum(move.to for move in moves) <= 1


def said(*moves: Move, least: float = 0.0) -> list[str]:
    check: Any = Enough(least)
    reversal = Reversal("b", "weights", "within", 0.5, moves=moves, moves_t=0.5, check=check)
    return [figure.then for figure in printed_moves(flat({"a": [1, 2], "b": [2, 1]}, [1, 1]), reversal)]


def test_weights_are_rounded_the_other_way_before_digits_are_added() -> None:
    one, other = (Move("weight", None, f"c{k}", 0.2, to, 0.5) for k, to in ((1, 0.604), (2, 0.393)))
    assert said(one) == ["61 %"]
    assert said(one, other) == ["61 %", "39 %"]  # and not 61 and 40, which is more than all
    assert said(one, other, least=0.9965) == ["61 %", "39 %"]
    other = replace(other, to=0.3955)
    assert said(one, other, least=0.9994) == ["61 %", "39 %"]
    assert said(replace(one, to=0.6049), other, least=1.0004) == ["60.49 %", "39.55 %"]  # nothing is enough but that
