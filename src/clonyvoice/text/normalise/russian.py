"""Text normalisation for Russian: figures and signs as words."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.addresses import Spelling
from clonyvoice.text.normalise.european import rules
from clonyvoice.text.normalise.european_words import Words, word_before
from clonyvoice.text.normalise.figures import roman_value
from clonyvoice.text.normalise.readings import Reading, Rule, Said, rule
from clonyvoice.text.word_lists import listed

_MONTHS = tuple(listed("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"))
_OF_MONTHS = tuple(
    listed("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
)


def _date(words: Words, day: int, before: str) -> str:
    said = words.rank(day)
    if before not in ("сегодня", "завтра", "вчера", "это", "было", "будет"):
        return _genitive(said)  # "on the third of May", as dates mostly stand in a sentence
    return said[:-2] + ("ье" if said.endswith("ий") and said.endswith("третий") else "ое")


def _genitive(said: str) -> str:
    if said.endswith("третий"):
        return said[:-2] + "ьего"
    return said[:-2] + "ого" if said.endswith(("ый", "ой", "ий")) else said


def _bare_year(words: Words, value: int) -> str:
    return words.cardinal(value)


def _time(words: Words, hour: int, minute: int) -> str:
    said = f"{words.cardinal(hour)} {words.form(hour, ('час', 'часа', 'часов'))}"
    if minute == 0:
        return said
    return f"{said} {words.counted(str(minute), ('минута', 'минуты', 'минут'))}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    said = words.rank(value)
    if mark.endswith("го"):
        return _genitive(said)
    if mark.endswith(("я", "ая")):
        return said[:-2] + ("ья" if said.endswith("третий") else "ая")
    if mark.endswith(("е", "ое")):
        return said[:-2] + ("ье" if said.endswith("третий") else "ое")
    return said


def _decimals(words: Words, whole: str, fraction: str) -> str:
    parts_of = {1: ("десятая", "десятых"), 2: ("сотая", "сотых"), 3: ("тысячная", "тысячных")}.get(
        len(fraction)
    )
    if parts_of is None:
        return f"{words.cardinal(int(whole))} {words.comma} {words.digits(fraction)}"
    first, second = int(whole), int(fraction)
    one = first % 10 == 1 and first % 100 != 11
    units = words.gendered(words.cardinal(first).split(), "f") or words.cardinal(first)
    rest = words.gendered(words.cardinal(second).split(), "f") or words.cardinal(second)
    name = parts_of[0] if second % 10 == 1 and second % 100 != 11 else parts_of[1]
    return f"{units} {'целая' if one else 'целых'} {rest} {name}"


def _ruler(words: Words, value: int) -> str:
    return words.rank(value)


def _digits(text: str) -> str:
    return WORDS.digits(text) if len(text) > 2 or text.startswith("0") else WORDS.cardinal(int(text))


_SPELLING = Spelling(
    dot="точка", slash="слэш", at="собака", dash="дефис", underscore="подчёркивание", colon="двоеточие",
    hash_="решётка",
    question="вопрос", equals="равно", ampersand="и", percent="процент", plus="плюс", tilde="тильда", digits=_digits,
)  # fmt: skip


WORDS = Words(
    language="ru", num2words="ru", months=_MONTHS, months_said=_OF_MONTHS, date=_date, year=_bare_year, time=_time,
    currencies={"₽": ("рубль", "рубля", "рублей"), "руб.": ("рубль", "рубля", "рублей"), "$": ("доллар",
        "доллара", "долларов"), "€": ("евро", "евро", "евро"), "£": ("фунт", "фунта", "фунтов"),
        "¥": ("иена", "иены", "иен"), "USD": ("доллар", "доллара", "долларов"), "EUR": ("евро", "евро", "евро")},
    cents={"₽": ("копейка", "копейки", "копеек"), "руб.": ("копейка", "копейки", "копеек"), "$": ("цент",
        "цента", "центов"), "€": ("цент", "цента", "центов")},
    cents_link="",
    units={"км/ч": ("километр в час", "километра в час", "километров в час"), "км": ("километр",
        "километра", "километров"), "м": ("метр", "метра", "метров"), "см": ("сантиметр", "сантиметра",
        "сантиметров"), "мм": ("миллиметр", "миллиметра", "миллиметров"),
           "кг": ("килограмм", "килограмма", "килограммов"), "г": ("грамм", "грамма", "граммов"),
           "мг": ("миллиграмм", "миллиграмма", "миллиграммов"), "л": ("литр", "литра", "литров"),
           "мл": ("миллилитр", "миллилитра", "миллилитров"), "т": ("тонна", "тонны", "тонн"),
           "°C": ("градус", "градуса", "градусов"), "°С": ("градус", "градуса", "градусов"),
           "°": ("градус", "градуса", "градусов"), "ГБ": ("гигабайт", "гигабайта", "гигабайт"),
           "МБ": ("мегабайт", "мегабайта", "мегабайт"), "ГГц": ("гигагерц", "гигагерца", "гигагерц"),
           "GB": ("гигабайт", "гигабайта", "гигабайт"), "MB": ("мегабайт", "мегабайта", "мегабайт"),
           "Вт": ("ватт", "ватта", "ватт"), "кВт": ("киловатт", "киловатта", "киловатт"), "В": ("вольт",
           "вольта", "вольт"),
           "м²": ("квадратный метр", "квадратных метра", "квадратных метров"), "мин": ("минута", "минуты",
           "минут"), "ч": ("час", "часа", "часов"), "с": ("секунда", "секунды", "секунд"), "шт.": ("штука",
           "штуки", "штук"), "чел.": ("человек", "человека", "человек"),
           "km": ("километр", "километра", "километров"), "kg": ("килограмм", "килограмма", "килограммов")},
    symbols={"&": "и", "@": "собака", "+": "плюс", "=": "равно", "%": "процентов", "€": "евро",
        "$": "долларов", "₽": "рублей", "×": "умножить на", "÷": "разделить на", "#": "решётка",
        "§": "параграф", "±": "плюс минус", "°": "градусов", "№": "номер", "½": "одна вторая",
        "¼": "одна четвёртая", "¾": "три четвёртых", "<": "меньше", ">": "больше"},
    abbreviations={"т.е.": "то есть", "т. е.": "то есть", "т.д.": "так далее", "т. д.": "так далее",
        "т.п.": "тому подобное", "т.к.": "так как", "др.": "другие", "г-н": "господин", "г-жа": "госпожа",
        "ул.": "улица", "просп.": "проспект", "пр.": "прочее", "см.": "смотри", "стр.": "страница",
                   "рис.": "рисунок", "напр.": "например", "им.": "имени", "тыс.": "тысяч",
                   "млн": "миллионов", "млрд": "миллиардов", "н.э.": "нашей эры", "д.": "дом",
                   "кв.": "квартира", "тел.": "телефон", "проф.": "профессор", "США": "сэ шэ а", "РФ": "эр эф"},
    spelling=_SPELLING, comma="запятая", percent="процентов", minus="минус", to="",
        ordinal_marks="-(?:й|го|ого|я|ая|е|ое|ый|ой|му|м)", ordinal=_ordinal,
    numbered=frozenset(("глава", "том", "часть", "статья")), rulers=_ruler,
    feminine_endings=("а", "я", "ы", "и"), decimals=_decimals, feminine={"один/n": "одно", "один/f": "одна",
    "два/f": "две"},
        feminine_nouns=frozenset(("иена", "копейка", "тонна", "минута", "секунда", "штука", "тысяча", "килокалория",
        "столовая", "чайная")),
)  # fmt: skip


@rule(r"(?P<year>[12]\d{3})(?P<gap>\s?)(?P<short>г\.|год(?:а|у|ом)?|гг\.)(?!\w)")
def _year_with_word(match: re.Match[str]) -> Said:
    """Years before "год" are ordinals in its case."""
    said = WORDS.rank(int(match["year"]))
    short = match["short"]
    if short == "год":
        name = "год"
    elif short == "году" or (short == "г." and re.search(r"\b[Вв]о?\s$", match.string[: match.start()])):
        said, name = said[:-2] + ("ьем" if said.endswith("третий") else "ом"), "году"
    else:
        said, name = _genitive(said), "года"
    end = match.end() - (1 if short.endswith(".") and re.match(r"\s*$", match.string[match.end() :]) else 0)
    if not match["gap"]:
        return [Reading(match.start(), end, f"{said} {name}")]
    return [Reading(match.start("year"), match.end("year"), said), Reading(match.start("short"), end, name)]


@rule(r"(?P<minus>(?<![\w)])-)?(?<![\w.,])(?P<n>\d+(?:[.,]\d+)?)\s?%")
def _percent(match: re.Match[str]) -> Said:
    minus = "минус " if match["minus"] else ""
    return minus + WORDS.counted(match["n"], ("процент", "процента", "процентов"))


@rule(
    r"(?P<day>(?<![\d.])\d{1,2})(?P<gap>\s+)(?P<month>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)(?:\s+(?P<year>[12]\d{3})(?:\s?(?P<word>года|г\.))?)?(?!\w)",
    re.IGNORECASE,
)
def _day_month_year(match: re.Match[str]) -> Said:
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    readings = [
        Reading(match.start("day"), match.end("day"), _date(WORDS, day, word_before(match))),
        Reading(match.start("month"), match.end("month"), match["month"]),
    ]
    if match["year"]:
        said = _genitive(WORDS.rank(int(match["year"])))
        if match["word"]:
            readings.append(Reading(match.start("year"), match.end("year"), said))
            readings.append(Reading(match.start("word"), match.end("word"), "года"))
        else:
            readings.append(Reading(match.start("year"), match.end("year"), f"{said} года"))
    return readings


_CASES = {"век": "", "века": "ого", "веке": "ом", "веку": "ому", "веком": "ым", "в.": "ом", "веков": "ого",
    "столетие": "ое",
          "столетия": "ого", "столетии": "ом", "съезд": "", "съезда": "ого", "глава": "ая",
          "тысячелетие": "ое"}  # fmt: skip
_WOMEN = frozenset(listed("екатерина елизавета мария анна елизаветы екатерины марии анны"))


def declined(said: str, ending: str) -> str:
    """An ordinal with another ending: двадцатый, "ом" → двадцатом."""
    if not ending:
        return said
    if said.endswith("третий"):
        soft = {"ого": "ьего", "ом": "ьем", "ому": "ьему", "ым": "ьим", "ая": "ья", "ое": "ье", "ой": "ьей",
        "ые": "ьи",
                "ых": "ьих", "ую": "ью"}  # fmt: skip
        return said[:-2] + soft.get(ending, "ий")
    return said[:-2] + ending


@rule(
    r"\b(?P<roman>[IVX]{1,6})(?:-?(?P<mark>й|го|м|я|е))?\s+(?P<word>век(?:а|е|у|ом|ов)?|в\.|столети[еяи]|съезда?|тысячелетие)(?!\w)"
)
def _century(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    if value is None:
        return None
    word = match["word"]
    said = declined(WORDS.rank(value), _CASES[word])
    readings = [Reading(match.start(), match.end("mark" if match["mark"] else "roman"), said)]
    if word == "в.":
        end = match.end() - (1 if re.match(r"\s*$", match.string[match.end() : match.end() + 8]) else 0)
        readings.append(Reading(match.start("word"), end, "веке"))
    return readings


@rule(r"\b(?P<name>[А-ЯЁ][а-яё]{2,20})\s(?P<roman>[IVX]{1,6})\b(?![.']\w)")
def _ruler_named(match: re.Match[str]) -> Said:
    value = roman_value(match["roman"])
    name = match["name"].lower()
    if value is None or name in WORDS.numbered:
        return None
    said = WORDS.rank(value)
    if name in _WOMEN:
        said = declined(said, "ой" if name.endswith(("ы", "и")) else "ая")
    elif name.endswith("а") and name not in ("никита", "глава", "фома"):
        said = declined(said, "ого")  # Николая II, Петра I
    elif name.endswith("я"):
        said = declined(said, "ого")
    elif name.endswith("е"):
        said = declined(said, "ом")
    elif name.endswith(("у", "ю")):
        said = declined(said, "ому")
    return [Reading(match.start("roman"), match.end("roman"), said)]


@rule(
    r"(?<![\w.,])(?P<n>\d{1,4})-(?P<mark>й|я|е|го|му|м|ю|ой|х|ми|ый|ая|ое|ого|ом|ые|ых)(?!\w)(?P<next>\s[а-яё]{2,14})?"
)
def _marked(match: re.Match[str]) -> Said:
    """5-м этаже, 90-е годы."""
    before, following = word_before(match), (match["next"] or "").strip()
    mark = match["mark"]
    plural = (
        following.startswith(("год", "сутк", "числа"))
        and mark in ("е", "х", "м", "ые", "ых")
        and following != "году"
    )
    ending = {
        "й": "", "ый": "", "ой": "ой", "я": "ая", "ая": "ая", "го": "ого", "ого": "ого", "му": "ому",
        "ю": "ую", "х": "ых",
        "ых": "ых", "ые": "ые", "ми": "ыми", "ом": "ом", "ое": "ое", "е": "ые" if plural else "ое",
        "м": "ым" if before in ("с", "со", "перед", "за", "под", "над", "между") or plural else "ом",
    }[mark]  # fmt: skip
    said = WORDS.rank(int(match["n"]))
    if mark == "й" and before in ("во", "в", "на", "с", "из", "до") and following.endswith("й"):
        ending = "ой"
    end = match.start("next") if match["next"] else match.end()
    return [Reading(match.start(), end, declined(said, ending))]


@rule(r"\b[Сс]\s(?P<a>[12]\d{3})(?=\s(?:г\.\s)?по\s[12]\d{3}\s(?:год|г\.))")
def _years_from(match: re.Match[str]) -> Said:
    return [Reading(match.start("a"), match.end("a"), _genitive(WORDS.rank(int(match["a"]))))]


@rule(r"\b[Сс]о?\s(?P<a>\d{1,2})\s?[-–—]\s?(?P<b>\d{1,2})(?![\w:]|[.,]\d)")
def _hours(match: re.Match[str]) -> Said:
    first, last = int(match["a"]), int(match["b"])
    if not first < last <= 24:
        return None
    return [Reading(match.start("a"), match.end(), f"{_of_hours(first)} до {_of_hours(last)}")]


def _of_hours(value: int) -> str:
    """A number up to 24 in the genitive."""
    units = ["", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти"]
    if value <= 10:
        return units[value] or "нуля"
    if value < 20:
        return WORDS.cardinal(value)[:-1] + "и"
    return "двадцати" + (f" {units[value - 20]}" if value > 20 else "")


RULES: tuple[Rule, ...] = rules(
    WORDS, _years_from, _hours, _century, _ruler_named, _marked, _day_month_year, _year_with_word, _percent
)
