"""The studio's own window: its server lives and dies with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clonyvoice.storage.process_locks import Presence
from tests.eventually import eventually

WINDOW = """
import ctypes

settings = {}


class errors:
    class WebViewException(Exception): ...


def create_window(*arguments, **options): print("window", flush=True)


def start():
    # as in a toolkit's loop: no Python runs, and a signal does not come back to it
    lock, libc = ctypes.create_string_buffer(64), ctypes.CDLL(None)
    libc.pthread_mutex_lock(lock)
    libc.pthread_mutex_lock(lock)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without telling them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_the_window_ends_its_server(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "webview.py").write_text(WINDOW)
    home = tmp_path / "data"
    places = ["--data-dir", str(home), "--weights", str(tmp_path / "weights"), "--port", "0"]
    window = subprocess.Popen(
        [sys.executable, "-m", "clonyvoice", "desktop", *places],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert window.stdout is not None
        assert any(line.strip() == "window" for line in window.stdout)
        assert serving(home)
        window.send_signal(number)
        assert window.wait(30) == 128 + number
        eventually(lambda: not serving(home), seconds=10)
    finally:
        window.kill()
        window.communicate()


def serving(home: Path) -> bool:
    presence = Presence(home)
    try:
        return presence.server_url() is not None
    finally:
        presence.close()
