"""What differs between two works, in words: for the names of changes, and for works side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from decision.model.rating import Rating
from decision.model.requirement import RequirementResult
from decision.model.scenario import Scenario
from decision.outputs.words.figures import VERDICTS, as_typed, estimate_in_words
from decision.outputs.words.scoring import short_names
from decision.ui.session.difference import IN, OUT, Difference
from decision.ui.session.structure_changes import structure_changes
from decision.ui.session.work import Work, alike

LONGEST = 90  # characters of a name
_MOST_NAMED = 2  # differences; more are counted


def differences(before: Work, after: Work) -> tuple[Difference, ...]:
    """Everything of the decision and of what is left out for now in which `after` is not as `before`."""
    titles = before.scenario.title, after.scenario.title
    pieces = alike(before.scenario, after.scenario)
    if not pieces and titles[0] != titles[1]:
        return (Difference("decision", "", "Decision", *titles),)
    title = [Difference("decision", "", "Decision", *titles)] if titles[0] != titles[1] else []
    structure = structure_changes(before.scenario, after.scenario)
    if not pieces:
        return (*title, *structure)
    return (
        *title,
        *_of_weights(before, after),
        *_of_ratings(before.scenario, after.scenario),
        *_of_scales(before.scenario, after.scenario),
        *_of_results(before.scenario, after.scenario),
        *_of_what_is_left_out(before, after),
        *structure,
    )


def entries(before: Work, after: Work) -> tuple[Difference, ...]:
    """What was entered but gives no sound rating or scale yet."""
    found = [
        Difference("entry", f"{option}:{path}", f"{_cell(after.scenario, option, path)}: an entry")
        for option, path in {**before.rating_drafts, **after.rating_drafts}
        if before.rating_drafts.get((option, path)) != after.rating_drafts.get((option, path))
    ]
    found += [
        Difference("entry", path, f"{criterion_name(after.scenario, path)}: an entry")
        for path in {**before.scale_drafts, **after.scale_drafts}
        if before.scale_drafts.get(path) != after.scale_drafts.get(path)
    ]
    return tuple(found)


def in_few_words(found: Sequence[Difference]) -> str:
    """A name for a change, short enough for a tooltip."""
    if not found:
        return "a change"
    if len(found) <= _MOST_NAMED:
        words = ", ".join(map(str, found))
    elif all(each.kind == "weight" for each in found):
        words = f"{len(found)} weights"
    else:
        words = f"{len(found)} changes"
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def preset(before: Work, after: Work) -> str:
    """The name of the weights to begin from that `after` has, of whoever put them there; empty if it has none."""
    known: dict[str, Callable[[], Work]] = {
        "weights of the file": before.with_file_weights,
        "equal weights": before.with_equal_weights,
        **{f"weights of {name}": partial(before.with_view, name) for name in before.scenario.views},
    }
    return next((name for name, make in known.items() if make().points == after.points), "")


def criterion_name(scenario: Scenario, path: str) -> str:
    """The name of a criterion, after those it is a part of: ``Integration: Freshness``."""
    keys = path.split(".")
    return ": ".join(scenario.criterion_names[".".join(keys[: depth + 1])] for depth in range(len(keys)))


# --- parts ----------------------------------------------------------------------------------------------------


def _of_weights(before: Work, after: Work) -> Iterator[Difference]:
    for path, criterion in after.scenario.all_criteria.items():
        if path in after.points:
            was, now = _points(before.points[path]), _points(after.points[path])
        else:
            was, now = (_points(each) for each in (before.scenario.all_criteria[path].weight, criterion.weight))
        if was != now:
            yield Difference("weight", path, criterion_name(after.scenario, path), was, now)


def _points(x: float | None) -> str:
    return "not stated" if x is None else as_typed(round(x, 1))


def _of_ratings(before: Scenario, after: Scenario) -> Iterator[Difference]:
    for old, new in zip(before.options, after.options, strict=True):
        if old is new:
            continue
        for path, rating in new.ratings.items():
            known = old.ratings[path]
            if known == rating:
                continue
            cell = _cell(after, new.id, path)
            if known.estimate != rating.estimate:
                was, now = estimate_in_words(known.estimate), estimate_in_words(rating.estimate)
                yield Difference("rating", f"{new.id}:{path}", f"{cell}:", was, now)
            if (known.evidence, known.evidence_on) != (rating.evidence, rating.evidence_on):
                was, now = _evidence(known), _evidence(rating)
                yield Difference("evidence", f"{new.id}:{path}", f"{cell}: evidence", was, now)
            if (known.because, known.source) != (rating.because, rating.source):
                yield Difference("note", f"{new.id}:{path}", f"{cell}: reason or source")


def _evidence(rating: Rating) -> str:
    day = "" if rating.evidence_on is None else f" of {rating.evidence_on}"
    return f"{rating.evidence or 'not said'}{day}"


def _of_scales(before: Scenario, after: Scenario) -> Iterator[Difference]:
    for path, criterion in after.leaves.items():
        old, new = before.leaves[path].value_function, criterion.value_function
        if old != new:
            assert old is not None and new is not None  # a criterion that is rated has one
            was, now = (f"{as_typed(each.scale.worst)} to {as_typed(each.scale.best)}" for each in (old, new))
            name = f"{criterion_name(after, path)}: scale"
            yield Difference("scale", path, name, was, now) if was != now else Difference("scale", path, name)


def _of_results(before: Scenario, after: Scenario) -> Iterator[Difference]:
    names = short_names(after.options)
    for old, new in zip(before.options, after.options, strict=True):
        for id in {**old.requirements, **new.requirements}:
            was, now = (each.requirements.get(id, RequirementResult()) for each in (old, new))
            about, subject = f"{new.id}:{id}", f"{names[new.id]} {id}"
            if was.verdict != now.verdict:
                yield Difference("requirement", about, subject, VERDICTS[was.verdict], VERDICTS[now.verdict])
            elif was != now:
                yield Difference("note", about, f"{subject}: reason")


def _of_what_is_left_out(before: Work, after: Work) -> Iterator[Difference]:
    names: Mapping[str, str] = short_names(after.scenario.options)
    for option in after.scenario.options:
        if (option.id in before.left_out_options) != (option.id in after.left_out_options):
            yield _left_out(option.id, names[option.id], out=option.id in after.left_out_options)
    for criterion in after.scenario.criteria:
        if (criterion.id in before.left_out_criteria) != (criterion.id in after.left_out_criteria):
            yield _left_out(
                criterion.id, after.scenario.criterion_names[criterion.id], out=criterion.id in after.left_out_criteria
            )


def _left_out(id: str, name: str, *, out: bool) -> Difference:
    return Difference("left out", id, name, *((IN, OUT) if out else (OUT, IN)))


def _cell(scenario: Scenario, option: str, path: str) -> str:
    return f"{short_names(scenario.options)[option]}, {criterion_name(scenario, path)}"
