"""Results in sentences: the thing first, then the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from decision.analysis.scoring import Evaluation
from decision.model.estimate import Unknown
from decision.model.naming import told_apart
from decision.model.rating import Evidence
from decision.model.scenario import Scenario
from decision.outputs.words.figures import exact_rating, points, rating

if TYPE_CHECKING:  # what it needs is not needed for scoring
    from decision.analysis.simulation.result import SimulationResult

LEFT_OUT = "left out for now"
_SHOWN = 0.05  # a margin below this would be shown as 0.0 points


class Excludable(Protocol):
    """An option as a plan of what is compared knows it: excluded, and perhaps only for now."""

    @property
    def excluded(self) -> bool: ...
    @property
    def left_out(self) -> bool: ...


class Named(Protocol):
    """The result for one option, of whatever analysis."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def approach(self) -> str | None: ...


def short_names(options: Sequence[Named]) -> Mapping[str, str]:
    """By id, what a sentence calls each option: its approach where that tells them apart, else a name that does."""
    names = {option.id: option.name for option in options}
    return told_short(names, {option.id: option.approach for option in options})


def names_of(scenario: Scenario) -> Mapping[str, str]:
    """By id, what a sentence calls each option of a scenario."""
    return short_names(scenario.options)


def told_short(names: Mapping[str, str], approaches: Mapping[str, str | None]) -> Mapping[str, str]:
    """`short_names` of options of which these are the names and approaches, by id."""
    if None not in approaches.values() and len(set(approaches.values())) == len(approaches):
        return {id: str(approach).capitalize() for id, approach in approaches.items()}
    return told_apart(names)


def distinct_names(options: Sequence[Named]) -> Mapping[str, str]:
    """By id, the name of each option, with its id behind it where several have the same name."""
    return told_apart({option.id: option.name for option in options})


def criterion_name(scenario: Scenario, path: str) -> str:
    """The name of a criterion, with those it is a part of: ``Integration › Freshness``."""
    keys = path.split(".")
    return " › ".join(scenario.criterion_names[".".join(keys[: n + 1])] for n in range(len(keys)))


def out_word(option: Excludable) -> str:
    """What stands beside an option instead of its chance; empty for one that is ranked."""
    return "left out" if option.left_out else "excluded" if option.excluded else ""


def nobody_ranked(options: Sequence[Excludable]) -> str:
    """Why no option is ranked, and what to do where a click would do it."""
    if all(option.left_out for option in options):
        return "All options are left out; put one back."
    left_out = " or left out" if any(each.left_out for each in options) else ""
    return f"Every option is excluded{left_out}, so none can be chosen."


def only_one_left(name: str) -> str:
    """That there is nothing to compare the option of this name with, as a sentence without its end."""
    return f"{name} is the only option left"


def headline(evaluation: Evaluation, result: SimulationResult | None = None) -> str:
    """Who leads, and by how much, in one sentence; and who is best more often, where that is another by `result`."""
    name = short_names(evaluation.options)
    ranked = [option for option in evaluation.in_rank_order if option.rank is not None]
    if not ranked:
        return nobody_ranked(evaluation.options)
    if len(ranked) == 1:
        return f"{only_one_left(name[ranked[0].id])}, with {points(ranked[0].score)} points."
    joint = evaluation.joint_leaders
    if len(joint) > 1:
        return f"{listed([name[id] for id in joint])} are level, with {points(ranked[0].score)} points each."
    runners_up = [option for option in ranked if option.rank == 2]
    lead = lead_in_points(evaluation)
    by = "1.0 point" if lead == "1.0" else f"{lead} points"
    leads = f"{name[joint[0]]} leads {listed([name[option.id] for option in runners_up])} by {by}"
    return f"{leads}{_but_best_more_often(joint[0], name, result)}."


def lead_in_points(evaluation: Evaluation) -> str:
    """By how many points the first leads the next; empty where there are not both, or several are first."""
    ranked = [option for option in evaluation.in_rank_order if option.rank is not None]
    if len(ranked) < 2 or len(evaluation.joint_leaders) > 1 or evaluation.margin is None:
        return ""
    return shown_lead(ranked[0].score, ranked[1].score)


def shown_lead(first: float, second: float) -> str:
    """The points between two scores, as they are shown beside them.

    That may be a tenth more or less than between what these stand for.
    """
    gap = points(float(points(first)) - float(points(second)))
    return "less than 0.1" if first - second < _SHOWN or gap == "0.0" else gap


def _but_best_more_often(leader: str, names: Mapping[str, str], result: SimulationResult | None) -> str:
    if result is None or result.certain:
        return ""
    chances = {option.id: option.p_best for option in result.options if option.p_best is not None}
    more = [id for id, chance in chances.items() if chance == max(chances.values()) > chances[leader]]
    verb = "is" if len(more) == 1 else "are"
    return f", but {listed([names[id] for id in more])} {verb} best in more futures" if more else ""


def exclusions(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    """One sentence for every requirement that an option fails, and for every minimum that it falls short of."""
    name = short_names(evaluation.options)
    text = {requirement.id: requirement.text for requirement in scenario.requirements}
    sentences = []
    for option in scenario.options:
        for failed in option.failed:
            reason = option.requirements[failed].because or text[failed]
            sentences.append(f"{name[option.id]} is out: it fails {failed}. {reason}")
        sentences += [
            f"{name[option.id]} is out: {shortfall(scenario, path, scenario.expected_rating(option, path))}."
            for path in option.short_of
        ]
    return sentences


def shortfall(scenario: Scenario, path: str, x: float) -> str:
    """``its Fit of 3.2 is below the minimum of 4``, for an expected rating of `x`."""
    leaf = scenario.leaves[path]
    assert leaf.minimum is not None  # or nothing fell short of it
    assert leaf.value_function is not None  # what is rated has a scale
    more = leaf.value_function.scale.best > leaf.value_function.scale.worst
    shown, least = (rating(each, leaf, scenario.currency) for each in (x, leaf.minimum))
    if shown == least:
        shown, least = (exact_rating(each, leaf, scenario.currency) for each in (x, leaf.minimum))
    side = "below the minimum of" if more else "above the limit of"
    return f"its {criterion_name(scenario, path)} of {shown} is {side} {least}"


def open_requirements(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """By option id, the requirements that are neither passed nor failed."""
    return {
        option.id: tuple(
            requirement.id
            for requirement in scenario.requirements
            if requirement.id not in option.requirements or option.requirements[requirement.id].verdict == "not_shown"
        )
        for option in scenario.options
    }


def leaders_open_requirements(scenario: Scenario, leaders: Sequence[str]) -> list[str]:
    """One sentence for each of `leaders`, by id, that has requirements neither passed nor failed."""
    names, total = short_names(scenario.options), len(scenario.requirements)
    missing = open_requirements(scenario)
    return [
        f"{names[id]} has not yet shown {len(missing[id])} of {total} requirements." for id in leaders if missing[id]
    ]


def requirements_shown(scenario: Scenario) -> str:
    """How many requirements each option has not yet shown: ``Not yet shown, of 11: Build 9 and Buy 5.``"""
    names, missing = short_names(scenario.options), open_requirements(scenario)
    told = [f"{names[id]} {len(each)}" for id, each in missing.items() if each]
    of = f"of {len(scenario.requirements)}"
    return f"Not yet shown, {of}: {listed(told)}." if told else "Every option has shown whether it meets them."


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``; empty for none."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])


_KNOWN_FROM = {
    "assumption": "on assumption",
    "vendor": "on a vendor's word",
    "demo": "on a demo",
    "reference": "on references",
    "pilot": "on a pilot",
}


def evidence_summary(scenario: Scenario) -> str:
    """How many ratings rest on which evidence, weakest first, in one sentence."""
    ratings = [rating for option in scenario.options for rating in option.ratings.values()]
    given = [rating.evidence for rating in ratings if not isinstance(rating.estimate, Unknown)]
    missing = len(ratings) - len(given)
    if missing:
        still = f"{missing} of {len(ratings)} ratings {'is' if missing == 1 else 'are'} not known yet."
        return f"{still} {_evidence_of(given)}".strip()
    return _evidence_of(given)


def _evidence_of(given: Sequence[Evidence | None]) -> str:
    """On what the ratings that are known rest; empty where none is."""
    if not given:
        return ""
    counted = {words: sum(each == kind for each in given) for kind, words in _KNOWN_FROM.items()}
    rest = [f"{count} {words}" for words, count in counted.items() if count]
    silent = sum(each is None for each in given)
    if not rest:
        return f"None of the {len(given)} ratings names its evidence."
    verb = "rests" if rest[0].startswith("1 ") else "rest"
    first = rest[0].replace(" ", f" {verb} ", 1)
    without = f"; {silent} {'names' if silent == 1 else 'name'} none" if silent else ""
    return f"Of {len(given)} ratings, {listed([first, *rest[1:]])}{without}."
