"""What lines of plans are known by."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.files.library import Library
from decision.model.errors import ImpossibleError
from decision.model.line_names import LONGEST_WORD, MOST_USUAL_LINES, MOST_WORDS, LineNames, UsualLine

OURS = Library().line_names
LETTERS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
SEPARATORS = st.sampled_from([" ", "-", "_", "/", " (", "\u00a0", "\u3000", ", ", "'", "\u2019"])


def known_by(*words: str) -> LineNames:
    return LineNames((UsualLine("the line", words),))


def knows(word: str, name: str) -> bool:
    return known_by(word).usual_line(name) is not None


@pytest.mark.parametrize(
    ("word", "known", "unknown"),
    [
        ("fee", ("Fee", "licence fee", "FEE (yearly)", "fee/user"), ("fees", "coffee", "feed")),
        ("licen*", ("licence", "Licensing of it", "our licences"), ("relicense", "lice n")),
        ("*lizenz*", ("Softwarelizenzen", "LIZENZ", "Lizenz-Kosten"), ("Lizen z",)),
        ("*wartung", ("Wartung", "Softwarewartung 2027"), ("Wartungskosten",)),
        ("help desk", ("Help desk", "help-desk, 24/7", "our help  desk"), ("helpdesk", "desk help", "help desks")),
        ("data load*", ("data loading", "Data load"), ("data transfer", "metadata load")),
        ("straße", ("STRASSE", "Straße"), ("Strasen",)),
        ("*ライセンス*", ("ソフトウェアのライセンス料", "ﾗｲｾﾝｽ料"), ("サーバー",)),
        ("許可", ("許可",), ("使用許可料",)),
        ("प्रशिक्षण*", ("प्रशिक्षण", "स्टाफ प्रशिक्षण"), ("प्रशि",)),
        ("обучени*", ("Обучение персонала", "ОБУЧЕНИЕ"), ("переобучение",)),
        ("تدريب", ("تدريب الموظفين",), ("التدريب",)),
        ("héberg*", ("Hébergement", "he\u0301bergement", "frais d’hébergement"), ("hebergement",)),
    ],
)
def test_a_word_is_known_whole_and_a_star_is_any_letters(
    word: str, known: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert [name for name in known if not knows(word, name)] == []
    assert [name for name in unknown if knows(word, name)] == []


def test_a_line_is_known_by_its_own_name_and_the_first_that_fits_counts() -> None:
    names = LineNames((UsualLine("Training", ("onboard*",)), UsualLine("Support", ("user*",))))
    assert names.usual_line("training for all") == names.usual[0]
    assert names.usual_line("onboarding of users") == names.usual[0]
    assert names.usual_line("user support") == names.usual[1]
    assert names.usual_line("other") is None


# --- the project's own list -----------------------------------------------------------------------------------------

# the rules that once stood in the code, for English alone
ONCE = {
    "choosing and negotiating": "selection|procure|tender|negotiat|evaluation",
    "licences or subscription": "licen[cs]e|subscription|fees?(?![a-z])|seats?(?![a-z])|saas",
    "integration": "integrat|interface|api(?![a-z])",
    "moving data": "migrat|data (load|transfer|clean)|conversion",
    "training": "train|onboard|champion",
    "hosting and hardware": "host|cloud|infrastructure|server|hardware|device|kiosk",
    "support and upkeep": "support|mainten|upkeep|helpdesk|help desk|operation",
    "security and audits": "secur|audit|compliance|penetration|accessib|assurance",
    "our own staff": "staff|team|labou?r|people|nurse|triage|backfill",
}
NAMES = (
    "Licence fees", "licenses", "SaaS subscription", "Seats", "Seat", "seating", "Data migration", "data-loading", "Data cleaning",
    "Conversion of old records", "Training", "trainers", "Onboarding", "Clinic champions", "Hosting", "cloud hosting (EU)",
    "Servers", "Kiosks", "Devices", "Support", "Maintenance", "Help desk", "helpdesk", "Operations", "Security review",
    "Penetration test", "Accessibility", "Audit", "Nurses", "Our people", "Labour", "labor", "Team of four", "API gateway",
    "Interfaces", "apis", "Integration", "Tender", "Selection", "Procurement", "Oddity", "work", "developers", "Contingency",
    "Feedback", "coffee", "restaurant", "scapi", "the integration of fees",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_our_list_knows_what_it_knew_as_rules_of_english(name: str) -> None:
    once = next((line for line, rule in ONCE.items() if re.search(rf"(?<![a-z])({rule})", name, re.I)), None)
    found = OURS.usual_line(name)
    more = {"apis": "integration", "data-loading": "moving data"}  # which those rules did not see
    assert (found and found.name) == more.get(name, once)


# --- properties -----------------------------------------------------------------------------------------------------


@given(LETTERS, st.lists(LETTERS, max_size=3), st.lists(LETTERS, max_size=3), SEPARATORS)
def test_a_word_is_found_wherever_it_stands_among_others(
    word: str, before: list[str], after: list[str], between: str
) -> None:
    name = between.join([*before, word, *after])
    assert knows(word, name) and knows(word.casefold(), name)
    assert knows(f"{word}*", between.join([*before, word + "x", *after]))
    assert knows(f"*{word}", between.join([*before, "x" + word, *after]))
    assert knows(f"*{word}*", between.join([*before, "x" + word + "x", *after]))


@given(LETTERS, LETTERS)
def test_stars_only_ever_know_more(word: str, name: str) -> None:
    whole, start, end, within = (knows(each, name) for each in (word, f"{word}*", f"*{word}", f"*{word}*"))
    assert whole <= min(start, end) and max(start, end) <= within


@given(LETTERS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_however_a_sign_is_put_together_it_is_the_same(word: str, form: str) -> None:
    assume(unicodedata.normalize(form, word).strip())
    assert knows(word, unicodedata.normalize(form, word))


@given(st.text(max_size=60), st.lists(LETTERS, min_size=1, max_size=6, unique=True))
def test_any_name_can_be_asked_for(name: str, words: list[str]) -> None:
    try:
        names = known_by(*words)
    except ImpossibleError:
        return
    found = names.usual_line(name)
    assert found is None or found == names.usual[0]


# --- what cannot be -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("usual", "says", "at"),
    [
        ([("a", ["*"])], "“*” has no letter or digit; write a word", ("usual_lines", "a", 0)),
        ([("a", ["x", "–—"])], "“–—” has no letter or digit", ("usual_lines", "a", 1)),
        ([("a", ["🏥"])], "has no letter or digit", ("usual_lines", "a", 0)),
        ([("a", ["li*en"])], "has a star within; put stars only at the start or the end", ("usual_lines", "a", 0)),
        ([("a", ["**x"])], "has a star within", ("usual_lines", "a", 0)),
        ([("a", ["Fee", "fee "])], "“fee ” stands twice; keep one of the two", ("usual_lines", "a", 1)),
        ([("a", ["fee"]), ("b", ["FEE"])], "“FEE” is what “a” is known by; leave it to one of the two", ("usual_lines", "b", 0)),
        ([("a", ["b"]), ("b", [])], "“b” is what “b” is known by", ("usual_lines", "a", 0)),
        ([("Training", []), ("training!", [])], "is the same line as “Training”", ("usual_lines", "training!")),
        ([("…", [])], "the name has no letter or digit; say what the line pays for", ("usual_lines", "…")),
        ([("a", ["x" * (LONGEST_WORD + 1)])], f"a word has 101 characters; keep to {LONGEST_WORD}", ("usual_lines", "a", 0)),
        ([(f"a{i}", []) for i in range(MOST_USUAL_LINES + 1)], "there are 101 usual lines; keep to 100", ("usual_lines",)),
        ([("a", [f"w{i}" for i in range(MOST_WORDS)])], "there are 501 words and names", ("usual_lines",)),
    ],
)  # fmt: skip
def test_what_knows_nothing_or_the_same_as_another_is_refused(
    usual: list[tuple[str, list[str]]], says: str, at: tuple[str | int, ...]
) -> None:
    with pytest.raises(ImpossibleError) as caught:
        LineNames(tuple(UsualLine(name, tuple(words)) for name, words in usual))
    assert says in str(caught.value)
    assert caught.value.at == at


def test_words_of_products_are_checked_too() -> None:
    with pytest.raises(ImpossibleError, match="stands twice") as caught:
        LineNames(product=("fee", "Fee"))
    assert caught.value.at == ("product_lines", 1)


def test_of_what_one_does_not_say_the_other_is_taken() -> None:
    own = LineNames((UsualLine("Schulung"),))
    both = own.or_else(OURS)
    assert (both.usual, both.product, both.customising) == (own.usual, OURS.product, OURS.customising)
    assert LineNames().or_else(OURS) == OURS
