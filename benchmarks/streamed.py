"""Cost of streaming to a sentence: said whole, said in spans of the whole, and cut into texts of their own.

    python -m benchmarks.streamed [--seed 1] [--sentences 10] [--first N] [--next N] [--write] [--smoke]

Sentences are drawn from the seed, and said by three voices, whose statistics have been measured. The first piece has
`--first` symbols, by default as many as for a listener (`KokoroEngine.first_span`; `speech/pieces.py` for texts that
are cut), the second `--next` (three times as many), each later one three times as
many as the one before.
Words wrong: transcribed by Whisper base. Length: against the same sentence said whole. Rest: how far the level of
what follows the first seam is from the whole sentence's. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import datetime
import platform
import secrets
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

import numpy as np
from tests.eventually import eventually

from benchmarks.prose import sentences
from benchmarks.word_errors import Listener, Score, canonical
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.speech.chunk_loudness import level_after
from clonyvoice.speech.chunk_synthesis import ChunkTask, speak
from clonyvoice.speech.piece_sizes_listener_priority import FIRST_PIECE
from clonyvoice.weights import WeightsStore

RESULTS = Path(__file__).parent / "results" / "streamed.md"
VOICES = ("af_heart", "am_michael", "bf_emma")


class Without:
    """An engine that cannot say spans: its listeners hear texts that were cut."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.info = replace(engine.info, abilities=engine.info.abilities - {"spans"})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


@dataclass
class Way:
    """One way to say all sentences: words wrong, lengths and levels against the whole."""

    score: Score = field(default_factory=Score)
    lengths: list[float] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)


def said(engine: Engine, text: str, voice: str, first: int | None, following: int) -> tuple[Samples, float]:
    """The sentence, and the seconds of its first piece; whole where `first` is None."""
    sizes = chain([first], (following * 3**power for power in count()))

    def wanted() -> int | None:
        return next(sizes) if first is not None else None

    task = ChunkTask(text, "en", voice)
    usual = engine.first_span(voice, "en").loudness if first and isinstance(engine, KokoroEngine) else None
    level = level_after((), usual)
    found = list(speak(engine, task, level, CancelToken(), wanted=wanted))
    return np.concatenate([piece.audio.samples for piece in found]), found[0].audio.duration


def least_span(engine: KokoroEngine, voice: str) -> int:
    """Symbols of a listener's first piece, once the voice's statistics are known."""
    known = eventually(
        lambda: engine.first_span(voice, "en"), lambda span: span.loudness is not None, seconds=60, every=0.1
    )
    return known.symbols


def level(audio: Audio) -> float:
    """In dB."""
    return float(10 * np.log10(np.mean(np.square(audio.samples)) + 1e-9))


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--sentences", type=int, default=10)
    parser.add_argument("--first", type=int, default=None, help="symbols of the first piece")
    parser.add_argument("--next", type=int, default=None, help="symbols of the second piece")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="one sentence, one voice")
    given = parser.parse_args()
    seed = secrets.randbelow(2**31) if given.seed is None else given.seed
    print(f"seed {seed}", flush=True)
    voices, texts = (VOICES[:1], 1) if given.smoke else (VOICES, given.sentences)
    drawn = sentences(seed, texts)
    store = WeightsStore(Settings().weights)
    engine = KokoroEngine(store, given.threads)
    listener = Listener(store.path("whisper-base"), given.threads)
    engine.load()
    least = min(least_span(engine, voice) for voice in voices)
    ways: dict[str, tuple[Any, int | None]] = {
        "whole": (engine, None),
        "in spans": (engine, given.first or least),
        "cut into texts": (Without(engine), given.first or FIRST_PIECE),
    }
    found = {name: Way() for name in ways}
    rate = engine.info.sample_rate
    for voice in voices:
        for text in drawn:
            whole = np.zeros(0, np.float32)
            for name, (speaker, size) in ways.items():
                samples, first = said(speaker, text, voice, size, given.next or 3 * (size or 1))
                whole = samples if name == "whole" else whole
                way, at = found[name], round(first * rate)
                heard = listener.hear(samples, rate, "en")
                way.score.add(canonical(text, "en"), canonical(heard, "en"), "en")
                way.lengths.append(len(samples) / len(whole))
                if size is not None:
                    rest = level(Audio(samples[at:], rate)) - level(Audio(whole[at:], rate))
                    way.levels.append(abs(rest))
    lines = [
        "| | words wrong % | length, mean | longest | rest of the sentence, dB off |",
        "|---|---|---|---|---|",
    ]
    for name, way in found.items():
        off = f"{np.mean(way.levels):.1f}" if way.levels else ""
        lines.append(
            f"| {name} | {way.score.wer:.1f} | {np.mean(way.lengths):.3f} | {max(way.lengths):.2f} | {off} |"
        )
    page = "\n".join(lines)
    print(page)
    if given.write:
        day = datetime.date.today().isoformat()
        machine = platform.processor() or platform.machine()
        about = f"{day}, {machine}, seed {seed}. {texts} sentences, {len(voices)} voices."
        sizes = "".join(
            f" --{name} {getattr(given, name)}" for name in ("first", "next") if getattr(given, name)
        )
        about += f" First pieces of {given.first or least} symbols in spans."
        command = f"python -m benchmarks.streamed --seed {seed}{sizes} --write"
        RESULTS.write_text(f"# What streaming costs a sentence\n\n{about} `{command}`\n\n{page}\n", "utf-8")


if __name__ == "__main__":
    main()
