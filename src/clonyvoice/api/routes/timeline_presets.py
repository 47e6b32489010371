"""Presets of exports that a key keeps for all its projects.

A render takes them by name (`preset`); a project's own of the same name comes first.
"""

from __future__ import annotations

from clonyvoice.api.auth import TimelineEditor
from clonyvoice.api.bodies.project_renders import (
    ExportPresetBody,
    ExportPresetChange,
    ExportPresetList,
    NewExportPreset,
    preset_body,
)
from clonyvoice.api.routing import api_router, declares, errors
from clonyvoice.api.services import ExportPresetsDep
from clonyvoice.core.errors import InvalidRequest
from clonyvoice.projects.owner_export_presets import ExportPresetExists, ExportPresetNotFound

router = api_router("Timeline")


@router.get("/api/export-presets")
def list_export_presets(caller: TimelineEditor, export_presets: ExportPresetsDep) -> ExportPresetList:
    """List the presets of exports that this key keeps for all projects, by name."""
    return ExportPresetList(presets=[preset_body(one) for one in export_presets.listing(caller.owner)])


@router.post("/api/export-presets", status_code=201, responses=errors(ExportPresetExists, InvalidRequest))
@declares(idempotency="response")
def create_export_preset(
    body: NewExportPreset, caller: TimelineEditor, export_presets: ExportPresetsDep
) -> ExportPresetBody:
    """Keep settings of an export under a name; renders of any project take them as `preset`."""
    return preset_body(export_presets.create(caller.owner, body.name, body.settings))


@router.get("/api/export-presets/{preset_id}", responses=errors(ExportPresetNotFound))
def get_export_preset(
    preset_id: str, caller: TimelineEditor, export_presets: ExportPresetsDep
) -> ExportPresetBody:
    """Get one preset that this key keeps."""
    return preset_body(export_presets.get(caller.owner, preset_id))


@router.put(
    "/api/export-presets/{preset_id}",
    responses=errors(ExportPresetNotFound, ExportPresetExists, InvalidRequest),
)
def change_export_preset(
    preset_id: str, body: ExportPresetChange, caller: TimelineEditor, export_presets: ExportPresetsDep
) -> ExportPresetBody:
    """Rename a preset, or replace its settings."""
    return preset_body(export_presets.change(caller.owner, preset_id, body.name, body.settings))


@router.delete("/api/export-presets/{preset_id}", status_code=204, responses=errors(ExportPresetNotFound))
def delete_export_preset(preset_id: str, caller: TimelineEditor, export_presets: ExportPresetsDep) -> None:
    """Delete a preset. Files that were made with it remain."""
    export_presets.delete(caller.owner, preset_id)
