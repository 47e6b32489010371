"""Fit the watermark's estimator: `src/clonyvoice/provenance/watermark_estimator.npz`.

    python -m benchmarks.recipes.watermark_estimator DIR [--seed 5] [--write]

DIR holds recordings of people (FLAC or WAV, at least 16 kHz; used: LibriSpeech's dev part, 5 people, 50 utterances,
CC BY 4.0). Each is marked with numbers drawn from the seed, changed as people change clips, and cut at a random place;
a network of two layers learns from the levels around a cell whether it was raised or lowered (logistic loss, Adam,
`provenance/watermark_estimation.py`). White noise counts twice: it hides the mark most. A fifth of the recordings is
left out while fitting and judged by the correlation of the estimate with the true sign.
The detector is then measured on other people by `benchmarks.watermark`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from benchmarks.watermark_changes import CHANGES
from numpy.typing import NDArray

from clonyvoice.audio import resample
from clonyvoice.audio.decoding import decode
from clonyvoice.core.audio import Audio
from clonyvoice.provenance import watermark_estimation
from clonyvoice.provenance.watermark import mark
from clonyvoice.provenance.watermark_code import CELL_SECONDS, CELLS, NUMBERS, bands, pattern
from clonyvoice.provenance.watermark_estimation import (
    AROUND_BANDS,
    AROUND_FRAMES,
    HOP,
    PATCH,
    RATE,
    WINDOW,
    BandLevels,
    band_levels,
    power_spectrogram,
)

_CHANGES = (
    "none",
    "noise at -20 dB",
    "8 kHz",
    "Opus 24 kbit/s",
    "a room",
    "music at -5 dB",
    "MP3 64 kbit/s",
)
_NOISE = _CHANGES.index("noise at -20 dB")
_UNITS, _EPOCHS, _BATCH = 8, 10, 2048
_RATE_OF_LEARNING, _DECAY = 3e-3, 1e-3
_SHARE = 0.35
"""Share of the cells used for fitting; neighbours are nearly alike."""
_NEAR = 0.0076
"""Seconds from a cell's middle within which a frame stands for it: half a hop."""

Array = NDArray[np.float32]


def surroundings(levels: BandLevels, band: NDArray[np.int64], frame: NDArray[np.int64]) -> Array:
    """Inputs of the network for cells, `[cells, PATCH + 3]`: levels around, over the floor, the spread, the place."""
    padded = levels.padded()
    columns = [
        padded[band + row, frame + column]
        for row in range(2 * AROUND_BANDS + 1)
        for column in range(2 * AROUND_FRAMES + 1)
    ]
    over = levels.values[band, frame] - levels.floor[band, 0]
    place = band / (bands() - 1)
    return np.stack([*columns, over, levels.spread[band, 0], place], axis=1).astype(np.float32)


def cells_of(clip: Audio, start: float, number: int, random: np.random.Generator) -> tuple[Array, Array]:
    """Surroundings and signs of cells of a marked clip that began `start` seconds after the mark's first sample."""
    levels = band_levels(power_spectrogram(clip), 1.0)
    frames = np.arange(levels.values.shape[1])
    # Cell c holds the marker's frames 3c to 3c + 2, whose middles are (3c + 1) to (3c + 3) times 20 ms.
    cell = (start + (frames * HOP + WINDOW / 2) / RATE - 0.04) / CELL_SECONDS
    frames = frames[np.abs(cell - np.round(cell)) * CELL_SECONDS <= _NEAR]
    band, place = (each.ravel() for each in np.indices((bands(), len(frames))))
    kept = random.random(len(band)) < _SHARE
    band, frame = band[kept], frames[place[kept]]
    sign = pattern(number)[band, np.round(cell[frame]).astype(int) % CELLS]
    return surroundings(levels, band, frame), sign


def drawn(folder: Path, random: np.random.Generator) -> tuple[Array, Array, Array, Array]:
    """Surroundings, signs, recording and change of all cells."""
    seen, signs, recording, changed = [], [], [], []
    for index, path in enumerate(sorted(p for p in folder.rglob("*") if p.suffix in (".flac", ".wav"))):
        sound = resample(decode(path.read_bytes()), 24_000)
        for change, name in enumerate(_CHANGES):
            number = int(random.integers(NUMBERS))
            clip = CHANGES[name][0](mark(sound, number), random)
            cut = int(random.integers(0, clip.sample_rate // 10))
            one, sign = cells_of(
                Audio(clip.samples[cut:], clip.sample_rate), cut / clip.sample_rate, number, random
            )
            seen.append(one)
            signs.append(sign)
            recording.append(np.full(len(sign), index, np.float32))
            changed.append(np.full(len(sign), change, np.float32))
    return np.concatenate(seen), np.concatenate(signs), np.concatenate(recording), np.concatenate(changed)


def project(seen: Array) -> Array:
    """The surroundings with the mean of the patch taken out: only differences of level tell."""
    seen = seen.copy()
    seen[:, :PATCH] -= seen[:, :PATCH].mean(axis=1, keepdims=True)
    return seen


def fitted(seen: Array, signs: Array, weight: Array, random: np.random.Generator) -> list[Array]:
    """Weights `[features, 2 units]`, biases, output weights, output bias: for inputs with mean 0 and deviation 1."""
    features = seen.shape[1]
    parameters = [
        (random.standard_normal((features, 2 * _UNITS)) * 0.5 / np.sqrt(features)).astype(np.float32),
        np.zeros(2 * _UNITS, np.float32),
        (random.standard_normal(_UNITS) * 0.5 / np.sqrt(_UNITS)).astype(np.float32),
    ]
    first = [np.zeros_like(each) for each in parameters]
    second = [np.zeros_like(each) for each in parameters]
    order = np.arange(len(seen))
    steps, step = _EPOCHS * (len(seen) // _BATCH), 0
    for epoch in range(_EPOCHS):
        random.shuffle(order)
        for at in range(0, len(order) - _BATCH, _BATCH):
            some = order[at : at + _BATCH]
            x, y = seen[some], signs[some]
            hidden = x @ parameters[0] + parameters[1]
            value, gate = np.tanh(hidden[:, :_UNITS]), 1 / (1 + np.exp(-hidden[:, _UNITS:]))
            odds = (value * gate) @ parameters[2]
            by_odds = -y * weight[some] / (1 + np.exp(y * odds)) / _BATCH
            by_unit = np.outer(by_odds, parameters[2])
            by_hidden = np.concatenate(
                [by_unit * gate * (1 - value**2), by_unit * value * gate * (1 - gate)], axis=1
            )
            gradients = [x.T @ by_hidden, by_hidden.sum(axis=0), (value * gate).T @ by_odds]
            step += 1
            rate = _RATE_OF_LEARNING * (1 - step / (steps + 1))
            for index, gradient in enumerate(gradients):
                first[index] = 0.9 * first[index] + 0.1 * gradient
                second[index] = 0.999 * second[index] + 0.001 * gradient**2
                change = (first[index] / (1 - 0.9**step)) / (
                    np.sqrt(second[index] / (1 - 0.999**step)) + 1e-8
                )
                parameters[index] = (
                    parameters[index] - rate * (change + _DECAY * parameters[index] * (index == 0))
                ).astype(np.float32)
        print(f"epoch {epoch + 1} of {_EPOCHS}", flush=True)
    return parameters


def folded(parameters: list[Array], mean: Array, deviation: Array) -> watermark_estimation.Estimator:
    """The network for levels as they are: scale, mean and the patch's own mean are linear, so part of the weights."""
    weights = parameters[0] / deviation[:, None]
    bias = parameters[1] - mean @ weights
    patch = weights[:PATCH] - weights[:PATCH].mean(axis=0)
    return watermark_estimation.Estimator(
        patch, weights[PATCH], weights[PATCH + 1], weights[PATCH + 2], bias, parameters[2]
    )


def main() -> None:
    """Fit, judge on what was left out, and keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    seen, signs, recording, changed = drawn(options.folder, random)
    seen = project(seen)
    left_out = recording % 5 == 4
    mean, deviation = seen[~left_out].mean(axis=0), seen[~left_out].std(axis=0) + 1e-3
    seen = (seen - mean) / deviation
    weight = np.where(changed == _NOISE, 2, 1).astype(np.float32)
    parameters = fitted(seen[~left_out], signs[~left_out], weight[~left_out], random)
    hidden = seen[left_out] @ parameters[0] + parameters[1]
    odds = np.tanh(hidden[:, :_UNITS]) / (1 + np.exp(-hidden[:, _UNITS:])) @ parameters[2]
    for change, name in enumerate(_CHANGES):
        here = changed[left_out] == change
        print(f"{name}: correlation {np.corrcoef(odds[here], signs[left_out][here])[0, 1]:.3f}")
    if options.write:
        made = folded(parameters, mean, deviation)
        path = Path(watermark_estimation.__file__).with_name("watermark_estimator.npz")
        np.savez(path, **{name: getattr(made, name) for name in made.__dataclass_fields__})


if __name__ == "__main__":
    main()
