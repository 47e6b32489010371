"""The pronunciation of Hangul: standard pronunciation by rule, and decomposition of syllables.

The rules are those of the Standard Pronunciation (표준 발음법) that need no dictionary: liaison, neutral finals,
palatalisation, aspiration, tensing after obstruents, nasals and liquids. What depends on words is in
`korean_exceptions`.
"""

from __future__ import annotations

from dataclasses import dataclass

from clonyvoice.text.phonemes.korean_exceptions import respelled

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST = 0xAC00
"""U+AC00, the first syllable (Unicode Standard, section 3.12)."""


@dataclass(slots=True)
class Syllable:
    """One syllable: initial, vowel, final ("" for none); `joined` when it follows the one before without a space."""

    initial: str
    vowel: str
    final: str
    joined: bool = True


def is_hangul(char: str) -> bool:
    """Whether `char` is a whole Hangul syllable."""
    return "가" <= char <= "힣"


def taken_apart(char: str) -> Syllable:
    """The letters of a Hangul syllable."""
    index = ord(char) - _FIRST
    return Syllable(INITIALS[index // 588], VOWELS[index % 588 // 28], FINALS[index % 28])


_NEUTRAL = {
    "ㄲ": "ㄱ", "ㄳ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㄺ": "ㄱ", "ㄻ": "ㅁ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ",
    "ㄿ": "ㅂ",
    "ㅀ": "ㄹ",
    "ㅄ": "ㅂ", "ㅅ": "ㄷ", "ㅆ": "ㄷ", "ㅈ": "ㄷ", "ㅊ": "ㄷ", "ㅋ": "ㄱ", "ㅌ": "ㄷ", "ㅍ": "ㅂ", "ㅎ": "ㄷ",
}  # fmt: skip
_PAIRS = {
    "ㄳ": ("ㄱ", "ㅅ"), "ㄵ": ("ㄴ", "ㅈ"), "ㄶ": ("ㄴ", "ㅎ"), "ㄺ": ("ㄹ", "ㄱ"), "ㄻ": ("ㄹ", "ㅁ"), "ㄼ": ("ㄹ",
    "ㅂ"),
    "ㄽ": ("ㄹ", "ㅅ"),
    "ㄾ": ("ㄹ", "ㅌ"), "ㄿ": ("ㄹ", "ㅍ"), "ㅀ": ("ㄹ", "ㅎ"), "ㅄ": ("ㅂ", "ㅅ"),
}  # fmt: skip
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_TENSE = {"ㄱ": "ㄲ", "ㄷ": "ㄸ", "ㅂ": "ㅃ", "ㅅ": "ㅆ", "ㅈ": "ㅉ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_BEFORE_H = {
    "ㄱ": ("", "ㅋ"), "ㄲ": ("", "ㅋ"), "ㄺ": ("ㄹ", "ㅋ"), "ㄷ": ("", "ㅌ"), "ㅂ": ("", "ㅍ"), "ㄼ": ("ㄹ", "ㅍ"),
    "ㅈ": ("", "ㅊ"),
    "ㄵ": ("ㄴ", "ㅊ"), "ㅅ": ("", "ㅌ"), "ㅆ": ("", "ㅌ"), "ㅊ": ("", "ㅌ"), "ㅌ": ("", "ㅌ"), "ㅄ": ("", "ㅍ"),
    "ㅍ": ("", "ㅍ"),
}  # fmt: skip


def as_said(text: str) -> str:
    """`text` spelled as it is pronounced: 읽었습니다 → 일걷씀니다; other text is unchanged and ends a breath group."""
    spelled = respelled(text)
    out: list[str | Syllable] = []
    breath: list[Syllable] = []
    joined = False
    for char in spelled:
        if is_hangul(char):
            syllable = taken_apart(char)
            syllable.joined = joined
            breath.append(syllable)
            out.append(syllable)
            joined = True
        else:
            out.append(char)
            joined = False
            if not char.isspace():
                pronounce(breath)
                breath = []
    pronounce(breath)
    return "".join(put_together(item) if isinstance(item, Syllable) else item for item in out)


def put_together(syllable: Syllable) -> str:
    """The written syllable."""
    index = (INITIALS.index(syllable.initial) * 21 + VOWELS.index(syllable.vowel)) * 28 + FINALS.index(
        syllable.final
    )
    return chr(_FIRST + index)


def pronounce(syllables: list[Syllable]) -> None:
    """Change `syllables` (a breath group, with `joined` false after a space) to their pronunciation, in place."""
    for index, here in enumerate(syllables):
        after = syllables[index + 1] if index + 1 < len(syllables) else None
        if here.final and after is None:
            here.final = _NEUTRAL.get(here.final, here.final)
        elif here.final and after is not None:
            _meet(here, after)


def _meet(here: Syllable, after: Syllable) -> None:
    final, initial, joined = here.final, after.initial, after.joined
    if initial == "ㅇ":
        if joined:
            _liaison(here, after)
        else:
            here.final = _NEUTRAL.get(final, final)
        return
    if final in ("ㅎ", "ㄶ", "ㅀ"):
        rest = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}[final]
        if initial in _ASPIRATED:
            after.initial = _ASPIRATED[initial]
        elif initial == "ㅅ":
            after.initial = "ㅆ"
        elif initial == "ㄴ":
            rest = "ㄹ" if final == "ㅀ" else "ㄴ"
            after.initial = "ㄹ" if final == "ㅀ" else "ㄴ"
        here.final = rest
        return
    if initial == "ㅎ" and joined and final in _BEFORE_H:
        if final in ("ㄷ", "ㅌ", "ㄾ") and after.vowel == "ㅣ":
            here.final, after.initial = ("ㄹ" if final == "ㄾ" else ""), "ㅊ"
        elif final == "ㄷ" and after.vowel == "ㅕ":
            here.final, after.initial = "", "ㅊ"
        else:
            here.final, after.initial = _BEFORE_H[final]
        return
    neutral = _NEUTRAL.get(final, final)
    if neutral in _NASAL:
        if initial in ("ㄴ", "ㅁ"):
            here.final = _NASAL[neutral]
        elif initial == "ㄹ" and joined:
            here.final, after.initial = _NASAL[neutral], "ㄴ"
        else:
            here.final = neutral
            if initial in _TENSE and joined:
                after.initial = _TENSE[initial]
        return
    if final in ("ㄵ", "ㄼ", "ㄾ", "ㄽ", "ㄻ") and initial in _TENSE and joined:
        after.initial = _TENSE[initial]
    if neutral == "ㄴ" and initial == "ㄹ" and joined:
        neutral = "ㄹ"
    elif neutral == "ㄹ" and initial == "ㄴ" and joined:
        after.initial = "ㄹ"
    elif neutral in ("ㅁ", "ㅇ") and initial == "ㄹ" and joined:
        after.initial = "ㄴ"
    here.final = neutral


def _liaison(here: Syllable, after: Syllable) -> None:
    final = here.final
    if final == "ㅇ":
        return
    if after.vowel == "ㅣ" and final in ("ㄷ", "ㅌ", "ㄾ"):
        here.final = "ㄹ" if final == "ㄾ" else ""
        after.initial = "ㅈ" if final == "ㄷ" else "ㅊ"
    elif final == "ㅎ":
        here.final = ""
    elif final in ("ㄶ", "ㅀ"):
        here.final, after.initial = "", _PAIRS[final][0]
    elif final in _PAIRS:
        here.final, moved = _PAIRS[final]
        after.initial = "ㅆ" if moved == "ㅅ" else moved
    else:
        here.final, after.initial = "", final
