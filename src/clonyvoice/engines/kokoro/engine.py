"""The embedded engine: Kokoro-82M behind the engine contract."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Final, get_args

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.capabilities import DesignedVoice, FirstSpan, NudgedVoice
from clonyvoice.engines.compute_threads import ComputeThreads, default_threads, give_back_memory
from clonyvoice.engines.contract import (
    Ability,
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    SlotLease,
    Spoken,
    SynthesisRequest,
    Turn,
    VoiceSource,
)
from clonyvoice.engines.kokoro.backend_choice import Backend, open_model
from clonyvoice.engines.kokoro.emphasis import emphasised, louder
from clonyvoice.engines.kokoro.korean_tones import spoken, toned
from clonyvoice.engines.kokoro.norm_statistics import NormStatistics, VoiceStatistics, silent_share
from clonyvoice.engines.kokoro.phoneme_tokens import MAX_TOKENS, Tokens, TokenTable
from clonyvoice.engines.kokoro.prosody_model import SAMPLE_RATE, KokoroModel, Prosody, varied
from clonyvoice.engines.kokoro.room_noise_in_pauses import quietened
from clonyvoice.engines.kokoro.spans_within_sentence import Prosodies, padded_frames, samples_of, span_of
from clonyvoice.engines.kokoro.voice import STYLE_ROWS, KokoroVoice, VoiceDataInvalid, blend
from clonyvoice.engines.kokoro.voicepacks import PRESET_IDS, PRESETS, PresetNotFound, mixed_for_language
from clonyvoice.engines.kokoro.word_timing import sounding, word_times
from clonyvoice.weights import WeightsStore
from clonyvoice.weights.store import reading_weights

log = logging.getLogger(__name__)

ABILITIES: Final[frozenset[Ability]] = frozenset(get_args(Ability)) - {"instruct", "transcribe"}
ENGINE_ID = "kokoro"
WEIGHTS = "kokoro"


class KokoroEngine:
    """Kokoro-82M from the weights in `store`, on `threads` threads (0: chosen for the machine)."""

    info = EngineInfo(
        id=ENGINE_ID,
        title="Kokoro-82M",
        licence="Apache-2.0",
        languages=("en", "es", "fr", "it", "pt", "hi", "ja", "zh", "ko", "de", "ru"),
        sample_rate=SAMPLE_RATE,
        weights=(WEIGHTS,),
        abilities=ABILITIES,
        memory_mb=900,
        max_phonemes=MAX_TOKENS,
        at_once=8,
    )

    def __init__(self, store: WeightsStore, threads: int = 0) -> None:
        self._store = store
        self._wanted_threads = threads
        self._lock = threading.Lock()
        self._compute = ComputeThreads("kokoro")
        self._model: KokoroModel | None = None
        self._table: TokenTable | None = None
        self._voices: dict[str, KokoroVoice] = {}
        self._prosodies = Prosodies()
        self._statistics = NormStatistics(lambda: self.table, self._compute.start)
        self.backend: Backend | None = None
        """The library that computes the model once it is loaded, and the reason for it."""

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory."""
        return self._model is not None

    @property
    def model(self) -> KokoroModel:
        """The two halves of the model, loaded when they were not. Raises EngineUnavailable."""
        self.load()
        assert self._model is not None
        return self._model

    @property
    def table(self) -> TokenTable:
        """Kokoro's symbols; needs the weights, not the model in memory. Raises EngineUnavailable."""
        if self._table is None:
            path = self._store.path(WEIGHTS) / "vocab.json"
            with reading_weights(WEIGHTS):
                self._table = TokenTable.read(path)
        return self._table

    def load(self, device: str = "cpu") -> None:
        """Bring the model into memory; does nothing when it is there. Raises EngineUnavailable."""
        if device not in self.info.devices:
            raise EngineUnavailable(f"The engine {ENGINE_ID!r} has no device {device!r}; use 'cpu'.")
        with self._lock:
            if self._model is None:
                threads = default_threads(self._wanted_threads)
                with reading_weights(WEIGHTS):
                    self._model, self.backend = self._compute.run(open_model, self._store, WEIGHTS, threads)
                self._compute.start(self._model.warm_up)
                log.info("Kokoro loaded: %s", self.backend.summary)

    def unload(self) -> None:
        """Release the memory; no synthesis may be running."""
        with self._lock:
            if self._model is not None:
                self._model.close()
            self._model = None
            self._voices.clear()
            self._prosodies.clear()
            self._statistics.clear()
        give_back_memory()

    def presets(self) -> Sequence[Preset]:
        """The 54 voices; needs no weights."""
        return PRESETS

    def preset_voice(self, voice: str) -> KokoroVoice:
        """The preset as a voice that can be blended and fitted. Raises PresetNotFound, EngineUnavailable."""
        if voice not in PRESET_IDS:
            raise PresetNotFound(voice)
        found = self._voices.get(voice)
        if found is None:
            path = self._store.path(WEIGHTS) / "voices" / f"{voice}.bin"
            with reading_weights(WEIGHTS, VoiceDataInvalid):
                found = self._voices[voice] = KokoroVoice.preset(np.fromfile(path, np.float32))
        return found

    def voice(self, source: str | FittedVoice) -> KokoroVoice:
        """The voice that a request names. Raises PresetNotFound, VoiceDataInvalid, EngineUnavailable."""
        return self.preset_voice(source) if isinstance(source, str) else KokoroVoice.of(source)

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """Voices of increasing quality for `reference`, the instant one first, up to `level`. Raises Cancelled."""
        from clonyvoice.engines.kokoro.voice_fitting import fit

        return fit(self, self._store, reference, level, progress, cancel, turn)

    def draft(self, reference: Reference, cancel: CancelToken, turn: Turn | None = None) -> Fit:
        """A voice from the sound of `reference` alone, in a second. Raises Cancelled."""
        from clonyvoice.engines.kokoro.fit.draft_fitting import draft

        return draft(self, self._store, reference, cancel, turn)

    def check_voice(self, voice: FittedVoice) -> None:
        """Raise VoiceDataInvalid when the bytes are no voice of this engine."""
        KokoroVoice.of(voice)

    def check_description(
        self, description: str, gender: str | None = None, age: str | int | None = None
    ) -> None:
        """Raise NothingUnderstood without a known trait, TraitNotUnderstood for an unknown `gender` or `age`."""
        from clonyvoice.engines.kokoro.design.description import describe

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
        """`count` voices for the description, each when it is done. Raises as `check_description` does, Cancelled."""
        from clonyvoice.engines.kokoro.design.designer import design

        more = {
            "language": language,
            "gender": gender,
            "age": age,
            "seed": seed,
            "count": count,
            "turn": turn,
        }
        for one in design(self, description, cancel, **more):  # type: ignore[arg-type]  # keywords of all sorts
            yield one.voice_of(description)

    def blend(self, parts: Sequence[tuple[float, VoiceSource]]) -> FittedVoice:
        """The mixture of voices by weight. Raises PresetNotFound, VoiceDataInvalid."""
        return blend([(weight, self.voice(source)) for weight, source in parts]).fitted()

    def nudge(
        self,
        voice: VoiceSource,
        moves: Mapping[str, float],
        cancel: CancelToken,
        *,
        language: str = "en",
        turn: SlotLease = nullcontext,
    ) -> NudgedVoice:
        """A copy of the voice moved as asked. Raises PresetNotFound, VoiceDataInvalid, Cancelled."""
        from clonyvoice.engines.kokoro.design.designer import nudge

        return nudge(self, self.voice(voice), moves, language, cancel, turn)

    def first_span(self, voice: VoiceSource, language: str) -> FirstSpan:
        """The shortest span that is heard with the words of the whole. Raises as `synthesise` does."""
        mixed = mixed_for_language(self.voice(voice), voice, language, self.preset_voice)
        return self._statistics.first_span(self._model, mixed)

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of one chunk, trimmed of silence at both ends. Raises Cancelled, NothingToSay,
        PresetNotFound.

        A chunk beyond `max_phonemes` comes in several pieces. The same request gives the same sound; a seed
        gives a slightly different delivery of it, the same for the same seed.
        """
        voice = mixed_for_language(
            self.voice(request.voice), request.voice, request.language, self.preset_voice
        )
        model = self.model
        known = self._statistics.of(model, voice) if request.span is not None else None
        voice = varied(voice, request.seed)
        if request.pitch_range != 1.0:
            voice = replace(voice, f0_range=min(4.0, voice.f0_range * request.pitch_range))
        runs = self.table.split(spoken(request.words, request.language))
        for tokens in runs:
            given = (tokens, voice, request, known, cancel)
            spoken_run = self._compute.run_unless(cancel, _speak, model, self._prosodies, *given)
            if spoken_run is not None:
                yield spoken_run


def _speak(
    model: KokoroModel,
    prosodies: Prosodies,
    tokens: Tokens,
    voice: KokoroVoice,
    request: SynthesisRequest,
    known: VoiceStatistics | None,
    cancel: CancelToken,
) -> Spoken | None:
    """The sound of a run, or of its part in the request's span; None if no part of it is."""
    from clonyvoice.engines.kokoro.spectral_shaping import shape

    style = voice.row(len(tokens.ids))
    offsets = voice.offsets if voice.adapted else None
    speed = request.speed * voice.rate

    def predict() -> Prosody:
        return model.predict(tokens.ids, style, speed, cancel)

    said = predict() if request.span is None else prosodies.get((tokens.ids, style.tobytes(), speed), predict)
    said = emphasised(said, request.words, tokens)
    f0 = toned(voice.pitched(said.f0, request.pitch), request.words, tokens, said.durations, request.language)
    said = Prosody(said.durations, f0, said.energy, said.features)
    span = span_of(tokens, said, request.span or (0, len(request.words)))
    if span is None:
        return None
    if span.begin is None and span.end is None:
        samples = model.decode(said, style, cancel, offsets)
    else:
        seen = None if known is None else known.of(silent_share(tokens.symbols, said.durations))
        frames, at = padded_frames(said, span.first, span.last, silent_ends=seen is None)
        made = model.decode_frames(said, style, frames, cancel, offsets, seen)
        samples = samples_of(made, at, span.last - span.first)
    if voice.adapted:
        samples = quietened(samples, span.tokens.symbols, span.durations.tolist())
    if voice.shaped:
        samples = shape(samples, voice, span.tokens.symbols, span.durations.tolist())
    samples = louder(samples, request.words, span.tokens, span.durations)
    cancel.raise_if_cancelled()
    first, last = sounding(samples, span.durations)
    start = first if span.begin is None else span.begin
    end = max(start, last if span.end is None else span.end)
    words = word_times(request.words, span.tokens, span.durations, samples, start, end)
    sound = Audio(np.ascontiguousarray(samples[start:end], np.float32), SAMPLE_RATE)
    return Spoken(sound, span.within(words, sound.duration))


assert len({preset.id for preset in PRESETS}) == 54
assert STYLE_ROWS == MAX_TOKENS
