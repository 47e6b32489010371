"""Export presets by name: built-in ones, those of an owner, and those of a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from clonyvoice.audio.formats import FileFormatName
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.render_file_names import LONGEST_PATTERN, check_names

Loudness = Literal["off", "-14", "-16", "-23", "acx"]
NamePattern = Annotated[str, Field(min_length=1, max_length=LONGEST_PATTERN)]


class ExportPreset(BaseModel):
    """Named settings of a render; missing ones have their defaults."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    format: FileFormatName = "wav"
    loudness: Loudness = "off"
    true_peak: float | None = Field(None, ge=-20, le=0)
    stems: bool = False
    per_line: bool = False
    chapters: bool | None = None
    file_name: NamePattern | None = None
    entry_names: NamePattern | None = None

    @model_validator(mode="after")
    def _names(self) -> ExportPreset:
        try:
            check_names(self.file_name, self.entry_names, stems=self.stems, per_line=self.per_line)
        except InvalidRequest as problem:
            raise ValueError(problem.message) from None
        return self


LONGEST_NAME: Final = 60
"""Characters of a preset's name. Chosen by hand."""
PresetName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
KeptPresets = Annotated[dict[PresetName, ExportPreset], Field(max_length=50)]

PRESETS: Final[dict[str, ExportPreset]] = {
    "podcast": ExportPreset(format="mp3", loudness="-16"),
    "youtube": ExportPreset(format="m4a", loudness="-14"),
    "streaming": ExportPreset(format="wav", loudness="-14"),
    "broadcast": ExportPreset(format="wav", loudness="-23"),
    "audiobook": ExportPreset(format="mp3", loudness="acx"),
    "audiobook-chapters": ExportPreset(format="m4b", loudness="-16"),
}
"""Apple Podcasts -16 LUFS, YouTube and Spotify -14, EBU R 128 -23, all with peaks of -1 dBTP at most; ACX RMS -23
to -18 dB and peaks below -3 dB, as MP3 of 44.1 kHz and 192 kbit/s."""


def preset_named(name: str, project: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a preset sets: the project's of this name, the owner's, or the built-in one.

    Raises InvalidRequest.
    """
    for kept in (project, own):
        if name in kept:
            return ExportPreset.model_validate(kept[name]).model_dump(exclude_none=True)
    if name not in PRESETS:
        known = ", ".join(dict.fromkeys([*PRESETS, *own, *project]))
        raise InvalidRequest(f"There is no preset of this name. There are: {known}.", param="preset")
    return PRESETS[name].model_dump(exclude_none=True)
