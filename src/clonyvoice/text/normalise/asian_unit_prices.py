"""Prices for one unit in Korean, Japanese and Chinese (4,990원/kg), and sizes of pictures (4K), as rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from clonyvoice.text.normalise import chinese_numbers, korean_numbers
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_NUMBER = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_KOREAN = {
    "kg": "킬로그램당", "g": "그램당", "100g": "백 그램당", "L": "리터당", "l": "리터당", "ml": "밀리리터당",
    "mL": "밀리리터당", "m": "미터당", "km": "킬로미터당", "m²": "제곱미터당", "㎡": "제곱미터당",
    "kWh": "킬로와트시당", "GB": "기가바이트당", "h": "시간당", "시간": "시간당", "개": "개당", "월": "매월",
    "달": "한 달에", "일": "하루에", "년": "일 년에", "명": "명당", "인": "일 인당", "박": "일 박에",
    "회": "회당", "권": "권당", "병": "병당", "장": "장당", "분": "분당", "평": "평당", "건": "건당",
}  # fmt: skip
"""Words before the sum, by the sign behind the slash."""
_JAPANESE = {
    "kg": "1キログラムあたり", "g": "1グラムあたり", "100g": "100グラムあたり", "L": "1リットルあたり",
    "l": "1リットルあたり", "ml": "1ミリリットルあたり", "mL": "1ミリリットルあたり", "m": "1メートルあたり",
    "km": "1キロメートルあたり", "m²": "1平方メートルあたり", "㎡": "1平方メートルあたり",
    "kWh": "1キロワットじあたり", "GB": "1ギガバイトあたり", "h": "1時間あたり", "時間": "1時間あたり",
    "個": "1個あたり", "月": "1か月あたり", "日": "1日あたり", "年": "1年あたり", "人": "ひとりあたり",
    "泊": "1泊あたり", "回": "1回あたり", "本": "1本あたり", "枚": "1枚あたり", "分": "1分あたり",
    "坪": "1坪あたり", "件": "1件あたり",
}  # fmt: skip
_CHINESE = {
    "kg": "每千克", "g": "每克", "100g": "每一百克", "L": "每升", "l": "每升", "ml": "每毫升", "mL": "每毫升",
    "m": "每米", "km": "每公里", "m²": "每平方米", "㎡": "每平方米", "kWh": "每千瓦时", "GB": "每吉字节",
    "h": "每小时", "小时": "每小时", "个": "每个", "月": "每月", "天": "每天", "日": "每日", "年": "每年",
    "人": "每人", "晚": "每晚", "次": "每次", "斤": "每斤", "公斤": "每公斤", "瓶": "每瓶", "张": "每张",
    "分钟": "每分钟", "吨": "每吨", "平米": "每平米", "平方米": "每平方米", "件": "每件",
}  # fmt: skip
"""Words behind the sum, by the sign behind the slash."""


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language; empty unless it writes the currency as a word after the figure."""
    if language == "ko":
        return (
            _price("원|달러|유로|엔", _KOREAN, _korean),
            _called_k({"2": "투", "4": "포", "8": "팔"}, " 케이"),
        )
    if language == "ja":
        return (_price("円|ドル|ユーロ|元", _JAPANESE, lambda number, money, per: f"{per}{number}{money}"),)
    if language == "zh":
        return (
            _price("元|块|美元|欧元|日元", _CHINESE, _chinese),
            _called_k({"2": "二", "4": "四", "8": "八"}, "K"),
        )
    return ()


def _price(money: str, names: Mapping[str, str], say: Callable[[str, str, str], str]) -> Rule:
    per = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![0-9A-Za-z.,])(?P<n>{_NUMBER})(?P<big>[만억万億千]?)\s?(?P<money>{money})\s?/\s?(?P<per>{per})"
        r"(?![A-Za-z0-9²³])"
    )

    def said(match: re.Match[str]) -> Said:
        return say(match["n"].replace(",", "") + match["big"], match["money"], names[match["per"]])

    return Rule(pattern, said)


def _korean(number: str, money: str, per: str) -> str:
    figures, big = re.sub(r"\D+$", "", number), re.sub(r"^[\d.]+", "", number)
    return f"{per} {korean_numbers.number(figures)}{big} {money}"


def _chinese(number: str, money: str, per: str) -> str:
    figures, big = re.sub(r"[^\d]+$", "", number), re.sub(r"^[\d.]+", "", number)
    return f"{chinese_numbers.number(figures)}{big}{money}{per}"


def _called_k(names: Mapping[str, str], letter: str) -> Rule:
    """The rule for picture sizes, 4K and 8K, which are not thousands."""
    return Rule(
        re.compile(r"(?<![0-9A-Za-z.,])(?P<n>[248])K(?![0-9A-Za-z/])"),
        lambda match: [Reading(match.start(), match.end(), names[match["n"]] + letter)],
    )
