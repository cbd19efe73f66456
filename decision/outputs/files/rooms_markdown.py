"""What rooms settled, as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from decision.outputs.tables.rooms import ANSWERS_HEAD, SETTLED_HEAD, RoomTable


def rooms_blocks(
    tables: tuple[RoomTable, ...], plain: Callable[[str], str], lines: Callable[[list[list[str]]], str]
) -> Iterator[str]:
    """The blocks of the part on rooms; `plain` and `lines` as elsewhere."""
    if tables:
        yield "## What people said together"
    for table in tables:
        yield plain(" ".join(table.sentences))
        for head, rows in ((ANSWERS_HEAD, table.answers), (SETTLED_HEAD, table.settled)):
            if rows:
                cells = [[plain(cell) for cell in row] for row in rows]
                yield lines([list(head), ["---"] * len(head), *cells])
