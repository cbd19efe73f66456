"""The panel of money on the page: sliders for the scale and the horizon that move in the browser alone."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from decision.analysis.cash.pieces import Pieces
from decision.analysis.money import CashResult
from decision.model.scenario import Scenario
from decision.ui.money.payload import message

MONEY_WIDGET = "money_panel"

_FOLDER = Path(__file__).parent
_MODULES = ("words", "cash", "chart", "panel", "main")  # each after what it uses
_IMPORT = re.compile(r"^import .*?;\n", re.DOTALL | re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def script() -> str:
    """The modules as the one that Streamlit asks for: a text, from which nothing can be imported by name."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js"))) for name in _MODULES)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


_PANEL = st.components.v2.component("trilemma_money", js=script(), css=_read("panel.css"))


def draw_panel(scenario: Scenario, result: CashResult, pieces: Pieces) -> None:
    """Sliders, the chart that follows them, and what each option comes to in all."""
    _PANEL(key=MONEY_WIDGET, data=message(scenario, result, pieces))
