"""A scenario as it was, commit by commit: followed through names, faults and what it uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.files.repository import RevisionError
from decision.files.versions import versions
from tests.files.test_revisions import OWN, USING, catalogue, commit, git, repository

__all__ = ["repository"]  # a fixture

BROKEN = "format: 1\ntitle: [\n"


def titles(file: str, most: int = 100) -> list[str | None]:
    return [None if each.scenario is None else each.scenario.title for each in versions(file, most)]


def own(title: str) -> str:
    return OWN.replace("TITLE", title)


def test_versions_come_oldest_first_each_with_its_commit(repository: Path) -> None:
    ids = [commit(repository, {"a/x.yaml": own(title)}, f"Says {title}") for title in ("One", "Two", "Three")]
    commit(repository, {"other.yaml": own("Other")})
    found = versions("a/x.yaml")
    assert [each.scenario and each.scenario.title for each in found] == ["One", "Two", "Three"]
    assert [each.commit and each.commit.id for each in found] == ids
    assert [each.commit and each.commit.subject for each in found] == ["Says One", "Says Two", "Says Three"]
    assert titles("a/x.yaml", most=2) == ["Two", "Three"]


def test_what_lies_there_now_comes_last_where_it_is_not_what_was_committed(repository: Path) -> None:
    commit(repository, {"x.yaml": own("One")})
    assert titles("x.yaml") == ["One"]
    Path("x.yaml").write_text(own("Not committed"), encoding="utf-8")
    assert titles("x.yaml") == ["One", "Not committed"]
    assert versions("x.yaml")[-1].commit is None
    Path("x.yaml").write_text(BROKEN, encoding="utf-8")
    last = versions("x.yaml")[-1]
    assert (last.commit, last.scenario, last.faults[0].file) == (None, None, "x.yaml")


def test_a_file_is_followed_through_its_names(repository: Path) -> None:
    text = (
        OWN + "about: |\n" + "".join(f"  A line {n} that makes it long enough to be known again.\n" for n in range(9))
    )
    for name, title in (("first.yaml", "One"), ("second.yaml", "Two"), ("d/third.yaml", "Three")):
        gone: dict[str, str | None] = {str(path): None for path in (*Path().glob("*.yaml"), *Path().glob("d/*.yaml"))}
        commit(repository, {**gone, name: text.replace("TITLE", title)})
    assert titles("d/third.yaml") == ["One", "Two", "Three"]
    assert [each.path for each in versions("d/third.yaml")] == ["first.yaml", "second.yaml", "d/third.yaml"]


def test_a_version_with_faults_or_without_the_file_is_one_that_says_so(repository: Path) -> None:
    commit(repository, {"x.yaml": own("One")})
    commit(repository, {"x.yaml": BROKEN})
    commit(repository, {"x.yaml": None})
    commit(repository, {"x.yaml": own("Two")})
    one, broken, gone, two = versions("x.yaml")
    assert (one.scenario and one.scenario.title, two.scenario and two.scenario.title) == ("One", "Two")
    assert broken.commit is not None
    assert (broken.scenario, broken.is_there, broken.faults[0].file) == (None, True, f"{broken.commit.id[:10]}:x.yaml")
    assert (gone.scenario, gone.is_there, gone.faults) == (None, False, ())


def test_a_catalogue_of_the_same_commit_is_used_and_counts_where_it_changed_the_decision(repository: Path) -> None:
    commit(repository, {"d/x.yaml": USING, "criteria/ours.yaml": catalogue("First")})
    commit(repository, {"criteria/ours.yaml": "# another comment\n" + catalogue("First")})
    commit(repository, {"criteria/ours.yaml": catalogue("Second")})
    commit(repository, {"criteria/ours.yaml": "criteria: ["})
    names = [each.scenario and each.scenario.criteria[0].name for each in versions("d/x.yaml")]
    assert names == ["First", "Second", None]


def test_merges_that_change_nothing_are_no_versions(repository: Path) -> None:
    commit(repository, {"x.yaml": own("One")})
    git(repository, "checkout", "-q", "-b", "side")
    commit(repository, {"x.yaml": own("Two")})
    git(repository, "checkout", "-q", "main")
    commit(repository, {"other.yaml": own("Other")})
    git(repository, "merge", "-q", "--no-edit", "side")
    assert titles("x.yaml") == ["One", "Two"]


@pytest.mark.parametrize(
    "name", ["x.yaml", "-x.yaml", "--output=o.yaml", ":x.yaml", "*.yaml", "ü\u202e.yaml", "a b.yaml"]
)
def test_a_name_is_a_name_whatever_git_could_take_it_for(name: str, repository: Path) -> None:
    commit(repository, {f"./{name}": own("One"), "zz.yaml": own("Other")})
    commit(repository, {f"./{name}": own("Two")})
    assert titles(f"./{name}") == ["One", "Two"]
    assert not Path("o.yaml").exists()


def test_a_file_that_no_commit_has_is_refused(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"x.yaml": own("One")})
    Path("new.yaml").write_text(own("New"), encoding="utf-8")
    with pytest.raises(RevisionError, match=r"no commit has new\.yaml; commit it first"):
        versions("new.yaml")
    (tmp_path / "alone.yaml").write_text(own("Alone"), encoding="utf-8")
    with pytest.raises(RevisionError, match="is in no git repository"):
        versions(tmp_path / "alone.yaml")


def test_each_text_is_asked_for_through_one_process(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(12):
        commit(repository, {"x.yaml": own(f"Number {n}")})
    from decision.files import repository as module

    started: list[list[str]] = []
    popen = module.subprocess.Popen

    class Counting(popen):  # type: ignore[misc, valid-type]
        def __init__(self, command: list[str], **more: object) -> None:
            started.append(command)
            super().__init__(command, **more)

    monkeypatch.setattr(module.subprocess, "Popen", Counting)
    assert len(versions("x.yaml")) == 12
    assert sum("cat-file" in command for command in started) == 1
    assert len(started) <= 6
