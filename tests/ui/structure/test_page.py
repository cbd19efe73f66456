from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from decision.files.reader import read_scenario
from decision.model.estimate import Exact, ThreePoint, Unknown
from decision.model.scenario import Scenario
from decision.model.value_function import Midvalue, Points
from decision.model.weights import Ordered, Ranged
from decision.ui.frame.pages import PAGES
from decision.ui.storage.saved_file import file_of
from decision.ui.storage.work_file import Writer, read_work_file
from tests.ui.conftest import ROOT
from tests.ui.decide.test_page import page, upload

PAGE = "decision/ui/structure/page.py"
BUY, FIT = "structure:option:buy", "structure:criterion:fit"


@pytest.fixture
def structure(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def now(app: AppTest) -> Scenario:
    scenario: Scenario = app.session_state["work"].scenario
    return scenario


def look_at(app: AppTest, item: str) -> AppTest:
    kind = item.partition(":")[0]
    key = {"option": "options", "criterion": "criteria", "decision": "around"}[kind]
    app.radio(key=f"structure:{key}").set_value(item).run()
    assert not app.exception
    return app


def put(app: AppTest, key: str, text: str) -> AppTest:
    field = next(each for each in [*app.text_input, *app.text_area] if each.key == key)
    field.set_value(text).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def unfold(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


def faults(app: AppTest) -> str:
    return html.unescape(" ".join(part for part in page(app).split('class="faults"')[1:]))


def test_the_page_opens_with_what_is_chosen_between_and_by_what(structure: AppTest) -> None:
    assert "What are we choosing between, and by what?" in page(structure)
    assert "We choose between Build, Buy and Extend, by 6 criteria; " in page(structure)


def test_an_option_is_added_by_its_name_and_rated_by_nobody(structure: AppTest) -> None:
    put(structure, "structure:new_option", "Wait and see")
    new = now(structure).options[-1]
    assert (new.id, new.name) == ("wait_and_see", "Wait and see")
    assert all(isinstance(rating.estimate, Unknown) for rating in new.ratings.values())
    assert structure.text_input(key="structure:new_option").value == ""
    assert structure.radio(key="structure:options").value == "option:wait_and_see"
    assert structure.text_input(key="structure:option:wait_and_see:name").value == "Wait and see"
    assert structure.session_state["history"].past[-1].name == "Add Wait and see"


def test_what_is_not_rated_yet_leads_to_where_it_is_rated(structure: AppTest) -> None:
    assert "not known yet" not in page(structure)
    put(structure, "structure:new_criterion", "Reach")
    put(structure, "structure:new_option", "Wait")
    assert "7 of 7 ratings are not known yet" in page(structure)
    look_at(structure, "criterion:reach")
    assert "4 of 4 ratings are not known yet" in page(structure)
    press(structure, "structure:criterion:reach:rate")
    assert structure.get_by_key("option_choice").value == "build"
    assert structure.radio(key="criterion_choice").value == "reach"


def test_an_option_is_renamed_and_its_id_stays(structure: AppTest) -> None:
    look_at(structure, "option:buy")
    put(structure, f"{BUY}:name", "Acme")
    put(structure, f"{BUY}:about", "A product.")
    structure.get_by_key(f"{BUY}:approach").set_value("extend")
    structure.run()
    option = now(structure).option("buy")
    assert (option.name, option.about, option.approach) == ("Acme", "A product.", "extend")
    assert "<code>buy</code>" in page(structure)
    names = [step.name for step in structure.session_state["history"].past]
    assert names[0].startswith("Rename ") and names[0].endswith(" to Acme")


def test_a_name_that_is_none_stays_in_its_field_with_the_reason(structure: AppTest) -> None:
    look_at(structure, "option:buy")
    before = now(structure)
    put(structure, f"{BUY}:name", "x" * 1001)
    assert now(structure) == before
    assert structure.text_input(key=f"{BUY}:name").value == "x" * 1001
    assert "The name of the option has 1,001 characters; keep to 1,000 at most" in faults(structure)
    put(structure, f"{BUY}:name", "Acme")
    assert not faults(structure)


def test_what_goes_with_an_option_is_said_before_and_it_is_gone_after(structure: AppTest) -> None:
    look_at(structure, "option:buy")
    assert "its 6 ratings" in page(structure)
    press(structure, f"{BUY}:remove")
    assert [option.id for option in now(structure).options] == ["build", "extend"]
    press(structure, "structure:option:extend:remove")
    assert "A decision has 2 to 30 options (got 1)" in faults(structure)
    assert len(now(structure).options) == 2


def test_options_and_criteria_are_moved_and_copied(structure: AppTest) -> None:
    look_at(structure, "option:buy")
    press(structure, f"{BUY}:up")
    assert [option.id for option in now(structure).options] == ["buy", "build", "extend"]
    press(structure, f"{BUY}:copy")
    assert len(now(structure).options) == 4
    look_at(structure, "criterion:fit")
    press(structure, f"{FIT}:up")
    assert [each.id for each in now(structure).criteria][-2:] == ["fit", "risk"]
    press(structure, f"{FIT}:copy")
    assert len(now(structure).criteria) == 7


def test_a_criterion_is_added_defined_and_split(structure: AppTest) -> None:
    put(structure, "structure:new_criterion", "Accessibility")
    key = "structure:criterion:accessibility"
    put(structure, f"{key}:unit", "points")
    put(structure, f"{key}:best", "20")
    put(structure, f"{key}:minimum", "4")
    unfold(structure, f"{key}:words")
    put(structure, f"{key}:question", "Can everybody use it?")
    unfold(structure, f"{key}:anchors")
    structure.text_input(key=f"{key}:new_anchor:at").set_value("5")
    structure.text_input(key=f"{key}:new_anchor:words").set_value("Most can.")
    press(structure, f"{key}:new_anchor:add")
    made = now(structure).all_criteria["accessibility"]
    assert made.value_function is not None
    assert (made.unit, made.value_function.scale.best, made.minimum) == ("points", 20, 4)
    assert (made.question, dict(made.anchors)) == ("Can everybody use it?", {5: "Most can."})
    unfold(structure, f"{key}:parts")
    put(structure, f"{key}:new_part", "For the deaf")
    parts = now(structure).all_criteria["accessibility"].parts
    assert [part.name for part in parts] == ["Accessibility", "For the deaf"]
    assert parts[0].minimum == 4
    assert structure.radio(key="structure:criteria").value == "criterion:accessibility.for_the_deaf"
    put(structure, f"{key}.for_the_deaf:weight", "150")
    assert now(structure).sibling_shares["accessibility.for_the_deaf"] == pytest.approx(0.75)
    look_at(structure, "criterion:accessibility")
    unfold(structure, f"{key}:parts")
    press(structure, f"{key}:join")
    assert not now(structure).all_criteria["accessibility"].parts


def test_less_is_better_is_asked_in_words_and_a_curve_is_drawn(structure: AppTest) -> None:
    look_at(structure, "criterion:fit")
    structure.radio(key=f"{FIT}:direction").set_value("Less is better").run()
    function = now(structure).all_criteria["fit"].value_function
    assert function is not None and function.scale.worst > function.scale.best
    structure.selectbox(key=f"{FIT}:curve").set_value("midvalue").run()
    put(structure, f"{FIT}:midvalue", "3")
    function = now(structure).all_criteria["fit"].value_function
    assert function is not None and function.curve == Midvalue(3)
    put(structure, f"{FIT}:midvalue", "30")
    assert "midvalue 30 is not between worst 10 and best 0" in faults(structure).lower()
    structure.selectbox(key=f"{FIT}:curve").set_value("points").run()
    press(structure, f"{FIT}:more")
    put(structure, f"{FIT}:point:0:v", "40 %")
    function = now(structure).all_criteria["fit"].value_function
    assert function is not None and isinstance(function.curve, Points) and len(function.curve.points) == 4
    put(structure, f"{FIT}:point:0:v", "99 %")
    assert "the value falls" in faults(structure).lower()
    press(structure, f"{FIT}:point:0:remove")
    structure.selectbox(key=f"{FIT}:curve").set_value("straight").run()
    assert not structure.exception


def test_both_ends_can_be_changed_one_after_the_other(structure: AppTest) -> None:
    look_at(structure, "criterion:fit")
    put(structure, f"{FIT}:worst", "10")
    assert "Worst and best are both 10" in faults(structure)
    put(structure, f"{FIT}:best", "0")
    function = now(structure).all_criteria["fit"].value_function
    assert function is not None and (function.scale.worst, function.scale.best) == (10, 0)
    assert not faults(structure)


def test_a_criterion_of_a_catalogue_is_added_with_its_parts_and_what_is_counted_elsewhere_is_said(
    structure: AppTest,
) -> None:
    press(structure, "structure:catalogue:open")
    structure.selectbox(key="structure:catalogue:name").set_value("general-software-parts").run()
    structure.radio(key="structure:catalogue:which").set_value("risk").run()
    assert "they must not be counted twice" in page(structure)
    assert "the average of the others" in page(structure)
    press(structure, "structure:catalogue:add")
    assert [part.id for part in now(structure).all_criteria["risk_2"].parts]
    assert "structure_catalogue" not in structure.session_state
    press(structure, "structure:catalogue:open")
    structure.radio(key="structure:catalogue:which").set_value("cost").run()
    press(structure, "structure:catalogue:add")
    assert "Worst or best is empty; give two numbers" in faults(structure)
    put(structure, "structure:catalogue:worst", "2m")
    put(structure, "structure:catalogue:best", "200k")
    press(structure, "structure:catalogue:add")
    function = now(structure).all_criteria["cost_2"].value_function
    assert function is not None and (function.scale.worst, function.scale.best) == (2e6, 2e5)


def test_words_money_and_dependence(structure: AppTest) -> None:
    look_at(structure, "decision:words")
    put(structure, "structure:decision:title", "Another title")
    put(structure, "structure:decision:years", "7 years")
    put(structure, "structure:decision:rate", "5 %")
    assert (now(structure).title, now(structure).horizon_years, now(structure).discount_rate) == (
        "Another title", 7, 0.05,
    )  # fmt: skip
    put(structure, "structure:decision:currency", "")
    assert "A cost plan needs currency" in faults(structure)
    look_at(structure, "decision:dependence")
    structure.radio(key="structure:dependence").set_value("strong").run()
    assert now(structure).dependence.within_option == 0.6


def test_views_and_requirements(structure: AppTest) -> None:
    look_at(structure, "decision:views")
    put(structure, "structure:views:new", "Nurses")
    at = list(now(structure).views).index("Nurses")
    put(structure, f"structure:views:{at}:fit", "80")
    put(structure, f"structure:views:{at}:name", "Ward staff")
    assert now(structure).views["Ward staff"]["fit"] == 80
    press(structure, f"structure:views:{at}:remove")
    assert "Ward staff" not in now(structure).views
    look_at(structure, "decision:requirements")
    put(structure, "structure:requirements:new", "Works on a phone.")
    assert now(structure).requirements[-1].text == "Works on a phone."
    before = len(now(structure).requirements)
    structure.selectbox(key="structure:requirements:set").set_value("england-nhs").run()
    press(structure, "structure:requirements:use")
    assert len(now(structure).requirements) == before + 4
    assert "england-nhs" in now(structure).requirement_sets
    press(structure, "structure:requirements:drop:england-nhs")
    assert len(now(structure).requirements) == before
    assert "england-nhs" not in now(structure).requirement_sets
    put(structure, "structure:requirements:R1:text", "Works on any phone.")
    press(structure, "structure:requirements:R1:remove")
    assert "R1" not in {each.id for each in now(structure).requirements}


def test_every_page_goes_on_with_what_there_is_then(structure: AppTest) -> None:
    put(structure, "structure:new_option", "Wait")
    put(structure, "structure:new_criterion", "Reach")
    unfold(structure, "structure:criterion:reach:parts")
    put(structure, "structure:criterion:reach:new_part", "Old people")
    look_at(structure, "criterion:flexibility")
    press(structure, "structure:criterion:flexibility:remove")
    look_at(structure, "option:build")
    press(structure, "structure:option:build:remove")
    for each in PAGES:
        structure.switch_page(each.file.removeprefix(f"{ROOT}/")).run()
        assert not structure.exception, each.title
    work = structure.session_state["work"]
    made = file_of(work)
    assert not made.anew
    assert read_scenario(made.raw, "x.yaml", ROOT / "scenarios").fingerprint == work.scenario.fingerprint


def test_snapshots_before_and_after_are_compared_by_what_is_in_which(structure: AppTest) -> None:
    press(structure, "snapshot")
    put(structure, "structure:new_option", "Wait and see")
    look_at(structure, "criterion:flexibility")
    press(structure, "structure:criterion:flexibility:remove")
    structure.switch_page("decision/ui/compare/page.py").run()
    assert not structure.exception
    assert "Option Wait and see" in page(structure)
    assert "Criterion Flexibility" in page(structure)
    assert "not in" in page(structure)


def test_undo_takes_back_each_change_and_redo_brings_it_back(structure: AppTest) -> None:
    first = now(structure)
    put(structure, "structure:new_option", "Wait")
    put(structure, "structure:new_criterion", "Reach")
    last = now(structure)
    press(structure, "undo")
    press(structure, "undo")
    assert now(structure) == first
    press(structure, "redo")
    press(structure, "redo")
    assert now(structure) == last


def test_a_board_sees_options_and_criteria_and_nothing_to_edit(structure: AppTest) -> None:
    press(structure, "present")
    assert "From worst to best" in page(structure)
    assert "structure:new_option" not in [each.key for each in structure.text_input]


def test_a_new_decision_becomes_ones_own(app: AppTest) -> None:
    """From two unnamed options and one criterion to three and two, saved as what is on screen."""
    app.session_state["menu"] = True
    app.run()
    press(app, "new_decision_open")
    app.radio(key="new_decision_way").set_value("Empty").run()
    put(app, next(each.key for each in app.text_input if str(each.key).startswith("new_decision_")), "Which kiosk?")
    press(app, next(each.key for each in app.button if each.label == "Begin"))
    app.switch_page(PAGE).run()
    first = now(app)
    option, criterion = first.options[0].id, first.criteria[0].id
    put(app, f"structure:option:{option}:name", "Vendor A")
    put(app, "structure:new_option", "Vendor C")
    look_at(app, f"criterion:{criterion}")
    put(app, f"structure:criterion:{criterion}:name", "Noise")
    put(app, "structure:new_criterion", "Reach")
    assert [each.name for each in now(app).options] == ["Vendor A", first.options[1].name, "Vendor C"]
    assert [each.name for each in now(app).criteria] == ["Noise", "Reach"]
    work = app.session_state["work"]
    made = file_of(work)
    assert not made.anew
    assert read_scenario(made.raw, "x.yaml").fingerprint == work.scenario.fingerprint


def test_names_of_any_length_and_direction_are_shown_and_kept(structure: AppTest) -> None:
    for name in ("x" * 300, "שלום עולם", "Buy a portal", "**b** <i>x</i> :smile: $y$"):
        put(structure, "structure:new_option", name)
        put(structure, "structure:new_criterion", name)
        assert now(structure).options[-1].name == name
        assert now(structure).criteria[-1].name == name
    assert len({option.id for option in now(structure).options}) == 7
    assert "<i>x</i>" not in page(structure)
    for _ in range(23):
        put(structure, "structure:new_option", "One more")
    assert len(now(structure).options) == 30
    put(structure, "structure:new_option", "Too many")
    assert "A decision has 2 to 30 options (got 31)" in faults(structure)
    assert structure.text_input(key="structure:new_option").value == "Too many"


def test_texts_are_shown_as_written(start: Callable[[], AppTest], hostile: bytes) -> None:
    app = start()
    upload(app, "hostile.yaml", hostile)
    app.switch_page(PAGE).run()
    assert not app.exception
    for item in ("option:a", "criterion:cost", "criterion:own", "decision:views", "decision:requirements"):
        look_at(app, item)
        assert "<script>alert" not in page(app)
    unfold(look_at(app, "criterion:cost"), "structure:criterion:cost:anchors")
    assert "<script>alert" not in page(app)


def test_what_is_open_about_weights_is_said_here(structure: AppTest) -> None:
    look_at(structure, "decision:weights")
    before = file_of(structure.session_state["work"]).raw
    structure.radio(key="structure:weights::kind").set_value("order").run()
    assert not structure.exception
    region = now(structure).weight_uncertainty
    assert isinstance(region, Ordered)
    assert region.tiers[0] == ("fit",)
    put(structure, "structure:weights::place:fit", "9")
    assert "The stated weights lie outside the region stated for them" in page(structure)
    assert now(structure).weight_uncertainty == region
    structure.radio(key="structure:weights::kind").set_value("ranges").run()
    assert now(structure).weight_uncertainty == Ranged(
        {"cost": (7, 23), "time_to_launch": (5, 15), "flexibility": (7, 23), "integration": (10, 30), "risk": (5, 15),
         "fit": (15, 45)}
    )  # fmt: skip
    put(structure, "structure:weights::1:fit", "40 %")
    put(structure, "structure:weights::0:fit", "")
    ranges = now(structure).weight_uncertainty
    assert isinstance(ranges, Ranged)
    assert ranges.bounds["fit"] == (0, 40)
    saved = file_of(structure.session_state["work"]).raw
    assert read_scenario(saved, "x", ROOT / "scenarios").weight_uncertainty == ranges
    for _ in range(4):
        press(structure, "undo")
    assert file_of(structure.session_state["work"]).raw == before


def test_a_pair_is_stated_changed_and_removed(structure: AppTest) -> None:
    look_at(structure, "decision:dependence")
    before = len(now(structure).dependence.pairs)
    assert next(each for each in structure.text_input if each.key == "structure:dependence:new").disabled
    structure.selectbox(key="structure:dependence:new:One estimate").set_value("build.fit").run()
    structure.selectbox(key="structure:dependence:new:Another").set_value("extend.fit").run()
    put(structure, "structure:dependence:new", "0.7")
    assert now(structure).dependence.pairs[before:] == (("build.fit", "extend.fit", 0.7),)
    put(structure, f"structure:dependence:{before}:build.fit:extend.fit", "2")
    assert "is not between -1 and 1" in page(structure)
    put(structure, f"structure:dependence:{before}:build.fit:extend.fit", "-.2")
    assert now(structure).dependence.pairs[before] == ("build.fit", "extend.fit", -0.2)
    press(structure, f"structure:dependence:{before}:remove")
    assert len(now(structure).dependence.pairs) == before


def test_answers_on_which_approach_suits_are_changed_here(structure: AppTest) -> None:
    before = file_of(structure.session_state["work"]).raw
    look_at(structure, "decision:answers")
    for answer in ("most", "none"):
        structure.button_group(key="structure:answers:product").set_value(answer).run()
        assert not structure.exception
    assert [(each.question, each.answer) for each in now(structure).answers] == [("product", "none")]
    assert structure.session_state["work"].unsaved
    assert (
        now(structure).option("buy").ratings["fit"].because
        == read_scenario(before, "x", ROOT / "scenarios").option("buy").ratings["fit"].because
    )
    saved = file_of(structure.session_state["work"]).raw
    assert saved.endswith(b"\nanswers: {product: none}\n")
    kept = read_work_file(Writer().text(structure.session_state["work"]), Path).work
    assert [each.answer for each in kept.scenario.answers] == ["none"]
    assert not kept.opened.answers
    structure.button_group(key="structure:answers:product").set_value(None).run()
    assert not now(structure).answers
    press(structure, "undo")
    assert [each.answer for each in now(structure).answers] == ["none"]
    for _ in range(2):
        press(structure, "undo")
    assert file_of(structure.session_state["work"]).raw == before


def test_a_rating_that_contradicts_an_answer_is_named_beside_the_questions(structure: AppTest) -> None:
    text = (ROOT / "scenarios" / "minimal.yaml").read_text()
    upload(structure, "mine.yaml", f"{text}answers: {{product: none}}\n".encode())
    structure.switch_page(PAGE).run()
    look_at(structure, "decision:answers")
    assert "nor even 60 %. Buy&#x27;s Fit is rated 8." in page(structure)


# --- what costs hang on ---------------------------------------------------------------------------------------------

DRIVERS = "decision:drivers"
PATIENTS = "structure:driver:patients"


@pytest.fixture
def growing(app: AppTest) -> AppTest:
    upload(app, "growing.yaml", (ROOT / "scenarios" / "growing-programme.yaml").read_bytes())
    app.switch_page(PAGE).run()
    assert not app.exception
    return look_at(app, DRIVERS)


def choose_form(app: AppTest, key: str, form: str) -> AppTest:
    app.selectbox(key=key).set_value(form).run()
    assert not app.exception
    return app


def saved(app: AppTest) -> str:
    made = file_of(app.session_state["work"])
    assert not made.anew
    return made.raw.decode("utf-8")


def test_what_costs_hang_on_is_shown_with_what_hangs_on_it(growing: AppTest) -> None:
    assert "Patients monitored" in page(growing)
    assert "It moves the costs of Build (devices and data, nurses and savings)" in page(growing)


def test_a_figure_of_a_driver_is_changed_in_its_line_and_undone(growing: AppTest) -> None:
    before = (ROOT / "scenarios" / "growing-programme.yaml").read_text(encoding="utf-8")
    put(growing, f"{PATIENTS}:now:high", "700 patients")
    assert now(growing).drivers[0].now == ThreePoint(200, 300, 700)
    changed = [(a, b) for a, b in zip(before.splitlines(), saved(growing).splitlines(), strict=True) if a != b]
    assert changed == [("    now: {low: 200, mode: 300, high: 600}", "    now: {low: 200, mode: 300, high: 700}")]
    growing.button(key="undo").click().run()
    assert saved(growing) == before


def test_a_figure_that_cannot_be_stays_out_and_says_why(growing: AppTest) -> None:
    put(growing, f"{PATIENTS}:now:low", "900")
    assert now(growing).drivers[0].now == ThreePoint(200, 300, 600)
    assert "200 stays." in faults(growing)


def test_growth_is_left_out_and_begun_again(growing: AppTest) -> None:
    choose_form(growing, f"{PATIENTS}:growth:form", "none")
    assert now(growing).drivers[0].growth is None
    assert "as many in every year" in page(growing)
    choose_form(growing, f"{PATIENTS}:growth:form", "number")
    put(growing, f"{PATIENTS}:growth:x", "5 %")
    assert now(growing).drivers[0].growth == Exact(0.05)
    assert "growing by 5 % a year from then on" in page(growing)


def test_what_costs_hang_on_is_added_with_its_first_price(structure: AppTest) -> None:
    look_at(structure, DRIVERS)
    press(structure, "structure:driver_price::add")
    assert "How much a year is empty" in faults(structure)
    for field, text in (("name", "Active patients"), ("now", "9000"), ("price", "$2")):
        structure.text_input(key=f"structure:driver_price::{field}").set_value(text)
    press(structure, "structure:driver_price::add")
    (driver,) = now(structure).drivers
    assert (driver.name, driver.now) == ("Active patients", Exact(9000))
    assert "It moves the costs of Build (Active patients)." in page(structure)
    made = read_scenario(saved(structure).encode(), "saved.yaml", folder=ROOT / "scenarios")
    assert made.drivers == now(structure).drivers
    press(structure, "structure:driver:active_patients:remove")
    assert not now(structure).drivers
