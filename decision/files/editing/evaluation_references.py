"""Where evaluations and what was agreed name a rating: what follows when it goes or gets another name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Renaming = Callable[[str], str | None]  # a path to what it is called afterwards; None if it is gone


def follow_evaluations(document: dict[str, Any], renamed: Renaming) -> None:
    """Have all that evaluators gave and agreed on stand under the new names, or go with what it is about."""
    evaluations = document.get("evaluations")
    for evaluation in evaluations if isinstance(evaluations, list) else ():
        if not isinstance(evaluation, dict):
            continue
        _follow_cells(evaluation, "ratings", renamed)
        _follow_moderated(evaluation, renamed)
    _follow_cells(document, "consensus", renamed)


def _follow_cells(holder: dict[str, Any], key: str, renamed: Renaming) -> None:
    said = holder.get(key)
    if not isinstance(said, dict) or all(renamed(cell) == cell for cell in said):
        return
    kept = {to: x for cell, x in said.items() if (to := renamed(cell)) is not None}
    if kept:
        holder[key] = kept
    else:
        del holder[key]


def _follow_moderated(evaluation: dict[str, Any], renamed: Renaming) -> None:
    moderated = evaluation.get("moderated")
    if not isinstance(moderated, list):
        return
    kept = []
    for each in moderated:
        cell = each.get("of") if isinstance(each, dict) else None
        if not isinstance(cell, str):
            kept.append(each)
        elif (to := renamed(cell)) is not None:
            kept.append({**each, "of": to} if to != cell else each)
    if kept == moderated:
        return
    if kept:
        evaluation["moderated"] = kept
    else:
        del evaluation["moderated"]
