"""Every form in which a decision leaves: how its file ends, how it is written, what it takes, and whom it is for.

Another form is a function here that writes it, and a line in `FORMS`. What writes a form is imported when it is used.
The first form with an ending is the one that the ending alone asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decision.outputs.files.material import Material

FOLDER = "/"  # how the name of a folder ends


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
    """

    name: str
    ending: str
    holds: str
    whom: str
    write: Callable[[Material], bytes]
    takes: frozenset[str] = frozenset()
    simulated: bool = True


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
    from decision.outputs.files.delimited import comparison_csv

    locale = material.settings.locale
    # the mark at the front is what spreadsheets know UTF-8 by
    return comparison_csv(material.table, PLAIN if locale is None else form_of(locale)).encode("utf-8-sig")


def _markdown(material: Material) -> bytes:
    from decision.outputs.files.markdown import comparison_markdown

    return comparison_markdown(material.table, material.sentence).encode("utf-8")


def _workbook(material: Material) -> bytes:
    from decision.outputs.files.workbook.workbook import comparison_workbook

    return comparison_workbook(material.scenario, material.table, material.sentence)


FORMS: tuple[Form, ...] = (
    FileForm("table", ".csv", "every figure, for a program", "analysts", _csv, frozenset({"locale"})),
    FileForm("table", ".md", "the comparison as text", "a page or a pull request", _markdown),
    FileForm("table", ".xlsx", "the comparison with live formulas", "procurement", _workbook),
)
NAMES = tuple(dict.fromkeys(form.name for form in FORMS))
ENDINGS = tuple(dict.fromkeys(form.ending for form in FORMS if isinstance(form, FileForm)))
