"""``python -m decision.ui.start.health``: ends with 0 if the app of this machine answers, with 1 if not.

For a container or a service manager. The port and the path below which the app lies are read from the environment, as
Streamlit reads them.
"""

from __future__ import annotations

import os
import sys
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException

PATIENCE = 3  # seconds


def address(environment: Mapping[str, str]) -> str:
    """Where the app says whether it is well."""
    port = environment.get("STREAMLIT_SERVER_PORT") or "8501"
    path = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    return f"http://127.0.0.1:{port}/{path + '/' if path else ''}_stcore/health"


def is_well(where: str) -> bool:
    try:
        with urllib.request.urlopen(where, timeout=PATIENCE) as response:  # noqa: S310  # our own address
            return bool(response.status == 200)
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    sys.exit(0 if is_well(address(os.environ)) else 1)
