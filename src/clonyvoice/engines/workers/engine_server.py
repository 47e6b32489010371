"""Answers of an engine to each message, whatever carries them: in a process of its own, or in an actor."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

import numpy as np

from clonyvoice.core.cancel import Cancelled, CancelToken
from clonyvoice.core.errors import ClonyError
from clonyvoice.engines.capabilities import (
    BlendsVoices,
    DesignsVoices,
    FitsVoices,
    NudgesVoices,
    RecognisesSpeech,
)
from clonyvoice.engines.contract import Engine, RefineLevel
from clonyvoice.engines.workers import contract_messages, messages, voice_messages

T = TypeVar("T")


class EngineServer(ABC):
    """Answers the messages about one engine, whatever carries them; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[int, tuple[CancelToken, _Turns]] = {}

    @abstractmethod
    def send(self, message: messages.Message, payload: bytes | memoryview = b"") -> None:
        """Send one message to the client."""

    def open(self, number: int) -> CancelToken:
        """The cancel token of a request that will be answered."""
        token = CancelToken()
        with self._lock:
            self._running[number] = token, _Turns(self, number)
        return token

    def signal(self, message: messages.Cancel | messages.TurnGranted | messages.TurnTaken) -> bool:
        """Pass a message on to its request; returns whether that request is running."""
        with self._lock:
            running = self._running.get(message.id)
        if running is None:
            return False
        token, turns = running
        if isinstance(message, messages.Cancel):
            token.cancel()
        elif isinstance(message, messages.TurnGranted):
            turns.granted.set()
        else:
            turns.taken()
        return True

    def answer(self, engine: Engine, message: messages.Request, payload: contract_messages.Payload) -> None:
        """Execute a request, sending its results up to `Done` or `Failed`."""
        number = message.id
        with self._lock:
            token, turns = self._running[number]
        try:
            if isinstance(message, messages.Load):
                engine.load(message.device)
            elif isinstance(message, messages.Speak):
                self._speak(engine, message, payload, token)
            elif isinstance(message, messages.RecogniseSpeech):
                self._recognise(engine, message, payload, token)
            else:
                self._make_voices(engine, message, payload, token, turns)
            token.raise_if_cancelled()
            end: messages.Message = messages.Done(number)
        except Cancelled:
            end = messages.Failed(number, {"code": messages.CANCELLED})
        except Exception as error:
            if not isinstance(error, ClonyError):
                _print_without_values(error)
            end = contract_messages.failed(number, told(error))
        with self._lock:
            self._running.pop(number, None)
        self.send(end)

    def _speak(
        self, engine: Engine, message: messages.Speak, payload: contract_messages.Payload, token: CancelToken
    ) -> None:
        request = contract_messages.request_of(message, payload, engine.info.id)
        for spoken in engine.synthesise(request, token):
            token.raise_if_cancelled()
            samples = np.ascontiguousarray(spoken.audio.samples, np.float32)
            self.send(contract_messages.piece(message.id, spoken), samples.data.cast("B"))

    def _recognise(
        self,
        engine: Engine,
        message: messages.RecogniseSpeech,
        payload: contract_messages.Payload,
        token: CancelToken,
    ) -> None:
        if not isinstance(engine, RecognisesSpeech):
            raise ClonyError(f"The engine {engine.info.id} recognises no speech.")
        found = engine.recognise(message.asked, np.frombuffer(payload, np.float32), token)
        token.raise_if_cancelled()
        self.send(messages.SpeechRecognised(message.id, found))

    def _make_voices(
        self,
        engine: Engine,
        message: messages.FitVoice | messages.MakeDesigns | messages.BlendVoices | messages.NudgeVoice,
        payload: contract_messages.Payload,
        token: CancelToken,
        turns: _Turns,
    ) -> None:
        number, name = message.id, engine.info.id

        def progress(fraction: float, stage: str) -> None:
            self.send(messages.Progress(number, float(fraction), stage))

        def give(made: tuple[messages.Message, bytes]) -> None:
            token.raise_if_cancelled()
            self.send(*made)

        if isinstance(message, messages.FitVoice) and isinstance(engine, FitsVoices):
            reference = contract_messages.reference_of(message, payload)
            level = cast("RefineLevel", message.level)
            for fit in engine.fit(reference, level, progress, token, turns.runner(token)):
                give(contract_messages.fitted(number, fit))
        elif isinstance(message, messages.MakeDesigns) and isinstance(engine, DesignsVoices):
            for designed in engine.design(
                message.description,
                token,
                language=message.language,
                gender=message.gender,
                age=message.age,
                seed=message.seed,
                count=message.count,
                turn=lambda: turns.lease(token),
            ):
                give(voice_messages.designed(number, designed))
        elif isinstance(message, messages.BlendVoices) and isinstance(engine, BlendsVoices):
            give(
                voice_messages.blended(number, engine.blend(voice_messages.parts_of(message, payload, name)))
            )
        elif isinstance(message, messages.NudgeVoice) and isinstance(engine, NudgesVoices):
            voice, moves = voice_messages.nudge_of(message, payload, name)
            nudged = engine.nudge(
                voice, moves, token, language=message.language, turn=lambda: turns.lease(token)
            )
            give(voice_messages.nudged(number, nudged))
        else:
            raise ClonyError(f"The engine {name} has no {message.kind!r} of voices.")


class _Turns:
    """The compute turns of one request: requested, granted, and interrupted for more urgent work."""

    def __init__(self, server: EngineServer, number: int) -> None:
        self._server, self._number = server, number
        self.granted = threading.Event()
        self._token = CancelToken()

    def taken(self) -> None:
        """Interrupt the piece that is computed in the turn."""
        self._token.cancel()

    def runner(self, cancel: CancelToken) -> _RemoteTurn:
        """A `Turn` that requests each turn from the server."""
        return _RemoteTurn(self, cancel)

    def _wait(self, cancel: CancelToken) -> None:
        """Request a turn, and wait until it is granted or the request is cancelled."""
        self.granted.clear()
        self._server.send(messages.TurnWanted(self._number))
        with cancel.stopping(self.granted.set):
            self.granted.wait()

    @contextmanager
    def lease(self, cancel: CancelToken) -> Iterator[None]:
        """A turn for a `with` block, which is not interrupted. Raises Cancelled."""
        self._wait(cancel)
        try:
            cancel.raise_if_cancelled()
            yield
        finally:
            self._server.send(messages.TurnEnded(self._number, True))

    def run(self, piece: Callable[[CancelToken], T], cancel: CancelToken) -> T:
        """The result of a piece, computed in turns. Raises Cancelled."""
        while True:
            self._token = token = CancelToken()
            self._wait(cancel)
            done = False
            try:
                cancel.raise_if_cancelled()
                with cancel.stopping(token.cancel):
                    result = piece(token)
                done = True
                return result
            except Cancelled:
                cancel.raise_if_cancelled()
                if not token.cancelled:
                    raise
            finally:
                self._server.send(messages.TurnEnded(self._number, done))


class _RemoteTurn:
    """The contract's `Turn`, granted by the server."""

    def __init__(self, turns: _Turns, cancel: CancelToken) -> None:
        self._turns, self._cancel = turns, cancel

    def __call__(self, piece: Callable[[CancelToken], T], /) -> T:
        """The result of `piece`. Raises Cancelled."""
        return self._turns.run(piece, self._cancel)


def told(error: BaseException) -> ClonyError:
    """The ClonyError that is sent to the server for `error`."""
    if isinstance(error, ClonyError):
        return error
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return EngineNeedsMemory()
    return EngineFailed(type(error).__name__)


class EngineFailed(ClonyError):
    """The engine, or a library that it uses, raised an error that is none of ClonyVoice's."""

    code, status, type = "engine_failed", 503, "unavailable_error"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"The engine failed ({kind}); the server's log has the place in its code. Try again, or use another engine."
            " If it fails each time, `clonyvoice engines try` with its name checks it in full.",
            details={"error": kind},
        )


class EngineNeedsMemory(ClonyError):
    """The engine could not get the memory that it needed."""

    code, status, type = "engine_out_of_memory", 503, "unavailable_error"

    def __init__(self) -> None:
        super().__init__(
            "The engine ran out of memory (of this machine, or of its GPU). Close other programs, use a smaller engine,"
            " or a shorter text."
        )


def _print_without_values(error: BaseException) -> None:
    """The places of an error, without its message, which may hold a text."""
    for frame in traceback.extract_tb(error.__traceback__):
        sys.stderr.write(f"  {os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}\n")
    sys.stderr.write(f"{type(error).__name__}\n")
    sys.stderr.flush()
