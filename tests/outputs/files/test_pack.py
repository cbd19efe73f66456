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
from decision.model.line_names import LineNames, UsualLine
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
    "line_names": LineNames((UsualLine("PRIVATE-line", ("PRIVATE-word",)),), ("PRIVATE-product",)),
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


# --- what costs hang on ------------------------------------------------------------------------------------------------

DRIVEN = read_scenario(
    b"""
format: 1
title: A service
currency: EUR
horizon_years: 4
discount_rate: 0.03
drivers:
  patients: {name: Patients, unit: patients, now: {low: 100, mode: 200, high: 400}, growth: 0.1, because: PRIVATE-why}
  calls: {name: MARK-calls, unit: MARK-unit, now: {low: 700, high: 900}, because: PRIVATE-why, source: PRIVATE-source}
inflation: {low: 0.01, high: 0.03}
exchange: {USD: 0.9}
criteria: {cost: {name: Cost, kind: cost_plan, worst: 900000, best: 0}, fit: {name: Fit, worst: 0, best: 10}}
weights: {cost: 40, fit: 60}
options:
  ann:
    name: Ann's offer
    ratings:
      cost:
        upfront: {lines: {OWN-ann-line: {low: 5000, high: 9000}, moving: 1200}}
        yearly: {lines: {devices: {per: patients, tiers: [[0, {low: 20, high: 30}], [150, 10]], minimum: 3000}}}
        exit: 500
        savings: {per: patients, price: 3, from_year: 2}
        because: OWN-ann-cost
      fit: 6
  bob:
    name: Bob's offer
    ratings:
      cost:
        upfront: {lines: {OWN-bob-line: {amount: 4000, currency: USD}}}
        yearly: {lines: {OWN-bob-calls: {per: calls, price: {low: 2, high: 5}}}}
        because: OWN-bob-cost
      fit: {low: 5, high: 8, because: OWN-bob-fit}
""",
    "driven.yaml",
)


def test_a_cost_plan_is_told_line_by_line_and_the_lines_add_up_to_what_is_rated() -> None:
    from decision.analysis.scoring import evaluate
    from decision.outputs.tables.assessment import assessment

    evaluation = evaluate(DRIVEN)
    for option in ("ann", "bob"):
        cost = next(each for each in assessment(DRIVEN, evaluation, option).criteria if each.path == "cost")
        *lines, (last, total) = cost.made_of
        assert last == "In all"
        amounts = [float(shown.removesuffix(" EUR").replace(",", "")) for _, shown in lines]
        rated = evaluation.option(option).ratings["cost"]
        assert float(total.removesuffix(" EUR").replace(",", "")) == pytest.approx(rated, abs=0.501)
        assert sum(amounts) == pytest.approx(rated, abs=0.501 * (len(lines) + 1))
        assert cost.rating.startswith(total)
    text = export_folder(DRIVEN, "pack")["summaries/ann.md"].decode()
    assert "| On leaving | 481 EUR |" in text  # 500 · 1.02⁴ / 1.03⁴, and a little for the spread of inflation
    assert "| Savings | -" in text


def test_an_option_is_told_the_drivers_that_its_own_costs_hang_on_and_no_others() -> None:
    found = summaries(DRIVEN)
    told = (
        b"Counted with what is the same for every option. Patients: 217 (100 to 400) patients in year 1. Growth of "
        b"patients: 10 % a year. Inflation: 2 % (1 % to 3 %) a year."
    )
    assert told in found["ann"]
    assert b"MARK" not in found["ann"]
    assert b"Rate of USD" not in found["ann"]
    assert b"MARK-calls: 800 (700 to 900) MARK-unit in year 1" in found["bob"]
    assert b"Rate of USD: 0.9 EUR" in found["bob"]
    assert b"patients" not in found["bob"].replace(b"Ann", b"").lower()
    for id, other in (("ann", b"OWN-bob"), ("bob", b"OWN-ann")):
        assert other not in found[id]
        assert b"PRIVATE" not in found[id]


def test_nothing_of_another_options_costs_moves_a_byte_of_a_summary() -> None:
    bob = DRIVEN.option("bob")
    cheap = replace(bob, ratings={**bob.ratings, "cost": Rating(Exact(123_456.0), "CHANGED")})
    changed = replace(
        DRIVEN,
        options=tuple(cheap if each.id == "bob" else each for each in DRIVEN.options),
        drivers=tuple(each for each in DRIVEN.drivers if each.id == "patients"),
        exchange=(),
    )
    assert summaries(changed)["ann"] == summaries(DRIVEN)["ann"]


def test_what_was_changed_and_what_rooms_settled_is_the_buyers_alone() -> None:
    from decision.model.trail import FigureChange, Trail

    noon = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
    changes = [FigureChange("options.bob.ratings.price", "211", "199"), FigureChange("weights.price", "30", "40")]
    trail = Trail(noon, SAMPLE.fingerprint).noted(changes, noon, who="PRIVATE-hand").with_reason(0, "PRIVATE-moved")
    with_room = replace(SAMPLE, rooms=PRIVATE["rooms"])
    files = export_folder(with_room, "pack", trail=trail)
    bare = export_folder(SAMPLE, "pack")
    assert {name: files[name] for name in files if name.startswith("summaries/")} == {
        name: bare[name] for name in bare if name.startswith("summaries/")
    }
    assert "for-the-buyer/moderation-record.md" not in bare
    record = files["for-the-buyer/moderation-record.md"].decode()
    for mark in ("PRIVATE-hand", "PRIVATE-moved", "PRIVATE-room", "PRIVATE-other", "| 211 | 199 |", "| 30 | 40 |"):
        assert mark in record, mark
    document = unpacked(files["for-the-buyer/moderation-record.docx"])
    assert all(mark in document for mark in (b"PRIVATE-hand", b"PRIVATE-moved", b"PRIVATE-room"))


def test_the_buyer_is_told_where_a_reason_calls_another_option_by_a_short_name() -> None:
    named = {"ann": "Acme Health Ltd", "bob": "Borealis GmbH", "cyd": "The offer of Cyd"}
    options = tuple(replace(each, name=named[each.id]) for each in SAMPLE.options)
    scenario = replace(SAMPLE, options=options)
    assert to_read_before_sending(scenario) == []
    told = scenario.with_rating("cyd", "price", Rating(Exact(300), "Dearer than Acme, and The rest is offered."))
    assert to_read_before_sending(told) == ["The offer of Cyd: what is said of Price names Acme Health Ltd."]
    common = scenario.with_rating("ann", "price", Rating(Exact(300), "The price; no borealis."))
    assert to_read_before_sending(common) == []


def test_a_summary_of_an_excluded_option_does_not_say_that_points_decided(told: Scenario) -> None:
    text = export_folder(told, "pack")["summaries/bob.md"].decode()
    assert "So it could not be chosen, whatever its points." in text
    assert "It missed most points on these criteria" not in text
    assert "It missed most points on these criteria" in export_folder(told, "pack")["summaries/ann.md"].decode()


def test_points_are_not_said_to_have_decided_where_they_did_not(told: Scenario) -> None:
    from decision.analysis.scoring import evaluate

    scores = {each.id: points(each.score) for each in evaluate(told).options}
    ahead = replace(told, decision=RecordedDecision("ann", datetime.date(2026, 11, 20)))
    files = export_folder(ahead, "pack")
    assert (
        f"Cyd's offer has {scores['cyd']} points, Ann's offer, which was chosen, {scores['ann']}. Its summary tells "
        "what it missed points on, and not why it was not chosen: say that yourself."
    ) in files["for-the-buyer/read-me.md"].decode()
    assert "Bob's offer has" not in files["for-the-buyer/read-me.md"].decode()  # which is out
    assert float(scores["cyd"]) > float(scores["ann"])
    assert "say that yourself" not in export_folder(told, "pack")["for-the-buyer/read-me.md"].decode()
    text = files["summaries/cyd.md"].decode()
    assert "## What counted against it" in text
    assert "Why it was not chosen" not in text
