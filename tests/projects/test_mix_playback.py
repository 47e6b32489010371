"""Mixes while they play: prepared once for a revision, and a change is heard at once."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from clonyvoice.audio.convolution import ConvolutionFilter, FilterCache
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import SystemClock
from clonyvoice.jobs import EventBus
from clonyvoice.projects import Projects
from clonyvoice.projects import mix_playback as mixes_module
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.document import Document
from clonyvoice.projects.errors import NothingToMix, ProjectNotFound
from clonyvoice.projects.mix import Mix, Sounds
from clonyvoice.projects.mix_playback import Mixes
from clonyvoice.projects.mix_sources import mix_of
from clonyvoice.projects.model import Applied
from clonyvoice.storage.blobs import BlobStore
from tests.new_database import open_new_database


def tone(seconds: float) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.full((round(seconds * 48_000), 2), 8192, "<i2").tobytes())
    return out.getvalue()


def heard(mixes: Mixes, project: str, begin: float = 0.0) -> np.ndarray:
    data = b"".join(mixes.stream(project, None, begin, "wav"))
    return np.frombuffer(data[44:], "<i2").reshape(-1, 2)


def test_a_mix_is_prepared_once_for_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared: list[int] = []

    def preparing(document: Document, sounds: Sounds) -> Mix:
        prepared.append(document.revision)
        return mix_of(document, sounds)

    monkeypatch.setattr(mixes_module, "mix_of", preparing)
    blobs = BlobStore(tmp_path)
    projects = Projects(open_new_database(tmp_path), blobs, EventBus(), lambda _id: None, SystemClock())
    assets = Assets(projects)
    mixes = Mixes(projects, assets, kept=2)
    project = projects.create("Mix", "me").id
    with pytest.raises(NothingToMix):
        mixes.stream(project, None, 0.0, "wav")
    prepared.clear()
    asset = assets.add(
        project, blobs.put(tone(2.0)), "tone", "", None, max_bytes=10**7, cancel=CancelToken()
    ).id
    track = projects.document(project, None)[1].ordered("track")[0].id
    clip = {"track_id": track, "asset_id": asset}
    projects.operate(project, [{"op": "clip.insert", "id": "clip_a", "clip": clip}], None, "me", None)
    whole, late = heard(mixes, project), heard(mixes, project, 1.25)
    assert prepared == [2]
    assert len(whole) == 96_000
    assert (late == whole[60_000:]).all()
    quieter = [{"op": "clip.update", "id": "clip_a", "set": {"gain_db": -6.0206}}]
    projects.operate(project, quieter, None, "me", None)
    assert abs(int(heard(mixes, project)[48_000, 0]) - 4096) <= 1
    projects.undo(project, "me", None)
    assert (heard(mixes, project) == whole).all()
    assert prepared == [2, 3, 4]
    heard(mixes, project)
    assert prepared == [2, 3, 4]
    projects.delete(project, None)
    with pytest.raises(Exception, match="trash"):
        mixes.stream(project, None, 0.0, "wav")
    projects.delete(project, None, permanent=True)
    with pytest.raises(ProjectNotFound):
        mixes.stream(project, None, 0.0, "wav")


def test_a_project_that_is_opened_is_prepared_for_playing_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[int] = []

    def preparing(document: Document, sounds: Sounds) -> Mix:
        prepared.append(document.revision)
        return mix_of(document, sounds)

    monkeypatch.setattr(mixes_module, "mix_of", preparing)
    blobs = BlobStore(tmp_path)
    projects = Projects(open_new_database(tmp_path), blobs, EventBus(), lambda _id: None, SystemClock())
    assets = Assets(projects)
    mixes = Mixes(projects, assets)
    project = projects.create("Mix", "me").id
    mixes.warm(projects.document(project, None)[1])  # nothing sounds: whoever plays it is told
    prepared.clear()
    cancel = CancelToken()
    asset = assets.add(project, blobs.put(tone(2.0)), "tone", "", None, max_bytes=10**7, cancel=cancel).id
    track = projects.document(project, None)[1].ordered("track")[0].id
    clip = {"track_id": track, "asset_id": asset}
    projects.operate(project, [{"op": "clip.insert", "id": "clip_a", "clip": clip}], None, "me", None)
    for _ in range(3):
        mixes.warm(projects.document(project, None)[1])
    assert prepared == [2]
    assert len(heard(mixes, project)) == 96_000
    assert prepared == [2]
    quieter = [{"op": "clip.update", "id": "clip_a", "set": {"gain_db": -3}}]
    projects.operate(project, quieter, None, "me", None)
    mixes.warm(projects.document(project, None)[1])  # the change is prepared when it is played
    assert prepared == [2]


def test_effects_that_are_set_are_prepared_before_they_are_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters: list[ConvolutionFilter] = []
    cached = FilterCache.begun

    def begun(
        self: FilterCache, key: Hashable, make: Callable[[], ConvolutionFilter]
    ) -> Future[ConvolutionFilter]:
        def making() -> ConvolutionFilter:
            filters.append(make())
            return filters[-1]

        return cached(self, key, making)

    monkeypatch.setattr(FilterCache, "begun", begun)
    blobs = BlobStore(tmp_path)
    projects = Projects(open_new_database(tmp_path), blobs, EventBus(), lambda _id: None, SystemClock())
    assets = Assets(projects)
    mixes = Mixes(projects, assets)
    project = projects.create("Mix", "me").id
    track = projects.document(project, None)[1].ordered("track")[0].id
    room = {"type": "reverb", "decay_s": 0.4, "level_db": -7.123}

    def put(**effect: object) -> Applied:
        change = {"op": "track.update", "id": track, "set": {"effects": [effect]}}
        return projects.operate(project, [change], None, "me", None)

    mixes.prepare_effects(project, None, put(**room))  # nothing sounds yet: whoever plays it is told
    assert len(filters) == 1
    cancel = CancelToken()
    asset = assets.add(project, blobs.put(tone(1.0)), "tone", "", None, max_bytes=10**7, cancel=cancel).id
    clip = {"track_id": track, "asset_id": asset}
    done = projects.operate(project, [{"op": "clip.insert", "clip": clip}], None, "me", None)
    mixes.prepare_effects(project, None, done)
    heard(mixes, project)
    assert len(filters) == 1
    mixes.prepare_effects(project, None, put(**room, bypass=True))
    mixes.prepare_effects(project, None, put(**{**room, "level_db": -7.124}))
    assert len(filters) == 2
    heard(mixes, project)
    assert len(filters) == 2
