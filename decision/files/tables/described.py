"""What a table was understood as, in words and rows: for a terminal and for a page."""

from __future__ import annotations

from decision.files.tables.understanding import TableRating, Understanding
from decision.model.errors import listed
from decision.model.number_text import number_text

Row = tuple[str, ...]


def sentences(understanding: Understanding, *, flags: bool = False) -> list[str]:
    """What is to be known about how a table was read; `flags` says how the command line is told otherwise."""
    count = len(understanding.ratings)
    shape = (
        f"{len(understanding.options)} options, {len(understanding.criteria)} criteria"
        f"{'' if understanding.layout.options_are_across else '; options stand down'}."
    )
    said = [shape]
    if understanding.open_ratings:
        is_, it = ("is", "it") if understanding.open_ratings == 1 else ("are", "they")
        said.append(
            f"{understanding.open_ratings} of {count} ratings {is_} open; {it} may be anything from worst to best."
        )
    notes = [f"{note.text} ({note.flag})" if flags and note.flag else note.text for note in understanding.notes]
    return [*said, *notes, *understanding.totals]


def heads(understanding: Understanding) -> Row:
    """The names above `rows`."""
    return ("Criterion", "Weight", "Worst", "Best", "Unit", *(option.name for option in understanding.options))


def rows(understanding: Understanding) -> list[Row]:
    """A row for each criterion: its name, weight and scale, and the rating of every option."""
    return [
        (
            criterion.name,
            number_text(criterion.weight),
            number_text(criterion.worst),
            number_text(criterion.best),
            criterion.unit,
            *(rating_in_words(understanding.ratings[option.id, criterion.id]) for option in understanding.options),
        )
        for criterion in understanding.criteria
    ]


def guesses(understanding: Understanding) -> list[str]:
    """Every guess about criteria as a sentence, with the names of those that it is about."""
    about: dict[str, list[str]] = {}
    for criterion in understanding.criteria:
        for guess in criterion.guesses:
            about.setdefault(guess, []).append(criterion.name)
    everyone = len(understanding.criteria)
    return [
        f"{guess[0].upper()}{guess[1:]} ({'all criteria' if len(names) == everyone > 1 else listed(names)})."
        for guess, names in about.items()
    ]


def rating_in_words(rating: TableRating) -> str:
    if rating.low is None or rating.high is None:
        return "?"
    if rating.low == rating.high:
        return number_text(rating.low)
    return f"{number_text(rating.low)} to {number_text(rating.high)}"
