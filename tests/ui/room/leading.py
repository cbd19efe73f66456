"""What tests of the page do on it, and what people on their phones answer meanwhile."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.room.ballot import Ballot, Content, Weights
from decision.room.modes import Mode
from decision.room.store import HostRoom, the_store

PAGE = "decision/ui/room/page.py"


def press(app: AppTest, name: str) -> AppTest:
    (button,) = [each for each in app.button if each.label == name]
    button.click().run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.get("html"))


def host(app: AppTest) -> HostRoom:
    led = app.session_state["room"]
    return the_store().as_host(led.code, led.secret)


def come_in(app: AppTest, *names: str) -> list[tuple[str, object]]:
    store, room = the_store(), host(app).room
    unnamed = room.state.mode is Mode.UNNAMED_TO_ALL
    return [
        (each, store.join(room.id, each * 20, "" if unnamed else each, "", watching=False).result()) for each in names
    ]


def weigh(people: list[tuple[str, object]], points: dict[str, dict[str, float]], number: int = 1) -> None:
    for name, person in people:
        the_store().vote(person, Ballot(number, 1, Weights(points[name]))).result()  # type: ignore[arg-type]


def ask(app: AppTest, kind: str) -> tuple[str, ...]:
    """Ask everybody for something; what was asked for."""
    (choice,) = [each for each in app.selectbox if each.label == "Ask for"]
    choice.select(next(each for each in choice.options if each.startswith(kind)))
    choice.run()
    press(app, "Ask everybody")
    asked = host(app).state.round
    assert asked is not None
    return asked.question.items


def answer(people: list[tuple[str, object]], content: Content, number: int = 1) -> None:
    for _, person in people:
        the_store().vote(person, Ballot(number, 1, content)).result()  # type: ignore[arg-type]


def revealed(app: AppTest, number: int = 1) -> None:
    """Ann and Bo weigh cost and fit the other way round, and it is revealed."""
    people = come_in(app, "Ann", "Bo")
    even = dict.fromkeys(ask(app, "Weights"), 0.0)
    weigh(people, {"Ann": {**even, "cost": 90, "fit": 10}, "Bo": {**even, "cost": 10, "fit": 90}}, number)
    press(app, "Lock")
    assert "Ann" not in texts(app) and "Where do we differ" not in texts(app)
    press(app, "Reveal")


def pressed(app: AppTest, title: str, *chosen: str) -> AppTest:
    """The buttons under a title that begins so, of which those are in."""
    (buttons,) = [each for each in app.button_group if each.label.startswith(title)]
    buttons.set_value(list(chosen)).run()
    assert not app.exception
    return app
