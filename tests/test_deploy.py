"""The files for running it for others agree with each other and with what they start."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from decision.cli import app
from decision.cli.parser import parser
from decision.ui.start import health

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
CADDY = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SERVICE = (ROOT / "deploy" / "trilemma.service").read_text(encoding="utf-8")


def test_the_image_is_made_of_files_that_are_there_and_not_ignored() -> None:
    copied = [line.split()[1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--from)", line)]
    several = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in several for name in line.split()}
    assert set(copied) <= names
    let_through = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    assert names == let_through
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_base_is_pinned_and_nothing_runs_as_root() -> None:
    (base,) = re.findall(r"^ARG BASE=(.+)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+(@sha256:[0-9a-f]{64})?", base)
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${BASE}"}
    assert re.fullmatch(r"caddy:\d+\.\d+\.\d+-alpine", COMPOSE["services"]["proxy"]["image"])
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]


def command_of(words: list[str]) -> list[str]:
    """What Streamlit is told by a call of ``trilemma``."""
    assert Path(words[0]).name == "trilemma"
    return app.flags_for(parser().parse_args(words[1:]))


def test_the_image_and_the_service_start_the_app_as_they_should() -> None:
    (entry,) = re.findall(r"^ENTRYPOINT (.+)$", DOCKERFILE, re.MULTILINE)
    assert "--server.address=0.0.0.0" in command_of(json.loads(entry))
    (start,) = re.findall(r"^ExecStart=(.+)$", SERVICE, re.MULTILINE)
    assert command_of(shlex.split(start)) == ["--server.headless=true"]  # on this machine only


def test_whoever_asks_after_the_apps_health_asks_where_it_listens() -> None:
    assert health.__name__ in DOCKERFILE
    assert health.address({}) == "http://127.0.0.1:8501/_stcore/health"
    below = {"STREAMLIT_SERVER_PORT": "9000", "STREAMLIT_SERVER_BASE_URL_PATH": "/trilemma/"}
    assert health.address(below) == "http://127.0.0.1:9000/trilemma/_stcore/health"
    assert not health.is_well("http://127.0.0.1:1/_stcore/health")
    assert not health.is_well("http://127.0.0.1:x/_stcore/health")


def test_what_is_mounted_is_there_and_lies_where_the_app_looks() -> None:
    service = COMPOSE["services"]["app"]
    named = set(COMPOSE["volumes"])
    for each in COMPOSE["services"].values():
        for volume in each["volumes"]:
            here = re.sub(r"^\$\{\w+:-(.+?)\}", r"\1", volume).split(":")[0]
            assert here in named or (ROOT / here).exists(), volume
    inside = {volume.rsplit(":ro", 1)[0].rsplit(":", 1)[1] for volume in service["volumes"]}
    assert inside == set(re.findall(r"TRILEMMA_\w+=(\S+)", DOCKERFILE)) == set(json.loads(_volume()))
    assert "ports" not in service  # nobody but the proxy reaches it


def _said(words: str) -> str:
    """What a value of compose.yaml is where nobody sets its variable."""
    return re.sub(r"\$\{\w+:-(.*?)\}", r"\1", words)


@pytest.mark.parametrize(
    ("comes_from", "seen"), [("the proxy", "203.0.113.9"), ("elsewhere", None)], ids=["the proxy", "elsewhere"]
)
def test_who_is_there_is_taken_from_the_proxy_alone_and_from_nobody_through_it(
    comes_from: str, seen: str | None
) -> None:
    trusted = _said(COMPOSE["services"]["app"]["environment"]["FORWARDED_ALLOW_IPS"])
    (within,) = COMPOSE["networks"]["inside"]["ipam"]["config"]
    assert _said(within["subnet"]) == trusted
    network = ip_network(trusted)
    assert network.is_private
    assert network.num_addresses <= 8
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert "inside" in COMPOSE["services"]["proxy"]["networks"]
    peer = str(next(network.hosts()) + 1) if comes_from == "the proxy" else "198.51.100.7"
    scopes = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        scopes.append(scope)

    forged_then_true = [(b"x-forwarded-for", b"10.9.8.7, 203.0.113.9")]
    scope: Any = {"type": "websocket", "client": (peer, 1), "headers": forged_then_true, "scheme": "ws"}
    asyncio.run(ProxyHeadersMiddleware(app, trusted)(scope, None, None))  # type: ignore[arg-type]
    assert scopes[0]["client"][0] == (seen or peer)


def _volume() -> str:
    (volume,) = re.findall(r"^VOLUME (.+)$", DOCKERFILE, re.MULTILINE)
    return str(volume)


def test_both_proxies_set_the_same_headers() -> None:
    in_caddy = dict(re.findall(r'^\t\t([A-Z][\w-]+) "(.*)"$', CADDY, re.MULTILINE))
    in_nginx = dict(re.findall(r'add_header ([\w-]+) "(.*)" always;', NGINX))
    assert in_caddy == in_nginx
    assert set(in_caddy) == {"Strict-Transport-Security"}  # what else there is to set, the app sets itself


@pytest.mark.parametrize("page", ["deploy.md"])
def test_every_variable_of_ours_is_one_that_something_reads(page: str) -> None:
    read = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "decision").rglob("*.py")) + CADDY
    read += (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for name in re.findall(r"TRILEMMA_\w+", (ROOT / "docs" / page).read_text(encoding="utf-8")):
        assert name in read, name
