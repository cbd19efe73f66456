"""The README is a promise: its commands run, its outputs are what they print, its examples load."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_evaluation_shown_is_what_the_command_prints() -> None:
    command = next(block for block in blocks("console") if block.startswith("$ python -m decision evaluate"))
    printed = run(*command.split()[3:])
    assert printed.returncode == 0
    assert printed.stdout in blocks("text")


def test_the_simulation_shown_is_what_the_command_prints() -> None:
    command = next(block for block in blocks("console") if block.startswith("$ python -m decision simulate"))
    printed = run(*command.split()[3:])
    assert printed.returncode == 0
    assert printed.stdout in blocks("text")


def test_the_sensitivity_shown_is_how_the_command_begins() -> None:
    command = next(block for block in blocks("console") if block.startswith("$ python -m decision sensitivity"))
    printed = run(*command.split()[3:])
    assert printed.returncode == 0
    assert any(printed.stdout.startswith(block + "\n") for block in blocks("text"))


def test_the_faults_shown_are_what_validate_prints() -> None:
    printed = run("decision", "validate", "broken.yaml", cwd=ROOT / "tests" / "data")
    assert printed.returncode == 1
    assert printed.stderr in blocks("text")


def test_the_file_shown_is_the_minimal_scenario() -> None:
    assert (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8") in blocks("yaml")


def test_the_python_example_prints_what_its_comments_say(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = blocks("python")
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == re.findall(r"# (.*)$", example, flags=re.MULTILINE)


def test_every_command_named_in_the_table_exists(tmp_path: Path) -> None:
    file = tmp_path / "minimal.yaml"
    words = dict.fromkeys(("FILE…", "FILE"), str(file))
    words |= dict.fromkeys(("OLD", "NEW"), str(file))
    words |= {"PATH=VALUE…": "simulation={draws: 5000}", "PATH…": "question"}
    table = tmp_path / "table.csv"
    table.write_text("Criteria;Weight;A;B\nFit;1;4;3\n", encoding="utf-8")
    words["TABLE"] = str(table)
    words["SHEET"] = str(tmp_path / "sheet.xlsx")
    words["OUT.html"] = str(tmp_path / "out.html")
    words["FOLDER…"] = str(tmp_path)
    words["[FOLDER]"] = "--help"  # the app serves until it is ended: tests/browser/test_installed.py
    words["FOLDER"] = "--help"  # and so are assistants: tests/assistants/test_server.py
    file.write_bytes((ROOT / "scenarios" / "minimal.yaml").read_bytes())
    assert run("decision", "export", str(file), "--to", words["SHEET"]).returncode == 0
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Begun"]):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments],
            cwd=tmp_path, check=True,
        )  # fmt: skip
    commands = re.findall(r"^\| `python -m (decision .*?)` \|", README, flags=re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        file.write_bytes((ROOT / "scenarios" / "minimal.yaml").read_bytes())
        arguments = [words.get(word, word) for word in command.split()]
        if arguments[1] in ("new", "import") and "--into" not in arguments:  # which write over nothing
            file.unlink()
        arguments = [str(tmp_path / "out.csv") if word == "OUT" else word for word in arguments]
        assert run(*arguments).returncode == 0, command


def test_every_file_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_two_set_up_commands_name_files_that_are_there() -> None:
    set_up = [line for block in blocks("console") for line in block.splitlines() if line.startswith("python -m pip")]
    assert set_up == [
        "python -m pip install -r requirements.txt && python -m streamlit run app.py",
        "python -m pip install -r requirements-dev.txt && python -m pytest",
    ]
    for name in ("requirements.txt", "requirements-dev.txt", "app.py"):
        assert (ROOT / name).is_file()


def test_every_picture_is_said_in_words_and_all_are_small() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\((docs/images/[^)]+)\)", README)
    there = {path.name for path in (ROOT / "docs/images").iterdir()} - {"tutorial"}  # whose pictures have a test too
    assert {path for _, path in pictures} == {f"docs/images/{name}" for name in there}
    assert [path for words, path in pictures if len(words.split()) < 6] == []
    assert sum((ROOT / path).stat().st_size for _, path in pictures) < 400_000
