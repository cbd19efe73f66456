"""Bytes at random, led by what they reach: atheris looks for an exception, a hang or too much memory.

``python -m tests.fuzz_bytes SECONDS [TARGET…]`` gives each reader of what others wrote so many seconds, one after the
other, each in a process of its own that may take 2 seconds for one text and 1 GB. It begins with what the project holds
of the kind and follows what reaches new branches of ours. The first that breaks ends it, with 1 and the name of
the file that holds the bytes. Needs atheris, which no test does: ``python -m pip install atheris==3.0.0``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_LONGEST = 2  # seconds for one text
_MEMORY = 1024  # MB of one process
_LARGEST = 20_000  # bytes; sizes have tests of their own
_INSTRUMENTED = ("decision", "yaml")


# --- in the process of one target ------------------------------------------------------------------------------------


def _reader(raw: bytes) -> None:
    from tests.files.test_fuzz import only_ever_a_scenario_or_faults

    only_ever_a_scenario_or_faults(raw)


def _edits(raw: bytes) -> None:
    """The first line is the word of an edit, the second where and what, the rest the file."""
    from decision.files.editing.files import edited_text
    from decision.files.reader import read_scenario
    from decision.model.errors import DecisionError
    from tests.fuzz import edit_of, says_why

    word, _, rest = raw.partition(b"\n")
    told, _, file = rest.partition(b"\n")
    try:
        made = edited_text(
            file, [edit_of(word.decode("utf-8", "replace"), told.decode("utf-8", "replace"))], "x.yaml", None
        )
    except DecisionError as error:
        says_why(error)
        return
    read_scenario(made, "x.yaml")


def _table(raw: bytes) -> None:
    from tests.fuzz import only_ever_a_scenario_or_a_reason

    only_ever_a_scenario_or_a_reason(raw)


def _link(raw: bytes) -> None:
    from urllib.parse import parse_qsl

    from tests.fuzz import follow

    follow(dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)))


_SOUND = "scenarios/minimal.yaml"


def _files(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for pattern in patterns for path in sorted(_ROOT.glob(pattern))]


def _example_edits() -> list[bytes]:
    file = (_ROOT / _SOUND).read_bytes()
    told = (
        b"set\nweights.cost=30", b"set\noptions.buy.ratings.fit={low: 4, high: 6}", b"add\nviews.board={cost: 1}",
        b"del\noptions.buy", b"rename\noptions.buy=vendor_a", b"move\noptions.buy=build",
    )  # fmt: skip
    return [each + b"\n" + file for each in told]


def _example_tables() -> list[bytes]:
    from io import BytesIO

    from openpyxl import Workbook

    text = 'Criterion,Weight,Vendor A,Vendor B\nPrice (USD),40 %,"1,200",900-1100\nFit,60 %,High,Low\nTotal,,7,6\n'
    book, held = Workbook(), BytesIO()
    for line in text.splitlines():
        book.active.append(line.split(","))
    book.save(held)
    return [text.encode(), text.replace(",", ";").encode("utf-16"), text.replace(",", "\t").encode(), held.getvalue()]


TARGETS: Mapping[str, tuple[Callable[[bytes], None], Callable[[], Iterable[bytes]]]] = MappingProxyType(
    {
        "reader": (_reader, lambda: _files("scenarios/*.yaml", "criteria/*.yaml", "tests/data/*.yaml")),
        "edits": (_edits, _example_edits),
        "tables": (_table, _example_tables),
        "links": (_link, lambda: [b"weights=cost:30,fit:10&view=patients&lang=", b"file=minimal.yaml&weights=cost:1"]),
    }
)


def _fuzz(target: str, arguments: list[str]) -> None:
    """Never returns: atheris ends the process."""
    import atheris

    read, _ = TARGETS[target]
    with atheris.instrument_imports(include=list(_INSTRUMENTED)):
        read(b"")  # imports what it needs
    atheris.Setup([sys.argv[0], *arguments], read)
    atheris.Fuzz()


# --- all of them ---------------------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    seconds, *names = arguments or [""]
    if not seconds.isdigit() or not set(names) <= TARGETS.keys():
        print(f"python -m tests.fuzz_bytes SECONDS [{'|'.join(TARGETS)}]…", file=sys.stderr)
        return 2
    for name in names or TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            for number, example in enumerate(TARGETS[name][1]()):
                (Path(folder) / f"example-{number}").write_bytes(example)
            limits = [
                f"-max_total_time={seconds}", f"-timeout={_LONGEST}", f"-rss_limit_mb={_MEMORY}", f"-max_len={_LARGEST}",
                f"-artifact_prefix={name}-", "-print_final_stats=1",
            ]  # fmt: skip
            started: list[Any] = [sys.executable, "-m", "tests.fuzz_bytes", "--target", name, *limits, folder]
            if subprocess.run(started, cwd=_ROOT, check=False).returncode:
                print(f"{name} broke; the bytes are in the file named above", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--target"]:
        _fuzz(sys.argv[2], sys.argv[3:])
    sys.exit(main(sys.argv[1:]))
