"""What lines of cost plans are known by: words in their names, in whatever language and script a catalogue is written.

A word is one or several that stand side by side, such as ``fee`` or ``help desk``. A star at its start or end stands
for any letters there: ``licen*`` knows licence and licensing, ``*lizenz*`` Softwarelizenzen. Capitals make no
difference, nor does what is no letter or digit; accents do. Words are held against names as texts, never as patterns,
so that no word of a file can take long.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decision.model.errors import ImpossibleError
from decision.model.visible import visible

MOST_USUAL_LINES = 100
MOST_WORDS = 500  # of one list, names of lines counted
LONGEST_WORD = 100
_ANY = "*"


@dataclass(frozen=True)
class UsualLine:
    """A line that plans usually have: what it is called, and the words that other names of it have."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineNames:
    """What lines are known by, of the plans on one criterion or wherever a criterion does not say.

    Attributes
    ----------
    usual
        The lines that plans usually have; a name speaks of the first whose name or words it has.
    product
        Words of what is paid for a product itself.
    customising
        Words of what is paid for customising one.

    Raises
    ------
    ImpossibleError
        A word knows nothing or anything, or the same names as another, or there are too many or too long ones.
    """

    usual: tuple[UsualLine, ...] = ()
    product: tuple[str, ...] = ()
    customising: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for error in problems_of_lines(self.usual, self.product, self.customising):
            raise error

    def or_else(self, other: LineNames) -> LineNames:
        """These, and of what they do not say that of `other`."""
        return LineNames(
            self.usual or other.usual, self.product or other.product, self.customising or other.customising
        )

    def usual_line(self, name: str) -> UsualLine | None:
        """The first usual line that a name speaks of; None where it speaks of none."""
        text = _as_text(name)
        return next((line for line, known in self._known if _has(text, known)), None)

    def is_product(self, name: str) -> bool:
        """Whether a line of this name pays for a product itself."""
        return _has(_as_text(name), self._product)

    def customises(self, name: str) -> bool:
        """Whether a line of this name pays for customising alone; one that names the product too counts as that."""
        return _has(_as_text(name), self._customising) and not self.is_product(name)

    @cached_property
    def _known(self) -> tuple[tuple[UsualLine, tuple[str, ...]], ...]:
        return tuple((line, _looked_for((line.name, *line.words))) for line in self.usual)

    @cached_property
    def _product(self) -> tuple[str, ...]:
        return _looked_for(self.product)

    @cached_property
    def _customising(self) -> tuple[str, ...]:
        return _looked_for(self.customising)


def _has(text: str, known: Iterable[str]) -> bool:
    return any(each in text for each in known)


def _looked_for(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(looked_for, words)))


def looked_for(word: str) -> str:
    """What the text of a name must hold for a word to be in it; blanks alone where a word has no letter or digit."""
    text = _as_text(word)
    return text[word.startswith(_ANY) : len(text) - word.endswith(_ANY)]


def _as_text(name: str) -> str:
    """The words of a name, in small letters, with one blank around each; signs of one shape are one sign."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    if folded.isascii() and folded.isalnum():
        return f" {folded} "
    return f" {' '.join(''.join(map(_letter_or_blank, folded)).split())} "


def _letter_or_blank(character: str) -> str:
    """A letter, a digit or a mark on one as it is, else a blank."""
    return character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "


# --- what cannot be -------------------------------------------------------------------------------------------------


def problems_of_lines(
    usual: tuple[UsualLine, ...], product: tuple[str, ...] = (), customising: tuple[str, ...] = ()
) -> Iterator[ImpossibleError]:
    """All that is impossible about names and words, each with the keys that lead to it in a file."""
    if len(usual) > MOST_USUAL_LINES:
        yield ImpossibleError(
            f"there are {len(usual):,} usual lines", f"keep to {MOST_USUAL_LINES} at most", ("usual_lines",)
        )
    elif (count := sum(1 + len(line.words) for line in usual)) > MOST_WORDS:
        yield _too_many(count, "usual_lines")
    else:
        yield from _problems_of_usual(usual)
    for key, words in (("product_lines", product), ("customising_lines", customising)):
        if len(words) > MOST_WORDS:
            yield _too_many(len(words), key)
        else:
            yield from _problems_of_words(words, (key,), {})


def _too_many(count: int, key: str) -> ImpossibleError:
    return ImpossibleError(f"there are {count:,} words and names", f"keep to {MOST_WORDS:,} at most", (key,))


def _problems_of_usual(usual: tuple[UsualLine, ...]) -> Iterator[ImpossibleError]:
    known: dict[str, str] = {}  # by what is looked for, which line it knows
    for line in usual:
        at, text = ("usual_lines", line.name), looked_for(line.name)
        if not text.strip():
            yield ImpossibleError("the name has no letter or digit", "say what the line pays for", at)
        elif text in known:
            yield ImpossibleError(f"is the same line as “{visible(known[text])}”", "keep one of the two", at)
        else:
            known[text] = line.name
    for line in usual:
        of_others = {text: name for text, name in known.items() if name != line.name}
        yield from _problems_of_words(line.words, ("usual_lines", line.name), of_others)
        for word in line.words:
            known.setdefault(looked_for(word), line.name)


def _problems_of_words(
    words: tuple[str, ...], at: tuple[str, ...], of_others: Mapping[str, str]
) -> Iterator[ImpossibleError]:
    """What is wrong with the words of one list; `of_others` says which other line is known by what is looked for."""
    here: set[str] = set()
    for place, word in enumerate(words):
        text, remedy = looked_for(word), ""
        if len(word) > LONGEST_WORD:
            what, remedy = f"a word has {len(word):,} characters", f"keep to {LONGEST_WORD} at most"
        elif not text.strip():
            what = f"“{visible(word)}” has no letter or digit"
            remedy = "write a word, or the beginning of one as in licen*"
        elif _ANY in word[1:-1]:
            what, remedy = (
                f"“{visible(word)}” has a star within",
                "put stars only at the start or the end, as in licen*",
            )
        elif text in here:
            what, remedy = f"“{visible(word)}” stands twice", "keep one of the two"
        elif text in of_others:
            what = f"“{visible(word)}” is what “{visible(of_others[text])}” is known by"
            remedy = "leave it to one of the two"
        if remedy:
            yield ImpossibleError(what, remedy, (*at, place))
        here.add(text)
