"""What commands share that write a new scenario: where it may go, and what is never written over."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path

from decision.cli.status import WrongCallError
from decision.files import atomic
from decision.files.library import ENDINGS
from decision.model.errors import ImpossibleError
from decision.model.number_text import NumberKind, read_number
from decision.model.visible import visible

_SCALE = re.compile(r"([-+]?[0-9][0-9.,\u202f ]*?[kKmM]?)\s*(?:-|–|\.\.|to)\s*([-+]?[0-9][0-9.,\u202f ]*[kKmM]?)")
_END = NumberKind(magnitudes=True)


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


def scale(text: str) -> tuple[float, float]:
    """Worst and best as they are typed: ``1-5``, ``5-1`` or ``-2..2``."""
    found = _SCALE.fullmatch(text.strip())
    try:
        if found is not None:
            worst, best = (read_number(end, _END) for end in found.groups())
            if worst != best:
                return worst, best
    except ImpossibleError:
        pass
    raise ArgumentTypeError(f"a scale is two different numbers, such as 1-5, 5-1 or -2..2 (got {visible(text)})")


def write_new(target: Path, text: str) -> None:
    """Write `text` to the file at `target`, whole or not at all."""
    atomic.write(target, text.encode("utf-8"))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False
