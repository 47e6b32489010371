"""Measure what each convolution of the vocoder is given: the fixed 8-bit scales of `engines/kokoro/ranges.json`.

    python benchmarks/recipes/vocoder_ranges.py [--runs 80] [--write]

Every preset says one of six lines in different languages, and 26 mixtures of two presets (some beyond either) say one
at a random pitch. In each run the lowest and highest ten-thousandth of each convolution's input is left out: 8 bits
spent on rare peaks would be missing everywhere else (of the rules that were tried on float sound, minimum and maximum,
their 90th percentile, their median and this one, this one was nearest to it). The widest of all runs is the range.

Without `--write` what was measured is compared with what is shipped. Needs the weights `kokoro`; about six minutes of
processor time. After `--write` raise `decoders.RECIPE`, so that installed graphs are made anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro import decoders, graph_splitting, vocoder_graph
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.prosody_model import Prosody
from clonyvoice.engines.kokoro.quantised_weights import DecoderWeights
from clonyvoice.engines.kokoro.voice import STYLE_SIZE
from clonyvoice.engines.kokoro.voicepacks import PRESETS
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.weights import WeightsStore

TARGET = Path(decoders.__file__).with_name("ranges.json")
LINES = (
    "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ.",
    "wˌɛɹ hæv ju bˈɪn, ænd wˈʌt ɪz ðə mˈæTəɹ?",
    "ola, kˈe tˈal estˈas ˈoj!",
    "ʃˈi sˈɛlz sˈiʃˌɛlz bI ðə sˈiʃˌɔɹ.",
    "kˈonniʨiwa, seˈkai no mˈinasan.",
    "nˈi xˈau, ʂɻ ʨˈje.",
)
MIXTURES = 26
LEFT_OUT = 1e-4
SAMPLED = 60_000


def voices(engine: KokoroEngine, random: np.random.Generator) -> Iterator[tuple[np.ndarray, int, float]]:
    """Style rows, the line to say and the factor on F0: each preset, then mixtures."""
    rows = [engine.preset_voice(preset.id).style.reshape(-1, STYLE_SIZE) for preset in PRESETS]
    for index, style in enumerate(rows):
        yield style, index % len(LINES), 1.0
    for _ in range(MIXTURES):
        first, second = random.choice(len(rows), 2, replace=False)
        share = random.uniform(-0.4, 1.4)
        style = rows[first] * (1.0 - share) + rows[second] * share
        yield style.astype(np.float32), int(random.integers(len(LINES))), float(random.uniform(0.7, 1.5))


def inputs_of(
    engine: KokoroEngine, weights: Any, norms: Any, style: np.ndarray, line: int, pitch: float
) -> Any:
    """The network's inputs for one run."""
    (tokens,) = engine.table.split([PhonemeWord(LINES[line], 0, len(LINES[line]), LINES[line], "")])
    row = style[len(tokens.ids) - 1][None]
    said: Prosody = engine.model.predict(tokens.ids, row)
    f0 = (said.f0 * np.float32(pitch)).astype(np.float32)
    return decoders.network_inputs(said.features, f0, said.energy, norms.row(row), weights)


def main() -> None:
    """Measure; compare or write."""
    import onnx
    import onnxruntime
    from onnx import helper

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=len(PRESETS) + MIXTURES)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shipped = {path: tuple(values) for path, values in json.loads(TARGET.read_text("utf-8")).items()}
    store = WeightsStore(Settings().weights)
    engine, random = KokoroEngine(store, options.threads), np.random.default_rng(0)
    published = DecoderWeights(graph_splitting.Graph(onnx.load(store.path("kokoro") / "model.int8.onnx")))
    source = decoders.read_source(published)
    network = vocoder_graph.VocoderGraph(published)
    model = network.build()
    norms = network.norms()
    tensors = {path: network.inputs[path] for path in shipped}
    names = sorted(set(tensors.values()))
    model.graph.output.extend([helper.make_tensor_value_info(name, 1, None) for name in names])
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    session = onnxruntime.InferenceSession(model.SerializeToString(), settings)
    found = {path: [0.0, 0.0] for path in shipped}
    for number, run in zip(range(options.runs), voices(engine, random), strict=False):
        outputs = dict(zip(names, session.run(names, inputs_of(engine, source, norms, *run)), strict=True))
        for path, name in tensors.items():
            values = outputs[name].ravel()
            some = values[random.integers(0, values.size, min(values.size, SAMPLED))]
            low, high = np.quantile(some, [LEFT_OUT, 1.0 - LEFT_OUT])
            found[path] = [min(found[path][0], float(low)), max(found[path][1], float(high))]
        if number % 10 == 9:
            print(f"{number + 1} of {options.runs} runs", flush=True)
    rounded = {path: [round(low, 3), round(high, 3)] for path, (low, high) in found.items()}
    apart = [
        (high - low) / (shipped[path][1] - shipped[path][0]) - 1.0 for path, (low, high) in rounded.items()
    ]
    print(
        f"widths against what is shipped: median {np.median(apart):+.1%}, from {min(apart):+.1%} to {max(apart):+.1%}"
    )
    if options.write:
        lines = [f" {json.dumps(path)}: {json.dumps(values)}" for path, values in rounded.items()]
        TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
