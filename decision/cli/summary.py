"""What a command says of many files: warnings and faults as they are, and one table, or one list as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from decision.cli.many import Outcome
from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.cli.warnings import Warnings, warn

if TYPE_CHECKING:
    from decision.outputs.text.summary import Columns


@dataclass(frozen=True)
class Told:
    """What is told of one of many files: its cells of the table, its entry as JSON, and its warnings."""

    cells: tuple[str, ...]
    content: dict[str, Any]
    warnings: Warnings = Warnings()


def tell(call: Namespace, columns: Columns, outcomes: Sequence[Outcome[Told]]) -> int:
    """Say what came of every file, and return the exit status: a file without a result fails."""
    for each in outcomes:
        if each.result is not None:
            warn(each.result.warnings)
        elif not call.json:
            complain(each.complaint)
    if call.json:
        say_json([{"file": o.file, **o.result.content} if o.result is not None else o.to_dict() for o in outcomes])
    else:
        from decision.outputs.text.summary import summary

        rows = [(each.file, each.result.cells) for each in outcomes if each.result is not None]
        say(summary(columns, rows, [(each.file, each.in_short) for each in outcomes if each.result is None]))
    return FINE if all(each.result is not None for each in outcomes) else FAILED
