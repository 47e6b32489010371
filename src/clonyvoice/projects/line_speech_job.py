"""The durable job that synthesises lines into takes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from typing import Any, Final, Literal

from clonyvoice.audio import encode
from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import Idempotency, Job, JobContext, JobQueue
from clonyvoice.jobs.errors import error_json
from clonyvoice.projects.document import Document, engine_of, fingerprint, state_of
from clonyvoice.projects.document_items import Item
from clonyvoice.projects.errors import OperationInvalid, ProjectItemNotFound
from clonyvoice.projects.line_synthesis import LineTakes, LineWithoutVoice, voice_of
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import Takes
from clonyvoice.projects.word_retakes import WordsNotRetakable, columns_of_retake, words_to_retake
from clonyvoice.speech.generation_run import Engines
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.voices.errors import VoiceRevoked
from clonyvoice.voices.library import Voices

JOB: Final = "project-speak"
MAX_VARIANTS: Final = 4
"""Takes of a line that one request makes. Chosen by hand."""
Which = Literal["stale", "all"]


class LineSpeech:
    """Speaks lines of projects; registered with the queue as the handler of `project-speak` jobs."""

    def __init__(
        self,
        projects: Projects,
        takes: Takes,
        voices: Voices,
        engines: Engines,
        jobs: JobQueue,
        words_of: Callable[[str], Mapping[str, str]] = lambda _owner: {},
        watermark: int | None = None,
        audit: AuditLog = OFF,
    ) -> None:
        """`words_of` returns the pronunciations of the job's owner."""
        self._watermark, self._audit, self._takes, self._words_of = watermark, audit, takes, words_of
        self._projects, self._voices, self._engines, self._jobs = projects, voices, engines, jobs
        jobs.register(JOB, self, topic="project")

    # --- asking ---

    def speak(
        self,
        project_id: str,
        lines: Sequence[str] | Which,
        owner: str | None,
        asker: str,
        *,
        variants: int = 1,
        words: tuple[int, int] | None = None,
        idempotency: Idempotency | None = None,
    ) -> Job:
        """The job that makes a take of each line, in their order; `stale` are those without one that fits.

        `words` are the characters of the only line whose words are said again and cut into its take: from the first to
        before the second.
        Raises ProjectNotFound, ProjectItemNotFound (a line), LineWithoutVoice, WordsNotRetakable, EngineNotFound,
        QueueFull.
        """
        _, document = self._projects.document(project_id, owner)
        wanted = self._chosen(document, lines)
        again: dict[str, Any] = {}
        if words is not None:
            if isinstance(lines, str) or len(wanted) != 1:
                raise WordsNotRetakable("they are words of one line, whose id `lines` has to give")
            take = self._takes.get(project_id, self._active(document, wanted[0]), owner)
            words_to_retake(document, wanted[0], take, *words)
            again = {"words": {"take_id": take.id, "start": words[0], "end": words[1]}}
        for line in wanted:
            if voice_of(document, line) is None:
                raise LineWithoutVoice(line.id)
            if (engine := engine_of(document, line)) is not None:
                self._engines.info(engine)
        payload = {
            "project_id": project_id,
            "lines": [line.id for line in wanted],
            "variants": variants,
            "author": asker,
            **again,
        }
        return self._jobs.submit(
            JOB, owner=asker, payload=payload, subject=project_id, idempotency=idempotency
        )

    def working(self, project_id: str) -> dict[str, Literal["queued", "speaking"]]:
        """By line: `queued` while it waits to be generated, `speaking` while it is generated."""
        found: dict[str, Literal["queued", "speaking"]] = {}
        for job in self._jobs.unfinished(JOB):
            if job.subject != project_id:
                continue
            made, failed = self._takes.of_job(job.id)
            done = Counter(mark.rpartition("/")[0] for mark in (*made, *failed))
            waiting = [one for one in job.payload["lines"] if done[one] < job.payload["variants"]]
            for line_id in waiting:
                found.setdefault(line_id, "queued")
            if waiting and job.state is JobState.RUNNING:
                found[waiting[0]] = "speaking"
        return found

    def stop_voices(self, voice_ids: Collection[str], why: VoiceRevoked) -> int:
        """Stop jobs with lines in any of these voices; they fail with `why`. Returns the number of jobs."""
        stopped = 0
        for job in self._jobs.unfinished(JOB):
            _, document = self._projects.document(job.subject, None)
            lines = (document.items.get(line_id) for line_id in job.payload["lines"])
            if any(line is not None and voice_of(document, line) in voice_ids for line in lines):
                stopped += len(self._jobs.stop_subject(job.subject, why))
        return stopped

    def _chosen(self, document: Document, lines: Sequence[str] | Which) -> list[Item]:
        ordered = document.ordered("line")
        if isinstance(lines, str):
            found = [
                line for line in ordered if not line.data.get("locked") and can_be_said(line.data["text"])
            ]
            return found if lines == "all" else [line for line in found if state_of(document, line) != "done"]
        known = {line.id: line for line in ordered}
        for line_id in lines:
            if line_id not in known:
                raise ProjectItemNotFound("line", line_id, "lines")
        return [known[line_id] for line_id in dict.fromkeys(lines)]

    @staticmethod
    def _active(document: Document, line: Item) -> str:
        take_id = line.data.get("take_id")
        if take_id not in document.takes:
            raise WordsNotRetakable("the line has no take yet")
        return str(take_id)

    # --- making ---

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Make the takes that the payload requests, except those made before a restart."""
        payload = context.payload
        project_id, author = str(payload["project_id"]), str(payload["author"])
        return self.make(
            context, project_id, payload["lines"], author,
            variants=int(payload["variants"]), words=payload.get("words"),
        )  # fmt: skip

    def make(
        self,
        context: JobContext,
        project_id: str,
        lines: Sequence[str],
        author: str,
        *,
        variants: int = 1,
        words: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Takes of lines, made within a job; those made before a restart are not made again.

        The answer has the numbers of takes `made` and `failed`. Raises ProjectNotFound, Cancelled.
        """
        made, failed = self._takes.of_job(context.job.id)
        with ExitStack() as stack:
            said = self._words_of(context.job.owner)
            takes = LineTakes(self._voices, self._engines, context, stack, self._watermark, said)
            for number, line_id in enumerate(lines):
                for variant in range(variants):
                    context.cancel.raise_if_cancelled()
                    mark = f"{line_id}/{variant}"
                    if mark in made or mark in failed:
                        continue
                    error = self._line(context, takes, project_id, line_id, variant, author, words)
                    (made if error is None else failed).append(mark)
                context.progress(
                    (number + 1) / len(lines), "speaking", line_id=line_id, line=number + 1, lines=len(lines)
                )
        return {"project_id": project_id, "made": len(made), "failed": len(failed)}

    def _line(
        self,
        context: JobContext,
        takes: LineTakes,
        project_id: str,
        line_id: str,
        variant: int,
        author: str,
        words: Mapping[str, Any] | None,
    ) -> ClonyError | None:
        """Make one take; an error of this line alone is stored with it and returned, and the job continues."""
        _, document = self._projects.document(project_id, None)
        line = document.items.get(line_id)
        if line is None:  # deleted while it waited
            return InvalidRequest("The line is gone.")
        tried = fingerprint(document, line)
        marks = {"job": context.job.id, "variant": variant}
        context.publish("project.line", line_id=line_id, state="speaking")
        try:
            found, audio = takes.make(
                document, line, variant,
                lambda seconds, share: context.publish(
                    "project.line", line_id=line_id, state="speaking",
                    seconds=round(seconds, 2), share=round(share, 3),
                ),
                fresh_seed=words is not None,
            )  # fmt: skip
            if words is not None:
                take = self._takes.get(project_id, words["take_id"], None)
                replaced = words_to_retake(document, line, take, words["start"], words["end"])
                found, audio = columns_of_retake(take, self._takes.sound(take), replaced, found, audio)
        except Cancelled:
            raise
        except ClonyError as error:
            self._takes.note_failure(project_id, line_id, tried, str(line.data["text"]), error, marks)
            context.publish("project.line", line_id=line_id, state="failed", error=error_json(error))
            return error
        found["settings"] = {**found["settings"], **marks}
        data = encode(audio, "flac")
        self._audit.record(
            "project.line", author, subject=project_id, voices=[found["voice_id"]], text=found["text"],
            engine=found["settings"]["engine"], line=line_id, sha256=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
        blob_id = self._projects.blobs.put(data)
        try:
            take_id = self._takes.keep(project_id, line_id, tried, found, blob_id, author)
        except OperationInvalid:  # deleted while it was made
            return InvalidRequest("The line is gone.")
        context.publish("project.line", line_id=line_id, state="done", take_id=take_id)
        return None
