"""Prometheus metrics: counters of requests and jobs, and gauges that are read when they are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fastapi import FastAPI, Request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.responses import Response

from clonyvoice.core.job_state import ENDED, JobState
from clonyvoice.engines.registry import EngineRegistry
from clonyvoice.jobs import ComputeSlots, EventBus, JobQueue
from clonyvoice.jobs.event_bus import Event
from clonyvoice.speech import Speech

_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)
"""Upper bounds of the buckets of durations, in seconds. Chosen by hand."""
_FACTORS: Final = (0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 4)
"""Upper bounds of the buckets of real-time factors: computing time divided by the sound's. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class _Meters:
    requests: Counter
    request_seconds: Histogram
    first_audio: Histogram
    total: Histogram
    real_time_factor: Histogram
    generations: Counter


class Metrics:
    """The metrics of one server. Labels are route templates and states, never ids, texts or keys."""

    def __init__(
        self, events: EventBus, jobs: JobQueue, slots: ComputeSlots, speech: Speech, engines: EngineRegistry
    ) -> None:
        self.registry = CollectorRegistry()
        self._meters = _Meters(
            requests=Counter(
                "clonyvoice_requests", "Requests.", ("route", "method", "status"), registry=self.registry
            ),
            request_seconds=Histogram(
                "clonyvoice_request_seconds",
                "Seconds to answer.",
                ("route", "method"),
                buckets=_SECONDS,
                registry=self.registry,
            ),
            first_audio=Histogram(
                "clonyvoice_first_audio_seconds",
                "Seconds from the request to the first sound.",
                buckets=_SECONDS,
                registry=self.registry,
            ),
            total=Histogram(
                "clonyvoice_generation_seconds",
                "Seconds from the request to the last sound.",
                buckets=_SECONDS,
                registry=self.registry,
            ),
            real_time_factor=Histogram(
                "clonyvoice_real_time_factor",
                "Seconds of compute for a second of speech.",
                buckets=_FACTORS,
                registry=self.registry,
            ),
            generations=Counter(
                "clonyvoice_generations",
                "Generations by how they ended.",
                ("outcome",),
                registry=self.registry,
            ),
        )
        self.registry.register(_Gauges(jobs, slots, speech, engines))
        events.observe(self._event)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Note a request that was answered."""
        self._meters.requests.labels(route, method, str(status)).inc()
        self._meters.request_seconds.labels(route, method).observe(seconds)

    def _event(self, event: Event) -> None:
        topic, _, what = event.type.partition(".")
        if topic != "generation" or what not in ENDED:
            return
        self._meters.generations.labels(what).inc()
        timings = (event.fields.get("result") or {}).get("timings")
        if not isinstance(timings, dict):
            return
        for name, meter, scale in (
            ("first_audio_ms", self._meters.first_audio, 1000.0),
            ("total_ms", self._meters.total, 1000.0),
            ("rtf", self._meters.real_time_factor, 1.0),
        ):
            if isinstance(timings.get(name), int | float):
                meter.observe(timings[name] / scale)


class _Gauges(Collector):
    """Gauges read at the moment of a scrape."""

    def __init__(self, jobs: JobQueue, slots: ComputeSlots, speech: Speech, engines: EngineRegistry) -> None:
        self._jobs, self._slots, self._speech, self._engines = jobs, slots, speech, engines

    def collect(self) -> Iterator[Metric]:
        """Read them."""
        import psutil

        waiting, running = self._jobs.depth
        jobs = GaugeMetricFamily("clonyvoice_jobs", "Jobs in the queue.", labels=["state"])
        jobs.add_metric([JobState.QUEUED], waiting)
        jobs.add_metric([JobState.RUNNING], running)
        yield jobs
        yield GaugeMetricFamily(
            "clonyvoice_slots_waiting", "Chunks that wait for compute.", value=self._slots.waiting
        )
        yield CounterMetricFamily(
            "clonyvoice_cache_hits", "Requests answered from the disk.", value=self._speech.cache_hits
        )
        loaded = GaugeMetricFamily(
            "clonyvoice_model_loaded", "Whether a model is in memory.", labels=["model"]
        )
        leases = GaugeMetricFamily("clonyvoice_model_leases", "Who uses a model now.", labels=["model"])
        grown = GaugeMetricFamily(
            "clonyvoice_model_memory_bytes",
            "By how much loading and using a model made the process grow.",
            labels=["model"],
        )
        for status in self._engines.status():
            loaded.add_metric([status.name], float(status.loaded))
            leases.add_metric([status.name], status.leases)
            grown.add_metric([status.name], status.memory)
        yield from (loaded, leases, grown)
        process = psutil.Process()
        yield GaugeMetricFamily(
            "clonyvoice_memory_bytes",
            "Memory of the process, models included.",
            value=process.memory_info().rss,
        )
        yield GaugeMetricFamily("clonyvoice_threads", "Threads.", value=process.num_threads())
        yield GaugeMetricFamily(
            "clonyvoice_tasks", "Tasks of the event loop.", value=len(asyncio.all_tasks())
        )


def install(app: FastAPI, metrics: Metrics) -> None:
    """Serve `/metrics`; only when the setting `metrics` is on."""

    async def show(_request: Request) -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    app.add_route("/metrics", show, include_in_schema=False)
