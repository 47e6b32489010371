"""The audit log: one call for each kind of record; when it is off, the calls do nothing."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from clonyvoice.audit.log_files import AuditChain
from clonyvoice.core.clock import Clock

AuditEvent: TypeAlias = Literal[
    "generation.started",
    "generation.completed",
    "chunk.retaken",
    "chunks.merged",
    "sound.delivered",
    "project.line",
    "project.render",
    "voice.cloned",
    "voice.designed",
    "voice.consent",
    "voice.revoked",
    "voice.locked",
    "voice.exported",
    "voice.imported",
    "transcription.completed",
]
_PIECE: Final = 1 << 20
"""Bytes read at a time. Chosen by hand."""
_PARTS_SECONDS: Final = 3600.0
"""Seconds in which requests for parts of a file count as one delivery. Chosen by hand."""
_MOST_LATELY: Final = 10_000
"""Files and callers that are remembered for that. Chosen by hand."""


class AuditLog:
    """Writes records of generations and changes of voices; does nothing when it is off. Safe from any thread."""

    def __init__(self, chain: AuditChain | None = None, *, texts: bool = False) -> None:
        self._chain, self._texts = chain, texts
        self._lock = threading.Lock()
        self._lately: dict[tuple[str, str], float] = {}
        """Times at which the delivery of a file to a caller was last recorded, the latest last."""

    @classmethod
    def of(cls, data_dir: Path, clock: Clock, *, enabled: bool, texts: bool) -> AuditLog:
        """The log of a data directory, as set in the settings."""
        return cls(AuditChain(data_dir, clock) if enabled else None, texts=texts)

    @property
    def enabled(self) -> bool:
        """Whether anything is written: only then sound need be hashed."""
        return self._chain is not None

    def delivered_lately(self, who: str, file: str) -> bool:
        """Whether `note_delivered` was called for this file and caller in the last hour: its parts are one delivery."""
        with self._lock:
            return time.monotonic() - self._lately.get((who, file), -_PARTS_SECONDS) < _PARTS_SECONDS

    def note_delivered(self, who: str, file: str) -> None:
        """Remember that the delivery of a file to a caller is in the log by now."""
        with self._lock:
            self._lately.pop((who, file), None)
            self._lately[who, file] = time.monotonic()
            while len(self._lately) > _MOST_LATELY:
                del self._lately[next(iter(self._lately))]

    def record(
        self,
        event: AuditEvent,
        who: str,
        *,
        subject: str | None = None,
        voices: Iterable[str | None] = (),
        engine: str | None = None,
        sha256: str | None = None,
        text: str | None = None,
        **more: Any,
    ) -> None:
        """Write a record; it is on the disk on return. `who` is a key's id, `studio` or `cli`; never a secret.

        `text` is written only where the setting `audit_text` asks for it. `more` are plain JSON values. Raises
        StorageFull and other storage errors.
        """
        if self._chain is None:
            return
        named = sorted({voice for voice in voices if voice})
        fields: dict[str, Any] = {"event": event, "who": who, **more}
        optional = {
            "id": subject,
            "voices": named or None,
            "engine": engine,
            "sha256": sha256,
            "text": text if self._texts else None,
        }
        fields |= {name: value for name, value in optional.items() if value is not None}
        self._chain.append(fields)


OFF: Final = AuditLog()
"""The log that writes nothing."""


def sha256_of(paths: Iterable[Path]) -> str:
    """SHA-256 over the bytes of files one after another, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()
