"""What is hardly meant is said above the result, with a way to the place."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.files.reader import read_scenario
from decision.ui.session.work import Origin, opened
from tests.cli.test_warnings import TYPO


def test_a_typo_is_said_above_the_result_and_leads_to_its_rating(app: AppTest) -> None:
    assert not any(button.key.startswith("doubt") for button in app.button)
    app.session_state["work"] = opened(read_scenario(TYPO.encode(), "typo.yaml"), Origin("typo.yaml"))
    app.run()
    assert not app.exception
    html = [each.value for each in app.get("html")] if app.get("html") else []
    said = [each for each in html if 'class="doubt"' in each]
    assert "gives every option all its points" in said[0]
    answers = [place for place, each in enumerate(html) if "answer" in each]
    assert html.index(said[0]) < answers[0]
    assert len(said) == 3  # two in sight, one folded away
    app.button(key="doubt:2").click().run()
    assert not app.exception
    assert app.session_state["chosen"] == {"criterion": "fit", "option": "b"}
    beside = [each.value for each in app.get("html") if 'class="doubt"' in each.value]
    assert len(beside) == 1  # at the rating itself
    assert "outside its scale of 0 to 10" in beside[0]
