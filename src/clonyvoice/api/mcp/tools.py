"""The MCP tools: their parameters, and calls to the same services, scopes and limits as the HTTP routes."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from anyio import to_thread

from clonyvoice.api.compat.vendor_voices import VoiceNames
from clonyvoice.api.mcp.recording_uploads import kept_recordings
from clonyvoice.api.mcp.sound_playback import check_player
from clonyvoice.api.mcp.tool_arguments import (
    Arguments,
    Cancel,
    CloneVoice,
    DesignVoice,
    ListVoices,
    Speak,
    Status,
    Transcribe,
)
from clonyvoice.api.mcp.tool_calls import Call
from clonyvoice.api.mcp.tool_results import (
    ToolAnswer,
    check_target,
    sound_result,
    text_result,
    transcript_result,
    voice_values,
)
from clonyvoice.api.waiting_requests import change
from clonyvoice.cloning.clone_jobs import created
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.cloning.design_request_names_seeds import DesignRequest
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.core.job_state import JobState
from clonyvoice.jobs import Job
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Scope
from clonyvoice.speech import Segment, Shape, SpeechRequest
from clonyvoice.transcription.recogniser import Options
from clonyvoice.voices import VoiceFilter
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.model import Voice

_KINDS: Final = ("generation", "transcription", "design")
"""Jobs that tools start, follow and cancel."""


async def speak(call: Call, asked: Speak) -> ToolAnswer:
    """Generate speech in any voice. The audio is returned as a link, inline when it is small, or is played."""
    call.admit("tts:generate")
    playing = asked.output == "play"
    if playing:
        check_player(call)
    if asked.save_to:
        check_target(call, asked.save_to)
    voice = await to_thread.run_sync(voice_named, call, asked.voice)
    segment = Segment(asked.text, voice.id, asked.language, Shape(speed=asked.speed))
    request = SpeechRequest(
        kind="clone", segments=(segment,), seed=asked.seed, engine=asked.engine,
        format="wav" if playing else asked.format, instructions=asked.instructions.strip(),
        reads_instructions=True,
    )  # fmt: skip
    started = await change(call.services.speech.start, request, call.caller.owner)
    if started.extra.get("cached") or started.job_id is None:
        return await sound_result(call, started.id, asked.output, asked.save_to)
    job = await call.followed(started.job_id, asked.wait_seconds)
    return await _outcome(call, job, asked.output, asked.save_to)


async def clone_voice(call: Call, asked: CloneVoice) -> ToolAnswer:
    """Clone a voice from recordings of one person (10 seconds of clean speech are enough); it can speak at once."""
    call.admit("clone:create")
    if not asked.files and not asked.audio_base64:
        raise InvalidRequest("Give recordings: paths in `files`, or sound in `audio_base64`.", param="files")
    if asked.consent_file and asked.consent_base64:
        raise InvalidRequest(
            "Give the spoken consent once: in `consent_file`, or in `consent_base64`.", param="consent_file"
        )
    spoken = await kept_recordings(
        call,
        [asked.consent_file] * bool(asked.consent_file),
        [asked.consent_base64] * bool(asked.consent_base64),
    )
    try:
        uploads = await kept_recordings(call, asked.files, asked.audio_base64)
    except BaseException:
        call.services.blobs.delete(*(one.blob_id for one in spoken))
        raise
    given = ConsentGiven(asked.consent_person, asked.consent_statement, recording=next(iter(spoken), None))
    request = CloneRequest(
        name=asked.name, language=asked.language, transcript=asked.transcript, description=asked.description,
        consent=asked.consent, given=given, refine=asked.refine,
        engine=asked.engine,
    )  # fmt: skip
    owner = call.caller.owner
    await call.report(0.0, "listening to the recordings")
    job = await change(call.services.clone_jobs.create, uploads, request, owner)
    made = created(result_of(await call.followed(job.id, math.inf)))
    voice = await to_thread.run_sync(call.services.voices.get, made.voice_id)
    left_out = "".join(f" Recording {index + 1} was left out: {why}." for index, why in made.left_out.items())
    told = f"The voice {voice.name!r} can speak: use voice {voice.id!r}.{left_out}"
    return text_result(told, **voice_values(voice), fidelity=voice.fidelity)


async def design_voice(call: Call, asked: DesignVoice) -> ToolAnswer:
    """Create a new voice from a description in words."""
    call.admit("clone:create")
    request = DesignRequest(
        description=asked.description, name=asked.name, language=asked.language, gender=asked.gender,
        age=asked.age, seed=asked.seed, engine=asked.engine,
    )  # fmt: skip
    job = await change(call.services.design_jobs.create, request, call.caller.owner)
    return await _outcome(call, await call.followed(job.id, asked.wait_seconds))


async def list_voices(call: Call, asked: ListVoices) -> ToolAnswer:
    """List the voices that can speak: the user's clones and designs first, then presets."""
    call.admit("voices:read")
    wanted = VoiceFilter(
        q=asked.query or None, kind=asked.kind, language=asked.language, status="ready", asker=call.caller.owner
    )  # fmt: skip
    page = await to_thread.run_sync(lambda: call.services.voices.list(wanted, limit=asked.limit))
    shown = [voice_values(voice) for voice in page.voices]
    lines = [f"{one['voice']}: {one['name']}, {one['kind']}, {', '.join(one['languages'])}" for one in shown]
    if page.total > len(shown):
        lines.append(f"({page.total - len(shown)} more: narrow the search, or raise `limit`.)")
    return text_result("\n".join(lines) or "No voice fits.", voices=shown, total=page.total)


async def transcribe(call: Call, asked: Transcribe) -> ToolAnswer:
    """Transcribe a recording of up to an hour."""
    call.admit("audio:process")
    if bool(asked.file) == bool(asked.audio_base64):
        raise InvalidRequest(
            "Give one recording: a path in `file`, or sound in `audio_base64`.", param="file"
        )
    uploads = await kept_recordings(
        call, [asked.file] if asked.file else [], [asked.audio_base64] * (not asked.file)
    )
    options = Options(language=asked.language, task=asked.task, prompt=asked.prompt)
    submit = call.services.transcriptions.submit
    taken = await change(submit, uploads[0], options, owner=call.caller.owner)
    assert taken.job_id is not None
    job = await call.followed(taken.job_id, asked.wait_seconds)
    return await _outcome(call, job, asked.format)


async def cancel(call: Call, asked: Cancel) -> ToolAnswer:
    """Stop speaking, transcribing or designing: one piece of work, or all of the caller's."""
    if not call.caller.scopes & {"tts:generate", "audio:process", "clone:create"}:
        call.admit("tts:generate")
    if not asked.id:
        jobs = await change(call.services.jobs.cancel_all, call.caller.owner, _KINDS)
    else:
        found = await to_thread.run_sync(call.job, asked.id)
        jobs = [] if found.ended else [await change(call.services.jobs.cancel, found.id)]
    stopped = [job.subject for job in jobs if job.state == JobState.CANCELLED]
    return text_result(
        f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.", cancelled=stopped
    )


async def status(call: Call, asked: Status) -> ToolAnswer:
    """Get the progress of earlier work; once it has completed, its result as the tool that started it returns it."""
    job = await to_thread.run_sync(call.job, asked.id)
    scopes: dict[str, Scope] = {"transcription": "audio:process", "design": "clone:create"}
    call.admit(scopes.get(job.kind, "tts:generate"))
    if not job.ended:
        # who only asks must not stop the work by leaving
        until = await _ended_or_not(call, job, asked.wait_seconds)
        return await _outcome(call, until)
    return await _outcome(call, job)


async def _ended_or_not(call: Call, job: Job, seconds: float) -> Job:
    def wait() -> Job:
        return call.services.jobs.wait(job.id, min(seconds, 3600.0))

    return await to_thread.run_sync(wait, abandon_on_cancel=True)


async def _outcome(call: Call, job: Job, wanted: str = "link", save_to: str = "") -> ToolAnswer:
    """The result of a job, or its progress. Raises its error as JobFailed, or Cancelled."""
    if not job.ended:
        told = f"{job.subject} is at {job.progress:.0%} ({job.stage or 'waiting'}). It continues: ask `status` for"
        told += f" {job.subject!r}, or `cancel` it."
        return text_result(told, id=job.subject, ended=False, progress=round(job.progress, 3))
    found = result_of(job)
    if job.kind == "generation":
        return await sound_result(call, job.subject, wanted, save_to)
    if job.kind == "transcription":
        done = await to_thread.run_sync(call.services.transcriptions.get, job.subject)
        return transcript_result(done, wanted, call.address)
    made = [
        await to_thread.run_sync(call.services.voices.get, one["voice_id"]) for one in found["candidates"]
    ]
    told = " ".join(f"The voice {voice.name!r} can speak: use voice {voice.id!r}." for voice in made)
    return text_result(told, **voice_values(made[0]), seed=found["candidates"][0].get("seed"))


def voice_named(call: Call, name: str) -> Voice:
    """The voice with this id, this preset's name, or the name that its owner gave it. Raises VoiceNotFound."""
    try:
        return call.services.voices.named(
            VoiceNames(
                call.services.settings.voice_aliases,
                call.services.voices,
                call.services.design_jobs,
                call.services.jobs,
            ).find(name, call.caller.owner),
            asker=call.caller.owner,
        )
    except VoiceNotFound:
        alike = call.services.voices.list(
            VoiceFilter(q=name, status="ready", asker=call.caller.owner), limit=5
        ).voices
        near = ", ".join(f"{voice.name!r}" for voice in alike)
        hint = f" Near it: {near}." if near else " `list_voices` names those that there are."
        raise _NoVoice(name, hint) from None


class _NoVoice(VoiceNotFound):
    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name)
        self.message = f"There is no voice {name[:80]!r}.{hint}"


@dataclass(frozen=True, slots=True)
class Tool:
    """The registration of a tool."""

    name: str
    title: str
    takes: type[Arguments]
    run: Callable[[Call, Any], Awaitable[ToolAnswer]]
    scopes: frozenset[str]
    """One of these lets a key see and use it."""
    reads: bool = False
    """Whether it changes nothing."""

    @property
    def description(self) -> str:
        """The text by which a model chooses the tool."""
        return (self.run.__doc__ or "").strip()


TOOLS: Final = {
    tool.name: tool
    for tool in (
        Tool("speak", "Speak a text", Speak, speak, frozenset({"tts:generate"})),
        Tool("clone_voice", "Clone a voice", CloneVoice, clone_voice, frozenset({"clone:create"})),
        Tool("design_voice", "Design a voice", DesignVoice, design_voice, frozenset({"clone:create"})),
        Tool("list_voices", "List voices", ListVoices, list_voices, frozenset({"voices:read"}), reads=True),
        Tool("transcribe", "Transcribe a recording", Transcribe, transcribe, frozenset({"audio:process"})),
        Tool("status", "Check the progress of work", Status, status,
             frozenset({"tts:generate", "audio:process", "clone:create"}), reads=True),
        Tool("cancel", "Stop work", Cancel, cancel,
             frozenset({"tts:generate", "audio:process", "clone:create"})),
    )
}  # fmt: skip
"""Every tool by its name."""


def without_nulls(arguments: dict[str, Any] | None) -> dict[str, Any]:
    """Arguments without those that are null: models send null for parameters that they do not use."""
    return {name: value for name, value in (arguments or {}).items() if value is not None}
