"""The graphics cards, as reported by nvidia-smi.

Instead of nvidia-ml-py (0.3 MB), which loads the driver's library into this process: a tool that hangs or crashes is
ended after three seconds. Its speed was not compared; it is asked every two seconds at most, and only by a page.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

_FIELDS = "name,utilization.gpu,memory.used,memory.total,temperature.gpu,driver_version"
_FRESH = 2.0
"""Seconds for which figures are kept. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card: `use` in percent, memory in bytes, `temperature` in °C; None where it does not say."""

    name: str
    use: float | None
    memory_used: int | None
    memory_total: int | None
    temperature: float | None
    driver: str


class GpuReader:
    """Reads the cards of this machine, with a short cache; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[float, tuple[Gpu, ...]] = (-1e9, ())

    def __call__(self) -> tuple[Gpu, ...]:
        """The NVIDIA cards, at most two seconds old; none when their tool is not installed."""
        with self._lock:
            at, known = self._seen
            if time.monotonic() - at < _FRESH:
                return known
            found = _ask()
            # a machine without cards gets none by waiting: ask it once a minute
            self._seen = (time.monotonic() + (0 if found else 60), found)
            return found


gpus = GpuReader()


def _ask() -> tuple[Gpu, ...]:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command without input
            [tool, f"--query-gpu={_FIELDS}", "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=3,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(parse(line) for line in answer.stdout.splitlines() if line.count(",") == 5)


def parse(line: str) -> Gpu:
    """The card of a line of nvidia-smi's CSV."""
    name, use, used, total, temperature, driver = (part.strip() for part in line.split(","))
    return Gpu(name, _number(use), _bytes(used), _bytes(total), _number(temperature), driver)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _bytes(text: str) -> int | None:
    megabytes = _number(text)
    return None if megabytes is None else int(megabytes * 1024 * 1024)
