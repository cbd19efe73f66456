"""Settings of the property tests: the same examples on every run, and no deadline on a slow machine; one thread."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

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
