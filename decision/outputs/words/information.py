"""What is worth finding out, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from decision.analysis.sensitivity.information import Worth
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.model.open_ratings import is_open
from decision.model.plan_basis import is_shared
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money, rounded_up
from decision.outputs.words.open_ratings import which_are_open
from decision.outputs.words.scoring import criterion_name, names_of
from decision.outputs.words.shared_inputs import shared_name
from decision.outputs.words.simulation import nothing_varies

_SHOWN = 0.005  # points of worth below which nothing would be shown


def worth_finding_out(scenario: Scenario, result: SensitivityResult) -> str:
    """What is still open, then which single rating is most worth settling, and what the next one is worth."""
    return " ".join(each for each in (which_are_open(scenario), _worth_most(scenario, result)) if each)


def in_order_of_asking(scenario: Scenario, worths: Iterable[Worth]) -> list[Worth]:
    """Those that are worth anything: what is still open first, then the rest, the most first."""
    shown = (worth for worth in worths if worth.points >= _SHOWN)
    return sorted(shown, key=lambda worth: (not is_still_open(scenario, worth), -worth.points))


def is_still_open(scenario: Scenario, worth: Worth) -> bool:
    return worth.option is not None and worth.criterion is not None and is_open(scenario, worth.option, worth.criterion)


def _worth_most(scenario: Scenario, result: SensitivityResult) -> str:
    worths = sorted(result.information.singles, key=lambda worth: -worth.points)
    if not worths or worths[0].points < _SHOWN:
        whole = result.information.evpi
        if whole <= 0:
            drawn = "" if nothing_varies(result.simulation) else ", in any future drawn"
            return f"Nothing is worth finding out: no rating changes which option is best{drawn}."
        if whole < _SHOWN:
            return (
                f"Hardly anything is worth finding out: all ratings together are worth {_worth(result, whole, None)}."
            )
        return (
            "No single rating is worth settling by itself; settling all of them is worth "
            f"up to {_worth(result, whole, result.information.evpi_money)}."
        )
    first, *others = worths
    sentence = f"Settling {worth_label(scenario, first)} is worth up to {_worth(result, first.points, first.money)}"
    if not others:
        return sentence + "."
    second = others[0]
    if second.points <= 0:
        return f"{sentence}; no other rating by itself would change the choice in any future drawn."
    if second.points < _SHOWN:
        return f"{sentence}; every other rating by itself is worth {_worth(result, second.points, None)}."
    return f"{sentence}; no other single rating is worth more than {_worth(result, second.points, second.money)}."


def worth_label(scenario: Scenario, worth: Worth) -> str:
    """What is to be found out: ``Extend's Integration``, ``Integration of all options``, ``all of Extend``."""
    names = names_of(scenario)
    if worth.option is None and worth.criterion is not None and is_shared(worth.criterion):
        return shared_name(scenario, worth.criterion)
    if worth.option is None:
        return f"{criterion_name(scenario, worth.criterion or '')} of all options"
    if worth.criterion is None:
        return f"all of {names[worth.option]}"
    return f"{names[worth.option]}'s {criterion_name(scenario, worth.criterion)}"


def worth_in_words(result: SensitivityResult, worth: Worth) -> str:
    """What it is worth: money where it can be said, else points."""
    return _worth(result, worth.points, worth.money)


def _worth(result: SensitivityResult, in_points: float, in_money: float | None) -> str:
    """What something is worth at most, rounded up so that it is."""
    if in_money is None:
        return "less than 0.01 points" if 0 < in_points < _SHOWN else f"{rounded_up(in_points):g} points"
    return money(rounded_up(in_money), result.information.currency)
