"""The memo's parts on what another price formula would do, and on what was changed since the file was opened."""

from __future__ import annotations

from collections.abc import Iterator

from decision.outputs.files.material import Material
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paragraph
from decision.outputs.tables.prices import price_tables

MOST_CHANGES = 8


def price_formulas(material: Material) -> Iterator[Block]:
    """Whether another way of giving points for a price would turn the winner, or let another offer do so."""
    for table in price_tables(material.table):
        if table.sentences:
            yield Heading(f"Other price formulas: {table.name}")
            yield Bullets(table.sentences)


def changes(material: Material) -> Iterator[Block]:
    """The last changes, and how many there are in all."""
    table = material.table.trail
    if table is None or not table.rows:
        return
    yield Heading("What was changed")
    last = table.rows[-MOST_CHANGES:]
    more = f" These are the last {len(last)}; the workbook lists all." if len(last) < len(table.rows) else ""
    yield Paragraph(f"{table.sentence}{more}")
    yield Grid(
        "What was changed",
        ("When (UTC)", "What", "From", "To", "Why"),
        tuple((row.at, f"{row.name}{f' ({row.step})' if row.step else ''}", row.was, row.now, row.why) for row in last),
        widths=(2, 3, 2.5, 2.5, 2.5),
    )
