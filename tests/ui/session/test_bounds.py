"""What pages take, and what they say where a decision asks for more."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import decision
from decision.analysis import stopping
from decision.files.faults import FileError
from decision.files.reader import read_scenario
from decision.model.contents import Simulation
from decision.model.scenario import Scenario
from decision.outputs.panel.payload import LIVE_DRAWS, MOST_LIVE_NUMBERS, live_values
from decision.ui.session import sensitivities, simulations, visitors
from decision.ui.session.bounds import MOST_NUMBERS, MOST_RATINGS, draws_on_pages, ratings_of, too_large
from decision.ui.session.simulations import drawn_values, simulated
from decision.ui.session.work import Origin, opened
from decision.ui.storage.scenario_folder import uploaded
from decision.ui.take_away import making
from decision.ui.take_away.files import fewer_draws
from decision.ui.take_away.making import Made
from decision.ui.take_away.offers import offers
from tests.ui.conftest import ROOT

EXAMPLE = decision.load(ROOT / "scenarios" / "health-centre-portal.yaml")
GREEDY = replace(EXAMPLE, simulation=Simulation(draws=1_000_000_000, seed=7))


def yaml_of(options: int, criteria: int, draws: int = 100_000) -> bytes:
    lines = ["format: 1", "title: Large", "criteria:"]
    lines += [f"  c{k}: {{worst: 0, best: 10, weight: 1}}" for k in range(criteria)]
    lines.append("options:")
    ratings = ", ".join(f"c{k}: {{low: {k % 4}, high: {5 + k % 5}}}" for k in range(criteria))
    lines += [f"  o{m}: {{ratings: {{{ratings}}}}}" for m in range(options)]
    return "\n".join([*lines, f"simulation: {{draws: {draws}}}"]).encode()


def large(options: int, criteria: int, draws: int = 100_000) -> Scenario:
    return read_scenario(yaml_of(options, criteria, draws), "large.yaml")


def test_an_ordinary_decision_gets_what_it_asks_for() -> None:
    assert too_large(EXAMPLE) == ""
    assert draws_on_pages(EXAMPLE) == EXAMPLE.simulation.draws


def test_a_file_that_asks_for_more_draws_than_pages_take_gets_as_many_as_they_do() -> None:
    result = simulated(GREEDY, "stated")
    assert not isinstance(result, str)
    assert result.draws == draws_on_pages(GREEDY) == 100_000


@pytest.mark.parametrize(("options", "criteria"), [(30, 100), (2, 500), (3, 6), (10, 50)])
def test_what_is_drawn_for_a_page_fits_in_memory(options: int, criteria: int) -> None:
    scenario = large(options, criteria, draws=1_000_000_000)
    assert ratings_of(scenario) <= MOST_RATINGS
    assert 1000 <= draws_on_pages(scenario) <= MOST_NUMBERS // ratings_of(scenario)


def test_the_panel_of_a_large_decision_is_sent_as_many_draws_as_fit() -> None:
    scenario = large(10, 60)
    values = live_values(scenario, drawn_values(scenario))
    assert values.size <= MOST_LIVE_NUMBERS
    assert values.shape[2] < LIVE_DRAWS
    assert live_values(EXAMPLE, drawn_values(EXAMPLE)).shape[2] == LIVE_DRAWS


def test_what_is_too_large_for_pages_is_told_with_the_way_out() -> None:
    uploaded(yaml_of(30, 100), "fits.yaml")
    with pytest.raises(FileError) as error:
        uploaded(yaml_of(30, 101), "large.yaml")
    assert str(error.value) == (
        "large.yaml:1:1: file: 30 options on 101 criteria make 3,030 ratings, and pages show at most 3,000; split it, or "
        "use the command line: python -m decision evaluate FILE, and simulate, sensitivity, export"
    )


def file_of(scenario: Scenario, key: str) -> Made:
    """The file that a page would make of `scenario`."""
    offer = next(each for each in offers(scenario) if each.key == key)
    return making._made_now(opened(scenario, Origin("x.yaml")), offer, "now", lambda _, __: None)


# --- files made on a page -----------------------------------------------------------------------------------


def sentence_of(made: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    return " ".join(str(cell.value) for row in sheet.iter_rows(max_row=12) for cell in row if cell.value)


def test_a_file_made_on_a_page_says_what_the_page_says() -> None:
    made = file_of(GREEDY, "table.md").content.decode()
    result = simulated(GREEDY, "file")
    assert not isinstance(result, str)
    assert f"{result.draws:,} draws" in made
    assert "100,000 draws" in fewer_draws(GREEDY)
    assert "The file asks for 1,000,000,000" in fewer_draws(GREEDY)
    assert fewer_draws(EXAMPLE) == ""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No piece of work may take any time, and nothing is known yet."""
    monkeypatch.setattr(stopping, "EVERY", 0.0)
    for shared in (sensitivities._RESULTS, simulations._RESULTS, simulations._DRAWN):
        shared.clear()


def test_a_file_says_what_it_does_not_tell_because_it_took_too_long(
    impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        with stopping.stoppable(lambda: True, within=0.001):
            time.sleep(0.002)
            stopping.go_on()

    monkeypatch.setattr(sensitivities, "sensitivity", slow)
    made = sentence_of(file_of(EXAMPLE, "table.xlsx").content)
    assert "What would change it is not in here. This takes longer than the 0.001 seconds" in made
    assert "futures" in made  # what did not take too long is there


def test_nothing_is_made_for_who_has_left(impatient: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "RETURNS_WITHIN", 0.0)
    made = file_of(EXAMPLE, "table.xlsx")
    assert (made.content, made.problem) == (b"", "The work was stopped, for nobody waits for it any more.")


def test_a_tampered_file_of_kept_work_does_not_bring_what_is_too_large(kept_work: Path) -> None:
    from decision.ui.session.work import Origin, opened
    from decision.ui.storage.work_file import Writer
    from decision.ui.storage.work_folder import WorkFolder, new_token
    from tests.ui.storage.test_share_link import visit

    token = new_token()
    WorkFolder(kept_work).write(token, Writer().text(opened(large(30, 120), Origin("x.yaml"))))
    app = visit(w=token)
    assert "make 3,600 ratings, and pages show at most 3,000" in " ".join(each.value for each in app.get("html"))
