"""Hold every sentence against the figures it speaks of, over as many random decisions as one has time for.

    python -m tools.check_claims 5000 --seed 1

What is false is printed with the decision, as a file; the status is then 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

import numpy as np

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import sensitivity
from decision.analysis.simulation.simulation import simulate
from decision.files.writer import scenario_yaml
from decision.model.scenario import Scenario
from tests.outputs.words.claims import all_claims, check_headline, check_surety
from tests.random_decisions import made_up


def main() -> int:
    """Check as many decisions as are asked for; 1 where a sentence was false."""
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("decisions", type=int)
    call.add_argument("--seed", type=int, default=0)
    call.add_argument("--draws", type=int, default=60)
    asked = call.parse_args()
    rng = np.random.default_rng(asked.seed)
    seen: Counter[str] = Counter()
    false = 0
    for number in range(asked.decisions):
        scenario = made_up(rng, driven=number % 2 == 0)
        try:
            seen += _claims(scenario, asked.draws, rng)
        except AssertionError as error:
            false += 1
            print(f"decision {number}: {error}\n\n{scenario_yaml(scenario)}", flush=True)
    print(f"{false} of {asked.decisions} decisions with a false sentence; seen: {dict(seen)}")
    return int(false > 0)


def _claims(scenario: Scenario, draws: int, rng: np.random.Generator) -> Counter[str]:
    evaluation, result = evaluate(scenario), simulate(scenario, draws, 1)
    how = check_surety(scenario, evaluation, result)
    check_headline(evaluation, result)
    drawn = draw_values(scenario, draws, 1)
    return Counter([how]) + all_claims(scenario, sensitivity(scenario, drawn=drawn), drawn, rng)


if __name__ == "__main__":
    sys.exit(main())
