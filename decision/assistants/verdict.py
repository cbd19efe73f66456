"""Who leads, said to an assistant only if it can be said responsibly.

While a rating that could change the leader has no reason, or nobody knows it, no answer says who leads, nor holds the
figures that say so. It lists those ratings instead, for they are what is to be found out first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.sensitivity.decisive_ratings import decisive_ratings
from decision.analysis.standing import Standing
from decision.model.estimate import Unknown
from decision.model.scenario import Scenario
from decision.outputs.words.figures import rating
from decision.outputs.words.scoring import criterion_name, headline, short_names

if TYPE_CHECKING:
    from decision.analysis.simulation.result import SimulationResult

REFUSED = (
    "Who leads is not said, for ratings that could change it have no reason or are not known. Say so, and ask for the "
    "reasons listed here; do not work out who leads by other means."
)


@dataclass(frozen=True)
class Verdict:
    """A sentence, or why there is none.

    Attributes
    ----------
    sentence
        None where it is refused.
    missing
        The ratings for which it is refused, each with what it could do.
    """

    sentence: str | None
    missing: tuple[Mapping[str, Any], ...]

    @property
    def refused(self) -> bool:
        return bool(self.missing)

    def to_dict(self) -> dict[str, Any]:
        """The verdict as JSON."""
        return {
            "verdict": self.sentence,
            "verdict_refused": REFUSED if self.refused else None,
            "ratings_without_reason": [dict(each) for each in self.missing],
        }


def verdict_on(scenario: Scenario, result: SimulationResult | None = None) -> Verdict:
    """Who leads and how sure that is, if no rating that could change it lacks its reason."""
    evaluation = evaluate(scenario)
    missing = tuple(_missing(scenario))
    return Verdict(None if missing else _sentence(evaluation, result), missing)


def withheld(content: Mapping[str, Any], verdict: Verdict, kept: frozenset[str]) -> dict[str, Any]:
    """`content`, with null for every key that is not `kept` if the verdict is refused, in lists of mappings too."""
    if not verdict.refused:
        return dict(content)
    return {key: _kept(x, kept) if key in kept else None for key, x in content.items()}


def _kept(x: Any, kept: frozenset[str]) -> Any:
    if isinstance(x, list):
        return [
            {key: y if key in kept else None for key, y in each.items()} if isinstance(each, Mapping) else each
            for each in x
        ]
    return x


def _sentence(evaluation: Evaluation, result: SimulationResult | None) -> str:
    if result is None:
        return headline(evaluation)
    from decision.outputs.words.simulation import surety

    return f"{headline(evaluation, result)} {surety(result, evaluation.joint_leaders)}"


def _missing(scenario: Scenario) -> list[dict[str, Any]]:
    if not scenario.ranked_options:
        return []
    without = {
        (option.id, path)
        for option in scenario.ranked_options
        for path in scenario.leaves
        if isinstance(option.ratings[path].estimate, Unknown) or not option.ratings[path].because.strip()
    }
    names = short_names(scenario.options)
    found = decisive_ratings(Standing(scenario), without) if without else ()
    return [
        {
            "path": f"options.{each.option}.ratings.{each.criterion}",
            "option": each.option,
            "criterion": each.criterion,
            "what": f"{criterion_name(scenario, each.criterion)} of {names[each.option]}",
            "is_known": not isinstance(scenario.option(each.option).ratings[each.criterion].estimate, Unknown),
            "could_change_leader_at": rating(each.end, scenario.leaves[each.criterion], scenario.currency),
            "remedy": "say why it is so under because, and how it is known under evidence",
        }
        for each in found
    ]
