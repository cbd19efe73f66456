"""The routes that phones use, beside Streamlit's: the page, what it is told, and what it sends.

Streamlit lends them neither its check of where a request comes from nor the path below which the app lies.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from decision.room.ballot import LONGEST_REASON
from decision.room.forms import ballot_from
from decision.room.hub import Hub, View
from decision.room.questions import RoomError
from decision.room.store import NoSuchRoomError, Person
from decision.room.store.kept import KeptRoom
from decision.room.store.rooms import GONE
from decision.room.store.secrets import HOST_COOKIE, hash_of, host_mark, new_secret, read_code
from decision.room.web.answers import HEADERS, as_text, joined, refused, said, said_already
from decision.room.web.asking import RefusedError, body_of, is_encrypted, text_in
from decision.room.web.limits import Guesses, Limit
from decision.room.web.page import phone_page
from decision.room.web.told import ballot_told, for_person, for_role, for_strangers, sheet_for

JOIN = "join"  # the path of the page, below that of the app; the room's code follows
COOKIE = "trilemma_room"
LONGEST_TYPED = 200  # characters of a name or a view that are looked at at all
RATE, BURST = 5.0, 30.0  # of what one person sends
COMING, COMING_AT_ONCE = 20.0, 2_500.0  # people from one address: a whole room may share it
STREAMS = 5_000
AGAIN = (400, 1_200)  # milliseconds until a phone whose stream was lost opens another
MOST_ENDED = 2_000

Endpoint = Callable[[Request], Awaitable[Response]]


def room_routes(hub: Callable[[], Hub], base: str = "", clock: Callable[[], float] = time.monotonic) -> list[Route]:
    """The routes below `base`, the path of the app; `hub` is asked for when somebody comes."""
    path = f"/{base.strip('/')}".rstrip("/")
    web = _Web(hub, f"{path}/{JOIN}", clock)
    return [
        Route(f"{web.path}", web.page),
        Route(f"{web.path}/phone.js", web.script),
        Route(f"{web.path}/{{code}}", web.page),
        Route(f"{web.path}/{{code}}/enter", _in_words(web.enter), methods=["POST"]),
        Route(f"{web.path}/{{code}}/state", _in_words(web.state)),
        Route(f"{web.path}/{{code}}/events", _in_words(web.events)),
        Route(f"{web.path}/{{code}}/ballot", _in_words(web.ballot), methods=["POST"]),
        Route(f"{web.path}/{{code}}/reason", _in_words(web.reason), methods=["POST"]),
        Route(f"{web.path}/{{code}}/lead", _in_words(web.lead), methods=["POST"]),
    ]


def _in_words(endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RoomError as error:
            return refused(error)

    return answer


@dataclass
class _Web:
    hub: Callable[[], Hub]
    path: str
    clock: Callable[[], float]
    guesses: Guesses = field(init=False)
    sending: Limit = field(init=False)
    coming: Limit = field(init=False)
    rooms: dict[str, str] = field(default_factory=dict)  # ids by codes that were right
    ended: dict[str, None] = field(default_factory=dict)  # codes that were right, in order
    streams: int = 0

    def __post_init__(self) -> None:
        self.guesses = Guesses(self.clock)
        self.sending = Limit(RATE, BURST, self.clock)
        self.coming = Limit(COMING, COMING_AT_ONCE, self.clock)

    # --- the page --------------------------------------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        typed = request.path_params.get("code")
        if typed is not None:
            code = read_code(typed)
            if code is not None and code != typed:
                return RedirectResponse(f"{self.path}/{code}", 307, HEADERS)
        page = phone_page()
        document = page.document.replace("{{path}}", escape(self.path, quote=True))
        return HTMLResponse(
            document,
            200,
            # nothing in it is anybody's: a phone that comes back may take it from its page cache
            {**HEADERS, "Cache-Control": "no-cache", "Content-Security-Policy": page.policy, "X-Frame-Options": "DENY"},
        )

    async def script(self, request: Request) -> Response:
        page = phone_page()
        kept = "public, max-age=31536000, immutable" if request.url.query == page.mark else "no-cache"
        return Response(page.script, 200, {**HEADERS, "Cache-Control": kept}, "text/javascript; charset=utf-8")

    # --- what phones send ------------------------------------------------------------------------------------------

    async def enter(self, request: Request) -> Response:
        body = await body_of(request)
        room = await self._room(request)
        name, role = text_in(body, "name", LONGEST_TYPED), text_in(body, "role", LONGEST_TYPED)
        token = request.cookies.get(COOKIE, "")
        known = await self.hub().person(room.id, token) if token else None
        if known is None:
            token = new_secret()
            if not self.coming.allows(_address(request)):
                raise RefusedError(429, "many people are coming in from here; try again in a moment", wait=5)
        watching = body.get("watching") is True
        joined = self.hub().store.join(room.id, token, name, role, watching=watching)
        person = await asyncio.wrap_future(joined)
        self.hub().remember(token, person)
        response = said(for_person(await self.hub().view(room.id), person, self._now()))
        response.set_cookie(
            COOKIE,
            token,
            max_age=max(1, int(room.expires_at - self._now())),
            path=f"{self.path}/{room.code}",
            secure=is_encrypted(request),
            httponly=True,
            samesite="strict",
        )
        return response

    async def ballot(self, request: Request) -> Response:
        _, person = await self._sender(request)
        ballot = ballot_from(await body_of(request))
        kept = await asyncio.wrap_future(self.hub().store.vote(person, ballot))
        return said({"round": kept.round, "sequence": kept.sequence})

    async def reason(self, request: Request) -> Response:
        room, person = await self._sender(request)
        body = await body_of(request)
        number, item, text = body.get("round"), body.get("item"), text_in(body, "text", LONGEST_REASON)
        if isinstance(number, bool) or not isinstance(number, int) or not isinstance(item, str):
            raise RefusedError(422, "that was not understood; reload the page and send it again")
        await asyncio.wrap_future(self.hub().store.give_reason(person, number, item, text))
        return said({"round": number, "item": item, "version": room.version})

    async def lead(self, request: Request) -> Response:
        """Whoever leads a room has their browser keep the secret, where no script reads it and no address has it."""
        secret = text_in(await body_of(request), "secret", LONGEST_TYPED)
        room = await self._room(request)
        try:
            await asyncio.to_thread(self.hub().store.as_host, room.code, secret)
        except NoSuchRoomError:
            self.guesses.wrong(_address(request))
            raise
        response = said({})
        response.set_cookie(
            HOST_COOKIE,
            host_mark(room.code, secret),
            max_age=max(1, int(room.expires_at - self._now())),
            path=self.path.removesuffix(f"/{JOIN}") or "/",
            secure=is_encrypted(request),
            httponly=True,
            samesite="strict",
        )
        return response

    # --- what phones are told --------------------------------------------------------------------------------------

    async def state(self, request: Request) -> Response:
        """The truth. `after` is the version that the phone has: the same one is not told again, 0 is told all."""
        room, after = await self._room(request), _count(request.query_params.get("after", "0"))
        view = await self.hub().view(room.id)
        if after == view.room.version:
            return said({"version": after, "now": self._now()})
        person = await self._person(request, room)
        if person is None:
            return said(for_strangers(view, self._now()))
        told = for_person(view, person, self._now())
        if after == 0:
            told["sheet"] = sheet_for(view)
            asked = view.room.state.round
            if asked is not None:
                told["mine"] = ballot_told(await asyncio.to_thread(self.hub().store.own_ballot, person, asked.number))
            if view.revealed is not None:
                told["reasons"] = await asyncio.to_thread(self.hub().store.own_reasons, person, view.revealed.number)
        return said_already(joined(_alike(view, person.role), as_text(told)))

    async def events(self, request: Request) -> Response:
        room, person = await self._member(request)
        if self.streams >= STREAMS:
            raise RefusedError(503, "too many phones are connected at once; yours asks again by itself", wait=5)
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        stream = self._stream(room, person, request.cookies[COOKIE])
        return StreamingResponse(stream, 200, headers, "text/event-stream")

    async def _stream(self, room: KeptRoom, person: Person, token: str) -> AsyncIterator[bytes]:
        """The version at first, which the phone may have already; then whatever changes, whole: it need not ask."""
        self.streams += 1
        try:
            yield b"retry: %d\n\n" % random.randint(*AGAIN)  # noqa: S311  # not all phones at once
            last = 0
            async for version in self.hub().versions(room.id, person.id):
                if version is None:  # a sign of life: who missed a version hears of it then
                    yield _event("beat", b"%d" % last)
                elif version == GONE or last == 0:
                    yield _event("ended" if version == GONE else "version", b"%d" % version)
                    last = version
                elif version > last:
                    view = await self.hub().view(room.id)
                    now = await self.hub().person(room.id, token) or person  # who may have another view by now
                    last = view.room.version
                    yield _event("state", joined(_alike(view, now.role), as_text(for_person(view, now, self._now()))))
        except RoomError:
            return  # it has ended, or the database does not answer: the phone asks for the state, and is told
        finally:
            self.streams -= 1

    # --- who asks, of what room ------------------------------------------------------------------------------------

    async def _room(self, request: Request) -> KeptRoom:
        """The room of the code in the address; wrong codes are counted."""
        code = read_code(str(request.path_params["code"]))
        known = None if code is None else self.rooms.get(code)
        if known is not None:
            try:
                return (await self.hub().view(known)).room
            except NoSuchRoomError:
                self.rooms.pop(str(code), None)
                self.ended[str(code)] = None
                while len(self.ended) > MOST_ENDED:
                    self.ended.pop(next(iter(self.ended)))
                raise
        if code in self.ended:  # phones that come back to a room that has ended have not guessed its code
            raise NoSuchRoomError
        address = _address(request)
        if not self.guesses.may_try(address):
            raise RefusedError(429, "too many wrong codes came from here; wait a moment and try again", wait=10)
        try:
            room = await asyncio.to_thread(self.hub().store.find, code or "")
        except NoSuchRoomError:
            self.guesses.wrong(address)
            raise
        self.rooms[room.code] = room.id
        return room

    async def _person(self, request: Request, room: KeptRoom) -> Person | None:
        token = request.cookies.get(COOKIE, "")
        return await self.hub().person(room.id, token) if token else None

    async def _member(self, request: Request) -> tuple[KeptRoom, Person]:
        room = await self._room(request)
        person = await self._person(request, room)
        if person is None:
            raise RefusedError(401, "this phone is not in the room; come in first")
        return room, person

    async def _sender(self, request: Request) -> tuple[KeptRoom, Person]:
        token = request.cookies.get(COOKIE, "")
        if token and not self.sending.allows(hash_of(token)):
            raise RefusedError(429, "that was very often; what you answered is sent in a moment", wait=2)
        return await self._member(request)

    def _now(self) -> float:
        return self.hub().store.clock()


def _alike(view: View, role: str) -> bytes:
    """What all with one role are told, written once for each version."""
    alike = view.texts.get(role)
    if alike is None:
        alike = view.texts[role] = as_text(for_role(view, role))
    return alike


def _event(name: str, data: bytes) -> bytes:
    """One event of a stream; JSON has no line breaks of its own."""
    return b"event: %s\ndata: %s\n\n" % (name.encode("ascii"), data)


def _address(request: Request) -> str:
    """Whom to hold to account: who connected, or whom a proxy that the server was told to believe has named."""
    return "" if request.client is None else request.client.host


def _count(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
