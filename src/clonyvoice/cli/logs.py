"""Log lines: JSON, or plain on a terminal. Never texts, sounds, keys or paths of
requests.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import Any, Final

_PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "color_message",
    "taskName",
}


_FILE: Final = re.compile(r'File "([^"]+)"')
_ROOTS: Final = ("site-packages/", "dist-packages/", "/src/", "/lib/")
"""The parts of a path behind which it says which module it is, and nothing of the machine."""


def without_folders(told: str) -> str:
    """A traceback whose paths begin at their package: nothing of where it is installed, or for whom."""

    def short(match: re.Match[str]) -> str:
        path = match[1].replace("\\", "/")
        for root in _ROOTS:
            if root in path:
                return f'File "{path.rpartition(root)[2]}"'
        return f'File "{path.rpartition("/")[2]}"'

    return _FILE.sub(short, told)


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
            "message": record.getMessage(),
            **extra(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(_WithoutFolders):
    """The same for eyes."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        more = " ".join(f"{name}={value}" for name, value in extra(record).items())
        line = (
            f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7} {record.getMessage()} {more}"
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
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
