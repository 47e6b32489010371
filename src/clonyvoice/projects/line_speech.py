"""Lines to sound: the durable job that makes takes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Final, Literal

import numpy as np

from clonyvoice.audio import Joiner, encode
from clonyvoice.audit.log import OFF, AuditLog
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError, InvalidRequest
from clonyvoice.engines.contract import Engine, VoiceSource
from clonyvoice.jobs import Idempotency, Job, JobContext, JobQueue
from clonyvoice.jobs.model import error_json
from clonyvoice.projects.document import Document, fingerprint, state_of
from clonyvoice.projects.errors import OperationInvalid, ProjectItemNotFound
from clonyvoice.projects.items import Item
from clonyvoice.projects.service import Projects
from clonyvoice.projects.slot_fitting import Spoken, fitted
from clonyvoice.projects.takes import Takes
from clonyvoice.speech.chunking import Plan, plan
from clonyvoice.speech.generation_run import Engines
from clonyvoice.speech.request import MAX_SEED, SPEED, Segment, Shape, random_seed
from clonyvoice.speech.synthesis import ChunkTask, Level, marked, speak
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.voices.library import Voices
from clonyvoice.voices.model import VoiceRevoked

JOB: Final = "project-speak"
MAX_VARIANTS: Final = 4
Which = Literal["stale", "all"]


class LineWithoutVoice(InvalidRequest):
    """A line that nobody is chosen to say."""

    code = "line_without_voice"

    def __init__(self, line_id: str) -> None:
        super().__init__(
            f"The line {line_id} has no voice: give it a speaker with a voice_id, or a voice_id of its own.",
            param="lines",
        )


class LineSpeech:
    """Speaks lines of projects; registered with the queue as the handler of `project-speak` jobs."""

    def __init__(
        self,
        projects: Projects,
        takes: Takes,
        voices: Voices,
        engines: Engines,
        jobs: JobQueue,
        watermark: int | None = None,
        audit: AuditLog = OFF,
    ) -> None:
        self._watermark, self._audit, self._takes = watermark, audit, takes
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
        idempotency: Idempotency | None = None,
    ) -> Job:
        """The job that makes a take of each line, in their order; `stale` are those without one that fits.

        Raises ProjectNotFound, ProjectItemNotFound (a line), LineWithoutVoice, QueueFull.
        """
        _, document = self._projects.document(project_id, owner)
        wanted = self._chosen(document, lines)
        for line in wanted:
            if _voice_of(document, line) is None:
                raise LineWithoutVoice(line.id)
        payload = {
            "project_id": project_id,
            "lines": [line.id for line in wanted],
            "variants": variants,
            "author": asker,
        }
        return self._jobs.submit(
            JOB, owner=asker, payload=payload, subject=project_id, idempotency=idempotency
        )

    def stop_voices(self, voice_ids: Collection[str], why: VoiceRevoked) -> int:
        """Stop jobs that speak lines in any of these voices; they fail with `why`. The number of jobs."""
        stopped = 0
        for job in self._jobs.unfinished(JOB):
            _, document = self._projects.document(job.subject, None)
            lines = (document.items.get(line_id) for line_id in job.payload["lines"])
            if any(line is not None and _voice_of(document, line) in voice_ids for line in lines):
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

    # --- making ---

    def __call__(self, context: JobContext) -> dict[str, Any]:
        """Make the takes that the payload asks for and that a run before a restart has not made yet."""
        project_id, author = str(context.payload["project_id"]), str(context.payload["author"])
        lines, variants = list(context.payload["lines"]), int(context.payload["variants"])
        made, failed = self._takes.of_job(context.job.id)
        levels: dict[str, list[float]] = {}
        with ExitStack() as stack:
            engines: dict[str, Engine] = {}
            for number, line_id in enumerate(lines):
                for variant in range(variants):
                    context.cancel.raise_if_cancelled()
                    mark = f"{line_id}/{variant}"
                    if mark in made or mark in failed:
                        continue
                    error = self._line(context, stack, engines, levels, project_id, line_id, variant, author)
                    (made if error is None else failed).append(mark)
                context.progress(
                    (number + 1) / len(lines), "speaking", line_id=line_id, line=number + 1, lines=len(lines)
                )
        return {"project_id": project_id, "made": len(made), "failed": len(failed)}

    def _line(
        self,
        context: JobContext,
        stack: ExitStack,
        engines: dict[str, Engine],
        levels: dict[str, list[float]],
        project_id: str,
        line_id: str,
        variant: int,
        author: str,
    ) -> ClonyError | None:
        """Make one take; an error of this line alone is kept with it and answered, and the job goes on."""
        _, document = self._projects.document(project_id, None)
        line = document.items.get(line_id)
        if line is None:  # deleted while it waited
            return InvalidRequest("The line is gone.")
        tried = fingerprint(document, line)
        marks = {"job": context.job.id, "variant": variant}
        context.publish("project.line", line_id=line_id, state="speaking")
        try:
            found, audio = self._made(context, stack, engines, levels, document, line)
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

    def _made(
        self,
        context: JobContext,
        stack: ExitStack,
        engines: dict[str, Engine],
        levels: dict[str, list[float]],
        document: Document,
        line: Item,
    ) -> tuple[dict[str, Any], Audio]:
        """A take's recipe, and its sound. Raises VoiceNotFound, NothingToSay, Cancelled and the like."""
        data = line.data
        speaker = document.items.get(data.get("speaker_id") or "")
        who: Mapping[str, Any] = speaker.data if speaker is not None else {}
        if (name := _voice_of(document, line)) is None:
            raise LineWithoutVoice(line.id)
        speaking = self._voices.speaking(name, asker=context.job.owner)
        usual = speaking.voice.settings
        shape = Shape.from_json(data).over(Shape.from_json(who)).over(Shape.from_json(usual))
        language = str(data.get("language", "auto"))
        home = document.settings["language"]
        planned = plan((Segment(data["text"], name, language),), shape=shape, home=lambda _voice: home)
        languages = {chunk.language for chunk in planned.chunks}
        speaking = self._voices.speaking(name, asker=context.job.owner, languages=languages)
        if speaking.engine not in engines:
            leased = self._engines.lease(speaking.engine, context.cancel)
            engines[speaking.engine] = stack.enter_context(leased)
        engine, seed = engines[speaking.engine], random_seed()
        own = usual.get("pronunciations")
        said = {**(own if isinstance(own, dict) else {}), **(who.get("pronunciations") or {})}
        known = levels.setdefault(name, [])

        def say(pace: float) -> Spoken:
            speed = min(SPEED[1], max(SPEED[0], (shape.speed or 1.0) * pace))
            paced = replace(shape, speed=speed)
            return self._said(context, engine, planned, speaking.source, paced, said, seed, known, pace)

        begin, end = data.get("slot_start"), data.get("slot_end")
        spoken = fitted(say, None if begin is None or end is None else float(end) - float(begin))
        known += spoken.gains
        settings = {"revision": speaking.revision, "engine": speaking.engine, **shape.json()}
        if begin is not None:
            settings["pace"] = round(spoken.pace, 4)
        found = {
            "text": data["text"],
            "sample_rate": spoken.audio.sample_rate,
            "samples": len(spoken.audio.samples),
            "words": spoken.words,
            "seed": seed,
            "voice_id": speaking.voice.id,
            "voice_name": speaking.voice.name,
            "settings": settings,
        }
        return found, spoken.audio

    def _said(
        self,
        context: JobContext,
        engine: Engine,
        planned: Plan,
        source: VoiceSource,
        shape: Shape,
        pronunciations: dict[str, str],
        seed: int,
        known: Sequence[float],
        pace: float,
    ) -> Spoken:
        """The chunks of a line said one after another; `known` are the gains of what the voice said before."""
        rate = engine.info.sample_rate
        joiner, sounds, words = Joiner(rate), [], list[dict[str, Any]]()
        gap = planned.lead_ms / 1000
        gains: list[float] = []
        for index, chunk in enumerate(planned.chunks):
            task = ChunkTask(
                text=chunk.text,
                language=chunk.language,
                voice=source,
                speed=shape.speed or 1.0,
                pitch=shape.pitch or 0.0,
                volume_db=shape.volume_db or 0.0,
                seed=(seed + index) % (MAX_SEED + 1),
                normalize_text=shape.normalize_text is not False,
                pronunciations=pronunciations,
            )
            before = [*known, *gains]
            level = Level(sum(before) / len(before) if before else None)
            spoken = speak(engine, task, level, context.cancel, context.slot)
            at = joiner.length + round(gap * rate)
            pieces = list(marked(spoken, self._watermark, rate, at))
            if level.gain_db is not None:
                gains.append(level.gain_db)
            samples = [piece.audio.samples for piece in pieces] or [np.zeros(0, np.float32)]
            sounds.append(joiner.feed(Audio(np.concatenate(samples), rate), gap).samples)
            start = joiner.starts[-1] / rate
            for piece in pieces:
                for word in piece.words:
                    moved = replace(
                        word, start=word.start + start, end=word.end + start,
                        start_char=word.start_char + chunk.start, end_char=word.end_char + chunk.start,
                    )  # fmt: skip
                    words.append(
                        {
                            "word": moved.text, "start": round(moved.start, 4), "end": round(moved.end, 4),
                            "start_char": moved.start_char, "end_char": moved.end_char,
                        }
                    )  # fmt: skip
            gap = chunk.pause_ms / 1000
        sounds.append(joiner.finish(0.0).samples)
        return Spoken(Audio(np.concatenate(sounds), rate), words, pace, tuple(gains))


def _voice_of(document: Document, line: Item) -> str | None:
    speaker = document.items.get(line.data.get("speaker_id") or "")
    own = line.data.get("voice_id")
    return own or (speaker.data.get("voice_id") if speaker is not None else None)
