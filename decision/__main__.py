"""``python -m decision``: the command line."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from decision.cli import main


def run() -> NoReturn:
    """Run one command and end the process."""
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # whoever read the output has gone
    # Taking the imported modules down one by one would cost a tenth of a short command's time.
    os._exit(status)


if __name__ == "__main__":
    run()
