"""Writing a render: the mastered mix, a ZIP of stems, or a ZIP with a file for each line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clonyvoice.audio import encode, format_named
from clonyvoice.audio.chapters import About
from clonyvoice.audio.stereo_encoding import StereoEncoder
from clonyvoice.audio.stereo_wav_files_peaks import Stereo
from clonyvoice.core.ids import new_id
from clonyvoice.jobs import JobContext
from clonyvoice.projects.document import Document
from clonyvoice.projects.errors import NothingToMix
from clonyvoice.projects.mastering import TARGETS, LoudnessMeter, gain_to, mastered
from clonyvoice.projects.mix_playback import Mixes
from clonyvoice.projects.render_chapters_video import RenderedFiles, RenderSettings
from clonyvoice.projects.render_file_names import LINE_NAMES, STEM_NAMES, FreeNames, filled
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import Takes
from clonyvoice.storage.blobs import BlobWriter


@dataclass(frozen=True, slots=True)
class RenderInput:
    """A document, the settings of its render, and the values of fields common to all its file names."""

    document: Document
    settings: RenderSettings
    values: Mapping[str, str]


class RenderWriter:
    """Writes renders of documents into blobs."""

    def __init__(self, projects: Projects, mixes: Mixes, files: RenderedFiles, takes: Takes) -> None:
        self._projects, self._mixes, self._files, self._takes = projects, mixes, files, takes

    def write(
        self, context: JobContext, given: RenderInput, writer: BlobWriter
    ) -> tuple[float, dict[str, Any]]:
        """Write the render; its seconds and measured loudness. Raises NothingToMix, PictureNotCopied, Cancelled."""
        write = self._per_line if given.settings.per_line else self._mixed
        return write(context, given, writer)

    def _mixed(
        self, context: JobContext, given: RenderInput, writer: BlobWriter
    ) -> tuple[float, dict[str, Any]]:
        """Write the mix, or a ZIP of its stems; returns its seconds and the measured values."""
        document, settings = given.document, given.settings
        mix = self._mixes.of(document)
        target = TARGETS[settings.loudness]
        begin = round(settings.begin * mix.sample_rate)
        end = mix.length if settings.end is None else min(mix.length, round(settings.end * mix.sample_rate))
        if end <= begin:
            raise NothingToMix
        ceiling = target.true_peak if settings.true_peak is None else settings.true_peak
        gain, measured = 0.0, dict[str, Any]()
        passes = 1
        if target.loudness is not None:
            passes = 2
            meter = LoudnessMeter()
            for block in self._with_progress(
                context, mix.blocks(begin, end, cancel=context.cancel), end - begin, 0, 2
            ):
                meter.feed(block)
            found = meter.result()
            gain = gain_to(found, target)
            measured = {
                "loudness": round(found.loudness, 2),
                "true_peak": round(found.true_peak, 2) if found.true_peak > -200 else None,
                "gain_db": round(gain, 3),
            }

        def master(blocks: Iterator[Stereo]) -> Iterator[Stereo]:
            if target.loudness is None and settings.true_peak is None:
                return blocks
            return mastered(blocks, gain, ceiling)

        if settings.stems:
            used = sorted(mix.sources.tracks)
            names = {
                track.id: track.data.get("name") or track.data["kind"] for track in document.ordered("track")
            }
            free = FreeNames()
            with zipfile.ZipFile(_ZipSink(writer), "w", zipfile.ZIP_STORED) as archive:
                for number, track in enumerate(used):
                    blocks = mix.blocks(begin, end, only=frozenset({track}), cancel=context.cancel)
                    passing = self._with_progress(context, blocks, end - begin, number, len(used))
                    own = {**given.values, "number": f"{number + 1:02d}", "track": names.get(track, "Speech")}
                    name = free.free(filled(settings.entry_names or STEM_NAMES, own))
                    # Stems are not mastered: added up they are the mix.
                    entry = f"{name}.{format_named(settings.format).extension}"
                    self._write(archive, entry, passing, settings, end - begin)
        else:
            blocks = self._with_progress(
                context, mix.blocks(begin, end, cancel=context.cancel), end - begin, passes - 1, passes
            )
            with io.BufferedRandom(ScratchFile(self._projects)) as sink:
                encoder = self._files.encoder(document, mix, settings, sink, context.cancel)
                for block in master(blocks):
                    encoder.feed(block)
                encoder.finish()
                sink.seek(0)
                while piece := sink.read(1 << 20):
                    writer.write(piece)
        return (end - begin) / mix.sample_rate, measured

    def _per_line(
        self, context: JobContext, given: RenderInput, writer: BlobWriter
    ) -> tuple[float, dict[str, Any]]:
        """A ZIP with a file for each line's take, in order, as it was spoken."""
        document, settings = given.document, given.settings
        seconds = 0.0
        lines, free = document.ordered("line"), FreeNames()
        with zipfile.ZipFile(_ZipSink(writer), "w", zipfile.ZIP_STORED) as archive:
            for number, line in enumerate(lines):
                context.cancel.raise_if_cancelled()
                take_id = line.data.get("take_id")
                if take_id:
                    take = self._takes.get(document.id, take_id, None)
                    speaker = document.items.get(line.data.get("speaker_id") or "")
                    own = {**given.values, "number": f"{number + 1:04d}", "line": line.data["text"]}
                    own["speaker"] = speaker.data["name"] if speaker is not None else ""
                    name = free.free(filled(settings.entry_names or LINE_NAMES, own))
                    sound = encode(self._takes.sound(take), settings.format)
                    archive.writestr(f"{name}.{format_named(settings.format).extension}", sound)
                    seconds += take.duration
                context.progress((number + 1) / len(lines), "rendering")
        return seconds, {}

    def _write(
        self,
        archive: zipfile.ZipFile,
        name: str,
        blocks: Iterator[Stereo],
        settings: RenderSettings,
        samples: int,
    ) -> None:
        with io.BufferedRandom(ScratchFile(self._projects)) as sink:
            encoder = StereoEncoder(settings.format, sink, About(length=samples))
            for block in blocks:
                encoder.feed(block)
            encoder.finish()
            sink.seek(0)
            with archive.open(name, "w", force_zip64=True) as entry:
                while piece := sink.read(1 << 20):
                    entry.write(piece)

    def _with_progress(
        self, context: JobContext, blocks: Iterator[Stereo], samples: int, number: int, passes: int
    ) -> Iterator[Stereo]:
        """The blocks, with progress reported as they pass: `number` of `passes` over the whole mix."""
        done = 0
        for block in blocks:
            yield block
            done += len(block)
            context.progress((number + done / samples) / passes, "rendering")


class _ZipSink(io.RawIOBase):
    """A blob in the making as a file that is only written to, for `zipfile`."""

    def __init__(self, writer: BlobWriter) -> None:
        self._writer = writer

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._writer.write(bytes(data))
        return len(data)


class ScratchFile(io.FileIO):
    """A temporary file on the data's disk, deleted on close or at the next start."""

    def __init__(self, projects: Projects) -> None:
        self._path = projects.blobs.scratch / f"{new_id('part')}.tmp"
        super().__init__(self._path, "x+b")

    def close(self) -> None:
        """Close and delete it."""
        super().close()
        self._path.unlink(missing_ok=True)
