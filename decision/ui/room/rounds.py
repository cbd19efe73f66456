"""Rounds side by side: what the group said in each, and what moved."""

from __future__ import annotations

from decision.outputs.words.figures import percent
from decision.outputs.words.rooms import ASKED, figure_of, what_of
from decision.outputs.words.scoring import short_names
from decision.room.agreement import moved_share
from decision.room.gathered import Gathered, Lying, lying
from decision.room.questions import Asked
from decision.room.record import asked_for
from decision.ui.frame.blocks import heads, row, table
from decision.ui.frame.text import escape


def rounds_table(found: Gathered) -> str:
    """A row for each thing that was asked, a column for each round: the group's figure, and which share moved."""
    rounds = [each for each in found.rounds if each.round.question.kind in (Asked.WEIGHTS, Asked.RATINGS)]
    by_round = [{each.of: each for each in lying(found.scenario, revealed)} for revealed in rounds]
    things = dict.fromkeys(of for lies in by_round for of in lies)
    rows = "".join(row(escape(what_of(found.scenario, of)[0]), _cells(found, by_round, of)) for of in things)
    names = short_names(found.scenario.options)
    leads = []
    for place in range(len(rounds)):
        until = Gathered(found.scenario, tuple(rounds[: place + 1]))
        first = names[found.scenario.options[until.disagreement.leader].id] if until.can_be_scored else ""
        w = until.agreement
        leads.append(first if w is None else f"{first}, agreement {w:.2f}")
    rows += row("Leads for the group", leads, "total")
    titles = (f"Round {each.round.number}: {ASKED[asked_for(each.round.question.kind)]}" for each in rounds)
    return table("Rounds side by side", heads("On", *map(escape, titles)), rows)


def _cells(found: Gathered, by_round: list[dict[str, Lying]], of: str) -> list[str]:
    cells: list[str] = []
    before: Lying | None = None
    for lies in by_round:
        each = lies.get(of)
        if each is None or each.group is None:
            cells.append("")
            continue
        said = figure_of(found.scenario, of, each.group)
        share = None if before is None else moved_share(before.figures, each.figures, each.reach)
        cells.append(said if share is None else f"{said} ({percent(share)} moved)")
        before = each
    return cells
