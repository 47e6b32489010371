"""Number words, units and names of Russian."""

from __future__ import annotations

from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.web_addresses import Spelling

_MONTHS = tuple(listed("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"))
_OF_MONTHS = tuple(
    listed("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
)


def day_of_month(words: Words, day: int, before: str) -> str:
    """The day of a month as an ordinal."""
    said = words.rank(day)
    if before in ("к", "ко"):
        return declined(said, "ому")
    if before not in ("сегодня", "завтра", "вчера", "это", "было", "будет"):
        return genitive(said)  # "on the third of May", as dates mostly stand in a sentence
    return said[:-2] + ("ье" if said.endswith("ий") and said.endswith("третий") else "ое")


def genitive(said: str) -> str:
    """An ordinal in the genitive."""
    if said.endswith("третий"):
        return said[:-2] + "ьего"
    return said[:-2] + "ого" if said.endswith(("ый", "ой", "ий")) else said


def _bare_year(words: Words, value: int) -> str:
    return words.cardinal(value).removeprefix("одна ")


def _time(words: Words, hour: int, minute: int) -> str:
    said = f"{words.cardinal(hour)} {words.form(hour, ('час', 'часа', 'часов'))}"
    if minute == 0:
        return said
    return f"{said} {words.counted(str(minute), ('минута', 'минуты', 'минут'))}"


def _ordinal(words: Words, value: int, mark: str) -> str:
    said = words.rank(value)
    if mark.endswith("го"):
        return genitive(said)
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


_LETTERS = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщэюя",
        listed("а бэ вэ гэ дэ е жэ зэ и ка эл эм эн о пэ эр эс тэ у эф ха цэ че ша ща э ю я"),
        strict=True,
    )
)
_SPELLED = {
    word.upper(): " ".join(_LETTERS[letter] for letter in word)
    for word in listed(
        "мгу оон ес нло оаэ цру аэс ии вто пво пао оао ао зао ооо ип юар мфо гто кпрф цска ука экг эвм мга ниу "
        "авс спбгу свао снг ввп нии цб мвд мчс фсб фбр кгб днк рнк мрт ржд рао еаэс ук уе"
    )
}
"""Initialisms that are said letter by letter although some could be words."""


WORDS = Words(
    language="ru", num2words="ru", months=_MONTHS, months_said=_OF_MONTHS, date=day_of_month,
        year=_bare_year, time=_time,
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
                   "кв.": "квартира", "тел.": "телефон", "проф.": "профессор", "США": "сэ шэ а", "РФ": "эр эф",
                   **_SPELLED},
    spelling=_SPELLING, comma="запятая", percent="процентов", minus="минус", to="",
        ordinal_marks="-(?:й|го|ого|я|ая|е|ое|ый|ой|му|м)", ordinal=_ordinal,
    numbered=frozenset(("глава", "том", "часть", "статья")), rulers=_ruler,
    feminine_endings=("а", "я", "ы", "и"), decimals=_decimals, feminine={"один/n": "одно", "один/f": "одна",
    "два/f": "две"},
        feminine_nouns=frozenset(("иена", "копейка", "тонна", "минута", "секунда", "штука", "тысяча", "килокалория",
        "столовая", "чайная")),
)  # fmt: skip


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
