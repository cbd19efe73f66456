"""Rules about what the decision rests on: reasons, requirements and the age of evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from decision.analysis.sensitivity.decisive_ratings import DecisiveRating, decisive_ratings
from decision.gate.case import Case
from decision.gate.finding import Found, Keys
from decision.model.errors import listed
from decision.model.estimate import Unknown
from decision.model.evidence_ranges import evidence_counted
from decision.model.open_ratings import is_open
from decision.model.rating import Evidence, Rating
from decision.outputs.words.figures import rating
from decision.outputs.words.scoring import open_requirements


def ratings_have_reasons(case: Case) -> Iterator[Found]:
    """Every rating that could change the leader has a reason, and more behind it than an assumption."""
    cells = {
        (option.id, path): option.ratings[path]
        for option in case.scenario.ranked_options
        for path in case.scenario.leaves
    }
    doubtful = {cell: said for cell, said in cells.items() if _is_doubtful(said)}
    for each in decisive_ratings(case.standing, doubtful) if doubtful else ():
        said = doubtful[each.option, each.criterion]
        could = f"{case.cell(each.option, each.criterion)} {_could(case, each)}"
        at = rating_keys(each.option, each.criterion)
        if isinstance(said.estimate, Unknown):
            yield Found(at, f"{could}, and nobody knows it yet", "find it out, or decide knowing that it is open")
        elif not said.because.strip():
            yield Found(
                at, f"{could}, and has no reason", "say why it is so under because, and how it is known under evidence"
            )
        else:
            known = "rests on an assumption" if said.evidence else "says no evidence, so it counts as an assumption"
            yield Found(at, f"{could}, and {known}", "find out more, and say how it is known under evidence")


def _is_doubtful(said: Rating) -> bool:
    """Whether a rating has no reason, or only an assumption behind it; what is open has no more."""
    return (
        isinstance(said.estimate, Unknown) or not said.because.strip() or evidence_counted(said) is Evidence.ASSUMPTION
    )


def _could(case: Case, each: DecisiveRating) -> str:
    """``could change the leader (…)``: at what figure, and who then leads."""
    leaf = case.scenario.leaves[each.criterion]
    end = rating(each.end, leaf, case.scenario.currency)
    return f"could change the leader ({case.names[each.to]} would draw level or lead at {end})"


def requirements_are_shown(case: Case) -> Iterator[Found]:
    """Of every option that is not excluded it is shown that it meets each requirement."""
    missing = open_requirements(case.scenario)
    for option in case.scenario.ranked_options:
        ids = missing[option.id]
        if not ids:
            continue
        stated = [id for id in ids if id in option.requirements]
        at: Keys = ("options", option.id, "requirements", *stated[:1])
        count = "a requirement" if len(ids) == 1 else f"{len(ids)} requirements"
        yield Found(
            at,
            f"{case.names[option.id]} has not yet shown {count}: {listed(ids)}",
            "ask for what would show it, and say pass or fail under requirements",
        )


def evidence_is_recent(case: Case) -> Iterator[Found]:
    """What each rating rests on is not older than its limit, by the day it is of.

    A rating that says no day is as old as the file does: by its `date`, else by the day of the recorded decision.
    Ratings that are open rest on nothing, and those of excluded options decide nothing.
    """
    limit = case.evidence_age_days
    if limit is None:
        return
    oldest = case.asked.today - datetime.timedelta(days=limit)
    undated = []
    for option in case.scenario.ranked_options:
        for path in case.scenario.leaves:
            day = option.ratings[path].evidence_on
            if is_open(case.scenario, option.id, path):
                continue
            if day is None:
                undated.append(case.cell(option.id, path))
            elif day < oldest:
                yield Found(
                    (*rating_keys(option.id, path), "evidence_on"),
                    f"what {case.cell(option.id, path)} rests on is of {_ago(case, day)}; {limit:,} days are allowed",
                    "look at it again, and say the new day under evidence_on",
                )
    if undated:
        yield from _of_undated(case, undated, oldest, limit)


def _of_undated(case: Case, undated: list[str], oldest: datetime.date, limit: int) -> Iterator[Found]:
    """What is found of the ratings that say no day of their own, all at once: they are as old as the file says."""
    of = f"{undated[0]}" if len(undated) == 1 else f"{len(undated)} ratings, the first of them {undated[0]},"
    says = "says" if len(undated) == 1 else "say"
    remedy = "say under evidence_on from when each is, as it is looked at again"
    found = _day_of_the_file(case)
    if found is None:
        yield Found(("options",), f"{of} {says} no day that the evidence is of, and the file has no date", remedy)
        return
    day, keys = found
    if day < oldest:
        yield Found(
            keys,
            f"{of} {says} no day that the evidence is of, and the file is of {_ago(case, day)}; "
            f"{limit:,} days are allowed",
            remedy,
        )


def _day_of_the_file(case: Case) -> tuple[datetime.date, Keys] | None:
    """The day by which ratings without one are dated, and where it stands."""
    if case.scenario.date is not None:
        return case.scenario.date, ("date",)
    decision = case.scenario.decision
    return None if decision is None or decision.on is None else (decision.on, ("decision", "on"))


def _ago(case: Case, day: datetime.date) -> str:
    return f"{day}, {(case.asked.today - day).days:,} days ago"


def rating_keys(option: str, path: str) -> Keys:
    """What leads to a rating in a file."""
    return ("options", option, "ratings", *path.split("."))
