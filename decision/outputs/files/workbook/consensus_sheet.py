"""The sheet *Consensus*: the ratings of all evaluators side by side, how far apart they are, and what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from decision.analysis.merging import FEWEST_NEAR, Merged
from decision.analysis.stopping import go_on
from decision.model.estimate import Exact
from decision.model.evaluation import figure_of
from decision.model.scoring_sheet import (
    AGREED,
    CLOSE,
    CONSENSUS_TITLE,
    CRITERION,
    DATE,
    DISSENT,
    KEY,
    MEDIAN,
    MODERATOR_FIELD,
    OPTION,
    RANGE,
    TALK,
    WHY,
)
from decision.outputs.files.workbook.book import INPUT, OF_THE_ENGINE, Book, Cached
from decision.outputs.files.workbook.places import Places
from decision.outputs.files.workbook.scales_sheet import BEST, WORST
from decision.outputs.files.workbook.sheets import BAD, BAD_GROUND, NARROW, ROW, clean, head, height, intro, page, write
from decision.outputs.tables.comparison import CriterionRow
from decision.outputs.tables.evaluations import CellRow, EvaluationsTable
from decision.outputs.words.typed_ratings import estimate_as_typed

CONSENSUS = "Consensus"
_LETTERS = "ABCDEF"  # columns of a form in which nobody is yet
_ACROSS = 98  # characters of evaluators' columns on a page
_REASONS = "Reasons given"
_MOST_REASONS, _FEW, _LONGEST = 6, 4, 80  # reasons on one row, how many of more, and characters of each
_FIRST = 6
_HOW_TO_AGREE = (
    "Close is the share of evaluators within a tenth of the scale from the median; where fewer than three in four are, "
    "talk: the highest and the lowest first. Write what was agreed, and why, by reference to what was offered. Dissent "
    "is kept and not averaged away: a line for each, such as “C: would not go beyond 4”. What is agreed is brought into"
    " the file from here; it changes no score until it is taken over as a rating. Moderation has all reasons in full."
)


def consensus(book: Book, places: Places, rows: Sequence[CriterionRow], evaluated: EvaluationsTable | None) -> None:
    """Write the sheet; its evaluators' columns hold what they gave, or are there to be filled in where nobody did."""
    people = [] if evaluated is None else [each.by for each in evaluated.evaluators]
    sheet = _Sheet(book, places, people)
    sheet.write(rows, {} if evaluated is None else {each.merged.cell: each for each in evaluated.cells})


def _reasons(found: CellRow) -> str:
    """The reasons that were given, a line each: of many, those farthest from the median, for they talk first."""
    given = [score for score in found.scores if score.because]
    median = found.merged.median or 0.0
    far = sorted(given, key=lambda score: -1.0 if score.x is None else abs(score.x - median), reverse=True)
    chosen = far[:_FEW] if len(given) > _MOST_REASONS else given
    lines = [f"{score.by}: {_cut(' '.join(score.because.split()))}" for score in given if score in chosen]
    left = len(given) - len(chosen)
    return "\n".join([*lines, *([f"… and {left} more"] if left else [])])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


class _Sheet:
    """The sheet while it is written."""

    def __init__(self, book: Book, places: Places, people: Sequence[str]) -> None:
        self.book, self.places, self.people = book, places, people or list(_LETTERS)
        self.is_blank = not people
        self.wide = wide = 7 if all(len(each) <= 2 for each in self.people) else 10
        heads = (CRITERION, OPTION, MEDIAN, RANGE, CLOSE, TALK, KEY, _REASONS, AGREED, WHY, DISSENT)
        given = {
            clean(f"{name} (evaluator)" if name.strip() in heads else f"{name} "): (wide, "right")
            for name in self.people
        }
        stats = {MEDIAN: (8, "right"), RANGE: (8, "right"), CLOSE: (7, "right"), TALK: (6, "left"), KEY: (16, "left")}
        agreed = {_REASONS: (38, "left"), AGREED: (9, "right"), WHY: (26, "left"), DISSENT: (24, "left")}
        self.columns = {CRITERION: (16, "left"), OPTION: (13, "left"), **given, **stats, **agreed}
        self.at = {name: place for place, name in enumerate(self.columns)}
        self.first_given, self.last_given = 2, 1 + len(self.people)

    def write(self, rows: Sequence[CriterionRow], cells: Mapping[str, CellRow]) -> None:
        sheet = self.sheet = self.book.raw.add_worksheet(CONSENSUS)
        widths = [width for width, _ in self.columns.values()]
        breaks = self._breaks()
        across = (breaks or [len(widths)])[0]
        intro(self.book, sheet, CONSENSUS_TITLE, _HOW_TO_AGREE, sum(widths[2:across]), across, first=2)
        for place, (name, form) in enumerate(((MODERATOR_FIELD, "@"), (DATE, "yyyy-mm-dd")), start=2):
            sheet.merge_range(place, 2, place, 4, name, self.book.style(**ROW, bold=True, align="left"))
            change = self.book.style(**ROW, bg_color=INPUT, locked=False, align="left", num_format=form)
            sheet.merge_range(place, 5, place, 8, "", change)
            sheet.set_row(place, 20)
        head(self.book, sheet, _FIRST - 1, self.columns)
        place = _FIRST
        for row in rows:
            for m, option in enumerate(self.places.table.options):
                go_on()
                cell = f"{self.places.table.options[m].id}.{row.path}"
                self._row(place, row, option.name, cell, cells.get(cell))
                place += 1
        last = place - 1
        talk = {"type": "cell", "criteria": "==", "value": '"talk"'}
        shown = self.book.style(font_color=BAD, bg_color=BAD_GROUND, bold=True)
        column = self.at[TALK]
        sheet.conditional_format(_FIRST, column, last, column, {**talk, "format": shown})
        sheet.freeze_panes(_FIRST, 2)
        sheet.print_area(0, 0, last, len(widths) - 1)
        page(sheet, (_FIRST - 1, _FIRST - 1), widths, 2, breaks)

    def _breaks(self) -> list[int]:
        """Before which columns a new page begins."""
        if len(self.people) <= len(_LETTERS):
            return [self.at[_REASONS]]
        each = _ACROSS // self.wide
        pages = range(2 + each, 2 + len(self.people), each)
        return [*pages, self.at[MEDIAN], self.at[_REASONS]]

    def _row(self, place: int, row: CriterionRow, option: str, cell: str, found: CellRow | None) -> None:
        book, sheet, name = self.book, self.sheet, self.places.table.full_name(row)
        wrap = book.style(**ROW, text_wrap=True, align="left")
        for column, text in enumerate((name, option)):
            write(sheet, place, column, text, wrap)
        self._given(place, None if found is None else found.merged)
        self._figures(place, row.path, f"{name}, {option}", None if found is None else found.merged)
        key = book.style(**ROW, font_color=NARROW, align="left", indent=1, text_wrap=True)
        sheet.write_string(place, self.at[KEY], cell, key)
        reasons = "" if found is None else _reasons(found)
        write(sheet, place, self.at[_REASONS], reasons, wrap)
        self._agreed(place, found)
        texts = [(name, 16), (option, 13), (reasons, 38), (cell, 14)]
        if found is not None:
            texts += [(found.because, 26), ("\n".join(self._dissent(found)), 24)]
        sheet.set_row(place, max(30, height(texts)))

    def _given(self, place: int, each: Merged | None) -> None:
        change = self.book.style(**ROW, bg_color=INPUT, locked=False, num_format="0.##")
        known = self.book.style(**ROW, bg_color=OF_THE_ENGINE, num_format="0.##", align="right")
        given = {} if each is None else {one.by: one for one in each.given}
        for column, name in enumerate(self.people, start=self.first_given):
            if self.is_blank:
                self.sheet.write_blank(place, column, None, change)
            elif name not in given:
                self.sheet.write_blank(place, column, None, known)
            elif (x := given[name].x) is None:
                self.sheet.write_string(place, column, "unknown", known)
            else:
                self.sheet.write_number(place, column, x + 0.0, known)

    def _figures(self, place: int, path: str, what: str, each: Merged | None) -> None:
        corners = [xl_rowcol_to_cell(place, c, col_abs=True) for c in (self.first_given, self.last_given)]
        given = ":".join(corners)
        median, close = (xl_rowcol_to_cell(place, self.at[name], col_abs=True) for name in (MEDIAN, CLOSE))
        none = f"COUNT({given})=0"
        worst, best = self.places.scale(path, WORST), self.places.scale(path, BEST)
        tenth = f"(ABS({best}-{worst})/10+0.000000001)"
        near = f'COUNTIFS({given},">="&({median}-{tenth}),{given},"<="&({median}+{tenth}))/COUNT({given})'
        known = each is not None and each.median is not None
        spread = None if each is None or each.low is None or each.high is None else each.high - each.low
        talk = "talk" if each is not None and each.near is not None and each.near < FEWEST_NEAR else "no"
        figures: tuple[tuple[str, str, str, Cached | None], ...] = (
            (MEDIAN, f"MEDIAN({given})", "0.##", None if each is None else each.median),
            (RANGE, f"MAX({given})-MIN({given})", "0.##", spread),
            (CLOSE, near, "0%", None if each is None else each.near),
            (TALK, f'IF({close}<{FEWEST_NEAR},"talk","no")', "General", talk if known else None),
        )
        for name, formula, form, figure in figures:
            style = self.book.style(
                **ROW, num_format=form, align="right" if name != TALK else "left", indent=int(name == TALK)
            )
            whole = f'IF({none},"",{formula})'
            if figure is None:
                self.book.formula(self.sheet, place, self.at[name], whole, "", style)
            else:
                self.book.checked(self.sheet, place, self.at[name], whole, figure, style, f"{name} of {what}")

    def _agreed(self, place: int, found: CellRow | None) -> None:
        change = self.book.style(
            **ROW, bg_color=INPUT, text_wrap=True, locked=False, num_format="@", align="left", indent=1
        )
        figure = self.book.style(**ROW, bg_color=INPUT, locked=False, num_format="General", align="right")
        agreed = None if found is None else found.merged.consensus
        for name in (AGREED, WHY, DISSENT):
            self.sheet.write_blank(place, self.at[name], None, figure if name == AGREED else change)
        if found is None or agreed is None:
            return
        estimate = figure_of(agreed.rating)
        if isinstance(estimate, Exact):
            self.sheet.write_number(place, self.at[AGREED], estimate.x + 0.0, figure)
        else:
            write(self.sheet, place, self.at[AGREED], estimate_as_typed(estimate), figure)
        write(self.sheet, place, self.at[WHY], found.because, change)
        write(self.sheet, place, self.at[DISSENT], "\n".join(self._dissent(found)), change)

    @staticmethod
    def _dissent(found: CellRow) -> list[str]:
        agreed = found.merged.consensus
        return [] if agreed is None else [f"{name}: {view}" for name, view in agreed.dissent.items()]
