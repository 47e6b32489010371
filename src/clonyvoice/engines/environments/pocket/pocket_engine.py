"""Pocket TTS behind the engine contract; runs in its own environment, in a process of its own.

Facts of pocket-tts 4.0.1 that this depends on: one generation at a time for a model; `stop` is the only way to end one;
the same seed gives the same sound only if the decoder takes one frame a call; a prompt is a float32 tensor `[1, n]` at
24 kHz, already cut; importing it sets torch to one thread.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.core.errors import EngineUnavailable, InvalidRequest, NotFound
from clonyvoice.engines.contract import (
    EngineInfo,
    Fit,
    FittedVoice,
    Preset,
    Progress,
    Reference,
    RefineLevel,
    Spoken,
    SynthesisRequest,
    Turn,
    VoiceSource,
)
from clonyvoice.engines.environments.prompt_fitting import (
    RATE,
    best_seconds,
    fitted_once,
    int16_samples,
    is_prompt,
)
from clonyvoice.engines.workers.errors import out_of_memory, weights_missing, weights_unusable

_FORMAT: Final = 1
"""Of a fitted voice: int16 samples at 24 kHz, the prompt that it was fitted to."""
_PROMPT_SECONDS: Final = 20.0
"""Seconds of recordings that a voice is made of. Chosen by hand."""
_MODELS_KEPT, _STATES_KEPT = 2, 8
"""Languages' models, and prompts that were read, in memory. Chosen by hand."""
_LANGUAGES: Final = {
    "en": "english", "fr": "french", "de": "german", "it": "italian", "es": "spanish", "pt": "portuguese",
}  # fmt: skip
_WOMEN: Final = (
    "alba",
    "cosette",
    "anna",
    "vera",
    "fantine",
    "eponine",
    "azelma",
    "mary",
    "jane",
    "eve",
    "caro_davy",
)
_MEN: Final = (
    "marius", "javert", "jean", "charles", "paul", "george", "michael", "bill_boerst", "peter_yearsley", "stuart_bell",
)  # fmt: skip
_PRESETS: Final = (
    *(Preset(name, name.replace("_", " ").title(), "en", "female") for name in _WOMEN),
    *(Preset(name, name.replace("_", " ").title(), "en", "male") for name in _MEN),
    Preset("estelle", "Estelle", "fr", "female"),
    Preset("juergen", "Jürgen", "de", "male"),
    Preset("giovanni", "Giovanni", "it", "male"),
    Preset("lola", "Lola", "es", "female"),
    Preset("rafael", "Rafael", "pt", "male"),
)


def engine(weights: str = "", config: str = "") -> PocketEngine:
    """The engine with the weights in a folder (else from the Hub), or for tests with one model's configuration."""
    return PocketEngine(Path(weights) if weights else None, Path(config) if config else None)


class PocketEngine:
    """Pocket TTS: one model a language, loaded with its first text; one text at a time."""

    info = EngineInfo(
        id="pocket",
        title="Pocket TTS 4",
        licence="MIT; weights CC-BY-4.0",
        languages=tuple(_LANGUAGES),
        sample_rate=RATE,
        weights=(),
        abilities=frozenset({"preset", "clone", "stream", "seed"}),
        memory_mb=2500,
        max_phonemes=140,
    )

    def __init__(self, weights: Path | None = None, config: Path | None = None) -> None:
        self._weights, self._config = weights, config
        if config is not None:
            self.info = replace(self.info, abilities=self.info.abilities - {"preset"}, languages=("en",))
        self._lock = threading.Lock()
        self._models: OrderedDict[str, Any] = OrderedDict()
        self._states: OrderedDict[tuple[str, str], Any] = OrderedDict()

    def load(self, device: str = "cpu") -> None:
        """Import torch and load the first language's model; does nothing when it is there. Raises EngineUnavailable."""
        if device not in self.info.devices:
            raise EngineUnavailable(f"The engine 'pocket' has no device {device!r}; use 'cpu'.")
        with self._lock:
            if not self._models:
                self._model(self.info.languages[0])

    def unload(self) -> None:
        """Drop the models; their memory is freed when the process ends."""
        with self._lock:
            self._models.clear()
            self._states.clear()

    def presets(self) -> Sequence[Preset]:
        """The voices published by Kyutai."""
        return _PRESETS if "preset" in self.info.abilities else ()

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,  # noqa: ARG002 - every level is the same here
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """One voice: the best seconds of speech, which the model is prompted with. There is nothing to refine."""
        voice = FittedVoice(self.info.id, _FORMAT, best_seconds(reference, _PROMPT_SECONDS, "Pocket TTS"))
        report = {"seconds": len(voice.data) / 2 / RATE}
        yield from fitted_once(
            voice, lambda one: self._state("en", one), self._lock, report, progress, cancel, turn
        )

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of a chunk, in pieces of 80 ms and more. Raises Cancelled, NotFound, EngineUnavailable."""
        import torch

        language = request.language.split("-")[0]
        with self._lock:
            cancel.raise_if_cancelled()
            model = self._model(language if language in self.info.languages else self.info.languages[0])
            state = self._state(language, request.voice)
            torch.manual_seed(0 if request.seed is None else request.seed)
            stop = threading.Event()
            with cancel.stopping(stop.set):
                sounds = model.generate_audio_stream(state, request.text, stop=stop)
                try:
                    for sound in sounds:
                        cancel.raise_if_cancelled()
                        samples = sound.detach().cpu().numpy().astype(np.float32).reshape(-1)
                        if len(samples):
                            yield Spoken(Audio(np.clip(samples, -4.0, 4.0), RATE))
                finally:
                    stop.set()
                    for _ in sounds:  # its threads go on until it has ended
                        pass
            cancel.raise_if_cancelled()

    # --- inside, under the lock ---

    def _model(self, language: str) -> Any:
        if language in self._models:
            self._models.move_to_end(language)
            return self._models[language]
        try:
            from pocket_tts import TTSModel
        except ImportError:
            raise EngineUnavailable(
                "Pocket TTS is not in this environment. Install it: clonyvoice engines install pocket"
            ) from None
        config, name = self._configuration(language)
        try:
            model = TTSModel.load_model(config=config, language=None if config else name)
        except Exception as error:
            if out_of_memory(error):
                raise
            files = f"a folder {name!r} with model.safetensors and tokenizer.json"
            if config:
                raise weights_unusable("pocket", "Pocket TTS", files, error) from None
            if type(error).__name__ not in (
                "LocalEntryNotFoundError",
                "OfflineModeIsEnabled",
                "ConnectionError",
            ):
                raise
            raise weights_missing("pocket", "Pocket TTS", files, error) from None
        model.max_decoder_frames_per_call = 1
        self._models[language] = model
        while len(self._models) > _MODELS_KEPT:
            gone, _ = self._models.popitem(last=False)
            for key in [key for key in self._states if key[0] == gone]:
                del self._states[key]
        return model

    def _configuration(self, language: str) -> tuple[str | None, str]:
        """A configuration with local files, if there are any, and the model's name."""
        name = _LANGUAGES.get(language, "english")
        if self._config is not None:
            return str(self._config), name
        folder = None if self._weights is None else self._weights / name
        if folder is None or not (folder / "model.safetensors").is_file():
            return None, name
        import yaml
        from pocket_tts.utils.config import CONFIGS_DIR

        config = yaml.safe_load((CONFIGS_DIR / f"{name}.yaml").read_text("utf-8"))
        config["weights_path"] = str(folder / "model.safetensors")
        config["flow_lm"]["lookup_table"]["tokenizer_path"] = str(folder / "tokenizer.json")
        local = folder / f".{name}-{os.getpid()}.yaml"
        local.write_text(yaml.safe_dump(config), "utf-8")
        return str(local), name

    def _state(self, language: str, voice: VoiceSource) -> Any:
        """The model's state after the voice's prompt, from a small cache."""
        language = language if language in self.info.languages else self.info.languages[0]
        model = self._model(language)
        known = voice if isinstance(voice, str) else sha256(voice.data).hexdigest()
        if (language, known) in self._states:
            self._states.move_to_end((language, known))
            return self._states[language, known]
        if isinstance(voice, str):
            state = self._preset_state(model, language, voice)
        else:
            if not model.has_voice_cloning:  # without the gated weights it would clone nobody, silently
                raise EngineUnavailable(
                    "The weights of Pocket TTS that are here cannot clone. Accept Kyutai's terms on the Hugging Face"
                    " Hub (kyutai/pocket-tts), sign in there, and try again; or use one of the engine's own voices."
                )
            state = model.get_state_for_audio_prompt(_tensor(voice))
        self._states[language, known] = state
        while len(self._states) > _STATES_KEPT:
            self._states.popitem(last=False)
        return state

    def _preset_state(self, model: Any, language: str, voice: str) -> Any:
        if voice not in {preset.id for preset in self.presets()}:
            raise NotFound(f"Pocket TTS has no voice {voice!r}.", param="voice")
        local = (
            None if self._weights is None else self._weights / _LANGUAGES[language] / f"{voice}.safetensors"
        )
        return model.get_state_for_audio_prompt(
            str(local) if local is not None and local.is_file() else voice
        )


def _tensor(voice: FittedVoice) -> Any:
    import torch

    if voice.format != _FORMAT or not is_prompt(voice.data):
        raise InvalidRequest("This voice was not fitted for Pocket TTS.", param="voice")
    return torch.from_numpy(int16_samples(voice.data))[None]
