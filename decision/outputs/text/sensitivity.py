"""What would change the answer, as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.tornado import TornadoBar
from decision.model.open_ratings import is_open
from decision.model.scenario import Scenario
from decision.outputs.text.layout import heading, one_line, table, wrapped
from decision.outputs.text.scoring import who_is_who
from decision.outputs.words.figures import number, percent, points, rating
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.scoring import criterion_name
from decision.outputs.words.sensitivity import (
    dominance,
    findings,
    in_order_of_asking,
    is_still_open,
    names_of,
    nearest_weight,
    never_best,
    reversals,
    verdict,
    worth_finding_out,
    worth_in_words,
    worth_label,
)

_BARS, _WORTHS, _SHARES = 10, 5, 5  # rows shown of a long list
_NAME, _CELL, _LABEL, _HEAD = (
    34,
    44,
    60,
    18,
)  # columns before a name, of a criterion and so on, goes on in the next line
_SHOWN = 0.005


def sensitivity_text(scenario: Scenario, result: SensitivityResult) -> str:
    """What would change the answer: sentences first, then the tables they come from."""
    head = " ".join(each for each in (verdict(scenario, result), nearest_weight(scenario, result)) if each)
    blocks = [one_line(result.title), one_line(head), *who_is_who(scenario.options), *_sections(scenario, result)]
    blocks.append(
        f"{result.draws:,} draws from seed {result.seed}; points of 100. "
        f"Fingerprint {result.fingerprint[:12]}, Trilemma {result.version}."
    )
    return "\n\n".join(blocks) + "\n"


def _sections(scenario: Scenario, result: SensitivityResult) -> Iterator[str]:
    if result.runner_up is not None:
        yield _block("Weights: the leader stays first", _weights(scenario, result))
        ratings = _ratings(scenario, result)
        if len(ratings) > 1:
            yield _block("Ratings at which the leader changes", ratings)
    if result.tornado:
        yield _block("The leader's margin at the P10 and P90 of each input", _tornado(scenario, result))
    for sentences in reversals(scenario, result).values():
        yield "\n".join(one_line(sentence) for sentence in sentences)
    yield one_line(worth_finding_out(scenario, result))
    worths = _worths(scenario, result)
    if len(worths) > 1:
        yield _block("Worth finding out, at most", worths)
    shares = _variance(scenario, result)
    if len(shares) > 1:
        yield _block("What the spread of the margin comes from", shares)
    notes = [*dominance(scenario, result), *never_best(scenario, result), *findings(scenario, result)]
    if notes:
        yield "\n".join(one_line(note) for note in notes)


def _block(title: str, rows: list[list[str]]) -> str:
    return f"{title}\n{table(rows)}"


def _weights(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    names = names_of(scenario)
    rows = [["", "now", "from", "below", "to", "above", "type"]]
    for each in result.weights:
        typed = [number(x) for x in (each.low_points, each.high_points) if x is not None]
        rows.append(
            [
                wrapped(criterion_name(scenario, each.criterion), _NAME),
                f"{100 * each.weight:.1f} %",
                f"{100 * each.low:.1f} %",
                heading(names[each.low_to], _HEAD) if each.low_to else "",
                f"{100 * each.high:.1f} %",
                heading(names[each.high_to], _HEAD) if each.high_to else "",
                " or ".join(typed),
            ]
        )
    return rows


def _ratings(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    names = names_of(scenario)
    rows = [["", "expected", "switch at", "to"]]
    for each in result.ratings:
        if each.switch is None or each.to is None:
            continue
        leaf = scenario.leaves[each.criterion]
        now, at = (rating(x, leaf, scenario.currency) for x in (each.rating, each.switch))
        now = OPEN if is_open(scenario, each.option, each.criterion) else now
        rows.append(
            [wrapped(_cell(scenario, each.option, each.criterion), _CELL), now, at, heading(names[each.to], _HEAD)]
        )
    return rows


def _tornado(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    names = names_of(scenario)
    rows = [["", "P10", "P90", "margin", "margin", "then first"]]
    for bar in result.tornado[:_BARS]:
        then = [names[id] for id in dict.fromkeys((bar.leader_low, bar.leader_high)) if id != result.leader]
        low, high = (_level(scenario, bar, x) for x in (bar.low, bar.high))
        label = wrapped(_cell(scenario, bar.option, bar.criterion), _CELL)
        first = heading(" or ".join(then), _HEAD)
        rows.append([label, low, high, points(bar.margin_low), points(bar.margin_high), first])
    return rows


def _level(scenario: Scenario, bar: TornadoBar, x: float) -> str:
    return percent(x) if bar.option is None else rating(x, scenario.leaves[bar.criterion], scenario.currency)


def _worths(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    known = result.information
    rows = [["", "worth"]]
    cells = in_order_of_asking(scenario, known.by_cell)
    for worth in (*cells[:_WORTHS], *known.by_criterion, *known.by_option):
        if worth.points >= _SHOWN:
            label = f"{worth_label(scenario, worth)}{', still open' if is_still_open(scenario, worth) else ''}"
            rows.append([wrapped(label, _LABEL), worth_in_words(result, worth)])
    return rows


def _variance(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    rows = [["", "alone", "in all"]]
    for share in sorted(result.variance.inputs, key=lambda each: -each.first)[:_SHARES]:
        label = "The weights"
        if share.option is not None and share.criterion is not None:
            label = _cell(scenario, share.option, share.criterion)
        rows.append([wrapped(label, _CELL), percent(share.first), "" if share.total is None else percent(share.total)])
    return rows


def _cell(scenario: Scenario, option: str | None, path: str) -> str:
    """A rating, or where there is no option, a weight."""
    criterion = criterion_name(scenario, path)
    return f"Weight of {criterion}" if option is None else f"{names_of(scenario)[option]}: {criterion}"
