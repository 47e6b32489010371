"""Engines that do in their processes what engines should not; `engine` makes the one that a test names."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import Preset, Spoken, SynthesisRequest, VoiceSource
from clonyvoice.engines.fake import FakeEngine, FakeVoiceMaker
from clonyvoice.engines.workers import messages, worker_main


def engine(mode: str, argument: str = "") -> FakeEngine:
    """The engine that behaves as `mode` says."""
    if mode == "no-module":
        raise ModuleNotFoundError("no module named 'torch'")
    if mode == "old":
        _send_changed(lambda it: replace(it, version=0) if isinstance(it, messages.Ready) else it)
    if mode == "progress":
        pieces = [0]

        def instead(message: messages.Message) -> messages.Message:
            if not isinstance(message, messages.Piece):
                return message
            pieces[0] += 1
            return messages.Progress(message.id, 0.5, "speaking") if pieces[0] > 1 else message

        _send_changed(instead)
    if mode == "fits-for-designs":

        def fitted(message: messages.Message) -> messages.Message:
            if isinstance(message, messages.DesignMade):
                return messages.Fitted(message.id, 1, "instant", None)
            return message

        _send_changed(fitted)
        return FakeVoiceMaker()
    return OddEngine(mode, argument)


def slow_maker(delay: str) -> FakeVoiceMaker:
    """An engine that takes `delay` seconds for a voice."""
    return FakeVoiceMaker(float(delay))


def _send_changed(change: Callable[[messages.Message], messages.Message]) -> None:
    """Have this process send what `change` makes of its messages."""
    rightly = worker_main.WorkerServer.send

    def send(self: Any, message: messages.Message, payload: bytes | memoryview = b"") -> None:
        changed = change(message)
        rightly(self, changed, payload if changed is message else b"")

    worker_main.WorkerServer.send = send  # type: ignore[method-assign]  # a process that this test alone has


class OddEngine(FakeEngine):
    """Speaks tones until it does what its mode says."""

    def __init__(self, mode: str, argument: str) -> None:
        super().__init__(delay=float(argument) if mode == "slow" else 0.0)
        self.mode, self.argument = mode, argument
        if mode == "many":
            self.info = replace(FakeEngine.info, at_once=4)

    def load(self, device: str = "cpu") -> None:
        if self.mode == "dies-loading":
            print("loading weights", file=sys.stderr)
            os._exit(7)
        if self.mode == "loads-for-ever":
            time.sleep(60)
        super().load(device)

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        pieces = super().synthesise(request, cancel)
        yield next(pieces)
        if self.mode == "garbage":
            for descriptor in range(3, 20):
                try:
                    os.write(descriptor, b"Traceback (most recent call last):\n" * 10)
                except OSError:
                    continue
        elif self.mode == "silent":
            time.sleep(60)
        elif self.mode == "late":
            time.sleep(0.4)  # as in a library that cannot be stopped
            cancel.raise_if_cancelled()
        elif self.mode == "stopped":
            os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(60)  # another thread may be the one that takes the signal, some moments later
        elif self.mode == "floods":
            sys.stderr.write(f"speaking {request.text}\n" + "x" * 9000 + "\n" + "warning: slow\n" * 200_000)
        elif self.mode == "takes-memory":
            taken = []
            while True:
                taken.append(np.ones(4_000_000))
                time.sleep(0.002)
        elif self.mode == "other-rate":
            yield Spoken(Audio(np.zeros(100, np.float32), 16_000))
        elif self.mode == "no-numbers":
            yield Spoken(Audio(np.full(100, np.nan, np.float32), 24_000))
        elif self.mode == "endless":
            while True:
                yield Spoken(Audio(np.zeros(240_000, np.float32), 24_000))
        elif self.mode == "raises":
            raise RuntimeError(f"cannot say {request.text}")
        elif self.mode == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        yield from pieces


class DiesOnce(FakeEngine):
    """Ends with its first request, after so many pieces; the next process goes on."""

    def __init__(self, mark: str, pieces: str = "0", seeded: str = "seeded") -> None:
        super().__init__()
        self.mark, self.pieces = Path(mark), int(pieces)
        if seeded != "seeded":
            self.info = replace(self.info, abilities=self.info.abilities - {"seed"})

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        for number, piece in enumerate(super().synthesise(request, cancel)):
            if number == self.pieces and not self.mark.exists():
                self.mark.write_text(str(request.seed))
                os.kill(os.getpid(), signal.SIGKILL)
            if number == 0 and self.mark.exists() and self.mark.read_text() != str(request.seed):
                raise RuntimeError("another seed")
            yield piece


def apart(delay: str = "0") -> Apart:
    """An engine with voices of its own names, which takes `delay` seconds for a word."""
    return Apart(float(delay))


class Apart(FakeEngine):
    """Speaks tones; the word "crash" ends it, after it has sounded."""

    info = replace(FakeEngine.info, id="apart", title="Apart")

    def presets(self) -> Sequence[Preset]:
        return (Preset("apart_ann", "Ann", "en", "female"),)

    def tone(self, voice: VoiceSource) -> float:
        return 220.0

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        for piece in super().synthesise(request, cancel):
            if piece.words[0].text == "crash":
                os.kill(os.getpid(), signal.SIGKILL)
            yield piece
