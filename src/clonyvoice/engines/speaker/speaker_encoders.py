"""Speaker encoders: two independent networks that give a voice as a unit vector."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from clonyvoice.core.audio import Audio
from clonyvoice.core.cancel import CancelToken
from clonyvoice.engines.onnx_openvino_runners import run_session
from clonyvoice.engines.speaker import campplus, mel_features
from clonyvoice.weights import WeightsStore
from clonyvoice.weights.store import reading_weights

Vector: TypeAlias = NDArray[np.float32]

DVECTOR, CAMPPLUS = "speaker-a", "speaker-c"
"""Names of the weights."""
_WINDOW, _STRIDE = 80, 40
"""Frames of a window of encoder A and from one to the next: 0.8 and 0.4 s."""
_LEVEL = 10.0 ** (-25.0 / 20.0)
"""RMS at which everything is heard, about that of LibriSpeech: what the encoders give depends on the level."""
_LONGEST = 10.0
"""Seconds that are embedded at a time; longer sound in equal parts, which bounds memory. Chosen by hand."""


class SpeakerEncoder(Protocol):
    """A network that gives speech as a unit vector; the cosine of two vectors is the similarity of the voices."""

    def embed(self, audio: Audio, cancel: CancelToken | None = None) -> Vector:
        """The unit vector of the speaker in `audio`, of any rate and length. Raises Cancelled."""
        ...


def at_16k(audio: Audio) -> NDArray[np.float32]:
    """The samples of `audio` at the encoders' rate."""
    if audio.sample_rate == mel_features.RATE:
        return audio.samples
    import soxr

    return np.asarray(soxr.resample(audio.samples, audio.sample_rate, mel_features.RATE), np.float32)


def levelled(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """`samples` at the level at which the encoders hear."""
    rms = float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
    return np.asarray(samples * (_LEVEL / max(rms, 1e-5)), np.float32)


def unit(vector: NDArray[Any]) -> Vector:
    """`vector` scaled to length one."""
    return np.asarray(vector / (np.linalg.norm(vector) + 1e-12), np.float32)


def mean(vectors: Sequence[Vector], weights: Sequence[float] | None = None) -> Vector:
    """The unit vector in the middle of `vectors`."""
    return unit(np.average(np.stack(vectors), axis=0, weights=weights))


class _Session:
    """A graph in ONNX Runtime, loaded on first use; safe from any thread."""

    _arena = True
    """Whether ONNX Runtime keeps buffers for the next run."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._session: Any = None
        self._options: Any = None

    _weights: str
    """The name of its weights."""

    def _file(self) -> Path:
        raise NotImplementedError

    def _run(self, inputs: dict[str, NDArray[Any]], cancel: CancelToken | None) -> NDArray[np.float32]:
        with self._lock:
            if self._session is None:
                import onnxruntime

                self._options = onnxruntime.RunOptions
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = self._threads
                options.log_severity_level = 3
                options.enable_cpu_mem_arena = self._arena
                options.add_session_config_entry("session.intra_op.allow_spinning", "0")
                with reading_weights(self._weights):
                    self._session = onnxruntime.InferenceSession(
                        str(self._file()), options, providers=["CPUExecutionProvider"]
                    )
            session = self._session
        return np.asarray(run_session(session, self._options, None, inputs, cancel)[0], np.float32)


_Encoder = TypeVar("_Encoder", bound=_Session)
_IN_USE: weakref.WeakValueDictionary[tuple[type[_Session], Path], _Session] = weakref.WeakValueDictionary()
_FINDING = threading.Lock()


def shared(kind: Callable[[WeightsStore], _Encoder], store: WeightsStore) -> _Encoder:
    """The encoder of this class and store that is in use already, or a new one: loading CAM++ takes 0.2 s.

    It stays in memory as long as somebody holds it.
    """
    with _FINDING:
        found = kind(store)
        kept = _IN_USE.setdefault((type(found), store.root), found)
        assert isinstance(kept, type(found))
        return kept


class DVectorEncoder(_Session):
    """Encoder A: a 256-dimensional d-vector (Wan et al., 2018) from windows of 0.8 s."""

    _weights = DVECTOR

    def __init__(self, store: WeightsStore, threads: int = 1) -> None:
        super().__init__(threads)
        self._store = store

    def _file(self) -> Path:
        return self._store.path(DVECTOR) / "embedder.int8.onnx"

    def embed(self, audio: Audio, cancel: CancelToken | None = None) -> Vector:
        """The unit vector of the speaker in `audio`. Raises WeightsMissing, Cancelled."""
        mels = mel_features.slaney(levelled(at_16k(audio)))
        if len(mels) < _WINDOW:
            mels = np.pad(mels, ((0, _WINDOW - len(mels)), (0, 0)), mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(mels, _WINDOW, axis=0)[::_STRIDE].transpose(
            0, 2, 1
        )
        vectors = self._run({"mel_window": np.ascontiguousarray(windows)}, cancel)
        return unit((vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).mean(0))


class CampPlusEncoder(_Session):
    """CAM++: 192 dimensions, trained on 200,000 speakers; the stronger of the two."""

    _weights = CAMPPLUS
    _arena = False
    """50 MB less for a twentieth more time; the arena of the other encoder saves it a fifth of its time."""

    def __init__(self, store: WeightsStore, threads: int = 1) -> None:
        super().__init__(threads)
        self._store = store

    def _file(self) -> Path:
        return self._store.derived(CAMPPLUS, campplus.RECIPE, campplus.build) / campplus.GRAPH

    def embed(self, audio: Audio, cancel: CancelToken | None = None) -> Vector:
        """The unit vector of the speaker in `audio`: the mean over stretches of at most 10 s.

        Raises WeightsMissing, Cancelled.
        """
        samples = levelled(at_16k(audio))
        pieces = max(1, -(-len(samples) // round(_LONGEST * mel_features.RATE)))
        vectors = [
            self.embed_features(mel_features.kaldi(piece), cancel)
            for piece in np.array_split(samples, pieces)
        ]
        return mean(vectors)

    def embed_features(self, mels: NDArray[np.float32], cancel: CancelToken | None = None) -> Vector:
        """The unit vector of `mel_features.kaldi`'s `mels` `[frames, 80]`."""
        return unit(self._run({"features": mels[None], "context": campplus.context(len(mels))}, cancel)[0])
