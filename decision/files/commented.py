"""YAML texts of new files with comments: at the top, and above single entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

from decision.model.visible import visible

_WIDTH = 108
_TOP = re.compile(r"([A-Za-z_]\w*):")
_ENTRY = re.compile(r"  \"?([A-Za-z_]\w*)\"?:")

Place = tuple[str, ...]  # a section, or a section and an entry of it


def comment(text: str, indent: str = "") -> str:
    """`text` as lines of comment, fit to be seen, whatever it says."""
    lines = wrap(visible(text, None), _WIDTH - len(indent), break_on_hyphens=False) or [""]
    return "".join(f"{indent}# {line}".rstrip() + "\n" for line in lines)


def with_comments(text: str, above: Mapping[Place, Iterable[str]]) -> str:
    """The YAML `text` of a document in the project's layout, with comments above sections and their entries."""
    lines: list[str] = []
    section = ""
    for line in text.splitlines(keepends=True):
        top, entry = _TOP.match(line), _ENTRY.match(line)
        if top:
            section = top[1]
        place: Place = (section,) if top else (section, entry[1]) if entry else ()
        indent = "" if top else "  "
        lines += [comment(said, indent) for said in above.get(place, ())]
        lines.append(line)
    return "".join(lines)
