"""Numbers with a point that may stand for thousands: ``400.000`` is 400 here, and 400,000 to many who write it.

Such a number is suspected only where reading it as thousands would bring it closer to the other numbers it is compared
with: those beside it, and the ends of the criterion's scale.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from decision.files.checked import Place
from decision.files.faults import Keys
from decision.files.tree import Node

_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_ENDS = ("worst", "best")
_SHARES = (("weights",), ("views",), ("weight_uncertainty",), ("dependence",))  # there a number stands for itself


def suspect_numbers(place: Place) -> Place:
    """Where in the file of `place` a point may stand for thousands, noted in another place with what to do."""
    noted = Place(place.file, place.root)
    for keys, text in _suspects(place.root):
        plain = text.replace(".", "")
        noted.add(keys, f"{text} is read as {float(text):g}; if {int(plain):,} is meant, write {int(plain)}")
    return noted


def _suspects(root: Node) -> Iterator[tuple[Keys, str]]:
    criteria = _children(root.find(("criteria",))[0]) if "criteria" in _children(root) else {}
    scales = {id: [x for _, x in _numbers(each, _ENDS)] for id, each in criteria.items()}
    for keys, holder in _mappings(root, ()):
        if keys[:1] in _SHARES:
            continue
        of_options = keys[:1] == ("options",) and keys[2:3] == ("ratings",)
        beside = [x for _, x in _numbers(holder)] if not of_options or len(keys) > 3 else []
        largest = max(map(abs, beside), default=0.0)  # the number itself among them: that it is not larger than it is
        for key, node in _children(holder).items():
            if isinstance(node.value, float | int) and _GROUPED.fullmatch(node.text) and node.value:
                criterion = str((*keys, key)[3]) if of_options else ""
                if _closer_as_thousands(float(node.value), [largest, *scales.get(criterion, [])]):
                    yield (*keys, key), node.text


def _children(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _numbers(holder: Node, names: Sequence[str] | None = None) -> Iterator[tuple[str, float]]:
    """The numbers of a mapping, by key."""
    for name, node in _children(holder).items():
        number = isinstance(node.value, int | float) and not isinstance(node.value, bool)
        if number and (names is None or name in names):
            yield name, float(node.value)


def _closer_as_thousands(x: float, others: Sequence[float]) -> bool:
    """Whether 1000·x is nearer, as a ratio, to the largest of the others than x is."""
    return max(abs(other) for other in others) > math.sqrt(1000) * abs(x)


def _mappings(node: Node, keys: Keys) -> Iterator[tuple[Keys, Node]]:
    children = _children(node)
    if children:
        yield keys, node
    for key, child in children.items():
        yield from _mappings(child, (*keys, key))
