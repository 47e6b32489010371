"""Speech in the shortest way there is: somebody else's phonemes, Kokoro's symbols, the published graph.

The phonemes are eSpeak's; of Japanese and Chinese those of `misaki`, of Korean its letters' IPA.

What `word_errors.py --front-end espeak` compares ours with.
"""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from benchmarks.korean_sounds import textbook_ipa
from clonyvoice.engines.kokoro.phoneme_tokens import TokenTable
from clonyvoice.engines.kokoro.prosody_model import SAMPLE_RATE
from clonyvoice.text.phoneme_words import PhonemeWord
from clonyvoice.text.phonemes import espeak
from clonyvoice.weights import WeightsStore


class Bare:
    """The published graph with phonemes as they come: nothing of our front end, vocoder or quantisation."""

    languages = ("es", "fr", "it", "pt", "ja", "zh", "ko", "de", "ru")
    voices: ClassVar = {
        "de": "ef_dora",
        "ru": "im_nicola",
    }  # what the figures before the project were measured with
    _MARKS = re.compile(r"\s*(?:[;!?¡¿—…\"«»“”()]|[.,:](?!\d))+\s*")
    _SYMBOLS = (
        ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
        ("s^s", "S"), ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("-", ""),
    )  # fmt: skip
    _GERMAN = (
        ("p^f", "pf"), ("ɔ^ø", "Y"), ("ɔ^y", "Y"), ("^", ""), ("ɔø", "Y"), ("aɪ", "I"), ("aʊ", "W"), ("ts", "ʦ"),
        ("tʃ", "ʧ"), ("ʏ", "y"), ("ɜ", "ɐ"), ("ɑ", "a"),
    )  # fmt: skip
    _RUSSIAN = (
        ("^", ""), ("ts", "ʦ"), ("tɕ", "ʨ"), ("tʃ", "ʧ"), ("ɭ", "l"), ("ɫ", "l"), ("ʑ", "ʒ"), ("ɵ", "o"), ("ʉ", "u"),
        ('"', "ʲ"),
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
        symbols = self._symbols(text, language)
        (tokens,) = self._table.split([PhonemeWord(text, 0, len(text), symbols.strip(), "")])
        style = np.fromfile(self._folder / "voices" / f"{voice}.bin", np.float32).reshape(-1, 256)
        given = {
            "tokens": np.array([[0, *tokens.ids, 0]], np.int64),
            "style": style[len(tokens.ids) - 1 :][:1],
            "speed": np.ones(1, np.float32),
        }
        return self._session.run(None, given)[0].reshape(-1), SAMPLE_RATE

    def _symbols(self, text: str, language: str) -> str:
        if language == "ko":
            return textbook_ipa(text)
        if language == "ja":
            return _romaji(text)
        if language == "zh":
            from misaki.zh import ZHG2P

            return str(ZHG2P()(text)[0])
        return self._espeak_symbols(text, language)

    def _espeak_symbols(self, text: str, language: str) -> str:
        symbols, position = "", 0
        for mark in [*self._MARKS.finditer(text), None]:
            stretch = espeak.ipa(text[position : mark.start() if mark else len(text)], self._espeak(language))
            symbols += stretch + (mark.group() if mark else "")
            position = mark.end() if mark else len(text)
        own = {"de": self._GERMAN, "ru": self._RUSSIAN}.get(language, (("^", ""),))
        for old, new in self._SYMBOLS + own:
            symbols = symbols.replace(old, new)
        return symbols

    @staticmethod
    def _espeak(language: str) -> str:
        return "pt-br" if language == "pt" else language


def _romaji(text: str) -> str:
    """Open JTalk's readings in misaki's symbols."""
    import pyopenjtalk
    from misaki.ja import JAG2P, M2P

    marks = {"、": ", ", "。": ".", "？": "?", "！": "!"}
    symbols = "".join(
        marks.get(word["string"]) or "".join(M2P[mora] for mora in JAG2P.pron2moras(word["pron"]))
        for word in pyopenjtalk.run_frontend(text, use_sudachi_kanji_yomi=False)
    )
    # One letter for a palatal sound, which Kokoro's table has not: the letter and the sign of it.
    return re.sub("[ᶀ-ᶎ]", lambda match: f"{'bdfɡklmnprsʃvxz'[ord(match.group()) - 0x1D80]}ʲ", symbols)
