"""Every sentence agrees with the figures beside it and with the simulation, over hundreds of random decisions."""

from __future__ import annotations

import re

import numpy as np

from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.sensitivity.switching import weight_switches
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.evidence_ranges import single_numbers
from decision.model.scenario import Scenario
from decision.outputs.words import sensitivity as told
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import futures, share_with_error, surety

DRAWS = 60
MANY, WHOLE = 600, 50  # decisions whose simulation is told, and of those whose sensitivity is
FORMS = (
    "{x}",
    "{{low: {a}, mode: {b}, high: {c}}}",
    "{{low: {a}, high: {c}}}",
    "{{levels: {{{x}: 0.9995, 1: 0.0005}}}}",  # a rare event
    "{{mean: {x}, sd: 3}}",  # off the scale now and then
    "{{p10: 2, p50: 3, p90: 9, shape: lognormal}}",  # skewed
    "{{lognormal: [1, 1.5]}}",  # a heavy tail
    "25",  # off the scale
)


def made_up(rng: np.random.Generator) -> Scenario:
    criteria, options = int(rng.integers(1, 5)), int(rng.integers(2, 7))
    known = ["{x}"] if rng.random() < 0.2 else list(rng.choice(FORMS, 3))
    lines = ["format: 1", "title: Made up", "criteria:"]
    for k in range(criteria):
        scale = "worst: 0, best: 10" if rng.random() < 0.7 else "worst: 9, best: 2, outside: extrapolate"
        weight = rng.choice([0 if k else 1, 0.001, 1, 5, 20])
        lines.append(f"  c{k}: {{name: Criterion {k}, {scale}, weight: {weight:g}}}")
    if rng.random() < 0.2:
        lines.append("weight_uncertainty: {concentration: 20}")
    lines += ["requirements: {R1: {text: must}}", "options:"]
    ratings = ""
    for m in range(options):
        if m == 0 or rng.random() < 0.85:  # else level with the one before
            cells = []
            for k in range(criteria):
                a, b, c = np.sort(rng.integers(0, 11, 3))
                cells.append(f"c{k}: " + str(rng.choice(known)).format(x=int(rng.integers(2, 11)), a=a, b=b, c=c))
            ratings = ", ".join(cells)
        failed = "fail" if m and rng.random() < 0.1 else "pass"
        lines.append(f"  o{m}: {{name: Option {m}, requirements: {{R1: {failed}}}, ratings: {{{ratings}}}}}")
    return read_scenario("\n".join(lines).encode(), "made-up.yaml")


def test_what_is_said_of_chances_follows_from_them() -> None:
    rng = np.random.default_rng(20261125)
    seen: dict[str, int] = {}
    for _ in range(MANY):
        scenario = made_up(rng)
        evaluation, result = evaluate(scenario), simulate(scenario, DRAWS, 1)
        how = check_surety(scenario, evaluation, result)
        seen[how] = seen.get(how, 0) + 1
        check_headline(evaluation, result)
    assert min(seen.values()) > 2, seen
    assert set(seen) == {"alone", "nothing", "not known", "clear", "ahead, but not clearly", "too close to call"}


def check_surety(scenario: Scenario, evaluation: Evaluation, result: SimulationResult) -> str:
    said = surety(result, evaluation.joint_leaders)
    ranked = [each for each in result.options if each.p_best is not None]
    if len(ranked) == 1:
        assert said == f"{ranked[0].name} is the only option left."
        return "alone"
    single = single_numbers(scenario)
    uncertain = single.weight < 1 - 1e-9
    if "of 100" not in said:  # no chance is told just where nothing that counts is uncertain
        assert not uncertain
        assert not result.weights_vary
        assert max(each.sd for each in ranked) < 1e-9
        return "nothing"
    assert uncertain or result.weights_vary
    for each in ranked:  # whoever is named is named with its own chance
        for chance in re.findall(rf"{each.name} in ((?:fewer than |more than )?[0-9]+)", said):
            assert futures(each.p_best or 0).startswith(chance)
    highest = max(each.p_best or 0 for each in ranked)
    assert f"best in {futures(highest)} futures" in said
    assert ("weights varied as the file says" in said) == result.weights_vary
    assert (f"{single.count} of {single.total} ratings" in said) == (0 < single.count < single.total)
    (how,) = re.findall(
        r"[:;] (clear|ahead, but not clearly|too close to call|it is not known how sure this is)\.", said
    )
    if "not known" in how:
        assert single.weight > 0.5
        return "not known"
    assert single.weight <= 0.5 + 1e-9
    shown = int(re.findall(r"best in (?:more than )?([0-9]+) of 100", said)[0])
    if how != "too close to call":
        assert evaluation.joint_leaders == (result.likeliest.id,)
        assert shown >= (80 if how == "clear" else 60)
    else:
        assert shown < 60 or evaluation.joint_leaders != (result.likeliest.id,)
    return how


def check_headline(evaluation: Evaluation, result: SimulationResult) -> None:
    said = headline(evaluation, result)
    if len(evaluation.joint_leaders) != 1 or evaluation.margin is None:
        assert " leads " not in said
        return
    leader = result.option(evaluation.joint_leaders[0])
    more = not result.certain and any((each.p_best or 0) > (leader.p_best or 0) for each in result.options)
    assert said.startswith(f"{leader.name} leads ")
    assert ("best in more futures" in said) == more
    if more:
        assert result.likeliest.name in said


def test_shares_are_never_all_or_none_where_they_are_not() -> None:
    for draws in (1, 3, 7, 100, 12_345, 10**6):
        for share in (0.0, 1e-7, 0.0004, 0.5, 0.9996, 1 - 1e-7, 1.0):
            said = share_with_error(share, 0.001, draws)
            assert not said.startswith(("100.0 %", "0.0 %")), said
            if said.startswith(("less than", "more than")):
                bound = float(re.findall(r"[0-9.]+", said)[0]) / 100
                assert bound >= 3 / draws - 1e-12 if share == 0 else bound <= 1 - 3 / draws + 1e-12


def test_what_is_said_to_change_the_answer_changes_it() -> None:
    rng = np.random.default_rng(20261126)
    seen = {"weights": 0, "ratings": 0, "always": 0, "nothing": 0, "level": 0}
    for _ in range(WHOLE):
        scenario = made_up(rng)
        result = sensitivity(scenario, DRAWS, 1)
        check_weights(scenario, result, seen)
        check_ratings(scenario, result, seen)
        check_dominance(scenario, result, seen)
        check_findings(scenario, result, seen)
        check_ties(scenario, result, seen)
    assert min(seen.values()) > 2, seen


def check_weights(scenario: Scenario, result: SensitivityResult, seen: dict[str, int]) -> None:
    """A weight that is typed beyond what is printed puts the one that is named ahead of the leader."""
    names = {name: id for id, name in told.names_of(scenario).items()}
    for each in weight_switches(Standing(scenario)):
        said = told.weight_switch(scenario, result, each)
        for name, side, typed in re.findall(r"(Option \d) overtakes .*? \(type (more|less) than ([0-9.]+) in", said):
            x = float(typed) * (1 + 1e-6) if side == "more" else float(typed) * (1 - 1e-6)
            points = {top.id: float(top.weight or 0) for top in scenario.criteria} | {each.criterion: x}
            moved = evaluate(scenario.with_weights(points))
            assert moved.option(names[name]).score > moved.option(result.leader).score - 1e-9, said
            seen["weights"] += 1


def check_ratings(scenario: Scenario, result: SensitivityResult, seen: dict[str, int]) -> None:
    for each in result.ratings:
        said = told.rating_switch(scenario, result, each)
        for way, at, now in re.findall(r"(rises above|falls below) (\S+) \(now (\S+)\)", said):
            assert at != now, said
            assert each.switch is not None
            beyond = float(at.replace(",", "")) >= each.switch * (1 - 1e-12) - 1e-12
            short = float(at.replace(",", "")) <= each.switch * (1 + 1e-12) + 1e-12
            assert beyond if way == "rises above" else short, said
            seen["ratings"] += 1


def check_dominance(scenario: Scenario, result: SensitivityResult, seen: dict[str, int]) -> None:
    drawn = draw_values(scenario, DRAWS, 1).values
    place = {option.id: m for m, option in enumerate(scenario.options)}
    names = {name: id for id, name in told.names_of(scenario).items()}
    for said in told.dominance(scenario, result):
        one, other = (place[names[name]] for name in re.findall(r"Option \d", said)[:2])
        if "in every future drawn" in said:
            assert (drawn[one] >= drawn[other] - 1e-9).all(), said
            seen["always"] += 1


def check_findings(scenario: Scenario, result: SensitivityResult, seen: dict[str, int]) -> None:
    """What decides nothing may be left out of the sum, and the same option leads."""
    standing = Standing(scenario)
    for each in result.findings:
        if each.kind == "level":
            k = standing.paths.index(each.criteria[0])
            rest = [standing.scores[m] - 100 * standing.weights[k] * standing.values[m][k] for m in standing.ranked]
            assert rest[standing.ranked.index(standing.leader)] >= max(rest) - 1e-9
            seen["nothing"] += 1
        assert each.kind != "together" or len(scenario.ranked_options) >= 5


def check_ties(scenario: Scenario, result: SensitivityResult, seen: dict[str, int]) -> None:
    said = told.verdict(scenario, result)
    level = len(evaluate(scenario).joint_leaders) > 1
    assert (" are level. " in said) == level, said
    seen["level"] += level
    for sentences in told.reversals(scenario, result).values():
        assert len(sentences) == len(set(sentences))
