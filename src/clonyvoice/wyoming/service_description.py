"""The catalogue for Home Assistant: voices with their languages, and the recogniser."""

from __future__ import annotations

from typing import Final

from wyoming.info import AsrModel, AsrProgram, Attribution, Info, TtsProgram, TtsVoice

from clonyvoice import __version__
from clonyvoice.api.compat.vendor_voices import VoiceNames
from clonyvoice.transcription.spoken_languages import languages
from clonyvoice.voices import VoiceFilter, Voices
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.model import Voice
from clonyvoice.wyoming.recording_transcriber import OWNER

_US: Final = Attribution("ClonyVoice", "https://pypi.org/project/clonyvoice/")
_KOKORO: Final = Attribution("hexgrad", "https://huggingface.co/hexgrad/Kokoro-82M")
_WHISPER: Final = Attribution("OpenAI", "https://github.com/openai/whisper")
_MOST: Final = 1000
"""Voices listed to clients. Chosen by hand."""


def catalogue(voices: Voices) -> Info:
    """The present list of voices and models; loads no model."""
    ready = voices.list(VoiceFilter(status="ready", asker=OWNER), limit=_MOST).voices
    spoken = TtsProgram(
        name="clonyvoice",
        description="ClonyVoice",
        attribution=_US,
        installed=True,
        version=__version__,
        voices=[_shown(voice) for voice in ready],
        supports_synthesize_streaming=True,
    )
    model = AsrModel(
        name="whisper-base",
        description="Whisper base",
        attribution=_WHISPER,
        installed=True,
        version=__version__,
        languages=list(languages()),
    )
    heard = AsrProgram(
        name="clonyvoice",
        description="ClonyVoice",
        attribution=_US,
        installed=True,
        version=__version__,
        models=[model],
        supports_transcript_streaming=True,
        requires_external_vad=True,
        prefers_auto_gain_enabled=False,
        prefers_noise_reduction_enabled=False,
    )
    return Info(tts=[spoken], asr=[heard])


def _shown(voice: Voice) -> TtsVoice:
    preset = voice.kind == "preset"
    return TtsVoice(
        name=voice.id.removeprefix("voice_") if preset else f"{voice.id}@{_revision(voice)}",
        description=voice.name,
        attribution=_KOKORO if preset else _US,
        installed=True,
        version=None,
        languages=list(dict.fromkeys([voice.language, *voice.languages])),
    )


def _revision(voice: Voice) -> str:
    """Changes when the voice does: Home Assistant keeps sounds by the voice's name."""
    return f"{int(voice.updated_at.timestamp()):x}" if voice.updated_at is not None else "0"


def chosen_voice(
    voices: Voices, names: VoiceNames, name: str | None, speaker: str | None, language: str | None
) -> tuple[str, str]:
    """The id of the voice to speak with, and the language: by the voice's name, the speaker's, or the language's.

    A revision after `@` is ignored, so that an assistant's setting remains valid. Raises VoiceNotFound.
    """
    if name or speaker:
        return names.find(str(name or speaker).partition("@")[0], OWNER), "auto"
    if language:
        wanted = VoiceFilter(language=language.split("-")[0].lower(), status="ready", asker=OWNER)
        page = voices.list(wanted, limit=_MOST)
        at_home = [voice for voice in page.voices if voice.language.lower().startswith(language[:2].lower())]
        for voice in at_home or page.voices:
            if voice.kind == "preset":
                return voice.id, language
        if page.voices:
            return page.voices[0].id, language
    first = next(iter(voices.list(VoiceFilter(kind="preset", status="ready"), limit=1).voices), None)
    if first is None:
        raise VoiceNotFound("")
    return first.id, language or "auto"
