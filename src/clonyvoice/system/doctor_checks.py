"""The checks of `clonyvoice doctor`, each with its result and the next step after a failure."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from clonyvoice.core.clock import SystemClock
from clonyvoice.core.errors import ClonyError
from clonyvoice.core.settings import Settings
from clonyvoice.storage.database import FILE_NAME, Database
from clonyvoice.storage.lost_commit_detection import RESCUED
from clonyvoice.storage.process_locks import Presence
from clonyvoice.system.hardware_versions import machine
from clonyvoice.weights import WeightsStore

_MB = 1_000_000
"""Bytes of a megabyte."""
LIBRARIES = {
    "onnxruntime": "speaking",
    "av": "reading and writing sound",
    "faster_whisper": "transcribing",
    "soxr": "changing sample rates",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, its result, and the next step when it failed."""

    name: str
    level: Literal["good", "note", "bad"]
    found: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, one after another; nothing is changed but an empty probe file, which is removed."""
    for check in (
        _python,
        _hardware,
        _libraries,
        _speaking,
        _weights,
        _data,
        _space,
        _port,
        _pronouncer,
        _credentials,
    ):
        yield from _safely(check, settings)


def _safely(check: Callable[[Settings], Iterator[Finding]], settings: Settings) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except ClonyError as error:
        yield Finding(check.__name__.strip("_").capitalize(), "bad", "not well", error.message)
    except OSError as error:
        yield Finding(check.__name__.strip("_").capitalize(), "bad", error.strerror or "failed")


def _python(_settings: Settings) -> Iterator[Finding]:
    this = machine()
    good = sys.version_info >= (3, 11)
    yield Finding(
        "Python", "good" if good else "bad", this.python, "" if good else "Use Python 3.11 or newer."
    )


def _hardware(_settings: Settings) -> Iterator[Finding]:
    this = machine()
    features = ", ".join(this.cpu_features) or "no vector features that matter"
    yield Finding("Processor", "good", f"{this.cpu}, {this.cores_usable} cores usable; {features}")
    free = psutil.virtual_memory().available
    enough = free > 1500 * _MB
    advice = "" if enough else "Close other programs: speaking takes about 700 MB, cloning about 1.5 GB."
    total = f"{free / 1e9:.1f} GB free of {this.memory_total / 1e9:.1f} GB"
    yield Finding("Memory", "good" if enough else "bad", total, advice)
    cards = ", ".join(card.name for card in this.gpus) or "none found; everything runs on the processor"
    yield Finding("Graphics card", "note", cards)


def _libraries(_settings: Settings) -> Iterator[Finding]:
    for name, purpose in LIBRARIES.items():
        try:
            importlib.import_module(name)
        except ImportError:
            yield Finding(
                name, "bad", "missing", f"Needed for {purpose}: pip install --force-reinstall clonyvoice"
            )


def _speaking(settings: Settings) -> Iterator[Finding]:
    """The library that computes Kokoro, and the reason."""
    from clonyvoice.engines.compute_threads import default_threads
    from clonyvoice.engines.kokoro import backend_choice

    store, threads = WeightsStore(settings.weights), default_threads(settings.threads)
    best, *others = backend_choice.choose(store, "kokoro", threads)
    yield Finding("Speaking", "good", best.summary)
    measured = {trial.name: trial.factor for trial in backend_choice.remembered(store, "kokoro", threads)}
    slower = [f"{it.name} {measured[it.name]:.2f} s" for it in others if measured.get(it.name)]
    if slower:
        yield Finding("Slower here", "note", ", ".join(slower))
    if platform.machine() in ("x86_64", "AMD64") and importlib.util.find_spec("openvino") is None:
        yield Finding(
            "OpenVINO",
            "note",
            "missing",
            "Speaking is about three times as fast with it: pip install openvino",
        )


def _weights(settings: Settings) -> Iterator[Finding]:
    for status in WeightsStore(settings.weights).status():
        if status.installed:
            yield Finding(f"Weights {status.name}", "good", f"installed, {status.size / 1e6:.0f} MB")
        else:
            yield Finding(
                f"Weights {status.name}",
                "bad",
                f"missing, needed for {status.needed_by}",
                f"clonyvoice models pull {status.name}",
            )


def _data(settings: Settings) -> Iterator[Finding]:
    probe = settings.data_dir / f".probe-{os.getpid()}"
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        advice = "Check its owner and permissions, or choose another with --data-dir (CLONYVOICE_DATA_DIR)."
        yield Finding("Data", "bad", f"cannot be written: {error.strerror}", advice)
        return
    presence = Presence(settings.data_dir)
    try:
        served = presence.server_url()
    finally:
        presence.close()
    if served is not None:
        yield Finding("Server", "good", f"runs at {served}")
    if not (settings.data_dir / FILE_NAME).exists():
        yield Finding("Data", "good", "empty")
        return
    database = Database.open(settings.data_dir)
    try:
        problems, lost = database.check(), database.lost_commits
    finally:
        database.close()
    yield Finding(
        "Database",
        "bad" if problems else "good",
        "; ".join(problems[:3]) or "sound",
        "Stop the server and restore a backup, or recover it with sqlite3's .recover." if problems else "",
    )
    yield from _missing_changes(settings, lost)


def _missing_changes(settings: Settings, lost: int) -> Iterator[Finding]:
    """A finding if the newest changes were lost with the end of a damaged log."""
    if lost:
        yield Finding(
            "Newest changes",
            "bad",
            f"the last {lost} are missing: the database's log was damaged or cut short",
            f"Restore a backup, or start the server: files that no row refers to are moved to the folder {RESCUED}.",
        )
    elif (settings.data_dir / RESCUED).exists():
        yield Finding(
            "Newest changes",
            "note",
            f"some were missing once; what was left of them is in the folder {RESCUED}",
            "Delete the folder when you no longer need its files.",
        )


def _space(settings: Settings) -> Iterator[Finding]:
    for name, folder in (("Disk of the data", settings.data_dir), ("Disk of the weights", settings.weights)):
        free = shutil.disk_usage(_existing(folder)).free
        enough = free > 500 * _MB or (folder == settings.weights and _complete(settings))
        yield Finding(
            name,
            "good" if enough else "bad",
            f"{free / 1e9:.1f} GB free",
            "" if enough else f"Free some space in {folder}, or choose another folder.",
        )


def _complete(settings: Settings) -> bool:
    """Whether all weights are here, so that nothing more is to be written beside them."""
    return all(status.installed for status in WeightsStore(settings.weights).status())


def _port(settings: Settings) -> Iterator[Finding]:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.settimeout(1)
        used = settings.port != 0 and probe.connect_ex((settings.host, settings.port)) == 0
    if used:
        yield Finding(
            "Port",
            "note",
            f"{settings.port} is in use",
            "By this server or another program; --port takes another.",
        )
    else:
        yield Finding("Port", "good", f"{settings.port} is free")


def _pronouncer(_settings: Settings) -> Iterator[Finding]:
    try:
        importlib.import_module("espeakng_loader")
    except ImportError:
        yield Finding(
            "espeak-ng",
            "bad",
            "missing",
            "Spanish, French, Italian, Portuguese, Hindi, German and Russian need it: pip install"
            " espeakng-loader",
        )
    else:
        yield Finding("espeak-ng", "good", "installed")


def _credentials(settings: Settings) -> Iterator[Finding]:
    """The certificate that signs speech. One of the installation's own is not made here, only looked at."""
    from clonyvoice.provenance.certificates import FOLDER
    from clonyvoice.provenance.credentials import open_credentials
    from clonyvoice.provenance.credentials_library import installed

    given = settings.credentials_certificate is not None or settings.credentials_key is not None
    made = (settings.data_dir / FOLDER).exists()
    name = "Content Credentials"
    if not installed():
        if settings.credentials != "off" or given:
            advice = "pip install 'clonyvoice[credentials]'"
            yield Finding(name, "bad", "the library is not installed", advice)
        return
    if not given and not made:
        if settings.credentials != "off":
            yield Finding(name, "note", "on; a self-made certificate is made when the server starts")
        return
    try:
        identity = open_credentials(settings, SystemClock()).identity
    except ClonyError as error:
        yield Finding(name, "bad", "cannot sign", error.message)
        return
    kind = "a self-made certificate" if identity.self_made else "the given certificate"
    yield Finding(name, "good", f"{settings.credentials}; {kind}, until {identity.not_after:%Y-%m-%d}")


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
