"""The frequency bands and the classes of sounds in which a voice's spectral shaping is written."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

BANDS = 40
"""Mel-spaced bands of the shaping gains. Chosen by hand."""
LOWEST_HZ, HIGHEST_HZ = 60.0, 11_400.0
"""Centres of the lowest and the highest band: from a deep voice's F0 to near half of 24 kHz."""
CEPSTRA = 20
"""Cosine coefficients (without the mean) that sum up a frame's own envelope. Chosen by hand."""
FEATURES = CEPSTRA + 1
"""Inputs of `warp_db`: a frame's cepstra, and one."""

CLASS_SYMBOLS: tuple[str, ...] = (
    "iᵻɨ",  # close front
    "ɪIyʏ",
    "eAɛøœY",  # mid front
    "æa",
    "ɑɐɒ",
    "ʌəɚɜᵊɘɞ",  # central
    "ɔOQ",
    "oɤ",
    "uʊɯU",
    "W",
    "ɹɻɾrʁʀ",  # rhotics
    "lɫʎɭʟ",
    "wɥʋɰ",
    "jʲ",
    "mɱ",
    "nŋɲɳɴ",
    "szʦʣ",  # sibilants
    "ʃʒʧʤɕʑʨʥʂʐ",
    "fvθðβɸ",
    "hɦxçɣχħʔ",
    "pb",
    "tdTʈɖ",
    "kɡcɟq",
)
"""Kokoro's symbols by class; those in none (stress, length, spaces) belong to the sound before."""
CLASSES = len(CLASS_SYMBOLS) + 1
"""The classes above, and the last one: silence."""
SILENCE = CLASSES - 1
_CLASS_OF = {symbol: index for index, symbols in enumerate(CLASS_SYMBOLS) for symbol in symbols}
_BREAKS = frozenset(';:,.!?—…"()“”$')


def mel(hz: ArrayLike) -> NDArray[np.float64]:
    """Hertz to mel (O'Shaughnessy 1987: 2595 log10(1 + f/700))."""
    return np.asarray(2595.0 * np.log10(1.0 + np.asarray(hz, np.float64) / 700.0))


def centres() -> NDArray[np.float64]:
    """The bands' centre frequencies in Hz, `[BANDS]`, equally spaced in mel."""
    steps = np.linspace(mel(LOWEST_HZ), mel(HIGHEST_HZ), BANDS)
    return np.asarray(700.0 * (10.0 ** (steps / 2595.0) - 1.0))


def classes_of(symbols: str) -> NDArray[np.int64]:
    """The class of each of Kokoro's `symbols` `[n]`: marks go with the sound before; stops are silent."""
    out = np.full(len(symbols), SILENCE, np.int64)
    last = SILENCE
    for index, symbol in enumerate(symbols):
        last = SILENCE if symbol in _BREAKS else _CLASS_OF.get(symbol, last)
        out[index] = last
    return out
