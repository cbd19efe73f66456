"""What would change the answer as two tables for exports: switching points, and what is worth finding out."""

from __future__ import annotations

from dataclasses import dataclass

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.model.plan_basis import is_shared
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money, number, rounded_up, unit_of
from decision.outputs.words.information import worth_finding_out
from decision.outputs.words.scoring import criterion_name, distinct_names
from decision.outputs.words.sensitivity import verdict
from decision.outputs.words.shared_inputs import is_yearly, shared_name, shared_switches_in_words, shared_unit
from decision.outputs.words.switching import nearest_weight
from decision.outputs.words.thresholds import points_beyond


@dataclass(frozen=True)
class SwitchRow:
    """Where the leader changes, as one weight or one rating moves.

    A weight is a share of 0 to 1 in its family, and switches below `low` and above `high`; a rating is in its `unit`
    and has one switching point, in `low` or `high` according to which way it lies. `typed_now` is
    what a weight is in the file, and it has to be below `typed_low` or above `typed_high` there. `yearly` where figures
    are shares a year, as of inflation, and read as percents.
    """

    option: str | None
    criterion: str
    name: str
    unit: str
    now: float
    low: float | None
    low_to: str | None
    high: float | None
    high_to: str | None
    typed_now: float | None = None
    typed_low: float | None = None
    typed_high: float | None = None
    yearly: bool = False

    @property
    def is_weight(self) -> bool:
        """Whether it is a share, and not a figure in a unit of its own."""
        return self.option is None and not is_shared(self.criterion)


@dataclass(frozen=True)
class WorthRow:
    """What it is worth, at most, to know one thing for certain: points, and money where that can be said."""

    option: str | None
    criterion: str | None
    name: str
    points: float
    money: float | None


@dataclass(frozen=True)
class TurningTables:
    """Both tables, options by the names that the comparison gives them, with the sentences that sum them up.

    `shared` is what all options share: drivers, rates of exchange, inflation, each in its unit; `shared_sentences` say
    the same with what is believed of them and in how many futures they lie beyond.
    """

    sentence: str
    worth_sentence: str
    currency: str
    switches: tuple[SwitchRow, ...]
    worths: tuple[WorthRow, ...]
    shared: tuple[SwitchRow, ...] = ()
    shared_sentences: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[SwitchRow, ...]:
        """Weights, then ratings, then what all options share."""
        return (*self.switches, *self.shared)


def turning_tables(scenario: Scenario, result: SensitivityResult) -> TurningTables:
    """The tables of `result`: all weights, then the ratings that can change the leader; what is worth most first."""
    names = distinct_names(scenario.options)
    weights = tuple(
        SwitchRow(
            option=None,
            criterion=each.criterion,
            name=criterion_name(scenario, each.criterion),
            unit="share of its parent" if each.among else "share",
            now=each.weight,
            low=each.low if each.low_to else None,
            low_to=None if each.low_to is None else names[each.low_to],
            high=each.high if each.high_to else None,
            high_to=None if each.high_to is None else names[each.high_to],
            typed_now=each.points,
            typed_low=each.low_points,
            typed_high=each.high_points,
        )
        for each in result.weights
    )
    ratings = []
    for each in result.ratings:
        if each.switch is None or each.to is None:
            continue
        below = each.switch < each.rating
        ratings.append(
            SwitchRow(
                option=names[each.option],
                criterion=each.criterion,
                name=f"{names[each.option]}: {criterion_name(scenario, each.criterion)}",
                unit=unit_of(scenario.leaves[each.criterion], scenario.currency),
                now=each.rating,
                low=each.switch if below else None,
                low_to=names[each.to] if below else None,
                high=None if below else each.switch,
                high_to=None if below else names[each.to],
            )
        )
    shared = (
        SwitchRow(
            option=None,
            criterion=each.input,
            name=shared_name(scenario, each.figure),
            unit=shared_unit(scenario, each.figure),
            now=each.expected,
            low=each.low,
            low_to=None if each.low_to is None else names[each.low_to],
            high=each.high,
            high_to=None if each.high_to is None else names[each.high_to],
            yearly=is_yearly(each.figure),
        )
        for each in result.shared
    )
    known = result.information
    worths = [
        *(
            WorthRow(
                None if worth.option is None else names[worth.option],
                worth.criterion,
                _what(scenario, None if worth.option is None else names[worth.option], worth.criterion),
                worth.points,
                worth.money,
            )
            for worth in (*known.by_cell, *known.by_criterion, *known.by_option, *known.by_shared)
        ),
        WorthRow(None, None, "Everything", known.evpi, known.evpi_money),
    ]
    return TurningTables(
        sentence=_sentence(scenario, result),
        worth_sentence=worth_finding_out(scenario, result),
        currency=scenario.currency,
        switches=(*weights, *ratings),
        shared=tuple(shared),
        shared_sentences=shared_switches_in_words(scenario, result),
        worths=tuple(sorted((row for row in worths if row.points > 0), key=lambda row: -row.points)),
    )


def _sentence(scenario: Scenario, result: SensitivityResult) -> str:
    """The nearest change of the leader; who leads where none is to be told of, for no table says so."""
    return nearest_weight(scenario, result) or verdict(scenario, result)


def _what(scenario: Scenario, option: str | None, path: str | None) -> str:
    """What is to be known: a rating, a criterion of all options, or all of an option."""
    if path is None:
        return f"{option}: all ratings"
    if is_shared(path):
        return shared_name(scenario, path)
    name = criterion_name(scenario, path)
    return f"All options: {name}" if option is None else f"{option}: {name}"


# --- a row in words -------------------------------------------------------------------------------------------------

SWITCH_HEADS = ("What", "now", "turns below", "then first", "turns above", "then first", "to write in the file")


def switch_cells(row: SwitchRow) -> tuple[str, ...]:
    """What stands under `SWITCH_HEADS`."""
    typed = " or ".join(filter(None, (points_beyond(x, row.typed_now) for x in (row.typed_low, row.typed_high))))
    ends = (_end(row, row.low), row.low_to or "", _end(row, row.high), row.high_to or "")
    name = f"Weight of {row.name}" if row.is_weight else row.name
    return (name, _end(row, row.now), *ends, typed)


def _end(row: SwitchRow, x: float | None) -> str:
    if x is None:
        return ""
    if row.yearly:
        return f"{100 * x:.3g} % {row.unit}"
    return f"{100 * x:.1f} %" if row.is_weight else f"{number(x)} {row.unit}".strip()


def worth_in_words(worth: WorthRow, currency: str) -> str:
    """What it is worth at most: money where that can be said, and points."""
    in_points = f"{rounded_up(worth.points):g} points"
    return in_points if worth.money is None else f"{money(rounded_up(worth.money), currency)} ({in_points})"
