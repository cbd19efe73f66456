"""What in a decision is hardly meant, in sentences that say what to look at."""

from __future__ import annotations

from decision.analysis.plausibility import Oddity, oddities
from decision.model.counted_twice import CountedTwice
from decision.model.really_build import ReallyBuild
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.outputs.words.figures import money, percent, present_value_in_words, rating
from decision.outputs.words.scoring import criterion_name, short_names

_ORDER = (
    "all_outside",
    "wrong_way",
    "outside",
    "mean_outside",
    "tail",
    "really_build",
    "counted_twice",
    "against_answers",
    "alike",
    "idle_pair",
)
_MOST_LINES = 3  # of a plan, that are named
_LONGEST_LINE = 60  # characters
_LONGEST_ANSWER = 200  # characters; our own have less than half of them


def gravity(each: Oddity) -> int:
    """What to sort oddities by."""
    return _ORDER.index(each.kind)


def to_look_at(scenario: Scenario, most: int) -> tuple[str, ...]:
    """The gravest of all that is odd in sentences, `most` of them, and how many more there are."""
    found = sorted(oddities(scenario), key=gravity)
    told = tuple(oddity_in_words(scenario, each) for each in found[:most])
    return told if len(found) <= most else (*told, f"There are {len(found) - most:,} more such places.")


def oddity_in_words(scenario: Scenario, each: Oddity) -> str:
    """What is odd, and what to look at."""
    if each.pair is not None:
        one, other, _ = scenario.dependence.pairs[each.pair]
        return (
            f"The correlation of {one} with {other} has no effect: {each.certain} is certain. "
            "Give it a range, or leave the pair out."
        )
    if each.build is not None:
        return _really_build_in_words(scenario, each.build)
    if each.twice is not None:
        return _counted_twice_in_words(scenario, each.twice)
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


def _really_build_in_words(scenario: Scenario, found: ReallyBuild) -> str:
    """The rule, after what it follows from, each side with the names of its lines."""
    name = visible(short_names(scenario.options)[found.option])
    customising, product = (money(x, scenario.currency) for x in (found.customising_costs, found.product_costs))
    if customising == product:
        customising = f"a little more than {product}"
    over = present_value_in_words(scenario.horizon_years, scenario.discount_rate)
    what = "A buy" if scenario.option(found.option).approach == "buy" else "An extension"
    return (
        f"{name} pays {customising} to customise it ({_lines(found.customising)}) and {product} for the product itself "
        f"({_lines(found.product)}), {over}. {what} whose customisation costs more than its licence is really a build. "
        "Plan it as one, with the class of a build, or customise less."
    )


def _lines(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_LINES} more" if len(names) > _MOST_LINES else ""
    return ", ".join(visible(name, _LONGEST_LINE) for name in names[:_MOST_LINES]) + more


def _counted_twice_in_words(scenario: Scenario, found: CountedTwice) -> str:
    """Where the overrun is counted by a class, and where it is rated again."""
    option = visible(short_names(scenario.options)[found.option])
    risk, multiplied = (criterion_name(scenario, path) for path in (found.path, found.multiplied))
    where = f"The reason for {option}'s {risk}" if found.by_option else risk
    return (
        f"{where} speaks of overruns, and a reference class counts them already in {option}'s {multiplied}. So an "
        "overrun counts twice. Rate other risks there, or take the class away."
    )
