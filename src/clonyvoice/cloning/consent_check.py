"""The check of a spoken consent: whether the voice's own speaker says the sentence, and the evidence for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Final

import numpy as np

from clonyvoice.cloning.errors import ConsentSynthetic
from clonyvoice.cloning.speaker_check import Vector
from clonyvoice.provenance.recording_examination import Verification
from clonyvoice.text.edit_distance_word_alignment import edit_distance, sounds

SAME_SPEAKER: Final = 0.5
"""Least cosine (CAM++) of a spoken consent and the voice's samples.

Of 93 speakers (LibriSpeech; 3 to 6 s against up to 15 s, most from one recording) none was below 0.70; of 8,556 pairs
of different speakers one in 8,000 was above 0.5, none above 0.52.
"""
MOST_DIFFERENT: Final = 0.25
"""Share of sounds of the statement that may be heard otherwise. Chosen by hand."""
MOST_DIFFERENT_HARD: Final = 0.4
"""The same for languages that the recogniser hears worse. Chosen by hand."""
_HARD: Final = frozenset({"ko", "ru", "hi", "zh", "ja"})
_NEGATIONS: Final = frozenset(
    [
        "not",
        "no",
        "never",
        "don't",
        "dont",
        "won't",
        "wont",
        "cannot",
        "can't",
        "cant",
        "nicht",
        "kein",
        "keine",
        "nie",
        "ne",
        "pas",
        "jamais",
        "non",
        "nunca",
        "jamás",
        "não",
        "mai",
        "не",
        "нет",
        "никогда",
        "नहीं",
        "मत",
        "안",
        "못",
        "않",
        "아니",
        "不",
        "没",
        "ない",
        "ません",
    ]
)
"""Words that turn a consent into a refusal; too few sounds to make a sentence another one."""


def refuse_synthetic(found: Verification) -> None:
    """Return for a recording without marks of generated speech. Raises ConsentSynthetic."""
    if found.watermarks:
        raise ConsentSynthetic(
            "watermark", ours=any(each.number == found.own.number for each in found.watermarks)
        )
    if found.credentials.synthetic:
        raise ConsentSynthetic("credentials", ours=found.credentials.this_installation)


def mean_vector(vectors: Sequence[Vector]) -> Vector:
    """The unit vector between speaker embeddings."""
    mean = np.mean(np.stack(vectors), axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def check_spoken(
    statement: str,
    heard: str,
    language: str,
    spoken: Vector,
    voice: Vector,
    *,
    seconds: float,
    now: datetime,
) -> dict[str, Any]:
    """The outcome, `verified` or `not_verified` with `reasons`, and the measurements, as JSON values.

    `spoken` and `voice` are speaker embeddings of the recording and of the voice's samples.
    """
    similarity = float(spoken @ voice)
    said, got = sounds(statement, language) if statement else "", sounds(heard, language) if heard else ""
    difference = edit_distance(said, got) / max(1, len(said))
    limit = MOST_DIFFERENT_HARD if language in _HARD else MOST_DIFFERENT
    expected, words = _words(statement), _words(heard)
    reasons = []
    if similarity < SAME_SPEAKER:
        reasons.append("other_speaker")
    if not statement:
        reasons.append("no_statement")
    elif difference > limit:
        reasons.append("other_words")
    elif _negations(words) - _negations(expected):
        reasons.append("negation")
    missing, added = _differences(expected, words)
    return {
        "outcome": "not_verified" if reasons else "verified",
        "reasons": reasons,
        "similarity": round(similarity, 3),
        "least_similarity": SAME_SPEAKER,
        "heard": heard[:4000],
        "language": language,
        "difference": round(difference, 3),
        "most_difference": limit,
        "missing": missing,
        "added": added,
        "seconds": round(seconds, 2),
        "checked_at": now.isoformat(timespec="seconds"),
        "speaker_encoder": "campplus",
        "recogniser": "whisper-base",
    }


def _words(text: str) -> list[str]:
    kept = "".join(char if char.isalnum() or char in "'’" else " " for char in text.casefold())
    return [word.strip("'’").replace("’", "'") for word in kept.split()]


def _negations(words: Sequence[str]) -> Counter[str]:
    """The negations among words; in scripts that join them to other words, within them."""
    found: Counter[str] = Counter()
    for negation in _NEGATIONS:
        within = any(char > "\u3000" for char in negation)
        count = sum(word.count(negation) if within else word == negation for word in words)
        if count:
            found[negation] = count
    return found


def _differences(expected: Sequence[str], heard: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words of the statement missing in the recording, and additional words of the recording; 50 of each at most."""
    missing: list[str] = []
    added: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, expected, heard, autojunk=False).get_opcodes():
        if kind != "equal":
            missing += expected[a:b]
            added += heard[c:d]
    return missing[:50], added[:50]
