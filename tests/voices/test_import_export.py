"""Voices go out into a file and come in again whole, and a bad file changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from clonyvoice.audio import NotAudio
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.contract import FittedVoice
from clonyvoice.engines.registry import EngineNotFound
from clonyvoice.speech import request
from clonyvoice.storage.errors import RowDamaged
from clonyvoice.storage.tables import VoiceRow
from clonyvoice.voices.errors import PresetReadOnly, VoiceNotFound
from clonyvoice.voices.import_export import Transfer
from clonyvoice.voices.voice_archive import NotAVoiceFile, NothingToImport, UnsafeVoiceFile
from clonyvoice.voices.voice_archive_manifest import PAUSE_MS, PITCH, SPEED, VOLUME
from tests.voices.test_library import Shelf


def usable(fitted: FittedVoice) -> None:
    if fitted.engine != "fake":
        raise EngineNotFound(fitted.engine, ["fake"])


class Desk(Shelf):
    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.transfer = Transfer(self.database, self.blobs, self.clock, usable)

    def packed(self, *ids: str) -> bytes:
        sink = io.BytesIO()
        self.transfer.export(ids, sink)
        return sink.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "a")
    yield made
    made.database.close()


def rewritten(
    data: bytes, change: Callable[[dict[str, bytes]], None], stored: int = zipfile.ZIP_DEFLATED
) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", stored) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes]], None]:
    def apply(files: dict[str, bytes]) -> None:
        value = json.loads(files["manifest.json"])
        change(value)
        files["manifest.json"] = json.dumps(value).encode()

    return apply


def test_a_voice_arrives_on_another_machine_as_it_was(desk: Desk, tmp_path: Path) -> None:
    voice = desk.add("민수 Ada", fits=2, tags=["a", "b"], settings={"speed": 0.9}, consent=True)
    data = desk.packed(voice)
    other = Desk(tmp_path / "b")
    preview = other.transfer.preview(io.BytesIO(data))
    assert [(v.id, v.name, v.samples, v.versions, v.clash, v.problem) for v in preview.voices] == [
        (voice, "민수 Ada", 1, 2, None, None)
    ]
    assert preview.problems == ()
    assert other.transfer.load(io.BytesIO(data), "studio") == [voice]
    before, after = desk.voices.get(voice), other.voices.get(voice)
    for name in ("name", "kind", "engine", "tags", "settings", "consent", "fidelity", "language"):
        assert getattr(before, name) == getattr(after, name), name
    assert [v.active for v in after.versions] == [False, True]
    assert other.voices.speaking(voice).source == desk.voices.speaking(voice).source
    sample = after.samples[0]
    assert other.blobs.read(other.parts.sample(voice, sample.id, "clip").blob_id) == b"fLaC"
    other.database.close()


@pytest.mark.parametrize("on_clash", ["keep_both", "replace", "skip"])
def test_a_clash_is_shown_and_decided(desk: Desk, on_clash: Any) -> None:
    voice = desk.add("Ada")
    data = desk.packed(voice)
    desk.voices.update(voice, {"name": "Changed"})
    assert desk.transfer.preview(io.BytesIO(data)).voices[0].clash == voice
    if on_clash == "skip":
        with pytest.raises(NothingToImport):
            desk.transfer.load(io.BytesIO(data), "studio", on_clash)
        return
    made = desk.transfer.load(io.BytesIO(data), "studio", on_clash)
    names = sorted(v.name for v in desk.voices.list().voices if v.kind == "clone")
    assert names == (["Ada"] if on_clash == "replace" else ["Ada", "Changed"])
    assert (made == [voice]) == (on_clash == "replace")
    assert len(list(desk.blobs.ids())) == (2 if on_clash == "replace" else 4)


def test_only_ones_own_voices_go_out(desk: Desk) -> None:
    with pytest.raises(PresetReadOnly):
        desk.packed("voice_fake_ann")
    with pytest.raises(VoiceNotFound):
        desk.packed("voice_" + "x" * 22)


@pytest.mark.parametrize("damage", [{"language": 7}, {"kind": "nonsense"}])
def test_a_damaged_row_is_named_when_its_voice_is_exported(desk: Desk, damage: dict[str, Any]) -> None:
    voice = desk.add("Ada", fits=1)
    with desk.database.write() as session:
        session.execute(update(VoiceRow).values(damage))
    with pytest.raises(RowDamaged, match=voice):
        desk.packed(voice)


def _swap_sample(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith("-clip"))
    files[name] = b"fLaX"


def _grow_sample(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith("-clip"))
    files[name] = bytes(50_000_000)


def _drop_sample(files: dict[str, bytes]) -> None:
    files.pop(next(name for name in files if name.endswith("-clip")))


def _climb(files: dict[str, bytes]) -> None:
    files["../../etc/cron.d/x"] = b"*"


@manifest
def _of_other_engine(value: dict[str, Any]) -> None:
    for one in (value["voices"][0], value["voices"][0]["versions"][0]):
        one["engine"] = "other"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_swap_sample, "damaged"),
        (_grow_sample, "damaged"),
        (_drop_sample, "missing"),
        (_climb, "path"),
        (_of_other_engine, "other"),
    ],
)
def test_what_is_unsafe_is_shown_and_nothing_of_it_imported(desk: Desk, change: Any, problem: str) -> None:
    voice = desk.add("Ada")
    data = rewritten(desk.packed(voice), change)
    preview = desk.transfer.preview(io.BytesIO(data))
    told = [*preview.problems, *(v.problem or "" for v in preview.voices)]
    assert any(problem in each for each in told), told
    before = (len(desk.voices.list().voices), len(list(desk.blobs.ids())))
    with pytest.raises(UnsafeVoiceFile):
        desk.transfer.load(io.BytesIO(data), "studio")
    assert (len(desk.voices.list().voices), len(list(desk.blobs.ids()))) == before


def with_settings(given: dict[str, Any]) -> Callable[[dict[str, bytes]], None]:
    return manifest(lambda value: value["voices"][0].update(settings=given))


def nested(levels: int) -> list[Any]:
    made: list[Any] = []
    for _ in range(levels):
        made = [made]
    return made


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.pop("manifest.json"),
        lambda files: files.update({"manifest.json": b"{"}),
        lambda files: files.update({"manifest.json": b"[" * 100_000}),
        manifest(lambda value: value.update(format=2)),
        manifest(lambda value: value.update(voices=[])),
        manifest(lambda value: value["voices"][0].update(name="")),
        manifest(lambda value: value["voices"][0].update(kind="preset")),
        manifest(lambda value: value["voices"][0].update(language="zz")),
        manifest(lambda value: value["voices"][0].update(languages=["en", "zz"])),
        manifest(lambda value: value["voices"][0].update(created_at="0001-01-01T00:00:00Z")),
        manifest(lambda value: value["voices"][0]["versions"][0].update(created_at="9999-12-31T23:59:59Z")),
        manifest(lambda value: value["voices"][0].update(report={"a": "\ud800"})),
        manifest(lambda value: value["voices"][0].update(settings={"\udfff": 1})),
        manifest(lambda value: value["voices"][0].update(settings={"pronunciations": {"a": 5}})),
        *(
            with_settings(bad)
            for bad in ({"speed": 1e9}, {"pitch": 99}, {"volume_db": "a"}, {"pause_ms": -1})
        ),
        manifest(lambda value: value["voices"][0].update(engine="nope")),
        manifest(lambda value: value["voices"][0].update(preferred_engine="nope")),
        manifest(lambda value: value["voices"][0].update(avatar_color="red; x")),
        manifest(lambda value: value["voices"][0]["versions"][0].update(format=10**30)),
        manifest(lambda value: value["voices"][0]["samples"][0].update(quality={"clips": [1]})),
        manifest(
            lambda value: value["voices"][0]["samples"][0].update(quality={"clips": [{"at": -1, "count": 1}]})
        ),
        manifest(lambda value: value["voices"][0].update(report={"a": nested(30)})),
        manifest(lambda value: value["voices"][0].update(design={"a": float("nan")})),
        lambda files: files.update(
            {"manifest.json": files["manifest.json"].replace(b'"report": {', b'"report": {"a": 1e999,', 1)}
        ),
        manifest(lambda value: value["voices"][0]["versions"][0]["file"].update(size=10**12)),
    ],
)
def test_what_is_no_voice_file_is_refused(desk: Desk, change: Any) -> None:
    data = rewritten(desk.packed(desk.add("Ada")), change)
    with pytest.raises(NotAVoiceFile):
        desk.transfer.preview(io.BytesIO(data))


def test_settings_have_the_bounds_of_requests() -> None:
    assert (SPEED, PITCH, VOLUME, PAUSE_MS) == (
        request.SPEED, request.PITCH, request.VOLUME, request.PAUSE_MS,
    )  # fmt: skip


def test_settings_that_are_not_known_are_left_out(desk: Desk) -> None:
    given = {"speed": 0.9, "pitch": None, "later": {"a": 1}, "pronunciations": {"Ada": "Eda"}}
    data = rewritten(
        desk.packed(desk.add("Ada")), manifest(lambda value: value["voices"][0].update(settings=given))
    )
    (made,) = desk.transfer.load(io.BytesIO(data), "studio")
    assert desk.voices.get(made).settings == {"speed": 0.9, "pronunciations": {"Ada": "Eda"}}


def test_too_many_entries_are_refused_by_the_last_record_before_the_directory_is_read(desk: Desk) -> None:
    for count in (20_001, 70_000):
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
            for number in range(count):
                archive.writestr(str(number), b"")
        with pytest.raises(NotAVoiceFile, match="more than 20000 entries"):
            desk.transfer.preview(sink)


@pytest.mark.parametrize("place", [2**63 + 5, 2**64 - 1, 2**62, 10**9])
def test_entries_outside_the_file_are_refused(desk: Desk, place: int) -> None:
    sink = io.BytesIO(desk.packed(desk.add("Ada")))
    with zipfile.ZipFile(sink, "a") as archive:
        archive.writestr("one more", b"")
        archive.getinfo("manifest.json").header_offset = place
    with pytest.raises(NotAVoiceFile):
        desk.transfer.preview(sink)
    with pytest.raises(NotAVoiceFile):
        desk.transfer.load(sink, "studio")


def test_a_recording_that_unpacks_to_far_more_is_refused(desk: Desk) -> None:
    def grow(files: dict[str, bytes]) -> None:
        name = next(name for name in files if name.endswith("-original"))
        files[name] = bytes(5_000_000)
        value = json.loads(files["manifest.json"])
        entry = value["voices"][0]["samples"][0]["original"]
        entry.update(size=5_000_000, sha256=hashlib.sha256(files[name]).hexdigest())
        files["manifest.json"] = json.dumps(value).encode()

    data = rewritten(desk.packed(desk.add("Ada")), grow)
    assert any("20 times" in problem for problem in desk.transfer.preview(io.BytesIO(data)).problems)
    assert not desk.transfer.preview(
        io.BytesIO(rewritten(desk.packed(desk.add("Eve")), lambda files: None))
    ).problems


def test_two_voices_with_one_id_are_refused_rather_than_one_dropped(desk: Desk) -> None:
    def rename(value: dict[str, Any]) -> None:
        value["voices"][1]["id"] = value["voices"][0]["id"]

    data = rewritten(desk.packed(desk.add("Ada"), desk.add("Eve")), manifest(rename))
    assert any("same id" in problem for problem in desk.transfer.preview(io.BytesIO(data)).problems)
    with pytest.raises(UnsafeVoiceFile):
        desk.transfer.load(io.BytesIO(data), "studio")


def test_recordings_are_decoded_before_they_are_kept(desk: Desk) -> None:
    def decode(path: Path) -> None:
        if path.read_bytes() == b"fLaC":
            raise NotAudio("a broken recording")

    data, before = desk.packed(desk.add("Ada")), len(list(desk.blobs.ids()))
    strict = Transfer(desk.database, desk.blobs, desk.clock, usable, decode)
    with pytest.raises(UnsafeVoiceFile, match="cannot be read"):
        strict.load(io.BytesIO(data), "studio")
    assert len(list(desk.blobs.ids())) == before


def test_a_zip_bomb_is_not_unpacked(desk: Desk) -> None:
    data = rewritten(desk.packed(desk.add("Ada")), _grow_sample)
    assert len(data) < 200_000
    assert desk.transfer.preview(io.BytesIO(data)).problems


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_files_never_crash(desk: Desk, data: st.DataObject) -> None:
    voices = desk.voices.list().voices
    voice = voices[0].id if voices[0].kind == "clone" else desk.add("Ada")
    whole = bytearray(desk.packed(voice))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        desk.transfer.preview(io.BytesIO(bytes(whole)))
    except ClonyError:
        return
