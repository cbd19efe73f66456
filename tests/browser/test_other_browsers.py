"""The live panel in Firefox and in WebKitGTK: it opens, follows a slider, and tells Python when the slider rests."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

import decision
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import headline
from tests.browser.conftest import PATIENCE, ROOT
from tests.browser.other_browsers import Window, firefox, webkit

Browser = Callable[[Path], AbstractContextManager[Window]]

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
NAME = SCENARIO.all_criteria["fit"].name
STEPS = 10  # one point each

# Streamlit keeps the panel in a shadow of its own.
PANEL = "document.querySelector('.st-key-live_panel [data-testid=stBidiComponentIsolated]')?.shadowRoot"
SLIDER = (
    f"[...({PANEL})?.querySelectorAll('input[type=range]') ?? []].find(e => (e.ariaLabel ?? '').startsWith('{NAME}'))"
)
HEADLINE = f"({PANEL})?.querySelector('h1')?.textContent ?? null"
WIDTHS = f"[...({PANEL})?.querySelectorAll('.part') ?? []].map(e => e.getBoundingClientRect().width)"


def in_time(window: Window, script: str, wanted: Callable[[Any], bool]) -> Any:
    """The value of `script` once it is as wanted."""
    end = time.monotonic() + PATIENCE
    while True:
        value = window.run(script)
        if wanted(value):
            return value
        assert time.monotonic() < end, f"{script} is {value}"
        time.sleep(0.05)


def says(scenario: Scenario) -> str:
    return headline(decision.evaluate(scenario))


@pytest.mark.parametrize("browser", [firefox, webkit], ids=lambda browser: browser.__name__)
def test_a_slider_moves_bars_and_headline_and_python_follows(browser: Browser, address: str, tmp_path: Path) -> None:
    now = {criterion.id: criterion.weight or 0.0 for criterion in SCENARIO.criteria}
    after = SCENARIO.with_weights(now | {"fit": now["fit"] + STEPS})
    assert says(SCENARIO) != says(after)
    with browser(tmp_path) as window:
        window.go(address)
        assert in_time(window, HEADLINE, bool) == says(SCENARIO)
        before = in_time(window, WIDTHS, lambda widths: sum(widths) > 100)
        assert window.run(f"({SLIDER}).value") == str(int(now["fit"]))
        window.run(f"({SLIDER}).focus() ?? null")
        window.press(*["ArrowRight"] * STEPS)
        in_time(window, HEADLINE, lambda said: said == says(after))
        in_time(window, WIDTHS, lambda widths: len(widths) == len(before) and widths != before)
        # Python was told, and says so outside the panel
        in_time(window, "document.querySelector('.mark')?.textContent", lambda mark: mark == "Not yet downloaded")
        assert window.run(HEADLINE) == says(after)
        assert window.run("document.querySelectorAll('[data-testid=stException]').length") == 0
