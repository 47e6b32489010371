"""The sources and track levels of a mix, from a document: places, mute and solo, pan, ducking."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from clonyvoice.projects.clip_gain_fades import edge_fade, fade_lengths, gain_points
from clonyvoice.projects.document import Document, clip_duration, clip_start, layout, times_of_lines
from clonyvoice.projects.errors import NothingToMix
from clonyvoice.projects.mix import Mix, Sounds, Source, TrackLevel
from clonyvoice.projects.mix_order import SourcesInOrder, SpokenLines
from clonyvoice.projects.track_ducking import SpeechStretches, ducking_of
from clonyvoice.projects.track_effects import heard_effects, reverb_tail


def mix_of(document: Document, sounds: Sounds) -> Mix:
    """The mix of a revision of a project. Raises NothingToMix."""
    rate = int(document.settings["sample_rate"])
    tracks = {track.id: track.data for track in document.ordered("track")}
    heard = _heard(tracks)
    lines = _spoken_lines(document, tracks, heard, rate)
    clips: list[Source] = []
    all_clips = document.ordered("clip")
    places = layout(document) if any(clip.data.get("anchor") is not None for clip in all_clips) else {}
    for clip in all_clips:
        data = clip.data
        seconds = clip_duration(data, document)
        if seconds > 0 and heard(data["track_id"]):
            start = round(clip_start(data, places) * rate)
            clips.append(_clip_source(data, start, round(seconds * rate), document, rate))
    if not lines.takes and not clips:
        raise NothingToMix
    sources = SourcesInOrder(lines, clips)
    speech = SpeechStretches(lines, clips, sounds.speech, rate)
    levels = {name: _level(data, speech, rate) for name, data in tracks.items()}
    levels.setdefault("", TrackLevel(1.0, 1.0))
    tails = {name: round(reverb_tail(level.effects) * rate) for name, level in levels.items()}
    length = int(sources.ends.max())
    if any(tails.values()):
        length = max(source.end + tails.get(source.track, 0) for source in sources)
    return Mix(rate, length, sources, levels, sounds)


def _spoken_lines(
    document: Document,
    tracks: Mapping[str, Mapping[str, Any]],
    heard: Callable[[str], bool],
    rate: int,
) -> SpokenLines:
    """The lines with a take, on audible tracks."""
    starts, ends, found = times_of_lines(document)
    usual = next((name for name, data in tracks.items() if data["kind"] == "speech"), "")
    sounding = {name: heard(name) for name in [*tracks, ""]}
    kept: list[int] = []
    takes: list[str] = []
    on: list[str] = []
    gains: list[float] = []
    for number, (line, take) in enumerate(zip(document.ordered("line"), found, strict=True)):
        if take is None:
            continue
        track = line.data.get("track_id") or usual
        if sounding[track] if track in sounding else heard(track):
            kept.append(number)
            takes.append(take.id)
            on.append(track)
            gains.append(_factor(line.data.get("gain_db")))
    at = np.array(kept, np.int64)
    # numpy rounds halves to even, as round() does.
    places = np.rint(starts[at] * rate).astype(np.int64)
    lengths = np.rint((ends[at] - starts[at]) * rate).astype(np.int64)
    return SpokenLines(places, lengths, takes, on, gains, edge_fade(rate))


def _clip_source(data: Mapping[str, Any], start: int, length: int, document: Document, rate: int) -> Source:
    asset, take = data.get("asset_id"), data.get("take_id")
    name = asset or take or ""
    stretched = float(data.get("stretch", 1.0))
    offset = round(float(data.get("trim_start", 0.0)) * stretched * rate)
    facts = document.assets[asset] if asset else document.takes[name]
    loop = round(facts.duration * stretched * rate) - offset if data.get("loop") else 0
    return Source(
        start, length, offset, name, asset is not None, data["track_id"],
        _factor(data.get("gain_db")), gain_points(data, rate), *fade_lengths(data, length, rate),
        max(0, loop), stretched,
    )  # fmt: skip


def _heard(tracks: Mapping[str, Mapping[str, Any]]) -> Callable[[str], bool]:
    """Whether a track is in the mix: not muted, and soloed if any track is."""
    soloed = {name for name, data in tracks.items() if data.get("solo")}

    chosen = {
        name for name, data in tracks.items()
        if not data.get("mute", False) and (not soloed or name in soloed)
    }  # fmt: skip
    return lambda track: track in chosen or (track not in tracks and not soloed)


def _level(data: Mapping[str, Any], speech: SpeechStretches, rate: int) -> TrackLevel:
    """A track's level."""
    gain, pan = _factor(data.get("gain_db")), float(data.get("pan", 0.0))
    # Equal power, 0 dB in the middle: cos and sin of an angle, times the root of 2.
    angle = (pan + 1.0) * math.pi / 4
    left, right = (
        (gain, gain)
        if pan == 0
        else (gain * math.sqrt(2) * math.cos(angle), gain * math.sqrt(2) * math.sin(angle))
    )
    return TrackLevel(left, right, heard_effects(data), ducking_of(data, speech, rate))


def _factor(db: float | None) -> float:
    return float(10.0 ** (db / 20.0)) if db else 1.0
