"""The app as AppTest runs it, and a scenario whose every text tries to be more than text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit import config
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
config.get_config_options()  # read here, in the project's folder; a test that asks first may stand in another
RATINGS_PAGE = "decision/ui/ratings/page.py"

HOSTILE = (
    "<script>alert(1)</script> **x** $x$ and $y$ :red[x] ![i](http://evil.example/i.png) :smile: :material/home: "
    "http://evil.example www.evil.example `c` <b>b</b> &lt;"
)


@pytest.fixture(autouse=True)
def kept_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the app keeps work, one for each test."""
    monkeypatch.setenv("TRILEMMA_STATE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def start() -> Callable[[], AppTest]:
    def start() -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.session_state["plain"] = True  # it does not see the live panel, which has tests of its own
        app.run()
        assert not app.exception
        return app

    return start


@pytest.fixture
def app(start: Callable[[], AppTest]) -> AppTest:
    return start()


@pytest.fixture
def ratings(app: AppTest) -> AppTest:
    app.switch_page(RATINGS_PAGE).run()
    assert not app.exception
    return app


def hostile_document() -> dict[str, Any]:
    """A sound scenario in which every text is `HOSTILE`, a score goes below 0 and an option is excluded."""
    leaf = {"name": HOSTILE, "question": HOSTILE, "unit": HOSTILE, "worst": 0, "best": 10, "anchors": {3: HOSTILE}}
    option = {
        "name": HOSTILE,
        "about": HOSTILE,
        "ratings": {
            "cost": {"estimate": 4, "because": HOSTILE, "source": HOSTILE},
            "own": {"first": 5, "second": {"low": 1, "mode": 2, "high": 3}},
        },
    }
    below = {**option, "ratings": {**option["ratings"], "cost": -20}}
    return {
        "format": 1,
        "title": HOSTILE,
        "question": HOSTILE,
        "about": HOSTILE,
        "criteria": {
            "cost": {**leaf, "outside": "extrapolate"},
            "own": {"name": HOSTILE, "parts": {"first": leaf, "second": leaf}},
        },
        "weights": {"cost": 3, "own": 1},
        "options": {
            "a": option,
            "b": {**below, "approach": "buy"},
            "c": {**option, "approach": "buy", "requirements": {"R1": {"result": "fail", "because": HOSTILE}}},
        },
        "requirements": {"R1": {"text": HOSTILE, "evidence": HOSTILE, "basis": HOSTILE}},
        "views": {HOSTILE: {"cost": 1, "own": 1}},
        "evaluations": [
            {"by": HOSTILE, "interests": HOSTILE, "ratings": {"a.cost": {"rating": 5, "because": HOSTILE}}},
            {
                "by": "B",
                "ratings": {"a.cost": 9},
                "moderated": [{"of": "a.cost", "to": 6, "because": HOSTILE, "by": HOSTILE}],
            },
        ],
        "consensus": {"a.cost": {"rating": 5, "because": HOSTILE, "dissent": {HOSTILE: HOSTILE}}},
    }


@pytest.fixture
def hostile() -> bytes:
    text: str = yaml.safe_dump(hostile_document(), sort_keys=False)
    return text.encode("utf-8")
