"""What files, folders and patterns mean: each scenario once, in order, and nothing that is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from decision.files.found_files import NothingFoundError, is_several, our_files, scenario_files
from decision.files.tree import read_tree
from decision.files.validation import checked_tree
from decision.model.errors import DecisionError

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
CATALOGUE = "format: 1\nname: Ours\ncriteria: {fit: {worst: 0, best: 10}}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, *names: str, text: str = MINIMAL) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_folder_means_all_scenarios_below_it_sorted_by_path(here: Path) -> None:
    put(here, "b/x.yaml", "b.yaml", "a.yml", "b/a/z.yaml", "notes.txt")
    expected = ["a.yml", str(Path("b/a/z.yaml")), str(Path("b/x.yaml")), "b.yaml"]
    assert scenario_files(["."]) == expected
    assert scenario_files([str(here)]) == [str(here / name) for name in expected]


def test_what_is_named_comes_in_its_order_and_each_file_once(here: Path) -> None:
    put(here, "z.yaml", "a.yaml", "sub/m.yaml")
    (here / "same.yaml").symlink_to("a.yaml")
    assert scenario_files(["z.yaml", "a.yaml", "./z.yaml", "sub", ".", str(here / "a.yaml")]) == [
        "z.yaml",
        "a.yaml",
        str(Path("sub/m.yaml")),
    ]


def test_a_file_that_is_named_is_taken_whatever_it_is(here: Path) -> None:
    put(here, "catalogue.yaml", text=CATALOGUE)
    assert scenario_files(["catalogue.yaml", "not-there.yaml"]) == ["catalogue.yaml", "not-there.yaml"]


def test_what_is_hidden_is_left_out_unless_it_is_named(here: Path) -> None:
    put(here, "a.yaml", ".git/b.yaml", ".hidden.yaml", "x/.venv/c.yaml")
    assert scenario_files(["."]) == scenario_files(["**"]) == scenario_files(["*"]) == ["a.yaml"]
    assert scenario_files([".git"]) == [str(Path(".git/b.yaml"))]
    assert scenario_files([".hidden.yaml"]) == [".hidden.yaml"]


def test_links_that_go_round_in_a_circle_end(here: Path) -> None:
    put(here, "a/x.yaml")
    (here / "a" / "up").symlink_to(here, target_is_directory=True)
    (here / "a" / "self.yaml").symlink_to("self.yaml")
    assert scenario_files(["."]) == [
        str(Path("a/self.yaml")),
        str(Path("a/x.yaml")),
    ]  # whoever reads the first says why
    assert scenario_files(["a/up"]) == [str(Path("a/up/a/self.yaml")), str(Path("a/up/a/x.yaml"))]


def test_patterns_mean_what_shells_mean_by_them(here: Path) -> None:
    put(here, "p/a1.yaml", "p/a2.yaml", "p/b1.yaml", "p/q/a3.yaml", "p/a4.txt")
    assert scenario_files(["p/a*.yaml"]) == [str(Path("p/a1.yaml")), str(Path("p/a2.yaml"))]
    assert scenario_files(["p/?[12].yaml"]) == [str(Path(f"p/{name}.yaml")) for name in ("a1", "a2", "b1")]
    assert scenario_files(["**/a*"]) == [str(Path(f"p/{name}.yaml")) for name in ("a1", "a2", "q/a3")]
    assert scenario_files(["p*"]) == [str(Path(f"p/{name}.yaml")) for name in ("a1", "a2", "b1", "q/a3")]


def test_a_file_whose_name_is_a_pattern_is_that_file(here: Path) -> None:
    put(here, "what[1].yaml", "what1.yaml")
    assert scenario_files(["what[1].yaml"]) == ["what[1].yaml"]


@pytest.mark.parametrize("argument", ["empty", "none*.yaml", "catalogues/*"])
def test_nothing_found_is_an_error_that_names_where(argument: str, here: Path) -> None:
    (here / "empty").mkdir()
    put(here, "catalogues/c.yaml", text=CATALOGUE)
    with pytest.raises(NothingFoundError, match="no scenario") as error:
        scenario_files([argument])
    assert argument in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_that_cannot_be_read_is_an_error(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, "a.yaml", "shut/b.yaml")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)  # root may read everything
    with pytest.raises(DecisionError, match=r"shut cannot be read \(Permission denied\)"):
        scenario_files(["."])


@pytest.mark.parametrize(
    "text",
    [
        MINIMAL,
        MINIMAL.replace("\n", "\r\n"),
        MINIMAL.replace("\n", "\r"),
        "\ufeff# a comment\n\n---\n" + MINIMAL,
        "".join(f"  {line}\n" for line in MINIMAL.splitlines()),
        "format: 1\ntitle: Its options are still to come\n",
        '"title": Quoted\noptions: {}\n',
        "{format: 1, title: In braces, options: {a: {}, b: {}}}\n",
        "# {not: this}\n{\n  format: 1, title: T, options: {",  # with a fault
        "titel: With a fault\nformat: 1\noptions: {\n",
        "criteria: {}\noptions: [\n",
    ],
)
def test_a_scenario_is_one_however_it_is_written_and_with_faults(text: str, here: Path) -> None:
    (here / "x.yaml").write_bytes(text.encode())
    assert scenario_files(["."]) == ["x.yaml"]
    assert our_files(["."]) == ["x.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment\n",
        "- a list\n",
        "version: 3\nservices: {web: {image: x}}\n",
        "openapi: 3.0.0\ninfo:\n  title: T\n  format: 1\n  options: {}\n",
        '{"info": {"title": "T", "format": 1}, "options": {}}\n',
        "title: A page\nlayout: wide\n",
        "options: {}\nname: something else\n",
        "about: |\n  format: 1\n  title: quoted\n",
    ],
)
def test_what_others_write_is_no_file_of_ours(text: str, here: Path) -> None:
    put(here, "x.yaml", text=text)
    with pytest.raises(NothingFoundError):
        our_files(["."])


def test_all_that_is_shipped_is_found_as_what_it_is() -> None:
    def is_a_scenario(path: str) -> bool:
        raw = Path(path).read_bytes()
        return checked_tree(read_tree(raw, path), path, Path(path).parent).kind == "scenario"

    shipped = our_files([str(ROOT / "criteria"), str(ROOT / "scenarios")])
    assert len(shipped) == sum(len(list((ROOT / name).glob("*.yaml"))) for name in ("criteria", "scenarios"))
    assert scenario_files([str(ROOT / "scenarios")]) == [path for path in shipped if is_a_scenario(path)]


def test_one_file_is_not_several(here: Path) -> None:
    put(here, "a.yaml", "b/c.yaml", "d[1].yaml")
    assert not is_several(["a.yaml"])
    assert not is_several(["d[1].yaml"])
    assert not is_several(["not-there.yaml"])
    assert is_several(["b"])
    assert is_several(["*.yaml"])
    assert is_several(["a.yaml", "a.yaml"])
