"""The whole fit with real weights: it follows the person, gets better, repeats itself and can be stopped."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Fit, Reference, ReferenceClip, SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend
from clonyvoice.engines.speaker.speaker_encoders import DVectorEncoder
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

pytestmark = pytest.mark.model

SAID = ("The small boat left the harbour before sunrise.", "Nobody knew how long the winter would last.")


@pytest.fixture(scope="module")
def engine() -> KokoroEngine:
    return KokoroEngine(WeightsStore(Settings().weights))


@pytest.fixture(scope="module")
def store() -> WeightsStore:
    return WeightsStore(Settings().weights)


def say(engine: KokoroEngine, voice: KokoroVoice, text: str) -> Audio:
    request = SynthesisRequest(text, "en", voice.fitted(), phonemise(text, "en"))
    parts = [part.audio.samples for part in engine.synthesise(request, CancelToken())]
    return Audio(np.concatenate(parts), 24_000)


@pytest.fixture(scope="module")
def stranger(engine: KokoroEngine) -> KokoroVoice:
    """A voice that is none of the presets: two of them mixed, deeper, with another spectrum."""
    mixed = blend([(0.5, engine.preset_voice("am_fenrir")), (0.5, engine.preset_voice("bm_lewis"))])
    tilt = np.linspace(5.0, -5.0, 40).astype(np.float32)
    return KokoroVoice(mixed.style, 0.85, 1.1, 0.0, 1.1, tilt)


@pytest.fixture(scope="module")
def reference(engine: KokoroEngine, stranger: KokoroVoice) -> Reference:
    return Reference(tuple(ReferenceClip(say(engine, stranger, text), text) for text in SAID))


def none(fraction: float, stage: str) -> None:
    assert 0.0 <= fraction <= 1.0
    assert stage


@pytest.fixture(scope="module")
def first(engine: KokoroEngine, reference: Reference) -> Fit:
    """The instant clone of `reference`."""
    (made,) = engine.fit(reference, "instant", none, CancelToken())
    return made


def test_an_instant_clone_is_nearer_to_its_person_than_another_voice_is(
    engine: KokoroEngine, store: WeightsStore, reference: Reference, stranger: KokoroVoice, first: Fit
) -> None:
    (again,) = engine.fit(reference, "instant", none, CancelToken())
    assert first.level == "instant"
    # Not to the bit: in 8 bits a sound depends a little on the padded length that was ready when it was made.
    assert abs((first.fidelity or 0.0) - (again.fidelity or 0.0)) < 0.05
    ours, others = (KokoroVoice.of(fit.voice).style.mean(0) for fit in (first, again))
    assert ours @ others > 0.99 * np.linalg.norm(ours) * np.linalg.norm(others)
    assert 0.0 < (first.fidelity or 0.0) <= 1.0
    clone = say(engine, KokoroVoice.of(first.voice), "A cup of tea would be lovely now.")
    truth = say(engine, stranger, "The old clock on the wall strikes seven.")
    other = say(engine, engine.preset_voice("af_bella"), "The old clock on the wall strikes seven.")
    encoder = DVectorEncoder(store)
    me = encoder.embed(clone)
    assert me @ encoder.embed(truth) > me @ encoder.embed(other) + 0.2


def test_every_clone_is_as_loud_as_the_next(engine: KokoroEngine, reference: Reference, first: Fit) -> None:
    quiet = Reference(
        tuple(
            replace(clip, audio=Audio(0.1 * clip.audio.samples, clip.audio.sample_rate))
            for clip in reference.clips
        )
    )
    for fit in (first, *engine.fit(quiet, "instant", none, CancelToken())):
        said = say(engine, KokoroVoice.of(fit.voice), "A cup of tea would be lovely now.")
        assert 10 * np.log10(np.mean(said.samples**2)) == pytest.approx(-24.0, abs=2.0)


def test_a_fit_stops_soon_after_it_is_cancelled(engine: KokoroEngine, reference: Reference) -> None:
    cancel = CancelToken()
    running = engine.fit(reference, "best", none, cancel)
    assert next(running).level == "instant"
    cancel.cancel()
    began = time.perf_counter()
    with pytest.raises(Cancelled):
        next(running)
    assert time.perf_counter() - began < 10.0


def test_a_reference_without_a_transcript_can_still_be_fitted(
    engine: KokoroEngine, reference: Reference
) -> None:
    silent = Reference(tuple(ReferenceClip(clip.audio) for clip in reference.clips))
    (fit,) = engine.fit(silent, "instant", none, CancelToken())
    assert KokoroVoice.of(fit.voice).eq_db.any()


def test_weights_that_are_missing_are_named(
    tmp_path: Path, engine: KokoroEngine, reference: Reference
) -> None:
    from clonyvoice.engines.kokoro.voice_fitting import fit
    from clonyvoice.weights.store import WeightsMissing

    with pytest.raises(WeightsMissing):
        next(fit(engine, WeightsStore(tmp_path), reference, "instant", none, CancelToken()))


def test_a_draft_needs_no_words_and_follows_the_person(engine: KokoroEngine, reference: Reference) -> None:
    mute = replace(reference, clips=tuple(replace(clip, transcript="") for clip in reference.clips))
    drafted = engine.draft(mute, CancelToken())
    assert drafted.level == "draft"
    assert drafted.voice == engine.draft(reference, CancelToken()).voice
    assert drafted.fidelity is not None
    assert drafted.fidelity > 0.3
    assert KokoroVoice.of(drafted.voice).shaped
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        engine.draft(mute, cancel)


def test_a_draft_of_hardly_any_speech_is_a_voice(engine: KokoroEngine, reference: Reference) -> None:
    clip = reference.clips[0]
    short = Audio(clip.audio.samples[:12_000], clip.audio.sample_rate)
    drafted = engine.draft(Reference((ReferenceClip(short, ""),)), CancelToken())
    assert len(say(engine, KokoroVoice.of(drafted.voice), "Hello.").samples) > 6_000
