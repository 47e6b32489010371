"""IPA from eSpeak NG, word by word.

The library's state is global: one lock, held for one clause at a time; ctypes releases the interpreter lock meanwhile.
The library (GPL-3.0) comes as the separately installed package `espeakng-loader`; nothing of it is in this one.
"""

from __future__ import annotations

import ctypes
import logging
import re
import threading
from collections.abc import Sequence
from functools import lru_cache

from clonyvoice.core.errors import EngineUnavailable

log = logging.getLogger(__name__)
# speak_lib.h: AUDIO_OUTPUT_SYNCHRONOUS, espeakINITIALIZE_DONT_EXIT, espeakCHARS_UTF8.
_SYNCHRONOUS = 0x02
_DONT_EXIT = 0x8000
"""`espeakINITIALIZE_DONT_EXIT` of `speak_lib.h`."""
_UTF8 = 1
"""`espeakCHARS_UTF8` of `speak_lib.h`."""
# espeak_TextToPhonemes: bit 1 IPA, bit 7 "use the character in bits 8-23 as a tie between letters of one phoneme".
TIE = "^"
_IPA_WITH_TIES = 0x02 | 0x80 | (ord(TIE) << 8)
_LANGUAGE_SWITCH = re.compile(r"\([\^a-z0-9-]+\)")
_MOST_WORDS = 24
"""Words that are phonemised one at a time where a clause's words do not match. Chosen by hand."""

_lock = threading.Lock()
_library: ctypes.CDLL | None = None
_voice: str | None = None


class EspeakUnavailable(EngineUnavailable):
    """The library eSpeak NG, which reads words, or its data are missing or damaged."""

    code = "espeak_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "eSpeak NG, which reads words that no list has, cannot be loaded. Install the package `espeakng-loader`"
            " again (`pip install --force-reinstall espeakng-loader`), and try again; `clonyvoice doctor` checks it."
        )


def _loaded() -> ctypes.CDLL:
    """The library, initialised; call with the lock held. Raises EspeakUnavailable."""
    global _library
    if _library is None:
        try:
            _library = _opened()
        except (ImportError, OSError, AttributeError) as error:
            log.error("eSpeak NG cannot be loaded: %s", type(error).__name__)
            raise EspeakUnavailable from error
    return _library


def _opened() -> ctypes.CDLL:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
    library.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
    data = espeakng_loader.get_data_path()
    if library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), _DONT_EXIT) <= 0:
        raise OSError("it could not be initialised")
    return library


def ipa(text: str, voice: str) -> str:
    """The IPA of `text` read by the eSpeak voice (`en-us`, `de`, …): words between spaces, letters tied with `^`."""
    global _voice
    if not text.strip():
        return ""
    said: list[str] = []
    with _lock:
        library = _loaded()
        if voice != _voice:
            if library.espeak_SetVoiceByName(voice.encode()) != 0:
                log.error("eSpeak NG has no voice %r", voice)
                raise EspeakUnavailable
            _voice = voice
        pointer = ctypes.c_char_p(text.encode("utf-8", "ignore").replace(b"\0", b" "))
        while pointer:
            clause = library.espeak_TextToPhonemes(ctypes.byref(pointer), _UTF8, _IPA_WITH_TIES)
            if clause:
                said.append(clause.decode("utf-8", "replace"))
    return _LANGUAGE_SWITCH.sub("", " ".join(said)).strip()


def words(spoken: Sequence[str], voice: str) -> list[str]:
    """The IPA of each of the `spoken` items, read together so that neighbours matter (liaison, weak forms).

    Where eSpeak joins or splits words, smaller groups are read until its words can be assigned to the items; an item
    of several words keeps the spaces between them.
    """
    if len(spoken) > _MOST_WORDS:
        half = len(spoken) // 2
        return words(spoken[:half], voice) + words(spoken[half:], voice)
    if not spoken:
        return []
    if len(spoken) == 1:
        return [word_ipa(spoken[0], voice)]
    sizes = [max(1, len(item.split())) for item in spoken]
    said = ipa(" ".join(item or " " for item in spoken), voice).split()
    if len(said) == sum(sizes):
        out: list[str] = []
        at = 0
        for size in sizes:
            out.append(" ".join(said[at : at + size]))
            at += size
        return out
    half = len(spoken) // 2
    return words(spoken[:half], voice) + words(spoken[half:], voice)


@lru_cache(maxsize=4096)
def word_ipa(item: str, voice: str) -> str:
    """The IPA of one item read by itself; its words between spaces."""
    return " ".join(ipa(item, voice).split())
