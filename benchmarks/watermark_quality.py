"""For `benchmarks.watermark`: what judges of speech hear of the mark, DNSMOS (overall) and wide-band PESQ."""

from __future__ import annotations

import argparse
import datetime
import math
from collections.abc import Iterable, Iterator

import numpy as np

from benchmarks.prose import sentences
from benchmarks.watermark_sounds import RATE, code, recordings
from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.provenance.watermark import mark
from clonyvoice.provenance.watermark_code import NUMBERS
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

_SECONDS = 9.5
_VOICES = ("af_heart", "am_michael", "bf_emma", "am_puck", "af_bella", "bm_george", "af_nicole", "am_fenrir")


def quality(args: argparse.Namespace) -> Iterator[str]:
    """The page of what judges of speech hear of the mark in recordings of people."""
    random = np.random.default_rng(args.seed)
    sounds = recordings(args.data, args.clips, _SECONDS, random)
    yield from _judged(args, sounds, random, f"on recordings of people, {args.data.name}")


def quality_of_voices(args: argparse.Namespace) -> Iterator[str]:
    """The page of what judges of speech hear of the mark in embedded voices."""
    random = np.random.default_rng(args.seed)
    yield from _judged(args, _voices(args), random, f"on {', '.join(_VOICES)} in turn")


def _voices(args: argparse.Namespace) -> Iterator[Audio]:
    engine = KokoroEngine(WeightsStore(Settings().weights), 1)
    texts = iter(sentences(args.seed, 10 * args.clips))
    for clip in range(args.clips):
        voice = _VOICES[clip % len(_VOICES)]
        held = np.zeros(0, np.float32)
        while len(held) < _SECONDS * RATE:
            text = next(texts)
            request = SynthesisRequest(text, "en", voice, phonemise(text, "en"), 1.0)
            parts = [piece.audio.samples for piece in engine.synthesise(request, CancelToken())]
            held = np.concatenate([held, *parts])
        yield Audio(held, RATE)


def _judged(
    args: argparse.Namespace, sounds: Iterable[Audio], random: np.random.Generator, source: str
) -> Iterator[str]:
    rows: list[tuple[float, float, float]] = []
    for sound in sounds:
        plain = Audio(sound.samples[: round(_SECONDS * RATE)], RATE)
        with_mark = mark(plain, int(random.integers(NUMBERS)))
        before, after = (resample(each, 16_000).samples for each in (plain, with_mark))
        rows.append((_dnsmos(before), _dnsmos(after), _pesq(before, after)))
        base, marked, pesq = np.array(rows).T
        change = marked - base
        print(f"{len(rows)} of {args.clips}: {change.mean():+.4f} {pesq.mean():.3f}", flush=True)
        yield "\n".join([
            "# The watermark as judges of speech hear it",
            "",
            f"`python -m benchmarks.watermark --part {args.part} --seed {args.seed} --clips {args.clips}`,"
            f" {datetime.datetime.now():%Y-%m-%d %H:%M}, code {code()}, {source};"
            f" {len(rows)} clips of {_SECONDS} s.",
            "",
            "| | mean | standard error | worst | best |",
            "|---|---|---|---|---|",
            f"| DNSMOS without | {base.mean():.3f} | | {base.min():.3f} | {base.max():.3f} |",
            f"| DNSMOS, change by the mark | {change.mean():+.4f} | {change.std() / math.sqrt(len(rows)):.4f}"
            f" | {change.min():+.3f} | {change.max():+.3f} |",
            f"| PESQ, wide-band, at most 4.64 | {pesq.mean():.3f} | {pesq.std() / math.sqrt(len(rows)):.4f}"
            f" | {pesq.min():.3f} | {pesq.max():.3f} |",
        ])  # fmt: skip


def _dnsmos(samples: np.ndarray) -> float:
    from speechmos import dnsmos

    loudest = max(1.0, float(np.abs(samples).max()))
    return float(dnsmos.run(samples / loudest, sr=16_000)["ovrl_mos"])


def _pesq(before: np.ndarray, after: np.ndarray) -> float:
    from pesq import pesq

    return float(pesq(16_000, before, after, "wb"))
