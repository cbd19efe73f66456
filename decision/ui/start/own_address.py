"""Nobody outside is asked under which address this machine is seen."""

from __future__ import annotations

from streamlit import net_util


def never_look_up_our_address() -> None:
    """Take from Streamlit its way of asking.

    It asks a server outside whenever a page from elsewhere tries to connect, and everybody waits meanwhile. Such a page
    is refused as before; where the app has another name than that of the machine, a proxy passes that name on.
    """
    net_util.get_external_ip = _unknown


def _unknown() -> str | None:
    return None
