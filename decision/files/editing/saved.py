"""A decision saved into the text it came from: only what was changed is another text there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decision.files.editing.alignment import same
from decision.files.editing.changes import SpliceError
from decision.files.editing.revision import as_read, revised
from decision.files.editing.splice import spliced
from decision.files.faults import FileError
from decision.files.library import Library
from decision.files.reader import scenario_in
from decision.files.tree import Node, read_tree
from decision.files.writer import as_referred, scenario_document, scenario_yaml
from decision.model.scenario import Scenario


@dataclass(frozen=True)
class Saved:
    """A decision as the bytes of a file; `anew` says that it is laid out anew, without the comments there were."""

    raw: bytes
    anew: bool


def saved(original: bytes | None, after: Scenario, folder: Path | None = None, file: str = "the file") -> Saved:
    """`after` as the file `original` with as few of its lines changed as may be; as a new file where there is none.

    `folder` is where the file lies. What comes out has been read again, and is `after`. Where the text cannot be
    brought to that line by line, the decision is laid out anew, and `anew` says so.
    """
    if original is not None:
        try:
            root = read_tree(original, file)
            before = scenario_in(root, file, folder)
        except FileError:  # such as one whose catalogue is gone
            return Saved(scenario_yaml(after, folder).encode("utf-8"), anew=True)
        if before == after:
            return Saved(original, anew=False)
        library = Library(folder)
        old, new = scenario_document(before, library), scenario_document(after, library)
        wanted = as_referred(after, new)
        for intended in _intentions(root, old, new):
            try:
                made = spliced(original, root, intended, file)
                if scenario_in(made.root, file, folder) == wanted:
                    return Saved(made.raw, anew=False)
            except (SpliceError, FileError):
                continue
    return Saved(scenario_yaml(after, folder).encode("utf-8"), anew=original is not None)


def _intentions(root: Node, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What the file might say, first with the least that differs, then with whole sections as the writer has them."""
    yield revised(root.plain(), old, new)
    old, new = as_read(old), as_read(new)
    whole = root.plain()
    changed = [name for name in {**old, **new} if not same(old.get(name), new.get(name))]
    for name in {*changed, "weights"} if "criteria" in changed else changed:
        whole.pop(name, None)
    yield {name: x for name, x in {**new, **whole}.items() if name in whole or name in changed or name == "weights"}
