"""What one session may upload, together."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from decision.ui.start import uploads
from decision.ui.start.uploads import AT_ONCE, MOST_HELD, BoundedUploads

PLACE = "/_stcore/upload_file/{}/{}"


class Streamlit:
    """An app that keeps what is uploaded, as Streamlit does, once it is told that all of it has come."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")
        self.arrived = asyncio.Event()
        self.arrived.set()
        monkeypatch.setattr(uploads.runtime, "exists", lambda: True)
        monkeypatch.setattr(uploads.runtime, "get_instance", lambda: self)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.arrived.wait()
        _, _, session, file = scope["path"].strip("/").rsplit("/", 3)[-4:] if scope["type"] == "http" else [""] * 4
        self.uploaded_file_mgr.add_file(session, UploadedFileRec(file, "x.yaml", "", b"x" * 1000))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def held(self, session: str) -> list[str]:
        return list(self.uploaded_file_mgr.file_storage.get(session, {}))


async def nothing() -> Any:
    return {}


async def put(app: Any, session: str, file: str, above: str = "", method: str = "PUT") -> int:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await app({"type": "http", "method": method, "path": above + PLACE.format(session, file)}, nothing, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize("above", ["", "/trilemma"])
def test_of_many_uploads_of_one_session_the_last_are_held(above: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        streamlit = Streamlit(monkeypatch)
        app = BoundedUploads(streamlit)
        for file in "abcdefgh":
            assert await put(app, "anna", file, above) == 204
        assert await put(app, "bert", "x", above) == 204
        assert streamlit.held("anna") == list("abcdefgh")[-MOST_HELD:]
        assert streamlit.held("bert") == ["x"]

    asyncio.run(run())


def test_more_at_once_than_may_be_are_refused_and_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        streamlit = Streamlit(monkeypatch)
        streamlit.arrived.clear()
        app = BoundedUploads(streamlit)
        under_way = [asyncio.create_task(put(app, "anna", file)) for file in "abcde"]
        other = asyncio.create_task(put(app, "bert", "x"))
        await asyncio.sleep(0.01)
        assert sum(each.done() for each in under_way) == len(under_way) - AT_ONCE
        assert not other.done()
        streamlit.arrived.set()
        assert sorted(await asyncio.gather(*under_way)) == [204] * AT_ONCE + [429] * (len(under_way) - AT_ONCE)
        assert await other == 204
        assert await put(app, "anna", "later") == 204
        assert not app._under_way

    asyncio.run(run())


def test_an_upload_that_breaks_off_leaves_its_place_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> None:
        raise ConnectionError

    async def run() -> None:
        app = BoundedUploads(broken)
        for file in "abcdef":
            with pytest.raises(ConnectionError):
                await put(app, "anna", file)
        assert not app._under_way

    monkeypatch.setattr(uploads.runtime, "exists", lambda: False)
    asyncio.run(run())


def test_what_is_no_upload_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        streamlit = Streamlit(monkeypatch)
        app = BoundedUploads(streamlit)
        for place in range(5):
            assert await put(app, "anna", str(place), method="DELETE") == 204
        assert len(streamlit.held("anna")) == 5

    asyncio.run(run())
