"""The memo's middle: the result, the decision and why, how sure it is, and what would reverse it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from decision.outputs.charts.common import Row
from decision.outputs.charts.contributions import CONTRIBUTION_BARS, bars_in_words, contribution_bars
from decision.outputs.charts.simulation import SCORE_SPREAD, by_chance, score_spread, spread_in_words
from decision.outputs.charts.tornado import TORNADO, tornado_data, tornado_in_words
from decision.outputs.files.material import Material
from decision.outputs.files.memo.bounds import MOST_BARS, MOST_DRAWN, first_of, first_options, rest_in_words
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paragraph, Picture
from decision.outputs.tables.comparison import OptionColumn
from decision.outputs.tables.decided import decided_table
from decision.outputs.words.figures import points
from decision.outputs.words.information import worth_finding_out
from decision.outputs.words.memo import ONE_LEFT, nothing_decided, were_it_not_out
from decision.outputs.words.record import said_of_choice
from decision.outputs.words.reversals import reversals
from decision.outputs.words.scoring import criterion_name, evidence_summary, headline, short_names
from decision.outputs.words.sensitivity import never_best
from decision.outputs.words.shared_inputs import nearest_shared
from decision.outputs.words.simulation import futures, surety
from decision.outputs.words.switching import nearest_rating, nearest_weight

_MOST_FINDINGS, _MOST_REVERSALS = 3, 3
_MOST_SEGMENTS = 8  # criteria that are named under a chart


def result(material: Material) -> Iterator[Block]:
    """Who leads, the scores, and what they are made of."""
    table, evaluation, simulation = material.table, material.figures.evaluation, material.figures.simulation
    yield Heading("The result")
    yield Paragraph(headline(evaluation, simulation), "lead")
    drawn = simulation is not None and not simulation.certain
    head = ("Option", "Points", "Rank", *(("Best in", "In eight of ten futures") if drawn else ()))
    by_id = {option.id: option for option in table.options}
    rows = tuple(_scores(by_id[each.id], drawn=drawn) for each in first_options(material))
    widths = (4, 1.2, 1, 2.6, 2.6)[: len(head)]
    yield Grid("Points and ranks, best first", head, rows, frozenset(range(1, len(head))), widths)
    if rest := rest_in_words(len(by_id), len(rows)):
        yield Paragraph(rest, "note")
    ids = [each.id for each in first_options(material, MOST_DRAWN)]
    places = {place for place, each in enumerate(evaluation.in_rank_order) if each.id in ids}
    bars = [row for row in contribution_bars(material.scenario, evaluation) if _is_of(row, places)]
    tops = [row.name for row in table.criteria if row.depth == 0 and row.weight > 0]
    segments = ", ".join(tops[:_MOST_SEGMENTS])
    others = "" if len(tops) <= _MOST_SEGMENTS else " and others as in the comparison"
    more = f"Each bar from left to right: {segments}{others}.{_cut(material, len(ids))}"
    yield Picture(CONTRIBUTION_BARS, bars, bars_in_words(evaluation, ids), more, _by_ids(material))
    if table.money:
        yield Paragraph(table.money, "note")


def _scores(option: OptionColumn, *, drawn: bool) -> tuple[str, ...]:
    rank = "out" if option.rank is None else str(option.rank)
    told = (option.name, points(option.score), rank)
    chance = option.chance
    if not drawn or chance is None:
        return told
    best = "" if chance.p_best is None else f"{futures(chance.p_best)} futures"
    return (*told, best, f"{points(chance.p10)} to {points(chance.p90)}")


def _by_ids(material: Material) -> dict[str, str]:
    """Every name that a chart may have, with the id that stands for it where its letters cannot be drawn."""
    scenario = material.scenario
    found = {name: path for path, name in scenario.criterion_names.items()}
    found |= {criterion_name(scenario, path): path for path in scenario.all_criteria}
    found |= {driver.name: driver.id for driver in scenario.drivers}
    for names in (short_names(scenario.options), {each.id: each.name for each in scenario.options}):
        found |= {name: id for id, name in names.items()}
    return found


def _is_of(row: Row, places: Collection[int]) -> bool:
    """Whether a row of a chart is of an option at one of these places, or of the chart as a whole."""
    return row["place"] in places or row["kind"] == "axis"


def _cut(material: Material, drawn: int) -> str:
    """That a chart does not have all options, where it does not."""
    count = len(material.scenario.options)
    return f" {drawn} of {count} options are drawn." if count > drawn else ""


def decision(material: Material) -> Iterator[Block]:
    """What was decided, by whom and why, and what speaks against it."""
    scenario, figures = material.scenario, material.figures
    yield Heading("The decision, and why")
    told = decided_table(scenario)
    if told is None or scenario.decision is None:
        yield Paragraph(nothing_decided(scenario, figures.evaluation))
        return
    first, *others = told.sentences
    yield Paragraph(first, "lead")
    if others:
        yield Paragraph(" ".join(others))
    against = said_of_choice(scenario, scenario.decision.chosen, figures.evaluation, figures.simulation)
    if against:
        yield Paragraph("What speaks against it as things stand:")
        yield Bullets(tuple(against))


def how_sure(material: Material) -> Iterator[Block]:
    """How often which option is best, what the ratings rest on, and what to look at again."""
    figures, table = material.figures, material.table
    yield Heading("How sure this is")
    if figures.simulation is None:
        yield Paragraph(figures.missing or "No option can be chosen, so there is nothing to be sure of.")
    else:
        yield Paragraph(surety(figures.simulation, figures.evaluation.joint_leaders))
    yield Paragraph(evidence_summary(material.scenario))
    if figures.simulation is not None and not figures.simulation.certain:
        order = by_chance(figures.simulation)
        ids = [each.id for each in first_of(material, order, [each.id for each in order], MOST_DRAWN)]
        places = {place for place, each in enumerate(order) if each.id in ids}
        spread = [row for row in score_spread(material.scenario, figures.simulation) if _is_of(row, places)]
        words = spread_in_words(figures.simulation, ids)
        yield Picture(SCORE_SPREAD, spread, words, _cut(material, len(ids)).strip(), _by_ids(material))
    if table.look_again:
        yield Paragraph("What to look at again before relying on this:")
        more = len(table.look_again) - _MOST_FINDINGS
        told = (f"And {more} more, which the comparison lists.",) if more > 0 else ()
        yield Bullets((*table.look_again[:_MOST_FINDINGS], *told))


def what_would_reverse_it(material: Material) -> Iterator[Block]:
    """The nearest changes that put another option first, what was said would reopen it, and what to find out."""
    scenario, found = material.scenario, material.figures.sensitivity
    yield Heading("What would reverse it")
    decided = decided_table(scenario)
    if decided is not None and decided.triggers:
        rows = tuple((each.trigger.say, each.condition, each.now, each.state) for each in decided.triggers)
        head = ("What would reopen the decision", "Condition", "Now", "Met")
        yield Grid("What was said would reopen the decision", head, rows, frozenset({2}), (4, 3, 1.6, 1.4))
    if found is None:
        yield Paragraph(material.figures.missing or "Nothing leads, so nothing can be reversed.")
        return
    nearest = [
        nearest_weight(scenario, found, typed=False),
        nearest_rating(scenario, found),
        nearest_shared(scenario, found),
    ]
    if found.runner_up is not None:
        nearest += reversals(scenario, found).get(found.runner_up, [])[:_MOST_REVERSALS]
    nearest += never_best(scenario, found)[:_MOST_REVERSALS]
    told = tuple(dict.fromkeys(filter(None, nearest)))
    if told:
        yield Bullets(told)
    else:
        yield Paragraph(ONE_LEFT)
    widest = replace(found, tornado=found.tornado[:MOST_BARS])
    bars = tornado_data(material.standing, widest)
    if bars:
        yield Picture(TORNADO, bars, tornado_in_words(scenario, widest), stand_ins=_by_ids(material))
    yield Paragraph(worth_finding_out(scenario, found))
    yield from (Paragraph(said) for said in were_it_not_out(scenario, material.figures.evaluation))
