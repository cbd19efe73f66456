"""The pack: each summary tells its own option everything, and nothing of any other."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from dataclasses import fields, replace

import pytest
from docx import Document

from decision.files.reader import read_scenario
from decision.model.checks import Checks
from decision.model.contents import Contents, Option, Simulation
from decision.model.driver import Driver
from decision.model.errors import DecisionError
from decision.model.estimate import Exact
from decision.model.given_answer import GivenAnswer
from decision.model.rating import Evidence, Rating
from decision.model.readiness import CauseState, Condition, LaunchCause, Measure, Readiness
from decision.model.record import Outcome, RecordedDecision, Trigger
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.settled_room import AskedFor, Dissent, Names, RoomRound, SettledFigure, SettledRoom
from decision.outputs.files.export import Settings, export_folder
from decision.outputs.files.pack.buyer import to_read_before_sending
from decision.outputs.words.figures import points
from tests.outputs.samples import PORTAL

SAMPLE = read_scenario(
    b"""
format: 1
title: A portal
currency: EUR
criteria:
  price: {name: Price, unit: EUR, worst: 900, best: 100, question: What is paid?}
  quality:
    name: Quality
    parts:
      speed: {name: Speed, worst: 0, best: 10, anchors: {4: slow, 7: quick, 9: very quick}}
      care: {name: Care, worst: 0, best: 10, minimum: 2}
weights: {price: 40, quality: 60, quality.speed: 1, quality.care: 2}
requirements:
  R1: {text: It must be encrypted., test: A scan}
  R2: {text: It must be exportable.}
options:
  ann:
    name: Ann's offer
    about: OWN-ann-about
    ratings:
      price: {mean: 300, sd: 20, because: OWN-ann-price, source: OWN-ann-source, evidence: vendor}
      quality: {speed: {low: 5, mode: 6, high: 7, because: OWN-ann-speed}, care: {low: 7, high: 9, because: OWN-ann-care}}
    requirements: {R1: {result: pass, because: OWN-ann-r1}, R2: {result: not_shown, because: OWN-ann-r2}}
  bob:
    name: Bob's offer
    about: OWN-bob-about
    ratings:
      price: {levels: {211: 1}, because: OWN-bob-price, source: OWN-bob-source, evidence: demo}
      quality: {speed: {levels: {3.3: 1}, because: OWN-bob-speed}, care: {levels: {4.7: 1}, because: OWN-bob-care}}
    requirements: {R1: {result: fail, because: OWN-bob-r1, source: OWN-bob-r1-source}}
  cyd:
    name: Cyd's offer
    about: OWN-cyd-about
    ratings:
      price: {levels: {417: 1}, because: OWN-cyd-price, source: OWN-cyd-source}
      quality: {speed: {levels: {8.9: 1}, because: OWN-cyd-speed}, care: {levels: {9.1: 1}, because: OWN-cyd-care}}
    requirements: {R1: {result: pass, because: OWN-cyd-r1}}
""",
    "sample.yaml",
)
IDS = ("ann", "bob", "cyd")
PRIVATE = {
    "question": "PRIVATE-question",
    "about": "PRIVATE-about",
    "owner": "PRIVATE-owner",
    "date": datetime.date(1999, 1, 3),
    "views": {"PRIVATE-view": {"price": 1.0, "quality": 7.0, "quality.speed": 1.0, "quality.care": 2.0}},
    "simulation": Simulation(4321, 77),
    "answers": (GivenAnswer("PRIVATE-question", "PRIVATE-answer", "PRIVATE-said", {}),),
    "readiness": Readiness(
        {"PRIVATE-cause": {"ann": CauseState.OPEN}},
        (Condition("PRIVATE-condition", "cyd", "PRIVATE-who"),),
        (Measure("PRIVATE-measure", "PRIVATE-baseline"),),
        (LaunchCause("PRIVATE-cause", "PRIVATE-name", "PRIVATE-text", "PRIVATE-source", "judgement", ("PRIVATE-do",)),),
    ),
    "checks": Checks(min_p_best=0.31),
    "rooms": (
        SettledRoom(
            Names.NAMED,
            2,
            datetime.date(2026, 11, 2),
            (RoomRound(AskedFor.GUT, 2, {"bob": 2.0}),),
            (
                SettledFigure(
                    "bob.price", 250.0, 211.0, "PRIVATE-room", (Dissent(199.0, "PRIVATE-other", "PRIVATE-ann"),)
                ),
            ),
            ("PRIVATE-ann", "PRIVATE-ben"),
        ),
    ),
    "decision": RecordedDecision(
        "cyd",
        datetime.date(2026, 11, 20),
        "PRIVATE-by",
        "PRIVATE-because",
        0.4321,
        4.321,
        "PRIVATE-version",
        "PRIVATE-fingerprint",
        datetime.date(2027, 7, 7),
        "PRIVATE-record",
        "PRIVATE-before",
        (Trigger("bob.price", "PRIVATE-say", below=123.456),),
    ),
    "outcome": Outcome(datetime.date(2027, 8, 8), {"price": 456.789}),
    "drivers": (Driver("private_driver", Exact(987.65), "PRIVATE-driver", "PRIVATE-unit", because="PRIVATE-reason"),),
    "inflation": Exact(0.01234),
    "exchange": (("PRIVATE-currency", Exact(1.2345)),),
}
# What every summary may tell: it is the same for all. A new field of a decision belongs to one of the two.
SHARED = {
    "title",
    "criteria",
    "options",
    "currency",
    "horizon_years",
    "discount_rate",
    "weight_uncertainty",
    "requirements",
}
UNSEEN = {"dependence", "catalogue", "requirement_sets", "evaluations", "consensus"}  # held below, each by itself


def test_every_field_of_a_decision_is_either_shared_or_held_to_be_private() -> None:
    known = SHARED | UNSEEN | set(PRIVATE)
    assert {each.name for each in fields(Contents)} == known


@pytest.fixture(scope="module")
def told() -> Scenario:
    return replace(SAMPLE, **{name: value for name, value in PRIVATE.items() if name != "answers"})


def summaries(scenario: Scenario, shown: str | None = None) -> dict[str, bytes]:
    """By option, all bytes of its summary: its Markdown, and what is in its document once unpacked."""
    files = export_folder(scenario, "pack", settings=Settings(show_chosen=shown))
    return {
        option.id: files[f"summaries/{option.id}.md"] + unpacked(files[f"summaries/{option.id}.docx"])
        for option in scenario.options
    }


def unpacked(document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist()) + archive.comment


@pytest.mark.parametrize("id", IDS)
def test_a_summary_tells_its_option_every_reason_score_and_requirement(id: str, told: Scenario) -> None:
    files = export_folder(told, "pack")
    text = files[f"summaries/{id}.md"].decode()
    document = Document(io.BytesIO(files[f"summaries/{id}.docx"]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = "\n".join([*(each.text for each in document.paragraphs), *cells])
    for mark in ("price", "source", "speed", "care", "r1"):
        assert f"OWN-{id}-{mark}" in paragraphs
        assert f"OWN-{id}-{mark}".replace("_", "\\_") in text
    from decision.analysis.scoring import evaluate

    score = evaluate(told).option(id)
    assert f"{points(score.score)} of 100 points" in text
    for path in told.all_criteria:
        assert f"{points(score.contributions[path])}" in cells


@pytest.mark.parametrize("shown", [None, "none", "scores", "reasons"])
def test_no_summary_holds_a_marked_text_of_another_option_or_of_the_buyer(shown: str | None, told: Scenario) -> None:
    for id, content in summaries(told, shown).items():
        assert b"PRIVATE" not in content
        for figure in (
            b"4.321",
            b"0.4321",
            b"123.456",
            b"456.789",
            b"4321",
            b"1999",
            b"2027",
            told.fingerprint.encode(),
        ):
            assert figure not in content
        for other in set(IDS) - {id}:
            name = told.option(other).name.split("'")[0].encode()
            if other == "cyd" and shown in ("scores", "reasons"):
                marks = [f"OWN-cyd-{mark}".encode() in content for mark in ("price", "source", "speed", "care")]
                assert name in content
                assert all(marks) if shown == "reasons" else not any(marks)
                hidden = [b"OWN-cyd-about", b"OWN-cyd-r1"]
            else:
                assert name not in content
                hidden = [f"OWN-{other}".encode()]
            assert not [mark for mark in hidden if mark in content], (id, other, shown)


def with_others_changed(scenario: Scenario, kept: Mapping[str, Option]) -> Scenario:
    """The same decision with every option that is not `kept` another one in everything but its id."""
    options = []
    for place, option in enumerate(scenario.options):
        if option.id in kept:
            options.append(option)
            continue
        ratings = {
            path: Rating(Exact(5.5 + place / 7), f"CHANGED-{path}", "CHANGED", Evidence.PILOT)
            for path in option.ratings
        }
        results = {"R2": RequirementResult(Verdict.FAIL, "CHANGED", "CHANGED")} if place else {}
        options.append(Option(option.id, ratings, f"CHANGED {place}", "build", "CHANGED", results))
    return replace(scenario, options=tuple(options))


@pytest.mark.parametrize("id", IDS)
def test_nothing_about_another_option_moves_a_byte_of_a_summary(id: str, told: Scenario) -> None:
    changed = with_others_changed(told, {id: told.option(id)})
    assert summaries(changed)[id] == summaries(told)[id]


def test_nothing_about_those_not_chosen_moves_a_byte_where_the_chosen_one_is_shown(told: Scenario) -> None:
    kept = {id: told.option(id) for id in ("ann", "cyd")}
    changed = with_others_changed(told, kept)
    for shown in ("scores", "reasons"):
        assert summaries(changed, shown)["ann"] == summaries(told, shown)["ann"]
    reasonless = told.option("cyd")
    ratings = {path: replace(rating, because="CHANGED") for path, rating in reasonless.ratings.items()}
    other = replace(told, options=tuple(replace(o, ratings=ratings) if o.id == "cyd" else o for o in told.options))
    assert summaries(other, "scores")["ann"] == summaries(told, "scores")["ann"]
    assert summaries(other, "reasons")["ann"] != summaries(told, "reasons")["ann"]


@pytest.mark.parametrize("name", sorted(set(PRIVATE) - {"answers", "decision", "outcome"}))
def test_nothing_that_is_the_buyers_moves_a_byte_of_a_summary(name: str) -> None:
    assert summaries(replace(SAMPLE, **{name: PRIVATE[name]})) == summaries(SAMPLE)


def test_of_a_decision_only_who_was_chosen_and_when_is_told(told: Scenario) -> None:
    bare = replace(told, decision=RecordedDecision("cyd", datetime.date(2026, 11, 20)), outcome=None)
    assert summaries(bare) == summaries(told)


def test_evaluations_are_in_the_record_for_the_buyer_and_in_no_summary() -> None:
    from decision.model.evaluation import Consensus, Evaluation, Moderation, Score

    given = Evaluation(
        "PRIVATE-evaluator",
        "PRIVATE-role",
        datetime.date(2026, 11, 1),
        ratings={"ann.quality.speed": Score(Rating(Exact(4), "PRIVATE-reason", "PRIVATE-source"))},
        moderated=(Moderation("ann.quality.speed", Exact(5), "PRIVATE-moderation", by="PRIVATE-chair"),),
    )
    agreed = Consensus(
        Rating(Exact(6), "PRIVATE-consensus"), "PRIVATE-by", dissent={"PRIVATE-evaluator": "PRIVATE-dissent"}
    )
    scenario = replace(SAMPLE, evaluations=(given,), consensus={"ann.quality.speed": agreed})
    files = export_folder(scenario, "pack", settings=Settings(names=True))
    record = files["for-the-buyer/moderation-record.md"].decode()
    for mark in ("evaluator", "role", "reason", "moderation", "chair", "consensus", "dissent"):
        assert f"PRIVATE-{mark}" in record
    assert summaries(scenario) == summaries(SAMPLE)
    lettered = export_folder(scenario, "pack")
    shown = lettered["for-the-buyer/moderation-record.md"] + unpacked(lettered["for-the-buyer/moderation-record.docx"])
    assert b"PRIVATE-evaluator" not in shown
    assert b"PRIVATE-reason" in shown


def test_a_correlation_between_two_options_moves_no_byte() -> None:
    from decision.model.contents import Dependence

    tied = replace(SAMPLE, dependence=Dependence(0.4, (("ann.price", "ann.quality.care", 0.5),)))
    assert summaries(tied) == summaries(SAMPLE)


def test_an_excluded_option_is_told_which_requirement_and_how_that_was_decided(told: Scenario) -> None:
    text = export_folder(told, "pack")["summaries/bob.md"].decode()
    assert "## Why it is out" in text
    assert (
        "- Requirement R1 is held not to be met: It must be encrypted. How that was decided: OWN-bob-r1 "
        "(OWN-bob-r1-source)" in text
    )
    short = SAMPLE.with_rating("ann", "quality.care", Rating(Exact(1)))
    assert (
        "- Its Quality › Care of 1 is below the minimum of 2."
        in export_folder(short, "pack")["summaries/ann.md"].decode()
    )


def test_what_would_have_earned_more_is_said_by_the_descriptions_of_better_ratings(told: Scenario) -> None:
    text = export_folder(told, "pack")["summaries/ann.md"].decode()
    part = text[text.index("### Quality › Speed") : text.index("### Quality › Care")]
    assert "7 means: quick" in part
    assert "9 means: very quick" in part
    assert "slow" not in part
    assert "10 would have earned the 8.0 points that are missing." in part
    assert "Rated: 6 (5 to 7). Why: OWN-ann-speed" in part


def test_without_a_decision_nothing_is_chosen_and_nobody_can_be_shown() -> None:
    assert "Nothing is decided yet." in export_folder(SAMPLE, "pack")["summaries/ann.md"].decode()
    with pytest.raises(DecisionError, match=r"no decision is recorded, so no option is chosen; record one with decide"):
        export_folder(SAMPLE, "pack", settings=Settings(show_chosen="scores"))
    with pytest.raises(DecisionError, match=r"nothing is shown by all; use one of none, scores, reasons"):
        export_folder(SAMPLE, "pack", settings=Settings(show_chosen="all"))


def test_the_buyer_is_told_where_a_reason_names_another_option_or_is_missing() -> None:
    own = SAMPLE.with_rating("ann", "price", Rating(Exact(300), "Dearer than bob's offer."))
    silent = own.with_rating("cyd", "price", Rating(Exact(300)))
    found = to_read_before_sending(silent)
    assert found == ["Ann's offer: what is said of Price names Bob's offer.", "Cyd's offer: Price has no reason."]
    assert "names Bob's offer" in export_folder(silent, "pack")["for-the-buyer/read-me.md"].decode()


def test_the_same_decision_gives_the_same_bytes() -> None:
    assert export_folder(PORTAL, "pack") == export_folder(PORTAL, "pack")


def test_a_summary_claims_nothing_of_the_law(told: Scenario) -> None:
    for content in summaries(told, "reasons").values():
        assert b"It does not claim to be all that any rule asks to be told." in content
        assert b"compl" not in content.lower().split(b"word/")[0]  # comply, compliant, complies
