"""An assistant reads files below one folder, and no other in whatever way it is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decision.assistants.folder import Folder, OutsideError, folder_at
from decision.files.faults import FileError
from decision.model.errors import DecisionError

ROOT = Path(__file__).resolve().parents[2]
SECRET = "format: 1\ntitle: A secret\n" + "".join(
    (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8").partition("question:")[1:]
)
USING = "format: 1\ntitle: T\ncriteria: {use: NAME}\noptions: {a: {ratings: {fit: 1}}, b: {ratings: {fit: 2}}}\n"
CATALOGUE = "format: 1\nname: Ours\ncriteria: {fit: {name: NAMED, worst: 0, best: 10, weight: 1}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with two scenarios, beside a secret that links lead to."""
    inside = tmp_path / "inside"
    (inside / "sub").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    (tmp_path / "criteria").mkdir()
    (tmp_path / "criteria" / "secret.yaml").write_text(CATALOGUE.replace("NAMED", "Secret"), encoding="utf-8")
    shutil.copy(ROOT / "scenarios" / "minimal.yaml", inside / "x.yaml")
    shutil.copy(ROOT / "scenarios" / "minimal.yaml", inside / "sub" / "y.yaml")
    (inside / ".hidden.yaml").write_text(SECRET, encoding="utf-8")
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (inside / "up").symlink_to(tmp_path, target_is_directory=True)
    (inside / "round.yaml").symlink_to("round.yaml")
    (inside / "within.yaml").symlink_to("sub/y.yaml")
    (inside / "notes.txt").write_text("Notes", encoding="utf-8")
    return folder_at(str(inside))


def test_files_below_the_folder_are_read_by_plain_names(folder: Folder) -> None:
    assert folder.names() == ["sub/y.yaml", "x.yaml"]  # the link within names a file once more
    for name in ("x.yaml", "sub/y.yaml", "within.yaml", "sub//y.yaml"):
        assert folder.scenario(name).title.startswith("Build, buy or extend")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.yaml", "sub/../../secret.yaml", "sub/../x.yaml", "/etc/hosts.yaml", "{outside}", "link.yaml",
        "up/secret.yaml", "up/inside/../secret.yaml", ".hidden.yaml", "./x.yaml/../../secret.yaml", "~/x.yaml", "round.yaml",
        "notes.txt", "", ".", "..", "sub", "C:x.yaml", "C:\\x.yaml", "\\\\server\\x.yaml", "..\\secret.yaml",
        "x.yaml\0.yaml", "x\n.yaml", "HEAD:x.yaml", "file:///etc/x.yaml", "a" * 2_000 + ".yaml", "x.yaml/",
    ],
)  # fmt: skip
def test_what_lies_outside_or_may_is_refused_in_a_sentence(name: str, folder: Folder, tmp_path: Path) -> None:
    name = name.replace("{outside}", str(tmp_path / "secret.yaml"))
    with pytest.raises(DecisionError) as error:
        folder.scenario(name)
    assert "secret" not in str(error.value).replace(name, "")
    assert str(tmp_path) not in str(error.value).replace(name, "")
    assert len(str(error.value)) < 500
    if name not in ("x.yaml/", "HEAD:x.yaml", "file:///etc/x.yaml"):
        assert isinstance(error.value, OutsideError), error.value


def test_what_is_not_there_is_said_without_saying_where_the_folder_lies(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(FileError) as error:
        folder.scenario("none.yaml")
    assert str(error.value).startswith("none.yaml:1:1: file: cannot be read (No such file or directory)")
    assert str(tmp_path) not in str(error.value)


def test_catalogues_are_found_in_the_folder_and_among_our_own_and_nowhere_else(folder: Folder, tmp_path: Path) -> None:
    inside = folder.root
    (inside / "sub" / "uses.yaml").write_text(USING.replace("NAME", "secret"), encoding="utf-8")
    with pytest.raises(FileError, match=r"no file secret\.yaml is found"):
        folder.scenario("sub/uses.yaml")
    (inside / "criteria").mkdir()
    (inside / "criteria" / "secret.yaml").symlink_to(tmp_path / "criteria" / "secret.yaml")
    with pytest.raises(FileError, match=r"the file secret\.yaml leads out of the folder"):
        folder.scenario("sub/uses.yaml")
    (inside / "criteria" / "secret.yaml").unlink()
    (inside / "criteria" / "secret.yaml").write_text(CATALOGUE.replace("NAMED", "Ours"), encoding="utf-8")
    assert folder.scenario("sub/uses.yaml").criteria[0].name == "Ours"
    (inside / "criteria" / "secret.yaml").write_text("criteria: [", encoding="utf-8")
    with pytest.raises(FileError) as error:
        folder.scenario("sub/uses.yaml")
    assert "criteria/secret.yaml:2:1:" in str(error.value)
    assert str(tmp_path) not in str(error.value)
    portal = (ROOT / "scenarios" / "health-centre-portal.yaml").read_text(encoding="utf-8")
    (inside / "portal.yaml").write_text(portal, encoding="utf-8")
    assert folder.scenario("portal.yaml").catalogue == "patient-facing"


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_text(SECRET, encoding="utf-8")
    for name, words in (("none", "there is no folder"), ("file.yaml", "is a file"), ("a\0b", "there is no folder")):
        with pytest.raises(DecisionError, match=words):
            folder_at(str(tmp_path / name))
