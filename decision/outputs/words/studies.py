"""What a study before deciding is worth, in sentences."""

from __future__ import annotations

from decision.analysis.sensitivity.sample_information import Study, StudyWorth
from decision.model.scenario import Scenario
from decision.outputs.words.figures import money, percent
from decision.outputs.words.scoring import criterion_name, listed, short_names
from decision.outputs.words.shared_inputs import shared_name
from decision.outputs.words.simulation import futures

_SHOWN = 0.005  # points of worth below which nothing would be shown
_NAMED = 3  # ratings of a study that are named one by one
STUDY_NAMES = {"reference": "A round of reference calls", "demo": "A demo", "pilot": "A pilot"}
ALL_LEFT = "tells nothing that is not known already"


def what_is_studied(scenario: Scenario, study: Study) -> str:
    """What a study is about: ``Extend's Fit``, ``all of Extend``, ``Fit of all options``, ``Active patients``."""
    if study.shared:
        name = shared_name(scenario, study.shared)
        return f"{name} in year 1" if study.shared.endswith(".now") else name
    names, ranked = short_names(scenario.options), [option.id for option in scenario.ranked_options]
    cells, leaves = set(study.cells), list(scenario.leaves)
    options, paths = [*dict.fromkeys(o for o, _ in study.cells)], [*dict.fromkeys(p for _, p in study.cells)]
    if len(options) == 1 and len(leaves) > 1 and cells == {(options[0], path) for path in leaves}:
        return f"all of {names[options[0]]}"
    for path in scenario.all_criteria:
        below = [leaf for leaf in leaves if leaf == path or leaf.startswith(f"{path}.")]
        if len(options) == 1 and cells == {(options[0], leaf) for leaf in below}:
            return f"{names[options[0]]}'s {criterion_name(scenario, path)}"
        if len(ranked) > 1 and cells == {(id, leaf) for id in ranked for leaf in below}:
            return f"{criterion_name(scenario, path)} of all options"
    if len(cells) <= _NAMED:
        return listed([f"{names[o]}'s {criterion_name(scenario, p)}" for o, p in study.cells])
    return f"{len(cells)} ratings of {listed([names[o] for o in options])} on {len(paths)} criteria"


def study_worth(scenario: Scenario, worth: StudyWorth) -> str:
    """What a study is worth, whether that is more than it costs, and how often it would change the choice."""
    study = worth.study
    name = "A study" if study.shared else STUDY_NAMES.get(study.name, study.name)
    what = f"{name} of {what_is_studied(scenario, study)}"
    if study.price is not None:
        what += f" for {money(study.price, scenario.currency)}"
    if all(left >= 1 for left in study.left):
        return f"{what} {ALL_LEFT}."
    if worth.points <= 0:
        return f"{what} would be worth nothing: whatever it shows, the choice stays."
    verdict = ""
    if worth.net is not None:
        verdict = ", less than it costs" if worth.net < 0 else ", more than it costs" if worth.net > 0 else ""
    change = f"it would change the choice in {futures(worth.changes)} futures"
    return f"{what} would be worth {worth_of(scenario, worth)}{verdict}: {change}."


def worth_of(scenario: Scenario, worth: StudyWorth) -> str:
    """What a study is worth in money where that can be said, else in points."""
    if worth.money is None:
        return "less than 0.01 points" if 0 < worth.points < _SHOWN else f"{worth.points:.2g} points"
    return money(float(f"{worth.money:.2g}"), scenario.currency)


def quality(study: Study) -> str:
    """What would be left of the spread: what is meant by how good a study is."""
    least, most = min(study.left), max(study.left)
    left = percent(least) if least == most else f"{percent(least)} to {percent(most)}"
    return f"It would leave {left} of today's spread."
