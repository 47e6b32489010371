"""The app with a scripted recogniser and encoder, where what is loud is speech: cloning without weights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from clonyvoice.engines.fake import FakeEngine
from tests.api.running import Running, running
from tests.cloning.sounds import by_pitch, hearing
from tests.transcription.scripted import ScriptedModel


@contextmanager
def listening(
    home: Path, engine: FakeEngine | None = None, **more: Any
) -> Iterator[tuple[Running, ScriptedModel]]:
    """The server and its recogniser for a `with` block; `more` are settings."""
    model = ScriptedModel()
    with hearing(), running(home, engine, **more) as served:
        served.parts.transcriptions.recognition._lease = lambda _cancel: nullcontext(model)
        served.parts.clones._lease_embed = lambda _cancel: nullcontext(by_pitch)
        yield served, model
