"""Audio tracks of a file: listed, chosen by number, and the one that is the default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clonyvoice.audio.recording_limits_file_types import NotAudio
from clonyvoice.core.errors import InvalidRequest


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


def tracks_of(container: Any) -> tuple[Track, ...]:
    """The audio tracks of an opened container."""
    streams = container.streams.audio
    default = _default(streams)
    return tuple(
        Track(
            number,
            str(stream.codec_context.name) if decodable(stream) else "unknown",
            int(stream.codec_context.layout.nb_channels) if decodable(stream) else 0,
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
    if not decodable(streams[track]):
        raise NotAudio("an audio track in a format that FFmpeg has no decoder for")
    return streams[track]


def decodable(stream: Any) -> bool:
    """Whether FFmpeg has a decoder for the stream."""
    return stream.codec_context is not None and stream.codec_context.codec is not None


def _default(streams: Any) -> int:
    """The number of the stream marked as default, else of the first, of those that can be decoded; commentary for the
    few comes last.
    """
    from av.stream import Disposition

    special = Disposition.visual_impaired | Disposition.hearing_impaired | Disposition.comment

    def rank(number: int) -> tuple[bool, bool, bool]:
        marks = streams[number].disposition
        return not decodable(streams[number]), not marks & Disposition.default, bool(marks & special)

    return min(range(len(streams)), key=rank)


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:60]
