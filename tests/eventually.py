"""Waiting for something that another thread or process does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Read = TypeVar("Read")


def eventually(
    read: Callable[[], Read],
    holds: Callable[[Read], object] = bool,
    seconds: float = 30.0,
    every: float = 0.02,
) -> Read:
    """The first value of `read` for which `holds` is true; read again every `every` seconds.

    Fails with the last value after `seconds`.
    """
    until = time.monotonic() + seconds
    while not holds(value := read()):
        assert time.monotonic() < until, f"still {value!r} after {seconds} s"
        time.sleep(every)
    return value


async def eventually_async(fact: Callable[[], object], seconds: float = 30.0, every: float = 0.01) -> None:
    """Wait without blocking the event loop until `fact` is true; fails after `seconds`."""
    until = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < until, f"not so after {seconds} s"
        await asyncio.sleep(every)
