"""The price of what hangs on a driver, edited on Ratings part by part."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from decision.files.editing.saved import saved
from decision.files.reader import read_scenario
from decision.model.cost_plan import CostPlan, Lines
from decision.model.estimate import Exact, ThreePoint
from decision.model.payment import Payment, Steps
from decision.ui.session import state
from decision.ui.session.work import Work
from tests.ui.conftest import RATINGS_PAGE, ROOT
from tests.ui.decide.test_page import page, upload

RAW = (ROOT / "scenarios" / "growing-programme.yaml").read_bytes()
LINE = "rating:build:cost:yearly/{}/{}"
DEVICES, NURSES, AUDIT = 1, 2, 3


@pytest.fixture
def cost(app: AppTest) -> AppTest:
    """Ratings, with the cost of Build of the example that hangs on patients."""
    upload(app, "growing-programme.yaml", RAW)
    app.switch_page(RATINGS_PAGE).run()
    app.get_by_key("option_choice").set_value("build")
    app.run()
    app.radio(key="criterion_choice").set_value("cost").run()
    app.toggle(key="rating:build:cost:yearly/changing").set_value(True).run()
    assert not app.exception
    return app


def unfold(app: AppTest, place: int) -> AppTest:
    app.toggle(key=LINE.format(place, "paid")).set_value(True).run()
    assert not app.exception
    return app


def enter(app: AppTest, place: int, field: str, x: str) -> AppTest:
    app.text_input(key=LINE.format(place, field)).set_value(x).run()
    assert not app.exception
    return app


def say(app: AppTest, place: int, *parts: str) -> AppTest:
    app.multiselect(key=LINE.format(place, "parts")).set_value(list(parts)).run()
    assert not app.exception
    return app


def line(app: AppTest, name: str) -> Payment:
    """What the scenario in force says of a line that Build pays every year."""
    work: Work = app.session_state[state.WORK]
    plan = work.scenario.option("build").ratings["cost"].estimate
    assert isinstance(plan, CostPlan) and isinstance(plan.yearly, Lines)
    paid = dict(plan.yearly.lines)[name]
    assert isinstance(paid, Payment)
    return paid


def faults(app: AppTest) -> str:
    return html.unescape(" ".join(part for part in page(app).split('class="faults"')[1:]))


def test_what_it_says_stands_in_a_line_and_its_fields_below_it_once_it_is_unfolded(cost: AppTest) -> None:
    told = [each.value for each in cost.caption]
    assert {
        "(most likely 84 (70 to 130)) per patients",
        "92,000 for every 500 patients begun",
        "25,000, from year 2 on, every 2 years",
    } <= {each.replace("\\", "") for each in told}
    assert not [each for each in cost.text_input if each.key == LINE.format(DEVICES, "price/low")]
    unfold(cost, DEVICES)
    assert cost.text_input(key=LINE.format(DEVICES, "price/low")).value == "70"
    assert cost.selectbox(key=LINE.format(DEVICES, "per")).value == "patients"


def test_a_price_a_threshold_and_years_are_changed_and_undone(cost: AppTest) -> None:
    before = line(cost, "devices and data")
    enter(unfold(cost, DEVICES), DEVICES, "price/high", "150")
    assert line(cost, "devices and data").price == ThreePoint(70, 84, 150)
    say(cost, DEVICES, "price", "above", "until_year")
    assert line(cost, "devices and data").above is None  # still empty: what was sound last counts
    assert "Yearly: devices and data: Only above so many is empty; give a number" in faults(cost)
    enter(enter(cost, DEVICES, "above", "100 patients"), DEVICES, "until_year", "4")
    assert line(cost, "devices and data") == Payment(
        per="patients", price=ThreePoint(70, 84, 150), above=100, until_year=4
    )
    assert not faults(cost)
    say(cost, DEVICES, "price")
    enter(cost, DEVICES, "price/high", "130")
    assert line(cost, "devices and data") == before
    for _ in range(6):
        cost.session_state[state.WORK], cost.session_state[state.HISTORY] = cost.session_state[state.HISTORY].undone(
            cost.session_state[state.WORK]
        )
        cost.run()
        assert not cost.exception
    assert line(cost, "devices and data") == before
    assert not cost.session_state[state.WORK].unsaved


def test_steps_tiers_a_minimum_growth_and_a_schedule_are_said(cost: AppTest) -> None:
    unfold(cost, NURSES)
    enter(enter(cost, NURSES, "steps_every", "400"), NURSES, "steps/x", "90k")
    assert line(cost, "nurses").steps == Steps(400, Exact(90_000))
    say(cost, NURSES, "tiers", "minimum", "growth")
    for field, x in {
        "tier 0/x": "700",
        "tier 1/low": "400",
        "tier 1/x": "650",
        "minimum/x": "5k",
        "growth/x": "3 %",
    }.items():
        enter(cost, NURSES, field, x)
    cost.checkbox(key=LINE.format(NURSES, "all_units")).set_value(True).run()
    assert line(cost, "nurses") == Payment(
        per="patients",
        tiers=((0, Exact(700)), (400, Exact(650))),
        all_units=True,
        minimum=Exact(5_000),
        growth=Exact(0.03),
    )
    cost.button(key=LINE.format(NURSES, "add_tier")).click().run()
    assert "Yearly: nurses: From so many on, of tier 3 is empty" in faults(cost)
    cost.button(key=LINE.format(NURSES, "tier 2/remove")).click().run()
    assert not faults(cost)
    unfold(cost, AUDIT)
    say(cost, AUDIT, "schedule")
    enter(enter(cost, AUDIT, "share 0/share", "60 %"), AUDIT, "share 1/share", "0.4")
    assert line(cost, "audit") == Payment(amount=Exact(25_000), schedule=((0, 0.6), (1, 0.4)))


@pytest.mark.parametrize(
    ("place", "field", "x", "told"),
    [
        (DEVICES, "price/low", "many", "Low: "),
        (DEVICES, "price/low", "-5", "Yearly: devices and data: price may be -5; give prices of 0 or more"),
        (NURSES, "steps_every", "0", "Yearly: nurses: One more for every is 0; give so many units, above 0"),
        (AUDIT, "from_year", "1.5", "Yearly: audit: First year is 1.5; give a whole number"),
        (AUDIT, "from_year", "9", "Yearly: audit: First year 9 is beyond the horizon of 5 years; give 1 to 5"),
    ],
)
def test_wrong_input_is_refused_with_its_place(cost: AppTest, place: int, field: str, x: str, told: str) -> None:
    before = cost.session_state[state.WORK].scenario
    enter(unfold(cost, place), place, field, x)
    assert told in faults(cost), faults(cost)
    assert cost.session_state[state.WORK].scenario == before


def test_what_it_hangs_on_is_chosen_and_an_amount_can_come_by_year(cost: AppTest) -> None:
    unfold(cost, AUDIT)
    cost.selectbox(key=LINE.format(AUDIT, "per")).set_value("patients").run()
    assert line(cost, "audit") == Payment(per="patients", price=Exact(25_000), from_year=2, every=2)
    cost.selectbox(key="rating:build:cost:yearly/0/form").set_value("payment").run()
    assert line(cost, "developers") == Payment(amount=ThreePoint(90_000, 120_000, 200_000))
    cost.selectbox(key="rating:build:cost:yearly/0/form").set_value("three_point").run()
    work: Work = cost.session_state[state.WORK]
    plan = work.scenario.option("build").ratings["cost"].estimate
    assert isinstance(plan, CostPlan) and isinstance(plan.yearly, Lines)
    assert dict(plan.yearly.lines)["developers"] == ThreePoint(90_000, 120_000, 200_000)


def test_saving_changes_the_one_line_of_the_file(cost: AppTest) -> None:
    enter(unfold(cost, DEVICES), DEVICES, "price/high", "150")
    unfold(cost, NURSES)
    say(cost, NURSES, "steps", "minimum")
    enter(cost, NURSES, "minimum/x", "92000")
    work: Work = cost.session_state[state.WORK]
    made = saved(RAW, work.scenario)
    assert not made.anew
    old, new = RAW.decode().splitlines(), made.raw.decode().splitlines()
    assert [(one, other) for one, other in zip(old, new, strict=True) if one != other] == [
        (
            "            devices and data: {per: patients, price: {low: 70, mode: 84, high: 130}}",
            "            devices and data: {per: patients, price: {low: 70, mode: 84, high: 150}}",
        ),
        (
            "            nurses: {per: patients, steps: {every: 500, price: 92000}}",
            "            nurses: {per: patients, steps: {every: 500, price: 92000}, minimum: 92000}",
        ),
    ]
    assert read_scenario(made.raw, "x.yaml", ROOT / "scenarios") == work.scenario


def test_hostile_names_are_texts_wherever_a_payment_shows_them(start: Callable[[], AppTest], tmp_path: Path) -> None:
    name = "<script>alert(1)</script> **x** :red[x]"
    text = RAW.decode().replace("name: Patients monitored", f'name: "{name}"', 1)
    assert text != RAW.decode()
    app = start()
    upload(app, "x.yaml", text.encode())
    app.switch_page(RATINGS_PAGE).run()
    app.get_by_key("option_choice").set_value("build")
    app.run()
    app.radio(key="criterion_choice").set_value("cost").run()
    app.toggle(key="rating:build:cost:yearly/changing").set_value(True).run()
    unfold(app, DEVICES)
    shown = app.selectbox(key=LINE.format(DEVICES, "per")).options
    assert not any(":red[" in each.replace("\\:", "") and "\\" not in each for each in shown)
