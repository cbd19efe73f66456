"""The comparison table as a paper, for HTML: the same parts as in Markdown, and printed without being cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision.outputs.files.money_paper import money_paper
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph
from decision.outputs.files.rooms_paper import room_blocks
from decision.outputs.tables.comparison import ComparisonTable, OptionColumn
from decision.outputs.tables.comparison_cells import best_and_spread, how_drawn, rating_in_cell
from decision.outputs.tables.decided import DecidedTable
from decision.outputs.tables.prices import FORMULAS, PriceTable, price_tables
from decision.outputs.tables.readiness import ReadinessTables
from decision.outputs.tables.sensitivity import SWITCH_HEADS, TurningTables, switch_cells, worth_in_words
from decision.outputs.tables.trail import TrailTable
from decision.outputs.words.answers import HEADING
from decision.outputs.words.evaluations import JUDGED
from decision.outputs.words.figures import VERDICTS, money, points
from decision.outputs.words.grammar import capital
from decision.outputs.words.prices import UNUSUALLY_LOW
from decision.outputs.words.readiness import STATES
from decision.outputs.words.reference_classes import times

KIND = "Comparison"
MOST_BESIDE = 5  # options side by side on a page that lies on its side; the rest follow in tables of their own


def comparison_paper(table: ComparisonTable, sentence: str) -> Paper:
    """The whole comparison."""
    foot = f"Fingerprint {table.fingerprint}. Trilemma {table.version}."
    return Paper(table.title, KIND, tuple(_blocks(table, sentence)), foot, wide=True)


def _blocks(table: ComparisonTable, sentence: str) -> Iterator[Block]:
    for text in filter(None, (table.question, table.about)):
        yield Paragraph(text, quoted=True)
    yield Paragraph(sentence, "lead")
    if table.decided is not None:
        yield from _decided(table.decided)
    yield Heading("The comparison")
    yield from (Paragraph(each) for each in table.exclusions())
    yield from comparison_blocks(table)
    yield from (Paragraph(each) for each in filter(None, (table.money, *table.values_apart(), _as_typed(table))))
    if table.look_again:
        yield Heading("What to look at again")
        yield Bullets(table.look_again)
    if table.turning is not None:
        yield from _turning(table.turning)
    yield from money_paper(table.costs, table.currency)
    for prices in price_tables(table):
        yield from _prices(prices, {option.id: _name(option) for option in table.options}, table.currency)
    yield from _reasons(table)
    yield from _classes(table)
    yield from _requirements(table)
    if table.answers:
        yield Heading(HEADING)
        yield Bullets(tuple(said for _, said in table.answers))
    if table.readiness is not None:
        yield from _readiness(table.readiness, [_name(option) for option in table.options])
    if table.judged:
        yield Heading(JUDGED)
        yield Bullets(table.judged)
    yield from room_blocks(table.rooms)
    if table.trail is not None:
        yield from _trail(table.trail)
    yield Paragraph(" ".join(filter(None, (table.points_of_what, how_drawn(table)))), "note")


def _groups(table: ComparisonTable) -> Iterator[tuple[int, int, str]]:
    """From which option to which a table goes, and what its caption says of that."""
    count = len(table.options)
    for start in range(0, count, MOST_BESIDE):
        end = min(start + MOST_BESIDE, count)
        yield start, end, "" if count <= MOST_BESIDE else f", options {start + 1} to {end} of {count}"


def _name(option: OptionColumn) -> str:
    return f"{option.name} (out)" if option.out else option.name


def comparison_blocks(table: ComparisonTable) -> Iterator[Block]:
    """Criteria by options, with scores, ranks and chances."""
    sure = best_and_spread(table)
    for start, end, which in _groups(table):
        options = table.options[start:end]
        head = ("Criterion", "Weight", *(text for option in options for text in (_name(option), "points")))
        rows: list[tuple[str, ...]] = []
        for row in table.criteria:
            cells = row.cells[start:end]
            shown = (
                text for cell in cells for text in (rating_in_cell(cell, row, table.currency), points(cell.points))
            )
            rows.append((table.full_name(row), row.percent, *shown))
        strong = frozenset({len(rows)})
        rows.append(("Score", "", *(text for option in options for text in ("", points(option.score)))))
        ranks = ("out" if option.rank is None else str(option.rank) for option in options)
        rows.append(("Rank", "", *(text for rank in ranks for text in ("", rank))))
        rows += [(name, "", *(text for each in told[start:end] for text in ("", each))) for name, told in sure]
        caption = f"Ratings in their units, and the points that they give{which}"
        yield Grid(caption, head, tuple(rows), frozenset(range(1, len(head))), strong=strong)


def _as_typed(table: ComparisonTable) -> str:
    if any(option.most_likely is None for option in table.options):
        return ""
    typed = (f"{option.name} {points(option.most_likely or 0.0)}" for option in table.options)
    return f"At the most likely ratings, as they were typed: {', '.join(typed)} points."


def _decided(decided: DecidedTable) -> Iterator[Block]:
    yield Heading("What was decided")
    yield Paragraph(" ".join(decided.sentences))
    if decided.triggers:
        rows = tuple((each.trigger.say, each.condition, each.now, each.state) for each in decided.triggers)
        head = ("What would reopen it", "Condition", "now", "met")
        yield Grid("What would reopen the decision", head, rows, frozenset({2}))
    if decided.came:
        yield Grid("What came of it", ("What came of it", "figure"), decided.came, frozenset({1}))


def _turning(turning: TurningTables) -> Iterator[Block]:
    yield Heading("What would change the answer")
    yield Paragraph(turning.sentence, "lead")
    rows = tuple(switch_cells(row) for row in turning.rows)
    yield Grid("Where the leader changes", SWITCH_HEADS, rows, frozenset({1, 2, 4, 6}))
    if turning.shared_sentences:
        yield Bullets(turning.shared_sentences)
    yield Heading("What to find out first")
    yield Paragraph(turning.worth_sentence)
    if turning.worths:
        worths = tuple((worth.name, worth_in_words(worth, turning.currency)) for worth in turning.worths)
        yield Grid("What it is worth to know", ("What is settled", "worth at most"), worths, frozenset({1}))


def _reasons(table: ComparisonTable) -> Iterator[Block]:
    rows = tuple(
        (
            table.full_name(row),
            _name(option),
            cell.estimate or "",
            str(cell.evidence),
            cell.because,
            cell.source,
        )
        for row in table.criteria
        for option, cell in zip(table.options, row.cells, strict=True)
        if cell.because or cell.evidence or cell.source
    )
    if rows:
        yield Heading("Why the ratings are what they are")
        head = ("Criterion", "Option", "Estimate", "Evidence", "Because", "Source")
        yield Grid("Ratings with their reasons", head, rows)


def _classes(table: ComparisonTable) -> Iterator[Block]:
    rows = tuple(
        (
            each.reference_class.name,
            each.multiplies,
            times(each.half),
            times(each.eight_of_ten),
            each.basis,
            each.reference_class.caveat,
            each.reference_class.source,
        )
        for each in table.classes
    )
    if rows:
        yield Heading("Reference classes")
        head = ("Class", "Multiplies", "P50", "P80", "Basis", "Caveat", "Source")
        yield Grid("What multiplies which estimates", head, rows, frozenset({2, 3}))


def _requirements(table: ComparisonTable) -> Iterator[Block]:
    if not table.requirements:
        return
    yield Heading("Requirements")
    for start, end, which in _groups(table):
        head = ("Requirement", *(_name(option) for option in table.options[start:end]))
        rows = tuple(
            (
                f"{row.id}: {row.text}",
                *(
                    VERDICTS[result.verdict] + (f": {result.because}" if result.because else "")
                    for result in row.results[start:end]
                ),
            )
            for row in table.requirements
        )
        yield Grid(f"Whether each option meets each requirement{which}", head, rows)


def _readiness(tables: ReadinessTables, options: list[str]) -> Iterator[Block]:
    yield Heading("Risks and conditions")
    yield Paragraph(" ".join(tables.sentences))
    causes = tuple((row.cause.name, *(STATES[state] for state in row.states)) for row in tables.causes)
    conditions = tuple((row.condition.what, row.of, row.condition.owner, row.day) for row in tables.conditions)
    measures = tuple((m.what, m.baseline, m.target, m.indicator, m.reader, m.when) for m in tables.measures)
    for caption, head, rows in (
        ("Known causes of failed launches", ("Known cause of failed launches", *options), causes),
        ("Conditions", ("Condition before launch", "Of", "Owner", "By"), conditions),
        ("Measures", ("Measure", "Baseline", "Target", "What moves first", "Who reads it", "When"), measures),
    ):
        if rows:
            yield Grid(caption, head, rows)


def _prices(prices: PriceTable, names: Mapping[str, str], currency: str) -> Iterator[Block]:
    """What common formulas for the points of a price would say, side by side."""
    yield Heading(f"Price formulas: {prices.name}")
    yield Bullets(prices.sentences)
    ceiling, target = money(prices.ceiling, currency), money(prices.target, currency)
    yield Paragraph(
        f"Points for {prices.name} of {points(prices.points)} by four formulas, and the rank with all other points as "
        f"they are. The ends set beforehand: ceiling {ceiling}, target {target}. {UNUSUALLY_LOW}"
    )
    head = ("Offer", "Price", *(capital(str(formula)) for formula in FORMULAS), "Low")
    rows = tuple(
        (
            names[offer.option],
            "out" if offer.price is None else money(offer.price, currency),
            *(
                "" if each is None or rank is None else f"{points(each)} ({rank})"
                for each, rank in zip(offer.points, offer.ranks, strict=True)
            ),
            "unusually low" if offer.unusually_low else "",
        )
        for offer in prices.offers
    )
    yield Grid("Points for the price by each formula", head, rows, frozenset(range(1, len(head) - 1)))


def _trail(trail: TrailTable) -> Iterator[Block]:
    """What was changed since the file was opened."""
    yield Heading("What was changed")
    yield Paragraph(trail.sentence)
    if trail.rows:
        head = ("When (UTC)", "What", "From", "To", "Step", "Why", *(["By"] if trail.names_people else []))
        rows = tuple(
            (row.at, row.name, row.was, row.now, row.step, row.why, *([row.entry.who] if trail.names_people else []))
            for row in trail.rows
        )
        yield Grid("Every change, oldest first", head, rows)
