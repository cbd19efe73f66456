"""What is said of readiness follows from what is said in the file, whatever that is."""

from __future__ import annotations

import datetime
import re

from hypothesis import given
from hypothesis import strategies as st

from decision.files.library import Library
from decision.model.readiness import CauseState, Condition, Measure, Readiness
from decision.outputs.words.readiness import readiness_in_words

KNOWN = Library().launch_causes
WORDS = st.sampled_from(["", "x"])
CONDITIONS = st.lists(
    st.builds(
        Condition,
        st.just("c"),
        st.sampled_from(["", "a", "b"]),
        WORDS,
        st.sampled_from([None, datetime.date(2027, 3, 1)]),
    ),
    max_size=4,
)
STATES = st.dictionaries(st.sampled_from([each.id for each in KNOWN]), st.sampled_from(list(CauseState)))
MEASURES = st.lists(st.builds(Measure, st.just("m"), WORDS, WORDS, WORDS, WORDS, WORDS), max_size=3)


def counted(text: str, of: str, then: str = "") -> int:
    """How many of `of` the sentence says; 0 where it says nothing of them."""
    found = re.search(rf"(\d+) of \d+ {of}{then}", text)
    return int(found[1]) if found else 0


@given(STATES, CONDITIONS, MEASURES)
def test_the_sentence_says_what_is_open_and_what_is_missing(
    states: dict[str, CauseState], conditions: list[Condition], measures: list[Measure]
) -> None:
    readiness = Readiness({id: {"a": each} for id, each in states.items()}, tuple(conditions), tuple(measures), KNOWN)
    text = readiness_in_words(readiness, "a", "A")
    open_ = sum(states.get(each.id, CauseState.OPEN) is CauseState.OPEN for each in KNOWN)
    assert counted(text, "known causes?") == open_
    bearing = [each for each in conditions if each.option != "b"]
    assert ("no condition is set" in text) == (not bearing)
    for lacking, words in ((lambda c: not c.owner, "owner"), (lambda c: c.by is None, "date")):
        count = sum(map(lacking, bearing))
        assert (f"no {words}" in text) == bool(count)
        if len(bearing) > 1:
            assert counted(text, "conditions", f" ha(?:s|ve) no {words}") == count
    complete = all(each.owner and each.by for each in bearing)
    assert ("an owner and a date" in text) == bool(bearing and complete)
    incomplete = sum(not (m.baseline and m.target and m.indicator and m.reader and m.when) for m in measures)
    assert ("nothing will be measured" in text) == (not measures)
    assert ("not complete" in text) == bool(incomplete)
    if len(measures) > 1:
        assert counted(text, "measures", " (?:is|are) not complete") == incomplete
