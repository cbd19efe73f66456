"""What was decided, as Markdown."""

from __future__ import annotations

from collections.abc import Callable

from decision.outputs.tables.decided import DecidedTable


def decided_blocks(
    table: DecidedTable, plain: Callable[[str], str], lines: Callable[[list[list[str]]], str]
) -> list[str]:
    """The blocks of the part on what was decided; `plain` and `lines` as elsewhere."""
    blocks = ["## What was decided", plain(" ".join(table.sentences))]
    if table.triggers:
        rows = [["What would reopen it", "Condition", "now", "met"], ["---", "---", "--:", "---"]]
        rows += [
            [plain(each.trigger.say), plain(each.condition), plain(each.now), each.state] for each in table.triggers
        ]
        blocks.append(lines(rows))
    if table.came:
        blocks.append(
            lines([["What came of it", "figure"], ["---", "--:"], *([plain(x) for x in each] for each in table.came)])
        )
    return blocks
