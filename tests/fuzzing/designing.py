"""The scripted engine with voices made from descriptions, mixed and moved: all routes of designs have work to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from zlib import crc32

from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.capabilities import DesignedVoice, NudgedVoice
from clonyvoice.engines.contract import FittedVoice, SlotLease, Spoken, SynthesisRequest, VoiceSource
from clonyvoice.engines.fake import FakeEngine
from clonyvoice.engines.kokoro.design.description import describe


class DesigningEngine(FakeEngine):
    """The fake engine with the abilities `design`, `blend` and `nudge`; what is made depends on the input alone.

    `before_design` is called before each voice of a design with its index, `before_speech` before each request.
    """

    info = replace(FakeEngine.info, abilities=FakeEngine.info.abilities | {"design", "blend", "nudge"})

    def __init__(
        self,
        before_design: Callable[[int], object] = lambda _index: None,
        before_speech: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        self.before_design, self.before_speech = before_design, before_speech

    def check_description(
        self, description: str, gender: str | None = None, age: str | int | None = None
    ) -> None:
        """Raise what the embedded engine would."""
        describe(description, gender, age)

    def design(
        self,
        description: str,
        cancel: CancelToken,
        *,
        language: str = "en",
        gender: str | None = None,
        age: str | int | None = None,
        seed: int = 0,
        count: int = 1,
        turn: SlotLease = nullcontext,
    ) -> Iterator[DesignedVoice]:
        """`count` voices, each in a turn of its own."""
        describe(description, gender, age)
        for number in range(count):
            self.before_design(number)
            with turn():
                cancel.raise_if_cancelled()
                voice = self._made(f"{description} {seed + number}")
            yield DesignedVoice(voice, language, seed + number, details={"understood": ["calm"]})

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """As the fake engine."""
        self.before_speech()
        yield from super().synthesise(request, cancel)

    def blend(self, parts: Sequence[tuple[float, VoiceSource]]) -> FittedVoice:
        """A voice of all parts."""
        return self._made(" ".join(f"{weight} {self.tone(voice)}" for weight, voice in parts))

    def nudge(
        self,
        voice: VoiceSource,
        moves: Mapping[str, float],
        cancel: CancelToken,
        *,
        language: str = "en",
        turn: SlotLease = nullcontext,
    ) -> NudgedVoice:
        """A voice of the one that is there and the moves."""
        with turn():
            cancel.raise_if_cancelled()
            moved = self._made(f"{self.tone(voice)} {sorted(moves.items())} {language}")
        return NudgedVoice(moved, {"pitch": self.tone(voice)}, {}, {"pitch": self.tone(moved)})

    def _made(self, text: str) -> FittedVoice:
        return FittedVoice(self.info.id, 1, crc32(text.encode("utf-8", "surrogatepass")).to_bytes(4, "big"))
