"""What lines of plans are known by: said by a catalogue, a scenario, or a file of its own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.analysis.cash.missing_lines import MissingLine, missing_lines
from decision.analysis.plausibility import oddities
from decision.files.editing.saved import saved
from decision.files.enclosure import enclosure_text, read_enclosure
from decision.files.faults import FileError
from decision.files.library import Library, knowing_lines
from decision.files.offers import offered_catalogues
from decision.files.reader import load, read_scenario
from decision.files.tree import MOST_NODES
from decision.files.validation import validate
from decision.files.writer import scenario_yaml
from decision.model.line_names import LineNames, UsualLine
from decision.model.scenario import Scenario
from decision.model.structure.criteria import changing_criterion, joining_parts, splitting_criterion
from tests.files.reading import faults_of, read

OURS = Library().line_names
LISTS = """
    usual_lines:
      Lizenzen: ["*lizenz*", abo*]
      Schulung: [schulung*]
    product_lines: ["*lizenz*"]
    customising_lines: [anpassung*]
"""
CATALOGUE = f"""format: 1
name: Unsere Kriterien
criteria:
  kosten:
    name: Kosten
    kind: cost_plan
    worst: 1000
    best: 0
    weight: 1{LISTS}"""
USES = """format: 1
title: Was nehmen wir?
currency: EUR
horizon_years: 3
discount_rate: 0.05
criteria: {use: unsere}
options:
  bauen: {approach: build, ratings: {kosten: {upfront: {lines: {Schulung der Teams: 3, Entwicklung: 90}}}}}
  kaufen: {approach: buy, ratings: {kosten: {upfront: {lines: {Anpassungen: 90}}, yearly: {lines: {Softwarelizenzen: 20}}}}}
"""
ALONE = USES.replace("{use: unsere}", "{kosten: {kind: cost_plan, worst: 1000, best: 0}}") + "weights: {kosten: 1}\n"
GERMAN = LineNames(
    (UsualLine("Lizenzen", ("*lizenz*", "abo*")), UsualLine("Schulung", ("schulung*",))), ("*lizenz*",), ("anpassung*",)
)


def told(scenario: Scenario) -> list[tuple[str, tuple[str, ...]]]:
    """The usual lines that some plan has and another lacks, and which have them."""
    return [(each.what, each.have) for each in missing_lines(scenario, "kosten") if each.kind == "usual"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of somebody's scenarios, with a catalogue of his own."""
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "unsere.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "wahl.yaml").write_text(USES, encoding="utf-8")
    return tmp_path


# --- where they are said --------------------------------------------------------------------------------------------


def test_a_catalogue_names_its_own_lines_and_what_is_pointed_out_follows(folder: Path) -> None:
    assert validate(folder / "criteria" / "unsere.yaml") == "catalogue"
    scenario = load(folder / "wahl.yaml")
    assert scenario.line_names_of("kosten") == GERMAN
    assert told(scenario) == [("Lizenzen", ("kaufen",)), ("Schulung", ("bauen",))]
    (build,) = [each.build for each in oddities(scenario) if each.build is not None]
    assert (build.option, build.customising, build.product) == ("kaufen", ("Anpassungen",), ("Softwarelizenzen",))


def test_without_such_a_list_the_projects_own_is_asked_as_ever(folder: Path) -> None:
    own = CATALOGUE.partition("\n    usual_lines")[0] + "\n"
    (folder / "criteria" / "unsere.yaml").write_text(own, encoding="utf-8")
    for scenario in (load(folder / "wahl.yaml"), read(ALONE)):
        assert scenario.line_names_of("kosten") == OURS
        assert told(scenario) == [("our own staff", ("bauen",))]  # "Teams" alone is known to the English list
        assert not [each for each in oddities(scenario) if each.build is not None]


def test_a_file_beside_ones_own_catalogues_is_read_in_the_place_of_ours(folder: Path) -> None:
    own = "format: 1\nname: Unsere\nusual_lines:\n  Leute: [teams]\n  Lizenzen: ['*lizenz*']\n"
    (folder / "criteria" / "usual-lines.yaml").write_text(own, encoding="utf-8")
    (folder / "allein.yaml").write_text(ALONE, encoding="utf-8")
    assert validate(folder / "criteria" / "usual-lines.yaml") == "usual lines"
    scenario = load(folder / "allein.yaml")
    assert told(scenario) == [("Leute", ("bauen",)), ("Lizenzen", ("kaufen",))]
    assert not scenario.line_names_of("kosten").product  # the file does not say any
    assert told(load(folder / "wahl.yaml")) == [
        ("Lizenzen", ("kaufen",)),
        ("Schulung", ("bauen",)),
    ]  # a catalogue goes first


def test_each_list_that_is_not_said_is_that_for_all_plans(folder: Path) -> None:
    text = CATALOGUE.partition("    product_lines")[0]
    (folder / "criteria" / "unsere.yaml").write_text(text, encoding="utf-8")
    names = load(folder / "wahl.yaml").line_names_of("kosten")
    assert (names.usual, names.product, names.customising) == (GERMAN.usual, OURS.product, OURS.customising)


def test_a_scenario_says_its_own_beside_a_catalogue(folder: Path) -> None:
    own = USES.replace("{use: unsere}", "{use: unsere, kosten: {usual_lines: {Entwicklung: [entwickl*]}}}")
    (folder / "wahl.yaml").write_text(own, encoding="utf-8")
    scenario = load(folder / "wahl.yaml")
    assert told(scenario) == [("Entwicklung", ("bauen",))]
    assert scenario.line_names_of("kosten").product == GERMAN.product
    assert load_again(scenario, folder) == scenario
    assert "Entwicklung" in scenario_yaml(scenario, folder) and "Lizenzen" not in scenario_yaml(scenario, folder)


def load_again(scenario: Scenario, folder: Path) -> Scenario:
    return read_scenario(scenario_yaml(scenario, folder).encode(), "x.yaml", folder)


def test_what_is_written_reads_back_as_the_same(folder: Path) -> None:
    scenario = load(folder / "wahl.yaml")
    assert "usual_lines" not in scenario_yaml(scenario, folder)  # the catalogue says them
    assert load_again(scenario, folder) == scenario
    anywhere = scenario_yaml(scenario)  # where there is no such catalogue, all of it is written out
    again = read(anywhere)
    assert again.line_names_of("kosten") == GERMAN and again.fingerprint == scenario.fingerprint


def test_a_criterion_taken_from_a_catalogue_brings_its_lines(folder: Path) -> None:
    (offered,) = offered_catalogues(Library(folder))[0].criteria
    assert offered.criterion("kosten").line_names == GERMAN


def test_exports_enclose_what_lines_are_known_by(folder: Path) -> None:
    own = "format: 1\nname: Unsere\nusual_lines: {Leute: [teams]}\n"
    (folder / "criteria" / "usual-lines.yaml").write_text(own, encoding="utf-8")
    (folder / "allein.yaml").write_text(ALONE, encoding="utf-8")
    for name in ("wahl", "allein"):
        scenario = load(folder / f"{name}.yaml")
        inside = read_enclosure(enclosure_text(scenario, "workbook", ".xlsx"), "x.xlsx").scenario
        assert missing_lines(inside, "kosten") == missing_lines(scenario, "kosten")
        assert inside.fingerprint == scenario.fingerprint
    text = enclosure_text(read(ALONE), "workbook", ".xlsx")
    assert "usual-lines" not in text and "onboard" not in text  # ours is not enclosed
    older = text.replace('"usual_lines": [],\n', "")
    assert older != text
    assert read_enclosure(older, "x.xlsx").scenario.line_names_of("kosten") == OURS


def test_what_a_criterion_says_is_in_the_fingerprint_and_what_all_plans_are_known_by_is_not(folder: Path) -> None:
    said = ALONE.replace("best: 0}", "best: 0, usual_lines: {Leute: [teams]}}")
    assert read(said).fingerprint != read(ALONE).fingerprint
    (folder / "criteria" / "usual-lines.yaml").write_text(
        "format: 1\nname: U\nusual_lines: {Leute: [teams]}\n", encoding="utf-8"
    )
    (folder / "allein.yaml").write_text(ALONE, encoding="utf-8")
    assert load(folder / "allein.yaml").fingerprint == read(ALONE).fingerprint
    assert load(folder / "allein.yaml") == read(ALONE)


def test_no_list_is_read_for_plans_without_lines() -> None:
    plain = ALONE.replace("{lines: {Schulung der Teams: 3, Entwicklung: 90}}", "93").replace(
        "{upfront: {lines: {Anpassungen: 90}}, yearly: {lines: {Softwarelizenzen: 20}}}", "20"
    )
    scenario = read(plain)
    assert scenario.line_names is None
    known = knowing_lines(scenario, None)
    assert known.line_names == OURS and known == scenario


def test_who_changes_kind_or_splits_leaves_no_lines_where_there_are_none(folder: Path) -> None:
    scenario = read(ALONE.replace("best: 0}", "best: 0, usual_lines: {Leute: [teams]}}"))
    split = splitting_criterion(scenario, "kosten", "Rest")
    first = split.criteria[0].parts[0].id
    assert split.criteria[0].line_names is None
    assert split.line_names_of(f"kosten.{first}").usual == (UsualLine("Leute", ("teams",)),)
    assert joining_parts(split, "kosten").line_names_of("kosten").usual == (UsualLine("Leute", ("teams",)),)
    assert load_again(split, folder) == split
    simple = read(ALONE.replace("best: 0}", "best: 0, usual_lines: {Leute: [teams]}}").replace(
        "{upfront: {lines: {Schulung der Teams: 3, Entwicklung: 90}}}", "9").replace(
        "{upfront: {lines: {Anpassungen: 90}}, yearly: {lines: {Softwarelizenzen: 20}}}", "8"))  # fmt: skip
    rated = changing_criterion(simple, "kosten", kind="rating")
    assert rated.criteria[0].line_names is None and load_again(rated, folder) == rated


def test_saving_keeps_the_lines_of_the_file() -> None:
    raw = ALONE.replace("best: 0}}", "best: 0, usual_lines: {Leute: [teams]}}}  # ours").encode()
    scenario = read_scenario(raw, "x.yaml")
    made = saved(raw, changing_criterion(scenario, "kosten", name="Geld"))
    assert not made.anew and b"usual_lines: {Leute: [teams]}" in made.raw and b"# ours" in made.raw


# --- faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("usual_lines: []", "6:51: criteria.kosten.usual_lines: must be a mapping (got an empty list); write key: value below it"),
        ("usual_lines: {}", "6:51: criteria.kosten.usual_lines: must have at least 1 entry (got 0); add or remove some"),
        ("usual_lines: abo*", "6:51: criteria.kosten.usual_lines: must be a mapping (got \"abo*\"); write key: value below it"),
        ("usual_lines: {A: abo}", '6:55: criteria.kosten.usual_lines.A: must be a list (got "abo"); write it in [ ]'),
        ("usual_lines: {A: [5]}", "6:56: criteria.kosten.usual_lines.A[0]: must be text (got 5); write it in quotes"),
        ("usual_lines: {A: [no, true]}", "6:60: criteria.kosten.usual_lines.A[1]: must be text (got true); write it in quotes"),
        ("usual_lines: {A: {words: [x]}}", "6:55: criteria.kosten.usual_lines.A: must be a list (got a mapping); write it in [ ]"),
        ("usual_lines: {A: [x], A: [y]}", "6:60: criteria.kosten.usual_lines.A: the key stands here a second time"),
        ("usual_lines: {A: [abo, ABO]}", "6:61: criteria.kosten.usual_lines.A[1]: “ABO” stands twice; keep one of the two"),
        ("usual_lines: {A: ['*']}", "6:56: criteria.kosten.usual_lines.A[0]: “*” has no letter or digit; write a word"),
        ("usual_lines: {A: [*x]}", "6:56: criteria.kosten.usual_lines.A[0]: no anchor &x stands above; name one that does, or put it in quotes"),
        ("product_lines: []", "6:53: criteria.kosten.product_lines: must have at least 1 entry (got 0)"),
        ("product_lines: [a, a]", "6:57: criteria.kosten.product_lines[1]: “a” stands twice"),
        ("customising_lines: [a*b]", "6:58: criteria.kosten.customising_lines[0]: “a*b” has a star within"),
        ("usual_line: {A: []}", '6:38: criteria.kosten.usual_line: unknown key; did you mean "usual_lines"?'),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(said: str, fault: str) -> None:
    text = ALONE.replace("worst: 1000, best: 0}", f"{said}, worst: 1000, best: 0}}")
    (line,) = faults_of(text)
    assert line.startswith(f"x.yaml:{fault}"), line


def test_lists_of_what_has_no_plans_are_refused() -> None:
    text = ALONE.replace("{kind: cost_plan, worst", "{usual_lines: {A: [x]}, worst")
    assert any(
        "usual_lines: usual_lines is about cost plans; say kind: cost_plan, or leave it out" in each
        for each in faults_of(text)
    )

    parts = "{usual_lines: {A: [x]}, parts: {a: {worst: 1, best: 0}}}"
    parted = ALONE.replace("{kind: cost_plan, worst: 1000, best: 0}", parts)
    assert any("usual_lines: usual_lines is about cost plans" in each for each in faults_of(parted))


def test_a_scenario_that_rates_otherwise_leaves_the_lists_of_its_catalogue(folder: Path) -> None:
    own = USES.replace("{use: unsere}", "{use: unsere, kosten: {kind: rating}}")
    own = own.replace("{upfront: {lines: {Schulung der Teams: 3, Entwicklung: 90}}}", "9").replace(
        "{upfront: {lines: {Anpassungen: 90}}, yearly: {lines: {Softwarelizenzen: 20}}}", "8"
    )
    (folder / "wahl.yaml").write_text(own, encoding="utf-8")
    scenario = load(folder / "wahl.yaml")
    assert scenario.criteria[0].line_names is None and load_again(scenario, folder) == scenario


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("abo*", "'***'", "11:30: criteria.kosten.usual_lines.Lizenzen[1]: “***” has no letter or digit"),
        ("[schulung*]", "[abo*]", "12:18: criteria.kosten.usual_lines.Schulung[0]: “abo*” is what “Lizenzen” is known by"),
        ("[schulung*]", "5", "12:17: criteria.kosten.usual_lines.Schulung: must be a list (got 5)"),
        ("Schulung:", '"…":', '12:12: criteria.kosten.usual_lines."…": the name has no letter or digit'),
    ],
)  # fmt: skip
def test_faults_of_a_catalogue_bear_its_name_whoever_reads_it(folder: Path, old: str, new: str, fault: str) -> None:
    path = folder / "criteria" / "unsere.yaml"
    path.write_text(CATALOGUE.replace(old, new), encoding="utf-8")
    for call in (lambda: validate(path), lambda: load(folder / "wahl.yaml")):
        with pytest.raises(FileError) as caught:
            call()
        (line,) = str(caught.value).split("\n")
        assert line.startswith(f"{path}:{fault}"), line


def test_faults_of_a_file_of_lines_bear_its_name_whoever_reads_it(folder: Path) -> None:
    path = folder / "criteria" / "usual-lines.yaml"
    path.write_text("format: 1\nname: U\nusual_lines: {A: [x, x]}\nproduct_lines: ['-']\n", encoding="utf-8")
    (folder / "allein.yaml").write_text(ALONE, encoding="utf-8")
    for call in (lambda: validate(path), lambda: load(folder / "allein.yaml")):
        with pytest.raises(FileError) as caught:
            call()
        first, second = str(caught.value).split("\n")
        assert first.startswith(f"{path}:3:22: usual_lines.A[1]: “x” stands twice")
        assert second.startswith(f"{path}:4:17: product_lines[0]: “-” has no letter or digit")
    plain = read_scenario(ALONE.replace("{lines: {Schulung der Teams: 3, Entwicklung: 90}}", "93").replace(
        "{upfront: {lines: {Anpassungen: 90}}, yearly: {lines: {Softwarelizenzen: 20}}}", "20").encode(), "x.yaml", folder)  # fmt: skip
    assert knowing_lines(plain, folder).line_names is None  # it is told with the first line that a plan gets


# --- hostile --------------------------------------------------------------------------------------------------------


def test_aliases_and_many_words_are_bounded() -> None:
    many = ", ".join(f"w{i}" for i in range(501))
    (line,) = faults_of(ALONE.replace("best: 0}", f"best: 0, usual_lines: {{A: [{many}]}}}}"))
    assert "there are 502 words and names; keep to 500 at most" in line
    shared = "usual_lines: {A: &w [a, b, c], B: *w}"
    assert len(faults_of(ALONE.replace("best: 0}", f"best: 0, {shared}}}"))) == 3  # one list cannot know two lines
    nodes = "&a [" + ", ".join("x" for _ in range(1_000)) + "]"
    again = ", ".join(f"l{i}: *a" for i in range(MOST_NODES // 1_000))
    (line,) = faults_of(ALONE.replace("best: 0}", f"best: 0, usual_lines: {{A: {nodes}, {again}}}}}"))
    assert "values" in line


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_stands_in_a_list_is_read_or_told_where_it_stands(seed: int) -> None:
    random_ = random.Random(seed)
    pieces = ["a", "*", "é", "ß", "\u202e", "\x00", "🏥", "許", " ", "-", "l" * 120, "=1+1", "<b>", "{", "'"]
    words = ["".join(random_.choices(pieces, k=random_.randint(0, 4))) for _ in range(random_.randint(0, 4))]
    said = (
        "{"
        + ", ".join(f"{name}: [{', '.join(_quoted(each) for each in words)}]" for name in random_.sample("AB許", 2))
        + "}"
    )
    text = ALONE.replace("best: 0}", f"best: 0, usual_lines: {said}}}")
    try:
        scenario = read(text)
    except FileError as error:
        elsewhere = [each for each in error.faults if each.line != 6]
        if elsewhere:
            raise
        return
    assert isinstance(missing_lines(scenario, "kosten")[-1], MissingLine)
    assert read(scenario_yaml(scenario)) == scenario


def _quoted(text: str) -> str:
    """In double quotes, as YAML has it."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'
