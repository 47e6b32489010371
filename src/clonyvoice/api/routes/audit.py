"""The audit log: read and verified from the studio of this machine."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from clonyvoice.api.auth import require
from clonyvoice.api.bodies.audit import AuditCheckBody, AuditPage, AuditRecordBody, check_body
from clonyvoice.api.routing import api_router
from clonyvoice.api.services import AuditDep, SettingsDep
from clonyvoice.audit.log_files import folder_of, found_records
from clonyvoice.audit.verification import verify
from clonyvoice.keys import Principal

router = api_router("System")
Auditor = Annotated[Principal, Depends(require("system:read", trusted="Reading the audit log"))]
"""Only the studio: the log shows what all keys do."""


@router.get("/api/audit")
def list_audit_records(
    caller: Auditor,
    settings: SettingsDep,
    audit: AuditDep,
    voice: Annotated[str | None, Query(max_length=80, description="A voice's id.")] = None,
    who: Annotated[str | None, Query(max_length=80, description="A key's id, `studio` or `cli`.")] = None,
    event: Annotated[str | None, Query(max_length=60)] = None,
    sha256: Annotated[
        str | None,
        Query(max_length=64, description="The hash of an audio file: lists the records about it."),
    ] = None,
    before: Annotated[int | None, Query(ge=1, description="Only records with lower numbers.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> AuditPage:
    """List records of the audit log, newest first. Only the studio may."""
    folder = folder_of(settings.data_dir)
    found = found_records(folder, voice=voice, who=who, event=event, sha256=sha256)
    earlier = [record for record in found if before is None or record.number < before][::-1]
    shown = [AuditRecordBody.model_validate(dict(record.fields)) for record in earlier[:limit]]
    following = shown[-1].n if len(earlier) > limit else None
    return AuditPage(enabled=audit.enabled, records=shown, total=len(found), next_before=following)


@router.get("/api/audit/check")
def check_audit_log(
    caller: Auditor,
    settings: SettingsDep,
    expected: Annotated[
        str | None, Query(max_length=64, description="The hash of a record, noted elsewhere.")
    ] = None,
) -> AuditCheckBody:
    """Check the audit log from its first record to its last. Only the studio may."""
    return check_body(verify(folder_of(settings.data_dir), expected))
