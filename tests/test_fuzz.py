"""Whatever others wrote is taken or refused with a reason; more of it by ``python -m tests.fuzz SECONDS``."""

from __future__ import annotations

import pytest

from tests import fuzz, fuzz_bytes


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_anything_is_taken_or_refused_with_a_reason(name: str) -> None:
    fuzz.run(
        name, {"reader": 20, "edits": 40}.get(name, 60)
    )  # the reader has more of its own: tests/files/test_fuzz.py


def test_the_command_goes_on_until_time_is_out_and_says_what_breaks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fuzz, "TARGETS", {"typed numbers": fuzz.TARGETS["typed numbers"]})
    assert fuzz.main(["1", "7"]) == 0
    assert "typed numbers, from seed 7: all were taken or refused" in capsys.readouterr().out

    def breaks(text: str) -> None:
        assert "e" not in text

    monkeypatch.setattr(fuzz, "TARGETS", {"words": (fuzz.TARGETS["typed numbers"][0], breaks)})
    assert fuzz.main(["60", "7"]) == 1
    told = capsys.readouterr().err
    assert "words broke; again: python -m tests.fuzz 1 7" in told
    assert fuzz.main(["soon"]) == 2


@pytest.mark.parametrize("name", fuzz_bytes.TARGETS)
def test_what_the_search_for_bytes_begins_with_is_taken_or_refused(name: str) -> None:
    read, examples = fuzz_bytes.TARGETS[name]
    for example in (b"", *examples()):
        read(example)


def test_the_search_for_bytes_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz_bytes.main(["5", "nothing"]) == 2
    assert "SECONDS [reader|edits|tables|links]" in capsys.readouterr().err
