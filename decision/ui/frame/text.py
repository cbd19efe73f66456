"""Texts made ready for the place where they are shown: harmless whatever a file says."""

from __future__ import annotations

import re
from html import escape

__all__ = ["escape", "label", "said", "slug"]

# What Streamlit's Markdown would act on. Only where it is met: an escape is read aloud by screen readers.
_MARKUP = re.compile(r"[\\`*\[\]<>~$|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
# Directives, icons and links are found in the text after Markdown is done with it, so a backslash does not help.
_FOUND_LATER = re.compile(r"(:)(?=[\w+/-])|(@)(?=\w)|(\bwww)(?=\.)", re.IGNORECASE)
_WORD_JOINER = "\N{WORD JOINER}"


def label(text: str) -> str:
    """`text` as a widget's label or in Markdown: shown as written, on one line, whatever it contains."""
    one_line = " ".join(text.split())
    escaped = _MARKUP.sub(lambda found: "\\" + found.group(), one_line)
    return _FOUND_LATER.sub(lambda found: found.group() + _WORD_JOINER, escaped) or "\N{NO-BREAK SPACE}"


def said(text: str) -> str:
    """A sentence as HTML, no figure parted from its sign."""
    return escape(text.replace(" %", "\N{NO-BREAK SPACE}%"))


def slug(text: str) -> str:
    """`text` as a file name without ending: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "scenario"
