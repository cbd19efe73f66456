"""Scenario files to scenarios: strict, and with all faults at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decision.files.catalogue_document import CatalogueDocument
from decision.files.checked import Place, checked
from decision.files.contradictions import Contradictions
from decision.files.criteria_reader import CriteriaReader
from decision.files.document import CriterionDocument, OptionDocument, ResultDocument, ScenarioDocument
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
    criteria, reader = CriteriaReader(place, library), _Reader(place, library)
    for id, each in document.criteria.items():
        keys = ("criteria", id)
        if each.says_lines:
            criteria.note_line_names(each, keys)
        if each.parts or (each.worst is not None and each.best is not None):
            criteria.criterion(id, each, each.weight, {}, id, keys)
        for approach, rating in each.starting_ratings.items():
            reader.ratings(rating, id, (*keys, "starting_ratings", approach), {})


def criterion_in(place: Place, id: str, document: CriterionDocument) -> Criterion:
    """The criterion that a document of its own says, without a weight; raises FileError with all its faults."""
    criterion = CriteriaReader(place, Library()).criterion(id, document, None, {}, id, ("criteria", id))
    place.stop_if_faulty()
    assert criterion is not None  # what cannot be made is a fault
    return criterion


class _Reader:
    """Turns one checked document into the model, noting what cannot be."""

    def __init__(self, place: Place, library: Library) -> None:
        self.place = place
        self.library = library
        self._ratings = RatingReader(place, library)
        self._criteria = CriteriaReader(place, library)
        self._leaves: set[str] = set()
        self._figure_places: dict[str, Keys] = {}  # where the file tells what came

    def scenario(self) -> Scenario:
        document = checked(self.place, ScenarioDocument)
        criteria = self._criteria.criteria(document)
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
                weight_uncertainty=self._criteria.weight_uncertainty(
                    document.weight_uncertainty, ("weight_uncertainty",)
                ),
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
                line_names=self._line_names(options),
                **said,
            )
        except ImpossibleScenarioError as error:
            self._note([*error.problems, *unused])
            raise self.place.error() from None
        self._note(unused)
        self.place.stop_if_faulty()
        return scenario

    def _note(self, problems: Iterable[ImpossibleError]) -> None:
        Contradictions(self.place, self._criteria.shapeless, self._figure_places).note(problems)

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
            elif path in self._leaves and path.partition(".")[0] not in self._criteria.shapeless:
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

    def _line_names(self, options: Iterable[Option]) -> LineNames | None:
        """What lines of plans are known by where no criterion says; not read where no plan has lines."""
        estimates = (rating.estimate for option in options for rating in option.ratings.values())
        named = any(isinstance(each, CostPlan) and each.has_lines for each in estimates)
        return usable(self.place, lambda: self.library.line_names, ("usual_lines",)) if named else None

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


def _result(document: str | ResultDocument) -> RequirementResult:
    if isinstance(document, str):
        return RequirementResult(Verdict(document))
    return RequirementResult(Verdict(document.result), document.because, document.source)
