"""How a decision moved, commit by commit, as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from decision.outputs.tables.history import HistoryRow, history_in_a_sentence
from decision.outputs.text.layout import one_line, table, wrapped
from decision.outputs.words.simulation import share_with_error

_LEADER, _SUBJECT = 30, 48  # columns of a text before it goes on in the next line


def history_text(file: str, rows: Sequence[HistoryRow]) -> str:
    """A row for each version, the oldest first; a version with faults says so in place of its leader."""
    head = ["version", "day", "what was said of it", "leader", "how sure", "by points", "best in"]
    sound = [row for row in rows if row.moment is not None]
    blocks = [one_line(file), one_line(history_in_a_sentence(rows)), table([head, *map(_cells, rows)], texts=5)]
    if sound and sound[-1].moment is not None and sound[-1].moment.draws is not None:
        last = sound[-1].moment
        blocks.append(
            f"All computed now, with Trilemma {last.version}, {last.draws:,} draws and seed {last.seed} for every "
            "version. > before a leader: another led before."
        )
    return "\n\n".join(blocks) + "\n"


def _cells(row: HistoryRow) -> list[str]:
    day = "" if row.when is None else row.when[:10]
    subject = wrapped(row.subject or "", _SUBJECT)
    found = row.moment
    if found is None:
        return [row.called, day, subject, wrapped(row.problem, _LEADER), "", "", ""]
    best = ""
    if len(found.leaders) == 1 and found.leaders[0] in found.p_best and found.draws and found.how_sure != "not known":
        leader = found.leaders[0]
        best = share_with_error(found.p_best[leader], found.p_best_se[leader], found.draws)
    leader_cell = wrapped(("> " if row.turned else "") + row.leaders, _LEADER)
    return [row.called, day, subject, leader_cell, found.how_sure or "", row.lead, best]
