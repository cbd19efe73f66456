"""Every sentence agrees with the figures beside it and with the simulation, over hundreds of random decisions.

`python -m tools.check_claims 5000` does the same over thousands.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.simulation.simulation import simulate
from decision.outputs.words.simulation import share_with_error
from tests.outputs.words.claims import all_claims, check_headline, check_surety, check_views
from tests.random_decisions import made_up

DRAWS = 60
MANY, WHOLE = 350, 40  # decisions whose simulation is told, and of those whose sensitivity is
KINDS = {
    *("level", "weights", "typed", "rises above", "falls below", "is sure to be", "turns out better"),
    *("by weights", "by ratings", "by both", "beyond weights", "impossible by weights", "never best", "no ranges"),
    *("settling", "nothing to find out", "always", "expected", "every level", "safer", "nothing", "clipped", "parting"),
}


def test_what_is_said_of_chances_follows_from_them() -> None:
    rng = np.random.default_rng(20261125)
    seen: Counter[str] = Counter()
    for number in range(MANY):
        scenario = made_up(rng, plain=number % 2 == 0, driven=number % 4 == 1)
        evaluation = evaluate(scenario)
        result = simulate(scenario, DRAWS, 1, weights="any" if number % 10 == 9 else "file")
        seen[check_surety(scenario, evaluation, result)] += 1
        check_headline(evaluation, result)
        seen.update(check_views(scenario))
    assert min(seen.values()) > 2, seen
    assert {"alone", "nothing", "not known", "clear", "ahead, but not clearly", "too close to call"} <= set(seen)


def test_chances_with_ratings_fixed_say_so() -> None:
    rng = np.random.default_rng(20261127)
    for _ in range(20):
        scenario = made_up(rng)
        check_surety(scenario, evaluate(scenario), simulate(scenario, DRAWS, 1, weights="any", ratings=False))


def test_shares_are_never_all_or_none_where_they_are_not() -> None:
    for draws in (1, 3, 7, 100, 12_345, 10**6):
        for share in (0.0, 1e-7, 0.0004, 0.5, 0.9996, 1 - 1e-7, 1.0):
            said = share_with_error(share, 0.001, draws)
            assert not said.startswith(("100.0 %", "0.0 %")), said
            if said.startswith(("less than", "more than")):
                bound = float(re.findall(r"[0-9.]+", said)[0]) / 100
                assert bound >= 3 / draws - 1e-12 if share == 0 else bound <= 1 - 3 / draws + 1e-12


def test_what_is_said_to_change_the_answer_changes_it() -> None:
    rng = np.random.default_rng(20261126)
    seen: Counter[str] = Counter()
    for number in range(WHOLE):
        scenario = made_up(rng, plain=number % 2 == 0, driven=number % 4 == 1)
        drawn = draw_values(scenario, DRAWS, 1)
        seen += all_claims(scenario, sensitivity(scenario, drawn=drawn), drawn, rng)
    assert set(seen) >= KINDS, KINDS - set(seen)
