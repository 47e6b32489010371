"""Cost of streaming to a sentence: said whole, said in spans of the whole, and cut into texts of their own.

    python -m benchmarks.streamed [--write]

The first piece is as short as it is for somebody who listens (`speech/pace.py`), each next one three times as long.
Words wrong: heard back by Whisper base. Length: against the same sentence said whole. Rest: how far the level of
what follows the first seam is from the whole sentence's. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import datetime
import platform
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.word_errors import Listener, Score, canonical
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.speech.pieces import FIRST_PIECE
from clonyvoice.speech.synthesis import ChunkTask, Level, speak
from clonyvoice.weights import WeightsStore

RESULTS = Path(__file__).parent / "results" / "streamed.md"
VOICES = ("af_heart", "am_michael", "bf_emma")
SENTENCES = (
    "The old clock on the wall strikes seven.",
    "She closed the door behind her, took off her shoes, and listened to the rain for a while.",
    "Please remember to water the plants before you leave tomorrow morning.",
    "The train to the coast departs from platform nine in twenty minutes.",
    "Our neighbors have been building a wooden boat in their garden since spring.",
    "I have never understood why people enjoy getting up before sunrise.",
    "He folded the letter carefully and put it back into the drawer.",
    "A small dog was waiting in front of the bakery with its tail between its legs.",
    "What would you do if you found a wallet full of money?",
    "The museum is closed on Mondays, but the garden behind it is always open.",
)


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


def said(engine: Engine, text: str, voice: str, *, hurried: bool) -> tuple[Samples, float]:
    """The sentence, and the seconds of its first piece."""
    size = FIRST_PIECE

    def wanted() -> int | None:
        nonlocal size
        now, size = size, size * 3
        return now if hurried else None

    task = ChunkTask(text, "en", voice)
    found = list(speak(engine, task, Level(None), CancelToken(), wanted=wanted))
    return np.concatenate([piece.audio.samples for piece in found]), found[0].audio.duration


def level(audio: Audio) -> float:
    """In dB."""
    return float(10 * np.log10(np.mean(np.square(audio.samples)) + 1e-9))


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    store = WeightsStore(Settings().weights)
    engine = KokoroEngine(store, given.threads)
    listener = Listener(store.path("whisper-base"), given.threads)
    ways: dict[str, tuple[Any, bool]] = {
        "whole": (engine, False),
        "in spans": (engine, True),
        "cut into texts": (Without(engine), True),
    }
    found = {name: Way() for name in ways}
    rate = engine.info.sample_rate
    for voice in VOICES:
        for text in SENTENCES:
            whole = np.zeros(0, np.float32)
            for name, (speaker, hurried) in ways.items():
                samples, first = said(speaker, text, voice, hurried=hurried)
                whole = samples if name == "whole" else whole
                way, at = found[name], round(first * rate)
                heard = listener.hear(samples, rate, "en")
                way.score.add(canonical(text, "en"), canonical(heard, "en"), "en")
                way.lengths.append(len(samples) / len(whole))
                if hurried:
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
        about = f"{day}, {machine}. {len(SENTENCES)} sentences, {len(VOICES)} voices."
        RESULTS.write_text(
            f"# What streaming costs a sentence\n\n{about} `python -m benchmarks.streamed --write`\n\n{page}\n"
        )


if __name__ == "__main__":
    main()
