"""Recordings that a tool's arguments hold, as paths or in base64, stored as blobs."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from anyio import to_thread

from clonyvoice.api.mcp.tool_calls import Call
from clonyvoice.api.uploads import shown_name
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.transcription.service import Upload

_PIECE: Final = 1 << 20
"""Bytes of a file read at a time. Chosen by hand."""


class FileNotReadable(InvalidRequest):
    """A recording's path that cannot be read."""

    code = "file_not_readable"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The file {name[:120]!r} cannot be read: {why}.", param="files")


async def kept_recordings(call: Call, files: Sequence[str], encoded: Sequence[str]) -> list[Upload]:
    """Recordings kept as blobs: files of this machine, and sound in base64. All of them or none.

    Raises InvalidRequest, FileNotReadable, BlobTooLarge, StorageFull.
    """
    if files and not call.files:
        raise InvalidRequest(
            "A server reads no files of its own machine. Send the recording as base64 in `audio_base64`, or let"
            " the editor start `clonyvoice mcp`, which reads files where it runs.",
            param="files",
        )
    kept: list[Upload] = []
    try:
        for name in files:
            kept.append(await to_thread.run_sync(_kept_file, call, name))  # noqa: PERF401 - removed when one fails
        for index, text in enumerate(encoded):
            kept.append(await to_thread.run_sync(_kept_text, call, text, index))
    except BaseException:
        call.services.blobs.delete(*(one.blob_id for one in kept))
        raise
    return kept


def _kept_file(call: Call, name: str) -> Upload:
    path = Path(name.removeprefix("file://")).expanduser()
    try:
        with path.open("rb") as source, call.services.blobs.writer(_limit(call)) as writer:
            while piece := source.read(_PIECE):
                writer.write(piece)
            return Upload(writer.commit(), shown_name(path.name))
    except OSError as error:
        raise FileNotReadable(name, error.strerror or "it is no file") from None


def _kept_text(call: Call, text: str, index: int) -> Upload:
    _, _, data = text.rpartition(",") if text.startswith("data:") else ("", "", text)
    try:
        sound = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidRequest("`audio_base64` is not base64.", param="audio_base64") from None
    with call.services.blobs.writer(_limit(call)) as writer:
        writer.write(sound)
        return Upload(writer.commit(), f"recording {index + 1}")


def _limit(call: Call) -> int:
    return call.services.settings.max_upload_mb * 1_000_000
