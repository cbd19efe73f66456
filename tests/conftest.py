"""Settings of the property tests: the same examples on every run, and no deadline on a slow machine; one thread."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

from decision.threads import work_with_one_thread

work_with_one_thread()  # as the app and the commands do; no test has imported numpy yet

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=30,
    phases=(Phase.explicit, Phase.generate),  # a whole decision shrinks for minutes
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lines are counted where a test reaches them by a case of its own: to count them in every example takes as long again."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("no_cover")
