"""Documents to YAML as people write it: short collections in one line, and every text read back as that text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from decision.files.tree import resolved

_WIDTH = 110
_BEFORE = 16  # columns of a line before the brackets of an option's ratings


def as_yaml(document: dict[str, Any]) -> str:
    """The YAML text of a mapping that a file may hold, or of a part of it."""
    text: str = yaml.dump(
        document, Dumper=Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=_WIDTH
    )
    return text


def inline(said: Mapping[Any, Any]) -> dict[str, Any]:
    """`said` as a part of a document that stands in one line if it is short."""
    return _Inline(said)


def line_or_lines(said: Mapping[str, Any]) -> dict[str, Any]:
    """`said` as a part of a document: in one line if it fits there, below a key that is indented, else in several."""
    length = sum(len(key) + len(str(x)) + 4 for key, x in said.items())
    return _Inline(said) if length <= _WIDTH - _BEFORE else dict(said)


def is_inline(said: Any) -> bool:
    """Whether a part of a document stands in one line if it is short."""
    return isinstance(said, _Inline)


def plain_numbers(figures: Mapping[str, float]) -> dict[str, Any]:
    """Numbers as a file holds them."""
    return {name: plain_number(x) for name, x in figures.items()}


def plain_number(x: float) -> float | int:
    """A number as a file holds it: whole ones without a point, as people write them."""
    return int(x) if float(x).is_integer() and abs(x) < 1e15 else float(x)


class _Inline(dict[str, Any]):
    """A mapping that stands in one line if it is short, as people write an estimate."""


class Dumper(yaml.SafeDumper):
    """Quotes every text that our reader, or another one, would not read back as that text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_DOUBTFUL = re.compile(r"[-+.\d]|(?:y|yes|n|no|on|off)$", re.IGNORECASE)
_ENDS_A_LINE = re.compile("[\x85\u2028\u2029]")  # to YAML, which folds some, and to what splits texts


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = resolved(text) == text and not _DOUBTFUL.match(text) and not _ENDS_A_LINE.search(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _represent_inline(dumper: yaml.SafeDumper, mapping: _Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=fits_a_line(mapping.values()))


def _represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=fits_a_line(items))


def fits_a_line(items: Iterable[Any]) -> bool:
    """Whether a collection is short enough to stand in one line: figures and a few words."""
    flat = [x for item in items for x in (item if isinstance(item, list) else [item])]
    return not any(isinstance(x, dict | list) for x in flat) and all(len(str(x)) <= 24 for x in flat) and len(flat) <= 8


Dumper.add_representer(_Inline, _represent_inline)
Dumper.add_representer(list, _represent_list)
Dumper.add_representer(str, _represent_text)
