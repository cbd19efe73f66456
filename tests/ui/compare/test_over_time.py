"""*Over time* on *Compare*: the commits of a file of the folder, in the figures of ``history``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from decision.cli import main
from decision.ui.session.histories import DRAWS
from tests.files.test_revisions import commit, repository
from tests.ui.compare.test_page import compare, page, table
from tests.ui.conftest import HOSTILE, ROOT

__all__ = ["repository"]  # a fixture

PORTAL = (ROOT / "scenarios" / "health-centre-portal.yaml").read_text(encoding="utf-8")


def opened(start: Callable[[], AppTest], folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app with the folder, on *Compare*, with all unfolded that is folded there."""
    monkeypatch.setenv("TRILEMMA_SCENARIOS", str(folder))
    app = compare(start())
    app.session_state["fold_history"] = True
    app.run()
    assert not app.exception
    return app


def charted(app: AppTest) -> list[dict[str, Any]]:
    """The data of the chart of the history, as they reach the browser."""
    proto = next(each.proto for each in app.get("vega_lite_chart") if "Four versions" in each.proto.alt)
    rows: list[dict[str, Any]] = pa.ipc.open_stream(proto.data.data).read_all().to_pylist()
    return rows


def test_a_file_of_the_folder_that_is_in_git_shows_how_it_moved(
    repository: Path, start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(repository, {"d/x.yaml": PORTAL}, "First")
    commit(repository, {"d/x.yaml": PORTAL.replace("fit: 30", "fit: 90")}, HOSTILE)
    commit(repository, {"d/x.yaml": "format: 1\ntitle: [\n"}, "A mistake")
    (repository / "d" / "x.yaml").write_text(PORTAL, encoding="utf-8")
    app = opened(start, repository / "d", monkeypatch)
    assert main(["history", "d/x.yaml", "--json", "--draws", str(DRAWS)]) == 0
    told = json.loads(capsys.readouterr().out)["versions"]
    rows = table(app, "Versions")
    assert list(rows) == ["Version", *(each["commit"][:10] for each in told[:3]), "not committed"]
    assert rows[told[0]["commit"][:10]][2:4] == ["Extend", "too close to call"]
    assert rows[told[1]["commit"][:10]][2] == "Buy"
    assert rows[told[2]["commit"][:10]][2].startswith("1 fault, in line ")
    assert rows["not committed"][5].startswith(f"{100 * told[3]['p_best']['extend']:.1f} % ±")
    html = page(app)
    assert "Four versions: the leader changed twice; 1 has faults or no file." in html
    dots = [row for row in charted(app) if row["kind"] == "dot"]
    assert len(dots) == 3 * 3  # versions that are sound, options
    assert {(row["x"], row["y"]) for row in dots if row["option"] == "Extend"} == {
        (float(n), 100 * told[n]["p_best"]["extend"]) for n in (0, 1, 3)
    }
    assert "<script>" not in html


def test_nothing_is_said_of_a_file_that_is_in_no_repository(
    tmp_path: Path, start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.yaml").write_text(PORTAL, encoding="utf-8")
    app = opened(start, tmp_path, monkeypatch)
    assert "Over time" not in [each.label for each in app.expander]


def test_a_file_that_no_commit_has_is_said_to_have_none(
    repository: Path, start: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"readme.txt": "x"})
    (repository / "x.yaml").write_text(PORTAL, encoding="utf-8")
    app = opened(start, repository, monkeypatch)
    assert any("No commit has" in each.value for each in app.error)
