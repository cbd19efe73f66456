"""The whole memo: its parts in the order in which someone asks for them."""

from __future__ import annotations

from decision.analysis.stopping import go_on
from decision.outputs.files.material import Material
from decision.outputs.files.memo.answer import decision, how_sure, result, what_would_reverse_it
from decision.outputs.files.memo.changes import changes, price_formulas
from decision.outputs.files.memo.later import conditions, dissent, made_how, money, prediction, requirements
from decision.outputs.files.memo.question import options, question, what_we_valued
from decision.outputs.files.paper.blocks import Block, Paper
from decision.outputs.files.rooms_paper import rooms

KIND = "Decision memo"
_PARTS = (
    question,
    options,
    what_we_valued,
    result,
    decision,
    how_sure,
    what_would_reverse_it,
    money,
    price_formulas,
    dissent,
    rooms,
    requirements,
    conditions,
    prediction,
    changes,
    made_how,
)


def memo(material: Material) -> Paper:
    """The memo on a decision, by the results it stands on."""
    blocks: list[Block] = []
    for part in _PARTS:
        go_on()
        blocks += part(material)
    table = material.table
    foot = f"Fingerprint {table.fingerprint}. Trilemma {table.version}."
    return Paper(table.title, KIND, tuple(blocks), foot)
