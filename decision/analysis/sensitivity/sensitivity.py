"""Sensitivity: what would change the answer, and what to find out first.

It gathers switching points, tornado, reversals, dominance, the value of information, shares of variance, the verdict on
robustness and the check of the model, all from one set of draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from decision.analysis.progress import Steps, Told
from decision.analysis.reversal.reversal import PotentialOptimality, Reversal, potentially_optimal, reversals
from decision.analysis.sampling.values import DrawnValues, draw_values
from decision.analysis.sampling.weights import ScenarioWeightSampler
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.sensitivity.dominance import Dominance, dominances
from decision.analysis.sensitivity.families import Families
from decision.analysis.sensitivity.information import Information, information
from decision.analysis.sensitivity.model_check import Finding, model_check
from decision.analysis.sensitivity.robustness import Robustness, robustness
from decision.analysis.sensitivity.shared_switching import SharedSwitch, shared_bars, shared_switches
from decision.analysis.sensitivity.switching import RatingSwitch, WeightSwitch, rating_switches, weight_switches
from decision.analysis.sensitivity.tornado import TornadoBar, tornado
from decision.analysis.sensitivity.variance import VarianceShares, variance_shares
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import check_draws, simulate
from decision.analysis.standing import Standing
from decision.model.scenario import Scenario
from decision.version import __version__

if TYPE_CHECKING:
    import pandas as pd

_KEPT_BYTES = 160_000_000  # of drawn values
_WEIGHT_DRAWS = 20_000

# what takes long of many options on many criteria, and how long beside the others, as it was for 30 on 30
_DRAWING = "drawing what may come"
_REVERSALS = "what would put another option first"
_DOMINANCE = "which option is better whatever comes"
_INFORMATION = "what to find out first"
_REST = "what moves the margin"
_STEPS = {_DRAWING: 15.0, _REVERSALS: 50.0, _DOMINANCE: 10.0, _INFORMATION: 20.0, _REST: 5.0}


@dataclass(frozen=True)
class SensitivityResult:
    """What would change the answer.

    Attributes
    ----------
    leader, runner_up
        Ids; the runner-up is None where only one option is ranked.
    draws, seed
        Of the draws that tornado, information and verdict rest on: fewer than asked for where they would not fit
        in memory.
    shared
        Switching points of what all options share: drivers, rates of exchange, inflation.
    """

    title: str
    fingerprint: str
    version: str
    draws: int
    seed: int
    leader: str
    runner_up: str | None
    robustness: Robustness
    weights: tuple[WeightSwitch, ...]
    ratings: tuple[RatingSwitch, ...]
    tornado: tuple[TornadoBar, ...]
    reversal: tuple[Reversal, ...]
    potentially_optimal: Mapping[str, PotentialOptimality]
    dominance: tuple[Dominance, ...]
    information: Information
    variance: VarianceShares
    findings: tuple[Finding, ...]
    simulation: SimulationResult
    shared: tuple[SharedSwitch, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON of the command line."""
        nearest = self.robustness
        return {
            "title": self.title,
            "fingerprint": self.fingerprint,
            "version": self.version,
            "draws": self.draws,
            "seed": self.seed,
            "leader": self.leader,
            "runner_up": self.runner_up,
            "robustness": {
                "verdict": nearest.verdict,
                "p_best": nearest.p_best,
                "weight": None if nearest.weight is None else nearest.weight.criterion,
                "weight_distance": None if nearest.weight is None else nearest.weight.distance,
                "reversal": None if nearest.reversal is None else nearest.reversal.option,
                "reversal_t": None if nearest.reversal is None else nearest.reversal.t,
                "driver": None if nearest.shared is None else nearest.shared.figure,
                "driver_chance": None if nearest.shared is None else nearest.shared.likeliest,
            },
            "weights": [asdict(each) for each in self.weights],
            "ratings": [asdict(each) for each in self.ratings],
            "tornado": [asdict(each) | {"width": each.width} for each in self.tornado],
            "reversal": [each.to_dict() for each in self.reversal],
            "potentially_optimal": {id: each.to_dict() for id, each in self.potentially_optimal.items()},
            "dominance": [asdict(each) | {"criteria": list(each.criteria)} for each in self.dominance],
            "information": self.information.to_dict(),
            "variance": self.variance.to_dict(),
            "drivers": [each.to_dict() for each in self.shared],
            "findings": [asdict(each) | {"criteria": list(each.criteria)} for each in self.findings],
        }

    def to_frame(self) -> pd.DataFrame:
        """One row a criterion or part, indexed by path: the interval on which the leader stays first."""
        import pandas as pd

        rows = [asdict(each) for each in self.weights]
        return pd.DataFrame(rows).set_index("criterion")


def sensitivity(
    scenario: Scenario,
    draws: int | None = None,
    seed: int | None = None,
    *,
    drawn: DrawnValues | None = None,
    progress: Told | None = None,
) -> SensitivityResult:
    """What would change the answer to `scenario`.

    Parameters
    ----------
    draws, seed
        The scenario's own where left out.
    drawn
        Draws of the values by `draw_values`, which are then used instead, with their number and seed.
    progress
        Called now and then with what is being worked out, and what share of all is done, from 0 to 1.

    Raises
    ------
    DecisionError
        Every option is excluded, the number of draws is out of reach, or correlations contradict each other.
    """
    steps = Steps(progress, _STEPS)
    standing = Standing(scenario)
    drawing = steps.begin(_DRAWING)
    if drawn is None:
        draws = scenario.simulation.draws if draws is None else draws
        seed = scenario.simulation.seed if seed is None else seed
        check_draws(scenario, draws, seed)
        drawn = draw_values(scenario, min(draws, most_kept(scenario)), seed, progress=drawing)
    simulation = simulate(scenario, drawn.draws, drawn.seed, drawn=drawn)
    families, beliefs = Families(standing), Beliefs(standing, drawn)
    weights, shared = weight_switches(standing, families), shared_switches(standing)
    reversed_ = reversals(standing, steps.begin(_REVERSALS))
    possible = potentially_optimal(standing)
    dominating = dominances(standing, drawn, steps.begin(_DOMINANCE))
    informed = information(standing, drawn, beliefs, steps.begin(_INFORMATION))
    steps.begin(_REST)
    weight_draws = ScenarioWeightSampler(scenario, drawn.seed, "file").draw(min(drawn.draws, _WEIGHT_DRAWS))
    return SensitivityResult(
        title=scenario.title,
        fingerprint=scenario.fingerprint,
        version=__version__,
        draws=drawn.draws,
        seed=drawn.seed,
        leader=standing.options[standing.leader].id,
        runner_up=None if standing.runner_up is None else standing.options[standing.runner_up].id,
        robustness=robustness(standing, simulation, weights, reversed_, shared),
        weights=weights,
        ratings=rating_switches(standing),
        tornado=tuple(tornado(standing, drawn, weight_draws, families, shared_bars(standing))),
        reversal=reversed_,
        potentially_optimal=possible,
        dominance=dominating,
        information=informed,
        variance=variance_shares(standing, drawn, weight_draws, beliefs),
        findings=model_check(standing, drawn),
        simulation=simulation,
        shared=shared,
    )


def most_kept(scenario: Scenario) -> int:
    """As many draws of the values of `scenario` as are kept at once."""
    return max(1000, _KEPT_BYTES // (8 * len(scenario.options) * len(scenario.leaves)))
