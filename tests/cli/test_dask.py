"""``--dask``: work handed to the workers of a cluster is what it is here."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision.cli import main
from decision.version import __version__

ROOT = Path(__file__).resolve().parents[2]
PORTAL, MINIMAL = (str(ROOT / "scenarios" / f"{name}.yaml") for name in ("health-centre-portal", "minimal"))
BROKEN = str(ROOT / "tests" / "data" / "broken.yaml")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of a cluster of two workers, each a process of its own."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        cluster.wait_for_workers(2, timeout=60)
        yield cluster.scheduler_address


def test_a_cluster_of_two_workers_finds_what_is_found_here_to_the_bit(
    address: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "scenarios")
    call = ["simulate", "minimal.yaml", BROKEN, "health-centre-portal.yaml", "--draws", "700", "--json"]
    assert main([*call, "--dask", address]) == 1
    minimal, broken, portal = json.loads(capsys.readouterr().out)
    assert [minimal["file"], broken["file"], portal["file"]] == [MINIMAL, BROKEN, PORTAL]  # as all workers find them
    assert broken["error"] == "4 faults"
    for each, file in ((minimal, MINIMAL), (portal, PORTAL)):
        assert main(["simulate", file, "--draws", "700", "--json"]) == 0
        assert {"file": file, **json.loads(capsys.readouterr().out)} == each


def test_a_cluster_has_the_same_version_or_none_of_it_is_used(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr("decision.cli.executors.__version__", "9.9.9")
    assert main(["validate", MINIMAL, "--dask", address]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert f"has Trilemma {__version__}, and here is 9.9.9; have the same everywhere" in told.err


def test_a_cluster_that_does_not_know_us_is_told_what_to_install(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (tmp_path / "only_here.py").write_text("def version(): return 1", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("decision.cli.executors._version", importlib.import_module("only_here").version)
    assert main(["validate", MINIMAL, "--dask", address]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"validate: the Dask cluster at {address} cannot load Trilemma (")
    assert told.endswith(f"; install version {__version__} for its scheduler and all its workers\n")


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nowhere", "ftp://127.0.0.1:1"])
def test_an_address_where_no_scheduler_is_is_said_to_be_none(
    wrong: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decision.cli.executors._ANSWERS_WITHIN", "500ms")
    assert main(["validate", MINIMAL, "--dask", wrong]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"validate: no Dask scheduler answers at {wrong} (")


def test_without_distributed_the_extra_is_named(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["validate", MINIMAL, "--dask", "tcp://127.0.0.1:1"]) == 1
    assert "python -m pip install 'trilemma[dask]'" in capsys.readouterr().err
