"""Which approach suits us: the questions, what was answered, and which ratings say the opposite."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from decision.analysis.plausibility import oddities
from decision.files.faults import FileError
from decision.files.library import Library
from decision.files.moved_ratings import approach_questions
from decision.model.approach import Question
from decision.model.errors import DecisionError
from decision.model.structure.answers import answering
from decision.outputs.words.plausibility import oddity_in_words
from decision.ui.frame.text import escape, label
from decision.ui.session import state
from decision.ui.session.work import Work
from decision.ui.structure.editing import WIDGET, edit, short, tried, why_not

_KEY = f"{WIDGET}answers"
_KINDS = {"sourced": "Sourced", "judgement": "Judgement"}


def answers_editor(work: Work) -> None:
    """Every question with its answer; a click takes one back."""
    st.html(
        "<p>Answers move no rating any more and score nothing. A rating that says the opposite of them is pointed "
        "out.</p>"
    )
    try:
        questions = approach_questions(Library(work.origin.folder))
    except FileError as error:
        st.html(f'<div class="faults" role="alert"><p>{escape(str(error.faults[0]))}</p></div>')
        return
    except DecisionError as error:
        st.html(f'<div class="faults" role="alert"><p>{escape(str(error))}</p></div>')
        return
    against = [
        oddity_in_words(work.scenario, each) for each in oddities(work.scenario) if each.kind == "against_answers"
    ]
    if against:
        items = "".join(f"<li>{escape(each)}</li>" for each in against)
        st.html(f'<div class="note" role="status"><ul>{items}</ul></div>')
    now = {each.question: each.answer for each in work.scenario.answers}
    for question in questions.values():
        _question(questions, question, now.get(question.id))


def _question(questions: Mapping[str, Question], question: Question, now: str | None) -> None:
    key = f"{_KEY}:{question.id}"
    st.pills(
        label(question.text),
        list(question.answers),
        format_func=lambda answer: label(question.words.get(answer, answer)),
        key=state.as_widget(key, now),
        help=label(f"{_KINDS.get(question.kind, question.kind)}: {question.source}"),
        on_change=tried,
        args=(key, partial(_put, questions, question, key)),
    )
    why_not(key)


def _put(questions: Mapping[str, Question], question: Question, key: str) -> None:
    told = state.told(key)
    answer = told if told in question.answers else None
    words = "open" if answer is None else short(question.words.get(answer, answer))
    edit(f"Answer: {short(question.text)} {words}", lambda known: answering(known, questions, question.id, answer))
