"""The app with a scripted recogniser and encoder, where what is loud is speech: cloning without weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from clonyvoice.core import CancelToken
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
    with hearing(), running(home, engine, models=instead(model), **more) as served:
        yield served, model


def instead(model: ScriptedModel) -> dict[str, Callable[[CancelToken], object]]:
    """Loads `model` as the recogniser, and tells voices apart by their pitch; see `app.build`."""
    return {"whisper-base": lambda _: model, "speaker-encoder": lambda _: by_pitch}
