"""The comparison table: criteria by options, as data that every export and page draws from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decision.analysis.expectation.ranges import rating_range
from decision.analysis.scoring import Evaluation
from decision.analysis.stopping import go_on
from decision.model.criterion import Criterion
from decision.model.open_ratings import is_open
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.tables.decided import decided_table
from decision.outputs.tables.readiness import readiness_tables
from decision.outputs.tables.rooms import RoomTable, rooms_tables
from decision.outputs.words.answers import answers_in_words
from decision.outputs.words.expectation import is_apart, points_of_what, why_apart
from decision.outputs.words.figures import estimate_in_words, present_value_in_words, unit_of
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.plausibility import to_look_at
from decision.outputs.words.reference_classes import ClassInUse, classes_in_use
from decision.outputs.words.scoring import LEFT_OUT, distinct_names, shortfall
from decision.outputs.words.weights import weights_in_percent

if TYPE_CHECKING:
    import pandas as pd

    from decision.analysis.simulation.result import OptionOutcome, SimulationResult
    from decision.outputs.tables.decided import DecidedTable
    from decision.outputs.tables.money import MoneyTables
    from decision.outputs.tables.readiness import ReadinessTables
    from decision.outputs.tables.sensitivity import TurningTables
    from decision.outputs.tables.trail import TrailTable

_MOST_TO_LOOK_AT = 20


@dataclass(frozen=True)
class Cell:
    """One option on one criterion.

    `rating` is what is expected, in the criterion's unit, and `estimate` the words of what was given; both are None for
    a criterion with parts, which is not rated itself. `between` is the range it lies in, None where it is certain, and
    `most_likely` the figure that was typed, None where it was not asked for. `why` ends a sentence on why the value is
    not that of the rating; empty where it nearly is. `open` where nobody knows yet: it counts as anything from worst to
    best, which `between` then gives. `given` says the same with every digit, for programs
    to read. `anchor` says what such a rating means.
    """

    value: float
    points: float
    rating: float | None = None
    estimate: str | None = None
    anchor: str = ""
    evidence: str = ""
    because: str = ""
    source: str = ""
    given: str | None = None
    between: tuple[float, float] | None = None
    most_likely: float | None = None
    why: str = ""
    open: bool = False


@dataclass(frozen=True)
class CriterionRow:
    """One criterion or part: `depth` is 0 at the top level, `weight` its share in the whole.

    `name` is told apart from those beside it, and the weights in `percent` add up.
    """

    path: str
    criterion: Criterion
    name: str
    depth: int
    weight: float
    percent: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RequirementRow:
    """One requirement and how each option stands on it."""

    id: str
    text: str
    results: tuple[RequirementResult, ...]


@dataclass(frozen=True)
class OptionColumn:
    """One option: a name that no other has, total and rank.

    `failed` names the requirements that exclude it, and `shortfalls` says of which minimums it falls short. `chance`
    is what a simulation says of it; None where there was none. `most_likely` is the score at the ratings that were
    typed; None where it was not asked for.
    """

    id: str
    name: str
    approach: str | None
    score: float
    rank: int | None
    failed: tuple[str, ...]
    chance: OptionOutcome | None = None
    left_out: bool = False
    shortfalls: tuple[str, ...] = ()
    most_likely: float | None = None

    @property
    def out(self) -> str:
        """Why the option is not ranked, in a few words; empty where it is."""
        reasons = [f"fails {', '.join(self.failed)}"] if self.failed else []
        reasons += [each.removeprefix("its ") for each in self.shortfalls]
        return "; ".join([*reasons, *([LEFT_OUT] if self.left_out else [])])


@dataclass(frozen=True)
class ComparisonTable:
    """Everything a buyer needs on one page, options in the order of the file."""

    title: str
    question: str
    about: str
    money: str  # what amounts mean, in one sentence; empty where none is a present value
    currency: str
    fingerprint: str
    version: str
    options: tuple[OptionColumn, ...]
    criteria: tuple[CriterionRow, ...]
    requirements: tuple[RequirementRow, ...]
    simulation: SimulationResult | None = None
    turning: TurningTables | None = None
    points_of_what: str = ""
    horizon_years: int | None = None  # of cost plans, as the next; None where there is none
    discount_rate: float | None = None
    readiness: ReadinessTables | None = None  # None where nothing is said of it
    classes: tuple[ClassInUse, ...] = ()  # that multiply an estimate; in files only, as the next
    look_again: tuple[str, ...] = ()  # sentences on what is possible but hardly meant
    answers: tuple[tuple[str, str], ...] = ()  # on which approach suits us: the question's id, and what was said
    decided: DecidedTable | None = None  # None where nothing was
    costs: MoneyTables | None = None  # over the years and beside the score; in files only
    rooms: tuple[RoomTable, ...] = ()  # what people settled together
    judged: tuple[str, ...] = ()  # sentences on what evaluators gave and agreed on; in files only
    trail: TrailTable | None = None  # of changes; in files only, and None where no file was opened

    def unit(self, row: CriterionRow) -> str:
        """The unit of the ratings in `row`; of a cost plan the currency."""
        return unit_of(row.criterion, self.currency)

    def full_name(self, row: CriterionRow) -> str:
        """The name of a criterion with those it is a part of: ``Integration › Freshness``."""
        names = {each.path: each.name for each in self.criteria}
        keys = row.path.split(".")
        return " › ".join(names[".".join(keys[: place + 1])] for place in range(len(keys)))

    def exclusions(self) -> tuple[str, ...]:
        """One sentence for every requirement that rules an option out, and for all that is left out for now."""
        at = {requirement.id: requirement for requirement in self.requirements}
        return (
            tuple(
                f"{option.name} is out: it fails {id}. {at[id].results[m].because or at[id].text}".rstrip()
                for m, option in enumerate(self.options)
                for id in option.failed
            )
            + tuple(f"{option.name} is out: {each}." for option in self.options for each in option.shortfalls)
            + tuple(
                f"{name} is {LEFT_OUT}."
                for name in (
                    *(option.name for option in self.options if option.left_out),
                    *(row.name.removesuffix(f" ({LEFT_OUT})") for row in self.criteria if row.criterion.left_out),
                )
            )
        )

    def values_apart(self) -> tuple[str, ...]:
        """One sentence for every value that is not nearly that of the expected rating, on why that is so."""
        return tuple(
            f"{option.name}: {self.full_name(row)} {cell.why}."
            for m, option in enumerate(self.options)
            for row in self.criteria
            if (cell := row.cells[m]).why
        )

    def to_frame(self) -> pd.DataFrame:
        """Long form: one row for each criterion and option."""
        import pandas as pd

        return pd.DataFrame(
            {
                "criterion": row.path,
                "unit": row.criterion.unit,
                "weight": row.weight,
                "option": option.id,
                "rating": cell.rating,
                "value": cell.value,
                "points": cell.points,
                "evidence": cell.evidence,
                "because": cell.because,
                "source": cell.source,
            }
            for row in self.criteria
            for option, cell in zip(self.options, row.cells, strict=True)
        )


def comparison_table(
    scenario: Scenario,
    evaluation: Evaluation,
    simulation: SimulationResult | None = None,
    turning: TurningTables | None = None,
    most_likely: Evaluation | None = None,
) -> ComparisonTable:
    """The comparison table of `scenario` with its results, those of the draws too where there are any.

    `most_likely` is the evaluation at the ratings that were typed, where the table is to have both.
    """
    names, percents = distinct_names(evaluation.options), weights_in_percent(evaluation.weights)
    return ComparisonTable(
        title=scenario.title,
        question=scenario.question,
        about=scenario.about,
        money=_money(scenario),
        currency=scenario.currency,
        fingerprint=evaluation.fingerprint,
        version=evaluation.version,
        options=tuple(
            OptionColumn(
                result.id,
                names[result.id],
                result.approach,
                result.score,
                result.rank,
                option.failed,
                None if simulation is None else simulation.option(result.id),
                option.left_out,
                tuple(shortfall(scenario, path, result.ratings[path]) for path in option.short_of),
                None if most_likely is None else most_likely.option(result.id).score,
            )
            for option, result in zip(scenario.options, evaluation.options, strict=True)
        ),
        criteria=tuple(
            CriterionRow(
                path,
                criterion,
                _name_of(scenario, path, criterion),
                path.count("."),
                evaluation.weights[path],
                percents[path],
                tuple(_cell(scenario, evaluation, most_likely, m, path) for m in range(len(scenario.options))),
            )
            for path, criterion in scenario.all_criteria.items()
        ),
        requirements=tuple(
            RequirementRow(
                requirement.id,
                requirement.text,
                tuple(
                    option.requirements.get(requirement.id, RequirementResult(Verdict.NOT_SHOWN))
                    for option in scenario.options
                ),
            )
            for requirement in scenario.requirements
        ),
        simulation=simulation,
        turning=turning,
        points_of_what=points_of_what(evaluation),
        horizon_years=scenario.horizon_years if _plans(scenario) else None,
        discount_rate=scenario.discount_rate if _plans(scenario) else None,
        readiness=readiness_tables(scenario),
        answers=answers_in_words(scenario),
        decided=decided_table(scenario),
        rooms=rooms_tables(scenario),
    )


def with_cautions(table: ComparisonTable, scenario: Scenario) -> ComparisonTable:
    """The table of `scenario` with what those should know who have nothing but the file: classes, and what is odd."""
    costs = None if table.simulation is None else _costs(scenario, table.simulation)
    look_again = to_look_at(scenario, _MOST_TO_LOOK_AT)
    return replace(table, classes=classes_in_use(scenario), look_again=look_again, costs=costs)


def _costs(scenario: Scenario, simulation: SimulationResult) -> MoneyTables:
    """Money over the years and beside the score, from the draws of the simulation."""
    from decision.analysis.money import money  # what it needs is not needed for a table on a page
    from decision.outputs.tables.money import money_tables

    return money_tables(scenario, money(scenario, simulation.draws, simulation.seed))


def _plans(scenario: Scenario) -> list[str]:
    """The criteria on which a rating may be a cost plan, by path."""
    return [path for path, leaf in scenario.leaves.items() if leaf.kind == "cost_plan"]


def _money(scenario: Scenario) -> str:
    """What the amounts of cost plans mean, in one sentence; empty where none is shown."""
    over = present_value_in_words(scenario.horizon_years, scenario.discount_rate)
    if not over or not _plans(scenario):
        return ""
    return f"{' and '.join(scenario.criterion_names[path] for path in _plans(scenario))}: {over}."


def _name_of(scenario: Scenario, path: str, criterion: Criterion) -> str:
    name = scenario.criterion_names[path]
    return f"{name} ({LEFT_OUT})" if criterion.left_out else name


def _cell(scenario: Scenario, evaluation: Evaluation, most_likely: Evaluation | None, m: int, path: str) -> Cell:
    go_on()
    option, result = scenario.options[m], evaluation.options[m]
    value, points = result.values[path], result.contributions[path]
    if path not in option.ratings:
        return Cell(value, points)
    rating, unknown = option.ratings[path], is_open(scenario, option.id, path)
    figure = result.ratings[path]
    return Cell(
        value,
        points,
        rating=figure,
        estimate=OPEN if unknown else estimate_in_words(rating.estimate),
        anchor="" if unknown else scenario.leaves[path].anchor_for(figure),
        evidence=rating.evidence or "",
        because=rating.because,
        source=rating.source,
        given=estimate_in_words(rating.estimate, as_data=True),
        between=rating_range(scenario, option, path),
        most_likely=None if most_likely is None else most_likely.options[m].ratings[path],
        why=why_apart(scenario, result, path) if is_apart(result, path) and not unknown else "",
        open=unknown,
    )
