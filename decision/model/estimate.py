"""Estimates: an uncertain number in the words of the person who gave it.

Each form keeps the figures as they were written, so that a file can be saved as it was read, and
says which law they stand for. A form checks itself when it is made: an estimate that exists is
possible.
"""

from __future__ import annotations

import itertools
import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from decision.model.bounds import (
    LARGEST,
    LARGEST_LOGARITHM,
    LARGEST_SHAPE,
    MOST_LEVELS,
    SMALLEST,
    SMALLEST_GAMMA_SHAPE,
    WIDEST_LOGARITHM,
)
from decision.model.distribution import (
    Z90,
    Beta,
    Constant,
    Discrete,
    Distribution,
    Gamma,
    Lognormal,
    Normal,
    Pert,
    Scaled,
    SplitLognormal,
    SplitNormal,
    Triangular,
    Uniform,
)
from decision.model.errors import ImpossibleError
from decision.model.even_worth import EvenWorth
from decision.model.reference_class import ReferenceClass
from decision.model.value_function import ValueFunction

_SUM_TOLERANCE = 1e-9


class _Form(ABC):
    """What all forms share: the law, what is expected of it, and the one figure that was typed."""

    @property
    @abstractmethod
    def law(self) -> Distribution:
        """The law that the figures stand for; a single number where they leave nothing open, whatever the form."""

    @cached_property
    def most_likely(self) -> float:
        """The mode where one is given, else the median."""
        return float(self.law.quantile(0.5))

    @cached_property
    def expected(self) -> float:
        """The mean; infinite where the tail is too heavy for one."""
        return self.most_likely if self.is_certain else self.law.mean

    @property
    def is_certain(self) -> bool:
        """Whether the figures leave nothing open."""
        return isinstance(self.law, Constant)


@dataclass(frozen=True)
class Exact(_Form):
    """A number known for certain."""

    x: float

    def __post_init__(self) -> None:
        _finite(estimate=self.x)

    @cached_property
    def law(self) -> Distribution:
        return Constant(self.x)

    @cached_property
    def most_likely(self) -> float:
        return self.x


@dataclass(frozen=True)
class ThreePoint(_Form):
    """Lowest, most likely and highest: a PERT law, or a triangle."""

    low: float
    mode: float
    high: float
    shape: Literal["pert", "triangular"] = "pert"

    def __post_init__(self) -> None:
        _finite(low=self.low, mode=self.mode, high=self.high)
        _ascending(low=self.low, mode=self.mode, high=self.high)

    @cached_property
    def law(self) -> Distribution:
        if self.is_certain:
            return Constant(self.low)
        return (Pert if self.shape == "pert" else Triangular)(self.low, self.mode, self.high)

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    @cached_property
    def most_likely(self) -> float:
        return self.mode


@dataclass(frozen=True)
class Range(_Form):
    """Anything between two ends, all alike."""

    low: float
    high: float

    def __post_init__(self) -> None:
        _finite(low=self.low, high=self.high)
        _ascending(low=self.low, high=self.high)

    @cached_property
    def law(self) -> Distribution:
        return Constant(self.low) if self.is_certain else Uniform(self.low, self.high)

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    @cached_property
    def most_likely(self) -> float:
        return self.low / 2 + self.high / 2


@dataclass(frozen=True)
class Percentiles(_Form):
    """One in ten below `p10`, one in ten above `p90`; with `p50`, two halves joined there."""

    p10: float
    p90: float
    p50: float | None = None
    shape: Literal["normal", "lognormal"] = "normal"

    def __post_init__(self) -> None:
        stated = {"p10": self.p10, "p90": self.p90} | ({} if self.p50 is None else {"p50": self.p50})
        _finite(**stated)
        _ascending(**dict(sorted(stated.items())))
        if self.shape == "lognormal" and not self.p10 > 0:
            raise ImpossibleError(
                f"p10 {self.p10:g} is not positive, as a lognormal law needs",
                "raise it above 0 or leave out shape: lognormal",
                ("p10",),
            )
        if self.shape == "lognormal" and math.log(self.p90) - math.log(self.p10) > 2 * Z90 * WIDEST_LOGARITHM:
            raise ImpossibleError(
                f"p10 {self.p10:g} and p90 {self.p90:g} are too far apart to compute with",
                "bring them closer together",
                ("p90",),
            )

    @cached_property
    def law(self) -> Distribution:
        if self.is_certain:
            return Constant(self.most_likely)
        as_log = self.shape == "lognormal"
        low, high = (math.log(self.p10), math.log(self.p90)) if as_log else (self.p10, self.p90)
        if self.p50 is None:
            middle, spread = low / 2 + high / 2, (high - low) / (2 * Z90)
            return Lognormal(middle, spread) if as_log else Normal(middle, spread)
        median = math.log(self.p50) if as_log else self.p50
        halves = SplitNormal(median, (median - low) / Z90, (high - median) / Z90)
        return SplitLognormal(halves) if as_log else halves

    @property
    def is_certain(self) -> bool:
        return self.p10 == self.p90

    @cached_property
    def most_likely(self) -> float:
        if self.p50 is not None:
            return self.p50
        if self.shape == "lognormal":
            return math.sqrt(self.p10) * math.sqrt(self.p90)
        return self.p10 / 2 + self.p90 / 2


@dataclass(frozen=True)
class Moments(_Form):
    """A mean and a standard deviation; the shape is fitted by moments."""

    mean: float
    sd: float
    shape: Literal["normal", "lognormal", "gamma", "beta"] = "normal"

    def __post_init__(self) -> None:
        _finite(mean=self.mean, sd=self.sd)
        if self.sd < 0 or (self.sd == 0 and self.shape != "normal"):
            raise ImpossibleError(
                f"sd {self.sd:g} is not positive",
                "give a spread above 0, or the number alone if it is certain",
                ("sd",),
            )
        if self.shape in ("lognormal", "gamma") and not self.mean > 0:
            raise ImpossibleError(
                f"mean {self.mean:g} is not positive, as shape: {self.shape} needs",
                "raise it above 0 or choose another shape",
                ("mean",),
            )
        if self.shape == "beta":
            if not 0 < self.mean < 1:
                raise ImpossibleError(
                    f"mean {self.mean:g} is not between 0 and 1, as shape: beta needs",
                    "give it on the scale 0 to 1 or choose another shape",
                    ("mean",),
                )
            widest = math.sqrt(self.mean * (1 - self.mean))
            if not self.sd < widest:
                raise ImpossibleError(
                    f"sd {self.sd:g} is more than a beta law with mean {self.mean:g} can have",
                    f"give less than {widest:.4g}",
                    ("sd",),
                )
        if self.shape != "normal" and not self._can_be_drawn():
            raise ImpossibleError(
                f"mean {self.mean:g} and sd {self.sd:g} are too far apart to compute with",
                "bring them closer together, or leave shape out where the spread is small",
                ("sd",),
            )

    def _can_be_drawn(self) -> bool:
        """Whether the law fitted to the moments is one whose quantiles are right, and show its mean."""
        first, second = self._parameters()
        match self.shape:
            case "lognormal":
                return math.isfinite(first) and 0 < second <= WIDEST_LOGARITHM
            case "gamma":
                return SMALLEST_GAMMA_SHAPE <= first <= LARGEST_SHAPE and second > 0
        return SMALLEST <= first <= LARGEST_SHAPE and SMALLEST <= second <= LARGEST_SHAPE

    def _parameters(self) -> tuple[float, float]:
        ratio = self.sd / self.mean
        if self.shape == "lognormal":
            variance_of_log = math.log1p(ratio * ratio) if ratio < 1e150 else math.inf
            return math.log(self.mean) - variance_of_log / 2, math.sqrt(variance_of_log)
        if self.shape == "gamma":
            return (1 / ratio / ratio if ratio > 1e-150 else math.inf), self.sd * ratio
        weight = self.mean * (1 - self.mean) / self.sd**2 - 1 if self.sd > 1e-150 else math.inf
        return self.mean * weight, (1 - self.mean) * weight

    @cached_property
    def law(self) -> Distribution:
        if self.shape == "normal":
            return Constant(self.mean) if self.is_certain else Normal(self.mean, self.sd)
        first, second = self._parameters()
        if self.shape == "lognormal":
            return Lognormal(first, second)
        return Gamma(first, second) if self.shape == "gamma" else Beta(first, second)

    @cached_property
    def expected(self) -> float:
        return self.mean

    @property
    def is_certain(self) -> bool:
        return self.sd == 0

    @cached_property
    def most_likely(self) -> float:
        if self.shape == "normal":
            return self.mean
        if self.shape == "lognormal":
            return math.exp(self._parameters()[0])
        return float(self.law.quantile(0.5))


@dataclass(frozen=True)
class BetaShape(_Form):
    """A beta law on 0 to 1, by its two shape parameters."""

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        for place, (name, x) in enumerate((("first", self.alpha), ("second", self.beta))):
            if not (math.isfinite(x) and x >= SMALLEST):
                raise ImpossibleError(
                    f"the {name} shape of the beta law, {x:g}, is not positive",
                    "give two numbers above 0",
                    ("beta", place),
                )
            if x > LARGEST_SHAPE:
                raise ImpossibleError(
                    f"the {name} shape of the beta law, {x:g}, is too large to compute with",
                    f"give at most {LARGEST_SHAPE:,.0f}, or the number alone if it is all but certain",
                    ("beta", place),
                )

    @cached_property
    def law(self) -> Distribution:
        return Beta(self.alpha, self.beta)


@dataclass(frozen=True)
class LognormalShape(_Form):
    """A lognormal law by the mean and standard deviation of its logarithm."""

    mu: float
    sigma: float

    def __post_init__(self) -> None:
        if not abs(self.mu) <= LARGEST_LOGARITHM:
            raise ImpossibleError(
                f"mu {self.mu:g} is out of reach",
                f"give the mean of the logarithm, within -{LARGEST_LOGARITHM:g} to {LARGEST_LOGARITHM:g}",
                ("lognormal", 0),
            )
        if not (math.isfinite(self.sigma) and self.sigma >= 0):
            raise ImpossibleError(
                f"sigma {self.sigma:g} is negative", "give the spread of the logarithm, 0 or more", ("lognormal", 1)
            )
        if self.sigma > WIDEST_LOGARITHM:
            raise ImpossibleError(
                f"sigma {self.sigma:g} is too wide to compute with: the mean would be all in the rarest cases",
                f"give the spread of the logarithm, {WIDEST_LOGARITHM:g} at most",
                ("lognormal", 1),
            )

    @cached_property
    def law(self) -> Distribution:
        return Constant(self.most_likely) if self.is_certain else Lognormal(self.mu, self.sigma)

    @property
    def is_certain(self) -> bool:
        return self.sigma == 0

    @cached_property
    def most_likely(self) -> float:
        return math.exp(self.mu)


@dataclass(frozen=True)
class Levels(_Form):
    """A few possible values, each with its probability; kept in the order given."""

    levels: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not self.levels:
            raise ImpossibleError("no level is given", "give at least one value and its probability", ("levels",))
        if len(self.levels) > MOST_LEVELS:
            raise ImpossibleError(
                f"there are {len(self.levels):,} levels", f"keep to {MOST_LEVELS} at most", ("levels",)
            )
        values = [x for x, _ in self.levels]
        for x, probability in self.levels:
            if not math.isfinite(x):
                raise ImpossibleError(f"level {x} is not a finite number", "correct it", ("levels",))
            if not 0 <= probability <= 1:
                raise ImpossibleError(
                    f"the probability {probability:g} of level {x:g} is not between 0 and 1", "correct it", ("levels",)
                )
        if len(set(values)) < len(values):
            raise ImpossibleError("a level is given twice", "add its probabilities up in one entry", ("levels",))
        total = math.fsum(probability for _, probability in self.levels)
        if abs(total - 1) > _SUM_TOLERANCE:
            raise ImpossibleError(f"the probabilities sum to {total:.10g}", "make them sum to 1", ("levels",))

    @cached_property
    def law(self) -> Distribution:
        ascending = sorted(level for level in self.levels if level[1] > 0)
        return Discrete(tuple(x for x, _ in ascending), tuple(q for _, q in ascending))

    @property
    def is_certain(self) -> bool:
        return sum(probability > 0 for _, probability in self.levels) == 1


@dataclass(frozen=True)
class ClassEstimate(_Form):
    """An estimate times how estimates of its reference class have turned out."""

    estimate: float
    reference_class: ReferenceClass

    def __post_init__(self) -> None:
        _finite(estimate=self.estimate)
        if self.estimate < 0:
            raise ImpossibleError(
                f"estimate {self.estimate:g} is negative, which no multiplier of a reference class was observed for",
                "give 0 or more, or another form",
                ("estimate",),
            )
        if self.estimate:
            check_expectation(self.reference_class)

    @cached_property
    def law(self) -> Distribution:
        return Scaled(self.estimate, self.reference_class.law) if self.estimate else Constant(0.0)

    @cached_property
    def most_likely(self) -> float:
        return self.estimate * self.reference_class.median


@dataclass(frozen=True)
class Unknown(_Form):
    """Nobody knows yet: any value from worst to best alike.

    It has a law once it stands in a scenario, which gives it the value function of its criterion.
    """

    function: ValueFunction | None = None

    @cached_property
    def law(self) -> Distribution:
        ends = Uniform(*self.ends)
        assert self.function is not None  # or it had no ends
        return ends if self.function.is_linear else EvenWorth(self.function)

    @property
    def is_certain(self) -> bool:
        return False

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest rating that it may be; raises TypeError outside a scenario."""
        if self.function is None:
            raise TypeError("an unknown rating has ends only in a scenario")
        low, high = sorted((self.function.scale.worst, self.function.scale.best))
        return low, high


def check_expectation(reference_class: ReferenceClass) -> None:
    """Raise ImpossibleError, at the key ``class``, if no mean of the multiplier exists."""
    if not math.isfinite(reference_class.law.mean):
        raise ImpossibleError(
            f"the multiplier of class {reference_class.id} has no expected value: its tail falls off too slowly",
            "give the class a cap, a tail_index above 1 or a smaller spread, or use another class",
            ("class",),
        )


Estimate = (
    Exact | ThreePoint | Range | Percentiles | Moments | BetaShape | LognormalShape | Levels | ClassEstimate | Unknown
)


def _finite(**figures: float) -> None:
    for name, x in figures.items():
        if not math.isfinite(x):
            raise ImpossibleError(f"{name} {x} is not a finite number", "give a number", (name,))
        if abs(x) > LARGEST:
            raise ImpossibleError(f"{name} {x:g} is too large to compute with", "choose a larger unit", (name,))


def _ascending(**figures: float) -> None:
    pairs = list(figures.items())
    for (name, x), (next_name, y) in itertools.pairwise(pairs):
        if x > y:
            raise ImpossibleError(
                f"{name} {x:g} is above {next_name} {y:g}", "put them in order, lowest first", (name,)
            )
