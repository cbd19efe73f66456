"""Changes of readiness as the page makes them: each one step to undo, under its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from decision.files.faults import FileError
from decision.files.library import Library
from decision.model.errors import DecisionError
from decision.model.readiness import LaunchCause
from decision.model.scenario import Scenario
from decision.model.visible import visible
from decision.ui.session import state
from decision.ui.session.changes import LONGEST
from decision.ui.session.restructuring import restructured
from decision.ui.session.work import Work

WIDGET = "readiness:"  # before the key of every field of this page
_LONGEST_NAMED = 40  # characters of a text in the name of a change


def edit(name: str, step: Callable[[Scenario], Scenario]) -> None:
    """Make one change; raises DecisionError, and changes nothing, where it cannot be made."""
    state.change(partial(restructured, edit=step), visible(name, LONGEST))


def short(text: str) -> str:
    """A text, short enough for the name of a change."""
    return visible(" ".join(text.split()), _LONGEST_NAMED)


def causes_there_are(work: Work) -> tuple[LaunchCause, ...]:
    """The known causes: those that the decision speaks of, or else those that can be found.

    Raises
    ------
    DecisionError
        They cannot be read.
    """
    if work.scenario.readiness.known:
        return work.scenario.readiness.known
    try:
        return Library(work.origin.folder).launch_causes
    except FileError as error:
        raise DecisionError(f"the causes cannot be read: {str(error).splitlines()[0]}") from None
    except OSError as error:
        raise DecisionError(
            f"the causes cannot be read ({error.strerror or error}); check that they are there"
        ) from None
