"""Linear programmes, solved with HiGHS through scipy, which is imported only here.

Throughout this module
    x  are the variables (X,) of a programme
    r  is one of its rows, 0 .. R-1
    e  is one of its equations, 0 .. E-1

Handing a small programme over takes several times as long as solving it. So programmes that are asked for at once are
handed over as one, side by side; what each has to do with the others is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.analysis.stopping import go_on
from decision.model.errors import DecisionError

Array = NDArray[np.float64]

_TOLERANCE = 1e-10
_SOLVED, _INFEASIBLE = 0, 2  # linprog's status
_TOGETHER = 16  # more side by side take longer each


@dataclass(frozen=True)
class Programme:
    """Minimise costs·x over rows·x <= 0, equations·x = 1 for the first and 0 for the others, and low <= x <= high.

    Attributes
    ----------
    costs, low, high
        Arrays (X,).
    rows, equations
        Arrays (R, X) and (E, X).
    """

    costs: Array
    rows: Array
    equations: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Solution:
    """The best x (X,), and what each row is worth (R,), at least 0."""

    x: Array
    worth: Array


def solved(programme: Programme) -> Solution | None:
    """The solution of a programme; None where no x keeps to its limits.

    Raises
    ------
    DecisionError
        The programme was not solved.
    """
    for presolve in (False, True):  # programmes this small are sooner solved than simplified
        result = _linprog([programme], presolve=presolve)
        if result.status == _SOLVED:
            return _solutions([programme], result)[0]
    if result.status == _INFEASIBLE:
        return None
    raise DecisionError(f"a linear programme of the reversal was not solved ({result.message}); report the file")


def all_solved(programmes: Sequence[Programme]) -> list[Solution | None]:
    """The solutions of several programmes, each as by `solved`."""
    found: list[Solution | None] = []
    for start in range(0, len(programmes), _TOGETHER):
        few = programmes[start : start + _TOGETHER]
        result = _linprog(few, presolve=False) if len(few) > 1 else None
        if result is not None and result.status == _SOLVED:
            found += _solutions(few, result)
        else:  # one without a solution leaves all without
            found += [solved(each) for each in few]
    return found


def _linprog(programmes: Sequence[Programme], *, presolve: bool) -> Any:
    """What linprog says of programmes side by side."""
    from scipy.optimize import linprog
    from scipy.sparse import block_diag

    go_on()

    def beside(blocks: list[Array]) -> Any:
        return blocks[0] if len(blocks) == 1 else block_diag(blocks, format="csr")

    bounds: Any = np.concatenate([np.column_stack([each.low, each.high]) for each in programmes])
    rows = [each.rows for each in programmes]
    equations = [each.equations for each in programmes]
    return linprog(
        np.concatenate([each.costs for each in programmes]),
        A_ub=beside(rows),
        b_ub=np.zeros(sum(len(each) for each in rows)),
        A_eq=beside(equations),
        b_eq=np.concatenate([np.eye(1, len(each))[0] for each in equations]),
        bounds=bounds,
        method="highs",
        options={
            "presolve": presolve,
            "primal_feasibility_tolerance": _TOLERANCE,
            "dual_feasibility_tolerance": _TOLERANCE,
        },
    )


def _solutions(programmes: Sequence[Programme], result: Any) -> list[Solution | None]:
    """Of each of the programmes side by side, from what linprog says of them all."""
    x = np.split(np.asarray(result.x), np.cumsum([len(each.costs) for each in programmes])[:-1])
    worth = np.clip(-np.asarray(result.ineqlin.marginals), 0.0, None)
    of_rows = np.split(worth, np.cumsum([len(each.rows) for each in programmes])[:-1])
    return [Solution(*each) for each in zip(x, of_rows, strict=True)]
