"""Request and response bodies of the system, key, job, model and session routes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic.dataclasses import dataclass

from clonyvoice.api.bodies.field_types import StateField, UtcTime
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.job_state import JobState
from clonyvoice.core.settings import CredentialsPolicy
from clonyvoice.jobs import Job, JobQueue
from clonyvoice.keys import SCOPES, ApiKey, RequestLimits
from clonyvoice.system.gpus import Gpu
from clonyvoice.system.hardware_versions import Machine
from clonyvoice.system.load_stats import Usage
from clonyvoice.system.model_weights import Model

_KEY_EXAMPLE: JsonDict = {
    "name": "My app",
    "scopes": ["tts:generate", "voices:read"],
    "limits": {"tts:generate": 30},
}
_KEY_CREDENTIALS = (
    "Content Credentials of what it takes; `off` follows the setting. A key can only be stricter."
)


class Health(BaseModel):
    """The health of the server."""

    status: Literal["ok"] = "ok"
    version: str


class CpuBody(BaseModel):
    """Processor use in percent."""

    total: float
    cores: list[float]
    load: tuple[float, float, float] = Field(description="Mean over 1, 5 and 15 minutes.")


class ProcessBody(BaseModel):
    """The server itself."""

    memory: int
    cpu: float = Field(description="Percent of one core.")
    threads: int
    uptime: float = Field(description="Seconds.")


class LoadedModelBody(BaseModel):
    """A model in memory, and the memory that it uses, measured."""

    name: str = Field(description="An engine or another model, e.g. the recogniser.")
    leases: int = Field(description="How many use it now.")
    idle: float = Field(description="Seconds since it was used last; 0 while it is used.")
    memory: int = Field(
        description="Bytes that it holds: by how much the process grew while it was loaded and used. Two models that "
        "are loaded or used at the same time count each other's growth, too."
    )
    memory_loading: int = Field(description="Bytes of these that it took when it was loaded.")


class QueueBody(BaseModel):
    """Jobs."""

    waiting: int
    running: int


class StatsBody(BaseModel):
    """The load of the machine and of the server. Sizes are in bytes."""

    cpu: CpuBody
    memory: Usage
    swap: Usage
    disk: Usage
    gpus: list[Gpu]
    process: ProcessBody
    models: list[LoadedModelBody] = Field(description="The models in memory now.")
    queue: QueueBody


class EngineBody(BaseModel):
    """A speech engine: its abilities, and whether it is ready to use."""

    id: str
    title: str
    licence: str
    languages: list[str]
    sample_rate: int
    abilities: list[str]
    devices: list[str]
    memory_mb: int
    weights: list[str]
    available: bool
    loaded: bool


@dataclass(frozen=True, slots=True)
class InfoBody(Machine):
    """The hardware, the versions, and the engines. Sizes are in bytes."""

    engines: list[EngineBody]


class NewKey(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_KEY_EXAMPLE]})

    name: str = Field("API key", max_length=200, description="The purpose of the key.")
    scopes: list[str] | None = Field(None, max_length=50, description="All scopes when left out.")
    limits: dict[str, int] | None = Field(
        None, description="Requests a minute by scope, where they differ from the defaults."
    )
    unlimited: bool = Field(False, description="No limits at all.")
    credentials: CredentialsPolicy = Field("off", description=_KEY_CREDENTIALS)


class KeyChange(BaseModel):
    """Changes to a key; fields left out stay as they are."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Renamed"}]})

    name: str | None = Field(None, max_length=200)
    scopes: list[str] | None = Field(None, max_length=50)
    limits: dict[str, int] | None = Field(None, description="Replaces all limits of the key.")
    unlimited: bool | None = None
    credentials: CredentialsPolicy | None = Field(None, description=_KEY_CREDENTIALS)


class KeyBody(BaseModel):
    """An API key; its secret is never shown again."""

    id: str
    name: str
    prefix: str
    last_four: str
    scopes: list[str]
    limits: dict[str, int | None] = Field(description="Requests a minute by scope; null is without limit.")
    unlimited: bool
    usage: dict[str, int] = Field(description="Requests of the last minute by scope.")
    status: Literal["active", "revoked"]
    credentials: CredentialsPolicy = Field(description=_KEY_CREDENTIALS)
    created_by: str | None = Field(description="The key that made it, if one did.")
    created_at: UtcTime
    last_used_at: UtcTime | None


class NewKeyBody(KeyBody):
    """A key just made, with its secret."""

    key: str = Field(description="The secret. It is shown this once.")


class KeyList(BaseModel):
    """The keys that the caller may see: all for the studio; for a key, itself and the keys it created."""

    keys: list[KeyBody]


class Deleted(BaseModel):
    """The id of a deleted resource."""

    id: str
    deleted: bool = True


class RevokedKeys(Deleted):
    """The key that is no longer valid, and all that it made."""

    revoked: list[str]


class JobBody(BaseModel):
    """Work that waits, runs or has ended."""

    id: str
    kind: str
    state: StateField
    subject_id: str = Field(description="The generation, voice, transcription or model that it works on.")
    progress: float
    stage: str
    queue_position: int = Field(description="1 is next; 0 when it does not wait.")
    eta: float | None = Field(description="Estimated seconds left.")
    error: dict[str, Any] | None
    result: dict[str, Any] | None = Field(description="The result of the job: for a design, its candidates.")
    created_at: UtcTime
    started_at: UtcTime | None
    finished_at: UtcTime | None


class JobList(BaseModel):
    """Jobs, newest first."""

    jobs: list[JobBody]


class ModelBody(BaseModel):
    """A model's weights. Sizes are in bytes."""

    id: str
    title: str
    licence: str
    needed_by: list[str]
    size: int
    state: Literal["installed", "missing", "downloading"]
    progress: float | None
    job_id: str | None
    memory: int = Field(description="Memory that it takes when loaded, about.")
    fits_in_memory: bool


class ModelList(BaseModel):
    """All models that there are weights for."""

    models: list[ModelBody]


class SessionBody(BaseModel):
    """The studio's sign-in."""

    signed_in: bool = True
    expires_at: UtcTime
    csrf: str = Field(
        description="The value of X-CSRF-Token, required on every request that changes something."
    )


def key_body(key: ApiKey, limits: RequestLimits) -> dict[str, Any]:
    """The fields of `KeyBody`."""
    return {
        "id": key.id,
        "name": key.name,
        "prefix": key.prefix,
        "last_four": key.last4,
        "scopes": list(key.scopes),
        "limits": {scope: key.allowance.limit(scope) for scope in key.scopes},
        "unlimited": key.unlimited,
        "credentials": key.credentials,
        "usage": {scope: used for scope in SCOPES if (used := limits.used(key.id, scope))},
        "status": "active" if key.revoked_at is None else "revoked",
        "created_by": key.created_by,
        "created_at": key.created_at,
        "last_used_at": key.last_used_at,
    }


def job_body(job: Job, jobs: JobQueue) -> JobBody:
    """A job as the API shows it."""
    error = job.error
    return from_attributes(
        JobBody,
        job,
        subject_id=job.subject,
        progress=round(job.progress, 4),
        queue_position=jobs.position(job.id) if job.state == JobState.QUEUED else 0,
        eta=None if job.ended or (left := jobs.seconds_left(job.id)) is None else round(left, 1),
        error=None if error is None else {name: error.get(name) for name in ("code", "message", "param")},
    )


def model_body(model: Model) -> ModelBody:
    """A model as the API shows it."""
    return from_attributes(
        ModelBody,
        model,
        needed_by=[model.needed_by],
    )
