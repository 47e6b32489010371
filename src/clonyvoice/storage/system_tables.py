"""API keys, studio sessions, and the durable queue of jobs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from clonyvoice.core.job_state import JobState
from clonyvoice.storage.column_types import Base, Json, StateWord


class ApiKeyRow(Base):
    """An API key; only the SHA-256 of its secret is stored."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    prefix: Mapped[str] = mapped_column(String(12))
    last4: Mapped[str] = mapped_column(String(4))
    scopes: Mapped[list[str]]
    limits: Mapped[Json] = mapped_column(default=dict)
    """Requests a minute by scope, where they differ from the defaults."""
    unlimited: Mapped[bool] = mapped_column(default=False)
    credentials: Mapped[str] = mapped_column(String(10), default="off", server_default="off")
    """Content Credentials that it asks for: `off`, `on` or `required`."""
    created_by: Mapped[str | None] = mapped_column(String(40))
    """The key that made it; None for the studio and the command line."""
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SessionRow(Base):
    """A studio window's sign-in, or (kind `link`) a one-time link to one."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    csrf: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AnswerRow(Base):
    """The stored response to a request with an Idempotency-Key; without a status it is still in progress."""

    __tablename__ = "answers"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the caller, the route and the key."""
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    runner: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[int | None]
    headers: Mapped[Json] = mapped_column(default=dict)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)


class JobRow(Base):
    """A job that survives the process."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_state", "state", "created_at"),
        Index("ix_jobs_subject", "subject"),
        Index("ix_jobs_owner_listing", "owner", "created_at"),
        Index("uq_jobs_idempotency", "owner", "kind", "idempotency_key", unique=True),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(String(80))
    """The id of what it works on: a generation, a voice, a transcription, a model."""
    owner: Mapped[str] = mapped_column(String(40))
    priority: Mapped[int] = mapped_column(default=0)
    state: Mapped[JobState] = mapped_column(StateWord, default=JobState.QUEUED)
    payload: Mapped[Json] = mapped_column(default=dict)
    progress: Mapped[float] = mapped_column(default=0.0)
    stage: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[Json | None]
    error: Mapped[Json | None]
    attempts: Mapped[int] = mapped_column(default=0)
    """Times that its compute began since it last made progress; too many and it is given up."""
    runner: Mapped[str] = mapped_column(String(40), default="")
    """The process that has it (a token of `storage.process_locks`); another takes over when that one is gone."""
    idempotency_key: Mapped[str | None] = mapped_column(String(255))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
