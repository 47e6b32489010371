"""Speech that really repeats, and sound on which Whisper loops: is the one kept and the other left out?

    python -m benchmarks.repeats [--seed 1] [--files 20] [--write] [--smoke]

Both kinds are made by rule from the seed. True repeats: a Kokoro voice says a phrase three to eight times in a row,
with pauses of random length, in silence or faint noise; right when as many words are written down as are said, give
or take a tenth (the words themselves may be misheard). Loops: noise that swells, tones as in music, hum, breath-like
bursts, with no speech or one short phrase in front, all listened to (`vad=false`), so that the model is tempted;
right when no phrase of up to 16 words is told more than three times in a row. A prompt that repeats itself leads the
model on; only sound on which its own first answer loops counts, as far as ten times as many tries find it. Beside it
what the model's own first answer does. Needs the weights (CLONYVOICE_WEIGHTS).
"""

from __future__ import annotations

import argparse
import datetime
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.heard_times import spoken
from clonyvoice.core import Audio, CancelToken
from clonyvoice.core.audio import Samples
from clonyvoice.core.settings import Settings
from clonyvoice.engines.kokoro.engine import KokoroEngine
from clonyvoice.transcription import Options, transcribe
from clonyvoice.transcription.whisper import WhisperModel
from clonyvoice.weights import WeightsStore

RATE = 16_000
RESULT = Path(__file__).parent / "results" / "repeats.md"
VOICES = ("af_bella", "am_puck", "bf_isabella", "bm_daniel", "af_heart", "am_fenrir")
_ROW = 3
"""Times in a row that a phrase may be told ("row, row, row your boat") and be no loop."""
PHRASES = (
    "Please mind the gap.",
    "Stand clear of the doors.",
    "No, no way.",
    "Breathe in, and breathe out.",
    "The line is busy.",
    "Left foot, right foot.",
    "Row, row, row your boat.",
    "I will not talk in class.",
    "Again and again we try.",
    "This is a test.",
)


def repeated(engine: KokoroEngine, random: np.random.Generator) -> tuple[Samples, int]:
    """A phrase some times in a row, and how many words that is."""
    phrase = PHRASES[int(random.integers(len(PHRASES)))]
    times = int(random.integers(3, 9))
    one, _ = spoken(engine, VOICES[int(random.integers(len(VOICES)))], [phrase])
    one = one[: int(np.flatnonzero(np.abs(one) > 0.003)[-1]) + RATE // 20]
    pieces = []
    for _ in range(times):
        level = np.float32(10 ** (random.uniform(-3, 3) / 20))
        pieces += [one * level, np.zeros(round(random.uniform(0.1, 0.9) * RATE), np.float32)]
    sound = np.concatenate(pieces)
    noise = float(random.choice([0.0, 0.001, 0.003])) * random.standard_normal(len(sound))
    return (sound + noise).astype(np.float32), times * len(phrase.split())


def tempting(engine: KokoroEngine, random: np.random.Generator) -> tuple[Samples, int]:
    """Sound without speech, or with one phrase, on which Whisper likes to loop; and how many words are said."""
    seconds = float(random.uniform(8.0, 26.0))
    times = np.arange(round(seconds * RATE)) / RATE
    kind = int(random.integers(4))
    if kind == 0:
        swell = 0.5 + 0.5 * np.sin(2 * np.pi * random.uniform(0.2, 2.0) * times)
        sound = random.uniform(0.02, 0.2) * swell * random.standard_normal(len(times))
    elif kind == 1:
        sound = np.zeros(len(times))
        length = float(random.uniform(0.2, 0.6))
        for note in range(int(seconds / length)):
            inside = (times >= note * length) & (times < (note + 1) * length)
            base = 220.0 * 2.0 ** (float(random.choice([0, 2, 4, 7, 9, 12])) / 12.0)
            fading = np.exp(-3.0 * (times[inside] - note * length) / length)
            sound[inside] = (
                0.15 * fading * sum(np.sin(2 * np.pi * base * k * times[inside]) / k for k in (1, 2, 3))
            )
    elif kind == 2:
        harmonics = [np.sin(2 * np.pi * 50 * k * times) / k for k in (1, 2, 3, 5)]
        sound = 0.05 * np.sum(harmonics, axis=0)
        sound = sound + 0.002 * random.standard_normal(len(times))
    else:
        gate = np.sin(2 * np.pi * random.uniform(0.4, 1.5) * times) > 0.6
        coloured = np.convolve(random.standard_normal(len(times)), np.ones(12) / 12, mode="same")
        sound = 0.2 * gate * coloured
    words = 0
    if random.random() < 0.5:
        phrase = PHRASES[int(random.integers(len(PHRASES)))]
        said, _ = spoken(engine, VOICES[int(random.integers(len(VOICES)))], [phrase])
        sound[: len(said)] = sound[: len(said)] * 0.1 + said[: len(sound)]
        words = len(phrase.split())
    return sound.astype(np.float32), words


def most_in_a_row(words: Sequence[str]) -> int:
    """The most times that a phrase of up to 16 words occurs in a row."""
    plain = [word.strip().strip(".,!?").lower() for word in words]
    most = 1
    for size in range(1, 17):
        for at in range(len(plain) - size):
            times = 1
            while plain[at + times * size : at + (times + 1) * size] == plain[at : at + size]:
                times += 1
            most = max(most, times)
    return most


def heard(model: WhisperModel, sound: Samples, *, vad: bool, prompt: str = "") -> list[str]:
    """The words that are written down."""
    size = 2 * RATE
    blocks = (Audio(sound[at : at + size], RATE) for at in range(0, len(sound), size))
    found = transcribe(blocks, model, Options(language="en", vad=vad, prompt=prompt), CancelToken())
    return found.text.split()


def first_answer(model: WhisperModel, sound: Samples, prompt: str = "") -> list[str]:
    """The model's first text, without any guard."""
    from faster_whisper.tokenizer import Tokenizer

    from clonyvoice.transcription.whisper_network_contract import Prompt

    loaded = model._loaded(CancelToken())  # noqa: SLF001 - the network without the guards around it is measured
    tokenizer = Tokenizer(loaded.tokens, multilingual=True, task="transcribe", language="en")
    listened = loaded.network.listen(sound[: 30 * RATE], CancelToken())
    before = tuple(tokenizer.encode(" " + prompt)[-200:]) if prompt else ()
    asked_for = Prompt(tuple(tokenizer.sot_sequence), before)
    answer = loaded.network.answer(listened, asked_for, CancelToken())
    return str(tokenizer.decode(list(answer.tokens))).split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--smoke", action="store_true", help="One file of each kind, to see that it runs.")
    asked = parser.parse_args()
    store = WeightsStore(Settings().weights)
    engine = KokoroEngine(store)
    engine.load()
    model = WhisperModel(store.path("whisper-base"), len(os.sched_getaffinity(0)), polite=False)
    count = 1 if asked.smoke else asked.files
    random = np.random.default_rng(asked.seed)
    kept = clean = bare = looped = found = passed = 0
    while found < count:
        sound, said = repeated(engine, random)
        told = heard(model, sound, vad=True)
        kept += abs(len(told) - said) <= max(1, 0.1 * said)
        bare += abs(len(first_answer(model, sound)) - said) <= max(1, 0.1 * said)
        found += 1
        print("repeats", said, "said", len(told), "told", flush=True)
    tried = 0
    while tried < count:
        sound, _ = tempting(engine, random)
        # The text before, repeated: it leads into loops, as it does where windows are heard in a row.
        prompt = " ".join([PHRASES[int(random.integers(len(PHRASES)))]] * int(random.integers(3, 12)))
        own = most_in_a_row(first_answer(model, sound, prompt)) > _ROW
        passed += not own
        if not own and passed < 10 * count:
            continue
        told = heard(model, sound, vad=False, prompt=prompt)
        looped += own
        clean += most_in_a_row(told) <= _ROW
        tried += 1
        print(
            "tempting",
            "loops by itself" if own else "does not loop by itself",
            len(told),
            "words told",
            flush=True,
        )
    text = f"""# Repetitions

{datetime.datetime.now(datetime.UTC).date()}, seed {asked.seed}, load average {os.getloadavg()[2]:.1f}.

| files | how many | right | the model's first answer alone |
|---|---|---|---|
| speech that really repeats: all of it is written down | {found} | {kept} | {bare} |
| sound that tempts the model to loop: no loop is written down | {tried} | {clean} | {tried - looped} |
"""
    print(text)
    if asked.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
