"""The comparison table as Markdown, to paste into a page or a pull request."""

from __future__ import annotations

import re

from decision.model.visible import visible
from decision.outputs.files.decided_markdown import decided_blocks
from decision.outputs.files.money_markdown import money_blocks
from decision.outputs.files.prices_markdown import price_blocks
from decision.outputs.files.readiness_markdown import readiness_blocks
from decision.outputs.files.rooms_markdown import rooms_blocks
from decision.outputs.files.trail_markdown import trail_blocks
from decision.outputs.tables.comparison import (
    Cell,
    ComparisonTable,
    CriterionRow,
    OptionColumn,
)
from decision.outputs.tables.comparison_cells import best_and_spread, how_drawn, rating_in_cell
from decision.outputs.tables.prices import price_tables
from decision.outputs.tables.sensitivity import SWITCH_HEADS, TurningTables, switch_cells, worth_in_words
from decision.outputs.words.answers import HEADING
from decision.outputs.words.evaluations import JUDGED
from decision.outputs.words.figures import VERDICTS, points
from decision.outputs.words.reference_classes import times

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#$&!])")
_BLOCK = re.compile(r"^(?:([-+=])|(\d+)(?=[.)]))")  # what begins a list or a rule at the start of a line
_ADDRESS = re.compile(r"(?i)\b(?:(https?|ftp|mailto|xmpp)(:)|(www)(\.))")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")

_HEAD_ROWS = 2  # of a table, with the line below the head


def comparison_markdown(table: ComparisonTable, sentence: str) -> str:
    """Title, the plain sentence, the table of criteria by options, reasons, and requirements."""
    blocks = [f"# {plain(table.title)}"]
    blocks += [paragraph(each) for each in (table.question, table.about) if each]
    blocks.append(f"**{plain(sentence)}**")
    if table.decided is not None:
        blocks += decided_blocks(table.decided, plain, table_lines)
        blocks.append("## The comparison")
    blocks += [paragraph(excluded) for excluded in table.exclusions()]
    blocks.append(comparison_lines(table))
    if table.money:
        blocks.append(paragraph(table.money))
    blocks += [paragraph(sentence) for sentence in table.values_apart()]
    if all(option.most_likely is not None for option in table.options):
        typed = (f"{option.name} {points(option.most_likely or 0.0)}" for option in table.options)
        blocks.append(paragraph(f"At the most likely ratings, as they were typed: {', '.join(typed)} points."))
    if table.look_again:
        blocks += ["## What to look at again", "\n".join(f"- {plain(each)}" for each in table.look_again)]
    if table.turning is not None:
        blocks += _turning(table.turning)
    blocks += money_blocks(table.costs, table.currency, plain, table_lines)
    names = {option.id: _name(option) for option in table.options}
    for prices in price_tables(table):
        blocks += price_blocks(prices, names, table.currency, plain, table_lines)
    blocks.append(_reasons(table))
    if table.classes:
        blocks.append("## Reference classes\n\n" + _classes(table))
    if table.requirements:
        blocks.append("## Requirements\n\n" + _requirements(table))
    if table.answers:
        blocks += [f"## {HEADING}", "\n".join(f"- {plain(said)}" for _, said in table.answers)]
    if table.readiness is not None:
        blocks += readiness_blocks(table.readiness, [_name(option) for option in table.options], plain, table_lines)
    if table.judged:
        blocks += [f"## {JUDGED}", "\n".join(f"- {plain(said)}" for said in table.judged)]
    blocks += rooms_blocks(table.rooms, plain, table_lines)
    if table.trail is not None:
        blocks += trail_blocks(table.trail, plain, table_lines)
    made = plain(" ".join(filter(None, (table.points_of_what, how_drawn(table)))))
    blocks.append(f"{made} Fingerprint `{table.fingerprint}`, Trilemma {table.version}.")
    return "\n\n".join(block for block in blocks if block) + "\n"


def comparison_lines(table: ComparisonTable) -> str:
    """Criteria by options, with scores, ranks and chances."""
    head = ["Criterion", "Weight", *(part for option in table.options for part in (_name(option), "points"))]
    rows = [head, ["---", "--:", *["--:"] * (2 * len(table.options))]]
    for row in table.criteria:
        cells = [text for cell in row.cells for text in (shown_rating(cell, row, table.currency), points(cell.points))]
        rows.append(["&nbsp;" * 4 * row.depth + plain(row.name), row.percent, *cells])
    scores = [text for option in table.options for text in ("", f"**{points(option.score)}**")]
    ranks = [text for option in table.options for text in ("", "out" if option.rank is None else str(option.rank))]
    rows.append(["**Score**", "", *scores])
    rows.append(["Rank", "", *ranks])
    for name, cells in best_and_spread(table):
        rows.append([name, "", *(text for each in cells for text in ("", plain(each)))])
    return table_lines(rows)


def _name(option: OptionColumn) -> str:
    return f"~~{plain(option.name)}~~" if option.out else plain(option.name)


def shown_rating(cell: Cell, row: CriterionRow, currency: str) -> str:
    """What is expected of a rating, with the range it lies in; empty where a criterion has parts."""
    return plain(rating_in_cell(cell, row, currency))


def _reasons(table: ComparisonTable) -> str:
    rows = [
        [
            plain(table.full_name(row)),
            _name(option),
            plain(cell.estimate or ""),
            plain(str(cell.evidence)),
            plain(cell.because),
            plain(cell.source),
        ]
        for row in table.criteria
        for option, cell in zip(table.options, row.cells, strict=True)
        if cell.because or cell.evidence or cell.source
    ]
    if not rows:
        return ""
    head = ["Criterion", "Option", "Estimate", "Evidence", "Because", "Source"]
    return "## Why the ratings are what they are\n\n" + table_lines([head, ["---"] * len(head), *rows])


def _classes(table: ComparisonTable) -> str:
    """What multiplies which estimates, what that rests on, and what to be careful about."""
    head = ["Class", "Multiplies", "P50", "P80", "Basis", "Caveat", "Source"]
    rows = [head, ["---", "---", "--:", "--:", "---", "---", "---"]]
    for each in table.classes:
        told = each.reference_class
        texts = [each.basis, told.caveat, told.source]
        multipliers = [times(each.half), times(each.eight_of_ten)]
        rows.append([plain(told.name), plain(each.multiplies), *multipliers, *map(plain, texts)])
    return table_lines(rows)


def _turning(turning: TurningTables) -> list[str]:
    """What would change the answer, and what is worth finding out."""
    rows = [list(SWITCH_HEADS)]
    rows.append(["---", "--:", "--:", "---", "--:", "---", "--:"])
    for row in turning.rows:
        rows.append([plain(text) for text in switch_cells(row)])
    worths = [["What is settled", "worth at most"], ["---", "--:"]]
    for worth in turning.worths:
        worths.append([plain(worth.name), plain(worth_in_words(worth, turning.currency))])
    blocks = ["## What would change the answer", f"**{plain(turning.sentence)}**", table_lines(rows)]
    blocks.append("\n".join(f"- {plain(said)}" for said in turning.shared_sentences))
    blocks += ["## What to find out first", plain(turning.worth_sentence)]
    return [*blocks, table_lines(worths)] if len(worths) > _HEAD_ROWS else blocks


def _requirements(table: ComparisonTable) -> str:
    rows = [["Requirement", *(_name(option) for option in table.options)], ["---"] * (1 + len(table.options))]
    for row in table.requirements:
        results = [
            VERDICTS[result.verdict] + (f": {plain(result.because)}" if result.because else "")
            for result in row.results
        ]
        rows.append([f"{plain(row.id)}: {plain(row.text)}", *results])
    return table_lines(rows)


def table_lines(rows: list[list[str]]) -> str:
    """A table, whose cells are Markdown already."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def paragraph(text: str) -> str:
    """`text` as a block of its own, which a sign or number at its front does not turn into a list."""
    return _BLOCK.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", plain(text))


def plain(text: str) -> str:
    """`text` as Markdown that shows it as written, on one line: no markup, no links, and nobody is notified.

    The sign that makes an address a link is written as an entity, so that what a reader copies is still the address.
    """
    escaped = _MARKUP.sub(r"\\\1", visible(" ".join(text.split()), None))
    unlinked = _ADDRESS.sub(lambda found: f"{found[1]}&#58;" if found[1] else f"{found[3]}&#46;", escaped)
    return _MENTION.sub("@&#8203;", unlinked)
