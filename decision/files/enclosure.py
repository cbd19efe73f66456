"""The decision that an export was made of, as one text that needs no other file: written, and read back with suspicion.

The text is JSON in plain ASCII, a line for each line of the scenario's own YAML in it, so that it can be read by people
too. What a scenario otherwise takes from catalogues, requirement sets, reference classes, causes of failed launches and
questions is written out in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from decision.files.faults import Fault, FileError
from decision.files.kinds import Document
from decision.files.library import LAUNCH_CAUSES, REFERENCE_CLASSES, USUAL_LINES, Library
from decision.files.reader import scenario_in
from decision.files.tree import read_tree
from decision.files.writer import scenario_document
from decision.files.yaml_text import as_yaml, plain_number
from decision.model.distribution import Lognormal
from decision.model.enclosed import ABOUT
from decision.model.evaluation_names import as_letters
from decision.model.given_answer import GivenAnswer
from decision.model.readiness import LaunchCause
from decision.model.reference_class import ReferenceClass
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.version import __version__

MOST_CHARACTERS = 12_000_000
_SCENARIO = "scenario"
_MOST_TOLD = 5


@dataclass(frozen=True)
class Enclosure:
    """What an export holds beside what it shows.

    Attributes
    ----------
    scenario
        As it was when the export was made.
    form, ending
        Which form of export it is, as `export` names it, and how the name of its file ended.
    asked
        What else that export was asked for, by name.
    version
        Of what made it.
    draws
        That its figures rest on.
    fingerprint
        As the export tells it; another than that of `scenario` where somebody changed one of the two.
    """

    scenario: Scenario
    form: str
    ending: str
    version: str
    fingerprint: str
    draws: int
    asked: Mapping[str, str] = field(default_factory=dict)


def enclosure_text(
    scenario: Scenario, form: str, ending: str, asked: Mapping[str, str] | None = None, draws: int | None = None
) -> str:
    """The text to enclose in an export of `scenario`, made in `form` with `ending` as `asked`; the same each time.

    `draws` are those that its figures rest on, where they are not as many as the scenario asks for. Evaluators are
    called by letters unless their names were asked for.
    """
    scenario = scenario if (asked or {}).get("names") else as_letters(scenario)
    document = scenario_document(scenario, _Enclosed({}))
    document.pop("answers", None)  # they refer to questions, of which there is nothing to be read again but these
    said = {
        "about": ABOUT,
        "enclosed": 1,
        "form": form,
        "ending": ending,
        "asked": dict(sorted((asked or {}).items())),
        "version": __version__,
        "fingerprint": scenario.fingerprint,
        "draws": scenario.simulation.draws if draws is None else draws,
        "seed": scenario.simulation.seed,
        "left_out": _left_out(scenario),
        "answers": [_answer(each) for each in scenario.answers],
        "catalogue": scenario.catalogue,
        "requirement_sets": list(scenario.requirement_sets),
        "reference_classes": _lines(_classes(scenario)),
        "launch_causes": _lines(_causes(scenario.readiness.known)),
        "usual_lines": _lines(_line_names(scenario)),
        "scenario": _lines(document),
    }
    return json.dumps(said, indent=0, allow_nan=False)


def read_enclosure(text: str, file: str) -> Enclosure:
    """What `text`, found in the export `file`, encloses.

    Raises
    ------
    FileError
        It is not what `enclosure_text` writes, or holds no sound scenario: every fault.
    """
    said = _checked(text, file)
    found = _Enclosed(
        {
            name: "\n".join(lines).encode("utf-8", "surrogatepass")
            for name, lines in (
                (REFERENCE_CLASSES, said.reference_classes),
                (LAUNCH_CAUSES, said.launch_causes),
                (USUAL_LINES, said.usual_lines),
            )
            if lines
        }
    )
    where = f"{file}: the decision inside"
    tree = read_tree("\n".join(said.scenario).encode("utf-8", "surrogatepass"), where)
    scenario = scenario_in(tree, where, library=found)
    out = frozenset(said.left_out)
    if not out.issubset({each.id for each in scenario.options} | {each.id for each in scenario.criteria}):
        raise refused(file, "leaves out what the decision inside does not have; export the decision again")
    scenario = replace(
        scenario,
        answers=tuple(GivenAnswer(each.question, each.answer, each.said, each.moves) for each in said.answers),
        options=tuple(replace(each, left_out=True) if each.id in out else each for each in scenario.options),
        criteria=tuple(replace(each, left_out=True) if each.id in out else each for each in scenario.criteria),
        catalogue=said.catalogue,
        requirement_sets=tuple(said.requirement_sets),
    )
    return Enclosure(scenario, said.form, said.ending, said.version, said.fingerprint, said.draws, said.asked)


def refused(file: str, message: str) -> FileError:
    """The error for an export that cannot be used at all."""
    return FileError([Fault(file, 1, 1, "", message)])


@dataclass(frozen=True)
class _Enclosed(Library):
    """Finds by name what is enclosed, and nothing else."""

    texts: Mapping[str, bytes] = field(default_factory=dict)

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        super().__init__(None)
        object.__setattr__(self, "texts", texts)

    def text(self, name: str) -> tuple[str, bytes]:
        if name == USUAL_LINES and name not in self.texts:
            return Library().text(name)  # enclosed only where it is another
        if name not in self.texts:
            raise FileNotFoundError(f"{visible(name)} is not enclosed; export the decision again")
        return f"{name}, as enclosed", self.texts[name]

    def folders(self) -> Iterator[Path]:
        return iter(())


# --- writing --------------------------------------------------------------------------------------------------


def _lines(document: Mapping[str, Any]) -> list[str]:
    return as_yaml(dict(document)).removesuffix("\n").split("\n") if document else []


def _left_out(scenario: Scenario) -> list[str]:
    options = [each.id for each in scenario.options if each.left_out]
    return options + [each.id for each in scenario.criteria if each.left_out]


def _answer(answer: GivenAnswer) -> dict[str, Any]:
    moves = {approach: dict(by) for approach, by in answer.moves.items()}
    return {"question": answer.question, "answer": answer.answer, "said": answer.said, "moves": moves}


def _classes(scenario: Scenario) -> dict[str, Any]:
    used = {each.id: each for each in _classes_in(scenario)}
    if not used:
        return {}
    classes = {id: _class(each) for id, each in sorted(used.items())}
    return {"format": 1, "name": "Reference classes in use", "reference_classes": classes}


def _classes_in(part: Any) -> Iterator[ReferenceClass]:
    """The reference classes that any figure of a part of the model names, wherever in it figures may stand."""
    if isinstance(part, ReferenceClass):
        yield part
    elif isinstance(part, Mapping):
        yield from (found for each in part.values() for found in _classes_in(each))
    elif isinstance(part, tuple):
        yield from (found for each in part for found in _classes_in(each))
    elif is_dataclass(part):
        yield from (found for each in fields(part) for found in _classes_in(getattr(part, each.name)))


def _class(each: ReferenceClass) -> dict[str, Any]:
    law = each.law
    said: dict[str, Any] = {"name": each.name, "kind": each.kind, "n": each.observations}
    if isinstance(law, Lognormal):
        said["lognormal"] = [plain_number(law.mu), plain_number(law.sigma)]
    else:
        figures = {name: plain_number(getattr(law, name)) for name in ("tail_share", "threshold", "tail_index")}
        capped = {} if law.cap == float("inf") else {"cap": plain_number(law.cap)}
        said["body_and_tail"] = {**figures, "body": [plain_number(law.mu), plain_number(law.sigma)], **capped}
    said |= {"use": each.use, "caveat": each.caveat, "source": each.source}
    return {name: x for name, x in said.items() if x is not None}


def _causes(known: tuple[LaunchCause, ...]) -> dict[str, Any]:
    if not known:
        return {}
    causes = {
        each.id: {
            "name": each.name,
            "text": each.text,
            "source": each.source,
            "kind": each.kind,
            "before_launch": list(each.before_launch),
            "bears_on": list(each.bears_on),
        }
        for each in known
    }
    return {"format": 1, "name": "Causes of failed launches", "causes": causes}


def _line_names(scenario: Scenario) -> dict[str, Any]:
    """What lines of plans are known by, where it is not what the project itself says."""
    if scenario.line_names is None or scenario.line_names == Library().line_names:
        return {}
    from decision.files.line_names_document import said_of

    return {"format": 1, "name": "Lines of plans", "usual_lines": {}} | said_of(scenario.line_names)


# --- reading --------------------------------------------------------------------------------------------------


class _AnswerDocument(Document):
    model_config = ConfigDict(strict=True)

    question: str
    answer: str
    said: str
    moves: dict[str, dict[str, float]]


class _EnclosureDocument(Document):
    model_config = ConfigDict(strict=True)

    about: str
    enclosed: Literal[1]
    form: str
    ending: str
    asked: dict[str, str]
    version: str
    fingerprint: str
    draws: int
    seed: int
    left_out: list[str]
    answers: list[_AnswerDocument]
    catalogue: str | None
    requirement_sets: list[str]
    reference_classes: list[str]
    launch_causes: list[str]
    usual_lines: list[str] = Field(default_factory=list)  # exports of earlier versions knew the project's own
    scenario: list[str]


def _checked(text: str, file: str) -> _EnclosureDocument:
    if len(text) > MOST_CHARACTERS:
        raise refused(file, f"encloses more than {MOST_CHARACTERS:,} characters, which are not read; export it again")
    try:
        said = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
        return _EnclosureDocument.model_validate(said)
    except ValidationError as error:
        faults = [
            f"{visible('.'.join(map(str, each['loc'])))}: {each['msg'].lower()}"
            for each in error.errors(include_input=False, include_url=False)[:_MOST_TOLD]
        ]
        raise refused(file, f"encloses no decision that can be read ({'; '.join(faults)}); export it again") from None
    except (ValueError, RecursionError) as error:
        said_so = visible(str(error))
        raise refused(file, f"encloses no decision that can be read ({said_so}); export it again") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")
