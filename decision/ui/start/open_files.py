"""How many connections may be open at once: every phone in a room holds one, and a system often allows 256."""

from __future__ import annotations

import logging

WANTED = 8_192
ENOUGH = 1_500  # for a thousand phones, and the app beside them

_log = logging.getLogger(__name__)


def allow_many_open_files() -> int | None:
    """How many files and connections may be open from now on; None where the system has no such limit.

    The limit is raised as far as the system lets us; if that is not far, the log says so.
    """
    try:
        import resource
    except ImportError:  # Windows has none
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
        except (ValueError, OSError):
            pass  # what there is is said below
    if soft != resource.RLIM_INFINITY and soft < ENOUGH:
        _log.log(
            logging.WARNING,
            "%d files and connections may be open at once: enough for %d phones in rooms; raise the limit for more",
            soft,
            max(0, soft - 100),
        )
    return None if soft == resource.RLIM_INFINITY else soft
