"""Names that several bear, told apart; and ids made of names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping

LONGEST_MADE = 40  # characters of an id that is made of a name


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """By id, each of `names`, with its id behind it where another has the same: ``Portal (v1)``."""
    apart = dict(names)
    while again := [id for id, count in _bearers(apart).items() if count > 1 and apart[id] == names[id]]:
        for id in again:
            apart[id] = f"{names[id]} ({id})"
    return apart


def id_of(name: str, taken: Collection[str], usual: str) -> str:
    """An id made of `name` that is none of `taken`: ``Time to launch`` gives ``time_to_launch``.

    Letters lose their accents. A name that leaves nothing, such as one in another script, gives `usual`; one that is
    taken gets a number behind it.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ß", "ss")) if not unicodedata.combining(c))
    made = re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_")
    made = made[:LONGEST_MADE].rstrip("_")
    if not made or not made[0].isalpha():
        made = f"{usual}_{made}" if made else usual
    again, number = made, 1
    while again in taken:
        number += 1
        again = f"{made}_{number}"
    return again


def _bearers(names: Mapping[str, str]) -> dict[str, int]:
    counted = Counter(names.values())
    return {id: counted[name] for id, name in names.items()}
