"""The modules of the live panel as one script, for places from which nothing can be imported by name."""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent
_MODULES = (
    "dom",
    "number_text",
    "model",
    "sentences",
    "payload",
    "commit",
    "rows",
    "bars",
    "panel",
)  # as they are used
_IMPORT = re.compile(r"^import .*?;\n", re.DOTALL | re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def panel_script(last: str) -> str:
    """The modules, each after what it uses, and after all of them the text of the module `last`, which uses them."""
    modules = [_read(f"{name}.js") for name in _MODULES]
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in (*modules, last))


def panel_style() -> str:
    """How the panel looks, for the shadow root that it stands in."""
    return _read("panel.css")


def offline_script() -> str:
    """The panel as one script that asks nobody: it answers its own moves."""
    return panel_script(_read("offline.js"))


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
