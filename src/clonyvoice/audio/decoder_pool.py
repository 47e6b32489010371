"""Recordings of unknown origin decoded in processes of their own (see `decoder_process`), which are kept for the next.

A decoder that crashes, hangs or takes too much ends its process, and the recording is refused; nothing else notices.
Where a process cannot be given an open file (Windows) decoding happens here.
"""

from __future__ import annotations

import atexit
import logging
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from clonyvoice.audio import decoding, probing, video_picture, video_proxy
from clonyvoice.audio.audio_tracks import Track, TrackNotFound
from clonyvoice.audio.decoder_channel import BROKE_ON, DecoderEnded, DecoderProcess, raise_error
from clonyvoice.audio.media_containers import Source
from clonyvoice.audio.probing import AudioFacts
from clonyvoice.audio.recording_limits_file_types import (
    MAX_BYTES,
    MAX_SECONDS,
    AudioTooLarge,
    AudioTooLong,
    NotAudio,
)
from clonyvoice.audio.stereo_decoding import decode_stereo as stereo_here
from clonyvoice.audio.video_picture import PictureFacts, PictureNotCopied, PicturePacket
from clonyvoice.audio.video_proxy import NoPicture
from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken

log = logging.getLogger(__name__)

_MOST, _KEPT = 16, 2
"""Processes at a time (some 70 MB each), and those kept when nothing is to be decoded. Chosen by hand."""


class DecoderPool:
    """A pool of decoder processes; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[DecoderProcess] = []
        self._asked: set[DecoderProcess] = set()
        """Decoders at work. Held here, because an answer that nobody reads to its end may be garbage together with its
        reader, and the process would then be given up before the reader's end has stopped it."""
        self._room = threading.BoundedSemaphore(_MOST)
        atexit.register(self.close)

    def prepare(self) -> None:
        """Start one, so that the first recording does not wait for it."""
        if isolated():
            with suppress(OSError):
                self._put_back(self._take())

    def close(self) -> None:
        """End all that wait for work."""
        with self._lock:
            idle, self._idle = self._idle, []
        for decoder in idle:
            decoder.close()

    @contextmanager
    def request(
        self, source: Source, request: dict[str, Any], cancel: CancelToken | None
    ) -> Iterator[DecoderProcess]:
        """A decoder that has `request`; kept if its last answer is read, else ended. Raises as `_told` does."""
        with self._room, _opened(source) as file:
            decoder = self._take()
            self._asked.add(decoder)
            whole = False
            try:
                with nullcontext() if cancel is None else cancel.stopping(decoder.kill):
                    decoder.ask(request, file)
                    yield decoder
                whole = True
            except DecoderEnded as error:
                if cancel is not None:
                    cancel.raise_if_cancelled()
                log.warning("a decoder ended while it read a recording")
                raise NotAudio(BROKE_ON) from error
            except (NotAudio, AudioTooLarge, AudioTooLong, TrackNotFound, PictureNotCopied, NoPicture):
                whole = True
                raise
            finally:
                self._asked.discard(decoder)
                if whole and not (cancel is not None and cancel.cancelled):
                    self._put_back(decoder)
                else:
                    decoder.close()

    def _take(self) -> DecoderProcess:
        with self._lock:
            while self._idle:
                if (decoder := self._idle.pop()).alive:
                    return decoder
                decoder.close()  # it died while it was idle: no recording is at fault
        return DecoderProcess()

    def _put_back(self, decoder: DecoderProcess) -> None:
        with self._lock:
            if len(self._idle) < _KEPT:
                self._idle.append(decoder)
                return
        decoder.close()


POOL: Final = DecoderPool()


def isolated() -> bool:
    """Whether decoders have processes of their own on this system."""
    return hasattr(socket, "send_fds") and sys.platform != "win32" and bool(sys.executable)


def prepare() -> None:
    """Start a decoder in advance, and load FFmpeg here, where own files are read: the first mix would wait for both."""
    POOL.prepare()
    import av  # noqa: F401 - 50 ms


def decode(
    source: Source,
    sample_rate: int | None = None,
    *,
    max_seconds: float = MAX_SECONDS,
    max_bytes: int = MAX_BYTES,
    track: int | None = None,
    cancel: CancelToken | None = None,
    pool: DecoderPool = POOL,
) -> Audio:
    """The whole recording as mono sound at `sample_rate` (its own rate when None); see `decoding.decode`.

    Decoded by a process of `pool`. Raises Cancelled besides what that raises.
    """
    blocks = decode_blocks(
        source, sample_rate, max_seconds=max_seconds, max_bytes=max_bytes, track=track, cancel=cancel, pool=pool
    )  # fmt: skip
    pieces = list(blocks)
    return Audio(np.concatenate([piece.samples for piece in pieces]), pieces[0].sample_rate)


def decode_blocks(
    source: Source,
    sample_rate: int | None = None,
    *,
    block_seconds: float = 10.0,
    max_seconds: float = MAX_SECONDS,
    max_bytes: int = MAX_BYTES,
    track: int | None = None,
    in_time: bool = False,
    cancel: CancelToken | None = None,
    pool: DecoderPool = POOL,
) -> Iterator[Audio]:
    """The recording in blocks of about `block_seconds`; see `decoding.decode_blocks`.

    The decoder waits while nobody takes a block, and ends at once on `cancel`. Raises Cancelled besides what that
    raises.
    """
    request: dict[str, Any] = {
        "sample_rate": sample_rate, "block_seconds": block_seconds, "max_seconds": max_seconds,
        "max_bytes": max_bytes, "track": track, "in_time": in_time,
    }  # fmt: skip
    if not isolated():
        yield from decoding.decode_blocks(source, **request)
        return
    with pool.request(source, request, cancel) as decoder:
        while True:
            message, payload = decoder.answer()
            if message.get("end"):
                raise_error(message, max_seconds, max_bytes)
                return
            rate = message.get("rate")
            if not isinstance(rate, int) or rate <= 0 or len(payload) % 4:
                raise DecoderEnded
            yield Audio(np.frombuffer(payload, np.float32), rate)


def check(path: Path) -> None:
    """Return when the recording can be decoded from end to end. Raises NotAudio, AudioTooLong."""
    for _ in decode_blocks(path, 16_000):
        pass


def decode_stereo(
    source: Source, *, max_seconds: float, max_bytes: int = MAX_BYTES, cancel: CancelToken | None = None,
    pool: DecoderPool = POOL,
) -> Iterator[NDArray[np.int16]]:  # fmt: skip
    """The default track as int16 `[n, 2]` at 48 kHz in blocks of about a second, as `stereo_decoding` makes them."""
    if not isolated():
        yield from stereo_here(source, max_seconds=max_seconds, max_bytes=max_bytes, cancel=cancel)
        return
    request = {"stereo": True, "max_seconds": max_seconds, "max_bytes": max_bytes}
    with pool.request(source, request, cancel) as decoder:
        while True:
            message, payload = decoder.answer()
            if message.get("end"):
                raise_error(message, max_seconds, max_bytes)
                return
            if len(payload) % 4:
                raise DecoderEnded
            yield np.frombuffer(payload, np.int16).reshape(-1, 2)


def picture_packets(
    source: Source, *, max_bytes: int = MAX_BYTES, cancel: CancelToken | None = None
) -> Iterator[PictureFacts | PicturePacket]:
    """The picture's facts, then its packets; see `video_picture.picture_packets`."""
    if not isolated():
        yield from video_picture.picture_packets(source, max_bytes=max_bytes, cancel=cancel)
        return
    yield from _pictures(source, {"picture": True, "max_bytes": max_bytes}, MAX_SECONDS, cancel)


def proxy_packets(
    source: Source, *, max_seconds: float, max_bytes: int = MAX_BYTES, cancel: CancelToken | None = None
) -> Iterator[PictureFacts | PicturePacket]:
    """The facts of a video's proxy, then its packets; see `video_proxy.proxy_packets`."""
    if not isolated():
        yield from video_proxy.proxy_packets(
            source, max_seconds=max_seconds, max_bytes=max_bytes, cancel=cancel
        )
        return
    bounds = {"proxy": True, "max_seconds": max_seconds, "max_bytes": max_bytes}
    yield from _pictures(source, bounds, max_seconds, cancel)


def _pictures(
    source: Source, request: dict[str, Any], max_seconds: float, cancel: CancelToken | None
) -> Iterator[PictureFacts | PicturePacket]:
    with POOL.request(source, request, cancel) as decoder:
        while True:
            message, payload = decoder.answer()
            if message.get("end"):
                raise_error(message, max_seconds, request["max_bytes"])
                return
            try:
                yield video_picture.from_message(message, bytes(payload))
            except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
                raise DecoderEnded from error


def probe(
    source: Source, *, max_bytes: int = MAX_BYTES, track: int | None = None, cancel: CancelToken | None = None,
    pool: DecoderPool = POOL,
) -> AudioFacts:  # fmt: skip
    """The facts of a recording; see `probing.probe`."""
    if not isolated():
        return probing.probe(source, max_bytes=max_bytes, track=track)
    request = {"probe": True, "max_bytes": max_bytes, "track": track}
    with pool.request(source, request, cancel) as decoder:
        message, _ = decoder.answer()
        raise_error(message, MAX_SECONDS, max_bytes)
        try:
            facts = dict(message["facts"])
            tracks = tuple(Track(**one) for one in facts.pop("tracks"))
            return AudioFacts(tracks=tracks, **facts)
        except (KeyError, TypeError, ValueError) as error:
            raise DecoderEnded from error


@contextmanager
def _opened(source: Source) -> Iterator[int]:
    """The descriptor of an open file with the recording."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file.fileno()
        return
    if not isinstance(source, bytes):
        with suppress(OSError):  # io.UnsupportedOperation: no file behind it
            descriptor = source.fileno()
            yield descriptor
            return
    with tempfile.TemporaryFile() as copy:
        _copy(source, copy)
        copy.flush()
        yield copy.fileno()


def _copy(source: bytes | BinaryIO, target: Any) -> None:
    if isinstance(source, bytes):
        target.write(source)
        return
    source.seek(0)
    while piece := source.read(1 << 20):
        target.write(piece)
