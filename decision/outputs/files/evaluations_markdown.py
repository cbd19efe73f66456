"""The moderation record as Markdown: who evaluated, what each gave and why, what was changed, what was agreed."""

from __future__ import annotations

from decision.outputs.files.markdown import plain, table_lines
from decision.outputs.tables.evaluations import CellRow, EvaluationsTable
from decision.outputs.words.evaluations import NO_REASON, RULE


def record_markdown(evaluations: EvaluationsTable) -> str:
    """The whole record, a part for each option on each criterion."""
    blocks = [f"# Moderation record: {plain(evaluations.title)}", *record_blocks(evaluations)]
    blocks.append(f"Fingerprint of the decision `{evaluations.fingerprint}`.")
    return "\n\n".join(blocks) + "\n"


def record_blocks(evaluations: EvaluationsTable) -> list[str]:
    """The same as blocks below a heading."""
    blocks = ["\n".join(plain(each) for each in evaluations.sentences), plain(RULE)]
    if evaluations.evaluators:
        blocks += ["## Evaluators", _evaluators(evaluations)]
    blocks += [block for each in evaluations.cells for block in _cell(each)]
    return [block for block in blocks if block]


def _evaluators(evaluations: EvaluationsTable) -> str:
    with_roles = any(each.role for each in evaluations.evaluators)
    head = ["Evaluator", *(["Role"] if with_roles else []), "When", "Interests", "Cells rated"]
    rows = [head, ["---"] * (len(head) - 1) + ["--:"]]
    for each in evaluations.evaluators:
        role = [plain(each.role)] if with_roles else []
        rows.append([plain(each.by), *role, plain(each.when), plain(each.interests), str(each.rated)])
    return table_lines(rows)


def _cell(each: CellRow) -> list[str]:
    rows = [["Evaluator", "Gave", "Because", "Evidence", "Source", "When", "Moderation"], ["---"] * 7]
    rows += [
        [plain(x) for x in (s.by, s.given, s.because or NO_REASON, s.evidence, s.source, s.when, " ".join(s.moved))]
        for s in each.scores
    ]
    blocks = [f"## {plain(each.criterion)}: {plain(each.option)}"]
    if each.scores:
        blocks.append(table_lines(rows))
    blocks += [plain(said) for said in each.sentences]
    if each.dissent:
        blocks.append("\n".join(f"- Another view: {plain(said)}" for said in each.dissent))
    return blocks
