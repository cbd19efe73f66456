"""What the model finds impossible, told at its place in the file, but for what only follows from another fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from decision.files.checked import Place
from decision.files.faults import Keys
from decision.model.errors import ImpossibleError

_SHARED = ("options", "drivers", "exchange")
_ABOUT_CRITERIA = ("criteria", "weights", "weight_uncertainty", "views", "dependence")


class Contradictions:
    """Notes at `place` what contradicts itself in a file, beside the faults that are noted there already.

    Parameters
    ----------
    shapeless
        The ids of criteria that are too faulty to say how they are rated.
    figure_places
        Where the file tells what came, by path.
    """

    def __init__(self, place: Place, shapeless: set[str], figure_places: Mapping[str, Keys]) -> None:
        self.place = place
        self.shapeless = shapeless
        self.figure_places = figure_places
        # keys of the file below which something could not be read
        self._unread = {key for key in _SHARED if place.touches_fault((key,))}

    def note(self, problems: Iterable[ImpossibleError]) -> None:
        for problem in problems:
            if not self._follows_from_another(problem.at):
                self.place.note(ImpossibleError(problem.what, problem.remedy, self._place_of(problem.at)), ())

    def _follows_from_another(self, at: Keys) -> bool:
        """Whether what is wrong at `at` only follows from a fault that is told already."""
        about_ratings = at[:1] == ("options",) and at[2:3] == ("ratings",)
        if at[:1] in (("drivers",), ("exchange",)):
            return "options" in self._unread  # a plan that could not be read may hang on it
        if at[-1:] in (("per",), ("currency",)) and not self._unread.isdisjoint(("drivers", "exchange")):
            return True
        if self._knows_too_little_of("criteria") and (about_ratings or at[0] in _ABOUT_CRITERIA):
            return True
        if at == ("weights",):
            stated = self.place.root.find(at)[1] > 0
            return not stated and self.place.touches_fault(("weight_uncertainty",))
        if about_ratings:
            return at[3] in self.shapeless
        if at[:1] == ("readiness",):
            return self._names_a_faulty_option(at)
        if at[0] in ("evaluations", "consensus"):
            named = ("criteria", "options", *(["evaluations"] if "dissent" in at else []))
            return any(self.place.touches_fault((name,)) for name in named)
        if at == ("decision", "chosen"):
            return self._is_an_option_of_the_file(self.place.root.find(at)[0].value)
        if at[-1] == "when" or at[:2] == ("outcome", "ratings"):
            return any(self.place.touches_fault((name,)) for name in ("criteria", "options"))
        return at[2:3] == ("requirements",) and self._knows_too_little_of("requirements")

    def _names_a_faulty_option(self, at: Keys) -> bool:
        """Whether what leads to an option of readiness leads to one that is there, though too faulty to be read."""
        about_a_cause, about_a_condition = at[1] == "causes" and at[3:] != (), at[-1] == "option"
        if not (about_a_cause or about_a_condition):
            return False
        named = at[3] if about_a_cause else self.place.root.find(at)[0].value
        return self._is_an_option_of_the_file(named)

    def _is_an_option_of_the_file(self, named: Any) -> bool:
        return str(named) in self.place.root.find(("options",))[0].keys

    def _knows_too_little_of(self, what: str) -> bool:
        """Whether a file that the scenario takes its criteria or requirements from could not be used."""
        return self.place.touches_fault((what, "use"))

    def _place_of(self, at: Keys) -> Keys:
        """`at`, or where the file says otherwhere what it is about: a weight, or a figure that came."""
        if at[:2] == ("outcome", "ratings"):
            return self.figure_places.get(str(at[2]), at)
        if at[:1] == ("weights",) and len(at) == 2 and self.place.root.find(at)[1] < len(at):
            first, *below = str(at[1]).split(".")
            keys = ("criteria", first, *(key for part in below for key in ("parts", part)), "weight")
            if self.place.root.find(keys)[1] == len(keys):
                return keys
        return at
