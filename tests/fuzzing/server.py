"""A server to be fuzzed, in a process of its own: all of the program on the scripted engine and recogniser.

    python -m tests.fuzzing.server DATA_DIR [--real] [--apart] [--clock FILE] [--port N] [--credentials on]

Prints its port, a key, the id of the key that must not be revoked, and Wyoming's port, on one line. `--real` takes the
real engine, `--apart` adds a scripted one in a process of its own; `--clock` sets the wall clock off by the seconds
that a file tells, as they are at the moment.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clonyvoice.cli import logs, serve
from clonyvoice.core.clock import SystemClock
from clonyvoice.core.settings import Settings

if TYPE_CHECKING:
    from clonyvoice.api.services import Services
    from clonyvoice.engines.contract import Engine
    from clonyvoice.wyoming.tcp_server import WyomingServer


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--clock", type=Path)
    parser.add_argument("--credentials", choices=("off", "on", "required"), default="off")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()

    # no downloads, and no sound on this machine
    os.environ["PATH"] = str(arguments.data_dir)
    os.environ.update(PIP_NO_INDEX="1", HF_HUB_OFFLINE="1")

    logs.configure("warning")
    more: dict[str, Any] = {} if arguments.real else {"weights": arguments.data_dir / "weights"}
    settings = Settings(
        data_dir=arguments.data_dir, port=arguments.port, metrics=True, no_browser=True, max_upload_mb=2,
        max_text=20_000, wyoming=True, wyoming_port=0, credentials=arguments.credentials, **more,
    )  # fmt: skip
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    serve.serve(
        settings,
        serve.listen(settings),
        partial(_services, real=arguments.real, apart=arguments.apart, clock=arguments.clock),
        _tell,
    )
    return 0


def _services(settings: Settings, *, real: bool, apart: bool, clock: Path | None) -> Services:
    """The program's services on the scripted engine, with another apart or not, or on the real one; nothing is
    fetched.
    """
    from clonyvoice import app as program
    from clonyvoice.cloning import speech_levels_clipping
    from clonyvoice.system import engine_installations, model_weights
    from tests.cloning.sounds import Loud
    from tests.fuzzing.designing import DesigningEngine
    from tests.transcription.scripted import ScriptedModel, scripted_models

    if not real:
        speech_levels_clipping.__dict__.update(SpeechDetector=Loud)
    services = program.build(
        settings,
        serving=True,
        engines=None if real else [DesigningEngine(), *([_apart()] if apart else ())],
        models=None if real else scripted_models(ScriptedModel()),
        clock=None if clock is None else _TurnedClock(clock),
    )
    for kind in (model_weights.KIND, engine_installations.KIND):
        services.jobs.register(kind, lambda _context: {}, topic=kind)
    return services


def _apart() -> Engine:
    """A scripted engine in a process of its own, which takes 20 ms for a word."""
    from clonyvoice.engines.workers.worker_engine import command, declaration, worker_engine
    from tests.engines.workers import odd_engine

    run = command(sys.executable, f"{Path(odd_engine.__file__)}:apart", "0.02")
    return worker_engine(*declaration("apart", run), run)


class _TurnedClock(SystemClock):
    """The machine's clock, its wall time off by what a file tells; intervals go on as they are."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The wall time, UTC."""
        return super().now() + timedelta(seconds=float(self._path.read_text()))


def _tell(services: Services, wyoming: WyomingServer, url: str) -> None:
    from clonyvoice.keys import CLI

    services.presence.announce(url)
    kept, key = services.keys.create(CLI, "fuzzing", unlimited=True)
    print(url.rpartition(":")[2], key, kept.id, wyoming.port, flush=True)
    print(f"Wyoming (Home Assistant): tcp://127.0.0.1:{wyoming.port}", flush=True)
    print(f"ClonyVoice listens on {url}", flush=True)  # as `clonyvoice serve` does


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
