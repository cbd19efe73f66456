"""Random tables in random layouts, with what they were made from."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from hypothesis import strategies as st

OPTION_NAMES = ("Northwind", "Build our own", "Fabrikam", "Contoso", "Wait", "Überfrau", "门户")
CRITERION_NAMES = ("Cost", "Ease of use", "Security", "Fit", "Réach", "Support", "Openness", "Cost")
Ends = tuple[float, float] | None


@dataclass(frozen=True)
class Made:
    """A table, and what it says."""

    text: bytes
    across: bool
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: tuple[float, ...]
    ratings: dict[tuple[int, int], Ends]  # by option and criterion


@st.composite
def tables(draw: st.DrawFn) -> Made:
    options = tuple(draw(st.lists(st.sampled_from(OPTION_NAMES), min_size=2, max_size=5, unique=True)))
    criteria = tuple(draw(st.lists(st.sampled_from(CRITERION_NAMES), min_size=1, max_size=7)))
    weights = tuple(draw(st.lists(st.integers(0, 40).map(float), min_size=len(criteria), max_size=len(criteria))))
    if not any(weights):
        weights = (1.0, *weights[1:])
    top = draw(st.sampled_from((5, 10)))
    steps = st.integers(0, 2 * top).map(lambda n: n / 2)
    cell = st.one_of(
        steps.map(lambda x: (x, x)), st.tuples(steps, steps).map(lambda ends: (min(ends), max(ends))), st.none()
    )
    ratings: dict[tuple[int, int], Ends] = {
        (m, k): draw(cell) for m in range(len(options)) for k in range(len(criteria))
    }
    rows = _cells(draw, options, criteria, weights, ratings)
    across = draw(st.booleans())
    if not across:
        rows = [list(column) for column in zip(*rows, strict=True)]
    rows = _around(draw, rows)
    return Made(_text(draw, rows), across, options, criteria, weights, ratings)


def _cells(
    draw: st.DrawFn,
    options: tuple[str, ...],
    criteria: tuple[str, ...],
    weights: tuple[float, ...],
    ratings: dict[tuple[int, int], Ends],
) -> list[list[str]]:
    """Criteria down and options across; weights beside them, as one may find them."""
    comma = draw(st.booleans())
    sign = draw(st.sampled_from(("", " %", "%")))
    between = draw(st.sampled_from(("-", " - ", "–", " to ", "..")))
    unknown = st.sampled_from(("", "?", "n/a", "tbd", "-", "TBD"))
    head = ["", *options]
    body = [
        [name, *(_rating(draw, ratings[m, k], between, unknown, comma=comma) for m in range(len(options)))]
        for k, name in enumerate(criteria)
    ]
    at = draw(st.sampled_from((1, len(head))))
    rows = [[*row[:at], extra, *row[at:]] for row, extra in zip(
        [head, *body], [draw(st.sampled_from(("Weight", "Weight (%)", "WEIGHTING"))), *(f"{x:g}{sign}" for x in weights)],
        strict=True,
    )]  # fmt: skip
    if draw(st.booleans()):
        comments = ["Comments", *("so we think" for _ in criteria)]
        rows = [[*row, comment] for row, comment in zip(rows, comments, strict=True)]
    if draw(st.booleans()):
        rows.append(["Total", *("" if not cell else "17" for cell in rows[0][1:])])
        rows[-1] = [cell if name not in ("Comments",) else "" for cell, name in zip(rows[-1], rows[0], strict=True)]
    return rows


def _rating(draw: st.DrawFn, ends: Ends, between: str, unknown: st.SearchStrategy[str], *, comma: bool) -> str:
    if ends is None:
        return draw(unknown)
    low, high = (f"{x:g}".replace(".", "," if comma else ".") for x in ends)
    return low if low == high else f"{low}{between}{high}"


def _around(draw: st.DrawFn, rows: list[list[str]]) -> list[list[str]]:
    """Empty rows and columns, and a title above."""
    width = len(rows[0])
    for at in sorted(draw(st.sets(st.integers(1, len(rows) - 1), max_size=2)), reverse=True):
        if at > 1:
            rows = [*rows[:at], [""] * width, *rows[at:]]
    if draw(st.booleans()):
        at = draw(st.sampled_from((0, 1, width)))
        rows = [[*row[:at], "", *row[at:]] for row in rows]
    if draw(st.booleans()):
        rows = [["Which one shall it be?"] + [""] * (len(rows[0]) - 1), [""] * len(rows[0]), *rows]
    return rows


def _text(draw: st.DrawFn, rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=draw(st.sampled_from(";\t,|"))).writerows(rows)
    text = out.getvalue().replace("\r\n", draw(st.sampled_from(("\r\n", "\n"))))
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
    return text.encode(encoding)
