"""The record of a decision after the template of NHS England's repositories, the Any Decision Record."""

from __future__ import annotations

from string import ascii_uppercase

from decision.outputs.files.decision_record import parts
from decision.outputs.files.markdown import paragraph, plain, table_lines
from decision.outputs.tables.comparison import OptionColumn
from decision.outputs.tables.record import DecisionRecord
from decision.outputs.words.open_ratings import which_are_open
from decision.outputs.words.scoring import evidence_summary, listed
from decision.outputs.words.simulation import single_numbers_in_words

ACCEPTED = ">| Status       | Accepted |"
SCALE = 5  # points of a weighted option score
_TOP = 2  # criteria that are named first
_MOST_ASSUMED = 10  # ratings on assumption that are told, the weightiest first
_FORMULA = (
    f"Weighted option score: the sum of weight × value over all criteria, from 0 to {SCALE}. A rating's value is 0 at "
    "the criterion's worst and 1 at its best; of an uncertain one, what is expected of its value counts."
)
_SECTIONS = {
    "Context": (),
    "Decision": ("Assumptions", "Drivers", "Options", "Outcome", "Rationale"),
    "Consequences": (),
    "Compliance": (),
    "Notes": (),
    "Actions": (),
    "Tags": (),
}


def superseded(number: int) -> str:
    """The line that takes the place of `ACCEPTED` in the record of a decision that another took the place of."""
    return f">| Status       | Superseded by ADR-{number:04d} |"


def nhs(record: DecisionRecord) -> str:
    """The whole record."""
    title = f"ADR-{record.number:04d}: {record.title}"
    chosen = plain(record.chosen.name)
    blocks = [
        f"# {plain(title)}",
        _head(record),
        "---",
        _contents(title),
        "## Context",
        *parts.context(record),
        "## Decision",
        "### Assumptions",
        *_assumptions(record),
        "### Drivers",
        parts.drivers(record),
        "### Options",
        _FORMULA,
        *(block for m in range(len(record.table.options)) for block in _option(record, m)),
        "### Outcome",
        f"{chosen} was chosen.",
        _reversibility(record),
        "### Rationale",
        f"{chosen}, because {parts.because(record)}.",
        *(paragraph(sentence) for sentence in record.sentences),
        *([parts.bullets([plain(each) for each in record.said])] if record.said else []),
        "## Consequences",
        parts.consequences(record),
        "When this decision no longer applies and is looked at again:",
        parts.triggers(record),
        parts.review(record),
        "## Compliance",
        *_compliance(record),
        "## Notes",
        *_notes(record),
        "## Actions",
        _actions(record),
        "## Tags",
        " ".join(parts.code(f"#{row.path}") for row in record.table.criteria if row.depth == 0),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(record: DecisionRecord) -> str:
    decision = record.decision
    date = "" if decision.on is None else decision.on.strftime("%d/%m/%Y")
    lines = [">|              | |", ">| ------------ | --- |", f">| Date         | {date} |", ACCEPTED]
    if decision.by:
        lines.append(f">| Deciders     | {plain(decision.by)} |")
    if record.scenario.owner:
        lines.append(f">| Owners       | {plain(record.scenario.owner)} |")
    if record.earlier is not None:
        lines.append(f">| Supersedes   | {parts.link(record.earlier.name, record.earlier.link)} |")
    return "\n".join(lines)


def _contents(title: str) -> str:
    lines = [f"- {plain(title)}"]
    for section, below in _SECTIONS.items():
        lines.append(f"  - [{section}](#{section.lower()})")
        lines += [f"    - [{each}](#{each.lower()})" for each in below]
    return "\n".join(lines)


def _assumptions(record: DecisionRecord) -> list[str]:
    scenario, table = record.scenario, record.table
    blocks = [paragraph(evidence_summary(scenario))]
    still = which_are_open(scenario)
    if still:
        blocks.append(paragraph(still))
    if table.simulation is not None and table.simulation.single_numbers.count:
        blocks.append(f"{plain(single_numbers_in_words(table.simulation.single_numbers))}.")
    assumed = [
        f"{plain(option.name)}, {plain(table.full_name(row))}: {parts.rating_and_reason(record, row, m)}"
        for row in record.rated
        for m, option in enumerate(table.options)
        if row.cells[m].evidence == "assumption"
    ]
    if assumed:
        more = [f"and {len(assumed) - _MOST_ASSUMED} more"] if len(assumed) > _MOST_ASSUMED else []
        blocks += ["On assumption, the weightiest first:", parts.bullets(assumed[:_MOST_ASSUMED] + more)]
    return [*blocks, *parts.counted_with(record)]


def _option(record: DecisionRecord, m: int) -> list[str]:
    option = record.table.options[m]
    chosen = option.id == record.decision.chosen
    about = record.scenario.option(option.id).about
    top = [plain(record.table.full_name(row)) for row in record.rated[:_TOP]]
    rows = [["Criterion", "Weight", "Score, notes"], ["---", "--:", "---"]]
    for row in record.rated:
        score = f"{SCALE * row.cells[m].value:.1f} of {SCALE}"
        rows.append(
            [
                plain(record.table.full_name(row)),
                plain(row.percent),
                f"{score}: {parts.rating_and_reason(record, row, m)}",
            ]
        )
    rows.append(["Total score", "", f"**{_score(option)}**"])
    letter = ascii_uppercase[m] if m < len(ascii_uppercase) else str(m + 1)
    return [
        f"#### Option {letter}: {plain(option.name)}{' (Selected)' if chosen else ''}",
        *([f"**Top criteria**: {', '.join(top)}"] if top else []),
        f"**Weighted option score**: {_score(option)} of {SCALE:.1f}",
        *([paragraph(about)] if about else []),
        table_lines(rows),
        *([] if chosen else [f"**Why not chosen**: {_why_not(record, option)}"]),
    ]


def _score(option: OptionColumn) -> str:
    return f"{SCALE * option.score / 100:.2f}"


def _why_not(record: DecisionRecord, option: OptionColumn) -> str:
    if option.out:
        return f"it is excluded: {plain(option.out)}."
    apart = record.chosen.score - option.score
    side = "above" if apart < 0 else "below"
    score = f"its score is {abs(apart) * SCALE / 100:.2f} {side} that of {plain(record.chosen.name)}."
    return " ".join([score, *(plain(each) for each in record.others.get(option.id, ()))])


def _reversibility(record: DecisionRecord) -> str:
    if record.reversibility:
        return f"Reversible or not: {plain(record.reversibility)}"
    return "It was not said whether this decision can be reversed."


def _compliance(record: DecisionRecord) -> list[str]:
    function, chosen = parts.fitness_function(record), plain(record.chosen.name)
    runs = "It runs wherever Trilemma is installed: before a commit, on every pull request, or on a schedule."
    evaluates = f"whether {chosen} still leads, whether a condition above is met, and whether the review is due"
    shows = "It prints each rule that is broken with its place, and ends with a status that can stop a build"
    outcome, then = parts.code("outcome"), parts.code(f"python -m decision review {record.call}")
    return [
        f"The fitness function is {function}. {runs}",
        f"It evaluates {evaluates}. {shows}.",
        f"Once figures have come, they are kept under {outcome} in the file; {then} tells how the forecast did.",
    ]


def _notes(record: DecisionRecord) -> list[str]:
    blocks = [f"The decision as data: {parts.link(record.file, record.file)}."]
    sets = record.scenario.requirement_sets
    if sets:
        blocks.append(f"Requirements were taken from {plain(listed(list(sets)))}.")
    return [*blocks, *parts.judged(record), *parts.figures(record)]


def _actions(record: DecisionRecord) -> str:
    """What must be done before launch, and the review, each to be ticked off: who, by when, what."""
    todo = [
        (each.owner, each.by, each.what)
        for each in record.scenario.readiness.conditions
        if each.option in ("", record.decision.chosen)
    ]
    if record.decision.review_by is not None:
        todo.append((record.decision.by, record.decision.review_by, "review this decision"))
    if not todo:
        return "No condition is set for launch, and no review."
    return "\n".join(
        f"- [ ] {plain(who or 'nobody yet')}, {'no date' if by is None else by.isoformat()}, {plain(what)}"
        for who, by, what in todo
    )
