from __future__ import annotations

from inspect import unwrap
from typing import Any

import pytest
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

from decision.ui.start.settings_once import TOLD, once, tell_settings_once


@pytest.fixture(autouse=True)
def streamlits_own(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    own = {name: unwrap(getattr(app_session, name)) for name in TOLD}  # a test of serving may have come before
    for name, tell in own.items():
        monkeypatch.setattr(app_session, name, tell)  # put back afterwards
    return own


def test_pages_are_told_what_streamlit_tells_them(streamlits_own: dict[str, Any]) -> None:
    def told() -> list[bytes]:
        config, theme = Config(), CustomThemeConfig()
        app_session._populate_config_msg(config)
        app_session._populate_theme_msg(theme)
        app_session._populate_theme_msg(theme.light, "theme.light")
        app_session._populate_theme_msg(theme.dark, "theme.dark")
        app_session._populate_theme_msg(theme.sidebar, "theme.sidebar")
        return [config.SerializeToString(deterministic=True), theme.SerializeToString(deterministic=True)]

    own = told()
    tell_settings_once()
    assert app_session._populate_theme_msg is not streamlits_own["_populate_theme_msg"]
    assert [told(), told()] == [own, own]


def test_each_part_is_looked_up_once() -> None:
    asked = []

    def tell(message: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        message.primary_color = section

    again = once(tell)
    for _ in range(3):
        theme = CustomThemeConfig()
        again(theme)
        again(theme.light, "theme.light")
        assert (theme.primary_color, theme.light.primary_color) == ("theme", "theme.light")
    assert asked == ["theme", "theme.light"]
