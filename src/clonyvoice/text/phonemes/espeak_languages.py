"""Languages that eSpeak reads, in Kokoro's symbols: Spanish, French, Italian, Portuguese, Hindi, German, Russian."""

from __future__ import annotations

from collections.abc import Sequence

from clonyvoice.text.phonemes import espeak

_VOICES = {
    "es": "es",
    "fr": "fr",
    "it": "it",
    "pt": "pt-br",
    "hi": "hi",
    "de": "de",
    "ru": "ru",
    "el": "el",
    "ar": "ar",
    "he": "he",
}
# Letters tied with ^ that are one symbol for the model, as in its training data.
_COMMON = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"), ("s^s", "S"),
    ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"),
)  # fmt: skip
_OWN: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (
        ("d^ʑ", "ʥ"), ("p^f", "pf"), ("ɔ^ø", "Y"), ("ɔ^y", "Y"), ("^", ""), ("ɔø", "Y"), ("ɔɪ", "Y"), ("aɪ", "I"), ("aʊ", "W"),
        ("ts", "ʦ"), ("tʃ", "ʧ"), ("ʏ", "y"), ("ɜ", "ɐ"), ("ɑ", "a"), ("\u0329", ""), ("\u032f", ""),
    ),
    "ru": (
        ("t^ɕ", "ʨ"), ("d^ʑ", "ʥ"), ("ɪ^", "ɪ"), ("^", ""), ("y", "ɨ"), ("ɫ", "l"), ("ts", "ʦ"), ("tɕ", "ʨ"), ("tʃ", "ʧ"), ("ʑ", "ʒ"), ("ɕɕ", "ɕː"),
        ("ʂ", "ʃ"), ("ʐ", "ʒ"), ("ɭ", "l"), ("\u0303", ""), ("\u031d", ""), ("\u032a", ""), ('"', "ʲ"), ("ɵ", "o"), ("ʉ", "u"),
    ),
}  # fmt: skip


def phonemes(spoken: Sequence[str], pauses: Sequence[bool], language: str) -> list[str]:
    """The pronunciation of each of the `spoken` items of one text; each stretch between pauses is read as a whole."""
    voice = _VOICES[language]
    out: list[str] = []
    start = 0
    for index in range(len(spoken)):
        if pauses[index] or index == len(spoken) - 1:
            out += [_kokoro(said, language) for said in espeak.words(spoken[start : index + 1], voice)]
            start = index + 1
    return out


def _kokoro(ipa: str, language: str) -> str:
    said = ipa
    for old, new in _COMMON + _OWN.get(language, ()):
        said = said.replace(old, new)
    return said.replace("^", "").replace("-", "")
