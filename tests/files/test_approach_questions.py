"""The questions on which approach suits us: sound, and each answer moves the first ratings as it says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.plausibility import oddities
from decision.analysis.scoring import evaluate
from decision.files.editing.saved import saved
from decision.files.faults import FileError
from decision.files.library import Library, project_folder
from decision.files.new_decision import NewDecision, NewOption, catalogues_that_answers_move, new_text
from decision.files.reader import read_scenario
from decision.files.validation import validate
from decision.files.writer import scenario_yaml
from decision.model.approach import movers
from decision.model.errors import DecisionError
from decision.model.estimate import ClassEstimate, ThreePoint, Unknown
from decision.model.scenario import Scenario

QUESTIONS = Library().approach_questions
CATALOGUES = ("patient-facing", "general-software")
EACH = [(question, answer) for question, each in QUESTIONS.items() for answer in each.answers]
some_answers = st.fixed_dictionaries(
    {}, optional={id: st.sampled_from(list(each.answers)) for id, each in QUESTIONS.items()}
)


def text(answers: Mapping[str, str], catalogue: str = "patient-facing", *, rest: bool = True) -> str:
    return new_text(NewDecision("T", catalogue=catalogue, answers=answers, with_starting_ratings=rest))


def decision(answers: Mapping[str, str], catalogue: str = "patient-facing", *, rest: bool = True) -> Scenario:
    return read_scenario(text(answers, catalogue, rest=rest).encode(), "x.yaml")


UNMOVED = {name: decision({}, name) for name in CATALOGUES}


def test_there_are_about_a_dozen_and_each_says_what_it_rests_on() -> None:
    assert 10 <= len(QUESTIONS) <= 14
    for each in QUESTIONS.values():
        assert each.text.endswith("?") and each.source and each.kind in ("sourced", "judgement")
        assert len(each.answers) >= 2
        for answer in each.answers.values():
            assert answer.said and not answer.said.endswith(".")
            assert each.words[answer.answer]


def test_every_answer_moves_something_and_no_two_of_a_question_the_same() -> None:
    for each in QUESTIONS.values():
        moves = [answer.moves for answer in each.answers.values()]
        assert all(any(by.values()) for answer in moves for by in answer.values()) and all(moves)
        assert all(one != other for place, one in enumerate(moves) for other in moves[:place])


def test_catalogues_have_what_answers_move_or_rate_it_in_parts() -> None:
    in_parts = {f"{name}-parts" for name in CATALOGUES}
    assert {offer.name for offer in catalogues_that_answers_move()} == {*CATALOGUES, *in_parts}


@pytest.mark.parametrize("catalogue", CATALOGUES)
@pytest.mark.parametrize(("question", "answer"), EACH)
def test_each_answer_moves_ratings_the_way_it_says(question: str, answer: str, catalogue: str) -> None:
    told, before = QUESTIONS[question].answers[answer], UNMOVED[catalogue]
    after = decision({question: answer}, catalogue)
    for option in after.options:
        for path, rating in option.ratings.items():
            by = told.move(option.approach, path)
            was = before.option(option.id).ratings[path]
            if by == 0:
                assert rating == was
                continue
            one, other = was.estimate, rating.estimate
            if isinstance(one, ThreePoint):
                assert isinstance(other, ThreePoint)
                assert other.mode == min(max(one.mode + by, 1), 9)
                assert 0 <= other.low <= other.mode <= other.high <= 10
            else:
                assert isinstance(one, ClassEstimate) and isinstance(other, ClassEstimate)
                assert (other.estimate, other.reference_class) == (one.estimate + by, one.reference_class)
            assert rating.evidence is not None and rating.evidence.value == "assumption"
            assert rating.because.startswith(f"You said that {told.said} (") and was.because in rating.because
            assert f"({question})" in rating.source


@settings(max_examples=25, deadline=None)
@given(some_answers, st.sampled_from(CATALOGUES), st.booleans())
def test_any_answers_begin_a_sound_decision_that_contradicts_none_of_them(
    answers: dict[str, str], catalogue: str, rest: bool
) -> None:
    scenario = decision(answers, catalogue, rest=rest)
    assert {each.question: each.answer for each in scenario.answers} == answers
    assert not [each for each in oddities(scenario) if each.kind == "against_answers"]
    for option in scenario.options:
        for path, rating in option.ratings.items():
            spoken_of = movers(scenario.answers, option.approach, path)
            assert all(each.said in rating.because for each in spoken_of)
            if not rest or path == "cost":  # no answer can say what anything costs
                assert isinstance(rating.estimate, Unknown) is not bool(spoken_of)
    evaluate(scenario)


def test_answers_are_kept_by_writing_and_by_editing() -> None:
    begun = text({"team": "none", "data": "both"})
    scenario = read_scenario(begun.encode(), "x.yaml")
    assert read_scenario(scenario_yaml(scenario).encode(), "x.yaml").answers == scenario.answers
    edited = scenario.with_rating("buy", "fit", scenario.option("build").ratings["fit"])
    kept = saved(begun.encode(), edited)
    raw = kept.raw
    assert not kept.anew
    assert b"answers:\n  team: none\n  data: both\n" in raw
    assert read_scenario(raw, "x.yaml").answers == scenario.answers


def test_no_score_uses_an_answer() -> None:
    with_answers = text({"team": "none"})
    without = with_answers[: with_answers.index("# What was answered.")]
    one, other = (read_scenario(each.encode(), "x.yaml") for each in (with_answers, without))
    assert one.answers and not other.answers
    assert one.fingerprint == other.fingerprint
    assert [each.score for each in evaluate(one).options] == [each.score for each in evaluate(other).options]


def test_answers_that_are_none_are_told_with_their_place() -> None:
    faulty = text({"team": "none", "data": "both"}).replace("team: none", "team: some").replace("data: b", "date: b")
    with pytest.raises(FileError) as fault:
        read_scenario(faulty.encode(), "x.yaml")
    assert [(each.path, each.message) for each in fault.value.faults] == [
        ("answers.team", "some is not an answer to team; use one of lasting, at_first, none"),
        ("answers.date", 'date is not a question on what suits us; did you mean "data"?'),
    ]


@pytest.mark.parametrize(("new", "says"), [
    (NewDecision("T", catalogue="bare", answers={"product": "none"}), "on fit, and the catalogue has none"),
    (NewDecision("T", (), (NewOption("A"), NewOption("B")), "patient-facing"), ""),
])  # fmt: skip
def test_what_cannot_be_moved_is_said(new: NewDecision, says: str, tmp_path: Path) -> None:
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "bare.yaml").write_text(
        "format: 1\nname: Bare\ncriteria: {fit: {name: Fit, worst: 0, best: 10}, risk: {worst: 0, best: 10}}\n"
    )
    if not says:
        new = NewDecision("T", options=new.options, catalogue=new.catalogue, answers={"product": "none"})
        says = "answers are about approaches, and no option has one; say build, buy or extend of each"
    with pytest.raises(DecisionError, match=says):
        new_text(new, folder=tmp_path)


def test_a_catalogue_in_parts_begins_open_with_what_was_answered_in_the_reasons() -> None:
    new = NewDecision("T", catalogue="general-software-parts", answers={"product": "none", "customising": "heavy"})
    scenario = read_scenario(new_text(new).encode(), "x.yaml")
    assert "general-software-parts" in {offer.name for offer in catalogues_that_answers_move()}
    assert scenario.answers
    buy, extend = (scenario.option(id).ratings for id in ("buy", "extend"))
    parts = [path for path in buy if path.startswith("fit.")]
    assert len(parts) > 1
    for path in parts:
        assert isinstance(buy[path].estimate, Unknown)
        assert buy[path].because.startswith("On all of it together: You said that no product does 85 % of it")
        assert not extend[path].because  # nothing that was answered speaks of it
    assert not isinstance(buy["time_to_launch"].estimate, Unknown)  # rated as a whole, so moved
    evaluate(scenario)


def test_own_questions_are_read_strictly(tmp_path: Path) -> None:
    shipped = (project_folder("criteria") / "approach-questions.yaml").read_text(encoding="utf-8")
    own = tmp_path / "approach-questions.yaml"
    own.write_text(shipped, encoding="utf-8")
    assert validate(own) == "approach questions"
    own.write_text(shipped.replace("buy: {fit: 2, risk: 1}", "by: {fit: 2000, risk: 1}", 1), encoding="utf-8")
    with pytest.raises(FileError, match=r"questions\.product\.answers\.most\.moves"):
        validate(own)
    own.write_text(shipped.replace("kind: judgement", "kind: gossip", 1), encoding="utf-8")
    with pytest.raises(FileError, match=r"questions\.product\.kind: must be sourced or judgement"):
        validate(own)


def test_the_page_on_new_decisions_lists_every_question_and_answer() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "new-decision.md").read_text(encoding="utf-8")
    for question in QUESTIONS.values():
        answers = "; ".join(f"`{question.id}={id}` {words}" for id, words in question.words.items())
        assert f"| {question.text} | {answers} |\n" in page
    assert len(QUESTIONS) == 13 and "Thirteen questions" in page
