"""What differs in the structure of two scenarios of one decision: what there is, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from decision.model.criterion import Criterion
from decision.model.scenario import Scenario
from decision.outputs.words.figures import as_typed
from decision.outputs.words.scoring import criterion_name, distinct_names
from decision.ui.session.difference import Difference

_IN, _NOT_IN = "in", "not in"
_COMPARED_ELSEWHERE = ("id", "weight", "value_function", "parts", "left_out")
_WORDS = {"kind": "kind of rating", "about": "words about it", "weight_uncertainty": "what is open about its weights"}
_FRAME = {
    "question": "Question",
    "about": "Words about the decision",
    "owner": "Owner",
    "date": "Date",
    "currency": "Currency",
    "horizon_years": "Horizon in years",
    "discount_rate": "Discount rate",
    "drivers": "What costs hang on",
    "weight_uncertainty": "What is open about weights",
    "dependence": "Dependence",
    "requirements": "Requirements",
    "views": "Views",
    "simulation": "Draws and seed",
    "answers": "Answers on which approach suits us",
    "readiness": "What must be true before launch",
    "checks": "What is asked of the decision",
    "evaluations": "What evaluators gave",
    "consensus": "What evaluators agreed on",
    "decision": "What was decided",
    "outcome": "What came of it",
    "rooms": "What rooms settled",
}
_SHOWN = ("currency", "horizon_years", "discount_rate", "owner", "date")


def structure_changes(before: Scenario, after: Scenario) -> Iterator[Difference]:
    """Everything in which options, criteria and what stands around them differ, but for ratings, scales and weights."""
    yield from _of_options(before, after)
    yield from _of_criteria(before, after)
    for name, words in _FRAME.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            shown = (_figure(was), _figure(now)) if name in _SHOWN else ("", "")
            yield Difference("structure", name, words, *shown)


def _of_options(before: Scenario, after: Scenario) -> Iterator[Difference]:
    old, new = ({option.id: option for option in each.options} for each in (before, after))
    names = {**distinct_names(before.options), **distinct_names(after.options)}
    yield from _come_and_gone("Option", "option", names, list(old), list(new))
    for id, option in new.items():
        known = old.get(id)
        if known is None:
            continue
        if known.name != option.name:
            yield Difference("structure", f"option:{id}:name", f"Option {id}: name", known.name, option.name)
        if known.approach != option.approach:
            was, now = (each.approach or "none" for each in (known, option))
            yield Difference("structure", f"option:{id}:approach", f"{names[id]}: approach", was, now)
        if known.about != option.about:
            yield Difference("structure", f"option:{id}:about", f"{names[id]}: words about it")


def _of_criteria(before: Scenario, after: Scenario) -> Iterator[Difference]:
    old, new = before.all_criteria, after.all_criteria
    names = {
        **{path: criterion_name(before, path) for path in old},
        **{path: criterion_name(after, path) for path in new},
    }
    yield from _come_and_gone("Criterion", "criterion", names, list(old), list(new))
    for path, criterion in new.items():
        if path in old:
            yield from _of_criterion(path, names[path], old[path], criterion)


def _of_criterion(path: str, name: str, was: Criterion, now: Criterion) -> Iterator[Difference]:
    for field in fields(Criterion):
        one, other = getattr(was, field.name), getattr(now, field.name)
        if field.name in _COMPARED_ELSEWHERE or one == other:
            continue
        about = f"criterion:{path}:{field.name}"
        if field.name == "name":
            yield Difference("structure", about, f"Criterion {path}: name", one, other)
        elif field.name in ("minimum", "unit"):
            yield Difference("structure", about, f"{name}: {field.name}", _figure(one), _figure(other))
        else:
            yield Difference("structure", about, f"{name}: {_WORDS.get(field.name, field.name)}")


def _come_and_gone(
    what: str, kind: str, names: Mapping[str, str], old: list[str], new: list[str]
) -> Iterator[Difference]:
    for id in (each for each in old if each not in new):
        yield Difference("structure", f"{kind}:{id}", f"{what} {names[id]}", _IN, _NOT_IN)
    for id in (each for each in new if each not in old):
        yield Difference("structure", f"{kind}:{id}", f"{what} {names[id]}", _NOT_IN, _IN)
    if [each for each in old if each in new] != [each for each in new if each in old]:
        yield Difference("structure", f"{kind}:order", f"Order of {'options' if kind == 'option' else 'criteria'}")


def _figure(x: Any) -> str:
    if x is None or x == "":
        return "none"
    return as_typed(x) if isinstance(x, int | float) else str(x)
