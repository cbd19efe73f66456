"""Rounds side by side: what the group said in each, and what moved."""

from __future__ import annotations

from decision.model.requirement import Verdict
from decision.outputs.words.figures import VERDICTS, percent
from decision.outputs.words.rooms import ASKED, figure_of, led_in_words, what_of
from decision.outputs.words.scoring import short_names
from decision.room.agreement import moved_share
from decision.room.gathered import Gathered, Lying, gut_choices, lying
from decision.room.questions import Asked
from decision.room.record import asked_for
from decision.ui.frame.blocks import heads, row, table
from decision.ui.frame.text import escape


def rounds_table(found: Gathered) -> str:
    """A row for each thing that was asked, a column for each round: the group's figure, and which share moved."""
    by_round = [{each.of: each for each in lying(found.scenario, revealed)} for revealed in found.rounds]
    things = dict.fromkeys(of for lies in by_round for of in lies)
    rows = "".join(row(escape(what_of(found.scenario, of)[0]), _cells(found, by_round, of)) for of in things)
    rows += row("Leads for the group", [_leads(found, place) for place in range(len(by_round))], "total")
    titles = (f"Round {each.round.number}: {ASKED[asked_for(each.round.question.kind)]}" for each in found.rounds)
    return table("Rounds side by side", heads("On", *map(escape, titles)), rows)


def _leads(found: Gathered, place: int) -> str:
    """Who leads after a round, by all that was answered until then; of a gut choice, what was chosen."""
    last = found.rounds[place]
    match last.round.question.kind:
        case Asked.GUT:
            counts = gut_choices(last)
            return led_in_words(found.scenario, counts, float(sum(counts.values())), "is the choice of")
        case Asked.REQUIREMENTS:
            return ""
    until = Gathered(found.scenario, tuple(found.rounds[: place + 1]))
    if not until.can_be_scored:
        return ""
    first = short_names(found.scenario.options)[found.scenario.options[until.disagreement.leader].id]
    w = until.agreement
    return first if w is None else f"{first}, agreement {w:.2f}"


def _cells(found: Gathered, by_round: list[dict[str, Lying]], of: str) -> list[str]:
    cells: list[str] = []
    before: Lying | None = None
    for lies in by_round:
        each = lies.get(of)
        if each is None or not each.answered:
            cells.append("")
        elif each.verdicts:
            said = [f"{each.verdicts[verdict]} {VERDICTS[verdict]}" for verdict in Verdict if verdict in each.verdicts]
            cells.append(", ".join(said))
        else:
            figure = "" if each.group is None else figure_of(found.scenario, of, each.group)
            share = None if before is None else moved_share(before.figures, each.figures, each.reach)
            cells.append(figure if share is None else f"{figure} ({percent(share)} moved)")
            before = each
    return cells
