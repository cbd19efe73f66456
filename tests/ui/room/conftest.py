"""A room led from the page, with a store of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from decision.room.store.shared import close_the_store
from tests.ui.room.leading import PAGE, press


@pytest.fixture(autouse=True)
def a_store_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("TRILEMMA_DATABASE", raising=False)
    close_the_store()
    yield
    close_the_store()


@pytest.fixture
def room(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    return press(app, "Open a room")
