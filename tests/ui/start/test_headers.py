"""What the app says with every answer, and what it does not answer."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from decision.ui.start.headers import CLOSED, HEADERS, OurHeaders
from tests.ui.conftest import ROOT


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def said(self, name: str) -> list[str]:
        return [said for known, said in self.headers if known == name.lower()]


async def some_app(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"X-Frame-Options", b"SAMEORIGIN"), (b"x-own", b"1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"there"})


def get(path: str, app: Any = some_app) -> Answer:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    asyncio.run(OurHeaders(app)({"type": "http", "path": path}, receive, send))
    headers = [(name.decode().lower(), said.decode()) for name, said in sent[0]["headers"]]
    return Answer(sent[0]["status"], headers, sent[1]["body"])


@pytest.mark.parametrize("path", ["/", "/decide", "/_stcore/health", "/trilemma/_stcore/health", "/media/x.csv"])
def test_every_answer_has_our_headers_once(path: str) -> None:
    found = get(path)
    assert found.body == b"there"
    assert found.said("x-own") == ["1"]
    for name, said in HEADERS.items():
        assert found.said(name) == [said]


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("above", ["/", "/trilemma/", "/a/b/"])
def test_what_tells_strangers_how_the_app_is_used_is_closed(closed: str, above: str) -> None:
    for path in (above + closed, above + closed + "mcp") if closed.endswith("/") else (above + closed,):
        found = get(path)
        assert found.status == 404
        assert found.body == b""
        assert found.said("x-content-type-options") == ["nosniff"]


@pytest.mark.parametrize("path", ["/_stcore/metrics2", "/metrics", "/x_stcore-metrics"])
def test_what_is_only_called_alike_is_open(path: str) -> None:
    assert get(path).status == 200


def test_what_is_no_answer_passes_as_it_is() -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope, receive, send))

    scope: Any = {"type": "websocket", "path": "/_stcore/metrics"}
    asyncio.run(OurHeaders(app)(scope, asyncio.sleep, asyncio.sleep))  # type: ignore[arg-type]
    assert seen == [(scope, asyncio.sleep, asyncio.sleep)]


def test_nothing_may_be_loaded_from_elsewhere_or_framed() -> None:
    policy: dict[str, Any] = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert not re.search(r"https?:|\*", HEADERS["Content-Security-Policy"])


@pytest.mark.parametrize("proxy", sorted((ROOT / "deploy").glob("*")), ids=lambda path: path.name)
def test_the_proxies_leave_to_the_app_what_the_app_says(proxy: Path) -> None:
    text = proxy.read_text(encoding="utf-8")
    for name in HEADERS:
        assert name not in text


def test_a_page_of_our_own_that_allows_itself_less_keeps_its_policy_and_no_other_does() -> None:
    strict = "default-src 'none'; script-src 'self'"
    for policy, kept in ((strict, strict), ("script-src *", HEADERS["Content-Security-Policy"])):

        async def its_own(scope: Any, receive: Any, send: Any, policy: str = policy) -> None:
            headers = [(b"Content-Security-Policy", policy.encode()), (b"X-Frame-Options", b"ALLOW")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b""})

        found = get("/join/CODE", its_own)
        assert found.said("Content-Security-Policy") == [kept]
        assert found.said("X-Frame-Options") == ["DENY"]
