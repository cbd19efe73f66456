"""Scenario files to scenarios: strict, and with all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decision.files.checked import Place, checked
from decision.files.document import (
    CatalogueDocument,
    ConcentrationDocument,
    CriterionDocument,
    CurveDocument,
    MidvalueDocument,
    OptionDocument,
    OrderDocument,
    PointsDocument,
    RangesDocument,
    ResultDocument,
    ScenarioDocument,
)
from decision.files.faults import Keys
from decision.files.library import Library, usable
from decision.files.open_file import read_file
from decision.files.rating_reader import RatingReader
from decision.files.tree import Node, read_tree
from decision.model.approach import given
from decision.model.contents import Dependence, Option, Simulation
from decision.model.cost_plan import CostPlan
from decision.model.criterion import ESTIMATE_KEYS, Criterion
from decision.model.driver import Driver
from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import Estimate
from decision.model.given_answer import GivenAnswer
from decision.model.payment_check import problems_of_unused
from decision.model.rating import Rating
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.value_function import Curve, Linear, Midvalue, Points, Scale, ValueFunction
from decision.model.visible import visible
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty

if TYPE_CHECKING:
    from decision.model.line_names import LineNames


def load(path: str | Path) -> Scenario:
    """The scenario in the file at `path`.

    Raises
    ------
    FileError
        Every fault of the file, or of a catalogue it uses, with its place.
    """
    return load_with_tree(path)[0]


def load_with_tree(path: str | Path) -> tuple[Scenario, Node]:
    """The scenario in the file at `path`, and the tree of that file, which knows its places; raises as `load` does."""
    path = Path(path)
    root = read_tree(read_file(path), str(path))
    return scenario_in(root, str(path), path.resolve().parent), root


def read_scenario(raw: bytes, file: str, folder: Path | None = None) -> Scenario:
    """The scenario in the YAML text `raw`; `file` names it in errors, `folder` is where it lies, if anywhere."""
    return scenario_in(read_tree(raw, file), file, folder)


def scenario_in(root: Node, file: str, folder: Path | None = None, library: Library | None = None) -> Scenario:
    """The scenario that the tree `root` of a file says; what it names is found in `library`, else from `folder` on."""
    return _Reader(Place(file, root), Library(folder) if library is None else library).scenario()


def catalogue_faults(place: Place, document: CatalogueDocument, library: Library) -> None:
    """Note in `place` what is impossible about a catalogue; scales it leaves to scenarios are no fault."""
    reader = _Reader(place, library)
    for id, each in document.criteria.items():
        keys = ("criteria", id)
        if each.says_lines:
            reader.note_line_names(each, keys)
        if each.parts or (each.worst is not None and each.best is not None):
            reader.criterion(id, each, each.weight, {}, id, keys)
        for approach, rating in each.starting_ratings.items():
            reader.ratings(rating, id, (*keys, "starting_ratings", approach), {})


def criterion_in(place: Place, id: str, document: CriterionDocument) -> Criterion:
    """The criterion that a document of its own says, without a weight; raises FileError with all its faults."""
    criterion = _Reader(place, Library()).criterion(id, document, None, {}, id, ("criteria", id))
    place.stop_if_faulty()
    assert criterion is not None  # what cannot be made is a fault
    return criterion


class _Reader:
    """Turns one checked document into the model, noting what cannot be."""

    def __init__(self, place: Place, library: Library) -> None:
        self.place = place
        self.library = library
        self._ratings = RatingReader(place, library)
        self._leaves: set[str] = set()
        self._shapeless: set[str] = set()  # criteria too faulty to say how they are rated
        self._unread: set[str] = set()  # keys of the file below which something could not be read
        self._figure_places: dict[str, Keys] = {}  # where the file tells what came

    def scenario(self) -> Scenario:
        document = checked(self.place, ScenarioDocument)
        criteria = self._criteria(document)
        self._leaves = {path for criterion in criteria for path, _ in criterion.leaves()}
        options = tuple(self._option(id, option) for id, option in document.options.items())
        drivers, exchange = self._drivers(document), self._exchange(document)
        said = self._said(document)
        unused = list(problems_of_unused(options, drivers, exchange, said.get("decision")))
        try:
            scenario = Scenario(
                title=document.title,
                criteria=criteria,
                options=options,
                question=document.question,
                about=document.about,
                owner=document.owner,
                date=document.date,
                currency=document.currency,
                horizon_years=document.horizon_years,
                discount_rate=document.discount_rate,
                weight_uncertainty=self._uncertainty(document.weight_uncertainty, ("weight_uncertainty",)),
                dependence=Dependence(
                    document.dependence.within_option,
                    tuple(document.dependence.pairs),
                ),
                requirements=self._requirements(document),
                views=document.views,
                simulation=Simulation(document.simulation.draws, document.simulation.seed),
                catalogue=document.criteria.use,
                requirement_sets=tuple(document.requirements.use),
                answers=self._answers(document),
                drivers=drivers,
                inflation=self._shared(document.inflation, ("inflation",)),
                exchange=exchange,
                line_names=self._general_line_names(options),
                **said,
            )
        except ImpossibleScenarioError as error:
            self._note([*error.problems, *unused])
            raise self.place.error() from None
        self._note(unused)
        self.place.stop_if_faulty()
        return scenario

    def _note(self, problems: Iterable[ImpossibleError]) -> None:
        """Note what contradicts itself, but for what only follows from a fault that is told already."""
        self._unread = {key for key in _SHARED if self.place.touches_fault((key,))}
        for problem in problems:
            if not self._follows_from_another(problem.at):
                self.place.note(ImpossibleError(problem.what, problem.remedy, self._place_of(problem.at)), ())

    # --- criteria and weights ---------------------------------------------------------------------------

    def _criteria(self, document: ScenarioDocument) -> tuple[Criterion, ...]:
        documents: dict[str, CriterionDocument] = {}
        name = document.criteria.use
        if name is not None:
            catalogue = usable(self.place, lambda: self.library.catalogue(name), ("criteria", "use"))
            documents = dict(catalogue.criteria) if catalogue is not None else {}
        own: dict[str, CriterionDocument] = document.criteria.__pydantic_extra__ or {}
        for id, each in own.items():
            documents[id] = _overlaid(documents[id], each) if id in documents else each
        weights = document.weights or {}
        states_top_level = any("." not in path for path in weights)
        criteria = []
        for id, each in documents.items():
            stated = weights.get(id) if states_top_level else each.weight
            criterion = self.criterion(id, each, stated, weights, id, ("criteria", id))
            if criterion is None:
                self._shapeless.add(id)
                criterion = Criterion(id, id, _STAND_IN, stated)
            criteria.append(criterion)
        if self.place.faults:
            criteria += self._left_out(documents, weights)
        known = dict.fromkeys([*documents, *(path for criterion in criteria for path, _ in criterion.walk())])
        for path in weights if not self._knows_too_little_of("criteria") else ():
            if path not in known and not self.place.touches_fault(("criteria", path.partition(".")[0])):
                self.place.add(
                    ("weights", path),
                    f"{visible(path)} is not a criterion",
                    partial(choice, path, known, beside=weights),
                    at_key=True,
                )
        return tuple(criteria)

    def criterion(
        self,
        id: str,
        document: CriterionDocument,
        weight: float | None,
        weights: Mapping[str, float],
        path: str,
        keys: Keys,
    ) -> Criterion | None:
        parts = []
        for part_id, part in (document.parts or {}).items():
            part_path = f"{path}.{part_id}"
            part_weight = weights.get(part_path, part.weight)
            made = self.criterion(part_id, part, part_weight, weights, part_path, (*keys, "parts", part_id))
            if made is None:
                return None
            parts.append(made)
        scale_keys = [key for key in ("worst", "best", "value", "outside") if getattr(document, key) is not None]
        if parts and scale_keys:
            self.place.add(
                (*keys, scale_keys[0]), "a criterion with parts has no scale of its own; give it to the parts"
            )
            return None
        value_function = None if parts else self._value_function(document, keys)
        if value_function is None and not parts:
            self._shapeless.add(path.partition(".")[0])
            value_function = _STAND_IN
        return self.place.made(
            lambda: Criterion(
                id=id,
                name=document.name or id.replace("_", " ").capitalize(),
                value_function=value_function,
                weight=weight,
                question=document.question,
                about=document.about,
                unit=document.unit or "",
                kind=document.kind or "rating",
                minimum=document.minimum,
                anchors=document.anchors or {},
                parts=tuple(parts),
                line_names=self._line_names(document, keys),
                weight_uncertainty=self._uncertainty(
                    "none" if document.weight_uncertainty is None else document.weight_uncertainty,
                    (*keys, "weight_uncertainty"),
                ),
            ),
            keys,
        )

    def _line_names(self, document: CriterionDocument, keys: Keys) -> LineNames | None:
        """What lines of plans are known by, as far as a criterion says so itself."""
        if document.parts or not document.says_lines:
            return None
        from decision.files.line_names_document import line_names_of

        return line_names_of(document) if self.note_line_names(document, keys) else None

    def note_line_names(self, document: CriterionDocument, keys: Keys) -> bool:
        """Note what is impossible about what a criterion and its parts say of lines of plans; whether nothing is."""
        from decision.files.line_names_document import faults_of_criterion

        errors = list(faults_of_criterion(document))
        for error in errors:
            self.place.note(error, keys)
        return not errors

    def _general_line_names(self, options: Iterable[Option]) -> LineNames | None:
        """What they are known by otherwise; not read where no plan has lines."""
        estimates = (rating.estimate for option in options for rating in option.ratings.values())
        named = any(isinstance(each, CostPlan) and each.has_lines for each in estimates)
        return usable(self.place, lambda: self.library.line_names, ("usual_lines",)) if named else None

    def _value_function(self, document: CriterionDocument, keys: Keys) -> ValueFunction | None:
        worst, best = document.worst, document.best
        if worst is None or best is None:
            for name, x, worth in (("worst", worst, 0), ("best", best, 1)):
                if x is None and not self.place.touches_fault((*keys, name)):
                    self.place.add(
                        (*keys, name),
                        f"{name} is missing; give the rating that is worth {worth}, here or in the catalogue",
                    )
            return None
        scale = self.place.made(lambda: Scale(worst, best), keys)
        if scale is None:
            return None
        try:
            return ValueFunction(scale, _curve(document.value), document.outside or "clip")
        except ImpossibleError as error:
            self.place.note(error, (*keys, "value"))
            return None

    def _uncertainty(self, document: Any, keys: Keys) -> WeightUncertainty:
        made: WeightUncertainty | None = Fixed()
        match document:
            case "any":
                made = Anything()
            case ConcentrationDocument():
                made = self.place.made(lambda: Concentrated(document.concentration), keys)
            case OrderDocument():
                made = Ordered(tuple((tier,) if isinstance(tier, str) else tuple(tier) for tier in document.order))
            case RangesDocument():
                made = Ranged({name: (low, high) for name, (low, high) in document.ranges.items()})
        return Fixed() if made is None else made

    # --- options ------------------------------------------------------------------------------------------

    def _option(self, id: str, document: OptionDocument) -> Option:
        at = ("options", id)
        ratings: dict[str, Rating] = {}
        for name, each in document.ratings.items():
            self.ratings(each, name, (*at, "ratings", name), ratings)
        return Option(
            id=id,
            ratings=ratings,
            name=document.name or "",
            approach=document.approach,
            about=document.about,
            requirements={name: _result(each) for name, each in document.requirements.items()},
        )

    def ratings(self, document: Any, path: str, keys: Keys, into: dict[str, Rating]) -> None:
        """Add the rating at `path`, or the ratings of its parts, to `into`."""
        if isinstance(document, dict):
            if not document:
                if not self.place.touches_fault(keys):
                    self.place.add(keys, "no rating is given; give a number or an estimate")
            elif path in self._leaves and path.partition(".")[0] not in self._shapeless:
                for name in document:
                    self.place.add(
                        (*keys, name), "unknown key", partial(choice, name, ESTIMATE_KEYS, beside=document), at_key=True
                    )
                return
            for name, part in document.items():
                self.ratings(part, f"{path}.{name}", (*keys, name), into)
            return
        rating = self._ratings.rating(document, keys)
        if rating is not None:
            into[path] = rating

    # --- what costs hang on -----------------------------------------------------------------------------------

    def _drivers(self, document: ScenarioDocument) -> tuple[Driver, ...]:
        made = (self._ratings.driver(id, each, ("drivers", id)) for id, each in document.drivers.items())
        return tuple(driver for driver in made if driver is not None)

    def _shared(self, document: Any, keys: Keys) -> Estimate | None:
        return None if document is None else self._ratings.bare(document, keys, str(keys[0]))

    def _exchange(self, document: ScenarioDocument) -> tuple[tuple[str, Estimate], ...]:
        made = ((each, self._shared(rate, ("exchange", each))) for each, rate in document.exchange.items())
        return tuple((currency, rate) for currency, rate in made if rate is not None)

    # --- requirements ---------------------------------------------------------------------------------------

    def _requirements(self, document: ScenarioDocument) -> tuple[Requirement, ...]:
        requirements: dict[str, Requirement] = {}
        for place, name in enumerate(document.requirements.use):
            found = usable(self.place, partial(self.library.requirements, name), ("requirements", "use", place))
            requirements |= {each.id: each for each in found or ()}
        for id, own in (document.requirements.__pydantic_extra__ or {}).items():
            requirements[id] = Requirement(id, **dict(own))
        return tuple(requirements.values())

    # --- answers --------------------------------------------------------------------------------------------

    def _answers(self, document: ScenarioDocument) -> tuple[GivenAnswer, ...]:
        if not document.answers:
            return ()
        questions = usable(self.place, lambda: self.library.approach_questions, ("answers",))
        found: list[GivenAnswer] = []
        for question, answer in document.answers.items() if questions is not None else ():
            found += self.place.made(partial(given, questions or {}, {question: answer}), ("answers",)) or ()
        return tuple(found)

    # --- what is said about the decision --------------------------------------------------------------------

    def _said(self, document: ScenarioDocument) -> dict[str, Any]:
        if not document.says_more:
            return {}
        from decision.files.said_reader import SaidReader

        reader = SaidReader(self.place, self.library, self._ratings)
        said = reader.said(document)
        self._figure_places = reader.figure_places
        return said

    # --- faults -----------------------------------------------------------------------------------------------

    def _follows_from_another(self, at: Keys) -> bool:
        """Whether what is wrong at `at` only follows from a fault that is told already."""
        about_ratings = at[:1] == ("options",) and at[2:3] == ("ratings",)
        if at[:1] in (("drivers",), ("exchange",)):
            return "options" in self._unread  # a plan that could not be read may hang on it
        if at[-1:] in (("per",), ("currency",)) and not self._unread.isdisjoint(("drivers", "exchange")):
            return True
        if self._knows_too_little_of("criteria") and (about_ratings or at[0] in _ABOUT_CRITERIA):
            return True
        if at == ("weights",):
            stated = self.place.root.find(at)[1] > 0
            return not stated and self.place.touches_fault(("weight_uncertainty",))
        if about_ratings:
            return at[3] in self._shapeless
        if at[:1] == ("readiness",):
            return self._names_a_faulty_option(at)
        if at[0] in ("evaluations", "consensus"):
            named = ("criteria", "options", *(["evaluations"] if "dissent" in at else []))
            return any(self.place.touches_fault((name,)) for name in named)
        if at == ("decision", "chosen"):
            return self._is_an_option_of_the_file(self.place.root.find(at)[0].value)
        if at[-1] == "when" or at[:2] == ("outcome", "ratings"):
            return any(self.place.touches_fault((name,)) for name in ("criteria", "options"))
        return at[2:3] == ("requirements",) and self._knows_too_little_of("requirements")

    def _names_a_faulty_option(self, at: Keys) -> bool:
        """Whether what leads to an option of readiness leads to one that is there, though too faulty to be read."""
        about_a_cause, about_a_condition = at[1] == "causes" and at[3:] != (), at[-1] == "option"
        if not (about_a_cause or about_a_condition):
            return False
        named = at[3] if about_a_cause else self.place.root.find(at)[0].value
        return self._is_an_option_of_the_file(named)

    def _is_an_option_of_the_file(self, named: Any) -> bool:
        return str(named) in self.place.root.find(("options",))[0].keys

    def _knows_too_little_of(self, what: str) -> bool:
        """Whether a file that the scenario takes its criteria or requirements from could not be used."""
        return self.place.touches_fault((what, "use"))

    def _place_of(self, at: Keys) -> Keys:
        """`at`, or where the file says otherwhere what it is about: a weight, or a figure that came."""
        if at[:2] == ("outcome", "ratings"):
            return self._figure_places.get(str(at[2]), at)
        if at[:1] == ("weights",) and len(at) == 2 and self.place.root.find(at)[1] < len(at):
            first, *below = str(at[1]).split(".")
            keys = ("criteria", first, *(key for part in below for key in ("parts", part)), "weight")
            if self.place.root.find(keys)[1] == len(keys):
                return keys
        return at

    def _left_out(self, documents: Mapping[str, Any], weights: Mapping[str, float]) -> list[Criterion]:
        """Stand-ins for the criteria that were too faulty to be read at all."""
        criteria, led = self.place.root.find(("criteria",))
        ids = [id for id in criteria.keys if led and id != "use" and id not in documents]
        for id in ids:
            self._shapeless.add(id)
            self.place.mark(("criteria", id))
        return [Criterion(id, id, _STAND_IN, weights.get(id)) for id in ids]


# In place of what is faulty while the rest is checked; never seen by anyone, for a file with faults yields no scenario.
_STAND_IN = ValueFunction(Scale(0, 1))

_SHARED = ("options", "drivers", "exchange")
_ABOUT_CRITERIA = ("criteria", "weights", "weight_uncertainty", "views", "dependence")
_LINES = ("usual_lines", "product_lines", "customising_lines")
_OF_A_SCALE = ("worst", "best", "value", "outside", "kind", "minimum", "anchors", "unit", *_LINES)


def _overlaid(below: CriterionDocument, above: CriterionDocument) -> CriterionDocument:
    """A criterion of a catalogue with what a scenario says of it; parts take the place of a scale, and back."""
    said = {name: getattr(above, name) for name in above.model_fields_set}
    if "parts" in said:
        said = dict.fromkeys(_OF_A_SCALE) | said
    elif "worst" in said:
        said = {"parts": None} | said
    if said.get("kind", "cost_plan") != "cost_plan":
        said = dict.fromkeys(_LINES) | said  # no rating on it is a plan any more
    return below.model_copy(update=said)


def _curve(document: CurveDocument | None) -> Curve:
    match document:
        case PointsDocument(points=points):
            return Points(tuple((x, v) for x, v in points))
        case MidvalueDocument(midvalue=x):
            return Midvalue(x)
        case _:
            return Linear()


def _result(document: str | ResultDocument) -> RequirementResult:
    if isinstance(document, str):
        return RequirementResult(Verdict(document))
    return RequirementResult(Verdict(document.result), document.because, document.source)
