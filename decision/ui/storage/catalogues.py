"""Catalogues and requirement sets to choose from, read again only when a file changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from decision.files.library import Library
from decision.files.offers import OfferedCatalogue, OfferedSet, offered_catalogues, offered_sets

Stamp = tuple[str, int, int]  # path, time of change, size


def catalogues(folder: Path | None) -> tuple[OfferedCatalogue, ...]:
    """The catalogues that a scenario in `folder` can use."""
    return _catalogues(folder, tuple(_stamps(folder)))


def requirement_sets(folder: Path | None) -> tuple[OfferedSet, ...]:
    """The requirement sets that a scenario in `folder` can use."""
    return _requirement_sets(folder, tuple(_stamps(folder)))


# The stamps are not used inside: they are what a cached answer is remembered under.


@st.cache_resource(max_entries=20, show_spinner=False)
def _catalogues(folder: Path | None, stamps: tuple[Stamp, ...]) -> tuple[OfferedCatalogue, ...]:  # noqa: ARG001
    return offered_catalogues(Library(folder))


@st.cache_resource(max_entries=20, show_spinner=False)
def _requirement_sets(folder: Path | None, stamps: tuple[Stamp, ...]) -> tuple[OfferedSet, ...]:  # noqa: ARG001
    return offered_sets(Library(folder))


def _stamps(folder: Path | None) -> Iterator[Stamp]:
    for place in Library(folder).folders():
        if place.name == "criteria" and place.is_dir():
            for path in sorted(place.glob("*")):
                if path.is_file():
                    facts = path.stat()
                    yield str(path), facts.st_mtime_ns, facts.st_size
