"""``mcp FOLDER``, asked by the official client over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from decision.assistants.folder import folder_at
from decision.assistants.tools import Tools
from decision.cli import main

ROOT = Path(__file__).resolve().parents[2]
PORTAL = (ROOT / "scenarios" / "health-centre-portal.yaml").read_bytes()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one server said, over one connection, of a folder with a secret beside it."""
    from mcp import Client, StdioServerParameters

    outside = tmp_path_factory.mktemp("outside")
    folder = outside / "folder"
    folder.mkdir()
    (folder / "x.yaml").write_bytes(PORTAL)
    (folder / "minimal.yaml").write_bytes((ROOT / "scenarios" / "minimal.yaml").read_bytes())
    (outside / "secret.yaml").write_bytes(PORTAL)
    (folder / "link.yaml").symlink_to(outside / "secret.yaml")
    before = {path: path.read_bytes() for path in outside.rglob("*.yaml")}
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "validate": ("validate", {}),
        "evaluate": ("evaluate", {"file": "x.yaml"}),
        "simulate": ("simulate", {"file": "x.yaml", "draws": 700, "seed": 3}),
        "sensitivity": ("sensitivity", {"file": "x.yaml", "draws": 700}),
        "diff": ("diff", {"old": "minimal.yaml", "new": "x.yaml", "draws": 300}),
        "check": ("check", {"file": "x.yaml", "today": "2026-11-26"}),
        "refused": ("evaluate", {"file": "minimal.yaml"}),
        "up": ("evaluate", {"file": "../secret.yaml"}),
        "absolute": ("validate", {"file": str(outside / "secret.yaml")}),
        "link": ("check", {"file": "link.yaml"}),
        "wrong": ("simulate", {"file": "x.yaml", "draws": "many"}),
        "misspelt": ("simulate", {"file": "x.yaml", "draw": 700}),
    }

    async def ask() -> dict[str, Any]:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "decision", "mcp", str(folder)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},  # for what is set of BLAS decides on the last digit
        )
        async with Client(server, read_timeout_seconds=120) as client:
            told: dict[str, Any] = {"tools": (await client.list_tools()).tools}
            for name, (tool, arguments) in calls.items():
                told[name] = await client.call_tool(tool, arguments)
            return told

    told = asyncio.run(ask())
    assert {path: path.read_bytes() for path in outside.rglob("*.yaml")} == before
    assert {path for path in outside.rglob("*") if path.is_file()} == set(before)
    return told | {"folder": folder}


def test_six_tools_are_offered_and_all_of_them_only_read(asked: dict[str, Any]) -> None:
    tools = {tool.name: tool for tool in asked["tools"]}
    assert set(tools) == {"validate", "evaluate", "simulate", "sensitivity", "diff", "check"}
    for tool in tools.values():
        assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
        assert len(tool.description) > 40


@pytest.mark.parametrize("name", ["evaluate", "simulate"])
def test_an_answer_is_that_of_the_tool(name: str, asked: dict[str, Any]) -> None:
    tools = Tools(folder_at(str(asked["folder"])))
    arguments: dict[str, Any] = {} if name == "evaluate" else {"draws": 700, "seed": 3}
    assert asked[name].structured_content == getattr(tools, name)("x.yaml", **arguments)


@pytest.mark.parametrize("name", ["evaluate", "simulate", "sensitivity", "diff", "check"])
def test_every_answer_carries_error_seed_and_fingerprint(name: str, asked: dict[str, Any]) -> None:
    assert not asked[name].is_error
    assert {"standard_error", "seed", "draws", "fingerprint", "version", "verdict"} <= set(
        asked[name].structured_content
    )


def test_a_verdict_is_refused_with_the_list(asked: dict[str, Any]) -> None:
    told = asked["refused"].structured_content
    assert (told["verdict"], told["leader"]) == (None, None)
    assert len(told["ratings_without_reason"]) > 3


@pytest.mark.parametrize("name", ["up", "absolute", "link", "wrong", "misspelt"])
def test_what_cannot_be_asked_is_an_error_in_words(name: str, asked: dict[str, Any]) -> None:
    assert asked[name].is_error
    (content,) = asked[name].content
    assert "Traceback" not in content.text
    if name == "misspelt":
        assert "draw\n" in content.text
    elif name != "wrong":
        assert "is no file that can be read here" in content.text or "leads out of the folder" in content.text
        assert "title" not in content.text


@pytest.mark.parametrize(
    ("call", "status", "words"),
    [
        (["none"], 2, "there is no folder none"),
        ([str(ROOT / "README.md")], 2, "is a file; name the folder that it lies in"),
        ([str(ROOT), "--json"], 2, "leave --json out"),
    ],
)
def test_a_server_that_cannot_be_is_a_wrong_call(
    call: list[str], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mcp", *call]) == status
    assert words in capsys.readouterr().err


def test_without_the_sdk_the_extra_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("decision.cli.mcp.importlib.util.find_spec", lambda name: None)
    assert main(["mcp", str(ROOT)]) == 1
    assert "python -m pip install 'trilemma[mcp]'" in capsys.readouterr().err
