"""A project as files that other programs read: subtitles, text, JSON, Audacity labels, timelines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from clonyvoice.projects import otio_reaper_export
from clonyvoice.projects.document import (
    Document,
    clip_start,
    layout,
)
from clonyvoice.projects.document_json import document_json
from clonyvoice.text import subtitles

ExportFormat: TypeAlias = Literal["json", "txt", "srt", "vtt", "audacity", "otio", "reaper"]
MEDIA_TYPES: Final[dict[str, str]] = {
    "json": "application/json",
    "txt": "text/plain",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "audacity": "text/plain",
    "otio": "application/json",
    "reaper": "text/plain",
}


@dataclass(frozen=True, slots=True)
class _Word:
    start: float
    end: float
    start_char: int
    end_char: int


def export(
    document: Document,
    words: Mapping[str, Sequence[Mapping[str, Any]]],
    texts: Mapping[str, str],
    fmt: ExportFormat,
) -> str:
    """The project as text in a format. `words` and `texts` are those of takes, by id; times are at word precision."""
    if fmt == "json":
        return json.dumps(document_json(document), ensure_ascii=False, indent=1)
    if fmt == "txt":
        return _script(document)
    if fmt in ("otio", "reaper"):
        return otio_reaper_export.otio(document) if fmt == "otio" else otio_reaper_export.reaper(document)
    if fmt == "audacity":
        return _labels(document)
    cues = cues_of(document, words, texts)
    return subtitles.vtt(cues) if fmt == "vtt" else subtitles.srt(cues)


def cues_of(
    document: Document, words: Mapping[str, Sequence[Mapping[str, Any]]], texts: Mapping[str, str]
) -> list[subtitles.Cue]:
    """Subtitles of all active takes, in order of time."""
    places = layout(document)
    cues: list[subtitles.Cue] = []
    for line in document.ordered("line"):
        place = places[line.id]
        if place.take_id is None:
            continue
        if said := _words(words.get(place.take_id, ())):
            cues += subtitles.cues(texts.get(place.take_id, ""), said, place.start)
    cues.sort(key=lambda cue: cue.start)
    return cues


def subtitles_of_take(text: str, words: Sequence[Mapping[str, Any]], fmt: Literal["srt", "vtt"]) -> str:
    """One take as subtitles, with times from its start."""
    cues = subtitles.cues(text, _words(words))
    return subtitles.vtt(cues) if fmt == "vtt" else subtitles.srt(cues)


def _words(stored: Sequence[Mapping[str, Any]]) -> list[_Word]:
    return [
        _Word(float(word["start"]), float(word["end"]), int(word["start_char"]), int(word["end_char"]))
        for word in stored
    ]


def _script(document: Document) -> str:
    rows = []
    for line in document.ordered("line"):
        speaker = document.items.get(line.data.get("speaker_id") or "")
        rows.append(
            f"{speaker.data['name']}: {line.data['text']}" if speaker is not None else line.data["text"]
        )
    return "\n\n".join(rows) + "\n"


def _labels(document: Document) -> str:
    """Audacity's label track: start, end and name on a line, separated by tabs; chapters are points."""
    places = layout(document)
    rows = [
        (place.start, place.end, " ".join(document.items[line_id].data["text"].split()))
        for line_id, place in places.items()
        if place.take_id is not None
    ]
    for marker in document.ordered("marker"):
        at = clip_start(marker.data, places)
        rows.append((at, at, " ".join(marker.data["name"].split())))
    return "".join(f"{begin:.6f}\t{end:.6f}\t{name}\n" for begin, end, name in sorted(rows))
