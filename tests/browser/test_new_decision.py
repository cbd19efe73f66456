"""A newcomer with a table and no file: pasted cells, a look, a correction, and the first answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import decision
from decision.files.new_decision import NewDecision, new_text
from decision.files.reader import read_scenario
from decision.files.tables.scenario import scenario_of
from decision.files.tables.tables import table_grid, understand
from decision.files.tables.understanding import Choices
from decision.outputs.words.scoring import headline
from tests.browser.conftest import once, sync_api
from tests.browser.test_app import download, expect_result, headline_of
from tests.files.tables.test_workbooks import with_part, workbook
from tests.ui.conftest import HOSTILE

Visit = Callable[..., Any]
expect = sync_api.expect

TABLE = """Criteria\tWeight\tProject A\tProject B\tProject C\tProject D
Environment\t3\t4\t3\t1\t4
Feasibility\t5\t5\t5\t3\t5
Cost\t5\t5\t1\t4\t2
Time\t3\t3\t4\t3\t2
Innovation\t2\t3\t5\t5\t2
Total\t\t65\t61\t57\t57
"""


def paste(page: Any, table: str, answered: str) -> None:
    """Bring a table, and wait for what is said of it."""
    page.locator(".st-key-menu button").first.click()
    page.get_by_role("button", name="New decision").click()
    page.get_by_text("Bring a table", exact=True).click()
    cells = page.get_by_label("Paste cells here")
    cells.fill(table)
    page.get_by_role("button", name="Read the table").click()  # which is what leaves the field
    expect(page.get_by_text(answered)).to_be_visible()


def begin(page: Any, title: str) -> None:
    field = page.get_by_label("What do you decide?")
    field.fill(title)
    field.press("Enter")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_pasted_table_gives_a_first_answer_that_outlasts_a_reload_and_is_saved(visit: Visit) -> None:
    page = visit()
    paste(page, TABLE, "The sheet says 65 for Project A; its own figures give 77 (weights times ratings, summed).")
    begin(page, "Which project?")
    scenario = scenario_of(understand(table_grid(TABLE.encode(), "table"), Choices("Which project?")))
    expect_result(page, scenario)
    expect(once(page.get_by_text("Not yet downloaded"))).to_be_visible()
    page.reload()
    expect(headline_of(page)).to_have_text(headline(decision.evaluate(scenario)))
    page.get_by_role("button", name="Save as YAML").click()
    name, content = download(page, "Download the YAML file")
    assert name == "which-project.yaml"
    assert b"# The sheet says 65 for Project A" in content
    saved = read_scenario(content, name)
    assert [option.score for option in decision.evaluate(saved).options] == [
        option.score for option in decision.evaluate(scenario).options
    ]


def test_undo_brings_back_what_was_open(visit: Visit) -> None:
    page = visit()
    before = headline_of(page).text_content()
    paste(page, TABLE, "The sheet says 65 for Project A")
    begin(page, "Which project?")
    expect(headline_of(page)).not_to_have_text(before)
    page.get_by_role("button", name="Undo").click()
    expect(headline_of(page)).to_have_text(before)
    page.get_by_role("button", name="Redo").click()
    expect(headline_of(page)).not_to_have_text(before)


def test_a_cell_is_set_right_by_typing_into_it(visit: Visit) -> None:
    page = visit()
    paste(page, TABLE.replace("Cost\t5\t5", "Cost\t5\tfairly good"), "C4: “fairly good” is not understood as a figure")
    page.wait_for_function("document.querySelector('[data-testid=data-grid-canvas]').width > 0")
    page.locator(".stDataFrameGlideDataEditor").first.click(
        position={"x": 30, "y": 35 * 3.5}
    )  # the name in the third row; its ratings begin five to the right
    chosen = page.locator("[data-testid=data-grid-canvas] [aria-selected=true]")
    for column in range(5):
        at = chosen.get_attribute("aria-colindex")
        page.keyboard.press("ArrowRight", delay=50)
        expect(chosen, f"after {column} to the right").not_to_have_attribute("aria-colindex", str(at))
    expect(chosen).to_have_text("fairly good")
    page.keyboard.type("5")
    expect(page.locator("#portal textarea")).to_have_value("5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is not understood as a figure")).to_have_count(0)
    begin(page, "Which project?")
    expect_result(page, scenario_of(understand(table_grid(TABLE.encode(), "table"), Choices("Which project?"))))


def test_whatever_cells_hold_is_shown_and_not_acted_on(visit: Visit) -> None:
    page = visit()
    table = f"Criteria\tWeight\t{HOSTILE}\tB\n{HOSTILE}\t1\t4\t3\nFit\t1\t{HOSTILE}\t3\n"
    paste(page, table, "C3:")
    expect(page.locator("table th", has_text="evil.example")).not_to_have_count(
        0
    )  # the grid's words for those who hear it
    assert page.locator("script", has_text="alert(1)").count() == 0
    assert page.get_by_role("dialog").locator("img, a[href*=evil]").count() == 0
    assert page.get_by_role("button", name="Download as CSV").count() == 0


def test_two_answers_give_a_first_answer(visit: Visit) -> None:
    page = visit()
    page.locator(".st-key-menu button").first.click()
    page.get_by_role("button", name="New decision").click()
    page.get_by_text("Answer a few questions", exact=True).click()
    expect(page.get_by_text("No product does 60 %", exact=True)).to_be_visible()  # the other way has a title field too
    field = page.get_by_label("What do you decide?")
    field.fill("Which portal?")
    field.press("Enter")
    page.get_by_text("No product does 60 %", exact=True).click()
    page.get_by_text("Yes, a team that stays", exact=True).click()
    expect(page.get_by_text("Buy begins with Flexibility 3,")).to_be_visible()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    text = new_text(
        NewDecision("Which portal?", catalogue="patient-facing", answers={"product": "none", "team": "lasting"})
    )
    expect_result(page, read_scenario(text.encode(), "which-portal.yaml"))


def test_whatever_spreadsheet_is_brought_gets_a_clear_word_or_a_right_result(visit: Visit) -> None:
    """One walk in one dialog: each table replaces the one before, and the last is begun."""
    page = visit()
    before = headline_of(page).text_content()
    page.locator(".st-key-menu button").first.click()
    page.get_by_role("button", name="New decision").click()
    page.get_by_text("Bring a table", exact=True).click()
    dialog = page.get_by_role("dialog")
    rtl = "\u05e2\u05dc\u05d5\u05ea \u202eabc"
    two_heads = "\tWeight\tVendor A\t\tVendor B\t\n\t\tScore\tWeighted\tScore\tWeighted\nFit\t3\t4\t12\t3\t9\nReach\t2\t1\t2\t5\t11\n"
    for name, brought, told in (
        ("long", f"Criteria\tWeight\t{'x' * 300}\tB\nFit\t1\t4\t3\n", "2 options, 1 criteria."),
        ("too long", f"Criteria\tWeight\t{'x' * 1_001}\tB\nFit\t1\t4\t3\n", "is a name of more than 1,000 characters"),
        ("twice", "Criteria\tWeight\tA\tA\nFit\t1\t4\t3\nFit\t2\t1\t5\n", "2 options, 2 criteria."),
        ("right to left", f"Criteria\tWeight\t{rtl}\tB\n{rtl}\t1\t4\t3\n", "2 options, 1 criteria."),
        ("blank columns", "Criteria\t\tWeight\t\tA\t\tB\nFit\t\t1\t\t4\t\t3\n", "2 options, 1 criteria."),
        ("two heads", two_heads, "The sheet says 11 for Vendor B on Reach; its own figures give 10"),
        (
            "merged.xlsx",
            workbook(change=lambda _, sheet: sheet.merge_cells("C2:D2")),
            "is merged with the cells up to D2",
        ),
        ("formula.xlsx", workbook(change=_with_a_formula), "is a formula whose result is not in the file"),
        ("bomb.xlsx", with_part(workbook(), "xl/media/big.xml", b"\0" * 70_000_000), "which is not opened"),
        ("macro.xlsm", with_part(workbook(), "xl/vbaProject.bin", b"macro"), "they are neither run nor kept"),
    ):
        if isinstance(brought, str):
            page.get_by_label("Paste cells here").fill(brought)
            page.get_by_label("Paste cells here").press("Tab")
        else:
            dialog.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": brought})
        expect(dialog.get_by_text(told).first, name).to_be_visible()
        assert page.get_by_test_id("stException").count() == 0
        assert "Traceback" not in dialog.inner_text()
    begin(page, "Which vendor?")
    expect(headline_of(page)).not_to_have_text(before)
    page.get_by_role("button", name="Undo").click()
    expect(headline_of(page)).to_have_text(before)  # nothing was lost on the way


def _with_a_formula(_: Any, sheet: Any) -> None:
    sheet["C2"] = "=2+2"
