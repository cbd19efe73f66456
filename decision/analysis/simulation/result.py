"""What a simulation says: the figures of every option, with what is needed to repeat them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from decision.analysis.open_ratings import Openness
from decision.analysis.sampling.weights import WeightsDrawn
from decision.model.evidence_ranges import SingleNumbers

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class RatingSummary:
    """What is drawn for one rating, in the criterion's unit."""

    mean: float
    p10: float
    p50: float
    p80: float
    p90: float


@dataclass(frozen=True)
class OptionOutcome:
    """What the draws say of one option. What ranks is None for an option that a requirement excludes.

    `mean` to `p90` are of its score, 0 to 100; `rank_acceptability` holds the share of draws in each rank, `p_best` the
    first of them, each with the standard error that the spread of shares from draw to draw leaves, a tie being shared;
    `central_weights` and `confidence_factor` are None for an option that is never first.
    """

    id: str
    name: str
    approach: str | None
    excluded: bool
    mean: float
    sd: float
    p10: float
    p50: float
    p80: float
    p90: float
    p_best: float | None
    p_best_se: float | None
    rank_acceptability: tuple[float, ...] | None
    rank_acceptability_se: tuple[float, ...] | None
    central_weights: Mapping[str, float] | None
    confidence_factor: float | None
    expected_regret: float | None
    ratings: Mapping[str, RatingSummary]


@dataclass(frozen=True)
class SimulationResult:
    """The result of a simulation, with what is needed to repeat it.

    Attributes
    ----------
    weights_drawn, ratings_drawn
        What was uncertain: weights as the file says (``file``), held as stated (``stated``) or ``any``; ratings or not.
    effective_draws
        Independent draws that are worth as much as those taken; fewer where weights come from a random walk.
    pairwise, pairwise_se
        By id, by id: the share of draws in which the first beats the second, half of the ties included; its standard
        error.
    evpi
        Expected value of perfect information, in points: what knowing everything drawn would add to the best score.
    clipped
        By option, by path: the share of draws in which the rating lay outside worst to best and was clipped.
    quantile_error
        By how many points the quantiles of scores may be off.
    certain
        Whether nothing that counts is uncertain, no weight and no rating of a ranked option on a criterion with weight,
        whatever was drawn: a rare event is uncertain.
    weights_vary
        Whether weights differ from draw to draw.
    single_numbers
        How much of the decision rests on ratings that leave nothing open: what chances leave out may be wrong.
    openness
        How many ratings nobody knows yet, and whether they could change who leads.
    confidence_draws
        How many of the first draws the confidence factors rest on; all of them where weights are held.
    score_shares
        How scores are spread: by option, the share of draws between each two neighbours of `score_edges`.
    score_edges
        Points of a score, evenly spaced; nearly all draws of all options lie between the first and the last.
    """

    title: str
    fingerprint: str
    version: str
    draws: int
    seed: int
    weights_drawn: WeightsDrawn
    ratings_drawn: bool
    effective_draws: float
    options: tuple[OptionOutcome, ...]
    pairwise: Mapping[str, Mapping[str, float]]
    pairwise_se: Mapping[str, Mapping[str, float]]
    evpi: float
    clipped: Mapping[str, Mapping[str, float]]
    quantile_error: float
    certain: bool
    weights_vary: bool
    single_numbers: SingleNumbers
    openness: Openness
    confidence_draws: int
    score_edges: tuple[float, ...]
    score_shares: Mapping[str, tuple[float, ...]]

    def option(self, id: str) -> OptionOutcome:
        """The outcome for the option called `id`."""
        return next(option for option in self.options if option.id == id)

    @property
    def likeliest(self) -> OptionOutcome:
        """The ranked option with the highest P(best), the first in file order at a tie."""
        return max((option for option in self.options if option.p_best is not None), key=lambda o: o.p_best or 0.0)

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON of the command line."""
        return {
            "title": self.title,
            "fingerprint": self.fingerprint,
            "version": self.version,
            "draws": self.draws,
            "seed": self.seed,
            "weights_drawn": self.weights_drawn,
            "ratings_drawn": self.ratings_drawn,
            "effective_draws": self.effective_draws,
            "options": [self._option_dict(option) for option in self.options],
            "pairwise": {one: dict(row) for one, row in self.pairwise.items()},
            "pairwise_se": {one: dict(row) for one, row in self.pairwise_se.items()},
            "evpi": self.evpi,
            "clipped": {option: dict(row) for option, row in self.clipped.items()},
            "quantile_error": self.quantile_error,
            "certain": self.certain,
            "weights_vary": self.weights_vary,
            "single_numbers": asdict(self.single_numbers),
            "open": asdict(self.openness),
            "confidence_draws": self.confidence_draws,
        }

    def _option_dict(self, option: OptionOutcome) -> dict[str, Any]:
        form: dict[str, Any] = {name: getattr(option, name) for name in option.__dataclass_fields__}
        if option.rank_acceptability is not None:
            form["rank_acceptability"] = list(option.rank_acceptability)
        if option.rank_acceptability_se is not None:
            form["rank_acceptability_se"] = list(option.rank_acceptability_se)
        form["central_weights"] = None if option.central_weights is None else dict(option.central_weights)
        form["ratings"] = {
            path: {name: x if math.isfinite(x) else None for name, x in vars(summary).items()}
            for path, summary in option.ratings.items()
        }
        return form

    def to_frame(self) -> pd.DataFrame:
        """One row an option, indexed by id: the figures of its score and of its ranks."""
        import pandas as pd

        columns = (
            "name",
            "excluded",
            "mean",
            "sd",
            "p10",
            "p50",
            "p80",
            "p90",
            "p_best",
            "p_best_se",
            "expected_regret",
        )
        rows = [{name: getattr(option, name) for name in columns} for option in self.options]
        return pd.DataFrame(rows, index=pd.Index([option.id for option in self.options], name="option"))
