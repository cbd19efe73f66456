"""The trail of changes as Markdown."""

from __future__ import annotations

from collections.abc import Callable

from decision.outputs.tables.trail import TrailTable


def trail_blocks(table: TrailTable, plain: Callable[[str], str], lines: Callable[[list[list[str]]], str]) -> list[str]:
    """The blocks of the part on what was changed; `plain` and `lines` as elsewhere."""
    blocks = ["## What was changed", plain(table.sentence)]
    if table.rows:
        head = ["When (UTC)", "What", "From", "To", "", "Why", *(["By"] if table.names_people else [])]
        rows = [
            [plain(text) for text in (row.at, row.name, row.was, row.now, row.step, row.why)]
            + ([plain(row.entry.who)] if table.names_people else [])
            for row in table.rows
        ]
        blocks.append(lines([head, ["---"] * len(head), *rows]))
    return blocks
