"""Documents and pages held against those that their decision gives, text by text, in the order of reading.

A text is a paragraph, a cell of a table, or what stands between two tags of a page; what marks it as a claim, where it
is marked, is its name. Of a page all else is compared too: its marks, its styles and its scripts, for a script that
somebody changed would say what it likes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from xml.etree import ElementTree

from decision.model.enclosed import HTML_ID
from decision.model.errors import DecisionError
from decision.verification.finding import Finding

_MOST_TEXTS = 50_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A_PICTURE = ".png", ".svg", ".jpg", ".jpeg", ".emf", ".gif"
_WHOLE = ("script", "style")  # elements whose text is no text to read
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass(frozen=True)
class Text:
    """A text and where it stands."""

    where: str
    text: str


def compare_texts(told: Sequence[Text], is_: Sequence[Text]) -> tuple[int, list[Finding]]:
    """How many texts were compared, and where they differ; what was taken out or put in is told once."""
    for texts in (told, is_):
        if len(texts) > _MOST_TEXTS:
            raise DecisionError(f"it holds more than {_MOST_TEXTS:,} texts, which are not compared")
    findings: list[Finding] = []
    matcher = SequenceMatcher(None, [each.text for each in is_], [each.text for each in told], autojunk=False)
    for kind, first, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            continue
        known, now = is_[first:end], told[at:to]
        for one, other in zip(known, now, strict=False):
            findings.append(Finding(other.where, other.text, one.text))
        findings += [Finding(each.where, None, each.text) for each in known[len(now) :]]
        findings += [Finding(each.where, each.text, None) for each in now[len(known) :]]
    return len(is_), findings


# --- documents --------------------------------------------------------------------------------------------------


def document_texts(raw: bytes) -> list[Text]:
    """The paragraphs of a document that is known to be harmless: its body, then headers, footers and notes."""
    texts: list[Text] = []
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        parts = [name for name in names if name.rpartition("/")[2].startswith(("document", "header", "footer"))]
        parts += [name for name in names if name.rpartition("/")[2] in ("footnotes.xml", "endnotes.xml")]
        for part in sorted(parts, key=lambda name: (not name.startswith("word/document"), name)):
            root = ElementTree.fromstring(package.read(part))  # noqa: S314  # whatever defines entities was refused
            called = part.rpartition("/")[2].removesuffix(".xml")
            texts += _paragraphs(root, "" if called == "document" else f"{called}, ")
    return texts


def _paragraphs(root: ElementTree.Element, called: str) -> Iterator[Text]:
    number = 0
    for paragraph in root.iter(f"{_W}p"):
        text = " ".join("".join(_runs(paragraph)).split())
        if text:
            number += 1
            yield Text(f"{called}paragraph {number}", text)


def _runs(element: ElementTree.Element) -> Iterator[str]:
    """The pieces of text of a paragraph, without those of paragraphs inside it."""
    for each in element:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif each.tag not in (f"{_W}p", f"{_W}delText"):
            yield from _runs(each)


def compare_pictures(told: bytes, is_: bytes) -> tuple[int, list[Finding]]:
    """Whether a document holds the pictures that were drawn of its decision, and no others."""
    known, now = _pictures(is_), _pictures(told)
    findings = [
        Finding(f"picture {number}", note="the picture that was drawn of the decision is not in the document")
        for number, each in enumerate(known, start=1)
        if each not in now
    ]
    findings += [
        Finding(f"picture {number}", note="the picture was not drawn of the decision")
        for number, each in enumerate(now, start=1)
        if each not in known
    ]
    return len(known), findings


def _pictures(raw: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = sorted(name for name in package.namelist() if name.lower().endswith(_A_PICTURE))
        return [hashlib.sha256(package.read(name)).hexdigest() for name in names]


# --- pages ------------------------------------------------------------------------------------------------------


@dataclass
class Page:
    """A page taken apart.

    Attributes
    ----------
    texts
        What is read, in order.
    whole
        Scripts and styles, by what they are and in which order they stand; what encloses the decision is not among
        them.
    marks
        All tags with what they say, in order.
    """

    texts: list[Text] = field(default_factory=list)
    whole: list[Text] = field(default_factory=list)
    marks: list[Text] = field(default_factory=list)


def page_of(raw: bytes) -> Page:
    """The page taken apart; `raw` is known to be UTF-8."""
    heard = _Heard()
    heard.feed(raw.decode("utf-8"))
    heard.close()
    return heard.page


def compare_pages(told: Page, is_: Page) -> tuple[int, list[Finding]]:
    """How many texts were compared, and where the pages differ."""
    count, findings = compare_texts(told.texts, is_.texts)
    for number in range(max(len(told.whole), len(is_.whole))):
        one, other = (page.whole[number] if number < len(page.whole) else None for page in (told, is_))
        if one is None or other is None or one.text != other.text:
            where = (one or other or Text("", "")).where
            findings.append(Finding(where, note="it is not what Trilemma writes; do not trust what it does"))
    if [each.text for each in told.marks] != [each.text for each in is_.marks]:
        _, marks = compare_texts(told.marks, is_.marks)
        findings += marks
    return count + len(is_.whole), findings


class _Heard(HTMLParser):
    """Hears a page, tag by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[tuple[str, str]] = []  # tags, each with the name of its claim
        self._pieces: list[str] = []
        self._whole: str | None = None
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        said = dict(attrs)
        line, _ = self.getpos()
        shown = " ".join([tag, *(f"{name}={value!r}" for name, value in sorted(said.items(), key=lambda x: x[0]))])
        self.page.marks.append(Text(f"line {line}", f"<{shown}>"))
        if tag not in _VOID:
            self._open.append((tag, said.get("data-claim") or ""))
        if tag in _WHOLE:
            encloses = said.get("id") == HTML_ID
            self._whole = None if encloses else f"{tag} on line {line}"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        line, _ = self.getpos()
        self.page.marks.append(Text(f"line {line}", f"</{tag}>"))
        names = [each for each, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.page.marks.append(Text(f"line {self.getpos()[0]}", f"<!--{data}-->"))

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._open and self._open[-1][0] in _WHOLE:
            if self._whole is not None:
                self.page.whole.append(Text(self._whole, text))
            return
        text = " ".join(text.split())
        if text:
            self._count += 1
            claim = next((name for _, name in reversed(self._open) if name), "")
            where = claim or f"line {self.getpos()[0]}"
            self.page.texts.append(Text(where, text))
