"""Scenarios as they were: read out of git, with all that they name, and nothing of the repository is run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from decision.files.faults import FileError
from decision.files.open_file import MOST_BYTES
from decision.files.reader import load
from decision.files.repository import Repository, RevisionError, repository_of
from decision.files.revisions import load_named, load_named_with_tree, revision_and_file, scenario_at

OPTIONS = "options:\n  a: {ratings: {fit: 1}}\n  b: {ratings: {fit: 2}}\n"
OWN = "format: 1\ntitle: TITLE\ncriteria: {fit: {worst: 0, best: 10, weight: 1}}\n" + OPTIONS
USING = "format: 1\ntitle: T\ncriteria: {use: ours}\n" + OPTIONS


def git(folder: Path, *arguments: str) -> str:
    told = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )
    return told.stdout.strip()


def commit(folder: Path, files: dict[str, str | None], message: str = "A change") -> str:
    """Write files, by path, or remove those that are None, and commit them all."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, in which one stands."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    monkeypatch.chdir(folder)
    return folder


def catalogue(name: str) -> str:
    return f"format: 1\nname: Ours\ncriteria:\n  fit: {{name: {name}, worst: 0, best: 10, weight: 1}}\n"


def test_a_file_of_a_revision_is_read_as_it_was(repository: Path) -> None:
    first = commit(repository, {"x.yaml": OWN.replace("TITLE", "First")})
    commit(repository, {"x.yaml": OWN.replace("TITLE", "Second")})
    (repository / "x.yaml").write_text(OWN.replace("TITLE", "Not committed"))
    git(repository, "tag", "-a", "-m", "tagged", "v1", first)
    titles = {name: load_named(name).title for name in ("HEAD:x.yaml", "main:x.yaml", "HEAD~1:x.yaml", "x.yaml")}
    assert titles == {
        "HEAD:x.yaml": "Second",
        "main:x.yaml": "Second",
        "HEAD~1:x.yaml": "First",
        "x.yaml": "Not committed",
    }
    for name in (first, first[:8], "v1"):
        assert load_named(f"{name}:x.yaml").title == "First"


def test_the_tree_of_a_revision_knows_its_places(repository: Path) -> None:
    commit(repository, {"x.yaml": OWN})
    scenario, root = load_named_with_tree("HEAD:x.yaml")
    assert scenario == load("x.yaml")
    assert root.find(("options", "b"))[0].line == 6


def test_catalogues_come_from_the_same_revision_nearest_first(repository: Path) -> None:
    commit(repository, {"team/decisions/x.yaml": USING})
    places = [
        "criteria/ours.yaml",
        "team/criteria/ours.yaml",
        "team/decisions/criteria/ours.yaml",
        "team/decisions/ours.yml",
        "team/decisions/ours.yaml",
    ]
    commits = [commit(repository, {place: catalogue(f"Number {n}")}) for n, place in enumerate(places)]
    commit(repository, dict.fromkeys(places))  # and none is left now
    for n, id in enumerate(commits):
        assert load_named(f"{id}:team/decisions/x.yaml").leaves["fit"].name == f"Number {n}"
    with pytest.raises(FileError, match=r"HEAD:team/decisions/x.yaml:3:17: .*no file ours.yaml is found"):
        load_named("HEAD:team/decisions/x.yaml")


def test_a_catalogue_as_it_is_now_does_not_stand_in_for_that_of_the_revision(repository: Path) -> None:
    commit(repository, {"x.yaml": USING, "criteria/ours.yaml": catalogue("Then")})
    (repository / "criteria" / "ours.yaml").write_text(catalogue("Now"))
    (repository / "ours.yaml").write_text(catalogue("Nearer"))
    assert load_named("HEAD:x.yaml").leaves["fit"].name == "Then"
    assert load_named("x.yaml").leaves["fit"].name == "Nearer"


def test_what_no_revision_has_is_found_above_the_repository_and_among_the_projects_own(repository: Path) -> None:
    commit(repository, {"x.yaml": USING, "y.yaml": USING.replace("ours", "patient-facing")})
    (repository.parent / "criteria").mkdir()
    (repository.parent / "criteria" / "ours.yaml").write_text(catalogue("Above"))
    assert load_named("HEAD:x.yaml").leaves["fit"].name == "Above"
    with pytest.raises(FileError, match="no rating on integration"):
        load_named("HEAD:y.yaml")


def test_reference_classes_come_from_the_same_revision(repository: Path) -> None:
    classes = "format: 1\nname: Ours\nreference_classes:\n  moves: {name: Moves, kind: fitted, n: 9, lognormal: [0.1, 0.2], source: ours}\n"
    text = OWN.replace("{fit: 1}", "{fit: {estimate: 3, class: moves}}")
    first = commit(repository, {"x.yaml": text, "criteria/reference-classes.yaml": classes})
    second = commit(repository, {"criteria/reference-classes.yaml": classes.replace("0.1,", "0.3,")})
    with repository_of(repository / "x.yaml") as opened:
        one, other = (scenario_at(opened, id, "x.yaml").fingerprint for id in (first, second))
    assert one != other
    assert other == load("x.yaml").fingerprint


def test_a_file_is_named_from_where_one_stands_or_from_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(
        repository,
        {
            "x.yaml": OWN.replace("TITLE", "Outer"),
            "team/x.yaml": OWN.replace("TITLE", "Inner"),
            "team/y.yaml": OWN.replace("TITLE", "Y"),
        },
    )
    monkeypatch.chdir(repository / "team")
    assert load_named("HEAD:x.yaml").title == "Inner"
    assert load_named("HEAD:../x.yaml").title == "Outer"
    assert load_named("HEAD:team/y.yaml").title == load_named("HEAD:./y.yaml").title == "Y"
    assert load_named(f"HEAD:{repository / 'x.yaml'}").title == "Outer"


def test_a_file_and_a_folder_that_are_gone_are_still_read(repository: Path) -> None:
    commit(repository, {"old/deep/x.yaml": OWN})
    commit(repository, {"old/deep/x.yaml": None, "y.yaml": OWN})
    assert load_named("HEAD~1:old/deep/x.yaml").title == "TITLE"


def test_a_file_of_another_repository_is_read_from_there(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    commit(other, {"x.yaml": OWN.replace("TITLE", "Elsewhere")})
    assert load_named("main:../other/x.yaml").title == "Elsewhere"


def test_a_file_whose_name_holds_a_colon_is_a_file(repository: Path) -> None:
    commit(repository, {"x.yaml": OWN.replace("TITLE", "Plain")})
    (repository / "HEAD:x.yaml").write_text(OWN.replace("TITLE", "Colon"))
    assert load_named("HEAD:x.yaml").title == "Colon"
    assert load_named("./HEAD:x.yaml").title == "Colon"


@pytest.mark.parametrize("name", ["x.yaml", ":x.yaml", "HEAD:", "./a:b", "../a:b", "/a:b", "~/a:b", ".\\a:b", ":/x:y"])
def test_what_can_be_no_revision_is_a_file(name: str) -> None:
    assert revision_and_file(name) is None


def test_the_first_colon_parts_revision_and_file() -> None:
    assert revision_and_file("HEAD~2:a/b:c.yaml") == ("HEAD~2", "a/b:c.yaml")


def test_links_within_the_revision_are_followed_and_no_other(repository: Path) -> None:
    (repository / "link.yaml").symlink_to("x.yaml")
    (repository / "out.yaml").symlink_to("/etc/passwd")
    (repository / "gone.yaml").symlink_to("nowhere.yaml")
    (repository / "round.yaml").symlink_to("round.yaml")
    commit(repository, {"x.yaml": OWN})
    assert load_named("HEAD:link.yaml").title == "TITLE"
    for name in ("out", "gone", "round"):
        with pytest.raises(RevisionError, match=f"HEAD has no file {name}.yaml; check the name"):
            load_named(f"HEAD:{name}.yaml")
    assert load_named("HEAD:x.yaml").title == "TITLE"


# --- what cannot be had ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "nonsense:x.yaml",
            "nonsense:x.yaml: no commit nonsense is in the repository .*; check the name, and fetch it",
        ),
        ("HEAD~9:x.yaml", "no commit HEAD~9 is in"),
        ("HEAD:y.yaml", "HEAD:y.yaml: HEAD has no file y.yaml; check the name, or name another revision"),
        ("HEAD:.", "HEAD has no file"),
        ("HEAD:folder", "HEAD has no file folder"),
        ("HEAD:x.yaml/y", "HEAD has no file x.yaml/y"),
        ("HEAD:x.yaml\nHEAD:x.yaml", "HEAD has no file"),
        ("HEAD\nHEAD:x.yaml", "can be no revision"),
        ("HEAD..main:x.yaml", "no commit HEAD..main"),
        ("HEAD:x.yaml:x.yaml", "HEAD has no file x.yaml:x.yaml"),
        ("-p:x.yaml", '"-p" can be no revision; name a branch'),
        ("--output=out:x.yaml", "can be no revision"),
        ("--upload-pack=touch made:x.yaml", "can be no revision"),
        ("a" * 2000 + ":x.yaml", "can be no revision"),
    ],
)
def test_what_is_not_there_is_told(repository: Path, name: str, message: str) -> None:
    commit(repository, {"x.yaml": OWN, "folder/z.yaml": OWN})
    with pytest.raises(RevisionError, match=message):
        load_named(name)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "folder", "x.yaml"]


def test_a_repository_without_a_commit_has_no_revision(repository: Path) -> None:
    with pytest.raises(RevisionError, match="no commit HEAD is in"):
        load_named("HEAD:x.yaml")


def test_outside_a_repository_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RevisionError, match=r"HEAD:x.yaml: .* is in no git repository; name a file, or go into"):
        load_named("HEAD:x.yaml")


def test_without_git_it_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, {"x.yaml": OWN})
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(RevisionError, match="git is not found, which reads revisions; install it, or name a file"):
        load_named("HEAD:x.yaml")


def test_faults_are_told_with_revision_and_place(repository: Path) -> None:
    commit(
        repository, {"a/x.yaml": OWN.replace("fit: 1", "fit: x"), "a/y.yaml": USING, "criteria/ours.yaml": "format: 2"}
    )
    with pytest.raises(FileError, match=r"^HEAD:a/x.yaml:5:22: options.a.ratings.fit: "):
        load_named("HEAD:a/x.yaml")
    with pytest.raises(FileError, match=r"HEAD:criteria/ours.yaml:1:9: format: "):
        load_named("HEAD:a/y.yaml")


def test_a_file_that_is_too_large_is_not_read_and_the_next_is(repository: Path) -> None:
    id = commit(repository, {"x.yaml": OWN, "large.yaml": "#" * (MOST_BYTES + 1)})
    with Repository(repository) as opened:
        with pytest.raises(FileError, match=f"{id[:10]}:large.yaml:1:1: file: the file is too large"):
            opened.blob(id, "large.yaml")
        assert opened.blob(id, "x.yaml") == OWN.encode()


# --- what a repository could have run -------------------------------------------------------------------------------


def test_nothing_that_a_repository_names_is_run(repository: Path) -> None:
    """Filters, textconv, external diffs, hooks, signatures' programs and the file system monitor all leave a trace."""
    commit(repository, {"x.yaml": OWN, ".gitattributes": "*.yaml filter=trace diff=trace\n"})
    trace = repository.parent / "trace"
    script = repository.parent / "script"
    script.write_text(f"#!/bin/sh\ntouch '{trace}'\ncat\n")
    script.chmod(0o755)
    for key in ("filter.trace.smudge", "filter.trace.clean", "diff.trace.textconv", "diff.trace.command", "diff.external",
                "core.fsmonitor", "gpg.program", "core.pager", "core.sshCommand", "core.editor"):  # fmt: skip
        git(repository, "config", key, str(script))
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "alias.cat-file", f"!{script}")
    hooks = repository / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        (hooks / hook).write_text(script.read_text())
        (hooks / hook).chmod(0o755)
    assert load_named("HEAD:x.yaml").title == "TITLE"
    with repository_of(repository / "x.yaml") as opened:
        assert len(opened.commits(["x.yaml"])) == 1
    assert not trace.exists()


def test_what_a_partial_clone_lacks_is_not_fetched(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"x.yaml": OWN})
    git(repository, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", repository.as_uri(), str(clone))
    trace = tmp_path / "trace"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    script.chmod(0o755)
    git(clone, "config", "remote.origin.url", "ssh://example.org/repository")
    git(clone, "config", "core.sshCommand", str(script))
    monkeypatch.chdir(clone)
    with pytest.raises(RevisionError, match=r"HEAD:x.yaml: "):
        load_named("HEAD:x.yaml")
    assert not trace.exists()


def test_where_a_hook_says_its_repository_is_does_not_matter(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"x.yaml": OWN})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert load_named("HEAD:x.yaml").title == "TITLE"


# --- many commits ---------------------------------------------------------------------------------------------------


def test_commits_that_changed_a_file_newest_first(repository: Path) -> None:
    ids = [
        commit(repository, {"x.yaml": OWN + f"# {n}\n", "y.yaml": f"{n // 2}"}, f"Change {n}\n\nAt length")
        for n in range(4)
    ]
    with repository_of(repository / "x.yaml") as opened:
        path = opened.path_of(Path("x.yaml"))
        told = opened.commits([path])
        assert [each.id for each in told] == ids[::-1]
        assert (told[0].subject, told[0].author, told[0].when[:2]) == ("Change 3", "A", "20")
        assert [each.id for each in opened.commits(["y.yaml"])] == [ids[2], ids[0]]
        assert [each.id for each in opened.commits(["x.yaml"], revision="HEAD~1", most=2)] == [ids[2], ids[1]]
        assert opened.commits(["*.yaml"]) == ()  # a name, not a pattern


def test_many_commits_are_read_by_one_process_and_a_catalogue_once(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"criteria/ours.yaml": catalogue("Ours")})
    for n in range(6):
        commit(repository, {"x.yaml": USING.replace("title: T", f"title: T{n}")})
    started = []
    start = Repository._started
    monkeypatch.setattr(Repository, "_started", lambda self: started.append(1) or start(self))
    with repository_of(repository / "x.yaml") as opened:
        titles = [scenario_at(opened, each.id, "x.yaml").title for each in opened.commits(["x.yaml"])]
        assert len(opened.read) == 1
    assert titles == ["T5", "T4", "T3", "T2", "T1", "T0"]
    assert len(started) == 1


def test_a_process_that_was_killed_is_told_and_the_next_question_starts_another(repository: Path) -> None:
    id = commit(repository, {"x.yaml": OWN})
    with Repository(repository) as opened:
        assert opened.blob(id, "x.yaml")
        assert opened._process is not None
        opened._process.kill()
        opened._process.wait()
        with pytest.raises(RevisionError, match="git ended before it answered"):
            opened.blob(id, "x.yaml")
        assert opened.blob(id, "x.yaml") == OWN.encode()


def test_a_file_outside_the_repository_is_told(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"x.yaml": OWN})
    with Repository(repository) as opened, pytest.raises(RevisionError, match="lies outside the repository"):
        opened.path_of(tmp_path / "x.yaml")
