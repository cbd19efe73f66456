"""The panel of money: what it sums and says is what Python sums and says."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from typing import Any

import numpy as np
import pytest

from decision.analysis.cash.pieces import Pieces, pieces_of, put_together
from decision.analysis.money import CashResult, cash_result
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money
from decision.outputs.words.money import who_costs_least
from decision.outputs.words.scoring import listed
from decision.outputs.words.simulation import futures, in_futures
from decision.ui.money import panel as money_panel
from decision.ui.money.panel import script
from decision.ui.money.payload import message
from tests.analysis.cash.plans import ALIKE, SINGLE, by_patients
from tests.outputs.samples import PORTAL
from tests.ui.conftest import ROOT

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")

AMOUNTS = [
    0,
    0.4,
    1125,
    1135,
    0.5625,
    2_225_000,
    112.5,
    -12.34,
    999.4,
    999.96,
    1000,
    714_321,
    999_600,
    2_046_000,
    -5e9,
    1.5e12,
]
SHARES = [0, 0.885, 0.125, 0.375, 0.004, 0.0051, 0.19, 0.5, 0.996, 1]
NAMES = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
SPANS = [[0, 1], [0, 2.6e6], [-40_000, 90_000], [3, 3]]
MOVES: list[tuple[float | None, int]] = [(None, 5), (None, 3), (0.0, 5), (8000.0, 10), (12_345.0, 1)]


def computed(scenario: Scenario, result: CashResult, pieces: Pieces, at: list[dict[str, Any]]) -> dict[str, Any]:
    assert NODE is not None
    told = message(scenario, result, pieces)
    given = {"message": base64.b64encode(told).decode(), "at": at, "amounts": AMOUNTS, "shares": SHARES}
    run = subprocess.run(
        [NODE, "tests/money_panel/against.js"],
        input=json.dumps({**given, "names": NAMES, "spans": SPANS}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@needs_node
@pytest.mark.parametrize(("scenario", "driver"), [(by_patients("{low: 0.01, high: 0.04}"), "patients"), (PORTAL, None)])
def test_the_browser_sums_what_python_sums(scenario: Scenario, driver: str | None) -> None:
    result = cash_result(scenario, 2_000, scenario.simulation.seed)
    pieces = pieces_of(scenario, "cost", driver, scenario.simulation.seed)
    moves = [(d, h) for d, h in MOVES if driver is not None or d is None]
    ways = [(True, "cumulative"), (True, "yearly"), (False, "cumulative"), (False, "yearly")]
    at = [{"d": d, "h": h, "present": present, "kind": kind} for d, h in moves for present, kind in ways]
    found = computed(scenario, result, pieces, at)
    assert found["answers"][0] == who_costs_least(scenario, result)  # nothing is moved
    for place, each in enumerate(at):
        cash = put_together(pieces, each["d"], each["h"])
        h = int(each["h"])
        for m, id in enumerate(cash):
            draws = np.reshape(found["cash"][place][m], (-1, h + 1))
            assert draws == pytest.approx(np.broadcast_to(cash[id], draws.shape), rel=1e-12, abs=1e-6)
        _bands(found["shown"][place], cash, pieces, result, each)


def _bands(
    found: list[dict[str, Any]], cash: dict[str, Any], pieces: Pieces, result: CashResult, at: dict[str, Any]
) -> None:
    h, now = int(at["h"]), at["d"] is None and at["h"] == result.drawn.basis.years
    factors = pieces.discounts[: h + 1] if at["present"] else np.ones(h + 1)
    totals = np.stack(np.broadcast_arrays(*((each * factors).sum(axis=1) for each in cash.values())))
    for m, id in enumerate(cash):
        if now:  # while nothing is moved the figures of all draws are shown
            of_all = (result.present if at["present"] else result.paid).option(id)
            assert found[m]["band"]["p50"] == getattr(of_all, at["kind"]).p50.tolist()
            assert found[m]["total"]["p80"] == of_all.total["p80"]
            assert found[m]["cheapest"] == of_all.p_cheapest
            assert found[m]["unit"] == (None if pieces.driver is None else of_all.per_unit[pieces.driver]["p50"])
            continue
        unit = _unit_cost(cash[id], pieces, at)
        assert found[m]["unit"] == (None if unit is None else pytest.approx(unit, rel=1e-9))
        flow = cash[id] * factors
        summed = flow if at["kind"] == "yearly" else np.cumsum(flow, axis=1)
        for name, p in (("p10", 0.1), ("p50", 0.5), ("p80", 0.8), ("p90", 0.9)):
            assert found[m]["band"][name] == pytest.approx(np.quantile(summed, p, axis=0), rel=1e-9, abs=1e-6)
            total = float(np.quantile(flow.sum(axis=1), p))
            assert found[m]["total"][name] == pytest.approx(total, rel=1e-9, abs=1e-6)
        assert found[m]["cheapest"] == pytest.approx(float((totals[m] == totals.min(axis=0)).mean()), abs=1e-3)


def _unit_cost(cash: Any, pieces: Pieces, at: dict[str, Any]) -> float | None:
    """What a unit and year costs at the median, of draws with any."""
    if pieces.driver is None:
        return None
    h, factors = int(at["h"]), pieces.discounts[: int(at["h"]) + 1]
    first = pieces.now[:, np.newaxis] if at["d"] is None else np.full((1, 1), at["d"])
    units = (first * pieces.growth[:, 1 : h + 1]) @ factors[1:]
    worth, units = np.broadcast_arrays(cash @ factors, units)
    return float(np.median(worth[units > 0] / units[units > 0])) if (units > 0).any() else None


@needs_node
def test_amounts_chances_and_names_are_said_alike() -> None:
    result = cash_result(PORTAL, 1_000, 1)
    found = computed(PORTAL, result, pieces_of(PORTAL, "cost", None, 1), [])
    assert found["amounts"] == [money(x, "USD") for x in AMOUNTS]
    assert found["futures"] == [futures(x) for x in SHARES]
    assert found["inFutures"] == [in_futures(x) for x in SHARES]
    assert found["listed"] == [listed(x) for x in NAMES]
    assert found["middle"] == pytest.approx(np.quantile([1, 2, 4], 0.75))
    assert found["ticks"] == [[0, 0.5, 1], [0, 1e6, 2e6], [0, 50_000], [3]]


@needs_node
@pytest.mark.parametrize("scenario", [SINGLE, ALIKE])
def test_what_is_certain_and_what_costs_the_same_is_said_alike(scenario: Scenario) -> None:
    result = cash_result(scenario, 1_000, 1)
    at = [{"d": None, "h": h, "present": True, "kind": "cumulative"} for h in (5, 2)]
    found = computed(scenario, result, pieces_of(scenario, "cost", None, 1), at)
    assert found["answers"][0] == who_costs_least(scenario, result)
    assert "of 100 futures" not in " ".join(found["answers"])


def test_all_modules_are_in_the_script() -> None:
    text = script()
    assert "import " not in text.replace("important", "")
    assert text.count("export default") == 1
    assert {f"{name}.js" for name in money_panel._MODULES} == {
        path.name for path in (ROOT / "decision" / "ui" / "money").glob("*.js")
    }


def test_the_message_is_the_same_to_the_byte() -> None:
    result = cash_result(PORTAL, 1_000, 1)
    pieces = pieces_of(PORTAL, "cost", None, 1)
    assert message(PORTAL, result, pieces) == message(PORTAL, result, pieces)
