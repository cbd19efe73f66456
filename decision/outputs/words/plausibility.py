"""What in a decision is hardly meant, in sentences that say what to look at."""

from __future__ import annotations

from decision.analysis.plausibility import Oddity
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.words.figures import percent, rating
from decision.outputs.words.scoring import criterion_name, short_names

_ORDER = ("all_outside", "wrong_way", "outside", "mean_outside", "tail", "against_answers", "alike", "idle_pair")
_LONGEST_ANSWER = 200  # characters; our own have less than half of them


def gravity(each: Oddity) -> int:
    """What to sort oddities by."""
    return _ORDER.index(each.kind)


def oddity_in_words(scenario: Scenario, each: Oddity) -> str:
    """What is odd, and what to look at."""
    if each.pair is not None:
        one, other, _ = scenario.dependence.pairs[each.pair]
        return (
            f"The correlation of {one} with {other} has no effect: {each.certain} is certain. "
            "Give it a range, or leave the pair out."
        )
    leaf = scenario.leaves[each.path]
    function = leaf.value_function
    assert function is not None  # a criterion that is rated has one
    name, scale = criterion_name(scenario, each.path), function.scale
    worst, best = (rating(x, leaf, scenario.currency) for x in (scale.worst, scale.best))
    weight = percent(scenario.weights[each.path])
    if each.kind == "all_outside":
        given = "all its points" if each.beyond == "best" else "none of its points"
        end = best if each.beyond == "best" else worst
        return (
            f"{name} gives every option {given}: all are rated beyond its {each.beyond}, {end}. "
            f"So it decides nothing. Look at worst ({worst}) and best ({best})."
        )
    if each.kind == "wrong_way":
        return (
            f"{name}: more of it counts as better (worst {worst}, best {best}). "
            "If less is better, swap worst and best, or look for a slip in one of them."
        )
    if each.kind == "alike":
        return f"{name} is rated the same for every option, so it decides nothing. It counts for {weight}."
    assert each.option is not None and each.x is not None  # of a rating
    option = visible(short_names(scenario.options)[each.option])
    end = best if each.beyond == "best" else worst
    if each.kind == "mean_outside":
        return (
            f"{option}'s {name} is {rating(each.x, leaf, scenario.currency)} on average, beyond its {each.beyond} of "
            f"{end}, where nothing counts any more: the score leaves out how far. Check its range, or widen the scale."
        )
    if each.kind == "tail":
        assert each.share is not None
        part = f", {each.part}," if each.part is not None else ""
        return (
            f"{option}'s {name}{part} is {rating(each.x, leaf, scenario.currency)} on average, but its highest 1 in "
            f"100 cases make up {percent(each.share)} of that. Check its upper end, or give low, mode and high."
        )
    rated = rating(each.x, leaf, scenario.currency)
    if each.kind == "against_answers":
        said = "; and that ".join(visible(answer, _LONGEST_ANSWER) for answer in each.said)
        return f"You said that {said}. {option}'s {name} is rated {rated}. Look at the one and the other again."
    return (
        f"{option}'s {name} is rated {rated}, outside its scale of {worst} to {best}: it counts as {end}. "
        "Correct the rating, or widen the scale."
    )
