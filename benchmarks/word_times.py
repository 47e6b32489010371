"""Error of word times against the sound: where it audibly changes, against where a word is said to begin.

    python -m benchmarks.word_times [--write]

Judged are words whose beginning can be seen in the sound: sibilants behind a vowel (high frequencies overtake low
ones), voiceless plosives behind a vowel (the burst; the mouth closed some 50 ms before, so that a word time a little
early is right), words behind a pause and the ends of words before one (the level rises from silence, or falls to it).
Positive: the sound comes after the time that was given. The sentences and voices are not those that the shifts in
`engines/kokoro/word_timing.py` were read from.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.served import report
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SpokenWord, SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

SENTENCES = {
    "en": (
        "The tailor took a piece of cloth, cut it twice, and put the parts together.",
        "Nobody saw some of the signs, so several families stayed too long.",
        "They keep a parrot, two turtles and a pony; the kitchen is too small.",
    ),
    "es": ("La camarera puso la taza de té sobre una silla, se sentó y cantó.",),
    "fr": ("Sa cousine a posé la tasse sur une petite table, puis elle est partie.",),
    "it": ("La signora paga la torta, poi saluta la sorella e compra sei pere.",),
    "ko": ("사과 세 개와 커다란 배, 그리고 파란 모자를 샀습니다.",),
}
VOICES = {
    "en": ("af_bella", "af_nova", "am_puck", "am_fenrir", "bf_isabella", "bm_daniel"),
    "es": ("em_alex",),
    "fr": ("ff_siwis",),
    "it": ("im_nicola", "if_sara"),
    "ko": ("jf_nezumi",),
}
SPEEDS = (0.75, 1.0, 1.5)
_RATE, _HOP = 24_000, 60
_VOICED = frozenset("aeiouɑɐɒæɔəɚɛɜɪʊʌAIOQWYyøœɨɯ\u0303ː")
_MARKS = frozenset(";:,.!?—…")
Array = NDArray[np.float64]


def levels(samples: NDArray[np.float32]) -> dict[str, Array]:
    """Level in dB every 2.5 ms: of low and high frequencies, of those in which a burst stands out, and of all."""
    size = 240
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(samples, size // 2), size)[::_HOP]
    power = np.abs(np.fft.rfft(frames * np.hanning(size), 512)) ** 2
    hertz = np.fft.rfftfreq(512, 1 / _RATE)
    bands = {"low": (100, 1000), "high": (4000, 11_000), "burst": (2000, 11_000), "all": (60, 11_000)}
    return {
        name: 10 * np.log10(power[:, (hertz >= first) & (hertz < last)].sum(1) + 1e-9)
        for name, (first, last) in bands.items()
    }


def near(curve: Array, time: float, reach: float = 0.12) -> tuple[Array, float]:
    """The part of a curve around a time, and where the time lies in it."""
    at = time * _RATE / _HOP
    first = max(0, int(at - reach * _RATE / _HOP))
    return curve[first : int(at + reach * _RATE / _HOP)], at - first


def rise(part: Array, at: float, threshold: float) -> float | None:
    """Milliseconds from `at` to the nearest place where the curve rises through the threshold."""
    found = np.flatnonzero((part[:-1] < threshold) & (part[1:] >= threshold)) + 1 - at
    return float(found[np.argmin(abs(found))]) * 1000 * _HOP / _RATE if len(found) else None


def judged(
    said: Sequence[PhonemeWord], words: Sequence[SpokenWord], samples: NDArray[np.float32]
) -> list[tuple[str, float]]:
    """The marks of one sentence that can be judged: kind, and milliseconds from the given time to the sound."""
    curves = levels(samples)
    loud = curves["all"].max() - 35
    out: list[tuple[str, float | None]] = []
    for index, word in enumerate(words):
        first = said[index].phonemes.lstrip("ˈˌ")[0]
        paused = index == 0 or bool(_MARKS & set(said[index - 1].tail))
        vowel_before = index > 0 and said[index - 1].phonemes[-1] in _VOICED
        if paused:
            out.append(("beginning behind a pause", rise(*near(curves["all"], word.start), loud)))
        elif first in "sʃɕ" and vowel_before:
            part, at = near(curves["high"] - curves["low"], word.start)
            middle = float(np.percentile(part, 10) + np.percentile(part, 90)) / 2
            out.append(("sibilant", rise(part, at, middle)))
        elif first in "ptk" and vowel_before:
            part, at = near(curves["burst"], word.start, 0.1)
            burst = int(np.argmax(part[3:] - part[:-3])) + 2
            out.append(("burst of a plosive", (burst - at) * 1000 * _HOP / _RATE))
        if index + 1 == len(words) or _MARKS & set(said[index].tail):
            part, at = near(curves["all"], word.end)
            fall = rise(part[::-1], len(part) - 1 - at, loud)
            out.append(("end before a pause", None if fall is None else -fall))
    return [(kind, value) for kind, value in out if value is not None]


def line(kind: str, values: Sequence[float]) -> str:
    """A line of the table: how many, median, and the shares that are near."""
    errors = np.abs(values)
    return (
        f"| {kind} | {len(values)} | {np.median(values):+.0f} | {np.percentile(values, 10):+.0f} to "
        f"{np.percentile(values, 90):+.0f} | {100 * np.mean(errors <= 25):.0f} | {100 * np.mean(errors <= 50):.0f} |"
    )


def main() -> None:
    """Say the sentences in all voices and speeds, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-t", "--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write the table to benchmarks/results")
    parser.add_argument("--smoke", action="store_true", help="one sentence; writes nothing")
    given = parser.parse_args()
    sentences: Mapping[str, Sequence[str]] = SENTENCES
    speeds: Sequence[float] = SPEEDS
    if given.smoke:
        sentences, speeds = {"en": SENTENCES["en"][:1]}, SPEEDS[:1]
    engine = KokoroEngine(WeightsStore(Settings().weights), given.threads)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for language, texts in sentences.items():
        for voice in VOICES[language][: 1 if given.smoke else None]:
            for speed in speeds:
                for text in texts:
                    said = phonemise(text, language)
                    request = SynthesisRequest(text, language, voice, said, speed)
                    (spoken,) = engine.synthesise(request, CancelToken())
                    for kind, value in judged(said, spoken.words, spoken.audio.samples):
                        found[kind].append(value)
                        found[f"all of them at speed {speed:g}"].append(value)
    lines = [
        "| where | judged | median ms | middle 80 % | within 25 ms % | within 50 ms % |",
        "|---|---|---|---|---|---|",
        *(line(kind, found[kind]) for kind in sorted(found, key=lambda name: (name.startswith("all"), name))),
    ]
    note = (
        "Milliseconds from the time given for a word to the sound itself; positive: the sound comes later. A "
        f"plosive is silent for some 50 ms before its burst. "
        f"{sum(map(len, VOICES.values()))} voices, {len(SENTENCES)} languages."
    )
    body = "\n".join([*lines, "", note])
    report("word_times", "How near word times are to the sound", body, write=given.write and not given.smoke)


if __name__ == "__main__":
    main()
