"""The presets that designed voices are mixed from, and the choice among them for a description."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from clonyvoice.engines.kokoro.design.description import Traits
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import Targets

# Pitch in Hz, brightness and warmth in dB of each preset saying one English sentence (`benchmarks/design.py presets`).
_MEASURED: dict[str, tuple[float, float, float]] = {
    "af_heart": (195.4, -12.0, 6.4),
    "af_alloy": (137.4, -10.2, 10.2),
    "af_aoede": (183.6, -19.9, 11.7),
    "af_bella": (197.1, -15.9, 12.3),
    "af_jessica": (207.7, -10.7, 2.8),
    "af_kore": (155.0, -15.5, 11.8),
    "af_nicole": (144.9, -1.3, 10.6),
    "af_nova": (161.4, -14.9, 9.3),
    "af_river": (179.7, -10.7, 2.5),
    "af_sarah": (189.8, -9.5, 4.3),
    "af_sky": (159.1, -14.3, 8.7),
    "am_adam": (111.8, -12.9, 4.9),
    "am_echo": (107.4, -9.9, 9.6),
    "am_eric": (155.6, -8.6, 10.4),
    "am_fenrir": (138.1, -11.4, 2.9),
    "am_liam": (129.4, -10.2, 5.1),
    "am_michael": (112.9, -9.3, 7.0),
    "am_onyx": (84.6, -18.1, 8.2),
    "am_puck": (117.5, -12.3, 7.5),
    "am_santa": (154.8, -10.8, 3.1),
    "bf_alice": (212.2, -12.9, 4.6),
    "bf_emma": (180.4, -8.5, 4.7),
    "bf_isabella": (202.2, -12.7, 9.0),
    "bf_lily": (189.4, -14.1, 10.4),
    "bm_daniel": (121.3, -13.5, 8.8),
    "bm_fable": (117.4, -3.2, 6.9),
    "bm_george": (135.5, -7.9, 12.8),
    "bm_lewis": (88.3, -14.3, 6.8),
    "ef_dora": (173.3, -13.0, 2.3),
    "em_alex": (129.6, -11.2, 5.3),
    "em_santa": (130.3, -9.5, 4.7),
    "ff_siwis": (200.3, -15.7, 10.4),
    "hf_alpha": (203.3, -20.5, 18.3),
    "hf_beta": (181.0, -19.2, 12.3),
    "hm_omega": (124.9, -17.7, 11.9),
    "hm_psi": (123.8, -22.3, 12.3),
    "if_sara": (213.9, -15.9, 7.3),
    "im_nicola": (87.7, -14.3, 12.0),
    "jf_alpha": (260.5, -15.7, 8.5),
    "jf_gongitsune": (218.2, -21.9, 13.6),
    "jf_nezumi": (232.5, -22.5, 3.9),
    "jf_tebukuro": (308.0, -21.7, 6.2),
    "jm_kumo": (91.1, -19.7, 10.4),
    "pf_dora": (175.9, -12.0, 2.9),
    "pm_alex": (133.6, -10.1, 6.4),
    "pm_santa": (133.0, -9.0, 5.9),
    "zf_xiaobei": (227.8, -18.2, 7.2),
    "zf_xiaoni": (220.4, -12.0, 5.4),
    "zf_xiaoxiao": (227.7, -16.3, 10.3),
    "zf_xiaoyi": (282.7, -15.8, 10.8),
    "zm_yunjian": (118.4, -14.1, 9.4),
    "zm_yunxi": (157.0, -13.3, 8.5),
    "zm_yunxia": (280.7, -17.3, 1.0),
    "zm_yunyang": (110.9, -8.9, 2.7),
}
_OLD = {"am_santa": 1.0, "bm_lewis": 0.8, "bm_george": 0.6, "bm_fable": 0.5, "am_onyx": 0.3, "em_santa": 0.6,
        "pm_santa": 0.6, "hm_psi": 0.4, "bf_isabella": 0.5, "bf_emma": 0.5, "af_kore": 0.4, "hf_beta": 0.3,
        "im_nicola": 0.4, "af_aoede": 0.3, "bf_lily": 0.3}  # fmt: skip
"""Presets with age, 0-1. Chosen by hand."""
_YOUNG = {"af_jessica": 1.0, "af_sky": 0.7, "bf_lily": 0.5, "am_liam": 0.7, "am_eric": 0.6, "am_puck": 0.7,
          "zm_yunxi": 0.5, "af_river": 0.5, "af_nova": 0.4, "zf_xiaoyi": 0.5, "if_sara": 0.4}  # fmt: skip
"""Presets with youth, 0-1. Chosen by hand."""
_CHILD = {"zm_yunxia": 1.0, "jf_tebukuro": 1.0, "zf_xiaoyi": 0.9, "jf_alpha": 0.7, "af_jessica": 0.5,
          "zf_xiaobei": 0.4}  # fmt: skip
"""Presets with childhood, 0-1. Chosen by hand."""
_LIVELY = {"am_puck": 0.8, "am_fenrir": 1.0, "af_bella": 0.6, "af_sarah": 0.4, "am_santa": 0.6, "bf_lily": 0.5,
           "bm_fable": 0.5, "af_jessica": 0.5, "am_liam": 0.4, "zm_yunyang": 0.3}  # fmt: skip
"""Presets with liveliness, 0-1. Chosen by hand."""
_BREATHY = {"af_nicole": 1.0, "af_sky": 0.3, "bm_lewis": 0.3, "am_adam": 0.2}
"""Presets with breath, 0-1. Chosen by hand."""
_ROUGH = {"bm_lewis": 1.0, "am_onyx": 0.6, "bm_fable": 0.6, "am_fenrir": 0.4, "am_santa": 0.5, "af_kore": 0.3}
"""Presets with roughness, 0-1. Chosen by hand."""
_ACCENTS = {"american": "a", "british": "b", "spanish": "e", "french": "f", "indian": "h", "italian": "i",
            "japanese": "j", "portuguese": "p", "chinese": "z"}  # fmt: skip
_LANGUAGES = {"en": "ab", "es": "e", "fr": "f", "hi": "h", "it": "i", "ja": "j", "pt": "p", "zh": "z",
              "ko": "jz", "de": "e", "ru": "i"}  # fmt: skip
_PARTS = 3
"""Presets of a mixture. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class PresetMix:
    """Presets and their shares, which sum to one."""

    parts: tuple[tuple[float, str], ...]

    def __str__(self) -> str:
        return " + ".join(f"{share:.2f}*{name}" for share, name in self.parts)


def mixes(traits: Traits, wanted: Targets, language: str, seed: int, count: int) -> tuple[PresetMix, ...]:
    """`count` different mixes of presets for the traits; the same seed gives the same ones.

    Presets are scored by gender, age, pitch, colour, mood and accent; each mix draws three of the best, and what
    one mix was mainly made of counts less for the next.
    """
    random = np.random.default_rng([seed, 20261122])
    fit = {name: _score(name, traits, wanted, language) for name in _MEASURED}
    usual = _LANGUAGES.get(language, "ab")
    out = []
    for _ in range(count):
        drawn = {name: score + 0.35 * float(random.gumbel()) for name, score in fit.items()}
        chosen = sorted(drawn, key=lambda name: -drawn[name])[:_PARTS]
        if not any(name[0] in usual for name in chosen):
            chosen[-1] = max((name for name in drawn if name[0] in usual), key=lambda name: drawn[name])
        weights = np.array([1.0, 0.75, 0.5]) * np.exp(0.4 * random.standard_normal(_PARTS))
        foreign = [index for index, name in enumerate(chosen) if name[0] not in usual]
        native = [index for index in range(_PARTS) if index not in foreign]
        if foreign and native:
            # At least half of the mix is made for the language; a requested accent has the other half.
            most = 1.0 if traits.accent is None else 1.3
            weights[foreign] *= min(1.0, most * weights[native].sum() / weights[foreign].sum())
        weights /= weights.sum()
        out.append(PresetMix(tuple((float(w), name) for w, name in zip(weights, chosen, strict=True))))
        fit[chosen[int(np.argmax(weights))]] -= 1.5
    return tuple(out)


def _score(name: str, traits: Traits, wanted: Targets, language: str) -> float:
    """The suitability of a preset; a difference of 1 is clearly audible."""
    level, bright, warm = _MEASURED[name]
    score = -0.28 * abs(12.0 * math.log2(wanted.pitch_hz / level)) ** 0.9
    score -= 0.07 * abs(wanted.brightness_db - bright) + 0.05 * abs(wanted.warmth_db - warm)
    age = traits.age if traits.age is not None else 32.0
    if traits.gender is not None and age > 12:
        score -= 4.0 if (name[1] == "f") != (traits.gender > 0) else 0.0
    if age >= 60:
        score += 1.6 * _OLD.get(name, 0.0) - 1.2 * _YOUNG.get(name, 0.0)
    elif age <= 12:
        score += 3.0 * _CHILD.get(name, 0.0) - 1.0 * (name[1] == "m" and name not in _CHILD)
    elif age <= 28:
        score += 0.9 * _YOUNG.get(name, 0.0) - 0.9 * _OLD.get(name, 0.0)
    mood = traits.energy + traits.range
    score += (0.7 * mood if mood > 0 else 0.5 * mood) * _LIVELY.get(name, 0.0)
    score += 2.5 * min(1.2, traits.breath) * _BREATHY.get(name, 0.0)
    score -= 2.0 * (traits.breath == 0.0) * (name == "af_nicole")
    score += 1.5 * traits.rough * _ROUGH.get(name, 0.0)
    group = name[0]
    if traits.accent is not None and language == "en":
        score += 3.0 if group == _ACCENTS[traits.accent] else 0.0
        score -= (
            2.0
            if group
            not in (_ACCENTS[traits.accent], *("ab" if traits.accent not in ("american", "british") else ""))
            else 0.0
        )
    else:
        score += 1.8 if group in _LANGUAGES.get(language, "ab") else -0.8 * (age > 12)
    return float(score)
