"""Statistics that the decoder's norms see when a voice speaks, measured once for each voice on one sentence.

A short stretch of a sentence has other means and deviations than the whole, and the decoder's norms, which look at all
that they are given, make another voice of it. With the statistics of the whole a stretch sounds as it does within that,
and needs no silence around it. Those of a whole that is not decoded are well predicted from its share of silence: both
means and mean squares are averages over time, of what the norms see in silence and of what they see in speech. Of the
generator's norms, deviations so predicted were 2 to 3 % off on seven sentences by two voices, while the mean of other
sentences was up to 6 % off (`benchmarks/streamed.py` has what is heard of it).
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio import loudness
from clonyvoice.core.audio import Audio
from clonyvoice.engines.capabilities import FirstSpan
from clonyvoice.engines.kokoro.phoneme_tokens import TokenTable
from clonyvoice.engines.kokoro.prosody_model import SAMPLE_RATE, KokoroModel, Prosody
from clonyvoice.engines.kokoro.room_noise_in_pauses import MARKS
from clonyvoice.engines.kokoro.voice import KokoroVoice

log = logging.getLogger(__name__)

Array: TypeAlias = NDArray[np.float32]


SENTENCES = (
    "ʃi hæd jʊɹ dˈɑɹk sˈut.",
    "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ, ænd nˈObˌɑdi wʌz ðɛɹ tə sˈi ɪt.",
    "wˌI ʃˌʊd wi lˈiv sˌO ˈɜɹli?",
)
"""Phonemes of what is measured: sentences of which a tenth to a third is silence. English ones serve for other
languages: spectra of stretches in Japanese and French were as near to those of the whole (3.4 to 3.6 dB) as in English
(3.1 to 4.2).
"""
LEAST_SPAN, LEAST_SPAN_WITH_SILENCE = 12, 20
"""Phoneme symbols of the shortest span that is heard with the right words, with a voice's statistics and with silence
around the span instead (`benchmarks/streamed.py --first`).
"""
SLOW_SPAN = 20
"""The same where the decoder takes longer than `_FAST` for a frame: 12 symbols play for 0.65 s, which is too short to
make the next piece in."""
_FAST = 0.005
"""Seconds. At 0.0075 (two cores with AVX2) 6 of 10 listeners waited for a later piece after a first one of 12 symbols,
up to 1.5 s, and 2 after one of 20, up to 0.2 s (`benchmarks/first_audio.py`); faster machines were not measured."""


@dataclass(frozen=True, slots=True)
class VoiceStatistics:
    """Means of each norm's channels and their mean squares `[N]`, in silence and in speech; the voice's loudness in
    LUFS.
    """

    silence: Array
    speech: Array
    loudness: float

    def of(self, share: float) -> Array:
        """The statistics `[N]` of a sentence of which so much is silence (`silent_share`)."""
        return share * self.silence + (1.0 - share) * self.speech


def silent_share(symbols: str, durations: NDArray[np.int64]) -> float:
    """The share of frames that belong to marks or to the padding, for `symbols` [n] and `durations` [n + 2]."""
    silent = np.array([True, *(symbol in MARKS for symbol in symbols), True])
    return float(durations[silent].sum() / durations.sum())


class NormStatistics:
    """The norm statistics of voices, by voice. Safe from any thread.

    `table` gives Kokoro's symbols; `start` runs a function that nobody waits for. One voice is measured at a time.
    """

    def __init__(
        self,
        table: Callable[[], TokenTable],
        start: Callable[[Callable[[], None]], None],
        most: int = 32,
    ) -> None:
        self._table, self._start, self._most = table, start, most
        self._known: OrderedDict[bytes, VoiceStatistics] = OrderedDict()
        self._asked: set[bytes] = set()
        self._waiting: deque[tuple[KokoroModel, KokoroVoice, bytes]] = deque()
        self._measuring = False
        self._lock = threading.Lock()

    def of(self, model: KokoroModel, voice: KokoroVoice) -> VoiceStatistics | None:
        """The statistics of `voice`; None at first, while they are measured in a pause between requests."""
        pitch = np.array([voice.f0_scale, voice.f0_range, voice.f0_pivot], np.float32)
        described = (voice.row(len(SENTENCES[0])).tobytes(), pitch.tobytes(), voice.offsets.tobytes())
        key = hashlib.blake2b(b"".join(described), digest_size=16).digest()
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
            if found is not None or key in self._asked:
                return found
            self._asked.add(key)
            self._waiting.append((model, voice, key))
            idle, self._measuring = not self._measuring, True
        if idle:
            self._start(self._measure)
        return None

    def first_span(self, model: KokoroModel | None, voice: KokoroVoice) -> FirstSpan:
        """Symbols and loudness of a listener's first span of `voice`; `model` once it is in memory."""
        known = None if model is None else self.of(model, voice)
        if model is None or known is None:
            return FirstSpan(LEAST_SPAN_WITH_SILENCE)
        frame = model.seconds_per_frame
        return FirstSpan(LEAST_SPAN if frame is not None and frame <= _FAST else SLOW_SPAN, known.loudness)

    def clear(self) -> None:
        """Drop all."""
        with self._lock:
            self._known.clear()
            self._asked.clear()
            self._waiting.clear()

    def _measure(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._measuring = False
                    return
                model, voice, key = self._waiting.popleft()
            try:
                found = measured(model, voice, self._table())
            except Exception:
                log.exception("the statistics of a voice's norms could not be measured")
                continue  # not asked for again: its streams sound as they do without
            if found is not None:
                self._keep(key, found)

    def _keep(self, key: bytes, found: VoiceStatistics) -> None:
        with self._lock:
            self._known[key] = found
            self._asked.discard(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)


def measured(model: KokoroModel, voice: KokoroVoice, table: TokenTable) -> VoiceStatistics | None:
    """The statistics of a voice over `SENTENCES`; None where the decoder has none, or was closed.

    Least squares over the sentences, each weighted by its length. Waits for pauses between requests.
    """
    from clonyvoice.engines.kokoro.spectral_shaping import shape

    shares, found, spoken = [], [], []
    for sentence in SENTENCES:
        symbols = table.known(sentence)
        tokens = table.ids(symbols)
        style = voice.row(len(tokens))
        said = model.predict(tokens, style, voice.rate)
        said = Prosody(said.durations, voice.pitched(said.f0), said.energy, said.features)
        made = model.measure(said, style, voice.offsets if voice.adapted else None)
        if made is None:
            return None
        samples, seen = made
        spoken.append(shape(samples, voice, symbols, said.durations.tolist()) if voice.shaped else samples)
        share, weight = silent_share(symbols, said.durations), np.sqrt(said.features.shape[1])
        shares.append(weight * np.array([share, 1.0 - share]))
        found.append(weight * seen)
    silence, speech = np.linalg.lstsq(np.stack(shares), np.stack(found), rcond=None)[0].astype(np.float32)
    level = loudness(Audio(np.concatenate(spoken), SAMPLE_RATE))
    return VoiceStatistics(silence, speech, level)
