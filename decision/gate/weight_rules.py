"""Rules about weights, which are held against those of the base.

A weight is for the swing from a criterion's worst rating to its best, so another range asks for another weight; and it
says what matters to us, so it is agreed on before anybody has seen what the options are like (Keeney and Raiffa 1976;
Montibeller and von Winterfeldt 2015, Cognitive and motivational biases in decision and risk analysis). Weights are
compared as shares among those siblings that are there in both, so that a criterion that came or went changes none of
them, and neither do other points for the same shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from decision.analysis.scoring import evaluate
from decision.gate.case import Case
from decision.gate.finding import Found, Keys
from decision.model.criterion import Criterion
from decision.model.open_ratings import is_open
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.outputs.words.figures import as_typed, percent
from decision.outputs.words.scoring import criterion_name
from decision.outputs.words.scoring import listed as in_words

_SAME = 1e-9  # shares within this are the same


def weights_follow_ranges(case: Case) -> Iterator[Found]:
    """Where the worst or best rating of a criterion was changed, its weight was changed too."""
    assert case.base is not None  # asked only then
    now, before = shares_among_common(case.scenario, case.base)
    for path, leaf in case.scenario.leaves.items():
        was = case.base.leaves.get(path)
        if was is None or leaf.value_function is None or was.value_function is None:
            continue
        old, new = was.value_function.scale, leaf.value_function.scale
        if old == new or _moved(path, now, before) or not case.scenario.weights[path]:
            continue
        name = criterion_name(case.scenario, path)
        ends = " and ".join(
            f"{end} from {as_typed(getattr(old, end))} to {as_typed(getattr(new, end))}"
            for end in ("worst", "best")
            if getattr(old, end) != getattr(new, end)
        )
        changed = next(end for end in ("worst", "best") if getattr(old, end) != getattr(new, end))
        yield Found(
            (*criterion_keys(path), changed),
            f"the range of {name} was changed ({ends}), and its weight was not",
            "a weight is for the way from worst to best: agree on it anew, or on why it stays",
        )


def weights_were_set_first(case: Case) -> Iterator[Found]:
    """Weights that were stated when ratings were known are as they were."""
    assert case.base is not None  # asked only then
    if not _any_rating_is_known(case.base):
        return
    now, before = shares_among_common(case.scenario, case.base)
    moved = [path for path in now if abs(now[path] - before[path]) > _SAME]
    if not moved:
        return
    shown = [
        f"{criterion_name(case.scenario, path)} from {percent(before[path])} to {percent(now[path])}"
        for path in moved[:_NAMED]
    ]
    more = len(moved) - len(shown)
    names = in_words([*shown, f"{more} more"] if more else shown)
    yield Found(
        _weights_keys(case.scenario, moved[0]),
        f"weights were changed after ratings were known ({names}); {_what_it_does(case)}",
        "say who agreed on them and why, or put back the weights as they were",
    )


_NAMED = 3


def shares_among_common(now: Scenario, before: Scenario) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The shares of those criteria and parts that are in both, among their siblings that are in both, by path.

    Families of which nothing is common but one member, or that have no weight in one of the two, are left out.
    """
    shares: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for paths in _families(now.criteria):
        common = [path for path in paths if path in before.sibling_shares]
        totals = [sum(each.sibling_shares[path] for path in common) for each in (now, before)]
        if len(common) < 2 or not all(totals):
            continue
        for found, each, total in zip(shares, (now, before), totals, strict=True):
            found |= {path: each.sibling_shares[path] / total for path in common}
    return shares


def _families(siblings: Sequence[Criterion], above: str = "") -> Iterator[list[str]]:
    yield [f"{above}{criterion.id}" for criterion in siblings]
    for criterion in siblings:
        if criterion.parts:
            yield from _families(criterion.parts, f"{above}{criterion.id}.")


def _moved(path: str, now: Mapping[str, float], before: Mapping[str, float]) -> bool:
    """Whether the weight of a criterion, or of one that it is a part of, is another share than it was."""
    keys = path.split(".")
    above = [".".join(keys[:depth]) for depth in range(1, len(keys) + 1)]
    return any(each in now and abs(now[each] - before[each]) > _SAME for each in above)


def _any_rating_is_known(scenario: Scenario) -> bool:
    return any(not is_open(scenario, option.id, path) for option in scenario.options for path in scenario.leaves)


def _what_it_does(case: Case) -> str:
    """Whether the weights of before would have had another leader."""
    assert case.base is not None
    if [*case.scenario.all_criteria] != [*case.base.all_criteria]:
        return "what they do to the leader cannot be told, for the criteria are others too"
    try:
        before = evaluate(case.scenario.with_weights_of(case.base)).joint_leaders
    except ImpossibleScenarioError:
        return "what they do to the leader cannot be told, for those of before lie outside what is open now"
    now = case.evaluation.joint_leaders
    if before == now:
        return "the leader is the same with either"
    return f"with those of before, {_leading(case, before)} would lead, and not {_leading(case, now)}"


def _leading(case: Case, ids: Sequence[str]) -> str:
    return in_words([case.names[id] for id in ids]) if ids else "none"


def _weights_keys(scenario: Scenario, path: str) -> Keys:
    return ("weights", path) if any(each.weight is not None for each in scenario.criteria) else ("weight_uncertainty",)


def criterion_keys(path: str) -> Keys:
    """What leads to a criterion or a part in a file."""
    first, *below = path.split(".")
    return ("criteria", first, *(key for part in below for key in ("parts", part)))
