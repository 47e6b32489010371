"""Timelines for other programs: every sound where the mix has it, to the sample."""

from __future__ import annotations

import json
import shlex
from typing import Any

from clonyvoice.projects.exporting import export
from clonyvoice.projects.mix_sources import mix_of
from tests.projects.test_mix import RATE, made

NAME = 'Say "it" isn\'t\n`so`'
CHANGES: tuple[dict[str, Any], ...] = (
    {"op": "line.update", "id": "line_a", "set": {"text": 'He said "no".', "gain_db": -6}},
    {"op": "clip.insert", "clip": {
        "track_id": "track_m", "asset_id": "asset_m", "start": 0.123457, "trim_start": 0.25, "duration": 2.0,
        "fade_in_ms": 700}},
    {"op": "clip.insert", "clip": {
        "track_id": "track_m", "asset_id": "asset_m", "anchor": {"line_id": "line_b"}, "duration": 8.0, "loop": True}},
    {"op": "track.update", "id": "track_m", "set": {"gain_db": -3, "pan": -0.5, "mute": False, "name": NAME}},
    {"op": "marker.insert", "marker": {"name": "Two", "anchor": {"line_id": "line_b", "edge": "end"}}},
)  # fmt: skip


def rpp(text: str) -> list[Any]:
    """Reaper's chunks as nested lists, by its own rule of quotes (\", ' or `)."""
    stack: list[list[Any]] = [[]]
    for row in text.splitlines():
        if row.strip() == ">":
            stack.pop()
            continue
        lexer = shlex.shlex(row.strip().removeprefix("<"), posix=True, punctuation_chars=False)
        lexer.quotes, lexer.escape, lexer.whitespace_split, lexer.commenters = "\"'`", "", True, ""
        words: list[Any] = list(lexer)
        if row.strip().startswith("<"):
            stack[-1].append(words)
            stack.append(words)
        else:
            stack[-1].append(words)
    assert len(stack) == 1, "a chunk is not closed"
    return list(stack[0][0])


def field(chunk: list[Any], name: str) -> list[str]:
    return next(part[1:] for part in chunk if isinstance(part, list) and part[0] == name)


def chunks(chunk: list[Any], name: str) -> list[list[Any]]:
    return [part for part in chunk if isinstance(part, list) and part[0] == name]


def wanted() -> set[tuple[str, int, int, int]]:
    document, sounds = made(*CHANGES)
    return {
        (source.key, source.start, source.length, source.offset)
        for source in mix_of(document, sounds).sources
    }


def test_reaper_has_every_sound_where_the_mix_has_it() -> None:
    document, _ = made(*CHANGES)
    project = rpp(export(document, {}, {}, "reaper"))
    tracks = chunks(project, "TRACK")
    assert [field(track, "NAME")[0] for track in tracks] == ["speech", "Say \"it\" isn't 'so'"]
    assert abs(float(field(tracks[1], "VOLPAN")[0]) - 10 ** (-3 / 20)) < 1e-8
    assert float(field(tracks[1], "VOLPAN")[1]) == -0.5
    found = set()
    for track in tracks:
        for item in chunks(track, "ITEM"):
            media = field(chunks(item, "SOURCE")[0], "FILE")[0]
            places = [float(field(item, name)[0]) * RATE for name in ("POSITION", "LENGTH", "SOFFS")]
            assert all(abs(place - round(place)) < 1e-3 for place in places)
            start, length, offset = map(round, places)
            found.add((media.removeprefix("media/").rpartition(".")[0], start, length, offset))
    assert found == wanted()
    said = chunks(tracks[0], "ITEM")[0]
    assert field(said, "NAME") == ['He said "no".']
    music = chunks(tracks[1], "ITEM")
    assert float(field(music[0], "FADEIN")[1]) == 0.7
    assert [field(item, "LOOP") for item in music] == [["0"], ["1"]]
    assert field(project, "MARKER") == ["1", "4.500000000", "Two", "0"]


def test_opentimelineio_has_every_sound_where_the_mix_has_it() -> None:
    document, _ = made(*CHANGES)
    timeline = json.loads(export(document, {}, {}, "otio"))
    assert timeline["OTIO_SCHEMA"] == "Timeline.1"
    found = set()
    for track in timeline["tracks"]["children"]:
        at = 0
        for child in track["children"]:
            span = child["source_range"]
            assert span["duration"]["rate"] == RATE
            length = int(span["duration"]["value"])
            if child["OTIO_SCHEMA"] == "Clip.2":
                media = child["media_references"]["DEFAULT_MEDIA"]["target_url"]
                name = media.removeprefix("media/").rpartition(".")[0]
                found.add((name, at, length, int(span["start_time"]["value"])))
            at += length
    assert found == wanted()
    marker = timeline["tracks"]["markers"][0]
    assert (marker["name"], marker["marked_range"]["start_time"]["value"]) == ("Two", 4.5 * RATE)


def test_sound_that_overlaps_comes_on_a_further_track() -> None:
    second = {"op": "clip.insert", "clip": {"track_id": "track_m", "asset_id": "asset_m", "start": 1.0}}
    document, _ = made(*CHANGES, second)
    tracks = json.loads(export(document, {}, {}, "otio"))["tracks"]["children"]
    # On music: one from 0.12 to 2.12, this one from 1.0 to 4.0, the loop from 2.2 on.
    assert [sum(child["OTIO_SCHEMA"] == "Clip.2" for child in track["children"]) for track in tracks] == [
        2,
        2,
        1,
    ]
    assert all(track["kind"] == "Audio" for track in tracks)


def test_stretched_sound_is_told_as_a_pace() -> None:
    clip = {"track_id": "track_m", "asset_id": "asset_m", "trim_start": 0.5, "stretch": 1.25}
    document, _ = made({"op": "clip.insert", "clip": clip})
    (item,) = chunks(chunks(rpp(export(document, {}, {}, "reaper")), "TRACK")[1], "ITEM")
    assert field(item, "PLAYRATE")[:2] == ["0.800000000", "1"]
    assert (float(field(item, "SOFFS")[0]), float(field(item, "LENGTH")[0])) == (0.5, 3.125)
    music = json.loads(export(document, {}, {}, "otio"))["tracks"]["children"][1]
    (told,) = music["children"]
    assert told["effects"][0]["time_scalar"] == 0.8
    assert told["source_range"]["start_time"]["value"] == 0.5 * RATE
    assert told["source_range"]["duration"]["value"] == 3.125 * RATE
