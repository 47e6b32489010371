"""Chatterbox Multilingual behind the engine contract; runs in its own environment, in a process of its own.

Facts of chatterbox-tts 0.1.7 that this depends on: what a voice is made of (`conds`) lies on the model, so one text
at a time; each text leaves hooks in three attention layers of the talker (`AlignmentStreamAnalyzer`), which are taken
off; a prompt is read by librosa, from a file or from bytes like one; `generate` always allows 1,000 tokens, 40 s, so
its call of the talker is given fewer; generators are torch's global ones. At loading it fetches a model that cuts
Chinese into words, unless `spacy_pkuseg` is missing: so it is not in the lock file.
"""

from __future__ import annotations

import io
import threading
import wave
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
    Progress,
    Reference,
    RefineLevel,
    Spoken,
    SynthesisRequest,
    Turn,
)
from clonyvoice.engines.environments.prompt_fitting import RATE, best_seconds, fitted_once, is_prompt
from clonyvoice.engines.workers.errors import out_of_memory, weights_missing, weights_unusable

_FORMAT: Final = 1
"""Of a fitted voice: int16 samples at 24 kHz."""
_PROMPT_SECONDS: Final = 10.0
"""Seconds of recordings that a voice is made of: the decoder takes no more (`DEC_COND_LEN`)."""
_VOICES_KEPT: Final = 8
"""Voices that were encoded, in memory. Chosen by hand."""
_TOKENS_A_SECOND: Final = 25
"""Speech tokens a second, as the tokenizer's name says (`speech_tokenizer_v2_25hz`)."""
_MOST_TOKENS: Final = 1000
"""Tokens that the talker makes at most by itself."""
_EXAGGERATION: Final = 0.5
"""The model's own setting for emotion; the demand for a wider melody multiplies it."""
_EXAGGERATIONS: Final = (0.25, 1.0)
"""Bounds of that setting. Chosen by hand: the makers say that extreme values are unstable."""
_LANGUAGES: Final = ("en", "de", "es", "fr", "hi", "it", "ja", "ko", "pt", "ru")
"""Those of its 23 languages that ClonyVoice speaks, without Chinese, for which the package fetches another model."""
_CHARACTERS: Final = "Cangjie5_TC.json"
"""A table that the package asks the Hub for, also when its weights are copied."""


def engine(weights: str = "") -> ChatterboxEngine:
    """The engine with the weights in the folder `weights`, else from the Hub."""
    return ChatterboxEngine(Path(weights) if weights else None)


class ChatterboxEngine:
    """Chatterbox Multilingual: clones; a wider or narrower melody sets its emotion. On a GPU if there is one."""

    info = EngineInfo(
        id="chatterbox",
        title="Chatterbox Multilingual",
        licence="MIT",
        languages=_LANGUAGES,
        sample_rate=RATE,
        weights=(),
        abilities=frozenset({"clone", "seed"}),
        memory_mb=5000,
        devices=("cpu", "cuda"),
        max_phonemes=200,
    )

    first_seconds, seconds_a_letter = 2.0, 0.2
    """Seconds that a text may take at most, and more for each letter: some three times what speech takes. A talker that
    does not find the end goes on for 40 s. Chosen by hand.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self._lock = threading.Lock()
        self._model: Any = None
        self._voices: OrderedDict[str, Any] = OrderedDict()

    def load(self, device: str = "cpu") -> None:
        """Import torch and load the model; does nothing when it is there. Raises EngineUnavailable."""
        if device not in self.info.devices:
            raise EngineUnavailable(f"The engine 'chatterbox' has no device {device!r}; use 'cpu' or 'cuda'.")
        with self._lock:
            if self._model is None:
                self._model = self._loaded()

    def unload(self) -> None:
        """Drop the model; its memory is freed when the process ends."""
        with self._lock:
            self._model = None
            self._voices.clear()

    def fit(
        self,
        reference: Reference,
        level: RefineLevel,  # noqa: ARG002 - every level is the same here
        progress: Progress,
        cancel: CancelToken,
        turn: Turn | None = None,
    ) -> Iterator[Fit]:
        """One voice: the best seconds of speech. There is nothing to refine."""
        voice = FittedVoice(self.info.id, _FORMAT, best_seconds(reference, _PROMPT_SECONDS, "Chatterbox"))
        report = {"seconds": len(voice.data) / 2 / RATE}
        yield from fitted_once(voice, self._conditions, self._lock, report, progress, cancel, turn)

    def synthesise(self, request: SynthesisRequest, cancel: CancelToken) -> Iterator[Spoken]:
        """The sound of a chunk, in one piece. Raises Cancelled, NotFound, EngineUnavailable."""
        import torch

        if isinstance(request.voice, str):
            raise NotFound(f"Chatterbox has no voice {request.voice!r}: it speaks as clones.", param="voice")
        least, most = _EXAGGERATIONS
        with self._lock:
            cancel.raise_if_cancelled()
            if self._model is None:
                self._model = self._loaded()
            model = self._model
            model.conds = self._conditions(request.voice)
            torch.manual_seed(0 if request.seed is None else request.seed)
            with _stoppable(model, cancel, self._tokens(request.text)):
                sound = model.generate(
                    request.text,
                    language_id=request.language.split("-")[0],
                    exaggeration=min(most, max(least, _EXAGGERATION * request.pitch_range)),
                )
        cancel.raise_if_cancelled()
        samples = np.ascontiguousarray(sound.detach().cpu().numpy(), np.float32).reshape(-1)
        yield Spoken(Audio(np.clip(samples, -4.0, 4.0), RATE))

    # --- inside, under the lock ---

    def _tokens(self, text: str) -> int:
        """The most speech tokens that a text may take."""
        seconds = self.first_seconds + self.seconds_a_letter * len(text)
        return min(_MOST_TOKENS, round(seconds * _TOKENS_A_SECOND))

    def _loaded(self) -> Any:
        try:
            import torch
            from chatterbox.models.tokenizers import tokenizer
            from chatterbox.mtl_tts import ChatterboxMultilingualTTS
        except ImportError:
            raise EngineUnavailable(
                "Chatterbox is not in this environment. Install it: clonyvoice engines install chatterbox"
            ) from None
        device = "cuda" if torch.cuda.is_available() else "cpu"
        here = self._weights is not None and (self._weights / "s3gen.pt").is_file()
        try:
            if here:
                tokenizer.hf_hub_download = self._copied
                return ChatterboxMultilingualTTS.from_local(self._weights, device)
            return ChatterboxMultilingualTTS.from_pretrained(device)
        except Exception as error:
            if out_of_memory(error):
                raise
            files = (
                "ve.pt, t3_mtl23ls_v2.safetensors, s3gen.pt, grapheme_mtl_merged_expanded_v1.json and"
                f" {_CHARACTERS}"
            )
            if here:
                raise weights_unusable("chatterbox", "Chatterbox", files, error) from None
            if not isinstance(error, OSError):  # what the Hub's client raises offline
                raise
            raise weights_missing("chatterbox", "Chatterbox", files, error) from None

    def _copied(self, filename: str, **_more: Any) -> str:
        """The path of a file that the package asks the Hub for, among the copied weights. Raises FileNotFoundError."""
        assert self._weights is not None
        if not (self._weights / filename).is_file():
            raise FileNotFoundError(filename)
        return str(self._weights / filename)

    def _conditions(self, voice: FittedVoice) -> Any:
        """The model's conditions for a fitted voice, from a small cache. Raises InvalidRequest."""
        known = sha256(voice.data).hexdigest()
        if known not in self._voices:
            if self._model is None:
                self._model = self._loaded()
            self._model.prepare_conditionals(_wav(voice), exaggeration=_EXAGGERATION)
            self._voices[known] = self._model.conds
            while len(self._voices) > _VOICES_KEPT:
                self._voices.popitem(last=False)
        self._voices.move_to_end(known)
        return self._voices[known]


@contextmanager
def _stoppable(model: Any, cancel: CancelToken, tokens: int) -> Iterator[None]:
    """For the block, the model stops at a cancel before its next step, and makes at most so many tokens."""
    talker = model.t3
    attention = [layer.self_attn for layer in talker.tfmr.layers]
    infer = talker.inference

    def limited(**given: Any) -> Any:
        return infer(**{**given, "max_new_tokens": min(tokens, given.get("max_new_tokens") or tokens)})

    with ExitStack() as stack:
        for part in (talker.tfmr, model.s3gen.flow.decoder.estimator):
            hook = part.register_forward_pre_hook(lambda _module, _inputs: cancel.raise_if_cancelled())
            stack.callback(hook.remove)
        talker.inference = limited
        stack.callback(lambda: delattr(talker, "inference"))
        for layer in attention:
            _removing_hooks(layer, stack)
        yield


def _removing_hooks(module: Any, stack: ExitStack) -> None:
    """Until the stack ends, note the forward hooks that are added to the module; then remove them.

    The package adds some for each text and leaves them (0.1.7).
    """
    register = module.register_forward_hook

    def noted(*hook: Any, **options: Any) -> Any:
        handle = register(*hook, **options)
        stack.callback(handle.remove)
        return handle

    module.register_forward_hook = noted
    stack.callback(lambda: delattr(module, "register_forward_hook"))


def _wav(voice: FittedVoice) -> io.BytesIO:
    """A fitted voice as a WAV file in memory. Raises InvalidRequest."""
    if voice.format != _FORMAT or not is_prompt(voice.data):
        raise InvalidRequest("This voice was not fitted for Chatterbox.", param="voice")
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(voice.data)
    file.seek(0)
    return file
