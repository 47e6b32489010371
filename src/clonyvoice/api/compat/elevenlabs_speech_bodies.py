"""Request bodies of ElevenLabs' speech routes, and their names of output formats, such as `mp3_44100_128`."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.compat.vendor_speech import Output
from clonyvoice.audio import format_named
from clonyvoice.audio.formats import UnsupportedSampleRate
from clonyvoice.core.errors import InvalidRequest

_MOST_INPUTS: Final = 200
"""Turns of a dialogue. Chosen by hand."""
_FORMAT_NAME: Final = re.compile(r"(?P<codec>[a-z]+[0-9]?)(?:_(?P<rate>\d{4,6}))?(?:_(?P<kilobits>\d{1,3}))?")
_CODECS: Final = ("mp3", "pcm", "wav", "opus", "ulaw", "alaw", "flac", "aac")
_MP3_HIGH: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Kilobits a second that MPEG-1 layer III has, for 32 kHz and more."""
_MP3_LOW: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kilobits a second that MPEG-1 (from 32 kHz on) and MPEG-2 layer III have."""
_OTHER: Final = {"opus": (6, 256), "aac": (16, 256)}
"""Least and most kilobits a second that the encoders take of other codecs."""
_PLAIN_RATE: Final = {"pcm": 24_000, "ulaw": 8000, "alaw": 8000}
"""The format of a bare name, where no header gives the rate."""


class SpeechVoiceSettings(BaseModel):
    """Settings of a voice. `speed` is obeyed; other settings are named in `X-Unused-Parameters`."""

    speed: float | None = Field(None, ge=0.25, le=4.0)


class SpeakingBody(BaseModel):
    """The fields of all speech requests besides their texts."""

    model_id: str = Field(
        "eleven_multilingual_v2", description="Any of ElevenLabs' names: all are Kokoro here."
    )
    language_code: str | None = Field(None, description="A code such as `ko`; detected when left out.")
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
    voice_settings: SpeechVoiceSettings = SpeechVoiceSettings(speed=None)


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
    settings: SpeechVoiceSettings = SpeechVoiceSettings(speed=None)


class OutputFormatUnknown(InvalidRequest):
    """An `output_format` that is not written here."""

    code = "unsupported_output_format"

    def __init__(self, name: str, why: str = "") -> None:
        super().__init__(
            f"{name[:40]!r} is no output format here{why}. Write codec_rate or codec_rate_kilobits, as in"
            f" mp3_44100_128, with one of these codecs: {', '.join(_CODECS)}.",
            param="output_format",
        )


def output_format(name: str) -> Output:
    """The form of sound for ElevenLabs' name of a format. Raises OutputFormatUnknown."""
    found = _FORMAT_NAME.fullmatch(name.strip().lower())
    if found is None or found["codec"] not in _CODECS:
        raise OutputFormatUnknown(name)
    codec = found["codec"]
    rate = int(found["rate"]) if found["rate"] else _PLAIN_RATE.get(codec)
    if rate is not None:
        try:
            format_named(codec).rate_for(rate, rate)
        except UnsupportedSampleRate:
            raise OutputFormatUnknown(name, f": {codec} has no {rate} Hz") from None
    if found["kilobits"] is None:
        return Output(codec, rate)
    kilobits = int(found["kilobits"])
    if codec == "mp3":
        fits = kilobits in (_MP3_HIGH if rate is None or rate >= 32_000 else _MP3_LOW)
    else:
        low, high = _OTHER.get(codec, (1, 0))
        fits = low <= kilobits <= high
    if not fits:
        raise OutputFormatUnknown(name, f": {codec} at that rate has no {kilobits} kbit/s")
    return Output(codec, rate, kilobits * 1000)


def refuse_dictionaries(locators: object) -> None:
    """Raise InvalidRequest where pronunciation dictionaries are asked for."""
    if locators:
        raise InvalidRequest(
            "ElevenLabs' pronunciation dictionaries are not here: set words with PUT /api/pronunciations, and leave"
            " `pronunciation_dictionary_locators` out.",
            param="pronunciation_dictionary_locators",
        )
