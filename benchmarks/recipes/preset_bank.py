"""Measure every preset once: the table from which a fit begins (`engines/kokoro/fit/bank.npz`).

    python benchmarks/recipes/preset_bank.py [--every 1] [--write]

Without `--write` what was measured is compared with what is shipped; `--every 9` measures every ninth preset only.
Needs the weights `kokoro`, `speaker-a` and `speaker-c`; all presets take about four minutes of processor time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.fit import initial_voice as shipped
from clonyvoice.engines.kokoro.fit.calibration_sentences import SENTENCES, predict, speak
from clonyvoice.engines.kokoro.voicepacks import PRESETS
from clonyvoice.engines.speaker import pitch
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, DVectorEncoder
from clonyvoice.weights import WeightsStore

TARGET = Path(shipped.__file__).with_name("bank.npz")


def main() -> None:
    """Measure; compare or write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write and options.every != 1:
        parser.error("only the whole table can be written")
    store = WeightsStore(Settings().weights)
    engine, a, c = KokoroEngine(store, options.threads), DVectorEncoder(store), CampPlusEncoder(store)
    table = shipped.bank()
    rows: dict[str, list[object]] = {name: [] for name in ("names", "a", "c", "level", "spread")}
    worst = [1.0, 1.0, 0.0, 0.0]
    for preset in PRESETS[:: options.every]:
        voice, cancel = engine.preset_voice(preset.id), CancelToken()
        said = [speak(engine, voice, predict(engine, voice, text, cancel), cancel) for text in SENTENCES[:3]]
        whole = Audio(np.concatenate([audio.samples for audio in said]), said[0].sample_rate)
        heard = pitch.measure(whole)
        values = (preset.id, a.embed(whole), c.embed(whole), heard.level, heard.spread)
        for name, value in zip(rows, values, strict=True):
            rows[name].append(value)
        at = table.names.index(preset.id) if preset.id in table.names else None
        if at is None:
            print(f"{preset.id}: not in the shipped table", flush=True)
            continue
        alike = float(values[1] @ table.a[at]), float(values[2] @ table.c[at])
        apart = abs(heard.level / table.level[at] - 1.0), abs(heard.spread - table.spread[at])
        worst = [*np.minimum(worst[:2], alike), *np.maximum(worst[2:], apart)]
        print(f"{preset.id}: A {alike[0]:.4f}, C {alike[1]:.4f}, F0 {apart[0]:.2%} apart", flush=True)
    print(
        f"{len(rows['names'])} presets against the shipped table: cosine of A at least {worst[0]:.4f}, of C "
        f"{worst[1]:.4f}; F0 at most {worst[2]:.2%} apart, its spread {worst[3]:.3f}"
    )
    if options.write:
        kinds = {"a": np.float16, "c": np.float16, "level": np.float32, "spread": np.float32}
        a_rows, c_rows, level, spread = (np.array(rows[name], kind) for name, kind in kinds.items())
        names = np.array(rows["names"])
        np.savez_compressed(TARGET, names=names, a=a_rows, c=c_rows, level=level, spread=spread)


if __name__ == "__main__":
    main()
