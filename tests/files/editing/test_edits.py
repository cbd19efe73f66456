"""What people ask of a file, and what they are told where it cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from decision.files.editing.edits import Add, Delete, Edit, Move, Rename, Set, edited, value_of
from decision.files.editing.paths import EditError, found_keys, split_off_value, steps_of

DECISION = {
    "title": "x",
    "criteria": {"fit": {"worst": 0}, "integration": {"parts": {"freshness": {"weight": 1}, "identity": {}}}},
    "weights": {"fit": 1, "integration": 2, "integration.freshness": 3},
    "weight_uncertainty": {"order": ["fit", ["integration"]]},
    "options": {
        "buy": {"ratings": {"fit": 5, "integration": {"freshness": 1, "identity": 2}}, "requirements": {"R1": "pass"}},
        "build": {"ratings": {"fit": {"low": 1, "high": 2}, "integration": {"freshness": 1, "identity": 2}}},
    },
    "dependence": {"within_option": 0.1, "pairs": [["buy.fit", "build.fit", 0.2], ["buy.integration.identity", "build.fit", 0.1]]},
    "views": {"the board, in May": {"fit": 1, "integration": 1}},
}  # fmt: skip


def after(*edits: Edit, document: dict[str, Any] | None = None, inherited: tuple[str, ...] = ()) -> dict[str, Any]:
    import copy

    return edited(copy.deepcopy(DECISION if document is None else document), edits, frozenset(inherited))


# --- paths and values -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("weights.cost", ["weights", "cost"]),
        ("dependence.pairs[0][2]", ["dependence", "pairs", 0, 2]),
        ('views."the board, in May".fit', ["views", "the board, in May", "fit"]),
        (r'views."a \"b\" \\".fit', ["views", 'a "b" \\', "fit"]),
    ],
)
def test_a_path_is_read(path: str, steps: list[str | int]) -> None:
    assert steps_of(path) == steps


@pytest.mark.parametrize("path", ["", ".", "a..b", ".a", "[0]", "a[x]", 'a."b', "a."])
def test_what_is_no_path_is_said(path: str) -> None:
    with pytest.raises(EditError, match="is no path; write keys with dots between"):
        steps_of(path)


def test_keys_with_dots_are_found_whole() -> None:
    assert found_keys(DECISION, steps_of("weights.integration.freshness")) == (("weights", "integration.freshness"), [])


@pytest.mark.parametrize(
    ("edit", "path", "value"),
    [
        ("a.b=1", "a.b", "1"),
        ("title=x = y", "title", "x = y"),
        ('views."a=b".c=2', 'views."a=b".c', "2"),
        ("about=two\nlines", "about", "two\nlines"),
    ],
)
def test_path_and_value_part_at_the_first_sign(edit: str, path: str, value: str) -> None:
    assert split_off_value(edit) == (path, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", 30), ("1e6", 1e6), ("010", "010"), ("true", True), ("2026-11-23", "2026-11-23"), ("no", "no"),
        ("Two clinics: yes # both", "Two clinics: yes # both"), ('"30"', "30"), ("{low: 1, high: 2}", {"low": 1, "high": 2}),
        ("[a, 1]", ["a", 1]), ("'it''s'", "it's"), ('""', ""), ("- x", "- x"), ("*x", "*x"), ("!x", "!x"),
    ],
)  # fmt: skip
def test_values_are_read_as_people_type_them(text: str, value: Any) -> None:
    assert value_of(text, "a") == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has no value; give one"),
        ("{a: 1", "cannot be read"),
        ("[a]]", "cannot be read"),
        ("{a: 1, a: 2}", "second time"),
        ("{a: !x 1}", "tags"),
    ],
)
def test_values_that_cannot_be_read_are_said(text: str, words: str) -> None:
    with pytest.raises(EditError, match=words):
        value_of(text, "a.b")


# --- edits ------------------------------------------------------------------------------------------------------


def test_set_changes_and_makes_keys() -> None:
    made = after(
        Set("title", "y"),
        Set("options.buy.name", "Buy"),
        Set("simulation.draws", 5),
        Set("options.build.requirements.R1", "fail"),
    )
    assert made["title"] == "y"
    assert list(made["options"]["buy"]) == ["name", "ratings", "requirements"]
    assert made["simulation"] == {"draws": 5}
    assert made["options"]["build"]["requirements"] == {"R1": "fail"}


def test_a_plain_rating_takes_a_reason_and_so_does_a_result() -> None:
    made = after(Set("options.buy.ratings.fit.because", "x"), Set("options.buy.requirements.R1.because", "y"))
    assert made["options"]["buy"]["ratings"]["fit"] == {"estimate": 5, "because": "x"}
    assert made["options"]["buy"]["requirements"]["R1"] == {"result": "pass", "because": "y"}


def test_weights_are_set_where_the_file_has_them() -> None:
    beside = {"criteria": {"fit": {"weight": 1}, "cost": {}}}
    assert after(Set("weights.fit", 5), document=beside)["criteria"]["fit"] == {"weight": 5}
    assert after(Add("weights.cost", 5), document=beside)["criteria"]["cost"] == {"weight": 5}
    assert after(Set("weights.fit", 5), document={"criteria": {"fit": {}}})["weights"] == {"fit": 5}


def test_add_puts_last_or_beside_another() -> None:
    assert list(after(Add("options.rent", {}))["options"]) == ["buy", "build", "rent"]
    assert list(after(Add("options.rent", {}, before="build"))["options"]) == ["buy", "rent", "build"]
    assert list(after(Add("options.rent", {}, after="buy"))["options"]) == ["buy", "rent", "build"]
    assert after(Add("dependence.pairs", ["a", "b", 0]))["dependence"]["pairs"][-1] == ["a", "b", 0]


def test_what_names_an_option_goes_with_it() -> None:
    made = after(Delete("options.buy"))
    assert list(made["options"]) == ["build"]
    assert made["dependence"] == {"within_option": 0.1}


def test_what_names_a_criterion_goes_with_it() -> None:
    made = after(Delete("criteria.integration"))
    assert made["weights"] == {"fit": 1}
    assert made["options"]["buy"]["ratings"] == {"fit": 5}
    assert made["views"]["the board, in May"] == {"fit": 1}
    assert made["weight_uncertainty"] == {"order": ["fit"]}
    assert made["dependence"]["pairs"] == [["buy.fit", "build.fit", 0.2]]


def test_a_criterion_of_a_catalogue_stays_whatever_the_file_says_of_it() -> None:
    made = after(Delete("criteria.integration"), inherited=("integration",))
    assert made["weights"] == DECISION["weights"]
    with pytest.raises(EditError, match="is called so in the catalogue; rename it there"):
        after(Rename("criteria.fit", "suits"), inherited=("fit",))


def test_what_names_something_follows_its_name() -> None:
    made = after(
        Rename("options.buy", "rent"),
        Rename("criteria.fit", "suits"),
        Rename("criteria.integration.parts.identity", "who"),
    )
    assert made["dependence"]["pairs"] == [
        ["rent.suits", "build.suits", 0.2],
        ["rent.integration.who", "build.suits", 0.1],
    ]
    assert list(made["weights"]) == ["suits", "integration", "integration.freshness"]
    assert made["options"]["rent"]["ratings"] == {"suits": 5, "integration": {"freshness": 1, "who": 2}}
    assert made["weight_uncertainty"] == {"order": ["suits", ["integration"]]}
    assert made["views"]["the board, in May"] == {"suits": 1, "integration": 1}


def test_what_is_said_of_readiness_follows_its_option() -> None:
    said = {
        "causes": {"needs": {"buy": "met"}, "training": {"build": "open", "buy": "met"}},
        "conditions": [{"what": "An owner", "option": "buy"}, {"what": "A pilot"}],
    }
    document = {**DECISION, "readiness": said}
    assert after(Rename("options.buy", "rent"), document=document)["readiness"] == {
        "causes": {"needs": {"rent": "met"}, "training": {"build": "open", "rent": "met"}},
        "conditions": [{"what": "An owner", "option": "rent"}, {"what": "A pilot"}],
    }
    assert after(Delete("options.buy"), document=document)["readiness"] == {
        "causes": {"training": {"build": "open"}},
        "conditions": [{"what": "A pilot"}],
    }
    only = {**document, "readiness": {"conditions": [{"what": "An owner", "option": "buy"}]}}
    assert "readiness" not in after(Delete("options.buy"), document=only)


def test_moves() -> None:
    assert list(after(Move("options.build"))["options"]) == ["build", "buy"]
    assert list(after(Move("options.buy", last=True))["options"]) == ["build", "buy"]
    assert list(after(Move("options.build", before="buy"))["options"]) == ["build", "buy"]
    assert list(after(Move("criteria.fit", after="integration"))["criteria"]) == ["integration", "fit"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Set("wights.fit", 1), 'there is no wights; did you mean "weights"?'),
        (Set("options.bye.name", "x"), "there is no options.bye; did you mean"),
        (Set("options.buy.ratings.fit.low", 1), "there is no options.buy.ratings.fit.low: options.buy.ratings.fit is a single value"),
        (Set("dependence.pairs[7][0]", 1), "is a list of 2, counted from [0]"),
        (Add("options.buy", {}), "options.buy is there already; use set"),
        (Add("options.rent", {}, before="sell"), "there is no sell beside options.rent to go by; there are buy, build"),
        (Delete("options.rent"), "there is no options.rent; options has buy, build"),
        (Delete("criteria.cost"), "there is no criteria.cost"),
        (Rename("options.buy", "build"), "there is a options.build already"),
        (Rename("dependence.pairs[0]", "x"), "is an item of a list, which has no name"),
        (Move("dependence.pairs[0]"), "set the whole list in its new order"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(edit: Edit, words: str) -> None:
    with pytest.raises(EditError) as caught:
        after(edit)
    assert words in str(caught.value)
