"""``decide``: what was decided, in the file and beside it."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest

from decision.cli import main
from decision.files import atomic
from decision.files.reader import load
from decision.files.writer import scenario_yaml
from decision.model.record import RecordedDecision, met_triggers
from decision.model.structure.record import recording

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
FLAGS = ("--on", "2026-12-01", "--by", "The board")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    text = (SCENARIOS / "minimal.yaml").read_text(encoding="utf-8")
    Path("minimal.yaml").write_text(text + "simulation: {draws: 500, seed: 1}\n", encoding="utf-8")
    return Path("minimal.yaml")


def decide(plan: Path, *flags: str, choose: str = "extend", because: str = "It is ours.") -> int:
    return main(["decide", str(plan), "--choose", choose, "--because", because, *FLAGS, *flags])


def recorded(plan: Path) -> RecordedDecision:
    decision = load(plan).decision
    assert decision is not None
    return decision


def test_the_file_gains_the_decision_and_no_other_line_changes(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, fingerprint = plan.read_bytes(), load(plan).fingerprint
    assert decide(plan, "--review-by", "2027-06-01") == 0
    assert plan.read_bytes().startswith(before.rstrip(b"\n"))
    made = recorded(plan)
    assert (made.chosen, made.on, made.by, made.because) == (
        "extend",
        datetime.date(2026, 12, 1),
        "The board",
        "It is ours.",
    )
    assert (made.review_by, made.fingerprint, made.margin) == (datetime.date(2027, 6, 1), fingerprint, 3.5)
    assert made.record == "docs/decisions/0001-build-buy-or-extend-in-plain-numbers.md"
    assert load(plan).fingerprint == fingerprint
    assert Path(made.record).is_file()
    out = capsys.readouterr()
    assert "+  chosen: extend\n" in out.out
    assert out.out.endswith(f"wrote minimal.yaml\nwrote {made.record}\n")
    assert out.err == ""


def test_it_says_where_there_is_no_review(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(plan) == 0
    assert "no day was set for a review" in capsys.readouterr().err


def test_a_dry_run_shows_both_and_writes_neither(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert decide(plan, "--dry-run") == 0
    assert plan.read_bytes() == before and not Path("docs").exists()
    out = capsys.readouterr().out
    assert "+  chosen: extend\n" in out and "## Decision Outcome\n" in out
    assert out.endswith("nothing is written: a dry run\n")


def test_json_tells_the_same(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(plan, "--json", "--dry-run") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["decision"]["chosen"] == "extend" and not told["written"] and told["superseded"] is None
    assert {x: told["decision"]["revisit"][0][x] for x in ("when", "below")} == {"when": "extend.cost", "below": 6.6}
    assert decide(plan, "--json") == 0
    assert json.loads(capsys.readouterr().out)["written"]


def test_the_same_call_gives_the_same_bytes(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(plan, "--json", "--dry-run") == decide(plan, "--json", "--dry-run") == 0
    one, other = re.split(r"(?<=\n\})\n(?=\{)", capsys.readouterr().out)
    assert json.loads(one) == json.loads(other)


def test_records_are_numbered_on_and_never_written_over(plan: Path) -> None:
    folder = Path("docs", "decisions")
    folder.mkdir(parents=True)
    (folder / "0041-use-records.md").write_text("# Ours\n", encoding="utf-8")
    (folder / "ADR-007_older.md").write_text("# Older\n", encoding="utf-8")
    assert decide(plan) == 0
    assert recorded(plan).record == "docs/decisions/0042-build-buy-or-extend-in-plain-numbers.md"
    assert (folder / "0041-use-records.md").read_text(encoding="utf-8") == "# Ours\n"


def test_the_nearest_folder_above_is_taken_and_links_lead_there_and_back(plan: Path, tmp_path: Path) -> None:
    Path("docs", "decisions").mkdir(parents=True)
    below = tmp_path / "scenarios" / "portal"
    below.mkdir(parents=True)
    file = Path(shutil.move(plan, below / "it's a plan.yaml"))
    assert decide(file) == 0
    made = recorded(file)
    assert made.record == "../../docs/decisions/0001-build-buy-or-extend-in-plain-numbers.md"
    text = (below / made.record).read_text(encoding="utf-8")
    assert "(../../scenarios/portal/it%27s%20a%20plan.yaml)" in text
    assert """python -m decision check 'scenarios/portal/it'"'"'s a plan.yaml'""" in text


def test_records_outside_the_repository_are_not_taken(plan: Path, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    (inner / ".git").mkdir(parents=True)
    Path("docs", "decisions").mkdir(parents=True)
    file = Path(shutil.move(plan, inner / "plan.yaml"))
    assert decide(file) == 0
    assert recorded(file).record.startswith("docs/decisions/0001-")


def test_another_folder_can_be_named(plan: Path) -> None:
    assert decide(plan, "--records", "adr/here") == 0
    assert recorded(plan).record.startswith("adr/here/0001-")


def test_a_second_decision_takes_the_place_of_the_first(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(plan) == 0
    first = recorded(plan).record
    assert decide(plan, "--form", "nhs", choose="buy", because="We were told so.") == 0
    second = recorded(plan)
    assert (second.chosen, second.supersedes) == ("buy", first)
    assert (
        Path(first).read_text(encoding="utf-8").startswith('---\nstatus: "superseded by ADR-0002"\ndate: 2026-12-01\n')
    )
    assert f"[{Path(first).stem}]({Path(first).name})" in Path(second.record).read_text(encoding="utf-8")
    assert f"{first} is superseded\n" in capsys.readouterr().out
    assert decide(plan) == 0
    assert ">| Status       | Superseded by ADR-0003 |\n" in Path(second.record).read_text(encoding="utf-8")


def test_an_earlier_record_that_says_nothing_of_how_it_stands_is_left_alone(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(plan) == 0
    first = Path(recorded(plan).record)
    first.write_text("# Our own words\n", encoding="utf-8")
    assert decide(plan) == 0
    assert first.read_text(encoding="utf-8") == "# Our own words\n"
    assert (
        "has no line that says it is accepted; mark it as superseded by ADR-0002 yourself." in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    "named",
    ["../0001-x.md", "/etc/0001-x.md", "0001-x.md", "docs/decisions/../0001-x.md", "docs/decisions/0009-gone.md", "a\x00b",
     "docs/decisions/notes.md", "x" * 5000 + "/0001-x.md", "docs/decisions/0001-link.md/../0001-x.md"],
)  # fmt: skip
def test_no_file_is_touched_that_is_not_one_of_the_records(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    """Whatever a file says of the record before, nothing but that record is changed."""
    Path("docs", "decisions").mkdir(parents=True)
    others = [Path("0001-x.md"), Path("docs", "0001-x.md"), Path("docs", "decisions", "notes.md")]
    for each in others:
        each.write_text('---\nstatus: "accepted"\n---\n', encoding="utf-8")
    scenario = recording(load(plan), RecordedDecision("buy", record=named))
    plan.write_text(scenario_yaml(scenario), encoding="utf-8")
    assert decide(plan) == 0
    assert "is not among the records here; mark it as superseded by ADR-0001 yourself" in capsys.readouterr().err
    assert all(each.read_text(encoding="utf-8") == '---\nstatus: "accepted"\n---\n' for each in others)
    assert recorded(plan).supersedes == named


def test_what_speaks_against_it_is_said_and_does_not_stop_it(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(plan, choose="build") == 0
    assert "Build does not lead: Extend leads it by 17.0 points." in capsys.readouterr().err
    made = recorded(plan)
    assert made.margin == -17.0 and made.revisit == ()
    assert "It did not lead alone when it was chosen" in Path(made.record).read_text(encoding="utf-8")


def test_open_ratings_that_could_change_the_leader_are_said(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = plan.read_text(encoding="utf-8").replace("integration: 6, risk: 5", "integration: unknown, risk: 5")
    plan.write_text(text, encoding="utf-8")
    assert decide(plan) == 0
    told = "1 of 18 ratings is still open; it may be anything from worst to best, and could change who leads."
    assert told in capsys.readouterr().err
    assert recorded(plan).revisit[0].when == "buy.integration"
    assert met_triggers(load(plan)) == ()
    assert main(["set", str(plan), f"options.buy.ratings.integration={recorded(plan).revisit[0].figure + 0.1}"]) == 0
    assert [each.trigger.when for each in met_triggers(load(plan))] == ["buy.integration"]


def test_an_excluded_option_is_chosen_only_anyway(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = plan.read_text(encoding="utf-8") + "requirements: {K1: {text: It is safe.}}\n"
    text = text.replace("fit: 8}\n  extend", "fit: 8}\n    requirements: {K1: fail}\n  extend")
    plan.write_text(text, encoding="utf-8")
    assert decide(plan, choose="buy") == 1
    assert "buy is excluded: it fails K1; choose another, or say --anyway" in capsys.readouterr().err
    assert load(plan).decision is None and not Path("docs").exists()
    assert decide(plan, "--anyway", choose="buy") == 0
    assert "Buy is excluded and was chosen all the same: it fails K1." in capsys.readouterr().err
    assert (recorded(plan).p_best, recorded(plan).margin) == (None, None)


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--choose", "bild"], 'bild is not an option of minimal.yaml; did you mean "build"?'),
        (["--because", " "], "--because is empty; say why in a sentence"),
        (["--review-by", "2026-11-01"], "--review-by 2026-11-01 is before the decision on 2026-12-01"),
        (["--on", "1 December"], "a day is written as in 2026-11-26 (got 1 December)"),
        (["--form", "y"], "invalid choice: 'y'"),
    ],
)
def test_a_wrong_call_is_told(plan: Path, capsys: pytest.CaptureFixture[str], flags: list[str], says: str) -> None:
    before = plan.read_bytes()
    assert decide(plan, *flags) == 2
    assert says in capsys.readouterr().err
    assert plan.read_bytes() == before and not Path("docs").exists()


def test_an_outcome_is_not_given_to_another_option(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(plan) == 0
    with plan.open("a", encoding="utf-8") as file:
        file.write("outcome: {ratings: {fit: 4}}\n")
    assert decide(plan, choose="buy") == 2
    assert "the file has an outcome of extend, which says nothing of buy; take it out first" in capsys.readouterr().err
    assert decide(plan) == 0


def test_where_the_file_cannot_be_written_there_is_no_record_either(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(plan) == 0
    first = Path(recorded(plan).record)
    before, text = plan.read_bytes(), first.read_bytes()
    writes = atomic.write

    def full(path: str | Path, content: bytes, *, private: bool = False) -> None:
        if Path(path).name == plan.name:
            raise atomic.WriteError(Path(path), "No space left on device", "make room")
        writes(path, content, private=private)

    monkeypatch.setattr(atomic, "write", full)
    assert decide(plan, choose="buy") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert plan.read_bytes() == before and first.read_bytes() == text
    assert list(first.parent.iterdir()) == [first]
    assert decide(plan, "--records", "new/folder", choose="buy") == 1
    assert not Path("new").exists()


def test_where_the_record_cannot_be_written_the_file_stays(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    Path("docs").write_text("a file", encoding="utf-8")
    assert decide(plan, "--records", "docs/decisions") == 1
    assert "choose another" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_a_file_that_is_changed_meanwhile_is_left_alone(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    creates = atomic.create

    def meanwhile(path: Path, content: bytes) -> None:
        creates(path, content)
        plan.write_text(plan.read_text(encoding="utf-8") + "# new\n", encoding="utf-8")

    monkeypatch.setattr(atomic, "create", meanwhile)
    assert decide(plan) == 1
    assert "was changed since it was read; nothing is written" in capsys.readouterr().err
    assert load(plan).decision is None and not Path("docs").exists()
