"""The tools: what each takes, and what it does with the same services, scopes and limits as the HTTP routes."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from anyio import to_thread
from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.api.compat.voice_names import find_voice
from clonyvoice.api.mcp.calls import Call
from clonyvoice.api.mcp.playing import play, player
from clonyvoice.api.responses.deliveries import delivery_of, note_file
from clonyvoice.api.responses.signed_files import HEADER, generation_origin, taken
from clonyvoice.audio import FormatName
from clonyvoice.audio.formats import file_format_named
from clonyvoice.cloning.clone_request import CloneRequest
from clonyvoice.cloning.consent_service import ConsentGiven
from clonyvoice.cloning.designs import DesignRequest
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.jobs import Job
from clonyvoice.jobs.queue import result_of
from clonyvoice.keys import Scope
from clonyvoice.speech import Generation, Segment, Shape, SpeechRequest
from clonyvoice.transcription import transcript_formats
from clonyvoice.transcription.recogniser import Options
from clonyvoice.voices import VoiceFilter
from clonyvoice.voices.consent_records import MOST_STATEMENT
from clonyvoice.voices.model import Voice, VoiceNotFound

if TYPE_CHECKING:
    from mcp_types import ContentBlock

SMALL: Final = 750_000
"""Bytes of sound that are sent within an answer; base64 makes a third more of them."""
_WAIT: Final = 50.0
"""Seconds that a call waits at most unless told otherwise: clients give up after 60."""
_KINDS: Final = ("generation", "transcription", "design")
"""Jobs that tools start, follow and cancel."""
_Wait = Annotated[
    float,
    Field(ge=0, le=3600, description="Seconds to wait; work that is not done by then goes on: ask `status`."),
]


@dataclass(frozen=True, slots=True)
class Answer:
    """A tool's result: content for the model, and the same as plain values for programs."""

    content: Sequence[ContentBlock]
    values: dict[str, Any]


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Speak(_Arguments):
    """Text, voice and settings of speech."""

    text: str = Field(description="What to say, up to 100,000 characters; [pause:1.5s] makes a pause.")
    voice: str = Field("af_heart", max_length=200, description="A voice's id or name; see `list_voices`.")
    language: str = Field("auto", max_length=40, description="A code such as `en` or `ko`, or `auto`.")
    speed: float = Field(1.0, ge=0.25, le=4.0)
    format: FormatName = Field("mp3", description="Of the file that is linked or sent.")
    output: Literal["link", "audio", "play"] = Field(
        "link",
        description="`link` to the sound, the sound itself as `audio` when it is small, or `play` it aloud on the"
        " user's machine.",
    )
    seed: int | None = Field(None, ge=0, le=2**31 - 1, description="The same seed gives the same sound.")
    save_to: str = Field(
        "", max_length=4000, description="A new file to write the sound to (only over stdio)."
    )
    wait_seconds: _Wait = _WAIT


class CloneVoice(_Arguments):
    """Recordings of one person."""

    name: str = Field(min_length=1, max_length=200, description="What the voice is to be called.")
    files: list[str] = Field(
        default_factory=list, max_length=50, description="Paths of recordings (only over stdio)."
    )
    audio_base64: list[str] = Field(
        default_factory=list, max_length=50, description="Recordings in base64: any format that FFmpeg reads."
    )
    language: str = Field("auto", max_length=40, description="What is spoken in them.")
    transcript: str = Field(
        "", max_length=100_000, description="What is said, word for word; heard when left out."
    )
    description: str = Field("", max_length=5000)
    consent: bool | None = Field(None, description="Whether the person agreed to be cloned: ask the user.")
    consent_person: str = Field("", max_length=200, description="Who agreed: ask the user, never guess.")
    consent_statement: str = Field(
        "",
        max_length=MOST_STATEMENT,
        description="The words in which the person agreed: ask the user, never guess.",
    )
    consent_file: str = Field(
        "", max_length=4000, description="Path of a recording of the person saying them (only over stdio)."
    )
    consent_base64: str = Field("", description="That recording in base64.")
    refine: Literal["instant", "standard", "best"] = Field(
        "standard", description="How far it is made better in the background."
    )


class DesignVoice(_Arguments):
    """A voice in words."""

    description: str = Field(
        min_length=1, max_length=2000,
        description="In English or Korean: age, gender, pitch, pace, brightness, warmth, energy, accent, mood.",
    )  # fmt: skip
    name: str = Field("", max_length=200)
    language: str | None = Field(None, max_length=40, description="The language that it will mostly speak.")
    gender: str | None = Field(None, max_length=40)
    age: str | int | None = Field(None, description="In years or in a word.")
    seed: int | None = Field(None, ge=0, le=2**31 - 1, description="The same seed makes the same voice.")
    wait_seconds: _Wait = _WAIT


class ListVoices(_Arguments):
    """Filters of a list of voices."""

    query: str = Field("", max_length=200, description="Looked for in name, description and tags.")
    kind: Literal["clone", "preset", "design"] | None = None
    language: str | None = Field(None, max_length=40)
    limit: int = Field(50, ge=1, le=200)


class Transcribe(_Arguments):
    """A recording, one way or another."""

    file: str = Field("", max_length=4000, description="The path of a recording (only over stdio).")
    audio_base64: str = Field("", description="The recording in base64: any format that FFmpeg reads.")
    language: str = Field("auto", max_length=40)
    task: Literal["transcribe", "translate"] = Field("transcribe", description="`translate` gives English.")
    format: Literal["text", "srt", "vtt"] = "text"
    prompt: str = Field("", max_length=1000, description="Names and words that are likely.")
    wait_seconds: _Wait = _WAIT


class Cancel(_Arguments):
    """The id of a job."""

    id: str = Field(
        "", max_length=80, description="As a tool answered it; all of the caller's when left out."
    )


class Status(_Arguments):
    """The id of a job."""

    id: str = Field(min_length=1, max_length=80, description="As a tool answered it.")
    wait_seconds: _Wait = _WAIT


async def speak(call: Call, asked: Speak) -> Answer:
    """Say a text aloud in any voice. The sound comes back as a link, inline when it is small, or is played."""
    call.admit("tts:generate")
    playing = asked.output == "play"
    if playing:
        _may_play(call)
    if asked.save_to:
        _check_target(call, asked.save_to)
    voice = await to_thread.run_sync(voice_named, call, asked.voice)
    segment = Segment(asked.text, voice.id, asked.language, Shape(speed=asked.speed))
    request = SpeechRequest(
        kind="clone", segments=(segment,), seed=asked.seed, format="wav" if playing else asked.format
    )
    started = await to_thread.run_sync(call.parts.speech.start, request, call.caller.owner)
    if started.extra.get("cached") or started.job_id is None:
        return await _sound(call, started.id, asked.output, asked.save_to)
    job = await call.followed(call.parts.jobs.get(started.job_id), asked.wait_seconds)
    return await _outcome(call, job, asked.output, asked.save_to)


async def clone_voice(call: Call, asked: CloneVoice) -> Answer:
    """Clone a voice from recordings of one person (10 seconds of clean speech are enough); it can speak at once."""
    call.admit("clone:create")
    if not asked.files and not asked.audio_base64:
        raise InvalidRequest("Give recordings: paths in `files`, or sound in `audio_base64`.", param="files")
    if asked.consent_file and asked.consent_base64:
        raise InvalidRequest(
            "Give the spoken consent once: in `consent_file`, or in `consent_base64`.", param="consent_file"
        )
    spoken = await call.uploads(
        [asked.consent_file] * bool(asked.consent_file), [asked.consent_base64] * bool(asked.consent_base64)
    )
    try:
        uploads = await call.uploads(asked.files, asked.audio_base64)
    except BaseException:
        call.parts.blobs.delete(*(one.blob_id for one in spoken))
        raise
    given = ConsentGiven(asked.consent_person, asked.consent_statement, recording=next(iter(spoken), None))
    request = CloneRequest(
        name=asked.name, language=asked.language, transcript=asked.transcript, description=asked.description,
        consent=asked.consent, given=given, refine=asked.refine,
    )  # fmt: skip
    owner = call.caller.owner
    await call.report(0.0, "listening to the recordings")
    made = await call.computed(lambda cancel: call.parts.clones.create(uploads, request, owner, cancel))
    voice = await to_thread.run_sync(call.parts.voices.get, made.voice_id)
    left_out = "".join(f" Recording {index + 1} was left out: {why}." for index, why in made.left_out.items())
    told = f"The voice {voice.name!r} can speak: use voice {voice.id!r}.{left_out}"
    return _told(told, **_shown(voice), fidelity=voice.fidelity)


async def design_voice(call: Call, asked: DesignVoice) -> Answer:
    """Make a new voice from a description in words."""
    call.admit("clone:create")
    request = DesignRequest(
        description=asked.description, name=asked.name, language=asked.language, gender=asked.gender,
        age=asked.age, seed=asked.seed,
    )  # fmt: skip
    job = await to_thread.run_sync(call.parts.design_jobs.create, request, call.caller.owner)
    return await _outcome(call, await call.followed(job, asked.wait_seconds))


async def list_voices(call: Call, asked: ListVoices) -> Answer:
    """List the voices that can speak: the user's clones and designs first, then presets."""
    call.admit("voices:read")
    wanted = VoiceFilter(
        q=asked.query or None, kind=asked.kind, language=asked.language, status="ready", asker=call.caller.owner
    )  # fmt: skip
    page = await to_thread.run_sync(lambda: call.parts.voices.list(wanted, limit=asked.limit))
    shown = [_shown(voice) for voice in page.voices]
    lines = [f"{one['voice']}: {one['name']}, {one['kind']}, {', '.join(one['languages'])}" for one in shown]
    if page.total > len(shown):
        lines.append(f"({page.total - len(shown)} more: narrow the search, or raise `limit`.)")
    return _told("\n".join(lines) or "No voice fits.", voices=shown, total=page.total)


async def transcribe(call: Call, asked: Transcribe) -> Answer:
    """Write down what is said in a recording, up to an hour of it."""
    call.admit("audio:process")
    if bool(asked.file) == bool(asked.audio_base64):
        raise InvalidRequest(
            "Give one recording: a path in `file`, or sound in `audio_base64`.", param="file"
        )
    uploads = await call.uploads([asked.file] if asked.file else [], [asked.audio_base64] * (not asked.file))
    options = Options(language=asked.language, task=asked.task, prompt=asked.prompt)
    submit = call.parts.transcriptions.submit
    taken = await to_thread.run_sync(lambda: submit(uploads[0], options, owner=call.caller.owner))
    assert taken.job_id is not None
    job = await call.followed(call.parts.jobs.get(taken.job_id), asked.wait_seconds)
    return await _outcome(call, job, asked.format)


async def cancel(call: Call, asked: Cancel) -> Answer:
    """Stop speaking, transcribing or designing: one piece of work, or all of the caller's."""
    if not call.caller.scopes & {"tts:generate", "audio:process", "clone:create"}:
        call.admit("tts:generate")
    if not asked.id:
        jobs = await to_thread.run_sync(call.parts.jobs.cancel_all, call.caller.owner, _KINDS)
    else:
        found = await to_thread.run_sync(call.job, asked.id)
        jobs = [] if found.ended else [await to_thread.run_sync(call.parts.jobs.cancel, found.id)]
    stopped = [job.subject for job in jobs if job.state == "cancelled"]
    return _told(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.", cancelled=stopped)


async def status(call: Call, asked: Status) -> Answer:
    """Ask how far earlier work is; when it is done, its result comes as from the tool that began it."""
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
        return call.parts.jobs.wait(job.id, min(seconds, 3600.0))

    return await to_thread.run_sync(wait, abandon_on_cancel=True)


async def _outcome(call: Call, job: Job, wanted: str = "link", save_to: str = "") -> Answer:
    """The result of a job, or its progress. Raises its error as JobFailed, or Cancelled."""
    if not job.ended:
        told = (
            f"{job.subject} is at {job.progress:.0%} ({job.stage or 'waiting'}). It goes on: ask `status` for"
        )
        told += f" {job.subject!r}, or `cancel` it."
        return _told(told, id=job.subject, ended=False, progress=round(job.progress, 3))
    found = result_of(job)
    if job.kind == "generation":
        return await _sound(call, job.subject, wanted, save_to)
    if job.kind == "transcription":
        done = await to_thread.run_sync(call.parts.transcriptions.get, job.subject)
        writers = {"srt": transcript_formats.srt, "vtt": transcript_formats.vtt}
        text = writers.get(wanted, transcript_formats.text)(done.transcript)
        words = [
            {"word": word.text.strip(), "start": word.start, "end": word.end}
            for word in done.transcript.words
        ]
        return _told(
            text.strip() or "(no speech was heard)", id=job.subject, text=done.transcript.text,
            language=done.transcript.language, duration=done.transcript.duration, words=words,
        )  # fmt: skip
    made = [await to_thread.run_sync(call.parts.voices.get, one["voice_id"]) for one in found["candidates"]]
    told = " ".join(f"The voice {voice.name!r} can speak: use voice {voice.id!r}." for voice in made)
    return _told(told, **_shown(made[0]), seed=found["candidates"][0].get("seed"))


async def _sound(call: Call, generation_id: str, output: str, save_to: str) -> Answer:
    """The sound of a finished generation, in the way that was asked for."""
    from mcp_types import AudioContent, ResourceLink, TextContent

    done = await to_thread.run_sync(call.parts.speech.get, generation_id)
    fmt = file_format_named(done.format)
    plain = await to_thread.run_sync(call.parts.speech.file, done, fmt.name, done.sample_rate)
    sent = await to_thread.run_sync(
        taken, call.parts, call.caller, plain, fmt.media_type, generation_origin(done)
    )
    path = sent.path
    size = path.stat().st_size
    if save_to or output != "link":
        await to_thread.run_sync(note_file, call.parts.audit, call.caller.owner, delivery_of(done), path)
    values: dict[str, Any] = {
        "id": done.id, "ended": True, "voice": done.voice_id, "language": done.language,
        "duration": done.duration, "format": fmt.name, "bytes": size, "uri": uri_of(done),
    }  # fmt: skip
    if HEADER in sent.headers:
        values["content_credentials"] = sent.headers[HEADER]
    told = (
        f"{done.duration or 0:.1f} s of speech in the voice {done.voice_name!r} ({fmt.name}, {size:,} bytes)."
    )
    if call.address is not None:
        values["audio_url"] = f"{call.address}/api/generations/{done.id}/audio?format={fmt.name}"
        told += f" With the same key: {values['audio_url']}"
    if save_to:
        values["file"] = str(await to_thread.run_sync(_saved, path.read_bytes(), save_to))
        told += f" Saved as {values['file']}"
    if output == "play":
        await call.report(1.0, "playing")
        await play(path)
        return Answer([TextContent(text=f"Played {told}")], values)
    if output == "audio" and size <= SMALL:
        data = base64.b64encode(await to_thread.run_sync(path.read_bytes)).decode()
        return Answer([TextContent(text=told), AudioContent(data=data, mime_type=fmt.media_type)], values)
    if output == "audio":
        told += f" More than {SMALL:,} bytes are not sent inline; read the link."
    link = ResourceLink(
        uri=uri_of(done), name=f"{done.id}.{fmt.extension}", mime_type=fmt.media_type, size=size,
        description=done.text[:100],
    )  # fmt: skip
    return Answer([TextContent(text=told), link], values)


def uri_of(generation: Generation) -> str:
    """The address under which a client reads the sound as a resource."""
    return f"clonyvoice://generations/{generation.id}/audio.{generation.format}"


def voice_named(call: Call, name: str) -> Voice:
    """The voice with this id, this preset's name, or the name that its owner gave it. Raises VoiceNotFound."""
    try:
        return call.parts.voices.named(
            find_voice(call.parts, name, call.caller.owner), asker=call.caller.owner
        )
    except VoiceNotFound:
        alike = call.parts.voices.list(
            VoiceFilter(q=name, status="ready", asker=call.caller.owner), limit=5
        ).voices
        near = ", ".join(f"{voice.name!r}" for voice in alike)
        hint = f" Near it: {near}." if near else " `list_voices` names those that there are."
        raise _NoVoice(name, hint) from None


class _NoVoice(VoiceNotFound):
    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name)
        self.message = f"There is no voice {name[:80]!r}.{hint}"


def _may_play(call: Call) -> None:
    if not call.speakers:
        raise InvalidRequest(
            'Sound is played only where the client runs on this machine. Use `output` "link" or "audio".',
            param="output",
        )
    player()


def _check_target(call: Call, name: str) -> None:
    if not call.files:
        raise InvalidRequest(
            "A server writes no files of its own machine. Read the link, or let the editor start `clonyvoice mcp`.",
            param="save_to",
        )
    path = Path(name).expanduser()
    if path.exists() or not path.parent.is_dir():
        why = "is there already" if path.exists() else "has no folder to be in"
        raise InvalidRequest(
            f"{name[:200]!r} {why}. Name a new file in a folder that exists.", param="save_to"
        )


def _saved(sound: bytes, name: str) -> object:
    path = Path(name).expanduser().resolve()
    with path.open("xb") as file:
        file.write(sound)
    return path


def _shown(voice: Voice) -> dict[str, Any]:
    return {
        "voice": voice.id.removeprefix("voice_") if voice.kind == "preset" else voice.id,
        "name": voice.name, "kind": voice.kind, "languages": list(voice.languages), "language": voice.language,
        "gender": voice.gender, "description": voice.description,
    }  # fmt: skip


def _told(text: str, /, **values: Any) -> Answer:
    from mcp_types import TextContent

    return Answer([TextContent(text=text)], values)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as it is registered."""

    name: str
    title: str
    takes: type[_Arguments]
    run: Callable[[Call, Any], Awaitable[Answer]]
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
        Tool("transcribe", "Write down a recording", Transcribe, transcribe, frozenset({"audio:process"})),
        Tool("status", "Ask how far work is", Status, status,
             frozenset({"tts:generate", "audio:process", "clone:create"}), reads=True),
        Tool("cancel", "Stop work", Cancel, cancel,
             frozenset({"tts:generate", "audio:process", "clone:create"})),
    )
}  # fmt: skip
"""Every tool by its name."""


def without_nulls(arguments: dict[str, Any] | None) -> dict[str, Any]:
    """Arguments as sent, those that are null left out: models send null for what they do not use."""
    return {name: value for name, value in (arguments or {}).items() if value is not None}
