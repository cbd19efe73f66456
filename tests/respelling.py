"""Other ways to say the same in a file than the writer's own."""

from __future__ import annotations

import random
from typing import Any

from decision.files.editing.revision import as_read
from decision.files.library import Library
from decision.files.writer import scenario_document
from decision.model.scenario import Scenario


def respelled(scenario: Scenario, chance: random.Random) -> dict[str, Any]:
    """A document that reads back as `scenario`, spelled by chance."""
    document: dict[str, Any] = as_read(scenario_document(scenario, Library()))
    if chance.random() < 0.4:
        _weights_beside(document, chance)
    for option in document["options"].values():
        if option["name"] == _usual_name(option, document["options"]) and chance.random() < 0.5:
            del option["name"]
        option["ratings"] = _rating(option["ratings"], chance)
        for id, result in option.get("requirements", {}).items():
            if isinstance(result, str) and chance.random() < 0.5:
                option["requirements"][id] = {"result": result}
    if "weights" in document and chance.random() < 0.5:
        document["weights"] = _shuffled(document["weights"], chance)
    return _shuffled(document, chance) if chance.random() < 0.3 else document


def _usual_name(option: dict[str, Any], options: dict[str, Any]) -> str:
    id = next(id for id, each in options.items() if each is option)
    return id.replace("_", " ").capitalize()


def _weights_beside(document: dict[str, Any], chance: random.Random) -> None:
    for path, x in document.pop("weights", {}).items():
        first, *parts = path.split(".")
        criterion = document["criteria"][first]
        for part in parts:
            criterion = criterion["parts"][part]
        criterion["weight"] = x


# keys of ratings under which there stands no single figure that can be spelled as an estimate
NO_FIGURES = (
    *("estimate", "class", "because", "source", "evidence", "evidence_on", "lines"),
    *("above", "every", "from_year", "until_year", "schedule"),
)


def _rating(value: Any, chance: random.Random) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | dict):
        return value
    if isinstance(value, dict):
        if {"levels", "beta", "lognormal"} & value.keys():
            return value
        return {
            key: x if key in NO_FIGURES or _is_figure(value, key) else _rating(x, chance) for key, x in value.items()
        }
    return {"estimate": value} if chance.random() < 0.3 else value


def _is_figure(value: dict[str, Any], key: str) -> bool:
    return key in ("low", "mode", "high", "p10", "p50", "p90", "mean", "sd", "shape")


def _shuffled(mapping: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    items = list(mapping.items())
    chance.shuffle(items)
    return dict(items)
