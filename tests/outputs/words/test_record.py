from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.simulation.simulation import simulate
from decision.model.estimate import Exact
from decision.model.rating import Rating
from decision.model.record import RecordedDecision, Trigger, met_triggers
from decision.model.scenario import Scenario
from decision.model.structure.record import recording
from decision.outputs.tables.record import margin_of, recorded_decision
from decision.outputs.words.record import day, decided, how_it_stood, proposed_triggers, said_of_choice, what_is_met
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL
from tests.random_decisions import made_up

DRAWS = 40


def certain(scenario: Scenario, trigger: Trigger, beyond: float) -> Scenario:
    """The decision with the rating of a trigger known to lie `beyond` its figure by that share of the scale."""
    option, _, path = trigger.when.partition(".")
    function = scenario.leaves[path].value_function
    assert function is not None
    step = beyond * abs(function.scale.best - function.scale.worst)
    x = trigger.figure + (step if trigger.above is not None else -step)
    return scenario.with_rating(option, path, Rating(Exact(x)))


def test_every_trigger_that_is_proposed_changes_the_leader_once_it_is_so() -> None:
    rng = np.random.default_rng(20261201)
    seen: Counter[str] = Counter()
    for number in range(60):
        scenario = made_up(rng, plain=number % 2 == 0)
        result = sensitivity(scenario, drawn=draw_values(scenario, DRAWS, 1))
        evaluation = evaluate(scenario)
        for option in scenario.options:
            triggers = proposed_triggers(scenario, option.id, result)
            assert not triggers or evaluation.joint_leaders == (option.id,)
            assert met_triggers(recording(scenario, RecordedDecision(option.id, revisit=triggers))) == ()
            for trigger in triggers:
                after = evaluate(certain(scenario, trigger, 1e-6))
                assert after.joint_leaders != (option.id,), (trigger, after.joint_leaders)
                seen["below" if trigger.below is not None else "above"] += 1
                seen["of the leader" if trigger.when.startswith(option.id + ".") else "of another"] += 1
    assert min(seen[each] for each in ("below", "above", "of the leader", "of another")) > 5, seen


def test_a_sentence_has_the_figure_of_its_condition(turned: SensitivityResult) -> None:
    triggers = proposed_triggers(PORTAL, "extend", turned)
    assert [each.when for each in triggers][:2] == ["extend.fit", "extend.integration"]
    for trigger in triggers:
        found = re.search(r"turns out (below|above) ([0-9.]+): Buy would lead\.$", trigger.say)
        assert found is not None
        assert (found[1] == "below") == (trigger.below is not None)
        assert float(found[2]) == trigger.figure


def test_one_that_does_not_lead_has_no_trigger(turned: SensitivityResult) -> None:
    assert proposed_triggers(PORTAL, "buy", turned) == ()


def test_what_is_met_says_what_is_so_now_and_what_was_said() -> None:
    trigger = Trigger("extend.fit", "Fit of Extend turns out below 5.3.", below=5.3)
    decision = RecordedDecision("extend", datetime.date(2026, 12, 1), revisit=(trigger,))
    decided_on = recording(MINIMAL, decision)
    assert what_is_met(decided_on) == [
        "Fit of Extend is now 5: the decision of 1 December 2026 said to look again below 5.3."
    ]
    assert what_is_met(decided_on.with_rating("extend", "fit", Rating(Exact(5.3)))) == []
    near = recording(MINIMAL, replace(decision, on=None, revisit=(replace(trigger, below=5.0000001),)))
    assert what_is_met(near) == ["Fit of Extend is now 5.0: the decision said to look again below 5.0000001."]


def test_of_a_component_of_a_plan_it_says_which() -> None:
    trigger = Trigger("buy.cost.yearly", "Buying costs more each year.", above=10)
    decision = RecordedDecision("extend", revisit=(trigger,))
    (sentence,) = what_is_met(recording(PORTAL, decision))
    assert re.fullmatch(
        r"Cost \(yearly\) of Buy is now \$[0-9.]+k: the decision said to look again above \$10\.", sentence
    )


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (RecordedDecision("extend"), ("Extend was chosen.", "")),
        (
            RecordedDecision("extend", datetime.date(2026, 12, 1), "The board", p_best=0.514, margin=3.25),
            (
                "Extend was chosen on 1 December 2026 (The board).",
                "It led the best of the others by 3.25 points and was best in 51 of 100 futures.",
            ),
        ),
        (RecordedDecision("buy", margin=-1.0), ("Buy was chosen.", "It was behind the best of the others by 1 point.")),
        (RecordedDecision("buy", margin=0.0), ("Buy was chosen.", "It was level with the best of the others.")),
    ],
)
def test_what_was_decided_in_sentences(decision: RecordedDecision, says: tuple[str, str]) -> None:
    assert (decided(PORTAL, decision), how_it_stood(decision)) == says


def test_a_day_in_words() -> None:
    assert day(datetime.date(2027, 6, 9)) == "9 June 2027"


def test_what_speaks_against_a_choice_is_said() -> None:
    evaluation, simulation = evaluate(PORTAL), simulate(PORTAL, 2000)
    said = said_of_choice(PORTAL, "buy", evaluation, simulation)
    assert said[0] == "Buy does not lead: Extend leads it by 1.3 points."
    assert said[1].startswith("Extend is best in more futures: 5")
    assert said_of_choice(PORTAL, "extend", evaluation, simulation) == [
        "Extend has not yet shown 3 of 11 requirements."
    ]
    excluded = said_of_choice(EXCLUDED, "buy", evaluate(EXCLUDED), simulate(EXCLUDED, 500))
    assert excluded == ["Buy is excluded and was chosen all the same: it fails K04."]


def test_the_margin_of_a_choice_is_its_lead_over_the_best_of_the_others() -> None:
    rng = np.random.default_rng(20261202)
    seen: Counter[str] = Counter()
    for _ in range(60):
        evaluation = evaluate(made_up(rng))
        for option in evaluation.options:
            margin = margin_of(evaluation, option.id)
            others = [each.score for each in evaluation.options if each.rank is not None and each.id != option.id]
            if option.rank is None or not others:
                assert margin is None
                seen["none"] += 1
            elif evaluation.joint_leaders == (option.id,):
                assert margin == evaluation.margin and margin is not None and margin > 0
                seen["leads"] += 1
            else:
                assert margin is not None and abs(margin - (option.score - max(others))) < 1e-9 and margin <= 0
                seen["level" if margin == 0 else "behind"] += 1
    assert min(seen[each] for each in ("none", "leads", "behind", "level")) > 1, seen


def test_what_is_recorded_is_what_the_results_say(turned: SensitivityResult) -> None:
    evaluation, simulation = evaluate(PORTAL), simulate(PORTAL, 2000)
    made = recorded_decision(PORTAL, "extend", evaluation, simulation, turned, because="So.")
    assert made.p_best == round(simulation.option("extend").p_best or 0, 6)
    assert made.margin == float(f"{evaluation.margin:.4g}")
    assert (made.fingerprint, made.version) == (PORTAL.fingerprint, evaluation.version)
    assert made.revisit == proposed_triggers(PORTAL, "extend", turned)
    out = recorded_decision(EXCLUDED, "buy", evaluate(EXCLUDED), simulate(EXCLUDED, 500), None)
    assert (out.p_best, out.margin, out.revisit) == (None, None, ())
