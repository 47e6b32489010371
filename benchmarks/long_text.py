"""A whole book in one request: memory while it is made, and whether every sentence is there once.

    python -m benchmarks.long_text --engine fake                 # the pipeline alone, 100,000 characters
    python -m benchmarks.long_text --home DIR --hear 1 --write   # the real engine; all of it heard back
    python -m benchmarks.long_text --home DIR --hear 0.2         # a fifth of it, spread over the whole

Runs the service in this process, with one thread. Memory is taken every tenth of a second; what counts is how much it
grows after the first tenth of the work. Chunks are checked against the text letter by letter, and the joined sound
against their lengths. Then that sound, cut into stretches of some minutes, is written down by Whisper and its words
are aligned with the book's. With `--home` the sound and what was heard so far stay there, and a second run goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
import wave
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import psutil

from benchmarks.served import machine, report
from clonyvoice import app
from clonyvoice.api.services import Services
from clonyvoice.audio import probe, resample
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.speech import Segment, SpeechRequest
from clonyvoice.speech.model import Chunk, Generation
from clonyvoice.text.edit_distance_word_alignment import aligned

SUBJECTS = (
    "The captain", "An old friend of mine", "Nobody in the village", "My sister", "The last train",
    "A small grey cat", "The young doctor", "Our neighbour", "Every child in the street",
    "The woman at the window", "His brother", "The tired horse",
)  # fmt: skip
VERBS = (
    "waited for", "had never seen", "remembered", "walked slowly towards", "could not forget",
    "laughed about", "dreamed of", "was looking for", "turned away from", "had always loved",
)  # fmt: skip
OBJECTS = (
    "the red lighthouse", "a letter from home", "the end of the war", "the man with the hat", "an open door",
    "the sound of the river", "a warm winter coat", "the bridge behind the church", "another cup of tea",
    "the song that they used to sing", "a broken clock", "the road to the mountains",
)  # fmt: skip
ENDS = (
    ", as it always did.", ", and then it was quiet.", "; who would have thought so?", ".",
    " before the sun went down.", "!",
)  # fmt: skip
STRETCH = 300.0
"""Seconds of sound that are written down and aligned at a time."""
SURPLUS = 4
"""So many words in a row that the book does not have there are a stretch too much."""


def book(chars: int, seed: int = 1) -> str:
    """Sentences of our own in paragraphs, no two of them the same."""
    dice = random.Random(seed)
    parts: list[str] = []
    used: set[str] = set()
    length = 0
    while length < chars:
        pick = [dice.choice(each) for each in (SUBJECTS, VERBS, OBJECTS, ENDS)]
        sentence = f"{pick[0]} {pick[1]} {pick[2]}{pick[3]}"
        if sentence in used:
            continue
        used.add(sentence)
        parts.append(sentence + ("\n\n" if dice.random() < 0.1 else " "))
        length += len(parts[-1])
    return "".join(parts)[:chars].rsplit(" ", 1)[0]


def letters(text: str) -> str:
    """The text without spaces and marks."""
    return "".join(char for char in text if char.isalnum())


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return "".join(char if char.isalnum() else " " for char in text.lower().replace("'", "")).split()


@dataclass
class Made:
    """Measurements while the book was spoken. MB and seconds."""

    generation: str
    engine: str
    on: str
    characters: int
    chunks: int
    planned: float
    made: float
    computing: float
    joined: float
    base: float
    peak: float
    answered: float
    rendered: float
    said: float
    lasts: float
    complete: bool
    timed: bool


def make(parts: Services, text: str, engine: str) -> Made:
    """Have the book spoken, and the sound joined to a WAV file."""
    process = psutil.Process()
    voice = "fake_ann" if engine == "fake" else "af_heart"
    began, used = time.monotonic(), time.process_time()
    request = SpeechRequest(kind="preset", segments=(Segment(text, voice, "en"),))
    started = parts.speech.start(request, "bench")
    planned = time.monotonic() - began
    job = started.job_id or ""
    memory: list[tuple[float, float]] = []
    told = 0.1
    while not (now := parts.jobs.get(job)).ended:
        memory.append((now.progress, process.memory_info().rss / 1e6))
        if now.progress >= told:
            print(
                f"{now.progress:.0%} after {time.monotonic() - began:.0f} s, {memory[-1][1]:.0f} MB",
                flush=True,
            )
            told += 0.1
        time.sleep(0.1)
    made, computing = time.monotonic() - began, time.process_time() - used
    done = parts.speech.wait(parts.speech.get(started.id))
    answered = process.memory_info().rss / 1e6
    began = time.monotonic()
    facts = probe(parts.speech.file(done), max_bytes=10**10)
    return Made(
        generation=done.id,
        engine=engine,
        on=machine(),
        characters=len(text),
        chunks=len(done.chunks),
        planned=planned,
        made=made,
        computing=computing,
        joined=time.monotonic() - began,
        base=max((value for share, value in memory if share <= 0.1), default=memory[0][1]),
        peak=max(value for share, value in memory if share > 0.1),
        answered=answered,
        rendered=process.memory_info().rss / 1e6,
        said=done.duration or 0.0,
        lasts=facts.duration,
        complete=letters("".join(chunk.text for chunk in done.chunks)) == letters(text),
        timed=letters("".join(word.word for word in done.words())) == letters(text),
    )


def stretches(generation: Generation) -> list[list[Chunk]]:
    """The chunks in runs of about `STRETCH` seconds."""
    runs: list[list[Chunk]] = [[]]
    for chunk in generation.chunks:
        if runs[-1] and (chunk.end or 0.0) - (runs[-1][0].start or 0.0) > STRETCH:
            runs.append([])
        runs[-1].append(chunk)
    return runs


def hear(parts: Services, generation: Generation, share: float, kept: Path) -> dict[int, str]:
    """Whisper's transcripts of the stretches, a `share` of them; `kept` holds those of earlier runs."""
    heard: dict[int, str] = {}
    if kept.exists():
        heard = {int(number): text for number, text in map(json.loads, kept.read_text("utf-8").splitlines())}
    runs = stretches(generation)
    step = max(1, round(1 / share))
    with wave.open(str(parts.speech.file(generation)), "rb") as sound:
        rate = sound.getframerate()
        for number in range(0, len(runs), step):
            if number in heard:
                continue
            start = round((runs[number][0].start or 0.0) * rate)
            following = runs[number + 1][0].start if number + 1 < len(runs) else None
            stop = sound.getnframes() if following is None else round(following * rate)
            sound.setpos(start)
            samples = np.frombuffer(sound.readframes(stop - start), "<i2").astype(np.float32) / np.float32(
                32768
            )
            cut = resample(Audio(samples, rate), 16_000)
            heard[number] = parts.transcriptions.hear(cut, "en", CancelToken()).text
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps([number, heard[number]]) + "\n")
            print(f"heard stretch {number + 1} of {len(runs)}", flush=True)
    return heard


@dataclass
class Alignment:
    """The book against what was heard of it."""

    chunks: int = 0
    words: int = 0
    wrong: int = 0
    missing: int = 0
    """Chunks of whose words less than half were heard in their place."""
    surplus: int = 0
    """Stretches of at least `SURPLUS` words that the book does not have there: a chunk doubled, or noise."""

    def add(self, chunks: list[Chunk], text: str) -> None:
        """Count one stretch."""
        owner: list[int] = []
        expected: list[str] = []
        for chunk in chunks:
            said = words(chunk.text)
            expected += said
            owner += [chunk.index] * len(said)
        heard = words(text)
        right = dict.fromkeys(owner, 0)
        run = 0
        for ours, theirs in aligned(expected, heard):
            if ours is not None and theirs is not None and expected[ours] == heard[theirs]:
                right[owner[ours]] += 1
            else:
                self.wrong += 1
            run = run + 1 if ours is None else 0
            if run == SURPLUS:
                self.surplus += 1
        self.chunks += len(right)
        self.words += len(expected)
        for index, count in right.items():
            if count < owner.count(index) / 2:
                self.missing += 1
                print("missing:", next(chunk.text for chunk in chunks if chunk.index == index))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chars", type=int, default=100_000)
    parser.add_argument("--engine", choices=["kokoro", "fake"], default="kokoro")
    parser.add_argument("--hear", type=float, default=0.0, help="share of the sound to hear back, 0 to 1")
    parser.add_argument("--home", type=Path, help="where the book stays, to be heard later or further")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    parser.add_argument(
        "--smoke", action="store_true", help="a thousand characters on the scripted engine; writes nothing"
    )
    options = parser.parse_args()
    if options.smoke:
        options.chars, options.engine, options.write, options.home = 1000, "fake", False, None
    with tempfile.TemporaryDirectory() as temporary:
        home: Path = options.home or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        settings = Settings(data_dir=home / "data", threads=1)
        parts = app.build(settings, engines=[FakeEngine()] if options.engine == "fake" else None)
        app.start(parts)
        note = home / "made.json"
        if note.exists():
            made = Made(**json.loads(note.read_text("utf-8")))
        else:
            made = make(parts, book(options.chars), options.engine)
            note.write_text(json.dumps(asdict(made)), "utf-8")
        lines = table(made)
        report(f"long_text_{options.engine}", "A long text", lines, write=options.write)
        if options.hear:
            done = parts.speech.get(made.generation)
            count, runs = Alignment(), stretches(done)
            for number, text in hear(parts, done, options.hear, home / "heard.jsonl").items():
                count.add(runs[number], text)
            lines += f"""
| heard back | {count.chunks} chunks of {made.chunks}, {count.words:,} words |
| words not heard as written | {count.wrong / count.words:.1%} |
| chunks missing (less than half of their words heard) | {count.missing} |
| stretches of {SURPLUS} and more words too many | {count.surplus} |"""
            report(f"long_text_{options.engine}", "A long text", lines, write=options.write)
        app.close(parts)


def table(made: Made) -> str:
    """Measurements while the book was made, as rows."""
    return f"""Made: {made.on}

| | |
|---|---|
| engine, characters, chunks | {made.engine}, {made.characters:,}, {made.chunks} |
| sound | {made.lasts / 60:.1f} min (rows say {made.said / 60:.1f} min) |
| planned and queued within | {made.planned:.2f} s |
| made in (one thread, beside other work), computing | {made.made:.0f} s, {made.computing:.0f} s |
| joined to a WAV in | {made.joined:.1f} s |
| memory at 10 %, peak after it, growth | {made.base:.0f} MB, {made.peak:.0f} MB, {made.peak - made.base:+.0f} MB |
| memory with the whole answer read, with the file written | {made.answered:.0f} MB, {made.rendered:.0f} MB |
| every letter in exactly one chunk, in order | {made.complete} |
| every word has its time | {made.timed} |"""


if __name__ == "__main__":
    main()
