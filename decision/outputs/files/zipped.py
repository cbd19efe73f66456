"""A folder of files as one, for where no folder can be handed over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DAY = (2000, 1, 1, 0, 0, 0)  # fixed, so that the same files give the same bytes


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """`files` by name, in a zip file in which they lie in `folder`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
