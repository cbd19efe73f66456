from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.outputs.words.scoring import headline, open_requirements, short_names
from decision.ui.frame.text import escape
from decision.ui.storage import scenario_folder
from tests.ui.conftest import HOSTILE, RATINGS_PAGE, ROOT

SCENARIO = ROOT / "scenarios" / "health-centre-portal.yaml"
BROKEN = b"format: 1\ntitle: Broken\ncriteria: {cost: {worst: 1, best: 1}}\noptions: {a: {ratings: {cost: no}}}\nwieghts: {cost: 1}\n"


def page(app: AppTest) -> str:
    """Everything that the page says in HTML."""
    return "\n".join(each.value for each in app.html if not each.value.startswith("<style>"))


def said(app: AppTest) -> str:
    """The headline."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page(app), re.DOTALL)
    assert found is not None
    return found.group(1)


def bars(app: AppTest) -> list[dict[str, Any]]:
    """The data of the bars, as they reach the browser."""
    proto = app.get("vega_lite_chart")[0].proto
    rows: list[dict[str, Any]] = pa.ipc.open_stream(proto.data.data).read_all().to_pylist()
    return rows


def order(app: AppTest) -> list[str]:
    return [row["name"] for row in bars(app) if row["kind"] == "option"]


def move(app: AppTest, **points: int) -> AppTest:
    for criterion, x in points.items():
        app.slider(key=f"weight:{criterion}").set_value(x)
        app.run()
    assert not app.exception
    return app


def choose(app: AppTest, title: str) -> AppTest:
    """Open the menu and choose a scenario of the folder by its file name."""
    app.session_state["menu"] = True
    app.run()
    app.radio(key="scenario_choice").set_value(str(ROOT / "scenarios" / title)).run()
    assert not app.exception
    return app


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.session_state["menu"] = True
    app.run()
    app.file_uploader[0].upload(name, content)
    app.run()
    assert not app.exception
    return app


def test_it_starts_on_the_ready_example(app: AppTest) -> None:
    evaluation = decision.evaluate(decision.load(SCENARIO))
    assert said(app) == headline(evaluation)
    assert order(app) == [option.name for option in evaluation.in_rank_order]
    assert [slider.value for slider in app.slider] == [15, 10, 15, 20, 10, 30]
    assert [slider.label for slider in app.slider] == [criterion.name for criterion in decision.load(SCENARIO).criteria]


def test_a_moved_slider_gives_what_evaluate_gives(app: AppTest) -> None:
    scenario = decision.load(SCENARIO)
    move(app, flexibility=100, cost=0)
    evaluation = decision.evaluate(
        scenario.with_weights(
            {criterion.id: criterion.weight or 0.0 for criterion in scenario.criteria} | {"flexibility": 100, "cost": 0}
        )
    )
    assert evaluation.leader == "build"  # or the test would show little
    assert said(app) == headline(evaluation)
    assert order(app) == [option.name for option in evaluation.in_rank_order]
    assert "58.8 %" in page(app)  # 100 of 170 points


def test_all_weights_zero_keeps_the_last_result(app: AppTest) -> None:
    ids = [slider.key.partition(":")[2] for slider in app.slider]
    move(app, **dict.fromkeys(ids[:-1], 0))
    before = said(app)
    move(app, **{ids[-1]: 0})
    assert "All weights are zero" in page(app)
    assert said(app) == before
    move(app, cost=1)
    assert "All weights are zero" not in page(app)


def test_weights_to_begin_from(app: AppTest) -> None:
    scenario = decision.load(SCENARIO)
    for view in scenario.views:
        app.button(key=f"view:{view}").click().run()
        assert said(app) == headline(decision.evaluate(scenario.with_weights(scenario.views[view])))
    app.button(key="weights_equal").click().run()
    assert said(app) == headline(decision.evaluate(scenario.with_weights(dict.fromkeys(scenario.weights, 1.0))))
    assert {slider.value for slider in app.slider} == {17}
    app.button(key="weights_of_file").click().run()
    assert said(app) == headline(decision.evaluate(scenario))
    assert "Not yet downloaded" not in page(app)


def test_moving_between_pages_loses_nothing(app: AppTest) -> None:
    move(app, flexibility=80)
    before = said(app)
    app.switch_page(RATINGS_PAGE).run()
    assert "Not yet downloaded" in page(app)
    app.switch_page("decision/ui/decide/page.py").run()
    assert app.slider(key="weight:flexibility").value == 80
    assert said(app) == before


def test_a_bad_upload_lists_its_faults_and_keeps_the_work(app: AppTest) -> None:
    move(app, flexibility=80)
    before = said(app)
    upload(app, "broken.yaml", BROKEN)
    with pytest.raises(FileError) as error:
        read_scenario(BROKEN, "broken.yaml")
    assert len(error.value.faults) >= 3
    for fault in error.value.faults:
        assert escape(str(fault)) in page(app)
    assert said(app) == before
    app.button(key="dismiss_faults").click().run()
    assert "cannot be opened" not in page(app)


@pytest.mark.parametrize(
    "junk", [b"", b"\xff\xfe\x00", b"[" * 5000, b"a: &a [*a, *a]", b"- 1\n- 2\n", b"!!python/object:os.system {}"]
)
def test_no_upload_ends_in_anything_but_faults(app: AppTest, junk: bytes) -> None:
    upload(app, "junk.yaml", junk)
    assert "cannot be opened" in page(app)


def test_a_good_upload_is_opened(app: AppTest) -> None:
    upload(app, "mine.yaml", (ROOT / "scenarios" / "minimal.yaml").read_bytes())
    assert said(app) == headline(decision.evaluate(decision.load(ROOT / "scenarios" / "minimal.yaml")))


def test_another_scenario_of_the_folder_is_opened_at_once_if_nothing_is_unsaved(app: AppTest) -> None:
    choose(app, "minimal.yaml")
    assert said(app) == headline(decision.evaluate(decision.load(ROOT / "scenarios" / "minimal.yaml")))


def test_unsaved_changes_are_asked_about(app: AppTest) -> None:
    move(app, flexibility=80)
    before = said(app)
    choose(app, "minimal.yaml")
    assert said(app) == before
    app.button(key="stay").click().run()
    assert said(app) == before
    assert "stay" not in [button.key for button in app.button]
    choose(app, "minimal.yaml")
    app.button(key="discard").click().run()
    assert said(app) == headline(decision.evaluate(decision.load(ROOT / "scenarios" / "minimal.yaml")))


def test_saving_settles_what_is_unsaved(app: AppTest) -> None:
    move(app, flexibility=80)
    app.session_state["save_menu"] = True
    app.run()
    assert "Only the lines that you changed differ; comments and layout stay as they are." in page(app)
    app.get_by_key("save").click().run()
    assert "Not yet downloaded" not in page(app)


def test_texts_of_a_file_stay_text(app: AppTest, hostile: bytes) -> None:
    upload(app, "<img src=x onerror=alert(1)>.yaml", hostile)
    everything = page(app)
    assert escape(HOSTILE) in everything
    for active in ("<script>alert", "<b>b</b>", "<img src"):
        assert active not in everything
    for each in [*app.slider, *app.button]:
        assert "![i]" not in each.label
        assert "**x**" not in each.label
    specification = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    assert "evil" not in json.dumps(specification)


def test_only_the_data_of_the_bars_change(app: AppTest) -> None:
    # otherwise the browser builds the chart anew with every step of a slider
    def constant() -> tuple[str, str]:
        proto = app.get("vega_lite_chart")[0].proto
        return proto.spec, proto.alt

    before = constant()
    move(app, flexibility=80)
    assert constant() == before


def test_a_moved_slider_reads_no_file(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> bytes:
        raise AssertionError("read a file")

    monkeypatch.setattr(Path, "read_bytes", read)
    monkeypatch.setattr(Path, "read_text", read)
    move(app, flexibility=80)


def test_without_any_scenario_that_can_be_read_one_can_still_be_uploaded(
    start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_bytes(BROKEN)
    monkeypatch.setattr(scenario_folder, "project_folder", lambda _: tmp_path)
    app = start()
    assert "bad.yaml</b> cannot be opened" in page(app)
    upload(app, "mine.yaml", (ROOT / "scenarios" / "minimal.yaml").read_bytes())
    assert said(app) == headline(decision.evaluate(decision.load(ROOT / "scenarios" / "minimal.yaml")))


def test_what_the_leader_has_not_shown_is_said_with_the_answer(app: AppTest) -> None:
    (said,) = [each.value for each in app.get("html") if 'class="answer' in each.value]
    assert "Extend has not yet shown 3 of 11 requirements." in said


def test_requirements_are_folded_behind_how_many_are_not_shown(app: AppTest) -> None:
    scenario = decision.load(SCENARIO)
    (part,) = [each for each in app.expander if each.label.startswith("**Requirements**")]
    missing = open_requirements(scenario)
    for id, name in short_names(scenario.options).items():
        assert f"{name} {len(missing[id])}" in part.label
    assert not part.get("html")
    assert page(app).count('aria-label="Requirements"') == 1  # for paper, on which nothing can be unfolded
    app.session_state["fold_requirements"] = True
    app.run()
    (part,) = [each for each in app.expander if each.label.startswith("**Requirements**")]
    assert 'aria-label="Requirements"' in part.get("html")[0].value
    assert page(app).count('aria-label="Requirements"') == 1


def test_what_led_here_stands_beside_the_question(app: AppTest) -> None:
    about = decision.load(SCENARIO).about
    assert about
    shown = page(app)
    assert f'<details class="about"><summary>{escape(about)}</summary></details>' in shown
    assert shown.index('class="question"') < shown.index('class="about"') < shown.index("<h1")


def test_the_table_says_why_a_value_is_not_that_of_its_rating(app: AppTest) -> None:
    lines = ["format: 1", "title: Wide", "criteria: {fit: {worst: 0, best: 10, weight: 1}}", "options:"]
    lines += ["  a: {ratings: {fit: {low: 2, high: 18}}}", "  b: {ratings: {fit: 5}}"]
    upload(app, "wide.yaml", "\n".join(lines).encode())
    (notes,) = [each.value for each in app.get("html") if 'class="comparison' in each.value]
    assert (
        '<p class="note">A: Fit is worth 0.80, not the 1.00 of 10 itself: part of its range lies beyond best' in notes
    )
