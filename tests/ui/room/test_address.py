"""Where phones reach a room."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from decision.ui.room.address import (
    AddressError,
    app_address,
    join_address,
    only_this_computer,
    public_address,
    qr_code,
    without_scheme,
)


@pytest.mark.parametrize(
    ("page", "app"),
    [
        ("http://192.168.1.20:8501/room", "http://192.168.1.20:8501"),
        ("https://decide.example.org/portal/room?scenario=x", "https://decide.example.org/portal"),
        ("http://localhost:8501", "http://localhost:8501"),
    ],
)
def test_the_address_of_the_app_is_that_of_the_page_without_the_page(
    page: str, app: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRILEMMA_PUBLIC_URL", raising=False)
    assert app_address(page, "room") == app
    assert join_address(app, "6R0FJFX7") == f"{app}/join/6R0FJFX7"
    monkeypatch.setenv("TRILEMMA_PUBLIC_URL", "https://elsewhere.example.org/")
    assert app_address(page, "room") == "https://elsewhere.example.org"


@pytest.mark.parametrize("own", ["http://localhost:8501", "http://127.0.0.1", "http://[::1]:80", "http://0.0.0.0:1"])
def test_an_address_that_only_this_computer_opens_is_known(own: str) -> None:
    assert only_this_computer(own)
    assert not only_this_computer("http://192.168.1.20:8501")
    assert not only_this_computer("https://decide.example.org")


def test_a_typed_address_is_kept_whole_or_refused() -> None:
    assert public_address("192.168.1.20:8501/") == "http://192.168.1.20:8501"
    assert public_address("  ") == ""
    for wrong in (
        "javascript:alert(1)",
        "http://",
        "http://a b",
        "ftp://x",
        "http://u@x",
        f"http://{'x' * 400}",
        "http://[",
    ):
        with pytest.raises(AddressError, match="no address of the app"):
            public_address(wrong)


def test_the_code_is_a_picture_that_fetches_nothing() -> None:
    made = qr_code("http://192.168.1.20:8501/join/6R0FJFX7")
    assert made.startswith("data:image/svg+xml")
    drawn = unquote(made)
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert without_scheme("https://x.example/join/A") == "x.example/join/A"
