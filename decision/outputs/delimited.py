"""The comparison table as comma-separated values, with numbers as numbers and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from decision.outputs.table import ComparisonTable

# What a spreadsheet takes for the beginning of a formula, also in full width (OWASP, CSV injection).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Entry = str | float | int | None


def comparison_csv(table: ComparisonTable) -> str:
    """One header row; then a row for each criterion, the score, the rank, and each requirement; all equally wide.

    For each option: rating (the central figure in the criterion's unit), estimate (as it was given), value, points,
    evidence, because, source. A requirement's result stands under estimate.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # RFC 4180
    for row in _rows(table):
        writer.writerow([as_text(entry) if isinstance(entry, str) else entry for entry in row])
    return out.getvalue()


_COLUMNS = ("rating", "estimate", "value", "points", "evidence", "because", "source")


def _rows(table: ComparisonTable) -> list[list[Entry]]:
    head: list[Entry] = ["kind", "id", "name", "unit", "weight_percent"]
    rows = [head + [f"{option.name}: {column}" for option in table.options for column in _COLUMNS]]
    for line in table.criteria:
        unit = table.currency if line.criterion.kind == "cost_plan" and table.currency else line.criterion.unit
        row: list[Entry] = ["criterion", line.path, line.criterion.name, unit, round(100 * line.weight, 12)]
        for cell in line.cells:
            row += [
                cell.rating, cell.estimate, cell.value, cell.points, str(cell.evidence), cell.because, cell.source
            ]  # fmt: skip
        rows.append(row)
    rows.append(["score", "", "Score", "points", 100.0])
    rows.append(["rank", "", "Rank", "", None])
    for option in table.options:
        out = f"fails {', '.join(option.failed)}" if option.failed else ""
        rows[-2] += [None, "", None, option.score, "", "", ""]
        rows[-1] += [option.rank, "out" if option.failed else "", None, None, "", out, ""]
    for requirement in table.requirements:
        row = ["requirement", requirement.id, requirement.text, "", None]
        for result in requirement.results:
            row += [None, str(result.verdict), None, None, "", result.because, result.source]
        rows.append(row)
    return rows


def as_text(text: str) -> str:
    """`text` for a cell: what would begin a formula has an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text
