"""The sources and track levels of a mix, from a document: places, fades, mute and solo, pan, ducking."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from clonyvoice.projects.document import Document, clip_duration, clip_start, layout
from clonyvoice.projects.errors import NothingToMix
from clonyvoice.projects.mix import Mix, Sounds, Source, TrackLevel

_EDGE_SECONDS: Final = 0.003
"""Every line and clip fades this long at its ends, so that a cut in the middle of a sound does not click."""
_DUCK_HOLD_SECONDS: Final = 0.8
"""Speech that goes on within this time is one stretch: music does not come up between two sentences."""


def mix_of(document: Document, sounds: Sounds) -> Mix:
    """The mix of a revision of a project. Raises NothingToMix."""
    rate = int(document.settings["sample_rate"])
    places = layout(document)
    tracks = {track.id: track.data for track in document.ordered("track")}
    heard = _heard(tracks)
    first_speech = next((name for name, data in tracks.items() if data["kind"] == "speech"), None)
    sources: list[Source] = []
    spoken: dict[str, list[tuple[int, int]]] = {}
    edge = round(_EDGE_SECONDS * rate)
    for line in document.ordered("line"):
        place = places[line.id]
        track = line.data.get("track_id") or first_speech or ""
        take_id = place.take_id
        if take_id is None or not heard(track):
            continue
        start, length = round(place.start * rate), round((place.end - place.start) * rate)
        gain = _factor(line.data.get("gain_db"))
        sources.append(Source(start, length, 0, take_id, False, track, gain, (), edge, edge))
        said = spoken.setdefault(track, [])
        for begin, end in sounds.speech(take_id):
            said.append((start + round(begin * rate), start + round(end * rate)))
    for clip in document.ordered("clip"):
        data = clip.data
        track = data["track_id"]
        seconds = clip_duration(data, document)
        if seconds <= 0 or not heard(track):
            continue
        start = round(clip_start(data, places) * rate)
        sources.append(_clip_source(data, start, round(seconds * rate), document, rate, edge))
        spoken.setdefault(track, []).append((start, start + round(seconds * rate)))
    if not sources:
        raise NothingToMix
    ducks: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    levels = {name: _level(data, spoken, ducks, rate) for name, data in tracks.items()}
    levels.setdefault("", TrackLevel(1.0, 1.0))
    sources.sort(key=lambda source: source.start)
    return Mix(rate, max(source.end for source in sources), sources, levels, sounds)


def _clip_source(
    data: Mapping[str, Any], start: int, length: int, document: Document, rate: int, edge: int
) -> Source:
    asset, take = data.get("asset_id"), data.get("take_id")
    name = asset or take or ""
    stretched = float(data.get("stretch", 1.0))
    offset = round(float(data.get("trim_start", 0.0)) * stretched * rate)
    facts = document.assets[asset] if asset else document.takes[name]
    loop = round(facts.duration * stretched * rate) - offset if data.get("loop") else 0
    points = tuple(
        (round(point["at"] * rate), float(point["gain_db"])) for point in data.get("gain_points", ())
    )
    half = length // 2
    return Source(
        start, length, offset, name, asset is not None, data["track_id"],
        _factor(data.get("gain_db")), points,
        min(half, max(edge, round(data.get("fade_in_ms", 0) * rate / 1000))),
        min(half, max(edge, round(data.get("fade_out_ms", 0) * rate / 1000))),
        max(0, loop), stretched,
    )  # fmt: skip


def _heard(tracks: Mapping[str, Mapping[str, Any]]) -> Callable[[str], bool]:
    """Whether a track is in the mix: none of the muted ones, and only the soloed ones where there are any."""
    soloed = {name for name, data in tracks.items() if data.get("solo")}

    chosen = {
        name for name, data in tracks.items()
        if not data.get("mute", False) and (not soloed or name in soloed)
    }  # fmt: skip
    return lambda track: track in chosen or (track not in tracks and not soloed)


def _level(
    data: Mapping[str, Any],
    spoken: Mapping[str, list[tuple[int, int]]],
    ducks: dict[tuple[str, ...], list[tuple[int, int]]],
    rate: int,
) -> TrackLevel:
    """A track's level; `ducks` caches the stretches of speech that tracks are ducked by."""
    gain, pan = _factor(data.get("gain_db")), float(data.get("pan", 0.0))
    # Equal power, 0 dB in the middle: cos and sin of an angle, times the root of 2.
    angle = (pan + 1.0) * math.pi / 4
    left, right = (
        (gain, gain)
        if pan == 0
        else (gain * math.sqrt(2) * math.cos(angle), gain * math.sqrt(2) * math.sin(angle))
    )
    level = TrackLevel(left, right)
    if data.get("duck_by"):
        names = tuple(sorted(set(data["duck_by"])))
        if names not in ducks:
            ducks[names] = _stretches([each for name in names for each in spoken.get(name, ())], rate)
        level.ducks = ducks[names]
        level.duck_db = float(data.get("duck_db", -12.0))
        level.attack = max(1, round(data.get("duck_attack_ms", 120) * rate / 1000))
        level.release = max(1, round(data.get("duck_release_ms", 600) * rate / 1000))
    return level


def _stretches(found: list[tuple[int, int]], rate: int) -> list[tuple[int, int]]:
    """Stretches in order and apart: those with less than the hold between them are one."""
    hold = round(_DUCK_HOLD_SECONDS * rate)
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin - joined[-1][1] <= hold:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _factor(db: float | None) -> float:
    return float(10.0 ** (db / 20.0)) if db else 1.0
