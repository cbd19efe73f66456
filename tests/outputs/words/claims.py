"""What each sentence claims, held against figures worked out another way.

Every function takes a decision and a result, finds what is said, and asserts that it is so. It tells how many sentences
of each kind it has seen, so that a test can see that none is missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from decision.analysis.reversal.reversal import Reversal
from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import Evaluation, evaluate
from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.switching import RatingSwitch
from decision.analysis.simulation.result import SimulationResult
from decision.analysis.standing import Standing
from decision.model.cost_plan import CostPlan, Lines
from decision.model.criterion import Criterion
from decision.model.estimate import Exact, Range, ThreePoint
from decision.model.evidence_ranges import single_numbers
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.model.uncertain_figures import RatingSampler
from decision.model.weights import Fixed
from decision.outputs.words import information as information_words
from decision.outputs.words import reversals as reversals_words
from decision.outputs.words import scoring as scoring_words
from decision.outputs.words import sensitivity as told
from decision.outputs.words import switching as switching_words
from decision.outputs.words import viewpoints
from decision.outputs.words.scoring import criterion_name, headline, listed
from decision.outputs.words.shared_inputs import shared_switches_in_words
from decision.outputs.words.simulation import disagreement, futures, surety

Array = NDArray[np.float64]

LEVEL = 1e-6  # points within which options are level where a figure was printed
SHARED_LEVEL = (
    0.02  # the same where values under a scale that clips are a mean over points, which docs/method.md bounds
)
STEPS = {"k": 1e3, "M": 1e6, "bn": 1e9}
HOW = r"[:;] (clear|ahead, but not clearly|too close to call|it is not known how sure this is)\."


# --- decisions that differ in what a sentence names -----------------------------------------------------------------


def fixed(scenario: Scenario) -> Scenario:
    """The same decision with its weights fixed where they stand, at every level."""

    def held(siblings: tuple[Criterion, ...], above: str = "") -> tuple[Criterion, ...]:
        return tuple(
            replace(
                each,
                weight=scenario.sibling_shares[above + each.id],
                weight_uncertainty=Fixed(),
                parts=held(each.parts, f"{above}{each.id}."),
            )
            for each in siblings
        )

    return replace(scenario, weight_uncertainty=Fixed(), criteria=held(scenario.criteria), views={})


def with_shares(scenario: Scenario, shares: Mapping[str, float]) -> Scenario:
    """The decision with some shares among siblings as they are told, the others of each family in their proportions."""
    base, points = fixed(scenario), {}
    for family in {path.rpartition(".")[0] for path in shares}:
        siblings = [path for path in base.all_criteria if path.rpartition(".")[0] == family]
        moved = {path: shares[path] for path in siblings if path in shares}
        others = {path: base.sibling_shares[path] for path in siblings if path not in shares}
        rest = 1 - sum(moved.values())
        total = sum(others.values())
        points |= {path: max(0.0, share) for path, share in moved.items()}
        points |= {path: max(0.0, rest) * (x / total if total else 1 / len(others)) for path, x in others.items()}
    return base.with_weights(points)


def known_to_be(scenario: Scenario, option: str, path: str, x: float) -> Scenario:
    return replace(
        scenario.with_rating(option, path, Rating(Exact(x))), dependence=replace(scenario.dependence, pairs=())
    )


def is_first(scenario: Scenario, option: str, tolerance: float = LEVEL) -> bool:
    found = evaluate(scenario)
    return found.option(option).score >= max(each.score for each in found.options if not each.excluded) - tolerance


def figure(text: str) -> float:
    """A number with its unit or sign of money, as it is printed."""
    found = re.fullmatch(r"(-?)\D*?(-?[0-9.,]+(?:e[-+]?[0-9]+)?)(k|M|bn)?(?: .*)?", text)
    assert found is not None, text
    x = float(found[2].replace(",", "")) * STEPS.get(found[3] or "", 1.0)
    return -x if found[1] else x


# --- who leads, and how surely --------------------------------------------------------------------------------------


def check_surety(scenario: Scenario, evaluation: Evaluation, result: SimulationResult) -> str:
    said = surety(result, evaluation.joint_leaders)
    ranked = [each for each in result.options if each.p_best is not None]
    if len(ranked) == 1:
        assert said == f"{ranked[0].name} is the only option left."
        return "alone"
    single = single_numbers(scenario)
    uncertain = result.ratings_drawn and single.weight < 1 - 1e-9
    if "of 100" not in said:  # no chance is told just where nothing that counts is uncertain
        assert not uncertain
        assert not result.weights_vary
        assert max(each.sd for each in ranked) < 1e-9
        return "nothing"
    assert uncertain or result.weights_vary
    for each in ranked:  # whoever is named is named with its own chance
        for chance in re.findall(rf"{each.name} in ((?:fewer than |more than )?[0-9]+)", said):
            assert futures(each.p_best or 0).startswith(chance)
    for count, most in re.findall(r"the other ([0-9]+) in at most ([0-9]+) each", said):
        least = sorted(each.p_best or 0 for each in ranked)[: int(count)]
        assert max(least) <= int(most) / 100 + 1e-9
    highest = max(each.p_best or 0 for each in ranked)
    assert f"best in {futures(highest)} futures" in said
    assert ("weights varied as the file says" in said) == (result.weights_vary and result.weights_drawn == "file")
    assert ("any weights at all" in said) == (result.weights_vary and result.weights_drawn == "any")
    assert ("ratings fixed" in said) == (not result.ratings_drawn)
    if result.ratings_drawn:
        assert (f"{single.count} of {single.total} ratings" in said) == (0 < single.count < single.total)
    (how,) = re.findall(HOW, said)
    if "not known" in how:
        assert single.weight > 0.5 or not result.ratings_drawn
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
        assert disagreement(evaluation, result) == ""
        return
    leader = result.option(evaluation.joint_leaders[0])
    more = not result.certain and any((each.p_best or 0) > (leader.p_best or 0) for each in result.options)
    assert said.startswith(f"{leader.name} leads ")
    assert ("best in more futures" in said) == more
    assert bool(disagreement(evaluation, result)) == more
    if more:
        assert result.likeliest.name in said
    by = re.findall(r"by ([0-9.]+) points?", said)
    if by and "less than" not in said:
        assert abs(float(by[0]) - evaluation.margin) < 0.1 + 1e-9


def check_ties(scenario: Scenario, result: SensitivityResult) -> Iterator[str]:
    said = told.verdict(scenario, result)
    joint = evaluate(scenario).joint_leaders
    assert (" are level. " in said) == (len(joint) > 1), said
    if len(joint) > 1:
        assert said.startswith(f"{listed([scoring_words.names_of(scenario)[id] for id in joint])} are level."), said
        yield "level"
    for sentences in reversals_words.reversals(scenario, result).values():
        assert len(sentences) == len(set(sentences))


# --- one weight, one rating -----------------------------------------------------------------------------------------


def check_weights(scenario: Scenario, result: SensitivityResult) -> Iterator[str]:
    """A weight beyond what is printed puts the one that is named ahead of the leader."""
    ids = {name: id for id, name in scoring_words.names_of(scenario).items()}
    for each in result.weights:
        said = switching_words.weight_switch(scenario, result, each)
        if not scenario.weights[each.among or each.criterion] and each.among:
            continue
        for name, side, share in re.findall(
            r"(Option \d) overtakes if .*? counts for (more|less) than ([0-9.]+) %", said
        ):
            x = float(share) / 100
            beyond = x + (1e-6 * (1 - x) if side == "more" else -1e-6 * x)
            moved = evaluate(with_shares(scenario, {each.criterion: beyond}))
            assert moved.option(ids[name]).score > moved.option(result.leader).score - 1e-9, said
            yield "weights"
        if scenario.weight_uncertainty != Fixed() or "." in each.criterion:
            continue
        for name, side, typed in re.findall(r"(Option \d) overtakes [^;]*? \(type (more|less) than ([0-9.]+) in", said):
            x = float(typed) * (1 + 1e-6 if side == "more" else 1 - 1e-6)
            points = {top.id: float(top.weight or 0) for top in scenario.criteria} | {each.criterion: x}
            moved = evaluate(fixed(scenario).with_weights(points))
            assert moved.option(ids[name]).score > moved.option(result.leader).score - 1e-9, said
            yield "typed"


def check_ratings(scenario: Scenario, result: SensitivityResult) -> Iterator[str]:
    """A rating that is sure to be beyond what is printed puts the one that is named ahead of the leader."""
    for each in result.ratings:
        said = switching_words.rating_switch(scenario, result, each)
        yield from _check_rating(scenario, result, each, said)
    nearest = switching_words.nearest_rating(scenario, result)
    if nearest.startswith("No single rating"):
        for option in scenario.ranked_options:
            for path, leaf in scenario.leaves.items():
                assert leaf.value_function is not None
                for x in np.linspace(leaf.value_function.scale.worst, leaf.value_function.scale.best, 5):
                    assert is_first(known_to_be(scenario, option.id, path, float(x)), result.leader), nearest
        yield "no rating"


def _check_rating(scenario: Scenario, result: SensitivityResult, each: RatingSwitch, said: str) -> Iterator[str]:
    ids = {name: id for id, name in scoring_words.names_of(scenario).items()}
    leaf = scenario.leaves[each.criterion]
    assert leaf.value_function is not None
    scale = leaf.value_function.scale
    if "is sure to be anywhere between worst and best" in said:
        for x in np.linspace(scale.worst, scale.best, 5):
            moved = evaluate(known_to_be(scenario, each.option, each.criterion, float(x)))
            name = said[: said.index(" overtakes")]
            assert moved.option(ids[name]).score > moved.option(result.leader).score - LEVEL, said
        yield "anywhere"
        return
    for name, way, at in re.findall(
        r"^(Option \d) overtakes .*? (rises above|falls below|is sure to be) (.+?)(?: or better)? \(|,", said
    ):
        if not name:
            continue
        x = figure(at)
        size = 1e-9 * max(1.0, abs(x))
        x += {"rises above": size, "falls below": -size, "is sure to be": 0.0}[way]
        moved = known_to_be(scenario, each.option, each.criterion, x)
        scores = evaluate(moved)
        assert scores.option(ids[name]).score > scores.option(result.leader).score - LEVEL, said
        yield way
    for at, name in re.findall(r"turns out better than (.+?) \(.*else (Option \d) leads", said):
        worse = figure(at) + 1e-9 * (scale.worst - scale.best)
        moved = evaluate(known_to_be(scenario, each.option, each.criterion, worse))
        assert moved.option(ids[name]).score > moved.option(result.leader).score - LEVEL, said
        yield "turns out better"


# --- what all options share -----------------------------------------------------------------------------------------


def with_shared(scenario: Scenario, figure: str, x: float) -> Scenario:
    """The decision with a figure that all options share known to be `x`."""
    kind, _, rest = figure.partition(".")
    if kind == "inflation":
        return replace(scenario, inflation=Exact(x))
    if kind == "exchange":
        return replace(scenario, exchange=tuple((c, Exact(x) if c == rest else rate) for c, rate in scenario.exchange))
    id, _, part = rest.partition(".")
    drivers = (replace(each, **{part: Exact(x)}) if each.id == id else each for each in scenario.drivers)
    return replace(scenario, drivers=tuple(drivers))


def check_shared(scenario: Scenario, result: SensitivityResult) -> Iterator[str]:
    """Beyond what is printed of a driver, a rate or inflation, the one that is named leads; else the leader stays."""
    ids = {name: id for id, name in scoring_words.names_of(scenario).items()}
    for each, said in zip(result.shared, shared_switches_in_words(scenario, result), strict=True):
        if "leads only as long as" in said:
            for x in np.linspace(*each.searched, 5):
                assert not is_first(with_shared(scenario, each.figure, float(x)), result.leader), said
            yield "shared first nowhere"
            continue
        found = re.findall(
            r"(Option \d) overtakes Option \d (above|below) (?:[^;(]*? of )?(-?[0-9][0-9.,]*(?:e[-+]?[0-9]+)?)( %)?",
            said,
        )
        assert len(found) == said.count("overtakes"), said
        for name, side, at, percent in found:
            x = float(at.replace(",", "")) / (100 if percent else 1)
            x += (1e-6 if side == "above" else -1e-6) * max(1.0, abs(x))
            moved = evaluate(with_shared(scenario, each.figure, x))
            assert moved.option(ids[name]).score > moved.option(result.leader).score - SHARED_LEVEL, said
            yield f"shared {side}"
        low, high = each.searched[0] if each.low is None else each.low, each.searched[1]
        for x in np.linspace(low, high if each.high is None else each.high, 4)[1:3]:
            assert is_first(with_shared(scenario, each.figure, float(x)), result.leader, SHARED_LEVEL), said
        if not found:
            yield "shared stays"


# --- reversals ------------------------------------------------------------------------------------------------------


def check_reversals(scenario: Scenario, result: SensitivityResult, rng: np.random.Generator) -> Iterator[str]:
    said = reversals_words.reversals(scenario, result)
    standing = Standing(fixed(scenario))
    for each in result.reversal:
        sentence = reversals_words.reversal(scenario, each)
        if each.moving != "both":
            assert sentence in said[each.option]
        if each.status == "within" and each.moves:
            _check_moves(scenario, each, sentence)
            yield f"by {each.moving}"
        elif each.status == "within":
            assert each.option in evaluate(scenario).joint_leaders, sentence
        else:
            yield _check_out_of_reach(standing, each, sentence, rng)
    for sentence in told.never_best(scenario, result):
        option = {name: id for id, name in scoring_words.names_of(scenario).items()}[
            sentence[: sentence.index(" is never")]
        ]
        _never_first(standing, standing.values, option, sentence, rng)
        yield "never best"


def _check_moves(scenario: Scenario, each: Reversal, sentence: str) -> None:
    """The moves, as they are printed, put the option first."""
    moved, shares = fixed(scenario), {}
    of_ratings = iter(reversals_words._moves(scenario, each))
    of_shared = iter(reversals_words._shared_moves(scenario, each))
    for move in each.moves:
        phrase = next(of_shared if move.kind == "shared" else of_ratings)
        assert phrase in sentence
        if move.kind == "shared":
            x, percent = re.findall(r" at (-?[0-9][0-9.,]*(?:e[-+]?[0-9]+)?)( %)?", phrase)[0]
            moved = with_shared(moved, move.criterion, float(x.replace(",", "")) / (100 if percent else 1))
        elif move.kind == "weight":
            shares[move.criterion] = _share(phrase)
        else:
            moved = known_to_be(moved, move.option or each.option, move.criterion, _rating(phrase))
    assert is_first(with_shares(moved, shares) if shares else moved, each.option, 1e-5), sentence
    for shift in re.findall(r"a shift of ([0-9.e-]+) %", sentence):
        assert 100 * (each.t or 0) <= float(shift) * (1 + 1e-6) <= 100 + 1e-3, sentence


def _share(phrase: str) -> float:
    return float(re.findall(r"at (?:least|most) ([0-9.e-]+) %", phrase)[0]) / 100


def _rating(phrase: str) -> float:
    return figure(re.findall(r"(?:rises to|falls to|sure to be) (.+?)(?: \(|$)", phrase)[0])


def _check_out_of_reach(standing: Standing, each: Reversal, sentence: str, rng: np.random.Generator) -> str:
    """What is said to be out of reach is not reached by weights at random, nor with ratings at their ends."""
    if sentence.startswith("No rating can move"):
        assert all(
            option.ratings[path].estimate.is_certain
            for option in standing.scenario.ranked_options
            for path in standing.paths
        )
        return "no ranges"
    values = standing.values if each.moving == "weights" else _at_the_ends(standing, each.option)
    if values is None:
        return "not checked"
    if each.moving == "ratings":
        m = standing.paths and [option.id for option in standing.options].index(each.option)
        scores = 100 * values[list(standing.ranked)] @ standing.weights
        assert 100 * values[m] @ standing.weights < scores.max() + LEVEL, sentence
    if each.status == "impossible":
        _never_first(standing, values, each.option, sentence, rng)
        return f"impossible by {each.moving}"
    assert ("draw level or lead with others" in sentence) == (each.status == "beyond")
    return f"beyond {each.moving}"


def _never_first(standing: Standing, values: Array, option: str, sentence: str, rng: np.random.Generator) -> None:
    m = [each.id for each in standing.options].index(option)
    others = [other for other in standing.ranked if other != m]
    weights = np.vstack([rng.dirichlet(np.full(len(standing.paths), 0.5), 60), np.eye(len(standing.paths))])
    assert (weights @ values[m] < (weights @ values[others].T).max(axis=1)).all(), sentence


def _at_the_ends(standing: Standing, option: str) -> Array | None:
    """Values with every rating at the end of its range that suits an option; None where plans make it hard to tell."""
    values = np.array(standing.values)
    for m in standing.ranked:
        favoured = standing.options[m].id == option
        for k, path in enumerate(standing.paths):
            estimate, function = standing.options[m].ratings[path].estimate, standing.functions[k]
            if isinstance(estimate, CostPlan | Lines):
                return None
            if estimate.is_certain:
                continue
            ends = estimate.law.quantile(np.array([0.05, 0.95]))
            if isinstance(estimate, ThreePoint | Range):
                ends = np.array([estimate.low, estimate.high])
            reach = function(np.asarray(ends, dtype=float))
            values[m, k] = max(values[m, k], *reach) if favoured else min(values[m, k], *reach)
    return values


# --- what to find out -----------------------------------------------------------------------------------------------


def check_information(scenario: Scenario, result: SensitivityResult, drawn: DrawnValues) -> Iterator[str]:
    said = information_words.worth_finding_out(scenario, result)
    standing, known = Standing(scenario), result.information
    ranked = list(standing.ranked)
    scores = 100 * np.einsum("k,mkn->nm", standing.weights, drawn.values[ranked])
    leader = ranked.index(standing.leader)
    worths = sorted((each.points for each in known.singles), reverse=True)
    figures = [
        figure(each) for each in re.findall(r"worth (?:up to |more than )?([0-9$][0-9.,]*[kMbn]*)(?=[;. ])", said)
    ]
    per_point = known.money_per_point or 1.0
    if said.startswith("Nothing is worth finding out"):
        assert (scores[:, leader] >= scores.max(axis=1) - 1e-6).all(), said
        yield "nothing to find out"
    elif said.startswith("Settling"):
        assert figures[0] >= worths[0] * (per_point if "$" in said else 1) * (1 - 1e-9), said
        if "no other single rating is worth more than" in said:
            assert figures[1] >= worths[1] * (per_point if "$" in said else 1) * (1 - 1e-9), said
        yield "settling"
        if (
            "no other rating by itself would change the choice" in said
            and not scenario.dependence.pairs
            and not scenario.dependence.within_option
        ):
            _others_change_nothing(standing, result, drawn, said)
            yield "no other"
    else:
        yield "hardly anything"
    for each in known.by_worth:
        assert 0 <= each.points <= known.evpi + 1e-9


def _others_change_nothing(standing: Standing, result: SensitivityResult, drawn: DrawnValues, said: str) -> None:
    """Each of the other ratings by itself, at each of its drawn values, leaves the leader first."""
    first = max(result.information.singles, key=lambda each: each.points)
    scores = standing.scores
    for m in standing.ranked:
        rivals = max(scores[other] for other in standing.ranked if other != standing.leader)
        for k, path in enumerate(standing.paths):
            if (standing.options[m].id, path) == (first.option, first.criterion):
                continue
            if RatingSampler(standing.scenario, standing.options[m], path).shared:
                continue  # its draws move with what all options share, which is settled by itself
            gain = 100 * standing.weights[k] * (drawn.values[m, k] - standing.values[m, k])
            if m == standing.leader:
                assert (scores[m] + gain >= rivals - 1e-6).all(), said
            else:
                assert (scores[m] + gain <= scores[standing.leader] + 1e-6).all(), said


# --- dominance and the model itself ---------------------------------------------------------------------------------


def check_dominance(scenario: Scenario, result: SensitivityResult, drawn: DrawnValues) -> Iterator[str]:
    place = {option.id: m for m, option in enumerate(scenario.options)}
    ids = {name: id for id, name in scoring_words.names_of(scenario).items()}
    standing = Standing(scenario)
    scores = 100 * np.einsum("k,mkn->mn", standing.weights, drawn.values)
    for said in told.dominance(scenario, result):
        first, *others = (ids[name] for name in re.findall(r"Option \d", said))
        for other in others:
            one, two = place[first], place[other]
            if "at any weights" in said:
                assert (drawn.values[one] >= drawn.values[two] - 1e-9).all(), said
                yield "always"
            elif "expected to be" in said:
                assert (standing.values[one] >= standing.values[two] - 1e-9).all(), said
                assert f"scores higher in {futures(result.simulation.pairwise[first][other])} futures" in said
                yield "expected"
            elif "at every score level" in said:
                levels = np.concatenate([scores[one], scores[two]])
                below = [(scores[m][:, None] < levels - 1e-9).mean(axis=0) for m in (one, two)]
                assert (below[0] - below[1]).max() <= 3 * (2 / drawn.draws) ** 0.5, said
                yield "every level"
            elif "safer choice" in said:
                error = 3 * max(scores[one].std(), scores[two].std()) / drawn.draws**0.5
                assert scores[one].mean() >= scores[two].mean() - 2 * error - 1e-9, said
                yield "safer"
            else:
                assert (standing.values[one] >= standing.values[two] - 1e-9).all(), said


def check_findings(scenario: Scenario, result: SensitivityResult) -> Iterator[str]:
    """What decides nothing may be left out of the sum, and the same option leads."""
    standing = Standing(scenario)
    for each, said in zip(result.findings, told.findings(scenario, result), strict=False):
        if each.kind == "level":
            k = standing.paths.index(each.criteria[0])
            rest = [standing.scores[m] - 100 * standing.weights[k] * standing.values[m][k] for m in standing.ranked]
            assert rest[standing.ranked.index(standing.leader)] >= max(rest) - 1e-9
            assert "decides nothing" in said
            yield "nothing"
        elif each.kind == "clipped":
            assert said.startswith(
                f"{scoring_words.names_of(scenario)[each.option or '']}'s {criterion_name(scenario, each.criteria[0])}"
            )
            assert each.figure == result.simulation.clipped[each.option or ""][each.criteria[0]]
            yield "clipped"
        assert each.kind != "together" or len(scenario.ranked_options) >= 5


# --- views ----------------------------------------------------------------------------------------------------------


def check_views(scenario: Scenario) -> Iterator[str]:
    views = {name: fixed(scenario).with_weights(points) for name, points in scenario.views.items()}
    if not views:
        return
    evaluations = {name: evaluate(each) for name, each in views.items()}
    names, leads = scoring_words.names_of(scenario), viewpoints.leaders_in_words(scenario, evaluations)
    for name, each in evaluations.items():
        leaders = listed([names[id] for id in each.joint_leaders])
        (group,) = [part for part in leads.rstrip(".").split("; ") if re.search(rf"{name}\b|every set", part)]
        assert group.startswith((f"{leaders} leads with", f"{leaders} are level with")), leads
        assert (" are level " in group) == (len(each.joint_leaders) > 1), leads
    found = viewpoints.parting(scenario, views)
    said = viewpoints.parting_in_words(scenario, found)
    gaps = {top.id: np.ptp([view.weights[top.id] for view in views.values()]) for top in scenario.criteria}
    if found is None:
        assert max(gaps.values()) < 1e-9
        yield "no parting"
        return
    assert gaps[found.criterion] >= max(gaps.values()) - 1e-9, said
    ends = [set(evaluate(with_shares(scenario, {found.criterion: x})).joint_leaders) for x in (found.low, found.high)]
    assert ("does not change who leads" in said) == (ends[0] == ends[1]), said
    for share, leaders in zip((found.low, found.high), ends, strict=True):
        assert listed([names[each.id] for each in scenario.options if each.id in leaders]) in said, (share, said)
    yield "parting"


def all_claims(
    scenario: Scenario, result: SensitivityResult, drawn: DrawnValues, rng: np.random.Generator
) -> Counter[str]:
    """Check all that is said of what would change the answer; how many sentences of each kind there were."""
    return Counter(
        kind
        for kinds in (
            check_ties(scenario, result),
            check_weights(scenario, result),
            check_ratings(scenario, result),
            check_shared(scenario, result),
            check_reversals(scenario, result, rng),
            check_information(scenario, result, drawn),
            check_dominance(scenario, result, drawn),
            check_findings(scenario, result),
            check_views(scenario),
        )
        for kind in kinds
    )
