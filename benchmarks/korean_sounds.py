"""Korean by its sounds: to compare what was said with what was heard, and to say it as textbooks do."""

from __future__ import annotations

from clonyvoice.text.phonemes import hangul_pronunciation

_ONSETS_IPA = "k k n t t ɾ m p p s s  ʨ ʨ ʨʰ kʰ tʰ pʰ h"
_NUCLEI_IPA = "a ɛ ja jɛ ʌ e jʌ je o wa wɛ we jo u wʌ we wi ju ɯ ɰi i"
_ONSETS = dict(zip(hangul_pronunciation.INITIALS, _ONSETS_IPA.split(" "), strict=True))
_NUCLEI = dict(zip(hangul_pronunciation.VOWELS, _NUCLEI_IPA.split(" "), strict=True))
_VOICED = {"ㄱ": "ɡ", "ㄷ": "d", "ㅂ": "b", "ㅈ": "ʥ"}
_CODAS = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ŋ"}


def textbook_ipa(text: str) -> str:
    """Korean in the IPA of textbooks: the standard pronunciation, lenis consonants voiced between sonorants."""
    out, voiced = "", False
    for char in hangul_pronunciation.as_said(text):
        if not hangul_pronunciation.is_hangul(char):
            out += char
            voiced = voiced and char == " "
            continue
        syllable = hangul_pronunciation.taken_apart(char)
        onset = _ONSETS[syllable.initial]
        if voiced:
            onset = _VOICED.get(syllable.initial, onset)
        if syllable.initial in "ㅅㅆ" and _NUCLEI[syllable.vowel][0] in "ij":
            onset = "ɕ"
        out += onset + _NUCLEI[syllable.vowel] + _CODAS.get(syllable.final, "")
        voiced = syllable.final in ("", "ㄴ", "ㄹ", "ㅁ", "ㅇ")
    return out


def sounding(text: str) -> str:
    """Korean text spelled as it is said, vowels that sound alike today as one: 꽃에 → 꼬체, 돼요 → 뒈요."""
    alike = {"ㅐ": "ㅔ", "ㅒ": "ㅖ", "ㅙ": "ㅞ", "ㅚ": "ㅞ"}
    out = ""
    for char in hangul_pronunciation.as_said(text):
        if hangul_pronunciation.is_hangul(char):
            syllable = hangul_pronunciation.taken_apart(char)
            syllable.vowel = alike.get(syllable.vowel, syllable.vowel)
            char = hangul_pronunciation.put_together(syllable)
        out += char
    return out
