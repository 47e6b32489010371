"""A draft: a voice from the sound of its reference alone, before it is known what is said there.

The nearest presets are blended, at the reference's level and range of pitch. Then a map of the sounds as *instant*
learns it, but from frames that need not belong to the same words: each frame of one calibration sentence goes with the
nearest of the reference's and the other way round, and with the frames moved by that map the nearest are looked for
again (INCA: Erro, Moreno & Bonafonte, 2010). The pace is the presets' own: without words nothing tells it. It is ready
in a second; *instant* takes its place when the words are known.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Fit, Reference, ReferenceClip, Turn
from clonyvoice.engines.kokoro import spectral_shaping
from clonyvoice.engines.kokoro.fit import envelope_map
from clonyvoice.engines.kokoro.fit.calibration_sentences import SENTENCES, Speaker, predict, speak
from clonyvoice.engines.kokoro.fit.compute_turns import AtOnce, SpeakerInTurns, in_turns
from clonyvoice.engines.kokoro.fit.initial_voice import nearest_blended
from clonyvoice.engines.kokoro.fit.pitch_pace_level import levelled, pitched_like
from clonyvoice.engines.kokoro.fit.reference_measurements import (
    Array,
    Encoders,
    active,
    at_24k,
    heaviest,
    listen,
)
from clonyvoice.engines.kokoro.fit.trials import Trial, fit_of
from clonyvoice.engines.kokoro.spectral_shaping import RATE, shape
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder, shared
from clonyvoice.weights import WeightsStore

_LISTENED, _COMPARED = 12.0, 20.0
"""Seconds of the reference whose speaker and pitch are measured, and whose frames are compared. Chosen by hand."""
_NEAREST, _SHARPNESS = 3, 8.0
"""The nearest presets that are mixed, and the weight of nearer ones against farther ones: as in *instant*."""
_RIDGE = 600.0
"""Regularisation of the map. Ten people, judged by encoder B: 600 gives 0.56, 2000 0.53, an equaliser alone 0.43."""
_ROUNDS = 4
"""Searches for the nearest frames. Chosen by hand."""


def draft(
    speaker: Speaker,
    store: WeightsStore,
    reference: Reference,
    cancel: CancelToken,
    turn: Turn | None = None,
) -> Fit:
    """The voice; the same for the same reference. Heavy work runs in `turn`. Raises Cancelled, WeightsMissing."""
    cancel.raise_if_cancelled()
    turn = turn or AtOnce(cancel)
    encoders = in_turns(Encoders(shared(DVectorEncoder, store), shared(CampPlusEncoder, store)), turn)
    speaking = SpeakerInTurns(speaker, turn)
    target = listen(replace(reference, clips=_cut(reference, _LISTENED)), encoders, _LISTENED)
    cancel.raise_if_cancelled()
    voice = nearest_blended(speaking, target, _NEAREST, _SHARPNESS)
    voice = pitched_like(speaking, voice, target, cancel)
    line = predict(speaking, voice, SENTENCES[0], cancel)
    flat, durations = speak(speaking, voice, line, cancel).samples, line.prosody.durations.tolist()
    own = spectral_shaping.envelope_db(spectral_shaping.frames_of(flat))
    spoken = active(own)
    classes = spectral_shaping.frame_classes(line.symbols, durations, len(own))[spoken]
    pair = envelope_map.Pair(_frames(reference), envelope_map.level_free(own[spoken]), classes)
    cancel.raise_if_cancelled()
    voice = envelope_map.shaped_unlike(voice, pair, target.top, _RIDGE, _ROUNDS)
    said = np.asarray(shape(flat, voice, line.symbols, durations), np.float32)
    whole = Audio(said, RATE)
    a = float(encoders.a.embed(whole) @ target.a)
    c = float(encoders.c.embed(whole) @ target.c)
    return fit_of(Trial(levelled(voice, said), a, c), "draft", target.pitch.level, {})


def _cut(reference: Reference, seconds: float) -> tuple[ReferenceClip, ...]:
    """The heaviest clips, the last of them cut so that together they have no more than `seconds`."""
    clips: list[ReferenceClip] = []
    for clip in heaviest(reference, seconds):
        left = seconds - sum(one.audio.duration for one in clips)
        rate = clip.audio.sample_rate
        clips.append(replace(clip, audio=Audio(clip.audio.samples[: round(max(left, 1.0) * rate)], rate)))
    return tuple(clips)


def _frames(reference: Reference) -> Array:
    """The envelopes of the reference's speech, without their levels, dB `[n, BANDS]`."""
    found = []
    for clip in _cut(reference, _COMPARED):
        envelope = spectral_shaping.envelope_db(spectral_shaping.frames_of(at_24k(clip.audio)))
        found.append(envelope_map.level_free(envelope[active(envelope)]))
    return np.concatenate(found)
