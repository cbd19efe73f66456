"""The interactive brief as a file: what it holds, allows and weighs; tests/browser/test_brief.py has it work."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest

from decision.analysis.scoring import evaluate
from decision.analysis.simulation.simulation import simulate
from decision.model.contents import Simulation
from decision.model.scenario import Scenario
from decision.model.what_if import leaving_out
from decision.outputs.files.export import export
from decision.outputs.panel.offline import draws_enclosed, offline_data
from tests.outputs.samples import EXCLUDED, MINIMAL, PORTAL, THREE_LEVELS

SCENARIO = replace(PORTAL, simulation=Simulation(1_000, 7))


def page(scenario: Scenario = SCENARIO) -> str:
    return export(scenario, ".html", form="brief").decode()


def test_the_same_decision_gives_the_same_bytes() -> None:
    assert page() == page()


def test_only_its_own_script_and_styles_are_allowed() -> None:
    text = page()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        parts = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digests = {base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in parts}
        [allowed] = re.findall(rf"{kind}-src ([^;]*)", policy)
        assert {f"'sha256-{each}'" for each in digests} == set(allowed.split())
    assert not re.search(r"<[^>]+\s(style|on\w+|src|href)=", text.partition("<main>")[2].partition("<script")[0])


def test_it_is_small_enough_to_be_mailed() -> None:
    assert len(page()) < 1_500_000
    assert draws_enclosed(SCENARIO) == 4_000
    assert "This page holds 4,000 draws." in page()


def test_what_it_holds_is_how_the_engine_counts_with_the_weights_of_the_file() -> None:
    data = offline_data(SCENARIO, evaluate(SCENARIO))
    result = simulate(SCENARIO, weights="stated")
    assert data["chances"] == [option.p_best for option in result.options]
    assert data["scores"] == [option.score for option in evaluate(SCENARIO).options]
    assert data["shares"] == [SCENARIO.weights[each.id] for each in SCENARIO.criteria]


@pytest.mark.parametrize(
    "scenario",
    [MINIMAL, EXCLUDED, THREE_LEVELS, leaving_out(PORTAL, ["buy"], ["flexibility"])],
    ids=["certain", "excluded", "levels", "left out"],
)
def test_every_kind_of_decision_has_one(scenario: Scenario) -> None:
    text = page(replace(scenario, simulation=Simulation(1_000, 7)))
    [data] = re.findall(r'id="panel-data">(.*?)</script>', text)
    told = json.loads(data)
    shown = [each for each in scenario.criteria if not each.left_out]
    assert len(told["points"]) == len(told["shares"]) == len(shown)
    assert {"file", "equal"} <= set(told["presets"])
    assert all(len(points) == len(shown) for points in told["presets"].values())


def test_views_that_weigh_parts_in_another_way_are_left_to_the_app() -> None:
    top = {each.id: 1.0 for each in THREE_LEVELS.criteria}
    part = next(path for path in THREE_LEVELS.all_criteria if "." in path)
    siblings = [path for path in THREE_LEVELS.all_criteria if path.rpartition(".")[0] == part.rpartition(".")[0]]
    skewed = top | {path: float(7**place) for place, path in enumerate(siblings)}
    scenario = replace(THREE_LEVELS, views={"alike": top, "skewed": skewed}, simulation=Simulation(1_000, 7))
    data = offline_data(scenario, evaluate(scenario))
    assert set(data["presets"]) == {"file", "equal", "view:alike"}


def test_no_text_of_a_decision_ends_its_script() -> None:
    hostile = "</script><script>alert(1)</script><!--"
    text = page(replace(SCENARIO, title=hostile, question=hostile, about=hostile))
    assert text.count("<script") == page().count("<script")
    assert "alert(1)</script>" not in text


def test_the_years_and_lines_of_cost_plans_stand_below_the_panel() -> None:
    text = page()
    for said in ("What options cost by the end of each year", "What each line of the plans comes to", "pays back"):
        assert said in text
    assert "By the end of, at the median" not in page(MINIMAL)
