"""Reference classes in words: what a multiplier comes to, what it rests on, and what to be careful about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision.model.ai_building import EFFECT_ALONE, EFFORT, Classes, counts_on_ai
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.estimate import Estimate
from decision.model.multiplied import Multiplied, multiplied, multiplied_in
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money, number, rating
from decision.outputs.words.grammar import capital, counted
from decision.outputs.words.scoring import criterion_name, distinct_names, short_names

_HALF, _EIGHT_OF_TEN = 0.5, 0.8
_FEWEST_DECIMALS, _MOST_DECIMALS = 100.0, 0.095  # between them a multiplier has two
_MOST_FIGURES = 6  # that are named beside a class; all of them stand with their ratings


def times(x: float) -> str:
    """A multiplier: ``× 1.33``."""
    return f"× {x:.2f}" if _MOST_DECIMALS <= x < _FEWEST_DECIMALS else f"× {number(x)}"


def half_and_eight_of_ten(reference_class: ReferenceClass) -> tuple[float, float]:
    """P50 and P80 of the multiplier."""
    p50, p80 = reference_class.law.quantile([_HALF, _EIGHT_OF_TEN])
    return float(p50), float(p80)


def multiplier_in_words(
    reference_class: ReferenceClass, estimate: float | None, part: str, criterion: Criterion, currency: str
) -> str:
    """How far figures of the class came out, and what that makes of `estimate`, where one is given.

    `part` of a cost plan, which is in money but for its growth; empty where the rating is no plan.
    """
    half, eight = half_and_eight_of_ten(reference_class)
    words = f"Half of the cases come to about {times(half)} or less, 8 of 10 to about {times(eight)} or less"
    if not estimate:
        return f"{words}."
    of, half_of, eight_of = (figure_in_words(estimate * x, part, criterion, currency) for x in (1.0, half, eight))
    return f"{words}. Of {of} that makes {half_of} and {eight_of}."


def figure_in_words(x: float, part: str, criterion: Criterion, currency: str) -> str:
    """A figure of a rating, or of a `part` of a cost plan, with its unit."""
    if part == "growth":
        return number(x)
    return money(x, currency) if part else rating(x, criterion, currency)


def basis_in_words(reference_class: ReferenceClass) -> str:
    """What the curve rests on: ``Fitted to 42 cases``; empty where that is not known."""
    n = reference_class.observations
    cases = "" if n is None else f"{n:,} {'case' if n == 1 else 'cases'}"
    match reference_class.kind:
        case "fitted":
            return f"Fitted to {cases}" if cases else "Fitted to cases; how many is not said"
        case "derived":
            return "Derived from published figures" + (f" of {cases}" if cases else "")
        case "constructed":
            return "Constructed from several sources, for want of data" + (f"; {cases}" if cases else "")
    return capital(cases)


AI_EVIDENCE = (
    "Weak evidence, and very wide: published trials, of single tasks, run from 19 % slower (METR, 2025) to 56 % faster "
    "(Peng and others, 2023). Switch it on to see what would change; off puts back what stood there."
)


def why_no_ai_switch(estimate: Estimate | CostPlan, classes: Classes) -> str:
    """Why a rating cannot be switched to AI-assisted building, where a plan pays something upfront; else empty."""
    if not isinstance(estimate, CostPlan) or estimate.upfront is None or not classes:
        return ""
    if EFFORT not in classes or EFFECT_ALONE not in classes:
        return ""  # a list of classes of one's own
    start, survey = "AI-assisted building is not offered here: ", classes[EFFORT].name
    in_use = [each.reference_class for each in multiplied_in("", "", estimate) if each.part.startswith("upfront")]
    if counts_on_ai(estimate):
        return (
            "AI-assisted building is on. The class that it stands in place of is not known; choose another to end it."
        )
    if in_use:
        return f"{start}no trial says how it goes together with the class “{in_use[0].name}”."
    if isinstance(estimate.upfront, Lines):
        return f"{start}give the line that is the work of building the class “{survey}” first, for trials are of work."
    return f"{start}a class multiplies 0 or more."


def ai_in_words(scenario: Scenario, option: str, path: str, others: int = 0) -> str:
    """That a rating counts on it, and how many `others` do, for wherever the answer is told."""
    what = f"{short_names(scenario.options)[option]}'s {criterion_name(scenario, path)}"
    more = f" {counted(others, 'other rating')} {'does' if others == 1 else 'do'} so too." if others else ""
    return f"{what} counts on AI-assisted building, which is switched on.{more} {_TRIALS}"


_TRIALS = "Weak evidence: published trials run from 19 % slower to 56 % faster."


@dataclass(frozen=True)
class ClassInUse:
    """A reference class with the figures of the decision that it multiplies, as they are told."""

    reference_class: ReferenceClass
    multiplies: str
    half: float
    eight_of_ten: float
    basis: str


def classes_in_use(scenario: Scenario) -> tuple[ClassInUse, ...]:
    """The reference classes of a decision, in the order in which they are met, each once."""
    found: dict[ReferenceClass, list[Multiplied]] = {}
    for each in multiplied(scenario):
        found.setdefault(each.reference_class, []).append(each)
    names = distinct_names(scenario.options)
    return tuple(
        ClassInUse(
            reference_class,
            _multiplies(scenario, figures, names),
            *half_and_eight_of_ten(reference_class),
            basis_in_words(reference_class),
        )
        for reference_class, figures in found.items()
    )


def _multiplies(scenario: Scenario, figures: list[Multiplied], names: Mapping[str, str]) -> str:
    told = []
    for each in figures[:_MOST_FIGURES]:
        leaf = scenario.leaves[each.path]
        part = f", {each.part.replace('.', ', ', 1)}" if each.part else ""
        figure = figure_in_words(each.estimate, each.part, leaf, scenario.currency)
        told.append(f"{names[each.option]}: {criterion_name(scenario, each.path)}{part} ({figure})")
    more = len(figures) - _MOST_FIGURES
    return "; ".join(told) + (f"; and {more:,} more" if more > 0 else "")
