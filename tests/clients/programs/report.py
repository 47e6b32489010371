"""One line of JSON for each call: what was called, and whether it did what its client expects."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable

URL = os.environ["CLONYVOICE_URL"]
KEY = os.environ["CLONYVOICE_KEY"]
SAID = "The old clock on the wall strikes seven."


def heard(text: str) -> None:
    """Fail unless `text` is what was said, but for one word: deliveries differ, and the recogniser is small."""
    found, wanted = (
        re.sub(r"[^a-z ]", "", said.lower().replace("7", "seven")).split() for said in (text, SAID)
    )
    assert len(found) == len(wanted), text
    assert sum(one != other for one, other in zip(found, wanted, strict=True)) <= 1, text


def call(name: str, work: Callable[[], object]) -> None:
    """Do `work` and tell how it went."""
    problem = None
    try:
        work()
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"[:500]
    print(json.dumps({"call": name, "problem": problem}), flush=True)
