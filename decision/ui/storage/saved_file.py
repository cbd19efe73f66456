"""The file of the decision that is open: with what was changed in it, for the browser or in its place in the folder.

Both are the same bytes. Nothing here draws anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address

from decision.files.editing.files import ChangedOnDiskError, put_in_place
from decision.files.editing.saved import Saved, saved
from decision.files.open_file import read_file
from decision.ui.session.work import Work

VARIABLE = "TRILEMMA_SAVING"  # "on" or "off": whether visitors may save files in the folder
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")  # headers that a proxy adds


def file_of(work: Work) -> Saved:
    """The file that `work` is saved as: the one it came from, with as few lines changed as may be."""
    return saved(work.origin.raw, work.scenario, work.origin.folder, work.origin.name)


def save_in_place(work: Work, *, over_changes: bool = False) -> Work:
    """Write `work` to the file of the folder it came from; what is returned knows that it was saved.

    With `over_changes`, also over what somebody else has written there since; their comments and layout stay.

    Raises
    ------
    ChangedOnDiskError
        The file is no longer what it was when it was read.
    WriteError, FileError
        It cannot be written, or not even be read; what was there is untouched.
    """
    path = work.origin.path
    assert path is not None  # only such files are offered
    if over_changes:
        now = read_file(path)
        made = saved(now, work.scenario, work.origin.folder, work.origin.name)
    elif work.origin.raw is None:  # brought back from before a reload, without the text
        raise ChangedOnDiskError(path, "may have been changed")
    else:
        now, made = work.origin.raw, file_of(work)
    put_in_place(path, now, made.raw)
    return work.filed(made.raw)


def may_save_in_place(environment: Mapping[str, str], address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether whoever sent `headers` may change files in the folder of the server that listens on `address`.

    Who may is whoever runs the app for himself: it listens on this machine only, and no proxy stands before it. The
    environment says otherwise.
    """
    said = environment.get(VARIABLE, "").strip().lower()
    if said:
        return said == "on"
    return _is_this_machine(address) and not any(name.lower() in _PASSED_ON for name in headers)


def _is_this_machine(address: str | None) -> bool:
    try:
        return address == "localhost" or ip_address(address or "").is_loopback
    except ValueError:
        return False
