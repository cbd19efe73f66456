"""YAML text to a tree of nodes that know their place; nothing is built, resolved or repaired on the way.

The text is read as a stream of events, so that depth, size and aliases are limited while it is
read: composing the whole document first would recurse as deep as the text nests. Plain scalars
follow the YAML 1.2 core schema with its doubtful cases left as text (``010``, ``0x1F``, ``.nan``,
``no``), so that a number is only what everyone reads as that number.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml

from decision.files.faults import MOST_FAULTS, Fault, FileError, Keys, path_of, shown_value
from decision.files.open_file import check_size
from decision.files.unreadable import unreadable
from decision.model.bounds import LONGEST_NAME, LONGEST_TEXT
from decision.model.visible import visible

MOST_NODES = 200_000  # aliases counted in full, here and below
MOST_CHARACTERS = 2_000_000  # of all keys and values
MOST_ENTRIES = 10_000  # of one mapping or list: as many as there are estimates at most
DEEPEST = 30

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NUMBER = r"[-+]?(?:0|[1-9][0-9]*|(?=\.[0-9]))(\.[0-9]*)?([eE][-+]?[0-9]+)?"
_NUMBER = re.compile(NUMBER)
_ANY_DIGIT = re.compile(r"[^eE1-9]*[1-9]")  # but 0, before the exponent
_REST = re.compile(r"[0-9][^:]{0,60}")  # of a number behind its comma: more digits, a unit, the other end of a range
_TEXTS = ("because", "source", "question", "about", "title", "name", "owner", "text", "evidence", "basis", "unit")
_WORDS: dict[str, Any] = {"": None, "~": None} | {
    spelled: value
    for word, value in (("null", None), ("true", True), ("false", False))
    for spelled in (word, word.capitalize(), word.upper())
}
_NO_KEYS: dict[str, Any] = {}  # of whatever is no mapping; nothing is put into it


class TakenApart(str):
    """What was written as one value without quotes in ``{ }``, where its comma ends it: ``7,5`` of ``{fit: 7,5}``.

    YAML reads a key ``5`` without a value beside ``fit: 7``, which means nothing in any of our files; it is never read
    as a number or as text, but told with what is to be written instead.
    """

    __slots__ = ()


class Node:
    """A place in a file: `value` is a scalar, a dict of nodes by key, or a list of nodes.

    Attributes
    ----------
    line, column
        Where it begins, counted from 1.
    text
        Of a scalar, what stands there, without quotes.
    keys
        Of a mapping, the node of each key.
    start, end
        Which characters of the text it is, its anchor included. What follows a collection in block style, and the
        blank lines below a folded or literal text, are not told from it: `end` of the former is its start.
    style
        ``'``, ``"``, ``|`` or ``>`` of a scalar, ``{`` of a collection in brackets, ``*`` of an alias, which has the
        value, line and column of what it stands for; empty where plain or in block style.
    """

    __slots__ = ("column", "end", "keys", "line", "start", "style", "text", "value")

    def __init__(
        self, value: Any, line: int, column: int, text: str = "", start: int = 0, end: int = 0, style: str = ""
    ) -> None:
        self.value = value
        self.line = line
        self.column = column
        self.text = text
        self.start = start
        self.end = end
        self.style = style
        self.keys: dict[str, Node] = {} if type(value) is dict else _NO_KEYS

    def plain(self) -> Any:
        """The value with the places left out: scalars, dicts and lists."""
        value = self.value
        if type(value) is dict:
            return {key: node.plain() for key, node in value.items()}
        if type(value) is list:
            return [node.plain() for node in value]
        return value

    def find(self, keys: Keys) -> tuple[Node, int]:
        """The node that `keys` lead to, as far as they lead, and how many of them led there."""
        node = self
        for led, key in enumerate(keys):
            if not held(node.value, key):
                return node, led
            node = node.value[key]
        return node, len(keys)


def read_tree(raw: bytes, file: str) -> Node:
    """The tree of YAML text `raw`; `file` is its name in errors.

    Raises
    ------
    FileError
        The text is not UTF-8, not YAML, empty, too large, too deep, has a longer key or value than a decision can, or
        uses what it never needs: tags, merge keys, several documents, keys that repeat or are not words.
    """
    return _Builder(_decoded(raw, file), file).build()


def _decoded(raw: bytes, file: str) -> str:
    check_size(file, len(raw))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        byte = f"byte 0x{raw[error.start]:02x}"
        raise FileError(
            [Fault(file, line, column, "", f"the file is not UTF-8 text (got {byte}); save it as UTF-8")]
        ) from None


class _Builder:
    """Builds the tree from the events of one text."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.faults: list[Fault] = []
        self.more = 0  # faults beyond those
        self.nodes = 0
        self.characters = 0
        # with how many nodes and characters each stands for; None while it is not closed yet
        self.anchors: dict[str, tuple[Node, tuple[int, int] | None]] = {}
        self.root: Node | None = None
        # open collections, innermost last: node, key that waits for its value, anchor, nodes and characters before it,
        # and the key whose value stands there last
        self.open: list[list[Any]] = []

    def build(self) -> Node:
        documents = 0
        try:
            for event in yaml.parse(self.text, Loader=_LOADER):
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    self._scalar(event)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self._start(event, {} if kind is yaml.MappingStartEvent else [])
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self._end(event)
                elif kind is yaml.AliasEvent:
                    self._alias(event)
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self._stop(event, "a second document begins here; keep one decision in one file")
        except yaml.MarkedYAMLError as error:
            self._stop_at(*unreadable(error, self.text))
        except yaml.reader.ReaderError as error:
            self._stop_at_character(error)
        if self.root is None:
            raise FileError([Fault(self.file, 1, 1, "", "the file is empty; write a decision into it")])
        if self.faults:
            raise FileError(self.faults, self.more)
        return self.root

    # --- events ---------------------------------------------------------------------------------------

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        text = event.value
        if event.tag is not None:
            self._refuse_tag(event)
        if len(text) > LONGEST_TEXT and not self._awaits_key():
            here = Node(None, mark.line + 1, mark.column + 1)
            self._fault(here, f"longer than {LONGEST_TEXT:,} characters (got {len(text):,}); shorten it")
        style = event.style or ""
        value = text if style else resolved(text)
        if vanishes(text, value):
            here = Node(None, mark.line + 1, mark.column + 1)
            self._fault(here, f"is too small to compute with (got {visible(text)}); write 0, or a larger number")
        node = Node(value, mark.line + 1, mark.column + 1, text, mark.index, event.end_mark.index, style)
        self._place(node, event, event.anchor, (1, min(len(text), LONGEST_TEXT)))

    def _start(self, event: Any, value: Any) -> None:
        mark = event.start_mark
        if event.tag is not None:
            self._refuse_tag(event)
        node = Node(value, mark.line + 1, mark.column + 1, "", mark.index, mark.index, "{" if event.flow_style else "")
        if len(self.open) >= DEEPEST:
            self._stop(event, f"nested more than {DEEPEST} levels deep; a decision needs far fewer")
        if self._awaits_key():
            self._stop(
                event, f"a key must be a word (got {'a mapping' if value == {} else 'a list'}); write it as text"
            )
        self.open.append([node, None, event.anchor, self.nodes, self.characters, None])
        if event.anchor:
            self.anchors[event.anchor] = (node, None)

    def _end(self, event: Any) -> None:
        node, _, anchor, nodes_before, characters_before, _ = self.open.pop()
        if node.style:
            node.end = event.end_mark.index
        if anchor:
            self.anchors[anchor] = (node, (self.nodes - nodes_before + 1, self.characters - characters_before))
        self._place(node, None, None, (1, 0))

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            remedy = "name one that does, or put it in quotes where it is text"
            self._stop(event, f"no anchor &{visible(event.anchor)} stands above; {remedy}")
        node, size = self.anchors[event.anchor]
        if size is None:
            self._stop(event, f"*{visible(event.anchor)} stands inside what it names; write the value out")
        mark, end = event.start_mark.index, event.end_mark.index
        alias = Node(node.value, node.line, node.column, node.text, mark, end, "*")
        alias.keys = node.keys
        self._place(alias, event, None, size)

    def _place(self, node: Node, event: Any, anchor: str | None, size: tuple[int, int]) -> None:
        """Put a finished node where it belongs: as a key, under a key, in a list, or at the top."""
        nodes, characters = size
        self.nodes += nodes
        self.characters += characters
        if self.nodes > MOST_NODES:
            self._stop(event or node, f"more than {MOST_NODES:,} values, aliases counted in full; write less")
        if self.characters > MOST_CHARACTERS:
            self._stop(event or node, f"more than {MOST_CHARACTERS:,} characters, aliases counted in full; write less")
        if anchor:
            self.anchors[anchor] = (node, size)
        if not self.open:
            self.root = node
            return
        frame = self.open[-1]
        holder: Node = frame[0]
        if len(holder.value) >= MOST_ENTRIES and frame[1] is None:
            self._stop(event or node, f"more than {MOST_ENTRIES:,} entries here; a decision needs far fewer")
        if type(holder.value) is list:
            holder.value.append(node)
        elif frame[1] is None:
            frame[1] = self._key(node, holder)
        else:
            key: Node = frame[1]
            frame[1] = None
            if holder.style and node.value is None and self._joined(holder, frame[5], key, node):
                return
            if key.text in holder.value:
                self._repeated(key, holder)
                return
            holder.value[key.text] = node
            holder.keys[key.text] = frame[5] = key

    def _joined(self, holder: Node, last: Node | None, key: Node, node: Node) -> bool:
        """Whether `key`, which has no value, is the rest of the value before it, which then is all that was written."""
        before = None if last is None else holder.value[last.text]
        if last is None or before is None or before.style or key.style or node.text or node.start != node.end:
            return False
        of_a_number = before.text[-1:].isdigit() and _REST.fullmatch(key.text) is not None
        of_a_text = isinstance(before.value, str) and last.text in _TEXTS and key.text not in _TEXTS
        if key.line != before.line or not (of_a_number or of_a_text):
            return False
        text = self.text[before.start : key.end] if of_a_text else f"{before.text},{key.text}"
        holder.value[last.text] = Node(TakenApart(text), before.line, before.column, text, before.start, key.end)
        return True

    def _awaits_key(self) -> bool:
        return bool(self.open) and type(self.open[-1][0].value) is dict and self.open[-1][1] is None

    def _key(self, node: Node, holder: Node) -> Node:
        if isinstance(node.value, dict | list):  # only an alias can bring one here
            self._fault(node, "a key must be a word (got an alias of a collection); write it as text")
        elif node.value is None:
            self._fault(node, "a key is empty; give it a name")
        elif len(node.text) > LONGEST_NAME:
            got = f"got {len(node.text):,}: {shown_value(node.text)}"
            self._fault(node, f"a key is longer than {LONGEST_NAME:,} characters ({got}); shorten it")
        elif node.text == "<<":
            self._fault(node, "merge keys are not read; write the merged keys out")
        return node

    def _repeated(self, key: Node, holder: Node) -> None:
        if key.value is None or key.text == "<<" or isinstance(key.value, dict | list):
            return  # told when it was read
        line = holder.keys[key.text].line
        self._fault(key, f"the key stands here a second time (first in line {line}); remove one", key.text)

    # --- faults ---------------------------------------------------------------------------------------

    def _here(self, last: str | None = None) -> str:
        keys: list[str | int] = []
        for node, key, *_ in self.open:
            if type(node.value) is list:
                keys.append(len(node.value))
            elif key is not None:
                keys.append(key.text)
        return path_of([*keys, last] if last is not None else keys)

    def _fault(self, node: Node, message: str, key: str | None = None) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.file, node.line, node.column, self._here(key), message))
        else:
            self.more += 1

    def _refuse_tag(self, event: Any) -> None:
        mark = event.start_mark
        message = f"tags are not read (got {shown_value(event.tag)}); remove it"
        self._fault(Node(None, mark.line + 1, mark.column + 1), message)

    def _stop(self, where: Any, message: str) -> NoReturn:
        if isinstance(where, Node):
            self._stop_at(where.line, where.column, message)
        self._stop_at(where.start_mark.line + 1, where.start_mark.column + 1, message)

    def _stop_at(self, line: int, column: int, message: str) -> NoReturn:
        last = Fault(self.file, line, column, self._here(), message)
        raise FileError([*self.faults, last], self.more) from None

    def _stop_at_character(self, error: Any) -> NoReturn:
        position = error.position if isinstance(error.position, int) else 0
        before = self.text[:position]
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        character = error.character
        code = character if isinstance(character, int) else ord(character[:1] or "\0")
        self.open.clear()  # the parser found it before it began
        self._stop_at(line, column, f"a character that YAML does not allow (got U+{code:04X}); remove it")


def held(collection: Any, key: str | int) -> bool:
    """Whether `collection`, a dict or a list, holds something under `key`."""
    if isinstance(collection, list):
        return isinstance(key, int) and key < len(collection)
    return isinstance(collection, dict) and key in collection


def resolved(text: str) -> Any:
    """The value of a plain scalar."""
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    if match.group(1) is None and match.group(2) is None and len(text) < 19:
        return int(text)
    return float(text)


def vanishes(text: str, value: Any) -> bool:
    """Whether `text`, resolved to `value`, says a number other than 0 that is too small to be told from it."""
    return value == 0 and type(value) is float and _ANY_DIGIT.match(text) is not None
