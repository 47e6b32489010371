"""A project as the timelines of other programs: OpenTimelineIO and Reaper, in whole samples of the mix.

Both name their sound as `media/ID.flac` (takes) and `media/ID.wav` (assets), beside the file; the routes of takes and
assets give those files. Gain points, ducking and the master stay behind: neither format has a place for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clonyvoice.projects.clip_gain_fades import edge_fade, fade_lengths
from clonyvoice.projects.document import Document, Place, clip_duration, clip_start, layout


@dataclass(frozen=True, slots=True)
class _Event:
    """Sound on a track: places and lengths in samples of the project's rate."""

    track: str
    start: int
    length: int
    offset: int
    whole: int
    media: str
    name: str
    gain_db: float
    fade_in: int
    fade_out: int
    loop: bool
    item: tuple[str, Mapping[str, Any]] = ("", {})
    """`line` or `clip`, with its id and its fields."""
    stretch: float = 1.0
    """The factor by which the sound is made longer; `length` is what plays, `offset` is in the sound as it is."""


def _events(document: Document, places: Mapping[str, Place], rate: int) -> Iterator[_Event]:
    """Every line with a take and every clip with sound, with their times in the mix."""
    edge = edge_fade(rate)
    first = next((item.id for item in document.ordered("track") if item.data["kind"] == "speech"), "")
    for line in document.ordered("line"):
        place = places[line.id]
        if place.take_id is None:
            continue
        length = round((place.end - place.start) * rate)
        yield _Event(
            line.data.get("track_id") or first, round(place.start * rate), length, 0, length,
            f"media/{place.take_id}.flac", line.data["text"], float(line.data.get("gain_db", 0.0)), edge, edge, False,
            ("line", {"id": line.id, **line.data}),
        )  # fmt: skip
    for clip in document.ordered("clip"):
        data = clip.data
        length = round(clip_duration(data, document) * rate)
        if length <= 0:
            continue
        asset, take = data.get("asset_id"), data.get("take_id") or ""
        facts = document.assets[asset] if asset else document.takes[take]
        fade_in, fade_out = fade_lengths(data, length, rate)
        yield _Event(
            data["track_id"], round(clip_start(data, places) * rate), length,
            round(float(data.get("trim_start", 0.0)) * rate), round(facts.duration * rate),
            f"media/{asset}.wav" if asset else f"media/{take}.flac", asset or take,
            float(data.get("gain_db", 0.0)), fade_in, fade_out, bool(data.get("loop")),
            ("clip", {"id": clip.id, **data}), float(data.get("stretch", 1.0)),
        )  # fmt: skip


def _by_track(
    document: Document, events: list[_Event]
) -> list[tuple[str, str, dict[str, Any], list[_Event]]]:
    """Tracks in order with their events by time; sound without a track is put on a track of its own."""
    tracks = [(item.id, item.data) for item in document.ordered("track")]
    if any(event.track == "" for event in events):
        tracks.insert(0, ("", {"kind": "speech"}))
    events = sorted(events, key=lambda event: (event.start, event.length))
    return [
        (
            track_id,
            data.get("name") or data["kind"],
            data,
            [event for event in events if event.track == track_id],
        )
        for track_id, data in tracks
    ]


def _markers(document: Document, places: Mapping[str, Place], rate: int) -> list[tuple[int, str, str]]:
    """Markers by time: sample, kind, name on one line."""
    found = [
        (
            round(clip_start(item.data, places) * rate),
            str(item.data.get("kind", "chapter")),
            " ".join(item.data["name"].split()),
        )
        for item in document.ordered("marker")
    ]
    return sorted(found)


# --- OpenTimelineIO ---


def otio(document: Document) -> str:
    """The project as an OpenTimelineIO file (`Timeline.1`), its rate the samples of a second.

    Tracks hold no overlaps there, so sound that overlaps comes on further tracks of the same name. Gains, fades
    and loops are metadata under `clonyvoice`, and so are the fields of each item, which an import from here reads.
    """
    rate = int(document.settings["sample_rate"])
    places = layout(document)
    tracks: list[dict[str, Any]] = []
    for track_id, name, data, events in _by_track(document, list(_events(document, places, rate))):
        lanes: list[list[_Event]] = [[]]
        for event in events:
            lane = next(
                (one for one in lanes if not one or one[-1].start + one[-1].length <= event.start), None
            )
            if lane is None:
                lanes.append(lane := [])
            lane.append(event)
        for lane in lanes:
            settings: dict[str, Any] = {"id": track_id, **data} if track_id else dict(data)
            children = _children(lane, rate)
            tracks.append(_thing("Track.1", name, settings, kind="Audio", children=children, **_ITEM))
    markers = [
        _thing("Marker.2", name, {"kind": kind}, color="GREEN", comment="", marked_range=_range(at, 0, rate))
        for at, kind, name in _markers(document, places, rate)
    ]
    stack = _thing("Stack.1", "tracks", {}, children=tracks, **{**_ITEM, "markers": markers})
    settings = {
        "project_id": document.id, "revision": document.revision, "settings": document.settings,
        "speakers": [{"id": item.id, **item.data} for item in document.ordered("speaker")],
    }  # fmt: skip
    timeline = _thing("Timeline.1", document.settings["name"], settings, global_start_time=None, tracks=stack)
    return json.dumps(timeline, ensure_ascii=False, indent=1)


_ITEM: dict[str, Any] = {"source_range": None, "effects": [], "markers": [], "enabled": True}


def _children(lane: list[_Event], rate: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    at = 0
    for event in lane:
        if event.start > at:
            gap = {**_ITEM, "source_range": _range(0, event.start - at, rate)}
            found.append(_thing("Gap.1", "", {}, **gap))
        reference = _thing(
            "ExternalReference.1", "", {}, available_range=_range(0, event.whole, rate),
            available_image_bounds=None, target_url=event.media,
        )  # fmt: skip
        about = {
            "gain_db": event.gain_db, "fade_in_samples": event.fade_in, "fade_out_samples": event.fade_out,
            "loop": event.loop, event.item[0]: dict(event.item[1]),
        }  # fmt: skip
        placed = {**_ITEM, "source_range": _range(event.offset, event.length, rate)}
        if event.stretch != 1.0:
            pace = {"effect_name": "LinearTimeWarp", "time_scalar": 1 / event.stretch, "enabled": True}
            placed["effects"] = [_thing("LinearTimeWarp.1", "", {}, **pace)]
        found.append(
            _thing(
                "Clip.2",
                " ".join(event.name.split()),
                about,
                media_references={"DEFAULT_MEDIA": reference},
                active_media_reference_key="DEFAULT_MEDIA",
                **placed,
            )
        )
        at = event.start + event.length
    return found


def _thing(schema: str, name: str, about: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    metadata = {"clonyvoice": dict(about)} if about else {}
    return {"OTIO_SCHEMA": schema, "name": name, "metadata": metadata, **fields}


def _range(start: int, length: int, rate: int) -> dict[str, Any]:
    def time(value: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate), "value": float(value)}

    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(length)}


# --- Reaper ---


def reaper(document: Document) -> str:
    """The project as a Reaper project (`.rpp`): seconds with 9 decimals, which is exact to the sample."""
    rate = int(document.settings["sample_rate"])
    places = layout(document)
    rows = ['<REAPER_PROJECT 0.1 "7.0" 0', f"  SAMPLERATE {rate} 1 0"]
    for number, (at, _kind, name) in enumerate(_markers(document, places, rate), 1):
        rows.append(f"  MARKER {number} {at / rate:.9f} {_quoted(name)} 0")
    for _id, name, data, events in _by_track(document, list(_events(document, places, rate))):
        rows += [
            "  <TRACK",
            f"    NAME {_quoted(name)}",
            f"    VOLPAN {_factor(data.get('gain_db', 0.0))} {float(data.get('pan', 0.0)):.6f} -1 -1 1",
            f"    MUTESOLO {int(data.get('mute', False))} {int(data.get('solo', False))} 0",
        ]
        for event in events:
            kind = "WAVE" if event.media.endswith(".wav") else "FLAC"
            rows += [
                "    <ITEM",
                f"      POSITION {event.start / rate:.9f}",
                f"      LENGTH {event.length / rate:.9f}",
                f"      LOOP {int(event.loop)}",
                f"      FADEIN 1 {event.fade_in / rate:.9f} 0 1 0 0 0",
                f"      FADEOUT 1 {event.fade_out / rate:.9f} 0 1 0 0 0",
                f"      NAME {_quoted(event.name)}",
                f"      VOLPAN {_factor(event.gain_db)} 0 1 -1",
                f"      SOFFS {event.offset / rate:.9f}",
                *([f"      PLAYRATE {1 / event.stretch:.9f} 1 0 -1"] if event.stretch != 1.0 else []),
                f"      <SOURCE {kind}",
                f"        FILE {_quoted(event.media)}",
                "      >",
                "    >",
            ]
        rows.append("  >")
    return "\n".join([*rows, ">", ""])


def _quoted(text: str) -> str:
    """Text on one line in quotes that it does not contain; with all three kinds in it, its backticks are replaced."""
    flat = " ".join(text.split())
    for mark in ('"', "'", "`"):
        if mark not in flat:
            return f"{mark}{flat}{mark}"
    return "`" + flat.replace("`", "'") + "`"


def _factor(db: float) -> str:
    return f"{10.0 ** (float(db) / 20.0):.9f}"
