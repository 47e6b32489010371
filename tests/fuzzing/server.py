"""A server to be fuzzed, in a process of its own: all of the program on the scripted engine and recogniser.

    python -m tests.fuzzing.server DATA_DIR [--real] [--clock FILE] [--port N] [--credentials on]

Prints its port, a key, the id of the key that must not be revoked, and Wyoming's port, on one line. `--real` takes the
real engine; `--clock` sets the wall clock off by the seconds that a file tells, as they are at the moment.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from clonyvoice.cloning import survey
from clonyvoice.core.audio import Audio, Samples
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.clock import SystemClock
from tests.cloning.sounds import Loud, by_pitch
from tests.eventually import eventually


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--clock", type=Path)
    parser.add_argument("--credentials", choices=("off", "on", "required"), default="off")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()

    import uvicorn

    from clonyvoice import app as program
    from clonyvoice.cli import logs
    from clonyvoice.cli.serve import SWITCH_SECONDS
    from clonyvoice.core.settings import Settings
    from clonyvoice.keys import CLI
    from clonyvoice.system import engine_installations, model_weights
    from tests.fuzzing.designing import DesigningEngine
    from tests.transcription.scripted import ScriptedModel

    # no downloads, and no sound on this machine
    os.environ["PATH"] = str(arguments.data_dir)
    os.environ.update(PIP_NO_INDEX="1", HF_HUB_OFFLINE="1")

    logs.configure("warning")
    more: dict[str, Any] = {}
    if arguments.clock is not None:
        program.__dict__.update(SystemClock=partial(_TurnedClock, arguments.clock))
    if not arguments.real:
        # what is big in memory is taken from names in these modules
        program.__dict__.update(_whisper=lambda *_: ScriptedModel(), CampPlusEncoder=_Speaker)
        survey.__dict__.update(SpeechDetector=Loud)
        more["weights"] = arguments.data_dir / "weights"
    settings = Settings(
        data_dir=arguments.data_dir, metrics=True, no_browser=True, max_upload_mb=2, max_text=20_000,
        wyoming=True, wyoming_port=0, credentials=arguments.credentials, **more,
    )  # fmt: skip
    parts = program.build(settings, serving=True, engines=None if arguments.real else [DesigningEngine()])
    for kind in (model_weights.KIND, engine_installations.KIND):  # nothing is fetched
        parts.jobs.register(kind, lambda _context: {}, topic=kind)
    kept, key = parts.keys.create(CLI, "fuzzing", unlimited=True)
    app = program.create_app(settings, parts)
    config = uvicorn.Config(
        app,
        port=arguments.port,
        http="clonyvoice.api.middleware.http_protocol:H11WithJsonErrors",
        ws="clonyvoice.api.middleware.websocket_protocol:PacedWebSocket",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        ws_max_size=1_000_000,
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_tell, args=(server, app, key, kept.id), daemon=True).start()
    threading.Thread(target=_end_with_parent, args=(os.getppid(), server), daemon=True).start()
    sys.setswitchinterval(SWITCH_SECONDS)
    server.run()
    return 0


class _Speaker:
    """An encoder that tells voices by their pitch."""

    def __init__(self, _weights: object) -> None:
        pass

    def embed(self, audio: Audio, _cancel: CancelToken | None = None) -> Samples:
        """An angle."""
        return by_pitch(audio)


class _TurnedClock(SystemClock):
    """The machine's clock, its wall time off by what a file tells; intervals go on as they are."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The wall time, UTC."""
        return super().now() + timedelta(seconds=float(self._path.read_text()))


def _tell(server: Any, app: Any, key: str, key_id: str) -> None:
    eventually(lambda: server.started, seconds=120)
    port = server.servers[0].sockets[0].getsockname()[1]
    print(port, key, key_id, app.state.wyoming.port, flush=True)
    print(f"Wyoming (Home Assistant): tcp://127.0.0.1:{app.state.wyoming.port}", flush=True)
    print(f"ClonyVoice listens on http://127.0.0.1:{port}", flush=True)  # as `clonyvoice serve` does


def _end_with_parent(parent: int, server: Any) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    server.should_exit = True


if __name__ == "__main__":
    sys.exit(main())
