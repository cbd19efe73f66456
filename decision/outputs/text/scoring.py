"""Results as plain text: what one would paste into a mail."""

from __future__ import annotations

from collections.abc import Sequence

from decision.analysis.scoring import Evaluation, OptionScore
from decision.model.scenario import Scenario
from decision.outputs.words.expectation import points_of_what, values_apart
from decision.outputs.words.figures import percent, points
from decision.outputs.words.scoring import exclusions, headline, open_requirements, short_names

_COLUMNS = 6  # options side by side before a second block begins
_WIDEST_NAME = 34
_INDENT = "  "


def evaluation_text(scenario: Scenario, evaluation: Evaluation) -> str:
    """The ranked table of contributions with the sentence that sums it up."""
    head = [scenario.title, *([scenario.question] if scenario.question else [])]
    blocks = ["\n".join(head), headline(evaluation)]
    order = evaluation.in_rank_order
    blocks += [
        _table(scenario, evaluation, order[start : start + _COLUMNS]) for start in range(0, len(order), _COLUMNS)
    ]
    notes = [*exclusions(scenario, evaluation), *_not_shown(scenario, evaluation), *values_apart(scenario, evaluation)]
    if notes:
        blocks.append("\n".join(notes))
    blocks.append(
        f"{points_of_what(evaluation)} Fingerprint {evaluation.fingerprint[:12]}, Trilemma {evaluation.version}."
    )
    return "\n\n".join(blocks) + "\n"


def _table(scenario: Scenario, evaluation: Evaluation, options: Sequence[OptionScore]) -> str:
    names = short_names(evaluation.options)
    rows = [["", "weight", *(clipped(names[option.id], 18) for option in options)]]
    for path, criterion in scenario.all_criteria.items():
        depth = path.count(".")
        rows.append(
            [
                _INDENT * depth + clipped(criterion.name, _WIDEST_NAME - len(_INDENT) * depth),
                percent(evaluation.weights[path]),
                *(points(option.contributions[path]) for option in options),
            ]
        )
    rows.append(["Score", "", *(points(option.score) for option in options)])
    rows.append(["Rank", "", *("out" if option.rank is None else str(option.rank) for option in options)])
    lines = aligned(rows)
    rule = "-" * len(lines[0])
    return "\n".join([lines[0], rule, *lines[1:-2], rule, *lines[-2:]])


def _not_shown(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    names, total = short_names(evaluation.options), len(scenario.requirements)
    return [
        f"{names[id]} has not yet shown {len(missing)} of {total} requirements: {', '.join(missing)}."
        for id, missing in open_requirements(scenario).items()
        if missing
    ]


def clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def aligned(rows: list[list[str]]) -> list[str]:
    """Rows as lines, the first column to the left and the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]
