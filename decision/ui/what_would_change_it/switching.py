"""What would change the answer if one criterion counted for more, or less."""

from __future__ import annotations

import streamlit as st

from decision.analysis.sensitivity.leading_spans import Span, leading_spans
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.switching import WeightSwitch
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import criterion_colours
from decision.outputs.charts.labels import brief
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.score_lines import MOST_NAMED, SCORE_LINES, lines_data, lines_in_words
from decision.outputs.words.figures import share_in_words
from decision.outputs.words.scoring import criterion_name, listed, names_of
from decision.outputs.words.switching import weight_switch
from decision.outputs.words.thresholds import points_beyond, share_held
from decision.ui.frame.blocks import chart, chip, folded, head, heads, swatch, table
from decision.ui.frame.text import escape, said
from decision.ui.session import state
from decision.ui.session.sensitivities import standing_of

MOVED = "moved_weight"  # which weight goes from 0 to 100 %
MOVED_WIDGET = "moved_weight_choice"

_FEW_ROWS = 8
_ROOM_FOR_LETTER = 0.1  # of a strip


def weights(scenario: Scenario, result: SensitivityResult) -> None:
    """For every weight where the leader changes, and for those who ask on the scores over one of them."""
    _weight_table(scenario, result)
    with folded("The scores, as one weight goes from 0 to 100 %", "", "fold_lines") as unfolded:
        if unfolded:
            st.html(
                '<p class="note">The others keep their proportions. The highest line leads, drawn thick; a ring is '
                "where the leader changes.</p>"
            )
            _lines(scenario, result)


@st.fragment
def _lines(scenario: Scenario, result: SensitivityResult) -> None:
    known = {switch.criterion: switch for switch in result.weights}
    nearest = result.robustness.weight
    path = state.chosen(MOVED, list(known), None if nearest is None else nearest.criterion)
    st.selectbox(
        "Criterion whose weight moves",
        list(known),
        format_func=lambda path: criterion_name(scenario, path),
        key=state.as_widget(MOVED_WIDGET, path),
        on_change=state.choose_as_told,
        args=(MOVED, MOVED_WIDGET),
        width=420,
    )
    standing = standing_of(scenario)
    st.html(f'<p class="said">{said(weight_switch(scenario, result, known[path], typed=False))}</p>')
    chart(lines_data(standing, path), SCORE_LINES, "score_lines", lines_in_words(standing, path))
    if len(standing.ranked) > MOST_NAMED:
        st.html(f'<p class="note">Thin lines without a name: options that come less near. {MOST_NAMED} are named.</p>')


def _weight_table(scenario: Scenario, result: SensitivityResult) -> None:
    colours, standing = criterion_colours(scenario), standing_of(scenario)
    leader = names_of(scenario)[result.leader]
    rows = ""
    for switch in result.weights:
        name = f"{swatch(colours[switch.criterion])}{escape(criterion_name(scenario, switch.criterion))}"
        of = f" of {criterion_name(scenario, switch.among)}" if switch.among else ""
        now = share_in_words(switch.weight, switch.low, switch.high)
        spans = leading_spans(standing, switch.criterion)
        rows += (
            f'<tr><th scope="row">{name}</th><td>{escape(now + of)}</td>'
            f'<td class="wide">{_strip(scenario, switch, spans)}</td>'
            f"<td>{escape(_stays(switch))}</td>"
            f"<td>{_taker(scenario, switch.low_to, _to_type(switch, switch.low_points))}</td>"
            f"<td>{_taker(scenario, switch.high_to, _to_type(switch, switch.high_points))}</td></tr>"
        )
    head(
        "If one criterion counted for more, or less",
        "The strip shows who leads as one weight goes from 0 to 100 % and the others keep their proportions; the "
        "stroke is now. In the file: the number to write there, the others left as they are.",
    )
    columns = (
        heads("Criterion", "now")
        + '<th scope="col" class="wide">who leads, 0 to 100 %</th>'
        + f'<th scope="col" title="{escape(leader)}">{escape(brief(leader))} stays first</th>'
        + heads("below that", "above that")
    )
    st.html(table("Switching points of weights", columns, rows, tall=len(result.weights) > _FEW_ROWS))


def _stays(switch: WeightSwitch) -> str:
    if switch.low_to is None and switch.high_to is None:
        return "anywhere"
    low, high = share_held(switch.low, switch.weight), share_held(switch.high, switch.weight)
    return f"{low.removesuffix(' %')} to {high}"


def _to_type(switch: WeightSwitch, at: float | None) -> str:
    """What to write into the file for the weight to go beyond a switching point."""
    written = points_beyond(at, switch.points)
    return f"in the file: {written}" if written else ""


def _taker(scenario: Scenario, id: str | None, to_type: str) -> str:
    if id is None:
        return "–"
    mark, name = option_marks(scenario)[id], names_of(scenario)[id]
    typed = f"<small>{escape(to_type)}</small>" if to_type else ""
    return f'<span title="{escape(name)}">{chip(mark)}{escape(brief(name))}</span>{typed}'


def _strip(scenario: Scenario, switch: WeightSwitch, spans: tuple[Span, ...]) -> str:
    """Who leads from 0 to 100 %, as a strip."""
    marks, names = option_marks(scenario), names_of(scenario)
    parts = letters = ""
    for span in spans:
        mark, several = marks[span.option], bool(span.level)
        colour, ink = ("transparent", "inherit") if several else (mark.colour, mark.ink)  # of nobody alone
        parts += f'<i style="{_place(span.start, span.end)};background:{colour}"></i>'
        start, end = _clear_of(switch.weight, span)
        if end - start >= _ROOM_FOR_LETTER:
            letter = " = ".join(marks[id].letter for id in (span.option, *span.level))
            letters += f'<em style="{_place(start, end)};color:{ink}">{escape(letter)}</em>'
    said = ", ".join(
        f"{listed([names[id] for id in (span.option, *span.level)])}{' level' if span.level else ''} "
        f"to {share_in_words(span.end, switch.weight)}"
        for span in spans
    )
    return (
        f'<span class="strip" role="img" aria-label="{escape(said)}">{parts}{letters}'
        f'<b style="left:{100 * switch.weight:.2f}%"></b></span>'
    )


def _clear_of(now: float, span: Span) -> tuple[float, float]:
    """The longer piece of a stretch that the stroke at `now` does not cut."""
    if not span.start < now < span.end:
        return span.start, span.end
    return (span.start, now) if now - span.start > span.end - now else (now, span.end)


def _place(start: float, end: float) -> str:
    return f"left:{100 * start:.2f}%;width:{100 * (end - start):.2f}%"
