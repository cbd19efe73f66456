"""Words that fit a chart: names cut short, and labels of ratings."""

from __future__ import annotations

from decision.analysis.sensitivity.information import Worth
from decision.analysis.sensitivity.variance import VarianceShare
from decision.model.plan_basis import is_shared
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.scoring import criterion_name, names_of
from decision.outputs.words.shared_inputs import shared_name

_BRIEF, _LABEL, _SHORT_LABEL, _FEWEST = 20, 38, 32, 12  # letters of a name, of labels, and of a name at the least


def short_name(scenario: Scenario, path: str) -> str:
    """A criterion's own name where no other has it, else with those it is a part of."""
    own = scenario.criterion_names[path]
    names = list(scenario.criterion_names.values())
    return own if names.count(own) == 1 else criterion_name(scenario, path)


def brief(name: str, most: int = _BRIEF) -> str:
    """A name short enough to stand in a chart, its end cut off where it is long."""
    return name if len(name) <= most else f"{name[: max(1, most - 1)].rstrip()}…"


def rating_label(scenario: Scenario, option: str, path: str, most: int = _LABEL) -> str:
    """``Extend · Fit``; of a long name as much as leaves the criterion readable, behind the option's letter."""
    criterion, name = short_name(scenario, path), names_of(scenario)[option]
    room = max(_FEWEST, most - len(criterion))
    if len(name) > room:
        letter = option_marks(scenario)[option].letter
        name = f"{letter} {brief(name, room - len(letter) - 1)}"
    return f"{name} · {criterion}"


def input_label(scenario: Scenario, each: Worth | VarianceShare) -> str:
    """``Extend · Fit``, what all options share, or all weights."""
    if each.option is None and each.criterion is not None and is_shared(each.criterion):
        return brief(shared_name(scenario, each.criterion), _SHORT_LABEL)
    if each.option is None or each.criterion is None:
        return "The weights, all together"
    return rating_label(scenario, each.option, each.criterion, _SHORT_LABEL)
