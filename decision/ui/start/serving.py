"""What is done when the app begins to be served and when it ends, for whichever script starts it."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from streamlit import config
from streamlit.web.server import server_util

from decision.room.web import room_routes
from decision.room.web.served import Rooms
from decision.ui.start.ending import Ending
from decision.ui.start.headers import OurHeaders
from decision.ui.start.open_files import allow_many_open_files
from decision.ui.start.own_address import never_look_up_our_address
from decision.ui.start.settings_once import tell_settings_once
from decision.ui.start.uploads import BoundedUploads
from decision.ui.start.warm_up import begin_to_warm_up

SCRIPT = Path(__file__).with_name("app.py")
# Seconds that Python's lock is held before it is handed on. At its own 5 ms, the thread that speaks with browsers
# breaks into most runs of a page, and many people wait longer; beside a long computation, a move then takes 0.2 s.
HELD = 0.02
ROOMS = Rooms()
ROUTES = room_routes(ROOMS.hub, str(config.get_option("server.baseUrlPath")))
MIDDLEWARE = [Middleware(OurHeaders), Middleware(BoundedUploads)]


@asynccontextmanager
async def while_served(_: Any) -> AsyncIterator[None]:
    """Open a window where one is wanted; at the end, stop what visitors have started and write what waits."""
    never_look_up_our_address()
    allow_many_open_files()
    ending = Ending(take_leave=ROOMS.end_streams)
    ending.listen()
    tell_settings_once()
    sys.setswitchinterval(HELD)
    begin_to_warm_up()
    ROOMS.begin()
    if not config.get_option("server.headless"):
        webbrowser.open(server_util.get_url(config.get_option("browser.serverAddress")))
    try:
        yield
    finally:
        await ROOMS.end()
        ending.finish()
