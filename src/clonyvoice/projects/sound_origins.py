"""The origins of a project's sound for Content Credentials."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from clonyvoice.projects.document import Document
from clonyvoice.projects.render_jobs import Render
from clonyvoice.projects.service import Projects
from clonyvoice.projects.takes import Take
from clonyvoice.provenance.credentials import Origin
from clonyvoice.speech.generation_audio_files import kinds_of
from clonyvoice.storage.tables import ProjectTakeRow
from clonyvoice.voices.errors import VoiceNotFound
from clonyvoice.voices.library import Voices


def origin_of_render(render: Render, projects: Projects, voices: Voices) -> Origin:
    """The origin of a mix: its takes' engines and kinds of voice, and whether recordings are mixed in.

    A mix without any take is no exception: the render of a project counts as made with its voices. Raises
    ProjectNotFound, ProjectItemNotFound.
    """
    document = projects.at_revision(render.project_id, render.revision, None)
    return _origin(
        voices_of(document, projects), voices, render.finished_at or render.created_at, render.duration,
        composite=any(clip.data.get("asset_id") for clip in document.ordered("clip")),
    )  # fmt: skip


def origin_of_take(take: Take, voices: Voices) -> Origin:
    """The origin of one take.

    The kind is `unknown` where its voice was deleted for good since, or was a blend that nobody kept.
    """
    return _origin({take.voice_id} if take.voice_id else set(), voices, take.created_at, take.duration)


def voices_of(document: Document, projects: Projects, takes: Iterable[str] | None = None) -> set[str]:
    """The voices of `takes`, or for None of the document's active takes."""
    lines = document.ordered("line") if takes is None else []
    chosen = {*(takes or ()), *(line.data.get("take_id") for line in lines)} - {None}
    with projects.database.read() as session:
        wanted = select(ProjectTakeRow.id, ProjectTakeRow.voice_id).where(
            ProjectTakeRow.project_id == document.id, ProjectTakeRow.voice_id.is_not(None)
        )
        return {str(voice) for take, voice in session.execute(wanted) if take in chosen}


def _origin(
    voice_ids: set[str], voices: Voices, made_at: datetime, duration: float | None, *, composite: bool = False
) -> Origin:
    engines: set[str] = set()
    for voice_id in voice_ids:
        try:
            engines.add(voices.get(voice_id, trashed=True).engine)
        except VoiceNotFound:
            continue
    return Origin(tuple(sorted(engines)), kinds_of(voice_ids, voices), made_at, duration, composite)
