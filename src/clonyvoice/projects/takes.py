"""Takes of lines: storage, listing, and reading of their sound."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from typing_extensions import TypedDict  # typing's own is read by pydantic from Python 3.12 on

from clonyvoice.audio import NotAudio, decode, resample, write
from clonyvoice.audio.decoding import decode_own
from clonyvoice.audio.formats import file_format_named
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.audio import Audio
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.ids import new_id
from clonyvoice.jobs.errors import error_json
from clonyvoice.projects.document import Document
from clonyvoice.projects.document_items import TakeFacts
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.records import next_take_number, project_row
from clonyvoice.projects.service import Projects
from clonyvoice.projects.take_history import TakePage, takes_made
from clonyvoice.storage.file_cache import FileCache
from clonyvoice.storage.tables import ProjectTakeRow


@with_config(ConfigDict(extra="ignore", allow_inf_nan=False))
class TakeWord(TypedDict):
    """A word of a take: its time in seconds, and its place in the take's text."""

    word: Annotated[str, Field(max_length=500)]
    start: Annotated[float, Field(ge=0, le=1e6)]
    end: Annotated[float, Field(ge=0, le=1e6)]
    start_char: Annotated[int, Field(ge=0, le=1_000_000)]
    end_char: Annotated[int, Field(ge=0, le=1_000_000)]


@with_config(ConfigDict(extra="ignore"))
class HeardText(TypedDict):
    """The result of a take's transcript check: the recognised text, and the words of the line missing in it."""

    text: Annotated[str, Field(max_length=100_000)]
    flagged: bool
    missing: Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(max_length=20_000)]


_CACHE_BYTES: Final = 200_000_000
"""Bytes of takes in other formats that are kept: some hours of them. Chosen by hand."""
_WORD: Final = TypeAdapter(TakeWord)
_HEARD: Final = TypeAdapter(HeardText)
_WORDS: Final = TypeAdapter(list[TakeWord])


def readable_words(stored: Iterable[Any]) -> list[TakeWord]:
    """The valid words of a stored take; damaged ones are left out, so that mixes and subtitles still work.

    All are checked at once, 10 µs for twenty; one by one only where one of them is damaged.
    """
    try:
        return _WORDS.validate_python(stored)
    except ValidationError:
        pass
    found: list[TakeWord] = []
    for word in stored:
        try:
            found.append(_WORD.validate_python(word))
        except ValidationError:
            continue
    return found


def stored_sound(data: bytes, sample_rate: int) -> Audio:
    """The sound of a take's file at a rate.

    Files of takes are written by this program, and read here. One that is not (imported before imports were
    converted) is decoded in a process of its own. Raises NotAudio.
    """
    try:
        return resample(decode_own(data), sample_rate)
    except NotAudio:
        return decode(data, sample_rate)


@dataclass(frozen=True, slots=True)
class Take:
    """One rendering of a line, or an attempt that failed (`error`, and no sound)."""

    id: str
    line_id: str
    number: int
    text: str
    duration: float
    words: list[TakeWord]
    seed: int | None
    voice_id: str | None
    voice_name: str
    error: dict[str, Any] | None
    blob_id: str | None
    sample_rate: int
    created_at: datetime
    settings: dict[str, Any]
    """Speed and the like that it was made with, and of a line with a slot `pace` and `stretch`."""


class Takes:
    """The takes of all projects, and their sounds."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects
        self._files = FileCache(projects.blobs.scratch / "takes", _CACHE_BYTES)

    def of_line(self, project_id: str, line_id: str, owner: str | None) -> list[Take]:
        """A line's takes and failed attempts, oldest first. Raises ProjectNotFound."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            rows = session.scalars(
                select(ProjectTakeRow)
                .where(ProjectTakeRow.project_id == project_id, ProjectTakeRow.line_id == line_id)
                .order_by(ProjectTakeRow.created_at, ProjectTakeRow.number)
            )
            return [_take(row) for row in rows]

    def of_all(self, owner: str | None, *, q: str | None, limit: int, cursor: str | None) -> TakePage:
        """The takes of all projects, newest first (see `takes_made`)."""
        return takes_made(self._projects.database, owner, q=q, limit=limit, cursor=cursor)

    def get(self, project_id: str, take_id: str, owner: str | None) -> Take:
        """A take with sound. Raises ProjectNotFound, ProjectItemNotFound."""
        with self._projects.database.read() as session:
            project_row(session, project_id, owner)
            row = session.get(ProjectTakeRow, take_id)
            if row is None or row.project_id != project_id or row.blob_id is None:
                raise ProjectItemNotFound("take", take_id, "take_id")
            return _take(row)

    def failures(self, project_id: str) -> dict[str, dict[str, Any]]:
        """By line: the error of its last attempt, if that failed, and the fingerprint of the attempt's inputs."""
        newest: dict[str, dict[str, Any]] = {}
        with self._projects.database.read() as session:
            rows = session.execute(
                select(ProjectTakeRow.line_id, ProjectTakeRow.error, ProjectTakeRow.fingerprint)
                .where(ProjectTakeRow.project_id == project_id, ProjectTakeRow.blob_id.is_(None))
                .order_by(ProjectTakeRow.created_at)
            )
            for line_id, error, tried in rows:
                newest[line_id] = {"error": error, "fingerprint": tried}
        return newest

    def heard(self, project_id: str) -> dict[str, HeardText]:
        """By take: the result of its transcript check, if it was checked."""
        row = ProjectTakeRow
        found: dict[str, HeardText] = {}
        with self._projects.database.read() as session:
            checked = select(row.id, row.heard).where(row.project_id == project_id, row.heard.is_not(None))
            for take_id, heard in session.execute(checked):
                with suppress(ValidationError):  # a damaged one is no reason to hide the others
                    found[take_id] = _HEARD.validate_python(heard)
        return found

    def note_heard(self, project_id: str, take_id: str, heard: HeardText) -> None:
        """Store the result of a take's transcript check; replaces an earlier one."""
        with self._projects.database.write() as session:
            of_take = (ProjectTakeRow.project_id == project_id, ProjectTakeRow.id == take_id)
            session.execute(update(ProjectTakeRow).where(*of_take).values(heard=dict(heard)))

    def sound(self, take: Take) -> Audio:
        """The sound of a take. Raises BlobNotFound."""
        assert take.blob_id is not None
        if take.duration == 0:
            return Audio.silence(0, take.sample_rate)
        return stored_sound(self._projects.blobs.read(take.blob_id), take.sample_rate)

    def file(self, take: Take, fmt: str, sample_rate: int | None = None, bit_rate: int | None = None) -> Path:
        """A take as a file, created if missing; open it soon. FLAC at its own rate is the stored file.

        Raises BlobNotFound, UnsupportedSampleRate, UnsupportedBitRate.
        """
        assert take.blob_id is not None
        wanted = file_format_named(fmt)
        wanted.check_bit_rate(bit_rate)
        if sample_rate is not None:
            wanted.rate_for(sample_rate, sample_rate)
        if fmt == "flac" and sample_rate in (None, take.sample_rate):
            return self._projects.blobs.path(take.blob_id)
        described = json.dumps([take.blob_id, fmt, sample_rate, bit_rate])
        name = f"{hashlib.sha256(described.encode()).hexdigest()[:40]}.{wanted.extension}"

        def make(part: Path) -> None:
            with part.open("w+b") as sink:
                write([self.sound(take)], fmt, sink, sample_rate, bit_rate)

        return self._files.file(name, make)

    def words(self, project_id: str, take_ids: Collection[str]) -> dict[str, tuple[str, list[TakeWord]]]:
        """By take: its text, and its words with their times."""
        with self._projects.database.read() as session:
            columns = (ProjectTakeRow.id, ProjectTakeRow.text, ProjectTakeRow.words)
            rows = session.execute(select(*columns).where(ProjectTakeRow.project_id == project_id))
            return {row.id: (row.text, readable_words(row.words)) for row in rows if row.id in take_ids}

    def of_job(self, job_id: str) -> tuple[list[str], list[str]]:
        """The takes that a job has made so far, and the failed ones, as `line/variant`."""
        made: list[str] = []
        failed: list[str] = []
        with self._projects.database.read() as session:
            rows = session.execute(
                select(ProjectTakeRow.line_id, ProjectTakeRow.settings, ProjectTakeRow.blob_id).where(
                    ProjectTakeRow.settings["job"].as_string() == job_id
                )
            )
            for line_id, settings, blob_id in rows:
                (failed if blob_id is None else made).append(f"{line_id}/{settings.get('variant', 0)}")
        return made, failed

    def keep(
        self,
        project_id: str,
        line_id: str,
        tried: str,
        found: Mapping[str, Any],
        blob_id: str,
        author: str,
    ) -> str:
        """Write a take and make it the active one of its line, as one revision. The file is deleted on failure."""
        take_id = new_id("take")
        projects = self._projects

        def add(session: Session, document: Document) -> None:
            number = next_take_number(session, project_id, line_id)
            session.add(
                ProjectTakeRow(
                    id=take_id,
                    project_id=project_id,
                    line_id=line_id,
                    number=number,
                    fingerprint=tried,
                    blob_id=blob_id,
                    created_at=projects.clock.now(),
                    **found,
                )
            )
            seconds = found["samples"] / found["sample_rate"]
            document.takes[take_id] = TakeFacts(take_id, line_id, seconds, tried, number)

        chosen = [{"op": "line.update", "id": line_id, "set": {"take_id": take_id}}]
        try:
            projects.operate(project_id, chosen, None, author, None, kind="take", prepare=add)
        except BaseException:
            projects.blobs.delete(blob_id)
            raise
        return take_id

    def note_failure(
        self,
        project_id: str,
        line_id: str,
        tried: str,
        text: str,
        error: ClonyError,
        marks: Mapping[str, Any],
    ) -> None:
        """Store a failed attempt; `tried` is the fingerprint of its inputs."""
        with self._projects.database.write() as session:
            session.add(
                ProjectTakeRow(
                    id=new_id("take"),
                    project_id=project_id,
                    line_id=line_id,
                    number=0,
                    text=text,
                    fingerprint=tried,
                    error=error_json(error),
                    settings=dict(marks),
                    created_at=self._projects.clock.now(),
                )
            )


def _take(row: ProjectTakeRow) -> Take:
    return from_attributes(
        Take,
        row,
        duration=row.samples / row.sample_rate,
        words=readable_words(row.words),
        settings=dict(row.settings),
    )
