"""The 54 voices that come with Kokoro."""

from __future__ import annotations

from typing import Literal

from clonyvoice.core.errors import NotFound
from clonyvoice.engines.contract import Preset

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
