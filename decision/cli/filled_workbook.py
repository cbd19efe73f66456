"""``import x.xlsx --into FILE``: a filled workbook of ours, brought into its scenario as one change."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from decision.cli.printing import complain, say_json
from decision.cli.saving import carry_out
from decision.cli.status import FAILED, WrongCallError
from decision.files.faults import FileError

_OF_TABLES = ("to", "options", "scale", "weights", "sheet", "less_is_better", "rename", "unit", "approach", "word",
              "decimal", "delimiter", "title", "force")  # fmt: skip


def bring_into(call: Namespace) -> int:
    """Carry out a call of ``import`` with ``--into``."""
    given = next((name for name in _OF_TABLES if getattr(call, name)), None)
    if given is not None:
        raise WrongCallError(
            f"--{given.replace('_', '-')} is for tables, and --into for a workbook of ours; leave one out"
        )
    from decision.files.filled.bring_in import bring_in
    from decision.files.open_file import read_file
    from decision.files.reader import read_scenario

    if call.table == "-":
        raise WrongCallError("a filled workbook is a file; name it")
    path = Path(call.into)
    raw = read_file(path)
    scenario = read_scenario(raw, call.into, path.resolve().parent)
    try:
        brought = bring_in(read_file(Path(call.table)), call.table, scenario, by=call.by, replacing=call.replace)
    except FileError as error:
        if call.json:
            say_json({"file": call.into, "changed": False, "written": False, "diff": "", "faults": error.lines})
        complain(error)
        complain(f"{call.name}: nothing is written; mend the workbook, or hand it back with the cells above")
        return FAILED
    told = {"workbook": call.table, "said": list(brought.said), "notes": list(brought.notes), "faults": []}
    return carry_out(call, path, raw, brought.scenario, (*brought.said, *brought.notes), told)
