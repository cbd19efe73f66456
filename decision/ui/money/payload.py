"""What the panel of money is told: cost plans in pieces, and the figures of all draws while nothing is moved.

The message begins with four bytes for the length of a heading in JSON, which is padded so that the 64-bit floats after
it begin at a multiple of eight. The heading says of each array where it begins, and how many rows and columns it has.
"""

from __future__ import annotations

import hashlib
import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.cash.pieces import OptionPieces, Piece, Pieces
from decision.analysis.cash.years import Band, CashByYear
from decision.analysis.money import CashResult
from decision.model.driver import Driver
from decision.model.payment import Quantity
from decision.model.scenario import Scenario
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.words.figures import money_sign
from decision.outputs.words.scoring import short_names

Array = NDArray[np.float64]

_STEPS = 200  # of the slider of a driver
_LOWEST, _HIGHEST = 0.25, 2.0  # times its P10 and its P90: how far the slider goes


class _Arrays:
    """Arrays, put one behind the other."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.length = 0

    def add(self, x: Array) -> dict[str, int]:
        """Where an array (rows, columns) or (rows,) begins, and how large it is."""
        shown = np.atleast_2d(x.T).T
        place = {"at": self.length, "rows": int(shown.shape[0]), "columns": int(shown.shape[1])}
        self.parts.append(np.ascontiguousarray(shown, dtype="<f8").tobytes())
        self.length += int(shown.size)
        return place


def message(scenario: Scenario, result: CashResult, pieces: Pieces) -> bytes:
    """All that the panel needs, as one message; the same to the byte as long as nothing changes."""
    arrays, names, marks = _Arrays(), short_names(scenario.options), option_marks(scenario)
    head: dict[str, Any] = {
        "sign": money_sign(scenario.currency),
        "horizon": result.drawn.basis.years,
        "isPartial": bool(result.drawn.without_plan),
        "longest": pieces.years,
        "discounts": arrays.add(pieces.discounts),
        "driver": None if pieces.driver is None else _driver(result.drawn.basis.by_id[pieces.driver]),
        "now": arrays.add(pieces.now),
        "growth": arrays.add(pieces.growth),
        "options": [
            {
                "id": each.option,
                "name": names[each.option],
                "letter": marks[each.option].letter,
                "colour": marks[each.option].colour,
                "ink": marks[each.option].ink,
                **_option(each, arrays),
            }
            for each in pieces.options
        ],
        "rest": {"paid": _rest(result.paid, pieces.driver), "present": _rest(result.present, pieces.driver)},
    }
    body = b"".join(arrays.parts)
    head["origin"] = hashlib.sha256(json.dumps(head).encode() + body).hexdigest()[:16]
    text = json.dumps(head, allow_nan=False).encode()
    return struct.pack("<I", len(text)) + text + bytes(-(4 + len(text)) % 8) + body


def _driver(driver: Driver) -> dict[str, Any]:
    low, high = (float(x) for x in driver.now.law.quantile([0.1, 0.9]))
    low, high = _LOWEST * low, _HIGHEST * high
    step = _round_step((high - low) / _STEPS) if high > low else 1.0
    return {
        "id": driver.id,
        "name": driver.name,
        "unit": driver.unit,
        "low": step * np.floor(low / step),
        "high": step * np.ceil(high / step) or step,
        "step": step,
        "expected": float(driver.now.expected),
        "certain": driver.now.is_certain,
    }


def _round_step(x: float) -> float:
    """1, 2 or 5 times a power of ten, at least x."""
    power = 10.0 ** np.floor(np.log10(x))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power >= x * (1 - 1e-9)))


def _option(each: OptionPieces, arrays: _Arrays) -> dict[str, Any]:
    return {
        "fixed": arrays.add(each.fixed),
        "last": arrays.add(each.last),
        "pieces": [_piece(piece, arrays) for piece in each.pieces],
    }


def _piece(piece: Piece, arrays: _Arrays) -> dict[str, Any]:
    return {
        "prices": [{"x": arrays.add(price), "q": _quantity(quantity)} for price, quantity in piece.prices],
        "minimum": None if piece.minimum is None else arrays.add(piece.minimum),
        "factor": arrays.add(piece.factor),
        "atEnd": piece.at_end,
    }


def _quantity(q: Quantity) -> dict[str, Any]:
    high = None if q.high == np.inf else q.high
    return {"kind": q.kind, "low": q.low, "high": high, "every": q.every}


def _rest(found: CashByYear, driver: str | None) -> list[dict[str, Any]]:
    """The figures of all draws, by option; `unit` is what one of the driver costs a year, at the median."""
    return [
        {
            "yearly": _band(each.yearly),
            "cumulative": _band(each.cumulative),
            "cheapest": each.p_cheapest,
            "unit": None if driver is None or driver not in each.per_unit else each.per_unit[driver]["p50"],
        }
        for each in found.options
    ]


def _band(band: Band) -> dict[str, list[float]]:
    return {name: getattr(band, name).tolist() for name in ("p10", "p50", "p80", "p90")}
