"""What stands where on the sheets that evaluators fill in: agreed between what writes them and what reads them back.

Rows are told by their keys and columns by their heads, so that sheets may be sorted, moved and added to.
"""

from __future__ import annotations

import re

from decision.model.contents import Contents
from decision.model.criterion import Criterion
from decision.model.fingerprint import fingerprint

# --- a sheet for one evaluator ------------------------------------------------------------------------------------

SCORING_TITLE = "Ratings of one evaluator"  # in the first cell of every such sheet
EVALUATOR, ROLE, DATE, TIME, INTERESTS = "Evaluator", "Role", "Date", "Time of day", "Interests declared"
DECISION, FINGERPRINT = "Decision", "Fingerprint"
FIELDS = (EVALUATOR, ROLE, DATE, TIME, INTERESTS)  # in the first column, what is filled in to their right

OPTION, RATING, EVIDENCE = "Option", "Rating", "Evidence"
REASON, SOURCE, KEY = "Reason, by reference to what was offered", "Document, page", "Key"
SCORING_HEADS = (OPTION, RATING, EVIDENCE, REASON, SOURCE, KEY)

# --- the form on which a group agrees -------------------------------------------------------------------------------

CONSENSUS_TITLE = "What the evaluators agree on"
CRITERION, MEDIAN, RANGE, CLOSE, TALK = "Criterion", "Median", "Range", "Close", "Talk?"
AGREED, WHY, DISSENT = "Agreed", "Reason for it", "Who holds another view, and which"
CONSENSUS_HEADS = (CRITERION, OPTION, AGREED, WHY, DISSENT, KEY)
MODERATOR_FIELD = "Written down by"

# --- the ratings themselves -----------------------------------------------------------------------------------------

RATINGS_SHEET, WEIGHTS_SHEET, COMPARISON_SHEET, INPUTS_SHEET = "Ratings", "Weights", "Comparison", "Inputs"
COUNTS_AS, CERTAIN, UNCERTAIN = "Counts as", "certain", "uncertain"
BECAUSE, FROM, OPTION_KEY, POINTS = "Because", "Source", "Option's key", "Points"
OPEN = "not known yet"  # in the place of a rating that nobody knows
RATINGS_HEADS = (RATING, COUNTS_AS, EVIDENCE, BECAUSE, FROM, KEY, OPTION_KEY)

# --- keys -----------------------------------------------------------------------------------------------------------

_ASKED = re.compile(r"(?P<path>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,2}) #(?P<mark>[0-9a-f]{8})")


def asked_key(path: str, criterion: Criterion) -> str:
    """The key of the row that says how a criterion is rated: another where it is asked or scaled otherwise."""
    return f"{path} #{asked_mark(criterion)}"


def asked_mark(criterion: Criterion) -> str:
    """Eight digits that are others once what an evaluator goes by is another: question, unit, scale or anchors."""
    function = criterion.value_function
    assert function is not None  # what is rated has a scale
    said = (criterion.question, criterion.unit, function.scale.worst, function.scale.best, criterion.anchors)
    return fingerprint(said)[:8]


def read_asked_key(text: str) -> tuple[str, str] | None:
    """The path and the mark that such a key says; None where it is none."""
    found = _ASKED.fullmatch(text.strip())
    return None if found is None else (found["path"], found["mark"])


def is_money(scenario: Contents, criterion: Criterion) -> bool:
    """Whether a criterion is rated in money, which those who judge quality should not see."""
    return criterion.kind == "cost_plan" or (bool(scenario.currency) and criterion.unit == scenario.currency)


def sheet_name(evaluator: str, taken: set[str]) -> str:
    """A name for the sheet of an evaluator that a workbook may have, unlike those that are taken."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", f"Scoring {evaluator}").strip("' ")
    name, number = clean[:31].strip("' "), 1
    while name.casefold() in taken:
        number += 1
        tail = f" {number}"
        name = clean[: 31 - len(tail)].strip("' ") + tail
    taken.add(name.casefold())
    return name
