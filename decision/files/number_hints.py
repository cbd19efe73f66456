"""What to write where a number belongs and something else stands: ``7,5``, ``"7"``, ``9-12``, ``$80k``.

Nothing is read as what is suggested here: the file is refused, and a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from decision.files.faults import Keys
from decision.files.tree import Node, resolved
from decision.model.criterion import ESTIMATE_KEYS
from decision.model.errors import ImpossibleError
from decision.model.number_text import LONGEST, NumberKind, readings
from decision.model.visible import visible

Role = Literal["share", "weight", "number"]

_RATED = 3  # where the id of the criterion stands among the keys of a rating: options, id, ratings, criterion
_PLAIN = "write it as a plain number such as 12 or 0.5"
_WHOLE = "write a whole number such as 12"
_SHARES = ("discount_rate", "growth", "within_option", "levels", "pairs", "beta")
_WEIGHTS = ("weights", "views", "ranges", "weight")
_NOT_KNOWN = (
    "?",
    "??",
    "???",
    "-",
    "--",
    "n/a",
    "na",
    "tbd",
    "tba",
    "tbc",
    "unknown",
    "unclear",
    "open",
    "none",
    "nan",
)

_CURRENCY = r"(?:us\$|usd|eur|euros?|gbp|chf|jpy|dollars?|pounds?|[$€£¥₹])"
_MAGNITUDE: Mapping[str, str] = MappingProxyType({"t": "k", "mil": "m", "mill": "m", "mln": "m"})
_DIFFER = ("b", "bil", "bill", "billion", "billions", "trillion", "tn", "lakh", "lac", "crore", "cr")  # by country
_SIGN_FIRST = re.compile(rf"^([+-])\s*({_CURRENCY})", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<before>(?:[^0-9.,(+-]|\.(?=\s))*)(?P<figures>[(+-]*[0-9.,].*?)(?P<behind>[^0-9]*)")
_FIGURE = r"[^0-9]*[0-9][0-9.,' ]*(?:e[0-9]+)?[^0-9]*?"
_BETWEEN = r"(?:-|–|—|\.{2,3}|…|~|\bto\b|\bbis\b|\buntil\b|\bthrough\b|\bor\b)"
_RANGE = re.compile(
    rf"(?:from|von|about|ca\.?)?\s*(?P<low>{_FIGURE})\s*{_BETWEEN}\s*(?P<high>{_FIGURE})", re.IGNORECASE
)
_RANGE_AND = re.compile(
    rf"(?:between|zwischen)\s*(?P<low>{_FIGURE})\s*(?:and|und|-)\s*(?P<high>{_FIGURE})", re.IGNORECASE
)
_AROUND = re.compile(rf"(?P<mode>{_FIGURE})\s*(?:±|\+\s?/?\s?-|\+-)\s*(?P<more>{_FIGURE})")
_THREE = re.compile(r"([0-9.]+)\s*(?:/|;|-|–|\||,\s)\s*([0-9.]+)\s*(?:/|;|-|–|\||,\s)\s*([0-9.]+)")
_OF = re.compile(r"(?P<part>[0-9]+(?:[.,][0-9]+)?)\s*(?:/|⁄|of|out of|von)\s*(?P<whole>[0-9]+)", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}")
_MARKS = str.maketrans("\N{MINUS SIGN}\N{FIGURE DASH}\N{RIGHT SINGLE QUOTATION MARK}", "--'")
_VULGAR = re.compile(r"(?P<whole>[0-9]*) ?(?P<part>[\u00bc-\u00be\u2150-\u215e])")  # 7½


def number_remedy(node: Node, keys: Keys, root: Node, *, is_estimate: bool, whole: bool = False) -> str:
    """What to write instead of the scalar `node`, which is no number.

    Parameters
    ----------
    keys
        Where it stands in the tree `root`.
    is_estimate
        Whether an estimate may stand there as well.
    whole
        Whether only a whole number may.
    """
    otherwise = _WHOLE if whole else _PLAIN
    if not isinstance(node.value, str) or not 0 < len(node.text.strip()) <= LONGEST:
        return otherwise
    text = node.text.strip()
    quoted = node.style in ("'", '"')
    if quoted and isinstance(resolved(text), int | float) and not isinstance(resolved(text), bool):
        return f"remove the quotes: {text}"
    cell = _Cell(_role(keys), _scale(keys, root), keys, is_estimate)
    found = cell.not_known(text) or cell.ranged(_ascii(text)) or cell.fraction(text) or cell.single(_ascii(text))
    return found + (", without quotes" if quoted else "") if found else otherwise


def whole_rating(keys: Keys) -> str:
    """How to say that a rating is not known, of which `keys` lead to a piece; empty where they lead to no piece."""
    at = next((place for place, key in enumerate(keys) if place > _RATED and key in ESTIMATE_KEYS), None)
    if keys[0] != "options" or at is None:
        return ""
    return f"only a whole rating can be unknown: write {visible(str(keys[at - 1]))}: unknown"


def list_remedy(nodes: Sequence[Node]) -> str:
    """What to write instead of a list where an estimate belongs; empty where nothing is likely."""
    xs = [node.value for node in nodes if _is_number(node)]
    if len(nodes) == 1 == len(xs):
        return f"write it without the brackets: {nodes[0].text}"
    if len(xs) != len(nodes) or not 2 <= len(xs) <= 3:
        return ""
    comma = _comma(nodes[0], nodes[1]) if len(nodes) == 2 else ""
    if len(nodes) == 2 and xs[0] > xs[1]:
        return f"a decimal comma? write {comma}" if comma else f"a range? write {_range(xs[::-1])}"
    if xs == sorted(xs):
        return f"a range? write {_range(xs)}" + (f", or {comma} if the comma is a decimal one" if comma else "")
    return ""


def joined_remedy(nodes: Sequence[Node], wanted: int) -> str:
    """How a list with too many entries is meant if some of its commas are decimal ones; empty where none can be."""
    texts: list[str] = []
    place, spare = 0, len(nodes) - wanted
    while place < len(nodes):
        comma = _comma(nodes[place], nodes[place + 1]) if place + 1 < len(nodes) and spare > 0 else ""
        texts.append(comma or nodes[place].text)
        spare -= 1 if comma else 0
        place += 2 if comma else 1
    return f"a decimal comma? write [{', '.join(texts)}]" if spare == 0 and len(nodes) > wanted else ""


def falling_remedy(nodes: Sequence[Node]) -> str:
    """The number that two falling ones may be, ``[10,5]``; empty where they are not."""
    if len(nodes) != 2 or not all(map(_is_number, nodes)) or nodes[0].value <= nodes[1].value:
        return ""
    comma = _comma(*nodes)
    return f"a decimal comma? write {comma}" if comma else ""


def two_numbers(text: str) -> str:
    """What to write instead of a text where a list of two numbers belongs; empty where it says no two."""
    ends = _two(_ascii(text.strip())) if len(text) <= LONGEST else ()
    return f"[{_written(ends[0])}, {_written(ends[1])}]" if ends else ""


@dataclass(frozen=True)
class _Cell:
    """What belongs where a number is wanted."""

    role: Role
    scale: tuple[float, float] | None
    keys: Keys
    is_estimate: bool

    def not_known(self, text: str) -> str:
        if text.lower() not in _NOT_KNOWN:
            return ""
        inside = whole_rating(self.keys)
        if self.keys[0] == "options" and not inside:
            return "where nobody knows yet, write unknown" if self.is_estimate else ""
        if not self.is_estimate:
            return f"{inside}, or a number that it surely does not pass" if inside else ""
        low, high = sorted((0.0, 0.1) if self.keys[-1] == "growth" else self.scale or (0.0, 10.0))
        wide = f"a wide range such as {_range((low, high))}"
        return f"{inside}, or {wide} here" if inside else f"where nothing is known yet, write {wide}"

    def ranged(self, text: str) -> str:
        """A text that says two or three numbers."""
        if _DATE.fullmatch(text):
            return ""
        ends = _three(text) or _around(text) or _two(text)
        if not ends:
            return ""
        if self.role == "share" and text.rstrip().endswith("%"):
            ends = tuple(float(Decimal(repr(x)).scaleb(-2)) for x in ends)
        if self.is_estimate:
            return f"a range? write {_range(ends)}"
        middle = ends[1] if len(ends) == 3 else (ends[0] + ends[1]) / 2
        one = f"one number belongs here, such as {_written(float(f'{middle:.6g}'))}"
        if self.role == "weight" and len(self.keys) == 2 and self.keys[0] == "weights":
            low, high = _written(ends[0]), _written(ends[-1])
            return f"{one}; a range is said as weight_uncertainty: {{ranges: {{{self.keys[1]}: [{low}, {high}]}}}}"
        return one

    def fraction(self, text: str) -> str:
        found = _OF.fullmatch(text)
        if found is not None and (whole := float(found["whole"])) > 0:
            part = float(found["part"].replace(",", "."))
            if self.scale and max(self.scale) == whole:
                return f"write {_written(part)}"
            share = _written(float(f"{part / whole:.6g}"))
            return f"write {share}, or {_written(part)} on a scale to {_written(whole)}"
        vulgar = _VULGAR.fullmatch(text)
        if vulgar is not None:
            return f"write {_written(float(vulgar['whole'] or 0) + unicodedata.numeric(vulgar['part']))}"
        return ""

    def single(self, text: str) -> str:
        """A text that says one number, or one that can be read in two ways."""
        xs = _read(text)
        if not xs:
            return ""
        if text.rstrip().endswith("%") or re.search(r"per\s?cent|pct", text):
            return self._percentage(xs[0])
        if len(xs) > 1:
            one, other = _written(max(xs)), _written(min(xs))
            return f"write {one}, or {other} if the mark is a decimal one"
        if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text):
            return f"a decimal comma? write {_written(xs[0])}"
        return f"write the number alone: {_written(xs[0])}"

    def _percentage(self, x: float) -> str:
        share = _written(float(Decimal(repr(x)).scaleb(-2)))
        if self.role == "share":
            return f"write it as a share: {share}"
        if self.role == "weight":
            return f"write it without the sign: {_written(x)}"
        if self.scale and max(map(abs, self.scale)) <= 1:
            return f"write {share}, for this scale goes from {' to '.join(map(_written, self.scale))}"
        if self.scale and max(map(abs, self.scale)) >= 100:
            return f"write it without the sign: {_written(x)}"
        return f"write it in the unit of the scale: {_written(x)} where that is percent, {share} as a share"


# --- parts ----------------------------------------------------------------------------------------------------


def _role(keys: Keys) -> Role:
    if any(key in _SHARES for key in keys[-3:]):
        return "share"
    if any(key in _WEIGHTS for key in (keys[0], *keys[-2:])):
        return "weight"
    return "number"


def _scale(keys: Keys, root: Node) -> tuple[float, float] | None:
    """Worst and best of the criterion that a rating is about, if the file says them as numbers."""
    if keys[:1] != ("options",) or keys[2:3] != ("ratings",) or len(keys) < 4:
        return None
    first, *parts = [key for key in keys[3:] if isinstance(key, str)]
    ends = []
    for name in ("worst", "best"):
        for at in (("criteria", first, name), ("criteria", first, "parts", *parts[:1], name)):
            node, led = root.find(at)
            if led == len(at) and _is_number(node):
                ends.append(float(node.value))
                break
    return (ends[0], ends[1]) if len(ends) == 2 else None


def _ascii(text: str) -> str:
    """Digits, signs and spaces of other kinds as those of a keyboard."""
    text = unicodedata.normalize("NFKC", text.translate(_MARKS)) if "…" not in text else text
    return re.sub(r"(?<=[0-9])_(?=[0-9])", "", text)


def _read(text: str) -> tuple[float, ...]:
    """What a number with whatever stands around it may say; empty where it says none."""
    found = _AMOUNT.fullmatch(_SIGN_FIRST.sub(r"\2\1", text.strip()))
    if found is None:
        return ()
    figures, behind = found["figures"].strip(), found["behind"].strip().lower()
    before = found["before"].strip().lower()
    if re.search(r"[a-z]$", found["before"].lower()) and not re.fullmatch(_CURRENCY, before):
        return ()  # the name of something: A1
    if figures.startswith("(") and behind[:1] == ")":  # as accountants write what is below 0
        figures, behind = "-" + figures[1:], behind[1:]
    if before.endswith("-"):
        before, figures = before[:-1], "-" + figures
    word = re.sub(_CURRENCY, "", behind).strip(" .")
    magnitude = _MAGNITUDE.get(word, word)
    kind = NumberKind(percent="unit", magnitudes=True)
    if word in _DIFFER:
        return ()
    if re.match(r"[(]|[+-]{2}", figures) or re.fullmatch(r"0[0-9]+", figures) or ":" in word:
        return ()
    try:
        return readings(f"{figures}{magnitude}", kind)
    except ImpossibleError:
        pass
    try:
        return readings(figures, kind)
    except ImpossibleError:
        return ()


def _two(text: str) -> tuple[float, ...]:
    found = _RANGE_AND.fullmatch(text) or _RANGE.fullmatch(text)
    if found is None:
        return ()
    low, high = found["low"].strip(), found["high"].strip()
    unit = re.sub(r".*[0-9]", "", high)
    one, other = (_read(low + unit) if low[-1:].isdigit() else ()) or _read(low), _read(high)  # 80-120k
    return tuple(sorted((max(one), max(other)))) if one and other else ()  # of two readings, that of thousands


def _three(text: str) -> tuple[float, ...]:
    found = _THREE.fullmatch(text)
    try:
        xs = [float(x) for x in found.groups()] if found else []
    except ValueError:
        return ()
    return tuple(xs) if xs and xs == sorted(xs) else ()


def _around(text: str) -> tuple[float, ...]:
    found = _AROUND.fullmatch(text)
    if found is None:
        return ()
    mode, more = _read(found["mode"]), _read(found["more"])
    if not mode or not more:
        return ()
    by = more[0] * abs(mode[0]) / 100 if found["more"].rstrip().endswith("%") else more[0]
    return tuple(float(f"{x:.12g}") for x in (mode[0] - by, mode[0], mode[0] + by))


def _comma(one: Node, other: Node) -> str:
    """The number of two that only a comma parts; empty where they cannot be one."""
    parts = one.text, other.text
    touching = one.line == other.line and other.start == one.end + 1
    plain = not one.style and not other.style and re.fullmatch(r"[+-]?[0-9]+", one.text) and other.text.isdigit()
    return ".".join(parts) if touching and plain else ""


def _range(xs: Sequence[float]) -> str:
    names = ("low", "mode", "high") if len(xs) == 3 else ("low", "high")
    return "{" + ", ".join(f"{name}: {_written(x)}" for name, x in zip(names, xs, strict=True)) + "}"


def _written(x: float) -> str:
    """`x` as a file has it."""
    size = abs(x)
    if size and not 1e-7 <= size < 1e15:
        return repr(float(x))
    whole = f"{Decimal(repr(float(x))):f}"
    return (whole.rstrip("0").rstrip(".") if "." in whole else whole) or "0"


def _is_number(node: Node) -> bool:
    return isinstance(node.value, int | float) and not isinstance(node.value, bool)
