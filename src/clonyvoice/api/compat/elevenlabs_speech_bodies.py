"""Request bodies of ElevenLabs' speech routes."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

_MOST_INPUTS: Final = 200


class SpeechVoiceSettings(BaseModel):
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
