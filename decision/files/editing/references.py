"""Where else a decision names an option or a criterion: what follows when one goes or gets another name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from decision.files.editing.evaluation_references import follow_evaluations
from decision.files.kinds import SHORT_FIGURES
from decision.files.room_document import follow_in_rooms

Renaming = Callable[[str], str | None]  # a path to what it is called afterwards; None if it is gone


def follow_option(document: dict[str, Any], old: str, new: str | None) -> None:
    """Have everything that names the option `old` name `new`, or where that is None, nothing."""
    _follow_pairs(document, lambda path: _under(path, old, new))
    _follow_record(document, lambda path: _under(path, old, new))
    follow_evaluations(document, lambda path: _under(path, old, new))
    _follow_readiness(document, lambda named: new if named == old else named)
    follow_in_rooms(document, old, new)
    decision = document.get("decision")
    if isinstance(decision, dict) and decision.get("chosen") == old and new is not None:
        decision["chosen"] = new  # what was decided on does not go unseen: it is a fault where it is no option


def follow_criterion(document: dict[str, Any], old: str, new: str | None) -> None:
    """Have everything that names the criterion or part at the path `old` name `new`, or where that is None, nothing."""

    def renamed(path: str) -> str | None:
        return _under(path, old, new)

    for mapping in (document.get("weights"), *_mappings(document.get("views"))):
        _follow_keys(mapping, renamed)
    options = document.get("options")
    for id, option in list(options.items()) if isinstance(options, dict) else ():
        *above, last = old.split(".")
        holder = option.get("ratings") if isinstance(option, dict) else None
        for part in above:
            holder = holder.get(part) if isinstance(holder, dict) else None
        _follow_keys(holder, partial(_under, old=last, new=None if new is None else new.rpartition(".")[2]))
        there = None if new is None else f"{id}.{new}"
        for follow in (_follow_pairs, _follow_record, follow_evaluations):
            follow(document, partial(_under, old=f"{id}.{old}", new=there))
        follow_in_rooms(document, f"{id}.{old}", there)
    follow_in_rooms(document, old, new)
    _follow_figures(document, renamed)
    if "." not in old:
        _follow_uncertainty(document, renamed)
    else:
        above_it = _criterion_at(document, old.rpartition(".")[0])
        if above_it is not None:
            _follow_uncertainty(above_it, lambda name: _last(_under(f"{old.rpartition('.')[0]}.{name}", old, new)))


def follow_driver(document: dict[str, Any], old: str, new: str) -> None:
    """Have every payment that hangs on the driver `old`, and every trigger that names it, name `new`."""
    options = document.get("options")
    for option in _mappings(options):
        if isinstance(option, dict):
            _follow_per(option.get("ratings"), old, new)
    _follow_record(document, lambda path: f"drivers.{new}" if path == f"drivers.{old}" else path)


def _follow_per(value: Any, old: str, new: str) -> None:
    for below in _mappings(value):
        _follow_per(below, old, new)
    if isinstance(value, dict) and value.get("per") == old:
        value["per"] = new


def _under(path: str, old: str, new: str | None) -> str | None:
    if path == old or path.startswith(old + "."):
        return None if new is None else new + path[len(old) :]
    return path


def _last(path: str | None) -> str | None:
    return None if path is None else path.rpartition(".")[2]


def _mappings(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.values()


def _criterion_at(document: dict[str, Any], path: str) -> dict[str, Any] | None:
    first, *parts = path.split(".")
    found: Any = document.get("criteria")
    for key in (first, *(key for part in parts for key in ("parts", part))):
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _follow_keys(mapping: Any, renamed: Renaming) -> None:
    if not isinstance(mapping, dict) or all(renamed(key) == key for key in mapping):
        return
    kept = {name: value for key, value in mapping.items() if (name := renamed(key)) is not None}
    mapping.clear()
    mapping.update(kept)


def _follow_pairs(document: dict[str, Any], renamed: Renaming) -> None:
    """Pairs name options and criteria in two of their three items; one that names what is gone goes too."""
    dependence = document.get("dependence")
    if not isinstance(dependence, dict) or not isinstance(pairs := dependence.get("pairs"), list):
        return
    kept = []
    for pair in pairs:
        named = [renamed(x) if isinstance(x, str) else x for x in pair] if isinstance(pair, list) else pair
        if not isinstance(named, list) or None not in named[:2]:
            kept.append(named)
    if kept != pairs:
        dependence["pairs"] = kept
    if not kept and pairs:
        _drop(document, "dependence", "pairs")


def _follow_record(document: dict[str, Any], renamed: Renaming) -> None:
    """Triggers name a rating each; one that names what is gone goes too."""
    decision = document.get("decision")
    if not isinstance(decision, dict) or not isinstance(triggers := decision.get("revisit"), list):
        return
    kept = _items_renamed(triggers, "when", renamed)
    if kept != triggers:
        decision["revisit"] = kept
    if not kept and triggers:
        _drop(document, "decision", "revisit")


def _items_renamed(items: list[Any], key: str, renamed: Renaming) -> list[Any]:
    """The items with what they name under `key` renamed, without those that name what is gone."""
    kept = []
    for item in items:
        name = item.get(key) if isinstance(item, dict) else None
        named = renamed(name) if isinstance(name, str) else name
        if named is not None or name is None:
            kept.append({**item, key: named} if named != name else item)
    return kept


def _follow_readiness(document: dict[str, Any], renamed: Renaming) -> None:
    """Where a cause stands is told by option; a condition may name one, and goes with it."""
    readiness = document.get("readiness")
    if not isinstance(readiness, dict) or not readiness:
        return
    causes = readiness.get("causes")
    if isinstance(causes, dict):
        for cause, standing in list(causes.items()):
            said = bool(standing)
            _follow_keys(standing, renamed)
            if said and not standing:
                del causes[cause]
                if not causes:
                    del readiness["causes"]
    if isinstance(conditions := readiness.get("conditions"), list):
        kept = _items_renamed(conditions, "option", renamed)
        if kept != conditions:
            readiness["conditions"] = kept
        if not kept and conditions:
            del readiness["conditions"]
    if not readiness:
        del document["readiness"]


def _follow_figures(document: dict[str, Any], renamed: Renaming) -> None:
    """What came is told by criterion, in a list of its own or beside it, by paths or nested like ratings."""
    outcome = document.get("outcome")
    if not isinstance(outcome, dict):
        return
    figures = outcome.get("ratings")
    _follow_nested(figures, renamed)
    for name in [each for each in SHORT_FIGURES if each in outcome]:
        moved = {name: outcome[name]}
        _follow_nested(moved, renamed)
        if moved.get(name) == outcome[name]:
            continue
        del outcome[name]
        for path, x in moved.items():
            if path in SHORT_FIGURES:
                outcome[path] = x
            else:
                outcome["ratings"] = {**(figures if isinstance(figures, dict) else {}), path: x}
    if outcome.get("ratings") == {}:
        del outcome["ratings"]


def _follow_nested(figures: Any, renamed: Renaming, above: str = "") -> None:
    """Figures by path, each mapping giving what stands below a path."""
    if not isinstance(figures, dict):
        return

    def below(key: str) -> str | None:
        path = renamed(f"{above}{key}")
        return None if path is None else path.removeprefix(above)

    for key, x in list(figures.items()):
        if below(key) == key:  # what is below another name has been followed with it
            _follow_nested(x, renamed, f"{above}{key}.")
    _follow_keys(figures, below)


def _follow_uncertainty(holder: dict[str, Any], renamed: Renaming) -> None:
    uncertainty = holder.get("weight_uncertainty")
    if not isinstance(uncertainty, dict):
        return
    if isinstance(uncertainty.get("ranges"), dict):
        _follow_keys(uncertainty["ranges"], renamed)
    order = uncertainty.get("order")
    if isinstance(order, list):
        tiers = [_tier(tier, renamed) for tier in order]
        uncertainty["order"] = [tier for tier in tiers if tier is not None]


def _tier(tier: Any, renamed: Renaming) -> Any:
    if isinstance(tier, str):
        return renamed(tier)
    if not isinstance(tier, list):
        return tier
    named = [renamed(name) if isinstance(name, str) else name for name in tier]
    kept = [name for name in named if name is not None]
    if len(kept) == len(tier):
        return kept
    return None if not kept else kept[0] if len(kept) == 1 else kept


def _drop(document: dict[str, Any], section: str, key: str) -> None:
    """Take `key` out of a section, and the section too where nothing is left in it."""
    del document[section][key]
    if not document[section]:
        del document[section]
