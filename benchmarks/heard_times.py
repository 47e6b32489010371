"""Error and cost of the times of recognised words, ours and CTranslate2's.

    python -m benchmarks.heard_times [--write]

Kokoro voices say sentences (`benchmarks/sentences/en.tsv`); the engine knows when it says each word. Whisper in
OpenVINO writes them down, and CTranslate2 aligns the same words with the same encoder's states; both are compared with
the engine. Negative: heard too early. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.served import report
from clonyvoice.audio import resample
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import SynthesisRequest
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.text.phonemes import phonemise
from clonyvoice.transcription.speech_windows import windows
from clonyvoice.transcription.whisper import parted, vocabulary
from clonyvoice.transcription.whisper_ctranslate import CTranslate2Network
from clonyvoice.transcription.whisper_network_contract import Prompt
from clonyvoice.transcription.whisper_openvino import OpenVinoNetwork
from clonyvoice.transcription.word_times import timed
from clonyvoice.weights import WeightsStore

RATE = 16_000
GAP = 0.4
VOICES = ("af_bella", "am_puck", "bf_isabella", "bm_daniel")
KINDS = ("plain", "long", "class", "names", "homographs", "quotes")
SENTENCES = 9
"""Said by each voice."""
Timed: TypeAlias = list[tuple[str, float, float]]
NEVER = CancelToken()


def spoken(engine: KokoroEngine, voice: str, texts: list[str]) -> tuple[NDArray[np.float32], Timed]:
    """The sentences in one sound, and their words with the engine's times."""
    pieces: list[NDArray[np.float32]] = []
    words: Timed = []
    at, rate = 0, 0
    for text in texts:
        for part in engine.synthesise(SynthesisRequest(text, "en", voice, phonemise(text, "en"), 1.0), NEVER):
            rate = part.audio.sample_rate
            words += [(plain(one.text), at / rate + one.start, at / rate + one.end) for one in part.words]
            pieces += [part.audio.samples, np.zeros(round(GAP * rate), np.float32)]
            at += len(pieces[-2]) + len(pieces[-1])
    return resample(Audio(np.concatenate(pieces), rate), RATE).samples, words


def plain(word: str) -> str:
    """A word as it is compared."""
    return "".join(char for char in word.lower() if char.isalnum())


def compared(heard: Timed, said: Timed, begins: list[float], ends: list[float]) -> None:
    """Adds how many ms later than said each word that was heard right begins and ends."""
    pairs = SequenceMatcher(None, [one[0] for one in said], [one[0] for one in heard], autojunk=False)
    for first, second, count in pairs.get_matching_blocks():
        for true, found in zip(said[first : first + count], heard[second : second + count], strict=True):
            begins.append(1000 * (found[1] - true[1]))
            ends.append(1000 * (found[2] - true[2]))


def line(name: str, late: list[float], seconds: float | str) -> str:
    """A line of the table."""
    off = np.abs(late)
    return (
        f"| {name} | {len(late)} | {np.median(late):+.0f} | {off.mean():.0f} | {100 * np.mean(off <= 50):.0f} |"
        f" {100 * np.mean(off <= 100):.0f} | {seconds} |"
    )


def main() -> None:
    """Speak, listen and print."""
    import ctranslate2
    from faster_whisper.tokenizer import Tokenizer

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument("--smoke", action="store_true", help="one voice, two sentences; writes nothing")
    given = parser.parse_args()
    voices, count = (VOICES[:1], 2) if given.smoke else (VOICES, SENTENCES)
    store = WeightsStore(Settings().weights)
    sentences = (Path(__file__).parent / "sentences" / "en.tsv").read_text("utf-8").splitlines()
    texts = [cells[1] for row in sentences if (cells := row.split("\t"))[0] in KINDS]
    engine = KokoroEngine(store, 1)
    folder = store.path("whisper-base")
    tokens, marks, codes = vocabulary(folder)
    ours, theirs = OpenVinoNetwork(folder, 1, marks, codes, NEVER), CTranslate2Network(folder, 1, marks)
    tokenizer = Tokenizer(tokens, multilingual=True, task="transcribe", language="en")
    prompt = Prompt(tuple(tokenizer.sot_sequence))
    begins: dict[str, list[float]] = {"ours": [], "CTranslate2": []}
    ends: dict[str, list[float]] = {"ours": [], "CTranslate2": []}
    seconds = dict.fromkeys(begins, 0.0)
    apart: list[float] = []
    for at, voice in enumerate(voices):
        chosen = [texts[place % len(texts)] for place in range(at * count, (at + 1) * count)]
        samples, said = spoken(engine, voice, chosen)
        heard: dict[str, Timed] = {name: [] for name in begins}
        for window in windows([Audio(samples, RATE)], vad=True, cancel=NEVER):
            sound = ours.listen(window.samples, NEVER)
            answer = ours.answer(sound, prompt, NEVER)
            view = ctranslate2.StorageView.from_array(sound.encoded.states)
            same = replace(answer, notes=(view, 2 * sound.frames, list(prompt.start)))
            found = {}
            for name, work in (
                ("ours", partial(ours.times, answer)),
                ("CTranslate2", partial(theirs.times, same)),
            ):
                used = time.process_time()
                found[name] = work(NEVER)
                seconds[name] += time.process_time() - used
                for word in timed(parted(tokenizer, answer, found[name]), window):
                    start, end = window.source_time(word.start), window.source_time(word.end, ending=True)
                    heard[name].append((plain(word.text), start, end))
            apart += (1000 * np.abs(found["ours"].starts - found["CTranslate2"].starts)).tolist()
        for name in heard:
            compared(heard[name], said, begins[name], ends[name])
    rows = [
        "| | words | median ms | mean ms off | within 50 ms % | within 100 ms % | computing, s |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in begins:
        rows += [line(f"{name}: begin", begins[name], f"{seconds[name]:.2f}"), line("… end", ends[name], "")]
    same_frame, near = np.mean(np.array(apart) < 1), np.mean(np.array(apart) < 21)
    note = (
        f"Against the times of the engine that spoke, {len(voices)} voices; negative: heard too early. Of {len(apart)} "
        f"begins of tokens {same_frame:.1%} are the same for both, {near:.1%} within 20 ms, none more than "
        f"{max(apart):.0f} ms apart."
    )
    report(
        "heard_times",
        "How near the times of recognised words are",
        "\n".join([*rows, "", note]),
        write=given.write and not given.smoke,
    )


if __name__ == "__main__":
    main()
