"""Voices of Qwen3-TTS as bytes: speech of a person, recorded or designed, and the words that are said in it."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Final

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.contract import FittedVoice, Reference
from clonyvoice.engines.environments.prompt_fitting import (
    RATE,
    by_weight,
    int16_bytes,
    int16_samples,
    is_prompt,
    joined,
)

FORMAT: Final = 1
"""Of a fitted voice: length of the transcript (big-endian, 4 bytes), the transcript, int16 samples at 24 kHz."""
_PROMPT_SECONDS: Final = 12.0
"""Seconds of recordings that a voice is made of. Chosen by hand."""

LANGUAGES: Final = {
    "zh": "Chinese", "en": "English", "ja": "Japanese", "ko": "Korean", "de": "German", "fr": "French",
    "ru": "Russian", "pt": "Portuguese", "es": "Spanish", "it": "Italian",
}  # fmt: skip
DESIGN_TEXTS: Final = {
    "Chinese": "今天早上天气很好，我们沿着河边慢慢走，聊了很多有趣的事情，然后一起回家吃饭。",
    "English": "The morning was clear, so we walked slowly along the river, talked about many things, and went home.",
    "Japanese": "今朝はとても天気がよかったので、川沿いをゆっくり歩いて、いろいろな話をしてから家に帰りました。",
    "Korean": "오늘 아침에는 날씨가 아주 좋아서, 강가를 천천히 걸으며 여러 이야기를 나누고 집으로 돌아왔어요.",
    "German": "Der Morgen war klar, also gingen wir langsam am Fluss entlang, redeten über vieles und kehrten heim.",
    "French": "Le matin était clair, nous avons marché le long de la rivière, parlé de tout, et sommes rentrés.",
    "Russian": "Утро было ясным, поэтому мы медленно шли вдоль реки, говорили обо всём и потом вернулись домой.",
    "Portuguese": "A manhã estava clara, então caminhamos devagar junto ao rio, falamos de muitas coisas e voltamos.",
    "Spanish": "La mañana estaba clara, así que caminamos despacio junto al río, hablamos de muchas cosas y volvimos.",
    "Italian": "La mattina era limpida, così abbiamo camminato piano lungo il fiume, parlato a lungo, e siamo tornati.",
}
"""A sentence in each language, of some six seconds, that a designed voice says: the prompt of its clone."""


def packed(sound: np.ndarray, transcript: str) -> bytes:
    """The bytes of a voice: float32 samples at 24 kHz, and the words in them."""
    text = transcript.encode()
    return struct.pack(">I", len(text)) + text + int16_bytes(sound)


def packed_reference(reference: Reference) -> bytes:
    """The best clips of a reference up to 12 s, and their words if all have some. Raises InvalidRequest."""
    chosen, left = [], round(_PROMPT_SECONDS * RATE)
    clips = by_weight(reference, "Qwen3-TTS")
    for clip in clips:
        if len(clip.audio.samples) <= left:
            chosen.append(clip)
            left -= len(clip.audio.samples)
    if not chosen and clips:  # one long clip: its beginning, whose words are not known
        cut = Audio(clips[0].audio.samples[: round(_PROMPT_SECONDS * RATE)], RATE)
        chosen = [replace(clips[0], audio=cut, transcript="")]
    sound = joined([clip.audio.samples for clip in chosen], "Qwen3-TTS")
    words = [clip.transcript.strip() for clip in chosen]
    return packed(sound, " ".join(words) if all(words) else "")


def unpacked(voice: FittedVoice) -> tuple[str, np.ndarray]:
    """The transcript and the samples of a fitted voice. Raises InvalidRequest."""
    problem = InvalidRequest("This voice was not fitted for Qwen3-TTS.", param="voice")
    if voice.format != FORMAT or len(voice.data) < 4:
        raise problem
    (length,) = struct.unpack_from(">I", voice.data)
    sound = voice.data[4 + length :]
    if 4 + length > len(voice.data) or not is_prompt(sound):
        raise problem
    try:
        transcript = voice.data[4 : 4 + length].decode()
    except UnicodeDecodeError:
        raise problem from None
    return transcript, int16_samples(sound)
