"""The comparison table as comma-separated values, with numbers as numbers and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from decision.model.readiness import Measure
from decision.outputs.files.csv_form import PLAIN, CsvForm
from decision.outputs.tables.comparison import Cell, ComparisonTable
from decision.outputs.tables.rooms import ANSWERS_HEAD, SETTLED_HEAD
from decision.outputs.tables.sensitivity import SwitchRow, WorthRow
from decision.outputs.words.thresholds import points_beyond

Entry = str | float | int | None

_OF_THE_ROW = 5  # columns that say what a row is of
_COLUMNS = ("rating", "estimate", "value", "points", "evidence", "because", "source")


def comparison_csv(table: ComparisonTable, form: CsvForm = PLAIN) -> str:
    """One header row; then a row for each criterion, the score, the rank, and each requirement; all equally wide.

    For each option: rating (what is expected, in the criterion's unit), estimate (as it was given), value, points,
    evidence, because, source. A requirement's result stands under estimate; where there are cost plans, their horizon
    and discount rate stand under rating. Numbers have all their digits and no
    signs between them; texts that a spreadsheet would run have an apostrophe before them.
    """
    return _written(_rows(table), form)


def long_csv(table: ComparisonTable, form: CsvForm = PLAIN) -> str:
    """The same figures, a row for each option in each row of the wide form that says something of it.

    First what the row is of, then the id and the name of the option, then the columns that the wide form has for each.
    """
    head, *rows = _rows(table)
    longer: list[list[Entry]] = [[*head[:_OF_THE_ROW], "option", "option_name", *_COLUMNS]]
    for row in rows:
        for m, option in enumerate(table.options):
            start = _OF_THE_ROW + m * len(_COLUMNS)
            cells = row[start : start + len(_COLUMNS)]
            if any(cell not in (None, "") for cell in cells):
                longer.append([*row[:_OF_THE_ROW], option.id, option.name, *cells])
    return _written(longer, form)


def _written(rows: list[list[Entry]], form: CsvForm) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=form.separator, lineterminator="\r\n")  # RFC 4180
    for row in rows:
        writer.writerow([form.field(entry) for entry in row])
    return out.getvalue()


def _rows(table: ComparisonTable) -> list[list[Entry]]:
    head: list[Entry] = ["kind", "id", "name", "unit", "weight_percent"]
    rows = [head + [f"{option.name}: {column}" for option in table.options for column in _COLUMNS]]
    for line in table.criteria:
        weight = round(100 * line.weight, 12)  # 7, not 7.000000000000001
        row: list[Entry] = ["criterion", line.path, line.name, table.unit(line), weight]
        for cell in line.cells:
            row += _entries(cell)
        rows.append(row)
    score: list[Entry] = ["score", "", "Score", "points", 100.0]
    rank: list[Entry] = ["rank", "", "Rank", "", None]
    for option in table.options:
        score += [None, "", None, _unsigned(option.score), "", "", ""]
        rank += [option.rank, "out" if option.out else "", None, None, "", option.out, ""]
    rows += [
        score,
        rank,
        *_money(table),
        *_chances(table),
        *_switches(table),
        *_shared_switches(table),
        *_worths(table),
        *_most_likely(table),
        *_apart(table),
    ]
    for requirement in table.requirements:
        row = ["requirement", requirement.id, requirement.text, "", None]
        for result in requirement.results:
            row += [None, str(result.verdict), None, None, "", result.because, result.source]
        rows.append(row)
    for question, said in table.answers:
        rows.append(["answer", question, said, "", None, *[None, "", None, None, "", "", ""] * len(table.options)])
    return [*rows, *_readiness(table), *_rooms(table)]


def _readiness(table: ComparisonTable) -> list[list[Entry]]:
    """Known causes, then conditions (by when under estimate, the owner under because), then measures by name."""
    if table.readiness is None:
        return []
    rows: list[list[Entry]] = []
    for each in table.readiness.causes:
        row: list[Entry] = ["launch_cause", each.cause.id, each.cause.name, "", None]
        for state in each.states:
            row += [None, str(state), None, None, "", "", ""]
        rows.append(row)
    for place, line in enumerate(table.readiness.conditions, start=1):
        row = ["condition", str(place), line.condition.what, "", None]
        for option in table.options:
            bears = line.condition.option in ("", option.id)
            row += [None, line.day if bears else "", None, None, "", line.condition.owner if bears else "", ""]
        rows.append(row)
    for place, measure in enumerate(table.readiness.measures, start=1):
        row = ["measure", str(place), _measured(measure), "", None]
        rows.append(row + [None, "", None, None, "", "", ""] * len(table.options))
    return rows


def _rooms(table: ComparisonTable) -> list[list[Entry]]:
    """What rooms settled, a sentence or a figure a row: the columns are those of options."""
    rows: list[list[Entry]] = []
    for number, room in enumerate(table.rooms, start=1):
        told = [("room", text) for text in room.sentences]
        for kind, head, lines in (
            ("room_answers", ANSWERS_HEAD, room.answers),
            ("room_settled", SETTLED_HEAD, room.settled),
        ):
            told += [
                (kind, "; ".join(f"{name}: {x}" for name, x in zip(head, cells, strict=True) if x)) for cells in lines
            ]
        rows += [
            [kind, str(number), text, "", None, *[None, "", None, None, "", "", ""] * len(table.options)]
            for kind, text in told
        ]
    return rows


def _measured(measure: Measure) -> str:
    """All that is said of a measure, in one field: the columns are those of options."""
    said = {
        "baseline": measure.baseline,
        "target": measure.target,
        "moves first": measure.indicator,
        "read by": measure.reader,
        "when": measure.when,
    }
    return "; ".join([measure.what, *(f"{name}: {x}" for name, x in said.items() if x)])


def _money(table: ComparisonTable) -> list[list[Entry]]:
    """What amounts are in, over how many years, and at what rate a year; the same for every option, under rating."""
    if table.horizon_years is None or table.discount_rate is None:
        return []
    said: list[tuple[str, str, str, float | None]] = [
        ("currency", "Currency of cost plans", table.currency, None),
        ("horizon_years", "Horizon of cost plans", "years", float(table.horizon_years)),
        ("discount_rate", "Discount rate", "share a year", table.discount_rate),
    ]
    rows: list[list[Entry]] = []
    for kind, name, unit, figure in said:
        row: list[Entry] = [kind, "", name, unit, None]
        for _ in table.options:
            row += [figure, "", None, None, "", "", ""]
        rows.append(row)
    return rows


def _most_likely(table: ComparisonTable) -> list[list[Entry]]:
    """The score at the ratings that were typed, under points."""
    if any(option.most_likely is None for option in table.options):
        return []
    row: list[Entry] = ["score_most_likely", "", "Score at the most likely ratings", "points", None]
    for option in table.options:
        row += [None, "", None, None if option.most_likely is None else _unsigned(option.most_likely), "", "", ""]
    return [row]


def _apart(table: ComparisonTable) -> list[list[Entry]]:
    """A row for each criterion on which a value is not nearly that of the expected rating, with the reason."""
    rows = []
    for line in table.criteria:
        if any(cell.why for cell in line.cells):
            name = f"{table.full_name(line)}: why the value is not that of the expected rating"
            row: list[Entry] = ["value_apart", line.path, name, "", None]
            for cell in line.cells:
                row += [None, "", None, None, "", cell.why, ""]
            rows.append(row)
    return rows


def _chances(table: ComparisonTable) -> list[list[Entry]]:
    """P(best), its standard error, and P10, P50 and P90 of the score, under points."""
    if table.simulation is None:
        return []
    said = f"{table.simulation.draws} draws from seed {table.simulation.seed}"
    rows = []
    for name, label, unit in _CHANCES:
        row: list[Entry] = [name, "", label, unit, None]
        for option in table.options:
            row += [None, "", None, getattr(option.chance, name), "", said if name == "p_best" else "", ""]
        rows.append(row)
    return rows


def _switches(table: ComparisonTable) -> list[list[Entry]]:
    """Where the leader changes: a row for each end of a weight, then one for the ratings of each criterion."""
    if table.turning is None:
        return []
    rows = [
        _weight_switch(table, row, end)
        for row in table.turning.switches
        if row.option is None
        for end in ("below", "above")
        if (row.low if end == "below" else row.high) is not None
    ]
    cells = {(row.option, row.criterion): row for row in table.turning.switches if row.option is not None}
    for path in dict.fromkeys(path for _, path in cells):
        found = [cells.get((option.name, path)) for option in table.options]
        known = next(cell for cell in found if cell is not None)
        line: list[Entry] = ["rating_switch", path, f"{_full_name(table, path)}: the leader changes", known.unit, None]
        for cell in found:
            at = to = None
            if cell is not None:
                at, to = (cell.high, cell.high_to) if cell.low is None else (cell.low, cell.low_to)
            line += [None if at is None else _unsigned(at), "", None, None, "", f"{to} takes over" if to else "", ""]
        rows.append(line)
    return rows


def _weight_switch(table: ComparisonTable, row: SwitchRow, end: str) -> list[Entry]:
    x, to, typed = (row.low, row.low_to, row.typed_low) if end == "below" else (row.high, row.high_to, row.typed_high)
    written = points_beyond(typed, row.typed_now)
    said = f"takes over; write {written} in the file" if written else "takes over"
    percent = None if x is None else round(100 * x, 12)
    line: list[Entry] = ["weight_switch", row.criterion, f"{row.name}: the leader changes {end}", row.unit, percent]
    for option in table.options:
        line += [None, "", None, None, "", said if option.name == to else "", ""]
    return line


def _shared_switches(table: ComparisonTable) -> list[list[Entry]]:
    """Where a driver, a rate or inflation changes the leader: the figure in its unit, under the one that takes over."""
    rows: list[list[Entry]] = []
    for row in () if table.turning is None else table.turning.shared:
        for end, x, to in (("below", row.low, row.low_to), ("above", row.high, row.high_to)):
            if x is None:
                continue
            line: list[Entry] = [
                "driver_switch",
                row.criterion,
                f"{row.name}: the leader changes {end}",
                row.unit,
                None,
            ]
            for option in table.options:
                takes_over = option.name == to
                line += [
                    _unsigned(x) if takes_over else None,
                    "",
                    None,
                    None,
                    "",
                    "takes over" if takes_over else "",
                    "",
                ]
            rows.append(line)
    return rows


def _worths(table: ComparisonTable) -> list[list[Entry]]:
    """What it is worth, at most, to know each rating: points under points, and money under rating.

    Then all that options share, which is worth the same to the choice between them: that stands under each of those.
    """
    if table.turning is None:
        return []
    cells = {(worth.option, worth.criterion): worth for worth in table.turning.worths}
    rows: list[list[Entry]] = []
    for row in table.criteria:
        found = [cells.get((option.name, row.path)) for option in table.options]
        rows += _worth(row.path, table.full_name(row), found, table.turning.currency)
    for shared in table.turning.shared:
        known = cells.get((None, shared.criterion))
        if known is not None:  # its name is that of all that is settled, where only its growth may change the leader
            found = [None if option.rank is None else known for option in table.options]
            rows += _worth(shared.criterion, known.name, found, table.turning.currency)
    return rows


def _worth(path: str, name: str, found: Sequence[WorthRow | None], currency: str) -> list[list[Entry]]:
    """A row in points and one in money of what `found` says of each option; none where nothing is said."""
    rows: list[list[Entry]] = []
    if any(each is not None for each in found):
        line: list[Entry] = ["worth", path, f"{name}: worth of knowing, at most", "points", None]
        for each in found:
            line += [None, "", None, None if each is None else _unsigned(each.points), "", "", ""]
        rows.append(line)
    if any(each is not None and each.money is not None for each in found):
        line = ["worth_money", path, f"{name}: worth of knowing, at most", currency, None]
        for each in found:
            line += [None if each is None else each.money, "", None, None, "", "", ""]
        rows.append(line)
    return rows


def _full_name(table: ComparisonTable, path: str) -> str:
    return next(table.full_name(row) for row in table.criteria if row.path == path)


_CHANCES = (
    ("p_best", "Best in", "share of futures"),
    ("p_best_se", "Best in: standard error", "share of futures"),
    ("p10", "Score: one future in ten is lower (P10)", "points"),
    ("p50", "Score: half of the futures are lower (P50)", "points"),
    ("p90", "Score: one future in ten is higher (P90)", "points"),
)


def _entries(cell: Cell) -> list[Entry]:
    rating = None if cell.rating is None or cell.open else _unsigned(cell.rating)
    figures = [rating, _number_or_words(cell.given), _unsigned(cell.value), _unsigned(cell.points)]
    return [*figures, str(cell.evidence), cell.because, cell.source]


def _number_or_words(given: str | None) -> Entry:
    """An estimate as it was given: a plain number is one here too, a negative one included."""
    try:
        return given if given is None else float(given)
    except ValueError:
        return given


def _unsigned(x: float) -> float:
    """The same number, but 0 for -0."""
    return x + 0.0
