"""Markdown: texts are shown as they were written, and nothing in them becomes markup, a link or a call."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.distribution import Lognormal
from decision.model.estimate import ClassEstimate, Exact
from decision.model.rating import Rating
from decision.model.reference_class import ReferenceClass
from decision.model.visible import visible
from decision.outputs.files.export import export
from decision.outputs.files.markdown import plain
from decision.outputs.words.plausibility import to_look_at
from tests.outputs.samples import EXCLUDED, MINIMAL, NASTY, PORTAL, THREE_LEVELS, with_texts

SIGNS = re.compile(r"(?<!\\)(?:\\\\)*(?:[`*_\[\]<>|~$!]|(?<!&)#)")  # with an even number of backslashes before them


def shown(markdown: str) -> str:
    """The text that a reader of `markdown` sees, where all signs are escaped."""
    return re.sub(r"\\([!-/:-@\[-`{-~])|(&\S+?;)", lambda found: found[1] or html.unescape(found[2]), markdown)


def tables_of(markdown: str) -> list[list[str]]:
    """The lines of each table."""
    return [block.splitlines() for block in markdown.split("\n\n") if block.startswith("|")]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]]


def test_title_question_and_sentence_come_first() -> None:
    text = export(PORTAL, ".md").decode()
    head, _, _ = text.partition("\n\n| Criterion | Weight |")
    assert head.startswith("# Relaunch the patient portal\n\nDo we build, buy or extend the patient portal?\n\n")
    assert PORTAL.about.split(". ")[0] in head
    assert head.endswith(
        "**Extend leads Buy by 1.3 points. Extend is best in 54 of 100 futures, Buy in 41 and Build in 5, "
        "with weights varied as the file says: too close to call.**"
    )
    assert text.endswith(f"Fingerprint `{PORTAL.fingerprint}`, Trilemma 0.1.0.\n")


COST = (r"\$2.03M (1.5 to 2.6)", "3.2", r"\$709k (620 to 810)", "12.2", r"\$477k (430 to 530)", "13.8")


def test_what_to_look_at_again_is_told() -> None:
    same = MINIMAL
    for option in MINIMAL.options:
        same = same.with_rating(option.id, "cost", Rating(Exact(5)))
    (odd,) = to_look_at(same, 9)
    assert odd.startswith("Cost (10 = cheapest) is rated the same for every option")
    assert f"\n\n## What to look at again\n\n- {plain(odd)}\n\n" in export(same, ".md").decode()
    assert "look at again" not in export(MINIMAL, ".md").decode()


def test_reference_classes_are_told_with_their_caveats() -> None:
    text = export(PORTAL, ".md").decode()
    told = next(table for table in tables_of(text) if cells(table[0])[0] == "Class")
    landmark = next(cells(line) for line in told if "Time to launch (10 months)" in line)
    assert landmark[2:5] == ["× 1.86", "× 2.68", "Fitted to 121 cases"]
    assert landmark[5].startswith("One company, Landmark Graphics")
    assert "## Reference classes" not in export(MINIMAL, ".md").decode()


def test_texts_of_a_class_stay_text() -> None:
    for text in NASTY:
        shown_name = text if text.strip() else "x"
        reference_class = ReferenceClass("own", shown_name, Lognormal(0, 0.5), caveat=text, source=text)
        rated = Rating(ClassEstimate(5, reference_class))
        scenario = MINIMAL.with_rating(MINIMAL.options[0].id, MINIMAL.criteria[0].id, rated)
        table = next(each for each in tables_of(export(scenario, ".md").decode()) if cells(each[0])[0] == "Class")
        row = cells(table[2])
        assert len(row) == 7
        assert shown(row[5]).replace("@\u200b", "@") == visible(" ".join(text.split()), None)
        assert not any(SIGNS.search(cell) for cell in row)


def test_what_was_typed_is_scored_too() -> None:
    said = "At the most likely ratings, as they were typed: Build our own 53.8, Buy a portal 67.0, Extend the portal we have 69.2 points."
    assert f"\n\n{said}\n\n" in export(PORTAL, ".md").decode()


def test_numbers_stand_at_the_right() -> None:
    comparison = tables_of(export(PORTAL, ".md").decode())[0]
    assert cells(comparison[1]) == ["---", "--:", *["--:"] * 6]
    assert cells(comparison[2]) == ["Cost", "15 %", *COST]
    assert cells(comparison[-4]) == ["**Score**", "", "", "**51.5**", "", "**66.6**", "", "**67.9**"]
    assert cells(comparison[-3]) == ["Rank", "", "", "3", "", "2", "", "1"]
    best = ["Best in", "", "", "5.2 % ± 0.07", "", "40.5 % ± 0.16", "", "54.3 % ± 0.16"]
    assert cells(comparison[-2]) == best
    assert cells(comparison[-1])[::2][1:] == ["", "", ""]
    assert cells(comparison[-1])[7] == "59.3 to 76.2"


def test_the_excluded_are_struck_and_the_reason_is_said() -> None:
    text = export(EXCLUDED, ".md").decode()
    assert "\n\nBuy a portal is out: it fails K04. No export.\n\n" in text
    comparison, *_, requirements = tables_of(text)
    assert cells(comparison[0])[4] == "~~Buy a portal~~"
    assert cells(comparison[-3])[5] == "out"
    assert cells(comparison[-2])[5] == ""
    line = next(line for line in requirements if "K04" in line)
    assert cells(line)[1:] == ["not shown", "✗ fail: No export.", "✓ pass"]


def test_what_would_change_the_answer_has_two_tables() -> None:
    text = export(PORTAL, ".md").decode()
    assert "## What would change the answer\n\n**Buy overtakes if Fit" in text
    assert "## What to find out first\n\nSettling Extend's Fit with patients and staff is worth up to" in text
    _, switches, worths, *_ = tables_of(text)
    fit = next(line for line in switches if "Weight of Fit" in line)
    assert cells(fit) == [
        "Weight of Fit with patients and staff",
        "30.0 %",
        "",
        "",
        "36.5 %",
        "Buy a portal",
        "more than 40.17",
    ]
    cost = next(line for line in switches if "Extend the portal we have: Cost" in line)
    assert cells(cost)[1:] == ["476,993 USD", "", "", "675,682 USD", "Buy a portal", ""]
    assert cells(worths[2])[0] == "Everything"
    assert "points)" in cells(worths[2])[1]


def test_without_uncertain_ratings_nothing_is_worth_finding_out() -> None:
    text = export(MINIMAL, ".md").decode()
    assert "Nothing is worth finding out: no rating changes which option is best." in text
    assert "What is settled" not in text


def test_a_decision_without_requirements_has_no_such_table() -> None:
    assert "## Requirements" not in export(MINIMAL, ".md").decode()


def test_parts_stand_under_what_they_are_part_of() -> None:
    comparison = tables_of(export(THREE_LEVELS, ".md").decode())[0]
    assert [cells(line)[0].count("&nbsp;") // 4 for line in comparison[2:8]] == [0, 1, 1, 2, 2, 0]


@pytest.mark.parametrize("text", NASTY)
def test_texts_are_shown_as_written(text: str) -> None:
    written = plain(text)
    on_one_line = visible(" ".join(text.split()), None)
    assert shown(written).replace("@\u200b", "@") == on_one_line
    assert not SIGNS.search(written)


@pytest.mark.parametrize("text", NASTY)
def test_tables_keep_their_columns_whatever_the_texts(text: str) -> None:
    for table in tables_of(export(with_texts(text), ".md").decode()):
        assert len({len(cells(line)) for line in table}) == 1, table


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_leaves_its_line_or_its_column(text: str) -> None:
    written = plain(text)
    assert len(written.splitlines()) <= 1
    assert not SIGNS.search(written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- no list", "\\- no list"),
        ("+ no list", "\\+ no list"),
        ("1. no list", "1\\. no list"),
        ("2) no list", "2\\) no list"),
        ("--- no rule", "\\--- no rule"),
        ("# no title", "\\# no title"),
        ("> no quotation", "\\> no quotation"),
        ("10.5 is a number", "10\\.5 is a number"),
    ],
)
def test_a_paragraph_begins_neither_a_list_nor_a_rule(text: str, written: str) -> None:
    assert export(with_texts(text), ".md").decode().split("\n\n")[1] == written


def test_addresses_are_no_links_and_nobody_is_called() -> None:
    written = plain("see https://example.org/a_b, www.example.org, mailto:a@example.org or @team")
    assert "https:" not in written
    assert "www." not in written
    assert "mailto:" not in written
    assert "@team" not in written
    assert "a@example.org" in written
    assert (
        shown(written).replace("\u200b", "")
        == "see https://example.org/a_b, www.example.org, mailto:a@example.org or @team"
    )


def test_what_cannot_be_seen_is_made_visible() -> None:
    assert plain("a\x1b[31mb") == r"a\\x1b\[31mb"
    assert plain("pay \u202eecin") == r"pay \\u202eecin"
    assert plain("\U0001f469\u200d\u2695\ufe0f می\u200cخواهم") == "\U0001f469\u200d\u2695\ufe0f می\u200cخواهم"
