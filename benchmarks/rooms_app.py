"""The app, with a way to move a room on from outside: what a click on the host's page does, without the page.

``streamlit run`` finds the name `app`. For benchmarks alone: whoever reaches it may do what a host may.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from decision.files.reader import load
from decision.room.events import Lock, Reveal, Start
from decision.room.questions import Asked, Question
from decision.room.store import HostRoom, the_store
from decision.ui.start.serving import MIDDLEWARE, ROUTES, SCRIPT, while_served

_SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "health-centre-portal.yaml"
_CELLS = 18  # of a ballot


async def click(request: Request) -> Response:
    return JSONResponse(await asyncio.to_thread(_click, request.path_params["what"], request.query_params))


def _click(what: str, said: object) -> dict[str, object]:
    given = dict(said)  # type: ignore[call-overload]
    store = the_store()
    if what == "open":
        opened = store.open_room(load(_SCENARIO))
        return {"code": opened.code, "secret": opened.host_secret}
    host: HostRoom = store.as_host(given["code"], given["secret"])
    if what == "start":
        items = host.room.sheet.items(Asked.RATINGS)[:_CELLS]
        host.apply(Start(Question(Asked.RATINGS, items)))
        return {"items": list(items)}
    if what in ("lock", "reveal"):
        host.apply(Lock() if what == "lock" else Reveal())
        return {}
    progress = host.progress()
    return {"ready": progress.ready, "joined": progress.joined}


app = st.App(SCRIPT, lifespan=while_served, middleware=MIDDLEWARE, routes=[Route("/click/{what}", click), *ROUTES])
