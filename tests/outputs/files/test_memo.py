"""The memo: what it tells follows from the results, and no part is silently missing."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from decision.analysis.scoring import evaluate
from decision.files.library import Library
from decision.files.reader import load, read_scenario
from decision.model.contents import Option
from decision.model.estimate import Exact, ThreePoint
from decision.model.evaluation import Consensus, Evaluation, Score
from decision.model.rating import Rating
from decision.model.readiness import CauseState
from decision.model.record import RecordedDecision, Trigger
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.structure.readiness import adding_condition, adding_measure, settling_cause
from decision.outputs.files.export import Figures, export, figures_of
from decision.outputs.files.material import Material
from decision.outputs.files.memo.memo import memo
from decision.outputs.files.paper.blocks import Bullets, Grid, Heading, Paragraph, Picture
from decision.outputs.files.paper.docx import docx_paper
from decision.outputs.words.expectation import points_of_what
from decision.outputs.words.figures import money
from decision.outputs.words.memo import money_criteria, most_of_the_weight, spoken_for, were_it_not_out
from decision.outputs.words.scoring import lead_in_points, shown_lead
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


# --- how much there is room for --------------------------------------------------------------------------------------


def large(options: int = 12, criteria: int = 14, chosen: str = "v11") -> Scenario:
    """More options and criteria than a memo has room for; the last option is the worst, and the one chosen."""
    names = [f"c{k}" for k in range(criteria)]
    scales = ", ".join(f"{name}: {{worst: 0, best: 10, name: Criterion {name} of some length}}" for name in names)
    rated = "".join(
        f"  v{m}: {{name: Vendor {m} Ltd, ratings: {{"
        + ", ".join(
            f"{name}: {{low: {0.4 * (options - m)}, mode: {0.4 * (options - m) + 2}, high: {0.4 * (options - m) + 5}}}"
            for name in names
        )
        + "}}\n"
        for m in range(options)
    )
    return read_scenario(
        f"format: 1\ntitle: Many\nquestion: Which?\ndate: 2026-11-01\ncriteria: {{{scales}}}\noptions:\n{rated}"
        f"weights: {{{', '.join(f'{name}: {k + 1}' for k, name in enumerate(names))}}}\n"
        f"decision: {{chosen: {chosen}, because: Ours.}}\nsimulation: {{draws: 400, seed: 1}}\n".encode(),
        "many.yaml",
    )


@pytest.fixture(scope="module")
def many() -> Material:
    scenario = large()
    return Material(scenario, figures_of(scenario))


def test_the_option_chosen_is_in_every_table_and_chart_however_far_behind_it_is(many: Material) -> None:
    grids = {block.caption: block for block in memo(many).blocks if isinstance(block, Grid)}
    shown = [row[0] for row in grids["Points and ranks, best first"].rows]
    assert shown == [f"Vendor {m} Ltd" for m in (0, 1, 2, 3, 4, 5, 6, 11)]
    pictures = [block for block in memo(many).blocks if isinstance(block, Picture)]
    assert len(pictures) == 3
    for picture in pictures[:2]:
        drawn = {row["option"] for row in picture.data if row.get("option")}
        told = {name for name in (f"Vendor {m} Ltd" for m in range(12)) if re.search(rf"{name}\b", picture.alternative)}
        assert "Vendor 11 Ltd" in drawn
        assert told == drawn
        assert len(drawn) == 5
        assert "5 of 12 options are drawn." in picture.more
    text = " ".join(parts_of(many.scenario, many.figures)["The result"])
    assert "The comparison has the other 4 options." in text
    assert "The comparison has the other 6 criteria." in parts_of(many.scenario, many.figures)["What we valued"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_large_decision_has_no_more_than_three_pages(many: Material, tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_bytes(docx_paper(memo(many)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "memo.docx")], check=True, capture_output=True)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "memo.pdf").read_bytes())
    assert 1 < len(pages) <= 3


def test_it_is_told_where_an_option_that_is_out_would_stand() -> None:
    told = parts_of(EXCLUDED)["What would reverse it"]
    evaluation = evaluate(EXCLUDED)
    lead = shown_lead(evaluation.option("extend").score, evaluation.option("buy").score)
    assert f"Buy is out. Were it in, as it is rated, Extend would lead it by {lead} points." in told
    assert not any("is out. Were it in" in each for each in parts_of(PORTAL)["What would reverse it"])
    ahead = MINIMAL.with_rating("build", "fit", Rating(Exact(1)))
    criteria = tuple(replace(each, minimum=2.0) if each.id == "fit" else each for each in ahead.criteria)
    cheap = replace(ahead.with_rating("build", "cost", Rating(Exact(10))), criteria=criteria)
    cheap = cheap.with_rating("build", "integration", Rating(Exact(10))).with_rating("build", "risk", Rating(Exact(10)))
    found = were_it_not_out(cheap, evaluate(cheap))
    assert len(found) == 1
    assert found[0].startswith("Build is out. Were it in, as it is rated, it would lead Extend by ")


def test_where_one_option_is_left_the_memo_does_not_say_that_nothing_can_change_that() -> None:
    failed = RequirementResult(Verdict.FAIL, "No export.")
    alone = EXCLUDED.with_requirement_result("build", "K04", failed)
    assert "There is one option left, so no weight puts another first." in " ".join(
        parts_of(alone)["What would reverse it"]
    )


def test_the_lead_in_the_chart_is_the_lead_in_the_sentence() -> None:
    close = read_scenario(
        b"""
format: 1
title: Close
criteria: {fit: {worst: 0, best: 100}}
options:
  a: {name: Ann, ratings: {fit: {low: 60.36, high: 66.36}}}
  b: {name: Bob, ratings: {fit: {low: 53.82, high: 59.82}}}
weights: {fit: 1}
""",
        "close.yaml",
    )
    found = Material(close, figures_of(close, draws=100))
    picture = [block for block in memo(found).blocks if isinstance(block, Picture)][-1]
    lead = next(row["text"] for row in picture.data if row["kind"] == "head_now")
    assert lead == "now +6.6"  # 63.4 less 56.8, as both are shown, although 63.36 less 56.82 is 6.54
    assert "Ann leads Bob by 6.6 points." in parts_of(close, found.figures)["The result"]
    assert lead_in_points(found.figures.evaluation) == "6.6"


def test_how_exact_points_are_is_said_without_powers_of_ten() -> None:
    evaluation = evaluate(MINIMAL)
    rough = replace(evaluation, options=tuple(replace(each, error=4.71e-5) for each in evaluation.options))
    assert points_of_what(rough) == "Expected points of 100, right to 0.000048 points."
    assert points_of_what(evaluation) == "Expected points of 100."
