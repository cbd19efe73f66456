"""The live panel: what it computes is what Python computes, and what it sends is looked at before it is believed."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import decision
from decision.analysis.sampling.values import draw_values
from decision.analysis.scoring import evaluate, weighted_scores
from decision.analysis.sensitivity.switching import weight_switches
from decision.analysis.simulation.acceptability import first_rank_share
from decision.analysis.simulation.simulation import simulate
from decision.analysis.standing import Standing
from decision.files.reader import read_scenario
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.number_text import NumberKind, number_text, read_number
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.model.what_if import leaving_out
from decision.outputs.charts.contributions import bars_in_words
from decision.outputs.panel import scripts
from decision.outputs.panel.payload import (
    EXACT,
    LIVE_DRAWS,
    grid,
    heading,
    live_values,
    packed,
    refined,
    without_weights,
)
from decision.outputs.words.figures import percent, points
from decision.outputs.words.scoring import headline
from decision.outputs.words.simulation import chances, futures, nothing_varies, surety
from decision.outputs.words.weights import weights_in_percent
from decision.ui.live.commits import Commit, Edition, Move, applied, read_commit
from decision.ui.live.panel import script
from decision.ui.session.work import Origin, opened
from tests.strategies import scenarios
from tests.ui.conftest import ROOT

TESTS = ROOT / "tests" / "live"
SCENARIO = ROOT / "scenarios" / "health-centre-portal.yaml"
DRAWS = 500

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    assert NODE is not None
    return subprocess.run([NODE, *arguments], input=given, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def computed(**cases: Any) -> dict[str, Any]:
    """What the panel's own modules make of cases."""
    done = run(str(TESTS / "against.js"), given=json.dumps(cases))
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def made_up(rng: np.random.Generator, *, plain: bool = False) -> Scenario:
    """A decision of random size; plain numbers from a few levels, so that ties do happen."""

    def estimate() -> str:
        low, mode, high = sorted(rng.uniform(0, 10, 3).round(1))
        forms = (
            str(rng.integers(0, 11)),
            f"{{low: {low}, mode: {mode}, high: {high}}}",
            f"{{low: {low}, high: {high}}}",
            "{levels: {3: 0.5, 6: 0.25, 7: 0.25}}",
            f"{{mean: {mode}, sd: 3}}",
            "unknown",
        )
        return forms[0 if plain else rng.integers(len(forms))]

    lines = ["format: 1", "title: Made up", "criteria:"]
    parted = []
    for k in range(rng.integers(1, 7)):
        scale = "worst: 0, best: 10" if rng.random() < 0.6 else "worst: 9, best: 2, outside: extrapolate"
        parted.append(rng.random() < 0.25)
        if parted[-1]:
            parts = f"{{a: {{{scale}, weight: 1}}, b: {{{scale}, weight: 3}}}}"
            lines.append(f"  c{k}: {{name: Criterion {k}, weight: {k + 1}, parts: {parts}}}")
        else:
            lines.append(f"  c{k}: {{{scale}, weight: {k + 1}}}")
    lines.append("requirements: {R1: {text: must}}")
    lines.append("options:")
    approaches = ("build", "buy", "extend")
    ratings = ""
    for m in range(rng.integers(2, 6)):
        approach = f"approach: {approaches[m % 3]}, " if rng.random() < 0.8 else ""
        if m == 0 or rng.random() < 0.8:  # else rated like the one before
            ratings = ", ".join(
                f"c{k}: {{a: {estimate()}, b: {estimate()}}}" if has_parts else f"c{k}: {estimate()}"
                for k, has_parts in enumerate(parted)
            )
        failed = "fail" if rng.random() < 0.15 else "pass"
        lines.append(
            f"  o{m}: {{name: Option {m % 4}, {approach}requirements: {{R1: {failed}}}, ratings: {{{ratings}}}}}"
        )
    return read_scenario("\n".join(lines).encode(), "made-up.yaml")


def some_weights(rng: np.random.Generator, size: int) -> list[list[float]]:
    """Points as they come from sliders: whole ones, some of them 0, all alike, and any numbers."""
    whole = [rng.integers(0, 101, size).astype(float) for _ in range(3)]
    sparse = rng.integers(0, 3, size).astype(float) * 10
    each = [*whole, sparse, np.full(size, 17.0), rng.uniform(0, 100, size)]
    return [x.tolist() for x in each if x.sum() > 0]


def message(scenario: Scenario, draws: int = DRAWS, seed: int = 1, bits: int = EXACT) -> str:
    drawn = draw_values(scenario, draws, seed) if scenario.ranked_options else None
    values = None if drawn is None else live_values(scenario, drawn)
    _, content = packed(heading(scenario, evaluate(scenario)), values, bits)
    return base64.b64encode(content).decode()


def weighted(scenario: Scenario, weights: list[float]) -> Scenario:
    return scenario.with_weights(dict(zip((each.id for each in scenario.criteria), weights, strict=True)))


def at_rest(scenario: Scenario, points: list[float]) -> dict[str, list[float]]:
    """Where the sliders stand, and what Python has made of it."""
    evaluation = evaluate(weighted(scenario, points))
    return {
        "points": points,
        "shares": [evaluation.weights[each.id] for each in scenario.criteria],
        "scores": [option.score for option in evaluation.options],
    }


@needs_node
def test_the_panel_computes_what_python_computes() -> None:
    rng = np.random.default_rng(20261123)
    portal = decision.load(SCENARIO)
    nobody = leaving_out(portal, [option.id for option in portal.options])
    scenarios = [portal, nobody, *(made_up(rng) for _ in range(60)), *(made_up(rng, plain=True) for _ in range(10))]
    weights = [some_weights(rng, len(each.criteria)) for each in scenarios]
    cases = [
        {"message": message(each), "weights": [at_rest(each, points) for points in some]}
        for each, some in zip(scenarios, weights, strict=True)
    ]
    seen = {"ties": 0, "excluded": 0, "chances": 0, "switches": 0, "single": 0, "certain": 0, "open": 0}
    for scenario, some, answers in zip(scenarios, weights, computed(scenarios=cases)["scenarios"], strict=True):
        for each, answer in zip(some, answers, strict=True):
            compare_standing(weighted(scenario, each), answer, seen)
            compare_chances(weighted(scenario, each), answer, seen)
            compare_switches(weighted(scenario, each), answer, seen)
    assert min(seen.values()) > 20, str(seen)  # or the cases would show little


def expecting(rng: np.random.Generator) -> Scenario:
    """A decision whose ratings are all uncertain, in many forms, with values that bend and plans of cost."""

    def estimate() -> str:
        low, mode, high = sorted(rng.uniform(0.5, 14, 3).round(2))
        forms = (
            f"{{low: {low}, mode: {mode}, high: {high}}}",
            f"{{low: {low}, mode: {mode}, high: {high}, shape: triangular}}",
            f"{{p10: {low}, p90: {high}}}",
            f"{{p10: {low}, p50: {mode}, p90: {high}, shape: lognormal}}",
            f"{{mean: {mode}, sd: 3, shape: gamma}}",
            f"{{lognormal: [1, {low / 14:.3f}]}}",
            f"{{levels: {{{low}: 0.3, {high}: 0.7}}}}",
            f"{{estimate: {mode}, class: software-effort-survey}}",
        )
        return forms[rng.integers(len(forms))]

    curves = ("", ", value: {midvalue: 3}", ", value: {points: [[0, 0], [4, 0.7], [10, 1]]}", ", outside: extrapolate")
    lines = ["format: 1", "title: Expecting", "currency: USD", "horizon_years: 5", "discount_rate: 0.03", "criteria:"]
    lines += [f"  c{k}: {{worst: 0, best: 10{curves[k % 4]}, weight: {k + 1}}}" for k in range(rng.integers(2, 7))]
    lines += ["  cost: {worst: 60, best: 5, kind: cost_plan, weight: 3}", "options:"]
    for m in range(rng.integers(2, 5)):
        ratings = [f"c{k}: {estimate()}" for k in range(len(lines[6 : lines.index("options:")]) - 1)]
        ratings.append(f"cost: {{upfront: {estimate()}, yearly: {estimate()}}}")
        lines.append(f"  o{m}: {{name: Option {m}, ratings: {{{', '.join(ratings)}}}}}")
    return read_scenario("\n".join(lines).encode(), str(SCENARIO))


@needs_node
def test_the_panel_scores_what_is_expected_whatever_the_weights_and_the_forms_of_ratings() -> None:
    rng = np.random.default_rng(14)
    scenarios = [expecting(rng) for _ in range(12)]
    weights = [some_weights(rng, len(each.criteria)) for each in scenarios]
    cases = [
        {"message": message(each, draws=10), "weights": [at_rest(each, points) for points in some]}
        for each, some in zip(scenarios, weights, strict=True)
    ]
    apart = 0
    for scenario, some, answers in zip(scenarios, weights, computed(scenarios=cases)["scenarios"], strict=True):
        for each, answer in zip(some, answers, strict=True):
            moved = weighted(scenario, each)
            expected, typed = (
                [option.score for option in evaluate(moved, at).options] for at in ("expected", "most-likely")
            )
            assert answer["scores"] == pytest.approx(expected, abs=1e-6)
            apart += answer["scores"] != pytest.approx(typed, abs=1)
    assert apart > 50  # or what was typed would have done as well


def compare_standing(scenario: Scenario, answer: Mapping[str, Any], seen: dict[str, int]) -> None:
    evaluation = evaluate(scenario)
    seen["ties"] += len(evaluation.joint_leaders) > 1
    seen["excluded"] += any(option.excluded for option in evaluation.options)
    assert answer["shares"] == pytest.approx([evaluation.weights[each.id] for each in scenario.criteria], abs=1e-12)
    assert answer["shown"] == list(
        weights_in_percent({each.id: evaluation.weights[each.id] for each in scenario.criteria}).values()
    )
    assert answer["scores"] == pytest.approx([option.score for option in evaluation.options], abs=1e-9)
    assert answer["ranks"] == [option.rank for option in evaluation.options]
    assert answer["order"] == [option.id for option in evaluation.in_rank_order]
    assert answer["joint"] == list(evaluation.joint_leaders)
    assert answer["margin"] == pytest.approx(evaluation.margin, abs=1e-9)
    assert answer["headline"] == headline(evaluation)
    assert without_figures(answer["moving"]) == without_figures(headline(evaluation))
    assert answer["words"] == bars_in_words(evaluation)


def without_figures(sentence: str) -> str:
    """A sentence without what rounds one way or the other where the figure lies just between two."""
    return re.sub(r"[0-9]+\.[0-9] points?", "points", sentence)


def compare_chances(scenario: Scenario, answer: Mapping[str, Any], seen: dict[str, int]) -> None:
    if not scenario.ranked_options:
        assert answer["chances"] is answer["surety"] is None
        return
    result = simulate(scenario, DRAWS, 1, weights="stated")
    seen["certain"] += result.certain
    if answer["chances"] is None:  # no draw differs from another
        assert answer["surety"] == (surety(result) if result.certain else None)
        return
    seen["chances"] += len({option.p_best for option in result.options} - {0.0, 1.0, None}) > 0
    # the same draws and the same weights, so the same count: to the last digit that sums of thirds leave alone
    assert answer["chances"] == pytest.approx(
        [option.p_best for option in result.options if option.p_best is not None], abs=1e-12
    )
    leaders = evaluate(scenario).joint_leaders
    seen["single"] += 0 < result.single_numbers.weight < 1
    assert answer["certain"] == nothing_varies(result)
    assert answer["single"] == asdict(result.single_numbers) | {"weight": pytest.approx(result.single_numbers.weight)}
    found = result.openness
    assert answer["unknown"] == {"count": found.count, "total": found.total, "turns": found.could_change_leader}
    seen["open"] += found.could_change_leader
    assert answer["surety"] == surety(result, leaders)
    assert answer["both"] == headline(evaluate(scenario), result)
    assert answer["best"] == list(chances(result).values())


def compare_switches(scenario: Scenario, answer: Mapping[str, Any], seen: dict[str, int]) -> None:
    if not scenario.ranked_options or len(scenario.criteria) == 1:
        assert answer["switches"] == [None] * len(scenario.criteria)
        return
    tops = [each for each in weight_switches(Standing(scenario)) if each.among is None]
    for one, other in zip(answer["switches"], tops, strict=True):
        seen["switches"] += other.low_to is not None or other.high_to is not None
        assert (one["lowTo"], one["highTo"]) == (other.low_to, other.high_to)
        assert (one["low"], one["high"]) == pytest.approx((other.low, other.high), abs=1e-9)
        for mine, theirs in ((one["lowPoints"], other.low_points), (one["highPoints"], other.high_points)):
            assert (mine is None) == (theirs is None)
            assert mine is None or mine == pytest.approx(theirs, rel=1e-6, abs=1e-6)


@needs_node
def test_figures_are_rounded_as_python_rounds_them() -> None:
    rng = np.random.default_rng(1)
    eighths = (np.arange(-400, 400) / 8).tolist()
    numbers = [*eighths, *rng.uniform(-120, 120, 500), *10 ** rng.uniform(-6, 3, 200), *(k / 200 for k in range(201))]
    numbers = [float(x) for x in numbers]
    for x, shown in zip(numbers, computed(numbers=numbers)["numbers"], strict=True):
        assert shown == [points(x), percent(abs(x)), futures(abs(x) % 1), f"{x:.0f}", f"{x:.2f}"], x


@needs_node
def test_numbers_are_read_and_shown_as_python_reads_and_shows_them() -> None:
    rng = np.random.default_rng(2)
    alphabet = list("01234567890000.,.,' -+e%kx\u202f−–")
    made = ["".join(rng.choice(alphabet, rng.integers(1, 9))) for _ in range(3000)]
    texts = [*made, "1 000", "1,000", "7.125", "400.000", "9 to 12", "5 % ", "1e-400", "0.1234567890123456", "1" * 61]
    bounds = NumberKind(least=0, most=1000)
    read = 0
    for text, answer in zip(texts, computed(texts=texts)["typed"], strict=True):
        try:
            expected = {"x": read_number(text, bounds)}
            read += 1
        except ImpossibleError as error:
            expected = {"why": str(error)}
        assert answer == expected, text
    assert read > 300
    numbers = [0.0, 7.125, -400.5, 62.5, 12345.678, 1e6, 1234.5, *rng.uniform(-1e6, 1e6, 300).round(3).tolist()]
    assert computed(numbers=numbers)["shown"] == [number_text(x) for x in numbers]


@needs_node
def test_a_drag_starts_from_the_large_count_and_stays_near_what_it_will_be() -> None:
    """The refined figure may differ from the one on the move by a few standard errors of the draws in the browser."""
    scenario = decision.load(SCENARIO)
    drawn = draw_values(scenario, 100_000, 1)
    _, content = packed(heading(scenario, evaluate(scenario)), live_values(scenario, drawn))
    start = [15.0, 10.0, 15.0, 20.0, 10.0, 30.0]
    ends = [start, *([*start[:5], float(fit)] for fit in range(0, 101, 10))]

    def counted(weights: list[float]) -> list[float]:
        result = simulate(weighted(scenario, weights), 100_000, 1, weights="stated", drawn=drawn)
        return [option.p_best or 0.0 for option in result.options]

    case = {"message": base64.b64encode(content).decode(), "anchor": start, "refined": counted(start), "weights": ends}
    shown = computed(drags=[case])["drags"][0]
    assert shown[0] == counted(start)
    for each, end in zip(shown, ends, strict=True):
        assert each == pytest.approx(counted(end), abs=3 * 0.5 / LIVE_DRAWS**0.5)
        assert sum(each) == pytest.approx(1)


@needs_node
@pytest.mark.parametrize("bits", [16, 8])
def test_rounded_draws_are_counted_as_python_counts_those_within_half_a_step(bits: int) -> None:
    rng = np.random.default_rng(20261126)
    scenarios = [
        decision.load(SCENARIO),
        *(made_up(rng) for _ in range(10)),
        *(made_up(rng, plain=True) for _ in range(5)),
    ]
    for scenario in scenarios:
        if not scenario.ranked_options:
            continue
        points = rng.uniform(1, 100, len(scenario.criteria)).tolist()
        case = {"message": message(scenario, bits=bits), "weights": [at_rest(scenario, points)]}
        [answer] = computed(scenarios=[case])["scenarios"][0]
        values = live_values(scenario, draw_values(scenario, DRAWS, 1))
        low, step = grid(values, bits)
        rounded = low + step * np.rint((values - low) / step)
        assert np.abs(rounded - values).max() <= step.max() / 2 + 1e-12
        ranked = [m for m, option in enumerate(scenario.options) if not option.excluded]
        shares = np.array(case["weights"][0]["shares"])
        scores = np.einsum("k,mkn->mn", shares, rounded[ranked])
        expected = [first_rank_share(100 * scores, place) for place in range(len(ranked))]
        if answer["chances"] is not None:  # something varies
            assert answer["chances"] == pytest.approx(expected, abs=1e-9)


def test_what_ties_exactly_still_does_when_draws_are_rounded() -> None:
    draws = np.random.default_rng(1).uniform(0, 1, (3, 2, 50))
    draws[1] = draws[0]
    draws[2, 0] = draws[0, 0, 3]  # one that does not vary, level with one that does, once
    _, content = packed({"values": []}, draws, 8)
    size = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + size])
    body = np.frombuffer(content[-(-(4 + size) // 8) * 8 :], dtype="<u1").reshape(5, 50)  # but for that one
    assert head["bits"] == 8 and len(head["grid"]) == 2 and head["count"] == 50
    assert (body[0] == body[2]).all() and (body[1] == body[3]).all()
    low, step = head["grid"][0]
    assert head["cells"][2][0] == low + step * body[0, 3]


@needs_node
def test_the_modules_hold_what_their_own_tests_say() -> None:
    done = run("--test", *(str(path) for path in sorted(TESTS.glob("*.test.js"))))
    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE)


@needs_node
def test_the_modules_make_one_script(tmp_path: Path) -> None:
    (tmp_path / "all.mjs").write_text(script(), encoding="utf-8")
    done = run(
        "--input-type=module",
        "-e",
        f"import all from {json.dumps((tmp_path / 'all.mjs').as_uri())}; console.log(typeof all)",
    )
    assert done.stdout.strip() == "function", done.stderr
    assert not re.search(r"^import|https?://(?!www\.w3\.org/2000/svg)", script(), re.MULTILINE)


# --- what Python sends ------------------------------------------------------------------------------------------------


def test_the_first_draws_are_those_that_the_large_count_goes_through() -> None:
    scenario = decision.load(SCENARIO)
    drawn = draw_values(scenario, 10_000, 3)
    values = live_values(scenario, drawn)
    assert values.shape == (3, 6, LIVE_DRAWS)
    weights = [scenario.weights[each.id] for each in scenario.criteria]
    scores = weighted_scores(np.moveaxis(values, 2, 0), weights).T
    few = simulate(scenario, LIVE_DRAWS, 3, weights="stated")
    assert [first_rank_share(scores, m) for m in range(3)] == [option.p_best for option in few.options]


def test_moving_a_weight_sends_no_drawn_value_again() -> None:
    scenario = decision.load(SCENARIO)
    drawn = draw_values(scenario, LIVE_DRAWS, 3)

    def sent(scenario: Scenario) -> tuple[str, bytes]:
        return packed(heading(scenario, evaluate(scenario)), live_values(scenario, drawn))

    once = sent(scenario)
    assert sent(weighted(scenario, [1, 2, 3, 4, 5, 6])) == once
    rerated = scenario.with_rating("build", "risk", replace(scenario.option("build").ratings["risk"], because="Other."))
    assert sent(rerated) == once  # nothing that is shown has changed
    build = scenario.option("build").ratings["risk"]
    other = scenario.option("buy").ratings["fit"].estimate
    assert sent(scenario.with_rating("build", "risk", replace(build, estimate=other)))[0] != once[0]


def test_instead_of_a_chance_it_says_why_there_is_none() -> None:
    scenario = leaving_out(decision.load(SCENARIO), ["buy"])
    failed = replace(
        scenario,
        options=(
            replace(scenario.options[0], requirements={"K01": RequirementResult(Verdict.FAIL)}),
            *scenario.options[1:],
        ),
    )
    assert [each["out"] for each in heading(failed, evaluate(failed))["options"]] == ["excluded", "left out", ""]


def test_refined_chances_are_those_of_the_ranked() -> None:
    scenario = decision.load(SCENARIO)
    result = simulate(scenario, 1000, 1, weights="stated")
    told = refined(result)
    assert told is not None
    assert told["chances"] == [option.p_best for option in result.options]
    assert "1,000 futures" in told["note"]
    assert refined(None) is None


# --- what a browser sends ---------------------------------------------------------------------------------------------

POINTS = {"cost": 15, "time_to_launch": 10, "flexibility": 15, "integration": 20, "risk": 10, "fit": 30}
MOVE = {"number": 1, "gesture": "1", "points": POINTS}
SOUND = {"origin": "o", "panel": "p", "seen": 0, "moves": [MOVE]}


def with_move(**said: object) -> dict[str, object]:
    return {**SOUND, "moves": [{**MOVE, **said}]}


def test_a_sound_commit_is_read() -> None:
    scenario = decision.load(SCENARIO)
    first = Move(1, {k: float(x) for k, x in POINTS.items()}, "", "1")
    assert read_commit(SOUND, scenario) == Commit("o", "p", 0, (first,))
    view = next(iter(scenario.views))
    second = {"number": 7, "gesture": "2", "points": None, "preset": f"view:{view}"}
    told = {**SOUND, "moves": [MOVE, second]}
    assert read_commit(told, scenario) == Commit("o", "p", 0, (first, Move(7, None, f"view:{view}", "2")))


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "text",
        [],
        {},
        {**SOUND, "origin": 1},
        {**SOUND, "panel": ""},
        {**SOUND, "panel": "p" * 81},
        {**SOUND, "seen": None},
        {**SOUND, "moves": None},
        {**SOUND, "moves": []},
        {**SOUND, "moves": {"0": MOVE}},
        {**SOUND, "moves": [MOVE, None]},
        {**SOUND, "moves": [MOVE, MOVE]},
        {**SOUND, "moves": [{**MOVE, "number": 1 + place} for place in range(101)]},
        with_move(number="1"),
        with_move(number=True),
        with_move(number=-1),
        with_move(number=1.5),
        with_move(gesture=None),
        with_move(gesture="x" * 81),
        with_move(points=None),
        with_move(points=[1, 2]),
        with_move(points={**POINTS, "more": 1}),
        with_move(points={name: x for name, x in POINTS.items() if name != "fit"}),
        *(
            with_move(points={**POINTS, "fit": x})
            for x in (-1, 1e9, float("nan"), float("inf"), "30", None, True, [30])
        ),
        with_move(preset="view:nobody"),
        with_move(preset="__class__"),
        with_move(points=None, preset=7),
    ],
)
def test_what_is_not_a_commit_is_left_alone(wrong: object) -> None:
    assert read_commit(wrong, decision.load(SCENARIO)) is None


def commit(panel: str, *numbers: int, seen: int) -> Commit:
    return Commit("o", panel, seen, tuple(Move(number, {"a": float(number)}) for number in numbers))


def numbers(edition: Edition, sent: Commit) -> list[int]:
    return [move.number for move in edition.taken(sent)]


def after(edition: Edition, sent: Commit) -> Edition:
    for move in edition.taken(sent):
        edition = edition.after(sent.panel, move, move.points or {})
    return edition


def test_commits_in_quick_succession_are_all_taken() -> None:
    edition = Edition({"a": 0.0})
    for number in (1, 2, 3):
        each = commit("one", number, seen=0)  # sent before any answer came
        assert numbers(edition, each) == [number]
        edition = after(edition, each)
    assert edition.number == 3
    assert not edition.taken(commit("one", 3, seen=3))  # said twice
    assert not edition.taken(commit("one", 2, seen=3))  # overtaken


def test_of_moves_that_are_told_again_only_those_not_made_yet_are_made() -> None:
    edition = after(Edition({"a": 0.0}), commit("one", 1, 2, seen=0))
    assert numbers(edition, commit("one", 1, 2, 3, 4, seen=0)) == [3, 4]


def test_what_was_meant_for_older_weights_is_left_alone() -> None:
    edition = after(Edition({"a": 0.0}), commit("one", 1, seen=0))
    changed = edition.at({"a": 9.0})  # something was undone, or a file was opened
    assert changed.number == 2
    assert not changed.taken(commit("one", 2, seen=1))
    assert numbers(changed, commit("one", 2, seen=2)) == [2]
    assert changed.at({"a": 9.0}) is changed


def test_two_panels_of_one_session_do_not_overwrite_each_other_unseen() -> None:
    edition = after(Edition({"a": 0.0}), commit("one", 1, seen=0))
    assert not edition.taken(commit("two", 1, seen=0))
    edition = after(edition, commit("two", 1, seen=1))
    assert not edition.taken(commit("one", 2, seen=1))
    assert numbers(edition, commit("one", 2, seen=2)) == [2]


def test_weights_to_begin_from_are_those_of_the_work() -> None:
    scenario = decision.load(SCENARIO)
    work = opened(scenario, Origin("x.yaml"))
    moved = applied(work, Move(1, {**POINTS, "fit": 100.0}))
    assert moved.unsaved
    assert moved.points["fit"] == 100
    back = applied(moved, Move(2, None, "file"))
    assert not back.unsaved
    assert len(set(applied(moved, Move(2, None, "equal")).points.values())) == 1
    view = next(iter(scenario.views))
    assert applied(moved, Move(2, None, f"view:{view}")).scenario.weights == pytest.approx(
        scenario.with_weights(scenario.views[view]).weights
    )
    none = applied(moved, Move(2, dict.fromkeys(POINTS, 0.0)))
    assert none.weights_problem
    assert none.scenario == moved.scenario


def test_every_module_is_in_the_script() -> None:
    there = {path.stem for path in (ROOT / "decision" / "outputs" / "panel").glob("*.js")}
    assert there == {*scripts._MODULES, "offline"}
    assert {path.stem for path in (ROOT / "decision" / "ui" / "live").glob("*.js")} == {"main", "now"}


@given(scenarios(stated_weights=True), st.data())
def test_what_the_panel_is_made_from_hangs_on_no_weight(scenario: Scenario, data: st.DataObject) -> None:
    try:
        other = scenario.with_weights({top.id: float(data.draw(st.integers(1, 100))) for top in scenario.criteria})
    except DecisionError:  # beyond an order or a range
        assume(False)
    assert without_weights(other) == without_weights(scenario)
    assert heading(other, evaluate(other)) == heading(scenario, evaluate(scenario))
    named = replace(scenario, options=(replace(scenario.options[0], name="Another name"), *scenario.options[1:]))
    assert without_weights(named) != without_weights(scenario)
    asked = replace(scenario, question="Another question?")
    assert without_weights(asked) != without_weights(scenario)
