"""Every form in which a decision leaves: how its file ends, how it is written, what it takes, and whom it is for.

Another form is a function here that writes it, and a line in `FORMS`. What writes a form is imported when it is used.
The first form with an ending is the one that the ending alone asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decision.model.errors import DecisionError
from decision.model.visible import visible
from decision.outputs.files.material import Material

FOLDER = "/"  # how the name of a folder ends
SHAPES = ("wide", "long")
SHOWN = ("none", "scores", "reasons")  # of the option chosen, to the others


@dataclass(frozen=True)
class FileForm:
    """A form of one file.

    Attributes
    ----------
    name, ending
        What ``--form`` calls it, and how its file ends; several may share either, but not both.
    holds, whom
        What is in it and whom it is for, in a few words.
    write
        The bytes of the file; the same each time.
    takes
        The settings that it minds, by name; others are refused.
    simulated
        Whether it tells of more than scores, so that draws must be taken for it.
    encloses
        Whether the decision can be enclosed in it, to be worked out again.
    """

    name: str
    ending: str
    holds: str
    whom: str
    write: Callable[[Material], bytes]
    takes: frozenset[str] = frozenset()
    simulated: bool = True
    encloses: bool = False


@dataclass(frozen=True)
class FolderForm:
    """A form of several files in a folder: `write` gives their bytes by name, ``/`` after a sub-folder's."""

    name: str
    holds: str
    whom: str
    write: Callable[[Material], Mapping[str, bytes]]
    takes: frozenset[str] = frozenset()
    simulated: bool = True
    ending: str = FOLDER


Form = FileForm | FolderForm


def _csv(material: Material) -> bytes:
    from decision.outputs.files.csv_form import PLAIN, form_of
    from decision.outputs.files.delimited import comparison_csv, long_csv

    locale, shape = material.settings.locale, material.settings.shape or SHAPES[0]
    if shape not in SHAPES:
        raise DecisionError(f"there is no shape {visible(shape)}; use one of {', '.join(SHAPES)}")
    written = comparison_csv if shape == "wide" else long_csv
    # the mark at the front is what spreadsheets know UTF-8 by
    return written(material.table, PLAIN if locale is None else form_of(locale)).encode("utf-8-sig")


def _markdown(material: Material) -> bytes:
    from decision.outputs.files.markdown import comparison_markdown

    return comparison_markdown(material.table, material.sentence).encode("utf-8")


def _html(material: Material) -> bytes:
    from decision.outputs.files.comparison_paper import comparison_paper
    from decision.outputs.files.paper.html import html_paper

    return html_paper(comparison_paper(material.table, material.sentence), material.enclosed)


def _workbook(material: Material) -> bytes:
    from decision.outputs.files.workbook.workbook import comparison_workbook

    asked = material.settings
    return comparison_workbook(
        material.scenario, material.table, material.sentence, material.enclosed, asked.evaluators, asked.leave_out
    )


def _scoring_workbook(material: Material) -> bytes:
    from decision.outputs.files.workbook.scoring_workbook import scoring_workbook

    return scoring_workbook(
        material.scenario, material.table, material.settings.evaluators, material.settings.leave_out
    )


def _scoring_folder(material: Material) -> Mapping[str, bytes]:
    from decision.outputs.files.workbook.scoring_workbook import scoring_folder

    return scoring_folder(material.scenario, material.table, material.settings.evaluators, material.settings.leave_out)


def _memo_docx(material: Material) -> bytes:
    from decision.outputs.files.memo.memo import memo
    from decision.outputs.files.paper.docx import docx_paper

    return docx_paper(memo(material), material.enclosed)


def _memo_markdown(material: Material) -> bytes:
    from decision.outputs.files.memo.memo import memo
    from decision.outputs.files.paper.markdown import markdown_paper

    return markdown_paper(memo(material))


def _memo_html(material: Material) -> bytes:
    from decision.outputs.files.memo.memo import memo
    from decision.outputs.files.paper.html import html_paper

    return html_paper(memo(material), material.enclosed)


def _open_contracting(material: Material) -> bytes:
    from decision.outputs.files.open_contracting import open_contracting

    return open_contracting(material.scenario, material.figures.evaluation, material.settings.ocid)


def _brief(material: Material) -> bytes:
    from decision.outputs.files.brief.page import brief

    return brief(material)


def _pack(material: Material) -> Mapping[str, bytes]:
    from decision.outputs.files.pack.pack import pack

    return pack(material)


FORMS: tuple[Form, ...] = (
    FileForm("table", ".csv", "every figure, for a program", "analysts", _csv, frozenset({"locale", "shape"})),
    FileForm("table", ".md", "the comparison as text", "a page or a pull request", _markdown),
    FileForm(
        "table",
        ".xlsx",
        "the comparison with live formulas",
        "procurement",
        _workbook,
        frozenset({"evaluators", "leave_out", "names"}),
        encloses=True,
    ),
    FileForm(
        "table", ".html", "the comparison as a page that prints well", "a browser or a printer", _html, encloses=True
    ),
    FileForm(
        "memo",
        ".docx",
        "the decision on two or three pages",
        "those who have to agree",
        _memo_docx,
        frozenset({"names"}),
        encloses=True,
    ),
    FileForm(
        "memo",
        ".md",
        "the decision on two or three pages",
        "a page or a pull request",
        _memo_markdown,
        frozenset({"names"}),
    ),
    FileForm(
        "memo",
        ".html",
        "the decision on two or three pages",
        "those who read it on a screen",
        _memo_html,
        frozenset({"names"}),
        encloses=True,
    ),
    FileForm(
        "ocds",
        ".json",
        "criteria, requirements and scores as a release of the Open Contracting Data Standard",
        "a platform that publishes contracts",
        _open_contracting,
        frozenset({"ocid"}),
        simulated=False,
    ),
    FileForm(
        "brief",
        ".html",
        "a page with weights to move",
        "those who were not in the room",
        _brief,
        frozenset({"names"}),
        encloses=True,
    ),
    FolderForm(
        "pack",
        "a summary for each option, and the record of the moderation for the buyer",
        "each option its own summary; the buyer the rest",
        _pack,
        frozenset({"show_chosen", "names"}),
        simulated=False,
    ),
    FileForm(
        "scoring",
        ".xlsx",
        "sheets to score on, without any price",
        "evaluators of quality",
        _scoring_workbook,
        frozenset({"evaluators", "leave_out"}),
        simulated=False,
    ),
    FolderForm(
        "scoring",
        "a scoring sheet for each evaluator, without any price",
        "evaluators of quality",
        _scoring_folder,
        frozenset({"evaluators", "leave_out"}),
        simulated=False,
    ),
)
NAMES = tuple(dict.fromkeys(form.name for form in FORMS))
ENDINGS = tuple(dict.fromkeys(form.ending for form in FORMS if isinstance(form, FileForm)))
