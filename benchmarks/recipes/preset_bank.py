"""Measure every preset once and write the table from which a fit begins (`engines/kokoro/fit/bank.npz`).

    python benchmarks/recipes/preset_bank.py

Needs the weights `kokoro`, `speaker-a` and `speaker-c`; takes about five minutes on two cores.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.fit.sentences import SENTENCES
from clonyvoice.engines.kokoro.fit.speaking import speak_all
from clonyvoice.engines.kokoro.presets import PRESETS
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.weights import WeightsStore

TARGET = Path(__file__).parents[2] / "src/clonyvoice/engines/kokoro/fit/bank.npz"


def main() -> None:
    store = WeightsStore(Settings().weights)
    engine, a, c = KokoroEngine(store), DVectorEncoder(store), CampPlusEncoder(store)
    rows: dict[str, list[object]] = {name: [] for name in ("names", "a", "c", "level", "spread")}
    for preset in PRESETS:
        said = speak_all(engine, engine.preset_voice(preset.id), SENTENCES[:3], CancelToken())
        whole = Audio(np.concatenate([audio.samples for audio in said]), said[0].sample_rate)
        heard = pitch.measure(whole)
        values = (preset.id, a.embed(whole), c.embed(whole), heard.level, heard.spread)
        for name, value in zip(rows, values, strict=True):
            rows[name].append(value)
        print(preset.id, round(heard.level), flush=True)
    arrays = {name: np.array(values) for name, values in rows.items() if name != "names"}
    np.savez_compressed(
        TARGET,
        names=np.array(rows["names"]),
        **{
            name: value.astype(np.float16 if value.ndim > 1 else np.float32) for name, value in arrays.items()
        },
    )


if __name__ == "__main__":
    main()
