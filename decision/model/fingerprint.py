"""Fingerprints: one short text that changes when, and only when, a decision changes."""

from __future__ import annotations

import datetime
import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from types import MappingProxyType
from typing import Any

DERIVED: Mapping[str, bool] = MappingProxyType({"derived": True})  # of a field that follows from the others
# of a field that no file can say, or none of those could whose fingerprints are known
COUNTS_IF_SET: Mapping[str, bool] = MappingProxyType({"counts if set": True})

_LARGE = ("Option", "Criterion", "ReferenceClass")  # with much in them, and there again and again
_KEPT = "_canonical_form"


def fingerprint(part: Any, leave_out: frozenset[str] = frozenset()) -> str:
    """SHA-256, in hexadecimal, of the canonical form of a part of the model.

    The canonical form is JSON without white space: a dataclass is an object with its fields in alphabetical
    order under the name of its class (one marked `COUNTS_IF_SET` only where it is set, one marked `DERIVED` never), a
    mapping a sorted object, a sequence a list in its own order, a number its shortest exact form. `leave_out` names
    fields of `part` itself that do not count.
    """
    text = _object(part, leave_out) if is_dataclass(part) else _text(part)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _text(part: Any) -> str:
    """The canonical form of a part."""
    return _WRITERS[type(part)](part)


class RemembersItsText:
    """A part that stays the same object while a decision changes around it; its canonical form is made once."""

    @cached_property
    def canonical_text(self) -> str:
        """The canonical form."""
        return _object(self)


class _Writers(dict[type, Callable[[Any], str]]):
    """What writes parts of a kind, by the kind."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        writer = self[kind] = _writer(kind)
        return writer


_WRITERS = _Writers()


def _writer(kind: type) -> Callable[[Any], str]:
    if issubclass(kind, RemembersItsText):
        return attrgetter("canonical_text")
    if issubclass(kind, str):
        return _quoted
    if kind is type(None):
        return lambda _: "null"
    if issubclass(kind, bool):
        return lambda part: "true" if part else "false"
    if kind is float:
        return _number
    if issubclass(kind, int | float):
        return lambda part: _number(float(part))
    if issubclass(kind, Mapping):
        return _mapping
    if issubclass(kind, tuple | list):
        return lambda part: f"[{','.join(map(_text, part))}]"
    if issubclass(kind, datetime.date):
        return lambda part: _quoted(part.isoformat())
    if is_dataclass(kind):
        return _kept_object if kind.__name__ in _LARGE else _plain_object(kind)
    raise TypeError(f"no canonical form for {kind.__name__}")


def _plain_object(kind: type) -> Callable[[Any], str]:
    """What writes a dataclass, at once where all its fields count always: there are thousands of such."""
    start, values_of, names = _fields(kind)
    if not all(always for *_, always in names):
        return _object
    form = start.replace("%", "%%") + "".join(before.replace("%", "%%") + "%s" for _, before, _ in names) + "}"
    return lambda part: form % tuple([_WRITERS[type(x)](x) for x in values_of(part)])


def _number(x: float) -> str:
    if x.is_integer():
        return str(int(x))
    if math.isfinite(x):
        return repr(x)
    if x != math.inf:
        raise ValueError(f"no canonical form for the number {x}")
    return '"infinity"'


def _mapping(part: Mapping[Any, Any]) -> str:
    by_name = {str(key): x for key, x in part.items()}
    return "{" + ",".join(f"{_quoted(name)}:{_text(by_name[name])}" for name in sorted(by_name)) + "}"


def _object(part: Any, leave_out: frozenset[str] = frozenset()) -> str:
    kind: type = type(part)
    start, values_of, names = _fields(kind)
    texts = [
        before + _text(x)
        for x, (name, before, always) in zip(values_of(part), names, strict=True)
        if (always or _is_set(x)) and name not in leave_out
    ]
    return start + "".join(texts) + "}"


def _kept_object(part: Any) -> str:
    """As `_object`, remembered by the part: it never changes, and stays as it is where a weight moves."""
    form = part.__dict__.get(_KEPT)
    if form is None:
        form = part.__dict__[_KEPT] = _object(part)
    return str(form)


def _is_set(x: Any) -> bool:
    return x is not None and x is not False and x not in ((), "")  # 0 is a number


@cache
def _fields(kind: type) -> tuple[str, Callable[[Any], tuple[Any, ...]], list[tuple[str, str, bool]]]:
    """How the form of a dataclass starts, and what gives its fields.

    Then for each field: its name, the text before it, and whether it always counts.
    """
    ordered = sorted((field for field in fields(kind) if "derived" not in field.metadata), key=lambda field: field.name)
    names = [field.name for field in ordered]
    values = attrgetter(*names) if len(names) > 1 else lambda part: tuple(getattr(part, name) for name in names)
    told = [(field.name, f',"{field.name}":', not field.metadata) for field in ordered]
    return f'{{"":"{kind.__name__}"', values, told
