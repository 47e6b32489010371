"""Designing as a job: progress by the sentence, and the same voices when it is run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.cloning.design_request_names_seeds import Candidate, DesignRequest
from clonyvoice.cloning.designs import Designs
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import SlotLease
from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from tests.new_database import open_new_database


class Scripted:
    """Makes voices of nothing: three sentences for each."""

    def check(self, request: DesignRequest) -> None:
        assert request.description

    def resource(self, _ability: str, _engine: str | None) -> None:
        """This machine's processor."""

    def create(
        self,
        request: DesignRequest,
        owner: str,
        cancel: CancelToken,
        *,
        ids: Sequence[str],
        turn: SlotLease,
        made: Callable[[], None],
    ) -> list[Candidate]:
        assert (owner, request.description, request.seed is not None) == ("key_a", "a calm woman", True)
        for _ in ids:
            for _ in range(3):
                with turn():
                    cancel.raise_if_cancelled()
            made()
        details: dict[str, Any] = {
            "mix": "m",
            "targets": {},
            "measured": {"rate": 4.0},
            "understood": ["calm"],
        }
        return [Candidate(voice_id, 7, details) for voice_id in ids]


def test_progress_rises_with_every_sentence_and_the_result_names_the_candidates(tmp_path: Path) -> None:
    database = open_new_database(tmp_path)
    events = EventBus()
    jobs = JobQueue(database, events, ComputeSlots(1))
    clone_progress: list[tuple[str, Any]] = []
    events.observe(lambda event: clone_progress.append((event.type, event.fields.get("progress"))))
    designs = DesignJobs(cast("Designs", Scripted()), jobs)
    jobs.start()
    try:
        job = designs.create(DesignRequest("a calm woman", candidates=2), "key_a")
        ended = jobs.wait(job.id, 30)
    finally:
        jobs.stop()
        database.close()
    assert ended.state == "completed"
    assert ended.result is not None
    ids = [one["voice_id"] for one in ended.result["candidates"]]
    assert ids == job.payload["voice_ids"]
    assert len(set(ids)) == 2
    assert ended.result["understood"] == ["calm"]
    assert job.payload["create"]["seed"] is not None
    shares = [share for _, share in clone_progress if share is not None]
    assert shares == sorted(shares)
    assert clone_progress[-1][0] == "design.completed"
