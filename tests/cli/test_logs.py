"""The log tells what happened, and nothing of the folders of the machine."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from clonyvoice.cli.logs import JsonLines, PlainLines
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
