"""Responses to a generate request: JSON, audio, a stream while it is made, or 202 with a Location."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response, StreamingResponse

from clonyvoice.api.bodies.generations import generation_body
from clonyvoice.api.bodies.speech import SpeakFields
from clonyvoice.api.idempotency import key_of
from clonyvoice.api.responses.delivery_audit import SentSound, delivery_of
from clonyvoice.api.responses.file_byte_ranges import KnownFile
from clonyvoice.api.responses.signed_files import check
from clonyvoice.api.waiting_requests import change, in_turn, upcoming
from clonyvoice.audio import Encoder, Format, format_named, format_of_media_type
from clonyvoice.audio.formats import UnsupportedFormat
from clonyvoice.jobs import Idempotency
from clonyvoice.keys import Principal
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Generation, Speech, SpeechRequest
from clonyvoice.speech.generation_audio_files import origin_of
from clonyvoice.speech.model import Word
from clonyvoice.speech.streaming import NothingYet


def idempotency_of(request: Request, asked: SpeechRequest) -> Idempotency | None:
    """The request's `Idempotency-Key`, bound to a digest of the request."""
    key = key_of(request)
    if key is None:
        return None
    described = json.dumps(repr(asked)).encode("utf-8", "surrogatepass")
    return Idempotency(key, hashlib.sha256(described).hexdigest())


def wanted_format(request: Request, body: SpeakFields) -> tuple[Format, bool]:
    """The format to answer in, and whether the answer is to be sound rather than JSON.

    `Accept: audio/…` asks for sound; a `format` in the body wins over the one in the header. Raises
    UnsupportedFormat, UnsupportedSampleRate.
    """
    header = request.headers.get("accept", "").lower()
    accepted = format_of_media_type(header)
    if accepted is None and "audio/" in header and "json" not in header and "*/*" not in header:
        raise UnsupportedFormat(header.partition(";")[0].strip()[:40], param="Accept")
    fmt = format_named(body.format)
    if accepted is not None and "format" not in body.model_fields_set:
        fmt = accepted
    if body.sample_rate is not None:
        fmt.rate_for(body.sample_rate, body.sample_rate)
    return fmt, accepted is not None or body.stream


async def answer(
    request: Request,
    speech: Speech,
    signed: SignedFiles,
    caller: Principal,
    body: SpeakFields,
    asked: SpeechRequest,
) -> Response:
    """Start the requested generation and respond as the body and the Accept header specify."""
    fmt, sound = wanted_format(request, body)
    told: dict[str, str] = {}
    if sound and not body.async_:
        told = check(signed, caller, fmt, stream=body.stream)
    started = await start(request, speech, caller, asked)
    if body.async_:
        return accepted(started)
    if body.stream:
        return await streamed(
            request, speech, started, fmt, body.sample_rate, who=caller.owner, keep=body.keep, headers=told
        )
    done = await waited(request, speech, started, keep=body.keep)
    if sound:
        return await sound_file(speech, done, fmt, body.sample_rate)
    shown = await to_thread.run_sync(lambda: generation_body(done).model_dump(mode="json"))
    return JSONResponse(shown, headers={"Location": f"/api/generations/{done.id}"})


async def start(request: Request, speech: Speech, caller: Principal, asked: SpeechRequest) -> Generation:
    """The requested generation, started; the request is counted among those that wait for it."""
    begin = partial(speech.start, asked, caller.owner, idempotency=idempotency_of(request, asked))
    started = await change(begin)
    speech.claim(started)
    return started


def accepted(started: Generation) -> Response:
    """202 with the address of the generation in `Location`."""
    shown = generation_body(started).model_dump(mode="json")
    return JSONResponse(shown, status_code=202, headers={"Location": f"/api/generations/{started.id}"})


async def waited(request: Request, speech: Speech, started: Generation, *, keep: bool) -> Generation:
    """The finished generation; a client that disconnects first stops its compute, unless it is to be kept or another
    request waits for it too (a retry with the same Idempotency-Key).

    Raises JobFailed, Cancelled, ClientDisconnect.
    """
    finishing = asyncio.ensure_future(speech.finished(started))
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({finishing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if finishing.done():
            return finishing.result()
        if not keep:
            await change(speech.abandon, started)
        raise ClientDisconnect
    except asyncio.CancelledError:
        if not keep:
            _stop_soon(speech, started)
        raise
    finally:
        finishing.cancel()
        leaving.cancel()


async def _gone(request: Request) -> None:
    """Returns when the client has disconnected."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _stop_soon(speech: Speech, started: Generation) -> None:
    """Cancel a generation that has no other listeners, from code that cannot await."""
    threading.Thread(target=speech.abandon, args=(started,), daemon=True).start()


async def sound_file(
    speech: Speech,
    done: Generation,
    fmt: Format,
    sample_rate: int | None,
    bit_rate: int | None = None,
) -> Response:
    """The finished sound as a file with byte ranges, and with Content Credentials where it is to have them."""
    described = {"format": fmt.name, "sample_rate": sample_rate or done.sample_rate, "bit_rate": bit_rate}
    query = urlencode({name: value for name, value in described.items() if value is not None})
    made = partial(speech.file, done, fmt.name, sample_rate or done.sample_rate, bit_rate)
    path = await in_turn(done.owner, made)  # an hour in a new format takes a while
    return KnownFile(
        path,
        origin=partial(origin_of, done, speech.voices),
        media_type=fmt.media_type,
        manifest=f"/api/generations/{done.id}/credentials?{query}",
        filename=f"{done.id}.{fmt.extension}",
        content_disposition_type="inline",
        headers={"X-Generation-Id": done.id, "Cache-Control": "private, no-cache"},
        delivers=delivery_of(done),
    )


async def streamed(
    request: Request,
    speech: Speech,
    started: Generation,
    fmt: Format,
    sample_rate: int | None,
    *,
    who: str,
    keep: bool,
    bit_rate: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The sound as a stream. It begins after the first piece, so that an early failure is an error response.

    A later failure breaks the connection. A client that goes away stops the compute unless it is to be kept, also
    before the first piece: then ClientDisconnect is raised. `who` gets it, by the audit log.
    """
    pieces = _encoded(speech, started.id, Encoder(fmt.name, sample_rate, bit_rate=bit_rate))
    coming = asyncio.ensure_future(upcoming(pieces))
    leaving = asyncio.ensure_future(_gone(request))
    left = False
    try:
        await asyncio.wait({coming, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if left := not coming.done():
            raise ClientDisconnect
        first = coming.result()
    except BaseException:
        if not (left and keep):
            _stop_soon(speech, started)
        raise
    finally:
        coming.cancel()
        leaving.cancel()

    async def body() -> AsyncIterator[bytes]:
        whole, sent = False, SentSound(speech.audit, who)
        try:
            piece = first
            while piece is not None:
                sent.add(piece)
                yield piece
                piece = await upcoming(pieces)
            whole = True
            await sent.whole(delivery_of(started))
        finally:
            if not whole:
                sent.broken_off(delivery_of(started))
                if not keep:
                    _stop_soon(speech, started)

    return StreamingResponse(
        body(),
        media_type=fmt.media_type,
        headers={
            "X-Generation-Id": started.id,
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
            **(headers or {}),
        },
    )


def _encoded(speech: Speech, generation_id: str, encoder: Encoder) -> Iterator[bytes | NothingYet]:
    """The stream's bytes, never an empty piece."""
    for sound in speech.sounds(generation_id):
        if isinstance(sound, NothingYet):
            yield sound
        elif data := encoder.feed(sound.audio):
            yield data
    data = encoder.finish()
    if data:
        yield data


@dataclass(frozen=True, slots=True)
class TimedPiece:
    """Bytes of a stream, the words that they finish, and how many seconds of sound there are up to here."""

    data: bytes
    words: tuple[Word, ...]
    end: float
    last: bool = False


async def timed_pieces(
    speech: Speech, started: Generation, encoder: Encoder, *, who: str, keep: bool
) -> AsyncIterator[TimedPiece]:
    """The sound while it is made, with its words; the last piece has what is left. Breaks off as `streamed` does."""
    pieces = _timed(speech, started.id, encoder)
    whole, sent = False, SentSound(speech.audit, who)
    try:
        while (piece := await upcoming(pieces)) is not None:
            sent.add(piece.data)
            yield piece
        whole = True
        await sent.whole(delivery_of(started))
    finally:
        if not whole:
            sent.broken_off(delivery_of(started))
            if not keep:
                _stop_soon(speech, started)


def _timed(speech: Speech, generation_id: str, encoder: Encoder) -> Iterator[TimedPiece | NothingYet]:
    """The stream's pieces; one without bytes or words is not sent."""
    words: tuple[Word, ...] = ()
    end = 0.0
    for sound in speech.sounds(generation_id):
        if isinstance(sound, NothingYet):
            yield sound
            continue
        data = encoder.feed(sound.audio)
        words += sound.words
        end += sound.audio.duration
        if data:
            yield TimedPiece(data, words, end)
            words = ()
    yield TimedPiece(encoder.finish(), words, end, last=True)
