"""The chart of cash line by line: for every year a bar for each option, made of the lines of its plan."""

from __future__ import annotations

from typing import Any

from decision.analysis.cash.years import stack
from decision.analysis.money import CashResult
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import shade
from decision.outputs.charts.common import AXIS, COLOUR, EDGE, Row, frame
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.figures import money
from decision.outputs.words.money import line_name
from decision.outputs.words.scoring import short_names

HEIGHT = 300

CASH_STACK: dict[str, Any] = {
    **frame(top=8, bottom=4, right=8),
    "height": HEIGHT,
    "mark": {"type": "bar", **EDGE, "strokeWidth": 0.5, "opacity": 1},
    "encoding": {
        "x": {
            "field": "year", "type": "ordinal", "scale": {"paddingInner": 0.25, "paddingOuter": 0.1},
            "axis": {**AXIS, "labelAngle": 0, "title": "year"},
        },
        "xOffset": {"field": "place", "type": "ordinal"},
        "y": {
            "field": "from", "type": "quantitative",
            "axis": {**AXIS, "tickCount": 5, "grid": True, "gridColor": "currentColor", "gridOpacity": 0.08,
                     "labelExpr": "abs(datum.value) >= 10000 ? format(datum.value, '~s') : datum.label",
                     "title": None},
        },
        "y2": {"field": "to"},
        "color": COLOUR,
        "tooltip": [
            {"field": "option", "type": "nominal", "title": "Option"},
            {"field": "line", "type": "nominal", "title": "Line"},
            {"field": "amount", "type": "nominal", "title": "On average"},
        ],
    },
}  # fmt: skip


def cash_stack_data(scenario: Scenario, result: CashResult, *, discounted: bool) -> list[Row]:
    """The data of `CASH_STACK`: means; what is saved lies below 0, and lighter shades are later lines of a plan."""
    names, marks, rows = short_names(scenario.options), option_marks(scenario), list[Row]()
    factors = result.drawn.discounts if discounted else None
    for place, (id, lines) in enumerate(zip(result.drawn.options, result.drawn.lines, strict=True)):
        shown = stack(lines, factors)
        for t in range(len(result.drawn.discounts)):
            up = down = 0.0
            for number, each in enumerate(shown):
                amount = float(each.mean[t])
                if not amount:
                    continue
                start = up if amount > 0 else down
                up, down = (up + amount, down) if amount > 0 else (up, down + amount)
                rows.append(
                    {
                        "year": t,
                        "place": place,
                        "option": names[id],
                        "line": line_name(each.component, each.line),
                        "from": start,
                        "to": start + amount,
                        "amount": money(amount, scenario.currency),
                        "colour": shade(marks[id].colour, 0.75 * number / max(1, len(shown) - 1)),
                    }
                )
    return rows


def cash_stack_in_words(scenario: Scenario, result: CashResult) -> str:
    """What the chart shows, for those who cannot see it: the largest lines of every option."""
    names, told = short_names(scenario.options), []
    for id, lines in zip(result.drawn.options, result.drawn.lines, strict=True):
        largest = sorted(lines, key=lambda each: -abs(float(each.mean.sum())))[:3]
        parts = [f"{line_name(e.component, e.line)} {money(float(e.mean.sum()), scenario.currency)}" for e in largest]
        told.append(f"{names[id]}: {', '.join(parts)}")
    return f"Money in each year, line by line. The largest, in all years: {'; '.join(told)}."
