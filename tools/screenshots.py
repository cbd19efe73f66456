"""The pictures of the README, made from the app itself: ``python -m tools.screenshots``.

It needs what the tests need (requirements-dev.txt, Chromium). The drag is made by a mouse, one picture after each step.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

WINDOW = {"width": 1280, "height": 720}
TALLER = {"width": 1280, "height": 960}
WIDE, WIDE_MOVING = 1000, 800  # pixels, of the pictures
QUALITY = 62
STEPS = 20  # pictures of the way there; as many lead back
PAUSE = 1200  # milliseconds at either end
STEP = 80
BOUND = 400_000  # bytes of all pictures together

PAGES = {
    "how-sure": ("How sure", 2),
    "what-would-change-it": ("What would change it", 1),
}  # with so many charts to wait for


def main() -> int:
    """Make all pictures and say how large they are; 1 if they cannot be made or are too large."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        print(f"no browser is installed: none of {', '.join(BROWSERS)} is on the path", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        drag(opened(browser, address))
        for name, (title, charts) in PAGES.items():
            page = opened(browser, address)
            page.set_viewport_size(TALLER)
            page.get_by_role("link", name=title, exact=True).click()
            page.locator("[data-testid=stVegaLiteChart] svg.marks").nth(charts - 1).wait_for()
            rest(page)
            save(name, picture(page))
        browser.close()
    sizes = {path.name: path.stat().st_size for path in sorted(PICTURES.glob("*.webp"))}
    for name, size in sizes.items():
        print(f"{size / 1000:6.0f} kB  {name}")
    if sum(sizes.values()) > BOUND:
        print(f"together more than {BOUND / 1000:.0f} kB", file=sys.stderr)
        return 1
    return 0


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """The address of the app, which runs as long as it is needed and keeps nothing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: x for name, x in os.environ.items() if not name.startswith(("STREAMLIT_", "TRILEMMA_"))}
    with tempfile.TemporaryDirectory() as kept:
        server = subprocess.Popen(
            [sys.executable, "-m", "decision", "app", "scenarios", "--no-browser", "--port", str(port)],
            cwd=ROOT, env={**environment, "TRILEMMA_STATE": kept}, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while server.poll() is None:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def opened(browser: Browser, address: str) -> Page:
    """The app as it opens, with the panel's figures refined."""
    page = browser.new_page(viewport=WINDOW, color_scheme="light")
    page.goto(address)
    page.locator(".live .more .note").filter(has_text="Refined with").wait_for()
    rest(page)
    return page


def rest(page: Page) -> None:
    """Point at nothing, and wait until all is drawn."""
    page.mouse.move(WINDOW["width"] - 2, WINDOW["height"] - 2)
    page.wait_for_timeout(3000)


def drag(page: Page) -> None:
    """The weight of fit is drawn up until another option leads, and back again."""
    box = page.get_by_role("slider", name="Fit with patients and staff").bounding_box()
    if box is None:
        raise LookupError("the slider of fit is not shown")
    thumb = 16  # pixels; a range lets it travel within its ends
    at = {x: box["x"] + thumb / 2 + (box["width"] - thumb) * x / 100 for x in (30, 70)}
    y = box["y"] + box["height"] / 2
    page.mouse.move(at[30], y)
    page.mouse.down()
    there = [at[30] + (at[70] - at[30]) * step / STEPS for step in range(STEPS + 1)]
    frames, lengths = [], []
    for x in there + there[::-1][1:-1]:
        page.mouse.move(x, y)
        page.wait_for_timeout(60)
        frames.append(picture(page, WIDE_MOVING))
        lengths.append(PAUSE if x in (there[0], there[-1]) else STEP)
    page.mouse.up()
    frames[0].save(
        PICTURES / "drag.webp", save_all=True, append_images=frames[1:], duration=lengths, loop=0,
        quality=30, method=6, minimize_size=True,
    )  # fmt: skip


def picture(page: Page, wide: int = WIDE) -> Image.Image:
    """What the window shows, so many pixels `wide`."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return shot.resize((wide, round(shot.height * wide / shot.width)), Image.Resampling.LANCZOS)


def save(name: str, picture: Image.Image) -> None:
    """Write `picture` as the file of that name."""
    picture.save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main())
