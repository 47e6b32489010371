"""Speech for the compatible routes: requests from segments, and their sound streamed, whole or as silence."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from fastapi import Request, Response

from clonyvoice.api.responses import speech as answering
from clonyvoice.api.responses.delivery_audit import delivery_of, note_bytes
from clonyvoice.api.responses.signed_files import check, policy, taken
from clonyvoice.api.waiting_requests import in_turn
from clonyvoice.audio import Encoder, FormatName, format_named
from clonyvoice.audio.encoding import write
from clonyvoice.core.audio import Audio
from clonyvoice.keys import Principal
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Generation, Segment, Speech, SpeechRequest
from clonyvoice.speech.generation_audio_files import origin_of
from clonyvoice.text import inline_markup
from clonyvoice.text.languages import NothingToSay

_NOTHING_SECONDS = 0.1
"""Seconds of silence for a text with nothing to say (`...`, an emoji), such as agents send piece by piece.
Chosen by hand."""
_LONGEST_SECONDS = 600.0
"""Seconds of silence that a text of pauses alone can ask for. Chosen by hand."""
_RATE = 24_000
"""Sample rate of that silence: the embedded engine's."""


@dataclass(frozen=True, slots=True)
class Output:
    """The form in which sound is sent: format, samples a second and bits a second, None for the format's own."""

    format: str
    sample_rate: int | None = None
    bit_rate: int | None = None

    def encoder(self) -> Encoder:
        """An encoder for a stream of it."""
        return Encoder(self.format, self.sample_rate, bit_rate=self.bit_rate)

    def file(self, sound: Audio) -> bytes:
        """The sound in one piece, with true sizes where the format has them."""
        sink = io.BytesIO()
        write([sound], self.format, sink, self.sample_rate, self.bit_rate)
        return sink.getvalue()


def speech_request(
    segments: Sequence[Segment],
    output: Output,
    *,
    seed: int | None = None,
    eager: bool = True,
    engine: str | None = None,
) -> SpeechRequest:
    """The request to say `segments`, each in its own voice, by an engine (None: the best that is ready)."""
    kept: FormatName = "mp3" if output.format == "mp3" else "wav"
    return SpeechRequest(
        kind="clone" if len(segments) == 1 else "clone-chunked-multivoice",
        segments=tuple(segments),
        seed=seed,
        format=kept,
        eager=eager,
        engine=engine,
    )


async def spoken(
    request: Request,
    speech: Speech,
    signed: SignedFiles,
    caller: Principal,
    segments: Sequence[Segment],
    output: Output,
    *,
    seed: int | None = None,
    stream: bool = True,
    insist: bool = True,
    engine: str | None = None,
) -> Response:
    """The sound of texts: streamed, or whole with its length. A client that disconnects cancels it.

    Without `insist` it is sent whole where Content Credentials are required, which a stream cannot carry. Texts with
    nothing to say are a short silence, and those that only pause a silence of that length.
    """
    fmt = format_named(output.format)
    if output.sample_rate is not None:
        fmt.rate_for(output.sample_rate, output.sample_rate)
    if stream and not insist and policy(signed, caller) == "required":
        stream = False
    told = check(signed, caller, fmt, stream=stream)
    try:
        asked = speech_request(segments, output, seed=seed, eager=stream, engine=engine)
        started = await answering.start(request, speech, caller, asked)
    except NothingToSay:
        return Response(output.file(silence(segments)), media_type=fmt.media_type, headers=told)
    if stream:
        return await answering.streamed(
            request, speech, started, fmt, output.sample_rate, who=caller.owner, keep=False,
            bit_rate=output.bit_rate, headers=told,
        )  # fmt: skip
    done = await answering.waited(request, speech, started, keep=False)
    return await answering.sound_file(speech, done, fmt, output.sample_rate, bit_rate=output.bit_rate)


def silence(segments: Sequence[Segment]) -> Audio:
    """Silence in place of texts without words: as long as their pauses, with a short minimum."""
    pauses = [
        span.seconds
        for segment in segments
        for span in inline_markup.parse(segment.text)
        if isinstance(span, inline_markup.Pause)
    ]
    return Audio.silence(min(_LONGEST_SECONDS, max(_NOTHING_SECONDS, sum(pauses))), _RATE)


@dataclass(frozen=True, slots=True)
class SoundBytes:
    """Sound in one piece, and the headers about its Content Credentials."""

    data: bytes
    headers: dict[str, str]


async def sound_bytes(
    speech: Speech, signed: SignedFiles, caller: Principal, done: Generation, output: Output
) -> SoundBytes:
    """A finished generation's sound in one piece, with the Content Credentials that it is to have.

    Raises CredentialsRequired.
    """
    return await in_turn(caller.line, partial(_sound_bytes, speech, signed, caller, done, output))


def _sound_bytes(
    speech: Speech, signed: SignedFiles, caller: Principal, done: Generation, output: Output
) -> SoundBytes:
    path = speech.file(done, output.format, output.sample_rate, output.bit_rate)
    media_type = format_named(output.format).media_type
    sent = taken(signed, caller, path, media_type, partial(origin_of, done, speech.voices))
    data = sent.path.read_bytes()
    note_bytes(speech.audit, caller.owner, delivery_of(done), data)
    return SoundBytes(data, sent.headers)
