"""ElevenLabs' speech API under `/elevenlabs`: its SDK works here with that address as `base_url` and one of our keys.

As published at elevenlabs.io/docs/api-reference (2026): one voice or a dialogue, whole or streamed, with times or
without.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager
from typing import Annotated, Any, Final, Literal, TypeAlias, cast

from anyio import to_thread
from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, StreamingResponse

from clonyvoice.api.auth import Generator
from clonyvoice.api.compat.alignment import CharacterClock, alignment
from clonyvoice.api.compat.common import Output, renamed_fields, silence, sound_bytes, speech_request, spoken
from clonyvoice.api.compat.languages import code_of
from clonyvoice.api.compat.lenient import compat_router, name_unused
from clonyvoice.api.compat.model_names import (
    ELEVENLABS_SPEECH,
    ModelNameUnknown,
    larger_engines,
    speech_engine,
)
from clonyvoice.api.compat.output_formats import OutputFormatUnknown, output_format
from clonyvoice.api.compat.voice_names import speaking_voice
from clonyvoice.api.errors import request_id
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.signed_files import check
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import Services, ServicesDep
from clonyvoice.audio import format_named
from clonyvoice.cloning.errors import NotBlendable
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.jobs.model import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.speech import Generation, Segment, Shape
from clonyvoice.speech.delivery import delivery
from clonyvoice.speech.request import MAX_SEED, LanguageNotSpoken, TextTooLong
from clonyvoice.text.errors import NothingToSay, UnknownLanguage
from clonyvoice.text.ssml import Manner
from clonyvoice.voices.model import VoiceInTrash, VoiceNotFitted, VoiceNotFound, VoiceNotReady

router = compat_router("ElevenLabs' API")

_BREAK: Final = re.compile(r"<break\s+time=[\"'](\d{1,3}(?:\.\d{1,3})?)\s*(m?s)[\"']\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"\[([A-Za-z][A-Za-z' -]{1,40})\]")
"""Stage directions of Eleven v3: `[whispers]`, `[laughs]`."""
_MOST_INPUTS: Final = 200


class VoiceSettings(BaseModel):
    """Settings of a voice. `speed` is obeyed; other settings are named in `X-Unused-Parameters`."""

    speed: float | None = Field(None, ge=0.25, le=4.0)


class SpeakingBody(BaseModel):
    """The fields of all speech requests besides their texts."""

    model_id: str = Field(
        "eleven_multilingual_v2", description="Any of ElevenLabs' names: all are Kokoro here."
    )
    language_code: str | None = Field(None, description="A code such as `ko`; found when left out.")
    seed: int | None = Field(None, ge=0, le=2**32 - 1)
    apply_text_normalization: Literal["auto", "on", "off"] = "auto"
    pronunciation_dictionary_locators: list[Any] = Field(
        [], description="Refused, unless empty: words are set with PUT /api/pronunciations."
    )
    audio_effects: dict[str, Any] = Field({}, description="Refused, unless empty.")


class TextToSpeechBody(SpeakingBody):
    """A text to say in the voice of the address. Fields that are not listed are accepted and named in the answer's
    `X-Unused-Parameters`.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Hello, world!", "model_id": "kokoro"}]}
    )

    text: str = Field(description='What to say; `<break time="1s"/>` and `[pause:1s]` pause.')
    voice_settings: VoiceSettings = VoiceSettings(speed=None)


class DialogueInput(BaseModel):
    """A line of a dialogue."""

    text: str
    voice_id: str


class DialogueBody(SpeakingBody):
    """Lines, each in its own voice, said one after another."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "inputs": [
                        {"text": "Shall we?", "voice_id": "af_heart"},
                        {"text": "We shall.", "voice_id": "am_adam"},
                    ]
                }
            ]
        }
    )

    inputs: list[DialogueInput] = Field(min_length=1, max_length=_MOST_INPUTS)
    settings: VoiceSettings = VoiceSettings(speed=None)


_OutputFormat = Annotated[
    str, Query(max_length=40, description="codec_rate or codec_rate_kilobits: `mp3_44100_128`, `ulaw_8000`.")
]
_Responses: TypeAlias = dict[int | str, dict[str, Any]]
_ERRORS: Final = errors(
    ModelNameUnknown, OutputFormatUnknown, VoiceNotFound, VoiceInTrash, VoiceNotReady, UnknownLanguage,
    LanguageNotSpoken, TextTooLong, NotBlendable, QueueFull, EngineUnavailable, VoiceNotFitted,
)  # fmt: skip
_SOUND: Final[_Responses] = {200: {"content": {"audio/*": {}}, "description": "The sound."}, **_ERRORS}
_LINES: Final[_Responses] = {
    200: {"content": {"application/x-ndjson": {}}, "description": "A JSON object a line."},
    **_ERRORS,
}
_DEFAULT: Final = "mp3_44100_128"


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}", responses=_SOUND)
@declares(idempotency="job")
async def text_to_speech(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say a text, as ElevenLabs' `text_to_speech.convert` does: the whole sound at its end."""
    asked = await _line(voice_id, body, request, parts, caller, output_format)
    return await asked.sound(stream=False)


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}/stream", responses=_SOUND)
@declares(idempotency="job")
async def text_to_speech_stream(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say a text, as ElevenLabs' `text_to_speech.stream` does: sound while it is made."""
    asked = await _line(voice_id, body, request, parts, caller, output_format)
    return await asked.sound(stream=True)


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}/with-timestamps", responses=_ERRORS)
@declares(idempotency="job")
async def text_to_speech_with_timestamps(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say a text and tell when each character is said, as `text_to_speech.convert_with_timestamps` does."""
    asked = await _line(voice_id, body, request, parts, caller, output_format)
    return await asked.timed()


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}/stream/with-timestamps", responses=_LINES)
@declares(idempotency="job")
async def text_to_speech_stream_with_timestamps(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say a text with the times of its characters while it is made, a JSON object a line."""
    asked = await _line(voice_id, body, request, parts, caller, output_format)
    return await asked.timed_lines()


@router.post("/elevenlabs/v1/text-to-dialogue", responses=_SOUND)
@declares(idempotency="job")
async def text_to_dialogue(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say the lines of a dialogue, as ElevenLabs' `text_to_dialogue.convert` does."""
    asked = await _dialogue(body, request, parts, caller, output_format)
    return await asked.sound(stream=False)


@router.post("/elevenlabs/v1/text-to-dialogue/stream", responses=_SOUND)
@declares(idempotency="job")
async def text_to_dialogue_stream(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say the lines of a dialogue while they are made."""
    asked = await _dialogue(body, request, parts, caller, output_format)
    return await asked.sound(stream=True)


@router.post("/elevenlabs/v1/text-to-dialogue/with-timestamps", responses=_ERRORS)
@declares(idempotency="job")
async def text_to_dialogue_with_timestamps(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say the lines of a dialogue and tell when each character is said, and by whom."""
    asked = await _dialogue(body, request, parts, caller, output_format)
    return await asked.timed()


@router.post("/elevenlabs/v1/text-to-dialogue/stream/with-timestamps", responses=_LINES)
@declares(idempotency="job")
async def text_to_dialogue_stream_with_timestamps(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    parts: ServicesDep,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Say the lines of a dialogue with the times of their characters, a JSON object a line."""
    asked = await _dialogue(body, request, parts, caller, output_format)
    return await asked.timed_lines()


class _Asked:
    """A speech request that was checked, and the forms in which it can be answered."""

    def __init__(
        self,
        request: Request,
        parts: Services,
        caller: Principal,
        segments: Sequence[Segment],
        lines: Sequence[tuple[int, str]],
        output: Output,
        seed: int | None,
        engine: str | None,
    ) -> None:
        self._engine = engine
        self._request, self._parts, self._caller = request, parts, caller
        self._segments, self._lines, self._output, self._seed = tuple(segments), lines, output, seed

    async def sound(self, *, stream: bool) -> Response:
        """The sound alone."""
        with _told():
            answer = await spoken(
                self._request,
                self._parts,
                self._caller,
                self._segments,
                self._output,
                seed=self._seed,
                stream=stream,
                engine=self._engine,
            )
        return self._headed(answer)

    async def timed(self) -> Response:
        """The whole sound in base64, with the times of all characters."""
        check(self._parts, self._caller, format_named(self._output.format), field="output_format")
        started = await self._started(eager=False)
        if started is None:
            return self._headed(JSONResponse(self._nothing()))
        speech = self._parts.speech
        done = await answering.waited(self._request, speech, started, keep=False)
        sound = await sound_bytes(self._parts, self._caller, done, self._output)
        times = alignment(done.text, done.words(), done.duration or 0.0, self._joints)
        shown = {
            "audio_base64": base64.b64encode(sound.data).decode(),
            "alignment": times,
            "normalized_alignment": times,
            **self._voice_segments(done),
        }
        return self._headed(JSONResponse(shown, headers=sound.headers), done.id)

    async def timed_lines(self) -> Response:
        """The sound in base64 piece by piece, each with the times of the characters that it finishes."""
        fmt = format_named(self._output.format)
        told = check(self._parts, self._caller, fmt, stream=True, field="output_format")
        started = await self._started(eager=True)
        if started is None:
            return self._headed(_lines(_one(self._nothing())))
        pieces = answering.timed_pieces(
            self._parts.speech, started, self._output.encoder(), who=self._caller.owner, keep=False
        )
        first = await anext(pieces)
        answer = self._headed(_lines(self._timed_pieces(started, first, pieces)), started.id)
        answer.headers.update(told)
        return answer

    async def _started(self, *, eager: bool) -> Generation | None:
        """The generation under way; None when there is nothing to say."""
        asked = speech_request(
            self._segments, self._output, seed=self._seed, eager=eager, engine=self._engine
        )
        with _told():
            try:
                return await answering.start(self._request, self._parts.speech, self._caller, asked)
            except NothingToSay:
                return None

    @property
    def _text(self) -> str:
        return "\n".join(segment.text for segment in self._segments)

    @property
    def _joints(self) -> list[int]:
        """Offsets of the line breaks between the segments' texts."""
        found, at = [], 0
        for segment in self._segments[:-1]:
            at += len(segment.text) + 1
            found.append(at - 1)
        return found

    def _nothing(self) -> dict[str, Any]:
        sound = silence(self._segments)
        encoder = self._output.encoder()
        data = encoder.feed(sound) + encoder.finish()
        times = alignment(self._text, (), sound.duration, self._joints)
        return {
            "audio_base64": base64.b64encode(data).decode(),
            "alignment": times,
            "normalized_alignment": times,
            **({"voice_segments": []} if len(self._lines) > 1 else {}),
        }

    async def _timed_pieces(
        self, started: Generation, first: answering.TimedPiece, pieces: AsyncIterator[answering.TimedPiece]
    ) -> AsyncIterator[bytes]:
        clock = CharacterClock(started.text, self._joints)
        piece: answering.TimedPiece | None = first
        try:
            while piece is not None:
                times = clock.rest(piece.end) if piece.last else clock.words(piece.words)
                shown: dict[str, Any] = {
                    "audio_base64": base64.b64encode(piece.data).decode(),
                    "alignment": times,
                    "normalized_alignment": times,
                }
                if len(self._lines) > 1:
                    shown["voice_segments"] = []
                    if piece.last:
                        done = await to_thread.run_sync(self._parts.speech.get, started.id)
                        shown |= self._voice_segments(done)
                yield json.dumps(shown).encode() + b"\n"
                piece = await anext(pieces, None)
        finally:
            await cast("Any", pieces).aclose()

    def _voice_segments(self, done: Generation) -> dict[str, Any]:
        """The times of a dialogue's lines; empty for a single text."""
        if len(self._lines) < 2:
            return {}
        shown: list[dict[str, Any]] = []
        at = told = 0
        for index, segment in enumerate(self._segments):
            end = at + len(segment.text)
            chunks = [chunk for chunk in done.chunks if at <= chunk.start_char < end + 1]
            times = [(chunk.start or 0.0, chunk.end or 0.0) for chunk in chunks]
            if times:
                shown.append(
                    {
                        "voice_id": self._lines[index][1],
                        "start_time_seconds": round(times[0][0], 4),
                        "end_time_seconds": round(times[-1][1], 4),
                        "character_start_index": told,
                        "character_end_index": told + len(segment.text),
                        "dialogue_input_index": self._lines[index][0],
                    }
                )
            at, told = end + 1, told + len(segment.text)
        return {"voice_segments": shown}

    def _headed(self, answer: Response, generation_id: str | None = None) -> Response:
        """With the headers that ElevenLabs' clients read."""
        answer.headers["request-id"] = request_id(self._request)
        answer.headers["character-cost"] = str(sum(len(segment.text) for segment in self._segments))
        item = generation_id or answer.headers.get("x-generation-id")
        if item:
            answer.headers["history-item-id"] = item
        return answer


async def _line(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    parts: Services,
    caller: Principal,
    wanted: str,
) -> _Asked:
    """The checked request for one voice. Raises the errors of its fields."""
    if not body.text:
        raise InvalidRequest("`text` is empty: give the text to say.", param="text")
    line = DialogueInput(text=body.text, voice_id=voice_id)
    return await _asked([line], body, body.voice_settings, request, parts, caller, wanted)


async def _dialogue(
    body: DialogueBody, request: Request, parts: Services, caller: Principal, wanted: str
) -> _Asked:
    """The checked request for a dialogue. Raises the errors of its fields."""
    return await _asked(body.inputs, body, body.settings, request, parts, caller, wanted)


async def _asked(
    inputs: Sequence[DialogueInput],
    body: SpeakingBody,
    settings: VoiceSettings,
    request: Request,
    parts: Services,
    caller: Principal,
    wanted: str,
) -> _Asked:
    engines = larger_engines(parts.engines.ids)
    engine = speech_engine(body.model_id, ELEVENLABS_SPEECH, "model_id", engines)
    if body.pronunciation_dictionary_locators:
        raise InvalidRequest(
            "ElevenLabs' pronunciation dictionaries are not here: set words with PUT /api/pronunciations, and leave"
            " `pronunciation_dictionary_locators` out.",
            param="pronunciation_dictionary_locators",
        )
    if body.audio_effects:
        raise InvalidRequest("There are no effects here: leave `audio_effects` out.", param="audio_effects")
    output = output_format(wanted)
    normalize = {"auto": None, "on": True, "off": False}[body.apply_text_normalization]
    shape = Shape(speed=settings.speed, normalize_text=normalize)
    language = code_of(body.language_code or "auto")
    directed = body.model_id.lower().startswith("eleven_v3")
    segments: list[Segment] = []
    lines: list[tuple[int, str]] = []
    for index, line in enumerate(inputs):
        with renamed_fields(
            voice_id="voice_id" if len(inputs) == 1 else f"inputs.{index}.voice_id", recipe="voice_id"
        ):
            voice = await speaking_voice(request, parts, line.voice_id, caller.owner)
        text = _BREAK.sub(lambda found: f"[pause:{found[1]}{found[2].lower()}]", line.text)
        for part, manner in _directed(text, request) if directed else [(text, Manner())]:
            segments.append(Segment(part, voice, language, shape, manner))
            lines.append((index, line.voice_id))
    seed = None if body.seed is None else body.seed & MAX_SEED
    return _Asked(request, parts, caller, segments, lines, output, seed, engine)


def _directed(text: str, request: Request) -> list[tuple[str, Manner]]:
    """The stretches of a text between Eleven v3's tags, each with what its tag says; tags are not read aloud.

    Those that say nothing that can be followed (`[laughs]`) are named as unused.
    """
    found: list[tuple[str, Manner]] = []
    manner, at = Manner(), 0
    for tag in _TAG.finditer(text):
        if text[at : tag.start()].strip():
            found.append((text[at : tag.start()], manner))
        asked = delivery(tag[1])
        if asked is None:
            name_unused(request, f"text.[{tag[1]}]")
        manner, at = asked or manner, tag.end()
    if text[at:].strip() or not found:
        found.append((text[at:], manner))
    return found


def _told() -> AbstractContextManager[None]:
    return renamed_fields(
        language="language_code", format="output_format", sample_rate="output_format", engine="model_id"
    )


def _lines(content: AsyncIterator[bytes]) -> StreamingResponse:
    return StreamingResponse(
        content,
        media_type="application/x-ndjson",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _one(value: dict[str, Any]) -> AsyncIterator[bytes]:
    yield json.dumps(value).encode() + b"\n"
