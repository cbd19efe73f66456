"""What mkdocs is told besides mkdocs.yml: the README is the first page, and files outside docs/ are part of the site.

Pages link to files beside docs/ (``../deploy/Caddyfile``), which is right where they are read in the repository. On the
site such a file lies under ``files/``, and the link leads there.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"(\]\()\.\./([^)#\s]+)(\)|#)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the first page, and every file outside docs/ that a page links to."""
    files.append(File.generated(config, "index.md", content=first_page()))
    linked = {name for page in (ROOT / "docs").glob("*.md") for _, name, _ in LINK.findall(page.read_text("utf-8"))}
    linked |= {name for _, name, _ in LINK.findall(first_page())}
    for name in sorted(linked):
        if (ROOT / name).is_file():
            files.append(File.generated(config, f"files/{name}", abs_src_path=str(ROOT / name)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Lead links out of docs/ to where such files lie on the site."""
    return LINK.sub(r"\1files/\2\3", markdown)


def first_page() -> str:
    """The README as a page of docs/: links into docs/ become links beside it, all others lead out of it."""
    text = (ROOT / "README.md").read_text("utf-8")
    text = re.sub(r"(\]\()docs/", r"\1", text)
    return re.sub(r"(\]\()(?!https?://|#)([^)\s]+)", lambda link: link[1] + (beside(link[2]) or f"../{link[2]}"), text)


def beside(target: str) -> str:
    """`target` if it is a file of docs/, else nothing."""
    return target if (ROOT / "docs" / target.partition("#")[0]).is_file() else ""
