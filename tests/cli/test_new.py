"""``new``: a decision from nothing, from a shell or by answering."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import decision
from decision.cli import main
from decision.files.new_decision import catalogues
from decision.files.validation import validate
from decision.model.cost_plan import CostPlan
from decision.model.estimate import Unknown

Captured = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_new_writes_a_sound_file_in_which_nothing_is_rated(tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "kiosk.yaml"
    assert main(["new", str(target), "--title", "Which kiosk?", "--question", "Which one?"]) == 0
    assert capsys.readouterr().out == (
        f"wrote {target}: 3 options, 6 criteria\n"
        "18 ratings are open: replace each unknown in the file, or open it in the app\n"
    )
    assert validate(target) == "scenario"
    scenario = decision.load(target)
    assert (scenario.title, scenario.question, scenario.catalogue) == ("Which kiosk?", "Which one?", "patient-facing")
    assert [option.approach for option in scenario.options] == ["build", "buy", "extend"]
    assert all(isinstance(x.estimate, Unknown) for option in scenario.options for x in option.ratings.values())
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=")
    assert text.count("# A placeholder: agree on worst and best before any offer is opened.") == 2
    assert [round(option.score, 9) for option in decision.evaluate(scenario).options] == [50, 50, 50]


def test_new_by_flags_alone(tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "own.yaml"
    call = [
        *("new", str(target), "--title", "A hall", "--catalogue", "none", "--currency", "EUR", "--horizon", "3"),
        *("--discount-rate", "3.5%", "--option", "Vendor A: the big one:buy", "--option", "b=Ours:build"),
        *("--option", "Wait: for now", "--criterion", "n=Noise in dB:80-30", "--criterion", "Charm", "--json"),
    ]
    assert main(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["options"] == ["vendor_a_the_big_one", "b", "wait_for_now"]
    assert (told["criteria"], told["open_ratings"]) == (["n", "charm"], 6)
    scenario = decision.load(target)
    assert told["fingerprint"] == scenario.fingerprint
    assert [(option.name, option.approach) for option in scenario.options] == [
        ("Vendor A: the big one", "buy"), ("Ours", "build"), ("Wait: for now", None),
    ]  # fmt: skip
    assert (scenario.currency, scenario.horizon_years, scenario.discount_rate) == ("EUR", 3, 0.035)
    scales = [
        (each.value_function.scale.worst, each.value_function.scale.best)
        for each in scenario.criteria
        if each.value_function
    ]
    assert scales == [(80, 30), (0, 10)]


def test_scales_and_starting_ratings_of_a_catalogue(tmp_path: Path) -> None:
    target = tmp_path / "portal.yaml"
    flags = ["--catalogue", "patient-facing", "--starting-ratings", "--scale", "cost=900k-200k", "--criterion", "Charm"]
    assert main(["new", str(target), "--title", "A portal", *flags]) == 0
    scenario = decision.load(target)
    function = scenario.all_criteria["cost"].value_function
    assert function is not None
    assert (function.scale.worst, function.scale.best) == (900_000, 200_000)
    fit = scenario.option("build").ratings["fit"]
    assert not isinstance(fit.estimate, CostPlan)
    assert (fit.estimate.most_likely, str(fit.evidence), bool(fit.because)) == (6, "assumption", True)
    open_ = [path for path, x in scenario.option("build").ratings.items() if isinstance(x.estimate, Unknown)]
    assert open_ == ["cost", "charm"]


def test_answers_give_first_ratings_and_a_rating_that_says_the_opposite_is_told(
    tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "portal.yaml"
    assert main(["new", str(target), "--title", "A portal", "--answer", "product=none", "--answer", "team = none"]) == 0
    scenario = decision.load(target)
    assert [(each.question, each.answer) for each in scenario.answers] == [("product", "none"), ("team", "none")]
    fit = scenario.option("buy").ratings["fit"]
    assert scenario.most_likely_rating(scenario.option("buy"), "fit") == 2  # 6 in the catalogue
    assert fit.because.startswith(
        "You said that no product does 85 % of it with settings alone, nor even 60 % (4 less)."
    )
    assert str(fit.evidence) == "assumption"
    assert all(isinstance(x.estimate, Unknown) for x in scenario.option("extend").ratings.values())
    assert main(["validate", str(target), "--strict"]) == 0
    assert "warning" not in capsys.readouterr().err
    assert main(["set", str(target), "options.buy.ratings.fit=9"]) == 0
    told = (
        "options.buy.ratings.fit: warning: You said that no product does 85 % of it with settings alone, nor even 60 %. "
        "Buy's Fit with patients and staff is rated 9. Look at the one and the other again.\n"
    )
    for command in ("validate", "evaluate"):
        capsys.readouterr()
        assert main([command, str(target)]) == 0
        assert told in capsys.readouterr().err
    assert main(["validate", str(target), "--strict"]) == 1


@pytest.mark.parametrize(
    ("flags", "wrong_call", "says"),
    [
        (["--answer", "product"], True, "a question and its answer are wanted, such as team=lasting (got product)"),
        (["--answer", "team=none", "--answer", "team=lasting"], True, "--answer says team twice; give one answer to each question"),
        (["--answer", "team=none", "--catalogue", "none", "--criterion", "Charm"], True, "--answer moves the ratings of a catalogue"),
        (["--answer", "team=non"], False, 'non is not an answer to team; did you mean "none"?'),
        (["--answer", "teem=none"], False, 'teem is not a question on what suits us; did you mean "team"?'),
        (["--answer", "team=none", "--option", "A", "--option", "B"], False, "no option has one; say build, buy or extend of each"),
        (["--answer", "team=none", "--copy-of", "minimal"], True, "--answer does not go with --copy-of"),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_taken_are_told(
    flags: list[str], wrong_call: bool, says: str, tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "x.yaml"
    title = [] if "--copy-of" in flags else ["--title", "T"]
    try:
        status = main(["new", str(target), *title, *flags])
    except SystemExit as stop:
        status = int(stop.code or 0)
    assert status == (2 if wrong_call else 1)
    assert says in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("flags", [[], ["--starting-ratings"]])
@pytest.mark.parametrize("catalogue", [offer.name for offer in catalogues()])
def test_every_catalogue_can_be_begun_with(catalogue: str, flags: list[str], tmp_path: Path) -> None:
    target = tmp_path / "new.yaml"
    assert main(["new", str(target), "--title", "T", "--catalogue", catalogue, *flags]) == 0
    scenario = decision.load(target)
    rated = [not isinstance(x.estimate, Unknown) for option in scenario.options for x in option.ratings.values()]
    assert any(rated) == bool(flags)


def test_a_copy_of_an_example_keeps_its_lines(tmp_path: Path) -> None:
    target = tmp_path / "mine.yaml"
    assert main(["new", str(target), "--copy-of", "minimal", "--title", "Mine"]) == 0
    before = (Path(__file__).resolve().parents[2] / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
    after = target.read_text(encoding="utf-8").split("\n", 2)[2]
    assert after == before.replace("title: Build, buy or extend, in plain numbers", "title: Mine")
    assert validate(target) == "scenario"


def test_empty_is_the_least_that_is_sound(tmp_path: Path) -> None:
    target = tmp_path / "empty.yaml"
    assert main(["new", str(target), "--title", "Something", "--empty"]) == 0
    scenario = decision.load(target)
    assert [option.id for option in scenario.options] == ["option_a", "option_b"]
    assert [criterion.id for criterion in scenario.criteria] == ["first_criterion"]


def test_nothing_is_written_over(tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "mine.yaml"
    target.write_text("mine", encoding="utf-8")
    assert main(["new", str(target), "--title", "T"]) == 2
    assert capsys.readouterr().err == f"new: {target} is there already; choose another name\n"
    assert target.read_text(encoding="utf-8") == "mine"


def test_answers_at_a_terminal(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [
        "",
        "Which ERP?",
        "",
        "Vendor A:buy",
        "Ours:build",
        "",
        "9",
        "1",
        "a lot",
        "900k-300k",
        "",
        "USD",
        "x",
        "3",
        "3.5 %",
    ]
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{answer}\n" for answer in answers)))
    target = tmp_path / "erp.yaml"
    assert main(["new", str(target)]) == 0
    out = capsys.readouterr().out
    for wrong in (
        "a few words are needed",
        "one of the numbers above is wanted (got 9)",
        "(got a lot)",
        "“x” is not a number",
    ):
        assert wrong in out
    scenario = decision.load(target)
    assert (scenario.title, scenario.currency, scenario.horizon_years, scenario.discount_rate) == (
        "Which ERP?",
        "USD",
        3,
        0.035,
    )
    assert [option.id for option in scenario.options] == ["vendor_a", "ours"]
    assert target.read_text(encoding="utf-8").count("# A placeholder") == 1


def test_questions_on_what_suits_are_answered_at_a_terminal(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["Which ERP?", "", "", "", "", "", "", "y", "9", "3", "", "common"]  # each of the thirteen, in the end
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines + [""] * 10)))
    target = tmp_path / "erp.yaml"
    assert main(["new", str(target)]) == 0
    out = capsys.readouterr().out
    assert "13 questions on which approach suits you can give the first ratings. Answer them?" in out
    assert "1  85 % or more\n" in out and "one of the numbers above is wanted (got 9)" in out
    told = [(each.question, each.answer) for each in decision.load(target).answers]
    assert told == [("product", "none"), ("workflows", "common")]


def test_where_nobody_answers_nothing_is_written(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("Which ERP?\n"))
    assert main(["new", str(tmp_path / "erp.yaml")]) == 2
    assert capsys.readouterr().err == "new: the questions were not answered; nothing is written\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "expected"),
    [
        ([], 2, "say what is decided with --title, or begin with a copy of an example: "),
        (["--title", "T", "--catalogue", "none"], 2, "there is nothing to rate by"),
        (["--title", "T", "--catalogue", "patient-facin"], 1, 'did you mean "patient-facing"?'),
        (["--title", "T", "--scale", "coast=1-2"], 1, 'did you mean "cost"?'),
        (["--title", "T", "--scale", "cost"], 2, "an id and its scale are wanted"),
        (["--title", "T", "--option", "A=x"], 2, "an id begins with a small letter"),
        (["--title", "T", "--option", "a=x"], 1, "options"),
        (["--title", "T", "--option", "a=x", "--option", "a=y"], 1, "two options have the id a"),
        (["--title", "T", "--criterion", "use=x"], 1, "two criteria have the id use"),
        (["--title", "T", "--criterion", "x", "--starting-ratings"], 2, "--starting-ratings are those of a catalogue"),
        (["--title", "T", "--horizon", "2.5"], 2, "whole years are wanted (got 2.5)"),
        (["--title", "T", "--discount-rate", "350%"], 2, "more than 1"),
        (["--copy-of", "minimal", "--empty"], 2, "--empty does not go with --copy-of"),
        (["--copy-of", "minimul"], 1, 'there is no example minimul; did you mean "minimal"?'),
        (["--copy-of", "nowhere.yaml"], 1, "nowhere.yaml:1:1: file: cannot be read"),
    ],
)
def test_wrong_calls(
    arguments: list[str], status: int, expected: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["new", str(tmp_path / "new.yaml"), *arguments]) == status
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
