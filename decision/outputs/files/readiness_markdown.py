"""Risks, conditions and measures as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from decision.outputs.tables.readiness import ReadinessTables
from decision.outputs.words.readiness import STATES


def readiness_blocks(
    tables: ReadinessTables,
    options: Sequence[str],
    plain: Callable[[str], str],
    lines: Callable[[list[list[str]]], str],
) -> list[str]:
    """The blocks of the part on readiness; `options` are their names as Markdown, `plain` and `lines` as elsewhere."""
    blocks = ["## Risks and conditions", plain(" ".join(tables.sentences))]
    causes = [[plain(row.cause.name), *(STATES[state] for state in row.states)] for row in tables.causes]
    conditions = [
        [plain(text) for text in (row.condition.what, row.of, row.condition.owner, row.day)]
        for row in tables.conditions
    ]
    measures = [
        [plain(text) for text in (m.what, m.baseline, m.target, m.indicator, m.reader, m.when)] for m in tables.measures
    ]
    for head, rows in (
        (["Known cause of failed launches", *options], causes),
        (["Condition before launch", "Of", "Owner", "By"], conditions),
        (["Measure", "Baseline", "Target", "What moves first", "Who reads it", "When"], measures),
    ):
        if rows:
            blocks.append(lines([head, ["---"] * len(head), *rows]))
    return blocks
