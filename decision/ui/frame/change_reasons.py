"""One reason for all changes that have none yet: asked for once, where the decision is saved or taken away."""

from __future__ import annotations

from functools import partial

from decision.model.structure.texts import sound_line
from decision.model.trail import LONGEST_REASON
from decision.outputs.words.trail import without_reason_in_words
from decision.ui.frame.number_field import show_refusals
from decision.ui.frame.text_field import text_field
from decision.ui.session import state
from decision.ui.session.work import Work

_HELP = "The workbook, the memo and the record for the buyer tell it beside each of these changes."


def reason_for_changes(work: Work, place: str) -> None:
    """A field for the reason, on the part of the page called `place`; nothing where every change has one."""
    silent = work.trail.without_reason
    if not silent:
        return
    # by how many there are in all: what is changed later is asked about by a field of its own
    key = f"{place}:why:{work.trail.forgotten + len(work.trail.entries)}"
    title = f"Why? ({without_reason_in_words(silent)})"
    refused = text_field(key, title, "", _give, help=_HELP, max_chars=LONGEST_REASON, placeholder="For the trail")
    show_refusals([refused])


def _give(why: str) -> None:
    line = sound_line(why, "the reason")
    if line:
        state.amend(partial(_with_reason, line=line))


def _with_reason(work: Work, line: str) -> Work:
    return work.with_trail(work.trail.with_reason_for_the_rest(line))
