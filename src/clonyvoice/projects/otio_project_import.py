"""Projects created from OpenTimelineIO timelines: sound copied from the exported project, times as in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clonyvoice.core.ids import new_id
from clonyvoice.projects.document import Document, clip_duration, clip_start, layout
from clonyvoice.projects.document_draft import Draft
from clonyvoice.projects.document_items import AssetFacts, ProjectSettings, TakeFacts
from clonyvoice.projects.errors import (
    OperationInvalid,
    ProjectInTrash,
    ProjectNotFound,
    ScriptInvalid,
)
from clonyvoice.projects.model import Project, project_of
from clonyvoice.projects.operations import apply, settings_with
from clonyvoice.projects.otio_reading import RATE, OtioTimeline, PlacedClip, PlacedTrack, listed
from clonyvoice.projects.project_copies import Copying, write_copy
from clonyvoice.projects.records import note_size, project_row
from clonyvoice.projects.service import Projects
from clonyvoice.storage.tables import ProjectAssetRow, ProjectRow, ProjectTakeRow


def project_of_timeline(
    projects: Projects,
    timeline: OtioTimeline,
    owner: str | None,
    asker: str,
    name: str,
    language: str | None = None,
) -> Project:
    """A new project of `asker` with the timeline's tracks, lines, clips and markers, at the samples of the file.

    Takes and assets are copied from the project that the file was exported from, where `owner` still has it; a clip
    whose media is not here becomes a note with its name at its place. Raises ScriptInvalid, StorageFull.
    """
    now = projects.clock.now()
    copying = Copying(projects.blobs)
    target = ProjectRow(id=new_id("proj"), owner=asker, revision=1, created_at=now, updated_at=now)
    try:
        with projects.database.read() as session:
            rows: list[Any] = []
            renamed: dict[str, str] = {}
            source = timeline.about.get("project_id")
            try:
                if isinstance(source, str):
                    project_row(session, source, owner)
                    rows, renamed = copying.sounds(session, source, target.id)
            except (ProjectNotFound, ProjectInTrash):
                pass
        document = Document(target.id, 1, _settings(timeline, name, language))
        for row in rows:
            if isinstance(row, ProjectTakeRow):
                seconds = row.samples / row.sample_rate
                document.takes[row.id] = TakeFacts(row.id, row.line_id, seconds, row.fingerprint, row.number)
            elif isinstance(row, ProjectAssetRow):
                document.assets[row.id] = AssetFacts(row.id, row.samples / RATE)
        try:
            _Builder(timeline, document, renamed).build()
        except OperationInvalid as problem:
            raise ScriptInvalid(
                f"The file holds something that a project cannot: {problem.message}"
            ) from problem
        target.name, target.settings = document.settings["name"], document.settings
        note_size(target, document)
        with projects.database.write() as session:
            write_copy(session, target, document.items.values(), (rows, renamed), author=asker, now=now)
    except BaseException:
        copying.discard()
        raise
    return project_of(target)


def _settings(timeline: OtioTimeline, name: str, language: str | None) -> dict[str, Any]:
    usual = ProjectSettings(name=name or timeline.name or "Timeline").model_dump()
    kept = timeline.about.get("settings")
    given = {**kept} if isinstance(kept, Mapping) else {}
    given |= {"name": usual["name"], "sample_rate": RATE}
    if language is not None:
        given["language"] = language
    try:
        return settings_with(usual, given)
    except OperationInvalid as problem:
        raise ScriptInvalid(
            f"The file has settings that a project cannot have: {problem.message}"
        ) from problem


class _Builder:
    """Fills a document from a timeline. `renamed` maps ids of takes and assets in the file to ids here."""

    def __init__(self, timeline: OtioTimeline, document: Document, renamed: Mapping[str, str]) -> None:
        self._timeline, self._document, self._renamed = timeline, document, renamed
        self._tracks: dict[str, str] = {}
        self._notes: list[dict[str, Any]] = []
        self._places: dict[str, PlacedClip] = {}
        """The places of lines and clips in the file, by their ids here."""

    def build(self) -> None:
        """Put everything in. Raises OperationInvalid."""
        ducks: list[dict[str, Any]] = []
        first: list[dict[str, Any]] = [
            {"op": "speaker.insert", "id": speaker["id"], "speaker": _without_id(speaker)}
            for speaker in listed(self._timeline.about.get("speakers"))
            if isinstance(speaker, Mapping) and isinstance(speaker.get("id"), str)
        ]
        speakers = {one["id"] for one in first}
        lines: list[tuple[int, dict[str, Any]]] = []
        clips: list[dict[str, Any]] = []
        for track in self._timeline.tracks:
            track_id, made = self._track(track)
            if made is not None:
                if by := made["track"].pop("duck_by", None):
                    ducks.append({"op": "track.update", "id": track_id, "set": {"duck_by": by}})
                first.append(made)
            for clip in track.clips:
                if (line := self._line(clip, track_id, speakers)) is not None:
                    lines.append((clip.start, line))
                elif (placed := self._clip(clip, track_id)) is not None:
                    clips.append(placed)
        ordered = [line for _, line in sorted(lines, key=lambda one: one[0])]
        markers = [_marker(at, name, about.get("kind")) for at, name, about in self._timeline.markers]
        self._apply([*first, *ducks, *ordered, *clips, *markers, *self._notes])
        self._apply(self._moved_lines())
        self._apply(self._moved_clips())

    def _apply(self, operations: list[dict[str, Any]]) -> None:
        draft = Draft(self._document)
        apply(draft, operations)
        self._document.commit(draft.changed, draft.settings, 1)

    def _track(self, track: PlacedTrack) -> tuple[str, dict[str, Any] | None]:
        """The id of a track, and the operation that creates it unless an equal earlier one exists."""
        known = track.about.get("id")
        if isinstance(known, str) and known in self._tracks:
            return self._tracks[known], None
        track_id = new_id("track")
        if isinstance(known, str):
            track_id = self._tracks[known] = known
        spoken = any(isinstance(clip.about.get("line"), Mapping) for clip in track.clips)
        data = {"kind": "speech" if spoken else "music", **_without_id(track.about)}
        return track_id, {"op": "track.insert", "id": track_id, "track": {"name": track.name, **data}}

    def _line(self, clip: PlacedClip, track_id: str, speakers: set[str]) -> dict[str, Any] | None:
        """The operation that inserts a line for an uncut clip; without its take if that is missing."""
        said = clip.about.get("line")
        if not isinstance(said, Mapping) or not isinstance(said.get("id"), str) or said["id"] in self._places:
            return None
        data = {**_without_id(said), "track_id": track_id}
        take = self._document.takes.get(self._renamed.get(clip.own or "", ""))
        if take is not None and (clip.offset or clip.length != round(take.duration * RATE)):
            return None  # cut in another program
        speaker = data.get("speaker_id")
        if not isinstance(speaker, str) or speaker not in speakers:
            data.pop("speaker_id", None)
        data["take_id"] = take.id if take is not None else None
        self._places[said["id"]] = clip
        return {"op": "line.insert", "id": said["id"], "line": data}

    def _clip(self, clip: PlacedClip, track_id: str) -> dict[str, Any] | None:
        """The operation that inserts a clip; a note instead if its media is missing here."""
        sound = self._renamed.get(clip.own or "")
        if sound is None:
            self._notes.append(_marker(clip.start, f"Missing: {clip.shown}", "note"))
            return None
        kept = clip.about.get("clip")
        data = _without_id(kept) if isinstance(kept, Mapping) else {}
        for name in ("asset_id", "take_id", "start", "trim_start", "anchor"):
            data.pop(name, None)
        anchor = kept.get("anchor") if isinstance(kept, Mapping) else None
        if (
            isinstance(anchor, Mapping)
            and isinstance(line_id := anchor.get("line_id"), str)
            and line_id in self._places
            and isinstance(kept, Mapping)
        ):
            data |= {"anchor": anchor, "start": kept.get("start", 0.0)}
        else:
            data["start"] = clip.start / RATE
        data |= {
            "track_id": track_id,
            "take_id" if sound in self._document.takes else "asset_id": sound,
            "trim_start": clip.offset / RATE,
            "duration": clip.length / RATE,
            "stretch": clip.stretch,
        }
        made = new_id("clip")
        self._places[made] = clip
        return {"op": "clip.insert", "id": made, "clip": data}

    def _moved_lines(self) -> list[dict[str, Any]]:
        """Slots for all lines, if any line would otherwise not be at its samples."""
        places = layout(self._document)
        lines = {line.id: self._places[line.id] for line in self._document.ordered("line")}
        if all(
            round(places[name].start * RATE) == clip.start
            and round(places[name].end * RATE) == clip.start + clip.length
            for name, clip in lines.items()
        ):
            return []
        return [
            {
                "op": "line.update",
                "id": name,
                "set": {"slot_start": clip.start / RATE, "slot_end": (clip.start + clip.length) / RATE},
            }
            for name, clip in lines.items()
        ]

    def _moved_clips(self) -> list[dict[str, Any]]:
        """Updates of clips whose time differs from the file: their anchor is replaced by the file's absolute time."""
        places = layout(self._document)
        moved = []
        for clip in self._document.ordered("clip"):
            wanted = self._places[clip.id]
            values: dict[str, Any] = {}
            if round(clip_start(clip.data, places) * RATE) != wanted.start:
                values |= {"anchor": None, "start": wanted.start / RATE}
            if (
                not clip.data.get("loop")
                and clip_duration(clip.data, self._document) * RATE < wanted.length - 0.5
            ):
                self._timeline.warn(f"{wanted.shown} is shorter than its place in the file.")
            if values:
                moved.append({"op": "clip.update", "id": clip.id, "set": values})
        return moved


def _without_id(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name != "id"}


def _marker(at: int, name: str, kind: object) -> dict[str, Any]:
    data = {"name": name, "kind": kind if kind in ("chapter", "note") else "note", "at": at / RATE}
    return {"op": "marker.insert", "marker": data}
