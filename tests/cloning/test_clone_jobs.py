"""Clones and checks as jobs: after a restart, cancelled, and asked for twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clonyvoice.api.services import Services
from clonyvoice.cloning.clone_jobs import created
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.cloning.errors import ConsentNeeded
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.jobs import Event, Idempotency, Job
from clonyvoice.jobs.queue import result_of
from clonyvoice.storage.tables import JobRow
from clonyvoice.transcription.service import Upload
from tests.api.test_consents import HEARD
from tests.cloning.sounds import chords, wav
from tests.cloning.test_clones import ME
from tests.cloning.test_clones import at_work as started
from tests.eventually import eventually

AGREED = ConsentGiven("Ada", "I agree.", agreed_at=datetime(2026, 1, 2, tzinfo=UTC))
ASKED = CloneRequest(name="Me", language="en", consent=True, refine="instant", given=AGREED)


@contextmanager
def at_work(home: Path, engine: FakeEngine) -> Iterator[Services]:
    """The services with a recogniser that hears the same words in everything."""
    with started(home, engine, text=HEARD) as parts:
        yield parts


def _taken(parts: Services, key: str | None = None) -> Job:
    upload = Upload(parts.blobs.put(ME), "me.wav")
    return parts.clone_jobs.create([upload], ASKED, "key_a", None if key is None else Idempotency(key))


def _fitting(parts: Services, job: Job) -> None:
    """Wait until the voice is fitted."""
    begun: list[str] = []

    def note(event: Event) -> None:
        if event.id == job.subject:
            begun.append(str(event.fields.get("stage")))

    parts.events.observe(note)
    eventually(lambda: "fitting" in begun)


def test_a_clone_in_the_making_is_made_once_after_a_restart(tmp_path: Path) -> None:
    slow = FakeEngine()
    slow.delay = 20.0
    with at_work(tmp_path, slow) as parts:
        job = _taken(parts, "once")
        _fitting(parts, job)
    with at_work(tmp_path, FakeEngine()) as second:
        again = _taken(second, "once")
        assert again.id == job.id
        made = created(result_of(second.jobs.wait(job.id, 20)))
        assert made.voice_id == job.subject
        listed = second.voices.list().voices
        assert [voice.id for voice in listed if voice.kind == "clone"] == [made.voice_id]
        clone = second.voices.get(made.voice_id)
        assert [(one.person, one.agreed_at) for one in clone.consents] == [("Ada", AGREED.agreed_at)]
        (sample,) = clone.samples
        assert sample.duration > 3
        assert len(list(second.blobs.ids())) == 2, "the recording and its clips"
        if made.job_id is not None:
            second.jobs.wait(made.job_id, 20)


@pytest.mark.parametrize("moment", ["while it waits", "while it is fitted"])
def test_a_cancelled_clone_stops_at_once_and_leaves_nothing(tmp_path: Path, moment: str) -> None:
    engine = FakeEngine()
    engine.delay = 120.0
    with at_work(tmp_path, engine) as parts:
        before = set(parts.blobs.ids())
        others = [_taken(parts) for _ in range(12)] if moment == "while it waits" else []
        told: list[Event] = []
        parts.events.observe(told.append)
        job = _taken(parts)
        if not others:
            _fitting(parts, job)
        began = time.monotonic()
        assert parts.jobs.cancel(job.id).state == "cancelled"
        assert time.monotonic() - began < 30
        ends = [event for event in told if event.id == job.subject and event.type == "clone.failed"]
        assert [event.fields["error"]["code"] for event in ends] == ["cancelled"]
        parts.jobs.cancel_all("key_a")
        assert set(parts.blobs.ids()) == before
        with parts.database.read() as session:
            assert session.get_one(JobRow, job.id).payload == {}, "nobody's statement is kept"


def test_what_can_be_refused_at_once_is_no_job(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        upload = Upload(parts.blobs.put(ME), "me.wav")
        with pytest.raises(ConsentNeeded):
            parts.clone_jobs.create([upload], CloneRequest("Me", consent=False), "key_a")
        assert list(parts.blobs.ids()) == []
        assert parts.jobs.listing() == []


def test_a_check_is_a_job_whose_recording_goes_with_it(tmp_path: Path) -> None:
    with at_work(tmp_path, FakeEngine()) as parts:
        good = parts.clone_jobs.check(Upload(parts.blobs.put(ME), "me.wav"), "key_a")
        found = result_of(parts.jobs.wait(good.id, 20))
        assert found["check"]["report"]["speech_seconds"] > 3
        bad = parts.clone_jobs.check(Upload(parts.blobs.put(wav(chords(6))), "song.wav"), "key_a")
        assert result_of(parts.jobs.wait(bad.id, 20))["problem"]["code"] == "music"
        eventually(lambda: list(parts.blobs.ids()) == [])
        parts.jobs.forget(good.id)
        assert [job.id for job in parts.jobs.listing()] == [bad.id]
