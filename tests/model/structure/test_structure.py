from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision
from decision.files.reader import read_scenario
from decision.files.writer import scenario_yaml
from decision.model.contents import Dependence
from decision.model.errors import DecisionError, ImpossibleError
from decision.model.estimate import Unknown
from decision.model.requirement import Requirement, RequirementResult, Verdict
from decision.model.scenario import ImpossibleScenarioError, Scenario
from decision.model.structure import criteria, curves, frame, options, requirements
from decision.model.structure.pairs import is_within
from decision.model.value_function import Points, Scale, ValueFunction
from decision.model.weights import Anything, Ordered, Ranged
from tests.strategies import scenarios
from tests.structure_edits import edits
from tests.ui.conftest import ROOT

PORTAL = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")


# --- any sequence -------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_any_sequence_of_edits_leaves_a_sound_decision_or_says_why_not(data: st.DataObject) -> None:
    first = data.draw(scenarios())
    before = first.fingerprint
    here, why_not = first, list[str]()
    for _ in range(data.draw(st.integers(1, 6))):
        edit = data.draw(edits(here))
        try:
            after = edit(here)
        except DecisionError as error:
            why_not.append(str(error).strip())
            continue
        for option in after.options:
            assert list(option.ratings) == list(after.leaves), "every option is rated, or open, on every criterion"
        assert replace(after) == after, "it is sound by itself"
        here = after
    assert all(why_not)
    assert first.fingerprint == before, "what was there is not touched, so that undoing gives it back"
    # classes are drawn and in no file: what a file cannot say is not asked of it
    text = scenario_yaml(replace(here, catalogue=None, requirement_sets=()))
    if "class: drawn-class" not in text:
        again = read_scenario(text.encode(), "again.yaml")
        assert again.fingerprint == here.fingerprint


@settings(deadline=None, max_examples=20)
@given(scenarios())
def test_what_is_added_and_removed_again_leaves_the_decision_as_it_was(first: Scenario) -> None:
    with_option = options.adding_option(first, "Wait and see", "buy")
    assert options.removing_option(with_option, with_option.options[-1].id) == first
    with_criterion = criteria.adding_criterion(first, "Whatever else", 0, 10)
    new = with_criterion.criteria[-1]
    assert criteria.removing_criterion(with_criterion, new.id) == first
    assert all(isinstance(option.ratings[new.id].estimate, Unknown) for option in with_criterion.options)
    for path in first.leaves:
        if path.count(".") < 2:
            split = criteria.splitting_criterion(first, path, "The rest")
            parts = split.all_criteria[path].parts
            only = criteria.removing_criterion(split, f"{path}.{parts[1].id}")
            assert criteria.joining_parts(only, path) == first


@settings(deadline=None, max_examples=20)
@given(scenarios(), st.data())
def test_moving_there_and_back_changes_nothing(first: Scenario, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list(first.all_criteria)))
    above = path.rpartition(".")[0]
    siblings = first.all_criteria[above].parts if above else first.criteria
    at = siblings.index(first.all_criteria[path])
    by = data.draw(st.integers(-at, len(siblings) - 1 - at))
    there = criteria.moving_criterion(first, path, by)
    assert criteria.moving_criterion(there, path, -by) == first
    assert set(there.all_criteria) == set(first.all_criteria)
    assert dict(there.weights) == pytest.approx(dict(first.weights))


# --- options ------------------------------------------------------------------------------------------------------


def test_a_new_option_has_an_id_made_of_its_name_and_is_rated_by_nobody() -> None:
    made = options.adding_option(PORTAL, "  Zürich's  portal ", "buy")
    new = made.options[-1]
    assert (new.id, new.name, new.approach) == ("zurich_s_portal", "Zürich's portal", "buy")
    assert [rating.estimate.is_certain for rating in new.ratings.values()] == [False] * len(made.leaves)
    assert all(isinstance(rating.estimate, Unknown) for rating in new.ratings.values())
    assert made.options[:-1] == PORTAL.options


def test_another_name_leaves_the_id_and_all_that_speaks_of_it() -> None:
    pair = ("buy.fit", "build.fit", 0.2)
    first = replace(PORTAL, dependence=Dependence(0.3, (pair,)))
    made = options.naming_option(first, "buy", "Acme")
    assert made.option("buy").name == "Acme"
    assert made.dependence == first.dependence
    again = criteria.naming_criterion(made, "fit", "What patients want")
    assert again.all_criteria["fit"].name == "What patients want"
    assert dict(again.weights) == dict(first.weights)


def test_the_same_name_twice_gives_two_ids() -> None:
    made = options.adding_option(options.adding_option(PORTAL, "Acme"), "Acme")
    assert [option.id for option in made.options[-2:]] == ["acme", "acme_2"]


def test_a_copy_stands_behind_the_original_with_its_ratings_and_without_its_pairs() -> None:
    first = replace(PORTAL, dependence=Dependence(0.3, (("buy.fit", "build.fit", 0.2),)))
    made = options.copying_option(first, "buy")
    at = [option.id for option in made.options].index("buy")
    copy = made.options[at + 1]
    assert copy.name == f"{made.option('buy').name} (copy)"
    assert copy.ratings == made.option("buy").ratings
    assert made.dependence == first.dependence


def test_an_option_takes_its_pairs_along() -> None:
    first = options.adding_option(PORTAL, "Wait")
    first = replace(
        first, dependence=Dependence(0.3, (("buy.fit", "build.fit", 0.2), ("build.fit", "extend.fit", 0.1)))
    )
    assert options.removing_option(first, "buy").dependence.pairs == (("build.fit", "extend.fit", 0.1),)


def test_the_last_two_options_stay() -> None:
    two = options.removing_option(PORTAL, "build")
    with pytest.raises(ImpossibleScenarioError, match="a decision has 2 to 30 options"):
        options.removing_option(two, "buy")


@pytest.mark.parametrize(
    ("name", "why"),
    [(" \n ", "the option has no name; give it one"), ("x" * 1001, "has 1,001 characters"), ("a\0b", "U\\+0000")],
)
def test_a_name_that_is_none_is_refused(name: str, why: str) -> None:
    with pytest.raises(ImpossibleError, match=why):
        options.adding_option(PORTAL, name)


# --- criteria -----------------------------------------------------------------------------------------------------


def test_a_new_criterion_has_the_average_of_the_points_and_others_keep_theirs() -> None:
    made = criteria.adding_criterion(PORTAL, "Accessibility", 0, 10)
    stated = [each.weight for each in PORTAL.criteria]
    assert made.criteria[-1].weight == pytest.approx(sum(x for x in stated if x is not None) / len(stated), rel=5e-3)
    assert [each.weight for each in made.criteria[:-1]] == stated
    for name, view in PORTAL.views.items():
        assert {id: x for id, x in made.views[name].items() if id != "accessibility"} == dict(view)
        assert made.views[name]["accessibility"] == pytest.approx(sum(view.values()) / len(view), rel=5e-3)


def test_where_weights_are_open_a_new_criterion_is_open_too_and_where_ranges_are_stated_it_begins_at_0() -> None:
    bare = replace(
        PORTAL,
        criteria=tuple(replace(each, weight=None) for each in PORTAL.criteria),
        weight_uncertainty=Anything(),
    )
    assert criteria.adding_criterion(bare, "Reach", 0, 10).criteria[-1].weight is None
    share = 100 * PORTAL.weights["fit"]
    ranged = replace(PORTAL, weight_uncertainty=Ranged({"fit": (share, share)}))
    made = criteria.adding_criterion(ranged, "Reach", 0, 10)
    assert made.criteria[-1].weight == 0
    assert made.weights["fit"] == pytest.approx(PORTAL.weights["fit"])


def test_a_criterion_takes_along_its_ratings_points_in_views_place_in_the_order_and_pairs() -> None:
    heaviest = sorted(PORTAL.weights, key=lambda each: -PORTAL.weights[each])
    first = replace(
        PORTAL,
        weight_uncertainty=Ordered(tuple((id,) for id in heaviest)),
        dependence=Dependence(0.0, (("buy.fit", "build.risk", 0.2),)),
        views={"staff": dict.fromkeys(PORTAL.weights, 1.0)},
    )
    made = criteria.removing_criterion(first, "fit")
    assert "fit" not in made.leaves
    assert all("fit" not in option.ratings for option in made.options)
    assert "fit" not in made.views["staff"]
    assert made.weight_uncertainty == Ordered(tuple((id,) for id in heaviest if id != "fit"))
    assert made.dependence.pairs == ()


def test_what_would_leave_weights_outside_their_ranges_says_so() -> None:
    share = 100 * PORTAL.weights["fit"]
    first = replace(PORTAL, weight_uncertainty=Ranged({"fit": (share, share)}))
    with pytest.raises(ImpossibleScenarioError, match="the stated weights lie outside the region"):
        criteria.removing_criterion(first, "cost")


def test_a_split_criterion_keeps_its_ratings_in_the_first_part_and_its_pairs() -> None:
    first = replace(PORTAL, dependence=Dependence(0.3, (("buy.fit", "build.fit", 0.2),)))
    made = criteria.splitting_criterion(first, "fit", "Staff")
    own = first.all_criteria["fit"]
    parts = made.all_criteria["fit"].parts
    assert [part.name for part in parts] == [own.name, "Staff"]
    assert [part.value_function for part in parts] == [own.value_function] * 2 or parts[0] != parts[1]
    below = f"fit.{parts[0].id}"
    assert made.option("buy").ratings[below] == first.option("buy").ratings["fit"]
    assert isinstance(made.option("buy").ratings[f"fit.{parts[1].id}"].estimate, Unknown)
    assert made.dependence.pairs == ((f"buy.{below}", f"build.{below}", 0.2),)
    assert made.weights["fit"] == pytest.approx(first.weights["fit"])


def test_parts_that_are_joined_leave_a_whole_that_is_not_rated_yet() -> None:
    split = criteria.splitting_criterion(PORTAL, "fit", "Staff")
    joined = criteria.joining_parts(split, "fit")
    assert not joined.all_criteria["fit"].parts
    assert isinstance(joined.option("buy").ratings["fit"].estimate, Unknown)
    assert joined.all_criteria["fit"].value_function == PORTAL.all_criteria["fit"].value_function


def test_the_only_part_is_not_removed_but_its_criterion_can_be() -> None:
    split = criteria.splitting_criterion(PORTAL, "fit", "Staff")
    one = criteria.removing_criterion(split, "fit.staff")
    with pytest.raises(ImpossibleError, match="is the only part of"):
        criteria.removing_criterion(one, next(path for path in one.leaves if is_within(path, "fit")))
    assert "fit" not in criteria.removing_criterion(one, "fit").all_criteria


def test_ids_that_the_format_needs_are_not_given() -> None:
    assert criteria.adding_criterion(PORTAL, "Use", 0, 10).criteria[-1].id == "use_2"
    split = criteria.splitting_criterion(PORTAL, "fit", "Low")
    assert split.all_criteria["fit"].parts[-1].id == "low_2"


def test_a_copy_of_a_criterion_is_rated_as_the_original() -> None:
    split = criteria.splitting_criterion(PORTAL, "fit", "Staff")
    made = criteria.copying_criterion(split, "fit")
    at = [each.id for each in made.criteria].index("fit")
    copy = made.criteria[at + 1]
    buy = made.option("buy").ratings
    for part in copy.parts:
        assert buy[f"{copy.id}.{part.id}"].estimate == buy[f"fit.{part.id}"].estimate


# --- curves -------------------------------------------------------------------------------------------------------


def test_turned_round_twice_is_as_it_was_and_once_is_worth_the_rest() -> None:
    function = ValueFunction(Scale(0, 10), Points(((0, 0), (4, 0.7), (10, 1))))
    once = curves.turned_round(function)
    assert curves.more_is_better(function) and not curves.more_is_better(once)
    assert float(once(4)) == pytest.approx(0.3)
    assert curves.turned_round(once)([0, 3, 4, 10]) == pytest.approx(function([0, 3, 4, 10]))


def test_other_ends_leave_the_points_between_where_they_are() -> None:
    function = ValueFunction(Scale(0, 10), Points(((0, 0), (4, 0.7), (10, 1))))
    assert curves.with_ends(function, 1, 20).curve == Points(((1, 0), (4, 0.7), (20, 1)))
    down = curves.with_ends(curves.turned_round(function), 20, 1)
    assert down.curve == Points(((20, 0), (4, pytest.approx(0.3)), (1, 1)))
    with pytest.raises(ImpossibleError, match="a point of the curve is at 4, which is not between 5 and 20"):
        curves.with_ends(function, 5, 20)


@given(st.floats(-100, 100), st.floats(1, 100), st.sampled_from((-1, 1)))
def test_one_more_point_changes_no_worth_of_a_broken_line(worst: float, width: float, way: int) -> None:
    function = curves.straight(ValueFunction(Scale(worst, worst + way * width)))
    more = curves.with_one_more_point(curves.with_one_more_point(function))
    assert len(curves.inner_points(more)) == 2
    at = [worst + way * width * z / 7 for z in range(8)]
    assert more(at) == pytest.approx(function(at), abs=1e-5)


# --- around -------------------------------------------------------------------------------------------------------


def test_money_that_a_plan_needs_is_not_taken_away() -> None:
    with pytest.raises(ImpossibleScenarioError, match="a cost plan needs currency"):
        frame.describing_decision(PORTAL, currency="")
    with pytest.raises(ImpossibleError, match=r"the horizon is 2\.5 years; give whole years"):
        frame.over_years(PORTAL, 2.5)


def test_a_view_begins_with_the_weights_that_are_there_and_has_a_name_of_its_own() -> None:
    made = frame.adding_view(PORTAL, "Nurses")
    assert dict(made.views["Nurses"]) == {each.id: each.weight for each in PORTAL.criteria}
    assert made.with_weights(made.views["Nurses"]).weights == PORTAL.weights
    with pytest.raises(ImpossibleError, match="there is a view called Nurses already"):
        frame.adding_view(made, " Nurses ")
    renamed = frame.naming_view(made, "Nurses", "Ward staff")
    assert list(renamed.views) == [*PORTAL.views, "Ward staff"]
    with pytest.raises(ImpossibleError, match="give 0 or more"):
        frame.weighing_view(made, "Nurses", "fit", -1)
    assert frame.weighing_view(made, "Nurses", "fit", 7).views["Nurses"]["fit"] == 7


def test_a_requirement_takes_its_results_along_and_a_set_keeps_words_of_ones_own() -> None:
    bare = requirements.removing_requirements(PORTAL, [each.id for each in PORTAL.requirements])
    assert not any(option.requirements for option in bare.options)
    own = requirements.adding_requirement(bare, "Works on a phone.")
    failed = own.with_requirement_result("buy", "R1", RequirementResult(Verdict.FAIL))
    assert failed.option("buy").excluded
    assert not requirements.removing_requirements(failed, ["R1"]).option("buy").excluded
    of_set = (Requirement("K1", "Logs."), Requirement("R1", "Something else."))
    made = requirements.using_sets(own, {"a-set": of_set})
    assert [(each.id, each.text) for each in made.requirements] == [("K1", "Logs."), ("R1", "Works on a phone.")]
    assert made.requirement_sets == ("a-set",)
    without = requirements.dropping_set(made, "a-set", ["K1"])
    assert [each.id for each in without.requirements] == ["R1"]
    assert without.requirement_sets == ()
    with pytest.raises(ImpossibleError, match="the requirement says nothing"):
        requirements.changing_requirement(made, "K1", text=" ")
