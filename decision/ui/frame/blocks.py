"""Blocks that pages are made of: headings that say how to read, charts with their words, tables, lists of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has none
import streamlit as st

from decision.outputs.charts.common import Row
from decision.outputs.charts.option_marks import OptionMark
from decision.ui.frame.text import escape, label, said

_MOST_SENTENCES = 8  # that are not folded away


def head(title: str, how_to_read: str) -> None:
    """What a part of a page shows, and how to read it."""
    st.html(f'<h2>{escape(title)}</h2><p class="note">{escape(how_to_read)}</p>')


@contextmanager
def folded(title: str, answer: str, key: str) -> Iterator[bool]:
    """A part of a page for those who ask on: its title with its answer, and more once it is unfolded.

    Gives whether it is, for what nobody sees need not be drawn.
    """
    part = st.expander(
        f"**{label(title)}** {label(answer)}" if answer else f"**{label(title)}**", key=key, on_change="rerun"
    )
    with part:
        yield bool(part.open)


def chart(rows: list[Row], specification: dict[str, Any], key: str, words: str) -> None:
    """A chart, with the words that stand for it where it cannot be seen."""
    with st.container(key=key):
        st.vega_lite_chart(pa.Table.from_pylist(rows), specification, theme=None, key=f"{key}_chart", alt=words)


def sentences(found: list[str], nothing: str, key: str, most: int = _MOST_SENTENCES) -> None:
    """Sentences as a list, those beyond the first few folded away; `nothing` is said where there are none."""
    if not found:
        st.html(f'<p class="said">{escape(nothing)}</p>')
        return
    st.html(_items(found[:most]))
    if len(found) > most:
        with st.expander(label(f"{len(found) - most} more"), key=key):
            st.html(_items(found[most:]))


def _items(found: list[str]) -> str:
    return f'<ul class="found">{"".join(f"<li>{said(sentence)}</li>" for sentence in found)}</ul>'


# --- tables, as HTML ------------------------------------------------------------------------------------------------


def scrolling(name: str, content: str, *, tall: bool = False) -> str:
    """`content` in a region that scrolls by itself where it is wider than the page, or `tall`."""
    kind = "scroll tall" if tall else "scroll"
    return f'<div class="{kind}" role="region" aria-label="{escape(name)}" tabindex="0">{content}</div>'


def table(name: str, columns: str, rows: str, kind: str = "", *, tall: bool = False) -> str:
    """A table of `rows` under the heads of its columns."""
    return scrolling(
        name,
        f'<table class="compare{f" {kind}" if kind else ""}"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{rows}</tbody></table>",
        tall=tall,
    )


def heads(*names: str) -> str:
    """The heads of columns; each is HTML."""
    return "".join(f'<th scope="col">{name}</th>' for name in names)


def row(
    name: str, cells: Sequence[str], kind: str = "", changed: Sequence[bool] | None = None, *, html: bool = False
) -> str:
    """A row; `name` is HTML, and so are the cells where `html` says so. What has not changed is shown faint."""
    shown = ""
    for place, cell in enumerate(cells):
        faint = ' class="faint"' if changed is not None and place and not changed[place] else ""
        shown += f"<td{faint}>{cell if html else escape(cell)}</td>"
    return f'<tr{f" class={kind!r}" if kind else ""}><th scope="row">{name}</th>{shown}</tr>'


def chip(mark: OptionMark) -> str:
    """The letter of an option on its colour; said by the name beside it, so not read aloud."""
    style = f"background:{mark.colour};color:{mark.ink}"
    return f'<i class="chip" aria-hidden="true" style="{style}">{escape(mark.letter)}</i>'


def marked(mark: OptionMark, name: str) -> str:
    """An option's name behind its letter."""
    return f"{chip(mark)}{escape(name)}"


def swatch(colour: str) -> str:
    """A patch of a colour, before what it stands for."""
    return f'<i class="swatch" style="background:{colour}"></i>'
