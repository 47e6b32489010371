"""The only place that reads settings and builds everything: services for commands, and the ASGI app."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from clonyvoice.api import errors
from clonyvoice.api.mcp import http_endpoint as mcp_endpoint
from clonyvoice.api.mcp.tool_calls import ToolServices
from clonyvoice.api.middleware.body_limit import BodyLimitMiddleware
from clonyvoice.api.middleware.headers_access_log import HeadersMiddleware
from clonyvoice.api.middleware.origins import EXPOSED_HEADERS, LOCAL_ORIGINS, Origins
from clonyvoice.api.openapi import schema
from clonyvoice.api.openapi.docs_page import install as install_docs
from clonyvoice.api.responses.studio_files import install as install_studio
from clonyvoice.api.routes import routers
from clonyvoice.api.services import Services, WyomingServices
from clonyvoice.api.versionless_unsupported_vendor_paths import VersionlessPaths
from clonyvoice.audio import decoder_pool
from clonyvoice.audit.log import AuditLog
from clonyvoice.cloning.clone_jobs import CloneJobs
from clonyvoice.cloning.clones import Clones
from clonyvoice.cloning.consent_revocation import Revocations
from clonyvoice.cloning.consent_service import ConsentRules
from clonyvoice.cloning.design_jobs import DesignJobs
from clonyvoice.cloning.designs import Designs
from clonyvoice.cloning.fidelity_measurement import comparison
from clonyvoice.core.attribute_copying import from_attributes
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import Clock, SystemClock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.engines.contract import Engine
from clonyvoice.engines.environments.recipes import RECIPES
from clonyvoice.engines.registry import EngineRegistry, embedded_engines
from clonyvoice.engines.speaker.speaker_encoders import CampPlusEncoder, shared
from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.keys import KeyStore, RequestLimits, Sessions
from clonyvoice.projects import Projects
from clonyvoice.projects.assets import Assets
from clonyvoice.projects.dub_jobs import dubs_of
from clonyvoice.projects.errors import ProjectDeleted
from clonyvoice.projects.line_speech_job import LineSpeech
from clonyvoice.projects.mix_playback import Mixes
from clonyvoice.projects.owner_export_presets import OwnPresets
from clonyvoice.projects.project_archives import Archives
from clonyvoice.projects.render_chapters_video import RenderedFiles
from clonyvoice.projects.render_jobs import Renders
from clonyvoice.projects.takes import Takes
from clonyvoice.projects.takes_from_generations_splits import OperationSounds
from clonyvoice.projects.video_proxies import VideoProxies
from clonyvoice.provenance.installation_marks import installation_number
from clonyvoice.provenance.signing import CredentialsSource, SignedFiles
from clonyvoice.speech import Speech
from clonyvoice.speech.voice_previews import Previews
from clonyvoice.storage.blobs import BlobStore
from clonyvoice.storage.database import Database
from clonyvoice.storage.orphaned_files import clean_up
from clonyvoice.storage.process_locks import Presence
from clonyvoice.system.engine_installations import EngineInstallations, engines_apart
from clonyvoice.system.hardware_versions import usable_cores
from clonyvoice.system.load_stats import Meter
from clonyvoice.system.model_weights import Models
from clonyvoice.system.periodic_upkeep import Memory, Upkeep
from clonyvoice.transcription.live_transcription import LiveTranscriptions
from clonyvoice.transcription.remote_recogniser import loaded_whisper, recognition_of
from clonyvoice.transcription.service import Transcriptions
from clonyvoice.voices import Voices
from clonyvoice.voices.categories import Categories
from clonyvoice.voices.import_export import Transfer
from clonyvoice.voices.samples_versions import SamplesAndVersions
from clonyvoice.weights import WeightsStore
from clonyvoice.wyoming.tcp_server import WyomingServer

log = logging.getLogger(__name__)


def build(
    settings: Settings, *, serving: bool = False, engines: Sequence[Engine] | None = None, recipes: Path = RECIPES,
    models: Mapping[str, Callable[[CancelToken], Any]] | None = None, clock: Clock | None = None,
) -> Services:  # fmt: skip
    """All services, wired together, nothing running yet; give them back with `close`.

    `serving` makes it the one server of its data directory; `engines` replaces the embedded ones, `models` what loads
    `whisper-base` and `speaker-encoder`, `clock` the system's, `recipes` the folder of engines that can be installed.
    Raises AlreadyServed, and storage errors when the data directory cannot be used.
    """
    clock = clock or SystemClock()
    credentials = CredentialsSource(settings, clock)
    presence = Presence(settings.data_dir)
    try:
        if serving:
            presence.serve()
        if settings.credentials != "off":
            credentials.get()  # refused here, before anything is created
        database = Database.open(settings.data_dir)
    except BaseException:
        presence.close()
        raise
    blobs, events = BlobStore(settings.data_dir), EventBus(clock)
    audit = AuditLog.of(settings.data_dir, clock, enabled=settings.audit_log, texts=settings.audit_text)
    slots = ComputeSlots.of_machine(settings.threads or usable_cores(), clock)
    jobs = JobQueue(database, events, slots, clock=clock, max_queue=settings.max_queue, runner=presence.token)
    weights = WeightsStore(settings.weights)
    registry = EngineRegistry(ttl=settings.model_ttl, clock=clock, installed=weights.installed)
    if engines is None:
        engines = (*embedded_engines(weights, settings.threads), *engines_apart(settings))
    for engine in engines:
        registry.register(engine)
    voices = Voices(database, blobs, registry.presets, clock, registry.ready)
    watermark = installation_number(settings.data_dir) if settings.watermark else None
    designs = Designs(database, slots, registry, voices, clock, audit)
    speech = Speech(
        database, blobs, jobs, voices, registry,
        clock=clock, max_text=settings.max_text, watermark=watermark, audit=audit, designer=designs,
    )  # fmt: skip
    loads = _models(weights, settings) | dict(models or {})
    whisper = registry.register_model("whisper-base", loads["whisper-base"]).lease
    speaker = registry.register_model("speaker-encoder", loads["speaker-encoder"]).lease
    recognition = recognition_of(registry, settings, whisper, speaker)
    transcriptions = Transcriptions(database, blobs, jobs, whisper, recognition, clock, audit)
    projects = Projects(
        database, blobs, events,
        lambda project: jobs.stop_having("project_id", project, ProjectDeleted(project)), clock,
    )  # fmt: skip
    assets, takes = Assets(projects), Takes(projects)
    lines = LineSpeech(projects, takes, voices, registry, jobs, speech.pronunciations.of, watermark, audit)
    clones = Clones(
        database, blobs, jobs, slots, events, registry, transcriptions, speaker, clock, audit,
        comparison(weights), ConsentRules.of(settings, clock),
    )  # fmt: skip
    transfer = Transfer(
        database, blobs, clock, registry.check_voice, decoder_pool.check,
        require_consent=settings.require_consent or settings.require_spoken_consent,
    )  # fmt: skip
    mixes = Mixes(projects, assets)
    renders = Renders(projects, mixes, RenderedFiles(assets, takes), takes, jobs, audit)
    dubs = dubs_of(projects, assets, voices, clones, lines, renders, transcriptions, jobs, settings)
    return Services(
        settings=settings,
        clock=clock,
        presence=presence,
        database=database,
        blobs=blobs,
        events=events,
        audit=audit,
        slots=slots,
        jobs=jobs,
        keys=KeyStore(database, clock),
        limits=RequestLimits(clock),
        sessions=Sessions(database, clock),
        meter=Meter(settings.data_dir),
        weights=weights,
        models=Models(weights, jobs),
        installations=EngineInstallations(
            settings.data_dir, registry, jobs, settings.engine_memory_mb, recipes
        ),
        engines=registry,
        voices=voices,
        speech=speech,
        previews=Previews(speech, voices),
        samples=SamplesAndVersions(database, blobs, clock),
        categories=Categories(database, clock),
        transfer=transfer,
        transcriptions=transcriptions,
        live=LiveTranscriptions(whisper, slots),
        clones=clones,
        clone_jobs=CloneJobs(clones, blobs, events, jobs),
        revocations=Revocations(database, blobs, jobs, voices, clock, audit, dubs.stoppers),
        designs=designs,
        design_jobs=DesignJobs(designs, jobs),
        projects=projects,
        assets=assets,
        takes=takes,
        operation_sounds=OperationSounds(projects, takes, speech),
        line_speech=lines,
        mixes=mixes,
        proxies=VideoProxies(projects, assets, jobs),
        archives=Archives(projects, assets),
        dubbing=dubs.dubbing,
        dubs=dubs,
        renders=renders,
        export_presets=OwnPresets(database, clock),
        signed=SignedFiles(credentials, blobs.scratch / "signed"),
    )


def _models(weights: WeightsStore, settings: Settings) -> dict[str, Callable[[CancelToken], Any]]:
    return {
        "whisper-base": lambda cancel: loaded_whisper(weights, settings.threads or usable_cores(), cancel),
        "speaker-encoder": lambda _: shared(CampPlusEncoder, weights).embed,
    }


def start(services: Services) -> None:
    """Start the services: clean up after a crash, and resume unfinished jobs."""
    clean_up(services.blobs, services.database, services.presence, services.clock.now())
    services.database.keep_reserve()
    services.engines.start()
    threading.Thread(target=decoder_pool.prepare, name="decoder", daemon=True).start()
    services.voices.empty_trash()
    services.designs.sweep()
    if resumed := services.jobs.start(services.presence.alive):
        log.info("went on with unfinished jobs", extra={"jobs": resumed})


def close(services: Services) -> None:
    """Stop working; unfinished jobs go on after the next start."""
    services.jobs.stop()
    services.engines.close()
    with suppress(ClonyError):
        services.keys.flush_used()
    services.database.close()
    services.presence.close()


@contextmanager
def running(settings: Settings) -> Iterator[Services]:
    """The services at work, for commands that need no server."""
    services = build(settings)
    try:
        yield services
    finally:
        close(services)


def create_app(settings: Settings, services: Services | None = None) -> FastAPI:
    """The ASGI app. It owns `services` from its startup to its shutdown."""
    services = services or build(settings, serving=True)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(start, services)
        if settings.wyoming:
            try:
                await wyoming.start()
            except ClonyError:
                await asyncio.to_thread(close, services)
                raise
        ticker = asyncio.create_task(_upkeep(services).run())
        try:
            yield
        finally:
            ticker.cancel()
            await mcp.close()
            await wyoming.close()
            await asyncio.to_thread(close, services)

    app = FastAPI(title="ClonyVoice", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.services = services
    app.openapi = lambda: schema.document(app)  # type: ignore[method-assign]  # as FastAPI says to
    errors.install(app)
    # the same routes, not copies as `include_router` makes: `ScopedRoute` and reflection need them
    app.router.routes.extend(route for router in routers() for route in router.routes)
    install_docs(app)
    observe = None
    if settings.metrics:
        from clonyvoice.api.metrics import Metrics
        from clonyvoice.api.metrics import install as install_metrics

        metrics = Metrics(services.events, services.jobs, services.slots, services.speech, services.engines)
        install_metrics(app, metrics)
        observe = metrics.request
    mcp = mcp_endpoint.install(app, from_attributes(ToolServices, services))
    wyoming = app.state.wyoming = WyomingServer(from_attributes(WyomingServices, services))
    install_studio(app)
    origins = Origins([settings.host, *settings.allowed_hosts], settings.allowed_origins)
    app.add_middleware(
        BodyLimitMiddleware, upload_bytes=settings.max_upload_mb * 1_000_000, routes=tuple(app.router.routes)
    )
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.allowed_origins),
        allow_origin_regex=LOCAL_ORIGINS,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["*"],
        expose_headers=EXPOSED_HEADERS,
        allow_private_network=True,  # pages of listed origins that are not on this machine: browsers ask before
        max_age=3600,
    )
    app.add_middleware(VersionlessPaths)
    app.add_middleware(HeadersMiddleware, origins=origins, observe=observe)
    return app


def _upkeep(services: Services) -> Upkeep:
    """The chores of a running server: keys' usage written, connections closed, the trash emptied, memory kept small."""
    database, memory = services.database, Memory(services.clock, lambda: services.slots.idle)
    often = (services.keys.flush_used, database.keep_reserve, database.close_unused, memory.settle)
    return Upkeep(services.clock, often, (services.voices.empty_trash,))
