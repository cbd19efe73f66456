"""The pictures of the README and the tutorial, made from the app itself: ``python -m tools.screenshots``.

It needs what the tests need (requirements-dev.txt, Chromium). The drag is made by a mouse, one picture after each step.
The tutorial's decision is made by the commands on its page. ``readme`` or ``tutorial`` makes the pictures of one alone.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.tutorial_steps import Step, steps, walk

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"
TUTORIAL = PICTURES / "tutorial"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

WINDOW = {"width": 1280, "height": 720}
TALLER = {"width": 1280, "height": 960}
WIDE, WIDE_MOVING = 1000, 800  # pixels, of the pictures
QUALITY = 62
STEPS = 20  # pictures of the way there; as many lead back
PAUSE = 1200  # milliseconds at either end
STEP = 80
BOUND = 400_000  # bytes of all pictures of a page together

PAGES = {
    "how-sure": ("How sure", "[data-testid=stVegaLiteChart] svg.marks >> nth=1"),
    "what-would-change-it": ("What would change it", "main table >> nth=0"),
}  # with what comes last of all that is above the fold


def main(wanted: Sequence[str] = ()) -> int:
    """Make the pictures that are wanted, or all, and say how large they are; 1 if they are not made or too large."""
    makers = {"readme": readme, "tutorial": tutorial}
    if unknown := [name for name in wanted if name not in makers]:
        print(f"there are no pictures called {', '.join(unknown)}; take {' or '.join(makers)}", file=sys.stderr)
        return 1
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        print(f"no browser is installed: none of {', '.join(BROWSERS)} is on the path", file=sys.stderr)
        return 1
    TUTORIAL.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for name in wanted or makers:
            makers[name](browser)
        browser.close()
    return 0 if all([small(PICTURES, BOUND), small(TUTORIAL, BOUND)]) else 1


def small(folder: Path, bound: int) -> bool:
    """Whether the pictures of a folder are together within `bound` bytes; says how large each is."""
    sizes = {path.name: path.stat().st_size for path in sorted(folder.glob("*.webp"))}
    for name, size in sizes.items():
        print(f"{size / 1000:6.0f} kB  {name}")
    if sum(sizes.values()) > bound:
        print(f"{folder.name}: together more than {bound / 1000:.0f} kB", file=sys.stderr)
        return False
    return True


def readme(browser: Browser) -> None:
    """The pictures of the README, of the first example."""
    with serving(ROOT / "scenarios") as address:
        drag(opened(browser, address))
        for name, (title, last) in PAGES.items():
            page = opened(browser, address)
            page.set_viewport_size(TALLER)
            page.get_by_role("link", name=title, exact=True).click()
            page.locator(last).wait_for()
            rest(page)
            save(PICTURES / f"{name}.webp", picture(page))


def tutorial(browser: Browser) -> None:
    """The pictures of the tutorial: its decision with two ratings open, and at the end with both settled."""
    taken = steps()
    settled = next(place for place, step in enumerate(taken) if step.settles)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        follow(folder, taken[:settled])
        with serving(folder) as address:
            for picture_of, (place, title, get_ready) in SCREENS.items():
                page = opened(browser, address)
                if title:
                    page.get_by_test_id("stTopNav").get_by_role("button", name=place, exact=True).click()
                    page.get_by_role("menuitem", name=title, exact=True).click()
                    rest(page)
                if get_ready:
                    get_ready(page)
                rest(page)
                save(TUTORIAL / f"{picture_of}.webp", picture(page))
        follow(folder, taken[settled:])
        with serving(folder) as address:
            page = opened(browser, address)
            page.get_by_test_id("stTopNav").get_by_role("button", name="Take away", exact=True).click()
            page.get_by_role("menuitem", name="Take away", exact=True).click()
            rest(page)
            save(TUTORIAL / "take-away.webp", picture(page))


def follow(folder: Path, taken: Sequence[Step]) -> None:
    """Take steps of the tutorial in `folder`; each must end well."""
    for step, (status, printed) in zip(taken, walk(folder, taken), strict=True):
        if status:
            raise RuntimeError(f"{step.command}: ended with status {status}\n{printed}")


def new_decision(page: Page) -> None:
    """The window in which a decision begins, with next to nothing chosen and the title typed in."""
    page.locator(".st-key-menu button").first.click()
    page.get_by_role("button", name="New decision").click()
    page.get_by_text("Empty", exact=True).click()
    rest(page)  # the fields of one way give place to those of another
    field = page.get_by_label("What do you decide?")
    field.fill("Lending e-readers")
    field.press("Enter")


def cost_in_structure(page: Page) -> None:
    """The criterion of money is chosen."""
    page.locator(".st-key-structure").get_by_text("Cost over 3 years", exact=True).click()


def open_rating(page: Page) -> None:
    """The rating of the county's books, which nobody knows yet."""
    page.get_by_text("C · County scheme", exact=True).first.click()
    rest(page)
    page.locator("label").filter(has_text="Choice of books").click()


SCREENS: dict[str, tuple[str, str, Callable[[Page], None] | None]] = {
    "new-decision": ("", "", new_decision),
    "structure": ("Set up", "Structure", cost_in_structure),
    "ratings": ("Set up", "Ratings", open_rating),
    "decide": ("", "", None),
    "how-sure": ("Decide", "How sure", None),
    "what-would-change-it": ("Decide", "What would change it", None),
}  # by picture: the place and the page to go to, the first if none, and what to do there


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the app with the scenarios of `folder`; it runs as long as it is needed and keeps nothing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: x for name, x in os.environ.items() if not name.startswith(("STREAMLIT_", "TRILEMMA_"))}
    with tempfile.TemporaryDirectory() as kept:
        server = subprocess.Popen(
            [sys.executable, "-m", "decision", "app", str(folder), "--no-browser", "--port", str(port)],
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
    """The app as it opens, with the panel's figures counted to the end."""
    page = browser.new_page(viewport=WINDOW, color_scheme="light")
    page.goto(address)
    page.locator(".live .more .note").filter(has_text=re.compile("Refined with|Counted over")).wait_for()
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


def save(path: Path, picture: Image.Image) -> None:
    """Write `picture` as the file at `path`."""
    picture.save(path, quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
