"""Decisions with evaluations of them, any that can exist, for the property tests."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import strategies as st

from decision.model.evaluation import Consensus, Evaluation, Moderation, Score
from decision.model.rating import Evidence, Rating
from decision.model.scenario import Scenario
from tests.strategies import exact, notes, ranges, three_points, unknown

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
NAMES = ("Dana Okafor", "B", "=SUM(A1)", "@clinic", "Ω 医院", "A")
reasons = notes.filter(str.strip)
figures = exact | ranges() | three_points()
days = st.none() | st.dates(FIRST, LAST)


@st.composite
def judged(draw: st.DrawFn, because: st.SearchStrategy[str] = notes) -> Rating:
    return Rating(
        draw(figures | unknown),
        draw(because),
        draw(notes),
        draw(st.none() | st.sampled_from(Evidence)),
        draw(days),
    )


@st.composite
def evaluations(draw: st.DrawFn, cells: list[str], name: str) -> Evaluation:
    rated = draw(st.lists(st.sampled_from(cells), unique=True, max_size=4))
    scores = {
        cell: Score(draw(judged()), draw(days), draw(st.sampled_from(("", "09:05", "14:30:59")))) for cell in rated
    }
    moderated = []
    for cell in draw(st.lists(st.sampled_from(rated), max_size=3)) if rated else ():
        standing = [each.to for each in moderated if each.of == cell]
        before = standing[-1] if standing else scores[cell].rating.estimate
        moderated.append(
            Moderation(
                cell,
                draw(figures),
                draw(reasons),
                before if draw(st.booleans()) else None,  # type: ignore[arg-type]
                draw(notes),
                draw(st.none() | st.dates(LAST, LAST.replace(year=2027))),
            )
        )
    return Evaluation(
        name, draw(notes), draw(days), draw(st.sampled_from(("", "08:00"))), draw(notes), scores, tuple(moderated)
    )


@st.composite
def evaluated_scenarios(draw: st.DrawFn, decisions: st.SearchStrategy[Scenario]) -> Scenario:
    """A decision that several evaluators rated, and on some of whose cells they agreed."""
    scenario = draw(decisions)
    cells = [f"{option.id}.{path}" for option in scenario.options for path in scenario.leaves]
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=4))
    consensus = {
        cell: Consensus(
            draw(judged(reasons)),
            draw(notes),
            draw(days),
            {name: draw(reasons) for name in names if draw(st.booleans())},
        )
        for cell in draw(st.lists(st.sampled_from(cells), unique=True, max_size=3))
    }
    return replace(scenario, evaluations=tuple(draw(evaluations(cells, name)) for name in names), consensus=consensus)
