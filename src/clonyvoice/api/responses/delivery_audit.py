"""Audio that leaves the server, recorded in the audit log: caller, item, and the hash of the bytes sent."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from anyio import to_thread

from clonyvoice.audit.log import AuditLog, sha256_of
from clonyvoice.speech import Generation

headers_only: Final[ContextVar[bool]] = ContextVar("headers_only", default=False)
"""Set while HEAD is answered: no sound leaves the server, so none is recorded."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The speech in a response: a generation, take, render or project, its voices, and its engine."""

    subject: str
    voices: tuple[str | None, ...] = ()
    engine: str | None = None
    generations: tuple[str, ...] = ()
    """Ids of the generations that it consists of, where it is more than one."""


def delivery_of(first: Generation, *more: Generation) -> Delivery:
    """The sound of a generation, or of several on end, as the audit log names it."""
    made = (first, *more)
    voices = {chunk.voice_id for each in made for chunk in each.chunks} or {first.voice_id}
    several = tuple(each.id for each in made) if more else ()
    return Delivery(first.id, tuple(voices), first.engine, several)


def note_file(audit: AuditLog, who: str, delivery: Delivery, path: Path) -> None:
    """Record in the audit log that the file at `path` is sent to the caller. Raises StorageFull."""
    if audit.enabled and not headers_only.get():
        _note(audit, who, delivery, sha256_of([path]), path.stat().st_size)


def note_bytes(audit: AuditLog, who: str, delivery: Delivery, sound: bytes) -> None:
    """Record in the audit log that sound is sent within a response. Raises StorageFull."""
    if audit.enabled and not headers_only.get():
        _note(audit, who, delivery, hashlib.sha256(sound).hexdigest(), len(sound))


def _note(audit: AuditLog, who: str, delivery: Delivery, digest: str, size: int, **more: Any) -> None:
    if delivery.generations:
        more["generations"] = list(delivery.generations)
    audit.record(
        "sound.delivered",
        who,
        subject=delivery.subject,
        voices=delivery.voices,
        engine=delivery.engine,
        sha256=digest,
        bytes=size,
        **more,
    )


class SentSound:
    """Sound that is sent piece by piece: hashed on its way, and written into the audit log when it ends.

    Call `add` for each piece that was sent, then `whole` or `broken_off` once. Sound of which nothing was sent is
    not written down when it breaks off. For one task at a time.
    """

    def __init__(self, audit: AuditLog, who: str) -> None:
        self._audit, self._who = audit, who
        self._counts = audit.enabled and not headers_only.get()
        self._digest, self._bytes = hashlib.sha256(), 0

    def add(self, data: bytes) -> None:
        """A piece that was sent."""
        if self._counts:
            self._digest.update(data)
            self._bytes += len(data)

    async def whole(self, delivery: Delivery) -> None:
        """Record that all of it was sent. Raises StorageFull; the response must then break off."""
        if self._bytes:
            await to_thread.run_sync(self._write, delivery, True)

    def broken_off(self, delivery: Delivery) -> None:
        """Record an interrupted delivery. Returns at once, for it is called where nothing may be awaited any more."""
        if self._bytes:
            threading.Thread(target=self._write, args=(delivery, False), daemon=True).start()

    def _write(self, delivery: Delivery, whole: bool) -> None:
        digest = self._digest.hexdigest()
        _note(self._audit, self._who, delivery, digest, self._bytes, streamed=True, whole=whole)


async def noted(pieces: Iterator[bytes], sent: SentSound, delivery: Delivery) -> AsyncIterator[bytes]:
    """The pieces, each waited for in a thread, while `sent` keeps account of them."""
    whole = False
    try:
        while (piece := await to_thread.run_sync(next, pieces, None)) is not None:
            sent.add(piece)
            yield piece
        whole = True
        await sent.whole(delivery)
    finally:
        if not whole:
            sent.broken_off(delivery)
