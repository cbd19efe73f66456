"""What one cost plan has and another lacks: lines that were perhaps forgotten for one option only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from decision.model.cost_plan import CostPlan, Lines
from decision.model.scenario import Scenario

_ITEMISED = 3  # usual lines by which it is seen that lines are told apart by what they pay for
COMPARED = ("upfront", "yearly", "exit", "savings")


@dataclass(frozen=True)
class MissingLine:
    """Something that some plans have and others lack.

    Attributes
    ----------
    what
        A component of plans, the name of a line, or a usual line.
    kind
        ``component``, ``line`` (a name, as it was typed), or ``usual`` (known by words in names).
    have, lack
        Ids of the options, in the order of the file. Of lines, only such as name lines at all are counted: nobody can
        tell what is in a sum. Of a usual line that none has, `have` is empty.
    """

    what: str
    kind: Literal["component", "line", "usual"]
    have: tuple[str, ...]
    lack: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON of the command line."""
        return {"what": self.what, "kind": self.kind, "have": list(self.have), "lack": list(self.lack)}


def missing_lines(scenario: Scenario, path: str) -> tuple[MissingLine, ...]:
    """What only some of the plans of ranked options on a criterion have: components first, then lines.

    Which lines are usual, and what they are known by, the criterion says, else the list for all plans. Usual lines
    that no option has are told of only where every plan names lines, and three usual ones are among them.
    """
    plans = {
        option.id: estimate
        for option in scenario.ranked_options
        if isinstance(estimate := option.ratings[path].estimate, CostPlan)
    }
    parts = {id: {name for name, _ in plan.components()} for id, plan in plans.items()}
    found = list(_parted("component", {name: {id for id in plans if name in parts[id]} for name in COMPARED}, plans))
    named = {id: names for id, plan in plans.items() if (names := _line_names(plan))}
    if len(named) < 2:
        return tuple(found)
    known = scenario.line_names_of(path)
    usual = {line.name: set[str]() for line in known.usual}
    own: dict[str, set[str]] = {}
    for id, names in named.items():
        for name in names:
            line = known.usual_line(name)
            (own if line is None else usual).setdefault(name if line is None else line.name, set()).add(id)
    found += _parted("line", own, named)
    found += _parted("usual", usual, named)
    if len(named) == len(plans) and sum(map(bool, usual.values())) >= _ITEMISED:
        found += [MissingLine(name, "usual", (), tuple(named)) for name, have in usual.items() if not have]
    return tuple(found)


def _parted(
    kind: Literal["component", "line", "usual"], by_name: Mapping[str, set[str]], among: Iterable[str]
) -> Iterable[MissingLine]:
    """What some of the options `among` have and others lack."""
    ids = tuple(among)
    for name, having in by_name.items():
        have, lack = tuple(id for id in ids if id in having), tuple(id for id in ids if id not in having)
        if have and lack:
            yield MissingLine(name, kind, have, lack)


def _line_names(plan: CostPlan) -> set[str]:
    """The names of its lines, in small letters."""
    return {
        name.casefold()
        for _, component in plan.components()
        if isinstance(component, Lines)
        for name, _ in component.lines
    }
