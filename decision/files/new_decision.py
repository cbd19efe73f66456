"""New decisions from nothing, from a catalogue or from an example: files that are sound, and say what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from decision.files.catalogue_document import CatalogueCriterionDocument, CatalogueDocument
from decision.files.commented import Place, with_comments
from decision.files.document import CriterionDocument
from decision.files.editing.edits import Set
from decision.files.editing.files import edited_text
from decision.files.faults import FileError
from decision.files.library import ENDINGS, Library, project_folder
from decision.files.moved_ratings import (
    answers_given,
    approach_questions,
    can_be_moved,
    is_moved,
    moved_rating,
    open_with_answers,
)
from decision.files.open_file import read_file
from decision.files.schema import editor_comments
from decision.files.section_writer import SectionWriter
from decision.files.yaml_text import inline, line_or_lines, plain_number
from decision.model.errors import DecisionError, choice
from decision.model.given_answer import GivenAnswer
from decision.model.naming import id_of
from decision.model.visible import visible

UNKNOWN = "unknown"
FIRST_CATALOGUE = "patient-facing"  # offered before all others
_POINTS = (0.0, 10.0)  # worst and best of a criterion of one's own
_EVEN = 10.0  # points of every criterion where no catalogue gives any
_PLACEHOLDERS = {"cost_plan": (1_000_000.0, 100_000.0), "months": (24.0, 3.0)}  # by kind or unit


@dataclass(frozen=True)
class NewOption:
    """An option by its name; its id is made of the name if it is empty."""

    name: str
    approach: str | None = None
    id: str = ""


@dataclass(frozen=True)
class NewCriterion:
    """A criterion of one's own; its id is made of the name if it is empty."""

    name: str
    worst: float = _POINTS[0]
    best: float = _POINTS[1]
    id: str = ""


THREE_APPROACHES = (
    NewOption("Build our own", "build", "build"),
    NewOption("Buy", "buy", "buy"),
    NewOption("Extend what we have", "extend", "extend"),
)
EMPTY_OPTIONS = (NewOption("Option A"), NewOption("Option B"))
EMPTY_CRITERIA = (NewCriterion("First criterion"),)


@dataclass(frozen=True)
class NewDecision:
    """What has to be known to begin.

    Attributes
    ----------
    catalogue
        The name of the catalogue that gives the first criteria; None where none does.
    criteria
        Criteria of one's own, beside those of the catalogue.
    scales
        By id, worst and best of criteria to which the catalogue leaves them open.
    with_starting_ratings
        Whether ratings begin as the catalogue has them for an option's approach, rather than unknown.
    answers
        By question, what was answered on which approach suits us: it moves the catalogue's ratings for an approach.
    """

    title: str
    question: str = ""
    options: tuple[NewOption, ...] = THREE_APPROACHES
    catalogue: str | None = None
    criteria: tuple[NewCriterion, ...] = ()
    scales: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    currency: str = ""
    horizon_years: int | None = None
    discount_rate: float | None = None
    with_starting_ratings: bool = False
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Offer:
    """A catalogue or an example to begin with, and what it is for."""

    name: str
    title: str
    about: str = ""


@dataclass(frozen=True)
class OpenScale:
    """A criterion to which its catalogue gives no worst and best, and what stands there until somebody does."""

    id: str
    name: str
    unit: str
    worst: float
    best: float


def catalogues(folder: Path | None = None) -> list[Offer]:
    """The catalogues that a scenario in `folder` can use, those that cannot be read left out."""
    return _offered(dict(_catalogues(Library(folder))))


def catalogues_that_answers_move(folder: Path | None = None) -> list[Offer]:
    """Those of them that have, or rate in parts, all that answers on the approach move; raises DecisionError."""
    library = Library(folder)
    questions = approach_questions(library)
    return _offered({name: each for name, each in _catalogues(library) if can_be_moved(questions, each.criteria)})


def _offered(found: Mapping[str, CatalogueDocument]) -> list[Offer]:
    order = sorted(found, key=lambda name: (name != FIRST_CATALOGUE, found[name].name.casefold()))
    return [Offer(name, found[name].name, _first_sentence(found[name].about)) for name in order]


def examples() -> list[Offer]:
    """The project's own scenarios."""
    from decision.files.reader import load

    offers = []
    folder = project_folder("scenarios")
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if path.suffix in ENDINGS:
            try:
                scenario = load(path)
            except FileError:
                continue
            offers.append(Offer(path.stem, scenario.title, scenario.question))
    return offers


def open_scales(catalogue: str, folder: Path | None = None) -> list[OpenScale]:
    """The criteria to which a catalogue gives no worst and best; raises DecisionError if it cannot be read."""
    document = _catalogue(catalogue, Library(folder))
    return [_open_scale(id, each) for id, each in document.criteria.items() if _is_open(each)]


def new_text(new: NewDecision, target: Path | None = None, folder: Path | None = None) -> str:
    """The text of a new scenario file at `target`; of one that lies nowhere yet, without the lines for editors.

    Its catalogue is looked for beside `target`, or in `folder` as long as it lies nowhere.

    Raises
    ------
    DecisionError
        The catalogue cannot be read, a scale is given to no criterion of it, or it has not what an answer moves.
    """
    library = Library(folder if target is None else target.resolve().parent)
    catalogue = None if new.catalogue is None else _catalogue(new.catalogue, library)
    criteria = dict(catalogue.criteria) if catalogue is not None else {}
    answers = answers_given(new.answers, library, criteria, (option.approach for option in new.options))
    own = _with_ids(new.criteria, [*criteria, "use"])
    _check_scales(new, criteria)
    open_ = {id: _open_scale(id, each) for id, each in criteria.items() if _is_open(each)}
    document = _head(new)
    ends = {id: (scale.worst, scale.best) for id, scale in open_.items()} | dict(new.scales)
    document["criteria"] = {"use": new.catalogue} if new.catalogue is not None else {}
    document["criteria"] |= {id: inline(_ends(*each)) for id, each in ends.items()}
    document["criteria"] |= {
        id: inline({"name": each.name, **_ends(each.worst, each.best)}) for id, each in own.items()
    }
    document["weights"] = line_or_lines(_weights(criteria, own))
    document["options"] = {}
    for option in new.options:
        id = option.id or id_of(option.name, document["options"], "option")
        if id in document["options"]:
            raise DecisionError(f"two options have the id {visible(id)}; give each its own")
        document["options"][id] = _option(option, criteria, own, answers, with_starting=new.with_starting_ratings)
    document |= {"answers": {each.question: each.answer for each in answers}} if answers else {}
    comments = _comments({id: scale for id, scale in open_.items() if id not in new.scales}, new)
    text = with_comments(SectionWriter().document_text(document), comments)
    return ("" if target is None else editor_comments(target)) + text


def copy_of(example: str, target: Path | None = None, title: str = "", question: str = "") -> str:
    """The text of an example, or of the file at a path, as a new file at `target`; title and question may be others.

    Raises DecisionError where there is no such example, or it cannot be read.
    """
    path = _example(example)
    raw = read_file(path)
    edits = [Set(key, x) for key, x in (("title", title), ("question", question)) if x]
    if edits:
        raw = edited_text(raw, edits, str(path), path.resolve().parent)
    text = raw.decode("utf-8-sig")
    return text if target is None or text.startswith("# yaml-language-server") else editor_comments(target) + text


# --- parts ----------------------------------------------------------------------------------------------------


def _catalogues(library: Library) -> Iterator[tuple[str, CatalogueDocument]]:
    seen: set[str] = set()
    folders = list(library.folders())
    for folder in folders if library.folder is None else folders[1:]:
        for path in sorted(folder.glob("*")) if folder.is_dir() else []:
            if path.suffix in ENDINGS and path.stem not in seen:
                seen.add(path.stem)
                try:
                    yield path.stem, library.catalogue(path.stem)
                except (OSError, FileError):
                    continue


def _catalogue(name: str, library: Library) -> CatalogueDocument:
    try:
        return library.catalogue(name)
    except FileNotFoundError as error:
        raise DecisionError(str(error)) from None
    except OSError as error:
        raise DecisionError(
            f"the catalogue {visible(name)} cannot be read ({error.strerror}); check its rights"
        ) from None


def _example(name: str) -> Path:
    folder = project_folder("scenarios")
    for ending in ENDINGS:
        if (folder / f"{name}{ending}").is_file() and Path(name).name == name:
            return folder / f"{name}{ending}"
    if Path(name).suffix in ENDINGS:
        return Path(name)
    known = [path.stem for path in sorted(folder.glob("*")) if path.suffix in ENDINGS] if folder.is_dir() else []
    raise DecisionError(f"there is no example {visible(name)}; {choice(name, known)}")


def _head(new: NewDecision) -> dict[str, Any]:
    document: dict[str, Any] = {"format": 1, "title": new.title}
    document |= {"question": new.question} if new.question else {}
    document |= {"currency": new.currency} if new.currency else {}
    document |= {} if new.horizon_years is None else {"horizon_years": new.horizon_years}
    document |= {} if new.discount_rate is None else {"discount_rate": plain_number(new.discount_rate)}
    return document


def _with_ids(criteria: tuple[NewCriterion, ...], taken: list[str]) -> dict[str, NewCriterion]:
    found: dict[str, NewCriterion] = {}
    for each in criteria:
        id = each.id or id_of(each.name, [*taken, *found], "criterion")
        if id in found or id in taken:
            raise DecisionError(f"two criteria have the id {visible(id)}; give each its own")
        found[id] = each
    return found


def _check_scales(new: NewDecision, criteria: Mapping[str, CriterionDocument]) -> None:
    for id in new.scales:
        if id not in criteria or criteria[id].parts:
            known = [each for each, document in criteria.items() if not document.parts]
            raise DecisionError(
                f"a scale is given for {visible(id)}, which the catalogue does not have; {choice(id, known)}"
            )


def _is_open(criterion: CriterionDocument) -> bool:
    return not criterion.parts and (criterion.worst is None or criterion.best is None)


def _open_scale(id: str, criterion: CriterionDocument) -> OpenScale:
    worst, best = _PLACEHOLDERS.get(criterion.kind or "", _PLACEHOLDERS.get(criterion.unit, _POINTS))
    worst = worst if criterion.worst is None else criterion.worst
    best = best if criterion.best is None else criterion.best
    return OpenScale(id, criterion.name or id, criterion.unit, worst, best)


def _ends(worst: float, best: float) -> dict[str, Any]:
    return {"worst": plain_number(worst), "best": plain_number(best)}


def _weights(criteria: Mapping[str, CriterionDocument], own: Mapping[str, NewCriterion]) -> dict[str, Any]:
    """Points as the catalogue gives them, with its mean for criteria of one's own; all alike where it gives none."""
    stated = [each.weight for each in criteria.values() if each.weight is not None]
    if not stated or len(stated) < len(criteria):
        return {id: plain_number(_EVEN) for id in (*criteria, *own)}
    mean = round(sum(stated) / len(stated)) or 1
    return {id: plain_number(each.weight) for id, each in criteria.items() if each.weight is not None} | dict.fromkeys(
        own, mean
    )


def _option(
    option: NewOption,
    criteria: Mapping[str, CatalogueCriterionDocument],
    own: Mapping[str, NewCriterion],
    answers: tuple[GivenAnswer, ...],
    *,
    with_starting: bool,
) -> dict[str, Any]:
    said: dict[str, Any] = {"name": option.name}
    said |= {"approach": option.approach} if option.approach else {}
    ratings: dict[str, Any] = {}
    for id, criterion in criteria.items():
        if option.approach and is_moved(answers, option.approach, id):
            make = open_with_answers if criterion.parts else moved_rating
            ratings[id] = make(answers, option.approach, id, criterion)
            continue
        starting = criterion.starting_ratings.get(option.approach or "") if with_starting else None  # type: ignore[call-overload]  # one of three words
        ratings[id] = _unrated(criterion) if starting is None else _starting(starting, criterion)
    ratings |= dict.fromkeys(own, UNKNOWN)
    said["ratings"] = line_or_lines(ratings)
    return said


def _unrated(criterion: CriterionDocument) -> Any:
    if not criterion.parts:
        return UNKNOWN
    return {id: _unrated(part) for id, part in criterion.parts.items()}


def _starting(rating: Any, criterion: CriterionDocument) -> Any:
    """A rating of a catalogue as a file holds it, with its evidence: that nobody has looked yet."""
    if isinstance(rating, dict):  # by part; one that has none there is open
        parts = criterion.parts or {}
        return {id: _starting(rating[id], part) if id in rating else _unrated(part) for id, part in parts.items()}
    if not isinstance(rating, BaseModel):
        return {"estimate": plain_number(rating), "evidence": "assumption"} if isinstance(rating, float) else rating
    said = _plain(rating.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True))
    notes = {key: said.pop(key) for key in ("because", "source") if key in said}
    return {**said, "evidence": said.get("evidence", "assumption"), **notes}


def _plain(x: Any) -> Any:
    if isinstance(x, dict):
        return {_plain(key): _plain(each) for key, each in x.items()}
    if isinstance(x, list):
        return [_plain(each) for each in x]
    return plain_number(x) if isinstance(x, float) else x


def _comments(placeholders: Mapping[str, OpenScale], new: NewDecision) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = {
        ("criteria", id): ["A placeholder: agree on worst and best before any offer is opened."] for id in placeholders
    }
    found["weights",] = ["A place to begin. Ask what going from worst to best is worth, and put your own here."]
    found["options",] = [
        "unknown: not rated yet. It may be anything from worst to best, and there is an answer all the same."
    ]
    if new.with_starting_ratings:
        found["options",] = ["Ratings begin as the catalogue has them for each approach: judgement, to be replaced."]
    if new.answers:
        found["answers",] = ["What was answered. No score uses it; a rating that says the opposite is pointed out."]
    return found


def _first_sentence(about: str) -> str:
    text = " ".join(about.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
