"""What a service calls a file: by its path from the root of the repository, and a finding, from one run to the next."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from decision.gate.finding import Finding


def from_root(file: str, root: Path) -> str:
    """`file` as seen from the folder `root`, with ``/`` between; its whole path where it lies elsewhere."""
    try:
        inside = os.path.relpath(file, root)
    except ValueError:  # on another drive
        inside = os.pardir
    outside = inside == os.pardir or inside.startswith(os.pardir + os.sep)
    return (Path(file).absolute() if outside else Path(inside)).as_posix()


def identities(findings: Iterable[Finding], root: Path) -> list[str]:
    """A name for each finding that stays while lines move: SHA-256 of rule, file and path, and which one of these."""
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for each in findings:
        about = (each.rule, from_root(each.file, root), each.path)
        text = "\0".join((*about, str(seen[about])))
        seen[about] += 1
        names.append(hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest())
    return names
