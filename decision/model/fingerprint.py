"""Fingerprints: one short text that changes when, and only when, a decision changes."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

DERIVED: Mapping[str, bool] = MappingProxyType({"derived": True})  # of a field that follows from the others
COUNTS_IF_SET: Mapping[str, bool] = MappingProxyType({"counts if set": True})  # of a field that no file can say


def fingerprint(part: Any, leave_out: frozenset[str] = frozenset()) -> str:
    """SHA-256, in hexadecimal, of the canonical form of a part of the model.

    The canonical form is JSON without white space: a dataclass is an object with its fields in alphabetical
    order under the name of its class (one marked `COUNTS_IF_SET` only where it is set, one marked `DERIVED` never), a
    mapping a sorted object, a sequence a list in its own order, a number its shortest exact form. `leave_out` names
    fields of `part` itself that do not count.
    """
    return hashlib.sha256(_text(part, leave_out).encode("utf-8")).hexdigest()


class RemembersItsText:
    """A part that stays the same object while a decision changes around it; its canonical form is made once."""

    @cached_property
    def canonical_text(self) -> str:
        """The canonical form."""
        return _text_of_fields(self, frozenset())


def _text(part: Any, leave_out: frozenset[str] = frozenset()) -> str:
    """The canonical form of a part, put together from those of its own parts where these are remembered."""
    if isinstance(part, RemembersItsText) and not leave_out:
        return part.canonical_text
    if isinstance(part, tuple) and part and isinstance(part[0], RemembersItsText):
        return f"[{','.join(_text(each) for each in part)}]"
    if leave_out:
        return _text_of_fields(part, leave_out)
    return _json(_canonical(part))


def _text_of_fields(part: Any, leave_out: frozenset[str]) -> str:
    texts = {name: _text(getattr(part, name)) for name in _counting(part) if name not in leave_out}
    texts[""] = _json(type(part).__name__)
    return f"{{{','.join(f'{_json(name)}:{texts[name]}' for name in sorted(texts))}}}"


def _json(form: Any) -> str:
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _counting(part: Any) -> list[str]:
    """The names of the fields that count."""
    kind: type = type(part)
    return [*_names(kind), *(name for name in _names_if_set(kind) if _is_set(getattr(part, name)))]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if not field.metadata)


@cache
def _names_if_set(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.metadata.get("counts if set"))


def _is_set(x: Any) -> bool:
    return x is not None and x is not False  # 0 is a number


def _canonical(part: Any) -> Any:
    if isinstance(part, str) or part is None or isinstance(part, bool):
        return part
    if isinstance(part, int | float):
        number = float(part)
        return "infinity" if number == float("inf") else int(number) if number.is_integer() else number
    if isinstance(part, Mapping):
        return {str(key): _canonical(x) for key, x in part.items()}
    if isinstance(part, tuple | list):
        return [_canonical(x) for x in part]
    if isinstance(part, datetime.date):
        return part.isoformat()
    if is_dataclass(part) and not isinstance(part, type):
        return {"": type(part).__name__} | {name: _canonical(getattr(part, name)) for name in _counting(part)}
    raise TypeError(f"no canonical form for {type(part).__name__}")
