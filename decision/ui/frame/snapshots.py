"""Named snapshots: kept on one click, renamed, restored and deleted."""

from __future__ import annotations

import streamlit as st

from decision.analysis.scoring import Evaluation
from decision.analysis.simulation.result import SimulationResult
from decision.outputs.words.scoring import listed, short_names
from decision.outputs.words.simulation import bare_percent, nothing_varies
from decision.ui.frame.text import label
from decision.ui.session import state
from decision.ui.session.simulations import evaluated, simulated
from decision.ui.session.work import LONGEST_NAME, MOST_SNAPSHOTS, Snapshot, Work

NAME_WIDGET = "snapshot_name:{}"


def snapshot_button(current: Work) -> None:
    """Keep the work as it stands, under a name that says what it says."""
    full = len(current.snapshots) >= MOST_SNAPSHOTS
    st.button(
        "Snapshot",
        icon=":material/photo_camera:",
        type="tertiary",
        key="snapshot",
        help=label(
            f"{MOST_SNAPSHOTS} snapshots are kept, which is as many as there may be. Delete one on Compare first."
        )
        if full
        else "Keep everything as it stands now, to look at side by side on Compare.",
        disabled=full,
        on_click=take,
    )


def take() -> None:
    """Keep the work as it stands."""
    current = state.work()
    name = f"Snapshot {current.next_number} · {_says(current)}"
    state.change(lambda now: now.with_snapshot(name), f"snapshot {current.next_number} taken")
    st.toast(label(f"Snapshot {current.next_number} saved; see Compare."))


def snapshot_rows(current: Work) -> None:
    """Every snapshot with its name to be changed, to be restored or deleted."""
    for each in current.snapshots:
        _row(each)


def chance_of(result: SimulationResult | str, option: str) -> str:
    """In how many of 100 futures an option is best; empty where that cannot be said."""
    if isinstance(result, str) or nothing_varies(result):
        return ""
    return bare_percent(result.option(option))


def _says(current: Work) -> str:
    """Who leads and how surely, in a few words."""
    scenario = current.scenario_in_force
    evaluation: Evaluation = evaluated(scenario)
    if evaluation.leader is None:
        return "no option is ranked"
    names = short_names(scenario.options)
    if len(evaluation.joint_leaders) > 1:
        return f"{listed([names[id] for id in evaluation.joint_leaders])} are level"
    chance = chance_of(simulated(scenario, "stated"), evaluation.leader)
    return f"{names[evaluation.leader]} leads" + (f", {chance} %" if chance else "")


def _row(each: Snapshot) -> None:
    key = NAME_WIDGET.format(each.number)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"snapshot_row:{each.number}"):
        st.text_input(
            label(f"Name of snapshot {each.number}"),
            key=state.as_widget(key, each.name),
            max_chars=LONGEST_NAME,
            on_change=_rename,
            args=(each.number,),
            label_visibility="collapsed",
            width=420,
        )
        st.button(
            "Restore",
            icon=":material/settings_backup_restore:",
            key=f"restore:{each.number}",
            on_click=_restore,
            args=(each,),
            help="Work on from this snapshot. Undo brings back what is here now.",
        )
        st.button(
            "Delete",
            icon=":material/delete:",
            key=f"delete_snapshot:{each.number}",
            on_click=_delete,
            args=(each,),
            help="Undo brings it back.",
        )


def _rename(number: int) -> None:
    told = str(state.told(NAME_WIDGET.format(number)) or "")
    state.change(lambda current: current.renamed(number, told), f"snapshot {number} renamed")


def _restore(each: Snapshot) -> None:
    state.change(lambda current: current.restored(each.number), f"restore {each.name}")


def _delete(each: Snapshot) -> None:
    state.change(lambda current: current.without_snapshot(each.number), f"delete {each.name}")
