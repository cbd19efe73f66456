"""What the buyer keeps: which file is for whom, what to read before one is sent, and the record of the moderation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decision.model.scenario import Scenario
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph
from decision.outputs.tables.evaluations import CellRow, EvaluationsTable
from decision.outputs.words.evaluations import RULE
from decision.outputs.words.scoring import criterion_name
from decision.version import __version__

_SHORTEST = 3  # letters of a name that is looked for: a shorter one stands in too many words
_MOST_TOLD = 200
_SHOWN = {
    "none": "Of the option chosen, no summary tells its name, its points or its reasons.",
    "scores": "Of the option chosen, each summary tells the name and the points. Where points of a price follow from a "
    "fixed formula, they give the price away.",
    "reasons": "Of the option chosen, each summary tells the name, the points, what it was rated and why. Read the "
    "reasons for what is confidential.",
}


def read_me(scenario: Scenario, shown: str, files: dict[str, str], *, moderated: bool) -> Paper:
    """Which file is for whom; `files` gives the name of each summary by the id of its option."""
    return Paper(
        scenario.title,
        "For the buyer alone: what is in this folder",
        tuple(_read_me(scenario, shown, files, moderated=moderated)),
    )


def _read_me(scenario: Scenario, shown: str, files: dict[str, str], *, moderated: bool) -> Iterator[Block]:
    yield Paragraph(
        "Nothing in the folder for-the-buyer, and not the list SHA256SUMS, is for those who offered.", "lead"
    )
    names = {option.id: option.name for option in scenario.options}
    rows = tuple((names[id], f"{file}.docx, {file}.md") for id, file in files.items())
    yield Grid("Each summary goes to the one it is about, and to nobody else", ("Option", "Its summary"), rows)
    yield Paragraph(_SHOWN[shown])
    if moderated:
        yield Paragraph("The moderation record tells what each evaluator gave and why, and what was changed.")
    found = to_read_before_sending(scenario)
    yield Heading("Read before sending")
    if found:
        yield Bullets(tuple(found))
    else:
        yield Paragraph("No reason names another option, and every rating has a reason.")
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


def to_read_before_sending(scenario: Scenario) -> list[str]:
    """What in an option's own texts names another option, and what has no reason, a sentence each."""
    found = []
    for option in scenario.options:
        others = [other.name for other in scenario.options if other.id != option.id and other.name != option.name]
        for where, text in _own_texts(scenario, option.id):
            if not text and where[1]:
                found.append(f"{option.name}: {where[0]} has no reason.")
            named = [name for name in others if _names(text, name)]
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


def _names(text: str, name: str) -> bool:
    """Whether `text` has `name` in it as words of its own."""
    if len(name) < _SHORTEST:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


# --- the record of the moderation -----------------------------------------------------------------------------------


def moderation_record(evaluations: EvaluationsTable) -> Paper:
    """Who evaluated, what each gave and why, what moderation changed and why, what was agreed, and who dissents."""
    foot = f"Fingerprint {evaluations.fingerprint}. For the buyer alone."
    return Paper(
        evaluations.title, "Moderation record, for the buyer alone", tuple(_record(evaluations)), foot, wide=True
    )


def _record(evaluations: EvaluationsTable) -> Iterator[Block]:
    yield from (Paragraph(each) for each in evaluations.sentences)
    yield Paragraph(RULE, "note")
    if evaluations.evaluators:
        yield Heading("Evaluators")
        rows = tuple(
            (each.by, each.role, each.when, each.interests, str(each.rated)) for each in evaluations.evaluators
        )
        head = ("Evaluator", "Role", "When", "Interests", "Cells rated")
        yield Grid("Who evaluated, and which interests were declared", head, rows, frozenset({4}))
    for each in evaluations.cells:
        yield from _cell(each)


def _cell(each: CellRow) -> Iterator[Block]:
    yield Heading(f"{each.criterion}: {each.option}", 2)
    if each.scores:
        rows = tuple((s.by, s.given, s.because, s.evidence, s.source, s.when, " ".join(s.moved)) for s in each.scores)
        head = ("Evaluator", "Gave", "Because", "Evidence", "Source", "When", "Moderation")
        yield Grid("What each gave", head, rows, widths=(1.3, 1.2, 3, 1.2, 1.6, 1.2, 3))
    yield from (Paragraph(said) for said in each.sentences)
    if each.dissent:
        yield Bullets(tuple(f"Another view: {said}" for said in each.dissent))
