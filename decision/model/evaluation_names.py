"""Evaluations under letters: what is shown, exported and enclosed unless names are asked for.

Reasons are shown as they were written: who names a person in them is not found out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from decision.model.evaluation import Evaluation, letters
from decision.model.scenario import Scenario

MODERATOR = "moderator"


def as_letters(scenario: Scenario) -> Scenario:
    """The same decision with evaluators called by letters, without their roles; others who had a say, moderators.

    No fingerprint changes: evaluations are not in it.
    """
    if not scenario.evaluations and not scenario.consensus:
        return scenario
    called = _called(scenario)
    return replace(
        scenario,
        evaluations=tuple(_renamed(each, called) for each in scenario.evaluations),
        consensus={
            cell: replace(
                agreed,
                by=called.get(agreed.by, ""),
                dissent={called[name]: view for name, view in agreed.dissent.items()},
            )
            for cell, agreed in scenario.consensus.items()
        },
    )


def _called(scenario: Scenario) -> Mapping[str, str]:
    """By name what everyone is called; moderators are numbered where there are several."""
    called = letters(scenario.evaluations)
    others = dict.fromkeys(
        name
        for name in (
            *(moved.by for each in scenario.evaluations for moved in each.moderated),
            *(agreed.by for agreed in scenario.consensus.values()),
        )
        if name and name not in called
    )
    one = len(others) == 1
    return {
        **{name: MODERATOR if one else f"{MODERATOR} {number}" for number, name in enumerate(others, 1)},
        **called,
    }


def _renamed(evaluation: Evaluation, called: Mapping[str, str]) -> Evaluation:
    moderated = tuple(replace(each, by=called.get(each.by, "")) for each in evaluation.moderated)
    return replace(evaluation, by=called[evaluation.by], role="", moderated=moderated)
