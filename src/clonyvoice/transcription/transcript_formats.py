"""A transcript as plain text, SubRip (SRT), WebVTT, or plain JSON values."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from clonyvoice.transcription.transcript import Segment, Transcript, Word, joined

Timestamps: TypeAlias = Literal["none", "segment", "word"]
_CUE_SECONDS, _CUE_CHARS, _LINE_CHARS = 7.0, 84, 42
"""Of a subtitle: seconds, characters, characters of a line (Netflix, Timed Text Style Guide)."""


@dataclass(frozen=True, slots=True)
class TranscriptCue:
    """A subtitle: seconds and at most two lines of text."""

    start: float
    end: float
    text: str
    speaker: str = ""


def cues(segments: Sequence[Segment]) -> list[TranscriptCue]:
    """The segments as subtitles: at most 7 s and two lines of 42 characters each, cut between words.

    They never overlap and each lasts at least a moment.
    """
    out: list[TranscriptCue] = []
    for segment in segments:
        for group in _groups(segment):
            text = "".join(word.text for word in group).strip()
            out.append(TranscriptCue(group[0].start, group[-1].end, _lines(text), segment.speaker))
        if not segment.words and segment.text:
            out.append(TranscriptCue(segment.start, segment.end, _lines(segment.text), segment.speaker))
    for index, cue in enumerate(out):
        limit = out[index + 1].start if index + 1 < len(out) else cue.end + 1.0
        end = min(max(cue.end, cue.start + 0.5), max(limit, cue.start + 0.05))
        out[index] = replace(cue, end=end)
    return out


def srt(transcript: Transcript) -> str:
    """SubRip subtitles; a cue begins with its speaker's name where the speaker changes."""
    blocks = []
    before = ""
    for number, cue in enumerate(cues(transcript.segments), 1):
        said = f"{speaker_label(cue.speaker)}: {cue.text}" if cue.speaker not in ("", before) else cue.text
        before = cue.speaker
        blocks.append(f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{said}\n")
    return "\n".join(blocks)


def vtt(transcript: Transcript) -> str:
    """WebVTT, with voice tags where speakers are known."""
    blocks = ["WEBVTT\n"]
    for cue in cues(transcript.segments):
        text = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        said = f"<v {speaker_label(cue.speaker)}>{text}</v>" if cue.speaker else text
        blocks.append(f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{said}\n")
    return "\n".join(blocks)


def text(transcript: Transcript) -> str:
    """The words alone; with speakers, a line for each turn that begins with the speaker's name."""
    if not transcript.speakers:
        return transcript.text
    turns = itertools.groupby(transcript.segments, key=lambda segment: segment.speaker)
    return "\n".join(
        f"{speaker_label(who)}: {joined([segment.text for segment in turn])}" for who, turn in turns
    )


def speaker_label(name: str) -> str:
    """A speaker's name for display: `Speaker 1` for `speaker_0`."""
    number = name.rpartition("_")[2]
    return f"Speaker {int(number) + 1}" if number.isdigit() else name


def clock(seconds: float, point: str) -> str:
    """`HH:MM:SS` and milliseconds after `point`."""
    total = max(0, round(seconds * 1000))
    hours, rest = divmod(total, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}{point}{thousandths:03d}"


def segment_json(segment: Segment, number: int, timestamps: Timestamps) -> dict[str, Any]:
    """A segment as JSON values; its words with `timestamps="word"`."""
    value: dict[str, Any] = {"id": number, "text": segment.text, "confidence": round(segment.confidence, 3)}
    if segment.language:
        value["language"] = segment.language
    if segment.speaker:
        value["speaker"] = segment.speaker
    if timestamps != "none":
        value |= {"start": segment.start, "end": segment.end}
    if timestamps == "word":
        value["words"] = [word_json(word) for word in segment.words]
    return value


def verbose_segment(segment: Segment, number: int) -> dict[str, Any]:
    """A segment with all its fields, as in OpenAI's `verbose_json`."""
    value = {
        "id": number,
        "seek": round(segment.start * 100),
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
        "tokens": [],
        "temperature": segment.temperature,
        "avg_logprob": segment.avg_logprob,
        "compression_ratio": segment.compression_ratio,
        "no_speech_prob": segment.no_speech_prob,
        "confidence": round(segment.confidence, 3),
    }
    if segment.language:
        value["language"] = segment.language
    if segment.speaker:
        value["speaker"] = segment.speaker
    return value


def word_json(word: Word) -> dict[str, Any]:
    """A word as JSON values."""
    return {
        "word": word.text.strip(),
        "start": word.start,
        "end": word.end,
        "probability": round(word.probability, 3),
    }


def stored(segment: Segment) -> dict[str, Any]:
    """A segment in the database's format; `restored` is the inverse."""
    return {
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
        "avg_logprob": segment.avg_logprob,
        "no_speech_prob": segment.no_speech_prob,
        "compression_ratio": segment.compression_ratio,
        "temperature": segment.temperature,
        "language": segment.language,
        "speaker": segment.speaker,
        "words": [[word.text, word.start, word.end, word.probability] for word in segment.words],
    }


def restored(value: dict[str, Any]) -> Segment:
    """The segment of a value made by `stored`."""
    words = tuple(Word(str(w[0]), float(w[1]), float(w[2]), float(w[3])) for w in value["words"])
    return Segment(
        start=value["start"],
        end=value["end"],
        text=value["text"],
        words=words,
        avg_logprob=value["avg_logprob"],
        no_speech_prob=value["no_speech_prob"],
        compression_ratio=value["compression_ratio"],
        temperature=value["temperature"],
        language=value.get("language", ""),
        speaker=value.get("speaker", ""),
    )


def _groups(segment: Segment) -> list[list[Word]]:
    """The words of a segment in cues of nearly equal length."""
    words = list(segment.words)
    if not words:
        return []
    chars = len(segment.text)
    count = max(-(-chars // _CUE_CHARS), int((segment.end - segment.start) // _CUE_SECONDS) + 1)
    target = chars / count
    groups: list[list[Word]] = [[]]
    held = 0
    for word in words:
        group = groups[-1]
        full = held + len(word.text) > _CUE_CHARS or (
            group and (held + len(word.text) / 2 > target or word.end - group[0].start > _CUE_SECONDS)
        )
        if group and full:
            groups.append([])
            held = 0
        groups[-1].append(word)
        held += len(word.text)
    return groups


def _lines(shown: str) -> str:
    """The text in one line, or in two where it is long."""
    if len(shown) <= _LINE_CHARS:
        return shown
    spaces = [index for index, char in enumerate(shown) if char == " "]
    if not spaces:
        return shown
    middle = min(spaces, key=lambda index: abs(index - len(shown) / 2))
    return joined([shown[:middle]]) + "\n" + shown[middle + 1 :]
