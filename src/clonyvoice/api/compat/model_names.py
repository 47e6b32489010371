"""Names of other vendors' models that stand for the embedded ones, by pattern, so that new dated names work too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clonyvoice.core.errors import NotFound

OPENAI_SPEECH: Final = ("kokoro", "tts-1", "tts-1-hd", "gpt-4o-mini-tts")
OPENAI_TRANSCRIPTION: Final = (
    "whisper-base", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-transcribe",
)  # fmt: skip
ELEVENLABS_SPEECH: Final = (
    "kokoro", "eleven_multilingual_v2", "eleven_flash_v2_5", "eleven_flash_v2", "eleven_turbo_v2_5", "eleven_v3",
)  # fmt: skip
ELEVENLABS_TRANSCRIPTION: Final = ("whisper-base", "scribe_v1", "scribe_v2")
"""Names that are listed; more are taken."""

_SPEECH: Final = re.compile(
    r"(.*/)?(kokoro.*|.*kokoro-82m.*|tts|tts-1.*|gpt-.*tts.*|eleven_.*)", re.IGNORECASE
)
_TRANSCRIPTION: Final = re.compile(
    r"(.*/)?((.*-)?whisper.*|gpt-.*transcribe.*|scribe(_.*)?|distil-(small|medium|large).*)", re.IGNORECASE
)


class ModelNameUnknown(NotFound):
    """The request names a model that is not served here."""

    code = "model_not_served"

    def __init__(self, name: str, known: tuple[str, ...], param: str) -> None:
        super().__init__(
            f"There is no model {name[:80]!r} here. Use one of: {', '.join(known)}; dated names of the same"
            " families are taken too.",
            param=param,
        )


def speech_engine(
    name: str,
    known: tuple[str, ...] = OPENAI_SPEECH,
    param: str = "model",
    engines: Sequence[str] = (),
) -> str | None:
    """The engine that a name of a speech model asks for: one of `engines`, or None for a name of another vendor's.

    Those stand for whatever speaks by default. Raises ModelNameUnknown.
    """
    if name.strip() in engines:
        return name.strip()
    if _SPEECH.fullmatch(name.strip()) is None:
        raise ModelNameUnknown(name, (*known, *engines), param)
    return None


def larger_engines(ids: Sequence[str]) -> tuple[str, ...]:
    """The engines that have names of their own here: all but the default one, which other vendors' names stand for."""
    return tuple(ids[1:])


def check_transcription_model(
    name: str, known: tuple[str, ...] = OPENAI_TRANSCRIPTION, param: str = "model"
) -> None:
    """Raise ModelNameUnknown unless the name is one of a recogniser that Whisper can stand for."""
    if _TRANSCRIPTION.fullmatch(name.strip()) is None:
        raise ModelNameUnknown(name, known, param)
