"""Scenarios to new files: YAML that reads back as the same decision. A file that is there is changed by `editing`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from decision.files import atomic
from decision.files.document import CriterionDocument
from decision.files.faults import FileError
from decision.files.library import Library
from decision.files.rating_writer import figure_document, rating_document, rating_notes
from decision.files.yaml_text import as_yaml, inline, plain_number, plain_numbers
from decision.model.contents import Option, Simulation
from decision.model.criterion import Criterion
from decision.model.driver import Driver
from decision.model.requirement import Requirement, RequirementResult
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Points
from decision.model.weights import Anything, Concentrated, Ordered, Ranged, WeightUncertainty


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


def scenario_document(scenario: Scenario, library: Library) -> dict[str, Any]:
    """The plain mapping that a file of `scenario` holds."""
    document: dict[str, Any] = {"format": 1, "title": scenario.title}
    for name in ("question", "about", "owner", "date", "currency", "horizon_years", "discount_rate"):
        x = getattr(scenario, name)
        if x not in (None, ""):
            document[name] = x if isinstance(x, str | datetime.date) else plain_number(x)
    document |= _shared(scenario)
    document["criteria"] = _criteria(scenario, library)
    weights = _weights(scenario.criteria)
    if weights:
        document["weights"] = inline(weights)
    uncertainty = _uncertainty(scenario.weight_uncertainty)
    if uncertainty != "none":
        document["weight_uncertainty"] = uncertainty
    document["options"] = {option.id: _option(option, scenario) for option in scenario.options}
    if scenario.dependence.within_option or scenario.dependence.pairs:
        document["dependence"] = _dependence(scenario)
    if scenario.requirements:
        document["requirements"] = _requirements(scenario, library)
    if scenario.views:
        document["views"] = {name: inline(plain_numbers(view)) for name, view in scenario.views.items()}
    if scenario.simulation != Simulation():
        document["simulation"] = inline({"draws": scenario.simulation.draws, "seed": scenario.simulation.seed})
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
    return document | rating_notes(driver)


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
    full: dict[str, Any] = {criterion.id: inline(_criterion(criterion)) for criterion in scenario.criteria}
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
            document[id] = inline(differs)
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
    said |= {name: plain_number(said[name]) for name in ("worst", "best", "minimum") if name in said}
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
        document |= {"worst": plain_number(function.scale.worst), "best": plain_number(function.scale.best)}
        match function.curve:
            case Points(points):
                document["value"] = {"points": [[plain_number(x), plain_number(v)] for x, v in points]}
            case Midvalue(x):
                document["value"] = {"midvalue": plain_number(x)}
        if function.outside != "clip":
            document["outside"] = function.outside
    if criterion.kind != "rating":
        document["kind"] = criterion.kind
    if criterion.line_names is not None:
        from decision.files.line_names_document import said_of  # few criteria have them

        document |= said_of(criterion.line_names)
    if criterion.minimum is not None:
        document["minimum"] = plain_number(criterion.minimum)
    if criterion.anchors:
        document["anchors"] = {plain_number(x): words for x, words in criterion.anchors.items()}
    if criterion.parts:
        document["parts"] = {part.id: _criterion(part) for part in criterion.parts}
        uncertainty = _uncertainty(criterion.weight_uncertainty)
        if uncertainty != "none":
            document["weight_uncertainty"] = uncertainty
    return document


def _weights(criteria: tuple[Criterion, ...]) -> dict[str, Any]:
    stated = {path: criterion.weight for top in criteria for path, criterion in top.walk()}
    return {path: plain_number(x) for path, x in stated.items() if x is not None}


def _uncertainty(uncertainty: WeightUncertainty) -> Any:
    match uncertainty:
        case Concentrated(concentration):
            return inline({"concentration": plain_number(concentration)})
        case Anything():
            return "any"
        case Ordered(tiers):
            return inline({"order": [tier[0] if len(tier) == 1 else list(tier) for tier in tiers]})
        case Ranged(bounds):
            return {"ranges": {name: [plain_number(low), plain_number(high)] for name, (low, high) in bounds.items()}}
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
        document["within_option"] = plain_number(dependence.within_option)
    if dependence.pairs:
        document["pairs"] = [[one, other, plain_number(r)] for one, other, r in dependence.pairs]
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
