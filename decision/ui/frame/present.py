"""Presenting: the page in big type for a board four metres away, with nothing of the tool around it."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.menu import close_menu

PRESENTING = "presenting"

# Everything is enlarged alike, as a browser enlarges a page, so that whatever stands on it keeps its proportions: the
# smallest type of ours is 13 px, and 13 × 1.54 is 20. What is for working and not for looking at is taken away; that
# something is left out is said to the board as well.
_ENLARGED = 1.54
_STYLE = f"""<style>
:root {{ --head: 0.25rem; }}
[data-testid="stHeader"], [data-testid="stSidebar"], .st-key-beside, [data-testid="stToolbar"],
.st-key-strip:not(:has(.st-key-left_out)), .st-key-swing_open, [data-testid="stElementToolbar"] {{
  display: none !important; }}
[data-testid="stMainBlockContainer"] {{ zoom: {_ENLARGED}; padding: 0.75rem 1.25rem 2rem; max-width: none; }}
/* a chart asks how wide it may be in pixels of the screen: it is asked unenlarged, and enlarged when drawn */
[data-testid="stVegaLiteChart"] {{ zoom: calc(1 / {_ENLARGED}); width: calc(100% / {_ENLARGED}) !important; }}
[data-testid="stVegaLiteChart"] svg.marks, #vg-tooltip-element {{ zoom: {_ENLARGED}; }}
.st-key-weights .stSlider {{ margin-top: -0.125rem; }}
.st-key-presenting {{ position: fixed; top: 0.25rem; right: 0.25rem; width: auto; z-index: 1000; }}
[data-baseweb="popover"] :is(li, p, div), [role="dialog"] :is(p, label, input) {{ font-size: 1.25rem; }}
.st-key-presenting kbd {{ display: none; }}
.st-key-presenting p {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
[data-testid="stMainBlockContainer"] small, [data-testid="stMainBlockContainer"] .units th {{ font-size: 0.875rem; }}
</style>"""


def present_button() -> None:
    """The way in, in the strip."""
    st.button(
        "Present",
        icon=":material/slideshow:",
        type="tertiary",
        key="present",
        help="Big type, and of the tools only what a board asks for. N and P turn pages, Escape leaves.",
        on_click=_present,
        kwargs={"on": True},
    )


def presenting() -> bool:
    return bool(st.session_state.get(PRESENTING))


def show_big() -> None:
    """The style of presenting."""
    st.html(_STYLE)


def leave() -> None:
    _present(on=False)


def _present(*, on: bool) -> None:
    st.session_state[PRESENTING] = on
    close_menu()
