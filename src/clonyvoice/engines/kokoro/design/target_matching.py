"""A voice changed until its measures match the targets of a design."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Protocol

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import EngineInfo, SlotLease, Spoken, SynthesisRequest
from clonyvoice.engines.kokoro.design.measurement import Measured, gains_for, measure, syllables
from clonyvoice.engines.kokoro.design.pitch_pace_colour_targets import Targets
from clonyvoice.engines.kokoro.fit.calibration_sentences import Speaker
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.speaker import pitch
from clonyvoice.text.phonemes import phonemise

_SENTENCES = {
    "en": "The morning train was late again, so we walked along the river.",
    "ko": "아침 기차가 또 늦어서 우리는 강을 따라 걸었습니다.",
    "ja": "朝の電車がまた遅れたので、川沿いを歩きました。",
    "zh": "早上的火车又晚点了，所以我们沿着河边走。",
    "es": "El tren de la mañana llegó tarde otra vez, y caminamos por el río.",
    "fr": "Le train du matin était encore en retard, alors nous avons marché.",
    "it": "Il treno del mattino era di nuovo in ritardo e abbiamo camminato.",
    "pt": "O trem da manhã atrasou de novo, então andamos ao longo do rio.",
    "de": "Der Zug am Morgen kam wieder zu spät, also gingen wir zu Fuß.",
    "ru": "Утренний поезд снова опоздал, и мы пошли вдоль реки.",
    "hi": "सुबह की ट्रेन फिर देर से आई, इसलिए हम नदी के साथ चले।",
}
_ROUNDS = 2
"""Corrections after the first measured sentence. Chosen by hand."""
MOST_SENTENCES = _ROUNDS + 1
"""The most times that a voice speaks until it is as asked for."""
_CLOSE_SEMITONES, _CLOSE_RATE = 0.7, 0.05
"""Semitones, and share of the pace, that nobody hears as a difference. Chosen by hand."""


class DesignEngine(Speaker, Protocol):
    """The part of the engine that a design needs."""

    @property
    def info(self) -> EngineInfo:
        """Its rate and abilities."""
        ...

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of a chunk. Raises Cancelled."""
        ...


def measure_voice(
    engine: DesignEngine,
    voice: KokoroVoice,
    language: str,
    cancel: CancelToken,
    turn: SlotLease = nullcontext,
) -> Measured:
    """The measures of the voice, unchanged, in a test text. Raises Cancelled."""
    text = _SENTENCES.get(language, _SENTENCES["en"])
    phonemes = " ".join(word.phonemes for word in phonemise(text, language))
    with turn():
        return _spoken(engine, voice, text, language, phonemes, cancel)[1][0]


def match_targets(
    engine: DesignEngine,
    voice: KokoroVoice,
    wanted: Targets,
    language: str,
    cancel: CancelToken,
    turn: SlotLease = nullcontext,
) -> tuple[KokoroVoice, Measured, Audio]:
    """The voice changed until its measures match the targets, those measures, and its sound.

    Pitch, range and pace are first set by the prosody that the model predicts, which is quick; then the voice
    speaks, is measured and corrected, at most twice.
    """
    text = _SENTENCES.get(language, _SENTENCES["en"])
    words = phonemise(text, language)
    phonemes = " ".join(word.phonemes for word in words)
    tokens = engine.table.split(words)[0]
    row = voice.row(len(tokens.ids))
    said = engine.model.predict(tokens.ids, row, voice.rate, cancel)
    own = pitch.of_contour(said.f0)
    if own.level:
        spread = own.spread * 12.0 / float(np.log(2.0))
        voice = replace(
            voice,
            f0_pivot=own.level,
            f0_scale=_bounded(wanted.pitch_hz / own.level, 0.4, 2.5),
            f0_range=_bounded(wanted.range_semitones / max(spread, 0.3), 0.4, 2.2),
        )
    seconds = float(said.durations[1:-1].sum()) * 600.0 / 24_000.0
    rate = syllables(phonemes) / max(seconds, 0.1)
    voice = replace(voice, rate=_bounded(voice.rate * wanted.rate / rate, 0.5, 1.9))
    with turn():
        sample, (measured, powers) = _spoken(engine, voice, text, language, phonemes, cancel)
    for _ in range(_ROUNDS):
        corrected = _corrected(voice, wanted, measured, powers)
        if corrected is voice:
            break
        voice = corrected
        with turn():
            sample, (measured, powers) = _spoken(engine, voice, text, language, phonemes, cancel)
    return voice, measured, sample


def _corrected(voice: KokoroVoice, wanted: Targets, measured: Measured, powers: np.ndarray) -> KokoroVoice:
    """The voice corrected by its remaining difference from `wanted`, or the same object if it is close enough."""
    off = 12.0 * np.log2(wanted.pitch_hz / measured.pitch_hz) if measured.pitch_hz else 0.0
    rate = wanted.rate / measured.rate
    colour = max(
        abs(wanted.brightness_db - measured.brightness_db), abs(wanted.warmth_db - measured.warmth_db)
    )
    spread = wanted.range_semitones / max(measured.range_semitones, 0.3)
    close = abs(off) < _CLOSE_SEMITONES and abs(rate - 1.0) < _CLOSE_RATE and colour < 1.5
    if close and 0.8 < spread < 1.25:
        return voice
    gains = gains_for(powers, wanted.brightness_db, wanted.warmth_db) if colour >= 1.0 else 0.0
    return replace(
        voice,
        f0_scale=_bounded(voice.f0_scale * 2.0 ** (float(np.clip(off, -9.0, 9.0)) / 12.0), 0.35, 2.8),
        f0_range=_bounded(voice.f0_range * _bounded(spread, 0.7, 1.4), 0.35, 2.4),
        rate=_bounded(voice.rate * rate, 0.45, 2.1),
        eq_db=np.clip(voice.eq_db + gains, -14.0, 14.0).astype(np.float32),
    )


def _spoken(
    engine: DesignEngine,
    voice: KokoroVoice,
    text: str,
    language: str,
    phonemes: str,
    cancel: CancelToken,
) -> tuple[Audio, tuple[Measured, np.ndarray]]:
    request = SynthesisRequest(text, language, voice.fitted(), phonemise(text, language))
    pieces = [spoken.audio.samples for spoken in engine.synthesise(request, cancel)]
    audio = Audio(np.concatenate(pieces), engine.info.sample_rate)
    return audio, measure(audio, phonemes)


def _bounded(value: float, low: float, high: float) -> float:
    return float(min(max(value, low), high))
