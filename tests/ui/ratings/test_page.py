from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.model.cost_plan import CostPlan, Lines
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
)
from decision.model.multiplied import multiplied_in
from decision.model.rating import Evidence
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.words.figures import points
from tests.ui.conftest import HOSTILE, RATINGS_PAGE, ROOT
from tests.ui.decide.test_page import page, said, upload

CELL = "rating:build:fit"


def scenario(app: AppTest) -> Scenario:
    """The scenario that results are computed from."""
    made: Scenario = app.session_state["work"].scenario
    return made


def look_at(app: AppTest, option: str, criterion: str) -> AppTest:
    app.get_by_key("option_choice").set_value(option)
    app.run()
    app.radio(key="criterion_choice").set_value(criterion).run()
    assert not app.exception
    return app


def change(app: AppTest, cell: str, *components: str) -> AppTest:
    """With the fields of some components of a plan."""
    for component in components:
        app.toggle(key=f"{cell}:{component}/changing").set_value(True).run()
        assert not app.exception
    return app


def enter(app: AppTest, cell: str, **figures: float | str | None) -> AppTest:
    for name, x in figures.items():
        app.text_input(key=f"{cell}:{name}").set_value("" if x is None else str(x))
        app.run()
        assert not app.exception
    return app


def form(app: AppTest, cell: str, name: str) -> AppTest:
    app.selectbox(key=f"{cell}:form").set_value(name).run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("name", "figures", "shape", "estimate"),
    [
        ("number", {"x": 5.5}, None, Exact(5.5)),
        ("three_point", {"low": 2, "mode": 6, "high": 8}, None, ThreePoint(2, 6, 8)),
        ("three_point", {"low": 2, "mode": 6, "high": 8}, "triangular", ThreePoint(2, 6, 8, "triangular")),
        ("range", {"low": 2, "high": 8}, None, Range(2, 8)),
        ("percentiles", {"p10": 2, "p90": 8}, None, Percentiles(2, 8)),
        ("percentiles", {"p10": 2, "p90": 8}, "lognormal", Percentiles(2, 8, shape="lognormal")),
        ("quantiles", {"p10": 2, "p50": 4, "p90": 8}, None, Percentiles(2, 8, 4)),
        ("quantiles", {"p10": 2, "p50": 4, "p90": 8}, "lognormal", Percentiles(2, 8, 4, "lognormal")),
        ("moments", {"mean": 6, "sd": 0.75}, None, Moments(6, 0.75)),
        ("moments", {"mean": 6, "sd": 0.75}, "lognormal", Moments(6, 0.75, "lognormal")),
        ("moments", {"mean": 6, "sd": 0.75}, "gamma", Moments(6, 0.75, "gamma")),
        ("moments", {"mean": 0.6, "sd": 0.1}, "beta", Moments(0.6, 0.1, "beta")),
        ("beta", {"alpha": 3, "beta": 4.5}, None, BetaShape(3, 4.5)),
        ("lognormal", {"mu": 1.5, "sigma": 0.25}, None, LognormalShape(1.5, 0.25)),
    ],
)
def test_every_form_can_be_entered(
    ratings: AppTest, name: str, figures: dict[str, float], shape: str | None, estimate: Any
) -> None:
    look_at(ratings, "build", "fit")
    form(ratings, CELL, name)
    enter(ratings, CELL, **{field: float(x) for field, x in figures.items()})
    if shape is not None:
        ratings.selectbox(key=f"{CELL}:shape").set_value(shape).run()
    changed = scenario(ratings)
    assert changed.option("build").ratings["fit"].estimate == estimate
    result = decision.evaluate(changed).option("build")
    assert f": <b>{points(result.contributions['fit'])}</b> of 30 points." in page(ratings)


def test_levels_can_be_entered(ratings: AppTest) -> None:
    look_at(ratings, "build", "fit")
    form(ratings, CELL, "levels")
    ratings.button(key=f"{CELL}:add").click().run()
    assert "is empty; give a number" in page(ratings)
    enter(ratings, CELL, **{"0/value": 5.0, "0/chance": 0.2, "1/value": 8.0, "1/chance": 0.8})
    assert scenario(ratings).option("build").ratings["fit"].estimate == Levels(((5, 0.2), (8, 0.8)))
    ratings.button(key=f"{CELL}:0/remove").click().run()
    assert "the probabilities sum to 0.8; make them sum to 1" in page(ratings).lower()
    enter(ratings, CELL, **{"0/chance": 1.0})
    assert scenario(ratings).option("build").ratings["fit"].estimate == Levels(((8, 1),))


def test_a_reference_class_can_be_chosen(ratings: AppTest) -> None:
    look_at(ratings, "build", "fit")
    form(ratings, CELL, "class")
    assert "No reference class is chosen" in page(ratings)
    chooser = ratings.selectbox(key=f"{CELL}:class")
    assert any("P50 × 1.33, P80 × 1.81" in option for option in chooser.options)
    chooser.set_value("software-effort-survey").run()
    enter(ratings, CELL, x=4.0)
    estimate = scenario(ratings).option("build").ratings["fit"].estimate
    assert isinstance(estimate, ClassEstimate)
    assert (estimate.estimate, estimate.reference_class.id) == (4, "software-effort-survey")
    assert "Norwegian companies" in page(ratings)  # its caveat, among all classes


def beside(app: AppTest) -> list[str]:
    """What stands beside estimates that a class multiplies."""
    return [each.body for each in app.get("html") if 'class="class_beside"' in each.body]


def test_a_class_stands_beside_what_it_multiplies_with_curve_and_caveat(ratings: AppTest) -> None:
    look_at(ratings, "build", "time_to_launch")
    (told,) = beside(ratings)
    assert "Of 10 months that makes 18.6 months and 26.8 months." in told
    for fact in ("Fitted to 121 cases", "<b>Caveat:</b> One company", "<b>Source:</b> Little 2006"):
        assert fact in told
    assert len(ratings.get("vega_lite_chart")) == 1
    look_at(ratings, "build", "cost")
    assert not beside(ratings)  # what is not being changed says which class it has, and no more
    assert "× “Software projects, effort”" in page(ratings)
    change(ratings, "rating:build:cost", "upfront")
    assert any(
        "<b>project:</b>" in each and "Of $640k that makes $851k and $1.16M." in each for each in beside(ratings)
    )
    look_at(ratings, "build", "fit")
    assert not beside(ratings)
    form(ratings, CELL, "class")
    ratings.selectbox(key=f"{CELL}:class").set_value("quote-spread").run()
    enter(ratings, CELL, x=None)  # no estimate yet: the class is told all the same
    assert "or less.</p>" in beside(ratings)[0]


def test_many_lines_with_classes_are_told_with_few_curves(ratings: AppTest) -> None:
    cell = "rating:extend:cost"
    look_at(ratings, "extend", "cost")
    form(ratings, cell, "number")
    form(ratings, cell, "plan")
    change(ratings, cell, "upfront")
    ratings.selectbox(key=f"{cell}:upfront/form").set_value("lines").run()
    for line in range(6):
        if line:
            ratings.button(key=f"{cell}:upfront/add").click().run()
        ratings.text_input(key=f"{cell}:upfront/{line}/name").set_value(f"line {line}").run()
        ratings.selectbox(key=f"{cell}:upfront/{line}/form").set_value("class").run()
        ratings.selectbox(key=f"{cell}:upfront/{line}/class").set_value("package-cost").run()
    assert len(beside(ratings)) == 6
    assert len(ratings.get("vega_lite_chart")) == 4


def test_ai_assisted_building_is_a_switch_that_is_off_until_it_is_switched_on(ratings: AppTest) -> None:
    change(look_at(ratings, "build", "cost"), "rating:build:cost", "upfront")
    before = scenario(ratings)
    switch = ratings.toggle(key="ai_building:build:cost")
    assert switch.value is False
    trials = page(ratings).replace("\N{NO-BREAK SPACE}", " ")
    assert "Weak evidence, and very wide" in trials
    assert "19 % slower (METR, 2025) to 56 % faster (Peng and others, 2023)" in trials
    switch.set_value(True).run()
    on = scenario(ratings).option("build").ratings["cost"]
    assert on != before.option("build").ratings["cost"]
    assert [each.reference_class.id for each in multiplied_in("build", "cost", on.estimate)] == ["ai-assisted-building"]
    assert on.because == before.option("build").ratings["cost"].because
    assert "Of $640k that makes" in "".join(beside(ratings))
    assert "Weak evidence, and very wide for that" in "".join(beside(ratings))
    ratings.toggle(key="ai_building:build:cost").set_value(False).run()
    assert scenario(ratings) == before
    ratings.button(key="undo").click().run()
    assert scenario(ratings).option("build").ratings["cost"] == on
    assert ratings.toggle(key="ai_building:build:cost").value is True


def test_the_switch_stands_at_a_build_alone_and_says_where_it_cannot_be(ratings: AppTest) -> None:
    look_at(ratings, "buy", "cost")
    assert not [each for each in ratings.toggle if each.key.startswith("ai_building")]
    assert "AI-assisted building is not offered" not in page(ratings)
    cell = "rating:build:cost"
    change(look_at(ratings, "build", "cost"), cell, "upfront")
    ratings.selectbox(key=f"{cell}:upfront/0/class").set_value("it-cost-2011").run()
    assert not [each for each in ratings.toggle if each.key.startswith("ai_building")]
    assert "no trial says how it goes together with the class “IT projects of all types, cost (2011)”" in page(ratings)
    ratings.selectbox(key=f"{cell}:upfront/0/class").set_value("software-effort-survey").run()
    enter(ratings, cell, **{"upfront/0/x": None})
    assert ratings.toggle(key="ai_building:build:cost").disabled  # what stands in the fields would be lost


def test_what_counts_on_ai_is_said_on_decide(ratings: AppTest) -> None:
    look_at(ratings, "build", "cost")
    assert "AI-assisted" not in "".join(each.body for each in ratings.get("html") if 'class="doubt"' in each.body)
    ratings.toggle(key="ai_building:build:cost").set_value(True).run()
    ratings.switch_page("decision/ui/decide/page.py").run()
    told = [each.body for each in ratings.get("html") if 'class="doubt"' in each.body]
    assert any("Cost counts on AI-assisted building, which is switched on. Weak evidence" in each for each in told)
    ratings.button(key="doubt:ai").click().run()
    assert ratings.radio(key="criterion_choice").value == "cost"


def test_a_cost_plan_is_told_in_words_until_its_fields_are_asked_for(ratings: AppTest) -> None:
    cell = "rating:build:cost"
    look_at(ratings, "build", "cost")
    words = dict(re.findall(r'<div class="component"><b>(.*?)</b>(.*?)</div>', page(ratings)))
    assert list(words) == ["Upfront", "Every year", "Growth a year, as a share", "On leaving", "Saved every year"]
    assert "<li>project: 640,000 × " in words["Upfront"]
    assert words["Every year"] == " <span>most likely 160,000 (110,000 to 330,000)</span>"
    assert words["Saved every year"] == " <span>left out</span>"
    assert not [each for each in ratings.text_input if each.key.startswith(f"{cell}:") and each.key != f"{cell}:source"]
    change(ratings, cell, "yearly")
    enter(ratings, cell, **{"yearly/low": ""})
    assert "Yearly: Low is empty; give a number" in page(ratings)
    assert "<b>Every year</b> <span>not yet complete</span>" in page(ratings)
    enter(ratings, cell, **{"yearly/low": "120k"})
    assert "<b>Every year</b> <span>most likely 160,000 (120,000 to 330,000)</span>" in page(ratings)


def test_a_cost_plan_can_be_entered(ratings: AppTest) -> None:
    cell = "rating:extend:cost"
    look_at(ratings, "extend", "cost")
    before = scenario(ratings).option("extend").ratings["cost"].estimate
    assert isinstance(before, CostPlan)
    form(ratings, f"{cell}", "number")
    assert isinstance(scenario(ratings).option("extend").ratings["cost"].estimate, Exact)
    form(ratings, cell, "plan")
    change(ratings, cell, "upfront", "yearly", "growth", "exit")
    ratings.selectbox(key=f"{cell}:upfront/form").set_value("lines").run()
    ratings.text_input(key=f"{cell}:upfront/0/name").set_value("work").run()
    enter(ratings, cell, **{"upfront/0/x": 70000.0})
    ratings.button(key=f"{cell}:upfront/add").click().run()
    assert "line 2 has no name" in page(ratings)
    ratings.text_input(key=f"{cell}:upfront/1/name").set_value("shared").run()
    ratings.selectbox(key=f"{cell}:upfront/1/form").set_value("range").run()
    enter(ratings, cell, **{"upfront/1/high": 20.0, "upfront/1/low": 10.0})
    ratings.selectbox(key=f"{cell}:upfront/class").set_value("package-cost").run()
    for component, x in (("yearly", 25000.0), ("growth", 0.035), ("exit", 9000.0)):
        ratings.selectbox(key=f"{cell}:{component}/form").set_value("number").run()
        enter(ratings, cell, **{f"{component}/x": x})
    plan = scenario(ratings).option("extend").ratings["cost"].estimate
    assert isinstance(plan, CostPlan)
    assert isinstance(plan.upfront, Lines)
    assert plan.upfront.lines == (("work", Exact(70000)), ("shared", Range(10, 20)))
    assert plan.upfront.reference_class is not None
    assert (plan.yearly, plan.growth, plan.exit) == (Exact(25000), Exact(0.035), Exact(9000))
    ratings.button(key=f"{cell}:upfront/0/remove").click().run()
    ratings.selectbox(key=f"{cell}:exit/form").set_value("none").run()
    plan = scenario(ratings).option("extend").ratings["cost"].estimate
    assert isinstance(plan, CostPlan)
    assert isinstance(plan.upfront, Lines)
    assert [name for name, _ in plan.upfront.lines] == ["shared"]
    assert plan.exit is None


def test_an_impossible_entry_is_told_kept_and_not_used(ratings: AppTest) -> None:
    look_at(ratings, "build", "fit")
    before = scenario(ratings)
    enter(ratings, CELL, low=9.5)
    assert "Low 9.5 is above Most likely 7; put them in order, lowest first." in page(ratings)
    assert scenario(ratings) is before
    ratings.switch_page("decision/ui/decide/page.py").run()
    ratings.switch_page(RATINGS_PAGE).run()
    look_at(ratings, "build", "fit")
    assert ratings.text_input(key=f"{CELL}:low").value == "9.5"
    assert "Low 9.5 is above Most likely 7" in page(ratings)
    enter(ratings, CELL, low=None)
    assert "Low is empty; give a number." in page(ratings)
    enter(ratings, CELL, low=1.0)
    assert "is above" not in page(ratings)
    assert scenario(ratings).option("build").ratings["fit"].estimate == ThreePoint(1, 7, 9)


@pytest.mark.parametrize(
    ("typed", "x", "shown"),
    [("4,5", 4.5, "4.5"), ("4.25", 4.25, "4.25"), ("0,125", 0.125, "0.125"), (" 6 ", 6, "6")],
)
def test_what_was_understood_is_shown(ratings: AppTest, typed: str, x: float, shown: str) -> None:
    look_at(ratings, "build", "fit")
    enter(ratings, CELL, low=typed)
    assert ratings.text_input(key=f"{CELL}:low").value == shown
    assert scenario(ratings).option("build").ratings["fit"].estimate == ThreePoint(x, 7, 9)


@pytest.mark.parametrize("typed", ["4.125", "5%", "1 0", "4-5", "four", "4k"])
def test_what_is_not_understood_stays_in_its_field_with_the_reason_and_changes_nothing(
    ratings: AppTest, typed: str
) -> None:
    look_at(ratings, "build", "fit")
    before = scenario(ratings)
    enter(ratings, CELL, low=typed)
    assert scenario(ratings) is before
    assert ratings.text_input(key=f"{CELL}:low").value == typed
    assert f"Low: “{typed}”" in page(ratings)
    assert "4 stays." in page(ratings)
    ratings.switch_page("decision/ui/decide/page.py").run()
    ratings.switch_page(RATINGS_PAGE).run()
    look_at(ratings, "build", "fit")
    assert ratings.text_input(key=f"{CELL}:low").value == typed
    enter(ratings, CELL, low=5)
    assert "stays." not in page(ratings)
    ratings.button(key="undo").click().run()
    assert ratings.text_input(key=f"{CELL}:low").value == "4"


def test_money_is_typed_as_people_say_it(ratings: AppTest) -> None:
    change(look_at(ratings, "build", "cost"), "rating:build:cost", "exit", "growth")
    enter(ratings, "rating:build:cost", **{"exit/x": "$25k"})
    plan = scenario(ratings).option("build").ratings["cost"].estimate
    assert isinstance(plan, CostPlan)
    assert plan.exit == Exact(25_000)
    assert ratings.text_input(key="rating:build:cost:exit/x").value == "25\N{NARROW NO-BREAK SPACE}000"
    ratings.selectbox(key="rating:build:cost:growth/form").set_value("number").run()
    enter(ratings, "rating:build:cost", **{"growth/x": "5 %"})
    plan = scenario(ratings).option("build").ratings["cost"].estimate
    assert isinstance(plan, CostPlan)
    assert plan.growth == Exact(0.05)


def test_reasons_and_evidence(ratings: AppTest) -> None:
    look_at(ratings, "buy", "risk")
    ratings.text_area(key="rating:buy:risk:because").set_value("They said so.").run()
    ratings.text_input(key="rating:buy:risk:source").set_value("A letter").run()
    ratings.selectbox(key="rating:buy:risk:evidence").set_value("pilot").run()
    rating = scenario(ratings).option("buy").ratings["risk"]
    assert (rating.because, rating.source, rating.evidence) == ("They said so.", "A letter", Evidence.PILOT)
    assert "1 on a pilot" in said(ratings)
    ratings.selectbox(key="rating:buy:risk:evidence").set_value("").run()
    assert scenario(ratings).option("buy").ratings["risk"].evidence is None


def test_worst_and_best(ratings: AppTest) -> None:
    look_at(ratings, "build", "time_to_launch")
    ratings.text_input(key="scale:time_to_launch:worst").set_value("30 months").run()
    function = scenario(ratings).leaves["time_to_launch"].value_function
    assert function is not None
    assert (function.scale.worst, function.scale.best) == (30, 3)
    ratings.text_input(key="scale:time_to_launch:worst").set_value("3").run()
    assert "Worst and best are both 3; give two different ratings." in page(ratings)
    assert scenario(ratings).leaves["time_to_launch"].value_function == function


def test_requirements(ratings: AppTest) -> None:
    ratings.session_state["ratings_tab"] = "Requirements"
    ratings.run()
    ratings.get_by_key("option_choice").set_value("extend")
    ratings.run()
    ratings.get_by_key("requirement:extend:K05:verdict").set_value(Verdict.FAIL)
    ratings.run()
    ratings.text_input(key="requirement:extend:K05:because").set_value("Screens are scraped.").run()
    assert not ratings.exception
    assert scenario(ratings).option("extend").requirements["K05"] == RequirementResult(
        Verdict.FAIL, "Screens are scraped."
    )
    ratings.switch_page("decision/ui/decide/page.py").run()
    assert "Extend is out: it fails K05. Screens are scraped." in page(ratings)


def test_an_edited_scenario_reads_back_as_it_was(ratings: AppTest) -> None:
    from decision.files.reader import read_scenario
    from decision.files.writer import scenario_yaml

    look_at(ratings, "build", "fit")
    form(ratings, CELL, "quantiles")
    enter(ratings, CELL, p50=6.5)
    changed = scenario(ratings)
    assert changed != decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
    assert read_scenario(scenario_yaml(changed).encode(), "saved.yaml").fingerprint == changed.fingerprint


def test_texts_of_a_file_stay_text(app: AppTest, hostile: bytes) -> None:
    upload(app, "hostile.yaml", hostile)
    app.switch_page(RATINGS_PAGE).run()
    app.radio(key="criterion_choice").set_value("own.first").run()
    assert not app.exception
    for active in ("<script>alert", "<b>b</b>", "<img"):
        assert active not in page(app)
    labels = [*app.radio[0].options, *(each.label for each in app.text_input)]
    assert not any("![i]" in each or "**x**" in each for each in labels)
    app.session_state["ratings_tab"] = "Requirements"
    app.run()
    assert not app.exception
    assert "<script>alert" not in page(app)
    assert HOSTILE not in page(app)
