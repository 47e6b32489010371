"""Weights as people manage them: listed, fetched as a job, removed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.system.model_weights import DownloadRunning, Models
from clonyvoice.weights import WeightsStore
from clonyvoice.weights.manifest import UnknownModel
from tests.eventually import eventually
from tests.new_database import open_new_database
from tests.weights.shop import TABLE, WHOLE, manifest


class Stage:
    """Models over a store whose downloads are made up."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database = open_new_database(folder / "data")
        self.queue = JobQueue(self.database, EventBus(), ComputeSlots(1), runner="run_test")
        self.store = WeightsStore(folder / "weights", manifest())
        self.models = Models(self.store, self.queue)
        self.go = threading.Event()
        self.pulled = 0
        monkeypatch.setattr("clonyvoice.weights.pull.pull", self._pull)
        self.queue.start()

    def _pull(self, store: WeightsStore, names: list[str], report: Any, cancel: Any) -> None:
        from clonyvoice.weights.pull import PullProgress

        self.pulled += 1
        report(PullProgress("tiny", 50, 100, "receiving"))
        while not self.go.wait(0.01):
            cancel.raise_if_cancelled()
        folder = store.folder(names[0])
        (folder / "sub").mkdir(parents=True)
        (folder / "model.bin").write_bytes(WHOLE)
        (folder / "sub/table.json").write_bytes(TABLE)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    stage = Stage(tmp_path, monkeypatch)
    yield stage
    stage.go.set()
    stage.queue.stop()
    stage.database.close()


def test_a_model_is_fetched_once_by_a_job_that_is_seen_in_the_listing(stage: Stage) -> None:
    (model,) = stage.models.listing()
    assert (model.id, model.state, model.job_id) == ("tiny", "missing", None)
    assert model.size == len(WHOLE) + len(TABLE)
    assert model.memory > model.size
    assert model.fits_in_memory
    model, job = stage.models.download("tiny", "studio")
    assert job is not None
    assert (model.state, model.job_id) == ("downloading", job.id)
    _, same = stage.models.download("tiny", "studio")
    assert same is not None
    assert same.id == job.id
    eventually(lambda: stage.models.get("tiny").progress, lambda progress: progress == 0.5)
    with pytest.raises(DownloadRunning):
        stage.models.delete("tiny")
    stage.go.set()
    assert stage.queue.wait(job.id, 30).state == "completed"
    assert stage.models.get("tiny").state == "installed"
    assert stage.models.download("tiny", "studio")[1] is None
    assert stage.pulled == 1
    assert stage.models.delete("tiny").state == "missing"
    assert not stage.store.folder("tiny").exists()


def test_a_download_can_be_cancelled_and_begun_again(stage: Stage) -> None:
    _, job = stage.models.download("tiny", "studio")
    assert job is not None
    assert stage.queue.cancel(job.id).state == "cancelled"
    assert stage.models.get("tiny").state == "missing"
    _, other = stage.models.download("tiny", "studio")
    assert other is not None
    assert other.id != job.id


def test_unknown_models_are_told(stage: Stage) -> None:
    for ask in (stage.models.get, stage.models.delete, lambda name: stage.models.download(name, "studio")):
        with pytest.raises(UnknownModel):
            ask("huge")
