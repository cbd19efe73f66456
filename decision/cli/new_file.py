"""What commands share that write a new scenario: where it may go, and what is never written over."""

from __future__ import annotations

from pathlib import Path

from decision.cli.status import WrongCallError
from decision.files import atomic
from decision.files.library import ENDINGS


def check_target(name: str, *, force: bool = False, source: str = "") -> Path:
    """The path of a new file called `name`; raises WrongCallError where none may be written there."""
    target = Path(name)
    if target.suffix.lower() not in ENDINGS:
        raise WrongCallError(f"a scenario ends in {' or '.join(ENDINGS)} (got {target.name}); give it such a name")
    if source and _same(target, Path(source)):
        raise WrongCallError(f"{target} is what is read; choose another name")
    if target.exists() and not force:
        raise WrongCallError(f"{target} is there already; choose another name")
    if not target.parent.is_dir():
        raise WrongCallError(f"there is no folder {target.parent}; make it first")
    return target


def write_new(target: Path, text: str) -> None:
    """Write `text` to the file at `target`, whole or not at all."""
    atomic.write(target, text.encode("utf-8"))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False
