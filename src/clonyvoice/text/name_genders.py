"""Genders of names: first names of eleven languages, words such as `Mother` or `왕`, and endings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Gender = Literal["female", "male"]

_GENDERS: Final[Mapping[str, Gender]] = {"f": "female", "m": "male"}
_ANY: Final = "*"
"""The language of words that are no names: titles, relatives, professions."""
_PARTS = re.compile(r"[\s.,·_/()\[\]0-9]+")
_HONORIFIC = re.compile(r"(?<=[가-힣])(?:씨|님|군|양|아|야|이)$|(?:さん|ちゃん|くん|君|様|先生)$")
_ENDINGS: Final[tuple[tuple[str, re.Pattern[str], Gender], ...]] = (
    ("ru", re.compile(r"[а-яё]{2,}(?:ова|ева|ина|ская|овна|евна|ия|ья|на)"), "female"),
    ("ru", re.compile(r"[а-яё]{2,}(?:ов|ев|ин|ский|ович|евич|ий|ей|[бвгдзклмнпрстфх])"), "male"),
    ("ko", re.compile(r"[가-힣]{1,2}[숙희순옥]"), "female"),
    ("ko", re.compile(r"[가-힣]{1,2}[철석식훈혁]"), "male"),
    ("ja", re.compile(r"[\u4e00-\u9fff\u3040-\u30ff]+[子美香奈]"), "female"),
    ("ja", re.compile(r"[\u4e00-\u9fff\u3040-\u30ff]+[郎夫男雄太介]"), "male"),
    *((code, re.compile(r"[a-z]{3,}a"), "female") for code in ("it", "es", "pt")),
    *((code, re.compile(r"[a-z]{3,}o"), "male") for code in ("it", "es", "pt")),
)
"""By language: how names end that the table lacks. Those of a script of its own tell in texts of any language."""
_OWN_SCRIPT: Final = frozenset({"ru", "ko"})
"""Languages whose script is theirs among the eleven."""
_SINGLE_SURNAME: Final = 3
"""Syllables of a Korean name of which the first is the surname."""


def gender_of_name(name: str, language: str = "en") -> Gender | None:
    """The gender of a name; None where it is unknown or differs between languages.

    `language` is that of what they say: a name such as Andrea or Jean is looked for in it first.
    """
    parts = [part for part in _PARTS.split(name.strip()) if part]
    if any(char > "\u3040" for char in name):
        parts.reverse()  # in Korean, Japanese and Chinese, whose mother somebody is stands before the mother
    for word in parts:
        for form in _forms(word):
            if (found := _told(form, _ANY) or _told(form, language)) is not None:
                return found
    return next((found for word in parts if (found := _by_ending(word, language)) is not None), None)


def _forms(word: str) -> list[str]:
    """The word, it without what is said behind names, and the given name in both."""
    plain = [word, *({_HONORIFIC.sub("", word)} - {word, ""})]
    return [*plain, *(given for each in plain for given in _without_surname(each))]


def _told(word: str, language: str) -> Gender | None:
    """The gender in the table: that of the language, else the one of all languages that have the name."""
    found = _table().get(_folded(word), {})
    if language in found:
        return found[language]
    names = {gender for code, gender in found.items() if code != _ANY}
    return names.pop() if language != _ANY and len(names) == 1 else None


def _without_surname(word: str) -> tuple[str, ...]:
    """The given name of a Korean or Chinese name of three signs, and the first part of one with a hyphen."""
    if len(word) == _SINGLE_SURNAME and all(
        "가" <= char <= "힣" or "\u4e00" <= char <= "\u9fff" for char in word
    ):
        return (word[1:],)
    return (word.replace("-", ""), word.partition("-")[0]) if "-" in word else ()


def _by_ending(word: str, language: str) -> Gender | None:
    plain = _folded(word)
    for code, ending, gender in _ENDINGS:
        if (code == language or code in _OWN_SCRIPT) and ending.fullmatch(plain):
            return gender
    return None


def _folded(word: str) -> str:
    """Lower case, and Latin letters without their accents; `ё` and `й` are letters of their own."""
    lower = unicodedata.normalize("NFC", word).casefold()
    return "".join(
        unicodedata.normalize("NFD", char)[0] if "\u00c0" <= char <= "\u024f" else char for char in lower
    )


@cache
def _table() -> Mapping[str, Mapping[str, Gender]]:
    """By folded name: the gender in each language that has it."""
    found: dict[str, dict[str, Gender]] = defaultdict(dict)
    text = files("clonyvoice.text").joinpath("first_names.tsv").read_text("utf-8")
    for row in text.splitlines():
        language, gender, names = row.split("\t")
        for name in names.split():
            found[_folded(name)][language] = _GENDERS[gender]
    return found
