"""ElevenLabs' realtime speech to text: sound in base64 in, partial and committed transcripts out.

As published at elevenlabs.io/docs/api-reference (2026).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from clonyvoice.api.compat.elevenlabs_transcription import words_of
from clonyvoice.api.compat.unsupported_fields import present
from clonyvoice.api.compat.vendor_model_language_names import (
    ELEVENLABS_TRANSCRIPTION,
    check_transcription_model,
    code_of,
    three_letters,
)
from clonyvoice.api.live_transcription_socket import SCOPE, LiveSocket, text_of
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import LimitsDep, LiveDep
from clonyvoice.api.socket_auth import CLOSE, admitted, check_of, close, json_object, refuse_keys
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.transcription.live_events import LiveEvent, LiveOptions, Recognised

router = api_router("ElevenLabs' API")
_MOST: Final = 1_500_000
"""Characters of a message: 1.1 MB of sound in base64. Chosen by hand."""
_SILENCE: Final = 1.5
"""Seconds, ElevenLabs' default of `vad_silence_threshold_secs`."""
_KINDS: Final = {
    401: "auth_error",
    403: "auth_error",
    429: "rate_limited",
    408: "session_time_limit_exceeded",
}
_REFUSED: Final = ("entity_detection", "entity_redaction", "transcript_edit", "no_verbatim")


@router.websocket("/elevenlabs/v1/speech-to-text/realtime")
async def speech_to_text_realtime(socket: WebSocket, transcriber: LiveDep, limits: LimitsDep) -> None:
    """Transcribe live over a WebSocket, as ElevenLabs' `speech_to_text.realtime.connect` does."""
    await socket.accept()
    query = present(socket.query_params)
    try:
        refuse_keys(socket, "Send it in the header `xi-api-key`.")
        check = check_of(socket, None)
        caller = await admitted(limits, check, SCOPE)
        options, rate = _settings(query)
    except ClonyError as error:
        try:
            await socket.send_json(_failed(error))
        except (RuntimeError, WebSocketDisconnect):
            return
        await close(socket, CLOSE.get(error.status, 1008), error.code)
        return
    timed = query.get("include_timestamps", "").lower() == "true"

    def shown(event: LiveEvent) -> list[dict[str, Any]]:
        if not isinstance(event, Recognised):
            return []
        if not event.final:
            return [{"message_type": "partial_transcript", "text": event.text}]
        told: list[dict[str, Any]] = [{"message_type": "committed_transcript", "text": event.text}]
        if timed:
            told.append(
                {"message_type": "committed_transcript_with_timestamps", "text": event.text,
                 "language_code": three_letters(event.language), "words": words_of(event.segments, "word")}
            )  # fmt: skip
        return told

    live = LiveSocket(socket, transcriber, limits, caller, check, shown, _failed)

    async def read(message: dict[str, Any]) -> None:
        chunk = json_object(text_of(message, _MOST) or "")
        if chunk.get("message_type", "input_audio_chunk") != "input_audio_chunk" or live.session is None:
            raise InvalidRequest("`message_type` is input_audio_chunk.", param="message_type")
        if chunk.get("sample_rate") not in (None, rate):
            raise InvalidRequest(f"`audio_format` says {rate} Hz: send that.", param="sample_rate")
        try:
            pcm = base64.b64decode(chunk.get("audio_base_64") or "", validate=True)
        except (binascii.Error, ValueError, TypeError):
            raise InvalidRequest("`audio_base_64` is sound in base64.", param="audio_base_64") from None
        await live.feed(pcm)
        if chunk.get("commit"):
            live.session.commit()

    try:
        session = live.start(options, rate)
    except ClonyError as error:
        await live.send(_failed(error))
        await close(socket, CLOSE.get(error.status, 1008), error.code)
        return
    config = {"sample_rate": rate, "audio_format": f"pcm_{rate}", "language_code": options.language,
              "model_id": query.get("model_id") or "scribe_v2_realtime", "include_timestamps": timed,
              "vad_commit_strategy": options.silence is not None,
              "vad_silence_threshold_secs": options.silence}  # fmt: skip
    opening = {
        "message_type": "session_started",
        "session_id": session.id or new_id("live"),
        "config": config,
    }
    await live.serve(read, opening)


def _settings(query: Any) -> tuple[LiveOptions, int]:
    """The settings in the address, and the rate of the sound. Raises InvalidRequest, ModelNameUnknown."""
    check_transcription_model(
        query.get("model_id") or "scribe_v2_realtime", ELEVENLABS_TRANSCRIPTION, "model_id"
    )
    for name in _REFUSED:
        if query.get(name, "").lower() not in ("", "false", "none", "null"):
            raise InvalidRequest(
                f"Words and their times are all that is found here. Leave `{name}` out.", param=name
            )
    found = re.fullmatch(r"pcm_(\d{4,5})", query.get("audio_format") or "pcm_16000")
    if found is None or not 8_000 <= int(found[1]) <= 48_000:
        raise InvalidRequest("`audio_format` is pcm_8000 to pcm_48000.", param="audio_format")
    strategy = query.get("commit_strategy") or "manual"
    if strategy not in ("manual", "vad"):
        raise InvalidRequest("`commit_strategy` is manual or vad.", param="commit_strategy")
    try:
        silence = min(5.0, max(0.2, float(query.get("vad_silence_threshold_secs") or _SILENCE)))
    except ValueError:
        raise InvalidRequest(
            "`vad_silence_threshold_secs` is a number of seconds.", param="vad_silence_threshold_secs"
        ) from None
    prompt = ", ".join(query.getlist("keyterms"))[:4000]
    language = code_of(query.get("language_code") or "auto")
    return LiveOptions.of_codes(language, [], prompt, silence if strategy == "vad" else None), int(found[1])


def _failed(error: ClonyError) -> dict[str, Any]:
    kind = _KINDS.get(error.status, "transcriber_error" if error.status >= 500 else "input_error")
    return {"message_type": kind, "error": error.message}
