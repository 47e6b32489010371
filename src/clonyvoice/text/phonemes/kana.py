"""Katakana pronunciations in Kokoro's symbols, as its Japanese training text was written."""

from __future__ import annotations

_ROWS: dict[str, tuple[str, ...]] = {
    # one sound for each of a i u e o
    "アイウエオ": ("a", "i", "ɯ", "e", "o"),
    "カキクケコ": ("ka", "kʲi", "kɯ", "ke", "ko"),
    "ガギグゲゴ": ("ɡa", "ɡʲi", "ɡɯ", "ɡe", "ɡo"),
    "サシスセソ": ("sa", "ɕi", "sɨ", "se", "so"),
    "ザジズゼゾ": ("ʣa", "ʥi", "zɨ", "ʣe", "ʣo"),
    "タチツテト": ("ta", "ʨi", "ʦɨ", "te", "to"),
    "ダヂヅデド": ("da", "ʥi", "zɨ", "de", "do"),
    "ナニヌネノ": ("na", "ɲi", "nɯ", "ne", "no"),
    "ハヒフヘホ": ("ha", "çi", "ɸɯ", "he", "ho"),
    "バビブベボ": ("ba", "bʲi", "bɯ", "be", "bo"),
    "パピプペポ": ("pa", "pʲi", "pɯ", "pe", "po"),
    "マミムメモ": ("ma", "mʲi", "mɯ", "me", "mo"),
    "ラリルレロ": ("ɾa", "ɾʲi", "ɾɯ", "ɾe", "ɾo"),
}
_SINGLE = {
    "ヤ": "ja", "ユ": "jɯ", "ヨ": "jo", "ワ": "βa", "ヰ": "i", "ヱ": "e", "ヲ": "o", "ヴ": "vɯ",
    "ヷ": "va", "ヸ": "vʲi", "ヹ": "ve", "ヺ": "vo",
    "ァ": "a", "ィ": "i", "ゥ": "ɯ", "ェ": "e", "ォ": "o", "ャ": "ja", "ュ": "jɯ", "ョ": "jo", "ヮ": "βa",
    "ヵ": "ka", "ヶ": "ke", "ー": "ː",
}  # fmt: skip
# Palatal onsets before ャ ュ ョ (u sounds ɨ there) and ェ.
_PALATAL = {
    "キ": "kʲ", "ギ": "ɡʲ", "シ": "ɕ", "ジ": "ʥ", "チ": "ʨ", "ヂ": "ʥ", "ニ": "ɲ", "ヒ": "ç", "ビ": "bʲ", "ピ": "pʲ",
    "ミ": "mʲ", "リ": "ɾʲ",
}  # fmt: skip
_FOREIGN = {
    "イェ": "je", "ウィ": "βi", "ウェ": "βe", "ウォ": "βo", "クァ": "kᵝa", "クィ": "kᵝi", "クェ": "kᵝe", "クォ": "kᵝo",
    "クヮ": "kᵝa", "グァ": "ɡᵝa", "グィ": "ɡᵝi", "グェ": "ɡᵝe", "グォ": "ɡᵝo", "グヮ": "ɡᵝa", "スィ": "si",
    "ズィ": "zi",
    "ツァ": "ʦa", "ツィ": "ʦʲi", "ツェ": "ʦe", "ツォ": "ʦo", "ティ": "tʲi", "テュ": "tʲɨ", "ディ": "dʲi", "デュ": "dʲɨ",
    "トゥ": "tɯ", "ドゥ": "dɯ", "ファ": "ɸa", "フィ": "ɸʲi", "フェ": "ɸe", "フォ": "ɸo", "フュ": "ɸʲɨ", "フョ": "ɸʲo",
    "ヴァ": "va", "ヴィ": "vʲi", "ヴェ": "ve", "ヴォ": "vo", "ヴュ": "bʲɨ", "ヴョ": "bʲo",
}  # fmt: skip
SOUNDS: dict[str, str] = dict(_SINGLE)
for _kana, _sounds in _ROWS.items():
    SOUNDS.update(zip(_kana, _sounds, strict=True))
for _kana, _onset in _PALATAL.items():
    SOUNDS.update(
        {
            _kana + "ャ": _onset + "a",
            _kana + "ュ": _onset + "ɨ",
            _kana + "ョ": _onset + "o",
            _kana + "ェ": _onset + "e",
        }
    )
SOUNDS.update(_FOREIGN)


def phonemes(kana: str, following: str = "") -> str:
    """The symbols for a pronunciation in katakana; `following` is the pronunciation of the word after it."""
    moras: list[str] = []
    for char in kana:
        if moras and moras[-1] + char in SOUNDS:
            moras[-1] += char
        else:
            moras.append(char)
    out: list[str] = []
    for position, mora in enumerate(moras):
        if mora == "ン":
            after = moras[position + 1] if position + 1 < len(moras) else following[:2]
            out.append(_nasal(SOUNDS.get(after) or SOUNDS.get(after[:1], "")))
        elif mora == "ッ":
            out.append("ʔ")
        else:
            out.append(SOUNDS.get(mora, ""))
    return "".join(out)


def _nasal(following: str) -> str:
    """The sound of ン before the sound that follows."""
    if following.startswith(("m", "p", "b")):
        return "m"
    if following.startswith(("k", "ɡ")):
        return "ŋ"
    if following.startswith(("ɲ", "ʨ", "ʥ")):
        return "ɲ"
    return "n" if following.startswith(("n", "t", "d", "ɾ", "z", "ʣ", "ʦ")) else "ɴ"
