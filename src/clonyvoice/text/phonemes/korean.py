"""Korean in Kokoro's symbols, by rule: the model was not trained on it, so its sounds are the nearest of its symbols.

The mapping is the one with the fewest word errors in voices of all languages (benchmarks/word_errors.py):
palatal consonants before i and j and one liquid, as Japanese was written. Tense consonants are written long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clonyvoice.text.phonemes import hangul_pronunciation
from clonyvoice.text.phonemes.hangul_pronunciation import Syllable
from clonyvoice.text.phonemes.korean_exceptions import respelled

_INITIALS = {
    "ㄱ": "k", "ㄲ": "kː", "ㄴ": "n", "ㄷ": "t", "ㄸ": "tː", "ㄹ": "ɾ", "ㅁ": "m", "ㅂ": "p", "ㅃ": "pː", "ㅅ": "s",
    "ㅆ": "sː", "ㅇ": "", "ㅈ": "ʧ", "ㅉ": "ʧː", "ㅊ": "ʧʰ", "ㅋ": "kʰ", "ㅌ": "tʰ", "ㅍ": "pʰ", "ㅎ": "h",
}  # fmt: skip
_VOICED = {"ㄱ": "ɡ", "ㄷ": "d", "ㅂ": "b", "ㅈ": "ʤ"}
# ㅐ and ㅔ sound alike today.
_VOWELS = {
    "ㅏ": "a", "ㅐ": "e", "ㅑ": "ja", "ㅒ": "je", "ㅓ": "ɔ", "ㅔ": "e", "ㅕ": "jɔ", "ㅖ": "je", "ㅗ": "o",
    "ㅘ": "wa", "ㅙ": "we", "ㅚ": "we", "ㅛ": "jo", "ㅜ": "u", "ㅝ": "wɔ", "ㅞ": "we", "ㅟ": "wi", "ㅠ": "ju",
    "ㅡ": "ɯ", "ㅢ": "ɰi", "ㅣ": "i",
}  # fmt: skip
_FINALS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "ɾ", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ŋ"}
# What a consonant becomes before i and j, and ㄹㄹ.
_MET = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        ("(?<=[kɡtdpbmɾ])(?=i)", "ʲ"),
        ("(?<=[kɡpbmɾ])j", "ʲ"),
        ("ni", "ɲi"),
        ("nj", "ɲ"),
        ("hi", "çi"),
        ("hj", "ç"),
        ("ɾɾ", "ll"),
    )
)
_SONORANT_FINALS = frozenset(("", "ㄴ", "ㄹ", "ㅁ", "ㅇ"))
# Letters on their own (ㅋㅋ, ㄱ) by their names.
_LETTER_NAMES = {
    "ㄱ": "기역", "ㄲ": "쌍기역", "ㄴ": "니은", "ㄷ": "디귿", "ㄸ": "쌍디귿", "ㄹ": "리을", "ㅁ": "미음", "ㅂ": "비읍",
    "ㅃ": "쌍비읍",
    "ㅅ": "시옷",
    "ㅆ": "쌍시옷", "ㅇ": "이응", "ㅈ": "지읒", "ㅉ": "쌍지읒", "ㅊ": "치읓", "ㅋ": "키읔", "ㅌ": "티읕", "ㅍ": "피읖",
    "ㅎ": "히읗",
}  # fmt: skip

_LAUGHTER = re.compile("[ㅋㅎㅠㅜ]{2,}")


def phonemes(spoken: Sequence[str], pauses: Sequence[bool]) -> list[str]:
    """The pronunciation of each of the `spoken` items of one text; stretches between pauses are breath groups."""
    out: list[str] = []
    start = 0
    for index in range(len(spoken)):
        if pauses[index] or index == len(spoken) - 1:
            out += _breath(spoken[start : index + 1])
            start = index + 1
    return out


def _breath(items: Sequence[str]) -> list[str]:
    text = respelled(" ".join(_readable(item) for item in items).strip(" "))
    syllables: list[Syllable] = []
    owners: list[tuple[int, bool]] = []
    item, fresh = 0, False
    sizes = [len(_readable(each).split(" ")) for each in items]
    words_left = sizes[0]
    for char in text:
        if char == " ":
            fresh = True
            words_left -= 1
            if words_left == 0 and item + 1 < len(items):
                item += 1
                words_left = sizes[item]
            continue
        if hangul_pronunciation.is_hangul(char):
            syllable = hangul_pronunciation.taken_apart(char)
            syllable.joined = not fresh and bool(syllables)
            owners.append((item, fresh))
            syllables.append(syllable)
            fresh = False
    hangul_pronunciation.pronounce(syllables)
    said = [""] * len(items)
    voiced_before = False
    for syllable, (owner, starts_word) in zip(syllables, owners, strict=True):
        # At the start of a word lenis stops stay voiceless: recognised better so (바다 was taken for 마다).
        sound = _sound(syllable, voiced_before and not starts_word)
        glue = " " if starts_word and said[owner] else ""
        said[owner] += glue + sound
        voiced_before = syllable.final in _SONORANT_FINALS
    return [_met(each) for each in said]


def _met(sounds: str) -> str:
    for pattern, said in _MET:
        sounds = pattern.sub(said, sounds)
    return sounds


def _readable(item: str) -> str:
    """An item's Hangul with single spaces; loose letters by name, others left out."""
    item = _LAUGHTER.sub("", item)
    spelled = "".join(_LETTER_NAMES.get(char, char) for char in item)
    kept = "".join(
        char if hangul_pronunciation.is_hangul(char) else " " if char.isspace() else "" for char in spelled
    )
    return " ".join(kept.split())


def _sound(syllable: Syllable, voiced_before: bool) -> str:
    initial, vowel = syllable.initial, _VOWELS[syllable.vowel]
    onset = _VOICED[initial] if initial in _VOICED and voiced_before else _INITIALS[initial]
    if initial in ("ㅅ", "ㅆ") and (vowel[0] in "ij" or syllable.vowel == "ㅟ"):
        onset = onset.replace("s", "ʃ")
    if onset and onset[0] in "ʃʧʤ" and vowel[0] == "j":
        vowel = vowel[1:]
    if syllable.vowel == "ㅢ" and initial != "ㅇ":
        vowel = "i"
    elif syllable.vowel == "ㅖ" and initial not in ("ㅇ", "ㄹ"):
        vowel = "e"  # allowed by the standard, and what people say: 시계 is 시게
    return onset + vowel + _FINALS.get(syllable.final, "")
