"""Short recordings heard with all states of the silence behind them, and with few: words wrong and computing.

    python -m benchmarks.short_sounds [--seed 1] [--sentences 40] [--write] [--smoke]

Sentences are drawn from the seed and said by preset voices. Each is written down twice by the product's recogniser: as
it writes down recordings, with all states of the 30 s that Whisper was trained with, and as it listens to speech
under way, with a tenth or less of those of the silence. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import datetime
import platform
import secrets
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.prose import sentences
from benchmarks.word_errors import Score, canonical
from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.text.phonemes import phonemise
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.transcription.whisper_network_contract import Network
from clonyvoice.weights import WeightsStore

RESULT = Path(__file__).parent / "results" / "short_sounds.md"
VOICES = ("af_heart", "am_michael", "bf_emma", "am_puck")
RATE = 16_000
LONGEST = 11.5
"""Seconds of the longest sound for which there is a short encoder, less what is left silent behind it."""


class Short:
    """A network that never listens to more than it must."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def listen(self, samples: Samples, cancel: CancelToken, quick: bool = True) -> Any:
        """The sound, with few states of the silence behind it whatever is asked for."""
        del quick
        return self._network.listen(samples, cancel, quick=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._network, name)


class ShortModel(WhisperModel):
    """The recogniser with such a network."""

    def _read(self, cancel: CancelToken) -> Any:
        loaded = super()._read(cancel)
        return type(loaded)(Short(loaded.network), loaded.tokens, loaded.marks)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="one sentence")
    given = parser.parse_args()
    seed = secrets.randbelow(2**31) if given.seed is None else given.seed
    count = 1 if given.smoke else given.sentences
    print(f"seed {seed}", flush=True)
    store, cancel = WeightsStore(Settings().weights), CancelToken()
    engine = KokoroEngine(store, threads=2)
    engine.load()
    folder = store.path("whisper-base")
    models = {
        "all states": WhisperModel(folder, 2, polite=False),
        "few states": ShortModel(folder, 2, polite=False),
    }
    for model in models.values():  # made ready before anything is timed
        for seconds in (2, 10, 20):
            transcribe([Audio.silence(seconds, RATE)], model, Options(language="en", vad=False), cancel)
    scores = {name: Score() for name in models}
    cpu = dict.fromkeys(models, 0.0)
    for number, text in enumerate(sentences(seed, count)):
        request = SynthesisRequest(text, "en", VOICES[number % len(VOICES)], phonemise(text, "en"))
        pieces = [piece.audio.samples for piece in engine.synthesise(request, cancel)]
        sound = resample(Audio(np.concatenate(pieces), engine.info.sample_rate), RATE)
        if sound.duration > LONGEST:
            continue
        for name, model in models.items():
            began = time.process_time()
            heard = transcribe([sound], model, Options(language="en"), cancel)
            cpu[name] += time.process_time() - began
            told = " ".join(segment.text for segment in heard.segments)
            scores[name].add(canonical(text, "en"), canonical(told, "en"), "en")
    lines = ["| listened to | words wrong % | CPU s a sentence |", "|---|---|---|"]
    lines += [f"| {name} | {scores[name].wer:.1f} | {cpu[name] / count:.2f} |" for name in models]
    page = "\n".join(lines)
    print(page)
    if given.write:
        about = f"{datetime.date.today()}, {platform.machine()}, seed {seed}, {count} sentences."
        command = f"python -m benchmarks.short_sounds --seed {seed} --sentences {count} --write"
        RESULT.write_text(f"# Short recordings\n\n{about} `{command}`\n\n{page}\n", "utf-8")


if __name__ == "__main__":
    main()
