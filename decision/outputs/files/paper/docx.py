"""A paper as a Word document of real structure: headings, lists, tables whose heads repeat, pictures with their words.

The same paper gives the same bytes: the document has no time and no name of a machine or a person in it.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from decision.outputs.files.enclosed import enclose_in_document
from decision.outputs.files.paper.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph, Picture, shown
from decision.outputs.files.paper.docx_parts import field, paragraph, table

_CREATED = datetime.datetime(2000, 1, 1)  # fixed, as in workbooks: the day of a decision is in its text
_MOST_OF_A_PROPERTY = 255  # characters, to the library
_ZIPPED = (1980, 1, 1, 0, 0, 0)  # the first day that an archive can name
_LETTERS = "Arial"  # or what a machine has in its stead, of the same widths; it has Hebrew and Arabic letters too
_LANGUAGE = "en-GB"
_UNITS = 635  # of the library's length in a twentieth of a point, in which Word measures
_PICTURE = 6800  # how wide a chart is at the most: its letters are then about as large as those of the text
_MARGIN, _SHORT, _LONG = 1020, 11906, 16838  # of a page of A4, in these: 1.8 cm, 21 cm and 29.7 cm
_INK, _PALE = "1D1F23", "50555E"
_SIZES = {  # of styles, by name: points, whether bold, colour, points before and after
    "Normal": (10, False, _INK, 0, 4),
    "Title": (20, True, _INK, 0, 2),
    "Subtitle": (10, False, _PALE, 0, 8),
    "Heading 1": (13, True, _INK, 8, 2),
    "Heading 2": (11, True, _INK, 8, 2),
    "List Bullet": (10, False, _INK, 0, 2),
    "Caption": (9, False, _PALE, 6, 2),
    "Footer": (8, False, _PALE, 0, 0),
}
_OWN_SIZES = {
    "Lead": (11.5, True, _INK, 2, 5),
    "Gap": (4, False, _INK, 0, 0),
    "Note": (9, False, _PALE, 2, 4),
    "Table Text": (9, False, _INK, 1, 1),
}
_OF_THE_TEMPLATE = ("/thumbnail", "/stylesWithEffects", "/customXml")  # of no use: a picture of an empty page and such
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>Trilemma</Application></Properties>'
)


def docx_paper(paper: Paper, enclosed: str = "") -> bytes:
    """The whole paper; `enclosed` is the text of the decision, to be read back from it."""
    from docx import Document

    document = Document()
    _style(document)
    _page(document, paper)
    document.add_paragraph(shown(paper.title), style="Title")
    document.add_paragraph(shown(paper.kind), style="Subtitle")
    _turn(document, paper.title)
    before: Block | None = None
    for block in paper.blocks:
        _add(document, block, before)
        before = block
    _describe(document, paper)
    if enclosed:
        enclose_in_document(document, enclosed)
    out = io.BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _add(document: Any, block: Block, before: Block | None) -> None:
    match block:
        case Heading(text, level):
            _append(document, paragraph(text, f"Heading{level}"))
        case Paragraph(text, kind, quoted):
            style = {"plain": "", "lead": "Lead", "note": "Note"}[kind]
            _append(document, paragraph(text, style, quoted=quoted))
        case Bullets(items):
            for item in items:
                _append(document, paragraph(item, "ListBullet"))
        case Grid():
            if not isinstance(before, Heading):  # which says it already; the table has its caption in any case
                _append(document, paragraph(block.caption, "Caption"))
            _append(document, table(block, _room(document)))
            _append(document, paragraph("", "Gap"))  # so that the next does not cling to the table
        case Picture():
            _picture(document, block)


def _append(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # before what says how pages are, which stands last


def _picture(document: Any, picture: Picture) -> None:
    from docx.shared import Twips

    from decision.outputs.files.paper.pictures import as_png, said_of_letters

    added = document.add_picture(io.BytesIO(as_png(picture)), width=Twips(min(_room(document), _PICTURE)))
    properties = added._inline.docPr  # noqa: SLF001  the library has no other way to what a picture shows in words
    properties.set("name", f"Chart {properties.get('id')}")
    properties.set("descr", shown(picture.alternative))
    letters = said_of_letters(picture)
    if letters and _is_told(document, letters):  # once is enough
        letters = ""
    below = [said for said in (picture.more, letters) if said]
    if below:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    for said in below:
        _append(document, paragraph(said, "Note"))


def _is_told(document: Any, text: str) -> bool:
    """Whether a paragraph has this text already, but for the marks that keep directions of writing apart."""
    return any(each.text.replace("\N{LEFT-TO-RIGHT MARK}", "") == shown(text) for each in document.paragraphs)


def _room(document: Any) -> int:
    """How wide the text is, in twentieths of a point."""
    section = document.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    return int(wide // _UNITS)


# --- how it looks ---------------------------------------------------------------------------------------------------


def _style(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    for name in _OWN_SIZES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
    for name, (size, bold, colour, before, after) in {**_SIZES, **_OWN_SIZES}.items():
        _set(styles[name], size, colour, before, after, bold=bold)
    for name in ("Heading 1", "Heading 2", "Caption", "Lead"):
        styles[name].paragraph_format.keep_with_next = True
    defaults = styles.element.find(_w("docDefaults")).find(_w("rPrDefault")).find(_w("rPr"))
    language = defaults.find(_w("lang"))
    language.set(_w("val"), _LANGUAGE)


def _set(style: Any, size: float, colour: str, before: float, after: float, *, bold: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_rPr()
    letters = properties.get_or_add_rFonts()
    for name in list(letters.attrib):
        del letters.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        letters.set(_w(name), _LETTERS)
    for name in ("szCs", "bCs", "iCs", "spacing", "kern"):
        for found in properties.findall(_w(name)):
            properties.remove(found)
    if bold:
        heavy = OxmlElement("w:bCs")
        properties.find(_w("b")).addnext(heavy)
    of_other_scripts = OxmlElement("w:szCs")
    of_other_scripts.set(_w("val"), str(round(2 * size)))
    properties.find(_w("sz")).addnext(of_other_scripts)
    borders = style.element.get_or_add_pPr().find(_w("pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _page(document: Any, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.shared import Twips

    section = document.sections[0]
    sides = (_LONG, _SHORT) if paper.wide else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Twips(side) for side in sides)
    for name in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, name, Twips(_MARGIN))
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{shown(paper.foot)} Page " if paper.foot else "Page ")
    foot._p.append(parse_xml(field("PAGE")))  # noqa: SLF001  fields have no other way in
    foot.add_run(" of ")
    foot._p.append(parse_xml(field("NUMPAGES")))  # noqa: SLF001


def _turn(document: Any, title: str) -> None:
    """Have the title run in the direction of its script."""
    from docx.oxml import parse_xml

    old = document.paragraphs[0]._p  # noqa: SLF001
    old.getparent().replace(old, parse_xml(paragraph(title, "Title", quoted=True)))


# --- what is not seen -------------------------------------------------------------------------------------------------


def _describe(document: Any, paper: Paper) -> None:
    """Say what the document is, in its properties, and nothing of who made it on which machine."""
    properties = document.core_properties
    properties.title, properties.subject = (shown(text)[:_MOST_OF_A_PROPERTY] for text in (paper.title, paper.kind))
    properties.author, properties.last_modified_by = "Trilemma", "Trilemma"
    properties.comments = properties.keywords = properties.category = ""
    properties.language, properties.revision = _LANGUAGE, 1
    properties.created = properties.modified = _CREATED
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for id, relation in list(relations.items()):
            if relation.reltype.endswith(_OF_THE_TEMPLATE):
                relations.pop(id)
    for part in package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _APP  # noqa: SLF001  the library's template names another program


def _without_times(content: bytes) -> bytes:
    """The same archive, with no time in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIPPED)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
