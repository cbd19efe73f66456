"""Who may enter, and what everybody else sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from decision.ui.start.sign_in import may_enter
from tests.ui.conftest import ROOT

AUTH = {
    "redirect_uri": "http://127.0.0.1:8501/oauth2callback",
    "cookie_secret": "x",
    "client_id": "x",
    "client_secret": "x",
    "server_metadata_url": "http://127.0.0.1:9/.well-known/openid-configuration",
}
ANNA = {"is_logged_in": True, "email": "Anna@Clinic.example"}


def visit(secrets: dict[str, Any] | None = None, user: dict[str, Any] | None = None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["plain"] = True
    app.secrets = secrets or {}
    app.user = user or {"is_logged_in": False}
    app.run()
    assert not app.exception
    return app


def is_in(app: AppTest) -> bool:
    return "work" in app.session_state


def said(app: AppTest) -> str:
    return " ".join(each.value for each in app.get("html"))


def test_without_a_way_to_sign_in_everybody_enters() -> None:
    assert is_in(visit())


def test_who_has_not_signed_in_is_asked_to_and_sees_nothing_else() -> None:
    app = visit({"auth": AUTH})
    assert not is_in(app)
    assert [each.label for each in app.button] == ["Sign in"]
    assert "portal" not in said(app)


def test_who_signed_in_enters() -> None:
    assert is_in(visit({"auth": AUTH}, ANNA))


@pytest.mark.parametrize("listed", [["@clinic.example"], ["bert@x.example", "anna@clinic.example"]])
def test_who_is_listed_enters(listed: list[str]) -> None:
    assert is_in(visit({"auth": AUTH, "trilemma": {"may_enter": listed}}, ANNA))


@pytest.mark.parametrize(
    "section",
    [{"may_enter": ["@other.example"]}, {"may_enter": []}, {"may_enter": "@clinic.example"}, "@clinic.example"],
)
def test_who_is_not_listed_stays_out_and_is_told_so(section: Any) -> None:
    app = visit({"auth": AUTH, "trilemma": section}, ANNA)
    assert not is_in(app)
    assert "Anna@Clinic.example: signed in, but not among those who may enter." in said(app)
    assert [each.label for each in app.button] == ["Sign out"]


def test_where_nobody_can_sign_in_it_says_why_and_stays_closed() -> None:
    app = visit({"auth": {}})
    app.button(key="sign_in").click().run()
    assert not app.exception
    assert not is_in(app)
    assert "Nobody can sign in: " in said(app)


def test_secrets_that_cannot_be_read_keep_the_door_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text("[auth\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(st, "secrets", Secrets())
    app = visit()
    assert not is_in(app)
    assert "its secrets cannot be read" in said(app)
    assert not app.button


@given(
    email=some.emails() | some.text(max_size=20), listed=some.lists(some.emails() | some.text(max_size=9), max_size=3)
)
def test_nobody_enters_but_who_is_listed_by_address_or_domain(email: str, listed: list[str]) -> None:
    entered = may_enter({"email": email}, listed)
    name, _, domain = email.casefold().partition("@")
    assert entered == any(
        email.count("@") == 1 and each.casefold() in (f"{name}@{domain}", f"@{domain}") for each in listed
    )


@pytest.mark.parametrize(
    "user",
    [{}, {"email": None}, {"email": "a@clinic.example", "email_verified": False}, {"email": "a@b@clinic.example"}],
)
def test_an_address_that_nobody_vouches_for_is_none(user: dict[str, Any]) -> None:
    assert not may_enter(user, ["@clinic.example"])
    assert may_enter(user, None)
