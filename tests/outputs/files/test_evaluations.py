"""Evaluations leave under letters, side by side, with a record that can be defended; quality is judged without prices."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from decision.analysis.merging import merged
from decision.files.enclosure import enclosure_text
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError
from decision.model.evaluation import Evaluation, Score
from decision.model.evaluation_names import as_letters
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.files.evaluations_markdown import record_markdown
from decision.outputs.files.export import FORMS, FileForm, Settings, export, export_folder, figures_of
from decision.outputs.tables.evaluations import evaluations_dict, evaluations_table
from decision.outputs.text.evaluations import evaluations_text
from tests.files.filled.filling import SCENARIO, TEXT, head_row, scoring, workbook
from tests.outputs.files.recalculation import needs_libreoffice, recalculated

EVALUATED = read_scenario(
    (
        TEXT
        + """\
evaluations:
  - by: Dana Okafor
    role: Head of safety
    on: 2026-11-20
    interests: None.
    ratings:
      buy.fit: {rating: 8, because: Shown in the demo., evidence: demo, source: "Offer, p. 12", at: "14:42"}
      build.fit: 4
    moderated:
      - {of: buy.fit, from: 8, to: 6, because: The export was not shown., by: Xenia Chair, on: 2026-11-25}
  - {by: Bob Marley, ratings: {buy.fit: {rating: 3, because: "=1+1 is slow"}, build.fit: {low: 3, high: 5}}}
  - {by: Cy Twombly, interests: Holds shares., ratings: {buy.fit: 6, build.fit: unknown}}
consensus:
  buy.fit: {rating: 6, because: No export was shown., by: Xenia Chair, on: 2026-11-25, dissent: {Bob Marley: Three at most.}}
"""
    ).encode(),
    "x.yaml",
)
NAMES = ("Dana", "Okafor", "Bob", "Marley", "Cy Twombly", "Xenia", "Head of safety")


def sheets(raw: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    return {each.title: [[cell.value for cell in row] for row in each.iter_rows()] for each in book.worksheets}


def all_text(raw: bytes) -> str:
    return "\n".join(str(x) for rows in sheets(raw).values() for row in rows for x in row if x is not None)


def test_median_range_and_dissent_follow_the_rule_that_is_stated() -> None:
    of = {each.cell: each for each in merged(EVALUATED)}
    fit = of["buy.fit"]
    assert (fit.median, fit.low, fit.high) == (6, 3, 6)  # what moderation made of 8 counts
    assert fit.dissenting == ("Bob Marley",)  # 3 from 6, on a scale of 10
    assert fit.near == pytest.approx(2 / 3) and not fit.should_talk  # for it is agreed on
    build = of["build.fit"]
    assert (build.median, build.low, build.high, build.near) == (4, 4, 4, 1)  # a range counts as its expectation
    assert build.dissenting == () and len(build.given) == 3


def test_who_wrote_down_another_view_dissents_however_near() -> None:
    agreed = EVALUATED.consensus["buy.fit"]
    named = replace(EVALUATED, consensus={"buy.fit": replace(agreed, dissent={"Cy Twombly": "Not on this evidence."})})
    (fit,) = (each for each in merged(named) if each.cell == "buy.fit")
    assert fit.dissenting == ("Bob Marley", "Cy Twombly")


def test_letters_take_the_place_of_names_and_roles_everywhere() -> None:
    table = evaluations_table(as_letters(EVALUATED))
    assert table is not None
    said = [
        evaluations_text(table),
        record_markdown(table),
        str(evaluations_dict(as_letters(EVALUATED))),
        enclosure_text(EVALUATED, "table", ".xlsx"),
        all_text(workbook(EVALUATED)),
    ]
    figures = figures_of(EVALUATED, simulated=False)
    for form in FORMS:
        if isinstance(form, FileForm) and form.ending in (".csv", ".md", ".html"):
            said.append(export(EVALUATED, form.ending, form=form.name, figures=figures).decode("utf-8-sig"))
    for text in said:
        assert not [name for name in NAMES if name in text]
    by_name = evaluations_table(EVALUATED)
    assert by_name is not None
    for text in (record_markdown(by_name), all_text(workbook(EVALUATED, names=True))):
        assert not [name for name in NAMES if name not in text]


def test_the_record_tells_every_score_its_reason_and_what_became_of_it() -> None:
    table = evaluations_table(EVALUATED)
    assert table is not None
    text = record_markdown(table)
    for said in (
        (
            "| Dana Okafor | 8 | Shown in the demo. | demo | Offer, p. 12 | 2026-11-20 14:42 | From 8 to 6 on 25 November 2026 by "
            "Xenia Chair: The export was not shown. |"
        ),
        (
            "Agreed on 25 November 2026 by Xenia Chair: 6, which is not the rating yet: that is 5 to 8. Why: No export "
            "was shown."
        ),
        "Another view: Bob Marley: Three at most.",
        "| Bob Marley |  |  | nothing declared | 2 |",
        "No declaration of interests is kept of Bob Marley.",
    ):
        assert said in text, said


def test_the_workbook_shows_ratings_side_by_side_and_no_reason_as_a_formula() -> None:
    found = sheets(workbook(EVALUATED))
    rows = [[x for x in row if x is not None] for row in found["Consensus"]]
    buy = next(row for row in rows if "buy.fit" in row)
    assert buy[:5] == ["Fit", "Buy one", 6, 3, 6]
    assert buy[-4:] == ["A: Shown in the demo.\nB: =1+1 is slow", 6, "No export was shown.", "B: Three at most."]
    record = [" | ".join(str(x) for x in row if x is not None) for row in found["Moderation"]]
    assert any("A | 8 | 6 | Shown in the demo. | demo | Offer, p. 12 | 2026-11-20 14:42" in row for row in record)
    assert any("A | Moderation: From 8 to 6 on 25 November 2026 by moderator: The export was" in row for row in record)
    assert found["Evaluators"][4][:4] == ["A", None, "2026-11-20", "None."]


@needs_libreoffice
def test_median_range_and_share_are_formulas_that_say_what_trilemma_says(tmp_path: Path) -> None:
    book = recalculated({"evaluated": workbook(EVALUATED)}, tmp_path)["evaluated"]
    sheet = book["Consensus"]
    heads = {cell.value: cell.column for cell in sheet[head_row(sheet)]}
    of = {each.cell: each for each in merged(EVALUATED)}
    for row in range(head_row(sheet) + 1, sheet.max_row + 1):
        each = of.get(sheet.cell(row, heads["Key"]).value)
        shown = [sheet.cell(row, heads[name]).value for name in ("Median", "Range", "Close")]
        if each is None:
            assert shown in ([None] * 3, [""] * 3)
        else:
            assert each.low is not None and each.high is not None
            assert shown == pytest.approx([each.median, each.high - each.low, each.near], abs=1e-9)
    verdicts = [row[5].value for row in book["Check"].iter_rows(min_row=5)]
    assert set(verdicts) == {"OK"}


# --- scoring sheets -----------------------------------------------------------------------------------------------


def marked(scenario: Scenario) -> Scenario:
    """The decision with a marked text in every field that no evaluator of quality should see."""
    cell = f"{scenario.options[0].id}.fit"
    options = [
        replace(
            option,
            about="MARK about",
            ratings={
                path: replace(rating, because="MARK reason", source="MARK source")
                for path, rating in option.ratings.items()
            },
        )
        for option in scenario.options
    ]
    others = Evaluation("MARK evaluator", "MARK role", interests="MARK", ratings={cell: Score(Rating(_SEVEN, "MARK"))})
    return replace(scenario, about="MARK", owner="MARK", options=tuple(options), evaluations=(others,))


_SEVEN = SCENARIO.option("buy").ratings["fit"].estimate


def test_sheets_for_quality_hold_no_price_and_nothing_that_others_said() -> None:
    scenario = marked(SCENARIO)
    figures = figures_of(scenario, simulated=False)
    settings = Settings(evaluators="A,B", leave_out="safety.later")
    raw = export(scenario, ".xlsx", figures=figures, form="scoring", settings=settings)
    text = all_text(raw)
    assert "MARK" not in text and "MARK" not in str(openpyxl.load_workbook(io.BytesIO(raw)).properties)
    for hidden in ("Cost", "Fee", "400000", "900000", "100000", "Later", "Enclosed"):
        assert hidden not in text
    assert set(sheets(raw)) == {"Scoring A", "Scoring B"}
    assert all(sheet.sheet_state == "visible" for sheet in openpyxl.load_workbook(io.BytesIO(raw)))


def test_each_evaluator_gets_a_workbook_with_no_other_name_in_it() -> None:
    figures = figures_of(SCENARIO, simulated=False)
    files = export_folder(SCENARIO, "scoring", figures, settings=Settings(evaluators="Ann/Lee, =Bo,Ann/Lee"))
    assert list(files) == ["Scoring Ann_Lee.xlsx", "Scoring =Bo.xlsx"]
    assert "=Bo" not in all_text(files["Scoring Ann_Lee.xlsx"])
    cell = next(row[1] for row in sheets(files["Scoring =Bo.xlsx"])["Scoring =Bo"] if row[0] == "Evaluator")
    assert cell == "=Bo"
    shown = openpyxl.load_workbook(io.BytesIO(files["Scoring =Bo.xlsx"]))["Scoring =Bo"]["B3"]
    assert shown.data_type == "s"


def test_what_cannot_be_handed_out_is_refused() -> None:
    figures = figures_of(SCENARIO, simulated=False)
    with pytest.raises(DecisionError, match="nobody is named"):
        export_folder(SCENARIO, "scoring", figures)
    with pytest.raises(DecisionError, match='fti is not a criterion; did you mean "fit"'):
        scoring(leave_out="fti")
    with pytest.raises(DecisionError, match="no criterion is left to be scored"):
        scoring(leave_out="fit,safety")


def test_the_same_decision_gives_the_same_bytes() -> None:
    assert workbook(EVALUATED) == workbook(EVALUATED)
    assert scoring(evaluators="A") == scoring(evaluators="A")
