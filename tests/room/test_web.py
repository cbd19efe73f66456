"""What phones ask of the server, over real sockets: who is let in, what they are told, and what is refused in words."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from decision.room import hub
from decision.room.ballot import Ballot, Number, RatingAnswer, Ratings
from decision.room.events import Again, CountDown, Lock, Reveal, Settle, Start, Talk
from decision.room.modes import Mode
from decision.room.questions import Asked, Question
from decision.room.store import Store
from decision.room.store.engine import engine_for
from decision.room.store.secrets import HOST_COOKIE
from decision.room.web.limits import Guesses, Limit
from decision.room.web.page import LARGEST, phone_page
from tests.room.conftest import Clock, Phone, Room, Served, serving

OpenRoom = Callable[..., Room]
SAID = "zebra-crossing"
FIGURE = 7.2519


@pytest.fixture
def room(served: Served, room_in: OpenRoom) -> Room:
    return room_in(served.store)


@pytest.fixture
def phone(served: Served, room: Room) -> Phone:
    phone = served.phone(room.opened.code)
    assert phone.enter()[0] == 200
    return phone


def gut(option: str | None = "buy", sequence: int = 1, number: int = 1) -> dict[str, Any]:
    return {"round": number, "sequence": sequence, "gut": option}


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_is_small_and_asks_for_nothing_from_elsewhere() -> None:
    page = phone_page()
    assert len(page.document.encode()) + len(page.script.encode()) < LARGEST
    addresses = re.findall(r"https?://[^\s\"'`)]+", page.document + page.script)
    assert addresses == ["http://www.w3.org/2000/svg"]  # the name of a language, which nobody fetches
    for way_in in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "onclick=",
    ):
        assert way_in not in page.script + page.document
    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy


def test_the_page_is_sent_with_what_it_may_do(served: Served, room: Room) -> None:
    response, body = served.phone(room.opened.code).ask_raw("")
    assert response.status == 200
    assert response.getheader("content-security-policy") == phone_page().policy
    assert response.getheader("referrer-policy") == "no-referrer"
    assert response.getheader("x-frame-options") == "DENY"
    assert response.getheader("x-content-type-options") == "nosniff"
    script = re.search(rb'src="([^"]+)"', body)
    assert script is not None
    assert script[1].startswith(b"/join/phone.js?")
    response, _ = served.phone(script[1].decode().removeprefix("/join/")).ask_raw("")
    assert "immutable" in str(response.getheader("cache-control"))


def test_a_code_typed_otherwise_leads_to_the_one_address(served: Served, room: Room) -> None:
    code = room.opened.code
    response, _ = served.phone(f"{code[:4].lower()}-{code[4:]}").ask_raw("")
    assert (response.status, response.getheader("location")) == (307, f"/join/{code}")


def test_the_page_lies_below_the_path_of_the_app(served: Served, room: Room) -> None:
    with serving(served.store, "/some/path/") as below:
        phone = below.phone(room.opened.code)
        assert phone.ask("")[0] == 404
        phone.base = "/some/path"
        assert 'data-path="/some/path/join"' in phone.ask("")[1]
        response, _ = phone.ask_raw("/enter", {"name": "Ada"})
        assert f"Path=/some/path/join/{room.opened.code};" in str(response.headers)
        host = below.phone(room.opened.code)
        host.base = "/some/path"
        response, _ = host.ask_raw("/lead", {"secret": room.opened.host_secret})
        assert "Path=/some/path;" in str(response.headers)  # of the app, whose pages ask who leads
        assert phone.state()["me"]["name"] == "Ada"


# --- coming in --------------------------------------------------------------------------------------------------------


def test_a_phone_comes_in_once_and_is_known_by_its_cookie_alone(served: Served, room: Room) -> None:
    phone = served.phone(room.opened.code)
    told = phone.state()
    assert told["me"] is None
    assert "sheet" not in told
    response, body = phone.ask_raw("/enter", {"name": "Ada"})
    cookie = str(response.getheader("set-cookie"))
    for part in ("HttpOnly", "SameSite=strict", f"Path=/join/{room.opened.code}"):
        assert part in cookie
    token = phone.cookie.partition("=")[2]
    assert len(token) >= 43
    assert token.encode() not in body
    phone.enter("Ada Lovelace")
    assert [each.name for each in room.host.people()] == ["Ada Lovelace"]
    assert phone.state()["me"]["name"] == "Ada Lovelace"
    assert served.phone(room.opened.code).state()["me"] is None


def test_a_cookie_is_for_tls_alone_where_the_page_came_by_it(served: Served, room: Room) -> None:
    phone = served.phone(room.opened.code)
    origin = {"Origin": f"https://127.0.0.1:{served.port}"}
    response, _ = phone.ask_raw("/enter", {"name": "Ada"}, headers=origin)
    assert "Secure" in str(response.getheader("set-cookie"))


def test_the_browser_of_whoever_leads_keeps_it_and_no_script_reads_it(served: Served, room: Room) -> None:
    browser = served.phone(room.opened.code)
    response, body = browser.ask_raw("/lead", {"secret": room.opened.host_secret})
    cookie = str(response.getheader("set-cookie"))
    assert (response.status, body) == (200, b"{}")
    for part in (
        "HttpOnly",
        "SameSite=strict",
        "Path=/;",
        f"{HOST_COOKIE}={room.opened.code}.{room.opened.host_secret};",
    ):
        assert part in f"{cookie};"
    for secret in ("", "x", room.opened.once, room.opened.code):
        response, _ = served.phone(room.opened.code).ask_raw("/lead", {"secret": secret})
        assert (response.status, response.getheader("set-cookie")) == (404, None)
    other = {"Origin": "https://elsewhere.example"}
    response, _ = browser.ask_raw("/lead", {"secret": room.opened.host_secret}, headers=other)
    assert (response.status, response.getheader("set-cookie")) == (403, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_nothing_is_taken_from_another_site(phone: Phone, room: Room, headers: dict[str, str]) -> None:
    room.ask()
    for what, body in (("/ballot", gut()), ("/enter", {"name": "Eve"}), ("/reason", {})):
        status, told = phone.ask(what, body, headers=headers)
        assert (status, "another site" in told["error"]) == (403, True)
    assert room.host.progress().begun == 0


def test_behind_a_proxy_that_has_another_name_the_browser_vouches(phone: Phone, room: Room) -> None:
    room.ask()
    for headers in (
        {"Origin": "https://decide.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://decide.example", "X-Forwarded-Host": "decide.example"},
    ):
        assert phone.ask("/ballot", gut(), headers=headers)[0] == 200


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b'{"gut": "buy"}', "text/plain", 415),
        (b"gut=buy", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"[1, 2]", "application/json", 400),
        (b'{"round": 1, "round": 2}', "application/json", 400),
        (b'{"round": 1, "sequence": 1, "weights": {"cost": NaN}}', "application/json", 400),
        (b'{"round": 1, "sequence": 1, "weights": {"cost": Infinity}}', "application/json", 400),
        (b"[" * 8_000, "application/json", 400),
        (b"\xff\xfe{}", "application/json", 400),
        (b'{"round": ' + b"9" * 9_000 + b"}", "application/json", 400),
        (b'{"reason": "' + b"x" * 16_000 + b'"}', "application/json", 413),
    ],
)
def test_what_is_no_ballot_is_refused_in_words(phone: Phone, room: Room, raw: bytes, kind: str, status: int) -> None:
    room.ask()
    got, told = phone.ask("/ballot", raw=raw, headers={"Content-Type": kind})
    assert got == status
    assert len(told["error"]) > 20
    assert room.host.progress().begun == 0


@pytest.mark.parametrize(
    ("body", "status", "what"),
    [
        (gut("rent"), 422, "not one of those"),
        (gut("<script>"), 422, "not one of those"),
        (gut(number=2), 409, "another round"),
        ({"round": 1, "sequence": 1, "ratings": {"build/cost": {"x": 1}}}, 422, "asks for gut"),
        ({"round": 1, "sequence": 0, "gut": "buy"}, 422, "not understood"),
        ({"round": True, "sequence": 1, "gut": "buy"}, 422, "not understood"),
        ({"round": 1, "sequence": 2**40, "gut": "buy"}, 422, "not understood"),
    ],
)
def test_a_ballot_that_cannot_be_counted_is_refused_and_the_last_one_stays(
    phone: Phone, room: Room, body: dict[str, Any], status: int, what: str
) -> None:
    room.ask()
    assert phone.ask("/ballot", gut("build"))[0] == 200
    got, told = phone.ask("/ballot", body)
    assert (got, what in told["error"]) == (status, True), told
    assert phone.state()["mine"] == gut("build")


@pytest.mark.parametrize(
    ("name", "what"), [("x" * 10_000, "longer than"), ("", "give a name"), (7, "text"), ("\0", "kept")]
)
def test_a_name_that_cannot_be_kept_is_refused(served: Served, room: Room, name: Any, what: str) -> None:
    phone = served.phone(room.opened.code)
    status, told = phone.ask("/enter", {"name": name})
    assert (status, what in told["error"]) == (422, True), told
    assert not phone.cookie


def test_who_is_not_in_the_room_votes_and_listens_to_nothing(served: Served, room: Room) -> None:
    room.ask()
    stranger = served.phone(room.opened.code)
    assert stranger.ask("/ballot", gut())[0] == 401
    assert stranger.ask("/events")[0] == 401
    stranger.cookie = "trilemma_room=guessed"
    assert stranger.ask("/ballot", gut())[0] == 401


def test_a_wrong_code_and_an_ended_room_are_said(served: Served, room: Room, phone: Phone) -> None:
    for wrong in ("AAAAAAAA", "x", "%2e%2e", "A" * 500):
        status, told = served.phone(wrong).ask("/state")
        assert (status, "no room with this code" in told["error"]) == (404, True)
    room.host.end()
    for what, body in (("/state", None), ("/ballot", gut()), ("/enter", {"name": "Ada"}), ("/events", None)):
        status, told = phone.ask(what, body)
        assert (status, "no room with this code" in told["error"]) == (404, True)


def test_a_settled_room_takes_nothing_and_shows_what_was(served: Served, phone: Phone, room: Room) -> None:
    room.ask()
    phone.ask("/ballot", gut())
    for event in (Lock(), Reveal(), Settle()):
        room.host.apply(event)
    assert phone.ask("/ballot", gut("build", 2))[0] == 409
    assert served.phone(room.opened.code).enter("Late")[0] == 422
    told = phone.state()
    assert told["phase"] == "settled"
    assert told["revealed"]["results"][""]["counts"]["buy"] == 1


# --- ballots and what comes of them -----------------------------------------------------------------------------------


def test_a_round_from_question_to_reason(served: Served, room: Room) -> None:
    phones = [served.phone(room.opened.code) for _ in range(3)]
    for k, phone in enumerate(phones):
        phone.enter(f"Person {k}")
    item = room.host.room.sheet.items(Asked.RATINGS)[-1]
    room.ask(Asked.RATINGS, (item,))
    told = phones[0].state()
    assert told["round"]["items"] == [item]
    assert told["sheet"]["criteria"]
    assert told["mine"] is None
    for x, phone in zip((2, 5, 9), phones, strict=True):
        for _ in range(2):  # it may arrive twice
            status, answered = phone.ask("/ballot", {"round": 1, "sequence": 1, "ratings": {item: {"x": x}}})
            assert (status, answered) == (200, {"round": 1, "sequence": 1})
    room.host.apply(Lock())
    assert phones[0].ask("/ballot", {"round": 1, "sequence": 2, "ratings": {item: {"x": 3}}})[0] == 409
    room.host.apply(Reveal())
    shown = phones[2].state()
    assert shown["revealed"]["results"][item]["median"] == 5
    assert shown["own"]["ratings"] == {item: {"x": 9.0}}
    assert shown["why"] == [{"item": item, "end": "highest"}]
    assert phones[1].state()["why"] == []
    assert phones[2].ask("/reason", {"round": 1, "item": item, "text": SAID})[0] == 200
    assert [each.text for each in room.host.reasons(1)] == [SAID]
    assert phones[2].state()["reasons"] == {item: SAID}
    room.host.apply(Talk())
    room.host.apply(Again())
    told = phones[2].state()
    again = told["round"]
    assert (again["times"], again["middles"], told["earlier"]) == (2, {item: "5"}, {item: "9"})


def test_what_a_phone_has_is_not_told_again(phone: Phone, room: Room) -> None:
    version = phone.state()["version"]
    assert set(phone.state(version)) == {"version", "now"}
    room.ask()
    told = phone.state(version)
    assert told["version"] > version
    assert "sheet" not in told
    for nonsense in ("-1", "x", "9" * 30, ""):
        assert "sheet" in phone.ask(f"/state?after={nonsense}")[1]


def test_phones_hear_of_phases_and_not_of_ballots(served: Served, phone: Phone, room: Room) -> None:
    room.ask()
    other = served.phone(room.opened.code)
    other.enter("Ben")
    phone.ask("/ballot", gut())  # the first fixes the mode, which is told
    version = phone.state()["version"]
    with phone.listening() as wait_for:
        assert wait_for("version") == str(version)
        for k in range(5):
            assert other.ask("/ballot", gut(sequence=k + 1))[0] == 200
        served.phone(room.opened.code).enter("Cat")
        room.host.apply(Lock())
        assert json.loads(wait_for("state"))["version"] == version + 1
        room.host.end()
        wait_for("ended")
        with pytest.raises(EOFError):
            wait_for("state")


def test_a_stream_brings_what_the_phone_would_be_told_if_it_asked(served: Served, phone: Phone, room: Room) -> None:
    item = room.host.room.sheet.items(Asked.RATINGS)[0]
    others = [served.phone(room.opened.code) for _ in range(2)]
    room.ask(Asked.RATINGS, (item,))
    for k, each in enumerate([phone, *others]):
        each.enter(f"Person {k}")
        each.ask("/ballot", {"round": 1, "sequence": 1, "ratings": {item: {"x": k}}})
    version = phone.state()["version"]
    with phone.listening() as mine, others[0].listening() as theirs:
        for wait_for in (mine, theirs):
            wait_for("version")
        phone.enter("Another name")
        room.host.apply(Lock())
        room.host.apply(Reveal())
        for each, wait_for, own in ((phone, mine, 0), (others[0], theirs, 1)):
            told = json.loads(wait_for("state"))
            while told["phase"] != "revealed":
                told = json.loads(wait_for("state"))
            asked = each.state(version)
            assert {**told, "now": 0} == {**asked, "now": 0}
            assert told["own"]["ratings"][item] == {"x": own}
            assert bool(told["why"]) == (own != 1)  # the lowest is asked for a reason, the middle is not
            assert told["me"]["name"] == ("Person 1" if own else "Another name")


def test_a_sign_of_life_says_the_version_too(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "BEAT", 0.05)
    with phone.listening() as wait_for:
        version = wait_for("version")
        assert [wait_for("beat") for _ in range(3)] == [version] * 3


def test_a_phone_that_left_streams_behind_has_no_more_than_a_few(served: Served, phone: Phone) -> None:
    streams = [phone.listening() for _ in range(6)]
    waits = [stream.__enter__() for stream in streams]
    for wait_for in waits:
        wait_for("version")
    with pytest.raises(EOFError):
        waits[0]("version")
    for stream in streams:
        stream.__exit__(None, None, None)


def test_a_closing_time_reaches_phones_by_itself(phone: Phone, room: Room) -> None:
    now = time.time()
    room.host.apply(Start(Question(Asked.GUT, ("build", "buy")), now + 0.4))
    with phone.listening() as wait_for:
        first = int(wait_for("version"))
        told = json.loads(wait_for("state"))
        assert (told["version"], told["phase"]) == (first + 1, "locked")
    assert phone.state()["phase"] == "locked"
    room.host.apply(CountDown(time.time() + 0.2))
    with phone.listening() as wait_for:
        wait_for("version")
        assert json.loads(wait_for("state"))["phase"] == "revealed"
    assert phone.state()["phase"] == "revealed"


# --- blindness --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", list(Mode))
def test_before_the_reveal_nobody_gets_a_byte_of_a_ballot(served: Served, room_in: OpenRoom, mode: Mode) -> None:
    """Every byte that a second phone and the host receive, from the first moment to the lock."""
    room = room_in(served.store, mode)
    named = mode is not Mode.UNNAMED_TO_ALL
    first, second = (served.phone(room.opened.code) for _ in range(2))
    assert second.enter("Watcher" if named else "")[0] == 200
    item = room.host.room.sheet.items(Asked.RATINGS)[0]
    host_saw: list[Any] = []

    def look() -> None:
        host = room.host
        host_saw.append((host.room, host.progress(), host.people(), host.log(), host.notes(), host.reasons(1)))
        host_saw.append([host.entered(each.id, 1) for each in host.people()])
        for after in (0, 1):
            second.ask(f"/state?after={after}")
        second.ask_raw("")

    with second.listening() as wait_for:
        room.ask(Asked.RATINGS, (item,))
        assert first.enter("Voter" if named else "")[0] == 200
        second_received_before = len(second.received)
        for k in range(3):
            answer = {"x": FIGURE + k, "evidence": "pilot", "reason": f"{SAID} {k}"}
            assert first.ask("/ballot", {"round": 1, "sequence": k + 1, "ratings": {item: answer}})[0] == 200
            look()
        second.ask("/ballot", {"round": 1, "sequence": 1, "ratings": {item: {"x": 1}}})
        second.ask("/ballot", {"round": 1, "sequence": 1, "ratings": {item: {"x": 2}}})
        second.ask("/reason", {"round": 1, "item": item, "text": "x"})
        room.host.apply(Lock())
        while json.loads(wait_for("state"))["phase"] != "locked":
            pass
        look()
        room.host.apply(CountDown(time.time() + 600))
        look()
        assert len(second.received) > second_received_before
        received = {"phone": bytes(second.received), "host": repr(host_saw).encode()}
        secrets = [SAID, "7.2519", "8.2519", "9.2519", "pilot"]
        assert [(who, each) for who, got in received.items() for each in secrets if each.encode() in got] == []
        # and not how many there are, nor who
        counts = ["Voter", *(f'"{key}":' for key in ("ready", "begun", "answered", "voters", "results", "joined"))]
        assert [each for each in counts if each.encode() in received["phone"]] == []
        room.host.apply(Reveal())
    assert b"9.2519" in str(second.state()["revealed"]["results"]).encode()


# --- limits -----------------------------------------------------------------------------------------------------------


def test_codes_cannot_be_tried_through(clock: Clock) -> None:
    guesses = Guesses(clock)
    tried = 0
    for _ in range(7_200):  # two hours long, one address, as fast as it is let
        clock.now += 1
        if guesses.may_try("a"):
            guesses.wrong("a")
            tried += 1
    assert tried <= Guesses.BURST + 7_200 * Guesses.RATE + 1
    tried = 0
    for second in range(1_200):  # twenty minutes long, twenty more addresses each second
        clock.now += 1
        for k in range(20):
            if guesses.may_try(f"{second}.{k}"):
                guesses.wrong(f"{second}.{k}")
                tried += 1
    assert tried <= Guesses.BURST_OF_ALL + 1_200 * (Guesses.RATE_OF_ALL + Guesses.TURNS) + 1
    a_day = Guesses.BURST_OF_ALL + 86_400 * (Guesses.RATE_OF_ALL + Guesses.TURNS)
    assert 1_000 * a_day / 2**40 < 1 / 1_000  # that a day of it finds one of a thousand rooms


def test_who_types_a_code_right_is_let_in_while_an_address_guesses(clock: Clock) -> None:
    guesses = Guesses(clock)
    for _ in range(100):
        guesses.wrong("bad")
    assert not guesses.may_try("bad")
    assert guesses.may_try("good")


def test_a_wrong_code_too_often_waits_and_whoever_is_in_goes_on(served_alone: Served, room_in: OpenRoom) -> None:
    phone = served_alone.phone(room_in(served_alone.store).opened.code)
    phone.enter()
    statuses = [served_alone.phone(f"AAAA{k:04d}").ask("/state")[0] for k in range(70)]
    assert statuses[:60] == [404] * 60
    assert set(statuses[60:]) == {429}
    assert phone.ask("/state")[0] == 200


def test_one_phone_that_sends_too_often_waits_and_others_do_not(served: Served, room: Room, phone: Phone) -> None:
    room.ask()
    other = served.phone(room.opened.code)
    other.enter("Ben")
    statuses = [phone.ask("/ballot", gut(sequence=k + 1))[0] for k in range(60)]
    assert statuses[:30] == [200] * 30
    assert 429 in statuses
    assert other.ask("/ballot", gut())[0] == 200


def test_a_limit_forgets_with_time(clock: Clock) -> None:
    limit = Limit(1.0, 2.0, clock)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    clock.now += 1
    assert [limit.allows("a") for _ in range(2)] == [True, False]
    assert limit.allows("b")


# --- replicas ---------------------------------------------------------------------------------------------------------


def test_replicas_tell_their_phones_what_another_wrote(database: str, room_in: OpenRoom) -> None:
    one, other = (Store(engine_for(make_url(database))) for _ in range(2))
    room = room_in(one)
    with serving(one), serving(other) as there:
        phone = there.phone(room.opened.code)
        assert phone.enter()[0] == 200
        with phone.listening() as wait_for:
            first = int(wait_for("version"))
            room.ask(Asked.RATINGS, room.host.room.sheet.items(Asked.RATINGS)[:1])
            assert json.loads(wait_for("state"))["version"] == first + 1
            person = one.join(room.id, "here", "Here", "", watching=False).result()
            item = room.host.room.sheet.items(Asked.RATINGS)[0]
            one.vote(person, Ballot(1, 1, Ratings({item: RatingAnswer(Number(3.0))}))).result()
            room.host.apply(Lock())
            room.host.apply(Reveal())
            while json.loads(wait_for("state"))["phase"] != "revealed":
                pass
            assert phone.state()["revealed"]["voters"] == 1
            room.host.end()
            wait_for("ended")
    one.close()
    other.close()
