"""What a change between two decisions is called, how it was and how it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from decision.analysis.difference.changes import Change, uncertainty_at
from decision.analysis.difference.difference import Difference, Share
from decision.model.contents import Dependence, Option, Simulation
from decision.model.cost_plan import CostPlan
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.requirement import RequirementResult
from decision.model.scenario import Scenario
from decision.model.value_function import Linear, Midvalue, ValueFunction
from decision.model.visible import visible
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged
from decision.outputs.words.figures import VERDICTS, as_typed, estimate_in_words, percent, rating
from decision.outputs.words.grammar import capital, counted
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.outputs.words.structure import scale_in_words

_LONGEST = 90  # characters of a text that changed
_NAMED = 3  # changes of an item that are named, before the others are counted


@dataclass(frozen=True)
class Told:
    """A change in words; `was` and `now` are empty where there is nothing to put beside each other."""

    label: str
    was: str = ""
    now: str = ""

    def __str__(self) -> str:
        if self.was and self.now:
            return f"{self.label}, {self.was} → {self.now}"
        return f"{self.label}, {self.was or self.now}" if self.was or self.now else self.label


def option_name(found: Difference, id: str) -> str:
    """What an option is called: as it is now, or as it was where it is gone."""
    return _option_names(found)[id]


def _option_names(found: Difference) -> Mapping[str, str]:
    options = {option.id: option for option in (*found.old.options, *found.new.options)}
    return short_names(list(options.values()))


def _criterion(found: Difference, path: str) -> str:
    return criterion_name(_side(found, path), path)


def _side(found: Difference, path: str) -> Scenario:
    return found.new if path in found.new.all_criteria else found.old


def _cell(found: Difference, at: str) -> str:
    option, _, path = at.partition(".")
    return f"{option_name(found, option)}, {_criterion(found, path)}"


def item_in_words(found: Difference, share: Share) -> Told:
    """The changes of an item as one: the change itself, or what they are together."""
    told = [change_in_words(found, change) for change in share.changes]
    if len(told) == 1:
        return told[0]
    named = [str(each) for each in told[:_NAMED]]
    more = len(told) - len(named)
    return Told("Together: " + "; ".join(named) + (f"; and {more} more" if more else ""))


def change_in_words(found: Difference, change: Change) -> Told:
    """A change: what, how it was, and how it is."""
    known = _WORDS.get(change.kind)
    return _said(found, change) if known is None else known(found, change)


def _weight(found: Difference, change: Change) -> Told:
    was, now = (side.sibling_shares[change.at] for side in (found.old, found.new))
    shares = [percent(share) for share in (was, now)]
    typed = [as_typed(float(f"{x:.6g}")) for x in (change.old, change.new)]
    if all(abs(x - 100 * share) < 0.5 for x, share in ((change.old, was), (change.new, now))):
        return Told(_weight_of(found, change.at), *shares)
    return Told(_weight_of(found, change.at), *(f"{x} ({share})" for x, share in zip(typed, shares, strict=True)))


def _weight_of(found: Difference, path: str) -> str:
    return f"Weight of {_criterion(found, path)}"


def _weights(found: Difference, change: Change) -> Told:
    def shares(side: Mapping[str, float]) -> str:
        before = f"{change.at}." if change.at else ""
        return ", ".join(
            f"{_criterion(found, before + id).rpartition(' › ')[2]} {percent(x)}" for id, x in side.items()
        )

    return Told(_of_parts(found, "Weights", change.at), shares(change.old), shares(change.new))


def _of_parts(found: Difference, what: str, path: str) -> str:
    return f"{what} of the parts of {_criterion(found, path)}" if path else what


def _left_open(found: Difference, change: Change) -> Told:
    was, now = (_region_in_words(uncertainty_at(side, change.at), found, change.at) for side in (found.old, found.new))
    return Told(_of_parts(found, "What is left open about weights", change.at), was, now)


def _region_in_words(region: Any, found: Difference, above: str) -> str:
    def name(id: str) -> str:
        return _criterion(found, f"{above}.{id}" if above else id).rpartition(" › ")[2]

    match region:
        case Fixed():
            return "nothing"
        case Concentrated(concentration):
            return f"spread around them (concentration {as_typed(concentration)})"
        case Anything():
            return "anything"
        case Ordered(tiers):
            return "an order (" + " ≥ ".join(listed([name(id) for id in tier]) for tier in tiers) + ")"
        case Ranged(bounds):
            ranges = (f"{name(id)} {as_typed(low)} to {as_typed(high)} %" for id, (low, high) in bounds.items())
            return "ranges (" + ", ".join(ranges) + ")"
    raise TypeError(f"no words for {type(region).__name__}")


def _scale(found: Difference, change: Change) -> Told:
    was, now = (scale_in_words(side.leaves[change.at], side.currency) for side in (found.old, found.new))
    if was == now or _curve(change.old) != _curve(change.new):
        was, now = (f"{words}{_curve(function)}" for words, function in ((was, change.old), (now, change.new)))
    return Told(f"Scale of {_criterion(found, change.at)}", was, now)


def _curve(function: ValueFunction) -> str:
    """How value grows on a scale, and what lies outside it, as far as it is not the usual."""
    curve = "" if isinstance(function.curve, Linear) else f", {_curve_words(function.curve)}"
    return curve + (", extrapolated" if function.outside == "extrapolate" else "")


def _curve_words(curve: Any) -> str:
    if isinstance(curve, Midvalue):
        return f"half the value at {as_typed(curve.midvalue)}"
    return "value by points " + ", ".join(f"{as_typed(x)}: {as_typed(v)}" for x, v in curve.points)


def _minimum(found: Difference, change: Change) -> Told:
    was, now = (
        "none" if x is None else rating(x, side.leaves[change.at], side.currency)
        for x, side in ((change.old, found.old), (change.new, found.new))
    )
    return Told(f"Minimum of {_criterion(found, change.at)}", was, now)


def _rating(found: Difference, change: Change) -> Told:
    was, now = change.old, change.new
    if isinstance(was, CostPlan) and isinstance(now, CostPlan):
        one, other = (dict(plan.components()) for plan in (was, now))
        apart = [name for name in dict.fromkeys((*one, *other)) if one.get(name) != other.get(name)]
        old, new = (
            "; ".join(f"{name} {estimate_in_words(side[name]) if name in side else 'none'}" for name in apart)
            for side in (one, other)
        )
        return Told(_cell(found, change.at), old, new)
    return Told(_cell(found, change.at), estimate_in_words(was), estimate_in_words(now))


def _result(found: Difference, change: Change) -> Told:
    option, _, id = change.at.partition(".")
    was, now = (RequirementResult() if each is None else each for each in (change.old, change.new))
    label = f"{option_name(found, option)}, requirement {id}"
    if was.verdict == now.verdict:
        return Told(f"{label}: reason or source")
    return Told(label, VERDICTS[was.verdict], VERDICTS[now.verdict])


def _option(found: Difference, change: Change) -> Told:
    option: Option = change.new if change.old is None else change.old
    return Told(f"Option {option_name(found, option.id)}", "", "added" if change.old is None else "removed")


def _criterion_itself(found: Difference, change: Change) -> Told:
    criterion: Criterion = change.new if change.new is not None else change.old
    label = f"Criterion {_criterion(found, change.at)}"
    if change.kind == "criterion_remade":
        return Told(label, "", "split into parts" if criterion.parts else "rated as a whole")
    return Told(label, "", "added" if change.old is None else "removed")


def _dependence(_: Difference, change: Change) -> Told:
    def words(dependence: Dependence) -> str:
        pairs = f" and {counted(len(dependence.pairs), 'pair').lower()}" if dependence.pairs else ""
        return f"{as_typed(dependence.within_option)} within options{pairs}"

    was, now = words(change.old), words(change.new)
    return Told("Dependence of estimates", *((was, now) if was != now else ("", "other correlations of pairs")))


def _years(_: Difference, change: Change) -> Told:
    was, now = ("none" if each is None else f"{each} years" for each in (change.old, change.new))
    return Told("Horizon", was, now)


def _rate(_: Difference, change: Change) -> Told:
    was, now = ("none" if each is None else f"{100 * each:.4g} %" for each in (change.old, change.new))
    return Told("Discount rate", was, now)


def _settings(_: Difference, change: Change) -> Told:
    def words(simulation: Simulation) -> str:
        return f"{simulation.draws:,} draws, seed {simulation.seed}"

    return Told("Simulation", words(change.old), words(change.new))


def _left_out(found: Difference, change: Change) -> Told:
    return Told(option_name(found, change.at), "", "left out for now" if change.new else "put back")


def _driver(_: Difference, change: Change) -> Told:
    driver: Driver = change.new if change.new is not None else change.old
    label = f"Driver {visible(driver.name)}"
    if change.old is None or change.new is None:
        return Told(label, "", "added" if change.old is None else "removed")
    return Told(label, _driver_words(change.old), _driver_words(change.new))


def _driver_words(driver: Driver) -> str:
    grows = "" if driver.growth is None else f", growing by {estimate_in_words(driver.growth)} a year"
    return f"{estimate_in_words(driver.now)} {driver.unit}".strip() + grows


def _inflation(_: Difference, change: Change) -> Told:
    was, now = (
        "none (prices of year 0)" if each is None else estimate_in_words(each) for each in (change.old, change.new)
    )
    return Told("Inflation", was, now)


def _exchange(_: Difference, change: Change) -> Told:
    was, now = ("none" if each is None else estimate_in_words(each) for each in (change.old, change.new))
    return Told(f"Rate of {visible(change.at)}", was, now)


_Words = Callable[[Difference, Change], Told]
_WORDS: Mapping[str, _Words] = {
    "weight": _weight,
    "weights": _weights,
    "weight_uncertainty": _left_open,
    "scale": _scale,
    "minimum": _minimum,
    "rating": _rating,
    "requirement_result": _result,
    "option_added": _option,
    "option_removed": _option,
    "criterion_added": _criterion_itself,
    "criterion_removed": _criterion_itself,
    "criterion_remade": _criterion_itself,
    "dependence": _dependence,
    "horizon_years": _years,
    "discount_rate": _rate,
    "simulation": _settings,
    "left_out": _left_out,
    "driver": _driver,
    "driver_added": _driver,
    "driver_removed": _driver,
    "inflation": _inflation,
    "exchange": _exchange,
}


def _said(found: Difference, change: Change) -> Told:
    """Something that is said beside the scores: what it is about, and both texts where they are short."""
    of, _, what = change.kind.partition("_")
    what = {"because": "reason"}.get(what, what.replace("_", " "))
    if of == "rating" and what:
        label = f"{_cell(found, change.at)}: {what}"
    elif of == "option" and what:
        label = f"{option_name(found, change.at)}: {what}"
    elif of == "criterion" and what:
        label = f"{_criterion(found, change.at)}: {what}"
    else:
        label = capital(change.kind.replace("_", " ")) + (f" {visible(change.at)}" if change.at else "")
    if change.old is None or change.new is None:
        now = "added" if change.old is None else "removed"
        plain = _is_text(change.old if change.new is None else change.new)
        return Told(label, *(_texts(change) if plain else ("", now)))
    return Told(label, *_texts(change)) if _is_text(change.old) and _is_text(change.new) else Told(label, "", "changed")


def _is_text(x: Any) -> bool:
    return isinstance(x, str | int | float) or (hasattr(x, "isoformat") and not isinstance(x, Mapping))


def _texts(change: Change) -> tuple[str, str]:
    was, now = ("none" if each in (None, "") else f"{each}" for each in (change.old, change.new))
    if max(len(was), len(now)) <= _LONGEST:
        return was, now
    return ("", "said" if was == "none" else "taken back" if now == "none" else "said otherwise")
