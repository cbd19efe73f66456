"""The Markdown of a difference: one line where nothing moved, the answer first where something did, the rest folded."""

from __future__ import annotations

import re
from dataclasses import replace

from decision.analysis.difference.difference import difference
from decision.model.requirement import RequirementResult, Verdict
from decision.outputs.files.difference_markdown import difference_markdown
from tests.outputs.samples import PORTAL


def test_nothing_is_one_line() -> None:
    assert difference_markdown(difference(PORTAL, PORTAL), "Portal") == "Portal: Nothing changed.\n"
    said = difference_markdown(difference(PORTAL, replace(PORTAL, owner="A")), "Portal")
    assert said == (
        "Portal: No score moved: Extend leads Buy by 1.3 points, as before. One change beside the scores.\n"
    )


def test_the_answer_stands_first_and_the_changes_are_folded() -> None:
    new = replace(PORTAL.with_weights({"fit": 15}), owner="A")
    text = difference_markdown(difference(PORTAL, new), "Portal")
    first, second, *_ = text.split("\n\n")
    assert first == "Portal: **Extend leads Buy by 3.9 points. Before: Extend leads Buy by 1.3 points.**"
    assert second == "Extend is best in 67 of 100 futures; before, in 54 of 100."
    shown = text[: text.index("<details>")]
    assert "|" not in shown
    assert text.count("<details>") == text.count("</details>") == 2
    assert "<summary>One change moved the scores</summary>\n\n| Change | Before | Now | Margin | Best in 100 |" in text
    assert "| Weight of Fit with patients and staff | 30 (30 %) | 15 (18 %) | +2.6 | +12.3 |" in text
    assert "\n- Owner, none → A\n" in text


def test_no_text_of_a_file_is_markup_or_closes_the_fold() -> None:
    evil = "</details><script>x</script> | *a* [b](http://c) @everyone"
    new = replace(PORTAL.with_requirement_result("buy", "K04", RequirementResult(Verdict.FAIL)), title=evil, owner=evil)
    text = difference_markdown(difference(PORTAL, new), evil)
    ours = re.sub(r"</?(details|summary)>", "", re.sub(r"\\.", "", text))  # what is escaped is text
    assert text.count("\n</details>") == 2
    assert not set("<>[*") & set(ours.replace("**", ""))
    assert "@everyone" not in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 6
