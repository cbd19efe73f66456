"""YAML texts of scenarios that change a little at a time: what was written before is not written again.

PyYAML takes 10 ms for a scenario of ordinary size, nearly all of it for options and criteria that are as they were. So
each section, and each entry of one, is written by itself and remembered by what it says.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from decision.files.library import Library
from decision.files.writer import scenario_document
from decision.files.yaml_text import as_yaml, is_inline
from decision.model.scenario import Scenario

MOST_CHARACTERS = 16_000_000  # remembered, of all texts together


class SectionWriter:
    """Writes scenarios to the byte as `scenario_yaml` does; may be used by several threads at once."""

    def __init__(self) -> None:
        self._texts: OrderedDict[bytes, str] = OrderedDict()  # the one used last is last
        self._characters = 0
        self._lock = threading.Lock()

    def text(self, scenario: Scenario, folder: Path | None = None) -> str:
        """The YAML text of `scenario`, for a file in `folder`."""
        return self.document_text(scenario_document(scenario, Library(folder)))

    def document_text(self, document: Mapping[str, Any]) -> str:
        """The YAML text of a mapping such as `scenario_document` gives."""
        return "".join(self._section(name, said) for name, said in document.items())

    def _section(self, name: str, said: Any) -> str:
        if not isinstance(said, dict) or is_inline(said) or not said:
            return self._remembered({name: said})
        return f"{name}:\n" + "".join(self._entry(name, key, x) for key, x in said.items())

    def _entry(self, name: str, key: Any, said: Any) -> str:
        """The lines of one entry of a section, as they stand below the section's name."""
        _, _, below = self._remembered({name: {key: said}}).partition("\n")
        return below

    def _remembered(self, part: dict[str, Any]) -> str:
        said = hashlib.blake2b(repr(part).encode("utf-8", "surrogatepass"), digest_size=32).digest()
        with self._lock:
            known = self._texts.get(said)
            if known is not None:
                self._texts.move_to_end(said)
                return known
        text = as_yaml(part)
        with self._lock:
            if said not in self._texts:
                self._texts[said] = text
                self._characters += len(text)
            while self._characters > MOST_CHARACTERS and len(self._texts) > 1:
                _, forgotten = self._texts.popitem(last=False)
                self._characters -= len(forgotten)
        return text
