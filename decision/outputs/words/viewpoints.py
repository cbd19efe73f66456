"""Several sets of weights on one decision, in sentences: who leads with which, and where the sets part most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from decision.analysis.scoring import Evaluation, evaluate
from decision.model.criterion import Criterion
from decision.model.scenario import Scenario
from decision.model.weights import Fixed
from decision.outputs.words.figures import percent
from decision.outputs.words.scoring import listed, nobody_ranked, short_names

_SAME = 1e-9  # shares that differ by less are one


@dataclass(frozen=True)
class Parting:
    """The top-level criterion on whose weight views differ most, and whether that alone changes who leads.

    `low` and `high` are the shares, `low_in` and `high_in` the views that have them; `low_leads` and `high_leads` who
    leads at each with the other weights in proportion.
    """

    criterion: str
    low: float
    high: float
    low_in: tuple[str, ...]
    high_in: tuple[str, ...]
    low_leads: tuple[str, ...]
    high_leads: tuple[str, ...]


def parting(scenario: Scenario, views: Mapping[str, Scenario]) -> Parting | None:
    """Where `views` of a decision part most, judged from the weights of `scenario`; None where they do not."""
    if not views:
        return None
    shares = {top.id: {name: view.weights[top.id] for name, view in views.items()} for top in scenario.criteria}
    widest = max(shares, key=lambda top: max(shares[top].values()) - min(shares[top].values()))
    low, high = min(shares[widest].values()), max(shares[widest].values())
    if high - low < _SAME:
        return None
    return Parting(
        widest,
        low,
        high,
        tuple(name for name, share in shares[widest].items() if share - low < _SAME),
        tuple(name for name, share in shares[widest].items() if high - share < _SAME),
        evaluate(with_share(scenario, widest, low)).joint_leaders,
        evaluate(with_share(scenario, widest, high)).joint_leaders,
    )


def weighted_by(scenario: Scenario, view: Mapping[str, float]) -> Scenario:
    """The decision with the weights of a view, `view` by path, whatever region is stated for those that it gives."""
    criteria = tuple(_fixed(top, top.id, view) for top in scenario.criteria)
    return replace(scenario, criteria=criteria, weight_uncertainty=Fixed())


def _fixed(criterion: Criterion, path: str, view: Mapping[str, float]) -> Criterion:
    """The criterion as a view weighs it, with nothing left open about those of its parts that have weights there."""
    parts = tuple(_fixed(part, f"{path}.{part.id}", view) for part in criterion.parts)
    given = any(f"{path}.{part.id}" in view for part in parts)
    open_ = Fixed() if given else criterion.weight_uncertainty
    return replace(criterion, parts=parts, weight=view.get(path, criterion.weight), weight_uncertainty=open_)


def with_share(scenario: Scenario, criterion: str, share: float) -> Scenario:
    """The decision with one top-level weight at `share`, the others in proportion (equal if it was all)."""
    others = {top.id: scenario.weights[top.id] for top in scenario.criteria if top.id != criterion}
    total = sum(others.values())
    rest = {
        id: (1 - share) * (weight / total if total > 0 else 1 / max(1, len(others))) for id, weight in others.items()
    }
    # held where it is put, whatever region is stated: a question about one weight is not one about the region
    return replace(scenario, weight_uncertainty=Fixed()).with_weights({**rest, criterion: share})


def parting_in_words(scenario: Scenario, found: Parting | None) -> str:
    """Where views disagree most, and what comes of it, in one sentence."""
    if found is None:
        return "The views do not disagree: each gives the same weights."
    names = short_names(scenario.options)
    apart = (
        f"The views disagree most on {scenario.all_criteria[found.criterion].name}: {percent(found.low)} for "
        f"{listed(found.low_in)}, {percent(found.high)} for {listed(found.high_in)}. "
    )
    if not found.low_leads:
        return apart + nobody_ranked(scenario.options)
    low, high = (listed([names[id] for id in ids]) for ids in (found.low_leads, found.high_leads))
    if found.low_leads == found.high_leads:
        return apart + f"That alone does not change who leads: {low} either way."
    return apart + f"That alone changes who leads: {low} at {percent(found.low)}, {high} at {percent(found.high)}."


def leaders_in_words(scenario: Scenario, evaluations: Mapping[str, Evaluation]) -> str:
    """Who leads with which set of weights, in one sentence."""
    names = short_names(scenario.options)
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, evaluation in evaluations.items():
        groups.setdefault(evaluation.joint_leaders, []).append(name)
    if () in groups:
        return nobody_ranked(scenario.options)
    said = {listed([names[id] for id in ids]): sets for ids, sets in groups.items()}
    if len(said) == 1:
        (only,) = said
        return f"{only} {_leads(only)} with every set of weights below."
    parts = [f"{leader} {_leads(leader)} with {listed(sets)}" for leader, sets in said.items()]
    return "; ".join(parts) + "."


def _leads(names: str) -> str:
    return "are level" if " and " in names else "leads"
