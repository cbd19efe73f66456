"""The pages in docs/ say what is so: their files load, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision.files.validation import validate

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted(DOCS.glob("*.md"))


def whole_files() -> list[tuple[str, str]]:
    """YAML blocks that begin with the format's version, each with its page and place."""
    blocks = []
    for page in PAGES:
        found = re.findall(
            r"^```yaml\n(format: 1\n.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        blocks += [(f"{page.stem} {place}", block) for place, block in enumerate(found, start=1)]
    return blocks


def test_there_are_files_to_check() -> None:
    assert len(whole_files()) >= 9


@pytest.mark.parametrize("text", [block for _, block in whole_files()], ids=[name for name, _ in whole_files()])
def test_every_whole_file_on_a_page_is_sound(text: str, tmp_path: Path) -> None:
    path = tmp_path / "page.yaml"
    path.write_text(text, encoding="utf-8")
    kinds = {"title:": "scenario", "\nreference_classes:": "reference classes", "\nrequirements:": "requirements"}
    expected = next((kind for mark, kind in kinds.items() if mark in text), "catalogue")
    assert validate(path) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_key_of_the_format_stands_on_its_page() -> None:
    from decision.files.schema import SHAPES, schema_of

    text = (DOCS / "file-format.md").read_text(encoding="utf-8")
    for shape in SHAPES.values():
        schema = schema_of(shape)
        for part in (schema, *schema.get("$defs", {}).values()):
            for key in part.get("properties", {}):
                assert re.search(rf"\b{key}\b", text), key
