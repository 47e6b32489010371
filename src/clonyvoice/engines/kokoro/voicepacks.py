"""The 54 voices that come with Kokoro, and how much of another one is mixed in for a language that none was taught.

Kokoro's presets learned one language each. Of the European ones only the French voice was taught the rounded front
vowels y, ø, œ and ʁ, which German needs; a Spanish voice says ü near i. How such sounds are made is in the decoder's
half of the style, beside whose voice it is: with some of the French voice in that half, any voice is understood better
in German (benchmarks/README.md). Melody, in the other half, stays the voice's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from clonyvoice.core.errors import NotFound
from clonyvoice.engines.contract import Preset, VoiceSource
from clonyvoice.engines.kokoro.voice import STYLE_ROWS, TIMBRE, KokoroVoice

_LANGUAGES = {
    "a": ("en", "American"),
    "b": ("en", "British"),
    "e": ("es", "Spanish"),
    "f": ("fr", "French"),
    "h": ("hi", "Hindi"),
    "i": ("it", "Italian"),
    "j": ("ja", "Japanese"),
    "p": ("pt", "Brazilian Portuguese"),
    "z": ("zh", "Mandarin Chinese"),
}

# How each sounds, by ear and by its measured pitch and brightness; the order is that of the published list.
_TRAITS = {
    "af_heart": "warm and natural, the best all-round voice",
    "af_alloy": "even and neutral",
    "af_aoede": "clear and light",
    "af_bella": "lively, full of expression",
    "af_jessica": "young and bright",
    "af_kore": "firm and composed",
    "af_nicole": "whispering, close to the microphone",
    "af_nova": "crisp and confident",
    "af_river": "calm and level",
    "af_sarah": "friendly and clear",
    "af_sky": "airy and soft",
    "am_adam": "deep and plain",
    "am_echo": "resonant and steady",
    "am_eric": "mature, a presenter",
    "am_fenrir": "strong and energetic",
    "am_liam": "young and easy-going",
    "am_michael": "warm, a narrator",
    "am_onyx": "deep and dark",
    "am_puck": "playful and quick",
    "am_santa": "jolly and old",
    "bf_alice": "precise and bright",
    "bf_emma": "warm and well spoken",
    "bf_isabella": "gentle and refined",
    "bf_lily": "young and soft",
    "bm_daniel": "a newsreader",
    "bm_fable": "a storyteller",
    "bm_george": "mature and dignified",
    "bm_lewis": "low and relaxed",
    "ef_dora": "clear and warm",
    "em_alex": "clear and steady",
    "em_santa": "jolly and old",
    "ff_siwis": "clear, a reader",
    "hf_alpha": "clear and lively",
    "hf_beta": "soft and level",
    "hm_omega": "low and steady",
    "hm_psi": "clear and even",
    "if_sara": "warm and expressive",
    "im_nicola": "calm and clear",
    "jf_alpha": "clear and friendly",
    "jf_gongitsune": "a teller of fairy tales",
    "jf_nezumi": "small and quick",
    "jf_tebukuro": "gentle, reading to children",
    "jm_kumo": "quiet and even",
    "pf_dora": "clear and warm",
    "pm_alex": "clear and steady",
    "pm_santa": "jolly and old",
    "zf_xiaobei": "young and bright",
    "zf_xiaoni": "sweet and light",
    "zf_xiaoxiao": "clear and natural",
    "zf_xiaoyi": "lively",
    "zm_yunjian": "strong, a commentator",
    "zm_yunxi": "young and clear",
    "zm_yunxia": "boyish and bright",
    "zm_yunyang": "a newsreader",
}


def _preset(voice: str, traits: str) -> Preset:
    language, people = _LANGUAGES[voice[0]]
    gender: Literal["female", "male"] = "female" if voice[1] == "f" else "male"
    kind = "woman" if gender == "female" else "man"
    name = voice[3:].capitalize()
    return Preset(voice, name, language, gender, f"{people} {kind}: {traits}.")


PRESETS: tuple[Preset, ...] = tuple(_preset(voice, traits) for voice, traits in _TRAITS.items())
PRESET_IDS = frozenset(preset.id for preset in PRESETS)


class PresetNotFound(NotFound):
    """The engine has no preset of this name."""

    code = "preset_not_found"

    def __init__(self, voice: str) -> None:
        super().__init__(f"There is no preset voice {voice!r}.", param="voice")


@dataclass(frozen=True, slots=True)
class LanguageMix:
    """The preset mixed into all voices in a language, and its share: in presets, and in fitted voices (less).

    `pace` is how fast presets speak it against their own language; a fitted voice keeps the person's pace.
    """

    preset: str
    share: float
    fitted: float
    pace: float


# With half, words are heard slightly better still, but the voices are no longer themselves: the cosine of em_alex with
# itself in the model's own style falls to 0.46 (encoder C; 0.76 with three tenths).
LANGUAGE_MIXES: Mapping[str, LanguageMix] = {"de": LanguageMix("ff_siwis", share=0.3, fitted=0.2, pace=0.92)}


def mixed_for_language(
    voice: KokoroVoice, source: VoiceSource, language: str, preset: Callable[[str], KokoroVoice]
) -> KokoroVoice:
    """`voice`, which was made of `source`, as it speaks `language`; `preset` gives a preset by name."""
    mix = LANGUAGE_MIXES.get(language)
    if mix is None:
        return voice
    preset_speaks = isinstance(source, str)
    share = np.float32(mix.share if preset_speaks else mix.fitted)
    other = preset(mix.preset).style
    style = np.repeat(voice.style, STYLE_ROWS, axis=0) if len(voice.style) == 1 else voice.style.copy()
    style[:, TIMBRE] += share * (other - style)[:, TIMBRE]
    return replace(voice, style=style, rate=voice.rate * (mix.pace if preset_speaks else 1.0))
