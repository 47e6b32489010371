"""Copies of projects: rows of their own, the same sound under files of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from clonyvoice.core.ids import new_id
from clonyvoice.projects.document_items import Item
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.tables import (
    ProjectAssetRow,
    ProjectItemRow,
    ProjectRevisionRow,
    ProjectRow,
    ProjectTakeRow,
)


class Copying:
    """A copy in progress. `made` are the files to delete if it is not finished."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self.made: list[str] = []

    def sounds(self, session: Session, source_id: str, target_id: str) -> tuple[list[Any], dict[str, str]]:
        """Rows of the source's takes and assets for the target, and their new ids by the old ones."""
        rows: list[Any] = []
        renamed: dict[str, str] = {}
        for take in session.scalars(
            select(ProjectTakeRow).where(
                ProjectTakeRow.project_id == source_id, ProjectTakeRow.blob_id.is_not(None)
            )
        ):
            renamed[take.id] = new_id("take")
            rows.append(
                _copy(take, id=renamed[take.id], project_id=target_id, blob_id=self._link(take.blob_id))
            )
        for asset in session.scalars(select(ProjectAssetRow).where(ProjectAssetRow.project_id == source_id)):
            renamed[asset.id] = new_id("asset")
            rows.append(
                _copy(
                    asset, id=renamed[asset.id], project_id=target_id,
                    blob_id=self._link(asset.blob_id), sound_blob=self._link(asset.sound_blob),
                    proxy_blob=self._link(asset.proxy_blob) if asset.proxy_blob else None,
                )
            )  # fmt: skip
        return rows, renamed

    def discard(self) -> None:
        """Delete the files created so far."""
        self._blobs.delete(*self.made)

    def _link(self, blob_id: str | None) -> str:
        assert blob_id is not None
        linked = self._blobs.link(blob_id)
        self.made.append(linked)
        return linked


def write_copy(
    session: Session,
    target: ProjectRow,
    items: Collection[Item],
    sounds: tuple[list[Any], dict[str, str]],
    *,
    author: str,
    now: datetime,
) -> None:
    """Write the target with the items and sounds of its source, as its first revision."""
    rows, renamed = sounds
    session.add(target)
    session.flush()
    session.add_all(rows)
    session.add_all(
        ProjectItemRow(
            project_id=target.id,
            id=item.id,
            kind=item.kind,
            position=item.position,
            data={
                name: renamed.get(value, value) if name in ("take_id", "asset_id") else value
                for name, value in item.data.items()
            },
        )
        for item in items
    )
    session.add(
        ProjectRevisionRow(project_id=target.id, revision=1, author=author, kind="create", created_at=now)
    )


def _copy(row: Any, **other: Any) -> Any:
    """A new row of the same table with some columns otherwise."""
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    return type(row)(**{**values, **other})
