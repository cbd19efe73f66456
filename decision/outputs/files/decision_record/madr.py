"""The record of a decision as a Markdown architectural decision record (MADR 4.0.0, adr.github.io/madr)."""

from __future__ import annotations

import json
import re

from decision.model.visible import visible
from decision.outputs.files.decision_record import parts
from decision.outputs.files.markdown import paragraph, plain
from decision.outputs.tables.record import DecisionRecord
from decision.outputs.words.record import day

_MARKUP = re.compile(r"[<>\[\]&`*_~$!|@]")

ACCEPTED = 'status: "accepted"'


def superseded(number: int) -> str:
    """The line that takes the place of `ACCEPTED` in the record of a decision that another took the place of."""
    return f'status: "superseded by ADR-{number:04d}"'


def madr(record: DecisionRecord) -> str:
    """The whole record."""
    decision, chosen = record.decision, plain(record.chosen.name)
    options = [plain(option.name) for option in record.table.options]
    blocks = [
        _front_matter(record),
        f"# {plain(record.title)}",
        "## Context and Problem Statement",
        *parts.context(record),
        "## Decision Drivers",
        parts.drivers(record),
        "## Considered Options",
        parts.bullets(options),
        "## Decision Outcome",
        f'Chosen option: "{chosen}", because {parts.because(record)}.',
        *(paragraph(sentence) for sentence in record.sentences),
        *([parts.bullets([plain(each) for each in record.said])] if record.said else []),
        "### Consequences",
        parts.consequences(record),
        "### Confirmation",
        f"{parts.fitness_function(record)} tells whether {chosen} still leads, and what below reopens the decision.",
        "## Pros and Cons of the Options",
        f"Good from {100 * parts.GOOD:.0f} of 100 on the way from worst to best, bad up to {100 * parts.BAD:.0f}.",
    ]
    for option, name in zip(record.table.options, options, strict=True):
        about = record.scenario.option(option.id).about
        blocks += [f"### {name}", *([paragraph(about)] if about else []), parts.pros_and_cons(record, option.id)]
    blocks += ["## More Information", *_more(record)]
    if decision.by:
        blocks.append(f"Decided by {plain(decision.by)}{'' if decision.on is None else f' on {day(decision.on)}'}.")
    return "\n\n".join(blocks) + "\n"


def _front_matter(record: DecisionRecord) -> str:
    decision = record.decision
    lines = [ACCEPTED]
    if decision.on is not None:
        lines.append(f"date: {decision.on.isoformat()}")
    if decision.by:
        lines.append(f"decision-makers: {_quoted(decision.by)}")
    return "\n".join(["---", *lines, "---"])


def _quoted(text: str) -> str:
    """`text` as YAML in quotes, without what readers that do not know of front matter would take for markup."""
    quoted = json.dumps(visible(" ".join(text.split()), None), ensure_ascii=False)
    return _MARKUP.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _more(record: DecisionRecord) -> list[str]:
    earlier = record.earlier
    blocks = ["What would reopen this decision:", parts.triggers(record), parts.review(record)]
    if earlier is not None:
        blocks.append(f"It takes the place of {parts.link(earlier.name, earlier.link)}.")
    if record.reversibility:
        blocks.append(f"Whether it can be taken back: {plain(record.reversibility)}")
    others = parts.other_ways(record)
    if others:
        blocks += ["What would have to be true for the others:", parts.bullets(others)]
    return [*blocks, *parts.counted_with(record), *parts.judged(record), *parts.figures(record)]
