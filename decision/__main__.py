"""``python -m decision``: the command line."""

from __future__ import annotations

import os
import sys


def run() -> None:
    """Run one command and end the process with its exit status; Ctrl-C ends it at any time, with 130."""
    try:
        import signal

        # An exception would not do: what is being imported or called may take it for a fault of its own, or lose it.
        # A process that a shell runs behind is told to ignore interrupts, and does.
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _stop)
    except KeyboardInterrupt:
        _stop()
    _start_quickly()
    from decision.threads import work_with_one_thread

    work_with_one_thread()
    from decision.cli import main

    # Taking the imported modules down one by one would cost a tenth of a short command's time.
    os._exit(main())


def _start_quickly() -> None:
    """Leave out what takes a fifth of a short command's time and is of no use to one."""
    import gc
    from types import ModuleType

    gc.set_threshold(100_000, 50, 100)  # what is imported stays, and there is hardly anything else to collect
    # pydantic looks for plug-ins among all packages installed; none is to have a say in how strictly a file is read
    loader = ModuleType("pydantic.plugin._loader")
    loader.__dict__["get_plugins"] = tuple
    sys.modules[loader.__name__] = loader


def _stop(*_: object) -> None:
    writing = sys.modules.get("decision.files.atomic")
    if writing is not None:
        writing.abandon()
    if sys.stderr is not None:  # not print, which may be what was interrupted
        try:  # noqa: SIM105  # an import may be what was interrupted
            os.write(sys.stderr.fileno(), b"stopped\n")
        except (OSError, ValueError):
            pass  # it has nowhere to go
    os._exit(130)


if __name__ == "__main__":
    run()
