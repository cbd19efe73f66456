"""What changed between two decisions, as plain text: the answer, then the way from the old margin to the new."""

from __future__ import annotations

from decision.analysis.difference.difference import Difference
from decision.outputs.tables.difference import Step, steps
from decision.outputs.text.layout import one_line, table, wrapped
from decision.outputs.words.adding_up import chance_ends, margin_ends
from decision.outputs.words.changes import Told, change_in_words
from decision.outputs.words.difference import (
    answer,
    explanation,
    how_counted,
    margin_in_words,
    signed,
)
from decision.outputs.words.figures import points

_NAME = 60  # columns of a change, before it goes on in the next line


def difference_text(found: Difference) -> str:
    """The answer in sentences, the shares of all changes as a table, and what changed beside the scores."""
    blocks = ["\n".join(one_line(sentence) for sentence in (answer(found), *explanation(found)))]
    if found.moved:
        blocks.append(_table(found))
    if found.said:
        head = "Changes from which no score follows:" if found.moved else "Changed:"
        blocks.append("\n".join([head, *(wrapped(str(change_in_words(found, each)), 100, 1) for each in found.said)]))
    if found.moved:
        notes = [margin_in_words(found)] if found.margin is not None else []
        blocks.append("\n".join(one_line(note) for note in (*notes, how_counted(found))))
    return "\n\n".join(blocks) + "\n"


def _table(found: Difference) -> str:
    ends = [
        (name, each)
        for name, each in (("margin", margin_ends(found)), ("best in 100", chance_ends(found)))
        if each is not None
    ]
    rows = [["", *(name for name, _ in ends)]]
    if ends:
        rows.append(["Before", *(points(each.old) for _, each in ends)])
    rows += [[_called(step.told), *_figures(step, found)] for step in steps(found)]
    if ends:
        rows.append(["Now", *(points(each.new) for _, each in ends)])
    return table(rows, feet=1 if ends else 0)


def _called(told: Told) -> str:
    """A change on its lines, both sides of it indented below."""
    if not told.was:
        return wrapped(str(told), _NAME)
    return f"{wrapped(told.label, _NAME)}\n{wrapped(f'{told.was} → {told.now}', _NAME, 1)}"


def _figures(step: Step, found: Difference) -> list[str]:
    told = []
    for x, error in ((step.margin, step.margin_error), (step.chance, step.chance_error)):
        if x is not None:
            told.append(signed(x) + (f" ± {error:.2g}" if found.orders is not None else ""))
    return told
