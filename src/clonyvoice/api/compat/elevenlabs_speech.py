"""ElevenLabs' speech API under `/elevenlabs`: its SDK works here with that address as `base_url` and one of our keys.

As published at elevenlabs.io/docs/api-reference (2026): one voice or a dialogue, whole or streamed, with times or
without.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Final, TypeAlias

from fastapi import Depends, Query, Request, Response

from clonyvoice.api.auth import Generator
from clonyvoice.api.compat.elevenlabs_markup import directed, our_markup, understands_tags
from clonyvoice.api.compat.elevenlabs_speech_bodies import (
    DialogueBody,
    DialogueInput,
    OutputFormatUnknown,
    SpeakingBody,
    SpeechVoiceSettings,
    TextToSpeechBody,
    output_format,
    refuse_dictionaries,
)
from clonyvoice.api.compat.elevenlabs_speech_responses import CheckedSpeech
from clonyvoice.api.compat.unsupported_fields import compat_router, name_unused
from clonyvoice.api.compat.vendor_model_language_names import (
    ELEVENLABS_SPEECH,
    ModelNameUnknown,
    code_of,
    larger_engines,
    speech_engine,
)
from clonyvoice.api.compat.vendor_voices import VoiceNames, VoiceNamesDep
from clonyvoice.api.errors import renamed_fields
from clonyvoice.api.routing import declares, errors
from clonyvoice.api.services import EnginesDep, SignedDep, SpeechDep
from clonyvoice.cloning.errors import NotBlendable
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs.errors import QueueFull
from clonyvoice.keys import Principal
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Segment, Shape, Speech
from clonyvoice.speech.errors import LanguageNotSpoken, TextTooLong
from clonyvoice.speech.request import MAX_SEED
from clonyvoice.text.languages import UnknownLanguage
from clonyvoice.text.ssml import Manner
from clonyvoice.voices.errors import VoiceInTrash, VoiceNotFitted, VoiceNotFound, VoiceNotReady

router = compat_router("ElevenLabs' API")


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


class _SpeechRequests:
    """Checks requests to speak before anything is computed."""

    def __init__(
        self, engines: EngineRegistry, names: VoiceNames, speech: Speech, signed: SignedFiles
    ) -> None:
        self._engines, self._names, self._speech, self._signed = engines, names, speech, signed

    async def line(
        self,
        voice_id: str,
        body: TextToSpeechBody,
        request: Request,
        caller: Principal,
        wanted: str,
    ) -> CheckedSpeech:
        """The checked request for one voice. Raises the errors of its fields."""
        if not body.text:
            raise InvalidRequest("`text` is empty: give the text to say.", param="text")
        line = DialogueInput(text=body.text, voice_id=voice_id)
        return await self._asked([line], body, body.voice_settings, request, caller, wanted)

    async def dialogue(
        self,
        body: DialogueBody,
        request: Request,
        caller: Principal,
        wanted: str,
    ) -> CheckedSpeech:
        """The checked request for a dialogue. Raises the errors of its fields."""
        return await self._asked(body.inputs, body, body.settings, request, caller, wanted)

    async def _asked(
        self,
        inputs: Sequence[DialogueInput],
        body: SpeakingBody,
        settings: SpeechVoiceSettings,
        request: Request,
        caller: Principal,
        wanted: str,
    ) -> CheckedSpeech:
        larger = larger_engines(self._engines.ids)
        engine = speech_engine(body.model_id, ELEVENLABS_SPEECH, "model_id", larger)
        refuse_dictionaries(body.pronunciation_dictionary_locators)
        if body.audio_effects:
            raise InvalidRequest(
                "There are no effects here: leave `audio_effects` out.", param="audio_effects"
            )
        output = output_format(wanted)
        normalize = {"auto": None, "on": True, "off": False}[body.apply_text_normalization]
        shape = Shape(speed=settings.speed, normalize_text=normalize)
        language = code_of(body.language_code or "auto")
        tagged = understands_tags(body.model_id)
        segments: list[Segment] = []
        lines: list[tuple[int, str]] = []
        for index, line in enumerate(inputs):
            with renamed_fields(
                voice_id="voice_id" if len(inputs) == 1 else f"inputs.{index}.voice_id", recipe="voice_id"
            ):
                voice = await self._names.speaking(request, line.voice_id, caller.owner)
            text = our_markup(line.text, language, partial(name_unused, request))
            for part, manner in (
                directed(text, partial(name_unused, request)) if tagged else [(text, Manner())]
            ):
                segments.append(Segment(part, voice, language, shape, manner))
                lines.append((index, line.voice_id))
        seed = None if body.seed is None else body.seed & MAX_SEED
        return CheckedSpeech(
            request, self._speech, self._signed, caller, segments, lines, output, seed, engine
        )


async def _speech_requests(
    engines: EnginesDep, names: VoiceNamesDep, speech: SpeechDep, signed: SignedDep
) -> _SpeechRequests:
    return _SpeechRequests(engines, names, speech, signed)


_Asking: TypeAlias = Annotated[_SpeechRequests, Depends(_speech_requests)]


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}", responses=_SOUND)
@declares(idempotency="job")
async def text_to_speech(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Generate speech, as ElevenLabs' `text_to_speech.convert` does; the audio is sent when it is complete."""
    asked = await asking.line(voice_id, body, request, caller, output_format)
    return await asked.sound(stream=False)


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}/stream", responses=_SOUND)
@declares(idempotency="job")
async def text_to_speech_stream(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Generate speech, as ElevenLabs' `text_to_speech.stream` does; the audio is sent while it is generated."""
    asked = await asking.line(voice_id, body, request, caller, output_format)
    return await asked.sound(stream=True)


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}/with-timestamps", responses=_ERRORS)
@declares(idempotency="job")
async def text_to_speech_with_timestamps(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Generate speech with the time of each character, as `text_to_speech.convert_with_timestamps` does."""
    asked = await asking.line(voice_id, body, request, caller, output_format)
    return await asked.timed()


@router.post("/elevenlabs/v1/text-to-speech/{voice_id}/stream/with-timestamps", responses=_LINES)
@declares(idempotency="job")
async def text_to_speech_stream_with_timestamps(
    voice_id: str,
    body: TextToSpeechBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Stream speech with the times of its characters, one JSON object a line."""
    asked = await asking.line(voice_id, body, request, caller, output_format)
    return await asked.timed_lines()


@router.post("/elevenlabs/v1/text-to-dialogue", responses=_SOUND)
@declares(idempotency="job")
async def text_to_dialogue(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Generate the lines of a dialogue, as ElevenLabs' `text_to_dialogue.convert` does."""
    asked = await asking.dialogue(body, request, caller, output_format)
    return await asked.sound(stream=False)


@router.post("/elevenlabs/v1/text-to-dialogue/stream", responses=_SOUND)
@declares(idempotency="job")
async def text_to_dialogue_stream(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Stream the lines of a dialogue while they are generated."""
    asked = await asking.dialogue(body, request, caller, output_format)
    return await asked.sound(stream=True)


@router.post("/elevenlabs/v1/text-to-dialogue/with-timestamps", responses=_ERRORS)
@declares(idempotency="job")
async def text_to_dialogue_with_timestamps(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Generate the lines of a dialogue with the time and the voice of each character."""
    asked = await asking.dialogue(body, request, caller, output_format)
    return await asked.timed()


@router.post("/elevenlabs/v1/text-to-dialogue/stream/with-timestamps", responses=_LINES)
@declares(idempotency="job")
async def text_to_dialogue_stream_with_timestamps(
    body: DialogueBody,
    request: Request,
    caller: Generator,
    asking: _Asking,
    output_format: _OutputFormat = _DEFAULT,
) -> Response:
    """Stream the lines of a dialogue with the times of their characters, one JSON object a line."""
    asked = await asking.dialogue(body, request, caller, output_format)
    return await asked.timed_lines()
