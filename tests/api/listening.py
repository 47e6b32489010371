"""The app with a scripted recogniser and encoder, where what is loud is speech: cloning without weights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clonyvoice.engines.fake import FakeEngine
from tests.api.running import Running, running
from tests.cloning.sounds import hearing
from tests.transcription.scripted import ScriptedModel, scripted_models


@contextmanager
def listening(
    home: Path, engine: FakeEngine | None = None, *, text: str | None = None, **more: Any
) -> Iterator[tuple[Running, ScriptedModel]]:
    """The server and its recogniser, which hears `text` in everything, for a `with` block; `more` are settings."""
    model = ScriptedModel(text=text)
    with hearing(), running(home, engine, models=scripted_models(model), **more) as served:
        yield served, model
