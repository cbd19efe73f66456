"""The files that scenarios refer to by name: catalogues, reference classes, requirement sets."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from decision.files.catalogue_document import (
    CatalogueDocument,
    ReferenceClassDocument,
    ReferenceClassesDocument,
    RequirementSetDocument,
)
from decision.files.checked import Place, checked
from decision.files.faults import FileError, Keys
from decision.files.open_file import read_file, unreadable
from decision.files.tree import read_tree
from decision.model.approach import Question
from decision.model.distribution import BodyAndTail, Lognormal
from decision.model.errors import ImpossibleError, suggestion
from decision.model.readiness import LaunchCause
from decision.model.reference_class import ReferenceClass
from decision.model.requirement import Requirement
from decision.model.visible import visible

if TYPE_CHECKING:
    from decision.files.line_names_document import LineNamesDocument
    from decision.model.line_names import LineNames
    from decision.model.scenario import Scenario

REFERENCE_CLASSES = "reference-classes"
APPROACH_QUESTIONS = "approach-questions"
LAUNCH_CAUSES = "launch-causes"
USUAL_LINES = "usual-lines"
ENDINGS = (".yaml", ".yml")

_CHECKOUT = Path(__file__).resolve().parents[2]
_SHARED = Path("share") / "trilemma"  # below where data is installed

Shape = TypeVar("Shape", bound=BaseModel)
Found = TypeVar("Found")


def project_folder(name: str) -> Path:
    """The project's own folder `name`, ``criteria`` or ``scenarios``: in the checkout or as installed.

    It is installed for everybody who uses this Python, or by one user for himself.
    """
    return next((folder for folder in _places(name) if folder.is_dir()), Path(sys.prefix) / _SHARED / name)


def knowing_lines(scenario: Scenario, folder: Path | None) -> Scenario:
    """`scenario`, knowing what lines are called even if it has none yet; as it is where that cannot be read."""
    if scenario.line_names is not None:
        return scenario
    try:
        return replace(scenario, line_names=Library(folder).line_names)
    except (OSError, FileError):
        return scenario  # with the first line of a plan its file is refused, with the fault


def _places(name: str) -> Iterator[Path]:
    """Where the folder `name` may be: in the checkout, or where packages install what is no code."""
    yield _CHECKOUT / name
    yield Path(sys.prefix) / _SHARED / name
    for scheme in (sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")):
        yield Path(sysconfig.get_path("data", scheme)) / _SHARED / name


@dataclass(frozen=True)
class Library:
    """Finds files by name for a scenario that lies in `folder`; None for one that lies nowhere.

    A name is looked for beside the scenario, then in a ``criteria`` folder beside or above it, then among
    the project's own.
    """

    folder: Path | None = None
    _found: dict[tuple[str, type[BaseModel]], BaseModel] = field(default_factory=dict, repr=False, compare=False)

    def catalogue(self, name: str) -> CatalogueDocument:
        return self._read(name, CatalogueDocument)

    def requirements(self, name: str) -> tuple[Requirement, ...]:
        """The requirements of the set `name`, in the order of its file."""
        return self.requirement_set(name)[2]

    def requirement_set(self, name: str) -> tuple[str, str, tuple[Requirement, ...]]:
        """The set `name`: how it is called, what it is for, and its requirements in the order of its file."""
        document = self._read(name, RequirementSetDocument)
        requirements = tuple(Requirement(id, **dict(each)) for id, each in document.requirements.items())
        return document.name, document.about, requirements

    @cached_property
    def reference_classes(self) -> Mapping[str, ReferenceClass]:
        """The reference classes that a scenario here may name, by id."""
        return self.classes(*self.text(REFERENCE_CLASSES))

    @cached_property
    def approach_questions(self) -> Mapping[str, Question]:
        """The questions on which approach suits us that a scenario here may have answered, by id."""
        from decision.files.approach_document import ApproachQuestionsDocument, questions_of

        return questions_of(self._read(APPROACH_QUESTIONS, ApproachQuestionsDocument))

    @cached_property
    def launch_causes(self) -> tuple[LaunchCause, ...]:
        """The causes of failed launches that a scenario here may speak of."""
        from decision.files.launch_document import LaunchCausesDocument, causes_of

        return causes_of(self._read(LAUNCH_CAUSES, LaunchCausesDocument))

    @cached_property
    def line_names(self) -> LineNames:
        """What lines of cost plans are known by in a scenario here, where its criteria do not say."""
        return known_line_names(*self.text(USUAL_LINES))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files that can be found, nearest first."""
        found = (path.stem for folder in self.folders() for path in sorted(folder.glob("*")) if path.suffix in ENDINGS)
        return tuple(dict.fromkeys(found))

    def find(self, name: str) -> Path:
        """The file called `name`; raises FileNotFoundError with the nearest name there is."""
        for folder in self.folders():
            for ending in ENDINGS:
                path = folder / (name + ending)
                if path.is_file():
                    return path
        hint = suggestion(name, self.names) or "put it beside the scenario or into a criteria folder"
        raise FileNotFoundError(f"no file {visible(name)}.yaml is found; {hint}")

    def text(self, name: str) -> tuple[str, bytes]:
        """Where the file called `name` lies, and what it holds; raises FileNotFoundError as `find` does."""
        path = self.find(name)
        return str(path), read_file(path)

    def folders(self) -> Iterator[Path]:
        """Where a name is looked for, nearest first."""
        if self.folder is not None:
            yield self.folder
            for folder in (self.folder, *self.folder.parents):
                yield folder / "criteria"
        yield project_folder("criteria")

    def _read(self, name: str, shape: type[Shape]) -> Shape:
        key = (name, shape)
        if key not in self._found:
            self._found[key] = self.document(*self.text(name), shape)
        found = self._found[key]
        assert isinstance(found, shape)
        return found

    def document(self, where: str, raw: bytes, shape: type[Shape]) -> Shape:
        """What the text `raw`, which lies at `where`, says as a document of `shape`; raises FileError."""
        made: Shape = (_known if len(raw) <= _SMALL else _document)(where, raw, shape)
        return made

    def classes(self, where: str, raw: bytes) -> Mapping[str, ReferenceClass]:
        """The reference classes of the text `raw`, which lies at `where`; raises FileError."""
        return (_known_classes if len(raw) <= _SMALL else _classes)(where, raw)


# Whoever reads many scenarios reads what they use many times: what the same small text at the same place says is kept.
_SMALL = 200_000  # bytes
_KEPT = 32


def _document(where: str, raw: bytes, shape: type[Any]) -> Any:
    place = Place(where, read_tree(raw, where))
    document = checked(place, shape)
    if shape is CatalogueDocument:
        _note_line_names(place, document)
    place.stop_if_faulty()
    return document


def _note_line_names(place: Place, document: CatalogueDocument) -> None:
    """Note what is impossible about what a catalogue says of lines of plans: that is told where it stands."""
    for id, each in document.criteria.items():
        if each.says_lines:
            from decision.files.line_names_document import faults_of_criterion

            for error in faults_of_criterion(each):
                place.note(error, ("criteria", id))


def _classes(where: str, raw: bytes) -> Mapping[str, ReferenceClass]:
    place = Place(where, read_tree(raw, where))
    return MappingProxyType(reference_classes_of(place, checked(place, ReferenceClassesDocument)))


_known = lru_cache(_KEPT)(_document)
_known_classes = lru_cache(_KEPT)(_classes)


@lru_cache(_KEPT)
def known_line_names(where: str, raw: bytes) -> LineNames:
    """What lines of plans are known by after the text `raw`, which lies at `where`; raises FileError."""
    from decision.files.line_names_document import LineNamesDocument

    place = Place(where, read_tree(raw, where))
    return line_names_in(place, checked(place, LineNamesDocument))


def line_names_in(place: Place, document: LineNamesDocument) -> LineNames:
    """What lines of plans are known by after a file; raises FileError with all that is impossible about it."""
    from decision.files.line_names_document import faults_of_file, line_names_of

    for error in faults_of_file(document):
        place.note(error, ())
    place.stop_if_faulty()
    return line_names_of(document)


def reference_classes_of(place: Place, document: ReferenceClassesDocument) -> dict[str, ReferenceClass]:
    """The classes of one file; raises FileError with all that is impossible about them."""
    classes = {}
    for id, each in document.reference_classes.items():
        try:
            classes[id] = _reference_class(id, each)
        except ImpossibleError as error:
            place.note(error, ("reference_classes", id))
    place.stop_if_faulty()
    return classes


def _reference_class(id: str, document: ReferenceClassDocument) -> ReferenceClass:
    law: Lognormal | BodyAndTail
    if document.lognormal is not None:
        law = Lognormal(*document.lognormal)
    else:
        mixture = document.body_and_tail
        assert mixture is not None  # one of the two is there: checked with the document
        law = BodyAndTail(
            mixture.tail_share, mixture.threshold, mixture.tail_index, *mixture.body,
            **({} if mixture.cap is None else {"cap": mixture.cap}),
        )  # fmt: skip
    return ReferenceClass(
        id,
        document.name,
        law,
        kind=document.kind,
        observations=document.n,
        use=document.use,
        caveat=document.caveat,
        source=document.source,
    )


def usable(place: Place, read: Callable[[], Found], keys: Keys) -> Found | None:
    """What `read` finds; None, and the faults of that file noted in `place`, if it cannot be used."""
    try:
        return read()
    except FileNotFoundError as error:
        place.add(keys, str(error))
    except OSError as error:
        place.take(unreadable(str(error.filename), error))
    except FileError as error:
        place.take(error)
    place.mark(keys[:1])
    return None
