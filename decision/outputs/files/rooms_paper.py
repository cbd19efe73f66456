"""What rooms settled, as blocks of a paper: in the comparison as a page, and shorter in the memo."""

from __future__ import annotations

from collections.abc import Iterator

from decision.outputs.files.material import Material
from decision.outputs.files.paper.blocks import Block, Grid, Heading, Paragraph
from decision.outputs.tables.rooms import ANSWERS_HEAD, SETTLED_HEAD, RoomTable

HEADING = "What people said together"
MOST_SETTLED = 6  # in a memo, of each room; the tables list all


def room_blocks(tables: tuple[RoomTable, ...]) -> Iterator[Block]:
    """All rooms, with how the answers lay."""
    if tables:
        yield Heading(HEADING)
    for table in tables:
        yield Paragraph(" ".join(table.sentences))
        if table.answers:
            yield Grid("How answers lay", ANSWERS_HEAD, table.answers, frozenset((2, 3, 6)), (1, 3, 1, 1, 2, 2.5, 1))
        if table.settled:
            yield _settled(table)


def rooms(material: Material) -> Iterator[Block]:
    """The part of the memo: what each room was asked, and what it settled."""
    tables = material.table.rooms
    if tables:
        yield Heading(HEADING)
    for table in tables:
        yield Paragraph(" ".join(table.sentences))
        if table.settled:
            yield _settled(table, MOST_SETTLED)
        if len(table.settled) > MOST_SETTLED:
            yield Paragraph(f"And {len(table.settled) - MOST_SETTLED} more, which the workbook lists.", "note")


def _settled(table: RoomTable, most: int | None = None) -> Grid:
    return Grid("What was settled", SETTLED_HEAD, table.settled[:most], widths=(2.5, 1.5, 1.5, 3, 3))
