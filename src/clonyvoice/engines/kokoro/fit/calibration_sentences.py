"""The calibration sentences, and any others, spoken by a voice that is being fitted.

The sentences are from the Harvard list (IEEE, 1969), which is balanced over the sounds of English, with pronunciations
of ours in Kokoro's symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens, TokenTable
from clonyvoice.engines.kokoro.prosody_model import Prosody
from clonyvoice.engines.kokoro.room_noise_in_pauses import quietened
from clonyvoice.engines.kokoro.spectral_shaping import RATE, shape
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.text.phoneme_words import PhonemeWord

SENTENCES: tuple[str, ...] = (
    "ðə bˈɜɹʧ kənˈu slˈɪd ˌɔn ðə smˈuð plˈæŋks.",
    "ɡlˈu ðə ʃˈit tə ðə dˈɑɹk blˈu bˈækɡɹˌWnd.",
    "ˌɪts ˈizi tə tˈɛl ðə dˈɛpθ əv ɐ wˈɛl.",
    "ðˌiz dˈAz ɐ ʧˈɪkən lˈɛɡ ɪz ɐ ɹˈɛɹ dˈɪʃ.",
    "ɹˈIs ɪz ˈɔfᵊn sˈɜɹvd ɪn ɹˈWnd bˈOlz.",
    "ðə ʤˈus əv lˈɛmᵊnz mˌAks fˈIn pˈʌnʧ.",
    "fˈɔɹ ˈWəɹz əv stˈɛdi wˈɜɹk fˈAst ˌʌs.",
    "ɐ lˈɑɹʤ sˈIz ɪn stˈɑkɪŋz ɪz hˈɑɹd tə sˈɛl.",
)


Array: TypeAlias = NDArray[np.float32]


class FitModel(Protocol):
    """The part of Kokoro's two halves that a fit needs; arguments as in `KokoroModel`."""

    def predict(
        self, tokens: Sequence[int], style: Array, speed: float = 1.0, cancel: CancelToken | None = None
    ) -> Prosody:
        """The prosody of `tokens`. Raises Cancelled."""
        ...

    def decode(
        self,
        prosody: Prosody,
        style: Array,
        cancel: CancelToken | None = None,
        offsets: Array | None = None,
    ) -> Array:
        """The sound of `prosody`. Raises Cancelled."""
        ...


class Speaker(Protocol):
    """The part of the engine that a fit needs."""

    @property
    def model(self) -> FitModel:
        """The two halves of the model."""
        ...

    @property
    def table(self) -> TokenTable:
        """Kokoro's symbols."""
        ...

    def preset_voice(self, voice: str) -> KokoroVoice:
        """A preset as a voice."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its predicted prosody: the decoder's inputs, kept for many trials of timbre."""

    symbols: str
    prosody: Prosody


def predict(
    speaker: Speaker, voice: KokoroVoice, sentence: str, cancel: CancelToken, speed: float = 1.0
) -> Line:
    """`sentence` (in symbols) with the voice's own prosody, before its pitch is moved. Raises Cancelled."""
    (tokens,) = speaker.table.split([PhonemeWord(sentence, 0, len(sentence), sentence, "")])
    return predict_tokens(speaker, voice, tokens, cancel, speed)


def predict_tokens(
    speaker: Speaker, voice: KokoroVoice, tokens: Tokens, cancel: CancelToken, speed: float = 1.0
) -> Line:
    """One run of `tokens` with the voice's own prosody, before its pitch is moved. Raises Cancelled."""
    row = voice.row(len(tokens.ids))
    return Line(tokens.symbols, speaker.model.predict(tokens.ids, row, speed * voice.rate, cancel))


def speak(speaker: Speaker, voice: KokoroVoice, line: Line, cancel: CancelToken) -> Audio:
    """`line` in `voice`: pitch moved, decoded, its pauses silent if adapted, and shaped. Raises Cancelled."""
    said = replace(line.prosody, f0=voice.pitched(line.prosody.f0))
    offsets = voice.offsets if voice.adapted else None
    samples = speaker.model.decode(said, voice.row(len(line.symbols)), cancel, offsets)
    if voice.adapted:
        samples = quietened(samples, line.symbols, said.durations.tolist())
    return Audio(np.asarray(shape(samples, voice, line.symbols, said.durations.tolist()), np.float32), RATE)
