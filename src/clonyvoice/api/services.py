"""Everything that routes and commands call, built once by `clonyvoice.app.build`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from clonyvoice.audit.log import AuditLog
from clonyvoice.cloning.clone_jobs import CloneJobs
from clonyvoice.cloning.clones import Clones
from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.cloning.designs import Designs
from clonyvoice.cloning.revocation import Revocations
from clonyvoice.core.clock import Clock
from clonyvoice.core.settings import Settings
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.keys import KeyStore, RequestLimits, Sessions
from clonyvoice.projects import Projects
from clonyvoice.projects.archives import Archives
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.dubbing import Dubbing
from clonyvoice.projects.dubs import Dubs
from clonyvoice.projects.line_speech import LineSpeech
from clonyvoice.projects.mixes import Mixes
from clonyvoice.projects.renders import Renders
from clonyvoice.projects.takes import Takes
from clonyvoice.provenance.credentials import SignedFiles
from clonyvoice.speech import Speech
from clonyvoice.speech.previews import Previews
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.presence import Presence
from clonyvoice.system.engine_installations import EngineInstallations
from clonyvoice.system.model_weights import Models
from clonyvoice.system.stats import Meter
from clonyvoice.transcription.live import LiveTranscriptions
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.voices import Voices
from clonyvoice.voices.categories import Categories
from clonyvoice.voices.samples import SamplesAndVersions
from clonyvoice.voices.transfer import Transfer
from clonyvoice.weights import WeightsStore


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of the running program. A new part is a field here and a line in `clonyvoice.app.build`."""

    settings: Settings
    clock: Clock
    presence: Presence
    database: Database
    blobs: BlobStore
    events: EventBus
    audit: AuditLog
    slots: ComputeSlots
    jobs: JobQueue
    keys: KeyStore
    limits: RequestLimits
    sessions: Sessions
    meter: Meter
    weights: WeightsStore
    models: Models
    installations: EngineInstallations
    engines: EngineRegistry
    voices: Voices
    speech: Speech
    previews: Previews
    voice_parts: SamplesAndVersions
    categories: Categories
    transfer: Transfer
    transcriptions: Transcriptions
    live: LiveTranscriptions
    clones: Clones
    clone_jobs: CloneJobs
    revocations: Revocations
    designs: Designs
    design_jobs: DesignJobs
    projects: Projects
    assets: Assets
    takes: Takes
    line_speech: LineSpeech
    mixes: Mixes
    archives: Archives
    dubbing: Dubbing
    dubs: Dubs
    renders: Renders
    signed: SignedFiles


def services(connection: HTTPConnection) -> Services:
    """The services of the app that a connection came to."""
    return cast("Services", connection.app.state.services)


async def _services(connection: HTTPConnection) -> Services:
    # a coroutine: a plain function would take a thread for every request
    return services(connection)


ServicesDep = Annotated[Services, Depends(_services)]
"""For `parts: ServicesDep` in a route."""
