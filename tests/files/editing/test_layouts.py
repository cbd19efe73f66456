"""A file for every manner of writing crossed with every kind of edit: what changed, byte for byte, and nothing else.

`layouts/` holds the files, `layouts/changes/` what each edit changes in each of them, as a person would want it. After a
change of how edits look, ``python -m tests.files.editing.test_layouts`` writes those anew, to be read before they are
committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.files.editing.edits import Add, Delete, Edit, Move, Rename, Set, edited
from decision.files.editing.files import diff, edited_file
from decision.files.editing.splice import spliced
from decision.files.reader import read_scenario
from decision.files.tree import read_tree

LAYOUTS = Path(__file__).resolve().parents[1] / "layouts"
NAMES = sorted(path.stem for path in LAYOUTS.glob("*.yaml"))
NAMED = dict.fromkeys(NAMES, "Buy it") | {"quoted": 'Buy "it"'}
RENT = {
    "approach": "buy",
    "ratings": {"fit": 6, "cost": {"low": 200, "high": 400}, "integration": {"freshness": 3, "identity": 2}},
}

EDITS: dict[str, list[Edit]] = {
    "a weight": [Set("weights.fit", 55)],
    "a title": [Set("title", "Choose another portal")],
    "a text in lines": [Set("question", "Which one do we take, and when?")],
    "a rating": [Set("options.build.ratings.cost", 450)],
    "a figure becomes an estimate": [Set("options.build.ratings.fit", {"low": 5, "mode": 7, "high": 9})],
    "an estimate becomes a figure": [Set("options.buy.ratings.fit", 6)],
    "one key of an estimate": [Set("options.buy.ratings.fit.high", 8)],
    "the form of an estimate": [Set("options.buy.ratings.fit", {"p10": 4, "p90": 9, "because": "Seen in a demo."})],
    "a reason": [Set("options.buy.ratings.fit.because", "Seen in a demo by all of the clinics.")],
    "a reason that is new": [Set("options.extend.ratings.cost.because", "An offer: June.")],
    "an option added": [Add("options.rent", RENT)],
    "an option added first": [Add("options.rent", RENT, before="build")],
    "an option added between": [Add("options.rent", RENT, after="build")],
    "the first option gone": [Delete("options.build")],
    "an option gone": [Delete("options.buy")],
    "the last option gone": [Delete("options.extend")],
    "an option renamed": [Rename("options.buy", "vendor_a")],
    "the last option moved first": [Move("options.extend", before="build")],
    "the first option moved last": [Move("options.build", last=True)],
    "a criterion added": [
        Add("criteria.speed", {"worst": 24, "best": 3}),
        Add("weights.speed", 5),
        Add("options.build.ratings.speed", 9),
        Add("options.buy.ratings.speed", {"low": 3, "high": 6}),
        Add("options.extend.ratings.speed", 6),
        Add('views."the board".speed', 5),
    ],
    "a criterion gone": [Delete("criteria.cost")],
    "a part gone": [Delete("criteria.integration.parts.identity")],
    "a criterion renamed": [Rename("criteria.fit", "suitability")],
    "a part renamed": [Rename("criteria.integration.parts.identity", "who")],
    "a criterion moved": [Move("criteria.cost", before="fit")],
    "a rating moved": [Move("options.buy.ratings.cost", before="fit")],
    "a result added": [Set("options.build.requirements.R2", "pass")],
    "a result with a reason": [Set("options.buy.requirements.R1.because", "It says so.")],
    "a result gone": [Delete("options.buy.requirements.R1")],
    "an item of a list": [Set("dependence.pairs[0][2]", 0.25)],
    "an item added to a list": [Add("dependence.pairs", ["build.fit", "extend.fit", 0.1])],
    "an item gone from a list": [Delete("dependence.pairs[0]")],
    "the last item gone from a list": [Delete("dependence.pairs[1]")],
    "a section added": [Set("simulation.draws", 5000)],
    "a section gone": [Delete("views")],
    "a long text that is new": [Set("options.buy.about", "One sentence after another. " * 5 + "The end.")],
    "many at once": [Set("weights.cost", 25), Set("currency", "EUR"), Delete("options.extend"), Set("title", "Two")],
}  # fmt: skip


def changes_of(name: str) -> str:
    """What every edit changes in one file, in one text; line ends and byte-order marks are shown."""
    path = LAYOUTS / f"{name}.yaml"
    parts = []
    for edit, edits in EDITS.items():
        made = edited_file(path, edits)
        lines = diff(made.before, made.after, "").splitlines(keepends=True)[2:]
        parts.append(f"## {edit}\n{''.join(lines)}")
    return "\n".join(parts).replace("\r", "<CR>").replace("\ufeff", "<BOM>")


@pytest.mark.parametrize("name", NAMES)
def test_every_edit_changes_its_own_lines_and_no_others(name: str) -> None:
    assert changes_of(name) == (LAYOUTS / "changes" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_setting_what_is_there_already_changes_no_byte(name: str) -> None:
    assert not edited_file(
        LAYOUTS / f"{name}.yaml", [Set("weights.fit", 50), Set("options.buy.name", NAMED[name])]
    ).is_changed


@pytest.mark.parametrize("name", NAMES)
def test_other_line_ends_and_a_byte_order_mark_make_no_other_change(name: str) -> None:
    raw = (LAYOUTS / f"{name}.yaml").read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    for edits in list(EDITS.values())[NAMES.index(name) % 3 :: 3]:
        made, other = (
            spliced(text, (root := read_tree(text, name)), edited(root.plain(), edits), name).raw
            for text in (raw, b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
        )
        assert other == b"\xef\xbb\xbf" + made.replace(b"\n", b"\r\n")


def test_the_files_are_one_decision_in_many_manners() -> None:
    """But for texts, which are what some of them are about."""
    for name in NAMES:
        scenario = read_scenario((LAYOUTS / f"{name}.yaml").read_bytes(), name)
        assert [option.id for option in scenario.options] == ["build", "buy", "extend"]
        assert list(scenario.leaves) == ["fit", "cost", "integration.freshness", "integration.identity"]
        assert [criterion.weight for criterion in scenario.criteria] == [50, 30, 20]


if __name__ == "__main__":
    for each in NAMES:
        (LAYOUTS / "changes" / f"{each}.txt").write_text(changes_of(each), encoding="utf-8")
