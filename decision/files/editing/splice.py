"""A file's text brought to say something else, with every line that this does not concern as it was, byte for byte."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Any

from decision.files.editing.aliases import settled
from decision.files.editing.alignment import says
from decision.files.editing.changes import SpliceError, applied
from decision.files.editing.lines import Lines
from decision.files.editing.scalars import dumped
from decision.files.editing.splicer import Splicer
from decision.files.faults import FileError
from decision.files.tree import Node, read_tree


@dataclass(frozen=True)
class Spliced:
    """A file after an edit: its bytes, and the tree that was read from them again."""

    raw: bytes
    root: Node


def spliced(raw: bytes, root: Node, intended: dict[str, Any], file: str) -> Spliced:
    """The file `raw`, of which `root` is the tree, with the changes after which it says `intended`.

    What comes out has been read again, and says just that.

    Raises
    ------
    SpliceError
        No changes of single lines lead there; or what was read again was not what was intended.
    FileError
        No file can say `intended`, such as one with a text that is too long.
    """
    if says(root, intended):
        return Spliced(raw, root)
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    lines = Lines(raw[len(mark) :].decode("utf-8"))
    reason, fault = "", None
    for all_written_out in (False, True):  # aliases are written out one by one, or all where that does not do
        try:
            aliases = settled(lines, root, intended, all_written_out=all_written_out)
            changes = Splicer(lines, root, aliases).splice(intended)
            made = mark + applied(lines.text, changes).encode("utf-8")
            again = read_tree(made, file)
        except (SpliceError, FileError) as error:
            reason, fault = str(error), error if isinstance(error, FileError) else fault
            continue
        if says(again, intended):
            return Spliced(made, again)
        reason = "read again, it said something else"
    if fault is not None and not _is_readable(intended):
        raise fault  # no file could say so, such as a text that is too long
    raise SpliceError(f"{file} cannot be changed line by line here ({reason}); change it by hand")


def _is_readable(document: dict[str, Any]) -> bool:
    """Whether `document` can be read from a file, however it is laid out."""
    try:
        read_tree(dumped(document).encode("utf-8", "surrogatepass"), "")
    except FileError:
        return False
    return True
