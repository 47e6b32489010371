"""The real model: what it says lasts, sounds, and stops as it should."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from clonyvoice.audio import Joiner
from clonyvoice.core import Cancelled, CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Spoken, SynthesisRequest
from clonyvoice.engines.kokoro import backend_choice
from clonyvoice.engines.kokoro.decoders import Decoder
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.prosody_model import FRAME, KokoroModel
from clonyvoice.engines.kokoro.voicepacks import PRESETS, PresetNotFound
from clonyvoice.engines.speaker.pitch import measure
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.weights import WeightsStore

pytestmark = pytest.mark.model

SAID = (("The", "ðə", " "), ("quick", "kwˈɪk", " "), ("brown", "bɹˈWn", " "), ("fox", "fˈɑks", "."))
TEXT = "The quick brown fox."
WORDS = tuple(
    PhonemeWord(text, TEXT.index(text), TEXT.index(text) + len(text), phonemes, tail)
    for text, phonemes, tail in SAID
)


@pytest.fixture(scope="module")
def engine() -> Iterator[KokoroEngine]:
    made = KokoroEngine(WeightsStore(Settings().weights))
    made.load()
    yield made
    made.unload()


def speak(engine: KokoroEngine, repeat: int = 1, **changes: object) -> Spoken:
    request = SynthesisRequest(
        **{"text": TEXT, "language": "en", "voice": "af_heart", "words": WORDS * repeat, **changes}  # type: ignore[arg-type]  # keywords of all sorts
    )
    (piece,) = engine.synthesise(request, CancelToken())
    return piece


def test_the_54_presets_have_their_rows(engine: KokoroEngine) -> None:
    assert len(PRESETS) == 54
    for preset in PRESETS:
        assert engine.preset_voice(preset.id).style.shape == (510, 256)
    with pytest.raises(PresetNotFound):
        engine.preset_voice("../af_heart")


def test_speech_sounds_and_its_words_follow_each_other(engine: KokoroEngine) -> None:
    piece = speak(engine)
    assert 0.8 < piece.audio.duration < 3.0
    assert 0.05 < np.abs(piece.audio.samples).max() <= 1.2
    assert [word.text for word in piece.words] == ["The", "quick", "brown", "fox"]
    edges = [edge for word in piece.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert edges[-1] <= piece.audio.duration


def test_the_same_request_gives_the_same_sound_and_a_seed_another(engine: KokoroEngine) -> None:
    first, again, seeded = speak(engine), speak(engine), speak(engine, seed=7)
    np.testing.assert_array_equal(first.audio.samples, again.audio.samples)
    np.testing.assert_array_equal(seeded.audio.samples, speak(engine, seed=7).audio.samples)
    assert len(seeded.audio.samples) != len(first.audio.samples) or np.any(
        seeded.audio.samples != first.audio.samples
    )


def test_a_sentence_said_in_two_spans_is_the_sentence_said_at_once(engine: KokoroEngine) -> None:
    whole = speak(engine)
    spans = [speak(engine, span=pair) for pair in ((0, 2), (2, 4))]
    joiner = Joiner(24_000)
    parts = [joiner.feed(spans[0].audio), joiner.feed(spans[1].audio, same=True), joiner.finish()]
    joined = np.concatenate([part.samples for part in parts])
    assert len(joined) / 24_000 == pytest.approx(whole.audio.duration, abs=0.15)
    start = joiner.starts[1] / 24_000
    words = [*spans[0].words, *(replace(w, start=w.start + start, end=w.end + start) for w in spans[1].words)]
    assert [word.text for word in words] == ["The", "quick", "brown", "fox"]
    edges = [edge for word in words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    wanted = [word.start for word in whole.words]
    assert [word.start for word in words] == pytest.approx(wanted, abs=0.05)


def test_speed_and_pitch_do_what_they_say(engine: KokoroEngine) -> None:
    plain = speak(engine)
    assert speak(engine, speed=1.5).audio.duration == pytest.approx(plain.audio.duration / 1.5, rel=0.15)
    higher = speak(engine, pitch=4.0)
    assert higher.audio.duration == pytest.approx(plain.audio.duration, abs=0.1)
    assert measure(higher.audio).level / measure(plain.audio).level == pytest.approx(2 ** (4 / 12), rel=0.06)


def test_durations_are_frames_exactly(engine: KokoroEngine) -> None:
    (tokens,) = engine.table.split(WORDS)
    style = engine.preset_voice("am_adam").row(len(tokens.ids))
    said = engine.model.predict(tokens.ids, style)
    assert len(said.durations) == len(tokens.ids) + 2
    assert said.features.shape[1] == said.durations.sum()
    assert said.f0.shape == said.energy.shape == (2 * said.durations.sum(),)
    assert len(engine.model.decode(said, style)) == said.samples == said.durations.sum() * FRAME


def test_cancel_stops_the_compute_at_once(engine: KokoroEngine) -> None:
    token, outcome = CancelToken(), {}

    def work() -> None:
        request = SynthesisRequest(TEXT * 12, "en", "af_heart", WORDS * 12)
        try:
            list(engine.synthesise(request, token))
        except Cancelled:
            outcome["stopped"] = time.perf_counter()

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.15)
    began = time.perf_counter()
    token.cancel()
    thread.join()
    assert outcome["stopped"] - began < 5.0, "generous: the machine may be busy"
    used = []
    for _ in range(3):  # other threads of this process may work meanwhile
        before = time.process_time()
        time.sleep(0.3)
        used.append(time.process_time() - before)
    assert min(used) < 0.15, "nothing goes on computing"


def test_after_a_cancel_the_next_sound_is_whole_and_its_own(engine: KokoroEngine) -> None:
    chunks = [WORDS[:2], WORDS, WORDS * 2]
    right = [_sound(engine, words) for words in chunks]
    random = np.random.default_rng(0)
    for _ in range(12):
        token = CancelToken()
        timer = threading.Timer(random.uniform(0.02, 0.2), token.cancel)
        timer.start()
        with suppress(Cancelled):
            _sound(engine, chunks[random.integers(3)], token)
        timer.join()
        chosen = int(random.integers(3))
        np.testing.assert_allclose(_sound(engine, chunks[chosen]), right[chosen], atol=1e-3)


def _sound(
    engine: KokoroEngine, words: tuple[PhonemeWord, ...], cancel: CancelToken | None = None
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    request = SynthesisRequest(TEXT, "en", "af_heart", words)
    return np.concatenate([it.audio.samples for it in engine.synthesise(request, cancel or CancelToken())])


def test_simultaneous_requests_do_not_mix(engine: KokoroEngine) -> None:
    voices = ["af_heart", "am_adam", "bf_emma"]
    alone = {voice: speak(engine, voice=voice).audio.samples for voice in voices}
    together: dict[str, np.ndarray[tuple[int], np.dtype[np.float32]]] = {}

    def work(voice: str) -> None:
        together[voice] = speak(engine, voice=voice).audio.samples

    threads = [threading.Thread(target=work, args=(voice,)) for voice in voices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for voice in voices:
        np.testing.assert_array_equal(together[voice], alone[voice])


def test_every_backend_says_the_same(engine: KokoroEngine) -> None:
    """The rewritten network, in floats and in 8 bits, against the graph as published: levels over time agree."""
    store = WeightsStore(Settings().weights)
    (tokens,) = engine.table.split(WORDS)
    style = engine.preset_voice("af_heart").row(len(tokens.ids))
    said = engine.model.predict(tokens.ids, style)

    def levels(decoder: Decoder) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        samples = decoder.decode(said.features, said.f0, said.energy, style, None)
        power = np.square(samples[: len(samples) // 600 * 600].reshape(-1, 600)).mean(1)
        return np.asarray(10 * np.log10(power + 1e-6), np.float64)

    published = backend_choice.BACKENDS[backend_choice.ONNX_INT8](store, "kokoro", 2)
    wanted = levels(published)
    # A stretch can be decoded by itself.
    stretch = published.decode_frames(said.features, said.f0, said.energy, style, np.arange(5, 25), None)
    assert len(stretch) == 20 * FRAME
    for name, _ in backend_choice.candidates():
        found = (
            wanted
            if name == backend_choice.ONNX_INT8
            else levels(backend_choice.BACKENDS[name](store, "kokoro", 2))
        )
        loud = wanted > wanted.max() - 30
        assert np.abs(found - wanted)[loud].mean() < 1.0, name


def test_unloading_gives_back_and_loading_again_works(engine: KokoroEngine) -> None:
    engine.unload()
    assert not engine.loaded
    assert isinstance(engine.model, KokoroModel)
    assert engine.loaded
