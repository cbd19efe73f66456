"""What changed between two decisions, as Markdown for a pull request: the answer first, all else folded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decision.analysis.difference.difference import Difference
from decision.outputs.files.markdown import plain
from decision.outputs.tables.difference import Step, steps
from decision.outputs.words.adding_up import chance_ends, margin_ends
from decision.outputs.words.changes import change_in_words
from decision.outputs.words.difference import (
    answer,
    explanation,
    how_counted,
    margin_in_words,
    signed,
)
from decision.outputs.words.figures import points
from decision.outputs.words.grammar import counted


def difference_markdown(found: Difference, name: str = "") -> str:
    """One line where no score moved; else the answer, and the changes folded below. `name` is that of the decision."""
    before = f"{plain(name)}: " if name else ""
    if not found.moved:
        return f"{before}{plain(answer(found))}\n"
    blocks = [f"{before}**{plain(answer(found))}**"]
    sentences = " ".join(plain(sentence) for sentence in explanation(found))
    if sentences:
        blocks.append(sentences)
    blocks.append(_folded(f"{_changes(len(found.shares))} moved the scores", [_table(found), *_notes(found)]))
    if found.said:
        told = "\n".join(f"- {plain(str(change_in_words(found, each)))}" for each in found.said)
        blocks.append(_folded(f"{_changes(len(found.said))} beside the scores", [told]))
    return "\n\n".join(blocks) + "\n"


def _changes(count: int) -> str:
    return counted(count, "change")


def _folded(summary: str, blocks: Iterable[str]) -> str:
    return "\n\n".join([f"<details><summary>{summary}</summary>", *blocks, "</details>"])


def _notes(found: Difference) -> list[str]:
    margin = [plain(margin_in_words(found))] if found.margin is not None else []
    return [*margin, plain(how_counted(found))]


def _table(found: Difference) -> str:
    head = ["Change", "Before", "Now"]
    ends: list[tuple[str, str]] = []
    for name, each in (("Margin", margin_ends(found)), ("Best in 100", chance_ends(found))):
        if each is not None:
            head.append(name)
            ends.append((points(each.old), points(each.new)))
    rows = [head, ["---", "---", "---", *["--:"] * len(ends)]]
    if ends:
        rows.append(["**Before**", "", "", *(f"**{old}**" for old, _ in ends)])
    rows += [
        [plain(step.told.label), plain(step.told.was), plain(step.told.now), *_figures(step, found)]
        for step in steps(found)
    ]
    if ends:
        rows.append(["**Now**", "", "", *(f"**{new}**" for _, new in ends)])
    return _lines(rows)


def _figures(step: Step, found: Difference) -> list[str]:
    return [
        signed(x) + (f" ± {error:.2g}" if found.orders is not None else "")
        for x, error in ((step.margin, step.margin_error), (step.chance, step.chance_error))
        if x is not None
    ]


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
