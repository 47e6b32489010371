"""OpenTimelineIO files read into projects: tracks, clips and markers at their exact samples.

A file that was exported here names its takes and assets (`media/ID.flac`), and has the fields of its lines, clips and
tracks as metadata: where the project is still there, a copy of its sound comes along. Positions are those of the file:
another program may have moved them. Media of other files are not opened; each is listed among the warnings and has a
note at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final

from clonyvoice.audio.stereo_time_stretch import FASTEST_STRETCH, SLOWEST_STRETCH
from clonyvoice.core.json_reading import value_of
from clonyvoice.projects.document_items import LONGEST, MOST
from clonyvoice.projects.errors import ScriptInvalid
from clonyvoice.projects.script_lines import MAX_BYTES, Script, ScriptLine, decoded_text
from clonyvoice.text.languages import UnknownLanguage, resolve

RATE: Final = 48_000
"""Samples of a second, in which places are counted: a project's rate."""
_OWN_MEDIA: Final = re.compile(r"media/((?:take|asset)_[A-Za-z0-9_-]{1,64})\.(?:flac|wav)")
_DEEPEST: Final = 4
"""Compositions within compositions that are looked into. Chosen by hand."""
_MOST_WARNINGS: Final = 200
"""Warnings that an import returns. Chosen by hand."""
_GRID: Final = RATE << 40
"""Parts of a second that times are counted in: so fine that 20,000 sums stay within a millionth of a sample, and of one
denominator, since that of sums of fractions with different ones grows with each."""
_LARGEST: Final = 2**63
"""Numbers from here on are no times: they do not fit into a program's integers, and may not fit into a float."""


@dataclass(frozen=True, slots=True)
class PlacedClip:
    """A clip of a track: places and lengths in samples; `about` is ClonyVoice's metadata of an exported clip."""

    name: str
    media: str
    start: int
    length: int
    offset: int
    stretch: float
    about: Mapping[str, Any]

    @property
    def own(self) -> str | None:
        """The id of its take or asset, in a file exported by ClonyVoice."""
        found = _OWN_MEDIA.fullmatch(self.media)
        return found[1] if found else None

    @property
    def shown(self) -> str:
        """The clip's display name: that of its media, else its own."""
        named = PurePosixPath(self.media.replace("\\", "/")).name or self.name
        return " ".join(named.split())[:120] or "clip"


@dataclass(slots=True)
class PlacedTrack:
    """A track and its clips, in the order of time."""

    name: str
    about: Mapping[str, Any]
    clips: list[PlacedClip] = field(default_factory=list)


@dataclass(slots=True)
class OtioTimeline:
    """The contents of an OpenTimelineIO file: tracks, markers (sample, name, fields), warnings of what is left out."""

    name: str
    about: Mapping[str, Any]
    tracks: list[PlacedTrack] = field(default_factory=list)
    markers: list[tuple[int, str, Mapping[str, Any]]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        """Record a warning, up to a limit."""
        if len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(text)

    @property
    def language(self) -> str | None:
        """The language of the exported project; None for other files and unknown languages."""
        kept = self.about.get("settings")
        given = kept.get("language") if isinstance(kept, Mapping) else None
        try:
            return resolve(given) if isinstance(given, str) else None
        except UnknownLanguage:
            return None

    def script(self) -> Script:
        """The lines that a file from here has, for a preview."""
        lines = [
            ScriptLine(said["text"], slot=(clip.start / RATE, (clip.start + clip.length) / RATE))
            for track in self.tracks
            for clip in track.clips
            if isinstance(said := clip.about.get("line"), Mapping) and isinstance(said.get("text"), str)
        ]
        missing = [
            f"{clip.shown} at {clip.start / RATE:.3f} s is not here: a note stands in its place."
            for track in self.tracks
            for clip in track.clips
            if clip.own is None
        ]
        warnings = [*self.warnings, *missing][:_MOST_WARNINGS]
        return Script("otio", sorted(lines, key=lambda line: line.slot or (0.0, 0.0)), warnings)


def read_otio(source: BinaryIO) -> OtioTimeline:
    """The timeline of an `.otio` file; files that it refers to are not opened. Raises ScriptInvalid."""
    if source.seek(0, 2) > MAX_BYTES:
        raise ScriptInvalid(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    source.seek(0)
    try:
        found = value_of(decoded_text(source.read(MAX_BYTES)), "file")
    except ValueError as problem:
        raise ScriptInvalid("The file is not an OpenTimelineIO file: it is no JSON.") from problem
    if (
        not isinstance(found, Mapping)
        or _schema(found) != "Timeline"
        or not isinstance(found.get("tracks"), Mapping)
    ):
        raise ScriptInvalid("The file is not an OpenTimelineIO file: it holds no Timeline.")
    timeline = OtioTimeline(_text(found.get("name")), _about(found))
    stack = found["tracks"]
    _add_markers(timeline, stack, Fraction(0), Fraction(0))
    for number, child in enumerate(_children(stack)):
        if _schema(child) != "Track":
            timeline.warn(f"{_schema(child) or 'Something'} {number + 1} beside the tracks is left out.")
            continue
        track = PlacedTrack(_text(child.get("name")), _about(child))
        _read_track(timeline, track, child)
        timeline.tracks.append(track)
    timeline.markers.sort(key=lambda one: one[0])
    if len(timeline.tracks) > MOST["track"] or sum(len(one.clips) for one in timeline.tracks) > MOST["clip"]:
        raise ScriptInvalid("The file has more tracks or clips than a project holds.")
    if not any(one.clips for one in timeline.tracks) and not timeline.markers:
        raise ScriptInvalid("There is nothing on the timeline of this file.")
    return timeline


def _read_track(timeline: OtioTimeline, track: PlacedTrack, found: Mapping[str, Any]) -> None:
    at = Fraction(0)
    _add_markers(timeline, found, at, Fraction(0))
    for child in _children(found):
        schema = _schema(child)
        if schema == "Transition":
            timeline.warn(
                f"A transition on track {track.name or '?'} is left out; clips end where they are cut."
            )
            continue
        start, length = _span(child)
        if schema == "Clip":
            _add_markers(timeline, child, at, start)
            media, offset = _media(child)
            stretch = _stretch(timeline, child)
            place = [round(value * RATE) for value in (at, at + length, max(Fraction(0), start - offset))]
            if place[1] > place[0]:
                track.clips.append(
                    PlacedClip(
                        _text(child.get("name")),
                        media,
                        place[0],
                        place[1] - place[0],
                        place[2],
                        stretch,
                        _about(child),
                    )
                )
        elif schema != "Gap":
            timeline.warn(
                f"{schema or 'Something'} within track {track.name or '?'} is left out; its place stays empty."
            )
        at += length
        if at > LONGEST:
            raise ScriptInvalid(f"The timeline is longer than {LONGEST / 3600:g} hours.")


def _span(item: Mapping[str, Any], depth: int = 0) -> tuple[Fraction, Fraction]:
    """Start in its media and length of an item, in seconds: its source range, else all that it has."""
    given = item.get("source_range")
    if given is None and _schema(item) == "Clip":
        given = _reference(item).get("available_range")
    if given is None and depth < _DEEPEST:
        lengths = [_span(child, depth + 1)[1] for child in _children(item) if _schema(child) != "Transition"]
        together = (
            sum(lengths, Fraction(0)) if _schema(item) == "Track" else max(lengths, default=Fraction(0))
        )
        return Fraction(0), together
    if not isinstance(given, Mapping):
        raise ScriptInvalid("An item of the timeline says neither how long it is nor how long its media is.")
    start, length = _seconds(given.get("start_time")), _seconds(given.get("duration"))
    if length < 0:
        raise ScriptInvalid("An item of the timeline has a length below 0.")
    return start, length


def _seconds(time: object) -> Fraction:
    if isinstance(time, Mapping):
        value: Any = time.get("value")
        rate: Any = time.get("rate")
        if _is_number(value) and _is_number(rate) and rate > 0 and abs(value / rate) < 10 * LONGEST:
            return Fraction(round(Fraction(value) / Fraction(rate) * _GRID), _GRID)
    raise ScriptInvalid("The file has a time that is none: it needs a value, and a rate above 0.")


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and abs(value) < _LARGEST


def _reference(clip: Mapping[str, Any]) -> Mapping[str, Any]:
    """The active media reference of a clip of either version of its schema."""
    several = clip.get("media_references")
    key = clip.get("active_media_reference_key")
    found = several.get(key) if isinstance(several, Mapping) and isinstance(key, str) else None
    found = found if found is not None else clip.get("media_reference")
    return found if isinstance(found, Mapping) else {}


def _media(clip: Mapping[str, Any]) -> tuple[str, Fraction]:
    """The address of a clip's media, and the media's start time by its own clock."""
    found = _reference(clip)
    whole = found.get("available_range")
    begins = _seconds(whole.get("start_time")) if isinstance(whole, Mapping) else Fraction(0)
    return _text(found.get("target_url"), 1000), begins


def _stretch(timeline: OtioTimeline, clip: Mapping[str, Any]) -> float:
    for effect in listed(clip.get("effects")):
        scalar = effect.get("time_scalar") if isinstance(effect, Mapping) else None
        if _is_number(scalar) and scalar and FASTEST_STRETCH <= 1 / scalar <= SLOWEST_STRETCH:
            return float(1 / scalar)
        timeline.warn(f"An effect of {_text(clip.get('name')) or 'a clip'} is left out.")
    return 1.0


def _add_markers(timeline: OtioTimeline, item: Mapping[str, Any], at: Fraction, start: Fraction) -> None:
    """Add the markers of an item that starts at `at` in the timeline and at `start` of its own time."""
    for marker in listed(item.get("markers")):
        span = marker.get("marked_range") if isinstance(marker, Mapping) else None
        if not isinstance(span, Mapping):
            continue
        place = at + _seconds(span.get("start_time")) - start
        if 0 <= place <= LONGEST and len(timeline.markers) < MOST["marker"]:
            name = _text(marker.get("name"), 200) or _text(marker.get("comment"), 200) or "Marker"
            timeline.markers.append((round(place * RATE), name, _about(marker)))


def _children(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (child for child in listed(item.get("children")) if isinstance(child, Mapping))


def listed(value: object) -> list[Any]:
    """The value if it is a list, else an empty list."""
    return value if isinstance(value, list) else []


def _schema(item: Mapping[str, Any]) -> str:
    return str(item.get("OTIO_SCHEMA", "")).partition(".")[0][:40]


def _text(value: object, most: int = 100) -> str:
    return " ".join(value.split())[:most] if isinstance(value, str) else ""


def _about(item: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = item.get("metadata")
    found = metadata.get("clonyvoice") if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) else {}
