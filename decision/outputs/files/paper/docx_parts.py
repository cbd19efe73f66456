"""The parts of a Word document as its XML: paragraphs, runs in both directions of writing, and tables."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from decision.outputs.files.paper.blocks import Grid, is_from_right, runs, shown

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BACK = "\N{LEFT-TO-RIGHT MARK}"  # or figures after a name that is written from the right would be taken for its own
_LINE, _HEAD_LINE = "C9CDD3", "50555E"


def paragraph(text: str, style: str = "", *, strong: bool = False, right: bool = False, quoted: bool = False) -> str:
    """A paragraph in one of the document's styles, by its id; where `quoted`, in the direction of its script."""
    words = shown(text)
    of_style = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    turned = quoted and is_from_right(words)
    from_right = "<w:bidi/>" if turned else ""
    side = '<w:jc w:val="end"/>' if right else ""
    announces = "<w:keepNext/>" if words.endswith(":") else ""  # what follows stands on the same page
    told = _runs(words, strong=strong, turned=turned)
    return f"<w:p {NAMESPACE}><w:pPr>{of_style}{announces}{from_right}{side}</w:pPr>{told}</w:p>"


def _runs(words: str, *, strong: bool, turned: bool) -> str:
    bold, after = "<w:b/><w:bCs/>" if strong else "", ""
    written = ""
    for part, from_right in runs(words):
        written += (
            f"<w:r><w:rPr>{bold}{'<w:rtl/>' if from_right else ''}</w:rPr>"
            f'<w:t xml:space="preserve">{after}{escape(part)}</w:t></w:r>'
        )
        after = _BACK if from_right and not turned else ""
    return written


def table(grid: Grid, width: int) -> str:
    """A table `width` wide, in twentieths of a point; its first row repeats on each page and no row is torn."""
    widths = [round(share * width) for share in grid.shares]
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = [_row(grid, grid.head, widths, head=True)]
    rows += [_row(grid, row, widths, strong=place in grid.strong) for place, row in enumerate(grid.rows)]
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblStyle w:val="TableNormal"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders><w:top w:val="single" w:sz="4" w:color="{_LINE}"/>'
        f'<w:bottom w:val="single" w:sz="4" w:color="{_LINE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:color="{_LINE}"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1"/>'
        f"<w:tblCaption w:val={quoteattr(shown(grid.caption))}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(grid: Grid, cells: tuple[str, ...], widths: list[int], *, head: bool = False, strong: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    line = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{_HEAD_LINE}"/></w:tcBorders>' if head else ""
    told = ""
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        figure = column in grid.figures  # at the right, whatever the direction of its script
        words = paragraph(text, "TableText", strong=head or strong, right=figure, quoted=not figure)
        told += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}</w:tcPr>{words}</w:tc>'
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{told}</w:tr>"


def field(instruction: str) -> str:
    """A field that the program which opens the document fills in, such as ``PAGE``."""
    return f'<w:fldSimple {NAMESPACE} w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
