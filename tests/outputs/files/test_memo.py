"""The memo: what it tells follows from the results, and no part is silently missing."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pytest
from docx import Document

from decision.analysis.scoring import evaluate
from decision.files.library import Library
from decision.files.reader import load
from decision.model.contents import Option
from decision.model.estimate import Exact, ThreePoint
from decision.model.evaluation import Consensus, Evaluation, Score
from decision.model.rating import Rating
from decision.model.readiness import CauseState
from decision.model.record import RecordedDecision, Trigger
from decision.model.scenario import Scenario
from decision.model.structure.readiness import adding_condition, adding_measure, settling_cause
from decision.outputs.files.export import Figures, export, figures_of
from decision.outputs.files.material import Material
from decision.outputs.files.memo.memo import memo
from decision.outputs.files.paper.blocks import Bullets, Grid, Heading, Paragraph, Picture
from decision.outputs.words.figures import money
from decision.outputs.words.memo import money_criteria, most_of_the_weight, spoken_for
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, ROOT, THREE_LEVELS

FIGURES = figures_of(PORTAL)
DECIDED = replace(
    PORTAL,
    decision=RecordedDecision(
        "buy",
        datetime.date(2026, 12, 1),
        "the board",
        "Support was worth more to us.",
        review_by=datetime.date(2027, 6, 1),
        revisit=(Trigger("buy.fit", "Fit turns out worse", below=6.5),),
    ),
)


def parts_of(scenario: Scenario, figures: Figures | None = None) -> dict[str, list[str]]:
    """By heading, every text below it."""
    found: dict[str, list[str]] = {}
    for block in memo(Material(scenario, figures or figures_of(scenario))).blocks:
        match block:
            case Heading(text):
                texts = found.setdefault(text, [])
            case Paragraph(text):
                texts.append(text)
            case Bullets(items):
                texts += items
            case Grid():
                texts += [cell for row in (block.head, *block.rows) for cell in row]
            case Picture():
                texts += [block.alternative, block.more]
    return found


@pytest.fixture(scope="module")
def decided() -> dict[str, list[str]]:
    return parts_of(DECIDED, FIGURES)


def test_the_parts_stand_in_the_order_in_which_someone_asks_for_them(decided: dict[str, list[str]]) -> None:
    assert [each for each in decided if not each.startswith("Other price")] == [
        "The question",
        "The options",
        "What we valued",
        "The result",
        "The decision, and why",
        "How sure this is",
        "What would reverse it",
        "Money to commit to",
        "Dissent",
        "Requirements not shown",
        "The prediction to check later",
        "How this was made",
    ]


def test_the_decision_is_told_with_its_reason_and_what_speaks_against_it(decided: dict[str, list[str]]) -> None:
    told = decided["The decision, and why"]
    assert told[0] == "Buy was chosen on 1 December 2026 (the board)."
    assert any("Support was worth more to us." in each for each in told)
    assert any(each.startswith("Buy does not lead: Extend leads it by") for each in told)


def test_money_requirements_and_the_prediction_are_of_the_option_chosen(decided: dict[str, list[str]]) -> None:
    assert spoken_for(DECIDED, FIGURES.evaluation) == "buy"
    assert spoken_for(PORTAL, FIGURES.evaluation) == FIGURES.evaluation.leader == "extend"
    assert decided["Money to commit to"][0].startswith("Cost of Buy: ")
    assert any(
        each.startswith("Buy: 5 of 11 not shown (K04, K05, K06, K09, K11).")
        for each in decided["Requirements not shown"]
    )
    assert "K11" in decided["Requirements not shown"]
    assert decided["The prediction to check later"][0].startswith("What is expected of Buy")
    assert "By 1 June 2027, write what came" in decided["The prediction to check later"][0]


def test_money_is_that_of_the_draws() -> None:
    assert FIGURES.simulation is not None
    drawn = FIGURES.simulation.option("buy").ratings["cost"]
    told = parts_of(DECIDED, FIGURES)["Money to commit to"]
    assert f"${drawn.p50 / 1000:.0f}k" in told
    assert f"${drawn.p80 / 1000:.0f}k" in told
    assert money_criteria(PORTAL) == ["cost"]
    assert money_criteria(MINIMAL) == []
    assert "Money to commit to" not in parts_of(MINIMAL)


def test_the_prediction_has_the_quantiles_of_the_draws() -> None:
    assert FIGURES.simulation is not None
    drawn = FIGURES.simulation.option("buy").ratings["fit"]
    told = parts_of(DECIDED, FIGURES)["The prediction to check later"]
    start = told.index("Fit with patients and staff")
    assert [float(x) for x in told[start + 1 : start + 4]] == pytest.approx([drawn.p10, drawn.p50, drawn.p90], rel=0.01)


def test_what_would_reopen_the_decision_is_told_with_where_it_stands(decided: dict[str, list[str]]) -> None:
    told = decided["What would reverse it"]
    assert "Fit turns out worse" in told
    assert "not met" in told


def test_without_a_decision_the_memo_says_so() -> None:
    told = parts_of(PORTAL, FIGURES)["The decision, and why"]
    assert told == ["No decision is recorded yet. What follows is said of Extend, which leads."]


def test_views_that_would_choose_otherwise_are_dissent(decided: dict[str, list[str]]) -> None:
    assert decided["Dissent"][0] == (
        "Extend leads with the weights of the file, those of clinical and those of finance; "
        "Buy leads with those of patients."
    )
    alike = replace(PORTAL, views={"one": dict(PORTAL.views["clinical"])})
    assert parts_of(alike, FIGURES)["Dissent"] == [
        "Extend leads with the weights of the file, and with those of one as well."
    ]
    assert "no views" in parts_of(replace(PORTAL, views={}), FIGURES)["Dissent"][0]


def test_evaluators_who_do_not_share_what_was_agreed_are_dissent() -> None:
    given = Evaluation("A", ratings={"buy.fit": Score(Rating(Exact(3), "Patients were lost."))})
    agreed = Consensus(Rating(Exact(7), "Two of three finished."), dissent={"A": "I saw three give up."})
    scenario = replace(PORTAL, evaluations=(given,), consensus={"buy.fit": agreed})
    told = parts_of(scenario, FIGURES)["Dissent"]
    assert "Fit with patients and staff of Buy a portal: A: I saw three give up." in told


def test_conditions_and_measures_are_told() -> None:
    known = Library().launch_causes
    said = settling_cause(PORTAL, known, "no_owner", "buy", CauseState.HANDLED)
    said = adding_measure(adding_condition(said, known, "Somebody owns it"), known, "Calls")
    told = parts_of(said, FIGURES)["Conditions and measures"]
    assert {"Somebody owns it", "Calls"} <= set(told)


@pytest.mark.parametrize("scenario", [MINIMAL, EXCLUDED, THREE_LEVELS], ids=lambda scenario: scenario.title)
def test_other_decisions_have_memos_too(scenario: Scenario) -> None:
    told = parts_of(scenario)
    assert told["The result"]
    for option in scenario.options:
        assert any(option.name in each for each in told["The options"])


def test_where_nothing_can_be_chosen_the_memo_says_why() -> None:
    from decision.model.requirement import RequirementResult, Verdict

    out = RequirementResult(Verdict.FAIL, "No.")
    nobody = PORTAL
    for option in PORTAL.options:
        nobody = nobody.with_requirement_result(option.id, "K04", out)
    told = parts_of(nobody)
    assert told["The decision, and why"] == ["No decision is recorded, and no option can be chosen as things stand."]
    assert "Nothing leads, so nothing can be reversed." in told["What would reverse it"]
    assert evaluate(nobody).leader is None


def test_every_chart_of_a_document_has_its_words() -> None:
    document = Document(io.BytesIO(export(PORTAL, ".docx", figures=FIGURES)))
    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(said) == 3
    assert said[0].startswith("Points of each option, best first.")
    assert said[1].startswith("Scores of each option.")
    assert said[2].startswith("Lead of Extend over the best other")


def test_most_of_the_weight_is_held_by_the_fewest_criteria() -> None:
    assert (
        most_of_the_weight(PORTAL)
        == "Fit with patients and staff and Integration hold 50 % of the weight of 6 criteria."
    )


def test_the_years_of_cost_plans_are_told_as_the_money_page_tells_them() -> None:
    growing = load(ROOT / "scenarios" / "growing-programme.yaml")
    material = Material(growing, figures_of(growing, draws=2_000))
    costs = material.table.costs
    assert costs is not None
    cash = costs.cash
    assert cash is not None
    told = parts_of(growing, material.figures)["Money to commit to"]
    assert cash.paid_back and cash.scale
    assert set(cash.paid_back) | set(cash.scale) <= set(told)
    assert not set(cash.missing) & set(told)
    for row in cash.totals:
        start = told.index(row.name)
        assert told[start + 1 : start + 3] == [money(row.p50, "USD"), money(row.p80, "USD")]


def test_a_price_that_is_one_figure_has_no_years(decided: dict[str, list[str]]) -> None:
    flat = replace(PORTAL, options=tuple(_with_one_price(option) for option in PORTAL.options))
    told = parts_of(flat)["Money to commit to"]
    assert not any("paid back" in each or "pays back" in each for each in told)
    assert any("pays back" in each or "paid back" in each for each in decided["Money to commit to"])


def _with_one_price(option: Option) -> Option:
    return replace(option, ratings={**option.ratings, "cost": Rating(ThreePoint(300_000, 400_000, 900_000))})
