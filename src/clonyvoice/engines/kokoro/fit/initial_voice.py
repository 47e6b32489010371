"""The voice that a fit begins with: the nearest presets blended and adapted by prediction; steps towards others.

Each preset was measured once: `bank.npz`, one row a preset, is made by `benchmarks/recipes/preset_bank.py` from
Kokoro's own speech.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.fit.calibration_sentences import Speaker
from clonyvoice.engines.kokoro.fit.predicted_offsets import predictor
from clonyvoice.engines.kokoro.fit.reference_measurements import Target
from clonyvoice.engines.kokoro.voice import KokoroVoice, blend

Array: TypeAlias = NDArray[np.float32]

BLENDED = ((3, 8.0), (8, 8.0), (8, 4.0))
"""Mixtures to begin with: how many of the nearest presets, and how much more the nearer ones count. Chosen by hand."""
_NEIGHBOURS = 20
"""The nearest presets towards which a step may lead. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Bank:
    """Presets by name: vectors `a` `[n, 256]`, `c` `[n, 192]`, F0 `level` (Hz) and `spread` `[n]`."""

    names: tuple[str, ...]
    a: Array
    c: Array
    level: Array
    spread: Array


@lru_cache(maxsize=1)
def bank() -> Bank:
    """The table that is shipped."""
    with (files("clonyvoice.engines.kokoro.fit") / "bank.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return Bank(
            tuple(str(name) for name in stored["names"]),
            *(np.asarray(stored[name], np.float32) for name in ("a", "c", "level", "spread")),
        )


def nearness(target: Target) -> NDArray[np.float64]:
    """Nearness of each preset of the bank to the target: both encoders, and the distance in pitch."""
    table = bank()
    away = np.abs(np.log(np.maximum(target.pitch.level, 60.0) / table.level)) if target.pitch.level else 0.0
    return np.asarray(table.c @ target.c + 0.5 * (table.a @ target.a) - 0.4 * away, np.float64)


@dataclass(frozen=True, slots=True)
class NearestPresets:
    """The presets nearest to a target, their `shares` of a blend, and the blend's place `c` `[192]` for encoder C."""

    names: tuple[str, ...]
    shares: tuple[float, ...]
    c: Array


def nearest(target: Target, count: int, sharpness: float) -> NearestPresets:
    """The `count` presets nearest to the target; a larger `sharpness` makes the nearer ones count more."""
    near = nearness(target)
    best = np.argsort(-near)[:count]
    shares = np.exp(sharpness * (near[best] - near[best[0]]))
    shares /= shares.sum()
    table = bank()
    return NearestPresets(
        tuple(table.names[i] for i in best),
        tuple(float(share) for share in shares),
        np.asarray(shares @ table.c[best], np.float32),
    )


def nearest_blended(speaker: Speaker, target: Target, count: int, sharpness: float) -> KokoroVoice:
    """The `count` presets nearest to the target blended."""
    return _blended(speaker, nearest(target, count, sharpness))


def nearest_adapted(speaker: Speaker, target: Target, count: int, sharpness: float) -> KokoroVoice:
    """The same with the offsets that are predicted for the target."""
    found = nearest(target, count, sharpness)
    return replace(_blended(speaker, found), offsets=predictor().offsets(target.c - found.c))


def _blended(speaker: Speaker, presets: NearestPresets) -> KokoroVoice:
    pairs = zip(presets.shares, presets.names, strict=True)
    return blend([(share, speaker.preset_voice(name)) for share, name in pairs])


def stepped(
    speaker: Speaker,
    voice: KokoroVoice,
    ranked: NDArray[np.int64],
    stride: float,
    random: np.random.Generator,
) -> KokoroVoice:
    """`voice` at most `stride` of the way towards one of the first presets of `ranked`, or away from it."""
    name = bank().names[int(ranked[random.integers(0, _NEIGHBOURS)])]
    share = np.float32(random.uniform(-stride, stride))
    style = voice.style + share * (speaker.preset_voice(name).style - voice.style)
    return replace(voice, style=np.asarray(style, np.float32))
