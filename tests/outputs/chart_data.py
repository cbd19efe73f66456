"""Looking at the rows of a chart's data, and a decision small enough to work out by hand."""

from __future__ import annotations

import yaml

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario
from decision.outputs.charts.common import Row


def small(**changes: object) -> Scenario:
    """X is good at a, Y at b; both count alike."""
    leaf = {"worst": 0, "best": 10}
    document = {
        "format": 1,
        "title": "Small",
        "criteria": {"a": leaf, "b": leaf},
        "weights": {"a": 3, "b": 1},
        "options": {
            "x": {"approach": "build", "ratings": {"a": 8, "b": 2}},
            "y": {"approach": "buy", "ratings": {"a": 2, "b": 8}},
        },
    }
    return read_scenario(yaml.safe_dump(document | changes).encode(), "x.yaml")


def of_kind(rows: list[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["kind"] == kind]
