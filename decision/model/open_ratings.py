"""Which ratings are still open: nobody knows yet what they are."""

from __future__ import annotations

from decision.model.contents import Contents
from decision.model.estimate import Unknown

OpenRating = tuple[str, str]  # the option's id, and the path of the criterion


def is_open(scenario: Contents, option_id: str, path: str) -> bool:
    """Whether nobody knows yet what the option's rating on `path` is; False where it has none of its own."""
    rating = scenario.option(option_id).ratings.get(path)
    return rating is not None and isinstance(rating.estimate, Unknown)


def open_ratings(scenario: Contents) -> tuple[OpenRating, ...]:
    """The open ratings of the options that are not excluded, in the order of the file."""
    return tuple(
        (option.id, path)
        for option in scenario.ranked_options
        for path in scenario.leaves
        if type(option.ratings[path].estimate) is Unknown  # isinstance takes long of an abstract class's heirs
    )
