"""The lock file holds everything that runs, pinned to the bytes of its files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries() -> dict[NormalizedName, tuple[Requirement, list[str]]]:
    """Every package of the lock, with the hashes below it."""
    lines = [line for line in LOCK.splitlines() if not line.lstrip().startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ").splitlines()
    found: dict[NormalizedName, tuple[Requirement, list[str]]] = {}
    for line in whole:
        pin, *hashes = re.split(r"\s+--hash=", line.strip())
        requirement = Requirement(pin)
        assert canonicalize_name(requirement.name) not in found
        found[canonicalize_name(requirement.name)] = requirement, hashes
    return found


def named(lines: Iterable[str]) -> list[Requirement]:
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def pinned() -> list[Requirement]:
    """What is pinned by hand and has to be in the lock."""
    runs = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return named(
        [*runs, *PROJECT["project"]["optional-dependencies"]["sign-in"], *PROJECT["dependency-groups"]["package"]]
    )


def test_what_is_pinned_by_hand_is_in_the_lock_in_the_same_version_and_for_the_same_systems() -> None:
    locked = entries()
    assert pinned()
    for requirement in pinned():
        entry, _ = locked[canonicalize_name(requirement.name)]
        assert entry.specifier == requirement.specifier, requirement
        assert _conditions(entry.marker) == _conditions(requirement.marker), requirement


def _conditions(marker: Marker | None) -> set[str]:
    return set(str(marker).split(" and ")) if marker else set()


def test_every_entry_is_one_version_with_its_hashes() -> None:
    for requirement, hashes in entries().values():
        (only,) = requirement.specifier
        assert only.operator == "==", requirement
        assert "*" not in only.version
        assert hashes, requirement
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", each) for each in hashes)


def test_nothing_that_runs_here_needs_what_is_not_in_the_lock() -> None:
    locked = entries()
    waiting, seen = [each for each in pinned() if canonicalize_name(each.name) in _runs()], set[NormalizedName]()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        entry, _ = locked[name]
        (only,) = entry.specifier
        assert requirement.specifier.contains(Version(only.version), prereleases=True), (requirement, entry)
        waiting += [Requirement(line) for line in requires(requirement.name) or []]
    assert len(seen) > len(_runs())


def _runs() -> set[NormalizedName]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(each.name) for each in named(lines)}


def test_how_it_is_made_is_said_in_the_file_and_to_who_changes_it() -> None:
    command = re.search(r"^#\s+(uv pip compile .+)$", LOCK, re.MULTILINE)
    assert command is not None
    assert command[1] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    assert "--universal" in command[1]
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert f"--python-version {lowest} " in command[1]


def test_the_image_takes_its_packages_from_the_lock_alone() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    installs = re.findall(r"pip install ([^&\n]+)", dockerfile)
    assert len(installs) == 2
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(installs[1].split())
