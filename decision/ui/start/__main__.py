"""``python -m decision.ui.start``: the app, with the flags of ``streamlit run``; what ``trilemma app`` starts."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

from streamlit.web import cli

from decision.ui.start.own_address import never_look_up_our_address

LAUNCHER = Path(__file__).with_name("launch.py")


def main(flags: list[str]) -> None:
    """Serve the app until it is ended; `flags` are those of ``streamlit run``."""
    never_look_up_our_address()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)  # called once the server has taken leave of everybody
    cli.main(["run", str(LAUNCHER), *flags], prog_name="streamlit")


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
