"""A second scripted engine, made by tests in the server's process and in one of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.contract import (
    Fit,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    Turn,
    VoiceSource,
)
from clonyvoice.engines.fake import FakeEngine


class EuropeanEngine(FakeEngine):
    """Another engine: it speaks two languages, has one level of fit, and does not measure its fidelity."""

    info = replace(FakeEngine.info, id="european", title="European", languages=("en", "de"))

    def presets(self) -> Sequence[Preset]:
        return (Preset("fake_eva", "Eva", "de", "female"),)

    def tone(self, voice: VoiceSource) -> float:
        return 180.0 if voice == "fake_eva" else super().tone(voice)

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        del level
        for fit in super().fit(reference, "instant", progress, cancel, turn):
            yield replace(fit, fidelity=None)
