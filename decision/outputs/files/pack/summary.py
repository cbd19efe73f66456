"""The summary for one option, of its assessment alone; of the option chosen as much as was asked to be shown.

The order follows what the UK's Procurement Regulations 2024 ask of an assessment summary (SI 2024/692, regulation 31):
criteria with their importance and how they are assessed, the score of each with its explanation, the total, why not,
and the same of the most advantageous tender. That a summary is enough for any such rule is not claimed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from decision.analysis.stopping import go_on
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph
from decision.outputs.tables.assessment import AssessedCriterion, Assessment
from decision.outputs.words.assessment import NO_REASON, RANGES, held_in_words, total_in_words
from decision.outputs.words.figures import points
from decision.outputs.words.record import day
from decision.version import __version__

KIND = "Assessment summary"
_METHOD = (
    f"Points are worked out as Trilemma {__version__} does it: on each criterion the share of its points that the "
    "rating earns, expected over what is uncertain about it, and the sum of these. Every formula and its source: "
    "docs/method.md there. Criteria, weights and scales stand in full above."
)
_MADE_OF = "What this comes to, line by line, as it is expected"
_MISSED = "It missed most points on these criteria, each of which is explained below:"
_OUT_ANYWAY = (
    "So it could not be chosen, whatever its points. Had it been in, these are the criteria on which it missed most:"
)
_NO_CLAIM = "This tells what was assessed and why. It does not claim to be all that any rule asks to be told."


@dataclass(frozen=True)
class Outcome:
    """What an option may be told of what was decided: whether it was chosen, when, and of the other what was asked.

    Attributes
    ----------
    is_chosen
        None as long as nothing is decided.
    shown
        The assessment of the option chosen, where it is to be shown, and another than that which is told.
    with_reasons
        Whether its reasons are shown too.
    """

    is_chosen: bool | None = None
    on: datetime.date | None = None
    shown: Assessment | None = None
    with_reasons: bool = False


def summary(title: str, own: Assessment, outcome: Outcome) -> Paper:
    """The summary for the option that `own` is of."""
    return Paper(title, f"{KIND}: {own.name}", tuple(_blocks(own, outcome)))


def _blocks(own: Assessment, outcome: Outcome) -> Iterator[Block]:
    yield Paragraph(f"{total_in_words(own.name, own.total)} {_decided(outcome)}".strip(), "lead")
    if own.out or outcome.is_chosen is False:
        yield from _why_not(own, outcome)
    yield Heading("Points")
    yield from _points(own)
    yield Heading("Criterion by criterion")
    for each in own.criteria:
        go_on()
        if each.is_rated:
            yield from _criterion(each)
    yield from _requirements(own)
    if outcome.shown is not None:
        yield from _chosen(outcome.shown, with_reasons=outcome.with_reasons)
    yield Heading("How the points come about")
    yield Paragraph(_METHOD)
    yield Paragraph(RANGES)
    yield Paragraph(_NO_CLAIM, "note")


def _decided(outcome: Outcome) -> str:
    on = "" if outcome.on is None else f" on {day(outcome.on)}"
    if outcome.is_chosen is None:
        return "Nothing is decided yet."
    return f"It was chosen{on}." if outcome.is_chosen else f"Another option was chosen{on}."


def _why_not(own: Assessment, outcome: Outcome) -> Iterator[Block]:
    # not that points decided: whoever was chosen may have fewer, and that is not for this option to be told
    yield Heading("Why it is out" if own.out else "What counted against it")
    if own.out:
        yield Bullets(own.out)
    if outcome.is_chosen is not False:
        return
    lost = sorted((each for each in own.criteria if each.is_rated), key=lambda each: each.earned - each.most)
    missed = [each for each in lost if each.most - each.earned >= 0.05][:3]
    if missed:
        yield Paragraph(_OUT_ANYWAY if own.out else _MISSED)
        yield Bullets(tuple(f"{each.name}: {points(each.earned)} of {points(each.most)} points" for each in missed))
    if outcome.shown is not None:
        yield Paragraph(total_in_words(outcome.shown.name, outcome.shown.total))


def _points(of: Assessment) -> Iterator[Block]:
    """All criteria and parts with their weights and points."""
    head = ("Criterion", "Weight", "Points there were", "Points given")
    rows = [(each.name, each.percent, points(each.most), points(each.earned)) for each in of.criteria]
    rows.append(("Total", "100 %", points(100.0), points(of.total)))
    yield Grid(
        "Weights and points", head, tuple(rows), frozenset({1, 2, 3}), (4, 1, 1.5, 1.5), frozenset({len(rows) - 1})
    )
    if any(each.depth for each in of.criteria):
        yield Paragraph("The points of a criterion with parts are the sum of those of its parts.", "note")
    if of.money:
        yield Paragraph(of.money, "note")


def _criterion(each: AssessedCriterion) -> Iterator[Block]:
    """How it is assessed, what was given and why, and what would have earned more."""
    yield Heading(f"{each.name}: {points(each.earned)} of {points(each.most)} points", 2)
    if each.asked:
        yield Paragraph(f"Asked: {each.asked}")
    yield Paragraph(f"How it is assessed: {each.how}")
    yield Paragraph(f"Rated: {each.rating}. Why: {each.because or NO_REASON}{_grounds(each)}")
    if each.counted_with:
        yield Paragraph(f"Counted with what is the same for every option. {'. '.join(each.counted_with)}.")
    if each.made_of:
        last = frozenset({len(each.made_of) - 1})
        yield Grid(_MADE_OF, ("Line", "In today's money"), each.made_of, frozenset({1}), (5, 2), last)
    yield Paragraph("What would have earned more:" if each.most - each.earned > 0 else "What it earned:")
    yield Bullets(each.more)


def _grounds(each: AssessedCriterion) -> str:
    known = [f"source: {each.source}"] if each.source else []
    known += [f"evidence: {each.evidence}"] if each.evidence else []
    return f" ({'; '.join(known)})" if known else ""


def _requirements(own: Assessment) -> Iterator[Block]:
    if not own.requirements:
        return
    yield Heading("Requirements")
    rows = tuple(
        (each.id, each.text, held_in_words(each.verdict), each.because, each.source or each.test)
        for each in own.requirements
    )
    head = ("Id", "Requirement", "Held to be", "Why", "Source, or how it is tested")
    yield Grid("Requirements, and how each was decided", head, rows, widths=(1, 4, 1.4, 3, 3))


def _chosen(of: Assessment, *, with_reasons: bool) -> Iterator[Block]:
    """The points of the option chosen, with its reasons where they are to be shown."""
    yield Heading("The option chosen")
    yield Paragraph(total_in_words(of.name, of.total))
    yield from _points(of)
    if with_reasons:
        rows = tuple(
            (each.name, each.rating, f"{each.because or NO_REASON}{_grounds(each)}")
            for each in of.criteria
            if each.is_rated
        )
        yield Grid(
            "Why the option chosen was given its points", ("Criterion", "Rated", "Why"), rows, widths=(2.5, 2, 5)
        )
