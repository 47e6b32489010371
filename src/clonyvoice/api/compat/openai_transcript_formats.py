"""Transcripts in the shapes of OpenAI's API: speakers as letters, log probabilities of words, the last event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.transcript import Transcript, Word


def languages_of(found: Transcription) -> list[dict[str, str]]:
    """The languages of the recording, the one with most speech first."""
    transcript = found.transcript
    return [{"code": code} for code in transcript.languages or filter(None, [transcript.language])]


def diarised(transcript: Transcript) -> list[dict[str, Any]]:
    """Segments with their speakers, lettered in the order in which they begin, as in OpenAI's API."""
    letters = {name: _letters(number) for number, name in enumerate(transcript.speakers)}
    return [
        {
            "type": "transcript.text.segment",
            "id": f"seg_{number}",
            "start": segment.start,
            "end": segment.end,
            "text": segment.text if not number else f" {segment.text}",
            "speaker": letters.get(segment.speaker, "A"),
        }
        for number, segment in enumerate(transcript.segments)
    ]


def _letters(number: int) -> str:
    """A, B, …, Z, AA for 0, 1, …, 25, 26."""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def logprobs_of(words: Sequence[Word]) -> list[dict[str, Any]]:
    """Log probabilities, one for each word: the recogniser gives none for its tokens."""
    return [
        {
            "token": word.text,
            "logprob": round(math.log(max(word.probability, 1e-9)), 4),
            "bytes": list(word.text.encode()),
        }
        for word in words
    ]


def done_event(done: Transcription, logprobs: bool) -> dict[str, Any]:
    """The event that ends a streamed transcript."""
    told: dict[str, Any] = {
        "type": "transcript.text.done",
        "text": done.transcript.text,
        "languages": languages_of(done),
        "usage": {"type": "tokens", "input_tokens": 0, "output_tokens": 0, "total_tokens": 0},
    }
    return told | ({"logprobs": logprobs_of(done.transcript.words)} if logprobs else {})
