"""Sentences about how ready an option is. What nobody spoke of counts as open."""

from __future__ import annotations

from decision.model.readiness import CauseState, Condition, Measure, Readiness, Standing, standing

STATES = {CauseState.OPEN: "open", CauseState.HANDLED: "handled", CauseState.NOT_RELEVANT: "not relevant"}


def readiness_in_words(readiness: Readiness, option: str, name: str) -> str:
    """How many known causes are open for an option, and what its conditions and all measures lack."""
    found = standing(readiness, option)
    parts = [_of_causes(found, name), *_of_conditions(found), *_of_measures(readiness.measures)]
    return "; ".join(parts) + "."


def why_widened(cause: str) -> str:
    """The reason for a wider rating, as it stands behind the rating's own."""
    return f"Widened, for a known cause of failed launches is open: {cause}."


def _of_causes(found: Standing, name: str) -> str:
    if not found.relevant:
        return f"No known cause is relevant for {name}"
    if not found.open:
        return f"No known cause of failed launches is open for {name}"
    is_ = "is" if found.open == 1 else "are"
    causes = "cause" if found.relevant == 1 else "causes"
    return f"{found.open} of {found.relevant} known {causes} of failed launches {is_} open for {name}"


def _of_conditions(found: Standing) -> list[str]:
    if not found.conditions:
        return ["no condition is set"]
    if not found.without_owner and not found.without_date:
        if found.conditions == 1:
            return ["its condition has an owner and a date"]
        return [f"all {found.conditions} conditions have an owner and a date"]
    lacks = [(found.without_owner, "owner"), (found.without_date, "date")]
    if found.conditions == 1:
        return [f"its condition has {' and '.join(f'no {what}' for count, what in lacks if count)}"]
    return [
        f"{count} of {found.conditions} conditions {'has' if count == 1 else 'have'} no {what}"
        for count, what in lacks
        if count
    ]


def _of_measures(measures: tuple[Measure, ...]) -> list[str]:
    if not measures:
        return ["nothing will be measured"]
    incomplete = sum(bool(each.missing) for each in measures)
    if len(measures) == 1:
        return [f"the measure is {'not ' if incomplete else ''}complete"]
    if not incomplete:
        return [f"all {len(measures)} measures are complete"]
    return [f"{incomplete} of {len(measures)} measures {'is' if incomplete == 1 else 'are'} not complete"]


def owner_and_day(condition: Condition) -> str:
    """Who sees to a condition, and by when."""
    owner = condition.owner or "no owner"
    return f"{owner}, by {condition.by.isoformat()}" if condition.by else f"{owner}, no date"
