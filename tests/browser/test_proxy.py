"""The app behind a proxy, below a path: the files in deploy/, run by the proxies they are for."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import decision
from decision.room.events import Start
from decision.room.questions import Asked, Question
from decision.room.store import Store
from decision.room.store.engine import address, engine_for
from tests.browser.conftest import PATIENCE, ROOT, answer, free_port, go, once, serving, sync_api

expect = sync_api.expect

DEPLOY = ROOT / "deploy"
# headers that every answer has, with a part of what they say
HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "content-security-policy": "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}
TRUSTING = ssl._create_unverified_context()  # noqa: S323  # certificates are made by the tests


def caddy(port: int, app: int, place: Path) -> tuple[list[str], dict[str, str]]:
    program = found("caddy")
    environment = {
        "TRILEMMA_SITE": "localhost",
        "TRILEMMA_PATH": "/trilemma",
        "TRILEMMA_APP": f"127.0.0.1:{app}",
        "TRILEMMA_HTTP_PORT": str(free_port()),
        "TRILEMMA_HTTPS_PORT": str(port),
        "XDG_DATA_HOME": str(place),
        "XDG_CONFIG_HOME": str(place),
    }
    return [program, "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"], environment


def nginx(port: int, app: int, place: Path) -> tuple[list[str], dict[str, str]]:
    program, openssl = found("nginx", "/usr/sbin/nginx"), found("openssl")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-keyout", place / "key", "-out", place / "certificate"],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for ours, here in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "decisions.example;": "localhost;",
        "/etc/ssl/certs/decisions.example.pem": f"{place}/certificate",
        "/etc/ssl/private/decisions.example.key": f"{place}/key",
        "/var/log/nginx/trilemma.log": f"{place}/log",
        "http://127.0.0.1:8501": f"http://127.0.0.1:{app}",
    }.items():
        assert ours in site
        site = site.replace(ours, here)
    (place / "site.conf").write_text(site, encoding="utf-8")
    folders = "".join(
        f"{name}_temp_path {place}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"daemon off;\npid {place}/pid;\nerror_log stderr;\nworker_processes 1;\nevents {{}}\n"
        f"http {{\n{folders}include {place}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    return [program, "-e", "stderr", "-c", str(place / "nginx.conf")], {}


def nginx_that_buffers(port: int, app: int, place: Path) -> tuple[list[str], dict[str, str]]:
    """As it comes: then it is the app's own header that keeps it from holding a stream back."""
    command = nginx(port, app, place)
    site = (place / "site.conf").read_text(encoding="utf-8")
    assert "proxy_buffering off;" in site
    (place / "site.conf").write_text(site.replace("proxy_buffering off;", ""), encoding="utf-8")
    return command


def found(*programs: str) -> str:
    for program in programs:
        if path := shutil.which(program):
            return path
    pytest.skip(f"{programs[0]} is not installed")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the app keeps work and rooms."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def app(kept: Path) -> Iterator[int]:
    """The port of an app below /trilemma."""
    port = free_port()
    environment = {name: x for name, x in os.environ.items() if not name.startswith(("STREAMLIT_", "TRILEMMA_"))}
    environment |= {
        "TRILEMMA_STATE": str(kept),
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_BASE_URL_PATH": "trilemma",
    }
    command = [sys.executable, "-m", "decision", "app", "--no-browser"]
    with serving(command, port, ROOT, environment, "trilemma/_stcore/health"):
        well = subprocess.run(
            [sys.executable, "-m", "decision.ui.start.health"], cwd=ROOT, env=environment, check=False
        )
        assert well.returncode == 0
        yield port


@pytest.fixture(params=[caddy, nginx], ids=lambda proxy: proxy.__name__)
def site(request: pytest.FixtureRequest, app: int, tmp_path: Path) -> Iterator[str]:
    """The address of the app through a proxy."""
    port = free_port()
    command, environment = request.param(port, app, tmp_path)
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((tmp_path / "output").open("wb"))
        proxy = subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT)
        stack.callback(lambda: (proxy.terminate(), proxy.wait(PATIENCE)))
        end = time.monotonic() + PATIENCE
        while True:
            assert proxy.poll() is None, (tmp_path / "output").read_text()
            assert time.monotonic() < end, (tmp_path / "output").read_text()
            with contextlib.suppress(OSError):
                fetch(f"https://localhost:{port}/trilemma/_stcore/health")
                break
            time.sleep(0.05)
        yield f"https://localhost:{port}"


def fetch(address: str) -> Any:
    """What is answered, whatever the status; the certificate is the test's own."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310  # our own address
    try:
        return urllib.request.urlopen(request, timeout=PATIENCE, context=TRUSTING)  # noqa: S310  # the same
    except urllib.error.HTTPError as error:
        return error


@pytest.fixture
def page(site: str, browser: Any) -> Iterator[Any]:
    complaints: list[str] = []
    context = browser.new_context(ignore_https_errors=True, accept_downloads=True)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site}/trilemma/")
    yield page
    context.close()
    assert complaints == []


def is_complaint(message: Any) -> bool:
    return "Content Security Policy" in message.text or message.type == "error"


def test_everything_goes_through_the_proxy_and_within_what_the_page_may_do(
    page: Any, site: str, tmp_path: Path
) -> None:
    expect(answer(page)).to_contain_text("Extend leads")
    slider = page.get_by_role("slider").first
    slider.press("ArrowRight")
    expect(
        once(page.get_by_text("Not yet downloaded"))
    ).to_be_visible()  # the server was told, over its open connection
    for name, says in (("How sure", "best in"), ("Ratings", "ratings"), ("Decide", "Extend leads")):
        go(page, name)
        expect(answer(page)).to_contain_text(says)
        if name == "How sure":
            expect(page.locator("[data-testid=stVegaLiteChart] svg.marks").first).to_be_visible()
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_test_id("stCode")).to_contain_text(f"{site}/trilemma?scenario=")
    shared = page.get_by_test_id("stCode").inner_text()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save as YAML").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the YAML file").click()
    saved = Path(waiting.value.path()).read_text(encoding="utf-8")
    (tmp_path / "other.yaml").write_text(
        saved.replace("Relaunch the patient portal", "Another title"), encoding="utf-8"
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Relaunch the patient portal").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "other.yaml")
    expect(once(page.get_by_role("button", name="Another title"))).to_be_visible()
    page.goto(shared.replace("cost:16", "cost:17"))
    expect(page.get_by_role("slider").first).to_have_value("17")


def test_answers_have_our_headers_are_compressed_and_tell_no_metrics(site: str) -> None:
    start = fetch(f"{site}/trilemma/")
    text = start.read()
    for name, part in HEADERS.items():
        assert part in start.headers[name], name
    assert "server" not in start.headers or "/" not in start.headers["server"]
    script = fetch(f"{site}/trilemma/static/js/{text.partition(b'static/js/')[2].partition(b'.js')[0].decode()}.js")
    assert script.headers["content-encoding"] == "gzip"
    assert int(script.headers.get("content-length") or len(script.read())) > 0
    for closed in ("metrics", "script-health-check"):
        assert fetch(f"{site}/trilemma/_stcore/{closed}").status == 404
    assert fetch(f"{site}/trilemma/_stcore/health").status == 200


def test_a_page_of_another_host_cannot_connect(site: str) -> None:
    host, port = "localhost", int(site.rpartition(":")[2])
    for origin, status in ((site, b"101"), ("https://elsewhere.example", b"403")):
        with (
            socket.create_connection((host, port), timeout=5) as plain,
            TRUSTING.wrap_socket(plain, server_hostname=host) as connection,
        ):
            connection.sendall(
                f"GET /trilemma/_stcore/stream HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {origin}\r\n"
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
            )
            assert connection.recv(64).split()[1] == status


@pytest.mark.parametrize("site", [caddy, nginx, nginx_that_buffers], indirect=True, ids=lambda proxy: proxy.__name__)
def test_what_a_room_tells_its_phones_is_not_held_back(site: str, kept: Path) -> None:
    store = Store(engine_for(address({"TRILEMMA_STATE": str(kept)})))  # as another server at the same database would
    opened = store.open_room(decision.load(ROOT / "scenarios" / "health-centre-portal.yaml"))
    room = f"{site}/trilemma/join/{opened.code}"
    came = asked(f"{room}/enter", b'{"name": "Ada"}', {"Content-Type": "application/json", "Origin": site})
    cookie = came.headers["Set-Cookie"].split(";")[0]
    with asked(f"{room}/events", None, {"Cookie": cookie, "Accept-Encoding": "gzip"}) as stream:
        assert "content-encoding" not in stream.headers
        assert int(event(stream, "version")) >= 1  # more than this the stream does not say until something happens
        host = store.as_host(opened.code, opened.host_secret)
        host.apply(Start(Question(Asked.GUT, tuple(each.id for each in host.scenario.options))))
        assert json.loads(event(stream, "state"))["phase"] == "open"
    host.end()
    store.close()


def asked(where: str, body: bytes | None, headers: dict[str, str]) -> Any:
    request = urllib.request.Request(where, body, headers)  # noqa: S310  # our own address
    return urllib.request.urlopen(request, timeout=PATIENCE, context=TRUSTING)  # noqa: S310  # the same


def event(stream: Any, name: str) -> str:
    """What the next event of a name says; waits for no more than `PATIENCE`."""
    for line in stream:
        if line == f"event: {name}\n".encode():
            return str(stream.readline().decode().removeprefix("data: "))
    raise EOFError
