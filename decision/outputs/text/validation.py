"""What was found in many files, in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from decision.outputs.text.layout import one_line, table
from decision.outputs.words.grammar import counted


def validation_summary(reports: Sequence[Mapping[str, Any]]) -> str:
    """The files that have faults, warnings or open ratings, and how many are sound, by kind.

    Parameters
    ----------
    reports
        As `validate` gives them in JSON: with `file`, `valid`, `kind`, `faults`, `more`, `warnings` and `open`.
    """
    rows = []
    for each in reports:
        faults = len(each["faults"]) + each["more"] if not each["valid"] else 0
        warnings = len(each["warnings"]) + each["more"] if each["valid"] else 0
        figures = (faults, warnings, len(each["open"]))
        if not each["valid"] or any(figures):
            first = "not checked" if each.get("error") else str(faults) if faults else ""
            rows.append([one_line(each["file"]), first, *(str(figure) if figure else "" for figure in figures[1:])])
    blocks = [table([["file", "faults", "warnings", "open ratings"], *rows])] if rows else []
    kinds = Counter(each["kind"] for each in reports if each["valid"])
    sound = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items())
    faulty = sum(not each["valid"] for each in reports)
    said = f"{counted(len(reports), 'file')}: {'none' if not kinds else f'{kinds.total():,}'} sound"
    blocks.append(f"{said}{f' ({sound})' if kinds else ''}{f', {faulty:,} faulty' if faulty else ''}.")
    return "\n\n".join(blocks) + "\n"
