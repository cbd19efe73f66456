"""What the buyer keeps: which file is for whom, what to read before one is sent, and the record of the moderation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from decision.analysis.scoring import Evaluation
from decision.model.contents import Option
from decision.model.scenario import Scenario
from decision.model.trail import Trail
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph
from decision.outputs.files.rooms_paper import room_blocks
from decision.outputs.tables.evaluations import CellRow, EvaluationsTable, ScoreRow, evaluations_table
from decision.outputs.tables.rooms import rooms_tables
from decision.outputs.tables.trail import TrailTable, trail_table
from decision.outputs.words.evaluations import NO_REASON, RULE
from decision.outputs.words.figures import points
from decision.outputs.words.scoring import criterion_name, short_names
from decision.version import __version__

_COLUMNS = (  # of what evaluators gave, how wide each is, and whether it is there where nothing is in it
    ("Evaluator", 1.2, True),
    ("Gave", 1.2, True),
    ("Because", 3.5, True),
    ("Evidence", 1.2, False),
    ("Source", 1.8, False),
    ("When", 1.6, False),
    ("Moderation", 3, False),
)
_SHORTEST = 3  # letters of a name that is looked for: a shorter one stands in too many words
_NOT_A_NAME = ("the", "our", "own", "this", "new", "offer", "vendor", "option", "bidder", "supplier")  # at a beginning
_MOST_TOLD = 200
_SHOWN = {
    "none": "Of the option chosen, no summary tells its name, its points or its reasons.",
    "scores": "Of the option chosen, each summary tells the name and the points. Where points of a price follow from a "
    "fixed formula, they give the price away.",
    "reasons": "Of the option chosen, each summary tells the name, the points, what it was rated and why. Read the "
    "reasons for what is confidential.",
}


def read_me(scenario: Scenario, evaluation: Evaluation, shown: str, files: dict[str, str], *, moderated: bool) -> Paper:
    """Which file is for whom; `files` gives the name of each summary by the id of its option."""
    return Paper(
        scenario.title,
        "For the buyer alone: what is in this folder",
        tuple(_read_me(scenario, evaluation, shown, files, moderated=moderated)),
    )


def _read_me(
    scenario: Scenario, evaluation: Evaluation, shown: str, files: dict[str, str], *, moderated: bool
) -> Iterator[Block]:
    yield Paragraph(
        "Nothing in the folder for-the-buyer, and not the list SHA256SUMS, is for those who offered.", "lead"
    )
    names = {option.id: option.name for option in scenario.options}
    rows = tuple((names[id], f"{file}.docx, {file}.md") for id, file in files.items())
    yield Grid("Each summary goes to the one it is about, and to nobody else", ("Option", "Its summary"), rows)
    yield Paragraph(_SHOWN[shown])
    if moderated:
        yield Paragraph("The moderation record tells who gave what and why, and what was changed.")
    found, ahead = to_read_before_sending(scenario), not_for_its_points(scenario, evaluation)
    yield Heading("Read before sending")
    if ahead:
        yield Bullets(tuple(ahead))
    if found:
        yield Bullets(tuple(found))
    else:
        yield Paragraph("No reason has the name of another option in it, and every rating has a reason.")
    yield Paragraph(
        "Looked for were names, whole and in short. A reason that speaks of another option without its name, as in "
        "“dearer than the others”, is not found so: read those too.",
        "note",
    )
    yield Heading("What rules ask")
    yield Paragraph(
        "Rules on what must be told differ: the UK's Procurement Regulations 2024, regulation 31 "
        "(legislation.gov.uk, SI 2024/692), ask for the criteria with their importance, the score of each with its "
        "explanation by reference to what was offered, and the same of the most advantageous tender. These summaries "
        "follow that order. That they are enough for it, or for any other rule, is not claimed."
    )
    yield Paragraph(
        f"Made of the decision with the fingerprint {scenario.fingerprint}. Trilemma {__version__}.", "note"
    )


def not_for_its_points(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    """Options that were not chosen with as many points as the one that was, or more: points do not say why."""
    if scenario.decision is None:
        return []
    chosen = evaluation.option(scenario.decision.chosen)
    return [
        f"{each.name} has {points(each.score)} points, {chosen.name}, which was chosen, {points(chosen.score)}. Its "
        "summary tells what it missed points on, and not why it was not chosen: say that yourself."
        for each in evaluation.options
        if each.id != chosen.id and not each.excluded and float(points(each.score)) >= float(points(chosen.score))
    ]


def to_read_before_sending(scenario: Scenario) -> list[str]:
    """What in an option's own texts names another option, and what has no reason, a sentence each."""
    found, short = [], short_names(scenario.options)
    for option in scenario.options:
        others = {
            other.name: _called(other, short[other.id], option)
            for other in scenario.options
            if other.id != option.id and other.name != option.name
        }
        for where, text in _own_texts(scenario, option.id):
            if not text and where[1]:
                found.append(f"{option.name}: {where[0]} has no reason.")
            named = [name for name, called in others.items() if any(_names(text, *each) for each in called.items())]
            if named:
                found.append(f"{option.name}: what is said of {where[0]} names {', '.join(named)}.")
    more = len(found) - _MOST_TOLD
    return found if more <= 0 else [*found[:_MOST_TOLD], f"And {more:,} more such places."]


def _own_texts(scenario: Scenario, id: str) -> Iterator[tuple[tuple[str, bool], str]]:
    """What each text of an option is said of, whether it should be there, and the text."""
    option = scenario.option(id)
    for path, rating in option.ratings.items():
        yield (criterion_name(scenario, path), True), rating.because
        yield (f"the source of {criterion_name(scenario, path)}", False), rating.source
    for name, result in option.requirements.items():
        yield (f"requirement {name}", result.verdict == "fail"), result.because
        yield (f"the source of requirement {name}", False), result.source


def _called(other: Option, short: str, own: Option) -> dict[str, re.RegexFlag]:
    """What a text about `own` may call `other`: its whole name in any case, and shorter ones as they are written."""
    called = {other.name: re.IGNORECASE}
    words = set(own.name.split())
    for name in (short, *other.name.split()[:1]):  # ``Acme`` of Acme Health Ltd
        if name not in words and name[:1].isupper() and name.casefold() not in _NOT_A_NAME:
            called.setdefault(name, re.NOFLAG)
    return called


def _names(text: str, name: str, flags: re.RegexFlag) -> bool:
    """Whether `text` has `name` in it as words of its own."""
    if len(name) < _SHORTEST:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


# --- the record of the moderation -----------------------------------------------------------------------------------


def moderation_record(scenario: Scenario, trail: Trail) -> Paper | None:
    """How figures came about: what evaluators gave, what rooms settled, what was changed; None where nobody did any.

    Of evaluations that is who evaluated, what each gave and why, what moderation changed and why, what was agreed, and
    who dissents.
    """
    evaluations, changes = evaluations_table(scenario), trail_table(scenario, trail)
    blocks = list[Block]()
    if evaluations is not None:
        blocks += _record(evaluations)
    blocks += room_blocks(rooms_tables(scenario))
    if changes is not None and changes.rows:
        blocks += _changes(changes)
    foot = f"Fingerprint {scenario.fingerprint}. For the buyer alone."
    kind = "Moderation record, for the buyer alone"
    return Paper(scenario.title, kind, tuple(blocks), foot, wide=True) if blocks else None


def _changes(table: TrailTable) -> Iterator[Block]:
    """Every change of a figure since the file was opened, so that none moved without a trace."""
    yield Heading("What was changed")
    yield Paragraph(table.sentence)
    columns = (("When (UTC)", 1.6, True), ("What", 3, True), ("From", 2.5, True), ("To", 2.5, True), ("", 1, False))
    rows = [(row.at, row.name, row.was, row.now, row.step, row.why, row.entry.who) for row in table.rows]
    yield _filled("What was changed", (*columns, ("Why", 3, True), ("By", 1.5, False)), rows, any_of=rows)


def _record(evaluations: EvaluationsTable) -> Iterator[Block]:
    yield from (Paragraph(each) for each in evaluations.sentences)
    yield Paragraph(RULE, "note")
    if evaluations.evaluators:
        yield Heading("Evaluators")
        rows = [(each.by, each.role, each.when, each.interests, str(each.rated)) for each in evaluations.evaluators]
        columns = (("Evaluator", 1.5, True), ("Role", 2, False), ("When", 1.5, False))
        yield _filled(
            "Who evaluated, and which interests were declared",
            (*columns, ("Interests", 4, True), ("Cells rated", 1, True)),
            rows,
            any_of=rows,
            figures=("Cells rated",),
        )
    every = [_given(each) for cell in evaluations.cells for each in cell.scores]
    if every and not any(row[-1] for row in every):
        yield Paragraph("Moderation changed no rating.")
    for each in evaluations.cells:
        yield from _cell(each, every)


def _cell(each: CellRow, every: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    """One cell of `every` row of the record: columns in which none has anything are left out, the same everywhere."""
    yield Heading(f"{each.criterion}: {each.option}", 2)
    if each.scores:
        yield _filled("What each gave", _COLUMNS, [_given(score) for score in each.scores], any_of=every)
    yield from (Paragraph(said) for said in each.sentences)
    if each.dissent:
        yield Bullets(tuple(f"Another view: {said}" for said in each.dissent))


def _given(score: ScoreRow) -> tuple[str, ...]:
    because = score.because or NO_REASON
    return (score.by, score.given, because, score.evidence, score.source, score.when, " ".join(score.moved))


def _filled(
    caption: str,
    columns: Sequence[tuple[str, float, bool]],
    rows: Sequence[tuple[str, ...]],
    *,
    any_of: Sequence[tuple[str, ...]],
    figures: Sequence[str] = (),
) -> Grid:
    """A table of those columns that are needed, or in which `any_of` these rows has something."""
    kept = [place for place, (_, _, needed) in enumerate(columns) if needed or any(row[place] for row in any_of)]
    return Grid(
        caption,
        tuple(columns[place][0] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in rows),
        frozenset(at for at, place in enumerate(kept) if columns[place][0] in figures),
        tuple(columns[place][1] for place in kept),
    )
