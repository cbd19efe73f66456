"""The files that can be taken away, each with what it holds and whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from decision.analysis.stopping import StoppedError, go_on
from decision.model.scenario import Scenario
from decision.outputs.words.scoring import headline
from decision.ui.frame.saving import file_stem, save_button
from decision.ui.frame.text import escape, label
from decision.ui.session.bounds import draws_on_pages
from decision.ui.session.sensitivities import sensitivity_of
from decision.ui.session.simulations import evaluated, simulated
from decision.ui.session.visitors import visitor, work_for
from decision.ui.session.work import Work

if TYPE_CHECKING:
    from decision.outputs.files.export import Figures


@dataclass(frozen=True)
class _File:
    """One way to write the comparison: what it is called, its ending, what it is on the web, and for which locale."""

    name: str
    ending: str
    mime: str
    locale: str | None = None


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SPREADSHEET = (
    "The comparison with live formulas: change a weight, a rating, a requirement or a cost there, and scores and ranks "
    "follow. Reasons and evidence, costs by year, charts, how sure it is, switching points, forms for evaluators and a "
    "check of every formula have sheets of their own."
)
_PROGRAM = (
    "One row for each criterion and each requirement: for every option the rating, the estimate as it was given, "
    "value, points, evidence and reason, with all digits. The second form is for spreadsheets that write 4,5."
)
_TEXT = "Who leads and how sure that is, the comparison, what would change it, reasons and requirements, as text."
_GROUPS = (
    ("For a spreadsheet", _SPREADSHEET, (_File("Excel", ".xlsx", _WORKBOOK),)),
    (
        "For a program",
        _PROGRAM,
        (_File("CSV", ".csv", "text/csv"), _File("CSV with decimal commas", "-decimal-commas.csv", "text/csv", "de")),
    ),
    ("For a page or a pull request", _TEXT, (_File("Markdown", ".md", "text/markdown"),)),
)


def answer(work: Work) -> None:
    """What all the files say, and what they are of."""
    sentence = headline(evaluated(work.scenario_in_force))
    st.html(
        '<div class="answer small"><p class="question">What do people who were not in the room need?</p>'
        f"<h1>{escape(sentence)}</h1><p>Every file here is of the decision as it stands now, and bears its "
        "fingerprint.</p></div>"
    )


def files(work: Work) -> None:
    """Every file; each is made when it is asked for."""
    with st.container(key="exports"):
        fewer = _fewer_draws(work.scenario_in_force)
        if fewer:
            st.html(f'<p class="note">{escape(fewer)}</p>')
        for title, holds, kinds in _GROUPS:
            with _part(title, holds):
                for each in kinds:
                    _download(work, each)
        with _part("The decision itself", _decision_holds(work)):
            save_button(work, "save_here")


def _part(title: str, holds: str) -> st.delta_generator.DeltaGenerator:
    """What a file is for and what it holds; gives the row in which its buttons stand."""
    st.html(f'<h2>{escape(title)}</h2><p class="note">{escape(holds)}</p>')
    return st.container(horizontal=True, gap="small")


def _decision_holds(work: Work) -> str:
    out = bool(work.left_out_options or work.left_out_criteria)
    without = " What is left out for now is in it: no file holds a what-if." if out else ""
    return (
        "Criteria, options, ratings, weights and requirements, to keep under version control and to open here again. "
        f"Comments and layout of the file it came from stay as they are.{without}"
    )


def _download(work: Work, each: _File) -> None:
    st.download_button(
        label(each.name),
        _export(work.scenario_in_force, each),
        file_stem(work) + each.ending,
        each.mime,
        key=f"export{each.ending}",
        on_click="ignore",
        icon=":material/download:",
    )


def _fewer_draws(scenario: Scenario) -> str:
    """What files made here leave to the command line; empty where that is nothing."""
    draws = draws_on_pages(scenario)
    if draws >= scenario.simulation.draws:
        return ""
    return (
        f"Files made here rest on {draws:,} draws, as the pages do. The file asks for {scenario.simulation.draws:,}: "
        "the command line takes as many, python -m decision export FILE --to OUT."
    )


def _export(scenario: Scenario, each: _File) -> Callable[[], bytes]:
    session = visitor()

    def make() -> bytes:
        from decision.files.enclosure import enclosure_text
        from decision.outputs.files.export import FileForm, export, form_for

        ending = f".{each.ending.rpartition('.')[2]}"
        try:
            with work_for(session):
                figures = _figures(scenario)
                go_on()
                form = form_for(ending)
                encloses = isinstance(form, FileForm) and form.encloses
                enclosed = enclosure_text(scenario, form.name, ending, *_made_as(figures)) if encloses else ""
                return export(scenario, ending, each.locale, figures, enclosed=enclosed)
        except StoppedError:
            return b""  # whom it was for has left

    return make


def _made_as(figures: Figures) -> tuple[dict[str, str], int | None]:
    """What to tell beside a decision, so that these figures can be worked out again: what is not there, and draws."""
    asked = {"missing": figures.missing} if figures.missing else {}
    return asked, None if figures.simulation is None else figures.simulation.draws


def _figures(scenario: Scenario) -> Figures:
    """What pages show, so that a file says the same."""
    from decision.outputs.files.export import Figures

    if not scenario.ranked_options:
        return Figures(evaluated(scenario), None, None)
    result = simulated(scenario, "file")
    if isinstance(result, str):
        return Figures(evaluated(scenario), None, None, f"How sure this is cannot be said. {result}")
    change = sensitivity_of(scenario)
    if isinstance(change, str):
        return Figures(evaluated(scenario), result, None, f"What would change it is not in here. {change}")
    return Figures(evaluated(scenario), result, change)
