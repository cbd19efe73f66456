"""The phone page: one document and one script, read once and sent to everybody alike."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PHONE = Path(__file__).resolve().parents[1] / "phone"
LARGEST = 60_000  # bytes of both
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class PhonePage:
    """`policy` allows what the page brings along, and nothing else."""

    document: str
    script: str
    mark: str  # of the script's bytes: a browser that has them needs no others
    policy: str


@cache
def phone_page() -> PhonePage:
    """The page as it is packaged."""
    document = (PHONE / "phone.html").read_text(encoding="utf-8")
    script = (PHONE / "phone.js").read_text(encoding="utf-8")
    styles = _STYLE.findall(document)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in styles
    )
    policy = (
        f"default-src 'none'; script-src 'self'; style-src {hashes}; connect-src 'self'; img-src data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    mark = hashlib.sha256(script.encode("utf-8")).hexdigest()[:16]
    return PhonePage(document.replace("{{script}}", f"phone.js?{mark}"), script, mark, policy)
