"""A paper as one HTML file that needs nothing else, runs nothing, and prints well.

A policy in the file itself forbids scripts, requests and forms. Every text is escaped, and runs in the direction of its
script; what a chart shows is said in words too.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape

from decision.outputs.files.enclosed import html_block
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph, Picture, runs, shown

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.45 system-ui, "Segoe UI", Arial, sans-serif; color: #1d1f23; background: #fff; margin: 0 auto;
  padding: 24px; max-width: 64rem; }
body.wide { max-width: none; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .2rem; }
h2 { font-size: 1.2rem; margin: 1.8rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .4rem 0; max-width: 46rem; }
p.kind { color: #50555e; }
p.lead { font-size: 1.1rem; font-weight: 600; }
p.note, footer { color: #50555e; font-size: .875rem; }
ul { margin: .4rem 0; padding-inline-start: 1.3rem; max-width: 46rem; }
.scroll { overflow-x: auto; margin: .6rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; color: #50555e; padding: 0 0 .3rem; }
th, td { border-bottom: 1px solid #c9cdd3; padding: .3rem .5rem; text-align: start; vertical-align: top;
  overflow-wrap: anywhere; }
td.words, th.words { min-width: 7rem; }
thead th { border-bottom: 2px solid #50555e; font-weight: 600; }
.figure { text-align: end; white-space: nowrap; overflow-wrap: normal; }
th.figure { white-space: normal; overflow-wrap: anywhere; min-width: 4rem; }
th[scope=row] { min-width: 9rem; font-weight: 500; }
tr.strong > * { font-weight: 600; }
figure { margin: .8rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { color: #50555e; font-size: .875rem; max-width: 46rem; }
footer { border-top: 1px solid #c9cdd3; margin-top: 2rem; padding-top: .5rem; overflow-wrap: anywhere; }
@page { size: A4; margin: 16mm; }
@page wide { size: A4 landscape; margin: 12mm; }
@media print {
  html { font-size: 10pt; }
  body { font-size: 10pt; line-height: 1.25; padding: 0; max-width: none; }
  body.wide { page: wide; }
  p, ul, figcaption { max-width: none; }
  p, ul { margin: .25rem 0; }
  h2 { margin-top: 1rem; }
  table, p.note, figcaption, footer { font-size: 9pt; }
  th, td { padding: .15rem .4rem; }
  figure { margin: .4rem 0; }
  figure svg { max-width: 12.5cm; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, figure, .short { break-inside: avoid; }
  h2, h3, caption, thead, .lead { break-after: avoid; }
}
"""
_SHORT = 8  # rows of a table that stays on one page
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
_AUTO = ' dir="auto"'  # in the direction of its script


def html_paper(paper: Paper, enclosed: str = "") -> bytes:
    """The whole paper; `enclosed` is the text of the decision, to be read back from it."""
    inside = html_block(enclosed) + "\n" if enclosed else ""
    body = "\n".join(block_html(each) for each in paper.blocks)
    foot = f"<footer>{text(paper.foot)}</footer>\n" if paper.foot else ""
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(shown(paper.title))}: {escape(shown(paper.kind))}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body{' class=' + chr(34) + 'wide' + chr(34) if paper.wide else ''}>\n<main>\n"
        f'<h1{_AUTO}>{text(paper.title)}</h1>\n<p class="kind">{text(paper.kind)}</p>\n'
        f"{body}\n</main>\n{foot}{inside}</body>\n</html>\n"
    ).encode()


def text(words: str) -> str:
    """`words` as they are, on one line; what is written from the right does not turn the figures after it."""
    return "".join(
        f"<bdi>{escape(part)}</bdi>" if from_right else escape(part) for part, from_right in runs(shown(words))
    )


def block_html(block: Block) -> str:
    """One part of a paper."""
    match block:
        case Heading(words, level):
            return f"<h{level + 1}>{text(words)}</h{level + 1}>"
        case Paragraph(words, kind, quoted):
            of_kind = "" if kind == "plain" else f' class="{kind}"'
            return f"<p{of_kind}{_AUTO if quoted else ''}>{text(words)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{text(each)}</li>" for each in items) + "</ul>"
        case Picture():
            return _figure(block)
        case Grid():
            return _table(block)


def _figure(picture: Picture) -> str:
    from decision.outputs.files.paper.pictures import as_svg

    label = escape(shown(picture.alternative))
    drawn = as_svg(picture).replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    more = f"<figcaption>{text(picture.more)}</figcaption>" if picture.more else ""
    return f"<figure>{drawn}{more}</figure>"


def _table(grid: Grid) -> str:
    head = "".join(_cell("th", column, grid, words, ' scope="col"') for column, words in enumerate(grid.head))
    rows = []
    for place, row in enumerate(grid.rows):
        first, *others = row
        cells = [_cell("th", 0, grid, first, ' scope="row"')]
        cells += [_cell("td", column, grid, words) for column, words in enumerate(others, start=1)]
        rows.append(
            f"<tr{' class=' + chr(34) + 'strong' + chr(34) if place in grid.strong else ''}>{''.join(cells)}</tr>"
        )
    caption, kind = text(grid.caption), "scroll short" if len(rows) <= _SHORT else "scroll"
    return (  # what can be scrolled can be reached by the keyboard
        f'<div class="{kind}" tabindex="0" role="group" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"{_widths(grid)}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _widths(grid: Grid) -> str:
    if not grid.widths:
        return ""
    return "<colgroup>" + "".join(f'<col width="{100 * share:.1f}%">' for share in grid.shares) + "</colgroup>"


def _cell(tag: str, column: int, grid: Grid, words: str, more: str = "") -> str:
    if column in grid.figures:  # at the right, whatever the direction of its script
        return f'<{tag} class="figure"{more}><bdi>{text(words)}</bdi></{tag}>'
    return f'<{tag} class="words"{more}{_AUTO}>{text(words)}</{tag}>'
