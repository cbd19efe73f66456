"""What evaluators come to together, put down beside a rating: one moved in moderation, and the one agreed on.

Each is one change, to be undone like any other. Nothing of it counts before it is taken over as the rating.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial

import streamlit as st

from decision.files.typed_rating import TypedEstimate, read_rating
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.moderating import agreeing, moderating
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.structure.texts import sound_line, sound_text
from decision.outputs.words.figures import unit_of
from decision.outputs.words.grammar import capital
from decision.ui.frame.blocks import folded
from decision.ui.frame.number_field import kind_of, show_refusals
from decision.ui.frame.text import label
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.restructuring import restructured
from decision.ui.session.work import Cell

_MOVED, _AGREED = "moderated", "agreed"  # the two forms
_WHO, _TO, _BECAUSE, _BY, _DISSENT = "who", "to", "because", "by", "dissent"  # their fields
_RATING_HELP = "A number in the unit, 3 to 8, 3 5 8 for low, most likely and high, or ? where nobody knows"


def moderation_form(called: Scenario, cell: Cell) -> None:
    """A rating of one evaluator moved: whose, what it becomes, why, and who led; `called` as evaluators are called."""
    whose = _raters(called, cell)
    if not whose:
        return
    with folded("Move one in moderation", "What was given stays beside it.", _key(_MOVED, cell, "form")) as unfolded:
        if not unfolded:
            return
        who = _key(_MOVED, cell, _WHO)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.selectbox(
                "Whose rating",
                whose,
                format_func=label,
                key=state.as_widget(f"{who}:widget", state.chosen(who, whose)),
                on_change=state.choose_as_told,
                args=(who, f"{who}:widget"),
                width=180,
            )
            refused = [_rating_field(called, _MOVED, cell, "Becomes"), _line_field(_MOVED, cell, "Moderation led by")]
        refused.append(_reason_field(_MOVED, cell))
        show_refusals(refused)
        st.button("Move it", key=_key(_MOVED, cell, "put"), on_click=_move, args=(cell, tuple(whose)))


def agreement_form(called: Scenario, cell: Cell) -> None:
    """What all agree on: the rating, its reason, who wrote it down, and the views of those who do not share it."""
    before = called.consensus.get(".".join(cell))
    title = "Put down what was agreed" if before is None else "Put down another agreement"
    with folded(title, "With its reason, and who does not share it.", _key(_AGREED, cell, "form")) as unfolded:
        if not unfolded:
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            refused = [_rating_field(called, _AGREED, cell, "Agreed rating"), _line_field(_AGREED, cell, "Put down by")]
        refused.append(_reason_field(_AGREED, cell))
        everybody = [each.by for each in called.evaluations]
        apart = _key(_AGREED, cell, _DISSENT)
        if everybody:
            st.multiselect(
                "Who does not share it",
                everybody,
                format_func=label,
                key=state.as_widget(f"{apart}:widget", _dissenting(cell, everybody)),
                on_change=_choose_dissenting,
                args=(apart, tuple(everybody)),
                placeholder="Everybody shares it",
            )
        refused += [
            _text_field(_AGREED, cell, _view(place), f"What {name} holds instead", f"the view of {name}")
            for place, name in enumerate(everybody)
            if name in _dissenting(cell, everybody)
        ]
        show_refusals(refused)
        st.button("Put it down", key=_key(_AGREED, cell, "put"), on_click=_agree, args=(cell, tuple(everybody)))


# --- fields -------------------------------------------------------------------------------------------------------


def _key(form: str, cell: Cell, field: str) -> str:
    """What a field of this form beside this rating is known by."""
    return f"{form}:{'.'.join(cell)}:{field}"


def _raters(called: Scenario, cell: Cell) -> list[str]:
    return [each.by for each in called.evaluations if ".".join(cell) in each.ratings]


def _view(place: int) -> str:
    return f"{_DISSENT}:{place}"  # by place: the same person has a letter or a name, as is asked for


def _typed(form: str, cell: Cell, field: str) -> str:
    return state.remembered(_key(form, cell, field), "")


def _field(
    form: str, cell: Cell, field: str, title: str, sound: Callable[[str], str], *, tall: bool = False, width: int = 220
) -> str:
    key = _key(form, cell, field)

    def keep(text: str) -> None:
        state.choose(key, sound(text))

    layout = {"height": 80} if tall else {"width": width}
    told = _RATING_HELP if field == _TO else None
    return text_field(f"{key}:widget", title, _typed(form, cell, field), keep, tall=tall, help=told, **layout)


def _rating_field(called: Scenario, form: str, cell: Cell, title: str) -> str:
    criterion = called.leaves[cell[1]]
    unit = unit_of(criterion, called.currency)
    named = f"{title} ({unit})" if unit else title

    def sound(text: str) -> str:
        if text.strip():
            read_rating(text, kind_of(criterion, called.currency))
        return text.strip()

    return _field(form, cell, _TO, named, sound)


def _line_field(form: str, cell: Cell, title: str) -> str:
    return _field(form, cell, _BY, title, partial(sound_line, what="the name"))


def _reason_field(form: str, cell: Cell) -> str:
    return _text_field(form, cell, _BECAUSE, "Because", "the reason")


def _text_field(form: str, cell: Cell, field: str, title: str, what: str) -> str:
    return _field(form, cell, field, title, partial(sound_text, what=what), tall=True)


def _dissenting(cell: Cell, everybody: list[str]) -> list[str]:
    """Who was said not to share it, as everybody is called now."""
    places = _typed(_AGREED, cell, _DISSENT).split()
    return [name for place, name in enumerate(everybody) if str(place) in places]


def _choose_dissenting(key: str, everybody: tuple[str, ...]) -> None:
    told = list(state.told(f"{key}:widget") or [])
    state.choose(key, " ".join(str(place) for place, name in enumerate(everybody) if name in told))


# --- what they do -------------------------------------------------------------------------------------------------


def _move(cell: Cell, whose: tuple[str, ...]) -> None:
    to, because = _estimate(_MOVED, cell), _typed(_MOVED, cell, _BECAUSE)
    who, by = state.chosen(_key(_MOVED, cell, _WHO), list(whose)), _typed(_MOVED, cell, _BY)

    def edit(scenario: Scenario) -> Scenario:
        assert to is not None
        return moderating(scenario, who, ".".join(cell), to, because, by, _today())

    if to is not None:
        _put(_MOVED, cell, f"Move a rating of {who} in moderation", edit, (_TO, _BECAUSE))


def _agree(cell: Cell, everybody: tuple[str, ...]) -> None:
    figure, because, by = _estimate(_AGREED, cell), _typed(_AGREED, cell, _BECAUSE), _typed(_AGREED, cell, _BY)
    apart = _dissenting(cell, list(everybody))
    views = {name: _typed(_AGREED, cell, _view(at)) for at, name in enumerate(everybody) if name in apart}

    def edit(scenario: Scenario) -> Scenario:
        assert figure is not None
        return agreeing(scenario, ".".join(cell), Rating(figure, because), views, by, _today())

    if figure is not None:
        fields = (_TO, _BECAUSE, _DISSENT, *(_view(at) for at in range(len(everybody))))
        _put(_AGREED, cell, "Put down what was agreed", edit, fields)


def _estimate(form: str, cell: Cell) -> TypedEstimate | None:
    """The rating as it was typed; None, which is said, where it says none."""
    scenario = state.work().scenario
    try:
        text = _typed(form, cell, _TO)
        if not text:
            raise ImpossibleError("no rating is given", "say what it becomes")
        return read_rating(text, kind_of(scenario.leaves[cell[1]], scenario.currency))
    except DecisionError as error:
        state.note(f"Nothing was put down: {error}.")
        return None


def _put(form: str, cell: Cell, name: str, edit: Callable[[Scenario], Scenario], fields: tuple[str, ...]) -> None:
    """Make one change, and empty the fields it was typed in; where it cannot be made, say why."""
    try:
        state.change(partial(restructured, edit=edit), name)
    except DecisionError as error:
        state.note(f"{capital(str(error))}.")
        return
    for field in fields:
        state.choose(_key(form, cell, field), "")


def _today() -> datetime.date:
    return datetime.date.today()
