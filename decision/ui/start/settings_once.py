"""What the settings tell a page is worked out once.

Streamlit looks up some hundred settings anew whenever a page runs, on the one thread that speaks with all browsers.
They stay as they are as long as the app is served.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from streamlit.runtime import app_session

Tell = Callable[..., None]

TOLD = ("_populate_config_msg", "_populate_theme_msg")  # each fills the message that it is given


def tell_settings_once() -> None:
    """Have each part of the settings looked up once, by Streamlit's own functions."""
    for name in TOLD:
        tell: Tell = getattr(app_session, name)
        if not hasattr(tell, "__wrapped__"):
            setattr(app_session, name, once(tell))


def once(tell: Tell) -> Tell:
    """`tell`, which fills a message by what else it is given, called once for each of that."""
    told: dict[Hashable, Any] = {}  # messages of protobuf, which has no types

    @wraps(tell)
    def tell_again(message: Any, *of: Hashable) -> None:
        if of not in told:
            first = type(message)()
            tell(first, *of)
            told[of] = first
        if told[of].ListFields():  # a part that says nothing stays out of the whole
            message.MergeFrom(told[of])

    return tell_again
