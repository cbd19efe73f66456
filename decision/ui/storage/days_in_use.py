"""How old work is, in days on which the app was in use: a clock that jumps ages it by one day and not by a month."""

from __future__ import annotations

import contextlib
import datetime
import re
import time
from pathlib import Path

from decision.files import atomic
from decision.files.atomic import WriteError

FILE = "days-in-use.txt"
MOST_DAYS = 400  # remembered

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def days_in_use(folder: Path) -> frozenset[str]:
    """The days on which new work was kept in `folder`, today among them from now on; as ISO dates.

    They stand in a file, one a line. Where that cannot be written, nothing grows older.
    """
    try:
        days = frozenset(_DAY.findall((folder / FILE).read_text(encoding="ascii")))
    except (OSError, UnicodeDecodeError):
        days = frozenset()
    today = _day_of(time.time())
    if today not in days:
        days |= {today}
        with contextlib.suppress(WriteError):
            atomic.write(folder / FILE, ("\n".join(sorted(days)[-MOST_DAYS:]) + "\n").encode("ascii"), private=True)
    return days


def days_since(used: float, days: frozenset[str]) -> int:
    """How many of `days` lie after the one that `used`, in seconds since 1970, is in."""
    day = _day_of(used)
    return sum(each > day for each in days)


def _day_of(seconds: float) -> str:
    try:
        return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):  # no day that a calendar has: as old, or as new, as can be
        return "0001-01-01" if seconds < 0 else "9999-12-31"
