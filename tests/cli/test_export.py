"""``export``: the table as a file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import decision
from decision.cli import main
from decision.files.enclosed_in import enclosed_in
from decision.outputs.files.export import export
from tests.files.test_evaluations import EVALUATED

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = str(ROOT / "scenarios" / "minimal.yaml")
EXAMPLE = str(ROOT / "scenarios" / "health-centre-portal.yaml")

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("ending", [".csv", ".md", ".xlsx"])
def test_export_writes_the_table(ending: str, tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / f"table{ending}"
    assert main(["export", EXAMPLE, "--to", str(target)]) == 0
    assert capsys.readouterr().out == f"wrote {target}\n"
    assert target.stat().st_size > 1000


def test_export_to_an_unknown_ending_is_a_wrong_call(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "table.pdf")]) == 2
    assert ".csv, .md, .xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_export_where_nothing_can_be_written_is_said_plainly(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "no" / "table.csv")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "table.xlsx"
    target.write_bytes(b"last year's")
    code = (
        "import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
        "from decision.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "export", MINIMAL, "--to", str(target)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"export: {target} cannot be written (File too large); choose another place\n"
    assert target.read_bytes() == b"last year's"
    assert [path.name for path in tmp_path.iterdir()] == ["table.xlsx"]


@pytest.mark.parametrize("kind", ["link", "hard link"])
@pytest.mark.parametrize("source", ["decision.yaml", "criteria/patient-facing.yaml", "criteria/reference-classes.yaml"])
def test_what_a_decision_is_read_from_is_not_overwritten(
    kind: str, source: str, tmp_path: Path, capsys: Captured
) -> None:
    shutil.copytree(ROOT / "criteria", tmp_path / "criteria")
    shutil.copy(EXAMPLE, tmp_path / "decision.yaml")
    before = (tmp_path / source).read_bytes()
    target = tmp_path / "table.csv"
    if kind == "link":
        target.symlink_to(source)
    else:
        target.hardlink_to(tmp_path / source)
    assert main(["export", str(tmp_path / "decision.yaml"), "--to", str(target)]) == 2
    assert "which the decision is read from; choose another name" in capsys.readouterr().err
    assert (tmp_path / source).read_bytes() == before


def test_a_file_of_any_name_is_not_overwritten_by_its_own_export(tmp_path: Path) -> None:
    file = shutil.copy(MINIMAL, tmp_path / "decision.csv")
    assert main(["export", str(file), "--to", str(file)]) == 2
    assert file.read_bytes() == Path(MINIMAL).read_bytes()


def test_export_for_a_spreadsheet_with_decimal_commas(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    assert main(["export", MINIMAL, "--to", str(target), "--locale", "de"]) == 0
    assert target.read_bytes() == export(decision.load(MINIMAL), ".csv", "de")
    assert target.read_text(encoding="utf-8-sig").startswith("kind;id;name;unit;weight_percent;")


@pytest.mark.parametrize(
    ("target", "locale", "words"),
    [
        ("table.csv", "klingon", "argument --locale: a locale such as en, de or fr-CH is wanted (got klingon)"),
        ("table.md", "de", "--locale is for .csv, not for .md; leave it out"),
    ],
)
def test_export_for_a_locale_that_cannot_be(
    target: str, locale: str, words: str, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["export", MINIMAL, "--to", str(tmp_path / target), "--locale", locale]) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- forms and folders ----------------------------------------------------------------------------------------------


def test_a_pack_is_a_folder_that_is_written_whole_and_replaced_only_where_nobody_touched_it(
    tmp_path: Path, capsys: Captured
) -> None:
    pack = f"{tmp_path / 'pack'}/"
    assert main(["export", MINIMAL, "--to", pack]) == 0
    names = {
        each.relative_to(tmp_path / "pack").as_posix() for each in (tmp_path / "pack").rglob("*") if each.is_file()
    }
    assert names == {
        "SHA256SUMS",
        "for-the-buyer/read-me.md",
        *(f"summaries/{id}.{ending}" for id in ("build", "buy", "extend") for ending in ("docx", "md")),
    }
    assert main(["export", MINIMAL, "--to", pack]) == 0
    (tmp_path / "pack" / "summaries" / "buy.md").write_text("edited", encoding="utf-8")
    capsys.readouterr()
    assert main(["export", MINIMAL, "--to", pack]) == 1
    assert "summaries/buy.md in it was changed since" in capsys.readouterr().err
    assert (tmp_path / "pack" / "summaries" / "buy.md").read_text(encoding="utf-8") == "edited"
    assert [each.name for each in tmp_path.iterdir()] == ["pack"]


def test_the_form_is_asked_for_by_name_where_an_ending_could_be_several(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", MINIMAL, "--to", str(tmp_path / "memo.md"), "--form", "memo"]) == 0
    assert "*Decision memo*" in (tmp_path / "memo.md").read_text(encoding="utf-8")
    assert main(["export", MINIMAL, "--to", str(tmp_path / "table.md")]) == 0
    assert "*Decision memo*" not in (tmp_path / "table.md").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["export", MINIMAL, "--to", str(tmp_path / "memo.csv"), "--form", "memo"]) == 2
    assert "no memo is written as .csv; use one of .docx, .md, .html" in capsys.readouterr().err
    assert main(["export", MINIMAL, "--to", str(tmp_path / "x.md"), "--show-chosen", "scores"]) == 2
    assert "--show-chosen is for --form pack, not for table; leave it out" in capsys.readouterr().err


def test_the_option_chosen_can_be_shown_only_where_one_is(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", MINIMAL, "--to", f"{tmp_path}/pack/", "--show-chosen", "scores"]) == 1
    assert "no decision is recorded, so no option is chosen; record one with decide" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_many_packs_are_folders_of_their_own(tmp_path: Path) -> None:
    assert main(["export", MINIMAL, EXAMPLE, "--to", f"{tmp_path}/{{name}}/", "--jobs", "1"]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["health-centre-portal", "minimal"]
    assert (tmp_path / "minimal" / "summaries" / "buy.docx").is_file()


def test_a_name_that_says_nothing_of_what_to_write_is_told_what_would(tmp_path: Path, capsys: Captured) -> None:
    assert main(["export", MINIMAL, "--to", str(tmp_path / "pack")]) == 2
    assert "does not say what to write; end it in .csv, .md, .xlsx, " in capsys.readouterr().err


def test_a_release_without_the_name_of_its_process_is_asked_for_it_and_nothing_is_written(
    tmp_path: Path, capsys: Captured
) -> None:
    out = str(tmp_path / "release.json")
    assert main(["export", EXAMPLE, "--to", out]) == 1
    assert "a release names its contracting process; give that with --ocid, as in ocds-213czf-000-00001" in (
        capsys.readouterr().err
    )
    assert main(["export", EXAMPLE, "--to", out, "--ocid", "213czf"]) == 1
    assert "213czf names no contracting process" in capsys.readouterr().err
    assert main(["export", EXAMPLE, "--to", str(tmp_path / "x.xlsx"), "--ocid", "ocds-213czf-1"]) == 2
    assert "--ocid is for --form ocds, not for table; leave it out" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["export", EXAMPLE, "--to", out, "--ocid", "ocds-213czf-000-00001"]) == 0
    assert json.loads(Path(out).read_text(encoding="utf-8"))["ocid"] == "ocds-213czf-000-00001"


@pytest.mark.parametrize("flag", [[], ["--names"]])
def test_evaluators_are_called_by_letter_unless_names_are_asked_for(flag: list[str], tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(EVALUATED, encoding="utf-8")
    assert main(["export", str(file), "--to", f"{tmp_path}/pack/", *flag]) == 0
    record = (tmp_path / "pack" / "for-the-buyer" / "moderation-record.md").read_text(encoding="utf-8")
    assert ("Dana Okafor" in record) is bool(flag)
    assert "The export was not shown." in record
    assert not [each for each in (tmp_path / "pack" / "summaries").iterdir() if b"Dana" in each.read_bytes()]
    for form, name in (("memo", "memo.html"), ("table", "table.xlsx")):
        target = tmp_path / name
        assert main(["export", str(file), "--to", str(target), "--form", form, *flag]) == 0
        assert ("Dana Okafor" in repr(enclosed_in(target.read_bytes(), name))) is bool(flag)


def test_an_export_that_is_too_large_to_be_verified_is_said_to_be(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    assert main(["export", MINIMAL, "--to", str(target)]) == 0
    assert capsys.readouterr().err == ""
    size = target.stat().st_size
    monkeypatch.setattr("decision.cli.export.MOST_BYTES", size - 1)
    monkeypatch.setattr("decision.files.enclosed_in.MOST_BYTES", size - 1)
    assert main(["export", MINIMAL, "--to", str(target)]) == 0
    told = capsys.readouterr()
    assert told.out == f"wrote {target}\n"
    assert "it can be opened, and not be worked out again; the memo and the page are smaller" in told.err
    assert main(["verify", str(target)]) != 0
    assert "the file is too large" in capsys.readouterr().err
    assert main(["export", MINIMAL, "--to", str(tmp_path / "x.md")]) == 0  # which encloses nothing
    assert capsys.readouterr().err == ""
