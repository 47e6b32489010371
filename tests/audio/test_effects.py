"""Equaliser, reverberation and compressor: what they do to sound, in sections."""

from __future__ import annotations

import math
import threading
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest

from clonyvoice.audio.compressor import Compression, Compressor
from clonyvoice.audio.convolution import ConvolutionFilter, Convolver, FilterCache, FilterInMaking
from clonyvoice.audio.equaliser_reverb import (
    Band,
    BandShape,
    Room,
    equaliser,
    equaliser_begun,
    reverb,
    reverb_begun,
)
from clonyvoice.audio.stereo_wav_files_peaks import Stereo

RATE = 48_000


def through(one: Convolver | Compressor, sound: Stereo) -> Stereo:
    return np.concatenate([one.process(sound[at : at + RATE]) for at in range(0, len(sound), RATE)])


def tone(hertz: float, seconds: int, level: float = 0.5) -> Stereo:
    wave = level * np.sin(2 * np.pi * hertz * np.arange(seconds * RATE) / RATE)
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


def gain(shape: BandShape, hertz: float, frequency: float, gain_db: float, q: float = 0.707) -> float:
    """Decibels that a band gives a tone, once it has settled."""
    sound = tone(hertz, 3)
    out = through(Convolver(equaliser((Band(shape, frequency, gain_db, q),), RATE, RATE)), sound)
    return float(20 * np.log10(out[2 * RATE :].std() / sound[2 * RATE :].std()))


@pytest.mark.parametrize(
    ("shape", "hertz", "wanted"),
    [
        ("high_pass", 1000, -3.0), ("high_pass", 125, -36.1), ("high_pass", 10_000, 0.0),
        ("low_pass", 1000, -3.0), ("low_pass", 100, 0.0), ("low_pass", 16_000, -56.9),
        ("low_shelf", 60, 6.0), ("low_shelf", 15_000, 0.0), ("low_shelf", 1000, 3.0),
        ("high_shelf", 60, 0.0), ("high_shelf", 15_000, 6.0), ("high_shelf", 1000, 3.0),
        ("peak", 1000, 6.0), ("peak", 50, 0.0), ("peak", 15_000, 0.0),
    ],
)  # fmt: skip
def test_bands_raise_and_lower_what_they_name(shape: BandShape, hertz: float, wanted: float) -> None:
    assert gain(shape, hertz, 1000, 6.0) == pytest.approx(wanted, abs=0.2)


def test_an_equaliser_is_the_recursion_of_the_cookbook() -> None:
    sound = np.random.default_rng(4).normal(0, 0.1, (RATE, 2)).astype(np.float32)
    out = through(Convolver(equaliser((Band("peak", 300, -9, 2),), RATE, RATE)), sound)
    w, level = 2 * math.pi * 300 / RATE, 10 ** (-9 / 40)
    alpha = math.sin(w) / 4
    b = np.array([1 + alpha * level, -2 * math.cos(w), 1 - alpha * level])
    a = np.array([1 + alpha / level, -2 * math.cos(w), 1 - alpha / level])
    x, y = np.zeros(RATE + 2), np.zeros(RATE + 2)
    x[2:] = sound[:, 0]
    for n in range(2, RATE + 2):
        y[n] = (b @ x[n - 2 : n + 1][::-1] - a[1] * y[n - 1] - a[2] * y[n - 2]) / a[0]
    assert np.abs(out[:, 0] - y[2:]).max() < 1e-6


def test_a_convolution_in_sections_is_one_in_a_piece() -> None:
    rng = np.random.default_rng(5)
    sound, response = rng.normal(0, 0.1, (6000, 2)), rng.normal(0, 0.05, (2, 2300))
    padded = np.zeros((2, 3000), np.float32)
    padded[:, :2300] = response
    spectra = np.fft.rfft(padded.reshape(2, 3, 1000).transpose(1, 0, 2), 2000).astype(np.complex64)
    one = Convolver(ConvolutionFilter(1000, spectra, 1.0))
    done = np.concatenate(
        [one.process(sound[at : at + 1000].astype(np.float32)) for at in range(0, 6000, 1000)]
    )
    whole = np.stack([np.convolve(sound[:, side], response[side])[:6000] for side in (0, 1)], axis=1) + sound
    assert np.abs(done - whole).max() < 1e-6


def test_a_room_decays_by_60_db_in_its_time_and_is_as_loud_as_told() -> None:
    click = np.zeros((4 * RATE, 2), np.float32)
    click[0] = 1.0
    out = through(Convolver(reverb(Room(2.0, 50, 0.0, -12.0), RATE, RATE)), click)
    assert out[0, 0] == pytest.approx(1.0, abs=1e-5)
    assert np.abs(out[1 : round(0.05 * RATE) - 1]).max() < 1e-6
    wet = out[round(0.05 * RATE) :].astype(np.float64)
    assert 10 * np.log10((wet[:, 0] ** 2).sum()) == pytest.approx(-12.0, abs=0.2)
    energy = (wet**2).sum(axis=1)
    left = 10 * np.log10(np.cumsum(energy[::-1])[::-1][: round(1.6 * RATE)] / energy.sum())
    at = (
        np.flatnonzero(left < -35)[0] - np.flatnonzero(left < -5)[0]
    )  # T30 of ISO 3382-1, on Schroeder's curve
    assert 2 * at / RATE == pytest.approx(2.0, rel=0.05)
    assert abs(np.corrcoef(wet[:, 0], wet[:, 1])[0, 1]) < 0.1
    assert np.abs(out[round(2.05 * RATE) + 1 :]).max() < 1e-6


def test_damping_takes_high_frequencies_away_sooner() -> None:
    click = np.zeros((2 * RATE, 2), np.float32)
    click[0] = 1.0

    def high(damping: float) -> float:
        late = through(Convolver(reverb(Room(1.5, 0, damping, 0.0), RATE, RATE)), click)[RATE // 2 : RATE, 0]
        power = np.abs(np.fft.rfft(late.astype(np.float64))) ** 2
        return float(power[len(power) // 2 :].sum() / power.sum())

    assert high(0.9) < 0.01 * high(0.0)


def test_a_compressor_turns_down_what_is_above_its_threshold_alone() -> None:
    sound = np.concatenate([tone(1000, 2, 0.05), tone(1000, 2, 0.5), tone(1000, 2, 0.05)])
    out = through(Compressor(Compression(-20, 4, 20, 300, 0), RATE, RATE), sound)
    quiet = slice(RATE, 2 * RATE)
    assert np.allclose(out[quiet], sound[quiet], atol=1e-5)
    loud = slice(3 * RATE, 4 * RATE)
    level = 20 * math.log10(0.5 / math.sqrt(2))
    wanted = -(level + 20) * (1 - 1 / 4)
    assert 20 * np.log10(out[loud].std() / sound[loud].std()) == pytest.approx(wanted, abs=0.1)
    after = slice(4 * RATE + round(0.34 * RATE), 5 * RATE)
    assert np.allclose(out[after], sound[after], atol=1e-5)
    begun = out[2 * RATE : 2 * RATE + 48]
    assert (
        np.abs(begun).max() > 0.9 * np.abs(sound[2 * RATE : 2 * RATE + 48]).max()
    )  # the attack lets it through


def test_makeup_is_heard_where_nothing_is_turned_down_and_ratio_1_changes_nothing() -> None:
    sound = tone(500, 1, 0.9)
    assert np.allclose(
        through(Compressor(Compression(-60, 1, 10, 100, 0), RATE, RATE), sound), sound, atol=1e-6
    )
    raised = through(Compressor(Compression(0, 4, 10, 100, 6), RATE, RATE), 0.1 * sound)
    assert raised.std() / (0.1 * sound).std() == pytest.approx(10 ** (6 / 20), rel=1e-4)


def filter_of(parts: int) -> ConvolutionFilter:
    return ConvolutionFilter(100, np.zeros((parts, 1, 101), np.complex64), 0.0)


def test_a_filter_that_is_being_made_is_waited_for_and_made_once() -> None:
    cache, made, going, go_on = FilterCache(10**6), [], threading.Event(), threading.Event()

    def make() -> ConvolutionFilter:
        made.append(1)
        going.set()
        go_on.wait(30)
        return filter_of(1)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(cache.get, "room", make)
        assert going.wait(30)
        second = pool.submit(cache.get, "room", make)
        go_on.set()
        assert first.result(10) is second.result(10)
    assert cache.get("room", make) is first.result()
    assert made == [1]


def test_sound_is_remembered_while_the_response_is_still_made() -> None:
    ready = reverb(Room(2.3, 20, 0.5, -12), RATE, RATE)
    made: Future[ConvolutionFilter] = Future()
    early, known = Convolver(FilterInMaking(RATE, ready.memory, made)), Convolver(ready)
    sound = np.random.default_rng(5).standard_normal((RATE, 2)).astype(np.float32)
    for one in (early, known):
        one.take(sound)
    made.set_result(ready)
    assert np.array_equal(early.process(sound), known.process(sound))


def test_how_long_a_filter_remembers_is_known_before_it_is_made() -> None:
    for room in (Room(0.1, 0, 0, -6), Room(1.0, 0, 1, -6), Room(5.9, 200, 0.5, -6.5)):
        begun = reverb_begun(room, RATE, RATE)
        assert begun.memory == begun.made.result(60).memory
    begun = equaliser_begun((Band("peak", 1234.5, 3, 1),), RATE, RATE)
    assert begun.memory == begun.made.result(60).memory


def test_a_filter_that_another_thread_cannot_make_is_tried_again() -> None:
    cache = FilterCache(10**6)

    def fail() -> ConvolutionFilter:
        raise MemoryError

    with pytest.raises(MemoryError):
        cache.begun("room", fail).result(60)
    assert cache.begun("room", lambda: filter_of(2)).result(60).memory == 2
    assert cache.get("room", fail).memory == 2


def test_a_filter_that_cannot_be_made_is_tried_again() -> None:
    cache = FilterCache(10**6)

    def fail() -> ConvolutionFilter:
        raise MemoryError

    with pytest.raises(MemoryError):
        cache.get("room", fail)
    assert cache.get("room", lambda: filter_of(2)).memory == 2


def test_filters_are_kept_up_to_so_many_bytes_the_last_used_ones() -> None:
    one = filter_of(1).spectra.nbytes
    cache, made = FilterCache(2 * one), []

    def get(key: str) -> None:
        cache.get(key, lambda: made.append(key) or filter_of(1))  # type: ignore[func-returns-value]

    for key in "ababcab":
        get(key)
    assert "".join(made) == "abcab"  # c took the place of a, the longest unused; a that of b
