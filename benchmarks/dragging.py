"""Dragging a weight in a real browser: how soon the picture follows, and all else once it is let go."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Ratio
from benchmarks.serving import ROOT, served

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_MOVES, _RELEASES = 200, 15
_FRAME = 1000 / 60

# A page that does as little as a page with an answer can: one slider, one chart, which shows what the slider says.
_MINIMAL = """\
import altair as alt
import pandas as pd
import streamlit as st

x = st.slider("x", 0, 100, 50)
data = pd.DataFrame({"name": ["a", "b", "c"], "points": [x, 50, 30]})
st.altair_chart(alt.Chart(data).mark_bar().encode(x=alt.X("points", scale=alt.Scale(domain=[0, 100])), y="name"))
st.html(f'<p id="said">{x}</p>')
"""

# Each input event of a slider, and when the frame with what follows from it had been painted: a message that is posted
# while a frame is made is delivered once it is on the screen.
_WATCH_FRAMES = """() => {
    window.frames_seen = [];
    const channel = new MessageChannel();
    let waiting = [];
    channel.port1.onmessage = () => {
        const painted = performance.now();
        window.frames_seen.push(...waiting.map(([begun, made]) => [painted - begun, painted - made]));
        waiting = [];
    };
    document.addEventListener("input", event => {
        const begun = performance.now();
        requestAnimationFrame(() => { waiting.push([begun, event.timeStamp]); channel.port2.postMessage(0); });
    }, true);
}"""


def ratios() -> Iterator[Ratio]:
    browser_path = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    if browser_path is None:
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        served(ROOT / "app.py") as ours,
        served(_minimal(Path(folder))) as theirs,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path, args=_FLAGS)
        yield _dragging(browser, ours.address)
        yield _releasing(browser, ours.address, theirs.address)
        browser.close()


def _dragging(browser: Any, address: str) -> Ratio:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(address)
    page.wait_for_selector(".live.ready")
    page.wait_for_timeout(1500)
    page.evaluate(_WATCH_FRAMES)
    left, right, y = _track(page)
    page.mouse.move(left, y)
    page.mouse.down()
    for move in range(_MOVES):
        page.mouse.move(left + (right - left) * abs(1 - 2 * ((move % 100) + 1) / 101), y)
        page.wait_for_timeout(20)
    seen = page.evaluate("window.frames_seen")
    page.mouse.up()
    page.close()
    follows, since_hand = (statistics.quantiles(column, n=20)[-1] for column in zip(*seen, strict=True))
    return Ratio(
        "a dragged slider: from its input to the frame with bars and P(best), 95th percentile",
        "a frame of 1/60 s",
        follows / _FRAME,
        1,
        f"{follows:.1f} ms over {len(seen)} moves; {since_hand:.1f} ms from the move of the mouse, "
        "which waits for its frame",
    )


def _releasing(browser: Any, ours: str, theirs: str) -> Ratio:
    """The two in turn, each from the release of the mouse to its result on the page."""
    page, other = (browser.new_page(viewport={"width": 1280, "height": 720}) for _ in range(2))
    page.goto(ours)
    page.wait_for_selector(".live.ready")
    other.goto(theirs)
    other.wait_for_selector("#said")
    page.wait_for_timeout(2000)
    settled = "() => document.querySelector('table.compare tfoot td:nth-child(3)')?.textContent"
    said = "() => document.querySelector('#said')?.textContent"
    mine, minimal = [], []
    for turn in range(_RELEASES + 1):
        share = 0.2 + 0.6 * (turn % 2) + 0.003 * turn
        page.bring_to_front()
        mine.append(_from_release(page, _track(page), share, settled, refined=True))
        other.bring_to_front()
        minimal.append(_from_release(other, _native_track(other), share, said, refined=False))
    pairs = list(zip(mine[1:], minimal[1:], strict=True))
    middle = [statistics.median(times) for times in zip(*pairs, strict=True)]
    return Ratio(
        "from the release to all results on Decide",
        "a minimal Streamlit app with a slider and a chart",
        statistics.median(one / two for one, two in pairs),
        1.5,
        f"{middle[0]:.0f} ms against {middle[1]:.0f} ms",
    )


def _from_release(page: Any, track: tuple[float, float, float], share: float, answer: str, *, refined: bool) -> float:
    """Milliseconds from letting go of a slider at `share` of its track until `answer` has changed and been painted."""
    left, right, y = track
    thumb = float(page.get_by_role("slider").last.input_value()) / 100
    page.mouse.move(left + (right - left) * thumb, y)
    page.mouse.down()
    page.mouse.move(left + (right - left) * share, y, steps=4)
    page.wait_for_timeout(300)
    page.evaluate(
        """([answer, refined]) => {
            const read = (0, eval)(answer), before = read();
            const root = () => document.querySelector('[data-testid=stBidiComponentIsolated]')?.shadowRoot;
            window.took = new Promise(done => {
                document.addEventListener('pointerup', () => {
                    const start = performance.now();
                    const look = () => {
                        const there = read() !== before
                            && (!refined || root().querySelector('.more .note').textContent.includes('Refined'));
                        if (there) requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
                        else requestAnimationFrame(look);
                    };
                    look();
                }, { once: true, capture: true });
            });
        }""",
        [answer, refined],
    )
    page.mouse.up()
    took: float = page.evaluate("window.took")
    page.wait_for_timeout(300)
    return took


def _track(page: Any) -> tuple[float, float, float]:
    """Where the thumb of the last slider of the panel can go: left and right end, and how high."""
    box = page.get_by_role("slider").last.bounding_box()
    thumb = 20
    return box["x"] + thumb / 2, box["x"] + box["width"] - thumb / 2, box["y"] + box["height"] / 2


def _native_track(page: Any) -> tuple[float, float, float]:
    """The same of Streamlit's own slider, whose label stands above it."""
    box = page.get_by_test_id("stSlider").bounding_box()
    half_thumb, down = 6, 48
    return box["x"] + half_thumb, box["x"] + box["width"] - half_thumb, box["y"] + down


def _minimal(folder: Path) -> Path:
    """The minimal app, with our server settings."""
    (folder / "app.py").write_text(_MINIMAL, encoding="utf-8")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    return folder / "app.py"
