from __future__ import annotations

import copy

import pytest

from decision.model.checks import MOST_DAYS, USUAL_LEVELS, Checks, Level
from decision.model.errors import ImpossibleError


def test_what_is_not_said_counts_as_usual() -> None:
    checks = Checks(levels={"reasons": Level.ERROR, "leader": Level.OFF})
    assert checks.level("reasons") is Level.ERROR and checks.level("leader") is Level.OFF
    assert checks.level("requirements") is USUAL_LEVELS["requirements"] is Level.WARNING
    assert checks.is_said and Checks(min_p_best=0.0).is_said and not Checks().is_said


def test_levels_cannot_be_changed_from_outside() -> None:
    levels = {"reasons": Level.ERROR}
    checks = Checks(levels=levels)
    levels["reasons"] = Level.OFF
    assert checks.level("reasons") is Level.ERROR


def test_what_is_asked_can_be_sent_to_another_process() -> None:
    checks = Checks(0.6, 30, {"reasons": Level.ERROR})
    assert copy.deepcopy(checks) == checks  # which goes the way of pickle


@pytest.mark.parametrize(
    ("said", "at", "says"),
    [
        ({"min_p_best": 1.01}, "min_p_best", "a P(best) of 1.01 cannot be asked for; give a share of 0 to 1"),
        ({"min_p_best": float("nan")}, "min_p_best", "a P(best) of nan cannot be asked for; give a share of 0 to 1"),
        ({"evidence_age_days": -1}, "evidence_age_days", "-1 days cannot be asked for; give 0 to 36,500"),
        ({"evidence_age_days": MOST_DAYS + 1}, "evidence_age_days", "36,501 days cannot be asked for; give 0 to 36,500"),
        ({"levels": {"reason": Level.OFF}}, "reason", 'reason is not a rule; did you mean "reasons"?'),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(said: dict[str, object], at: str, says: str) -> None:
    with pytest.raises(ImpossibleError) as caught:
        Checks(**said)  # type: ignore[arg-type]
    assert str(caught.value) == says and caught.value.at == (at,)
