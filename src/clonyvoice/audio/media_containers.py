"""Containers of media files that users bring: identified, opened without following links or paths in them, bounded."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from clonyvoice.audio.audio_tracks import decodable
from clonyvoice.audio.recording_limits_file_types import MAX_BYTES, AudioTooLarge, NotAudio, what_is

Source: TypeAlias = bytes | Path | BinaryIO
"""Sound in memory, in a file, or behind a seekable reader."""

FORMATS_READ = (
    "wav", "w64", "aiff", "au", "caf", "flac", "ogg", "mp3", "aac", "mov", "mp4", "m4a", "matroska", "webm", "avi",
    "asf", "flv", "live_flv", "mpeg", "mpegts", "mpegvideo", "mxf", "nut", "rm", "dv", "ivf", "gxf", "wtv", "swf",
    "ac3", "eac3", "dts", "dtshd", "mlp", "truehd", "loas", "amr", "amrnb", "amrwb", "gsm", "wv", "ape", "tta", "tak",
    "mpc", "mpc8", "shn", "voc", "sox", "ircam", "nistsphere", "rso", "avr", "pvf", "qcp", "sds", "dsf", "iff", "oma",
    "aea", "xwma", "wsd", "g722", "g723_1", "g729", "ilbc", "codec2", "lc3", "sbc", "aptx", "bonk", "mmf", "w64", "osq",
)  # fmt: skip
"""FFmpeg's names of the containers that are opened; all that hold recordings, none that refer to other files or need
drivers, networks or a text to follow."""
_HEAD = 512
"""Bytes in which a file's kind is looked for. Chosen by hand."""

NO_SAMPLES = "a recording without a single sample"


def _refuse_nested(*_args: object) -> BinaryIO:
    raise PermissionError("recordings may not refer to other files")


@contextmanager
def open_container(source: Source, max_bytes: int = MAX_BYTES) -> Iterator[Any]:
    """The opened container (`av.container.InputContainer`) with at least one audio stream, closed afterwards.

    The name is hidden from FFmpeg, so only the content decides, and nothing that the content refers to is
    opened (playlists, `concat` scripts, network addresses). Raises NotAudio, AudioTooLarge.
    """
    import av

    if isinstance(source, bytes):
        reader: BinaryIO = io.BytesIO(source)
    elif isinstance(source, Path):
        reader = source.open("rb")
    else:
        reader = source
    try:
        reader.seek(0, os.SEEK_END)
        if reader.tell() > max_bytes:
            raise AudioTooLarge(max_bytes)
        reader.seek(0)
        head = reader.read(_HEAD)
        reader.seek(0)
        if not head:
            raise NotAudio("an empty file")
        if head.startswith((b"#EXTM3U", b"ffconcat")):
            raise NotAudio("a playlist")
        try:
            container = av.open(
                _Nameless(reader), mode="r", metadata_errors="replace", io_open=_refuse_nested,
                options={"protocol_whitelist": "none", "format_whitelist": ",".join(FORMATS_READ)},
            )  # fmt: skip
        except (av.error.FFmpegError, ValueError, OSError) as problem:
            raise NotAudio(what_is(head)) from problem
        with container:
            if not container.streams.audio:
                found = "a video or picture without sound" if container.streams.video else what_is(head)
                raise NotAudio(found)
            if not any(decodable(stream) for stream in container.streams.audio):
                raise NotAudio("a recording in a format that FFmpeg has no decoder for")
            yield container
    finally:
        if isinstance(source, Path):
            reader.close()


def frames_of(packet: Any) -> Any:
    """The decoded frames of a packet; the decoder is reset where the next part of a chained Ogg file starts.

    FFmpeg goes on decoding Opus as the first part left it, a burst louder than full scale
    (findings/opus-files-joined-read-short-or-with-a-burst.sh). The new part's comments come with its first packet.
    """
    if packet.stream.codec_context.name in ("opus", "libopus") and packet.has_sidedata("strings_metadata"):
        packet.stream.codec_context.flush_buffers()
    return packet.decode()


class _Nameless:
    """A reader without a name: FFmpeg must not guess by the extension."""

    def __init__(self, reader: BinaryIO) -> None:
        self.read: Callable[[int], bytes] = reader.read
        self.seek: Callable[[int, int], int] = reader.seek
        self.tell: Callable[[], int] = reader.tell


def head_of(source: Source) -> bytes:
    """The first bytes of `source`, to identify its format."""
    if isinstance(source, bytes):
        return source[:_HEAD]
    if isinstance(source, Path):
        with source.open("rb") as reader:
            return reader.read(_HEAD)
    source.seek(0)
    return source.read(_HEAD)
