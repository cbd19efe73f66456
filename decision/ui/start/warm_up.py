"""Everything that pages need, brought in before the first visitor comes, and left out of every garbage collection."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import threading
from collections.abc import Iterator

from decision import ui

# what is brought in where it is used, for the sake of the command line's quick start
_LATER = (
    "pandas",
    "pyarrow",
    "scipy.optimize",
    "scipy.special",
    "xlsxwriter",
    "decision.analysis.expectation.plans",
    "decision.model.expectation.breaks",
    "decision.outputs.files.export",
)


def begin_to_warm_up() -> None:
    """Bring in what pages need, beside whatever else is done."""
    threading.Thread(target=warm_up, name="warm up", daemon=True).start()


def warm_up() -> None:
    """Bring in what pages need.

    What is there then is there for good: a collection that goes through all of it takes a tenth of a second, in which
    nobody is answered.
    """
    for name in (*modules(), *_LATER):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def modules() -> Iterator[str]:
    """The modules of all rooms but those that are run as a page, or start the app, and those that are served beside."""
    yield "decision.room.web.served"
    for room in pkgutil.iter_modules(ui.__path__, "decision.ui."):
        if room.name == "decision.ui.start":
            continue
        package = importlib.import_module(room.name)
        for module in pkgutil.iter_modules(package.__path__, f"{room.name}."):
            if not module.name.endswith(".page"):
                yield module.name
