"""Where another Python finds this very package."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Mapping
from pathlib import Path

_ABOVE = Path(__file__).resolve().parents[2]  # the folder that `decision` lies in


def finding_us(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` so that a Python started in it finds us: a checkout is not where packages are found."""
    if str(_ABOVE) in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        return dict(environment)
    found = [str(_ABOVE), *filter(None, [environment.get("PYTHONPATH")])]
    return {**environment, "PYTHONPATH": os.pathsep.join(found)}
