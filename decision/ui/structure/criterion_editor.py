"""One criterion or part: what it is called and asks, its scale or its parts; moving, copying and removing it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from decision.model.criterion import DEEPEST, Criterion
from decision.model.scenario import Scenario
from decision.model.structure.criteria import (
    adding_part,
    changing_criterion,
    copying_criterion,
    describing_criterion,
    joining_parts,
    moving_criterion,
    naming_criterion,
    removing_criterion,
    splitting_criterion,
    weighing_part,
)
from decision.outputs.words.structure import beginning_in_words, goes_with_criterion, scale_in_words
from decision.outputs.words.weights import weights_in_percent
from decision.ui.frame.blocks import folded
from decision.ui.frame.number_field import kind_of, number_field, show_refusals
from decision.ui.frame.text import escape
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.structure.anchors import anchors_editor
from decision.ui.structure.editing import CRITERION, WIDGET, act_button, choose, edit, remove_button, short, why_not
from decision.ui.structure.scale_fields import scale_fields
from decision.ui.structure.still_open import still_open


def criterion_editor(work: Work, path: str) -> None:
    """Everything that is said of one criterion but its weight among the others, which has a page of its own."""
    scenario = work.scenario
    criterion, key = scenario.all_criteria[path], f"{WIDGET}criterion:{path}"
    _name_and_unit(criterion, path, key)
    if not criterion.parts:
        scale_fields(work, path, key)
    _words(criterion, path, key)
    if not criterion.parts:
        anchors_editor(criterion, path, key, kind_of(criterion, scenario.currency))
    _parts(scenario, criterion, path, key)
    _buttons(scenario, criterion, path, key)
    paths = [here for here, _ in criterion.leaves(path.rpartition(".")[0])]
    still_open(scenario, [(option.id, here) for option in scenario.options for here in paths], key)
    share = weights_in_percent(scenario.weights)[path]
    st.html(
        f'<p class="note">Worth {share} of the whole; weights are moved on <i>Decide</i>. Its id is '
        f"<code>{escape(path)}</code>: that stays, whatever it is called.</p>"
    )


def _name_and_unit(criterion: Criterion, path: str, key: str) -> None:
    name = short(criterion.name)

    def rename(text: str) -> None:
        edit(f"Rename {name} to {short(text)}", lambda known: naming_criterion(known, path, text))

    def measure(text: str) -> None:
        edit(f"{name}: unit {short(text) or 'none'}", lambda known: describing_criterion(known, path, unit=text))

    def weigh(x: float | None) -> None:
        if x is not None:
            edit(f"{name}: {x:g} points", lambda known: weighing_part(known, path, x))

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        refused = [text_field(f"{key}:name", "Name of the criterion", criterion.name, rename, width="stretch")]
        if not criterion.parts:
            refused.append(text_field(f"{key}:unit", "Unit", criterion.unit, measure, width=130))
        if "." in path:
            refused.append(number_field(f"{key}:weight", "Points", criterion.weight, weigh, width=100))
    show_refusals(refused)


def _words(criterion: Criterion, path: str, key: str) -> None:
    name = short(criterion.name)

    def ask(text: str) -> None:
        edit(f"{name}: question", lambda known: describing_criterion(known, path, question=text))

    def tell(text: str) -> None:
        edit(f"{name}: words about it", lambda known: describing_criterion(known, path, about=text))

    shown = criterion.question or "none yet"
    with folded("The question, and what counts here", shown if len(shown) < 60 else "", f"{key}:words") as is_open:
        if is_open:
            show_refusals(
                [
                    text_field(f"{key}:question", "The question to ask the room", criterion.question, ask),
                    text_field(
                        f"{key}:about",
                        "What belongs to it, what does not, and what is counted elsewhere",
                        criterion.about,
                        tell,
                        tall=True,
                        height=130,
                    ),
                ]
            )


# --- parts --------------------------------------------------------------------------------------------------------


def _parts(scenario: Scenario, criterion: Criterion, path: str, key: str) -> None:
    if path.count(".") + 1 >= DEEPEST:
        return
    answer = scale_in_words(criterion, scenario.currency) if criterion.parts else "rated as a whole"
    with folded("Parts", answer, f"{key}:parts") as is_open:
        if not is_open:
            return
        name, first = short(criterion.name), criterion.parts[0] if criterion.parts else None

        def add(text: str) -> None:
            if not text.strip():
                return
            if first is None:
                edit(f"Split {name}: {short(text)}", lambda known: splitting_criterion(known, path, text))
            else:
                edit(f"{name}: add {short(text)}", partial(_one_more_part, path=path, name=text))
            choose(f"{CRITERION}{path}.{state.work().scenario.all_criteria[path].parts[-1].id}")

        if first is None:
            note = (
                f"Rated in parts, {criterion.name} is first split in two: one part with its name, scale and ratings, "
                "and the one named here, between the same ends, which nobody has rated yet."
            )
        else:
            note = beginning_in_words(scenario, path)
        title = "Split off a part" if first is None else "Add a part"
        show_refusals([text_field(f"{key}:new_part", title, "", add, placeholder="Its name, then Enter")])
        st.html(f'<p class="note">{escape(note)}</p>')
        if first is not None:
            several = len(list(criterion.leaves())) > 1
            act_button(
                f"{key}:join", "Rate it as a whole again", f"Rate {name} as a whole", partial(joining_parts, path=path),
                hint="On the scale of its first part. "
                + ("The ratings of its parts go." if several else "Its ratings stay."),
            )  # fmt: skip
            why_not(f"{key}:join")


def _one_more_part(scenario: Scenario, path: str, name: str) -> Scenario:
    """One more part between the ends of the first of its parts that has a scale, or from 0 to 10."""
    function = next((part.value_function for part in scenario.all_criteria[path].parts if part.value_function), None)
    worst, best = (0.0, 10.0) if function is None else (function.scale.worst, function.scale.best)
    unit = next((part.unit for part in scenario.all_criteria[path].parts if part.value_function), "")
    return adding_part(scenario, path, name, worst, best, unit)


# --- as a whole ---------------------------------------------------------------------------------------------------


def _buttons(scenario: Scenario, criterion: Criterion, path: str, key: str) -> None:
    above = path.rpartition(".")[0]
    siblings = scenario.all_criteria[above].parts if above else scenario.criteria
    at, name = siblings.index(criterion), short(criterion.name)

    def choose_another() -> None:
        left = state.work().scenario
        beside = left.all_criteria[above].parts if above else left.criteria
        id = beside[min(at, len(beside) - 1)].id
        choose(f"{CRITERION}{above}.{id}" if above else f"{CRITERION}{id}")

    with st.container(horizontal=True, gap="small"):
        act_button(
            f"{key}:up", "Up", f"Move {name} up", partial(moving_criterion, path=path, by=-1),
            icon=":material/arrow_upward:", disabled=at == 0,
        )  # fmt: skip
        act_button(
            f"{key}:down", "Down", f"Move {name} down", partial(moving_criterion, path=path, by=1),
            icon=":material/arrow_downward:", disabled=at == len(siblings) - 1,
        )  # fmt: skip
        act_button(
            f"{key}:copy", "Duplicate", f"Duplicate {name}", partial(copying_criterion, path=path),
            icon=":material/content_copy:", hint="A copy behind it, with its ratings and points of its own.",
        )  # fmt: skip
        remove_button(
            f"{key}:remove", criterion.name, goes_with_criterion(scenario, path),
            partial(removing_criterion, path=path), choose_another,
        )  # fmt: skip
        if not criterion.parts:
            _plan_toggle(criterion, path, key)
    for button in ("up", "down", "copy", "remove", "kind"):
        why_not(f"{key}:{button}")


def _plan_toggle(criterion: Criterion, path: str, key: str) -> None:
    plans = criterion.kind == "cost_plan"
    act_button(
        f"{key}:kind",
        "No cost plans" if plans else "Allow cost plans",
        f"{short(criterion.name)}: {'no ' if plans else ''}cost plans",
        partial(changing_criterion, path=path, kind="rating" if plans else "cost_plan"),
        icon=":material/payments:",
        hint="Whether ratings may be money over the years: upfront, yearly and on leaving.",
    )
