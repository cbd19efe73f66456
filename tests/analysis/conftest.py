"""Decisions that several tests of the analysis look at."""

from __future__ import annotations

import pytest

from decision.files.reader import read_scenario
from decision.model.scenario import Scenario


@pytest.fixture
def portal_with_parts() -> Scenario:
    """Two options on a cost and an integration in two parts; a leads by cost, b by integration."""
    return read_scenario(
        b"""\
format: 1
title: Parts
criteria:
  cost: {worst: 10, best: 0, weight: 50}
  integration:
    weight: 50
    parts:
      freshness: {worst: 0, best: 10, weight: 30}
      identity: {worst: 0, best: 10, weight: 10}
options:
  a: {ratings: {cost: 2, integration: {freshness: 4, identity: 5}}}
  b: {ratings: {cost: 5, integration: {freshness: 6, identity: 3}}}
""",
        "parts.yaml",
    )
