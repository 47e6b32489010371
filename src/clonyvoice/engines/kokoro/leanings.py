"""A voice's colour mixed with that of a preset that was taught sounds which the voice never was.

Kokoro's presets learned one language each. Of the European ones only the French voice was taught the rounded front
vowels y, ø, œ and ʁ, which German needs; a Spanish voice says ü near i. How such sounds are made is in the decoder's
half of the style, beside whose voice it is: with some of the French voice in that half, any voice is understood better
in German (benchmarks/README.md). Melody, in the other half, stays the voice's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from clonyvoice.engines.contract import VoiceSource
from clonyvoice.engines.kokoro.voice import STYLE_ROWS, TIMBRE, KokoroVoice


@dataclass(frozen=True, slots=True)
class Leaning:
    """The preset that a language's voices lean towards, and how far: presets, and fitted voices, who are somebody.

    `pace` is how fast presets speak it against their own language; a fitted voice keeps the person's pace.
    """

    towards: str
    share: float
    fitted: float
    pace: float


# With half, words are heard slightly better still, but the voices are no longer themselves: the cosine of em_alex with
# itself in the model's own style falls to 0.46 (encoder C; 0.76 with three tenths).
LEANINGS: Mapping[str, Leaning] = {"de": Leaning("ff_siwis", share=0.3, fitted=0.2, pace=0.92)}


def leaned(
    voice: KokoroVoice, source: VoiceSource, language: str, preset: Callable[[str], KokoroVoice]
) -> KokoroVoice:
    """`voice`, which was made of `source`, as it speaks `language`; `preset` gives a preset by name."""
    leaning = LEANINGS.get(language)
    if leaning is None:
        return voice
    preset_speaks = isinstance(source, str)
    share = np.float32(leaning.share if preset_speaks else leaning.fitted)
    other = preset(leaning.towards).style
    style = np.repeat(voice.style, STYLE_ROWS, axis=0) if len(voice.style) == 1 else voice.style.copy()
    style[:, TIMBRE] += share * (other - style)[:, TIMBRE]
    return replace(voice, style=style, rate=voice.rate * (leaning.pace if preset_speaks else 1.0))
