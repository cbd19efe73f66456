"""Criteria and how sure weights are, from what a file says of them and the catalogue it builds on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from decision.files.checked import Place
from decision.files.document import (
    ConcentrationDocument,
    CriterionDocument,
    CurveDocument,
    MidvalueDocument,
    OrderDocument,
    PointsDocument,
    RangesDocument,
    ScenarioDocument,
)
from decision.files.faults import Keys
from decision.files.library import Library, usable
from decision.model.criterion import Criterion
from decision.model.errors import ImpossibleError, choice
from decision.model.value_function import Curve, Linear, Midvalue, Points, Scale, ValueFunction
from decision.model.visible import visible
from decision.model.weights import Anything, Concentrated, Fixed, Ordered, Ranged, WeightUncertainty

if TYPE_CHECKING:
    from decision.model.line_names import LineNames

# In place of what is faulty while the rest is checked; never seen by anyone, for a file with faults yields no scenario.
_STAND_IN = ValueFunction(Scale(0, 1))

_LINES = ("usual_lines", "product_lines", "customising_lines")
_OF_A_SCALE = ("worst", "best", "value", "outside", "kind", "minimum", "anchors", "unit", *_LINES)


class CriteriaReader:
    """Turns checked documents of criteria into the model; faults are noted at `place`.

    Attributes
    ----------
    shapeless
        The ids of criteria that are too faulty to say how they are rated.
    """

    def __init__(self, place: Place, library: Library) -> None:
        self.place = place
        self.library = library
        self.shapeless: set[str] = set()

    def criteria(self, document: ScenarioDocument) -> tuple[Criterion, ...]:
        documents: dict[str, CriterionDocument] = {}
        name = document.criteria.use
        if name is not None:
            catalogue = usable(self.place, lambda: self.library.catalogue(name), ("criteria", "use"))
            documents = dict(catalogue.criteria) if catalogue is not None else {}
        own: dict[str, CriterionDocument] = document.criteria.__pydantic_extra__ or {}
        for id, each in own.items():
            documents[id] = _overlaid(documents[id], each) if id in documents else each
        weights = document.weights or {}
        states_top_level = any("." not in path for path in weights)
        criteria = []
        for id, each in documents.items():
            stated = weights.get(id) if states_top_level else each.weight
            criterion = self.criterion(id, each, stated, weights, id, ("criteria", id))
            if criterion is None:
                self.shapeless.add(id)
                criterion = Criterion(id, id, _STAND_IN, stated)
            criteria.append(criterion)
        if self.place.faults:
            criteria += self._left_out(documents, weights)
        known = dict.fromkeys([*documents, *(path for criterion in criteria for path, _ in criterion.walk())])
        for path in weights if not self.place.touches_fault(("criteria", "use")) else ():
            if path not in known and not self.place.touches_fault(("criteria", path.partition(".")[0])):
                self.place.add(
                    ("weights", path),
                    f"{visible(path)} is not a criterion",
                    partial(choice, path, known, beside=weights),
                    at_key=True,
                )
        return tuple(criteria)

    def criterion(
        self,
        id: str,
        document: CriterionDocument,
        weight: float | None,
        weights: Mapping[str, float],
        path: str,
        keys: Keys,
    ) -> Criterion | None:
        parts = []
        for part_id, part in (document.parts or {}).items():
            part_path = f"{path}.{part_id}"
            part_weight = weights.get(part_path, part.weight)
            made = self.criterion(part_id, part, part_weight, weights, part_path, (*keys, "parts", part_id))
            if made is None:
                return None
            parts.append(made)
        scale_keys = [key for key in ("worst", "best", "value", "outside") if getattr(document, key) is not None]
        if parts and scale_keys:
            self.place.add(
                (*keys, scale_keys[0]), "a criterion with parts has no scale of its own; give it to the parts"
            )
            return None
        value_function = None if parts else self._value_function(document, keys)
        if value_function is None and not parts:
            self.shapeless.add(path.partition(".")[0])
            value_function = _STAND_IN
        return self.place.made(
            lambda: Criterion(
                id=id,
                name=document.name or id.replace("_", " ").capitalize(),
                value_function=value_function,
                weight=weight,
                question=document.question,
                about=document.about,
                unit=document.unit or "",
                kind=document.kind or "rating",
                minimum=document.minimum,
                anchors=document.anchors or {},
                parts=tuple(parts),
                line_names=self._line_names(document, keys),
                weight_uncertainty=self.weight_uncertainty(
                    "none" if document.weight_uncertainty is None else document.weight_uncertainty,
                    (*keys, "weight_uncertainty"),
                ),
            ),
            keys,
        )

    def _line_names(self, document: CriterionDocument, keys: Keys) -> LineNames | None:
        """What lines of plans are known by, as far as a criterion says so itself."""
        if not document.says_lines or not self.note_line_names(document, keys) or document.parts:
            return None
        from decision.files.line_names_document import line_names_of

        return line_names_of(document)

    def note_line_names(self, document: CriterionDocument, keys: Keys) -> bool:
        """Note what is impossible about what a criterion and its parts say of lines of plans; whether nothing is."""
        from decision.files.line_names_document import faults_of_criterion

        errors = list(faults_of_criterion(document))
        for error in errors:
            self.place.note(error, keys)
        return not errors

    def _value_function(self, document: CriterionDocument, keys: Keys) -> ValueFunction | None:
        worst, best = document.worst, document.best
        if worst is None or best is None:
            for name, x, worth in (("worst", worst, 0), ("best", best, 1)):
                if x is None and not self.place.touches_fault((*keys, name)):
                    self.place.add(
                        (*keys, name),
                        f"{name} is missing; give the rating that is worth {worth}, here or in the catalogue",
                    )
            return None
        scale = self.place.made(lambda: Scale(worst, best), keys)
        if scale is None:
            return None
        try:
            return ValueFunction(scale, _curve(document.value), document.outside or "clip")
        except ImpossibleError as error:
            self.place.note(error, (*keys, "value"))
            return None

    def weight_uncertainty(self, document: Any, keys: Keys) -> WeightUncertainty:
        made: WeightUncertainty | None = Fixed()
        match document:
            case "any":
                made = Anything()
            case ConcentrationDocument():
                made = self.place.made(lambda: Concentrated(document.concentration), keys)
            case OrderDocument():
                made = Ordered(tuple((tier,) if isinstance(tier, str) else tuple(tier) for tier in document.order))
            case RangesDocument():
                made = Ranged({name: (low, high) for name, (low, high) in document.ranges.items()})
        return Fixed() if made is None else made

    def _left_out(self, documents: Mapping[str, Any], weights: Mapping[str, float]) -> list[Criterion]:
        """Stand-ins for the criteria that were too faulty to be read at all."""
        criteria, led = self.place.root.find(("criteria",))
        ids = [id for id in criteria.keys if led and id != "use" and id not in documents]
        for id in ids:
            self.shapeless.add(id)
            self.place.mark(("criteria", id))
        return [Criterion(id, id, _STAND_IN, weights.get(id)) for id in ids]


def _overlaid(below: CriterionDocument, above: CriterionDocument) -> CriterionDocument:
    """A criterion of a catalogue with what a scenario says of it; parts take the place of a scale, and back."""
    said = {name: getattr(above, name) for name in above.model_fields_set}
    if "parts" in said:
        said = dict.fromkeys(_OF_A_SCALE) | said
    elif "worst" in said:
        said = {"parts": None} | said
    if said.get("kind", "cost_plan") != "cost_plan":
        said = dict.fromkeys(_LINES) | said  # no rating on it is a plan any more
    return below.model_copy(update=said)


def _curve(document: CurveDocument | None) -> Curve:
    match document:
        case PointsDocument(points=points):
            return Points(tuple((x, v) for x, v in points))
        case MidvalueDocument(midvalue=x):
            return Midvalue(x)
        case _:
            return Linear()
