"""The options, the criteria and what stands around them, as lists of which one thing is chosen; and adding to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from decision.model.open_ratings import is_open
from decision.model.scenario import Scenario
from decision.model.structure.criteria import adding_criterion
from decision.model.structure.options import adding_option
from decision.model.structure.weight_regions import kind_of
from decision.model.visible import visible
from decision.outputs.charts.option_marks import OptionMark
from decision.outputs.words.structure import DEPENDENCE, scale_in_words
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text import label
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.structure.drivers_editor import plans_of
from decision.ui.structure.editing import (
    CHOSEN_ITEM,
    CRITERION,
    DECISION,
    OPTION,
    WIDGET,
    choose,
    edit,
    short,
)

WORDS, WEIGHTS, VIEWS, DEPENDENCIES, REQUIREMENTS, ANSWERS, DRIVERS = (
    f"{DECISION}{name}" for name in ("words", "weights", "views", "dependence", "requirements", "answers", "drivers")
)
_MOST_AT_ONCE = 9  # criteria and parts that are listed beside each other on one screen
_LONGEST_LISTED = 60  # characters of a name; all of it stands in the editor
_WORST, _BEST = 0.0, 10.0  # of a criterion that was only named


def chosen_item(scenario: Scenario) -> str:
    """What the editor is about."""
    return state.chosen(CHOSEN_ITEM, [*_options(scenario), *_all_criteria(scenario), *_around(scenario)])


def options_list(scenario: Scenario, marks: Mapping[str, OptionMark], chosen: str) -> None:
    """All options, and a field for one more."""
    names = {
        f"{OPTION}{each.id}": f"{marks[each.id].letter} · {visible(each.name, _LONGEST_LISTED)}"
        for each in scenario.options
    }
    captions = [_of_option(scenario, each.id) for each in scenario.options]
    st.html('<h2 class="panel">Options</h2>')
    _one_of("Options", f"{WIDGET}options", names, captions, chosen)
    _name_field(f"{WIDGET}new_option", "Add an option", "Add an option: its name", _add_option)


def criteria_list(scenario: Scenario, chosen: str) -> None:
    """All criteria, with parts where they fit or are about the one that is chosen, and a field for one more."""
    shown = _shown_criteria(scenario, chosen)
    shares = weights_in_percent(scenario.weights)
    names, captions = {}, []
    for path in shown:
        criterion, depth = scenario.all_criteria[path], path.count(".")
        names[f"{CRITERION}{path}"] = f"{'› ' * depth}{visible(scenario.criterion_names[path], _LONGEST_LISTED)}"
        captions.append(f"{shares[path]} · {scale_in_words(criterion, scenario.currency)}")
    st.html('<h2 class="panel">Criteria</h2>')
    _one_of("Criteria", f"{WIDGET}criteria", names, captions, chosen)
    _name_field(f"{WIDGET}new_criterion", "Add a criterion", "Add a criterion: its name", _add_criterion)


def around_list(work: Work, chosen: str) -> None:
    """What stands around options and criteria."""
    st.html('<h2 class="panel">Around them</h2>')
    around = _around(work.scenario)
    _one_of("Around them", f"{WIDGET}around", {each: _AROUND[each] for each in around}, list(around.values()), chosen)


def _one_of(title: str, key: str, names: Mapping[str, str], captions: list[str], chosen: str) -> None:
    shown = chosen if chosen in names else None
    st.radio(
        label(title),
        list(names),
        index=None,
        format_func=lambda item: label(names.get(item, item)),
        captions=[label(caption) for caption in captions],
        key=state.as_widget(key, shown),
        on_change=_chosen,
        args=(key, tuple(names)),
        label_visibility="collapsed",
    )


def _chosen(key: str, known: tuple[str, ...]) -> None:
    """Choose what was clicked; after a new name the browser may still tell the old one, which is no choice."""
    told = state.told(key)
    if told in known:
        choose(told)


# --- adding -----------------------------------------------------------------------------------------------------


def _name_field(key: str, title: str, hint: str, add: Callable[[str], None]) -> None:
    def put(name: str) -> None:
        if name.strip():
            add(name)

    show_refusals([text_field(key, title, "", put, placeholder=hint, label_visibility="collapsed")])


def _add_option(name: str) -> None:
    edit(f"Add {short(name)}", lambda scenario: adding_option(scenario, name))
    choose(f"{OPTION}{state.work().scenario.options[-1].id}")


def _add_criterion(name: str) -> None:
    edit(f"Add {short(name)}", lambda scenario: adding_criterion(scenario, name, _WORST, _BEST))
    choose(f"{CRITERION}{state.work().scenario.criteria[-1].id}")


# --- what is listed -----------------------------------------------------------------------------------------------


def _options(scenario: Scenario) -> list[str]:
    return [f"{OPTION}{option.id}" for option in scenario.options]


def _all_criteria(scenario: Scenario) -> list[str]:
    return [f"{CRITERION}{path}" for path in scenario.all_criteria]


def _shown_criteria(scenario: Scenario, chosen: str) -> list[str]:
    """All where they fit; else those at the top, and what lies beside, above and right below the one that is chosen."""
    if len(scenario.all_criteria) <= _MOST_AT_ONCE:
        return list(scenario.all_criteria)
    path = chosen.removeprefix(CRITERION) if chosen.startswith(CRITERION) else ""
    return [
        each
        for each in scenario.all_criteria
        if "." not in each or (path and (path + ".").startswith(each.rpartition(".")[0] + "."))
    ]


_AROUND = {
    WORDS: "Question and money",
    DRIVERS: "What costs hang on",
    WEIGHTS: "What is open about weights",
    VIEWS: "Views",
    DEPENDENCIES: "Dependence",
    REQUIREMENTS: "Requirements",
    ANSWERS: "Which approach suits us",
}


_REGIONS = {
    "none": "nothing",
    "concentration": "how far they vary",
    "order": "all but their order",
    "ranges": "all within ranges",
    "any": "everything",
}


def _around(scenario: Scenario) -> dict[str, str]:
    """What stands around, each with how it is now."""
    within = scenario.dependence.within_option
    word = next((word for word, r in DEPENDENCE.items() if r == within), f"correlation {within:g}")
    years = f", over {scenario.horizon_years} years" if scenario.horizon_years else ""
    views, requirements, answers = len(scenario.views), len(scenario.requirements), len(scenario.answers)
    pairs = len(scenario.dependence.pairs)
    word += f", {pairs} pair{'' if pairs == 1 else 's'}" if pairs else ""
    drivers = scenario.drivers
    hang = visible(drivers[0].name, _LONGEST_LISTED) if len(drivers) == 1 else f"{len(drivers) or 'no'} figures"
    return {
        WORDS: f"{scenario.currency or 'no currency'}{years}",
        **({DRIVERS: hang} if drivers or plans_of(scenario) else {}),
        WEIGHTS: _REGIONS[kind_of(scenario.weight_uncertainty)],
        VIEWS: "none" if not views else f"{views} set{'' if views == 1 else 's'} of weights",
        DEPENDENCIES: word,
        REQUIREMENTS: "none" if not requirements else f"{requirements} to be met",
        ANSWERS: "not asked" if not answers else f"{answers} answer{'' if answers == 1 else 's'}",
    }


def _of_option(scenario: Scenario, id: str) -> str:
    option = scenario.option(id)
    unknown = sum(is_open(scenario, id, path) for path in option.ratings)
    rated = f"{len(option.ratings) - unknown} of {len(option.ratings)} rated"
    return " · ".join(filter(None, (option.approach or "", rated, "out" if option.excluded else "")))
