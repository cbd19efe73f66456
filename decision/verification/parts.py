"""Parts of a workbook or a document that run or fetch something: no export has any, so somebody put them in."""

from __future__ import annotations

import io
import re
import zipfile

from decision.verification.finding import Finding

_RUN_OR_FETCH = (
    (re.compile(r"vbaProject|vbaData|macrosheets/|activeX/|customUI", re.IGNORECASE), "macros or controls"),
    (re.compile(r"externalLinks/|(^|/)connections\.xml$|queryTables/", re.IGNORECASE), "links to other files"),
    (re.compile(r"(^|/)(embeddings|oleObjects)/", re.IGNORECASE), "another file"),
)
_RELATIONS = re.compile(rb"attachedTemplate|/oleObject\"|/subDocument\"|/frame\"", re.IGNORECASE)


def strange_parts(raw: bytes) -> list[Finding]:
    """A finding for every part of the package `raw` that runs something or takes something from elsewhere."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        found = [
            Finding(part, note=f"holds {what}, and no export does")
            for part in sorted(package.namelist())
            for pattern, what in _RUN_OR_FETCH
            if pattern.search(part)
        ]
        fetched = [
            Finding(part, note="refers to a template or another document, and no export does")
            for part in sorted(package.namelist())
            if part.endswith(".rels") and _RELATIONS.search(package.read(part))
        ]
    return found + fetched
