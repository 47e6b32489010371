"""Speech that is synthesised again after its process ended: a seed for the same sound, and the part not yet sent."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from clonyvoice.core.audio import Audio
from clonyvoice.engines.contract import EngineInfo, Spoken, SynthesisRequest

_SEEDS: Final = 2**31
"""Seeds are drawn below this, as `speech.request.MAX_SEED` allows."""


def with_seed(request: SynthesisRequest, info: EngineInfo) -> SynthesisRequest:
    """The request with a seed, where the engine supports one, so that the same sound can be synthesised again."""
    if "seed" not in info.abilities or request.seed is not None:
        return request
    return replace(request, seed=random.randrange(_SEEDS))  # noqa: S311 - a seed of speech


def after(spoken: Spoken, count: int) -> Spoken | None:
    """The piece without its first `count` samples and the words in them; None when nothing is left."""
    if count <= 0:
        return spoken
    samples, rate = spoken.audio.samples[count:], spoken.audio.sample_rate
    if len(samples) == 0:
        return None
    cut = count / rate
    words = tuple(
        replace(word, start=word.start - cut, end=word.end - cut)
        for word in spoken.words
        if word.start >= cut
    )
    return Spoken(Audio(samples, rate), words)
