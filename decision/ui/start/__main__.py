"""``python -m decision.ui.start``: the app, with the flags of ``streamlit run``; what ``trilemma app`` starts."""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.web import cli

from decision.ui.start.own_address import never_look_up_our_address

SCRIPT = Path(__file__).with_name("app.py")


def main(flags: list[str]) -> None:
    """Serve the app until it is ended; `flags` are those of ``streamlit run``."""
    never_look_up_our_address()
    cli.main(["run", str(SCRIPT), *flags], prog_name="streamlit")


if __name__ == "__main__":
    main(sys.argv[1:])
