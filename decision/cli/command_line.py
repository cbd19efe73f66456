"""One call of the command line, from its arguments to its exit status."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from decision.cli.parser import parser
from decision.cli.printing import complain
from decision.cli.status import FAILED, FINE, WRONG_CALL, WrongCallError
from decision.files.faults import FileError
from decision.model.errors import DecisionError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0 fine, 1 a check or validation failed, 2 the call was wrong. Errors go to standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # Windows consoles differ
    try:
        call = parser().parse_args(arguments)
    except SystemExit as end:  # argparse ends the process itself
        return end.code if isinstance(end.code, int) else WRONG_CALL
    try:
        status: int = call.run(call)
    except FileError as error:
        complain(error)
        return FAILED
    except DecisionError as error:
        complain(f"{call.name}: {error}")
        return WRONG_CALL if isinstance(error, WrongCallError) else FAILED
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as head, has seen enough
        return FINE
    except KeyboardInterrupt:
        complain("stopped")
        return FAILED
    return status
