"""The app as it is installed: from a wheel, in an environment and a folder that have nothing of the checkout."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, answer, free_port, once, serving, sync_api

expect = sync_api.expect

BUILT_FROM = ("decision", "criteria", "scenarios", "pyproject.toml", "requirements.txt", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", built, source)
    return next(built.glob("trilemma-*.whl"))


@pytest.fixture(scope="module")
def trilemma(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in a new environment; what it needs of others is taken from that of the tests."""
    place = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", place)
    folders = {"base": str(place), "platbase": str(place)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=folders))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=folders))
    run(sys.executable, "-m", "pip", "--python", next(scripts.glob("python*")), "install", "--no-deps", wheel)
    return scripts / "trilemma"


def run(*command: str | Path, **options: Any) -> str:
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def start(trilemma: Path, tmp_path: Path, browser: Any) -> Iterator[Callable[..., Any]]:
    """Start the command with `arguments` in a folder of its own, and open what it serves."""
    with contextlib.ExitStack() as stack:

        def start(*arguments: str) -> Any:
            environment = {
                name: x for name, x in os.environ.items() if not name.startswith(("STREAMLIT_", "TRILEMMA_", "PYTHON"))
            }
            environment["TRILEMMA_STATE"] = str(tmp_path / "kept")
            port = free_port()
            command = [str(trilemma), "app", *arguments, "--port", str(port), "--no-browser"]
            stack.enter_context(serving(command, port, tmp_path, environment))
            context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme="light")
            stack.callback(context.close)
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{port}")
            return page

        yield start


def test_the_wheel_holds_every_file_of_the_package_and_the_examples(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "decision", "criteria", "scenarios"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    if not tracked:
        pytest.skip("this is no git checkout: which files belong to the package is not known")
    with zipfile.ZipFile(wheel) as archive:
        held = {name.partition(".data/data/share/trilemma/")[2] or name for name in archive.namelist()}
    assert set(tracked) - held == set()


def test_it_starts_in_any_folder_with_our_settings_and_the_scenarios_there(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    text = (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "own.yaml").write_text(
        text.replace("title: Build, buy or extend, in plain numbers", "title: Our own decision"), encoding="utf-8"
    )
    (tmp_path / "streamlit.py").write_text("raise SystemExit('code of the folder was run')", encoding="utf-8")
    page = start()
    expect(answer(page)).to_contain_text("Extend leads")
    expect(once(page.get_by_role("button", name="Our own decision"))).to_be_visible()
    for name, says in (("Ratings", "ratings"), ("Compare", "views")):
        page.get_by_role("link", name=name).click()
        expect(page).to_have_title(f"{name} · Trilemma")
        expect(answer(page)).to_contain_text(says)
    assert answer(page).evaluate("e => getComputedStyle(e).color") == "rgb(28, 33, 39)"  # a setting of the theme
    page.get_by_role("button", name="Our own decision").click()
    expect(once(page.get_by_text("5MB per file"))).to_be_visible()  # a setting of the server


def test_with_no_scenarios_around_it_shows_the_examples(start: Callable[..., Any]) -> None:
    page = start()
    expect(once(page.get_by_role("button", name="Relaunch the patient portal"))).to_be_visible()


def test_another_machine_does_not_reach_it(start: Callable[..., Any]) -> None:
    address = start().url.replace("127.0.0.1", "127.0.0.2")  # any other address than the one it listens on
    with pytest.raises(OSError, match=r"refused|cannot|unreachable"):
        urllib.request.urlopen(address, timeout=5)  # noqa: S310  # our own address
