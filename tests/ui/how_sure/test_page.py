"""How sure: the page says what the simulation says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load, read_scenario
from decision.outputs.words.simulation import surety
from decision.ui.frame.text import escape
from tests.ui.conftest import HOSTILE, ROOT

PAGE = "decision/ui/how_sure/page.py"
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")


def page(app: AppTest) -> str:
    return "\n".join(each.value for each in app.html if not each.value.startswith("<style>"))


@pytest.fixture
def how_sure(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def test_the_headline_is_the_sentence_of_the_simulation(how_sure: AppTest) -> None:
    assert escape(surety(simulate(PORTAL, weights="stated"))) in page(how_sure)  # the same as on Decide


@pytest.mark.parametrize(
    ("choice", "weights", "ratings"),
    [("ratings", "stated", True), ("any", "any", True), ("weights", "file", False), ("any_weights", "any", False)],
)
def test_the_switch_says_what_is_uncertain(how_sure: AppTest, choice: str, weights: str, ratings: bool) -> None:
    how_sure.selectbox(key="uncertain_choice").set_value(choice).run()
    assert not how_sure.exception
    assert escape(surety(simulate(PORTAL, weights=weights, ratings=ratings))) in page(how_sure)  # type: ignore[arg-type]


def test_the_choice_stays_when_the_page_is_left(how_sure: AppTest) -> None:
    how_sure.selectbox(key="uncertain_choice").set_value("any").run()
    how_sure.switch_page("decision/ui/ratings/page.py").run()
    how_sure.switch_page(PAGE).run()
    assert how_sure.selectbox(key="uncertain_choice").value == "any"


def test_seed_draws_error_version_and_fingerprint_stand_under_the_results(how_sure: AppTest) -> None:
    assert (
        f"100,000 draws from seed 20261123; 19 times in 20, a chance is right to 0.32 in 100. Fingerprint {PORTAL.fingerprint[:12]}"
        in page(how_sure)
    )


def test_every_table_has_a_name_and_every_part_says_how_to_read_it(how_sure: AppTest) -> None:
    shown = page(how_sure)
    for name in ("Figures of each option", "One against one"):
        assert f'aria-label="{name}"' in shown
    assert shown.count('<p class="note">') >= 5
    assert 'aria-label="Which weights favour each option"' not in shown  # fixed, they are alike for all options
    how_sure.selectbox(key="uncertain_choice").set_value("any").run()
    assert 'aria-label="Which weights favour each option"' in page(how_sure)


def test_p_best_stands_beside_every_bar_of_decide(app: AppTest) -> None:
    result = simulate(PORTAL, weights="stated")
    assert escape(surety(result)) in page(app)


def test_where_nothing_is_uncertain_decide_speaks_of_no_chance(app: AppTest) -> None:
    app.session_state["menu"] = True
    app.run()
    app.radio(key="scenario_choice").set_value(str(ROOT / "scenarios" / "minimal.yaml")).run()
    assert "Extend leads Buy by 3.5 points." in page(app)
    assert re.search(r"best in \d", page(app)) is None


def test_texts_are_shown_as_written(
    start: Callable[[], AppTest], hostile: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from decision.ui.storage import scenario_folder

    scenario = read_scenario(hostile, "hostile.yaml")
    listed = scenario_folder.Listed(ROOT / "scenarios" / "hostile.yaml", None, scenario, None)
    monkeypatch.setattr(scenario_folder, "listed", lambda: [listed])
    app = start()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "<script>" not in page(app)
    assert escape(HOSTILE) in page(app)


def test_a_scenario_with_every_option_out_says_so(
    start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    from decision.ui.storage import scenario_folder

    text = (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
    for option in ("build", "buy", "extend"):
        text = text.replace(f"    approach: {option}\n", f"    approach: {option}\n    requirements: {{R1: fail}}\n")
    scenario = read_scenario((text + "requirements: {R1: {text: Safe.}}\n").encode(), "out.yaml")
    monkeypatch.setattr(
        scenario_folder,
        "listed",
        lambda: [scenario_folder.Listed(ROOT / "scenarios" / "out.yaml", None, scenario, None)],
    )
    app = start()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert app.error[0].value == "Every option is excluded, so none can be chosen."


def test_where_nothing_is_uncertain_it_says_so_and_draws_nothing(how_sure: AppTest) -> None:
    how_sure.session_state["menu"] = True
    how_sure.run()
    how_sure.radio(key="scenario_choice").set_value(str(ROOT / "scenarios" / "minimal.yaml")).run()
    assert "It is not known how sure this is" in page(how_sure)
    assert not how_sure.get("vega_lite_chart")
    assert "Figures of each option" not in page(how_sure)


def test_weights_that_give_no_result_are_said_on_other_pages_too(app: AppTest) -> None:
    for each in PORTAL.criteria:
        app.slider(key=f"weight:{each.id}").set_value(0)
    app.run()
    app.switch_page(PAGE).run()
    assert "All weights are zero. Give at least one criterion some points." in page(app)
