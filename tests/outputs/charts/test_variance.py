"""The bars of what the uncertainty comes from are shares of the variance."""

from __future__ import annotations

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.outputs.charts.variance import variance_data
from tests.outputs.chart_data import of_kind
from tests.outputs.samples import PORTAL


def test_shares_of_variance_are_bars_of_their_own_share(turned: SensitivityResult) -> None:
    bars = of_kind(variance_data(PORTAL, turned), "bar")
    shares = sorted((share.first for share in turned.variance.inputs), reverse=True)
    assert {bar["end"] for bar in bars} <= {max(0.0, share) for share in shares}
    assert shares[0] in {bar["end"] for bar in bars}
