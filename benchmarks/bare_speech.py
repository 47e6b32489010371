"""Speech in the shortest way there is: eSpeak's IPA (Korean: its letters' IPA), Kokoro's symbols, the published graph.

What `word_errors.py --front-end espeak` compares ours with.
"""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
from benchmarks.korean_sounds import textbook_ipa
from numpy.typing import NDArray

from clonyvoice.engines.kokoro.model import SAMPLE_RATE
from clonyvoice.engines.kokoro.tokens import TokenTable
from clonyvoice.text.phonemes import espeak
from clonyvoice.text.words import PhonemeWord
from clonyvoice.weights import WeightsStore


class Bare:
    """eSpeak's IPA, the published graph: nothing of our front end, vocoder or quantisation."""

    languages = ("es", "fr", "it", "pt", "de", "ko")
    voices: ClassVar = {"de": "ef_dora"}  # what the figure before the project was measured with
    _MARKS = re.compile(r"\s*(?:[;!?¡¿—…\"«»“”()]|[.,:](?!\d))+\s*")
    _SYMBOLS = (
        ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
        ("s^s", "S"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("-", ""),
    )  # fmt: skip
    _GERMAN = (
        ("p^f", "pf"), ("ɔ^ø", "Y"), ("ɔ^y", "Y"), ("^", ""), ("ɔø", "Y"), ("aɪ", "I"), ("aʊ", "W"), ("ts", "ʦ"),
        ("tʃ", "ʧ"), ("ʏ", "y"), ("ɜ", "ɐ"), ("ɑ", "a"),
    )  # fmt: skip

    def __init__(self, store: WeightsStore, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._folder = store.path("kokoro")
        self._table = TokenTable.read(self._folder / "vocab.json")
        self._session = onnxruntime.InferenceSession(
            str(self._folder / "model.int8.onnx"), options, ["CPUExecutionProvider"]
        )

    def say(self, text: str, language: str, voice: str) -> tuple[NDArray[np.float32], int]:
        """The samples of `text` and their rate."""
        symbols = textbook_ipa(text) if language == "ko" else self._espeak_symbols(text, language)
        (tokens,) = self._table.split([PhonemeWord(text, 0, len(text), symbols.strip(), "")])
        style = np.fromfile(self._folder / "voices" / f"{voice}.bin", np.float32).reshape(-1, 256)
        given = {
            "tokens": np.array([[0, *tokens.ids, 0]], np.int64),
            "style": style[len(tokens.ids) - 1 :][:1],
            "speed": np.ones(1, np.float32),
        }
        return self._session.run(None, given)[0].reshape(-1), SAMPLE_RATE

    def _espeak_symbols(self, text: str, language: str) -> str:
        symbols, position = "", 0
        for mark in [*self._MARKS.finditer(text), None]:
            stretch = espeak.ipa(text[position : mark.start() if mark else len(text)], self._espeak(language))
            symbols += stretch + (mark.group() if mark else "")
            position = mark.end() if mark else len(text)
        for old, new in self._SYMBOLS + (self._GERMAN if language == "de" else (("^", ""),)):
            symbols = symbols.replace(old, new)
        return symbols

    @staticmethod
    def _espeak(language: str) -> str:
        return "pt-br" if language == "pt" else language
