from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import decision
from decision.outputs.words.scoring import headline
from decision.ui.session.work import Origin, opened
from decision.ui.storage import share_link
from decision.ui.storage.share_link import LinkError, followed, query
from tests.ui.conftest import RATINGS_PAGE, ROOT
from tests.ui.decide.test_page import move, page, said
from tests.ui.frame.test_tools import press

PATH = ROOT / "scenarios" / "health-centre-portal.yaml"
SCENARIO = decision.load(PATH)
WORK = opened(SCENARIO, Origin(PATH.name, PATH))
GOOD = "cost:15,time_to_launch:10,flexibility:15,integration:20,risk:10,fit:30"


def test_a_link_is_short_and_can_be_read() -> None:
    assert query(WORK) == f"scenario=health-centre-portal&weights={GOOD}"
    assert query(WORK.leaving_out({"buy"}, {"cost"})).endswith("&without_options=buy&without_criteria=cost")
    assert "scenario" not in query(opened(SCENARIO, Origin("mine.yaml")))


@given(
    st.fixed_dictionaries({id: st.integers(0, 100) for id in WORK.points}), st.sets(st.sampled_from(["build", "buy"]))
)
def test_what_a_link_says_is_what_it_brings_back(points: dict[str, int], out: set[str]) -> None:
    work = WORK.with_points(points).leaving_out(out, ())
    if work.weights_problem:
        return
    back = followed(WORK, dict(parse_qsl(query(work))))
    assert dict(back.points) == points
    assert back.scenario_in_force == work.scenario_in_force


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"weights": "__import__('os'):1"}, "is not a criterion with its points, such as cost:15"),
        ({"weights": "<script>alert(1)</script>"}, "is not a criterion with its points"),
        ({"weights": GOOD.replace("cost:15", "cost:nan")}, '"cost:nan" is not a criterion with its points'),
        ({"weights": GOOD.replace("cost:15", "cost:1e9")}, '"cost:1e9" is not a criterion'),
        ({"weights": GOOD.replace("cost:15", "cost:-5")}, '"cost:-5" is not a criterion'),
        ({"weights": GOOD.replace("cost:15", "cost:1001")}, "cost has 1001 points; give 0 to 1000"),
        ({"weights": GOOD.replace("cost:15", "coast:15")}, 'coast is not a criterion here; did you mean "cost"?'),
        ({"weights": GOOD + ",cost:3"}, "cost is given twice"),
        ({"weights": "cost:15"}, "no points for time_to_launch, flexibility"),
        ({"weights": ",".join(f"{id}:0" for id in WORK.points)}, "all weights are zero"),
        ({"weights": "x" * 3000}, "weights is longer than any link from here"),
        ({"weights": ""}, '"" is not a criterion'),
        ({"without_options": "nobody"}, '"nobody" is not an option here'),
        ({"without_criteria": "cost\n"}, "is no criterion"),
        ({"without_criteria": ",".join(WORK.points)}, "all weights are zero"),
    ],
)
def test_nonsense_is_told(asked: dict[str, str], fault: str) -> None:
    with pytest.raises(LinkError) as error:
        followed(WORK, asked)
    assert fault in str(error.value)


@given(st.fixed_dictionaries({}, optional={name: st.text() for name in share_link.PARAMETERS}))
def test_whatever_a_link_says_it_is_followed_or_refused(asked: dict[str, str]) -> None:
    try:
        work = followed(WORK, asked)
    except LinkError:
        return
    assert work.scenario_in_force.weights


def visit(**asked: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["plain"] = True  # Streamlit's own sliders, whatever else Decide may offer
    for name, x in asked.items():
        app.query_params[name] = x
    app.run()
    assert not app.exception
    return app


def test_following_a_link_is_a_change_that_can_be_undone() -> None:
    weights = GOOD.replace("flexibility:15", "flexibility:90")
    app = visit(scenario="health-centre-portal", weights=weights)
    assert said(app) == headline(decision.evaluate(WORK.with_point("flexibility", 90).scenario))
    assert app.button(key="undo").help == "Undo: what the link says"
    press(app, "undo")
    assert said(app) == headline(decision.evaluate(SCENARIO))


def test_a_link_that_many_open_fills_no_folder_and_survives_a_reload(kept_work: Path) -> None:
    weights = GOOD.replace("flexibility:15", "flexibility:90")
    for _ in range(3):
        app = visit(scenario="health-centre-portal", weights=weights)
        assert app.query_params["weights"] == weights
        app.switch_page(RATINGS_PAGE)
        app.query_params.clear()  # as when a page is turned
        app.run()
        assert app.query_params["weights"] == weights  # so a reload follows it again
    assert not kept_work.exists()


def test_what_is_changed_after_a_link_is_kept_and_the_address_leads_to_that(kept_work: Path) -> None:
    app = move(visit(scenario="minimal", without_options="buy"), fit=60)
    assert "without_options" not in app.query_params
    assert "scenario" not in app.query_params
    again = visit(w=app.query_params["w"])
    assert again.session_state["work"] == app.session_state["work"]
    assert len(list(kept_work.glob("*.json"))) == 1


def test_a_link_opens_the_scenario_that_it_names() -> None:
    app = visit(scenario="minimal", without_options="buy")
    assert app.session_state["work"].origin.name == "minimal.yaml"
    assert "Buy is left out for now." in page(app)


@pytest.mark.parametrize("asked", [{"weights": "<img src=x onerror=alert(1)>"}, {"scenario": "../../etc/passwd"}])
def test_a_link_with_nonsense_is_told_and_changes_nothing(asked: dict[str, str]) -> None:
    app = visit(**asked)
    assert "The link cannot be followed" in page(app)
    assert "<img src" not in page(app)
    assert not set(asked) & set(app.query_params)
    assert said(app) == headline(decision.evaluate(SCENARIO))
    press(app, "dismiss_notes")
    assert "The link cannot be followed" not in page(app)


def test_a_link_that_can_be_followed_in_part_only_changes_nothing_at_all() -> None:
    app = visit(scenario="minimal", without_options="nobody")
    assert app.session_state["work"].origin.name == PATH.name


def test_the_button_shows_the_link(start: Callable[[], AppTest]) -> None:
    app = start()
    app.session_state["share"] = True
    app.run()
    assert app.code[0].value.endswith(f"?{query(WORK)}")


def test_an_uploaded_decision_has_no_link(start: Callable[[], AppTest], tmp_path: Path) -> None:
    app = start()
    app.session_state["work"] = opened(SCENARIO, Origin("mine.yaml"))
    app.session_state["share"] = True
    app.run()
    assert not app.code
    assert "was uploaded" in page(app)
