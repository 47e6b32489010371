"""Renders as audiobooks and videos: chapters where markers are, pictures copied, subtitles; read back by FFmpeg."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4

from tests.api.conftest import Stage
from tests.api.test_project_routes import Ask, ask, music, operate, project, spoken, voice

__all__ = ["ask", "project", "voice"]  # fixtures
RATE = 48_000
PLACES = (1.000_021, 1.75, 2.5)
"""Seconds of chapters; the first falls on sample 48,001."""


def video(seconds: float = 2.0, codec: str = "mpeg4", container: str = "mp4") -> bytes:
    """A small video of grey frames, 25 a second, with a tone."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        picture: Any = file.add_stream(codec, rate=25)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound: Any = file.add_stream("aac" if container == "mp4" else "libopus", rate=RATE, layout="mono")
        for number in range(round(seconds * 25)):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), number * 2, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
        tone = np.sin(np.arange(round(seconds * RATE)) * 0.05).astype(np.float32) * 0.3
        block = av.AudioFrame.from_ndarray(tone[None], format="flt", layout="mono")
        block.sample_rate, block.pts = RATE, 0
        file.mux(sound.encode(block))
        file.mux(sound.encode(None))
    return out.getvalue()


def rendered(stage: Stage, ask: Ask, project: str, **settings: Any) -> bytes:
    started = ask("POST", f"{project}/renders", json=settings)
    assert started.status_code == 202, started.text
    stage.parts.jobs.wait(started.json()["job_id"], 60)
    render = ask("GET", started.headers["location"]).json()
    assert render["status"] == "completed", render["error"]
    answer = ask("GET", render["audio_url"])
    assert answer.headers["content-disposition"].endswith(f'.{settings["format"]}"')
    return bytes(answer.content)


def opened(data: bytes) -> Any:
    """A file as FFmpeg reads it."""
    return av.open(io.BytesIO(data))


def asset_of(ask: Ask, project: str, data: bytes, name: str) -> str:
    answer = ask("POST", f"{project}/assets", files={"audio": (name, data)})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def with_clip(ask: Ask, project: str, asset: str, *more: dict[str, Any], **clip: Any) -> int:
    """The revision after the asset was put on the first track."""
    document = ask("GET", project).json()
    placed = {"track_id": document["tracks"][0]["id"], "asset_id": asset, **clip}
    answer = operate(ask, project, document["revision"], {"op": "clip.insert", "clip": placed}, *more)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["revision"])


def test_chapters_begin_at_the_samples_of_their_markers(stage: Stage, ask: Ask, project: str) -> None:
    asset = asset_of(ask, project, music(4.0), "music.flac")
    titles = ("One & two", "둘째 장 " + "가" * 190, "Three")
    markers = [
        {"op": "marker.insert", "marker": {"name": title, "at": at}}
        for title, at in zip(titles, PLACES, strict=True)
    ]
    note = {"op": "marker.insert", "marker": {"name": "Not a chapter", "kind": "note", "at": 3}}
    with_clip(ask, project, asset, *markers, note, loop=True, duration=4.0)
    for fmt, exact in (("m4b", 1), ("m4a", 1), ("mp3", 48), ("opus", 48)):
        data = rendered(stage, ask, project, format=fmt)
        with opened(data) as file:
            chapters = [
                (int(c["start"]) * c["time_base"] * RATE, c["metadata"]["title"]) for c in file.chapters()
            ]
            sound = file.streams.audio[0]
            if fmt in ("m4a", "m4b"):
                assert sound.duration == 4 * RATE
                assert sound.time_base == Fraction(1, RATE)
                assert next(file.decode(sound)).pts == 0  # 1,024 where frames have no times
                assert file.metadata["major_brand"] == {"m4a": "M4A ", "m4b": "M4B "}[fmt]
                assert file.metadata["title"] == "Play"
            else:
                samples = sum(frame.samples for frame in file.decode(sound))
                assert samples * RATE == 4 * RATE * sound.sample_rate
        assert [title for _, title in chapters][:2] == ["Play", "One & two"], fmt
        assert (titles[1].startswith(chapters[2][1]), chapters[3][1]) == (True, "Three"), fmt
        for (start, _), wanted in zip(chapters, (0.0, *PLACES), strict=True):
            assert abs(start - wanted * RATE) <= exact / 2 + 0.5
        if fmt in ("m4b", "mp3"):
            _read_by_mutagen(data, fmt, titles)
    part = rendered(stage, ask, project, format="m4b", begin=2.0, end=3.0)
    with opened(part) as file:
        found = [(int(c["start"]) * c["time_base"], c["metadata"]["title"]) for c in file.chapters()]
    assert found[0][0] == 0
    assert titles[1].startswith(found[0][1])
    assert found[1] == (Fraction(1, 2), "Three")
    with opened(rendered(stage, ask, project, format="m4b", chapters=False)) as file:
        assert file.chapters() == []


def _read_by_mutagen(data: bytes, fmt: str, titles: tuple[str, ...]) -> None:
    """Other players than FFmpeg see chapters, their places and titles, and that it is an audiobook."""
    if fmt == "m4b":
        book: Any = MP4(io.BytesIO(data))  # type: ignore[no-untyped-call]
        found = [(chapter.start, chapter.title) for chapter in book.chapters]
        assert book.info.length == pytest.approx(4.0 + 1024 / RATE, abs=1e-6)  # the encoder's lead is counted
        assert (book.tags["stik"], book.tags["pgap"]) == ([2], True)
    else:
        tags: Any = MP3(io.BytesIO(data)).tags  # type: ignore[no-untyped-call]
        frames = sorted(tags.getall("CHAP"), key=lambda frame: frame.start_time)
        found = [(frame.start_time / 1000, str(frame.sub_frames["TIT2"])) for frame in frames]
        assert [len(frame.child_element_ids) for frame in tags.getall("CTOC")] == [4]
    assert [title for _, title in found][:2] == ["Play", "One & two"]
    assert titles[1].startswith(found[2][1])
    assert len(found[2][1].encode()) <= {"m4b": 255, "mp3": 125}[fmt]
    assert [at for at, _ in found] == pytest.approx([0.0, *PLACES], abs=0.0006)


def test_a_video_keeps_its_picture_and_gets_new_sound_and_subtitles(
    stage: Stage, ask: Ask, project: str
) -> None:
    spoken(stage, ask, project)
    original = video()
    asset = asset_of(ask, project, original, "holiday.mp4")
    with_clip(ask, project, asset, start=0.48, gain_db=-12)
    data = rendered(stage, ask, project, format="mp4", video=asset, subtitles=True)
    with opened(data) as file, opened(original) as before:
        kinds = [stream.type for stream in file.streams]
        assert sorted(kinds) == ["audio", "subtitle", "video"]
        wanted = [
            (frame.pts * frame.time_base + Fraction(12, 25), frame.to_ndarray())
            for frame in before.decode(video=0)
        ]
        frames = [(frame.pts * frame.time_base, frame.to_ndarray()) for frame in file.decode(video=0)]
        assert [at for at, _ in frames] == [at for at, _ in wanted]
        assert all((one == other).all() for (_, one), (_, other) in zip(frames, wanted, strict=True))
    with opened(data) as file:
        texts = b" ".join(bytes(packet) for packet in file.demux(file.streams.subtitles[0]))
    assert b"Where were you?" in texts
    assert b"In the garden." in texts


@pytest.mark.parametrize(
    ("settings", "param"),
    [
        ({"format": "mp4"}, "video"),
        ({"format": "wav", "video": "asset_x"}, "format"),
        ({"format": "mp4", "video": "asset_none"}, "video"),
        ({"format": "m4b", "stems": True}, "format"),
        ({"format": "wav", "chapters": True}, "chapters"),
        ({"format": "wav", "subtitles": True}, "subtitles"),
        ({"format": "mp4", "video": "MUSIC"}, "video"),
        ({"format": "mp4", "video": "VIDEO", "end": 1}, "end"),
        ({"format": "mp4", "video": "VP8"}, "video"),
        ({"format": "aiff"}, "format"),
    ],
)
def test_renders_that_cannot_be_are_refused_by_name(
    ask: Ask, project: str, settings: dict[str, Any], param: str
) -> None:
    files = {"MUSIC": music(1.0), "VIDEO": video(0.4), "VP8": b""}
    wanted = settings.get("video")
    if wanted == "VP8":
        files["VP8"] = video(0.4, "libvpx", "webm")
    with_clip(ask, project, music_id := asset_of(ask, project, files["MUSIC"], "music.flac"))
    if wanted in files:
        settings = {
            **settings,
            "video": music_id if wanted == "MUSIC" else asset_of(ask, project, files[wanted], "v"),
        }
    answer = ask("POST", f"{project}/renders", json=settings)
    assert answer.status_code in (404, 422), answer.text
    error = answer.json()["error"]
    assert param in str(error["param"]), error
    assert ask("GET", f"{project}/renders").json()["renders"] == []


def test_more_chapters_than_a_file_can_count_are_refused(ask: Ask, project: str) -> None:
    asset = asset_of(ask, project, music(2.0), "music.flac")
    markers = [
        {"op": "marker.insert", "marker": {"name": f"{number}", "at": number / 200}} for number in range(256)
    ]
    with_clip(ask, project, asset, *markers)
    refused = ask("POST", f"{project}/renders", json={"format": "m4b"})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "chapters")


def test_a_clip_that_leaves_out_the_beginning_of_a_video_cannot_be_its_picture(
    ask: Ask, project: str
) -> None:
    asset = asset_of(ask, project, video(1.0), "v.mp4")
    with_clip(ask, project, asset, trim_start=0.5)
    refused = ask("POST", f"{project}/renders", json={"format": "mp4", "video": asset})
    assert (refused.status_code, refused.json()["error"]["param"]) == (422, "video")
    assert "trim_start" in refused.json()["error"]["message"]


@pytest.mark.parametrize("container", ["mp4", "webm"])
def test_the_picture_and_sound_of_a_video_go_with_its_project(
    stage: Stage, ask: Ask, project: str, container: str
) -> None:
    before = set(stage.parts.blobs.ids())
    data = video(codec="mpeg4" if container == "mp4" else "libvpx-vp9", container=container)
    asset = asset_of(ask, project, data, f"film.{container}")
    held = set(stage.parts.blobs.ids()) - before
    assert held
    copy = f"/api/projects/{ask('POST', f'{project}/duplicate', json={}).json()['id']}"
    assert ask("DELETE", project).status_code == 204
    assert held <= set(stage.parts.blobs.ids())  # the trash keeps it
    assert ask("DELETE", project, params={"permanent": True}).status_code == 204
    assert not held & set(stage.parts.blobs.ids())
    assert ask("GET", f"{project}/assets/{asset}/audio").status_code == 404
    (other,) = ask("GET", copy).json()["assets"]
    assert ask("GET", f"{copy}/assets/{other['id']}/audio").status_code == 200  # the copy keeps its own
    assert ask("DELETE", copy, params={"permanent": True}).status_code == 204
    assert set(stage.parts.blobs.ids()) == before


def test_a_render_whose_asset_lost_its_file_names_it_and_what_can_be_done(
    stage: Stage, ask: Ask, project: str
) -> None:
    before = set(stage.parts.blobs.ids())
    asset = asset_of(ask, project, music(1.0), "music.flac")
    with_clip(ask, project, asset)
    for blob in set(stage.parts.blobs.ids()) - before:
        stage.parts.blobs.path(blob).unlink()
    render = ask("POST", f"{project}/renders", json={"format": "wav"}).json()
    stage.parts.jobs.wait(render["job_id"], 30)
    found = ask("GET", f"{project}/renders/{render['id']}").json()
    assert (found["status"], found["error"]["code"]) == ("failed", "file_not_found")
    assert f"Upload the recording of {asset} again" in found["error"]["message"]
    assert found["error"]["details"] == {"id": asset}
    assert str(stage.parts.settings.data_dir) not in str(found)
