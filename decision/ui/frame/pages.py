"""The pages, in the order of the navigation, which is the order in which a decision is gone through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """A page: its file, what it is called and what it is for."""

    file: str
    title: str
    purpose: str

    @property
    def path(self) -> str:
        """The page in an address."""
        return Path(self.file).parent.name


_ROOMS = Path(__file__).resolve().parents[1]

PAGES = tuple(
    Page(str(_ROOMS / room / "page.py"), title, purpose)
    for room, title, purpose in (
        ("decide", "Decide", "Move the weights and see which option leads."),
        ("ratings", "Ratings", "What we believe of each option, and on what evidence."),
        ("how_sure", "How sure", "What chance each option has, given what is uncertain."),
        (
            "what_would_change_it",
            "What would change it",
            "What would have to be true for another option, and what to find out first.",
        ),
        ("compare", "Compare", "Views and snapshots, side by side."),
    )
)


def beside(title: str) -> tuple[Page | None, Page | None]:
    """The pages before and after the one called `title`, None at either end."""
    at = [page.title for page in PAGES].index(title)
    return PAGES[at - 1] if at else None, PAGES[at + 1] if at + 1 < len(PAGES) else None
