"""What more than half of a room say of a requirement, taken over into the decision: one change, that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from decision.model.errors import DecisionError
from decision.model.requirement import RequirementResult, Verdict
from decision.model.scenario import Scenario
from decision.outputs.words.figures import VERDICTS
from decision.outputs.words.rooms import what_of
from decision.room.gathered import Lying
from decision.room.questions import parts_of
from decision.room.store import HostRoom
from decision.ui.frame.blocks import sentences
from decision.ui.room.hosting import WIDGET, about_another, attempt
from decision.ui.session import state
from decision.ui.session.restructuring import restructured


def taking_verdicts(host: HostRoom, lies: Sequence[Lying], number: int) -> None:
    """Which results the decision would have from now on; where no more than half agree, it keeps its own."""
    scenario = state.work().scenario
    changes = changed_results(scenario, lies)
    nothing = "Nothing to take over: the decision says already what more than half say, or no more than half agree."
    sentences(
        [_told(state.work().scenario, of, result) for of, result in changes.items()], nothing, f"{WIDGET}verdicts"
    )
    if changes:
        st.button(
            "Take over what more than half say",
            key=f"{WIDGET}take:{number}",
            help="One change, that Undo takes back",
            on_click=attempt,
            args=(_take, host, lies),
        )


def changed_results(scenario: Scenario, lies: Sequence[Lying]) -> Mapping[str, RequirementResult]:
    """By item, the results that differ from those of the decision: what more than half of those who judged say."""
    known = {each.id for each in scenario.requirements}
    options = {each.id: each for each in scenario.options}
    found = {}
    for each in lies:
        option, requirement = parts_of(each.item)
        said = next((verdict for verdict, count in each.verdicts.items() if 2 * count > each.answered), None)
        if said is None or option not in options or requirement not in known:
            continue
        now = options[option].requirements.get(requirement, RequirementResult())
        if now.verdict is not Verdict(said):
            because = f"{each.verdicts[said]} of {each.answered} people in a room said so."
            found[each.item] = RequirementResult(Verdict(said), because)
    return found


def with_results(scenario: Scenario, lies: Sequence[Lying]) -> Scenario:
    """The decision with those results."""
    for item, result in changed_results(scenario, lies).items():
        scenario = scenario.with_requirement_result(*parts_of(item), result)
    return scenario


def _take(host: HostRoom, lies: Sequence[Lying]) -> None:
    if why := about_another(host.scenario):
        raise DecisionError(why)
    edit = partial(with_results, lies=lies)
    state.change(partial(restructured, edit=edit), "Take over the room's requirements")


def _told(scenario: Scenario, item: str, result: RequirementResult) -> str:
    option, requirement = parts_of(item)
    now = scenario.option(option).requirements.get(requirement, RequirementResult())
    name = what_of(scenario, item.replace("/", ".", 1))[0]
    return f"{name}: {VERDICTS[result.verdict]}, not {VERDICTS[now.verdict]} as now. {result.because}"
