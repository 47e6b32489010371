"""Log lines: JSON, or plain on a terminal. Never texts, sounds, keys or paths of
requests.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from asyncio import CancelledError
from typing import Any, Final

from clonyvoice.core.errors import AnswerBrokeOff

_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "color_message",
    "taskName",
}


_FILE: Final = re.compile(r'File "([^"]+)"')
_QUOTED: Final = re.compile(r"""['"]((?:/|[A-Za-z]:\\)[^'"\n]{0,4000}[\\/][^'"\n]{0,400})['"]""")
"""Paths in messages, as OSError has them."""
_WARNED: Final = re.compile(r"^(/[^\n:]{1,4000})(:\d+: \w+Warning: )", re.MULTILINE)
"""The beginning of a Python warning: the file and line that gave it."""
_BARE: Final = re.compile(r"(?<![\w/.:~<-])/(?!api/|v1/|elevenlabs/)(?:[\w.@+~%-]{1,255}/)+(?=[\w.@+~%-])")
"""The folders of a path without quotes, as libraries of engines have them; addresses of routes are none."""
_SECRETS: Final = (
    (re.compile(r"\bfile:/{1,3}[^\s'\"<>]{0,4000}/"), "file:"),
    (re.compile(r"(://)[^\s/@'\"?#]{1,400}@"), r"\1"),
    (re.compile(r"(://[^\s?'\"<>]{1,1000}\?)[^\s'\"<>]{1,4000}"), r"\1..."),
)
"""Of addresses: the folders of a file, the password, and the query, which often holds a key."""
_ROOTS: Final = ("site-packages/", "dist-packages/", "/src/", "/lib/")
"""The parts of a path behind which it says which module it is, and nothing of the machine."""


def without_folders(told: str) -> str:
    """A traceback or message whose paths begin at their package, without folders of the machine or its user, and whose
    addresses have neither passwords nor queries.
    """

    def short(match: re.Match[str]) -> str:
        path = match[1].replace("\\", "/")
        for root in _ROOTS:
            if root in path:
                return f'File "{path.rpartition(root)[2]}"'
        return f'File "{path.rpartition("/")[2]}"'

    told = _FILE.sub(short, told)
    told = _QUOTED.sub(lambda match: match[0][0] + re.split(r"[\\/]", match[1])[-1] + match[0][-1], told)
    told = _WARNED.sub(lambda match: f"{match[1].rpartition('/')[2]}{match[2]}", told)
    for pattern, instead in _SECRETS:
        told = pattern.sub(instead, told)
    return _BARE.sub("", told)


class _WithoutFolders(logging.Formatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """The traceback."""
        return without_folders(super().formatException(ei))


class JsonLines(_WithoutFolders):
    """`{"at", "level", "logger", "message", …extra}` on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_folders(record.getMessage()),
            **extra(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(_WithoutFolders):
    """The same fields as readable text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        more = " ".join(f"{name}={value}" for name, value in extra(record).items())
        line = (
            f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7}"
            f" {without_folders(record.getMessage())} {more}"
        )
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line.rstrip()


def extra(record: logging.LogRecord) -> dict[str, Any]:
    """The fields given with `extra=`."""
    return {name: value for name, value in vars(record).items() if name not in _PLAIN}


def configure(level: str) -> None:
    """Log to standard error from `level` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainLines() if sys.stderr.isatty() else JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("clonyvoice").setLevel(level.upper())
    server = logging.getLogger("uvicorn.error")
    server.setLevel(logging.WARNING)
    server.addFilter(without_known_failures)
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_failed


def without_known_failures(record: logging.LogRecord) -> bool:
    """Whether a record of uvicorn's is to be written: not one of an answer that broke off, which stands in the log
    already, or that was cancelled at the end of the server, whose number does; of a client's text message that is no
    text only its line, at the level of a warning.
    """
    failed = record.exc_info[1] if record.exc_info else None
    if isinstance(failed, UnicodeDecodeError):
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
    return not isinstance(failed, AnswerBrokeOff | CancelledError)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    """Log an exception that ended a thread, where Python would print it with its folders."""
    if failed.exc_type is SystemExit or failed.exc_value is None:
        return
    told = (failed.exc_type, failed.exc_value, failed.exc_traceback)
    name = failed.thread.name if failed.thread is not None else ""
    logging.getLogger("clonyvoice").error("the thread %s failed", name, exc_info=told)
