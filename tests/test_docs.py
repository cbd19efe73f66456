"""The pages in docs/ say what is so: their files load, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
import tomllib
from argparse import ArgumentParser
from pathlib import Path

import pytest
import yaml

import decision
from decision.cli import main
from decision.cli.commands import COMMANDS
from decision.files.library import Library
from decision.files.validation import validate
from decision.outputs.words.scoring import headline

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
BESIDE = [ROOT / name for name in ("SECURITY.md", "CONTRIBUTING.md")]


def whole_files() -> list[tuple[str, str]]:
    """YAML blocks that begin with the format's version, each with its page and place."""
    blocks = []
    for page in PAGES:
        found = re.findall(
            r"^```yaml\n(format: 1\n.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        blocks += [(f"{page.stem} {place}", block) for place, block in enumerate(found, start=1)]
    return blocks


def test_there_are_files_to_check() -> None:
    assert len(whole_files()) >= 9


@pytest.mark.parametrize("text", [block for _, block in whole_files()], ids=[name for name, _ in whole_files()])
def test_every_whole_file_on_a_page_is_sound(text: str, tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(text, encoding="utf-8")
    kinds = {"title:": "scenario", "\nreference_classes:": "reference classes", "\nrequirements:": "requirements"}
    kinds |= {"\nquestions:": "approach questions", "\ncauses:": "launch causes", "\nusual_lines:": "usual lines"}
    expected = next((kind for mark, kind in kinds.items() if mark in text), "catalogue")
    assert validate(path) == expected


@pytest.mark.parametrize("page", [*PAGES, *BESIDE], ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_key_of_the_format_stands_on_its_page() -> None:
    from decision.files.schema import SHAPES, schema_of

    text = (DOCS / "file-format.md").read_text(encoding="utf-8")
    for shape in SHAPES.values():
        schema = schema_of(shape)
        for part in (schema, *schema.get("$defs", {}).values()):
            for key in part.get("properties", {}):
                assert re.search(rf"\b{key}\b", text), key


def test_the_limits_on_the_page_are_those_in_force() -> None:
    from decision.files import open_file, tree
    from decision.model import bounds, errors

    text = (DOCS / "file-format.md").read_text(encoding="utf-8").partition("## Limits")[2]
    for words in (
        f"at most {open_file.MOST_BYTES // 1_000_000} MB, {tree.DEEPEST} levels deep",
        f"{tree.MOST_NODES:,} values and {tree.MOST_CHARACTERS:,} characters",
        f"{tree.MOST_ENTRIES:,} entries",
        f"{bounds.FEWEST_OPTIONS} to {bounds.MOST_OPTIONS} options",
        f"{bounds.MOST_CRITERIA} criteria",
        f"{bounds.MOST_REQUIREMENTS:,} requirements",
        f"{bounds.MOST_VIEWS} views",
        f"{bounds.MOST_ESTIMATES:,} estimates",
        f"{bounds.MOST_IN_PLANS:,} uncertain figures in cost plans",
        f"{bounds.MOST_PAIRS} pairs",
        f"has {bounds.LONGEST_ID} characters, a name {bounds.LONGEST_NAME:,}",
        f"another text {bounds.LONGEST_TEXT:,}",
        f"Of many faults {errors.MOST_TOLD} are told",
    ):
        assert words in text, words


def rows_of(page: str, width: int) -> list[list[str]]:
    """The rows of the tables of a page that begin with a name in code and have `width` cells."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return [row for row in rows if len(row) == width]


def test_the_page_of_what_comes_with_it_lists_every_scenario_with_what_comes_of_it() -> None:
    scenarios = {path.stem: decision.load(path) for path in (ROOT / "scenarios").glob("*.yaml")}
    told = {name: (title, comes_of_it) for name, title, _, comes_of_it in rows_of("examples.md", 4)}
    assert told == {name: (each.title, headline(decision.evaluate(each))) for name, each in scenarios.items()}


def test_the_page_of_what_comes_with_it_lists_every_catalogue_and_set() -> None:
    library, catalogues = Library(), dict(rows_of("examples.md", 2))
    sets = {name: ids for name, _, ids in rows_of("examples.md", 3)}
    for path in (ROOT / "criteria").glob("*.yaml"):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert (path.stem in catalogues) == ("criteria" in held), path
        assert (path.stem in sets) == ("requirements" in held), path
    for name, ids in sets.items():
        held = [requirement.id for requirement in library.requirements(name)]
        assert re.split(" to |, ", ids) in (held, [held[0], held[-1]]), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_python_example_of_a_page_prints_what_its_comments_say(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    for example in re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        exec(compile(example, page.name, "exec"), {})
        assert capsys.readouterr().out.splitlines() == re.findall(r"# (.*)$", example, flags=re.MULTILINE)


def test_the_change_shown_is_what_set_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = (DOCS / "editing.md").read_text(encoding="utf-8")
    command, shown = re.findall(r"^```(?:console|text)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert main(shlex.split(command.removeprefix("$ python -m decision "))) == 0
    assert capsys.readouterr().out == shown


def test_the_difference_shown_is_what_diff_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (DOCS / "diff.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (shown,) = re.findall(r"^```text\n(.*?)^```\n", text, re.MULTILINE | re.DOTALL)
    (markdown,) = re.findall(r"^````text\n(.*?)^````\n", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    for command in commands.splitlines():
        program, *arguments = shlex.split(command.removeprefix("$ "))
        capsys.readouterr()
        if program == "cp":
            Path(arguments[1]).write_bytes(Path(arguments[0]).read_bytes())
        else:
            assert main(arguments[2:]) == (1 if "diff" in arguments else 0)
    assert capsys.readouterr().out == shown
    assert main([*arguments[2:], "--markdown"]) == 1
    assert capsys.readouterr().out == markdown


def test_every_flag_of_diff_stands_on_its_page() -> None:
    text = (DOCS / "diff.md").read_text(encoding="utf-8")
    parser = ArgumentParser()
    next(command for command in COMMANDS if command.name == "diff").module().add_arguments(parser)
    flags = [flag for action in parser._actions for flag in action.option_strings if flag not in ("-h", "--help")]
    assert len(flags) > 3
    assert [flag for flag in flags if flag not in text] == []


def test_a_decision_begins_as_its_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DOCS / "new-decision.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = re.findall(r"^\$ python -m decision (new .*)$", text, re.MULTILINE)[0]
    assert main(shlex.split(command)) == 0
    assert validate(tmp_path / "kiosk.yaml") == "scenario"


@pytest.mark.parametrize("name", ["new", "import"])
def test_every_flag_of_the_ways_in_stands_on_their_page(name: str) -> None:
    text = (DOCS / "new-decision.md").read_text(encoding="utf-8")
    command = next(command for command in COMMANDS if command.name == name)
    parser = ArgumentParser()
    command.module().add_arguments(parser)
    flags = [flag for action in parser._actions for flag in action.option_strings if flag not in ("-h", "--help")]
    assert len(flags) > 8
    assert [flag for flag in flags if flag not in text] == []


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    nav = re.findall(r"^  - .+: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(nav) == sorted([page.name for page in PAGES] + ["index.md"])


def test_whoever_cites_us_cites_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["version"] == decision.__version__
    assert citation["license"] == project["license"]
    # what the Citation File Format asks of every file
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert all("name" in author or "family-names" in author for author in citation["authors"])


def test_a_decision_is_written_down_and_reviewed_as_its_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ python -m decision (.*)$", text, re.MULTILINE)
    shown = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    file = re.findall(r"^```yaml\n(format: 1\n.*?)^```", text, re.MULTILINE | re.DOTALL)[0]
    (tmp_path / ".git").mkdir()
    (tmp_path / "portal.yaml").write_bytes((ROOT / "scenarios" / "health-centre-portal.yaml").read_bytes())
    (tmp_path / "relaunch.yaml").write_text(file, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(commands) == len(shown) == 2
    for command, expected in zip(commands, shown, strict=True):
        assert main(shlex.split(command)) == 0
        assert capsys.readouterr().out == expected


def test_every_flag_of_decide_stands_on_its_page() -> None:
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    parser = ArgumentParser()
    next(command for command in COMMANDS if command.name == "decide").module().add_arguments(parser)
    flags = [flag for action in parser._actions for flag in action.option_strings if flag not in ("-h", "--help")]
    assert [flag for flag in flags if flag not in text] == []
