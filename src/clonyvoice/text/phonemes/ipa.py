"""Hand-written IPA in Kokoro's symbols."""

from __future__ import annotations

from clonyvoice.text.phonemes import symbols

_JOINED = (
    ("t͡ʃ", "ʧ"), ("d͡ʒ", "ʤ"), ("t͡s", "ʦ"), ("d͡z", "ʣ"), ("t͡ɕ", "ʨ"), ("d͡ʑ", "ʥ"), ("t͜ʃ", "ʧ"),
    ("d͜ʒ", "ʤ"), ("tʃ", "ʧ"), ("dʒ", "ʤ"),
    ("tɕ", "ʨ"), ("dʑ", "ʥ"), ("ts", "ʦ"), ("dz", "ʣ"), ("ʈʂ", "ꭧ"), ("ɝ", "ɜɹ"), ("g", "ɡ"), (".", ""),
    ("͡", ""), ("͜", ""), ("‿", ""), ("'", "ˈ"),
)  # fmt: skip
_ENGLISH = (
    ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q"), ("r", "ɹ"), ("ɚ", "əɹ"),
    ("l̩", "ᵊl"), ("n̩", "ᵊn"), ("m̩", "ᵊm"),
)  # fmt: skip
_STRESS = "ˈˌ"


def from_ipa(ipa: str, language: str) -> str:
    """The symbols for `ipa`; in English, diphthongs are one symbol and stress stands right before its vowel."""
    said = ipa.strip().strip("/[]")
    for old, new in _JOINED:
        said = said.replace(old, new)
    if language == "en":
        for old, new in _ENGLISH:
            said = said.replace(old, new)
        said = _stress_at_vowels(said)
    return " ".join(symbols.known(said, language).split())


def _stress_at_vowels(said: str) -> str:
    out: list[str] = []
    waiting = ""
    for char in said:
        if char in _STRESS:
            waiting = char
        else:
            if waiting and char in "AIOQWYaiueoæɑɒɐɔəɛɜɪʊʌᵻᵊ":
                out.append(waiting)
                waiting = ""
            out.append(char)
    return "".join(out)
