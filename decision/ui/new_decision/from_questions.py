"""Beginning with answers to which approach suits us: they move the ratings that a catalogue starts with."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from decision.files.library import Library
from decision.files.moved_ratings import approach_questions
from decision.files.new_decision import NewDecision, catalogues_that_answers_move, new_text
from decision.files.reader import read_scenario
from decision.model.approach import Question
from decision.model.errors import DecisionError
from decision.model.estimate import Unknown
from decision.model.scenario import Scenario
from decision.outputs.words.figures import rating
from decision.outputs.words.scoring import criterion_name
from decision.ui.frame.text import escape, label
from decision.ui.new_decision.begin import begin_button, beside, complaint
from decision.ui.new_decision.fields import SAY_WHAT, money_fields, options_field, title_field

ANSWER_PREFIX = "new_decision_answer_"  # of the fields, before the id of the question
_KINDS = {"sourced": "Sourced", "judgement": "Judgement"}


def from_questions() -> None:
    try:
        questions = approach_questions(Library(beside()))
    except DecisionError as error:
        complaint([str(error)])
        return
    offers = {offer.name: offer for offer in catalogues_that_answers_move(beside())}
    if not offers:
        st.html('<p class="note">No catalogues with starting ratings are installed here.</p>')
        return
    title = title_field("new_decision_questions_title")
    catalogue = st.radio(
        "Criteria from",
        list(offers),
        format_func=lambda name: label(offers[name].title if name in offers else name),
        captions=[label(offer.about) for offer in offers.values()],
        key="new_decision_questions_catalogue",
    )
    options = options_field()
    answers = {id: answer for id, each in questions.items() if (answer := _asked(each)) is not None}
    money = money_fields()
    rest = st.checkbox(
        "Begin with the catalogue's ratings where no answer says anything, rather than with nothing rated",
        key="new_decision_questions_starting",
        help="Judgement to argue with. Otherwise these ratings are open, and an answer is there all the same.",
    )

    def make() -> str:
        currency, years, rate = money()
        return new_text(
            NewDecision(
                title, "", options, catalogue, currency=currency, horizon_years=years, discount_rate=rate,
                with_starting_ratings=rest, answers=answers,
            ),
            folder=beside(),
        )  # fmt: skip

    if answers and title:
        _say_what_it_gives(make)
    first = SAY_WHAT if not title else "" if answers else "Answer a question first."
    begin_button(make, "new_decision_begin_questions", waits_for=first)


def _asked(question: Question) -> str | None:
    """The id of the answer that was chosen; None as long as there is none."""
    chosen: str | None = st.pills(
        label(question.text),
        list(question.answers),
        format_func=lambda answer: label(question.words.get(answer, answer)),
        key=f"{ANSWER_PREFIX}{question.id}",
        help=label(f"{_KINDS.get(question.kind, question.kind)}: {question.source}"),
    )
    return chosen


def _say_what_it_gives(make: Callable[[], str]) -> None:
    """What each option begins with, before it is begun; what cannot be begun is said at the button."""
    try:
        scenario = read_scenario(make().encode("utf-8"), "new decision", beside())
    except DecisionError:
        return
    lines = [f"{option.name} begins with {_ratings_in_words(scenario, option.id)}." for option in scenario.options]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<div class="note" role="status"><ul>{items}</ul></div>')


def _ratings_in_words(scenario: Scenario, id: str) -> str:
    option = scenario.option(id)
    rated = [path for path in scenario.leaves if not isinstance(option.ratings[path].estimate, Unknown)]
    said = [
        f"{criterion_name(scenario, path)} "
        f"{rating(scenario.most_likely_rating(option, path), scenario.leaves[path], scenario.currency)}"
        for path in rated
    ]
    open_ = len(scenario.leaves) - len(rated)
    return ", ".join([*said, *([f"{open_} open"] if open_ else [])])
