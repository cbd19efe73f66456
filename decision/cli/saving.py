"""What commands share that bring another decision into a file that is there: shown, and written unless only tried."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from decision.cli.printing import complain, say, say_json
from decision.cli.status import FAILED, FINE
from decision.model.scenario import Scenario


def carry_out(
    call: Namespace,
    path: Path,
    raw: bytes,
    after: Scenario,
    said: Sequence[str] = (),
    told: Mapping[str, Any] | None = None,
) -> int:
    """Put `after` into the file with the bytes `raw`, with its other lines as they are; write nothing on a dry run.

    `said` are sentences for people before the change, `told` is more to tell as JSON.
    """
    from decision.files.editing.files import EditedFile
    from decision.files.editing.saved import saved

    made = saved(raw, after, path.resolve().parent, str(path))
    if made.anew:
        complain(
            f"{call.name}: {path} cannot be changed line by line; nothing is written. Save it from the app instead"
        )
        return FAILED
    edited = EditedFile(path, raw, made.raw)
    if not call.dry_run:
        edited.write()
    if call.json:
        written = edited.is_changed and not call.dry_run
        entry = {"file": str(path), "changed": edited.is_changed, "written": written, "diff": edited.diff()}
        say_json(entry | dict(told or {}))
        return FINE
    for sentence in said:
        say(sentence)
    if edited.is_changed:
        say(edited.diff())
        say("nothing is written: a dry run" if call.dry_run else f"wrote {path}")
    else:
        say(f"{path} says so already; nothing is written")
    return FINE
