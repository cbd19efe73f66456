"""Studies that people usually do before deciding, and what they are worth: reference calls, a demo, a pilot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from decision.analysis.progress import Steps, Told
from decision.analysis.sampling.values import draw_values
from decision.analysis.sensitivity.conditioning import Beliefs
from decision.analysis.sensitivity.information import information, money_per_point
from decision.analysis.sensitivity.sample_information import Study, StudyWorth, worth_of_study
from decision.analysis.sensitivity.sensitivity import most_kept
from decision.analysis.simulation.simulation import check_draws
from decision.analysis.standing import Standing
from decision.model.driver import DRIVERS
from decision.model.errors import DecisionError
from decision.model.evidence_ranges import HALF_WIDTHS
from decision.model.plan_basis import is_shared
from decision.model.rating import Evidence
from decision.model.scenario import Scenario
from decision.version import __version__

STUDIES: dict[str, Evidence] = {"reference": Evidence.REFERENCE, "demo": Evidence.DEMO, "pilot": Evidence.PILOT}
_WORTH_A_LOOK = 0.005  # points, below which nothing would be shown
_DRAWING, _ASKING = "drawing what may come", "what studies are worth"
_STEPS = {_DRAWING: 30.0, _ASKING: 70.0}


@dataclass(frozen=True)
class StudiesResult:
    """What studies are worth, with what it takes to get the same figures again.

    Attributes
    ----------
    worths
        Of each study that was asked for; else of the usual studies of each rating, and of what all options share, where
        it is worth settling, that worth most first.
    money_per_point
        As in `Information`.
    """

    title: str
    fingerprint: str
    version: str
    draws: int
    seed: int
    leader: str
    currency: str
    money_per_point: float | None
    worths: tuple[StudyWorth, ...]

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON of the command line."""
        return {**vars(self), "worths": [each.to_dict() for each in self.worths]}


def left_after(evidence: Evidence, now: Evidence | None) -> float:
    """What is left of a rating's spread once `evidence` of it is there in place of what there is `now`.

    The ratio of the widths that evidence is given (`HALF_WIDTHS`), which are a judgement of ours; 1 where what is there
    says as much already.
    """
    return min(1.0, HALF_WIDTHS[evidence] / HALF_WIDTHS[now or Evidence.ASSUMPTION])


def usual_study(scenario: Scenario, name: str, cells: Iterable[tuple[str, str]], price: float | None = None) -> Study:
    """The study called `name` in `STUDIES` of some ratings, which leaves of each what evidence of its kind leaves."""
    cells = tuple(cells)
    left = [left_after(STUDIES[name], scenario.option(id).ratings[path].evidence) for id, path in cells]
    return Study(name, cells, tuple(left), price)


def usual_study_of(scenario: Scenario, name: str, of: str, price: float | None = None) -> Study:
    """The study called `name` in `STUDIES` of what is called `of`: ratings, or something that all options share."""
    if not names_shared(scenario, of):
        return usual_study(scenario, name, cells_called(scenario, of), price)
    driver = next((each for each in scenario.plan_basis.drivers if _is_of(of, each.id)), None)
    left = left_after(STUDIES[name], None if driver is None else driver.evidence)
    return Study(name, (), (left,), price, of)


def names_shared(scenario: Scenario, name: str) -> bool:
    """Whether `name` is that of something that all options share, and of no option or criterion."""
    ids = {option.id for option in scenario.options}
    return is_shared(name) and name.partition(".")[0] not in ids and name not in scenario.all_criteria


def _is_of(name: str, driver: str) -> bool:
    return name == f"{DRIVERS}.{driver}" or name.startswith(f"{DRIVERS}.{driver}.")


def cells_called(scenario: Scenario, name: str) -> tuple[tuple[str, str], ...]:
    """The ratings of ranked options that `name` stands for.

    A rating as ``extend.fit``, all ratings of an option as ``extend``, or those of all options as ``fit``; a criterion
    with parts stands for its parts.

    Raises
    ------
    DecisionError
        There is nothing of that name, or it is the name of an option and of a criterion too.
    """
    ranked = [option.id for option in scenario.ranked_options]
    ids, (first, _, rest) = [option.id for option in scenario.options], name.partition(".")
    if name in ids and name in scenario.all_criteria:
        raise DecisionError(f"{name} is an option and a criterion; name ratings one by one, as in {name}.{name}")
    if name in ids:
        options, path = [name], ""
    elif name in scenario.all_criteria:
        options, path = ranked, name
    elif first in ids and rest in scenario.all_criteria:
        options, path = [first], rest
    else:
        raise DecisionError(
            f"nothing is called {name}; name a rating as in {ids[0]}.{next(iter(scenario.leaves))}, "
            f"an option ({', '.join(ids)}) or a criterion ({', '.join(scenario.all_criteria)})"
        )
    leaves = [leaf for leaf in scenario.leaves if not path or leaf == path or leaf.startswith(f"{path}.")]
    return tuple((option, leaf) for option in options for leaf in leaves)


def studies(
    scenario: Scenario,
    asked: Iterable[Study] = (),
    draws: int | None = None,
    seed: int | None = None,
    progress: Told | None = None,
) -> StudiesResult:
    """What each study asked for is worth; with none, what the usual studies of single ratings are.

    Parameters
    ----------
    draws, seed
        The scenario's own where left out; fewer draws where they would not fit in memory.
    progress
        Called now and then with what is being worked out, and what share of all is done, from 0 to 1.

    Raises
    ------
    DecisionError
        Every option is excluded, a study is of what is not there, the number of draws is out of reach, or correlations
        contradict each other.
    """
    steps, standing = Steps(progress, _STEPS), Standing(scenario)
    draws = scenario.simulation.draws if draws is None else draws
    seed = scenario.simulation.seed if seed is None else seed
    check_draws(scenario, draws, seed)
    drawn = draw_values(scenario, min(draws, most_kept(scenario)), seed, progress=steps.begin(_DRAWING))
    beliefs, asking = Beliefs(standing, drawn), steps.begin(_ASKING)
    wanted = list(asked)
    if not wanted:
        known = sorted(information(standing, drawn, beliefs).singles, key=lambda worth: -worth.points)
        for worth in known:
            if worth.points < _WORTH_A_LOOK or worth.criterion is None:
                continue
            if worth.option is None:
                wanted += [usual_study_of(scenario, name, worth.criterion) for name in STUDIES]
            else:
                wanted += [usual_study(scenario, name, [(worth.option, worth.criterion)]) for name in STUDIES]
    worths = []
    for place, study in enumerate(wanted, start=1):
        worths.append(worth_of_study(standing, drawn, study, beliefs))
        asking(place, len(wanted))
    return StudiesResult(
        title=scenario.title,
        fingerprint=scenario.fingerprint,
        version=__version__,
        draws=drawn.draws,
        seed=drawn.seed,
        leader=standing.options[standing.leader].id,
        currency=scenario.currency,
        money_per_point=money_per_point(standing),
        worths=tuple(worths),
    )
