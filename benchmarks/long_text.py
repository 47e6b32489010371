"""A whole book in one request: memory while it is made, and whether every sentence is there once.

    python -m benchmarks.long_text --engine fake            # the pipeline alone, 100,000 characters
    python -m benchmarks.long_text --chars 20000 --hear 20  # the real engine; 20 chunks heard back

Runs the service in this process. Memory is taken after each chunk; what counts is how much it grows after the first
tenth. Chunks are checked against the text letter by letter, and the joined sound against their lengths.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

import psutil
from benchmarks.served import report

from clonyvoice import app
from clonyvoice.audio import probe
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.settings import Settings
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.speech import Segment, SpeechRequest
from clonyvoice.speech.checking import check

SUBJECTS = [
    "The captain",
    "An old friend of mine",
    "Nobody in the village",
    "My sister",
    "The last train",
    "A small grey cat",
]
VERBS = [
    "waited for",
    "had never seen",
    "remembered",
    "walked slowly towards",
    "could not forget",
    "laughed about",
]
OBJECTS = [
    "the red lighthouse",
    "a letter from home",
    "the end of the war",
    "the man with the hat",
    "an open door",
]
ENDS = [
    ", as it always did.",
    ", and then it was quiet.",
    "; who would have thought so?",
    ".",
    " before the sun went down.",
    "!",
]


def book(chars: int, seed: int = 1) -> str:
    """Sentences of our own, numbered, in paragraphs."""
    dice = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < chars:
        pick = [dice.choice(each) for each in (SUBJECTS, VERBS, OBJECTS, ENDS)]
        sentence = f"{pick[0]} {pick[1]} {pick[2]}{pick[3]}"
        parts.append(sentence + ("\n\n" if dice.random() < 0.1 else " "))
        length += len(parts[-1])
    return "".join(parts)[:chars].rsplit(" ", 1)[0]


def letters(text: str) -> str:
    """What is left when spaces and marks are taken away."""
    return "".join(char for char in text if char.isalnum())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chars", type=int, default=100_000)
    parser.add_argument("--engine", choices=["kokoro", "fake"], default="kokoro")
    parser.add_argument("--hear", type=int, default=0, help="how many chunks to hear back with Whisper")
    parser.add_argument("--write", action="store_true", help="keep the table under results/")
    options = parser.parse_args()
    text = book(options.chars)
    process = psutil.Process()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(data_dir=Path(home))
        parts = app.build(settings, engines=[FakeEngine()] if options.engine == "fake" else None)
        app.start(parts)
        voice = "fake_ann" if options.engine == "fake" else "af_heart"
        began = time.monotonic()
        started = parts.speech.start(
            SpeechRequest(kind="preset", segments=(Segment(text, voice, "en"),)), "bench"
        )
        planned = time.monotonic() - began
        job = started.job_id or ""
        memory: list[tuple[float, float]] = []
        while not (now := parts.jobs.get(job)).ended:
            memory.append((now.progress, process.memory_info().rss / 1e6))
            time.sleep(0.1)
        made = time.monotonic() - began
        done = parts.speech.wait(parts.speech.get(started.id))
        memory_answer = process.memory_info().rss / 1e6
        path = parts.speech.file(done)
        rendered = time.monotonic() - began - made
        memory_render = process.memory_info().rss / 1e6
        facts = probe(path, max_bytes=10**10)
        complete = letters("".join(chunk.text for chunk in done.chunks)) == letters(text)
        spoken = letters("".join(word.word for word in done.words())) == letters(text)
        base = max((value for share, value in memory if share <= 0.1), default=memory[0][1])
        peak = max(value for share, value in memory if share > 0.1)
        flagged = ""
        if options.hear:
            chosen = random.Random(2).sample([chunk.index for chunk in done.chunks], options.hear)
            heard = [
                check(done, parts.blobs, parts.transcriptions.hear, nullcontext, CancelToken(), index)[0]
                for index in chosen
            ]
            wrong = [each for each in heard if each.flagged]
            count = sum(len(each.text.split()) for each in heard)
            words = sum(each.wer * len(each.text.split()) for each in heard) / count
            flagged = (
                f"\n| heard back: chunks flagged, word errors | {len(wrong)} of {len(heard)}, {words:.1%} |"
            )
        app.close(parts)
    lines = f"""| | |
|---|---|
| engine, characters, chunks | {options.engine}, {len(text):,}, {len(done.chunks)} |
| sound | {facts.duration / 60:.1f} min (rows say {(done.duration or 0) / 60:.1f} min) |
| planned and queued within | {planned:.2f} s |
| made in, joined to a WAV in | {made:.0f} s, {rendered:.1f} s |
| memory at 10 %, peak after it, growth | {base:.0f} MB, {peak:.0f} MB,
{peak - base:+.0f} MB |
| memory with the whole answer read, with the file written | {memory_answer:.0f} MB, {memory_render:.0f} MB |
| every letter in exactly one chunk, in order | {complete} |
| every word has its time | {spoken} |{flagged}"""
    report(f"long_text_{options.engine}", "A long text", lines, write=options.write)


if __name__ == "__main__":
    main()
