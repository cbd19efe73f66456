"""Where phones reach a room: its address, whether that is only this computer's, and the address as a QR code."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

import segno

from decision.model.errors import DecisionError

JOIN = "join"  # the path of the page that phones get, below that of the app; the room's code follows
PUBLIC = "TRILEMMA_PUBLIC_URL"  # the address under which others reach the app, where it does not know it itself
LONGEST = 300


class AddressError(DecisionError):
    """What was typed is no address of the app."""


def public_address(typed: str) -> str:
    """An address as it is kept; raises AddressError if it is none, and is empty where nothing was typed."""
    typed = typed.strip()
    if not typed:
        return ""
    address = (typed if "//" in typed else f"http://{typed}").rstrip("/")
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        sound = sound and parts.port != 0 and parts.username is None
    except ValueError:
        sound = False
    if not sound or len(address) > LONGEST or any(each.isspace() for each in address):
        raise AddressError("that is no address of the app; write it as http://192.168.1.20:8501")
    return address


def app_address(page: str, page_path: str) -> str:
    """The address of the app, from that of one of its pages; `page_path` is the page's own part of it."""
    stated = os.environ.get(PUBLIC, "")
    if stated:
        return public_address(stated)
    parts = urlsplit(page)
    return f"{parts.scheme}://{parts.netloc}{app_path(page, page_path)}"


def app_path(page: str, page_path: str) -> str:
    """The path below which the app lies in the browser that has one of its pages open; empty at the root."""
    return urlsplit(page).path.rstrip("/").removesuffix(f"/{page_path}")


def join_address(app: str, code: str) -> str:
    """What phones open."""
    return f"{app.rstrip('/')}/{JOIN}/{code}"


def without_scheme(address: str) -> str:
    """An address as it is read out: browsers put the rest before it."""
    return address.removeprefix("http://") if address.startswith("http://") else address.removeprefix("https://")


def only_this_computer(address: str) -> bool:
    """Whether only a browser on the same computer can open an address."""
    host = urlsplit(address).hostname or ""
    try:
        found = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return found.is_loopback or found.is_unspecified


def qr_code(address: str) -> str:
    """An address as a QR code: an SVG, with the margin that readers need, black on white in any theme."""
    made: str = segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=4, dark="#000", light="#fff")
    return made
