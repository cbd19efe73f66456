"""AI-assisted building as a switch on the effort of building: off unless somebody switches it on, and off again whole.

How it combines with a class that stands there already is said by a pair of classes: where none stands, the effect of
the assistants alone; in place of the usual overrun of software projects, that overrun times the effect. With any other
class nothing is known, so nothing is offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.estimate import ClassEstimate, Estimate, Exact
from decision.model.payment import Payment
from decision.model.reference_class import ReferenceClass

EFFORT = "software-effort-survey"
EFFECT_ALONE = "ai-assistance"
IN_PLACE_OF: Mapping[str, str] = MappingProxyType({EFFORT: "ai-assisted-building"})
_BACK: Mapping[str, str] = MappingProxyType({on: off for off, on in IN_PLACE_OF.items()})
_LINE = "building"  # what a range is called in the lines that a class can multiply

Classes = Mapping[str, ReferenceClass]


def counts_on_ai(estimate: Estimate | CostPlan) -> bool:
    """Whether the effect of assistants is in a rating."""
    if isinstance(estimate, CostPlan):
        return any(counts_on_ai_in(part) for _, part in estimate.components())
    return counts_on_ai_in(estimate)


def counts_on_ai_in(part: Component) -> bool:
    """Whether it is in one component of a plan, or in an estimate."""
    if isinstance(part, Payment):
        return any(counts_on_ai_in(estimate) for _, estimate, _ in part.priced)
    own = part.reference_class if isinstance(part, Lines | ClassEstimate) else None
    if own is not None and (own.id == EFFECT_ALONE or own.id in _BACK):
        return True
    return isinstance(part, Lines) and any(counts_on_ai_in(each) for _, each in part.lines)


def with_ai(estimate: Estimate | CostPlan, classes: Classes) -> Estimate | CostPlan | None:
    """The rating with the effect on the effort of building; None where it is in, or nothing is known to take it.

    That effort is what the class of software projects multiplies, wherever it stands; and where no class stands in it,
    what a plan pays upfront, given as one figure.
    """
    if counts_on_ai(estimate):
        return None
    replaced = _replaced(estimate, IN_PLACE_OF, classes)
    if replaced is not None or not isinstance(estimate, CostPlan):
        return replaced
    upfront, effect = estimate.upfront, classes.get(EFFECT_ALONE)
    if effect is None or upfront is None or isinstance(upfront, Lines | ClassEstimate | Payment):
        return None
    if isinstance(upfront, Exact):
        return replace(estimate, upfront=ClassEstimate(upfront.x, effect)) if upfront.x >= 0 else None
    return replace(estimate, upfront=Lines(((_LINE, upfront),), effect))


def without_ai(estimate: Estimate | CostPlan, classes: Classes) -> Estimate | CostPlan | None:
    """The rating as it would be without the effect; None where it is not in, or the class to put back is not known."""
    if not counts_on_ai(estimate):
        return None
    replaced = _replaced(estimate, _BACK, classes)
    back = estimate if replaced is None else replaced
    if isinstance(back, CostPlan):
        parts = {name: _without_effect(part) for name, part in back.components()}
        back = replace(back, **parts)
    elif isinstance(back, ClassEstimate) and back.reference_class.id == EFFECT_ALONE:
        back = Exact(back.estimate)
    return None if counts_on_ai(back) else back


def _replaced(estimate: Estimate | CostPlan, by: Mapping[str, str], classes: Classes) -> Estimate | CostPlan | None:
    """With each class that `by` names replaced; None where none is, or one of the others is not known."""
    if not isinstance(estimate, CostPlan):
        made = _replaced_in(estimate, by, classes)
        assert not isinstance(made, Lines | Payment)  # an estimate stays one
        return None if made == estimate else made
    parts = {name: _replaced_in(part, by, classes) for name, part in estimate.components()}
    made_plan = replace(estimate, **parts)
    return None if made_plan == estimate else made_plan


def _replaced_in(part: Component, by: Mapping[str, str], classes: Classes) -> Component:
    if isinstance(part, ClassEstimate):
        other = classes.get(by.get(part.reference_class.id, ""))
        return part if other is None else replace(part, reference_class=other)
    if isinstance(part, Payment) and part.amount is not None:
        amount = _replaced_in(part.amount, by, classes)
        assert not isinstance(amount, Lines | Payment)  # an estimate stays one
        return replace(part, amount=amount)
    if not isinstance(part, Lines):
        return part
    lines = tuple((name, _as_line(_replaced_in(each, by, classes))) for name, each in part.lines)
    other = None if part.reference_class is None else classes.get(by.get(part.reference_class.id, ""))
    return Lines(lines, part.reference_class if other is None else other)


def _as_line(part: Component) -> Estimate | Payment:
    assert not isinstance(part, Lines)  # lines hold none
    return part


def _without_effect(part: Component) -> Component:
    """Without the effect alone: a figure by itself is a number again, a range that was put in a line a range."""
    if isinstance(part, ClassEstimate):
        return Exact(part.estimate) if part.reference_class.id == EFFECT_ALONE else part
    if isinstance(part, Payment) and part.amount is not None:
        amount = _without_effect(part.amount)
        assert not isinstance(amount, Lines | Payment)  # an estimate stays one
        return replace(part, amount=amount)
    if not isinstance(part, Lines):
        return part
    if part.reference_class is not None and part.reference_class.id == EFFECT_ALONE:
        ((name, only), *others) = part.lines
        return only if name == _LINE and not isinstance(only, Payment) and not others else Lines(part.lines)
    return Lines(tuple((name, _as_line(_without_effect(each))) for name, each in part.lines), part.reference_class)
