"""Whoever leads a room, without a browser: on the page *Room* of the app, over Streamlit's own WebSocket."""

from __future__ import annotations

import re

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.serving import Served
from benchmarks.visitor import Visitor

_CODE = re.compile(r"/join/([0-9A-Z]{8})")


class Facilitator(Visitor):
    """The page *Room*, open in one window; presses what is on it."""

    def __init__(self, app: Served, seed: int = 0) -> None:
        super().__init__(app, seed)
        self.pages: dict[str, str] = {}  # hashes by the path of a page
        self.buttons: dict[str, str] = {}  # ids by label, as the latest runs drew them
        self.choices: dict[str, str] = {}  # of lists to choose from
        self.looks = ""  # the part of the page that draws how many are ready, once a second

    async def open_room(self) -> str:
        """Go to the page and open a room; its code."""
        await self.open()
        message = self._rerun({})
        message.rerun_script.page_script_hash = self.pages["room"]
        await self._run(message)
        await self.press("Open a room")
        found = _CODE.search("".join(self.texts))
        if found is None:
            raise RuntimeError("no room was opened")
        return found[1]

    async def ask(self, kind: str) -> None:
        """Ask everybody for what begins so."""
        message = self._rerun({})
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.choices["Ask for"], kind
        await self._run(message)
        await self.press("Ask everybody")

    async def press(self, label: str) -> float:
        """Press a button; seconds until the page is there again."""
        message = self._rerun({})
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = self.buttons[label], True
        return await self._run(message)

    async def draw(self) -> float:
        """Have the whole page drawn; seconds until it is there."""
        took = await self._run(self._rerun({}))
        if not all(any(words in text for text in self.texts) for words in ('class="join', 'class="count')):
            raise RuntimeError("this is not the page of a room")
        return took

    async def look(self) -> float:
        """Have how many are ready drawn, as the page does by itself; seconds until it is there."""
        message: BackMsg = self._rerun({}, self.looks)
        message.rerun_script.is_auto_rerun = True
        took = await self._run(message)
        if not any('class="count' in text for text in self.texts):
            raise RuntimeError("how many are ready was not drawn")
        return took

    def _finished(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.pages = {each.url_pathname: each.page_script_hash for each in message.navigation.app_pages}
        elif kind == "auto_rerun":
            self.looks = message.auto_rerun.fragment_id
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "button":
                self.buttons[element.button.label] = element.button.id
            elif element.WhichOneof("type") == "selectbox":
                self.choices[element.selectbox.label] = element.selectbox.id
        return super()._finished(message)
