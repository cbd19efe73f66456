"""The brief as one HTML file: the live panel of the app, and below it what was decided, how sure that is and why.

It asks nobody for anything. A policy in the page allows its own script and style, by their digests, and nothing else:
no request, no form, no frame. What runs is the panel of the app, module for module, with `offline.js` in place of what
asks Python there.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from decision.analysis.stopping import go_on
from decision.outputs.files.comparison_paper import comparison_blocks
from decision.outputs.files.enclosed import html_block, inert_json
from decision.outputs.files.material import Material
from decision.outputs.files.memo.answer import decision, how_sure, result, what_would_reverse_it
from decision.outputs.files.memo.later import (
    conditions,
    dissent,
    made_how,
    money,
    money_by_year,
    prediction,
    requirements,
)
from decision.outputs.files.paper.blocks import Block, Heading, Paragraph, Picture
from decision.outputs.files.paper.html import block_html, text
from decision.outputs.panel.offline import draws_enclosed, offline_data
from decision.outputs.panel.scripts import offline_script, panel_style

KIND = "Decision brief"
_STYLE = Path(__file__).with_name("brief.css")
_PARTS = (
    decision,
    how_sure,
    what_would_reverse_it,
    money,
    money_by_year,
    dissent,
    requirements,
    conditions,
    prediction,
    made_how,
)
_AUTO = ' dir="auto"'


def brief(material: Material) -> bytes:
    """The whole page; the same bytes each time."""
    go_on()
    simulation = material.figures.simulation
    data = offline_data(
        material.scenario, material.figures.evaluation, None if simulation is None else simulation.draws
    )
    go_on()
    script, style, inside = offline_script(), _STYLE.read_text(encoding="utf-8"), panel_style()
    body = "\n".join(block_html(each) for each in _blocks(material))
    enclosed = html_block(material.enclosed) + "\n" if material.enclosed else ""
    title = text(material.table.title)
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script, (style, inside))}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}: {KIND}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1{_AUTO}>{title}</h1>\n<p>{text(_whose(material))}</p>\n</header>\n<main>\n"
        f'<div id="panel"><template shadowrootmode="open"><style>{inside}</style></template></div>\n'
        f"<noscript><p>{text(_STANDS_BELOW)}</p></noscript>\n"
        f"{body}\n</main>\n<footer>{text(_foot(material))}</footer>\n"
        f'<script type="application/json" id="panel-data">{inert_json(json.dumps(data, allow_nan=False))}</script>\n'
        f"{enclosed}<script>{script}</script>\n</body>\n</html>\n"
    ).encode()


_AS_EXPORTED = "What follows is of the decision as it was exported. Moving weights above changes nothing of it."
_STANDS_BELOW = (
    "Scripts are not run here, so that weights cannot be moved on this page. What follows from the weights of the file "
    "stands below."
)


def _policy(script: str, styles: tuple[str, ...]) -> str:
    allowed = " ".join(f"'sha256-{_digest(each)}'" for each in styles)
    return (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src {allowed}; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(part: str) -> str:
    return base64.b64encode(hashlib.sha256(part.encode("utf-8")).digest()).decode("ascii")


def _whose(material: Material) -> str:
    scenario = material.scenario
    day = "" if scenario.date is None else scenario.date.isoformat()
    return ". ".join(each for each in (KIND, scenario.owner, day) if each)


def _foot(material: Material) -> str:
    held = (
        "" if material.figures.simulation is None else f" This page holds {draws_enclosed(material.scenario):,} draws."
    )
    table = material.table
    return f"Fingerprint {table.fingerprint}. Trilemma {table.version}.{held}"


def _blocks(material: Material) -> Iterator[Block]:
    """What stands below the panel: all of it with the weights of the file."""
    yield Paragraph(_AS_EXPORTED, "note")
    yield from (each for each in result(material) if not isinstance(each, Picture))  # the panel draws that
    if material.figures.missing:
        yield Paragraph(material.figures.missing, "note")
    yield Heading("The comparison")
    yield from (Paragraph(each) for each in material.table.exclusions())
    yield from comparison_blocks(material.table)
    for part in _PARTS:
        go_on()
        yield from (each for each in part(material) if not isinstance(each, Picture))
