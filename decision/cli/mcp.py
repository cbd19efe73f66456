"""``mcp FOLDER``: read-only tools for assistants, over the files below one folder."""

from __future__ import annotations

import importlib.util
from argparse import ArgumentParser, Namespace

from decision.assistants.folder import folder_at
from decision.cli.status import FINE, WrongCallError
from decision.model.errors import DecisionError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="the one folder that files are read from")


def run(call: Namespace) -> int:
    if call.json:
        raise WrongCallError("assistants are answered by a protocol of their own; leave --json out")
    if importlib.util.find_spec("mcp") is None:
        raise DecisionError(
            "this needs the SDK of the Model Context Protocol, which is not installed here; install Trilemma with its "
            "extra, as in python -m pip install 'trilemma[mcp]'"
        )
    try:
        folder = folder_at(call.folder)
    except DecisionError as error:
        raise WrongCallError(str(error)) from None
    from decision.assistants.server import server

    server(folder).run("stdio")
    return FINE
