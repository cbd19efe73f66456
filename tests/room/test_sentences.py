"""What a round showed, in sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.analysis.scoring import TIE
from decision.room import sentences
from decision.room.gathered import Gathered, lying
from decision.room.modes import Mode
from decision.room.record import settled_room
from tests.room.meetings import PORTAL, chose, gathered, rated, weighed

SPLIT = gathered(
    # time favours Buy by 20 points of its weight, fit favours Extend by 10 of its: Extend leads from 2/3 of fit on
    weighed({"ann": (90, 10), "bo": (85, 15), "cy": (80, 20), "di": (20, 80)})
)
FIGURE = st.integers(0, 10)


@st.composite
def meetings(draw: st.DrawFn) -> Gathered:
    people = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    points = {who: (draw(st.integers(0, 9)) + 1, draw(st.integers(0, 9))) for who in people}
    cells = {who: {item: draw(FIGURE) for item in ("buy/fit", "extend/fit")} for who in people}
    return gathered(weighed(points, 1), rated(cells, 2))


def test_who_leads_for_how_many_is_said_with_whether_it_changes_anything() -> None:
    assert sentences.who_leads(SPLIT) == "Extend leads for 3 of 4, Buy for 1. With the group's figures Extend leads."
    same = gathered(weighed({"ann": (90, 10), "bo": (80, 20)}))
    assert sentences.who_leads(same) == "Extend leads for all 2 people: their differences do not change who leads."
    assert sentences.who_leads(gathered(chose({"ann": "buy"}))) == "Nobody weighed or rated anything yet."


@given(meetings())
def test_what_is_said_of_leading_follows_from_the_scores(found: Gathered) -> None:
    said, scores = sentences.who_leads(found), found.disagreement.scores
    ahead = {"Buy": (scores[:, 0] - scores[:, 1] > TIE).sum(), "Extend": (scores[:, 1] - scores[:, 0] > TIE).sum()}
    level = len(scores) - sum(ahead.values())
    for name, count in re.findall(r"(Buy|Extend)(?: leads)? for (\d+(?:\.\d+)?)", said):
        assert float(count) == pytest.approx(ahead[name] + level / 2)
    if "do not change who leads" in said:
        assert max(ahead.values()) == len(scores)
    group = re.search(r"group's figures (\w+) leads", said)
    if group:
        leader = ("Buy", "Extend")[found.disagreement.leader]
        assert group[1] == leader


@given(meetings())
def test_what_is_said_to_decide_takes_off_what_is_said(found: Gathered) -> None:
    said, deciding = sentences.what_decides(found), found.disagreement.deciding
    assert bool(said) == bool(deciding)
    by_name = {sentences.name_of(found, each): each for each in deciding}
    for text in said:
        if "worth less" in text:
            continue
        each = by_name[text.partition(":")[0]]
        assert ("alone it changes nothing" in text) == (each.turned_by == 0)
        told = re.search(r"takes ([\d.]+) points off", text)
        assert (abs(float(told[1]) - each.worth) <= 0.05 + 1e-9) if told else each.worth < 0.1
    cost = sentences.cost_of_the_choice(found)
    assert ("costs nobody anything" in cost) == (found.disagreement.regret <= TIE)


def test_the_widest_quarrel_that_decides_nothing_is_said_to() -> None:
    # both would choose Extend whatever Buy takes: the quarrel over Buy's months is idle
    idle = gathered(
        weighed({"ann": (95, 5), "bo": (95, 5), "cy": (94, 6)}, 1),
        rated({"ann": {"buy/time": 6}, "bo": {"buy/time": 30}, "cy": {"buy/time": 12}}, 2),
    )
    said = sentences.differ_most(idle, lying(PORTAL, idle.rounds[1]))
    assert said == (
        "Answers lie farthest apart on Time to launch of Buy: the middle half from 9 months to 21 months. "
        "Settling that is worth nothing: what the choice costs people would not fall."
    )
    assert sentences.differ_most(SPLIT, lying(PORTAL, SPLIT.rounds[0])).endswith("the middle half from 65 % to 86 %.")
    alike = weighed({"ann": (1, 1), "bo": (1, 1)})
    assert "the same on everything" in sentences.differ_most(gathered(alike), lying(PORTAL, alike))


def test_advice_ends_with_agreement_rest_or_three_rounds() -> None:
    quarrel = gathered(weighed({"ann": (90, 10), "bo": (10, 90), "cy": (80, 20), "di": (20, 80)}))
    assert quarrel.disagreement.deciding and quarrel.agreement == 0
    assert sentences.advice(quarrel, 1, {}).startswith("Talk about Weight of")
    assert "have come to rest" in sentences.advice(quarrel, 2, {"fit": 0.1, "time": None})
    assert sentences.advice(quarrel, 2, {"fit": 0.5}).startswith("Talk about")
    assert "3 are enough" in sentences.advice(quarrel, 3, {"fit": 0.5})
    calm = gathered(weighed({"ann": (90, 10), "bo": (80, 20)}))
    assert "none of the differences is worth settling" in sentences.advice(calm, 1, {})


def test_what_moved_is_said_by_the_most_that_moved() -> None:
    assert "at most 10 %" in sentences.moved_in_words({"fit": 0.1, "time": 0.05})
    assert "up to 50 % of them since the round before, on 1 of 2" in sentences.moved_in_words({"fit": 0.5, "t": 0.1})
    assert sentences.moved_in_words({"fit": None}) == ""


def test_where_every_option_is_excluded_that_is_said_and_nothing_else() -> None:
    nobody = replace(PORTAL, options=tuple(replace(option, left_out=True) for option in PORTAL.options))
    found = gathered(weighed({"ann": (1, 1), "bo": (1, 3)}), scenario=nobody)
    assert not found.can_be_scored and found.agreement is None
    assert "excluded" in sentences.who_leads(found) or "left out" in sentences.who_leads(found)
    assert "Weight of" in sentences.differ_most(found, lying(nobody, found.rounds[0]))
    (kept,) = settled_room(nobody, Mode.NAMED, found.rounds).rounds
    assert not kept.leads and kept.agreement is None and kept.answered == 2
