"""Learn the offsets that every clone begins with: `engines/kokoro/fit/predicted_offsets.npz`.

    pip install -e '.[bench]'
    python -m benchmarks.recipes.predicted_offsets --data DIR [--people 42] [--steps 240] [--seed 1] [--write]

`DIR/librispeech-speakers/*.flac` has one utterance a person. Every fourth of them, from the third on, is never used:
these are the people that `benchmarks/identity.py` draws. Each of the others is aligned as a fit aligns (Whisper base
hears the words); then each step takes a stretch of one person, and its gradient with regard to the offsets goes into
the intercept, and by the person's components into the coefficients. Encoder B, the judge, is not used. Some 9 CPU
seconds a person and one a step. Without `--write` only the loss is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from benchmarks.identity_judge import Judge, clip_of, learned_from, load

from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Reference
from clonyvoice.engines.kokoro.adaptation.adaptation_levels import loaded
from clonyvoice.engines.kokoro.adaptation.gradient_descent import Adaptation, Materials
from clonyvoice.engines.kokoro.adaptation.gradient_graph import STRETCH, GradientGraph
from clonyvoice.engines.kokoro.adaptation.recording_alignment import AlignedUtterance, utterances
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.fit import predicted_offsets as shipped
from clonyvoice.engines.kokoro.fit.initial_voice import BLENDED, nearest
from clonyvoice.engines.kokoro.fit.predicted_offsets import FARTHEST, OffsetPredictor
from clonyvoice.engines.kokoro.fit.reference_measurements import Encoders
from clonyvoice.engines.kokoro.voice import KokoroVoice
from clonyvoice.engines.kokoro.voice_fitting import Fitting
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.weights import WeightsStore

TARGET = Path(shipped.__file__).with_name(shipped.FILE)
_COMPONENTS = 4
"""Principal components of the embeddings. Chosen by hand."""
_RATE, _SLOPE_SHARE = 0.12, 0.5
"""The highest rate of the intercept, in spreads, and the coefficients' share of it. Chosen by hand."""
_FIRST, _SECOND = 0.9, 0.99
"""Decay of the optimiser's mean and mean square. Chosen by hand."""
_PENALTY, _LONGEST = 2e-6, 5.0
"""Weight of the coefficients' squares, and the length at which a gradient is cut. Chosen by hand."""
_MOST = 6.0
"""Spreads by which a number may move while this is learned."""


@dataclass(frozen=True, slots=True)
class AlignedPerson:
    """A person's blend of presets without offsets, aligned utterances, and the embedding by which they are known."""

    voice: KokoroVoice
    spoken: Sequence[AlignedUtterance]
    embedding: np.ndarray


def aligned(engine: KokoroEngine, encoders: Encoders, judge: Judge, file: Path) -> AlignedPerson | None:
    """The person of `file`; None when too little can be aligned."""
    sound, cancel = load(file), CancelToken()
    reference = Reference(tuple(clip_of(half, judge) for half in np.array_split(sound, 2)))
    fitting = Fitting(engine, encoders, reference, lambda *_: None, cancel)
    if not fitting.script:
        return None
    placed = fitting.to_align(fitting.instant())
    spoken = utterances(engine, placed, fitting.script, cancel)
    if sum(one.frames for one in spoken if one.frames >= STRETCH) < 2 * STRETCH:
        return None
    flat = replace(placed, offsets=np.zeros(0, np.float32))
    return AlignedPerson(flat, spoken, fitting.target.c - nearest(fitting.target, *BLENDED[0]).c)


def learned(
    people: Sequence[AlignedPerson], materials: Materials, graph: GradientGraph, steps: int, seed: int
) -> OffsetPredictor:
    """The regression after `steps` steps."""
    embeddings = np.stack([one.embedding for one in people])
    middle = embeddings.mean(0)
    _, sizes, axes = np.linalg.svd(embeddings - middle, full_matrices=False)
    projection = axes[:_COMPONENTS].T / (sizes[:_COMPONENTS] / np.sqrt(len(people)))
    components = np.clip((embeddings - middle) @ projection, -FARTHEST, FARTHEST)
    inputs = np.concatenate([np.ones((len(people), 1)), components], 1).astype(np.float32)
    random = np.random.default_rng(seed)
    adapting = [
        Adaptation(materials, graph, one.voice, one.spoken, random, noise_aware=False) for one in people
    ]
    rows = np.zeros((1 + _COMPONENTS, materials.norms.size), np.float32)
    mean, square = np.zeros_like(rows), np.zeros_like(rows)
    shares = np.array([[1.0], *[[_SLOPE_SHARE]] * _COMPONENTS], np.float32)
    order: list[int] = []
    losses: list[float] = []
    for step in range(1, steps + 1):
        order = order or list(random.permutation(len(people)))
        index = order.pop()
        person, x = adapting[index], inputs[index]
        person.moved = np.clip(x @ rows, -_MOST, _MOST).astype(np.float32)
        found = person.gradient(CancelToken())
        losses.append(found.loss)
        slope = found.gradient * materials.spread
        slope *= min(1.0, _LONGEST / max(float(np.linalg.norm(slope)), 1e-12))
        gradient = np.outer(x, slope) + _PENALTY * rows
        mean = _FIRST * mean + (1.0 - _FIRST) * gradient
        square = _SECOND * square + (1.0 - _SECOND) * gradient**2
        rate = _RATE * min(1.0, step / 10.0) * (0.1 + 0.45 * (1.0 + np.cos(np.pi * step / steps)))
        even = np.sqrt(square / (1.0 - _SECOND**step)) + 1e-8
        rows = (rows - rate * shares * mean / (1.0 - _FIRST**step) / even).astype(np.float32)
        if step % len(people) == 0 or step == steps:
            print(f"step {step}: loss {np.mean(losses[-len(people) :]):.4f}", flush=True)
    return OffsetPredictor(middle.astype(np.float32), projection.astype(np.float32), rows, materials.spread)


def main() -> None:
    """Learn; write with `--write`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, default=42)
    parser.add_argument("--steps", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    store = WeightsStore(Settings().weights)
    engine, judge = KokoroEngine(store, options.threads), Judge(store, options.threads)
    engine.load()
    encoders = Encoders(DVectorEncoder(store), CampPlusEncoder(store))
    files = learned_from(sorted((options.data / "librispeech-speakers").glob("*.flac")))
    people: list[AlignedPerson] = []
    for index in np.random.default_rng(13).permutation(len(files)):
        if len(people) == options.people:
            break
        person = aligned(engine, encoders, judge, files[index])
        if person is not None:
            people.append(person)
            print(f"{files[index].name}: {len(people)} aligned", flush=True)
    materials, graph = loaded(store)
    made = learned(people, materials, graph, options.steps, options.seed)
    if options.write:
        np.savez_compressed(TARGET, allow_pickle=False, **made.packed())


if __name__ == "__main__":
    main()
