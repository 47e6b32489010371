"""The symbols of Kokoro-82M v1.0, replacements for others, and IPA in them.

The model's table has 178 entries, 114 of them in use; symbols outside it would be dropped without an error.
"""

from __future__ import annotations

import logging
import unicodedata

log = logging.getLogger(__name__)

PUNCTUATION = frozenset(';:,.!?—…"()“”')
LETTERS = frozenset(
    "\u0303ʣʥʦʨᵝ\uab67AIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔᵻ"
)
MARKS = frozenset("ˈˌːʰʲ↓→↗↘")
VOCABULARY = LETTERS | MARKS | PUNCTUATION | {" "}

# The nearest known symbols for others in the output of front ends or in hand-written pronunciations.
_NEAREST = {
    "g": "ɡ", "ʏ": "y", "ɫ": "l", "ɭ": "l", "ɬ": "l", "ʑ": "ʒ", "ʐ": "ʒ", "ɺ": "ɾ", "ʀ": "ʁ", "ɵ": "ə", "ʉ": "u",
    "ɘ": "ə", "ɞ": "ɜ", "ɶ": "œ", "ɱ": "m", "ħ": "h", "ɦ": "h", "ɧ": "ʃ", "ʜ": "h", "ʢ": "ʔ", "ʡ": "ʔ", "ʕ": "ʔ",
    "ɓ": "b", "ɗ": "d", "ɠ": "ɡ", "ʄ": "ɟ", "ɮ": "l", "ʟ": "l", "ɢ": "ɡ", "ɪ̈": "ɨ", "ˑ": "ː", "ʼ": "", "'": "ˈ",
    "ɝ": "ɜɹ", "ʍ": "w", "ʷ": "w", "ˠ": "", "ˤ": "", "ⁿ": "n", "ˡ": "l", "ɿ": "ɨ", "ʅ": "ɨ", "ɷ": "ʊ", "ɩ": "ɪ",
    "ä": "a", "ë": "ə", "ï": "ɨ", "ö": "ø", "ü": "y", "õ": "o\u0303", "ã": "a\u0303", "ẽ": "e\u0303", "ĩ": "i\u0303",
    "ũ": "u\u0303", "ñ": "ɲ", "ʴ": "ɹ", "ɼ": "r", "ᴇ": "e", "ɚ̃": "ɚ", "¡": "", "¿": "", "-": "", "_": "", "^": "",
    "«": "“", "»": "”", "，": ",", "。": ".", "、": ",", "！": "!", "？": "?", "：": ":", "；": ";",
}  # fmt: skip
_IPA = (
    ("t͡ʃ", "ʧ"), ("d͡ʒ", "ʤ"), ("t͡s", "ʦ"), ("d͡z", "ʣ"), ("t͡ɕ", "ʨ"), ("d͡ʑ", "ʥ"), ("t͜ʃ", "ʧ"),
    ("d͜ʒ", "ʤ"), ("tʃ", "ʧ"), ("dʒ", "ʤ"),
    ("tɕ", "ʨ"), ("dʑ", "ʥ"), ("ts", "ʦ"), ("dz", "ʣ"), ("ʈʂ", "ꭧ"), ("ɝ", "ɜɹ"), ("g", "ɡ"), (".", ""),
    ("͡", ""), ("͜", ""), ("‿", ""), ("'", "ˈ"),
)  # fmt: skip
_ENGLISH_IPA = (
    ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q"), ("r", "ɹ"), ("ɚ", "əɹ"),
    ("l̩", "ᵊl"), ("n̩", "ᵊn"), ("m̩", "ᵊm"),
)  # fmt: skip
_STRESS = "ˈˌ"


def known(phonemes: str, language: str) -> str:
    """`phonemes` in Kokoro's symbols: others are mapped to the nearest, or dropped and logged.

    The log names the symbols' code points and the language, never the text.
    """
    if all(char in VOCABULARY for char in phonemes):
        return phonemes
    out: list[str] = []
    lost: set[str] = set()
    for char in phonemes:
        if char in VOCABULARY:
            out.append(char)
            continue
        nearest = _NEAREST.get(char)
        if nearest is None and len(parts := unicodedata.normalize("NFD", char)) > 1:
            nearest = "".join(part if part in VOCABULARY else _NEAREST.get(part, "") for part in parts)
        if nearest is not None:
            out.append(nearest)
        elif char.isspace():
            out.append(" ")
        elif unicodedata.category(char) not in ("Mn", "Lm", "Sk"):
            lost.add(char)
    if lost:
        points = " ".join(sorted(f"U+{ord(char):04X}" for char in lost))
        log.warning("phonemes of %s hold symbols that the voice model lacks: %s", language, points)
    return "".join(out)


# Punctuation of all scripts in the model's marks. Characters that are not listed are silent.
_PAUSES = {
    ",": ",", ";": ";", ":": ":", ".": ".", "!": "!", "?": "?", "—": "—", "–": "—", "―": "—", "…": "…",
    '"': '"', "“": "“", "”": "”", "«": "“", "»": "”", "(": "(", ")": ")", "[": "(", "]": ")",
    "、": ",", "。": ".", "．": ".", "，": ",", "！": "!", "？": "?", "：": ":", "；": ";", "「": "“", "」": "”",
    "『": "“", "』": "”", "《": "“", "》": "”", "〈": "“", "〉": "”", "【": "(", "】": ")", "（": "(", "）": ")",
    "〜": "—", "～": "—", "।": ".", "॥": ".", "،": ",", "؛": ";", "؟": "?", "۔": ".", "·": ",", "・": " ", "･": " ",
    "⸺": "—", "|": ",", "•": ",", "\n": "\n", "‼": "!", "⁇": "?", "⁈": "?", "⁉": "!",
}  # fmt: skip


def tail(gap: str, last: bool = False) -> str:
    """The marks for the text between two words (`gap`, any script): at most a closing mark, a pause, an opening.

    A line break without punctuation is a full stop. Between words there is always a space; at the `last` word none.
    """
    stop = ""
    closing = ""
    opening = ""
    broken = False
    after = False
    before = ""
    for position, char in enumerate(gap):
        following = gap[position + 1] if position + 1 < len(gap) else ""
        mark = _PAUSES.get(char, "")
        if char in "-~" and before == " " and (following in " -" or not following):
            mark = "—"
        before = " " if char.isspace() else char
        if mark == "\n":
            broken = True
        elif mark in ("(", "“"):
            opening = mark
            if mark == "(" and not last and position and gap[position - 1].isspace():
                stop = stop or ","  # a short pause before a parenthesis
        elif mark in (")", "”"):
            closing = mark
            after = mark == ")" and following.isspace()
        elif mark == '"':
            # A straight quote closes when it follows a word or a mark directly, and opens after a space.
            if position == 0 or not gap[position - 1].isspace():
                closing = "”"
            else:
                opening = "“"
        elif mark and mark != " ":
            stop = _stronger(stop, mark)
    if broken and not stop:
        stop = "."
    if last:
        return stop + closing if closing != "“" else stop
    if after and not stop:
        closing += ","  # and one after it
    return f"{stop}{closing} {opening}"


def _stronger(first: str, second: str) -> str:
    if first == "." and second == ".":
        return "."
    order = "" if not first else ",:;—….!?"
    return second if not first or order.index(second) > order.index(first) else first


def from_ipa(ipa: str, language: str) -> str:
    """The symbols for `ipa`; in English, diphthongs are one symbol and stress is placed right before its vowel."""
    said = ipa.strip().strip("/[]")
    for old, new in _IPA:
        said = said.replace(old, new)
    if language == "en":
        for old, new in _ENGLISH_IPA:
            said = said.replace(old, new)
        said = _stress_at_vowels(said)
    return " ".join(known(said, language).split())


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
