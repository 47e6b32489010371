"""The sound of ElevenLabs' text-to-speech sockets: each context spoken, with the times of its characters."""

from __future__ import annotations

import base64
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from anyio import to_thread
from starlette.websockets import WebSocketDisconnect

from clonyvoice.api.compat.character_times import CharacterClock
from clonyvoice.api.compat.elevenlabs_socket_messages import MessageSocket, error_message
from clonyvoice.api.compat.vendor_speech import Output
from clonyvoice.api.responses.delivery_audit import SentSound, delivery_of
from clonyvoice.api.streamed_text_speech import SpokenPiece, SpokenText
from clonyvoice.core.cancel import Cancelled
from clonyvoice.core.errors import ClonyError


@dataclass(frozen=True, slots=True)
class MessageNames:
    """The names of the fields of messages with sound."""

    context: str = "contextId"
    final: str = "isFinal"
    starts: str = "charStartTimesMs"
    durations: str = "charDurationsMs"
    normalized: str = "normalizedAlignment"
    credentials: str = "contentCredentials"


@dataclass(frozen=True, slots=True)
class ContextSound:
    """Sends the sound of contexts in one output format."""

    messages: MessageSocket
    output: Output
    several: bool
    """Whether messages name their context, and an error of one leaves the others."""
    sync: bool
    """Whether times count from the start of the context, else from that of the message."""
    names: MessageNames = MessageNames()

    async def speak(self, name: str, text: SpokenText, sent: SentSound, credentials: str | None) -> None:
        """Send the sound of a context with the times of its characters, then the final message."""
        encoder = self.output.encoder()
        clock: _Clock | None = None
        said, seconds, told, whole = "", 0.0, 0.0, False
        try:
            async with aclosing(text.pieces()) as pieces:
                async for piece in pieces:
                    if piece.text and (clock is None or (piece.text, piece.start) != (said, clock.start)):
                        clock, said = _Clock(piece.text, piece.start), piece.text
                    data = await to_thread.run_sync(encoder.feed, piece.audio)
                    if piece.last and self.output.format == "mp3":
                        # a flushed text sounds to its end; a player goes on with the next frames
                        data += await to_thread.run_sync(encoder.finish)
                        encoder = self.output.encoder()
                    seconds += piece.audio.duration
                    times = self._times(clock, piece, seconds, told)
                    told = self._until(told, data, seconds)
                    if data or times:
                        sent.add(data)
                        await self._sound(name, data, times)
            if self.output.format != "mp3" and (data := await to_thread.run_sync(encoder.finish)):
                sent.add(data)
                await self._sound(name, data, None)
            whole = True
            if text.generations:
                await sent.whole(delivery_of(*text.generations))
            last = {self.names.credentials: credentials} if credentials else {}
            await self.messages.send(
                self._named(name, {"audio": None, self.names.final: True, "alignment": None,
                                   self.names.normalized: None, **last})
            )  # fmt: skip
        except ClonyError as error:
            await self.messages.send(self._named(name, error_message(1008, error.code, error.message)))
            if not self.several:
                await self.messages.close(1008, error.code, "")
        except Cancelled:
            await self.messages.send(
                self._named(name, error_message(1008, "cancelled", "The speech was cancelled."))
            )
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            if not whole and text.generations:
                sent.broken_off(delivery_of(*text.generations))

    async def _sound(self, name: str, data: bytes, times: dict[str, Any] | None) -> None:
        message = {
            "audio": base64.b64encode(data).decode() if data else "",
            self.names.final: False if self.several else None,
            "alignment": times,
            self.names.normalized: times,
        }
        await self.messages.send(self._named(name, message))

    def _named(self, name: str, message: dict[str, Any]) -> dict[str, Any]:
        return {**message, self.names.context: name} if self.several else message

    def _until(self, before: float, data: bytes, seconds: float) -> float:
        """Seconds of sound in the messages so far, as clients count them: by their bytes, fewer than were encoded
        where an encoder holds some back; `seconds` where the format's bytes give no duration.
        """
        if self.output.format == "pcm" and self.output.sample_rate:
            return before + len(data) / 2 / self.output.sample_rate
        if self.output.format == "mp3" and self.output.bit_rate:
            return before + len(data) * 8 / self.output.bit_rate
        return seconds

    def _times(
        self, clock: _Clock | None, piece: SpokenPiece, seconds: float, told: float
    ) -> dict[str, Any] | None:
        """The characters that a piece finishes: from the start of the context when `sync`, else of this message.

        `seconds` is the sound up to the piece's end, `told` that of the messages before.
        """
        if clock is None or not piece.text:
            return None
        own = [
            replace(word, start=word.start - clock.start, end=word.end - clock.start) for word in piece.words
        ]
        found = clock.rest(seconds - clock.start) if piece.last else clock.words(own)
        if found is None:
            return None
        moved = clock.start - (0.0 if self.sync else told)
        starts = [max(0, round((start + moved) * 1000)) for start in found["character_start_times_seconds"]]
        ends = [max(0, round((end + moved) * 1000)) for end in found["character_end_times_seconds"]]
        return {
            "chars": found["characters"],
            self.names.starts: starts,
            self.names.durations: [end - start for start, end in zip(starts, ends, strict=True)],
        }


class _Clock(CharacterClock):
    """The times of one stretch's characters, from its own beginning."""

    def __init__(self, text: str, start: float) -> None:
        super().__init__(text)
        self.start = start
