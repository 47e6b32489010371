"""Pinyin syllables in Kokoro's symbols, as its Mandarin training text was written."""

from __future__ import annotations

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
# What comes before the tone mark, and what after it.
_FINALS = {
    "a": ("a", ""), "ai": ("ai", ""), "an": ("a", "n"), "ang": ("a", "ŋ"), "ao": ("au", ""), "e": ("ɤ",
    ""), "ei": ("ei", ""),
    "en": ("ə", "n"), "eng": ("ə", "ŋ"), "i": ("i", ""), "ia": ("ja", ""), "ian": ("jɛ", "n"), "iang": ("ja", "ŋ"),
    "iao": ("jau", ""), "ie": ("je", ""), "in": ("i", "n"), "iu": ("jou", ""), "ing": ("i", "ŋ"), "iong": ("jʊ", "ŋ"),
    "ong": ("ʊ", "ŋ"), "ou": ("ou", ""), "u": ("u", ""), "ui": ("wei", ""), "ua": ("wa", ""),
    "uai": ("wai", ""), "uan": ("wa", "n"),
    "un": ("wə", "n"), "uang": ("wa", "ŋ"), "ueng": ("wə", "ŋ"), "uo": ("wo", ""), "o": ("wo", ""),
    "v": ("y", ""), "ve": ("ɥe", ""),
    "van": ("ɥɛ", "n"), "vn": ("y", "n"), "er": ("ɚ", ""), "ê": ("ɛ", ""), "io": ("jɔ", ""),
}  # fmt: skip
_WHOLE = {"m": ("m", ""), "n": ("n", ""), "ng": ("ŋ", ""), "hm": ("hm", ""), "hng": ("hŋ", "")}
# Written with y and w where there is no initial.
_ZERO = {
    "yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in",
    "yang": "iang", "ying": "ing",
    "yong": "iong", "yo": "io", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "wu": "u", "wa": "ua", "wo": "uo",
    "wai": "uai", "wei": "ui", "wan": "uan", "wen": "un", "wang": "uang", "weng": "ueng",
}  # fmt: skip
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": "", "0": ""}


def phonemes(syllable: str) -> str:
    """The symbols of one syllable with a tone number ("zhong1" → ꭧʊ→ŋ); "" when it is none."""
    text = syllable.lower().replace("ü", "v").replace("u:", "v")
    tone = text[-1] if text[-1:].isdigit() else "5"
    text = text.rstrip("012345")
    if text in _WHOLE:
        return _WHOLE[text][0] + _TONES[tone]
    initial, final = "", text
    if text in _ZERO:
        final = _ZERO[text]
    elif text not in ("er", "ê", "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "o", "ou"):
        initial = next(
            (start for start in ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs") if text.startswith(start)), ""
        )
        final = text[len(initial) :]
        if initial in ("j", "q", "x") and final.startswith("u"):
            final = "v" + final[1:]
        if initial in ("n", "l") and final == "ue":
            final = "ve"
    erhua = ""
    if final not in _FINALS and final.endswith("r") and final[:-1] in _FINALS:
        final, erhua = final[:-1], "ɻ"
    if final not in _FINALS:
        return ""
    nucleus, coda = _FINALS[final]
    if final == "o" and not initial:
        nucleus = "ɔ"
    if final == "i" and initial in ("z", "c", "s", "zh", "ch", "sh", "r"):
        nucleus = "ɨ"
    return _INITIALS.get(initial, "") + nucleus + _TONES[tone] + coda + erhua
