"""The decision that an export was made of, put into a page or a document, where `decision.files` finds it again.

Its text is made by `decision.files.enclosure` and plain ASCII; the sheet of a workbook is `workbook/enclosed_sheet.py`.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from decision.model.enclosed import ELEMENT, HTML_ID, NAMESPACE

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"


def html_block(text: str) -> str:
    """The element to put into a page: data that no browser runs, and that nothing in it can end."""
    return f'<script type="application/json" id="{HTML_ID}">{inert_json(text)}</script>'


def inert_json(text: str) -> str:
    """JSON in ASCII that can stand in a script element: with no sign in it that a page takes for its own."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")  # as JSON writes them too


def enclose_in_document(document: Any, text: str) -> None:
    """Add the text to a document of python-docx, as a part of its own that is not shown and stays when it is saved."""
    from docx.opc.part import Part

    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<{ELEMENT} xmlns="{NAMESPACE}">{escape(text)}</{ELEMENT}>'
    package = document.part.package
    name = package.next_partname("/customXml/item%d.xml")  # templates bring such parts of their own
    part = Part(name, "application/xml", content.encode("ascii"), package)
    document.part.relate_to(part, _RELATION)
