"""What was changed, in every form that tells it; texts stay texts."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from decision.analysis.scoring import evaluate
from decision.files.enclosed_in import enclosed_in
from decision.files.enclosure import enclosure_text
from decision.files.trail_document import trail_of_text, trail_text
from decision.model.errors import DecisionError
from decision.model.trail import FigureChange, Step, Trail
from decision.outputs.files.export import Figures, export, export_folder
from decision.outputs.tables.trail import trail_table
from decision.outputs.words.trail import figure_in_words, trail_in_words
from decision.verification.verification import verify
from tests.outputs.samples import MINIMAL, PORTAL, THREE_LEVELS

NOON = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
WHY = '=HYPERLINK("http://x") <b>|'
TRAIL = (
    Trail(NOON, MINIMAL.fingerprint)
    .noted([FigureChange("weights.fit", "20", "30")], NOON, who="Ann")
    .with_reason(0, WHY)
    .noted([FigureChange("left_out.options.buy", None, "true")], NOON)
    .noted([FigureChange("left_out.options.buy", "true", None)], NOON, Step.UNDONE)
)
FIGURES = Figures(evaluate(MINIMAL), None, None, "Not asked for.")


def exported(ending: str, trail: Trail | None = TRAIL, form: str = "table") -> bytes:
    return export(MINIMAL, ending, figures=FIGURES, form=form, trail=trail)


def test_the_workbook_lists_every_change_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported(".xlsx")))["Trail"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0] == ["When (UTC)", "What", "From", "To", "Step", "Why", "By", "Path in the file"]
    assert rows[1] == ["2026-11-26 12:00:00", "Weight of Fit", "20", "30", None, WHY, "Ann", "weights.fit"]
    assert rows[2][1:5] == ["Buy", "counts", "left out", None]
    assert rows[3][1:5] == ["Buy", "left out", "counts", "undone"]
    assert sheet["F4"].data_type == "s"


def test_markdown_and_memo_tell_them_too_and_nothing_is_told_where_no_file_was_opened() -> None:
    row = '| 2026-11-26 12:00:00 | Weight of Fit | 20 | 30 |  | =HYPERLINK("http&#58;//x") \\<b\\>\\| | Ann |'
    assert row in exported(".md").decode()
    for form in ("table", "memo"):
        assert "What was changed" in exported(".md", form=form).decode()
        assert "What was changed" not in exported(".md", None, form).decode()
    assert b"&lt;b&gt;|" in exported(".html", form="memo")
    assert "Trail" not in openpyxl.load_workbook(io.BytesIO(exported(".xlsx", None))).sheetnames


def test_the_same_trail_gives_the_same_bytes() -> None:
    for form, ending in (("table", ".xlsx"), ("table", ".md"), ("memo", ".html")):
        assert exported(ending, form=form) == exported(ending, form=form)


def test_no_summary_of_an_option_tells_what_was_changed() -> None:
    files = export_folder(MINIMAL, "pack", FIGURES, trail=TRAIL)
    assert files
    for name, content in files.items():
        if name.startswith("summaries/") and name.endswith(".md"):
            assert b"HYPERLINK" not in content, name
    assert b"HYPERLINK" in files["for-the-buyer/moderation-record.md"]


def test_what_is_told_is_held_against_what_was_enclosed() -> None:
    asked = {"missing": FIGURES.missing, "trail": trail_text(TRAIL)}
    enclosed = enclosure_text(MINIMAL, "memo", ".html", asked)
    page = export(MINIMAL, ".html", figures=FIGURES, form="memo", trail=TRAIL, enclosed=enclosed)
    assert verify(enclosed_in(page, "x.html"), page, "x.html").findings == ()
    forged = page.replace(b'<td class="words">30</td>', b'<td class="words">31</td>').replace(b">30<", b">31<")
    assert forged != page
    assert verify(enclosed_in(forged, "x.html"), forged, "x.html").findings


@pytest.mark.parametrize("text", ["", "7", "{}", '{"begun": null, "fingerprint": "", "forgotten": 0, "entries": [7]}'])
def test_what_is_no_trail_is_refused(text: str) -> None:
    assert trail_of_text(trail_text(TRAIL)) == TRAIL
    with pytest.raises(DecisionError, match="trail"):
        trail_of_text(text)


# --- words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("weights.integration", "Weight of Integration"),
        ("options.buy.ratings.fit", "Buy a portal, Fit with patients and staff"),
        ("options.buy.requirements.K04", "Buy a portal, requirement K04"),
        ("options.buy.name", "Option buy"),
        ("criteria.fit.minimum", "Fit with patients and staff: minimum"),
        ("criteria.cost.outside", "Cost: what lies outside the scale"),
        ("requirements.K04.text", "Requirement K04"),
        ("left_out.criteria.fit", "Fit with patients and staff"),
        ("options.gone.ratings.lost", "gone, lost"),
        ("what.ever", "what.ever"),
    ],
)
def test_a_figure_is_called_by_its_names(what: str, words: str) -> None:
    assert figure_in_words(PORTAL, what) == words


def test_a_part_is_called_with_what_it_is_a_part_of() -> None:
    assert figure_in_words(THREE_LEVELS, "criteria.a.parts.y.parts.p.worst") == "A › Y › P: worst"
    assert figure_in_words(THREE_LEVELS, "weights.a.y") == "Weight of A › Y"


def test_how_much_was_changed_is_said_with_what_is_no_longer_listed() -> None:
    begun = "since 2026-11-26 12:00:00 UTC, when the file with fingerprint abc was opened"
    assert trail_in_words(Trail()) == ""
    assert trail_in_words(Trail(NOON, "abc")) == f"Nothing was changed {begun}."
    assert trail_in_words(Trail(NOON, "abc", TRAIL.entries[:1])) == f"1 change {begun}."
    assert trail_in_words(Trail(NOON, "abc", TRAIL.entries, 2)) == (
        f"5 changes {begun}. There is a bound to what is kept: the earliest 2 are not listed. "
        "2 of those listed bear no reason."
    )
    assert trail_table(MINIMAL, Trail()) is None
