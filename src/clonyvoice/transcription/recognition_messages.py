"""Windows of speech and their transcripts as JSON values, for recognisers in other processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from clonyvoice.core.audio import Samples
from clonyvoice.transcription.recogniser import Heard
from clonyvoice.transcription.speech_windows import Window, WindowPiece
from clonyvoice.transcription.spoken_languages import Languages
from clonyvoice.transcription.transcript import Word
from clonyvoice.transcription.whisper_output_checks import WindowTranscript

Values: TypeAlias = Mapping[str, Any]


class NoTranscript(Exception):
    """Values that are no transcript of a window, nor a question about one."""


def hear_asked(window: Window, language: str | Languages, task: str, prompt: str) -> dict[str, Any]:
    """The question for the transcript of a window, whose samples go beside it."""
    spoken = language if isinstance(language, str) else [language.likely, *language.allowed]
    return {"question": "hear", "language": spoken, "task": task, "prompt": prompt, **_times(window)}


def hear_of(asked: Values, samples: Samples) -> tuple[Window, str | Languages, str, str]:
    """Window, language, task and prompt of a question. Raises NoTranscript."""
    try:
        spoken = asked["language"]
        language = (
            spoken if isinstance(spoken, str) else Languages(str(spoken[0]), tuple(map(str, spoken[1:])))
        )
        return _window(asked, samples), language, str(asked["task"]), str(asked["prompt"])
    except (KeyError, TypeError, ValueError, IndexError):
        raise NoTranscript("a question that lacks values") from None


def heard_values(heard: Heard) -> dict[str, Any]:
    """The answer with the transcripts of a window's parts."""
    parts = []
    for window, told in heard:
        words = [[word.text, word.start, word.end, word.probability] for word in told.words]
        parts.append(
            {
                **_times(window),
                "words": words,
                "avg_logprob": told.avg_logprob,
                "no_speech_prob": told.no_speech_prob,
                "compression_ratio": told.compression_ratio,
                "temperature": told.temperature,
                "clipped": told.clipped,
                "repeated": told.repeated,
                "language": told.language,
            }
        )
    return {"parts": parts}


def heard_of(found: Values, samples: Samples) -> Heard:
    """The parts of a window of `samples` and their transcripts. The parts have times, and no samples.

    Raises NoTranscript.
    """
    try:
        return tuple((_window(part, samples[:0]), _transcript(part)) for part in found["parts"])
    except (KeyError, TypeError, ValueError):
        raise NoTranscript("a transcript that lacks values") from None


def chances_of(found: Values) -> dict[str, float]:
    """The languages and their probabilities in an answer. Raises NoTranscript."""
    try:
        return {str(code): float(chance) for code, chance in found["languages"].items()}
    except (KeyError, AttributeError, TypeError, ValueError):
        raise NoTranscript("languages without probabilities") from None


def _times(window: Window) -> dict[str, Any]:
    return {
        "pieces": [[piece.at, piece.source, piece.seconds] for piece in window.pieces],
        "speech": [list(stretch) for stretch in window.speech],
        "heard_until": window.heard_until,
    }


def _window(values: Values, samples: Samples) -> Window:
    pieces = tuple(WindowPiece(*map(float, piece)) for piece in values["pieces"])
    speech = tuple((float(start), float(end)) for start, end in values["speech"])
    return Window(samples, pieces, speech, float(values["heard_until"]))


def _transcript(values: Values) -> WindowTranscript:
    words = tuple(
        Word(str(text), float(start), float(end), float(chance))
        for text, start, end, chance in values["words"]
    )
    return WindowTranscript(
        words,
        float(values["avg_logprob"]),
        float(values["no_speech_prob"]),
        float(values["compression_ratio"]),
        float(values["temperature"]),
        bool(values["clipped"]),
        bool(values["repeated"]),
        str(values["language"]),
    )
