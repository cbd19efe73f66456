"""A visitor without a browser: speaks to the app as Streamlit's own page does, over its WebSocket."""

from __future__ import annotations

import asyncio
import json
import random
import time
import urllib.request
import uuid
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.serving import Served

PATIENCE = 120.0  # seconds for an answer
_REMEMBERED = 300  # messages that a page says it has


class Visitor:
    """One page that is open on *Decide*; `texts` are those of the last run that stand in HTML."""

    def __init__(self, app: Served, seed: int) -> None:
        self.app = app
        self.random = random.Random(seed)
        self.panel = f"{self.random.getrandbits(60):x}"
        self.moves = 0
        self.query = self.page = self.session = ""
        self.part = ""  # of the page, which a move draws again
        self.ids: dict[str, str] = {}  # of widgets, by the end of their keys
        self.now: Mapping[str, Any] = {}
        self.criteria: list[str] = []
        self.texts: list[str] = []
        self._known: dict[str, ForwardMsg] = {}
        self._socket: Any = None

    async def open(self) -> float:
        """Open the page; seconds until it was there."""
        address = f"ws://127.0.0.1:{self.app.port}/_stcore/stream"
        self._socket = await websockets.connect(
            address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None, compression=None,
            ping_interval=None, open_timeout=PATIENCE,
        )  # fmt: skip
        return await self._run(BackMsg())

    async def close(self) -> None:
        await self._socket.close()

    async def move(self) -> float:
        """Let go of a slider somewhere; seconds until all results are there."""
        self.moves += 1
        points = dict(zip(self.criteria, self.now["points"], strict=True))
        points[self.random.choice(self.criteria)] = float(self.random.randrange(1, 100))
        said = {"number": self.moves, "gesture": str(self.moves), "points": points}
        commit = {"origin": self.now["origin"], "panel": self.panel, "seen": self.now["number"], "moves": [said]}
        before = self.now["number"]
        took = await self._run(self._rerun({"now": json.dumps({"commit": commit, "attempt": 0})}, self.part))
        if self.now["number"] <= before:
            raise RuntimeError("a move was not taken")
        return took

    async def upload(self, name: str, content: bytes) -> float:
        """Upload a file; seconds until the page says what became of it."""
        await self._run(self._rerun({"menu": True}))
        file = await asyncio.to_thread(self._put, name, content)
        message = self._rerun({"menu": True})
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.ids["upload"]
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = file, name, len(content)
        return await self._run(message)

    def _put(self, name: str, content: bytes) -> str:
        with urllib.request.urlopen(f"{self.app.address}/_stcore/health", timeout=PATIENCE) as answer:  # noqa: S310  # our own
            cookie: SimpleCookie = SimpleCookie(answer.headers.get("Set-Cookie", ""))
        token = cookie["_streamlit_xsrf"].value if "_streamlit_xsrf" in cookie else ""
        file, mark = str(uuid.uuid4()), uuid.uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: application/yaml\r\n\r\n"
        ).encode() + content + f"\r\n--{mark}--\r\n".encode()  # fmt: skip
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "X-Xsrftoken": token,
            "Cookie": f"_streamlit_xsrf={token}",
        }
        where = f"{self.app.address}/_stcore/upload_file/{self.session}/{file}"
        urllib.request.urlopen(urllib.request.Request(where, body, headers, method="PUT"), timeout=PATIENCE).close()  # noqa: S310  # our own address
        return file

    # --- messages -----------------------------------------------------------------------------------------

    def _rerun(self, widgets: Mapping[str, str | bool], part: str = "") -> BackMsg:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.fragment_id = part
        rerun.page_script_hash = self.page
        rerun.cached_message_hashes.extend(list(self._known)[-_REMEMBERED:])
        for name, said in widgets.items():
            state = rerun.widget_states.widgets.add()
            state.id = self.ids[name]
            if isinstance(said, bool):
                state.bool_value = said
            else:
                state.json_value = said
        return message

    async def _run(self, message: BackMsg) -> float:
        message.rerun_script.query_string = self.query
        message.rerun_script.context_info.url = f"{self.app.address}/"
        begun = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._finished(await self._next()):
                pass
        return time.perf_counter() - begun

    async def _next(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(await self._socket.recv())
        if message.hash and message.metadata.cacheable:
            self._known[message.hash] = message
        return self._known.get(message.ref_hash, message) if message.WhichOneof("type") == "ref_hash" else message

    def _finished(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page, self.session = message.new_session.page_script_hash, message.new_session.initialize.session_id
            self.texts = []
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._take(message)
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _take(self, message: ForwardMsg) -> None:
        block = message.delta.add_block
        if block.WhichOneof("type") == "popover" and block.id.endswith("-menu"):
            self.ids["menu"] = block.id
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "file_uploader":
            self.ids["upload"] = element.file_uploader.id
        elif kind == "html":
            self.texts.append(element.html.body)
        elif kind == "exception":
            raise RuntimeError(f"the page says {element.exception.message}")
        elif kind == "bidi_component":
            component = element.bidi_component
            if component.component_name.endswith("now"):
                self.now = json.loads(component.json)
                self.ids["now"], self.part = component.id, message.delta.fragment_id
            elif component.component_name.endswith("live"):
                size = int.from_bytes(component.bytes[:4], "little")
                self.criteria = [each["id"] for each in json.loads(component.bytes[4 : 4 + size])["criteria"]]
