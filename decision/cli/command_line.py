"""One call of the command line, from its arguments to its exit status."""

from __future__ import annotations

from collections.abc import Sequence

from decision.cli.parser import parser
from decision.cli.printing import complain, prepare_streams
from decision.cli.status import FAILED, INTERRUPTED, WRONG_CALL, WrongCallError
from decision.files.faults import FileError
from decision.model.errors import DecisionError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0 fine, 1 a check or validation failed, 2 the call was wrong, 130 stopped by Ctrl-C. Errors go to standard error.
    """
    name = "python -m decision"
    try:
        prepare_streams()
        try:
            call = parser().parse_args(arguments)
        except SystemExit as end:  # argparse ends the process itself
            return end.code if isinstance(end.code, int) else WRONG_CALL
        name = call.name
        status: int = call.run(call)
    except FileError as error:
        complain(error)
        return FAILED
    except DecisionError as error:
        complain(f"{name}: {error}")
        return WRONG_CALL if isinstance(error, WrongCallError) else FAILED
    except KeyboardInterrupt:
        complain("stopped")
        return INTERRUPTED
    return status
