"""``new FILE``: a decision from nothing; asks on a terminal, or takes all it needs from its flags."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from decision.cli.new_file import check_target, scale, write_new
from decision.cli.printing import say, say_json
from decision.cli.status import FINE, WrongCallError
from decision.files.kinds import ID
from decision.files.library import Library
from decision.files.moved_ratings import approach_questions
from decision.files.new_decision import (
    EMPTY_CRITERIA,
    EMPTY_OPTIONS,
    THREE_APPROACHES,
    NewCriterion,
    NewDecision,
    NewOption,
    catalogues,
    catalogues_that_answers_move,
    copy_of,
    examples,
    new_text,
    open_scales,
)
from decision.files.reader import read_scenario
from decision.model.errors import ImpossibleError
from decision.model.estimate import Unknown
from decision.model.number_text import NumberKind, number_text, read_number
from decision.model.visible import visible

_APPROACHES = ("build", "buy", "extend")
_RATE = NumberKind(percent="share", least=0, most=1)
_YEARS = NumberKind(units=("years", "year"), least=1, most=100)

Answer = TypeVar("Answer")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the scenario to write; it must not be there yet")
    parser.add_argument("--title", default="", help="what is decided; asked for if not said")
    parser.add_argument("--question", default="", help="the question as one would ask it")
    parser.add_argument(
        "--option", action="append", default=[], type=_option, metavar="[ID=]NAME[:APPROACH]",
        help="an option, such as 'vendor_a=Vendor A:buy'; build, buy and extend if none is said",
    )  # fmt: skip
    parser.add_argument("--catalogue", metavar="NAME", help="which catalogue gives the criteria, or none")
    parser.add_argument(
        "--criterion", action="append", default=[], type=_criterion, metavar="[ID=]NAME[:WORST-BEST]",
        help="a criterion of your own, such as 'Noise in dB:80-30'; rated from 0 to 10 if no scale is said",
    )  # fmt: skip
    parser.add_argument(
        "--scale", action="append", default=[], type=_scale_of, metavar="ID=WORST-BEST",
        help="the scale of a criterion of the catalogue, such as cost=900000-200000",
    )  # fmt: skip
    parser.add_argument("--currency", default="", help="the currency, if money is planned, such as USD")
    parser.add_argument("--horizon", type=_horizon, metavar="YEARS", help="over how many years money is planned")
    parser.add_argument("--discount-rate", type=_rate, metavar="RATE", help="the discount rate, such as 0.035 or 3.5%%")
    parser.add_argument(
        "--starting-ratings",
        action="store_true",
        help="begin with the ratings that the catalogue has for an approach",
    )
    parser.add_argument(
        "--answer", action="append", default=[], type=_answer, metavar="KEY=VALUE",
        help="an answer on which approach suits you, such as team=lasting, that moves the catalogue's starting ratings",
    )  # fmt: skip
    parser.add_argument("--copy-of", default="", metavar="EXAMPLE", help="begin with a copy of an example or a file")
    parser.add_argument("--empty", action="store_true", help="begin with two options and one criterion, to be renamed")


def run(call: Namespace) -> int:
    target = check_target(call.file)
    if call.copy_of:
        _check_copy(call)
        text = copy_of(call.copy_of, target, call.title, call.question)
    else:
        text = new_text(_asked(_from_flags(call, target), call, target), target)
    scenario = read_scenario(text.encode("utf-8"), call.file, target.resolve().parent)
    write_new(target, text)
    open_ = sum(isinstance(x.estimate, Unknown) for option in scenario.options for x in option.ratings.values())
    if call.json:
        say_json(
            {
                "file": call.file,
                "title": scenario.title,
                "options": [option.id for option in scenario.options],
                "criteria": [criterion.id for criterion in scenario.criteria],
                "open_ratings": open_,
                "fingerprint": scenario.fingerprint,
            }
        )
        return FINE
    criteria = "1 criterion" if len(scenario.criteria) == 1 else f"{len(scenario.criteria)} criteria"
    say(f"wrote {call.file}: {len(scenario.options)} options, {criteria}")
    if open_:
        say(f"{open_} ratings are open: replace each unknown in the file, or open it in the app")
    return FINE


def _from_flags(call: Namespace, target: Path) -> NewDecision:
    if call.empty:
        options, criteria, catalogue = call.option or EMPTY_OPTIONS, call.criterion or EMPTY_CRITERIA, call.catalogue
    else:
        options, criteria = call.option or THREE_APPROACHES, call.criterion
        catalogue = call.catalogue or (None if criteria else _first_catalogue(target))
    catalogue = None if catalogue == "none" else catalogue
    if catalogue is None and not criteria:
        raise WrongCallError("there is nothing to rate by; give criteria with --criterion NAME, or a --catalogue")
    if call.starting_ratings and catalogue is None:
        raise WrongCallError("--starting-ratings are those of a catalogue; name one with --catalogue")
    if call.answer and catalogue is None:
        raise WrongCallError("--answer moves the ratings of a catalogue; name one with --catalogue")
    twice = sorted({key for key, _ in call.answer if [each for each, _ in call.answer].count(key) > 1})
    if twice:
        raise WrongCallError(f"--answer says {twice[0]} twice; give one answer to each question")
    return NewDecision(
        call.title.strip(), call.question, tuple(options), catalogue, tuple(criteria), dict(call.scale),
        call.currency, call.horizon, call.discount_rate, call.starting_ratings, dict(call.answer),
    )  # fmt: skip


def _first_catalogue(target: Path) -> str | None:
    found = catalogues(target.resolve().parent)
    return found[0].name if found else None


def _check_copy(call: Namespace) -> None:
    others = {
        "--option": call.option, "--catalogue": call.catalogue, "--criterion": call.criterion, "--scale": call.scale,
        "--currency": call.currency, "--horizon": call.horizon, "--discount-rate": call.discount_rate,
        "--starting-ratings": call.starting_ratings, "--answer": call.answer, "--empty": call.empty,
    }  # fmt: skip
    for flag, x in others.items():
        if x not in ("", [], None, False):
            raise WrongCallError(f"{flag} does not go with --copy-of: a copy is as the example is; edit it afterwards")


# --- asking -----------------------------------------------------------------------------------------------------


def _asked(new: NewDecision, call: Namespace, target: Path) -> NewDecision:
    """`new` with what a person at a terminal says to what no flag has said."""
    if new.title:
        return new
    if sys.stdin is None or not sys.stdin.isatty() or call.json:
        names = ", ".join(offer.name for offer in examples())
        raise WrongCallError(f"say what is decided with --title, or begin with a copy of an example: {names}")
    new = replace(new, title=_ask("What is decided, in a few words?", _some_text))
    new = replace(new, question=new.question or _ask("The question, as one would ask it (Enter: leave it out)", str))
    if not call.option and not call.empty:
        new = replace(new, options=_ask_options())
    if call.catalogue is None and not new.criteria:
        new = replace(new, catalogue=_ask_catalogue(target))
    if new.catalogue is not None:
        for each in open_scales(new.catalogue, target.resolve().parent):
            if each.id not in new.scales:
                usual = f"{number_text(each.worst)}-{number_text(each.best)}"
                words = f"{each.name}: worst and best{f' in {each.unit}' if each.unit else ''} (Enter: {usual} for now)"
                found = _ask(words, lambda text: scale(text) if text else None)
                new = replace(new, scales={**new.scales, **({} if found is None else {each.id: found})})
    if not new.currency:
        new = replace(new, currency=_ask("The currency, if money is planned (Enter: it is not)", str))
    if new.currency and new.horizon_years is None:
        new = replace(new, horizon_years=_ask("Over how many years?", _horizon))
    if new.currency and new.discount_rate is None:
        new = replace(new, discount_rate=_ask("At which discount rate, such as 3.5 %?", _rate))
    if not new.answers and new.catalogue is not None and any(option.approach for option in new.options):
        new = replace(new, answers=_ask_answers(new.catalogue, target.resolve().parent))
    return new


def _ask(question: str, read: Callable[[str], Answer]) -> Answer:
    """The answer to `question`, asked again until it can be read; raises WrongCallError where nobody answers."""
    while True:
        say(question)
        line = sys.stdin.readline()
        if not line:
            raise WrongCallError("the questions were not answered; nothing is written")
        try:
            return read(" ".join(line.split()))
        except ArgumentTypeError as error:
            say(str(error))


def _some_text(text: str) -> str:
    if not text:
        raise ArgumentTypeError("a few words are needed")
    return text


def _ask_options() -> tuple[NewOption, ...]:
    say("The options, one a line, such as “Vendor A:buy”; an empty line ends (at once: build, buy and extend)")
    options: list[NewOption] = []
    while line := " ".join(sys.stdin.readline().split()):
        try:
            options.append(_option(line))
        except ArgumentTypeError as error:
            say(str(error))
    return tuple(options) if options else THREE_APPROACHES


def _ask_catalogue(target: Path) -> str | None:
    offers = catalogues(target.resolve().parent)
    for number, offer in enumerate(offers, start=1):
        say(f"{number}  {offer.title}. {offer.about}")

    def read(text: str) -> str | None:
        if not text:
            return offers[0].name if offers else None
        if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= len(offers):
            return offers[int(text) - 1].name
        if text in {offer.name for offer in offers}:
            return text
        raise ArgumentTypeError(f"one of the numbers above is wanted (got {visible(text)})")

    return _ask("Which catalogue gives the criteria? (Enter: 1)", read)


def _ask_answers(catalogue: str, folder: Path) -> dict[str, str]:
    """The answers on which approach suits, where the catalogue has ratings for them to move and somebody wants to."""
    if catalogue not in {offer.name for offer in catalogues_that_answers_move(folder)}:
        return {}
    questions = approach_questions(Library(folder))
    asked = "questions on which approach suits you can give the first ratings. Answer them? (y; Enter: no)"
    say(f"{len(questions)} {asked}")
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        return {}
    answers = {}
    for question in questions.values():
        for number, words in enumerate(question.words.values(), start=1):
            say(f"{number}  {words}")
        ids = list(question.answers)

        def read(text: str, ids: list[str] = ids) -> str:
            if not text or text in ids:
                return text
            if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= len(ids):
                return ids[int(text) - 1]
            raise ArgumentTypeError(f"one of the numbers above is wanted (got {visible(text)})")

        if answer := _ask(f"{question.text} (Enter: leave it out)", read):
            answers[question.id] = answer
    return answers


# --- values of flags --------------------------------------------------------------------------------------------


def _option(text: str) -> NewOption:
    id, name = _id_and_name(text)
    head, _, approach = name.rpartition(":")
    if head and approach.strip().lower() in _APPROACHES:
        return NewOption(head.strip(), approach.strip().lower(), id)
    return NewOption(name, None, id)


def _criterion(text: str) -> NewCriterion:
    id, name = _id_and_name(text)
    head, _, ends = name.rpartition(":")
    if head and re.match(r"\s*[-+]?[0-9.,]", ends):
        return NewCriterion(head.strip(), *scale(ends), id)
    return NewCriterion(name, id=id)


def _id_and_name(text: str) -> tuple[str, str]:
    id, mark, name = (part.strip() for part in text.partition("="))
    if not mark:
        id, name = "", id
    elif not re.fullmatch(ID, id):
        raise ArgumentTypeError(
            f"an id begins with a small letter and goes on with small letters, digits and _ (got {visible(id)})"
        )
    if not name:
        raise ArgumentTypeError(f"a name is wanted (got {visible(text)})")
    return id, name


def _scale_of(text: str) -> tuple[str, tuple[float, float]]:
    id, mark, ends = text.partition("=")
    if not mark:
        raise ArgumentTypeError(f"an id and its scale are wanted, such as cost=900000-200000 (got {visible(text)})")
    return id.strip(), scale(ends)


def _answer(text: str) -> tuple[str, str]:
    key, mark, value = (part.strip() for part in text.partition("="))
    if not mark or not key or not value:
        raise ArgumentTypeError(f"a question and its answer are wanted, such as team=lasting (got {visible(text)})")
    return key, value


def _horizon(text: str) -> int:
    years = _number(text, _YEARS)
    if not years.is_integer():
        raise ArgumentTypeError(f"whole years are wanted (got {visible(text)})")
    return int(years)


def _rate(text: str) -> float:
    return _number(text, _RATE)


def _number(text: str, kind: NumberKind) -> float:
    try:
        return read_number(text, kind)
    except ImpossibleError as error:
        raise ArgumentTypeError(str(error)) from None
