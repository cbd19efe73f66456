"""A tree checked against the shape of a document: faults with their places, and the sound remainder."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from decision.files.faults import MOST_FAULTS, Fault, FileError, Keys, path_of, shown_value
from decision.files.kinds import CELL, FILE_NAME, REQUIREMENT_ID
from decision.files.tree import Node, held
from decision.model.bounds import LARGEST, LONGEST_ID
from decision.model.errors import ImpossibleError, suggestion
from decision.model.visible import visible

Shape = TypeVar("Shape", bound=BaseModel)
Made = TypeVar("Made")

# What stands in for a missing or faulty required value while the rest is checked; never seen by anyone,
# for a file with faults yields no document.
_STAND_INS: Mapping[str, Any] = {"format": 1, "title": "?", "name": "?", "criteria": {}, "options": {}}
_BESIDE_AMOUNT = ("from_year", "until_year", "every", "schedule", "growth", "currency")  # keys of dated payments
_IN_PLANS = {"upfront", "yearly", "exit", "savings"}
_WIDEST_CUT = 8
_SAME_KEY = 0.7  # of both words' letters are shared where a key that stands there is taken for the one that was meant
_LONGEST_TUPLE = 3  # of the lists that have a certain length; that of others is bounded
_MOST_MISFITS = 1_000  # a file with more is another kind of file


class Place:
    """A file with its tree: turns keys into lines and collects faults."""

    def __init__(self, file: str, root: Node) -> None:
        self.file = file
        self.root = root
        self.faults: list[Fault] = []
        self.more = 0  # faults beyond those
        self._faulty: set[Keys] = set()
        self._above_faulty: set[Keys] = set()

    def add(
        self,
        keys: Keys,
        what: str,
        remedy: str | Callable[[], str] = "",
        *,
        at_key: bool = False,
        follows: bool = True,
    ) -> None:
        """A fault where `keys` lead; with `at_key`, at the key itself and not at its value.

        A remedy that takes work to find may be a function: it is called if the fault is going to be told. Without
        `follows`, what else is wrong there has causes of its own and is told too.
        """
        if follows:
            self.mark(keys)
        if len(self.faults) >= MOST_FAULTS:
            self.more += 1
            return
        node, led = self.root.find(keys)
        line, column = node.line, node.column
        if led and (at_key or led < len(keys)):
            holder, _ = self.root.find(keys[: led - 1])
            key = holder.keys.get(str(keys[led - 1]), node)
            line, column = key.line, key.column
        remedy = remedy if isinstance(remedy, str) else remedy()
        message = f"{what}; {remedy}" if remedy else what
        self.faults.append(Fault(self.file, line, column, path_of(self._as_named(keys)), message))

    def _as_named(self, keys: Keys) -> Keys:
        """`keys` as the file has them, where the tree has others instead."""
        node, named = self.root, list(keys)
        for depth, key in enumerate(keys):
            if not held(node.value, key):
                break
            if isinstance(key, str):
                named[depth] = node.keys[key].text
            node = node.value[key]
        return tuple(named)

    def note(self, error: ImpossibleError, keys: Keys) -> None:
        """What the model says is impossible below `keys`, unless it follows from a fault that is known."""
        if not self.touches_fault((*keys, *error.at)):
            at = (*keys, *error.at)
            self.add(at, error.what, lambda: "; ".join(filter(None, (error.remedy, self._comma_in(at)))))

    def _comma_in(self, keys: Keys) -> str:
        """Whether a decimal comma is likely in the list there."""
        from decision.files.number_hints import falling_remedy

        node, led = self.root.find(keys)
        return falling_remedy(node.value) if led == len(keys) and isinstance(node.value, list) else ""

    def made(self, make: Callable[[], Made], keys: Keys) -> Made | None:
        """What `make` makes; None, and what is impossible about it noted, if it cannot be made."""
        try:
            return make()
        except ImpossibleError as error:
            self.note(error, keys)
            return None

    def mark(self, keys: Keys) -> None:
        """Remember that a fault is known at `keys`."""
        self._faulty.add(keys)
        self._above_faulty.update(keys[:depth] for depth in range(len(keys) + 1))

    def touches_fault(self, keys: Keys) -> bool:
        """Whether a fault is already known at `keys`, above or below: one cause is reported once."""
        return keys in self._above_faulty or any(keys[:depth] in self._faulty for depth in range(len(keys) + 1))

    def take(self, error: FileError) -> None:
        """Add the faults of another file, which this one uses."""
        self.faults += error.faults
        self.more += error.more

    def stop_if_faulty(self) -> None:
        """Raise FileError if there is any fault."""
        if self.faults:
            raise self.error()

    def error(self) -> FileError:
        """The error that tells the faults there are."""
        return FileError(self.faults, self.more)


def checked(place: Place, shape: type[Shape]) -> Shape:
    """The document that the tree of `place` holds; what is faulty is noted there and left out.

    Raises
    ------
    FileError
        Not even the sound parts make a document of this shape.
    """
    data = place.root.plain()
    if not isinstance(data, dict):
        place.add((), f"must be a mapping with the keys of a file (got {shown_value(data)}); write key: value lines")
        place.stop_if_faulty()
    try:
        return shape.model_validate(data)
    except ValidationError:
        pass
    return _sound_part(place, shape)


def _sound_part(place: Place, shape: type[Shape]) -> Shape:
    """The same for a document that is known to have faults: notes them."""
    from decision.files.wrong_ids import mend_ids

    mend_ids(place)
    data = place.root.plain()
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        if error.error_count() > _MOST_MISFITS:
            place.add((), f"has {error.error_count():,} keys or values that do not belong; is it the right file?")
            place.stop_if_faulty()
        for details in error.errors(include_url=False, include_input=False):
            _note(place, shape, details, data)
    return _remainder(data, shape, place)


def _remainder(data: Any, shape: type[Shape], place: Place) -> Shape:
    """The document without its faulty parts, cut ever more widely until what is left is sound."""
    for name, stand_in in _STAND_INS.items():
        if name in shape.model_fields:
            data.setdefault(name, stand_in)
    for wider in range(_WIDEST_CUT):
        try:
            return shape.model_validate(data)
        except ValidationError as error:
            faulty = [_keys(details["loc"], data) for details in error.errors(include_url=False, include_input=False)]
            for keys in reversed(faulty):  # from the ends of lists
                _cut(data, keys[: max(1, len(keys) - wider)])
                if len(keys) == 1 and keys[0] in _STAND_INS:
                    data[keys[0]] = _STAND_INS[str(keys[0])]
    raise place.error()


def _note(place: Place, shape: type[BaseModel], details: Any, data: Any) -> None:
    """Add the fault that pydantic describes in `details`, in our words; `data` is what it found it in."""
    keys = _keys(details["loc"], data)
    kind, context = details["type"], details.get("ctx", {})
    at_key = kind == "string_pattern_mismatch" and not re.search(context["pattern"], str(keys[-1]))
    at_key = at_key or (details["loc"][-1:] == ("[key]",) and kind in ("number", "whole_number", "too_large"))
    written = shown_value(keys[-1]) if at_key else _as_written(place.root, keys)
    shown = f"(got {written})"
    if kind == "extra_forbidden":
        known = _known_keys(shape, details["loc"][:-1])
        place.add(keys, "unknown key", _key_remedy(place, keys, known), at_key=True)
    elif kind == "missing":
        place.add(keys, "is missing; add it")
    elif kind == "literal_error":
        expected = context["expected"].replace("'", "")
        hint = suggestion(written.strip('"'), expected.replace(" or ", ", ").split(", "))
        if keys == ("format",):
            place.add(keys, f"must be 1, the version of the format {shown}; write format: 1")
        else:
            place.add(keys, f"must be {expected} {shown}; {hint or 'use one of these'}")
    elif kind == "string_pattern_mismatch":
        name = str(keys[-1] if at_key else place.root.find(keys)[0].text)
        place.add(keys, f"is not a valid id {shown}", _name_rule(context["pattern"], name), at_key=at_key)
    elif kind in ("dict_type", "model_type", "model_attributes_type"):
        place.add(keys, f"must be a mapping {shown}; write key: value below it")
    elif kind in ("list_type", "tuple_type"):
        place.add(keys, f"must be a list {shown}; {_list_wanted(place.root, keys)}")
    elif kind in ("too_short", "too_long"):
        want = context.get("min_length", context.get("max_length"))
        most = "at most " if want > _LONGEST_TUPLE else ""
        from decision.files.number_hints import joined_remedy

        node, _ = place.root.find(keys)
        hint = joined_remedy(node.value, want) if isinstance(node.value, list) and not most else ""
        got = f"(got {context['actual_length']})"
        entries = "at least 1 entry" if want == 1 else f"{most}{want} entries"
        place.add(keys, f"must have {entries} {got}; {hint or 'add or remove some'}")
    elif kind == "string_type":
        place.add(keys, f"must be text {shown}; write it in quotes")
    elif kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context['ge']:,}" if "ge" in context else f"at most {context['le']:,}"
        place.add(keys, f"must be {bound} {shown}; correct it")
    else:
        remedy = _REMEDIES[kind] if at_key else _remedy(place.root, keys, details)
        place.add(keys, f"{details['msg']} {shown}; {remedy}", at_key=at_key)


def _remedy(root: Node, keys: Keys, details: Any) -> str:
    """What to do about a value that is not of its kind."""
    from decision.files.number_hints import list_remedy, number_remedy

    kind = details["type"]
    node, led = root.find(keys)
    found = ""
    if led == len(keys) and kind in ("number", "whole_number"):
        is_estimate = details["loc"][-1] == "<number>" and keys[-1] != "estimate"
        found = number_remedy(node, keys, root, is_estimate=is_estimate, whole=kind == "whole_number")
    elif led == len(keys) and kind == "no_form" and isinstance(node.value, list):
        found = list_remedy(node.value)
    return found or _REMEDIES.get(kind, "correct it")


def _list_wanted(root: Node, keys: Keys) -> str:
    """What to write where a list belongs."""
    from decision.files.number_hints import two_numbers

    node, _ = root.find(keys)
    pair = two_numbers(node.text) if isinstance(node.value, str) else ""
    return f"write {pair}" if pair else "write it in [ ]"


def _key_remedy(place: Place, keys: Keys, known: list[str]) -> str:
    """What to do about a key that is not known there; nothing that stands beside it is suggested."""
    holder, _ = place.root.find(keys[:-1])
    word = str(keys[-1])
    if word in _BESIDE_AMOUNT and "because" in known and _IN_PLANS & set(keys[:-1]):
        return f"put the estimate under amount: {{amount: …, {word}: …}}"
    near = suggestion(word, known)
    meant = (name for name in known if near and near == suggestion(word, [name], near=_SAME_KEY))
    there = next((name for name in meant if name in holder.keys), None)
    if there is not None:
        return f"{there} stands there too; remove one of them"
    free = [name for name in known if name not in holder.keys]
    one_of = f"use one of {', '.join(known)}, or " if known else ""
    return suggestion(word, free) or f"{one_of}remove it"


def _as_written(root: Node, keys: Keys) -> str:
    """The faulty value as it stands in the file: text in quotes, numbers with the digits they were given."""
    node, led = root.find(keys)
    if led < len(keys):
        return "nothing"
    if node.value is None or isinstance(node.value, dict | list | str):
        return shown_value(node.value)
    return visible(node.text)


def _name_rule(pattern: str, name: str) -> str:
    if len(name) > LONGEST_ID:
        return f"shorten it to at most {LONGEST_ID} characters"
    return _NAME_RULES.get(pattern, "use lower-case letters, digits and _ after a letter")


_NAME_RULES = {
    CELL: "write option.criterion, or option.criterion.part, as in buy.fit",
    FILE_NAME: "use the name of a file without folder or ending: lower-case letters, digits, _ and -",
    REQUIREMENT_ID: "use letters, digits and _ after a letter",
}
_REMEDIES = {
    "number": "write it as a plain number such as 12 or 0.5",
    "too_large": f"write a number below {LARGEST:g}".replace("+", ""),
    "too_long_a_text": "shorten it",
    "whole_number": "write a whole number such as 12",
    "text": "write it in quotes",
    "text_taken_apart": "write it in quotes",
    "date": "write year-month-day",
    "one_law": "give exactly one of them",
    "one_bound": "give exactly one of them",
    "number_twice": "keep one of them",
    "truth": "write true or leave it out",
}


def _keys(loc: tuple[str | int, ...], data: Any) -> Keys:
    """pydantic's location in `data` as keys of the file: without the tags of forms and the marks of keys.

    What looks like one of those is a key all the same where the file has such a key: a view may be called ``<board>``.
    """
    keys: list[str | int] = []
    for step in loc:
        there = held(data, step)
        if not there and isinstance(step, str) and (step.startswith("<") or step == "[key]"):
            continue
        keys.append(step)
        data = data[step] if there else None
    return tuple(keys)


def _known_keys(shape: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys allowed where `loc` leads, found by following it through the JSON Schema."""
    from decision.files.schema import schema_of

    schema = schema_of(shape)
    definitions = schema.get("$defs", {})

    def resolve(node: Any) -> list[Any]:
        if "$ref" in node:
            return resolve(definitions[node["$ref"].rpartition("/")[2]])
        return [leaf for key in ("anyOf", "oneOf") if key in node for each in node[key] for leaf in resolve(each)] or [
            node
        ]

    nodes = resolve(schema)
    for step in loc:
        if isinstance(step, str) and step.startswith("<"):
            required = _KEY_OF_TAG.get(step, step.strip("<>"))
            nodes = [node for node in nodes if required in node.get("properties", {})]
            continue
        reached: list[Any] = []
        for node in nodes:
            if isinstance(step, int):
                items = node.get("prefixItems", ())
                held_there = items[step] if step < len(items) else node.get("items")
                reached += resolve(held_there) if isinstance(held_there, dict) else []
            elif step in node.get("properties", {}):
                reached += resolve(node["properties"][step])
            else:
                below = node.get("additionalProperties") or next(iter(node.get("patternProperties", {}).values()), None)
                reached += resolve(below) if isinstance(below, dict) else []
        nodes = reached
    return list(dict.fromkeys(key for node in nodes for key in node.get("properties", {})))


_KEY_OF_TAG = {
    "<three-point>": "mode", "<range>": "low", "<percentiles>": "p10", "<moments>": "sd", "<plan>": "upfront",
    "<payment>": "per",
    "<score>": "rating",
}  # fmt: skip


def _cut(data: Any, keys: Keys) -> None:
    """Remove what `keys` lead to, if it is there."""
    for key in keys[:-1]:
        if not held(data, key):
            return
        data = data[key]
    if held(data, keys[-1]):
        del data[keys[-1]]
