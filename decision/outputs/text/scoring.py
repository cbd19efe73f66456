"""Results as plain text: what one would paste into a mail."""

from __future__ import annotations

from collections.abc import Sequence

from decision.analysis.open_ratings import openness
from decision.analysis.scoring import Evaluation, OptionScore
from decision.model.scenario import Scenario
from decision.outputs.text.layout import heading, one_line, table, wrapped
from decision.outputs.words.expectation import points_of_what, values_apart
from decision.outputs.words.figures import points
from decision.outputs.words.open_ratings import still_open, which_are_open
from decision.outputs.words.scoring import Named, distinct_names, exclusions, headline, open_requirements, short_names
from decision.outputs.words.total_scale import NONE, totals_in_words
from decision.outputs.words.weights import weights_in_percent

_COLUMNS = 6  # options side by side before a second block begins
_NAME, _HEAD = 34, 16  # columns of a name at the left, and above figures, before it goes on in the next line


def evaluation_text(scenario: Scenario, evaluation: Evaluation, *, with_totals: bool = False) -> str:
    """The ranked table of contributions with the sentence that sums it up, and totals on the ratings' own scale."""
    order = evaluation.in_rank_order
    blocks = [
        "\n".join(one_line(each) for each in (scenario.title, scenario.question) if each),
        one_line(headline(evaluation)),
        *(_table(scenario, evaluation, order[start : start + _COLUMNS]) for start in range(0, len(order), _COLUMNS)),
        *who_is_who(evaluation.options),
    ]
    notes = [
        *filter(None, (still_open(openness(scenario, evaluation)), which_are_open(scenario))),
        *exclusions(scenario, evaluation),
        *_not_shown(scenario, evaluation),
        *values_apart(scenario, evaluation),
        *((totals_in_words(scenario, evaluation) or [NONE]) if with_totals else ()),
    ]
    if notes:
        blocks.append("\n".join(one_line(note) for note in notes))
    blocks.append(
        f"{points_of_what(evaluation)} Fingerprint {evaluation.fingerprint[:12]}, Trilemma {evaluation.version}."
    )
    return "\n\n".join(blocks) + "\n"


def who_is_who(options: Sequence[Named]) -> list[str]:
    """A block that gives the full name of each option, where sentences use a shorter one; else nothing."""
    short, full = short_names(options), distinct_names(options)
    if short == full:
        return []
    width = max(map(len, short.values()))
    return ["\n".join(f"{short[option.id]:{width}}  {one_line(full[option.id])}" for option in options)]


def _table(scenario: Scenario, evaluation: Evaluation, options: Sequence[OptionScore]) -> str:
    names, weights = short_names(evaluation.options), weights_in_percent(evaluation.weights)
    rows = [["", "weight", *(heading(names[option.id], _HEAD) for option in options)]]
    for path, name in scenario.criterion_names.items():
        contributions = [points(option.contributions[path]) for option in options]
        rows.append([wrapped(name, _NAME, path.count(".")), weights[path], *contributions])
    rows.append(["Score", "", *(points(option.score) for option in options)])
    rows.append(["Rank", "", *("out" if option.rank is None else str(option.rank) for option in options)])
    return table(rows, feet=2)


def _not_shown(scenario: Scenario, evaluation: Evaluation) -> list[str]:
    names, total = short_names(evaluation.options), len(scenario.requirements)
    return [
        f"{names[id]} has not yet shown {len(missing)} of {total} requirements: {', '.join(missing)}."
        for id, missing in open_requirements(scenario).items()
        if missing
    ]
