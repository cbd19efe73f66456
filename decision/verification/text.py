"""What became of an export, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision.model.visible import visible
from decision.outputs.words.changes import change_in_words
from decision.outputs.words.grammar import counted
from decision.verification.verification import Verification
from decision.version import __version__

_MOST_TOLD = 50


def verification_text(found: Verification, now: str = "") -> str:
    """All of it as lines; `now` is the file that the decision was held against."""
    inside = found.enclosure
    lines = [
        f"{visible(found.file, None)}: {visible(inside.scenario.title, None)}",
        f"Exported by version {visible(inside.version)}; fingerprint {visible(inside.fingerprint, None)}.",
        "",
        _verdict(found),
        *_listed(found.findings),
    ]
    if found.changed:
        lines += ["", f"{counted(len(found.changed), 'input')} changed since it was exported:", *_listed(found.changed)]
    if found.since is not None:
        lines += ["", *_since(found, now)]
    if found.notes:
        lines += ["", *found.notes]
    return "\n".join(lines) + "\n"


def _verdict(found: Verification) -> str:
    what = f"{found.compared:,} cells" if found.enclosure.ending == ".xlsx" else counted(found.compared, "text")
    if found.findings:
        one = len(found.findings) == 1
        return f"{counted(len(found.findings), 'claim')} no longer hold{'s' if one else ''}, of {what}:"
    if found.changed:
        return f"What was not changed on purpose holds: {what}."
    return f"Everything it claims holds: {what}, worked out again from the decision inside."


def _listed(each: Sequence[object]) -> list[str]:
    lines = [f"  {one}" for one in each[:_MOST_TOLD]]
    more = len(each) - len(lines)
    return [*lines, f"  … and {more:,} more; --json lists all"] if more else lines


def _since(found: Verification, now: str) -> list[str]:
    since, file = found.since, visible(now, None)
    assert since is not None  # asked by the caller
    still = f"{file} is still the decision that was exported."
    if since.is_same:
        return [still]
    changes = _listed(_changes(found))
    if found.is_still_the_decision:
        return [f"{still} What is said about it changed since:", *changes]
    return [f"{file} is no longer the decision that was exported. What changed since:", *changes]


def _changes(found: Verification) -> list[str]:
    since = found.since
    if since is None:
        return []
    each = [change for share in since.shares for change in share.changes] + list(since.said)
    return [str(change_in_words(since, change)) for change in each]


def verification_data(found: Verification, now: str = "") -> dict[str, Any]:
    """The same as data."""
    inside = found.enclosure
    data: dict[str, Any] = {
        "file": found.file,
        "title": inside.scenario.title,
        "form": inside.form,
        "exported_by": inside.version,
        "version": __version__,
        "fingerprint": inside.fingerprint,
        "draws": inside.draws,
        "seed": inside.scenario.simulation.seed,
        "holds": found.holds,
        "compared": found.compared,
        "findings": [each.to_dict() | {"says_so": str(each)} for each in found.findings],
        "inputs_changed": [each.to_dict() for each in found.changed],
        "notes": list(found.notes),
    }
    if found.since is not None:
        data["decision"] = {
            "file": now,
            "same": found.is_still_the_decision,
            "fingerprint": found.since.new.fingerprint,
            "changes": _changes(found),
        }
    return data
