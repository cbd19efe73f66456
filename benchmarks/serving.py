"""An app while it is being served, for benchmarks that visit it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_WAIT = 60.0  # seconds for a server to start


@dataclass(frozen=True)
class Served:
    """Where an app answers, and the process that serves it."""

    port: int
    process: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def processor_seconds(self) -> float:
        """What the process has taken of processors so far; 0 where the system does not tell."""
        try:
            said = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """The most memory that the process has had; 0 where the system does not tell."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.process}/status").read_text(encoding="ascii").splitlines():
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) / 1024
        return 0.0


@contextlib.contextmanager
def served(app: Path, most_bytes: int | None = None) -> Iterator[Served]:
    """`app` being served, with a folder of work of its own, and no more memory than `most_bytes` if that is said."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", app.name,
        "--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "TRILEMMA_STATE": state}
        server = subprocess.Popen(
            _bounded(command, most_bytes), cwd=app.parent, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield Served(port, server.pid)
        finally:
            server.terminate()
            server.wait()


def _bounded(command: list[str], most_bytes: int | None) -> list[str]:
    """`command` with no more memory than that; as it is where the system has no word for it."""
    prlimit = shutil.which("prlimit")
    return command if most_bytes is None or prlimit is None else [prlimit, f"--as={most_bytes}", "--", *command]


def _wait_for(address: str) -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310  # our own address
            return
        time.sleep(0.05)
    raise TimeoutError("the app did not start")
