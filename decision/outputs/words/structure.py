"""Sentences about what is chosen between and by what, and about what goes with what is taken away."""

from __future__ import annotations

from collections.abc import Iterator

from decision.model.contents import Dependence
from decision.model.criterion import Criterion
from decision.model.requirement import Verdict
from decision.model.scenario import Scenario
from decision.model.structure.criteria import beginning_points
from decision.model.structure.pairs import is_within
from decision.outputs.words.figures import as_typed, rating, unit_of
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.outputs.words.weights import weights_in_percent

_MOST_NAMED = 4  # options; more are counted
_LONGEST_NAMES = 40  # characters of all of them; longer ones are counted

# What is said of estimates of one option that hang together, and the correlation that it stands for
DEPENDENCE = {"none": 0.0, "some": 0.3, "strong": 0.6}

# What can be left open about weights, by its key in a file
REGIONS = {
    "none": "Nothing: they are as they are",
    "concentration": "How far they vary",
    "order": "All but their order",
    "ranges": "All within ranges",
    "any": "Everything",
}


def structure_in_words(scenario: Scenario) -> str:
    """What is chosen between, and by what, in one sentence."""
    names = list(short_names(scenario.options).values())
    between = f"{len(names)} options"
    if len(names) <= _MOST_NAMED and sum(map(len, names)) <= _LONGEST_NAMES:
        between = listed(names)
    count = len(scenario.criteria)
    if count == 1:
        return f"We choose between {between}, by one criterion."
    return f"We choose between {between}, by {count} criteria{_heaviest(scenario)}."


def _heaviest(scenario: Scenario) -> str:
    shares = {each.id: scenario.weights[each.id] for each in scenario.criteria}
    most = max(shares.values())
    first = [id for id, share in shares.items() if share > most - 1e-9]
    if len(first) > 1:
        return "" if len(first) < len(shares) else ", which all count alike"
    return f"; {scenario.criterion_names[first[0]]} counts most, {weights_in_percent(scenario.weights)[first[0]]}"


def direction_in_words(criterion: Criterion) -> str:
    """``more is better`` or ``less is better``."""
    assert criterion.value_function is not None  # asked only of what is rated
    scale = criterion.value_function.scale
    return "more is better" if scale.best > scale.worst else "less is better"


def scale_in_words(criterion: Criterion, currency: str) -> str:
    """From worst to best, and which way is better; of a criterion with parts, how many there are."""
    if criterion.parts:
        count = len(criterion.parts)
        return f"{count} part{'' if count == 1 else 's'}"
    assert criterion.value_function is not None  # what has no parts is rated
    scale = criterion.value_function.scale
    worst, best = (rating(x, criterion, currency) for x in (scale.worst, scale.best))
    unit = unit_of(criterion, currency)
    if unit and worst.endswith(f" {unit}") and best.endswith(f" {unit}"):
        worst = worst.removesuffix(f" {unit}")
    return f"{worst} to {best}, {direction_in_words(criterion)}"


def beginning_in_words(scenario: Scenario, under: str = "") -> str:
    """With which weight one more criterion begins, or part of the one at `under`."""
    parent = scenario.all_criteria[under] if under else None
    siblings = scenario.criteria if parent is None else parent.parts
    points = beginning_points(siblings, scenario.weight_uncertainty if parent is None else parent.weight_uncertainty)
    if points is None:
        return "No weights are stated here, so it has none either."
    if points == 0:
        return "It begins with 0 points, for ranges are stated for the weights of the others."
    return (
        f"It begins with {as_typed(points)} points, the average of the others. They keep their points, so "
        "they count as before beside each other. Nothing is rated on it yet."
    )


def ending_in_words(scenario: Scenario, end: str) -> str:
    """One end of a pair of dependence: ``Build · Cost``, or ``Build · Cost · upfront`` of a plan."""
    id, _, path = end.partition(".")
    names = short_names(scenario.options)
    whole = next((each for each in scenario.leaves if is_within(path, each)), path)
    rest = [path.removeprefix(whole + ".")] if path != whole else []
    name = criterion_name(scenario, whole) if whole in scenario.leaves else whole
    return " · ".join([names.get(id, id), name, *rest])


# --- what goes along ----------------------------------------------------------------------------------------------


def goes_with_option(scenario: Scenario, id: str) -> list[str]:
    """What is taken away with an option, each thing in a few words."""
    option = scenario.option(id)
    return [
        *_some(len(option.ratings), "its rating", "its {} ratings"),
        *_some(len(option.requirements), "its result on one requirement", "its results on {} requirements"),
        *_of_pairs(scenario.dependence, [id]),
        *_of_readiness(scenario, id),
        *_of_evaluations(scenario, [id]),
    ]


def _of_readiness(scenario: Scenario, id: str) -> list[str]:
    said = scenario.readiness
    causes = any(id in by for by in said.causes.values())
    count = sum(each.option == id for each in said.conditions)
    return [
        *(["what is said of the causes for which its launch might fail"] if causes else []),
        *_some(count, "its condition before launch", "its {} conditions before launch"),
    ]


def goes_with_criterion(scenario: Scenario, path: str) -> list[str]:
    """What is taken away with a criterion or part, each thing in a few words."""
    criterion = scenario.all_criteria[path]
    leaves = len(list(criterion.leaves()))
    parts = f" on its {leaves} parts" if criterion.parts else ""
    gone = [f"the ratings of {len(scenario.options)} options{parts}"]
    if scenario.weights[path]:
        gone.append(f"its weight, {weights_in_percent(scenario.weights)[path]} of the whole, which the others share")
    inside = [name for name, view in scenario.views.items() if any(is_within(here, path) for here in view)]
    gone += _some(len(inside), "its points in one view", "its points in {} views")
    if criterion.id in _named_in_the_region(scenario, path):
        gone.append("what is said of its weight in the order or the ranges of weights")
    cells = [f"{option.id}.{path}" for option in scenario.options]
    gone += [*_of_pairs(scenario.dependence, cells), *_of_evaluations(scenario, cells)]
    return gone


def _of_evaluations(scenario: Scenario, gone: list[str]) -> list[str]:
    given = (cell for each in scenario.evaluations for cell in each.ratings)
    count = sum(any(is_within(cell, name) for name in gone) for cell in given)
    agreed = sum(any(is_within(cell, name) for name in gone) for cell in scenario.consensus)
    return [
        *_some(count, "what one evaluator gave", "{} ratings of evaluators"),
        *_some(agreed, "what was agreed on one rating", "what was agreed on {} ratings"),
    ]


def goes_with_requirements(scenario: Scenario, ids: list[str]) -> list[str]:
    """What is taken away with requirements, each thing in a few words."""
    results = [
        (option, option.requirements[id]) for option in scenario.options for id in ids if id in option.requirements
    ]
    gone = _some(len(results), "one result", "{} results")
    failed = dict.fromkeys(option.id for option, result in results if result.verdict is Verdict.FAIL)
    if failed:
        names = short_names(scenario.options)
        gone.append(f"what rules out {listed([names[id] for id in failed])}")
    return gone


def _named_in_the_region(scenario: Scenario, path: str) -> list[str]:
    above = path.rpartition(".")[0]
    region = scenario.all_criteria[above].weight_uncertainty if above else scenario.weight_uncertainty
    tiers = getattr(region, "tiers", ())
    return [*(id for tier in tiers for id in tier), *getattr(region, "bounds", {})]


def _of_pairs(dependence: Dependence, gone: list[str]) -> list[str]:
    count = sum(any(is_within(end, name) for end in pair[:2] for name in gone) for pair in dependence.pairs)
    return _some(count, "one pair of estimates that hang together", "{} pairs of estimates that hang together")


def _some(count: int, one: str, many: str) -> list[str]:
    return [one if count == 1 else many.format(count)] if count else []


def excluded_by_minimum(scenario: Scenario, path: str) -> Iterator[str]:
    """The short names of the options of which less than the minimum of a criterion is expected."""
    names = short_names(scenario.options)
    return (names[option.id] for option in scenario.options if path in option.short_of)
