"""Fingerprints: one short text that changes when, and only when, a decision changes."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
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
    form = _canonical(part)
    if isinstance(form, dict):
        form = {key: x for key, x in form.items() if key not in leave_out}
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


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
        kind = type(part)
        names = [*_names(kind), *(name for name in _names_if_set(kind) if _is_set(getattr(part, name)))]
        return {"": kind.__name__} | {name: _canonical(getattr(part, name)) for name in names}
    raise TypeError(f"no canonical form for {type(part).__name__}")
