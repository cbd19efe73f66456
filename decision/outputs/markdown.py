"""The comparison table as Markdown, to paste into a page or a pull request."""

from __future__ import annotations

import re

from decision.model.requirement import Verdict
from decision.outputs.figures import percent, points, rating
from decision.outputs.table import Cell, ComparisonTable, CriterionRow

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#$&!])")
_VERDICTS = {Verdict.PASS: "✓ pass", Verdict.FAIL: "✗ fail", Verdict.NOT_SHOWN: "not shown"}


def comparison_markdown(table: ComparisonTable, sentence: str) -> str:
    """Title, the plain sentence, the table of criteria by options, reasons, and requirements."""
    blocks = [f"# {plain(table.title)}"]
    if table.question:
        blocks.append(plain(table.question))
    blocks.append(f"**{plain(sentence)}**")
    blocks.append(_comparison(table))
    blocks.append(_reasons(table))
    if table.requirements:
        blocks.append("## Requirements\n\n" + _requirements(table))
    blocks.append(
        f"Points of 100, at the central figures. Fingerprint `{table.fingerprint}`, Trilemma {table.version}."
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _comparison(table: ComparisonTable) -> str:
    names = [plain(option.name) for option in table.options]
    head = ["Criterion", "Weight", *(part for name in names for part in (name, "points"))]
    rows = [head, ["---", "--:", *["--:"] * (2 * len(names))]]
    for row in table.criteria:
        cells = [text for cell in row.cells for text in (_rating(cell, row, table.currency), points(cell.points))]
        rows.append(["&nbsp;" * 4 * row.depth + plain(row.criterion.name), percent(row.weight), *cells])
    scores = [text for option in table.options for text in ("", f"**{points(option.score)}**")]
    ranks = [text for option in table.options for text in ("", "out" if option.rank is None else str(option.rank))]
    rows.append(["**Score**", "", *scores])
    rows.append(["Rank", "", *ranks])
    return _lines(rows)


def _rating(cell: Cell, row: CriterionRow, currency: str) -> str:
    return "" if cell.rating is None else plain(rating(cell.rating, row.criterion, currency))


def _reasons(table: ComparisonTable) -> str:
    rows = [
        [
            plain(row.criterion.name),
            plain(option.name),
            plain(cell.estimate or ""),
            plain(str(cell.evidence)),
            plain(cell.because),
            plain(cell.source),
        ]
        for row in table.criteria
        for option, cell in zip(table.options, row.cells, strict=True)
        if cell.because or cell.evidence or cell.source
    ]
    if not rows:
        return ""
    head = ["Criterion", "Option", "Estimate", "Evidence", "Because", "Source"]
    return "## Why the ratings are what they are\n\n" + _lines([head, ["---"] * len(head), *rows])


def _requirements(table: ComparisonTable) -> str:
    rows = [["Requirement", *(plain(option.name) for option in table.options)], ["---"] * (1 + len(table.options))]
    for row in table.requirements:
        results = [
            _VERDICTS[result.verdict] + (f": {plain(result.because)}" if result.because else "")
            for result in row.results
        ]
        rows.append([f"{plain(row.id)}: {plain(row.text)}", *results])
    return _lines(rows)


def _lines(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def plain(text: str) -> str:
    """`text` as Markdown that shows it as written, on one line."""
    escaped = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return re.sub(r"(?i)\b(https?|ftp|mailto|www)([:.])", r"\1&#8203;\2", escaped)
