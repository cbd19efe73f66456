"""Only who has signed in may enter, where the server's secrets name a way to sign in; else everybody who comes by.

The secrets are Streamlit's (``.streamlit/secrets.toml``): the section ``auth`` names the provider, and ``may_enter`` in
the section ``trilemma`` who may enter, as whole addresses or as ``@clinic.example`` for all of a domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitAuthError

from decision.ui.frame.text import escape


def sign_in_first() -> None:
    """Go on for whoever may enter; show everybody else what to do, and end the run."""
    if not st.secrets.load_if_toml_exists():
        if any(Path(file).exists() for file in config.get_option("secrets.files")):
            # what was meant to close the door cannot be read: the door stays closed
            _stay_out("The app is closed: its secrets cannot be read. The log of the server says why.")
        return
    if "auth" not in st.secrets:
        return
    if not st.user.is_logged_in:
        _ask_to_sign_in()
    elif not may_enter(st.user.to_dict(), _listed()):
        _stay_out(
            f"{st.user.get('email', 'You')}: signed in, but not among those who may enter. Ask who runs this app."
        )


def may_enter(user: Mapping[str, Any], listed: Iterable[str] | None) -> bool:
    """Whether somebody who signed in is `listed`; None lets in everybody whom the provider knows.

    An address that the provider does not vouch for is none.
    """
    if listed is None:
        return True
    email = user.get("email")
    if not isinstance(email, str) or email.count("@") != 1 or user.get("email_verified") is False:
        return False
    domain = email[email.index("@") :]
    return bool({email.casefold(), domain.casefold()} & {each.casefold() for each in listed})


def _listed() -> list[str] | None:
    """Who may enter, as the secrets say; nobody if what they say is no list of texts."""
    section = st.secrets.get("trilemma", {})
    if isinstance(section, Mapping) and "may_enter" not in section:
        return None
    said = section["may_enter"] if isinstance(section, Mapping) else None
    return [each for each in said if isinstance(each, str)] if isinstance(said, list) else []


def _ask_to_sign_in() -> None:
    st.html("<h1>Trilemma</h1><p>Sign in to go on.</p>")
    if st.button("Sign in", type="primary", key="sign_in"):
        try:
            st.login()
        except StreamlitAuthError as error:
            _stay_out(f"Nobody can sign in: {error}")
    st.stop()


def _stay_out(why: str) -> None:
    st.html(f'<h1>Trilemma</h1><p role="alert">{escape(why)}</p>')
    if st.user.get("is_logged_in"):
        st.button("Sign out", key="sign_out", on_click=st.logout)
    st.stop()
