"""A decision as the file or the files of one of the forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decision.model.errors import DecisionError
from decision.model.evaluation_names import as_letters
from decision.model.scenario import Scenario
from decision.model.trail import Trail
from decision.outputs.files.forms import ENDINGS, FOLDER, FORMS, NAMES, SHAPES, SHOWN, FileForm, FolderForm, Form
from decision.outputs.files.material import NOTHING_ASKED, Figures, Material, Settings, figures_of

__all__ = [
    "ENDINGS",
    "FOLDER",
    "FORMS",
    "NAMES",
    "SHAPES",
    "SHOWN",
    "Figures",
    "FileForm",
    "FolderForm",
    "Form",
    "Settings",
    "export",
    "export_folder",
    "figures_of",
    "form_for",
]


def form_for(ending: str, name: str | None = None, settings: Settings = NOTHING_ASKED) -> Form:
    """The form of what ends in `ending`, ``/`` for a folder: the one called `name`, or the usual one.

    Raises
    ------
    DecisionError
        There is none, or it does not take one of `settings`.
    """
    of_name = [form for form in FORMS if name in (None, form.name)]
    if not of_name:
        raise DecisionError(f"there is no form {name}; use one of {', '.join(NAMES)}")
    form = next((form for form in of_name if form.ending == ending), None)
    if form is None:
        what = "nothing" if name is None else f"no {name}"
        raise DecisionError(f"{what} is written as {ending}; use one of {', '.join(_endings(of_name))}")
    for asked in sorted(settings.asked - form.takes):
        ways = [each for each in FORMS if asked in each.takes]
        flag, of_this = f"--{asked.replace('_', '-')}", _endings(each for each in ways if each.name == form.name)
        if of_this:
            raise DecisionError(f"{flag} is for {', '.join(of_this)}, not for {ending}; leave it out")
        names = ", ".join(dict.fromkeys(each.name for each in ways))
        raise DecisionError(f"{flag} is for --form {names}, not for {form.name}; leave it out")
    return form


def _endings(forms: Iterable[Form]) -> list[str]:
    return list(dict.fromkeys(form.ending for form in forms))


def export(
    scenario: Scenario,
    ending: str,
    locale: str | None = None,
    figures: Figures | None = None,
    *,
    form: str | None = None,
    settings: Settings | None = None,
    trail: Trail | None = None,
    enclosed: str = "",
) -> bytes:
    """`scenario` as the bytes of a file with that `ending`, in the form called `form`; the same bytes each time.

    `figures` are worked out where they are not given. `locale` is short for a setting. `trail` is what was changed
    since the file was opened, for the forms that tell it. `enclosed` is the text of the decision, as
    `decision.files.enclosure` makes it, for the forms that enclose it.

    Raises
    ------
    DecisionError
        There is no such form, it does not take one of the settings, or there is no such locale.
    """
    settings = settings or Settings(locale=locale)
    chosen = form_for(ending, form, settings)
    if not isinstance(chosen, FileForm):
        raise DecisionError(f"a {chosen.name} is a folder, not one file; ask for its files")
    figures = figures or figures_of(scenario, simulated=chosen.simulated)
    shown = scenario if settings.names else as_letters(scenario)
    return chosen.write(Material(shown, figures, settings, trail, enclosed))


def export_folder(
    scenario: Scenario,
    form: str | None = None,
    figures: Figures | None = None,
    *,
    settings: Settings = NOTHING_ASKED,
    trail: Trail | None = None,
) -> Mapping[str, bytes]:
    """`scenario` as several files: their bytes by name, with ``/`` before the name of a sub-folder.

    Raises
    ------
    DecisionError
        As for `export`.
    """
    chosen = form_for(FOLDER, form, settings)
    assert isinstance(chosen, FolderForm)  # what ends in a slash is one
    figures = figures or figures_of(scenario, simulated=chosen.simulated)
    shown = scenario if settings.names else as_letters(scenario)
    return chosen.write(Material(shown, figures, settings, trail))
