"""What was typed in a field and could not be taken: it stays there, with the reason, until something else is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from decision.ui.session import state


@dataclass(frozen=True)
class Refusal:
    """What was typed, why it was not taken, and what was there."""

    text: str
    why: str
    was: object


def refusal_of(key: str, now: object) -> Refusal | None:
    """What was refused in the field of `key`; None where nothing was, or something else has changed it since."""
    refusal = _refusals().get(key)
    if refusal is not None and refusal.was != now:
        forget(key)
        return None
    return refusal


def refuse(key: str, text: str, why: str, was: object) -> None:
    """Leave `text` in the field of `key`, with the reason."""
    st.session_state[state.REFUSED] = {**_refusals(), key: Refusal(text, why, was)}


def forget(key: str) -> None:
    """Begin anew with one field."""
    st.session_state[state.REFUSED] = {known: each for known, each in _refusals().items() if known != key}


def forget_refusals(key: str) -> None:
    """Begin anew with fields whose keys begin with `key`."""
    for known in [each for each in _refusals() if each.startswith(key)]:
        forget(known)


def _refusals() -> Mapping[str, Refusal]:
    refusals: Mapping[str, Refusal] = st.session_state.get(state.REFUSED, {})
    return refusals
