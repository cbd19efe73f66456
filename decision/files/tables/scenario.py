"""An understanding as a scenario: the file that it becomes, in which every guess is marked as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from decision.files.commented import Place, comment, with_comments
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.files.schema import editor_comments
from decision.files.section_writer import SectionWriter
from decision.files.tables.understanding import TableCriterion, TableRating, Understanding
from decision.files.yaml_text import inline, line_or_lines, plain_number
from decision.model.scenario import Scenario
from decision.model.visible import visible

UNKNOWN = "unknown"


def scenario_text(understanding: Understanding, target: Path | None = None) -> str:
    """The text of a scenario file at `target`; of one that lies nowhere yet, without the lines for editors.

    Raises
    ------
    FileError
        Something in the table is not understood: every fault, with its cell.
    """
    if understanding.faults:
        raise FileError(understanding.faults)
    text = SectionWriter().document_text(_document(understanding))
    return (
        ("" if target is None else editor_comments(target))
        + _head(understanding)
        + with_comments(text, _comments(understanding))
    )


def scenario_of(understanding: Understanding, file: str = "table") -> Scenario:
    """The scenario itself; raises as `scenario_text` does, or if the decision cannot be."""
    return read_scenario(scenario_text(understanding).encode("utf-8"), file)


def _document(understanding: Understanding) -> dict[str, Any]:
    criteria = understanding.criteria
    document: dict[str, Any] = {"format": 1, "title": understanding.title}
    document["criteria"] = {criterion.id: inline(_criterion(criterion)) for criterion in criteria}
    document["weights"] = line_or_lines({criterion.id: plain_number(criterion.weight) for criterion in criteria})
    document["options"] = {}
    for option in understanding.options:
        said: dict[str, Any] = {"name": option.name}
        said |= {"approach": option.approach} if option.approach else {}
        said |= {"about": option.about} if option.about else {}
        ratings = {criterion.id: _rating(understanding.ratings[option.id, criterion.id]) for criterion in criteria}
        said["ratings"] = line_or_lines(ratings)
        document["options"][option.id] = said
    return document


def _criterion(criterion: TableCriterion) -> dict[str, Any]:
    said: dict[str, Any] = {"name": criterion.name}
    said |= {"about": criterion.about} if criterion.about else {}
    said |= {"unit": criterion.unit} if criterion.unit else {}
    said |= {"worst": plain_number(criterion.worst), "best": plain_number(criterion.best)}
    if criterion.anchors:
        said["anchors"] = {plain_number(x): words for x, words in criterion.anchors.items()}
    return said


def _rating(rating: TableRating) -> Any:
    if rating.low is None or rating.high is None:
        return inline({"estimate": UNKNOWN, "because": rating.reason}) if rating.reason else UNKNOWN
    if rating.low != rating.high:
        said = {"low": plain_number(rating.low), "high": plain_number(rating.high)}
        return inline(said | ({"because": rating.reason} if rating.reason else {}))
    x = plain_number(rating.low)
    return inline({"estimate": x, "because": rating.reason}) if rating.reason else x


def _head(understanding: Understanding) -> str:
    grid = understanding.layout.grid
    where = f"the sheet {visible(grid.sheet)} of {visible(grid.file)}" if grid.sheet else visible(grid.file)
    lines = [f"Made from {where}. What is marked as guessed is not in the table: set it right."]
    return "".join(comment(line) for line in (*lines, *understanding.totals))


def _comments(understanding: Understanding) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = {
        ("criteria", criterion.id): list(criterion.guesses) for criterion in understanding.criteria if criterion.guesses
    }
    if not understanding.has_weights:
        found["weights",] = ["The table gives no weights: all criteria count alike until they are weighed."]
    return found
