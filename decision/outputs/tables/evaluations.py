"""Evaluations as data before any form: who evaluated, what each gave and why, what was changed, what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decision.analysis.merging import Given, Merged, merged
from decision.model.estimate import Estimate
from decision.model.evaluation import Consensus, Evaluation, figure_of
from decision.model.scenario import Scenario
from decision.outputs.words.evaluations import (
    NOT_DECLARED,
    agreed_in_words,
    dissent_in_words,
    figure_in_words,
    how_they_stand,
    moved_in_words,
    spread_in_words,
    when_in_words,
)
from decision.outputs.words.figures import rating
from decision.outputs.words.scoring import criterion_name


@dataclass(frozen=True)
class EvaluatorRow:
    """Who evaluated, when, with which interests, and how much."""

    by: str
    role: str
    when: str
    interests: str
    rated: int


@dataclass(frozen=True)
class ScoreRow:
    """What one evaluator gave for one cell, in words; `moved` is what moderation made of it, each change by itself."""

    by: str
    given: str
    because: str
    evidence: str
    source: str
    when: str
    moved: tuple[str, ...]
    stands: str
    x: float | None


@dataclass(frozen=True)
class CellRow:
    """One option on one criterion: what each evaluator gave, and what came of it."""

    merged: Merged
    criterion: str
    option: str
    scores: tuple[ScoreRow, ...]
    median: str
    spread: str
    agreed: str
    because: str
    by: str
    when: str
    dissent: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class EvaluationsTable:
    """All evaluations of a decision."""

    title: str
    fingerprint: str
    evaluators: tuple[EvaluatorRow, ...]
    cells: tuple[CellRow, ...]
    sentences: tuple[str, ...]


def evaluations_table(scenario: Scenario) -> EvaluationsTable | None:
    """What evaluators gave and agreed on in `scenario`; None where nobody did.

    Everybody is called as the scenario calls them: under letters, give it with letters (`evaluation_names`).
    """
    if not scenario.evaluations and not scenario.consensus:
        return None
    return EvaluationsTable(
        scenario.title,
        scenario.fingerprint,
        tuple(_evaluator(each) for each in scenario.evaluations),
        tuple(_cell(scenario, each) for each in merged(scenario)),
        tuple(how_they_stand(scenario)),
    )


def _evaluator(each: Evaluation) -> EvaluatorRow:
    when = when_in_words(each.on, each.at)
    return EvaluatorRow(each.by, each.role, when, each.interests or NOT_DECLARED, len(each.ratings))


def _cell(scenario: Scenario, each: Merged) -> CellRow:
    agreed, currency = each.consensus, scenario.currency

    def shown(x: float | None) -> str:
        return "" if x is None else rating(x, each.criterion, currency)

    evaluators = {one.by: one for one in scenario.evaluations}
    return CellRow(
        each,
        criterion_name(scenario, each.path),
        scenario.option(each.option).name,
        tuple(_score(one, evaluators[one.by], each, currency) for one in each.given),
        shown(each.median),
        "" if each.low is None or each.low == each.high else f"{shown(each.low)} to {shown(each.high)}",
        "" if agreed is None else figure_in_words(figure_of(agreed.rating), each, currency),
        "" if agreed is None else agreed.rating.because,
        "" if agreed is None else agreed.by,
        "" if agreed is None else when_in_words(agreed.on, ""),
        tuple(dissent_in_words(each, currency)),
        tuple(filter(None, (spread_in_words(scenario, each), agreed_in_words(scenario, each)))),
    )


def _score(given: Given, evaluation: Evaluation, each: Merged, currency: str) -> ScoreRow:
    first = figure_of(given.score.rating)
    before, moved = first, []
    for change in given.moderated:
        moved.append(moved_in_words(change, before, each, currency))
        before = change.to
    rated = given.score.rating
    source = rated.source + (f", {rated.evidence_on.isoformat()}" if rated.evidence_on is not None else "")
    return ScoreRow(
        given.by,
        figure_in_words(first, each, currency),
        rated.because,
        "" if rated.evidence is None else str(rated.evidence),
        source.removeprefix(", "),
        when_in_words(*evaluation.given_on(each.cell)),
        tuple(moved),
        figure_in_words(given.standing, each, currency),
        given.x,
    )


# --- as JSON ------------------------------------------------------------------------------------------------------


def evaluations_dict(scenario: Scenario) -> dict[str, Any]:
    """The same as JSON: figures are what is expected, in the criterion's unit; estimates as words too."""
    return {
        "title": scenario.title,
        "fingerprint": scenario.fingerprint,
        "evaluators": [
            {
                "by": each.by,
                "role": each.role,
                "on": None if each.on is None else each.on.isoformat(),
                "at": each.at,
                "interests": each.interests or None,
                "rated": len(each.ratings),
            }
            for each in scenario.evaluations
        ],
        "cells": [_cell_dict(scenario, each) for each in merged(scenario)],
    }


def _cell_dict(scenario: Scenario, each: Merged) -> dict[str, Any]:
    evaluators = {one.by: one for one in scenario.evaluations}
    return {
        "option": each.option,
        "criterion": each.path,
        "given": [_given_dict(one, evaluators[one.by], each, scenario.currency) for one in each.given],
        "median": each.median,
        "low": each.low,
        "high": each.high,
        "near": each.near,
        "dissenting": list(each.dissenting),
        "consensus": None if each.consensus is None else _agreed_dict(each.consensus, each, scenario.currency),
        "taken_over": each.is_taken_over,
    }


def _given_dict(given: Given, evaluation: Evaluation, each: Merged, currency: str) -> dict[str, Any]:
    rated = given.score.rating
    on, at = evaluation.given_on(each.cell)
    return {
        "by": given.by,
        "rating": given.x,
        "given": figure_in_words(figure_of(rated), each, currency),
        "because": rated.because,
        "evidence": None if rated.evidence is None else str(rated.evidence),
        "source": rated.source,
        "on": None if on is None else on.isoformat(),
        "at": at,
        "moderated": [
            {
                "to": _expected(moved.to),
                "because": moved.because,
                "by": moved.by,
                "on": None if moved.on is None else moved.on.isoformat(),
            }
            for moved in given.moderated
        ],
    }


def _agreed_dict(agreed: Consensus, each: Merged, currency: str) -> dict[str, Any]:
    return {
        "rating": _expected(figure_of(agreed.rating)),
        "agreed": figure_in_words(figure_of(agreed.rating), each, currency),
        "because": agreed.rating.because,
        "by": agreed.by,
        "on": None if agreed.on is None else agreed.on.isoformat(),
        "dissent": dict(agreed.dissent),
    }


def _expected(estimate: Estimate) -> float | None:
    from decision.model.estimate import Unknown

    return None if isinstance(estimate, Unknown) else float(estimate.expected)
