"""Results that the tests of several charts look at; they take a while to work out."""

from __future__ import annotations

import pytest

from decision.analysis.sensitivity.sensitivity import SensitivityResult, sensitivity
from tests.outputs.samples import PORTAL


@pytest.fixture(scope="session")
def turned() -> SensitivityResult:
    """What would change the answer to `PORTAL`."""
    return sensitivity(PORTAL, 4000)
