"""Throughput of the embedded engine against `kokoro-onnx` (PyPI): same weights, text, voices, threads, in turns.

    python benchmarks/throughput.py --weights FOLDER [--threads 2] [--rounds 3] [--quality]

Needs `pip install kokoro-onnx`, with `--quality` also `speechmos librosa`. Writes benchmarks/results/throughput.md.
Both are measured in one process, sentence by sentence in turn, so that other load hits both alike; besides the
time on the clock, the processor time is compared, which other load hardly touches.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clonyvoice.engines.kokoro import backends, graphs
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.model import KokoroModel
from clonyvoice.engines.kokoro.presets import PRESETS
from clonyvoice.engines.kokoro.runners import OnnxRunner
from clonyvoice.engines.kokoro.timing import sounding, word_times
from clonyvoice.engines.kokoro.tokens import Tokens
from clonyvoice.text.edits import edit_distance
from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.words import PhonemeWord
from clonyvoice.weights import WeightsStore

SENTENCES = (
    "It was a bright cold day in April, and the clocks were striking thirteen.",
    "Please call me back before noon.",
    "The committee has decided, after long and careful deliberation, to postpone the opening of the new bridge "
    "until the end of the month, because the inspection found small cracks in two of the pillars.",
    "Who would have thought that the old man had such a loud and cheerful voice?",
    "She sells sea shells by the sea shore.",
    "Turn left at the second crossing, walk past the bakery, and you will see the station on your right.",
    "The train to the airport leaves every twenty minutes from platform seven.",
    "When the rain stopped, the children ran out into the garden and jumped into every single puddle they could "
    "find, while their grandmother watched them from the kitchen window and laughed.",
)
VOICES = ("af_heart", "am_michael", "bf_emma")
RESULTS = Path(__file__).parent / "results" / "throughput.md"
Sound = NDArray[np.float32]


@dataclass
class Runs:
    """What one engine did: seconds on the clock and of processor time, and the sounds."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)

    def take(self, make: Callable[[], Sound]) -> None:
        began, used = time.perf_counter(), time.process_time()
        sound = make()
        self.wall.append(time.perf_counter() - began)
        self.processor.append(time.process_time() - used)
        self.sounds.append(sound)


def peer(store: WeightsStore, threads: int) -> Callable[[str, str], Sound]:
    """`kokoro-onnx` on the same weights: phonemes and voice to sound, neither trimmed nor cut up."""
    import onnxruntime
    from kokoro_onnx import Kokoro

    folder = store.path("kokoro")
    voices = Path(tempfile.mkdtemp()) / "voices.npz"
    wanted = [preset.id for preset in PRESETS]
    rows = {
        name: np.fromfile(folder / "voices" / f"{name}.bin", np.float32).reshape(510, 1, 256)
        for name in wanted
    }
    np.savez(voices, **rows)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        str(folder / "model.int8.onnx"), options, providers=["CPUExecutionProvider"]
    )
    engine = Kokoro.from_session(session, str(voices))

    def speak(phonemes: str, voice: str) -> Sound:
        return np.asarray(engine.create(phonemes, voice, is_phonemes=True, trim=False)[0], np.float32)

    return speak


def own(model: KokoroModel, tokens: Tokens, words: Sequence[PhonemeWord], style: Sound) -> Sound:
    """All that the engine does for a chunk: both halves of the model, trimming, word times."""
    said = model.predict(tokens.ids, style)
    sound = model.decode(said, style)
    start, end = sounding(sound, said.durations)
    word_times(words, tokens, said.durations, start, end)
    return sound


def spectra(sound: Sound) -> NDArray[np.float64]:
    pieces = np.lib.stride_tricks.sliding_window_view(sound, 1024)[::256] * np.hanning(1024)
    return np.abs(np.fft.rfft(pieces, axis=1))


def distance(reference: Sound, other: Sound) -> float:
    """Log-spectral distance in dB over frames that sound, bins floored at -80 dB of the peak."""
    count = min(len(reference), len(other))
    a, b = spectra(reference[:count]), spectra(other[:count])
    floor, loud = 1e-4 * a.max(), a.max(1) > 0.01 * a.max()
    ratio = 20.0 * np.log10((a[loud] + floor) / (b[loud] + floor))
    return float(np.sqrt((ratio**2).mean(1)).mean())


def quality(store: WeightsStore, engine: KokoroEngine, model: KokoroModel, threads: int) -> list[str]:
    """Rows of a table: distance from the published network in floats, DNSMOS, words wrong as Whisper base hears."""
    import soxr
    from faster_whisper import WhisperModel
    from speechmos import dnsmos

    folder = store.derived("kokoro", graphs.RECIPE, graphs.build)
    published = OnnxRunner(folder / graphs.DECODER_INT8, threads)
    floats = OnnxRunner(folder / graphs.DECODER_FLOAT, threads)
    whisper = WhisperModel(
        str(store.path("whisper-base")), compute_type="int8", cpu_threads=threads, local_files_only=True
    )
    names = ("published, floats", "published, 8 bits (reference)", "ClonyVoice")
    far: dict[str, list[float]] = {name: [] for name in names}
    opinion: dict[str, list[float]] = {name: [] for name in names}
    wrong, total = dict.fromkeys(names, 0), 0
    for turn in range(2):
        for index, text in enumerate(SENTENCES):
            voice = VOICES[(index + turn) % len(VOICES)]
            (tokens,) = engine.table.split(phonemise(text, "en"))
            style = engine.preset_voice(voice).row(len(tokens.ids))
            said = model.predict(tokens.ids, style)
            given = {
                graphs.FEATURES: said.features[None],
                graphs.F0: said.f0.reshape(1, 1, -1),
                graphs.ENERGY: said.energy.reshape(1, 1, -1),
                "style": style,
            }
            sounds = [runner.run(given)[0].reshape(-1) for runner in (floats, published)]
            sounds.append(model.decode(said, style))
            words = spelled(text)
            total += len(words)
            for name, sound in zip(names, sounds, strict=True):
                far[name].append(distance(sounds[0], sound))
                heard = soxr.resample(sound, 24_000, 16_000).astype(np.float32)
                opinion[name].append(float(dnsmos.run(np.clip(heard, -1, 1), sr=16_000)["ovrl_mos"]))
                parts, _ = whisper.transcribe(heard, language="en", beam_size=5)
                wrong[name] += edit_distance(words, spelled(" ".join(part.text for part in parts)))
    return [
        f"| {name} | {mean(far[name]):.2f} | {mean(opinion[name]):.3f} | {100 * wrong[name] / total:.2f} |"
        for name in names
    ]


def spelled(text: str) -> list[str]:
    text = text.lower().replace("13", "thirteen").replace("20", "twenty").replace(" 7", " seven")
    return "".join(c if c.isalnum() or c == " " else " " for c in text.replace("'", "")).split()


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--quality", action="store_true")
    given = options.parse_args()
    store = WeightsStore(given.weights)
    engine = KokoroEngine(store, given.threads)
    # Opened in this thread, at the peer's priority: the engine itself would lower it.
    model, backend = backends.open_model(store, "kokoro", given.threads)
    speak = peer(store, given.threads)
    ours, theirs = Runs(), Runs()
    for turn in range(given.rounds + 1):
        if turn == 1:  # the first warms both up
            ours, theirs = Runs(), Runs()
        for index, text in enumerate(SENTENCES):
            voice = VOICES[(index + turn) % len(VOICES)]
            words = phonemise(text, "en")
            (tokens,) = engine.table.split(words)
            style = engine.preset_voice(voice).row(len(tokens.ids))
            theirs.take(partial(speak, tokens.symbols, voice))
            ours.take(partial(own, model, tokens, words, style))
            print(
                f"round {turn} sentence {index}: {theirs.wall[-1]:.2f} s, {ours.wall[-1]:.2f} s", flush=True
            )
    report(backend, ours, theirs, given, [])
    if given.quality:
        report(backend, ours, theirs, given, quality(store, engine, model, given.threads))


def report(backend: backends.Backend, ours: Runs, theirs: Runs, given: Any, rows: Sequence[str]) -> None:
    seconds = sum(len(sound) for sound in theirs.sounds) / 24_000
    lines = [
        "# Throughput of the embedded engine",
        "",
        f"{datetime.date.today()}, {backends._cpu_name()}, {given.threads} threads, {platform.system()}, Python "
        f"{platform.python_version()}. {len(theirs.sounds)} sentences, {seconds:.0f} s of sound, in turns in one "
        f"process. Computed by {backend.summary}.",
        "",
        "| | kokoro-onnx | ClonyVoice | times faster |",
        "|---|---|---|---|",
    ]
    for name, a, b in (
        ("clock, seconds per second of sound", theirs.wall, ours.wall),
        ("processor, seconds per second of sound", theirs.processor, ours.processor),
    ):
        each = median(x / y for x, y in zip(a, b, strict=True))
        lines.append(
            f"| {name} | {sum(a) / seconds:.3f} | {sum(b) / seconds:.3f} | {sum(a) / sum(b):.2f} (median {each:.2f}) |"
        )
    if rows:
        lines += [
            "",
            "| decoder, same prosody | distance from the floats, dB | DNSMOS overall | words wrong, % |",
            "|---|---|---|---|",
            *rows,
        ]
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    if busy > 1.5:
        lines += [
            "",
            f"Measured while other work used the same cores (load {busy:.0f} a core): the ratios hold, times do not.",
        ]
    lines += ["", "Command: `python benchmarks/throughput.py --weights FOLDER --quality`.", ""]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))
    print(json.dumps({"clock": sum(theirs.wall) / sum(ours.wall)}))


if __name__ == "__main__":
    main()
