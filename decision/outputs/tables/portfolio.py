"""One decision among many, as one row: who leads, how sure, on what evidence, for how much money, until when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.certainty import Certainty, certainty
from decision.analysis.simulation.result import SimulationResult
from decision.model.estimate import Unknown
from decision.model.rating import Evidence
from decision.model.record import met_triggers
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import short_names

NOTHING = "none"  # what ratings rest on that name no evidence
OPEN = "open"  # what nobody knows yet


@dataclass(frozen=True)
class Amount:
    """What one cost plan of an option comes to over its years, in today's money: P50 and P80 of what was drawn."""

    criterion: str
    p50: float
    p80: float


@dataclass(frozen=True)
class PortfolioRow:
    """One decision.

    Attributes
    ----------
    leaders
        Ids of those first by score; none where all options are excluded.
    names
        By id, what sentences call the options.
    margin
        Points by which the first leads the next; None where there are not both.
    how_sure, p_best, p_best_se
        How sure the answer is; how often the leader is best, and the standard error of that. None where none is ranked.
    chosen, decided_on, review_by
        What was decided, as the file records it; None where it does not.
    is_overdue
        Whether the day of the review is past.
    reopened_by
        What of that which would reopen the decision has come, in the sentences of the file.
    spoken_for
        The option that evidence and money are of: the chosen one, or else the leader.
    evidence
        Share of the weight, 0 to 1, whose rating of that option rests on each kind of evidence, on `NOTHING`, or is
        `OPEN`.
    money
        Of each of its cost plans.
    """

    title: str
    leaders: tuple[str, ...]
    names: Mapping[str, str]
    margin: float | None
    how_sure: Certainty | None
    p_best: float | None
    p_best_se: float | None
    chosen: str | None
    decided_on: datetime.date | None
    review_by: datetime.date | None
    is_overdue: bool
    reopened_by: tuple[str, ...]
    spoken_for: str | None
    evidence: Mapping[str, float]
    money: tuple[Amount, ...]
    currency: str
    draws: int | None
    seed: int | None
    fingerprint: str
    version: str

    @property
    def weak(self) -> float:
        """Share of the weight that rests on assumption, on nothing that is named, or is open."""
        return sum(self.evidence.get(kind, 0.0) for kind in (str(Evidence.ASSUMPTION), NOTHING, OPEN))

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON."""
        return {
            "title": self.title,
            "leader": self.leaders[0] if self.leaders else None,
            "joint_leaders": list(self.leaders),
            "margin": self.margin,
            "how_sure": self.how_sure,
            "p_best": self.p_best,
            "p_best_se": self.p_best_se,
            "chosen": self.chosen,
            "decided_on": _iso(self.decided_on),
            "review_by": _iso(self.review_by),
            "overdue": self.is_overdue,
            "reopened_by": list(self.reopened_by),
            "spoken_for": self.spoken_for,
            "evidence": dict(self.evidence),
            "money": [{"criterion": each.criterion, "p50": each.p50, "p80": each.p80} for each in self.money],
            "currency": self.currency,
            "draws": self.draws,
            "seed": self.seed,
            "fingerprint": self.fingerprint,
            "version": self.version,
        }


def portfolio_row(
    scenario: Scenario, evaluation: Evaluation, result: SimulationResult | None, today: datetime.date
) -> PortfolioRow:
    """The row of one decision; `result` is None where no option is ranked, `today` is held against its review."""
    decision = scenario.decision
    chosen = None if decision is None else decision.chosen
    leader = None if result is None or evaluation.leader is None else result.option(evaluation.leader)
    spoken_for = chosen or evaluation.leader
    review_by = None if decision is None else decision.review_by
    return PortfolioRow(
        title=scenario.title,
        leaders=evaluation.joint_leaders,
        names=short_names(evaluation.options),
        margin=evaluation.margin,
        how_sure=None if result is None else certainty(result, evaluation.joint_leaders),
        p_best=None if leader is None else leader.p_best,
        p_best_se=None if leader is None else leader.p_best_se,
        chosen=chosen,
        decided_on=None if decision is None else decision.on,
        review_by=review_by,
        is_overdue=review_by is not None and review_by < today,
        reopened_by=tuple(each.trigger.say for each in met_triggers(scenario)),
        spoken_for=spoken_for,
        evidence={} if spoken_for is None else _evidence(scenario, evaluation, spoken_for),
        money=() if spoken_for is None or result is None else _money(scenario, result, spoken_for),
        currency=scenario.currency,
        draws=None if result is None else result.draws,
        seed=None if result is None else result.seed,
        fingerprint=evaluation.fingerprint,
        version=evaluation.version,
    )


def _evidence(scenario: Scenario, evaluation: Evaluation, id: str) -> dict[str, float]:
    shares = dict.fromkeys([*map(str, Evidence), NOTHING, OPEN], 0.0)
    ratings = scenario.option(id).ratings
    for path in scenario.leaves:
        rating = ratings[path]
        open_ = isinstance(rating.estimate, Unknown)
        kind = OPEN if open_ else NOTHING if rating.evidence is None else str(rating.evidence)
        shares[kind] += evaluation.weights[path]
    return shares


def _money(scenario: Scenario, result: SimulationResult, id: str) -> tuple[Amount, ...]:
    drawn = result.option(id).ratings
    plans = [path for path, leaf in scenario.leaves.items() if leaf.kind == "cost_plan"]
    return tuple(Amount(path, drawn[path].p50, drawn[path].p80) for path in plans if path in drawn)


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
