"""How a decision moved: who led, by how much and how surely, in each of its versions.

All versions are computed now, with this version of the program and the same seed, so that what moved is the decision
and neither the method nor chance: what is uncertain alike is drawn alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision.analysis.progress import Told
from decision.analysis.scoring import evaluate
from decision.analysis.simulation.certainty import Certainty, certainty
from decision.analysis.simulation.simulation import simulate
from decision.analysis.stopping import go_on
from decision.model.scenario import Scenario


@dataclass(frozen=True)
class Moment:
    """Where one version of a decision stood.

    Attributes
    ----------
    leaders
        Ids of those first by score; none where all options are excluded.
    margin
        Points between the first and the next; None where fewer than two are ranked.
    scores
        By id, of every option, excluded or not.
    p_best, p_best_se
        By id of each ranked option, how often it is best, and the standard error of that.
    """

    fingerprint: str
    version: str
    names: Mapping[str, str]
    approaches: Mapping[str, str | None]
    leaders: tuple[str, ...]
    margin: float | None
    scores: Mapping[str, float]
    p_best: Mapping[str, float]
    p_best_se: Mapping[str, float]
    how_sure: Certainty | None
    draws: int | None
    seed: int | None

    def to_dict(self) -> dict[str, Any]:
        """The moment as JSON."""
        return {
            "fingerprint": self.fingerprint,
            "version": self.version,
            "leader": self.leaders[0] if self.leaders else None,
            "joint_leaders": list(self.leaders),
            "margin": self.margin,
            "how_sure": self.how_sure,
            "scores": dict(self.scores),
            "p_best": dict(self.p_best),
            "p_best_se": dict(self.p_best_se),
            "draws": self.draws,
            "seed": self.seed,
        }


def moment(scenario: Scenario, draws: int, seed: int) -> Moment:
    """Where a decision stands."""
    evaluation = evaluate(scenario)
    result = simulate(scenario, draws, seed) if scenario.ranked_options else None
    ranked = [] if result is None else [option for option in result.options if option.p_best is not None]
    return Moment(
        fingerprint=evaluation.fingerprint,
        version=evaluation.version,
        names={option.id: option.name for option in evaluation.options},
        approaches={option.id: option.approach for option in evaluation.options},
        leaders=evaluation.joint_leaders,
        margin=evaluation.margin,
        scores={option.id: option.score for option in evaluation.options},
        p_best={option.id: option.p_best or 0.0 for option in ranked},
        p_best_se={option.id: option.p_best_se or 0.0 for option in ranked},
        how_sure=None if result is None else certainty(result, evaluation.joint_leaders),
        draws=None if result is None else result.draws,
        seed=None if result is None else result.seed,
    )


def moments(
    scenarios: Sequence[Scenario | None], draws: int, seed: int, told: Told | None = None
) -> Iterator[Moment | None]:
    """Where each version of a decision stood; None for one that cannot be read.

    A decision that comes back as it was is not worked out again. `told` is called with how far it is.
    """
    known: dict[str, Moment] = {}
    for place, scenario in enumerate(scenarios):
        go_on()
        if told is not None:
            told(f"version {place + 1} of {len(scenarios)}", place / len(scenarios))
        if scenario is None:
            yield None
            continue
        found = known.get(scenario.fingerprint)
        if found is None:
            found = known[scenario.fingerprint] = moment(scenario, draws, seed)
        yield found
