"""Many decisions as comma-separated values, with numbers as numbers and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from decision.model.rating import Evidence
from decision.outputs.files.csv_form import PLAIN, CsvForm
from decision.outputs.tables.portfolio import NOTHING, OPEN, PortfolioRow

_EVIDENCE = (*map(str, Evidence), NOTHING, OPEN)
_HEAD = (
    "file", "title", "leader", "joint_leaders", "margin", "how_sure", "p_best", "p_best_se", "chosen", "decided_on",
    "review_by", "overdue", "reopened_by", "spoken_for", *(f"evidence_{kind}" for kind in _EVIDENCE),
    "cost_criterion", "cost_p50", "cost_p80", "currency", "draws", "seed", "fingerprint", "version", "error",
)  # fmt: skip

Entry = str | float | int | None


def portfolio_csv(
    rows: Sequence[tuple[str, PortfolioRow]], failed: Sequence[tuple[str, str]], form: CsvForm = PLAIN
) -> str:
    """One header row; then a row for each decision, or one for each of its cost plans; then the files without a result.

    Shares are 0 to 1, and amounts in the currency of their row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\n")  # as lines are printed
    writer.writerow(_HEAD)
    for file, row in rows:
        for amount in row.money or (None,):
            money = (None, None, None) if amount is None else (amount.criterion, amount.p50, amount.p80)
            writer.writerow([form.field(entry) for entry in _entries(file, row, money)])
    for file, why in failed:
        writer.writerow([form.field(entry) for entry in [file, *[None] * (len(_HEAD) - 2), why]])
    return out.getvalue()


def _entries(file: str, row: PortfolioRow, money: tuple[str | None, float | None, float | None]) -> list[Entry]:
    said = row.to_dict()
    overdue, reopened_by = "yes" if row.is_overdue else "no", "\n".join(row.reopened_by)
    return [
        file, row.title, said["leader"], " ".join(row.leaders), row.margin, row.how_sure, row.p_best, row.p_best_se,
        row.chosen, said["decided_on"], said["review_by"], overdue, reopened_by,
        row.spoken_for, *(row.evidence.get(kind) for kind in _EVIDENCE), *money, row.currency, row.draws, row.seed,
        row.fingerprint, row.version, None,
    ]  # fmt: skip
