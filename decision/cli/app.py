"""``app [FOLDER]``: the app, from an installed package or a checkout, in any folder."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from decision.cli.own_package import finding_us
from decision.cli.printing import complain
from decision.cli.status import FAILED, FINE, WrongCallError
from decision.model.errors import DecisionError

FOLDER = "TRILEMMA_SCENARIOS"  # the environment variable that tells the app its folder of scenarios
PUBLIC = "TRILEMMA_PUBLIC_URL"  # and the one that tells it under which address others reach it
ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  # what is asked for by name, never bound by itself


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help=f"the scenarios to choose from; ${FOLDER}, ./scenarios or else the examples if not said",
    )
    parser.add_argument("--port", type=_port, help="where to listen; from 8501 on the first that is free if not said")
    parser.add_argument(
        "--address", help="who can reach it: 127.0.0.1 (this machine) if not said, 0.0.0.0 for everyone"
    )
    parser.add_argument(
        "--public-url",
        metavar="URL",
        help="the address that others reach it under, for the QR code of a room; that of the page if not said",
    )
    parser.add_argument("--no-browser", action="store_true", help="open no window")


def run(call: Namespace) -> int:
    if call.json:
        raise WrongCallError("the app answers in a browser, not as JSON; leave --json out")
    if importlib.util.find_spec("streamlit") is None:
        raise DecisionError("Streamlit is not installed here; install Trilemma with all its requirements")
    folder = folder_for(call.folder, Path.cwd(), os.environ)
    environment = dict(os.environ) if folder is None else {**os.environ, FOLDER: str(folder)}
    if call.public_url is not None:
        environment[PUBLIC] = _public(call.public_url)
    if call.address is not None and not _is_this_machine(call.address):
        complain(
            f"app: whoever reaches {call.address} can see and change what is in the app; "
            "docs/deploy.md says how to put a sign-in before it"
        )
    # -P: what lies in the folder where somebody starts it is no code of ours
    command = [sys.executable, "-P", "-m", "decision.ui.start", *flags_for(call)]
    return _serve(command, finding_us(environment))


def folder_for(named: str | None, here: Path, environment: Mapping[str, str]) -> Path | None:
    """The folder of scenarios for somebody who is in the folder `here`; None for what is settled elsewhere.

    Raises WrongCallError where what is `named` is no folder.
    """
    if named is None:
        own = here / "scenarios"
        return own if FOLDER not in environment and own.is_dir() else None
    folder = (here / named).resolve()
    if not folder.exists():
        raise WrongCallError(f"there is no folder {named}; name one with scenarios, or none to see the examples")
    if not folder.is_dir():
        raise WrongCallError(f"{named} is a file; name the folder that it lies in")
    return folder


def flags_for(call: Namespace) -> list[str]:
    """What Streamlit is told beyond the settings that are installed with the app."""
    flags = []
    if call.port is not None:
        flags.append(f"--server.port={call.port}")
    if call.address is not None:
        seen = "127.0.0.1" if call.address in ANY_ADDRESS else call.address
        flags += [f"--server.address={call.address}", f"--browser.serverAddress={seen}"]
    if call.no_browser:
        flags.append("--server.headless=true")
    return flags


def _serve(command: list[str], environment: dict[str, str]) -> int:
    """Serve until the app is ended, and end as it does."""
    try:
        if os.name == "posix":
            _become(command, environment)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # the app ends first, and then we
        return FAILED if subprocess.run(command, env=environment, check=False).returncode else FINE  # noqa: S603
    except KeyboardInterrupt:
        return FINE
    except OSError as error:
        raise DecisionError(f"{command[0]} cannot be started ({error.strerror}); check the rights") from None


def _become(command: list[str], environment: dict[str, str]) -> NoReturn:
    """Be the app from now on: whoever ends this process ends the app. What was printed is out already."""
    os.execve(command[0], command, environment)  # noqa: S606


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost" or address.startswith("unix://")


def _public(address: str) -> str:
    """The address that others reach the app under; raises WrongCallError if it is none."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound:
        raise WrongCallError(f"{address} is no address of an app; write it as https://decide.example.org")
    return address.rstrip("/")


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= 65535:
        return int(text)
    raise ArgumentTypeError(f"a port is a whole number from 1 to 65535 (got {text})")
