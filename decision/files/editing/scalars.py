"""Single values as YAML text, in the style of what stood there before where that can say them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from decision.files.tree import resolved
from decision.files.yaml_text import Dumper

WIDTH = 110  # of lines that are new; lines that are there are never wrapped

_ENDLESS = 10**9
_SEEN = re.compile("[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HEADER = re.compile(r"[|>](?:[1-9]?[+-]?|[+-][1-9])(?=\s|$)")


def scalar_text(value: Any, style: str = "", *, flow: bool = False) -> str:
    """`value` on one line: in quotes of the style ``'`` or ``"`` if it is text and can be, else as it needs to be.

    With `flow`, for a place inside of brackets.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    assert isinstance(value, str)
    if style == "'" and _SEEN.fullmatch(value) and not set(value) & {"\n", "\t"}:
        return "'" + value.replace("'", "''") + "'"
    if style == '"' or not _is_plain(value, flow=flow):
        return dumped(value, default_style='"')
    return value


def number_text(x: float) -> str:
    """A number as people write it, and as every reader of YAML reads it."""
    if isinstance(x, int) or (x.is_integer() and abs(x) < 1e15):
        return str(int(x))
    mantissa, e, exponent = repr(x).partition("e")
    return f"{mantissa if '.' in mantissa or not e else mantissa + '.0'}{e}{exponent}"


def key_text(key: str, style: str = "", *, flow: bool = False) -> str:
    """A key of a mapping; one that is a number stands without quotes, as in ``{5: 0.2}``."""
    if not style and isinstance(resolved(key), int | float) and not isinstance(resolved(key), bool):
        return key
    return scalar_text(key, style, flow=flow)


@lru_cache(maxsize=1000)
def _is_plain(text: str, *, flow: bool) -> bool:
    if _DATE.fullmatch(text):
        return True  # our reader takes it for the text that it is
    written = dumped((text,), default_flow_style=True) if flow else dumped({"k": text})
    return written == (f"[{text}]" if flow else f"k: {text}")


def dumped(value: Any, **how: Any) -> str:
    """`value` as the writer writes it, with no line wrapped."""
    text: str = yaml.dump(
        value, Dumper=Dumper, allow_unicode=True, width=_ENDLESS, **{"default_flow_style": False, **how}
    )
    return text.removesuffix("\n...\n").removesuffix("\n")


# --- over several lines -------------------------------------------------------------------------------------


def header_of(text: str, start: int) -> str:
    """The sign with which a folded or literal text begins at `start`: ``>-``."""
    found = _HEADER.match(text, start)
    assert found is not None  # the reader saw it there
    return found.group()


def block_text(text: str, style: str, width: int, old: list[str] | None = None) -> tuple[str, list[str]] | None:
    """`text` as a literal (``|``) or folded (``>``) one: its sign, and its lines without indentation.

    Lines of `old`, a single paragraph, stay as they are where the text still says the same. None if `text` cannot be
    written so: it would need a sign for its indentation, or holds what cannot be seen.
    """
    body = text.rstrip("\n")
    if not body or not _SEEN.fullmatch(text) or any(line[:1] in (" ", "\t") for line in body.split("\n")):
        return None
    ends = len(text) - len(body)
    sign = style + ("-", "", "+")[min(ends, 2)]
    if style == "|":
        lines = body.split("\n")
    else:
        if any(line.endswith((" ", "\t")) for line in body.split("\n")):
            return None
        lines = [line for paragraph in body.split("\n") for line in ("", *folded(paragraph, width, old))][1:]
        if "\n" not in body:
            lines = folded(body, width, old)
    return sign, [*lines, *[""] * (ends - 1)]


def folded(paragraph: str, width: int, old: list[str] | None = None) -> list[str]:
    """`paragraph` in lines of at most `width`, broken at single spaces; lines of `old` stay at both ends."""
    head: list[str] = []
    tail: list[str] = []
    rest = paragraph
    for line in old or ():
        if not rest.startswith(line + " "):
            break
        head.append(line)
        rest = rest[len(line) + 1 :]
    for line in reversed((old or [])[len(head) :]):
        if not rest.endswith(" " + line):
            break
        tail.insert(0, line)
        rest = rest[: -len(line) - 1]
    lines: list[str] = []
    for word in re.split(r"(?<! ) (?! )", rest):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [*head, *lines, *tail]
