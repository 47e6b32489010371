"""A recording dubbed in a document: its utterances as lines in slots, its own sound ducked under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.core.job_state import JobState
from clonyvoice.projects.document import Document
from clonyvoice.projects.dub_utterances import (
    DubUtterance,
    TimedText,
    utterances_of,
    with_subtitles,
    with_texts,
)
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.model import Applied
from clonyvoice.projects.operations import MAX_OPERATIONS
from clonyvoice.projects.service import Projects
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.transcription.records import Transcription

DUCK_DB: Final = -15.0
"""dB by which the original sound is lowered under speech, unless the request says otherwise. Chosen by hand."""


class TranscriptNotReady(Conflict):
    """A transcription that is not completed."""

    code = "not_ready"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"The transcription is {status}. Wait until its status is completed, then dub.",
            param="transcription_id",
        )


@dataclass(frozen=True, slots=True)
class Translated:
    """The change that replaced texts of lines, the ids of unchanged lines, and the number of unused subtitles."""

    applied: Applied
    kept: tuple[str, ...]
    unplaced: int


class Dubbing:
    """Puts transcripts of assets into projects."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def dub(
        self,
        project_id: str,
        asset_id: str,
        transcription: Transcription,
        owner: str | None,
        author: str,
        *,
        voices: Mapping[str, str],
        texts: Sequence[str] | None = None,
        language: str = "auto",
        duck_db: float = DUCK_DB,
    ) -> Applied:
        """Add a line for each segment of the transcript, in its slot, as one change that can be undone as one.

        `voices` are ids by speaker; `texts` replace what was said, one for each segment, an empty one leaves its
        segment out. The asset comes on a track of its own, ducked by the lines, unless a clip plays it already.
        Raises ProjectNotFound, ProjectItemNotFound, TranscriptNotReady, InvalidRequest, OperationInvalid.
        """
        _, document = self._projects.document(project_id, owner)
        if asset_id not in document.assets:
            raise ProjectItemNotFound("asset", asset_id, "asset_id")
        utterances = transcribed_utterances(transcription)
        people = speakers_of(utterances)
        if texts is not None:
            utterances = with_texts(utterances, texts)
        check_speakers(people, voices)
        operations = dub_operations(document, asset_id, utterances, people, voices, language, duck_db)
        return self._projects.operate(project_id, operations, None, author, owner)

    def translate(
        self,
        project_id: str,
        owner: str | None,
        author: str,
        *,
        texts: Sequence[str] | None = None,
        subtitles: Sequence[TimedText] | None = None,
        language: str | None = None,
    ) -> Translated:
        """Replace the texts of lines with slots, as one change: one text for each line in order, or subtitles by time.

        A line whose text is empty or that no subtitle is for keeps what it has; where one subtitle covers two lines of
        a speaker, they become one. Raises ProjectNotFound, InvalidRequest, OperationInvalid.
        """
        _, document = self._projects.document(project_id, owner)
        lines = [one for one in document.ordered("line") if one.data.get("slot_start") is not None]
        if not lines:
            raise InvalidRequest("No line of the project has a slot.", param="project_id")
        said = [
            DubUtterance(one.data["slot_start"], one.data["slot_end"], one.data.get("speaker_id", ""), "")
            for one in lines
        ]
        found: Sequence[DubUtterance | None] = ()
        unplaced: list[TimedText] = []
        if subtitles is not None:
            found, unplaced = with_subtitles(said, subtitles)
        else:
            found = with_texts(said, texts or ())
        operations: list[dict[str, Any]] = []
        kept: list[str] = []
        for line, one in zip(lines, found, strict=True):
            if one is None:
                operations.append({"op": "line.delete", "id": line.id})
            elif one.text:
                slot = {"slot_start": one.start, "slot_end": one.end}
                new = {"text": one.text, **slot, **({"language": language} if language else {})}
                operations.append({"op": "line.update", "id": line.id, "set": new})
            else:
                kept.append(line.id)
        return Translated(
            self._projects.operate(project_id, operations, None, author, owner), tuple(kept), len(unplaced)
        )


def transcribed_utterances(transcription: Transcription) -> list[DubUtterance]:
    """The utterances of a finished transcription. Raises TranscriptNotReady, InvalidRequest."""
    if transcription.status != JobState.COMPLETED:
        raise TranscriptNotReady(transcription.status)
    utterances = utterances_of(transcription.transcript.segments)
    if not utterances:
        raise InvalidRequest("The transcription holds nothing that was said.", param="transcription_id")
    return utterances


def speakers_of(utterances: Sequence[DubUtterance]) -> list[str]:
    """The names of the speakers, in order of their first line."""
    return list(dict.fromkeys(one.speaker for one in utterances))


def check_speakers(people: Sequence[str], voices: Mapping[str, str]) -> None:
    """Raise InvalidRequest if a voice is given for an unknown speaker."""
    unknown = next((name for name in voices if name not in people), None)
    if unknown is not None:
        raise InvalidRequest(
            f"Nobody in the transcript is called {unknown[:40]!r}; there are: {', '.join(people)}.",
            param="voices",
        )


def dub_operations(
    document: Document,
    asset_id: str,
    utterances: Sequence[DubUtterance],
    people: Sequence[str],
    voices: Mapping[str, str],
    language: str,
    duck_db: float,
) -> list[dict[str, Any]]:
    """The operations of a dub: the track of the original, speakers, and lines in their slots.

    Utterances without a text that can be said, and what a clip plays before the project begins, are left out. Raises
    InvalidRequest when there are more than one change can hold.
    """
    operations: list[dict[str, Any]] = []
    speech = next((one.id for one in document.ordered("track") if one.data["kind"] == "speech"), None)
    if speech is None:
        speech = new_id("track")
        operations.append({"op": "track.insert", "id": speech, "track": {"kind": "speech", "name": "Speech"}})
    clip = next((one for one in document.ordered("clip") if one.data.get("asset_id") == asset_id), None)
    if clip is None:
        under = new_id("track")
        track = {"kind": "original", "name": "Original", "duck_by": [speech], "duck_db": duck_db}
        operations += [
            {"op": "track.insert", "id": under, "track": track},
            {"op": "clip.insert", "clip": {"track_id": under, "asset_id": asset_id}},
        ]
    shift, stretched = 0.0, 1.0
    if clip is not None and "anchor" not in clip.data:
        stretched = float(clip.data.get("stretch", 1.0))
        shift = float(clip.data.get("start", 0.0)) - float(clip.data.get("trim_start", 0.0)) * stretched
    names = {name: new_id("speaker") for name in people}
    for number, name in enumerate(people, 1):
        about = {"name": f"Speaker {number}", **({"voice_id": voices[name]} if name in voices else {})}
        operations.append({"op": "speaker.insert", "id": names[name], "speaker": about})
    for one in utterances:
        begin, end = round(one.start * stretched + shift, 6), round(one.end * stretched + shift, 6)
        if not one.text or not can_be_said(one.text) or begin < 0:
            continue
        line = {
            "text": one.text, "speaker_id": names[one.speaker], "language": language, "track_id": speech,
            "slot_start": begin, "slot_end": end,
        }  # fmt: skip
        operations.append({"op": "line.insert", "id": new_id("line"), "line": line})
    if len(operations) > MAX_OPERATIONS:
        raise InvalidRequest(
            f"The transcript has {len(utterances)} segments, more than fit into one change ({MAX_OPERATIONS}):"
            " cut the recording in two.",
            param="transcription_id",
        )
    return operations
