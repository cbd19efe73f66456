"""What studies before deciding are worth, as plain text."""

from __future__ import annotations

from itertools import groupby

from decision.analysis.sensitivity.sample_information import StudyWorth
from decision.analysis.sensitivity.studies import STUDIES, StudiesResult
from decision.model.scenario import Scenario
from decision.outputs.text.layout import table, wrapped
from decision.outputs.words.simulation import futures
from decision.outputs.words.studies import quality, study_worth, what_is_studied, worth_of

_LABEL, _LINE = 44, 100
_HEADS = {"reference": "reference calls", "demo": "demo", "pilot": "pilot"}
_NOTE = (
    "Behind each amount stands in how many of 100 futures the study would change the choice. It is worth at most what "
    "knowing for certain is. It is taken to leave as much of a rating's spread as evidence of its kind leaves of what "
    "stands there now; --left says how much for another."
)


def studies_text(scenario: Scenario, result: StudiesResult) -> str:
    """One sentence for each study that was asked for, or a table of the usual ones."""
    if not result.worths:
        return "No study of a single rating is worth anything: none would change the choice."
    if len(result.worths) % len(STUDIES) or len({each.study.subjects for each in result.worths}) == len(result.worths):
        blocks = [wrapped(f"{study_worth(scenario, each)} {_beside(scenario, each)}", _LINE) for each in result.worths]
        return "\n\n".join([*blocks, _provenance(result)])
    best = max(result.worths, key=lambda each: each.points)
    sentence, note = wrapped(study_worth(scenario, best), _LINE), wrapped(_NOTE, _LINE)
    return "\n\n".join([sentence, table(_rows(scenario, result)), note, _provenance(result)])


def _beside(scenario: Scenario, worth: StudyWorth) -> str:
    most = StudyWorth(worth.study, worth.most, 0.0, worth.most, worth.most_money, None, 1.0, 0.0)
    return f"{quality(worth.study)} Knowing it for certain would be worth {worth_of(scenario, most)}."


def _rows(scenario: Scenario, result: StudiesResult) -> list[list[str]]:
    rows = [["", *(f"{_HEADS[name]}" for name in STUDIES), "certainty"]]
    for _, group in groupby(result.worths, key=lambda each: each.study.subjects):
        found = list(group)
        cells = [
            f"{worth_of(scenario, each)} {_rounded(each.changes):>4}" if each.points > 0 else "nothing     "
            for each in found
        ]
        most = StudyWorth(found[0].study, found[0].most, 0.0, found[0].most, found[0].most_money, None, 1.0, 0.0)
        rows.append([wrapped(what_is_studied(scenario, found[0].study), _LABEL), *cells, worth_of(scenario, most)])
    return rows


def _rounded(share: float) -> str:
    return futures(share).removesuffix(" of 100").replace("fewer than ", "<").replace("more than ", ">")


def _provenance(result: StudiesResult) -> str:
    return (
        f"{result.draws:,} draws from seed {result.seed}. "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )
