"""Guess the module of a question by names alone: the stranger's test of docs/explanation/strangers-test.md."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src/clonyvoice"
QUESTIONS = (
    ("Where is the pause between chunks decided?", "speech/pauses.py"),
    ("Where is the Host header checked against allowed origins?", "api/middleware/origins.py"),
    ("Where is a request body over the limit refused?", "api/middleware/body_limit.py"),
    ("Which waiting job does the scheduler start next?", "jobs/scheduler.py"),
    ("How are compute slots shared between owners?", "jobs/compute_slots.py"),
    ("Where are dates read aloud in English?", "text/normalise/english_dates.py"),
    (
        "Where is it found that several speakers talk in a recording that is to be cloned?",
        "cloning/speaker_check.py",
    ),
    ("Where is noise taken off a recording?", "cloning/denoising.py"),
    ("Where does the refinement of a clone run in the background?", "cloning/refinement.py"),
    ("Where is a generation transcribed again and checked against its text?", "speech/transcript_check.py"),
    ("Where is sound encoded as MP3?", "audio/encoding.py"),
    ("Where is the loudness of speech measured?", "audio/loudness_measurement.py"),
    ("Where are keys stored and authenticated?", "keys/key_store.py"),
    ("Where are the limits of requests a minute counted?", "keys/rate_limits.py"),
    ("Where is an Idempotency-Key kept with its response?", "api/idempotency.py"),
    ("Where are events of a job published?", "jobs/event_bus.py"),
    ("Where does a stream get its sound while it is made?", "speech/streaming.py"),
    ("Where are SRT subtitles written?", "text/subtitles.py"),
    ("Where is a voice exported to a file?", "voices/voice_archive.py voices/import_export.py"),
    ("Where are model weights downloaded?", "weights/download.py"),
)

STOP = {
    *(
        "where",
        "is",
        "the",
        "a",
        "are",
        "of",
        "to",
        "in",
        "by",
        "that",
        "it",
        "its",
        "does",
        "do",
        "did",
        "which",
        "how",
    ),
    *(
        "and",
        "as",
        "for",
        "with",
        "between",
        "while",
        "an",
        "over",
        "off",
        "again",
        "get",
        "run",
        "made",
        "be",
    ),
}


def stems(text: str) -> set[str]:
    """The first five letters of each word that says something."""
    return {word[:5] for word in re.findall(r"[a-z]+", text.lower()) if word not in STOP and len(word) > 2}


def guess(question: str) -> str:
    """The module whose name, then whose folders, share most words with the question."""
    asked = stems(question)
    scored = []
    for path in SOURCE.rglob("*.py"):
        if path.name == "__init__.py" or "migrations" in path.parts:
            continue
        shown = path.relative_to(SOURCE)
        name, folders = (
            stems(path.stem.replace("_", " ")),
            stems(" ".join(shown.parts[:-1]).replace("_", " ")),
        )
        score = 3 * len(asked & name) - 0.5 * len(name - asked)
        score += len(asked & folders) - 0.1 * len(folders - asked)
        scored.append((score, shown.as_posix()))
    return max(scored)[1]


def main() -> None:
    """Print each question with the guess, and where it is when that is wrong."""
    hits = 0
    for question, wanted in QUESTIONS:
        found = guess(question)
        right = found in wanted.split()
        hits += right
        print("✓" if right else "✗", question, "→", found, "" if right else f"(is {wanted})")
    print(hits, "of", len(QUESTIONS))


if __name__ == "__main__":
    main()
