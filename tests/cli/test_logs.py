"""The log records events without the folders of the machine."""

from __future__ import annotations

import json
import logging
import sys
import threading
from asyncio import CancelledError

import pytest

from clonyvoice.cli.logs import JsonLines, PlainLines, configure, without_folders, without_known_failures
from clonyvoice.core.ids import is_id


@pytest.mark.parametrize("lines", [JsonLines(), PlainLines()])
def test_tracebacks_name_modules_and_no_folders(lines: logging.Formatter) -> None:
    try:
        try:
            is_id(5)  # type: ignore[arg-type]
        except TypeError as error:
            raise ValueError("in between") from error
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "it failed", (), sys.exc_info())
    told = lines.format(record)
    told = json.loads(told)["exception"] if told.startswith("{") else told
    assert 'File "clonyvoice/core/ids.py", line ' in told
    assert 'File "test_logs.py", line ' in told
    assert 'File "/' not in told
    assert "in between" in told


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            "[Errno 2] No such file: '/home/ada/.local/share/x/voice.bin'",
            "[Errno 2] No such file: 'voice.bin'",
        ),
        ('could not read "C:\\Users\\Ada\\voice.bin"', 'could not read "voice.bin"'),
        ("/usr/lib/python3/x.py:12: UserWarning: odd\n  x()", "x.py:12: UserWarning: odd\n  x()"),
        ("request '/api/voices' said 'no'", "request 'voices' said 'no'"),
        ("1/2 of a/b: '/'", "1/2 of a/b: '/'"),
        ("cannot open /home/ada/weights/x.onnx: gone", "cannot open x.onnx: gone"),
        ("path=/home/ada/x, (/var/y/z) and/or", "path=x, (z) and/or"),
        ("file:///home/ada/x.onnx", "file:x.onnx"),
        ("GET https://ada:secret@host/a/b?key=secret failed", "GET https://host/a/b?... failed"),
        ("listens on http://127.0.0.1:7060/docs", "listens on http://127.0.0.1:7060/docs"),
        ("GET /api/voices and /v1/audio/speech", "GET /api/voices and /v1/audio/speech"),
    ],
)
def test_paths_in_messages_lose_their_folders(told: str, shown: str) -> None:
    assert without_folders(told) == shown
    for hostile in ("'/a", "/a", " /a", "://", "file:/", "a@", "?"):
        assert len(without_folders(hostile * 20_000)) > 0, "in no time"


def test_a_thread_that_fails_is_told_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    kept, hook = (root.handlers[:], root.level), threading.excepthook
    try:
        configure("warning")
        thread = threading.Thread(target=is_id, args=(5,), name="odd")
        thread.start()
        thread.join()
        told = json.loads(capsys.readouterr().err)
    finally:
        threading.excepthook = hook
        logging.captureWarnings(capture=False)
        root.handlers[:], root.level = kept
        for name in ("clonyvoice", "uvicorn.error"):
            logging.getLogger(name).setLevel(logging.NOTSET)
        logging.getLogger("uvicorn.error").removeFilter(without_known_failures)
    assert told["message"] == "the thread odd failed"
    assert 'File "clonyvoice/core/ids.py"' in told["exception"]


def test_a_message_that_is_no_text_is_a_warning_without_a_traceback() -> None:
    try:
        b"\xed".decode()
    except UnicodeDecodeError:
        record = logging.LogRecord(
            "uvicorn.error", logging.ERROR, "", 0, "Invalid UTF-8", None, sys.exc_info()
        )
    assert without_known_failures(record)
    assert json.loads(JsonLines().format(record)).keys() == {"at", "level", "logger", "message"}
    assert record.levelname == "WARNING"


def test_answers_that_are_cut_off_at_the_end_of_the_server_are_no_faults() -> None:
    failure = (CancelledError, CancelledError("Task cancelled, timeout graceful shutdown exceeded"), None)
    record = logging.LogRecord(
        "uvicorn.error", logging.ERROR, "", 0, "Exception in ASGI application", None, failure
    )
    assert not without_known_failures(record)
