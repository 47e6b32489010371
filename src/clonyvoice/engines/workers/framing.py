"""Messages read whole from a pipe, the same on both sides of it."""

from __future__ import annotations

from typing import Protocol

from clonyvoice.engines.workers import messages


class RawPipe(Protocol):
    """The end of a pipe that is read, without a buffer."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read into `buffer` what is there; 0 at the end."""
        ...


def receive(pipe: RawPipe) -> tuple[messages.Message, bytearray] | None:
    """The next message and its payload, waited for; None at the end. Raises BadMessage, OSError."""
    header = _exactly(pipe, messages.HEADER.size)
    if header is None:
        return None
    text, payload = messages.lengths(header)
    shown, data = _exactly(pipe, text), _exactly(pipe, payload)
    return None if shown is None or data is None else (messages.decode(shown), data)


def _exactly(pipe: RawPipe, count: int) -> bytearray | None:
    data = bytearray(count)
    view, at = memoryview(data), 0
    while at < count:
        got = pipe.readinto(view[at:])
        if not got:
            return None
        at += got
    return data
