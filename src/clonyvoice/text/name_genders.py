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
_CHINESE_SURNAMES: Final = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|独孤|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许"
    "傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪"
    "翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍霍翁甘景薄单包柏宁柯阮桂]"
)
"""The hundred commonest surnames of China and some more."""
_CHINESE_FEMALE: Final = (
    "[芳娜静丽艳雪婷莉兰玲娟霞燕红萍琴菊香凤莲珍淑惠慧倩妍颖琳瑶怡嫣媛娇娥婉姗妮妹娘黛"
    "钗萱薇蕾菲芬芝芸茜荷蓉蓓莹萌彤琪璐露岚娅娴媚芹姣婵娣花]"
)
_CHINESE_MALE: Final = (
    "[伟强磊军勇杰涛超刚建国辉鹏斌浩宇轩志龙虎豪俊峰飞雄武山波洋健德福贵亮凯威达铁栋坤"
    "毅彪钢庆松泽旭恒祥烈炎富丰彬鸿锋捷帅翰]"
)
"""Signs in given names that are one gender's; those of both (英, 文, 平, 云) are left out. Chosen by hand."""
_NO_NAMES: Final = (
    r"(?!(?:alph|bet|gamm|delt|omeg|thet|sigm|dat|medi|camer|ninj|pand|koal|goril|gorill|zebr|llam)a\b)"
    """Words in -a that are parts of plays and no names."""
)
_ENDINGS: Final[tuple[tuple[str, re.Pattern[str], Gender], ...]] = (
    ("ru", re.compile(r"[а-яё]{2,}(?:ова|ева|ина|ская|овна|евна|ия|ья|на)"), "female"),
    ("ru", re.compile(r"[а-яё]{2,}(?:ов|ев|ин|ский|ович|евич|ий|ей|[бвгдзклмнпрстфх])"), "male"),
    ("ko", re.compile(r"[가-힣]{1,2}[숙희순옥린란]"), "female"),
    ("ko", re.compile(r"[가-힣]{1,2}[철석식훈혁준호규섭범욱룡]"), "male"),
    ("ja", re.compile(r"[\u4e00-\u9fff\u3040-\u30ff]+[子美香奈乃紗]"), "female"),
    ("ja", re.compile(r"[\u4e00-\u9fff\u3040-\u30ff]+[郎夫男雄太介斗吾輔]"), "male"),
    ("zh", re.compile(rf"(?:{_CHINESE_SURNAMES})[\u4e00-\u9fff]?{_CHINESE_FEMALE}"), "female"),
    ("zh", re.compile(rf"(?:{_CHINESE_SURNAMES})[\u4e00-\u9fff]?{_CHINESE_MALE}"), "male"),
    ("zh", re.compile(rf"(?:{_CHINESE_SURNAMES}){_CHINESE_FEMALE}[\u4e00-\u9fff]"), "female"),
    ("zh", re.compile(rf"(?:{_CHINESE_SURNAMES}){_CHINESE_MALE}[\u4e00-\u9fff]"), "male"),
    ("hi", re.compile(r"[\u0900-\u097f]{2,}[ाीि]"), "female"),
    *((code, re.compile(r"[a-z]{3,}a"), "female") for code in ("it", "es", "pt")),
    *((code, re.compile(r"[a-z]{3,}o"), "male") for code in ("it", "es", "pt")),
    *((code, re.compile(_NO_NAMES + r"[a-z]{3,}a"), "female") for code in ("de", "en", "fr")),
    ("de", re.compile(r"[a-z]{2,}(?:traud|linde|gard|hild|gund|trud|friede)"), "female"),
    ("de", re.compile(r"[a-z]{2,}(?:bert|helm|fried|hart|hard|mund|brecht|rich)"), "male"),
    ("fr", re.compile(r"[a-z]{2,}(?:ette|elle|enne|line|ine|anne)"), "female"),
    ("en", re.compile(r"[a-z]{2,}(?:ette|elle|lynn?|leigh)"), "female"),
)
"""Endings of names outside the table, by language. Those in a script of their own apply to texts of any language."""
_OWN_SCRIPT: Final = frozenset({"ru", "ko", "hi"})
"""Languages whose script none of the others of the eleven uses."""
_KOREAN: Final = re.compile(r"(?:남궁|제갈|황보|독고|사공|선우|서문)[가-힣]{1,2}|[가-힣]{3}")
_HAN: Final = re.compile(r"[\u4e00-\u9fff々]{2,5}")
_CHINESE_NAME: Final = re.compile(rf"(?:{_CHINESE_SURNAMES})([\u4e00-\u9fff]{{1,2}})")
_KANA: Final = 0x60
"""The distance from a hiragana character to its katakana, in Unicode."""
_COMPOUND: Final = 4
"""Syllables of a Korean name whose surname has two of them."""


def gender_of_name(name: str, language: str = "en") -> Gender | None:
    """The gender of a name; None where it is unknown or differs between languages.

    `language` is that of the person's lines: a name such as Andrea or Jean is looked up in it first.
    """
    parts = [part for part in _PARTS.split(name.strip()) if part]
    if any(char > "\u3040" for char in name):
        parts.reverse()  # in Korean, Japanese and Chinese the child's name stands before "mother"
    for word in parts:
        for form in _forms(word, language):
            if (found := _told(form, _ANY) or _told(form, language)) is not None:
                return found
    return next((found for word in parts if (found := _by_ending(word, language)) is not None), None)


def _forms(word: str, language: str) -> list[str]:
    """The word, the word without a trailing honorific, and the possible given names in both."""
    plain = [word, *({_HONORIFIC.sub("", word)} - {word, ""})]
    return [*plain, *(given for each in plain for given in _without_surname(each, language))]


def _told(word: str, language: str) -> Gender | None:
    """The gender in the table: that of the language, else the one that all languages with the name agree on."""
    found = _table().get(_folded(word), {})
    if language in found:
        return found[language]
    names = {gender for code, gender in found.items() if code != _ANY}
    return names.pop() if language != _ANY and len(names) == 1 else None


def _without_surname(word: str, language: str) -> list[str]:
    """The possible given names in a Korean, Chinese or Japanese name, and the first part of one with a hyphen."""
    if "-" in word:
        return [word.replace("-", ""), word.partition("-")[0]]
    if _KOREAN.fullmatch(word):
        return [word[2:], word[1:]] if len(word) == _COMPOUND else [word[1:]]
    found = []
    if _HAN.fullmatch(word):
        if language != "ja" and (chinese := _CHINESE_NAME.fullmatch(word)):
            found.append(chinese[1])
        found += [word[begin:] for begin in (1, 2, 3) if len(word) - begin > 1]
    return found


def _by_ending(word: str, language: str) -> Gender | None:
    """The gender by the ending of a name that is not in the table; None for an ending of both genders."""
    plain = _folded(word)
    if len({gender for code, gender in _table().get(plain, {}).items() if code != _ANY}) > 1:
        return None
    for code, ending, gender in _ENDINGS:
        if (
            code == language or code in _OWN_SCRIPT or (code == "zh" and language != "ja")
        ) and ending.fullmatch(plain):
            return gender
    return None


def _folded(word: str) -> str:
    """Lower case, Latin letters without their accents, katakana as hiragana; `ё` and `й` are letters of their own."""
    lower = unicodedata.normalize("NFC", word).casefold()
    return "".join(
        unicodedata.normalize("NFD", char)[0]
        if "\u00c0" <= char <= "\u024f"
        else chr(ord(char) - _KANA)
        if "\u30a1" <= char <= "\u30f6"
        else char
        for char in lower
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
