"""Containers of media files that users bring: identified, opened without following links or paths in them, bounded."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from clonyvoice.core.errors import InvalidRequest, TooLarge, UnsupportedMedia

Source: TypeAlias = bytes | Path | BinaryIO
"""Sound in memory, in a file, or behind a seekable reader."""

MAX_BYTES = 200_000_000
"""Bytes of a file that is opened unless a caller says otherwise: the default of `max_upload_mb`."""
FORMATS_READ = (
    "wav", "w64", "aiff", "au", "caf", "flac", "ogg", "mp3", "aac", "mov", "mp4", "m4a", "matroska", "webm", "avi",
    "asf", "flv", "live_flv", "mpeg", "mpegts", "mpegvideo", "mxf", "nut", "rm", "dv", "ivf", "gxf", "wtv", "swf",
    "ac3", "eac3", "dts", "dtshd", "mlp", "truehd", "loas", "amr", "amrnb", "amrwb", "gsm", "wv", "ape", "tta", "tak",
    "mpc", "mpc8", "shn", "voc", "sox", "ircam", "nistsphere", "rso", "avr", "pvf", "qcp", "sds", "dsf", "iff", "oma",
    "aea", "xwma", "wsd", "g722", "g723_1", "g729", "ilbc", "codec2", "lc3", "sbc", "aptx", "bonk", "mmf", "w64", "osq",
)  # fmt: skip
"""FFmpeg's names of the containers that are opened; all that hold recordings, none that refer to other files or need
drivers, networks or a text to follow."""
MIN_RATE, MAX_RATE = 1000, 768_000
"""Sample rates that are taken. Chosen by hand."""
_HEAD = 512
"""Bytes in which a file's kind is looked for. Chosen by hand."""
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"#EXTM3U", "a playlist"),
    (b"ffconcat", "a playlist"),
    (b"SQLite format 3", "a database"),
    (b"RIFF", "a damaged RIFF/WAV file"),
    (b"OggS", "a damaged Ogg file"),
    (b"fLaC", "a damaged FLAC file"),
    (b"ID3", "a damaged MP3 file"),
)

NO_SAMPLES = "a recording without a single sample"


class NotAudio(UnsupportedMedia):
    """Bytes without audio that can be decoded. `found` describes their content."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"No sound could be read: this is {found}. Send a recording such as WAV, MP3, M4A, FLAC, Ogg or "
            "a video with sound.",
            param="audio",
            details={"found": found},
        )
        self.found = found


class AudioTooLarge(TooLarge):
    """More bytes of sound than are accepted."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The recording is larger than {limit // 1_000_000} MB. Send a shorter or a compressed one.",
            param="audio",
        )


class AudioTooLong(TooLarge):
    """More seconds of sound than are accepted."""

    def __init__(self, limit: float) -> None:
        shown = f"{limit / 60:g} minutes" if limit >= 120 else f"{limit:g} seconds"
        super().__init__(f"The recording is longer than {shown}. Cut it into shorter ones.", param="audio")


class TrackNotFound(InvalidRequest):
    """The recording has no audio track of this number."""

    code = "track_not_found"

    def __init__(self, track: int, found: tuple[Track, ...]) -> None:
        known = "; ".join(one.described for one in found)
        count = "one audio track" if len(found) == 1 else f"{len(found)} audio tracks"
        super().__init__(
            f"The recording has no audio track {track}. It has {count}: {known}. "
            "Leave `track` out for the default one.",
            param="track",
            details={"tracks": [one.number for one in found]},
        )
        self.track, self.tracks = track, found


@dataclass(frozen=True, slots=True)
class Track:
    """A track of sound: its `number` among the audio tracks from 0 on, as in FFmpeg's `0:a:NUMBER`."""

    number: int
    codec: str
    channels: int
    language: str
    title: str
    default: bool
    """Whether it is taken where none is asked for."""

    @property
    def described(self) -> str:
        """It in a few words: `1 (deu, "Commentary")`."""
        about = [self.language] * bool(self.language) + [f'"{self.title}"'] * bool(self.title)
        return f"{self.number}" + (f" ({', '.join([*about, *['default'] * self.default])})" if about else "")


def what_is(head: bytes) -> str:
    """A description, for people, of bytes that hold no audio."""
    if not head:
        return "an empty file"
    for magic, name in _SIGNATURES:
        if head.startswith(magic):
            return name
    text = head.lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    try:
        shown = head.decode("utf-8")
    except UnicodeDecodeError as problem:
        # A multi-byte character may be cut at the end of the head.
        shown = head[: problem.start].decode("utf-8") if problem.start >= len(head) - 3 else "\0"
    if shown and all(char.isprintable() or char in "\r\n\t\f" for char in shown):
        return "text"
    return "no recording that FFmpeg knows"


def media_type_of(head: bytes) -> str:
    """The media type of a recording, by its first bytes."""
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "video/x-msvideo"
    for magic, kind in (
        (b"RIFF", "audio/wav"), (b"fLaC", "audio/flac"), (b"OggS", "audio/ogg"), (b"ID3", "audio/mpeg"),
        (b"\x1a\x45\xdf\xa3", "audio/webm"), (b"FORM", "audio/aiff"), (b"caff", "audio/x-caf"),
    ):  # fmt: skip
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "audio/mpeg"
    return "application/octet-stream"


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
            if not any(_decodable(stream) for stream in container.streams.audio):
                raise NotAudio("a recording in a format that FFmpeg has no decoder for")
            yield container
    finally:
        if isinstance(source, Path):
            reader.close()


def tracks_of(container: Any) -> tuple[Track, ...]:
    """The audio tracks of an opened container."""
    streams = container.streams.audio
    default = _default(streams)
    return tuple(
        Track(
            number,
            str(stream.codec_context.name) if _decodable(stream) else "unknown",
            int(stream.codec_context.layout.nb_channels) if _decodable(stream) else 0,
            _printable(stream.metadata.get("language", "")),
            _printable(stream.metadata.get("title", "")),
            number == default,
        )
        for number, stream in enumerate(streams)
    )


def audio_stream(container: Any, track: int | None) -> Any:
    """The audio stream numbered `track`, or the default one for None. Raises TrackNotFound."""
    streams = container.streams.audio
    if track is None:
        return streams[_default(streams)]
    if not 0 <= track < len(streams):
        raise TrackNotFound(track, tracks_of(container))
    if not _decodable(streams[track]):
        raise NotAudio("an audio track in a format that FFmpeg has no decoder for")
    return streams[track]


def _decodable(stream: Any) -> bool:
    return stream.codec_context is not None and stream.codec_context.codec is not None


def frames_of(packet: Any) -> Any:
    """The decoded frames of a packet; the decoder is reset where the next part of a chained Ogg file starts.

    FFmpeg goes on decoding Opus as the first part left it, a burst louder than full scale
    (findings/opus-files-joined-read-short-or-with-a-burst.sh). The new part's comments come with its first packet.
    """
    if packet.stream.codec_context.name in ("opus", "libopus") and packet.has_sidedata("strings_metadata"):
        packet.stream.codec_context.flush_buffers()
    return packet.decode()


def _default(streams: Any) -> int:
    """The number of the stream marked as default, else of the first, of those that can be decoded; commentary for the
    few comes last.
    """
    from av.stream import Disposition

    special = Disposition.visual_impaired | Disposition.hearing_impaired | Disposition.comment

    def rank(number: int) -> tuple[bool, bool, bool]:
        marks = streams[number].disposition
        return not _decodable(streams[number]), not marks & Disposition.default, bool(marks & special)

    return min(range(len(streams)), key=rank)


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:60]


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
