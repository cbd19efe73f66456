"""What would change the answer, on the page: each part with its sentence, its picture and how to read it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.analysis.information import Worth
from decision.analysis.leading_spans import Span, leading_spans
from decision.analysis.reversal import Moving
from decision.analysis.sensitivity import SensitivityResult
from decision.analysis.switching import WeightSwitch
from decision.analysis.two_way import Axis
from decision.model.scenario import Scenario
from decision.outputs.chart_words import brief, share_in_words
from decision.outputs.charts import Row, criterion_colours, option_marks
from decision.outputs.figures import number
from decision.outputs.labelled_bars import LABELLED_BARS
from decision.outputs.score_lines_chart import MOST_NAMED, SCORE_LINES, lines_data, lines_in_words
from decision.outputs.tornado_chart import HIGH_END, LOW_END, MOST_BARS, TORNADO, tornado_data, tornado_in_words
from decision.outputs.turning import (
    RULE,
    criterion_name,
    dominance,
    findings,
    names_of,
    nearest_reversal,
    nearest_weight,
    never_best,
    reversal,
    reversals,
    verdict,
    weight_switch,
    worth_finding_out,
    worth_in_words,
)
from decision.outputs.two_way_chart import TWO_WAY, axis_name, map_data, map_in_words
from decision.outputs.variance_chart import variance_data, variance_in_words
from decision.outputs.worth_chart import worth_data, worth_finding, worth_in_words_of_all
from decision.ui import state
from decision.ui.comparison import chip
from decision.ui.text import escape
from decision.ui.turned import mapped, standing_of

# What is looked at, and the widgets that say so
MOVED = "chosen_moved_weight"
ACROSS, UP = "chosen_across", "chosen_up"
MOVED_WIDGET = "moved_weight_choice"
ACROSS_WIDGET, UP_WIDGET = "across_choice", "up_choice"

_MOST_CARDS = 6  # that are unfolded
_MOST_MOVES = 6  # that a sentence says without being unfolded
_MOST_SENTENCES = 8
_FEW_ROWS = 12
_ROOM_FOR_LETTER = 0.1  # of a strip
_SOUND = (
    "Nothing found: every criterion tells the options apart, no two say the same, no rating is cut off, and none rests "
    "on assumption only."
)
_MOVING: Mapping[Moving, str] = {
    "weights": "Weights",
    "ratings": "Ratings",
    "both": "Weights and ratings",
}


def answer(scenario: Scenario, result: SensitivityResult) -> None:
    """How firm the lead is, and what is nearest to ending it."""
    nearest = [nearest_weight(scenario, result), nearest_reversal(scenario, result)]
    note = f"{_capital(RULE)}."
    if result.runner_up is None:
        nearest, note = [], "With no other option left, only another result of a requirement would change that."
    st.html(
        '<div class="answer small"><p class="question">What would have to be true for another one, and what should we '
        "find out first?</p>"
        f'<h1 aria-live="polite" title="{escape(RULE)}">{escape(verdict(scenario, result))}</h1>'
        + "".join(f'<p class="sure">{_said(sentence)}</p>' for sentence in nearest)
        + f'<p class="note">{_said(note)}</p></div>'
    )


# --- weights --------------------------------------------------------------------------------------------------------


def weights(scenario: Scenario, result: SensitivityResult) -> None:
    """Scores over one weight, and for every weight where the leader changes."""
    _head(
        "If one criterion counted for more, or less",
        "One weight moves from 0 to 100 % and the others keep their proportions. The highest line leads, drawn thick; "
        "a ring is where the leader changes.",
    )
    _lines(scenario, result)
    _weight_table(scenario, result)


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
        on_change=_choose,
        args=(MOVED, MOVED_WIDGET),
        width=420,
    )
    standing = standing_of(scenario)
    st.html(f'<p class="said">{_said(weight_switch(scenario, result, known[path]))}</p>')
    _chart(lines_data(standing, path), SCORE_LINES, "score_lines", lines_in_words(standing, path))
    if len(standing.ranked) > MOST_NAMED:
        st.html(f'<p class="note">Thin lines without a name: options that come less near. {MOST_NAMED} are named.</p>')


def _weight_table(scenario: Scenario, result: SensitivityResult) -> None:
    colours, standing = criterion_colours(scenario), standing_of(scenario)
    leader = names_of(scenario)[result.leader]
    rows = ""
    for switch in result.weights:
        swatch = f'<i class="swatch" style="background:{colours[switch.criterion]}"></i>'
        name = f"{swatch}{escape(criterion_name(scenario, switch.criterion))}"
        of = f" of {criterion_name(scenario, switch.among)}" if switch.among else ""
        now = share_in_words(switch.weight, switch.low, switch.high)
        spans = leading_spans(standing, switch.criterion)
        rows += (
            f'<tr><th scope="row">{name}</th><td>{escape(now + of)}</td>'
            f'<td class="wide">{_strip(scenario, switch, spans)}</td>'
            f"<td>{escape(_stays(switch))}</td>"
            f"<td>{_taker(scenario, switch.low_to, switch.low_points, 'below')}</td>"
            f"<td>{_taker(scenario, switch.high_to, switch.high_points, 'above')}</td></tr>"
        )
    _head(
        "All weights at a glance",
        "The strip shows who leads from 0 to 100 %, the stroke is now. “Type” is the number to write into the file, "
        "the other weights left as they are, at which the leader changes.",
    )
    heads = (
        '<th scope="col">Criterion</th><th scope="col">now</th><th scope="col" class="wide">who leads, 0 to 100 %</th>'
        f'<th scope="col" title="{escape(leader)}">{escape(brief(leader))} stays first</th>'
        '<th scope="col">below that</th><th scope="col">above that</th>'
    )
    table = _table("Switching points of weights", heads, rows)
    if len(result.weights) > _FEW_ROWS:
        table = table.replace('class="scroll"', 'class="scroll tall"', 1)
    st.html(table)


def _stays(switch: WeightSwitch) -> str:
    if switch.low_to is None and switch.high_to is None:
        return "anywhere"
    low, high = share_in_words(switch.low, switch.weight), share_in_words(switch.high, switch.weight)
    return f"{low.removesuffix(' %')} to {high}"


def _taker(scenario: Scenario, id: str | None, typed: float | None, kind: str) -> str:
    if id is None:
        return "–"
    mark, name = option_marks(scenario)[id], names_of(scenario)[id]
    to_type = "" if typed is None else f'<small title="{kind} this number">type {escape(number(typed))}</small>'
    return f'<span title="{escape(name)}">{chip(mark)}{escape(brief(name))}</span>{to_type}'


def _strip(scenario: Scenario, switch: WeightSwitch, spans: tuple[Span, ...]) -> str:
    """Who leads from 0 to 100 %, as a strip."""
    marks, names = option_marks(scenario), names_of(scenario)
    parts = letters = ""
    for span in spans:
        mark = marks[span.option]
        parts += f'<i style="{_place(span.start, span.end)};background:{mark.colour}"></i>'
        start, end = _clear_of(switch.weight, span)
        if end - start >= _ROOM_FOR_LETTER:
            letters += f'<em style="{_place(start, end)};color:{mark.ink}">{escape(mark.letter)}</em>'
    said = ", ".join(f"{names[span.option]} to {share_in_words(span.end, switch.weight)}" for span in spans)
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


# --- tornado --------------------------------------------------------------------------------------------------------


def nothing_uncertain(result: SensitivityResult) -> bool:
    """Whether neither a rating nor a weight is left open."""
    return not result.tornado


def certain() -> None:
    """What takes the place of all that rests on doubt, where there is none."""
    st.html(
        "<h2>What single figures do, and what to find out</h2>"
        '<p class="said">Nothing in this decision is uncertain: every rating is a single number and the weights are '
        "held. So no figure can turn out otherwise, and there is nothing to find out.</p>"
        '<p class="note">Give ratings a range on the Ratings page to see which of them matter.</p>'
    )


def single_figures(scenario: Scenario, result: SensitivityResult) -> None:
    """The tornado."""
    names = names_of(scenario)
    more = f" The {MOST_BARS} widest of {len(result.tornado)} are shown." if len(result.tornado) > MOST_BARS else ""
    turning = sum(bar.changes_leader for bar in result.tornado)
    leader = names[result.leader]
    said = f"No single figure between its P10 and its P90 takes the lead from {leader}."
    if turning:
        each = "" if turning == 1 else "each "
        said = f"{_count(turning, 'figure')}, {each}by itself, would take the lead from {leader}."
    st.html(
        f"<h2>What single figures do to {escape(leader)}’s lead, in points</h2>"
        f'<p class="said">{escape(said)}</p>'
        '<p class="note key">Each bar sets one figure to its P10 '
        f'(<i class="swatch" style="background:{LOW_END}"></i> one future in ten is lower) and to its P90 '
        f'(<i class="swatch" style="background:{HIGH_END}"></i> one in ten is higher), all else as it stands. '
        f"Left of the strong line another option leads.{more}</p>"
    )
    _chart(tornado_data(standing_of(scenario), result), TORNADO, "tornado", tornado_in_words(scenario, result))


# --- reversals ------------------------------------------------------------------------------------------------------


def what_would_have_to_be_true(scenario: Scenario, result: SensitivityResult) -> None:
    """For each option that does not lead, what would put it first; the nearest first."""
    sentences = reversals(scenario, result)
    reach = {
        id: min((each.t for each in result.reversal if each.option == id and each.t is not None), default=2.0)
        for id in sentences
    }
    cards = [_card(scenario, result, id, sentences[id]) for id in sorted(sentences, key=lambda each: reach[each])]
    _head(
        "What would have to be true",
        "Few changes that would put each option first, the nearest option first. “Of the way” is how far figures move "
        "from where they stand now to the end of their range that favours the option.",
    )
    st.html(f'<div class="cards">{"".join(cards[:_MOST_CARDS])}</div>')
    if len(cards) > _MOST_CARDS:
        with st.expander(f"{_count(len(cards) - _MOST_CARDS, 'option')} farther off", key="more_reversals"):
            st.html(f'<div class="cards">{"".join(cards[_MOST_CARDS:])}</div>')


def _card(scenario: Scenario, result: SensitivityResult, id: str, sentences: list[str]) -> str:
    lines = ""
    for way in (each for each in result.reversal if each.option == id):
        sentence = reversal(scenario, way)
        if sentence not in sentences:
            shown = "The same as one of them alone."
        elif len(way.moves) > _MOST_MOVES:
            summary = f"{_count(len(way.moves), 'change')} at once would do it: show them"
            shown = f"<details><summary>{summary}</summary>{_said(sentence)}</details>"
        else:
            shown = _said(sentence)
        lines += f"<dt>{_MOVING[way.moving]}</dt><dd>{shown}</dd>"
    head = f"{chip(option_marks(scenario)[id])}{escape(scenario.option(id).name)}"
    return f'<section class="card"><h3>{head}</h3><dl>{lines}</dl></section>'


# --- what to find out -----------------------------------------------------------------------------------------------


def find_out_first(scenario: Scenario, result: SensitivityResult) -> None:
    """What settling each rating would be worth, and each criterion for all options at once."""
    found = result.information
    st.html(
        "<h2>What to find out first</h2>"
        f'<p class="said">{_said(worth_finding_out(scenario, result))}</p>'
        f'<p class="note">{escape(_ceiling(result) + _told_by_others(scenario))}</p>'
    )
    rows = worth_data(scenario, result)
    if not rows:
        return
    picture, table = st.columns([7, 5], gap="large")
    with picture:
        unit = f"in {found.currency}" if found.money_per_point is not None and found.currency else "in points"
        st.html(f"<h3>The most that settling one rating is worth, {escape(unit)}</h3>")
        _chart(rows, LABELLED_BARS, "worths", worth_in_words_of_all(scenario, result))
    with table:
        worths = worth_finding(found.by_criterion)
        lines = "".join(
            f'<tr><th scope="row">{escape(criterion_name(scenario, worth.criterion or ""))}</th>'
            f"<td>{escape(worth_in_words(result, worth))}</td></tr>"
            for worth in worths
        )
        st.html("<h3>Settling a criterion for all options at once</h3>")
        heads = '<th scope="col">Criterion</th><th scope="col">worth up to</th>'
        if lines:
            st.html(_table("Worth of finding out, by criterion", heads, lines))
        else:
            st.html('<p class="note">No criterion by itself is worth settling.</p>')


def _told_by_others(scenario: Scenario) -> str:
    together = scenario.dependence.within_option or scenario.dependence.pairs
    return " What is learnt of one rating also tells of those that move with it." if together else ""


def _ceiling(result: SensitivityResult) -> str:
    """The worth of knowing everything, as the upper bound that it is."""
    found = result.information
    if found.evpi <= 0:
        return "Even to know everything would change nothing."
    everything = worth_in_words(result, Worth(None, None, found.evpi, found.evpi_se, found.evpi_money))
    because = (
        " Points count as money through the weight of cost."
        if found.money_per_point is not None
        else " In points of the score, for no criterion says what a point is worth in money."
    )
    return (
        f"To know everything for certain is worth at most {everything}: no pilot, demo or study can be worth more. "
        f"Weights are held, for what matters to us cannot be found out by asking others.{because}"
    )


# --- two-way map ----------------------------------------------------------------------------------------------------


def two_at_once(scenario: Scenario, result: SensitivityResult) -> None:
    """Who leads where, as two inputs move."""
    _head(
        "If two things were different at once",
        "Each colour is where that option leads; the ring is where we stand now. The nearer the ring is to another "
        "colour, the less it takes.",
    )
    _map(scenario, result)


@st.fragment
def _map(scenario: Scenario, result: SensitivityResult) -> None:
    axes = {_axis_key(axis): axis for axis in _axes(scenario)}
    usual = [_axis_key(Axis(path)) for path in _nearest_two(result)]
    usual = [*usual, *(key for key in axes if key not in usual)][:2]
    across = state.chosen(ACROSS, list(axes), usual[0])
    rest = [key for key in axes if key != across]
    up = state.chosen(UP, rest, usual[1] if usual[1] != across else usual[0])
    choices, picture = st.columns([4, 8], gap="large")
    with choices:
        for name, widget, shown, known, key, other in (
            ("Across", ACROSS_WIDGET, across, list(axes), ACROSS, UP),
            ("Up", UP_WIDGET, up, rest, UP, ACROSS),
        ):
            st.selectbox(
                name,
                known,
                format_func=lambda key: _capital(axis_name(scenario, axes[key])),
                key=state.as_widget(widget, shown),
                on_change=_choose_axis,
                args=(key, widget, other, across, up),
            )
    found = mapped(scenario, axes[across], axes[up])
    if isinstance(found, str):
        st.error(found)
        return
    with choices:
        st.html(
            '<p class="note">Weights move over 0 to 100 %, ratings from worst to best. All else stays; of weights that '
            "share 100 %, the others share what is left in their proportions.</p>"
        )
    with picture:
        _chart(map_data(scenario, found), TWO_WAY, "two_way", map_in_words(scenario, found))


def _axes(scenario: Scenario) -> list[Axis]:
    """Everything that may move: weights first, then ratings of ranked options."""
    return [Axis(path) for path in scenario.all_criteria] + [
        Axis(path, option.id) for option in scenario.ranked_options for path in scenario.leaves
    ]


def _axis_key(axis: Axis) -> str:
    return f"weight:{axis.criterion}" if axis.option is None else f"rating:{axis.option}:{axis.criterion}"


def _nearest_two(result: SensitivityResult) -> list[str]:
    """The two weights whose switching points are nearest, filled up with the first criteria."""
    near = sorted(
        (switch for switch in result.weights if switch.distance is not None), key=lambda switch: switch.distance or 0.0
    )
    paths = [switch.criterion for switch in near] + [switch.criterion for switch in result.weights]
    return list(dict.fromkeys(paths))[:2]


def _choose_axis(key: str, widget: str, other: str, across: str, up: str) -> None:
    """Choose one axis; if the other shows it, that one takes over what this one showed."""
    before = {ACROSS: across, UP: up}
    chosen = state.told(widget)
    state.choose(other, before[key] if chosen == before[other] else before[other])
    state.choose(key, chosen)


# --- variance, and the model itself ---------------------------------------------------------------------------------


def what_moves_the_margin(scenario: Scenario, result: SensitivityResult) -> None:
    """Shares of the margin's variance."""
    if result.runner_up is None:
        return
    names = names_of(scenario)
    rows = variance_data(scenario, result)
    beside = ""
    if any(share.total is not None for share in result.variance.inputs):
        beside = " “With others” adds what it does together with other inputs."
    elif scenario.dependence.within_option or scenario.dependence.pairs:
        beside = " Estimates that move together share what they do, so the bars may add up to more than 100 %."
    _head(
        f"What the uncertainty about {names[result.leader]} against {names[result.runner_up]} comes from",
        f"The share of the doubt about their distance that would go if this alone were settled.{beside}",
    )
    if not rows:
        st.html('<p class="said">Nothing uncertain moves the distance between these two.</p>')
        return
    _chart(rows, LABELLED_BARS, "variance", variance_in_words(scenario, result))


def check(scenario: Scenario, result: SensitivityResult) -> None:
    """What the check of the model found, and who is at least as good as whom."""
    model, pairs = st.columns(2, gap="large")
    with model:
        _head("A check of the model", "What does no work, works twice, is cut off, or rests on nothing.")
        _list(findings(scenario, result), _SOUND, "more_findings")
    with pairs:
        _head("Whatever the weights or the luck", "Options that another one is never behind, or that cannot lead.")
        found = [*never_best(scenario, result), *dominance(scenario, result)]
        _list(found, "No option is at least as good as another throughout.", "more_dominance")


# --- parts ----------------------------------------------------------------------------------------------------------


def _choose(key: str, widget: str) -> None:
    state.choose(key, state.told(widget))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(n: int, noun: str) -> str:
    """``Three figures``, to begin a sentence."""
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
    return f"{words[n] if n < len(words) else n} {noun}{'' if n == 1 else 's'}"


def _said(text: str) -> str:
    """A sentence as HTML, no figure parted from its sign."""
    return escape(text.replace(" %", "\N{NO-BREAK SPACE}%"))


def _head(title: str, how_to_read: str) -> None:
    st.html(f'<h2>{escape(title)}</h2><p class="note">{escape(how_to_read)}</p>')


def _list(sentences: list[str], nothing: str, key: str) -> None:
    """Sentences as a list, those beyond the first few folded away."""
    if not sentences:
        st.html(f'<p class="said">{escape(nothing)}</p>')
        return
    st.html(_items(sentences[:_MOST_SENTENCES]))
    if len(sentences) > _MOST_SENTENCES:
        with st.expander(f"{len(sentences) - _MOST_SENTENCES} more", key=key):
            st.html(_items(sentences[_MOST_SENTENCES:]))


def _items(sentences: list[str]) -> str:
    return f'<ul class="found">{"".join(f"<li>{_said(sentence)}</li>" for sentence in sentences)}</ul>'


def _chart(rows: list[Row], specification: dict[str, object], key: str, words: str) -> None:
    with st.container(key=key):
        st.vega_lite_chart(pa.Table.from_pylist(rows), specification, theme=None, key=f"{key}_chart", alt=words)


def _table(name: str, heads: str, rows: str) -> str:
    return (
        f'<div class="scroll" role="region" aria-label="{escape(name)}" tabindex="0"><table class="compare">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
