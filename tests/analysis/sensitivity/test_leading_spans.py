"""Who leads over a weight is who leads when that weight is given."""

from __future__ import annotations

import itertools

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.leading_spans import leading_spans
from decision.analysis.sensitivity.switching import weight_switches
from decision.analysis.standing import Standing
from decision.model.scenario import Scenario
from tests.outputs.samples import MINIMAL, PORTAL


@pytest.mark.parametrize("scenario", [PORTAL, MINIMAL])
def test_who_leads_over_a_weight_agrees_with_the_switching_points(scenario: Scenario) -> None:
    standing = Standing(scenario)
    for switch in weight_switches(standing):
        spans = leading_spans(standing, switch.criterion)
        assert (spans[0].start, spans[-1].end) == (0, 1)
        assert all(one.end == other.start for one, other in itertools.pairwise(spans))
        place = next(at for at, span in enumerate(spans) if span.option == standing.options[standing.leader].id)
        assert spans[place].start == pytest.approx(switch.low, abs=1e-12)
        assert spans[place].end == pytest.approx(switch.high, abs=1e-12)
        assert (spans[place - 1].option if place else None) == switch.low_to
        assert (spans[place + 1].option if place + 1 < len(spans) else None) == switch.high_to


def test_who_leads_over_a_weight_is_who_leads_when_it_is_typed() -> None:
    standing = Standing(MINIMAL)
    points = {criterion.id: criterion.weight or 0.0 for criterion in MINIMAL.criteria}
    for id in points:
        rest = sum(points.values()) - points[id]
        for span in leading_spans(standing, id):
            share = (span.start + span.end) / 2
            moved = MINIMAL.with_weights(points | {id: share / (1 - share) * rest})
            assert evaluate(moved).leader == span.option


def test_who_is_level_with_the_leader_over_a_weight_is_named_with_it() -> None:
    same = MINIMAL
    for path in MINIMAL.leaves:
        same = same.with_rating("buy", path, MINIMAL.option("extend").ratings[path])
    standing = Standing(same)
    spans = leading_spans(standing, "flexibility")
    assert {(span.option, span.level) for span in spans} == {("buy", ("extend",)), ("build", ())}
    assert all(not span.level for span in leading_spans(Standing(MINIMAL), "flexibility"))
