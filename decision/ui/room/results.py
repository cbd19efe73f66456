"""What a revealed round showed: dots first, then the middle, as a picture and as a table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import streamlit as st

from decision.model.requirement import Verdict
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.room_dots import DOTS, DOTS_AND_MIDDLE, DotLine, dots_data
from decision.outputs.words.figures import VERDICTS, percent
from decision.outputs.words.rooms import figure_of, what_of
from decision.outputs.words.scoring import criterion_name, distinct_names
from decision.room.agreement import moved_share
from decision.room.gathered import Lying, RevealedRound, gut_choices, lying
from decision.room.questions import Asked, parts_of
from decision.ui.frame.blocks import chart, folded, heads, marked, row, table
from decision.ui.frame.text import escape
from decision.ui.room.hosting import SHOWN, WIDGET
from decision.ui.session import state

MOST_SEEN = 7  # lines that a projector shows at once, beside their sentences
MOST_DRAWN = 60  # lines of a picture; the table below has all


def middle_is_shown(number: int) -> bool:
    """Whether the middle of a round is shown yet, on this screen."""
    shown: bool = st.session_state.get(SHOWN, {}).get(number, False)
    return shown


def _show_middle(number: int) -> None:
    st.session_state[SHOWN] = {**st.session_state.get(SHOWN, {}), number: True}


def results(
    scenario: Scenario,
    revealed: RevealedRound,
    lies: Sequence[Lying],
    names: Mapping[str, str],
    first: Sequence[str] = (),
) -> None:
    """The answers of one round as a picture, with whose they are where all may see it; else as a table.

    Where there are more than a projector shows at once, those in `first` stand first, and the rest is folded.
    """
    number, kind = revealed.round.number, revealed.round.question.kind
    if kind is Asked.GUT:
        _choices(scenario, revealed)
        return
    if kind is Asked.REQUIREMENTS:
        _verdicts(scenario, lies)
        return
    with_middle = middle_is_shown(number)
    drawn = [each for each in lies if each.answered][:MOST_DRAWN]
    if len(drawn) > MOST_SEEN:
        drawn.sort(key=lambda each: first.index(each.of) if each.of in first else len(first))
    widest = max((x for each in drawn if each.is_weight for x in each.figures.tolist()), default=100.0)
    most = min(100.0, 10.0 * math.ceil(widest / 10 + 0.1))  # percent at the right end of weights
    lines = [_line(scenario, each, most, names, with_middle=with_middle) for each in drawn]
    if not with_middle:  # above the dots: whoever presses it sees what comes in their place
        st.button(
            "Show the middle",
            key=f"{WIDGET}middle:{number}",
            on_click=_show_middle,
            args=(number,),
            help="First look at the dots: who sees what others do not?",
        )
    _picture(lines[:MOST_SEEN], f"room_dots_{number}", with_middle=with_middle)
    best = f"nothing on the left, {most:.0f} % on the right" if kind is Asked.WEIGHTS else "worst left, best right"
    more = "; the band holds the middle half, the line is the median, ◇ the decision as it is" if with_middle else ""
    st.html(f'<p class="note">One dot a person, {best}{more}.</p>')
    if len(lines) > MOST_SEEN:
        with folded(f"The other {len(lines) - MOST_SEEN}", "", f"{WIDGET}others") as shown:
            if shown:
                _picture(lines[MOST_SEEN:], f"room_more_{number}", with_middle=with_middle)


def _picture(lines: Sequence[DotLine], key: str, *, with_middle: bool) -> None:
    if lines:
        words = "; ".join(f"{line.name}: {', '.join(line.words)}" for line in lines)
        chart(dots_data(lines), DOTS_AND_MIDDLE if with_middle else DOTS, key, words)


def figures(scenario: Scenario, lies: Sequence[Lying], before: RevealedRound | None) -> None:
    """The same as a table, with the middle and what the decision has now."""
    _figures(scenario, lies, moved_since(scenario, lies, before))


def moved_since(scenario: Scenario, lies: Sequence[Lying], before: RevealedRound | None) -> Mapping[str, float | None]:
    """Which share of the answers on each thing moved since the round before; only of what was asked in both."""
    if before is None:
        return {}
    then = {each.of: each for each in lying(scenario, before)}
    return {each.of: moved_share(then[each.of].figures, each.figures, each.reach) for each in lies if each.of in then}


def in_file(scenario: Scenario, each: Lying) -> float | None:
    """What the decision has now where the room answered: a rating, or a weight in percent of those beside it.

    None where it is gone.
    """
    if each.is_weight:
        return 100 * scenario.sibling_shares[each.of] if each.of in scenario.sibling_shares else None
    option, path = parts_of(each.item)
    if path not in scenario.leaves or option not in {known.id for known in scenario.options}:
        return None
    return scenario.expected_rating(scenario.option(option), path)


def _line(scenario: Scenario, each: Lying, most: float, names: Mapping[str, str], *, with_middle: bool) -> DotLine:
    name, criterion = _name(scenario, each), what_of(scenario, each.of)[1]
    worst, best = 0.0, most
    if criterion is not None and criterion.value_function is not None:
        worst, best = criterion.value_function.scale.worst, criterion.value_function.scale.best

    def said(x: float) -> str:
        return figure_of(scenario, each.of, x)

    file = in_file(state.work().scenario, each)
    return DotLine(
        name,
        worst,
        best,
        each.figures.tolist(),
        [
            f"{names[who]}: {said(x)}" if who in names else said(x)
            for who, x in zip(each.people, each.figures.tolist(), strict=True)
        ],
        None if each.median is None or not with_middle else (each.median, f"median {said(each.median)}"),
        each.middle if with_middle else None,
        None if file is None or not with_middle else (file, f"the decision: {said(file)}"),
    )


def _name(scenario: Scenario, each: Lying) -> str:
    """What a line is about; that all of them are weights is said by the question, and need not be said on each."""
    known = each.is_weight and each.of in scenario.all_criteria
    return criterion_name(scenario, each.of) if known else what_of(scenario, each.of)[0]


def _figures(scenario: Scenario, lies: Sequence[Lying], moved: Mapping[str, float | None]) -> None:
    rows = ""
    for each in lies:

        def said(x: float | None, of: str = each.of) -> str:
            return "" if x is None else figure_of(scenario, of, x)

        low, high = each.middle or (None, None)
        share = moved.get(each.of)
        cells = [
            str(each.answered),
            str(each.cannot_judge or ""),
            said(each.group),
            "" if low is None else f"{said(low)} to {said(high)}",
            "" if each.within_one is None else percent(each.within_one),
            said(in_file(state.work().scenario, each)),
            *([] if not moved else ["" if share is None else percent(share)]),
        ]
        rows += row(escape(_name(scenario, each)), cells)
    weights = bool(lies) and lies[0].is_weight  # a round asks for one or the other
    group, near = ("mean", f"within {lies[0].reach:g} %") if weights else ("median", "within one point")
    names = ["On", "answered", "cannot judge", group, "middle half", f"{near} of the median", "decision now"]
    st.html(table("What was answered", heads(*names, *(["moved"] if moved else [])), rows))


def _choices(scenario: Scenario, revealed: RevealedRound) -> None:
    counts, marks, names = gut_choices(revealed), option_marks(scenario), distinct_names(scenario.options)
    most = max(counts.values(), default=1)
    rows = "".join(
        row(
            marked(marks[id], names[id]),
            [f'<i class="tally" style="width:{100 * count / most:.0f}%;background:{marks[id].colour}"></i> {count}'],
            html=True,
        )
        for id, count in counts.items()
    )
    none = len(revealed.casts) - sum(counts.values())
    st.html(table("Gut choices", heads("Option", "people"), rows, "choices"))
    if none:
        who = "One person" if none == 1 else f"{none} people"
        st.html(f'<p class="note">{escape(who)} could not judge.</p>')


def _verdicts(scenario: Scenario, lies: Sequence[Lying]) -> None:
    rows = "".join(
        row(
            escape(what_of(scenario, each.of)[0]),
            [*(str(each.verdicts.get(str(verdict), "")) for verdict in Verdict), str(each.cannot_judge or "")],
        )
        for each in lies
    )
    st.html(
        table("Requirements", heads("Requirement", *(escape(VERDICTS[each]) for each in Verdict), "cannot judge"), rows)
    )
    st.html('<p class="note">In the decision, only a failed requirement excludes an option.</p>')
