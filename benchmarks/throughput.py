"""Throughput of the embedded engine against `kokoro-onnx` (PyPI): same weights, text, voices, threads, in turns.

    python -m benchmarks.throughput --weights FOLDER [--seed N] [--count 40] [--threads 2] [--smoke]

Needs the extra `bench` (not for `--smoke`, which leaves the peer out). Writes
benchmarks/results/throughput.md. The sentences are drawn from a seed that is printed, and each is said once by
either, so that no length of sound was met before. Both are measured in one process, sentence by sentence in turn, so
that other load hits both alike; besides the time on the clock, the processor time is compared. What the engine makes
ready in the background after loading has ended before the first sentence, and is reported by itself.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.prose import sentences
from clonyvoice.core.cpu_features import cpu_flags, cpu_name
from clonyvoice.core.settings import Settings
from clonyvoice.engines.compute_threads import one_heap
from clonyvoice.engines.kokoro import backend_choice
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.engines.kokoro.phoneme_tokens import Tokens
from clonyvoice.engines.kokoro.prosody_model import KokoroModel
from clonyvoice.engines.kokoro.voicepacks import PRESETS
from clonyvoice.engines.kokoro.word_timing import sounding, word_times
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.text.phonemes import phonemise
from clonyvoice.weights import WeightsStore

VOICES = ("af_heart", "am_michael", "bf_emma")
RESULTS = Path(__file__).parent / "results" / "throughput.md"
Sound = NDArray[np.float32]
_SETS = frozenset({"avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_int8", "amx_bf16"})


@dataclass
class Runs:
    """Measurements of one engine: seconds on the clock and of processor time, and the sounds."""

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
    rows: dict[str, Any] = {
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
    word_times(words, tokens, said.durations, sound, start, end)
    return sound


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--weights", type=Path, default=Settings().weights)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--seed", type=int, default=None)
    options.add_argument("--count", type=int, default=40)
    options.add_argument("--smoke", action="store_true", help="two sentences, no peer, nothing written")
    given = options.parse_args()
    given.seed = random.SystemRandom().randrange(2**31) if given.seed is None else given.seed
    print(f"seed {given.seed}")
    one_heap()  # as `serve` does
    store = WeightsStore(given.weights)
    engine = KokoroEngine(store, given.threads)
    # Opened in this thread, at the peer's priority: the engine itself would lower it.
    began = time.perf_counter()
    model, backend = backend_choice.open_model(store, "kokoro", given.threads)
    model.warm_up()
    ready = time.perf_counter() - began
    speak = None if given.smoke else peer(store, given.threads)
    ours, theirs = Runs(), Runs()
    if speak is not None:
        speak("hɛlˈO", VOICES[0])
    own_of(engine, model, "Hello.", VOICES[0])()
    for index, text in enumerate(sentences(given.seed, 2 if given.smoke else given.count)):
        voice = VOICES[index % len(VOICES)]
        words = phonemise(text, "en")
        (tokens,) = engine.table.split(words)
        turns = [partial(ours.take, own_of(engine, model, text, voice))]
        if speak is not None:
            turns.append(partial(theirs.take, partial(speak, tokens.symbols, voice)))
        for take in turns[:: 1 if index % 2 else -1]:
            take()
        told = f", kokoro-onnx {theirs.wall[-1]:.2f} s" if speak is not None else ""
        print(f"sentence {index}: ClonyVoice {ours.wall[-1]:.2f} s{told}", flush=True)
    if speak is None:
        assert all(len(sound) > 6000 for sound in ours.sounds)
        return
    report(backend, ours, theirs, given, ready)


def own_of(engine: KokoroEngine, model: KokoroModel, text: str, voice: str) -> Callable[[], Sound]:
    """Phonemes are made outside of what is measured, as for the peer."""
    words = phonemise(text, "en")
    (tokens,) = engine.table.split(words)
    style = engine.preset_voice(voice).row(len(tokens.ids))
    return partial(own, model, tokens, words, style)


def report(backend: backend_choice.Backend, ours: Runs, theirs: Runs, given: Any, ready: float) -> None:
    seconds = sum(len(sound) for sound in theirs.sounds) / 24_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sets = ", ".join(sorted(cpu_flags() & _SETS))
    lines = [
        "# Throughput of the embedded engine",
        "",
        f"{datetime.date.today()}, {cpu_name()}, {given.threads} threads, {platform.system()}, Python "
        f"{platform.python_version()}. {len(theirs.sounds)} sentences that were never said before (seed "
        f"{given.seed}), {seconds:.0f} s of sound, in turns in one process. Computed by {backend.summary}; loaded and "
        f"all lengths made ready in {ready:.1f} s. Instruction sets: {sets}. "
        f"Largest memory of the process, the peer's model in it: {peak:.0f} MB.",
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
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    if busy > 1.5:
        lines += [
            "",
            f"Measured while other work used the same cores (load {busy:.0f} a core): the ratios hold, times do not.",
        ]
    lines += ["", f"Command: `python -m benchmarks.throughput --weights FOLDER --seed {given.seed}`.", ""]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))
    print(json.dumps({"clock": sum(theirs.wall) / sum(ours.wall)}))


if __name__ == "__main__":
    main()
