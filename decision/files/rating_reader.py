"""Ratings as a file states them to ratings of the model: every form of estimate, and cost plans."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from decision.files.checked import Place
from decision.files.driver_document import DriverDocument
from decision.files.estimate_document import (
    UNKNOWN,
    BetaDocument,
    ClassDocument,
    LevelsDocument,
    LinesDocument,
    LognormalDocument,
    MomentsDocument,
    PaymentDocument,
    PercentilesDocument,
    PlanDocument,
    RangeDocument,
    Reasoned,
    ThreePointDocument,
)
from decision.files.faults import Keys
from decision.files.library import Library, usable
from decision.files.payment_reader import payment_of
from decision.model.cost_plan import COMPONENTS, Component, CostPlan, Lines
from decision.model.driver import Driver
from decision.model.errors import ImpossibleError, choice
from decision.model.estimate import (
    BetaShape,
    ClassEstimate,
    Estimate,
    Exact,
    Levels,
    LognormalShape,
    Moments,
    Percentiles,
    Range,
    ThreePoint,
    Unknown,
)
from decision.model.payment import Payment
from decision.model.rating import Evidence, Rating
from decision.model.reference_class import ReferenceClass
from decision.model.visible import visible


class RatingReader:
    """Turns the ratings of one checked document into those of the model, noting in `place` what cannot be."""

    def __init__(self, place: Place, library: Library) -> None:
        self.place = place
        self.library = library
        self._classes: Mapping[str, ReferenceClass] | None = None

    def rating(self, document: Any, keys: Keys) -> Rating | None:
        """The rating that `document` describes; None, and a fault noted, if there can be none."""
        estimate = self._plan(document, keys) if isinstance(document, PlanDocument) else self._estimate(document, keys)
        if estimate is None:
            return None
        if isinstance(document, float | str):
            return Rating(estimate)
        evidence = None if document.evidence is None else Evidence(document.evidence)
        return Rating(estimate, document.because, document.source, evidence, document.evidence_on)

    def _plan(self, document: PlanDocument, keys: Keys) -> CostPlan | None:
        components: dict[str, Any] = {}
        for name in COMPONENTS:
            each = getattr(document, name)
            if each is not None:
                components[name] = self._component(each, (*keys, name))
        if None in components.values():
            return None
        return self.place.made(lambda: CostPlan(**components), keys)

    def _component(self, document: Any, keys: Keys) -> Component | None:
        if isinstance(document, LinesDocument):
            lines = {name: self._paid(each, (*keys, "lines", name)) for name, each in document.lines.items()}
            reference_class = self._reference_class(document.class_, keys) if document.class_ is not None else None
            if None in lines.values() or (document.class_ is not None and reference_class is None):
                return None
            made = tuple((name, paid) for name, paid in lines.items() if paid is not None)
            return self.place.made(lambda: Lines(made, reference_class), keys)
        return self._paid(document, keys)

    def _paid(self, document: Any, keys: Keys) -> Estimate | Payment | None:
        """One line of a plan, or a component without lines."""
        if isinstance(document, PaymentDocument):
            return payment_of(document, keys, self.place, self.bare_estimate)
        return self.bare_estimate(document, keys)

    def driver(self, id: str, document: DriverDocument, keys: Keys) -> Driver | None:
        """The driver that `document` describes; None, and a fault noted, if there can be none."""
        now = self.bare(document.now, (*keys, "now"), "now")
        growth = None if document.growth is None else self.bare(document.growth, (*keys, "growth"), "now")
        if now is None or (document.growth is not None and growth is None):
            return None
        evidence = None if document.evidence is None else Evidence(document.evidence)
        return self.place.made(
            lambda: Driver(
                id,
                now,
                document.name or "",
                document.unit,
                growth,
                document.because,
                document.source,
                evidence,
                document.evidence_on,
            ),
            keys,
        )

    def bare_estimate(self, document: Any, keys: Keys) -> Estimate | None:
        """An estimate inside something larger, a plan or an evaluator's rating, where reasons and evidence stand."""
        top = _top(keys)
        return self.bare(document, keys, top, "the whole rating", may_be_unknown=top != "upfront")

    def bare(
        self, document: Any, keys: Keys, beside: str, whole: str = "the whole", *, may_be_unknown: bool = False
    ) -> Estimate | None:
        """An estimate in something that has its reasons and evidence `beside` it; None, and a fault, if there is none.

        `whole` is what these belong to.
        """
        if isinstance(document, Reasoned):
            for name in Reasoned.model_fields:
                if name in document.model_fields_set:
                    self.place.add((*keys, name), f"{name} belongs to {whole}; move it up beside {beside}")
        if not may_be_unknown and isinstance(document, ClassDocument) and document.estimate == UNKNOWN:
            from decision.files.number_hints import whole_rating

            self.place.add((*keys, "estimate"), f'must be a number (got "{UNKNOWN}"); {whole_rating(keys)}')
            return None
        return self._estimate(document, keys)

    def _estimate(self, document: Any, keys: Keys) -> Estimate | None:
        """The estimate that `document` describes; None, and a fault noted, if there can be none."""
        try:
            match document:
                case float():
                    return Exact(document)
                case ThreePointDocument(low=low, mode=mode, high=high, shape=shape):
                    return ThreePoint(low, mode, high, shape)
                case RangeDocument(low=low, high=high):
                    return Range(low, high)
                case PercentilesDocument(p10=p10, p50=p50, p90=p90, shape=shape):
                    return Percentiles(p10, p90, p50, shape)
                case MomentsDocument(mean=mean, sd=sd, shape=shape):
                    return Moments(mean, sd, shape)
                case BetaDocument(beta=[alpha, beta]):
                    return BetaShape(alpha, beta)
                case LognormalDocument(lognormal=[mu, sigma]):
                    return LognormalShape(mu, sigma)
                case LevelsDocument(levels=levels):
                    return Levels(tuple(levels.items()))
                case "unknown" | ClassDocument(estimate="unknown", class_=None):
                    return Unknown()
                case ClassDocument(estimate=float(x), class_=None):
                    return Exact(x)
                case ClassDocument(estimate="unknown"):
                    self.place.add((*keys, "class"), "there is nothing that a class could multiply; leave class out")
                    return None
                case ClassDocument(estimate=float(x), class_=str(name)):
                    reference_class = self._reference_class(name, keys)
                    return None if reference_class is None else ClassEstimate(x, reference_class)
        except ImpossibleError as error:
            self.place.note(error, keys)
            return None
        raise TypeError(f"no estimate is made from {type(document).__name__}")

    def _reference_class(self, name: str, keys: Keys) -> ReferenceClass | None:
        if self._classes is None:
            self._classes = usable(self.place, lambda: self.library.reference_classes, (*keys, "class")) or {}
        if name not in self._classes:
            if not self.place.touches_fault((*keys, "class")):
                self.place.add(
                    (*keys, "class"),
                    f'no reference class is called "{visible(name)}"',
                    partial(choice, name, self._classes),
                )
            return None
        return self._classes[name]


def _top(keys: Keys) -> str:
    """Beside which key the reasons for all that is below stand."""
    return "upfront" if keys[0] == "options" else str(keys[-1])
