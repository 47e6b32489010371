"""The fit, level by level: each gives a better voice than the one before, and any of them can be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Fit, Progress, Reference, RefineLevel
from clonyvoice.engines.kokoro.fit.bands import BANDS
from clonyvoice.engines.kokoro.fit.bank import bank
from clonyvoice.engines.kokoro.fit.fidelity import fidelity
from clonyvoice.engines.kokoro.fit.likeness import parallel, shaped_like
from clonyvoice.engines.kokoro.fit.pace import pace
from clonyvoice.engines.kokoro.fit.sentences import SENTENCES
from clonyvoice.engines.kokoro.fit.speaking import Speaker, predict, speak
from clonyvoice.engines.kokoro.fit.target import Encoders, Target, listen, long_term
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.weights import WeightsStore

_BLENDED = 3
_SHARPNESS = 8.0
_EQ_LIMIT_DB = 12.0
_PARALLEL_SECONDS = 40.0


def fit(
    speaker: Speaker,
    store: WeightsStore,
    reference: Reference,
    level: RefineLevel,
    progress: Progress,
    cancel: CancelToken,
) -> Iterator[Fit]:
    """Ever better voices for `reference`, the instant one first, up to `level`.

    Raises Cancelled, WeightsMissing.
    """
    encoders = Encoders(DVectorEncoder(store), CampPlusEncoder(store))
    cancel.raise_if_cancelled()
    progress(0.0, "Listening to the reference")
    target = listen(reference, encoders)
    cancel.raise_if_cancelled()
    progress(0.02, "Finding the nearest voices")
    voice = started(speaker, target, reference, cancel)
    voice, said = equalised(speaker, voice, target, SENTENCES[:2], cancel)
    yield heard(voice, said, target, encoders, "instant")
    if level == "instant":
        return
    progress(0.2, "Learning the sounds of the voice")
    voice = shaped_like(voice, parallel(speaker, voice, reference, _PARALLEL_SECONDS, cancel), target.top)
    said = [speak(speaker, voice, predict(speaker, voice, text, cancel), cancel) for text in SENTENCES[:2]]
    progress(1.0, "Done")
    yield heard(voice, said, target, encoders, level)


def nearness(target: Target) -> np.ndarray:
    """How near each preset of the bank is to the target: both encoders, and the distance in pitch."""
    table = bank()
    away = np.abs(np.log(np.maximum(target.pitch.level, 60.0) / table.level)) if target.pitch.level else 0.0
    return np.asarray(table.c @ target.c + 0.5 * (table.a @ target.a) - 0.4 * away)


def started(speaker: Speaker, target: Target, reference: Reference, cancel: CancelToken) -> KokoroVoice:
    """The nearest presets blended, with the target's pitch, range and pace."""
    near = nearness(target)
    best = np.argsort(-near)[:_BLENDED]
    shares = np.exp(_SHARPNESS * (near[best] - near[best[0]]))
    names = bank().names
    mixed = blend([(float(w), speaker.preset_voice(names[i])) for w, i in zip(shares, best, strict=True)])
    return pace(speaker, pitched_like(speaker, mixed, target, cancel), reference, cancel)


def pitched_like(speaker: Speaker, voice: KokoroVoice, target: Target, cancel: CancelToken) -> KokoroVoice:
    """`voice` at the target's level and range of F0, measured on what its own prosody predicts."""
    own = pitch.of_contour(
        np.concatenate([predict(speaker, voice, text, cancel).prosody.f0 for text in SENTENCES[:4]])
    )
    if not own.level or not target.pitch.level:
        return voice
    spread = target.pitch.spread / max(own.spread, 0.02)
    return replace(
        voice,
        f0_scale=min(max(target.pitch.level / own.level, 0.4), 2.5),
        f0_range=min(max(spread, 0.6), 1.5),
        f0_pivot=own.level,
    )


def equalised(
    speaker: Speaker, voice: KokoroVoice, target: Target, sentences: Sequence[str], cancel: CancelToken
) -> tuple[KokoroVoice, list[Audio]]:
    """`voice` with the target's long-term spectrum, and how it then says `sentences`."""
    flat = replace(voice, eq_db=np.zeros(BANDS, np.float32))
    lines = [predict(speaker, flat, text, cancel) for text in sentences]
    said = [speak(speaker, flat, line, cancel).samples for line in lines]
    gains = target.envelope - long_term(said)
    gains[target.top :] = gains[max(target.top - 3, 0) : target.top].mean() if target.top < BANDS else 0.0
    gains[:2] = np.minimum(gains[:2], 0.0)  # nobody speaks below 80 Hz: that is hum
    smooth = np.convolve(np.pad(gains, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    shaped = replace(voice, eq_db=np.clip(smooth, -_EQ_LIMIT_DB, _EQ_LIMIT_DB).astype(np.float32))
    return shaped, [speak(speaker, shaped, line, cancel) for line in lines]


def heard(
    voice: KokoroVoice, said: Sequence[Audio], target: Target, encoders: Encoders, level: RefineLevel
) -> Fit:
    """The fit of `voice`, judged by how the sentences that it `said` sound to the encoders."""
    whole = Audio(np.concatenate([audio.samples for audio in said]), said[0].sample_rate)
    c, a = float(encoders.c.embed(whole) @ target.c), float(encoders.a.embed(whole) @ target.a)
    measured = pitch.measure(whole)
    report = {
        "similarity_a": round(a, 4),
        "similarity_c": round(c, 4),
        "pitch_hz": round(measured.level, 1),
        "target_pitch_hz": round(target.pitch.level, 1),
        "rate": round(voice.rate, 3),
    }
    return Fit(voice.fitted(), level, fidelity(a, c), report)
