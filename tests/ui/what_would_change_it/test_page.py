"""What would change it: the page says what the analysis says, whatever the decision looks like."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from decision.analysis.sensitivity.studies import cells_called, studies, usual_study, usual_study_of
from decision.analysis.simulation.simulation import simulate
from decision.files.reader import load, read_scenario
from decision.model.scenario import Scenario
from decision.outputs.words import information as information_words
from decision.outputs.words import reversals as reversals_words
from decision.outputs.words import sensitivity as sensitivity_words
from decision.outputs.words import switching as switching_words
from decision.outputs.words.simulation import RULE
from decision.outputs.words.studies import study_worth
from decision.ui.frame.text import escape
from decision.ui.storage import scenario_folder
from tests.analysis.cash.plans import by_patients
from tests.ui.conftest import HOSTILE, ROOT

PAGE = "decision/ui/what_would_change_it/page.py"
PORTAL = load(ROOT / "scenarios" / "health-centre-portal.yaml")
MINIMAL = load(ROOT / "scenarios" / "minimal.yaml")
FIT = PORTAL.all_criteria["fit"].name

FOLDED = tuple(
    f"fold_{name}" for name in ("lines", "worths", "pilot", "figures", "map", "variance", "check", "dominance")
)

Open = Callable[[Scenario], AppTest]


def unfolded(app: AppTest) -> AppTest:
    """The page with all its parts to be seen."""
    for key in FOLDED:
        app.session_state[key] = True
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def result() -> SensitivityResult:
    return sensitivity(PORTAL)


@pytest.fixture
def opened(start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> Open:
    """The page, with a scenario open."""

    def opened(scenario: Scenario) -> AppTest:
        listed = scenario_folder.Listed(ROOT / "scenarios" / "x.yaml", None, scenario, None)
        monkeypatch.setattr(scenario_folder, "listed", lambda: [listed])
        return unfolded(start())

    return opened


@pytest.fixture
def portal(app: AppTest) -> AppTest:
    return unfolded(app)


def page(app: AppTest) -> str:
    text = "\n".join(each.value for each in app.html if not each.value.startswith("<style>"))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def shows(app: AppTest, sentence: str) -> bool:
    return escape(sentence) in page(app)


def alternatives(app: AppTest) -> list[str]:
    """The words that stand for each chart."""
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def decision_of(**changes: object) -> Scenario:
    leaf = {"worst": 0, "best": 10}
    document = {
        "format": 1,
        "title": "Small",
        "criteria": {"a": leaf, "b": leaf},
        "weights": {"a": 3, "b": 1},
        "options": {
            "x": {"approach": "build", "ratings": {"a": {"low": 6, "mode": 8, "high": 9}, "b": 2}},
            "y": {"approach": "buy", "ratings": {"a": 2, "b": {"low": 5, "mode": 8, "high": 9}}},
        },
    }
    return read_scenario(yaml.safe_dump(document | changes, sort_keys=False).encode(), "x.yaml")


# --- the ready example ----------------------------------------------------------------------------------------------


def test_the_answer_is_the_verdict_with_its_rule_and_what_is_nearest(
    portal: AppTest, result: SensitivityResult
) -> None:
    assert shows(portal, sensitivity_words.verdict(PORTAL, result, simulate(PORTAL, weights="stated")))
    assert shows(portal, switching_words.nearest_weight(PORTAL, result, typed=False))
    assert shows(portal, reversals_words.nearest_reversal(PORTAL, result))
    assert shows(portal, RULE[1:])


def test_what_is_asked_later_is_folded_under_its_answer_and_not_drawn(app: AppTest) -> None:
    app.switch_page(PAGE).run()
    names = [each.label for each in app.expander]
    assert len(names) == len(FOLDED)
    assert "**What single figures do to Extend’s lead** Nine figures, each by itself, would take" in names[3]
    assert "**A check of the model** One finding." in names
    assert alternatives(app) == []


def test_the_lines_begin_with_the_weight_nearest_to_its_switching_point(portal: AppTest) -> None:
    assert portal.selectbox(key="moved_weight_choice").value == "fit"
    assert any(f"as the weight of {FIT} goes" in words for words in alternatives(portal))


def test_another_criterion_is_followed_by_chart_and_sentence(portal: AppTest, result: SensitivityResult) -> None:
    switch = next(each for each in result.weights if each.criterion == "flexibility")
    assert not shows(portal, switching_words.weight_switch(PORTAL, result, switch, typed=False))
    portal.selectbox(key="moved_weight_choice").set_value("flexibility").run()
    assert not portal.exception
    assert shows(portal, switching_words.weight_switch(PORTAL, result, switch, typed=False))
    assert any("as the weight of Flexibility goes" in words for words in alternatives(portal))


def test_the_choices_stay_when_the_page_is_left(portal: AppTest) -> None:
    portal.selectbox(key="moved_weight_choice").set_value("risk").run()
    portal.selectbox(key="across_choice").set_value("rating:buy:cost").run()
    portal.switch_page("decision/ui/ratings/page.py").run()
    portal.switch_page(PAGE).run()
    assert portal.selectbox(key="moved_weight_choice").value == "risk"
    assert portal.selectbox(key="across_choice").value == "rating:buy:cost"


def test_the_table_has_every_weight_with_what_to_type(portal: AppTest) -> None:
    table = next(each for each in page(portal).split('<div class="scroll') if "Switching points of weights" in each)
    for criterion in PORTAL.criteria:
        assert escape(criterion.name) in table
    assert table.count("anywhere") == 2
    assert "0 to 36 %" in table
    assert "in the file: more than 40.17" in table
    assert "in the file: more than 73.01" in table


def test_every_option_that_does_not_lead_has_a_card_with_each_way_once(
    portal: AppTest, result: SensitivityResult
) -> None:
    cards = page(portal).split('<section class="card">')[1:]
    assert len(cards) == 2
    for id, sentences in reversals_words.reversals(PORTAL, result).items():
        (card,) = [card for card in cards if f"</i>{escape(PORTAL.option(id).name)}</h3>" in card]
        assert all(card.count(escape(sentence)) == 1 for sentence in sentences)


def test_a_way_that_adds_nothing_is_not_said(opened: Open) -> None:
    told = reversals_words.reversals(MINIMAL, sensitivity(MINIMAL))["buy"]
    assert len(told) == 2  # or this shows nothing
    (card,) = [each for each in page(opened(MINIMAL)).split('<section class="card">') if "Buy</h3>" in each]
    assert card.split("</section>")[0].count("<p>") == 2


def test_what_to_find_out_first_is_said_with_its_ceiling(portal: AppTest, result: SensitivityResult) -> None:
    assert shows(portal, information_words.worth_finding_out(PORTAL, result))
    assert "Knowing everything for certain is worth at most $" in page(portal)
    assert 'aria-label="Worth of finding out, by criterion"' in page(portal)


def test_the_map_begins_with_the_two_nearest_weights(portal: AppTest) -> None:
    assert portal.selectbox(key="across_choice").value == "weight:fit"
    assert portal.selectbox(key="up_choice").value == "weight:cost"


def test_the_map_follows_its_axes(portal: AppTest) -> None:
    portal.selectbox(key="up_choice").set_value("rating:buy:cost").run()
    assert not portal.exception
    assert any("Buy's Cost (up) move" in words for words in alternatives(portal))


def test_an_axis_that_takes_the_other_s_input_gives_it_its_own(portal: AppTest) -> None:
    portal.selectbox(key="across_choice").set_value("weight:cost").run()
    assert not portal.exception
    assert portal.selectbox(key="across_choice").value == "weight:cost"
    assert portal.selectbox(key="up_choice").value == "weight:fit"


def test_the_check_of_the_model_and_dominance_are_lists_of_sentences(
    portal: AppTest, result: SensitivityResult
) -> None:
    for sentence in [*sensitivity_words.findings(PORTAL, result), *sensitivity_words.dominance(PORTAL, result)]:
        assert f"<li>{escape(sentence)}</li>" in page(portal)


def test_every_chart_has_words_and_every_part_says_how_to_read_it(portal: AppTest) -> None:
    assert len(alternatives(portal)) == 5
    assert all(len(words) > 60 for words in alternatives(portal))
    parts = page(portal).split("<h2")[1:]
    assert len(parts) == 3
    assert all('<p class="note' in part for part in parts)
    folded = {each.label.split("**")[1]: [one.value for one in each.get("html")] for each in portal.expander}
    assert len(folded) == len(FOLDED)
    assert all(name.startswith("What settling") or '<p class="note' in said[0] for name, said in folded.items())


def test_no_jargon_is_on_the_page(portal: AppTest) -> None:
    for word in ("EVPI", "EVPPI", "Sobol", "Dirichlet", "SMAA", "simplex", "stochastic"):
        assert word.lower() not in page(portal).lower()


def test_moving_a_weight_changes_the_answer(app: AppTest) -> None:
    app.slider(key="weight:fit").set_value(60).run()
    app.switch_page(PAGE).run()
    assert not app.exception
    moved = PORTAL.with_weights(
        {criterion.id: criterion.weight or 0.0 for criterion in PORTAL.criteria} | {"fit": 60.0}
    )
    assert shows(app, sensitivity_words.verdict(moved, sensitivity(moved), simulate(moved, weights="stated")))


# --- other decisions ------------------------------------------------------------------------------------------------


def test_where_nothing_is_uncertain_it_says_so_instead_of_drawing(opened: Open) -> None:
    app = opened(MINIMAL)
    assert "Every rating is a single number and the weights are fixed." in page(app)
    assert len(alternatives(app)) == 2  # lines and map
    assert "What to find out first" not in page(app)


def test_where_every_option_is_out_it_says_why_and_stops(opened: Open) -> None:
    options = {id: {"ratings": {"a": 5, "b": 5}, "requirements": {"R1": "fail"}} for id in ("x", "y")}
    app = opened(decision_of(options=options, requirements={"R1": {"text": "Safe."}}))
    assert app.error[0].value.startswith("Every option is excluded")
    assert alternatives(app) == []


def test_an_only_option_has_nothing_to_be_compared_with(opened: Open) -> None:
    options = {
        "x": {"ratings": {"a": 5, "b": {"low": 1, "mode": 5, "high": 6}}},
        "y": {"ratings": {"a": 9, "b": 9}, "requirements": {"R1": "fail"}},
    }
    app = opened(decision_of(options=options, requirements={"R1": {"text": "Safe."}}))
    assert "X is the only option left." in page(app)
    assert "another result of a requirement, would change that" in page(app)
    assert alternatives(app) == []


def test_options_that_are_level_are_said_to_be(opened: Open) -> None:
    options = {id: {"approach": id, "ratings": {"a": 5, "b": 5}} for id in ("build", "buy")}
    app = opened(decision_of(options=options))
    assert "are level" in page(app)
    assert shows(app, "Buy is joint first as things stand.")


def test_a_single_criterion_has_no_weight_to_move(opened: Open) -> None:
    leaf = {"worst": 0, "best": 10}
    options = {id: {"ratings": {"a": {"low": x - 1, "mode": x, "high": x + 1}}} for id, x in (("x", 5), ("y", 6))}
    app = opened(decision_of(criteria={"a": leaf}, weights={"a": 1}, options=options))
    assert "If one criterion counted" not in page(app)
    assert app.selectbox(key="across_choice").value == "weight:a"
    assert app.selectbox(key="up_choice").value == "rating:x:a"


def test_parts_are_named_with_what_they_are_part_of(opened: Open) -> None:
    leaf = {"worst": 0, "best": 10}
    parts = {"fresh": {**leaf, "name": "Freshness", "weight": 3}, "deep": {**leaf, "name": "Depth", "weight": 1}}
    ratings = {"x": (2, 9, 3), "y": (7, 2, 6)}
    app = opened(
        decision_of(
            criteria={"a": leaf, "link": {"name": "Link", "parts": parts}},
            weights={"a": 1, "link": 2},
            options={
                id: {"ratings": {"a": a, "link": {"fresh": {"low": f - 1, "mode": f, "high": f + 1}, "deep": d}}}
                for id, (a, f, d) in ratings.items()
            },
        )
    )
    assert "Link › Freshness" in page(app)
    assert "75 % of Link" in page(app)
    app.selectbox(key="moved_weight_choice").set_value("link.fresh").run()
    assert not app.exception
    assert any("as the weight of Link › Freshness goes" in words for words in alternatives(app))
    app.selectbox(key="across_choice").set_value("weight:link.fresh").run()
    app.selectbox(key="up_choice").set_value("weight:link").run()
    assert not app.exception


def test_many_options_fold_away_those_farthest_off(opened: Open) -> None:
    options = {f"o{m}": {"name": f"Vendor {m}", "ratings": {"a": m, "b": 9 - m}} for m in range(10)}
    app = opened(decision_of(options=options))
    assert page(app).count('<section class="card">') == 9
    assert "Six options farther off" in [each.label for each in app.expander]


def test_a_way_of_many_changes_is_folded(opened: Open) -> None:
    ids = [f"c{place}" for place in range(12)]
    behind = {"low": 1, "mode": 5, "high": 9}  # nine of twelve at 8.8 or more would be needed to reach 7.8 on average
    app = opened(
        decision_of(
            criteria={id: {"worst": 0, "best": 10} for id in ids},
            weights=dict.fromkeys(ids, 1),
            options={"x": {"ratings": dict.fromkeys(ids, 7.8)}, "y": {"ratings": dict.fromkeys(ids, behind)}},
        )
    )
    assert re.search(r"<summary>By ratings alone: [^<]+ changes at once would do it</summary>", page(app))


def test_a_sound_model_is_said_to_be_sound(opened: Open) -> None:
    app = opened(decision_of())
    assert "Nothing found: every criterion makes a difference" in page(app)


def test_texts_are_shown_as_written(opened: Open, hostile: bytes) -> None:
    app = opened(read_scenario(hostile, "hostile.yaml"))
    assert "<script>" not in page(app)
    assert escape(HOSTILE) in page(app)


def test_work_that_was_stopped_is_begun_again_at_a_word(app: AppTest) -> None:
    app.session_state["stopped_work"] = PORTAL.fingerprint
    app.switch_page(PAGE).run()
    assert not app.exception
    assert not app.get("vega_lite_chart")
    app.button(key="begin_again").click().run()
    assert not app.exception
    assert "stopped_work" not in app.session_state
    assert not any(button.key == "begin_again" for button in app.button)


# --- what a pilot would be worth ------------------------------------------------------------------------------------


def test_a_pilot_is_worth_what_the_command_line_says(portal: AppTest) -> None:
    def asked(price: float | None) -> str:
        study = usual_study(PORTAL, "demo", cells_called(PORTAL, "buy.fit"), price)
        return study_worth(PORTAL, studies(PORTAL, [study]).worths[0])

    portal.selectbox(key="pilot_of_choice").set_value("buy.fit").run()
    portal.selectbox(key="pilot_kind_choice").set_value("demo").run()
    assert shows(portal, asked(None))
    portal.text_input(key="pilot_price_field").set_value("$25k").run()
    assert not portal.exception
    assert shows(portal, asked(25_000))


def test_a_driver_can_be_studied_on_the_page_too(opened: Open) -> None:
    scenario = by_patients()
    app = opened(scenario)
    app.selectbox(key="pilot_of_choice").set_value("drivers.patients").run()
    assert not app.exception
    worth = studies(scenario, [usual_study_of(scenario, "pilot", "drivers.patients")]).worths[0]
    assert shows(app, study_worth(scenario, worth))


def test_a_price_that_is_none_is_refused_and_left_alone(portal: AppTest) -> None:
    portal.text_input(key="pilot_price_field").set_value("-4").run()
    assert shows(portal, "a price is 0 or more") or shows(portal, "A price is 0 or more")
