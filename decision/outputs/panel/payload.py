"""What the live panel is told: once what it needs to compute by itself, and after every run what has changed.

Throughout this module
    n  is a draw                  0 .. N-1
    m  is an option               0 .. M-1
    k  is a top-level criterion   0 .. K-1
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.open_ratings import openness
from decision.analysis.sampling.values import DrawnValues
from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.model.criterion import Criterion
from decision.model.evidence_ranges import single_numbers, single_shares
from decision.model.open_ratings import is_open
from decision.model.scenario import Scenario
from decision.outputs.charts.colours import EXCLUDED, criterion_colours, ink_on, shade
from decision.outputs.charts.option_marks import OptionMark, option_marks
from decision.outputs.words.expectation import rating_in_words
from decision.outputs.words.scoring import exclusions, leaders_open_requirements, out_word, short_names
from decision.outputs.words.simulation import RULE, counted_over

Array = NDArray[np.float64]

_GREYS = (EXCLUDED, shade(EXCLUDED, 0.2), shade(EXCLUDED, 0.45))
MOST_LIVE_NUMBERS = 2_000_000  # 16 MB, which a large decision reaches with fewer draws
EXACT = 64  # bits of a drawn value
_STORED = {EXACT: "<f8", 16: "<u2", 8: "<u1"}
LIVE_DRAWS = 4_000  # enough for an error of 0.8 in 100; the browser counts through all of them in every frame


def top_values(scenario: Scenario, by_leaf: Mapping[str, Array], shown: Sequence[Criterion]) -> Iterator[Array]:
    """Values of the top-level criteria `shown`, their parts weighted as they are shared out, from those rated."""

    def value(path: str) -> Array:
        if path in by_leaf:
            return by_leaf[path]
        parts = [f"{path}.{part.id}" for part in scenario.all_criteria[path].parts]
        total: Array = np.sum([scenario.sibling_shares[part] * value(part) for part in parts], axis=0)
        return total

    return (value(criterion.id) for criterion in shown)


def live_values(scenario: Scenario, drawn: DrawnValues, left_out: Collection[str] = ()) -> Array:
    """The first draws of the values of all options on the top-level criteria: array (M, K, N)."""
    leaves = list(scenario.leaves)
    first = drawn.values[:, :, : min(LIVE_DRAWS, MOST_LIVE_NUMBERS // (len(scenario.options) * len(scenario.leaves)))]
    by_leaf = {path: first[:, k] for k, path in enumerate(leaves)}
    return np.stack(list(top_values(scenario, by_leaf, with_slider(scenario, left_out))), axis=1)


def with_slider(scenario: Scenario, left_out: Collection[str]) -> tuple[Criterion, ...]:
    """The top-level criteria that have a slider: all that are not left out for now."""
    return tuple(each for each in scenario.criteria if each.id not in left_out)


def without_weights(scenario: Scenario) -> tuple[object, ...]:
    """All that a decision holds but for its top-level weights: what no move changes. To be compared."""
    criteria = tuple(
        tuple(getattr(each, name) for name in _fields(Criterion) if name != "weight") for each in scenario.criteria
    )
    return (criteria, *(getattr(scenario, name) for name in _fields(Scenario) if name != "criteria"))


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def heading(scenario: Scenario, evaluation: Evaluation, left_out: Collection[str] = ()) -> dict[str, Any]:
    """All that does not hang on the weights, but for the drawn values; criteria `left_out` for now have no slider."""
    shown = with_slider(scenario, left_out)
    marks, colours, names = option_marks(scenario), criterion_colours(scenario), short_names(scenario.options)
    return {
        "question": scenario.question,
        "about": scenario.about,
        "exclusions": exclusions(scenario, evaluation),
        "rule": RULE,
        "single": _single(scenario, shown),
        "unknown": _unknown(scenario, shown),
        "options": [
            {"id": option.id, "name": option.name, "short": names[option.id]}
            | {"excluded": option.excluded, "out": out_word(option)}
            | {"open": " ".join(leaders_open_requirements(scenario, [option.id]))}
            | _mark(marks[option.id])
            for option in scenario.options
        ],
        "criteria": [
            {"id": each.id, "name": scenario.criterion_names[each.id]}
            | {"colour": colours[each.id], "ink": ink_on(colours[each.id])}
            for each in shown
        ],
        "grey": [{"colour": each, "ink": ink_on(each)} for each in _GREYS],
        "values": [[option.values[each.id] for each in shown] for option in evaluation.options],
        "ratings": [
            [
                rating_in_words(scenario, scenario.option(option.id), each.id, option.ratings[each.id])
                if each.id in option.ratings
                else "from its parts"
                for each in shown
            ]
            for option in evaluation.options
        ],
        "presets": [
            {"id": "file", "label": "File", "help": "The weights as they stand in the file"},
            {"id": "equal", "label": "Equal", "help": "Every criterion counts alike"},
            *(
                {"id": f"view:{name}", "label": name.capitalize(), "help": f"The weights of the view {name}"}
                for name in scenario.views
            ),
        ],
    }  # fmt: skip


def _single(scenario: Scenario, shown: Sequence[Criterion]) -> dict[str, Any]:
    """How much rests on single numbers: ratings, and on each top-level criterion the share of its weight."""
    counted, shares = single_numbers(scenario), single_shares(scenario)
    by_leaf = {path: np.array([share]) for path, share in shares.items()}
    uncertain = {path: np.array([float(share < 1)]) for path, share in shares.items()}
    return {
        "count": counted.count,
        "total": counted.total,
        "open": [bool(found[0] > 0) for found in top_values(scenario, uncertain, shown)],
        "shares": [float(share[0]) for share in top_values(scenario, by_leaf, shown)],
    }


def _unknown(scenario: Scenario, shown: Sequence[Criterion]) -> dict[str, Any]:
    """How many ratings nobody knows yet; by option and top-level criterion, on which share of its weight."""
    found = openness(scenario)
    by_leaf = {
        path: np.array([float(is_open(scenario, option.id, path)) for option in scenario.options])
        for path in scenario.leaves
    }
    shares = np.stack(list(top_values(scenario, by_leaf, shown)), axis=1)
    return {"count": found.count, "total": found.total, "shares": shares.tolist() if found.count else []}


def _mark(mark: OptionMark) -> dict[str, str]:
    return asdict(mark) | {"ink": mark.ink}


def packed(head: Mapping[str, Any], draws: Array | None, bits: int = EXACT) -> tuple[str, bytes]:
    """A heading and drawn values (M, K, N) as one message, with what stands for all of it.

    The heading comes first, in JSON, then the draws as 64-bit floats, or as steps of 16 or 8 bits.

    What is the same in every draw is a number in the heading; what varies follows it in the order of m, then k. 64
    bits and not 32: options that tie exactly, as those rated with plain numbers may, must tie in the browser too. For
    the same reason all options have the same steps on a criterion, and what does not vary is put on them too.
    """
    if draws is not None and bits != EXACT:
        low, step = grid(draws, bits)
        counts = np.rint((draws - low) / step)
        # the very sum that the browser does
        head, draws = {**head, "bits": bits, "grid": _pairs(low, step)}, low + step * counts
    cells: list[list[float | None]] = []
    numbers: list[Array] = []
    for m, row in enumerate([] if draws is None else draws):
        cells.append([])
        for k, values in enumerate(row):
            same = bool((values == values[0]).all())
            cells[-1].append(float(values[0]) if same else None)
            if not same:
                numbers.append(values if bits == EXACT else counts[m, k])
    count = 0 if draws is None or not numbers else draws.shape[2]
    if not cells:
        cells = [list(row) for row in head["values"]]  # nothing is drawn, so nothing varies
    body = b"".join(np.ascontiguousarray(each, dtype=_STORED[bits]).tobytes() for each in numbers)
    content = json.dumps({**head, "cells": cells, "count": count}, allow_nan=False)
    origin = hashlib.sha256(content.encode() + body).hexdigest()[:16]
    text = f'{{"origin": "{origin}", {content[1:]}'.encode()
    padding = -(4 + len(text)) % 8
    return origin, struct.pack("<I", len(text)) + text + bytes(padding) + body


def grid(draws: Array, bits: int) -> tuple[Array, Array]:
    """Where the steps of a criterion begin and how wide they are, for drawn values (M, K, N): two arrays (K, 1).

    A value is off by half a step at most.
    """
    low, high = draws.min(axis=(0, 2)), draws.max(axis=(0, 2))
    wide = (high - low) / (2**bits - 1)
    return low[:, np.newaxis], np.where(wide > 0, wide, 1.0)[:, np.newaxis]


def _pairs(low: Array, step: Array) -> list[list[float]]:
    return [[float(x), float(wide)] for x, wide in zip(low[:, 0], step[:, 0], strict=True)]


def refined(result: SimulationResult | None) -> dict[str, Any] | None:
    """P(best) of the ranked options from all draws, with where it comes from; None where nothing varies."""
    if result is None:
        return None
    chances = [option.p_best for option in result.options if option.p_best is not None]
    return {"chances": chances, "draws": result.draws, "note": counted_over(result)}
