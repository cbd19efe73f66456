"""Money: the page says what the analysis says, and kindly what to add where there is no plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from decision.analysis.money import cash_result
from decision.analysis.sampling.values import draw_values
from decision.analysis.standing import Standing
from decision.analysis.trade_offs import trade_off
from decision.model.estimate import Unknown
from decision.model.rating import Rating
from decision.model.scenario import Scenario
from decision.outputs.words.money import NO_PLAN, paybacks, per_unit, prices, to_be_on_the_safe_side, who_costs_least
from decision.outputs.words.trade_offs import dominated, worth_most
from decision.ui.frame.text import escape
from decision.ui.storage import scenario_folder
from tests.analysis.cash.plans import by_patients
from tests.outputs.samples import MINIMAL, PORTAL
from tests.ui.conftest import ROOT

PAGE = "decision/ui/money/page.py"
Open = Callable[[Scenario], AppTest]


@pytest.fixture
def opened(start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(scenario: Scenario) -> AppTest:
        listed = scenario_folder.Listed(ROOT / "scenarios" / "x.yaml", None, scenario, None)
        monkeypatch.setattr(scenario_folder, "listed", lambda: [listed])
        app = start()
        for key in ("fold_scale_patients", "fold_lines_of_cost", "fold_totals"):
            app.session_state[key] = True
        app.switch_page(PAGE).run()
        assert not app.exception
        return app

    return opened


def shows(app: AppTest, sentence: str) -> bool:
    text = "\n".join(each.value for each in app.html if not each.value.startswith("<style>"))
    return escape(sentence) in text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_answer_and_all_that_follows_from_plans(opened: Open) -> None:
    app = opened(PORTAL)
    result = cash_result(PORTAL, PORTAL.simulation.draws, PORTAL.simulation.seed)
    assert shows(app, who_costs_least(PORTAL, result))
    assert shows(app, to_be_on_the_safe_side(PORTAL, result))
    assert shows(app, prices(result.drawn.basis))
    for sentence in paybacks(PORTAL, result.present):
        assert shows(app, sentence)
    assert shows(app, "Only Build has a line for leaving; is that so?")


def test_money_beside_the_score_and_other_axes(opened: Open) -> None:
    app = opened(PORTAL)
    drawn = draw_values(PORTAL, PORTAL.simulation.draws, PORTAL.simulation.seed)
    found = trade_off(Standing(PORTAL), drawn)
    assert shows(app, worth_most(PORTAL, found))
    assert all(shows(app, each) for each in dominated(PORTAL, found))
    app.multiselect(key="money_across_choice").set_value(["fit"]).run()
    app.multiselect(key="money_up_choice").set_value(["risk", "integration"]).run()
    assert not app.exception
    assert shows(app, worth_most(PORTAL, trade_off(Standing(PORTAL), drawn, ["fit"], ["risk", "integration"])))
    app.multiselect(key="money_up_choice").set_value(["fit"]).run()
    assert "Fit is on both axes" in app.error[0].value.replace("\\", "")


def test_by_scale(opened: Open) -> None:
    scenario = by_patients("{low: 0.01, high: 0.04}")
    app = opened(scenario)
    result = cash_result(scenario, scenario.simulation.draws, scenario.simulation.seed)
    assert shows(app, per_unit(scenario, result, "patients"))
    assert len(app.selectbox(key="money_driver_choice").options) == 2


def test_without_a_plan_it_says_what_to_add(opened: Open) -> None:
    app = opened(MINIMAL)
    assert shows(app, NO_PLAN)
    assert shows(app, "One thing beside another")


def test_where_nobody_said_anything_of_money_nothing_stands_beside_it(opened: Open) -> None:
    scenario = MINIMAL
    for option in MINIMAL.options:
        scenario = scenario.with_rating(option.id, "cost", Rating(Unknown()))
    assert not shows(opened(scenario), "One thing beside another")
