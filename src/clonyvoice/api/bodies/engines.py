"""Request and response bodies of the engines that can be installed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.system.engine_installations import InstallableEngine


class LicenceBody(BaseModel):
    """The licences of an engine, and whether they have to be accepted before it is installed."""

    code: str = Field(description="Of the program.")
    weights: str
    must_accept: bool
    text: str


class InstallableEngineBody(BaseModel):
    """An engine that can be installed beside the embedded one. Sizes are in MB, as they were measured once."""

    id: str
    title: str
    summary: str
    state: Literal["not_installed", "installed", "out_of_date", "damaged", "installing"]
    download_mb: int
    disk_mb: int
    memory_mb: int
    licence: LicenceBody
    job_id: str | None = Field(description="The job that installs or checks it now.")
    progress: float | None


class InstallableEngineList(BaseModel):
    """All engines that can be installed."""

    engines: list[InstallableEngineBody]


class InstallBody(BaseModel):
    """A request to install an engine."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"accept_licence": True}]})

    accept_licence: bool = Field(False, description="That its licences, which the list shows, are accepted.")


def engine_body(engine: InstallableEngine) -> InstallableEngineBody:
    """The response body of an engine."""
    wanted = engine.recipe
    return from_attributes(
        InstallableEngineBody,
        wanted,
        state=engine.state,
        licence=LicenceBody(
            code=wanted.code_licence,
            weights=wanted.weights_licence,
            must_accept=wanted.must_accept,
            text=wanted.licence_text,
        ),
        job_id=engine.job_id,
        progress=engine.progress,
    )
