"""The file of a render: sound with chapters, or a video with its picture copied, new sound and subtitles."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Final, cast

from clonyvoice.audio import decoder_pool
from clonyvoice.audio.chapters import HOLDING, MOST_CHAPTERS, About, Chapter, chapters_between
from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import STEREO_RATE
from clonyvoice.audio.video_writing import Caption, VideoEncoder
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.document import Document, clip_start, layout
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.exporting import cues_of
from clonyvoice.projects.mix import Mix
from clonyvoice.projects.render_file_names import check_names
from clonyvoice.projects.takes import Takes

_WHOLE_FILES: Final = ("m4b", "mp4")
_SLACK: Final = 0.0005
"""Seconds by which a picture may begin before the sound. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """Settings of a render: `loudness` is a key of `TARGETS`; `begin` and `end` in seconds.

    `chapters` None writes them where the format holds them; `video` is the asset whose picture is copied;
    `file_name` and `entry_names` are patterns of names (see `file_names`).
    """

    format: str = "wav"
    loudness: str = "off"
    true_peak: float | None = None
    begin: float = 0.0
    end: float | None = None
    stems: bool = False
    per_line: bool = False
    chapters: bool | None = None
    video: str | None = None
    subtitles: bool = False
    file_name: str | None = None
    entry_names: str | None = None

    def json(self) -> dict[str, Any]:
        """Plain values for a row."""
        return asdict(self)


class RenderedFiles:
    """Encoders of renders, with their chapters, picture and subtitles."""

    def __init__(self, assets: Assets, takes: Takes) -> None:
        self._assets, self._takes = assets, takes

    def check(self, document: Document, mix: Mix | None, settings: RenderSettings) -> None:
        """Raise InvalidRequest, ProjectItemNotFound or PictureNotCopied for settings that contradict each other."""
        fmt = settings.format
        check_names(
            settings.file_name, settings.entry_names, stems=settings.stems, per_line=settings.per_line
        )
        if fmt in _WHOLE_FILES and (settings.stems or settings.per_line):
            raise InvalidRequest(
                f"{fmt} is one file of everything: choose wav, flac, mp3 or opus for stems and lines.",
                param="format",
            )
        if settings.chapters and (fmt not in HOLDING or settings.stems or settings.per_line):
            raise InvalidRequest(
                f"This file cannot hold chapters: use one of {', '.join(sorted(HOLDING))}, and no stems or lines.",
                param="chapters",
            )
        if settings.video is None:
            if fmt == "mp4":
                raise InvalidRequest(
                    "mp4 needs a picture: name the asset of a video in `video`, or use m4b or aac for sound alone.",
                    param="video",
                )
            if settings.subtitles:
                raise InvalidRequest(
                    "Subtitles are written into mp4: name a `video`, or get them from /export?format=srt.",
                    param="subtitles",
                )
        elif fmt != "mp4":
            raise InvalidRequest("A picture is written into mp4 alone: set `format` to mp4.", param="format")
        if (
            mix is not None
            and self._chaptered(settings)
            and len(self.about(document, mix, settings).chapters) > MOST_CHAPTERS
        ):
            raise InvalidRequest(
                f"{fmt} holds at most {MOST_CHAPTERS} chapters; delete markers, or set `chapters` to false.",
                param="chapters",
            )
        if settings.video is not None:
            self._check_picture(document, settings)

    def _check_picture(self, document: Document, settings: RenderSettings) -> None:
        assert settings.video is not None
        if settings.video not in document.assets:
            raise ProjectItemNotFound("asset", settings.video, "video")
        if settings.begin or settings.end is not None:
            raise InvalidRequest(
                "A picture is copied whole: leave out `begin` and `end`.",
                param="begin" if settings.begin else "end",
            )
        if picture_offset(document, settings.video) < -_SLACK:
            raise InvalidRequest(
                "The clip of this video leaves out its beginning, which a copied picture cannot: set its trim_start to"
                " its start at most.",
                param="video",
            )
        if any(
            clip.data.get("asset_id") == settings.video and clip.data.get("stretch", 1.0) != 1.0
            for clip in document.ordered("clip")
        ):
            raise InvalidRequest(
                "The sound of this video is stretched, which a copied picture cannot be: set the clip's stretch to 1.",
                param="video",
            )
        path = self._assets.path(document.id, settings.video)
        with closing(
            cast("Any", decoder_pool.picture_packets(path, max_bytes=path.stat().st_size))
        ) as packets:
            next(packets)

    def about(self, document: Document, mix: Mix, settings: RenderSettings) -> About:
        """The title and the chapters of the rendered range."""
        rate = mix.sample_rate
        begin = round(settings.begin * rate)
        end = mix.length if settings.end is None else min(mix.length, round(settings.end * rate))
        title = str(document.settings["name"])
        if not self._chaptered(settings):
            return About(title, (), end - begin)
        places = layout(document)
        found = [
            Chapter(round(clip_start(marker.data, places) * rate), " ".join(marker.data["name"].split()))
            for marker in document.ordered("marker")
            if marker.data.get("kind", "chapter") == "chapter"
        ]
        return About(title, chapters_between(found, begin, end, title), end - begin)

    def _chaptered(self, settings: RenderSettings) -> bool:
        return settings.chapters is not False and settings.format in HOLDING

    def encoder(
        self, document: Document, mix: Mix, settings: RenderSettings, sink: BinaryIO, cancel: CancelToken
    ) -> StereoEncoder:
        """The encoder that writes the mix into `sink`. Raises PictureNotCopied."""
        about = self.about(document, mix, settings)
        if settings.video is None:
            return StereoEncoder(settings.format, sink, about, rate=rate_of(settings))
        path = self._assets.path(document.id, settings.video)
        packets = decoder_pool.picture_packets(path, max_bytes=path.stat().st_size, cancel=cancel)
        offset = max(0.0, picture_offset(document, settings.video))
        captions = self._captions(document) if settings.subtitles else []
        return VideoEncoder(sink, packets, offset=offset, captions=captions, about=about)

    def _captions(self, document: Document) -> list[Caption]:
        chosen = {line.data["take_id"] for line in document.ordered("line") if line.data.get("take_id")}
        words = self._takes.words(document.id, chosen)
        cues = cues_of(document, {k: v[1] for k, v in words.items()}, {k: v[0] for k, v in words.items()})
        return [Caption(cue.start, cue.end, "\n".join(cue.lines)) for cue in cues]


def rate_of(settings: RenderSettings) -> int:
    """The sample rate of the file: 44.1 kHz for ACX MP3, else that of the mix."""
    return 44_100 if settings.loudness == "acx" and settings.format == "mp3" else STEREO_RATE


def picture_offset(document: Document, asset_id: str) -> float:
    """Start of an asset's picture in seconds: that of the first clip with its sound, else 0."""
    places = layout(document)
    clips: list[Mapping[str, Any]] = [
        clip.data for clip in document.ordered("clip") if clip.data.get("asset_id") == asset_id
    ]
    if not clips:
        return 0.0
    first = min(clips, key=lambda data: clip_start(data, places))
    return clip_start(first, places) - float(first.get("trim_start", 0.0))
