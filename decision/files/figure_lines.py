"""The figures of a decision, each under the path by which ``set`` changes it and in one line as a file writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from decision.files.rating_writer import rating_document
from decision.files.yaml_text import Dumper, plain_number
from decision.model.criterion import Criterion
from decision.model.rating import Rating
from decision.model.requirement import RequirementResult
from decision.model.scenario import Scenario
from decision.model.trail import CRITERIA, LEFT_OUT, OPTIONS, WEIGHTS, FigureChange
from decision.model.value_function import Midvalue, Points

_REQUIREMENTS = "requirements"
_UNBROKEN = 10**9  # characters in a line


def figure_lines(
    scenario: Scenario, weights: Mapping[str, float], options_out: frozenset[str], criteria_out: frozenset[str]
) -> dict[str, str]:
    """Every figure of `scenario` by path.

    `weights` are those of top-level criteria that count now, and the others are left out for now.
    """
    return {path: _line(x) for path, x in _figures(scenario, weights, options_out, criteria_out).items()}


def changed_figures(
    before: tuple[Scenario, Mapping[str, float], frozenset[str], frozenset[str]],
    after: tuple[Scenario, Mapping[str, float], frozenset[str], frozenset[str]],
) -> list[FigureChange]:
    """What differs between two decisions, each given as to `figure_lines`: what went, then what changed and came."""
    old, new = _figures(*before), _figures(*after)
    gone = [FigureChange(path, _line(x), None) for path, x in old.items() if path not in new]
    found = []
    for path, x in new.items():
        was = old.get(path)
        if was is x or was == x:
            continue
        lines = None if path not in old else _line(was), _line(x)
        if lines[0] != lines[1]:
            found.append(FigureChange(path, *lines))
    return [*gone, *found]


def _figures(
    scenario: Scenario, weights: Mapping[str, float], options_out: frozenset[str], criteria_out: frozenset[str]
) -> dict[str, Any]:
    """What `figure_lines` writes, not yet written: most of it is the same object before and after a change."""
    found: dict[str, Any] = {f"{WEIGHTS}.{id}": x for id, x in weights.items()}
    for path, criterion in scenario.all_criteria.items():
        if criterion.weight is not None and path not in weights:
            found[f"{WEIGHTS}.{path}"] = criterion.weight
        found |= _of_criterion(f"{CRITERIA}.{path.replace('.', '.parts.')}", criterion)
    for requirement in scenario.requirements:
        found[f"{_REQUIREMENTS}.{requirement.id}.text"] = requirement.text
    for option in scenario.options:
        place = f"{OPTIONS}.{option.id}"
        found[f"{place}.name"] = option.name
        found |= {f"{place}.ratings.{path}": rating for path, rating in option.ratings.items()}
        found |= {f"{place}.{_REQUIREMENTS}.{id}": result for id, result in option.requirements.items()}
    found |= {f"{LEFT_OUT}.{OPTIONS}.{id}": True for id in sorted(options_out)}
    return found | {f"{LEFT_OUT}.{CRITERIA}.{id}": True for id in sorted(criteria_out)}


def _of_criterion(place: str, criterion: Criterion) -> dict[str, Any]:
    found: dict[str, Any] = {f"{place}.name": criterion.name}
    function = criterion.value_function
    if function is not None:
        found |= {f"{place}.worst": function.scale.worst, f"{place}.best": function.scale.best}
        if isinstance(function.curve, Points | Midvalue):
            found[f"{place}.value"] = function.curve
        found[f"{place}.outside"] = function.outside
    if criterion.minimum is not None:
        found[f"{place}.minimum"] = criterion.minimum
    return found


def _line(x: Any) -> str:
    match x:
        case Rating():
            x = rating_document(x)
        case RequirementResult():
            said = {"result": str(x.verdict), "because": x.because, "source": x.source}
            x = {key: text for key, text in said.items() if text} if x.because or x.source else str(x.verdict)
        case Points(points):
            x = {"points": [[plain_number(one), plain_number(v)] for one, v in points]}
        case Midvalue(middle):
            x = {"midvalue": plain_number(middle)}
        case bool():
            return "true" if x else "false"
        case float() | int():
            x = plain_number(x)
    text = yaml.dump(_plain(x), Dumper=_OneLine, sort_keys=False, width=_UNBROKEN, allow_unicode=True)
    return text.removesuffix("\n").removesuffix("\n...")


def _plain(x: Any) -> Any:
    """`x` in mappings of no special kind: one that is written in lines elsewhere is not here."""
    return {key: _plain(each) for key, each in x.items()} if isinstance(x, dict) else x


class _OneLine(Dumper):
    """Everything in one line, whatever it takes."""


def _flow(dumper: yaml.SafeDumper, mapping: Mapping[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=True)


def _flow_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    if text.isprintable():
        node: yaml.Node = Dumper.yaml_representers[str](dumper, text)
        return node
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_OneLine.add_representer(dict, _flow)
_OneLine.add_representer(list, _flow_list)
_OneLine.add_representer(str, _text)
