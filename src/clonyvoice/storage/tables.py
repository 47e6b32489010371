"""All tables in one place, for queries and for migrations."""

from clonyvoice.storage.column_types import Base, BlobId, Json, UtcDateTime, settle_nullability
from clonyvoice.storage.project_tables import (
    ExportPresetRow,
    ProjectAssetRow,
    ProjectDubRow,
    ProjectItemRow,
    ProjectRenderRow,
    ProjectRevisionRow,
    ProjectRow,
    ProjectTakeRow,
)
from clonyvoice.storage.speech_tables import (
    ChunkRow,
    GenerationRow,
    PronunciationRow,
    SearchEntryRow,
    TakeRow,
    TranscriptionRow,
)
from clonyvoice.storage.system_tables import AnswerRow, ApiKeyRow, JobRow, SessionRow
from clonyvoice.storage.voice_tables import (
    CategoryRow,
    PresetOverlayRow,
    VoiceConsentRow,
    VoiceRow,
    VoiceSampleRow,
    VoiceVersionRow,
)

settle_nullability(Base.metadata)

__all__ = [
    "AnswerRow",
    "ApiKeyRow",
    "Base",
    "BlobId",
    "CategoryRow",
    "ChunkRow",
    "ExportPresetRow",
    "GenerationRow",
    "JobRow",
    "Json",
    "PresetOverlayRow",
    "ProjectAssetRow",
    "ProjectDubRow",
    "ProjectItemRow",
    "ProjectRenderRow",
    "ProjectRevisionRow",
    "ProjectRow",
    "ProjectTakeRow",
    "PronunciationRow",
    "SearchEntryRow",
    "SessionRow",
    "TakeRow",
    "TranscriptionRow",
    "UtcDateTime",
    "VoiceConsentRow",
    "VoiceRow",
    "VoiceSampleRow",
    "VoiceVersionRow",
]
