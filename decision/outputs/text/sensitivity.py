"""What would change the answer, as plain text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from decision.analysis.sensitivity.sensitivity import SensitivityResult
from decision.analysis.sensitivity.switching import WeightSwitch
from decision.analysis.sensitivity.tornado import TornadoBar
from decision.model.open_ratings import is_open
from decision.model.plan_basis import is_shared
from decision.model.scenario import Scenario
from decision.outputs.text.layout import heading, one_line, table, wrapped
from decision.outputs.text.scoring import who_is_who
from decision.outputs.words.figures import number, percent, points, rating
from decision.outputs.words.information import (
    in_order_of_asking,
    is_still_open,
    worth_finding_out,
    worth_in_words,
    worth_label,
)
from decision.outputs.words.open_ratings import OPEN
from decision.outputs.words.reversals import SHIFT, reversals
from decision.outputs.words.scoring import criterion_name, names_of
from decision.outputs.words.sensitivity import dominance, findings, never_best, verdict
from decision.outputs.words.shared_inputs import main_figure, shared_figure, shared_name, shared_switches_in_words
from decision.outputs.words.switching import nearest_weight
from decision.outputs.words.thresholds import points_threshold, rating_threshold
from decision.outputs.words.weights import tenths_of_percent

_BARS, _WORTHS, _SHARES = 10, 5, 5  # rows shown of a long list
_NAME, _CELL, _LABEL, _HEAD = (
    34,
    44,
    60,
    18,
)  # columns before a name, of a criterion and so on, goes on in the next line
_SHOWN = 0.005
_ALIKE = 1e-9


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
        yield _block("Where the leader stays first, as one weight moves", _weights(scenario, result))
        ratings = _ratings(scenario, result)
        if len(ratings) > 1:
            yield _block("Ratings at which the leader changes", ratings)
    if result.shared:
        yield "\n".join(one_line(sentence) for sentence in shared_switches_in_words(scenario, result))
    if result.tornado:
        yield _block("The lead, in points, with one figure at its P10 and at its P90", _tornado(scenario, result))
    turned = reversals(scenario, result)
    for sentences in turned.values():
        yield "\n".join(one_line(sentence) for sentence in sentences)
    if any("a shift of" in sentence for sentences in turned.values() for sentence in sentences):
        yield SHIFT
    yield one_line(worth_finding_out(scenario, result))
    worths = _worths(scenario, result)
    if len(worths) > 1:
        yield _block("Worth finding out, at most", worths)
    shares = _variance(scenario, result)
    if len(shares) > 1:
        yield _block("What the uncertainty about the lead comes from", shares)
    notes = [*dominance(scenario, result), *never_best(scenario, result), *findings(scenario, result)]
    if notes:
        yield "\n".join(one_line(note) for note in notes)


def _block(title: str, rows: list[list[str]]) -> str:
    return f"{title}\n{table(rows)}"


def _weights(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    names, shown = names_of(scenario), _shares(result.weights)
    rows = [["", "now", "from", "below that", "to", "above that", "in the file"]]
    for each in result.weights:
        now = shown[each.criterion]
        rows.append(
            [
                wrapped(criterion_name(scenario, each.criterion), _NAME),
                now,
                _end(each, each.low, now, math.ceil),
                heading(names[each.low_to], _HEAD) if each.low_to else "",
                _end(each, each.high, now, math.floor),
                heading(names[each.high_to], _HEAD) if each.high_to else "",
                " or ".join(_typed(each, x) for x in (each.low_points, each.high_points) if x is not None),
            ]
        )
    return rows


def _shares(switches: Sequence[WeightSwitch]) -> dict[str, str]:
    """By path, the share of each weight among its siblings."""
    families: dict[str | None, dict[str, float]] = {}
    for each in switches:
        families.setdefault(each.among, {})[each.criterion] = each.weight
    return {path: text for family in families.values() for path, text in tenths_of_percent(family).items()}


def _end(switch: WeightSwitch, end: float, now: str, inwards: Callable[[float], int]) -> str:
    """An end of the span in which the leader stays first, rounded so that it does up to there."""
    return now if math.isclose(end, switch.weight, abs_tol=_ALIKE) else f"{inwards(round(1000 * end, 6)) / 10:.1f} %"


def _typed(switch: WeightSwitch, x: float) -> str:
    """The number beyond which another option leads, rounded so that it does."""
    if switch.points is None or math.isclose(x, switch.points, abs_tol=_ALIKE):
        return number(x)
    return points_threshold(x, switch.points)[0]


def _ratings(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    names = names_of(scenario)
    rows = [["", "expected", "turns at", "then first"]]
    for each in result.ratings:
        if each.switch is None or each.to is None:
            continue
        leaf = scenario.leaves[each.criterion]
        now = rating(each.rating, leaf, scenario.currency)
        now = OPEN if is_open(scenario, each.option, each.criterion) else now
        at, _ = rating_threshold(each.switch, each.rating, leaf, scenario.currency)
        rows.append(
            [wrapped(_cell(scenario, each.option, each.criterion), _CELL), now, at, heading(names[each.to], _HEAD)]
        )
    return rows


def _tornado(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    names = names_of(scenario)
    rows = [["", "P10", "P90", "lead at P10", "lead at P90", "then first"]]
    for bar in result.tornado[:_BARS]:
        then = [names[id] for id in dict.fromkeys((bar.leader_low, bar.leader_high)) if id != result.leader]
        low, high = (_level(scenario, bar, x) for x in (bar.low, bar.high))
        label = wrapped(_cell(scenario, bar.option, bar.criterion), _CELL)
        first = heading(" or ".join(then), _HEAD)
        rows.append([label, low, high, points(bar.margin_low), points(bar.margin_high), first])
    return rows


def _level(scenario: Scenario, bar: TornadoBar, x: float) -> str:
    if is_shared(bar.criterion):
        return shared_figure(scenario, main_figure(scenario, bar.criterion), x)
    return percent(x) if bar.option is None else rating(x, scenario.leaves[bar.criterion], scenario.currency)


def _worths(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    known = result.information
    rows = [["", "worth"]]
    cells = in_order_of_asking(scenario, known.singles)
    for worth in (*cells[:_WORTHS], *known.by_criterion, *known.by_option):
        if worth.points >= _SHOWN:
            label = f"{worth_label(scenario, worth)}{', still open' if is_still_open(scenario, worth) else ''}"
            rows.append([wrapped(label, _LABEL), worth_in_words(result, worth)])
    return rows


def _variance(scenario: Scenario, result: SensitivityResult) -> list[list[str]]:
    rows = [["", "alone", "with others"]]
    for share in sorted(result.variance.inputs, key=lambda each: -each.first)[:_SHARES]:
        label = "The weights"
        if share.criterion is not None:
            label = _cell(scenario, share.option, share.criterion)
        rows.append([wrapped(label, _CELL), percent(share.first), "" if share.total is None else percent(share.total)])
    return rows


def _cell(scenario: Scenario, option: str | None, path: str) -> str:
    """A rating, or where there is no option, a weight."""
    if is_shared(path):
        return shared_name(scenario, main_figure(scenario, path))
    criterion = criterion_name(scenario, path)
    return f"Weight of {criterion}" if option is None else f"{names_of(scenario)[option]}: {criterion}"
