"""Limits of recordings that are read (bytes, seconds, sample rates, damage), the kind of a file by its first bytes, and
the errors of files that are beyond the limits or no recordings.
"""

from __future__ import annotations

from clonyvoice.core.errors import TooLarge, UnsupportedMedia

MAX_BYTES = 200_000_000
"""Bytes of a file that is opened unless a caller says otherwise: the default of `max_upload_mb`."""
MIN_RATE, MAX_RATE = 1000, 768_000
"""Sample rates that are taken. Chosen by hand."""
MAX_SECONDS = 3600.0
"""Longest sound that is decoded into memory unless a caller says otherwise: 345 MB at 24 kHz. Chosen by hand."""
MAX_DAMAGED = 1000
"""Damaged packets after which a file is given up, so that one of noise alone ends. Chosen by hand."""


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
