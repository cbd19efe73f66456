"""What the catalogues and requirement sets that a scenario can use have to offer, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decision.files.catalogue_document import CatalogueDocument
from decision.files.checked import Place
from decision.files.document import CriterionDocument
from decision.files.faults import FileError
from decision.files.library import ENDINGS, Library
from decision.files.reader import criterion_in
from decision.files.tree import read_tree
from decision.model.criterion import Criterion
from decision.model.requirement import Requirement


@dataclass(frozen=True)
class OfferedCriterion:
    """A criterion of a catalogue; `needs_scale` says that its worst and best are left to whoever uses it."""

    id: str
    name: str
    document: CriterionDocument

    @property
    def needs_scale(self) -> bool:
        return not self.document.parts and (self.document.worst is None or self.document.best is None)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its parts."""
        return tuple(part.name or _as_name(id) for id, part in (self.document.parts or {}).items())

    def criterion(self, id: str, worst: float | None = None, best: float | None = None) -> Criterion:
        """The criterion itself, under `id` and without a weight.

        Raises
        ------
        FileError
            It cannot be made: the ends of its scale are missing, or impossible.
        """
        ends = {} if not self.needs_scale else {"worst": worst, "best": best}
        place = Place("the catalogue", read_tree(b"{}", "the catalogue"))
        return criterion_in(place, id, self.document.model_copy(update={"name": self.name, **ends}))


@dataclass(frozen=True)
class OfferedCatalogue:
    """A catalogue, by what it is called and what it is for."""

    name: str
    title: str
    about: str
    criteria: tuple[OfferedCriterion, ...]


@dataclass(frozen=True)
class OfferedSet:
    """A set of requirements, by what it is called and what it is for."""

    name: str
    title: str
    about: str
    requirements: tuple[Requirement, ...]


def offered_catalogues(library: Library) -> tuple[OfferedCatalogue, ...]:
    """The catalogues that can be read, nearest first."""
    return tuple(_catalogues(library))


def offered_sets(library: Library) -> tuple[OfferedSet, ...]:
    """The requirement sets that can be read, nearest first."""
    return tuple(_sets(library))


def _catalogues(library: Library) -> Iterator[OfferedCatalogue]:
    for name in _names(library):
        try:
            document: CatalogueDocument = library.catalogue(name)
        except (OSError, FileError):
            continue  # a set of requirements, or a catalogue with faults, which `validate` names
        criteria = tuple(
            OfferedCriterion(id, each.name or _as_name(id), each) for id, each in document.criteria.items()
        )
        yield OfferedCatalogue(name, document.name, document.about, criteria)


def _sets(library: Library) -> Iterator[OfferedSet]:
    for name in _names(library):
        try:
            title, about, requirements = library.requirement_set(name)
        except (OSError, FileError):
            continue
        if requirements:
            yield OfferedSet(name, title, about, requirements)


def _names(library: Library) -> tuple[str, ...]:
    """The names of what lies in folders of criteria: beside a scenario there are other scenarios."""
    found = (
        path.stem
        for folder in library.folders()
        if folder.name == "criteria"
        for path in sorted(folder.glob("*"))
        if path.suffix in ENDINGS
    )
    return tuple(dict.fromkeys(found))


def _as_name(id: str) -> str:
    return id.replace("_", " ").capitalize()
