"""Which library computes Kokoro on this machine: chosen by measurement, with the reason at hand."""

from __future__ import annotations

from dataclasses import dataclass

from clonyvoice.core.errors import EngineUnavailable
from clonyvoice.engines.kokoro import graphs
from clonyvoice.engines.kokoro.model import KokoroModel
from clonyvoice.engines.kokoro.runners import OnnxRunner
from clonyvoice.weights import WeightsStore


@dataclass(frozen=True, slots=True)
class Backend:
    """What computes the decoder, where nearly all time goes."""

    name: str
    threads: int
    reason: str

    @property
    def summary(self) -> str:
        """One line for the log and `doctor`."""
        return f"{self.name}, {self.threads} threads ({self.reason})"


def open_model(store: WeightsStore, name: str, threads: int) -> tuple[KokoroModel, Backend]:
    """The model from the weights `name`, its graphs built on first use. Raises EngineUnavailable."""
    try:
        folder = store.derived(name, graphs.RECIPE, graphs.build)
        predictor = OnnxRunner(folder / graphs.PREDICTOR, threads)
        decoder = OnnxRunner(folder / graphs.DECODER_INT8, threads)
    except ImportError as error:
        raise EngineUnavailable(
            "ONNX Runtime cannot be loaded. Install ClonyVoice again, then run `clonyvoice doctor`."
        ) from error
    return KokoroModel(predictor, decoder), Backend("ONNX Runtime int8", threads, "the fallback everywhere")
