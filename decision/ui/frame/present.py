"""Presenting: the page in big type for a board four metres away, with nothing of the tool around it."""

from __future__ import annotations

import streamlit as st

from decision.ui.frame.menu import close_menu
from decision.ui.frame.pages import Page, beside
from decision.ui.frame.text import label

PRESENTING = "presenting"

# Everything is enlarged alike, as a browser enlarges a page, so that whatever stands on it keeps its proportions: the
# smallest type of ours is 13 px, and 13 × 1.54 is 20. What is for working and not for looking at is taken away; that
# something is left out is said to the board as well.
_ENLARGED = 1.54
_STYLE = f"""<style>
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
.st-key-strip:not(:has(.st-key-left_out)), .st-key-strip > :not(:has(.st-key-left_out)),
.st-key-what_if, .st-key-swing_open, .st-key-take_away, [data-testid="stElementToolbar"] {{ display: none !important; }}
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
        help="Big type and nothing around it. N and P turn pages, Escape leaves; "
        "Ctrl+Z and Ctrl+Shift+Z still undo and redo.",
        on_click=_present,
        args=(True,),
    )


def presenting() -> bool:
    return bool(st.session_state.get(PRESENTING))


def present_if_asked(name: str) -> None:
    """While presenting page `name`, the style of it, and the ways to the pages beside it and out; nothing otherwise."""
    if not presenting():
        return
    st.html(_STYLE)
    before, after = beside(name)
    with st.container(horizontal=True, gap=None, key="presenting", width="content"):
        _turn_to(before, "before", ":material/chevron_left:", "P")
        _turn_to(after, "after", ":material/chevron_right:", "N")
        st.button(
            "Leave presenting",
            icon=":material/close:",
            key="leave_presenting",
            type="tertiary",
            help="Leave (Escape)",
            shortcut="Escape",
            on_click=_present,
            args=(False,),
        )


def _turn_to(page: Page | None, key: str, icon: str, shortcut: str) -> None:
    """A way to another page, greyed out where there is none."""
    if st.button(
        "No page" if page is None else label(page.title),
        icon=icon,
        key=f"present_{key}",
        type="tertiary",
        help=None if page is None else label(f"{page.title} ({shortcut})"),
        shortcut=shortcut,
        disabled=page is None,
    ):
        assert page is not None  # a button that is greyed out is not pressed
        st.switch_page(page.file)


def _present(on: bool) -> None:  # noqa: FBT001  # the argument of a callback
    st.session_state[PRESENTING] = on
    close_menu()
