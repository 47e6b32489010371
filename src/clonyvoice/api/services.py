"""Everything that routes and commands call, built once by `clonyvoice.app.build`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from clonyvoice.audit.log import AuditLog
from clonyvoice.cloning.clone_jobs import CloneJobs
from clonyvoice.cloning.clones import Clones
from clonyvoice.cloning.consent_revocation import Revocations
from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.cloning.designs import Designs
from clonyvoice.core.clock import Clock
from clonyvoice.core.settings import Settings
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.keys import KeyStore, RequestLimits, Sessions
from clonyvoice.projects import Projects
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.dub_jobs import Dubs
from clonyvoice.projects.dub_lines_ducking import Dubbing
from clonyvoice.projects.line_speech_job import LineSpeech
from clonyvoice.projects.mix_playback import Mixes
from clonyvoice.projects.owner_export_presets import OwnPresets
from clonyvoice.projects.project_archives import Archives
from clonyvoice.projects.render_jobs import Renders
from clonyvoice.projects.takes import Takes
from clonyvoice.projects.takes_from_generations_splits import OperationSounds
from clonyvoice.projects.video_proxies import VideoProxies
from clonyvoice.provenance.signing import SignedFiles
from clonyvoice.speech import Speech
from clonyvoice.speech.voice_previews import Previews
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.process_locks import Presence
from clonyvoice.system.engine_installations import EngineInstallations
from clonyvoice.system.load_stats import Meter
from clonyvoice.system.model_weights import Models
from clonyvoice.transcription.live_transcription import LiveTranscriptions
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.voices import Voices
from clonyvoice.voices.categories import Categories
from clonyvoice.voices.import_export import Transfer
from clonyvoice.voices.samples_versions import SamplesAndVersions
from clonyvoice.weights import WeightsStore


@dataclass(frozen=True, slots=True)
class Services:
    """All services of the running program. A new one is a field here and a line in `clonyvoice.app.build`."""

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
    samples: SamplesAndVersions
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
    operation_sounds: OperationSounds
    line_speech: LineSpeech
    mixes: Mixes
    archives: Archives
    dubbing: Dubbing
    dubs: Dubs
    renders: Renders
    proxies: VideoProxies
    export_presets: OwnPresets
    signed: SignedFiles


@dataclass(frozen=True, slots=True)
class WyomingServices:
    """The services that clients of the Wyoming server reach."""

    settings: Settings
    voices: Voices
    speech: Speech
    engines: EngineRegistry
    jobs: JobQueue
    design_jobs: DesignJobs
    live: LiveTranscriptions
    signed: SignedFiles
    audit: AuditLog


def services(connection: HTTPConnection) -> Services:
    """The services of the app that a connection came to, for code that runs before dependencies are resolved."""
    return cast("Services", connection.app.state.services)


class _Service:
    """The dependency that gives a route one service."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, connection: HTTPConnection) -> Any:
        """The service; a coroutine, because a plain function would take a thread for every request."""
        return getattr(services(connection), self.name)


# For routes: `voices: VoicesDep` is the service of that name.
SettingsDep: TypeAlias = Annotated[Settings, Depends(_Service("settings"))]
ClockDep: TypeAlias = Annotated[Clock, Depends(_Service("clock"))]
BlobsDep: TypeAlias = Annotated[BlobStore, Depends(_Service("blobs"))]
EventsDep: TypeAlias = Annotated[EventBus, Depends(_Service("events"))]
AuditDep: TypeAlias = Annotated[AuditLog, Depends(_Service("audit"))]
SlotsDep: TypeAlias = Annotated[ComputeSlots, Depends(_Service("slots"))]
JobsDep: TypeAlias = Annotated[JobQueue, Depends(_Service("jobs"))]
KeysDep: TypeAlias = Annotated[KeyStore, Depends(_Service("keys"))]
LimitsDep: TypeAlias = Annotated[RequestLimits, Depends(_Service("limits"))]
SessionsDep: TypeAlias = Annotated[Sessions, Depends(_Service("sessions"))]
MeterDep: TypeAlias = Annotated[Meter, Depends(_Service("meter"))]
WeightsDep: TypeAlias = Annotated[WeightsStore, Depends(_Service("weights"))]
ModelsDep: TypeAlias = Annotated[Models, Depends(_Service("models"))]
InstallationsDep: TypeAlias = Annotated[EngineInstallations, Depends(_Service("installations"))]
EnginesDep: TypeAlias = Annotated[EngineRegistry, Depends(_Service("engines"))]
VoicesDep: TypeAlias = Annotated[Voices, Depends(_Service("voices"))]
SpeechDep: TypeAlias = Annotated[Speech, Depends(_Service("speech"))]
PreviewsDep: TypeAlias = Annotated[Previews, Depends(_Service("previews"))]
SamplesDep: TypeAlias = Annotated[SamplesAndVersions, Depends(_Service("samples"))]
CategoriesDep: TypeAlias = Annotated[Categories, Depends(_Service("categories"))]
TransferDep: TypeAlias = Annotated[Transfer, Depends(_Service("transfer"))]
TranscriptionsDep: TypeAlias = Annotated[Transcriptions, Depends(_Service("transcriptions"))]
LiveDep: TypeAlias = Annotated[LiveTranscriptions, Depends(_Service("live"))]
ClonesDep: TypeAlias = Annotated[Clones, Depends(_Service("clones"))]
CloneJobsDep: TypeAlias = Annotated[CloneJobs, Depends(_Service("clone_jobs"))]
RevocationsDep: TypeAlias = Annotated[Revocations, Depends(_Service("revocations"))]
DesignJobsDep: TypeAlias = Annotated[DesignJobs, Depends(_Service("design_jobs"))]
ProjectsDep: TypeAlias = Annotated[Projects, Depends(_Service("projects"))]
AssetsDep: TypeAlias = Annotated[Assets, Depends(_Service("assets"))]
TakesDep: TypeAlias = Annotated[Takes, Depends(_Service("takes"))]
OperationSoundsDep: TypeAlias = Annotated[OperationSounds, Depends(_Service("operation_sounds"))]
LineSpeechDep: TypeAlias = Annotated[LineSpeech, Depends(_Service("line_speech"))]
MixesDep: TypeAlias = Annotated[Mixes, Depends(_Service("mixes"))]
ArchivesDep: TypeAlias = Annotated[Archives, Depends(_Service("archives"))]
DubbingDep: TypeAlias = Annotated[Dubbing, Depends(_Service("dubbing"))]
DubsDep: TypeAlias = Annotated[Dubs, Depends(_Service("dubs"))]
ProxiesDep: TypeAlias = Annotated[VideoProxies, Depends(_Service("proxies"))]
RendersDep: TypeAlias = Annotated[Renders, Depends(_Service("renders"))]
ExportPresetsDep: TypeAlias = Annotated[OwnPresets, Depends(_Service("export_presets"))]
SignedDep: TypeAlias = Annotated[SignedFiles, Depends(_Service("signed"))]
