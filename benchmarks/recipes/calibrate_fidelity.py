"""Measure what encoders A and C give for the same person and for strangers: constants of `engines/speaker/fidelity.py`.

    python benchmarks/recipes/calibrate_fidelity.py --data DIR [--speakers 40]

`DIR/librispeech-speakers/*.flac` has one utterance a person; its halves are 'the same person', halves of different
utterances 'strangers'. Encoder B, the judge of `benchmarks/identity.py`, is not used. Prints two lines to copy.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import av
import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.settings import Settings
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder, SpeakerEncoder
from clonyvoice.weights import WeightsStore


def load(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    samples = np.concatenate(frames)
    scale = 32768.0 if samples.dtype == np.int16 else 1.0
    return np.asarray(samples, np.float32) / np.float32(scale)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--speakers", type=int, default=40)
    options = parser.parse_args()
    files = sorted((options.data / "librispeech-speakers").glob("*.flac"))
    files = files[:: max(1, len(files) // options.speakers)]
    store = WeightsStore(Settings().weights)
    encoders: dict[str, SpeakerEncoder] = {"A": DVectorEncoder(store), "C": CampPlusEncoder(store)}
    sounds = [np.array_split(load(file), 2) for file in files]
    for name, encoder in encoders.items():
        halves = np.array([[encoder.embed(Audio(half, 16_000)) for half in pair] for pair in sounds])
        alike = halves[:, 0] @ halves[:, 1].T
        own = np.eye(len(alike), dtype=bool)
        print(f"{name}: strangers {alike[~own].mean():.3f}, same person {alike[own].mean():.3f}", flush=True)


if __name__ == "__main__":
    main()
