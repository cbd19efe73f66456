"""The pages, gathered under four places, in the order in which a decision is gone through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """A page: the place it is gathered under, its file, what it is called and what it is for."""

    place: str
    file: str
    title: str
    purpose: str

    @property
    def path(self) -> str:
        """The page in an address."""
        return Path(self.file).parent.name


_ROOMS = Path(__file__).resolve().parents[1]

PAGES = tuple(
    Page(place, str(_ROOMS / room / "page.py"), title, purpose)
    for place, room, title, purpose in (
        ("Set up", "structure", "Structure", "What we choose between, and by what."),
        ("Set up", "ratings", "Ratings", "What we believe of each option, and on what evidence."),
        ("Set up", "readiness", "Ready?", "What must be true before launch, and what is read after it."),
        ("Decide", "decide", "Decide", "Move the weights and see which option leads."),
        ("Decide", "how_sure", "How sure", "What chance each option has, given what is uncertain."),
        (
            "Decide",
            "what_would_change_it",
            "What would change it",
            "What would have to be true for another option, and what to find out first.",
        ),
        ("Decide", "money", "Money", "What each option costs over the years, and what more is worth paying for."),
        ("Together", "room", "Room", "What each of us thinks, and which difference decides."),
        ("Together", "compare", "Compare", "Views and snapshots, side by side."),
        ("Take away", "take_away", "Take away", "Tables and files, for those who were not in the room."),
    )
)


_NOT_SHOWN = ("take_away",)  # to a board: it is work for afterwards


def page_at(path: str) -> Page:
    """The page with this path in its address."""
    return next(page for page in PAGES if page.path == path)


def page_called(title: str) -> Page:
    """The page with this title."""
    return next(page for page in PAGES if page.title == title)


HOME = page_at("decide")


def by_place() -> Mapping[str, Sequence[Page]]:
    """The pages under each place."""
    return {place: [page for page in PAGES if page.place == place] for place in dict.fromkeys(p.place for p in PAGES)}


def beside(title: str) -> tuple[Page | None, Page | None]:
    """The pages before and after the one called `title` that a board is shown, None at either end."""
    at = PAGES.index(page_called(title))
    before, after = ([page for page in part if page.path not in _NOT_SHOWN] for part in (PAGES[:at], PAGES[at + 1 :]))
    return before[-1] if before else None, after[0] if after else None
