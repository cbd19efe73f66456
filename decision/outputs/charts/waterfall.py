"""The waterfall: from the margin before to the margin now, a bar for every change that moved it, the largest first."""

from __future__ import annotations

from typing import Any

from decision.analysis.difference.difference import Difference
from decision.model.visible import visible
from decision.outputs.charts.bars import BAR_OFFSET, BAR_RANGE, BARS_BLANK, LABELS, MIDDLE, STEP, WIDE, bar_layers
from decision.outputs.charts.common import AXIS, Row, frame, only, text_layer
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.tables.difference import Step, steps
from decision.outputs.words.adding_up import margin_ends
from decision.outputs.words.changes import option_name
from decision.outputs.words.difference import signed
from decision.outputs.words.figures import points

MOST_BARS = 12
GAIN, LOSS = "#4A6F94", "#E3B7A0"
_LONGEST = 120  # characters of a label; what is wider than its place is cut there

_MARGIN: dict[str, Any] = {
    "field": "start",
    "type": "quantitative",
    "title": None,
    "scale": {"nice": False, "zero": True, "range": BAR_RANGE},
    "axis": {**AXIS, "tickCount": 6, "labelExpr": "datum.value > 0 ? '+' + datum.label : datum.label"},
}


def _stroke(kind: str, size: str, offset: Any, opacity: Any) -> dict[str, Any]:
    return {
        "transform": only(kind),
        "mark": {
            "type": "tick", "orient": "vertical", "thickness": 2, "color": "currentColor", "opacity": opacity,
            "size": {"expr": size}, "yOffset": offset, "tooltip": None,
        },
        "encoding": {**MIDDLE, "x": _MARGIN},
    }  # fmt: skip


WATERFALL: dict[str, Any] = {
    **frame(top=28, right=8),
    "height": {"step": STEP},
    "layer": [
        *bar_layers(_MARGIN, {"label": "Change", "detail": "From and to", "text": "Points"}),
        text_layer(
            "bar", "text", {**MIDDLE, "x": {**_MARGIN, "field": "place_of_text"}}, align="left", dx=7, dy=BAR_OFFSET,
            fontSize=15, fontWeight=600,
        ),
        _stroke("zero", f"{WIDE} ? {STEP} : 24", BAR_OFFSET, 0.9),
        _stroke("link", f"{STEP} - 26", STEP / 2, {"expr": f"{WIDE} ? 0.45 : 0"}),
        text_layer(
            "head", "label", {"x": _MARGIN, "y": {"value": -14}}, align="right", dx=-8, fontSize=15, fontWeight=600,
            limit={"expr": f"max(60, scale('x', 0) - ({WIDE} ? {LABELS} : 0) - 8)"},
        ),
        text_layer(
            "head", "detail", {"x": _MARGIN, "y": {"value": -14}}, align="left", dx=8, fontSize=15, fontWeight=600,
            limit={"expr": "max(60, width - scale('x', 0) - 8)"},
        ),
    ],
}  # fmt: skip
_BLANK: Row = BARS_BLANK | {"place_of_text": 0.0}


def waterfall_data(found: Difference) -> list[Row]:
    """The data of `WATERFALL`; empty where no margin is followed or nothing moved."""
    ends = margin_ends(found)
    if ends is None or found.option is None or not found.moved:
        return []
    name = option_name(found, found.option)
    bars = _bars(found)
    levels = [0.0, ends.old]
    for _, _, by in bars:
        levels.append(levels[-1] + by)
    low, high = min(levels), max(levels)
    spread = (high - low) or 1.0
    rows = [_BLANK | {"kind": "axis", "start": low - 0.03 * spread, "end": high + 0.14 * spread}]
    rows.append(
        _BLANK | {"kind": "head", "label": "← another leads" if low < 0 else "", "detail": f"{visible(name)} leads →"}
    )
    colour = option_marks(found.new if _is_new(found) else found.old)[found.option].colour
    rows += _rows(0, "Before", "", 0.0, ends.old, points(ends.old), colour)
    level = ends.old
    for place, (label, detail, by) in enumerate(bars, start=1):
        rows.append(_BLANK | {"kind": "link", "place": place - 1, "start": level})
        rows += _rows(place, label, detail, level, level + by, signed(by), GAIN if by >= 0 else LOSS)
        level += by
    rows.append(_BLANK | {"kind": "link", "place": len(bars), "start": level})
    rows += _rows(len(bars) + 1, "Now", "", 0.0, ends.new, points(ends.new), colour)
    return rows


def _is_new(found: Difference) -> bool:
    return any(option.id == found.option for option in found.new.options)


def _rows(place: int, label: str, detail: str, start: float, end: float, text: str, colour: str) -> list[Row]:
    own = _BLANK | {"place": place, "label": label, "detail": detail}
    bar = {"start": start, "end": end, "text": text, "colour": colour, "place_of_text": max(start, end)}
    return [own | {"kind": "label"}, own | {"kind": "zero"}, own | {"kind": "bar"} | bar]


def _bars(found: Difference) -> list[tuple[str, str, float]]:
    """Label, detail and points of every bar; the smallest changes together where there are too many."""
    every = steps(found)
    shown = every if len(every) <= MOST_BARS else every[: MOST_BARS - 1]
    bars = [(*_called(step), step.margin or 0.0) for step in shown]
    rest = every[len(shown) :]
    if rest:
        bars.append((f"{len(rest)} smaller changes", "", sum(step.margin or 0.0 for step in rest)))
    return bars


def _called(step: Step) -> tuple[str, str]:
    detail = f"{step.told.was} → {step.told.now}" if step.told.was else step.told.now
    return visible(step.told.label, _LONGEST), visible(detail, _LONGEST)


def waterfall_in_words(found: Difference) -> str:
    """What the waterfall shows, for those who cannot see it."""
    ends = margin_ends(found)
    if ends is None or found.option is None:
        return ""
    name = option_name(found, found.option)
    lines = [f"{label}{', ' if detail else ''}{detail}: {signed(by)}" for label, detail, by in _bars(found)]
    return (
        f"Margin of {name} over the best other, in points: before {points(ends.old)}. "
        + "; ".join(lines)
        + f". Now {points(ends.new)}."
    )
