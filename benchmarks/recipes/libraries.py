"""Time our own code beside the libraries that could stand in its place: microseconds, best of three.

In a fresh environment: `pip install rapidfuzz kaldi-native-fbank pyloudnorm limits`, then
`python -m benchmarks.recipes.libraries`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from clonyvoice.audio.loudness_measurement import loudness
from clonyvoice.core.audio import Audio
from clonyvoice.engines.speaker.mel_features import kaldi
from clonyvoice.keys.caller_scopes_limits import Allowance, Principal
from clonyvoice.keys.rate_limits import RequestLimits
from clonyvoice.text.edit_distance_word_alignment import edit_distance


def microseconds(work: Callable[[], Any], runs: int) -> float:
    """Processor time of one run, in the fastest of three rounds of `runs`."""
    work()
    times = []
    for _ in range(3):
        began = time.process_time()
        for _ in range(runs):
            work()
        times.append((time.process_time() - began) / runs)
    return min(times) * 1e6


def edits() -> tuple[float, float]:
    """60 symbols against the same with one exchanged and one left out."""
    from rapidfuzz.distance import Levenshtein  # type: ignore[import-not-found]  # not a dependency

    first = random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=60)
    second = [*first[:7], "-", *first[8:30], *first[31:]]
    ours = microseconds(lambda: edit_distance(first, second), 20)
    return ours, microseconds(lambda: Levenshtein.distance(first, second), 200)


def filterbank() -> tuple[float, float]:
    """80 bands of 10 s at 16 kHz."""
    import kaldi_native_fbank as native  # type: ignore[import-not-found]  # not a dependency

    samples = (0.1 * np.random.default_rng(0).standard_normal(160_000)).astype(np.float32)

    def theirs() -> Any:
        options = native.FbankOptions()
        options.frame_opts.dither = 0
        options.mel_opts.num_bins = 80
        bank = native.OnlineFbank(options)
        bank.accept_waveform(16_000, (samples * 32768).tolist())
        bank.input_finished()
        return np.stack([bank.get_frame(frame) for frame in range(bank.num_frames_ready)])

    return microseconds(lambda: kaldi(samples), 3), microseconds(theirs, 3)


def loudness_of_noise() -> tuple[float, float]:
    """Integrated loudness of 10 s at 24 kHz."""
    import pyloudnorm  # type: ignore[import-not-found]  # not a dependency

    samples = (0.1 * np.random.default_rng(0).standard_normal(240_000)).astype(np.float32)
    meter = pyloudnorm.Meter(24_000)
    ours = microseconds(lambda: loudness(Audio(samples, 24_000)), 3)
    return ours, microseconds(lambda: meter.integrated_loudness(samples.astype(np.float64)), 3)


def request_limits() -> tuple[float, float]:
    """One request counted in a moving minute."""
    from limits import parse, storage, strategies  # type: ignore[import-not-found]  # not a dependency

    counted, limit = strategies.MovingWindowRateLimiter(storage.MemoryStorage()), parse("1000000/minute")
    ours = RequestLimits()
    caller = Principal("key", "key", allowances=(Allowance("key", {"tts:generate": 10**6}),))
    return (
        microseconds(lambda: ours.count(caller, "tts:generate"), 2000),
        microseconds(lambda: counted.hit(limit, "key", "scope"), 2000),
    )


if __name__ == "__main__":
    for measure in (edits, filterbank, loudness_of_noise, request_limits):
        here, there = measure()
        print(f"{measure.__name__:20} ours {here:10.1f}   the library {there:10.1f}")
