"""Firefox and WebKitGTK as distributions ship them, each through the remote control that it has built in.

Playwright drives builds of its own of these two, which are not what people have. What a smoke test needs is little: go
somewhere, run a script, press keys. Firefox speaks WebDriver BiDi over a WebSocket, WebKitGTK plain WebDriver over HTTP.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import PATIENCE, free_port

SIZE = {"width": 1280, "height": 720}
KEYS = {"ArrowRight": "\ue014", "End": "\ue010", "Home": "\ue011"}  # WebDriver's numbers for them


class Window(Protocol):
    def go(self, address: str) -> None: ...

    def run(self, script: str) -> Any:
        """The value of the expression `script`, as JSON carries it."""

    def press(self, *keys: str) -> None: ...


def pressing(keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Down and up again, one after the other, as both protocols call it."""
    moves = [{"type": move, "value": KEYS[key]} for key in keys for move in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": moves}]


class Firefox:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.number = 0
        self.send("session.new", capabilities={})
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("browsingContext.setViewport", context=self.context, viewport=SIZE)

    def send(self, method: str, **parameters: Any) -> Any:
        self.number += 1
        self.connection.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.connection.recv(timeout=PATIENCE))
            if answer.get("id") == self.number:  # events go by
                assert answer["type"] == "success", answer
                return answer["result"]

    def go(self, address: str) -> None:
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def run(self, script: str) -> Any:
        told = self.send(
            "script.evaluate",
            expression=f"JSON.stringify({script})",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])

    def press(self, *keys: str) -> None:
        self.send("input.performActions", context=self.context, actions=pressing(keys))


class WebKit:
    def __init__(self, driver: str, browser: str) -> None:
        self.session = driver
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.session = f"{driver}/session/{self.send('/session', capabilities=wanted)['sessionId']}"
        self.send("/window/rect", **SIZE)

    def send(self, path: str, **parameters: Any) -> Any:
        request = urllib.request.Request(  # noqa: S310  # our own address
            self.session + path, json.dumps(parameters).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310  # the same
            return json.load(response)["value"]

    def go(self, address: str) -> None:
        self.send("/url", url=address)

    def run(self, script: str) -> Any:
        return json.loads(self.send("/execute/sync", script=f"return JSON.stringify({script})", args=[]))

    def press(self, *keys: str) -> None:
        self.send("/actions", actions=pressing(keys))

    def close(self) -> None:
        request = urllib.request.Request(self.session, method="DELETE")  # noqa: S310  # our own address
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310  # the same


@contextlib.contextmanager
def firefox(place: Path) -> Iterator[Window]:
    program = found("firefox-esr", "firefox")
    command = [program, "--headless", "--no-remote", "--profile", str(place), "--remote-debugging-port", "0"]
    with running(command, {}, subprocess.PIPE) as process:
        address = said(process, r"WebDriver BiDi listening on (\S+)")
        with connect(f"{address}/session", max_size=None) as connection:
            yield Firefox(connection)


@contextlib.contextmanager
def webkit(place: Path) -> Iterator[Window]:
    driver, display = found("WebKitWebDriver"), found("Xvfb")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not browsers:
        pytest.skip("WebKitGTK's MiniBrowser is not installed")
    port = free_port()
    with contextlib.ExitStack() as stack:
        screen = stack.enter_context(
            running(
                [display, "-displayfd", "2", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], {}, subprocess.PIPE
            )
        )
        number = said(screen, r"^(\d+)\n")  # a free one, which it looks for by itself
        environment = {
            "DISPLAY": f":{number}",
            "XDG_RUNTIME_DIR": str(place),
            "HOME": str(place),
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",  # there may be no graphics card
            "NO_AT_BRIDGE": "1",
            "GDK_BACKEND": "x11",
        }
        stack.enter_context(running([driver, f"--port={port}"], environment, subprocess.DEVNULL))
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/status", timeout=5).close()  # noqa: S310  # our own address
                break
            assert time.monotonic() < end, "WebKit's driver does not answer"
            time.sleep(0.05)
        window = WebKit(address, str(browsers[-1]))
        stack.callback(window.close)
        yield window


def found(*programs: str) -> str:
    for program in programs:
        if path := shutil.which(program):
            return path
    pytest.skip(f"{programs[0]} is not installed")


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], errors: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def said(process: subprocess.Popen[bytes], pattern: str) -> str:
    """What `process` says on standard error where it fits `pattern`."""
    assert process.stderr is not None  # it was asked for
    end, heard = time.monotonic() + PATIENCE, b""
    while time.monotonic() < end:
        if select.select([process.stderr], [], [], 0.1)[0]:
            heard += os.read(process.stderr.fileno(), 4096)
        if match := re.search(pattern, heard.decode("utf-8", "replace"), re.MULTILINE):
            return match[1]
        if process.poll() is not None:
            break
    pytest.fail(f"{process.args} did not say {pattern}, but: {heard.decode('utf-8', 'replace')}")
