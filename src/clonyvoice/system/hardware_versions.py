"""The machine's hardware and the versions of the software."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata

import psutil

from clonyvoice import __version__
from clonyvoice.core.cpu_features import cpu_name, inference_features
from clonyvoice.system.gpus import Gpu, gpus

_LIBRARIES = (
    "onnxruntime",
    "openvino",
    "faster-whisper",
    "ctranslate2",
    "av",
    "numpy",
    "fastapi",
    "uvicorn",
    "sqlalchemy",
)


@dataclass(frozen=True, slots=True)
class Machine:
    """The hardware and the software; sizes in bytes. Holds no host, user or path names."""

    version: str
    python: str
    os: str
    architecture: str
    cpu: str
    cores_physical: int
    cores_logical: int
    cores_usable: int
    cpu_features: tuple[str, ...]
    memory_total: int
    gpus: tuple[Gpu, ...]
    libraries: dict[str, str]


def machine() -> Machine:
    """The machine that this runs on."""
    return Machine(
        version=__version__,
        python=platform.python_version(),
        os=_os_name(),
        architecture=platform.machine(),
        cpu=cpu_name(),
        cores_physical=psutil.cpu_count(logical=False) or 1,
        cores_logical=psutil.cpu_count() or 1,
        cores_usable=usable_cores(),
        cpu_features=inference_features(),
        memory_total=int(psutil.virtual_memory().total),
        gpus=gpus(),
        libraries=_versions(),
    )


def usable_cores() -> int:
    """Cores that this process may run on, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _os_name() -> str:
    if platform.system() == "Linux":
        try:
            return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
        except OSError:
            return f"Linux {platform.release()}"
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()}"


@lru_cache
def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
