"""A recording or video dubbed: its transcript as lines in slots, its speakers cast, its sound ducked under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from clonyvoice.core.errors import Conflict, InvalidRequest
from clonyvoice.core.ids import new_id
from clonyvoice.projects.document import Document
from clonyvoice.projects.errors import ProjectItemNotFound
from clonyvoice.projects.model import Applied
from clonyvoice.projects.operations import MAX_OPERATIONS
from clonyvoice.projects.service import Projects
from clonyvoice.text.phonemes import can_be_said
from clonyvoice.transcription.records import Transcription
from clonyvoice.transcription.transcript import Segment

_DUCK_DB: Final = -15.0
_ONE: Final = "speaker_0"
"""The name of who speaks where speakers were not told apart."""


class TranscriptNotReady(Conflict):
    """A transcription that is not completed."""

    code = "not_ready"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"The transcription is {status}. Wait until its status is completed, then dub.",
            param="transcription_id",
        )


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
        duck_db: float = _DUCK_DB,
    ) -> Applied:
        """Add a line for each segment of the transcript, in its slot, as one change that can be undone as one.

        `voices` are ids by speaker; `texts` replace what was said, one for each segment, an empty one leaves its
        segment out. The asset comes on a track of its own, ducked by the lines, unless a clip plays it already.
        Raises ProjectNotFound, ProjectItemNotFound, TranscriptNotReady, InvalidRequest, OperationInvalid.
        """
        _, document = self._projects.document(project_id, owner)
        if asset_id not in document.assets:
            raise ProjectItemNotFound("asset", asset_id, "asset_id")
        if transcription.status not in ("done", "completed"):
            raise TranscriptNotReady(transcription.status)
        segments = [
            one for one in transcription.transcript.segments if one.end > one.start and one.text.strip()
        ]
        if not segments:
            raise InvalidRequest("The transcription holds nothing that was said.", param="transcription_id")
        if texts is not None and len(texts) != len(segments):
            raise InvalidRequest(
                f"There are {len(texts)} texts for {len(segments)} segments: send one for each,"
                " an empty one to leave its segment out.",
                param="texts",
            )
        people = list(dict.fromkeys(one.speaker or _ONE for one in segments))
        unknown = next((name for name in voices if name not in people), None)
        if unknown is not None:
            raise InvalidRequest(
                f"Nobody in the transcript is called {unknown[:40]!r}; there are: {', '.join(people)}.",
                param="voices",
            )
        operations = _operations(document, asset_id, segments, people, voices, texts, language, duck_db)
        if len(operations) > MAX_OPERATIONS:
            raise InvalidRequest(
                f"The transcript has {len(segments)} segments, more than fit into one change ({MAX_OPERATIONS}):"
                " cut the recording in two.",
                param="transcription_id",
            )
        return self._projects.operate(project_id, operations, None, author, owner)


def _operations(
    document: Document,
    asset_id: str,
    segments: Sequence[Segment],
    people: Sequence[str],
    voices: Mapping[str, str],
    texts: Sequence[str] | None,
    language: str,
    duck_db: float,
) -> list[dict[str, Any]]:
    """The operations of a dub: the track of the original, speakers, and lines in their slots."""
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
    shift = 0.0
    if clip is not None and "anchor" not in clip.data:
        shift = float(clip.data.get("start", 0.0)) - float(clip.data.get("trim_start", 0.0))
    names = {name: new_id("speaker") for name in people}
    for number, name in enumerate(people, 1):
        about = {"name": f"Speaker {number}", **({"voice_id": voices[name]} if name in voices else {})}
        operations.append({"op": "speaker.insert", "id": names[name], "speaker": about})
    for index, one in enumerate(segments):
        text = one.text.strip() if texts is None else texts[index].strip()
        begin, end = round(one.start + shift, 6), round(one.end + shift, 6)
        if not text or not can_be_said(text) or begin < 0:
            continue
        line = {
            "text": text, "speaker_id": names[one.speaker or _ONE], "language": language, "track_id": speech,
            "slot_start": begin, "slot_end": end,
        }  # fmt: skip
        operations.append({"op": "line.insert", "line": line})
    return operations
