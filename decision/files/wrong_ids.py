"""Ids that are none, such as ``time-to-market``: told once, with what to write, and read as that from there on.

A wrong id stands where a criterion, option or requirement is defined and again wherever it is named. That is one
mistake: it is told where it stands first, and the tree then bears the id that is suggested, so that nothing else is
said to be wrong because of it. A file with such a fault is refused all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from decision.files.checked import Place
from decision.files.faults import Keys, shown_value
from decision.files.kinds import ID, REQUIREMENT_ID
from decision.files.tree import Node
from decision.model.bounds import LONGEST_ID
from decision.model.criterion import ESTIMATE_KEYS

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "œ": "oe", "&": " and "})
_RULE = "an id has lower-case letters, digits and _ after a letter"
_REQUIREMENT_RULE = "the id of a requirement has letters, digits and _ after a letter"


def mend_ids(place: Place) -> None:
    """Tell the wrong ids in the file of `place`, each once, and give its tree the ids that are suggested instead."""
    root = place.root
    criteria = _Family(place, "criterion", ID)
    _define(criteria, root, ("criteria",), below="parts")
    options = _Family(place, "option", ID)
    _define(options, root, ("options",))
    requirements = _Family(place, "requirement", REQUIREMENT_ID)
    _define(requirements, root, ("requirements",))
    drivers = _Family(place, "driver", ID)
    _define(drivers, root, ("drivers",))
    for option in _mapping(root, ("options",)).values():
        _rename_per(drivers, _children(option).get("ratings"))
    for keys in _named_criteria(root):
        criteria.rename(keys, defines=False)
    for keys in _orders(root):
        criteria.rename_entries(keys)
    for id, option in _mapping(root, ("options",)).items():
        _rename_ratings(criteria, ("options", id, "ratings"))
        if "requirements" in _children(option):
            requirements.rename(("options", id, "requirements"), defines=False)
    for pair in _list(root, ("dependence", "pairs")):
        for end in _entries(pair):
            _rename_end(end, options, criteria)
    _rename_in_readiness(options, root)
    _rename_in_record(options, criteria, root)
    _rename_in_evaluations(options, criteria, root)


def id_from(name: str, kind: str, place: int = 1) -> str:
    """An id near to `name`: ``Time-to-market`` as ``time_to_market``; from nothing, or a digit, by `kind` and place."""
    spelled = name if kind == "requirement" else name.lower()
    letters = unicodedata.normalize("NFKD", spelled.translate(_SPELLED)).encode("ascii", "ignore").decode()
    id = re.sub(r"[^A-Za-z0-9]+", "_", letters).strip("_")
    if not id:
        id = f"{kind}_{place}"
    elif not id[0].isalpha():
        id = f"{kind}_{id}"
    return id[:LONGEST_ID]


@dataclass
class _Family:
    """The ids of one kind: which were told to be wrong, and what stands for them now."""

    place: Place
    kind: str
    pattern: str
    instead: dict[str, str] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)

    def wrong(self, id: str) -> bool:
        return len(id) <= LONGEST_ID and re.fullmatch(self.pattern.rstrip("$"), id) is None

    def rename(self, keys: Keys, *, defines: bool) -> None:
        """Give the mapping that `keys` lead to the ids that are suggested, and tell those that are new."""
        holder, led = self.place.root.find(keys)
        if led < len(keys) or not isinstance(holder.value, dict):
            return
        moved: dict[str, str] = {}
        for number, id in enumerate(holder.value, 1):
            if not any(map(self.wrong, [id] if defines else id.split("."))) or (id == "use" and defines):
                continue
            to = self._instead(id, number, holder.value if defines else ())
            if to in holder.value or to in moved.values():
                continue  # two names of one thing: the second stays, and is told where it is checked
            if not (defines or self._knows(to)):
                continue
            if self._is_new(id, defines=defines):
                self._tell((*keys, id), id, to, defines=defines)
            moved[id] = to
        if moved:
            _move(holder, moved)

    def rename_entries(self, keys: Keys) -> None:
        """The same for texts in a list."""
        holder, led = self.place.root.find(keys)
        for number, node in enumerate(_entries(holder) if led == len(keys) else ()):
            if isinstance(node.value, str) and self.wrong(node.value):
                to = self._instead(node.value, number, ())
                if not self._knows(to):
                    continue
                if self._is_new(node.value, defines=False):
                    self._tell((*keys, number), node.value, to, defines=False)
                node.value = to

    def _instead(self, id: str, number: int, siblings: Collection[str]) -> str:
        if id in self.instead:
            return self.instead[id]
        if id in self.known:
            return id
        if not siblings and "." in id:
            return ".".join(self._instead(part, number, ()) for part in id.split("."))
        return _free(id_from(id, self.kind, number), {*siblings, *self.instead.values()} if siblings else ())

    def _knows(self, id: str) -> bool:
        return not self.known or id.partition(".")[0] in self.known

    def _is_new(self, id: str, *, defines: bool) -> bool:
        parts = [id] if defines else id.split(".")
        return id not in self.instead and any(self.wrong(part) and part not in self.instead for part in parts)

    def _tell(self, keys: Keys, id: str, to: str, *, defines: bool) -> None:
        self.instead[id] = to
        rule = _REQUIREMENT_RULE if self.kind == "requirement" else _RULE
        what = f"is not a valid id (got {shown_value(id)})"
        where = ", here and wherever it is named" if defines else ""
        self.place.add(keys, what, f"write {to}{where}: {rule}", at_key=isinstance(keys[-1], str), follows=False)


# --- where ids stand ------------------------------------------------------------------------------------------


def _define(family: _Family, root: Node, keys: Keys, below: str = "") -> None:
    family.rename(keys, defines=True)
    for id, node in _mapping(root, keys).items():
        family.known.append(id)
        if below and below in _children(node):
            _define(family, root, (*keys, id, below), below)
    if keys == ("criteria",) and "use" in family.known:
        family.known.clear()  # what the catalogue adds is not known here


def _named_criteria(root: Node) -> Iterator[Keys]:
    """Where mappings by criterion stand, but for ratings."""
    yield ("weights",)
    yield from (("views", name) for name in _mapping(root, ("views",)))
    yield from ((*keys, "ranges") for keys in _uncertainties(root))


def _orders(root: Node) -> Iterator[Keys]:
    for keys in _uncertainties(root):
        at = (*keys, "order")
        yield at
        yield from ((*at, n) for n, tier in enumerate(_list(root, at)) if isinstance(tier.value, list))


def _uncertainties(root: Node) -> Iterator[Keys]:
    yield ("weight_uncertainty",)
    yield from ((*keys, "weight_uncertainty") for keys in _criteria(root, ("criteria",)))


def _criteria(root: Node, keys: Keys) -> Iterator[Keys]:
    for id, node in _mapping(root, keys).items():
        yield (*keys, id)
        if "parts" in _children(node):
            yield from _criteria(root, (*keys, id, "parts"))


def _rename_ratings(family: _Family, keys: Keys) -> None:
    family.rename(keys, defines=False)
    for id, node in _mapping(family.place.root, keys).items():
        children = _children(node)
        if children and not children.keys() & set(ESTIMATE_KEYS):
            _rename_ratings(family, (*keys, id))


def _rename_per(drivers: _Family, node: Node | None) -> None:
    """What payments hang on, by the ids that stand there now."""
    for key, below in _children(node).items() if node is not None and drivers.instead else ():
        if key == "per" and isinstance(below.value, str):
            below.value = drivers.instead.get(below.value, below.value)
        _rename_per(drivers, below)


def _rename_end(end: Node, options: _Family, criteria: _Family) -> None:
    """One end of a pair, ``option.criterion`` and on, by the ids that stand there now."""
    if not isinstance(end.value, str):
        return
    option = next((id for id in sorted(options.instead, key=len, reverse=True) if end.value.startswith(f"{id}.")), None)
    first, rest = (options.instead[option], end.value[len(option) + 1 :]) if option else end.value.partition(".")[::2]
    parts = [criteria.instead[rest]] if rest in criteria.instead else rest.split(".")
    parts = [criteria.instead.get(part, part) for part in parts]
    end.value = ".".join((first, *parts)) if rest else end.value


def _rename_in_readiness(options: _Family, root: Node) -> None:
    for cause in _mapping(root, ("readiness", "causes")):
        options.rename(("readiness", "causes", cause), defines=False)
    for condition in _list(root, ("readiness", "conditions")):
        named = _children(condition).get("option")
        if named is not None and isinstance(named.value, str):
            named.value = options.instead.get(named.value, named.value)


def _rename_in_record(options: _Family, criteria: _Family, root: Node) -> None:
    chosen = _mapping(root, ("decision",)).get("chosen")
    if chosen is not None and isinstance(chosen.value, str):
        chosen.value = options.instead.get(chosen.value, chosen.value)
    for trigger in _list(root, ("decision", "revisit")):
        named = _children(trigger).get("when")
        if named is not None:
            _rename_end(named, options, criteria)
    criteria.rename(("outcome", "ratings"), defines=False)


def _rename_in_evaluations(options: _Family, criteria: _Family, root: Node) -> None:
    for evaluation in _list(root, ("evaluations",)):
        said = _children(evaluation)
        _rename_cells(said.get("ratings"), options, criteria)
        for moved in _entries(said["moderated"]) if "moderated" in said else ():
            named = _children(moved).get("of")
            if named is not None:
                _rename_end(named, options, criteria)
    _rename_cells(_children(root).get("consensus"), options, criteria)


def _rename_cells(holder: Node | None, options: _Family, criteria: _Family) -> None:
    """Keys that are ``option.criterion`` and on, by the ids that stand there now."""
    moved: dict[str, str] = {}
    for cell in _children(holder) if holder is not None else ():
        end = Node(cell, 0, 0)
        _rename_end(end, options, criteria)
        if end.value != cell and end.value not in _children(holder or end) and end.value not in moved.values():
            moved[cell] = end.value
    if moved and holder is not None:
        _move(holder, moved)


# --- trees ----------------------------------------------------------------------------------------------------


def _move(holder: Node, moved: dict[str, str]) -> None:
    """Other names for keys, in place: an alias of the mapping shares it."""
    for mapping in (holder.value, holder.keys):
        entries = [(moved.get(id, id), node) for id, node in mapping.items()]
        mapping.clear()
        mapping.update(entries)


def _free(id: str, taken: Collection[str]) -> str:
    number, free = 1, id
    while free in taken:
        number += 1
        free = f"{id[: LONGEST_ID - 5]}_{number}"
    return free


def _mapping(root: Node, keys: Keys) -> dict[str, Node]:
    node, led = root.find(keys)
    return _children(node) if led == len(keys) else {}


def _list(root: Node, keys: Keys) -> list[Node]:
    node, led = root.find(keys)
    return _entries(node) if led == len(keys) else []


def _children(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _entries(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else []
