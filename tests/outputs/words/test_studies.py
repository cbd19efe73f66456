"""Sentences on studies say what they are worth, and no more."""

from __future__ import annotations

from decision.analysis.sensitivity.sample_information import Study, StudyWorth
from decision.analysis.sensitivity.studies import cells_called
from decision.outputs.words.studies import quality, study_worth, what_is_studied
from tests.outputs.samples import PORTAL, THREE_LEVELS


def worth(points: float, price: float | None = None, left: float = 0.3, money: float | None = None) -> StudyWorth:
    study = Study("pilot", (("extend", "fit"),), (left,), price)
    return StudyWorth(study, points, 0.01, 2.0, money, None, 0.19, 0.01)


def test_as_a_board_would_say_it() -> None:
    fit = PORTAL.criterion_names["fit"]
    assert study_worth(PORTAL, worth(0.4, 25_000, money=61_000)) == (
        f"A pilot of Extend's {fit} for $25k would be worth $61k, more than it costs: "
        "it would change the choice in 19 of 100 futures."
    )
    assert "$6k, less than it costs" in study_worth(PORTAL, worth(0.04, 25_000, money=6_000))
    assert "would be worth 0.4 points: it" in study_worth(PORTAL, worth(0.4))
    assert study_worth(PORTAL, worth(0.0)).endswith("worth nothing: whatever it shows, the choice stays.")
    assert study_worth(PORTAL, worth(0.0, left=1.0)).endswith("tells nothing that is not known already.")
    assert quality(worth(0.1).study) == "It would leave 30 % of today's spread."


def test_what_is_studied_has_a_name() -> None:
    def named(*names: str) -> str:
        cells = [cell for name in names for cell in cells_called(PORTAL, name)]
        return what_is_studied(PORTAL, Study("pilot", tuple(cells), (0.5,) * len(cells)))

    risk = PORTAL.criterion_names["risk"]
    assert named("extend") == "all of Extend"
    assert named("risk") == f"{risk} of all options"
    assert named("buy.risk", "build.risk") == f"Buy's {risk} and Build's {risk}"
    assert named("buy", "build.risk") == "7 ratings of Buy and Build on 6 criteria"
    path = next(each for each in THREE_LEVELS.all_criteria if each not in THREE_LEVELS.leaves)
    cells = cells_called(THREE_LEVELS, path)
    assert what_is_studied(THREE_LEVELS, Study("demo", cells, (0.5,) * len(cells))).endswith("of all options")
