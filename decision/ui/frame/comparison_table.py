"""The comparison table as HTML: everything in it is escaped, every figure lines up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision.model.criterion import Criterion
from decision.model.requirement import Verdict
from decision.outputs.charts.option_marks import OptionMark
from decision.outputs.tables.comparison import Cell, ComparisonTable, CriterionRow, OptionColumn
from decision.outputs.words.figures import exact_rating, points, rating, rating_with_range
from decision.outputs.words.open_ratings import OPEN
from decision.ui.frame.blocks import chip, heads, scrolling, swatch
from decision.ui.frame.text import escape

_VERDICTS = {Verdict.PASS: ("✓", "pass"), Verdict.FAIL: ("✗", "fail"), Verdict.NOT_SHOWN: ("–", "not shown")}


def comparison_html(table: ComparisonTable, marks: Mapping[str, OptionMark], colours: Mapping[str, str]) -> str:
    """Criteria by options: weight, and for each option its rating, value and points, with totals and ranks."""
    head = "".join(_option_head(option, marks) for option in table.options)
    units = heads("rating", "value", "points") * len(table.options)
    rows = "".join(_criterion_row(row, table.currency, colours) for row in table.criteria)
    scores = "".join(f'<td colspan="3">{points(option.score)}</td>' for option in table.options)
    ranks = "".join(f'<td colspan="3">{_rank(option)}</td>' for option in table.options)
    return scrolling(
        "Comparison table",
        f'<table class="compare"><thead><tr><th scope="col" rowspan="2">Criterion</th>'
        f'<th scope="col" rowspan="2">Weight</th>{head}</tr><tr class="units">{units}</tr></thead>'
        f"<tbody>{rows}</tbody>"
        f'<tfoot><tr class="total"><th scope="row">Score</th><td>100 %</td>{scores}</tr>'
        f'<tr><th scope="row">Rank</th><td></td>{ranks}</tr></tfoot></table>',
    )


def requirements_html(table: ComparisonTable, marks: Mapping[str, OptionMark]) -> str:
    """Requirements by options, each result with its reason."""
    head = "".join(_option_head(option, marks, span=1) for option in table.options)
    rows = "".join(
        f'<tr><th scope="row"><b>{escape(row.id)}</b> {escape(row.text)}</th>'
        + "".join(_verdict(result.verdict, result.because) for result in row.results)
        + "</tr>"
        for row in table.requirements
    )
    return scrolling(
        "Requirements",
        f'<table class="compare requirements"><thead><tr>{heads("Requirement")}{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>",
    )


def meanings_html(table: ComparisonTable, marks: Mapping[str, OptionMark]) -> str:
    """For every criterion what its ratings mean, and why each option is rated as it is."""
    return '<div class="meanings">' + "".join(meaning_html(row, table, marks) for row in table.criteria) + "</div>"


def anchors_html(criterion: Criterion, near: str = "") -> str:
    """What ratings on a criterion mean; the words that are `near` stand out."""
    entries = []
    for at, words in criterion.anchors.items():
        kind = ' class="near"' if words == near else ""
        entries.append(f"<dt{kind}>{at:g}</dt><dd{kind}>{escape(words)}</dd>")
    return f'<dl class="anchors">{"".join(entries)}</dl>' if entries else ""


def anchors_in_words(criterion: Criterion) -> str:
    """What ratings on a criterion mean, on one line: ``3: words; 7: words``."""
    return "; ".join(f"{at:g}: {words}" for at, words in criterion.anchors.items())


# --- parts ----------------------------------------------------------------------------------------------------


def _option_head(option: OptionColumn, marks: Mapping[str, OptionMark], span: int = 3) -> str:
    shown = f"<s>{escape(option.name)}</s>" if option.out else escape(option.name)
    return f'<th scope="colgroup" class="option" colspan="{span}">{chip(marks[option.id])}{shown}</th>'


def _rank(option: OptionColumn) -> str:
    return str(option.rank) if option.rank is not None else "out" if option.failed or option.shortfalls else "left out"


def _criterion_row(row: CriterionRow, currency: str, colours: Mapping[str, str]) -> str:
    cells = "".join(_cells(cell, row, currency) for cell in row.cells)
    kind = ' class="part"' if row.depth else ""
    name = f"{swatch(colours[row.path])}{escape(row.name)}"
    name = f'<span style="padding-left:{1.25 * row.depth:g}em">{name}</span>'
    return f'<tr{kind}><th scope="row">{name}</th><td>{row.percent}</td>{cells}</tr>'


def _cells(cell: Cell, row: CriterionRow, currency: str) -> str:
    figures = f"<td>{cell.value:.2f}</td><td>{points(cell.points)}</td>"
    if cell.rating is None:
        return f'<td class="first"></td>{figures}'
    title, shown = escape("\n".join(_hover(cell, row, currency))), escape(_rating(cell, row, currency))
    return f'<td class="first"><span class="told" title="{title}">{shown}</span></td>{figures}'


def _rating(cell: Cell, row: CriterionRow, currency: str) -> str:
    assert cell.rating is not None  # asked only of what is rated
    if cell.open:
        return OPEN
    if cell.between is None:
        return rating(cell.rating, row.criterion, currency)
    return rating_with_range(cell.rating, *cell.between, row.criterion, currency)


def _hover(cell: Cell, row: CriterionRow, currency: str) -> Iterator[str]:
    assert cell.rating is not None  # asked only of what is rated
    if cell.open:
        yield "It counts as anything from worst to best alike: half its weight on average."
        return
    exact = exact_rating(cell.rating, row.criterion, currency)
    yield exact if cell.between is None else f"{exact} expected; typed: {cell.estimate}"
    if cell.why:
        yield f"It {cell.why}."
    if cell.anchor:
        yield cell.anchor
    if cell.because:
        yield f"Because: {cell.because}"
    if cell.evidence:
        yield f"Evidence: {cell.evidence}"
    if cell.source:
        yield f"Source: {cell.source}"


def _verdict(verdict: Verdict, because: str) -> str:
    sign, words = _VERDICTS[verdict]
    title = f' title="{escape(because)}"' if because else ""
    reason = f"<small>{escape(because)}</small>" if because else ""
    return f'<td class="{verdict}"{title}><b>{sign} {words}</b>{reason}</td>'


def meaning_html(
    row: CriterionRow, table: ComparisonTable, marks: Mapping[str, OptionMark], *, named: bool = True, level: int = 3
) -> str:
    """What the ratings on one criterion mean, and why each option is rated as it is; no totals.

    `level` is that of the heading among those of the page.
    """
    criterion = row.criterion
    question = f"<p>{escape(criterion.question)}</p>" if criterion.question else ""
    ratings = "".join(
        f"<li>{chip(marks[option.id])}<b>{escape(option.name)}: {escape(_rating(cell, row, table.currency))}</b> "
        f"{escape(' · '.join(_reasons(cell)))}</li>"
        for option, cell in zip(table.options, row.cells, strict=True)
        if cell.rating is not None
    )
    return (
        (f"<h{level}>{escape(row.name)}</h{level}>" if named else "")
        + question
        + anchors_html(criterion)
        + (f"<ul>{ratings}</ul>" if ratings else "")
    )


def _reasons(cell: Cell) -> Iterator[str]:
    if cell.estimate is not None:
        yield cell.estimate
    if cell.because:
        yield cell.because
    if cell.evidence:
        yield f"evidence: {cell.evidence}"
    if cell.source:
        yield f"source: {cell.source}"
