"""A decoder's process, and the messages on its socket."""

from __future__ import annotations

import json
import logging
import os
import socket
import struct
import subprocess  # our own interpreter with our own module
import sys
from typing import Any, Final

from clonyvoice.audio.audio_tracks import Track, TrackNotFound
from clonyvoice.audio.recording_limits_file_types import AudioTooLarge, AudioTooLong, NotAudio
from clonyvoice.audio.video_picture import PictureNotCopied
from clonyvoice.audio.video_proxy import NoPicture

log = logging.getLogger(__name__)

HEADER: Final = struct.Struct(">II")
"""Before each message: the lengths of its JSON and of the samples behind it, in bytes."""


SILENT_SECONDS: Final = 300.0
"""Without an answer, after which a decoder is given up. Chosen by hand."""


_LARGEST_BLOCK: Final = 512_000_000
"""Bytes of one block of samples: above what a decoder is ever asked for. Chosen by hand."""


BROKE_ON: Final = "a recording that the decoder broke on"


_ENVIRONMENT: Final = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "LANG",
    "LC_ALL",
)


def send(channel: socket.socket, message: dict[str, Any], payload: bytes | memoryview = b"") -> None:
    """Send one message."""
    text = json.dumps(message).encode()
    channel.sendall(HEADER.pack(len(text), len(payload)) + text)
    if payload:
        channel.sendall(payload)


class DecoderEnded(Exception):
    """The decoder process has ended, or does not answer."""


class DecoderProcess:
    """One decoder process, and its socket."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, no shell
                [sys.executable, "-m", "clonyvoice.audio.decoder_process", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env={**environment, "MALLOC_ARENA_MAX": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._channel.settimeout(SILENT_SECONDS)
        self._greeted = False

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], file: int) -> None:
        """Send a request and an open file. Raises DecoderEnded."""
        text = json.dumps(request).encode()
        try:
            if not self._greeted:
                self.answer()
                self._greeted = True
            socket.send_fds(self._channel, [HEADER.pack(len(text), 0)], [file])
            self._channel.sendall(text)
        except OSError as error:
            raise DecoderEnded from error

    def answer(self) -> tuple[dict[str, Any], bytearray]:
        """The next message. Raises DecoderEnded."""
        try:
            length, size = HEADER.unpack(self._exactly(HEADER.size))
            if length > 1_000_000 or size > _LARGEST_BLOCK:
                raise DecoderEnded
            message = json.loads(self._exactly(length))
            if not isinstance(message, dict):
                raise DecoderEnded
            return message, self._exactly(size)
        except (OSError, ValueError) as error:
            raise DecoderEnded from error

    def _exactly(self, count: int) -> bytearray:
        data = bytearray(count)
        view, at = memoryview(data), 0
        while at < count:
            got = self._channel.recv_into(view[at:])
            if not got:
                raise DecoderEnded
            at += got
        return data

    def kill(self) -> None:
        """End it at once; from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End the process and release its resources."""
        self._process.kill()
        self._process.wait()
        self._channel.close()


def raise_error(message: dict[str, Any], max_seconds: float, max_bytes: int) -> None:
    """Raise the error that a decoder's last answer tells, if it tells one."""
    kind = message.get("error")
    if kind is None:
        return
    if kind == "AudioTooLarge":
        raise AudioTooLarge(max_bytes)
    if kind == "AudioTooLong":
        raise AudioTooLong(max_seconds)
    if kind == "TrackNotFound":
        raise TrackNotFound(int(message["track"]), tuple(Track(**one) for one in message["tracks"]))
    if kind == "PictureNotCopied":
        raise PictureNotCopied(str(message.get("reason"))[:200])
    if kind == "NoPicture":
        raise NoPicture
    if kind == "NotAudio":
        raise NotAudio(str(message.get("found"))[:200])
    log.error("a decoder failed with %s", str(message.get("type"))[:80])
    raise NotAudio(BROKE_ON)
