"""Scenarios to new files: YAML that reads back as the same decision. A file that is there is changed by `editing`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from decision.files import atomic
from decision.files.document import CriterionDocument
from decision.files.faults import FileError
from decision.files.library import Library
from decision.files.payment_reader import payment_document
from decision.files.tree import resolved
from decision.model.contents import Option, Simulation
from decision.model.cost_plan import Component, CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
    Unknown,
)
from decision.model.payment import Payment
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Points
from decision.model.weights import Anything, Concentrated, Ordered, Ranged, WeightUncertainty

_WIDTH = 110
_BEFORE = 16  # columns of a line before the brackets of an option's ratings


def save(scenario: Scenario, path: str | Path) -> None:
    """Write `scenario` to the file at `path`, which is replaced, whole or not at all.

    Raises
    ------
    WriteError
        It cannot be written; what was there is untouched.
    """
    path = Path(path)
    atomic.write(path, scenario_yaml(scenario, path.resolve().parent).encode("utf-8"))


def scenario_yaml(scenario: Scenario, folder: Path | None = None) -> str:
    """The YAML text of `scenario`, for a file in `folder`; catalogue and requirement sets stay referred to.

    Where the catalogue or a requirement set can no longer be read from there, what was used of it is written out.
    """
    return as_yaml(scenario_document(scenario, Library(folder)))


def as_yaml(document: dict[str, Any]) -> str:
    """The YAML text of a mapping such as `scenario_document` gives, or of a part of it."""
    text: str = yaml.dump(
        document, Dumper=Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=_WIDTH
    )
    return text


def inline(said: Mapping[Any, Any]) -> dict[str, Any]:
    """`said` as a part of a document that stands in one line if it is short."""
    return _Inline(said)


def line_or_lines(said: Mapping[str, Any]) -> dict[str, Any]:
    """`said` as a part of a document: in one line if it fits there, below a key that is indented, else in several."""
    length = sum(len(key) + len(str(x)) + 4 for key, x in said.items())
    return _Inline(said) if length <= _WIDTH - _BEFORE else dict(said)


def is_inline(said: Any) -> bool:
    """Whether a part of a document stands in one line if it is short."""
    return isinstance(said, _Inline)


def scenario_document(scenario: Scenario, library: Library) -> dict[str, Any]:
    """The plain mapping that a file of `scenario` holds."""
    document: dict[str, Any] = {"format": 1, "title": scenario.title}
    for name in ("question", "about", "owner", "date", "currency", "horizon_years", "discount_rate"):
        x = getattr(scenario, name)
        if x not in (None, ""):
            document[name] = x if isinstance(x, str | datetime.date) else _number(x)
    document |= _shared(scenario)
    document["criteria"] = _criteria(scenario, library)
    weights = _weights(scenario.criteria)
    if weights:
        document["weights"] = _Inline(weights)
    uncertainty = _uncertainty(scenario.weight_uncertainty)
    if uncertainty != "none":
        document["weight_uncertainty"] = uncertainty
    document["options"] = {option.id: _option(option, scenario) for option in scenario.options}
    if scenario.dependence.within_option or scenario.dependence.pairs:
        document["dependence"] = _dependence(scenario)
    if scenario.requirements:
        document["requirements"] = _requirements(scenario, library)
    if scenario.views:
        document["views"] = {name: _Inline(plain_numbers(view)) for name, view in scenario.views.items()}
    if scenario.simulation != Simulation():
        document["simulation"] = _Inline(draws=scenario.simulation.draws, seed=scenario.simulation.seed)
    if not _is_more_said(scenario):
        return document
    from decision.files.said_writer import said_about  # few decisions have any of it

    return document | said_about(scenario)


def _is_more_said(scenario: Scenario) -> bool:
    """Whether anything is said about the decision beside what it is."""
    by_itself = (scenario.answers, scenario.evaluations, scenario.consensus, scenario.rooms)
    of_it = (scenario.decision, scenario.outcome)
    return bool(
        any(by_itself) or any(x is not None for x in of_it) or scenario.readiness.is_said or scenario.checks.is_said
    )


def _shared(scenario: Scenario) -> dict[str, Any]:
    """What all plans share."""
    document: dict[str, Any] = {}
    if scenario.inflation is not None:
        document["inflation"] = figure_document(scenario.inflation)
    if scenario.exchange:
        document["exchange"] = {currency: figure_document(rate) for currency, rate in scenario.exchange}
    if scenario.drivers:
        document["drivers"] = {driver.id: _driver(driver) for driver in scenario.drivers}
    return document


def _driver(driver: Driver) -> dict[str, Any]:
    document: dict[str, Any] = {"name": driver.name} | ({"unit": driver.unit} if driver.unit else {})
    document["now"] = figure_document(driver.now)
    if driver.growth is not None:
        document["growth"] = figure_document(driver.growth)
    return document | _notes(driver)


def as_referred(scenario: Scenario, document: Mapping[str, Any]) -> Scenario:
    """`scenario` with the names of just those files that `document`, which the writer made of it, refers to.

    A catalogue is used whole and in its order, or not at all: once one of its criteria is taken away or moved, what
    was used of it is written out. So it is with requirement sets.
    """
    uses_sets = "use" in document.get("requirements", {})
    return replace(
        scenario,
        catalogue=scenario.catalogue if "use" in document["criteria"] else None,
        requirement_sets=scenario.requirement_sets if uses_sets else (),
    )


# --- criteria and weights -----------------------------------------------------------------------------------


def _criteria(scenario: Scenario, library: Library) -> dict[str, Any]:
    """Criteria as what a file says of them: beside a catalogue only what differs from it."""
    full: dict[str, Any] = {criterion.id: _Inline(_criterion(criterion)) for criterion in scenario.criteria}
    inherited = _catalogue(scenario.catalogue, library)
    if not inherited or list(full)[: len(inherited)] != list(inherited):
        return full
    document: dict[str, Any] = {"use": scenario.catalogue}
    for id, said in full.items():
        known = inherited.get(id, {})
        if "parts" in known and "parts" not in said:
            return full  # a file can put parts in the place of a scale, but not take parts away
        differs = {key: x for key, x in said.items() if known.get(key) != x}
        if "parts" not in differs:
            differs |= {key: _NOTHING.get(key) for key in known if key not in said}
        if differs or id not in inherited:
            document[id] = _Inline(differs)
    return document


_NOTHING: Mapping[str, Any] = {"name": "", "question": "", "about": "", "unit": "", "anchors": {}}


def _catalogue(name: str | None, library: Library) -> dict[str, Any]:
    """What the catalogue says of each criterion, in the form of `_criterion`; empty if it is not to be had."""
    if name is None:
        return {}
    try:
        return {id: _as_said(each) for id, each in library.catalogue(name).criteria.items()}
    except (OSError, FileError):
        return {}


def _as_said(document: CriterionDocument) -> dict[str, Any]:
    """A criterion of a catalogue in the form of `_criterion`, without its weight."""
    said = document.model_dump(
        exclude_none=True, exclude_defaults=True, exclude={"weight", "parts", "starting_ratings"}
    )
    said |= {name: _number(said[name]) for name in ("worst", "best", "minimum") if name in said}
    for name, usual in (("outside", "clip"), ("kind", "rating"), ("weight_uncertainty", "none"), ("anchors", {})):
        if said.get(name) == usual:
            del said[name]
    if document.parts:
        said["parts"] = {id: _as_said(part) for id, part in document.parts.items()}
    return said


def _criterion(criterion: Criterion) -> dict[str, Any]:
    document: dict[str, Any] = {"name": criterion.name}
    document |= {name: x for name in ("question", "about", "unit") if (x := getattr(criterion, name))}
    function = criterion.value_function
    if function is not None:
        document |= {"worst": _number(function.scale.worst), "best": _number(function.scale.best)}
        match function.curve:
            case Points(points):
                document["value"] = {"points": [[_number(x), _number(v)] for x, v in points]}
            case Midvalue(x):
                document["value"] = {"midvalue": _number(x)}
        if function.outside != "clip":
            document["outside"] = function.outside
    if criterion.kind != "rating":
        document["kind"] = criterion.kind
    if criterion.line_names is not None:
        from decision.files.line_names_document import said_of  # few criteria have them

        document |= said_of(criterion.line_names)
    if criterion.minimum is not None:
        document["minimum"] = _number(criterion.minimum)
    if criterion.anchors:
        document["anchors"] = {_number(x): words for x, words in criterion.anchors.items()}
    if criterion.parts:
        document["parts"] = {part.id: _criterion(part) for part in criterion.parts}
        uncertainty = _uncertainty(criterion.weight_uncertainty)
        if uncertainty != "none":
            document["weight_uncertainty"] = uncertainty
    return document


def _weights(criteria: tuple[Criterion, ...]) -> dict[str, Any]:
    stated = {path: criterion.weight for top in criteria for path, criterion in top.walk()}
    return {path: _number(x) for path, x in stated.items() if x is not None}


def _uncertainty(uncertainty: WeightUncertainty) -> Any:
    match uncertainty:
        case Concentrated(concentration):
            return _Inline(concentration=_number(concentration))
        case Anything():
            return "any"
        case Ordered(tiers):
            return _Inline(order=[tier[0] if len(tier) == 1 else list(tier) for tier in tiers])
        case Ranged(bounds):
            return {"ranges": {name: [_number(low), _number(high)] for name, (low, high) in bounds.items()}}
    return "none"


# --- options ------------------------------------------------------------------------------------------------


def _option(option: Option, scenario: Scenario) -> dict[str, Any]:
    document: dict[str, Any] = {"name": option.name}
    if option.approach is not None:
        document["approach"] = option.approach
    if option.about:
        document["about"] = option.about
    ratings: dict[str, Any] = {}
    for path in scenario.leaves:
        *above, last = path.split(".")
        holder = ratings
        for name in above:
            holder = holder.setdefault(name, {})
        holder[last] = rating_document(option.ratings[path])
    document["ratings"] = ratings
    if option.requirements:
        document["requirements"] = {id: _result(result) for id, result in option.requirements.items()}
    return document


def rating_document(rating: Rating) -> Any:
    """A rating as a file holds it."""
    notes = _notes(rating)
    estimate = rating.estimate
    if isinstance(estimate, CostPlan):
        return {name: _component(component) for name, component in estimate.components()} | notes
    document = figure_document(estimate)
    if not notes:
        return document
    return {**(document if isinstance(document, dict) else {"estimate": document}), **notes}


def _notes(said: Rating | Driver) -> dict[str, Any]:
    notes: dict[str, Any] = {name: str(x) for name in ("because", "source", "evidence") if (x := getattr(said, name))}
    return notes if said.evidence_on is None else notes | {"evidence_on": said.evidence_on}


def _paid(paid: Estimate | Payment) -> Any:
    return (
        payment_document(paid, figure_document, _number, inline) if isinstance(paid, Payment) else figure_document(paid)
    )


def _component(component: Component) -> Any:
    if not isinstance(component, Lines):
        return _paid(component)
    lines = {name: _paid(each) for name, each in component.lines}
    return (
        {"lines": lines}
        if component.reference_class is None
        else {"class": component.reference_class.id, "lines": lines}
    )


def figure_document(estimate: Estimate) -> Any:
    match estimate:
        case Exact(x):
            return _number(x)
        case Unknown():
            return "unknown"
    return _Inline(_form(estimate))


def _form(estimate: Estimate) -> dict[str, Any]:
    match estimate:
        case ThreePoint(low, mode, high, shape):
            return plain_numbers({"low": low, "mode": mode, "high": high}) | _shape(shape, "pert")
        case Range(low, high):
            return plain_numbers({"low": low, "high": high})
        case Percentiles(p10, p90, p50, shape):
            middle = {} if p50 is None else {"p50": p50}
            return plain_numbers({"p10": p10} | middle | {"p90": p90}) | _shape(shape, "normal")
        case Moments(mean, sd, shape):
            return plain_numbers({"mean": mean, "sd": sd}) | _shape(shape, "normal")
        case BetaShape(alpha, beta):
            return {"beta": [_number(alpha), _number(beta)]}
        case LognormalShape(mu, sigma):
            return {"lognormal": [_number(mu), _number(sigma)]}
        case Levels(levels):
            return {"levels": {_number(x): _number(share) for x, share in levels}}
        case ClassEstimate(x, reference_class):
            return {"estimate": _number(x), "class": reference_class.id}
    raise TypeError(f"no document for {type(estimate).__name__}")


def _shape(shape: str, usual: str) -> dict[str, Any]:
    return {} if shape == usual else {"shape": shape}


def _result(result: RequirementResult) -> Any:
    if not result.because and not result.source:
        return str(result.verdict)
    document = {"result": str(result.verdict), "because": result.because, "source": result.source}
    return {key: x for key, x in document.items() if x}


# --- the rest -----------------------------------------------------------------------------------------------


def _dependence(scenario: Scenario) -> dict[str, Any]:
    dependence = scenario.dependence
    document: dict[str, Any] = {}
    if dependence.within_option:
        document["within_option"] = _number(dependence.within_option)
    if dependence.pairs:
        document["pairs"] = [[one, other, _number(r)] for one, other, r in dependence.pairs]
    return document


def _requirements(scenario: Scenario, library: Library) -> dict[str, Any]:
    own = {requirement.id: requirement for requirement in scenario.requirements}
    shared: dict[str, Requirement] = {}
    try:
        for name in scenario.requirement_sets:
            shared |= {requirement.id: requirement for requirement in library.requirements(name)}
    except (OSError, FileError):
        shared = {}
    if not shared or list(own)[: len(shared)] != list(shared):
        return {id: _requirement(requirement) for id, requirement in own.items()}
    return {"use": list(scenario.requirement_sets)} | {
        id: _requirement(requirement) for id, requirement in own.items() if shared.get(id) != requirement
    }


def _requirement(requirement: Requirement) -> dict[str, str]:
    others = ("evidence", "basis", "test", "source")
    return {"text": requirement.text} | {name: x for name in others if (x := getattr(requirement, name))}


def plain_numbers(figures: Mapping[str, float]) -> dict[str, Any]:
    """Numbers as a file holds them."""
    return {name: _number(x) for name, x in figures.items()}


def plain_number(x: float) -> float | int:
    """A number as a file holds it: whole ones without a point, as people write them."""
    return _number(x)


def _number(x: float) -> float | int:
    """Whole numbers without a point, as people write them."""
    return int(x) if float(x).is_integer() and abs(x) < 1e15 else float(x)


class _Inline(dict[str, Any]):
    """A mapping that stands in one line if it is short, as people write an estimate."""


class Dumper(yaml.SafeDumper):
    """Quotes every text that our reader, or another one, would not read back as that text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_DOUBTFUL = re.compile(r"[-+.\d]|(?:y|yes|n|no|on|off)$", re.IGNORECASE)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = resolved(text) == text and not _DOUBTFUL.match(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _represent_inline(dumper: yaml.SafeDumper, mapping: _Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=fits_a_line(mapping.values()))


def _represent_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=fits_a_line(items))


def fits_a_line(items: Iterable[Any]) -> bool:
    """Whether a collection is short enough to stand in one line: figures and a few words."""
    flat = [x for item in items for x in (item if isinstance(item, list) else [item])]
    return not any(isinstance(x, dict | list) for x in flat) and all(len(str(x)) <= 24 for x in flat) and len(flat) <= 8


Dumper.add_representer(_Inline, _represent_inline)
Dumper.add_representer(list, _represent_list)
Dumper.add_representer(str, _represent_text)
