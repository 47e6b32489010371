"""The load of the machine, measured without blocking."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from clonyvoice.system.gpus import Gpu, gpus


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes used of a total."""

    used: int
    total: int
    free: int


@dataclass(frozen=True, slots=True)
class Stats:
    """One sample: CPU in percent (total and per core), memory in bytes, and the share of this process."""

    cpu_total: float
    cpu_cores: tuple[float, ...]
    load: tuple[float, float, float]
    memory: Usage
    swap: Usage
    disk: Usage
    gpus: tuple[Gpu, ...]
    process_memory: int
    process_cpu: float
    process_threads: int
    uptime: float


class Meter:
    """Measures the machine. CPU shares are those since the last reading, as every monitor shows them."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._process = psutil.Process()
        psutil.cpu_percent(percpu=True)
        self._process.cpu_percent()
        self._began = time.monotonic() - max(0.0, time.time() - self._process.create_time())

    def read(self) -> Stats:
        """The machine now."""
        cores = tuple(psutil.cpu_percent(percpu=True))
        memory, swap = psutil.virtual_memory(), psutil.swap_memory()
        disk = psutil.disk_usage(str(self._data_dir))
        with self._process.oneshot():
            own = self._process.memory_info().rss
            cpu = self._process.cpu_percent()
            threads = self._process.num_threads()
        return Stats(
            cpu_total=round(sum(cores) / max(1, len(cores)), 1),
            cpu_cores=cores,
            load=psutil.getloadavg(),
            memory=Usage(memory.total - memory.available, memory.total, memory.available),
            swap=Usage(swap.used, swap.total, swap.free),
            disk=Usage(disk.used, disk.total, disk.free),
            gpus=gpus(),
            process_memory=own,
            process_cpu=cpu,
            process_threads=threads,
            uptime=time.monotonic() - self._began,
        )
