from __future__ import annotations

from streamlit.testing.v1 import AppTest

import decision
from decision.outputs.words.scoring import headline
from tests.ui.conftest import ROOT

SCENARIO = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
PAGE = "decision/ui/take_away/page.py"


def said(app: AppTest) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def test_every_file_says_what_it_holds_and_the_page_begins_with_the_answer(app: AppTest) -> None:
    app.switch_page(PAGE).run()
    assert not app.exception
    assert headline(decision.evaluate(SCENARIO)) in said(app)
    buttons = {each.proto.label for each in app.get("download_button")}
    assert buttons == {"Excel", "CSV", "CSV with decimal commas", "Markdown", "Download the YAML file"}
    for words in ("live formulas", "all digits", "as text", "to open here again"):
        assert words in said(app)


def test_what_is_left_out_is_in_the_tables_and_said_to_be_in_no_file(app: AppTest) -> None:
    app.get_by_key("left_out_options").set_value(["extend"])
    app.run()
    app.switch_page(PAGE).run()
    assert "no file holds a what-if" in said(app)
    assert "Buy leads Build" in said(app)
