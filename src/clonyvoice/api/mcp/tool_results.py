"""Results of the MCP tools: text and values, and the sound of a generation as a link, inline, played or saved."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from anyio import to_thread

from clonyvoice.api.mcp.sound_playback import play
from clonyvoice.api.mcp.tool_calls import Call
from clonyvoice.api.responses.delivery_audit import delivery_of, note_file
from clonyvoice.api.responses.signed_files import HEADER, Taken, taken
from clonyvoice.audio.formats import Format, file_format_named
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.speech import Generation
from clonyvoice.speech.generation_audio_files import origin_of
from clonyvoice.transcription import transcript_formats
from clonyvoice.transcription.records import Transcription
from clonyvoice.voices.model import Voice

if TYPE_CHECKING:
    from mcp_types import ContentBlock


SMALL: Final = 750_000
"""Bytes of sound that are sent within an answer; base64 makes a third more of them. Chosen by hand."""

WORDS_BYTES: Final = 600_000
"""Bytes of JSON that the word times of a transcript may take in an answer. Clients of the SDK refuse more than 1 MiB of
events in one answer (findings/mcp-answers-above-a-mebibyte.sh), and its text stands beside them twice."""


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """A tool's result: content for the model, and the same as plain values for programs."""

    content: Sequence[ContentBlock]
    values: dict[str, Any]


def file_for_caller(call: Call, done: Generation, fmt: Format) -> Taken:
    """The file of a finished generation as this caller may have it: signed where that is asked for."""
    plain = call.services.speech.file(done, fmt.name, done.sample_rate)
    origin = partial(origin_of, done, call.services.speech.voices)
    return taken(call.services.signed, call.caller, plain, fmt.media_type, origin)


async def sound_result(call: Call, generation_id: str, output: str, save_to: str) -> ToolAnswer:
    """The sound of a finished generation, in the way that was asked for."""
    from mcp_types import AudioContent, ResourceLink, TextContent

    done = await to_thread.run_sync(call.services.speech.get, generation_id)
    fmt = file_format_named(done.format)
    sent = await to_thread.run_sync(file_for_caller, call, done, fmt)
    path = sent.path
    size = path.stat().st_size
    if save_to or output != "link":
        await to_thread.run_sync(note_file, call.services.audit, call.caller.owner, delivery_of(done), path)
    values: dict[str, Any] = {
        "id": done.id, "ended": True, "voice": done.voice_id, "language": done.language,
        "duration": done.duration, "format": fmt.name, "bytes": size, "uri": uri_of(done),
    }  # fmt: skip
    if HEADER in sent.headers:
        values["content_credentials"] = sent.headers[HEADER]
    told = (
        f"{done.duration or 0:.1f} s of speech in the voice {done.voice_name!r} ({fmt.name}, {size:,} bytes)."
    )
    if call.address is not None:
        values["audio_url"] = f"{call.address}/api/generations/{done.id}/audio?format={fmt.name}"
        told += f" With the same key: {values['audio_url']}"
    if save_to:
        values["file"] = str(await to_thread.run_sync(_saved, path.read_bytes(), save_to))
        told += f" Saved as {values['file']}"
    if output == "play":
        await call.report(1.0, "playing")
        await play(path)
        return ToolAnswer([TextContent(text=f"Played {told}")], values)
    if output == "audio" and size <= SMALL:
        data = base64.b64encode(await to_thread.run_sync(path.read_bytes)).decode()
        return ToolAnswer([TextContent(text=told), AudioContent(data=data, mime_type=fmt.media_type)], values)
    if output == "audio":
        told += f" More than {SMALL:,} bytes are not sent inline; read the link."
    link = ResourceLink(
        uri=uri_of(done), name=f"{done.id}.{fmt.extension}", mime_type=fmt.media_type, size=size,
        description=done.text[:100],
    )  # fmt: skip
    return ToolAnswer([TextContent(text=told), link], values)


def transcript_result(done: Transcription, fmt: str, address: str | None) -> ToolAnswer:
    """A transcript as `text`, `srt` or `vtt` for the model, and its text and word times (seconds) for programs.

    Word times that take more than `WORDS_BYTES` are left out; `words_left_out` counts them and `words_url` says where
    they are.
    """
    writers = {"srt": transcript_formats.srt, "vtt": transcript_formats.vtt}
    told = writers.get(fmt, transcript_formats.text)(done.transcript).strip() or "(no speech was heard)"
    words = [
        {"word": word.text.strip(), "start": word.start, "end": word.end} for word in done.transcript.words
    ]
    values: dict[str, Any] = {
        "id": done.id, "text": done.transcript.text, "language": done.transcript.language,
        "duration": done.transcript.duration, "words": words,
    }  # fmt: skip
    if len(json.dumps(words, ensure_ascii=False).encode()) > WORDS_BYTES:
        values |= {"words": [], "words_left_out": len(words)}
        values["words_url"] = f"{address or ''}/api/transcriptions/{done.id}"
    return text_result(told, **values)


def uri_of(generation: Generation) -> str:
    """The address under which a client reads the sound as a resource."""
    return f"clonyvoice://generations/{generation.id}/audio.{generation.format}"


def check_target(call: Call, name: str) -> None:
    """Refuse a file that cannot be written. Raises InvalidRequest."""
    if not call.files:
        raise InvalidRequest(
            "A server writes no files of its own machine. Read the link, or let the editor start `clonyvoice mcp`.",
            param="save_to",
        )
    path = Path(name).expanduser()
    if path.exists() or not path.parent.is_dir():
        why = "is there already" if path.exists() else "has no folder to be in"
        raise InvalidRequest(
            f"{name[:200]!r} {why}. Name a new file in a folder that exists.", param="save_to"
        )


def _saved(sound: bytes, name: str) -> object:
    path = Path(name).expanduser().resolve()
    with path.open("xb") as file:
        file.write(sound)
    return path


def voice_values(voice: Voice) -> dict[str, Any]:
    """A voice as tools show it."""
    return {
        "voice": voice.id.removeprefix("voice_") if voice.kind == "preset" else voice.id,
        "name": voice.name, "kind": voice.kind, "languages": list(voice.languages), "language": voice.language,
        "gender": voice.gender, "description": voice.description,
    }  # fmt: skip


def text_result(text: str, /, **values: Any) -> ToolAnswer:
    """A result of one text, with its values."""
    from mcp_types import TextContent

    return ToolAnswer([TextContent(text=text)], values)
