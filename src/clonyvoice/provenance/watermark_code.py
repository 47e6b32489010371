"""The watermark's pattern: a number and its checksum in an error-correcting code, over cells of time and frequency."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

NUMBER_BITS, CHECK_BITS = 20, 10
"""Bits of an installation's number and of its checksum."""
SYMBOLS, SYMBOL_BITS = 5, 6
"""Symbols of a word and their bits, which hold number and checksum."""
CHIPS_PER_SYMBOL = 32
"""Length of a symbol's code: rows of a 32 by 32 Hadamard matrix and their negatives are 64 symbols."""
CHIPS = SYMBOLS * CHIPS_PER_SYMBOL
NUMBERS = 1 << NUMBER_BITS
CELL_SECONDS = 0.06
"""Seconds of a cell. Chosen by hand."""
CELLS = 32
"""Cells of a period in time: the pattern repeats every 1.92 seconds. Chosen by hand."""
_CRC10 = 0x233
"""The generator polynomial x^10 + x^9 + x^5 + x^4 + x + 1 of ITU-T I.610, without its highest term."""


@cache
def hadamard() -> NDArray[np.float32]:
    """The Sylvester-Hadamard matrix, +-1, `[32, 32]`; its rows and their negatives are the 64 words of a symbol.

    They are the first-order Reed-Muller code RM(1, 5): 6 bits in 32 chips, distance 16.
    """
    matrix = np.ones((1, 1), np.float32)
    while len(matrix) < CHIPS_PER_SYMBOL:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]]).astype(np.float32)
    return matrix


def checksum(number: int) -> int:
    """The 10-bit cyclic redundancy check of a 20-bit number; of 0 it is not 0, so that no payload is empty."""
    register = 0x3FF
    for shift in range(NUMBER_BITS - 1, -1, -1):
        bit = (number >> shift) & 1
        high = (register >> (CHECK_BITS - 1)) & 1
        register = (register << 1) & 0x3FF
        if bit ^ high:
            register ^= _CRC10
    return register


def symbols_of(number: int) -> tuple[int, ...]:
    """The five 6-bit symbols of a number with its checksum. Raises ValueError beyond 20 bits."""
    if not 0 <= number < NUMBERS:
        raise ValueError(f"a watermark's number has {NUMBER_BITS} bits, not {number}")
    word = (number << CHECK_BITS) | checksum(number)
    return tuple((word >> (SYMBOL_BITS * place)) & 0x3F for place in range(SYMBOLS - 1, -1, -1))


def number_of(symbols: tuple[int, ...]) -> int | None:
    """The number that five symbols carry; None when the checksum does not fit."""
    word = 0
    for symbol in symbols:
        word = (word << SYMBOL_BITS) | symbol
    number = word >> CHECK_BITS
    return number if checksum(number) == word & 0x3FF else None


def chips_of(number: int) -> NDArray[np.float32]:
    """The code word of a number: +-1, `[160]`."""
    rows = [hadamard()[symbol & 0x1F] * (-1.0 if symbol & 0x20 else 1.0) for symbol in symbols_of(number)]
    return np.concatenate(rows).astype(np.float32)


def keyed_words(label: str, count: int) -> NDArray[np.uint32]:
    """Pseudo-random 32-bit words that depend on `label` only, on every machine and version (SHAKE-256)."""
    data = hashlib.shake_256(f"clonyvoice watermark 1 {label}".encode()).digest(4 * count)
    return np.frombuffer(data, "<u4").astype(np.uint32)


@cache
def band_edges() -> NDArray[np.float64]:
    """Edges of the bands in Hz, `[bands + 1]`: 90 Hz wide up to 3.8 kHz, wider above, to 7.2 kHz."""
    low = np.arange(230.0, 3800.0, 90.0)
    high = np.arange(low[-1] + 90.0, 7300.0, 200.0)
    return np.concatenate([low, high])


def bands() -> int:
    """The number of bands."""
    return len(band_edges()) - 1


DEPTHS = ((0.0, 0.0), (800.0, 2.7), (2000.0, 3.3), (3800.0, 4.5))
"""Change of level of a cell in dB, from a frequency in Hz on.

Chosen on 10 texts in eight embedded voices and 60 recordings of people: under 800 Hz, where the strongest harmonics
stand apart, even 0.7 dB cost DNSMOS -0.004, and 2 dB more than all the rest (docs/explanation/marks.md).
"""


@cache
def band_depths() -> NDArray[np.float64]:
    """The change of level of each band's cells in dB, `[bands]`."""
    depths = np.zeros(bands())
    for lowest, depth in DEPTHS:
        depths[band_edges()[:-1] >= lowest] = depth
    return depths


@cache
def layout() -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The chip of each cell and its sign, `[bands, cells]` each.

    Chips are dealt out at random and equally often; half of the signs are negative.
    """
    count = bands() * CELLS
    order = np.argsort(keyed_words("chips", count), kind="stable")
    chip = np.empty(count, np.int64)
    chip[order] = np.arange(count) % CHIPS
    sign = np.where(keyed_words("signs", count) & 1, 1.0, -1.0).astype(np.float32)
    return chip.reshape(bands(), CELLS), sign.reshape(bands(), CELLS)


@cache
def pattern(number: int) -> NDArray[np.float32]:
    """The sign by which each cell is changed for a number: +-1, `[bands, cells]`."""
    chip, sign = layout()
    return np.asarray(sign * chips_of(number)[chip], np.float32)
