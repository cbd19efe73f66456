"""A paper as Markdown. What a chart shows stands in words."""

from __future__ import annotations

from decision.outputs.files.markdown import paragraph, plain, table_lines
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph, Picture, shown


def markdown_paper(paper: Paper) -> bytes:
    """The whole paper."""
    blocks = [f"# {plain(paper.title)}", f"*{plain(paper.kind)}*", *(_block(each) for each in paper.blocks)]
    if paper.foot:
        blocks.append(f"---\n\n{paragraph(paper.foot)}")
    return ("\n\n".join(each for each in blocks if each) + "\n").encode("utf-8")


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {plain(text)}"
        case Paragraph(text, "lead"):
            return f"**{plain(text)}**"
        case Paragraph(text):
            return paragraph(shown(text))
        case Bullets(items):
            return "\n".join(f"- {paragraph(each)}" for each in items)
        case Picture():
            return "\n\n".join(paragraph(each) for each in (block.alternative, block.more) if each)
        case Grid():
            return _table(block)


def _table(grid: Grid) -> str:
    rows = [[_cell(text, place in grid.strong) for text in row] for place, row in enumerate(grid.rows)]
    rule = ["--:" if column in grid.figures else "---" for column in range(len(grid.head))]
    return table_lines([[plain(text) for text in grid.head], rule, *rows])


def _cell(text: str, strong: bool) -> str:  # noqa: FBT001
    escaped = plain(shown(text))
    return f"**{escaped}**" if strong and escaped else escaped
