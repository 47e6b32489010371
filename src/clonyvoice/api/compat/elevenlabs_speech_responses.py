"""ElevenLabs' forms of answering a speech request: the sound, the sound with the times of characters, JSON lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, cast

from anyio import to_thread
from fastapi import Request, Response
from starlette.responses import StreamingResponse

from clonyvoice.api.compat.character_times import CharacterClock, alignment, timed_json
from clonyvoice.api.compat.vendor_speech import Output, silence, sound_bytes, speech_request, spoken
from clonyvoice.api.errors import renamed_fields, request_id
from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.signed_files import check
from clonyvoice.audio import format_named
from clonyvoice.keys import Principal
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Generation, Segment, Speech
from clonyvoice.text.languages import NothingToSay


class CheckedSpeech:
    """A speech request that was checked, and the forms in which it can be answered."""

    def __init__(
        self,
        request: Request,
        speech: Speech,
        signed: SignedFiles,
        caller: Principal,
        segments: Sequence[Segment],
        lines: Sequence[tuple[int, str]],
        output: Output,
        seed: int | None,
        engine: str | None,
    ) -> None:
        self._engine = engine
        self._request, self._speech, self._signed, self._caller = request, speech, signed, caller
        self._segments, self._lines, self._output, self._seed = tuple(segments), lines, output, seed

    async def sound(self, *, stream: bool) -> Response:
        """The sound alone."""
        with renamed_errors():
            answer = await spoken(
                self._request,
                self._speech,
                self._signed,
                self._caller,
                self._segments,
                self._output,
                seed=self._seed,
                stream=stream,
                engine=self._engine,
            )
        return self._headed(answer)

    async def timed(self) -> Response:
        """The whole sound in base64, with the times of all characters."""
        check(self._signed, self._caller, format_named(self._output.format), field="output_format")
        started = await self._started(eager=False)
        if started is None:
            return self._headed(_json(await to_thread.run_sync(self._nothing)))
        speech = self._speech
        done = await answering.waited(self._request, speech, started, keep=False)
        sound = await sound_bytes(speech, self._signed, self._caller, done, self._output)

        def told() -> bytes:
            times = alignment(done.text, done.words(), done.duration or 0.0, self._joints)
            return timed_json(sound.data, times, self._voice_segments(done))

        return self._headed(_json(await to_thread.run_sync(told), sound.headers), done.id)

    async def timed_lines(self) -> Response:
        """The sound in base64 piece by piece, each with the times of the characters that it finishes."""
        fmt = format_named(self._output.format)
        told = check(self._signed, self._caller, fmt, stream=True, field="output_format")
        started = await self._started(eager=True)
        if started is None:
            nothing = await to_thread.run_sync(self._nothing)
            return self._headed(json_lines(_one(nothing + b"\n")))
        pieces = answering.timed_pieces(
            self._speech, started, self._output.encoder(), who=self._caller.owner, keep=False
        )
        first = await anext(pieces)
        answer = self._headed(json_lines(self._timed_pieces(started, first, pieces)), started.id)
        answer.headers.update(told)
        return answer

    async def _started(self, *, eager: bool) -> Generation | None:
        """The generation under way; None when there is nothing to say."""
        asked = speech_request(
            self._segments, self._output, seed=self._seed, eager=eager, engine=self._engine
        )
        with renamed_errors():
            try:
                return await answering.start(self._request, self._speech, self._caller, asked)
            except NothingToSay:
                return None

    @property
    def _text(self) -> str:
        return "\n".join(segment.text for segment in self._segments)

    @property
    def _joints(self) -> list[int]:
        """Offsets of the line breaks between the segments' texts."""
        found, at = [], 0
        for segment in self._segments[:-1]:
            at += len(segment.text) + 1
            found.append(at - 1)
        return found

    def _nothing(self) -> bytes:
        sound = silence(self._segments)
        data = self._output.file(sound)
        times = alignment(self._text, (), sound.duration, self._joints)
        return timed_json(data, times, {"voice_segments": []} if len(self._lines) > 1 else {})

    async def _timed_pieces(
        self, started: Generation, first: answering.TimedPiece, pieces: AsyncIterator[answering.TimedPiece]
    ) -> AsyncIterator[bytes]:
        clock = CharacterClock(started.text, self._joints)
        piece: answering.TimedPiece | None = first
        try:
            while piece is not None:
                more: dict[str, Any] = {}
                if len(self._lines) > 1:
                    more["voice_segments"] = []
                    if piece.last:
                        done = await to_thread.run_sync(self._speech.get, started.id)
                        more |= self._voice_segments(done)
                yield await to_thread.run_sync(_line, clock, piece, more)
                piece = await anext(pieces, None)
        finally:
            await cast("Any", pieces).aclose()

    def _voice_segments(self, done: Generation) -> dict[str, Any]:
        """The times of a dialogue's lines; empty for a single text."""
        if len(self._lines) < 2:
            return {}
        shown: list[dict[str, Any]] = []
        at = told = 0
        for index, segment in enumerate(self._segments):
            end = at + len(segment.text)
            chunks = [chunk for chunk in done.chunks if at <= chunk.start_char < end + 1]
            times = [(chunk.start or 0.0, chunk.end or 0.0) for chunk in chunks]
            if times:
                shown.append(
                    {
                        "voice_id": self._lines[index][1],
                        "start_time_seconds": round(times[0][0], 4),
                        "end_time_seconds": round(times[-1][1], 4),
                        "character_start_index": told,
                        "character_end_index": told + len(segment.text),
                        "dialogue_input_index": self._lines[index][0],
                    }
                )
            at, told = end + 1, told + len(segment.text)
        return {"voice_segments": shown}

    def _headed(self, answer: Response, generation_id: str | None = None) -> Response:
        """With the headers that ElevenLabs' clients read."""
        answer.headers["request-id"] = request_id(self._request)
        answer.headers["character-cost"] = str(sum(len(segment.text) for segment in self._segments))
        item = generation_id or answer.headers.get("x-generation-id")
        if item:
            answer.headers["history-item-id"] = item
        return answer


def renamed_errors() -> AbstractContextManager[None]:
    """Errors inside name the fields as ElevenLabs' requests do."""
    return renamed_fields(
        language="language_code", format="output_format", sample_rate="output_format", engine="model_id"
    )


def json_lines(content: AsyncIterator[bytes]) -> StreamingResponse:
    """A response that sends each JSON line as soon as it is available."""
    return StreamingResponse(
        content,
        media_type="application/x-ndjson",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _one(line: bytes) -> AsyncIterator[bytes]:
    yield line


def _line(clock: CharacterClock, piece: answering.TimedPiece, more: Mapping[str, Any]) -> bytes:
    times = clock.rest(piece.end) if piece.last else clock.words(piece.words)
    return timed_json(piece.data, times, more) + b"\n"


def _json(body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    return Response(body, media_type="application/json", headers=dict(headers or {}))
