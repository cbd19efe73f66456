"""What both forms of a decision record have: Markdown that shows the texts of a file as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from decision.model.driver import Driver
from decision.model.evaluation_names import as_letters
from decision.model.record import Trigger
from decision.outputs.files.markdown import comparison_lines, paragraph, plain, shown_rating
from decision.outputs.tables.comparison import CriterionRow
from decision.outputs.tables.record import Consequence, DecisionRecord
from decision.outputs.words.evaluations import judged_in_words
from decision.outputs.words.figures import as_typed, points
from decision.outputs.words.record import day, why_excluded
from decision.outputs.words.shared_inputs import shared_in_words
from decision.outputs.words.simulation import weights_in_play

GOOD, BAD = 2 / 3, 1 / 3  # of the way from worst to best, from and up to which a rating speaks for or against
_NO_TRIGGER = "No single rating between worst and best puts another option first; look again when several change."
_DOES_NOT_LEAD = "It did not lead alone when it was chosen, so no rating need change for another to lead."


def link(text: str, to: str) -> str:
    """A link to a file, whatever its name holds."""
    return f"[{plain(text)}]({quote(to, safe='/._-~')})"


def code(text: str) -> str:
    """`text` between backticks, of which it has none itself."""
    shown = " ".join(text.replace("`", "'").split())
    return f"`{shown}`"


def bullets(items: list[str]) -> str:
    """A list, whose items are Markdown already."""
    return "\n".join(f"* {item}" for item in items)


def context(record: DecisionRecord) -> list[str]:
    """The question, what led here, and where the decision itself is."""
    blocks = [paragraph(text) for text in (record.table.question, record.table.about) if text]
    return [*blocks, f"The whole decision, with every rating and its reason, is in {link(record.file, record.file)}."]


def drivers(record: DecisionRecord) -> str:
    """The criteria at the top, the weightiest first."""
    rows = sorted((row for row in record.table.criteria if row.depth == 0), key=lambda row: -row.weight)
    return bullets([f"{plain(row.name)}, {plain(row.percent)} of the weight" for row in rows])


def because(record: DecisionRecord) -> str:
    """The reason that was given, as the end of a sentence; the word that stands before it is not said twice."""
    words = record.decision.because.split()
    own = words[1:] if words and words[0].casefold() in ("because", "because:") else words
    reason = plain(" ".join(own)).rstrip(".")
    return reason or "no reason was given"


def consequences(record: DecisionRecord) -> str:
    """What the choice gains and gives up beside the best of the others; that there is none to compare it with."""
    if record.rival is None:
        return "There is no other option left to compare it with."
    items = [_consequence(record, each) for each in record.consequences]
    return bullets(items) if items else "No criterion tells it from the best of the others."


def _consequence(record: DecisionRecord, each: Consequence) -> str:
    assert record.rival is not None  # or there is none
    chosen, rival = (record.place(id) for id in (record.decision.chosen, record.rival))
    word, more = ("Good", "more") if each.points > 0 else ("Bad", "less")
    ratings = [shown_rating(each.row.cells[m], each.row, record.table.currency) for m in (chosen, rival)]
    other = plain(record.table.options[rival].name)
    name = plain(record.table.full_name(each.row))
    shown = f"{points(abs(each.points))} points"
    return f"{word}, because {name} is worth {shown} {more} than with {other}: {ratings[0]} against {ratings[1]}"


def pros_and_cons(record: DecisionRecord, option: str) -> str:
    """What speaks for and against one option, criterion by criterion, the weightiest first."""
    return bullets([*_against(record, option), *_by_criterion(record, option)])


def _against(record: DecisionRecord, option: str) -> Iterator[str]:
    if record.scenario.option(option).excluded:
        yield from (f"Bad, because {plain(reason)}" for reason in why_excluded(record.scenario, option))


def _by_criterion(record: DecisionRecord, option: str) -> Iterator[str]:
    m = record.place(option)
    for row in record.rated:
        cell = row.cells[m]
        word = "Neutral" if cell.open else "Good" if cell.value >= GOOD else "Bad" if cell.value <= BAD else "Neutral"
        yield f"{word}, because {plain(record.table.full_name(row))} is {rating_and_reason(record, row, m)}"


def rating_and_reason(record: DecisionRecord, row: CriterionRow, m: int) -> str:
    """What is expected of a rating, in which range, and why."""
    cell = row.cells[m]
    reason = f": {plain(cell.because)}" if cell.because else ""
    return f"{shown_rating(cell, row, record.table.currency)}{reason}"


def triggers(record: DecisionRecord) -> str:
    """What would reopen the decision, with the condition as the file has it."""
    if not record.decision.revisit:
        leads = record.decision.margin is not None and record.decision.margin > 0
        return _NO_TRIGGER if leads else _DOES_NOT_LEAD
    return bullets([f"{plain(each.say)} ({code(_condition(each))})" for each in record.decision.revisit])


def _condition(trigger: Trigger) -> str:
    side = "below" if trigger.below is not None else "above"
    return f"{trigger.when} {side} {as_typed(trigger.figure)}"


def review(record: DecisionRecord) -> str:
    """By when it is looked at again."""
    by = record.decision.review_by
    return "No day was set for a review." if by is None else f"It is reviewed by {day(by)}."


def fitness_function(record: DecisionRecord) -> str:
    """The command that tells whether the decision still stands."""
    return code(f"python -m decision check {record.call}")


def other_ways(record: DecisionRecord) -> list[str]:
    """For each option that was not chosen, what would have to be true for it."""
    names = {option.id: option.name for option in record.table.options}
    return [f"**{plain(names[id])}.** {plain(' '.join(sentences))}" for id, sentences in record.others.items()]


def counted_with(record: DecisionRecord) -> list[str]:
    """What the cost plans of all options hang on, with its reasons; nothing where there is nothing of the kind."""
    scenario = record.scenario
    drivers = {figure: driver for driver in scenario.drivers for figure, _ in driver.figures()}
    told = []
    for figure in scenario.plan_basis.figures:
        driver = drivers.get(figure)
        grounds = "" if driver is None or figure != driver.figure else _grounds(driver)
        told.append(f"{plain(shared_in_words(scenario, figure))}{plain(grounds)}")
    return ["What costs were counted with, the same for every option:", bullets(told)] if told else []


def _grounds(driver: Driver) -> str:
    known = [f"evidence: {driver.evidence}"] if driver.evidence is not None else []
    known += [f"source: {driver.source}"] if driver.source else []
    reason = f": {driver.because}" if driver.because else ""
    return f"{reason} ({'; '.join(known)})" if known else reason


def judged(record: DecisionRecord) -> list[str]:
    """What evaluators gave and agreed on, by letter, and what rooms settled; nothing where there was neither."""
    said = judged_in_words(as_letters(record.scenario))
    blocks = ["What evaluators gave:", bullets([plain(each) for each in said])] if said else []
    rooms = [plain(" ".join(room.sentences)) for room in record.table.rooms]
    return [*blocks, *(["What people said together:", bullets(rooms)] if rooms else [])]


def figures(record: DecisionRecord) -> list[str]:
    """The comparison, and what it takes to repeat it."""
    table = record.table
    drawn = ""
    if table.simulation is not None:
        drawn = (
            f" Best in so many futures: {table.simulation.draws:,} draws from seed {table.simulation.seed}, "
            f"with {weights_in_play(table.simulation)}."
        )
    money = [paragraph(table.money)] if table.money else []
    made = f"{plain(table.points_of_what)}{drawn} Fingerprint `{table.fingerprint}`, Trilemma {table.version}."
    return [comparison_lines(table), *money, made]
