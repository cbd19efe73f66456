"""What the page on money shows below its panel: paying back, the scale, lines, and money beside the score."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from decision.analysis.money import CashResult
from decision.analysis.standing import Standing
from decision.analysis.trade_offs import TradeOff, axis_of, has_usual_axes, usual_axes
from decision.model.estimate import Unknown
from decision.model.scenario import Scenario
from decision.outputs.charts.cash_stack import CASH_STACK, cash_stack_data, cash_stack_in_words
from decision.outputs.charts.cheapest_map import CHEAPEST_MAP, cheapest_data, cheapest_in_words
from decision.outputs.charts.option_marks import option_marks
from decision.outputs.charts.trade_off import MOST_NAMED, TRADE_OFF, trade_off_data, trade_off_in_words
from decision.outputs.words.figures import money
from decision.outputs.words.money import (
    line_name,
    missing,
    not_shown,
    paybacks,
    per_unit,
    prices,
    rates,
    turns,
    years_in_words,
)
from decision.outputs.words.scoring import criterion_name, short_names
from decision.outputs.words.simulation import of_futures
from decision.outputs.words.trade_offs import dominated, how_to_read, is_money, step, sureness, worth_most
from decision.ui.frame.blocks import chart, folded, heads, marked, row, sentences, table
from decision.ui.frame.text import escape, label, said
from decision.ui.session import state
from decision.ui.session.money_results import traded
from decision.ui.session.sensitivities import standing_of

ACROSS, UP = "money_across", "money_up"
_MOST_TRADES = 4  # sentences beside the chart that are not folded away
_BETWEEN = " "  # ids of criteria that an axis shows; no id has a blank


def basis(scenario: Scenario, result: CashResult) -> None:
    """What amounts mean, and whose are not there."""
    told = " ".join(filter(None, (prices(result.drawn.basis), rates(result.drawn.basis), not_shown(scenario, result))))
    st.html(f'<p class="note">{escape(told)}</p>')


def paying_back(scenario: Scenario, result: CashResult) -> None:
    """When what costs more at first has cost no more than another option."""
    found = paybacks(scenario, result.present)
    if found:
        st.html("<h2>When has it paid back?</h2>")
        sentences(found, "", "more_paybacks")


def by_scale(scenario: Scenario, result: CashResult) -> None:
    """What each unit of a driver costs, and who is cheapest at which scale."""
    for found in result.cheapest:
        driver = result.drawn.basis.by_id[found.driver]
        title = f"By {driver.name.lower()}"
        with folded(title, turns(scenario, result, found), f"fold_scale_{driver.id}") as unfolded:
            if unfolded:
                st.html(f'<p class="said">{said(per_unit(scenario, result, driver.id))}</p>')
                st.html(
                    '<p class="note">Each colour is where that option is expected to be cheapest; the ring is what we '
                    "expect. A unit costs the present value of all cash over that of all units, over the "
                    f"{years_in_words(result.drawn.basis.years)} of the decision, all as uncertain as it is; the "
                    "table beside the sliders follows them.</p>"
                )
                words = cheapest_in_words(scenario, driver, found)
                chart(cheapest_data(scenario, driver, found), CHEAPEST_MAP, f"scale_{driver.id}", words)


def line_by_line(scenario: Scenario, result: CashResult) -> None:
    """What each line of each plan comes to, and what one plan has and another lacks."""
    asked = missing(scenario, result.missing)
    with folded("Line by line", asked[0] if asked else "What the sums are made of.", "fold_lines_of_cost") as unfolded:
        if unfolded:
            sentences(asked, "Every option has the same lines.", "more_missing")
            st.html('<p class="note">On average, in today’s money. The first lines of a plan are the darkest.</p>')
            words = cash_stack_in_words(scenario, result)
            chart(cash_stack_data(scenario, result, discounted=True), CASH_STACK, "cash_stack", words)
            st.html(_lines(scenario, result))


def _lines(scenario: Scenario, result: CashResult) -> str:
    names, marks = short_names(scenario.options), option_marks(scenario)
    factors, rows = result.drawn.discounts, []
    for id, lines in zip(result.drawn.options, result.drawn.lines, strict=True):
        rows.append(row(marked(marks[id], names[id]), [""] * (len(factors) + 1), "part_head"))
        for each in lines:
            worth = each.mean * factors
            cells = [money(float(x), scenario.currency) if x else "" for x in worth]
            name = escape(line_name(each.component, each.line))
            rows.append(row(name, [*cells, money(float(worth.sum()), scenario.currency)]))
    columns = heads("Line", *(f"year {t}" for t in range(len(factors))), "in all")
    return table("Lines by year, in today's money", columns, "".join(rows))


def totals(scenario: Scenario, result: CashResult) -> None:
    """Both sums of every option as a table, for those who read and print."""
    names, marks = short_names(scenario.options), option_marks(scenario)
    with folded("In figures", "Totals, and the sum by the end of each year.", "fold_totals") as unfolded:
        if not unfolded:
            return
        for title, found in (("In today's money", result.present), ("As it is paid", result.paid)):
            rows = ""
            for each in found.options:
                amounts = [money(each.total[x], scenario.currency) for x in ("p10", "p50", "p80", "p90", "mean")]
                years = [money(float(x), scenario.currency) for x in each.cumulative.p50]
                cells = [*amounts, of_futures(each.p_cheapest), *years]
                rows += row(marked(marks[each.option], names[each.option]), cells)
            years = [f"by year {t}" for t in range(len(result.drawn.discounts))]
            middle = "expected" if found.discounted else "mean"
            columns = heads("Option", "P10", "P50", "P80", "P90", middle, "cheapest in", *years)
            st.html(f"<h3>{escape(title)}</h3>" + table(f"Totals, {title.lower()}", columns, rows))


# --- money beside the score -----------------------------------------------------------------------------------------


def beside_the_score(scenario: Scenario) -> None:
    """Options on two axes: money against the worth of all else, or what else is chosen."""
    standing = standing_of(scenario)
    if not has_usual_axes(standing) or _nothing_is_known(scenario, usual_axes(standing)[0]):
        return
    _beside()


def _nothing_is_known(scenario: Scenario, paths: Sequence[str]) -> bool:
    """Whether nobody has rated any ranked option on these criteria yet, so that nothing can stand beside them."""
    return all(
        isinstance(option.ratings[path].estimate, Unknown) for option in scenario.ranked_options for path in paths
    )


@st.fragment
def _beside() -> None:
    scenario = state.work().scenario_in_force
    standing = standing_of(scenario)
    in_money = is_money(scenario, axis_of(standing, usual_axes(standing)[0]))
    title = "What is more worth paying for?" if in_money else "One thing beside another"
    across, up = _chosen_axes(standing)
    found = traded(scenario, across, up)
    if isinstance(found, str):
        st.html(f"<h2>{title}</h2>")
        st.error(label(found))
        _axes(scenario, across, up)
        return
    best = worth_most(scenario, found)
    more = [*filter(None, (sureness(scenario, found),)), *(step(scenario, found, each) for each in found.steps[:-1])]
    more += dominated(scenario, found)
    st.html(f'<h2>{title}</h2><p class="said">{said(best)}</p>')
    picture, beside = st.columns([8, 4], gap="medium")
    with picture:
        if len(found.points) > MOST_NAMED:
            st.html(_legend(scenario, found))
        chart(trade_off_data(scenario, found), TRADE_OFF, "trade_off", trade_off_in_words(scenario, found))
    with beside:
        if more:
            sentences(more, "", "more_trades", _MOST_TRADES)
        st.html(f'<p class="note">{escape(how_to_read(found))}</p>')
        _axes(scenario, across, up)


def _legend(scenario: Scenario, found: TradeOff) -> str:
    """Which option each letter is, where there are too many for names in the chart."""
    names, marks = short_names(scenario.options), option_marks(scenario)
    each = (f"<li>{marked(marks[point.option], names[point.option])}</li>" for point in found.points)
    return f'<ul class="legend">{"".join(each)}</ul>'


def _chosen_axes(standing: Standing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The criteria of both axes; none for the one that shows what the other does not."""
    usual = usual_axes(standing)
    known = standing.scenario.all_criteria
    across = tuple(path for path in state.remembered(ACROSS, _BETWEEN.join(usual[0])).split(_BETWEEN) if path in known)
    up = tuple(path for path in state.remembered(UP, "").split(_BETWEEN) if path in known)
    return across or usual[0], up


def _axes(scenario: Scenario, across: tuple[str, ...], up: tuple[str, ...]) -> None:
    paths = list(scenario.all_criteria)
    with st.container(key="money_axes"):
        for title, key, widget, shown, hint in (
            ("Across", ACROSS, "money_across_choice", across, "Money"),
            ("Up", UP, "money_up_choice", up, "All that is not across"),
        ):
            st.multiselect(
                label(title),
                paths,
                format_func=lambda path: criterion_name(scenario, path),
                key=state.as_widget(widget, list(shown)),
                placeholder=label(hint),
                on_change=_choose_axis,
                args=(key, widget),
            )


def _choose_axis(key: str, widget: str) -> None:
    state.choose(key, _BETWEEN.join(state.told(widget) or []))
