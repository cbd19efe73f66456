"""Workbooks as LibreOffice works them out anew, whatever figures they were kept with."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def converted(contents: Mapping[str, bytes], kind: str, folder: Path, name: str = "{}") -> dict[str, bytes]:
    """Workbooks, by name, as LibreOffice saves them in another form after working out every formula; one start for all.

    `name` is what it makes of a name.
    """
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS)
    for each, content in contents.items():
        (folder / f"{each}.xlsx").write_bytes(content)
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    command += ["--outdir", str(out), *(f"{each}.xlsx" for each in contents)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    ending = kind.partition(":")[0]
    return {each: (out / f"{name.format(each)}.{ending}").read_bytes() for each in contents}


def recalculated(contents: Mapping[str, bytes], folder: Path) -> dict[str, Any]:
    """Workbooks, by name, with the figures that LibreOffice finds."""
    found = converted(contents, "xlsx", folder)
    return {name: openpyxl.load_workbook(io.BytesIO(content), data_only=True) for name, content in found.items()}
