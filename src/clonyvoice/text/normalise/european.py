"""Text normalisation shared by European languages in Latin or Cyrillic letters: figures, dates, money, units, signs.

Each language says its own words in a `Words`; `rules` makes its rules. Number words come from `num2words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from clonyvoice.text.normalise.addresses import URL_PATTERN, Spelling, say_address
from clonyvoice.text.normalise.european_tables import TABLES
from clonyvoice.text.normalise.figures import roman_value
from clonyvoice.text.normalise.figures import rules as figure_rules
from clonyvoice.text.normalise.genders import gender_of
from clonyvoice.text.normalise.readings import Reading, Rule, Said, parts
from clonyvoice.text.word_lists import listed

_LONGEST = 18


@lru_cache(maxsize=4096)
def _words(value: str, language: str, kind: str) -> str:
    from num2words import num2words

    said = num2words(int(value), lang=language, to=kind)
    return re.sub(r"[,\u00ad]", "", str(said)).strip()


@dataclass(frozen=True)
class Words:
    """Number words and names of one language. Nouns are `(one, several)` or, in Russian, `(one, few, many)`."""

    language: str
    num2words: str
    months: tuple[str, ...]
    months_said: tuple[str, ...]
    """The months as said in a date (genitive in Russian)."""
    date: Callable[[Words, int, str], str]
    """The day of a month: (words, day, the word before it in small letters)."""
    year: Callable[[Words, int], str]
    time: Callable[[Words, int, int], str]
    currencies: Mapping[str, tuple[str, ...]]
    cents: Mapping[str, tuple[str, ...]]
    cents_link: str
    units: Mapping[str, tuple[str, ...]]
    symbols: Mapping[str, str]
    abbreviations: Mapping[str, str]
    spelling: Spelling
    comma: str
    percent: str
    minus: str
    to: str
    of_month: str = " "
    of_year: str = " "
    dotted_thousands: bool = True
    ordinal_marks: str = ""
    """A pattern of what is written behind a figure to make it an ordinal."""
    ordinal: Callable[[Words, int, str], str] = field(default=lambda words, value, _mark: words.rank(value))
    numbered: frozenset[str] = frozenset()
    """Words behind which Roman numerals are cardinals (chapter, volume)."""
    rulers: Callable[[Words, int], str] | None = None
    """The form of the numeral behind a king's or pope's name."""
    feminine: Mapping[str, str] = field(default_factory=dict)
    """Forms of 1 and 2 before feminine nouns (a unit's or coin's name)."""
    feminine_nouns: frozenset[str] = frozenset()
    feminine_endings: tuple[str, ...] = ("a", "as")
    """Endings by which an unknown noun behind a number is taken for feminine."""
    decimals: Callable[[Words, str, str], str] | None = None
    """The form of a whole part and a fraction, where it is not just "comma" between them."""

    hundreds: Callable[[list[str]], list[str]] | None = None
    """Hundreds (and what else counts) before feminine nouns, all of the number's words."""

    def cardinal(self, value: int) -> str:
        """`value` in words."""
        text = str(value)
        if len(text.lstrip("-")) > _LONGEST:
            return self.digits(text)
        said = _words(text.lstrip("-"), self.num2words, "cardinal")
        return f"{self.minus} {said}" if value < 0 else said

    def rank(self, value: int) -> str:
        """`value` as an ordinal."""
        return _words(str(value), self.num2words, "ordinal")

    def digits(self, text: str) -> str:
        """The digits of `text` one by one."""
        return " ".join(_words(char, self.num2words, "cardinal") for char in text if char in "0123456789")

    def number(self, text: str) -> str:
        """A number as written in this language ("1.234,5"; a dot before other than three digits is a decimal one)."""
        whole, fraction = split_number(text, self.dotted_thousands)
        if (len(whole) > 1 and whole.startswith("0")) or len(whole) > _LONGEST:
            said = self.digits(whole)
        else:
            said = self.cardinal(int(whole or "0"))
        if not fraction:
            return said
        if self.decimals is not None:
            return self.decimals(self, whole or "0", fraction)
        spoken = (
            self.digits(fraction)
            if fraction.startswith("0") or len(fraction) > 2
            else self.cardinal(int(fraction))
        )
        return f"{said} {self.comma} {spoken}"

    def counted(self, text: str, noun: tuple[str, ...]) -> str:
        """A number with its noun in the right form."""
        whole, fraction = split_number(text, self.dotted_thousands)
        said = self.number(text)
        form = (
            noun[1]
            if fraction and len(noun) < 3
            else noun[-1]
            if fraction
            else self.form(int(whole or "0"), noun)
        )
        if not fraction:
            said = self.agreed(said, noun)
        if fraction and len(noun) == 3:
            form = noun[1]
        return f"{said} {form}"

    def agreed(self, said: str, noun: tuple[str, ...]) -> str:
        """Number words as they stand before `noun`."""
        gender = "f" if noun[0].split(" ")[0] in self.feminine_nouns else "m"
        return self.gendered(said.split(), gender) or said

    def before(self, said: str, following: str) -> str:
        """Number words as they stand before the word `following`, whose gender is guessed from its ending."""
        return self.gendered(said.split(), self.gender(following.lower(), said.split()[-1])) or said

    def gender(self, noun: str, count: str = "") -> str:
        """The gender (m, f, n) of a noun in small letters, behind a number that ends in `count`."""
        return gender_of(self.language, noun, count, self.feminine_endings)

    def gendered(self, words: list[str], gender: str) -> str:
        """The number words in the form for `gender` (m, f, n); "" where they have none of their own."""
        last = self.feminine.get(f"{words[-1]}/{gender}")
        changed = [*words[:-1], last] if last else list(words)
        if gender == "f" and self.hundreds is not None:
            changed = self.hundreds(changed)
        return " ".join(changed) if changed != words else ""

    def form(self, value: int, noun: tuple[str, ...]) -> str:
        """The form of `noun` behind `value`."""
        if len(noun) == 3:
            if value % 10 == 1 and value % 100 != 11:
                return noun[0]
            return noun[1] if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14) else noun[2]
        if self.language in ("fr", "pt") and value < 2:
            return noun[0]
        return noun[0] if value == 1 else noun[-1]


def word_before(match: re.Match[str]) -> str:
    """The word right before a match, in small letters; "" at the start of a sentence."""
    found = re.search(r"([^\W\d_]+)\s+$", match.string[max(0, match.start() - 40) : match.start()])
    return found[1].lower() if found else ""


def split_number(text: str, dotted_thousands: bool) -> tuple[str, str]:
    """The whole part and the fraction of a written number, whichever marks it uses."""
    plain = re.sub(r"[\s'’\u202f]", "", text)
    comma, dot = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and dot >= 0:
        mark = max(comma, dot)
        return re.sub(r"[.,]", "", plain[:mark]), plain[mark + 1 :]
    at = max(comma, dot)
    if at < 0:
        return plain, ""
    thousands = plain[at] == "." if dotted_thousands else plain[at] == ","
    groups = re.split(r"[.,]", plain)
    if (
        all(len(group) == 3 for group in groups[1:])
        and len(groups[0]) <= 3
        and groups[0] != "0"
        and (thousands or len(groups) > 2)
    ):
        return "".join(groups), ""
    if len(groups) > 2:
        return "".join(groups), ""
    return groups[0], groups[1]


NUMBER = r"\d{1,3}(?:[.\u202f '’]\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?"


def rules(words: Words, *extra: Rule) -> tuple[Rule, ...]:
    """The rules of a language: `extra` ones of its own first."""
    month_names = {name.lower(): index for index, name in enumerate(words.months)}
    month_names |= {name.lower(): index for index, name in enumerate(words.months_said)}
    month_pattern = "|".join(re.escape(name) for name in sorted(month_names, key=len, reverse=True))
    signs = "|".join(re.escape(sign) for sign in sorted(words.currencies, key=len, reverse=True))
    table = TABLES[words.language]
    units = _any_of({**words.units, **table.more_units})
    denominators = _any_of({**table.per_units, **words.units, **table.more_units})
    abbreviations = dict(words.abbreviations)
    for short, said_for in words.abbreviations.items():
        abbreviations.setdefault(short[0].upper() + short[1:], said_for)
    shorts = _any_of(abbreviations)

    def made(pattern: str, say: Callable[[re.Match[str]], Said], flags: int = 0) -> Rule:
        return Rule(re.compile(pattern, flags), say)

    def address(match: re.Match[str]) -> Said:
        return say_address(match.group(), words.spelling)

    def whole_date(day: int, month: int, year: str, before: str) -> Said:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        name = words.months_said[month - 1]
        said = f"{words.date(words, day, before)}{words.of_month}{name}"
        if year:
            value = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)
            said += words.of_year + words.year(words, value)
        return said

    def iso_date(match: re.Match[str]) -> Said:
        return whole_date(int(match["d"]), int(match["m"]), match["y"], word_before(match))

    def named_date(match: re.Match[str]) -> Said:
        name = words.months_said[month_names[match["month"].lower()]]
        day = int(match["day"])
        if not 1 <= day <= 31:
            return None
        readings = [
            Reading(
                match.start("day"),
                match.end("mark" if match["mark"] else "day"),
                words.date(words, day, word_before(match)),
            ),
            Reading(match.start("month"), match.end("month"), name),
        ]
        return readings + parts(
            match, ("year", words.year(words, int(match["year"])) if match["year"] else "")
        )

    def clock(match: re.Match[str]) -> Said:
        return words.time(words, int(match["h"]), int(match["m"] or 0))

    def phone(match: re.Match[str]) -> Said:
        return ", ".join(words.digits(group) for group in re.findall(r"\d+", match.group()))

    names = "|".join(
        re.escape(name)
        for name in sorted(
            {form for noun in words.currencies.values() for form in noun}, key=len, reverse=True
        )
    )
    all_units = {**words.units, **table.more_units}
    link = table.magnitude_link
    again = rf"(?:\s(?:de\s|di\s|d['’])?(?:{names})\b)?"

    def linked(noun: str) -> str:
        if link.endswith("'"):
            return f"{link}{noun}" if noun[0] in "aeiouyéh" else f"{link[:-1]}e {noun}"
        return f"{link} {noun}"

    def money(match: re.Match[str]) -> Said:
        sign, text, big = match["sign"], match["n"], match["big"]
        noun = words.currencies[sign]
        minus = f"{words.minus} " if match["minus"] else ""
        short = match["short"]
        if short in table.magnitudes:
            return f"{minus}{words.counted(text, table.magnitudes[short])}{linked(noun[-1])}"
        if short:
            return minus + words.counted(_thousands(words, text), noun)
        if big:
            short = big.rstrip(".")
            if short in table.magnitudes:
                return f"{minus}{words.counted(text, table.magnitudes[short])}{linked(noun[-1])}"
            count = words.number(text)
            count = words.agreed(count, ("",)) if big not in ("mil", "mil millones") else count
            return f"{minus}{count} {big}{linked(noun[-1]) if big != 'mil' else ' ' + noun[-1]}"
        whole, fraction = split_number(text, words.dotted_thousands)
        if len(fraction) == 2 and sign in words.cents:
            said = words.counted(whole or "0", noun) if int(whole or "0") else ""
            if int(fraction):
                between = f" {words.cents_link} ".replace("  ", " ") if said else ""
                said += between + words.counted(str(int(fraction)), words.cents[sign])
            return minus + (said or words.counted("0", noun))
        return minus + words.counted(text, noun)

    def magnitude(match: re.Match[str]) -> Said:
        """1,5 Mio. and 10k, with nothing or a noun behind."""
        minus = f"{words.minus} " if match["minus"] else ""
        short = match["short"]
        end = match.end()
        if match["dot"] and re.match(r"[\"'”»)]{0,4}\s*$", match.string[end : end + 40]):
            end -= 1
        if short in ("k", "K"):
            return [Reading(match.start(), end, minus + words.number(_thousands(words, match["n"])))]
        noun = table.magnitudes[short]
        if len(short) == 1 and not re.match(r"\s(?:de|di|d')", match.string[match.end() : match.end() + 4]):
            return None
        return [Reading(match.start(), end, minus + words.counted(match["n"], noun))]

    def rate(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        per = match["per"]
        if per in table.per_units:
            name = table.per_units[per]
            against = name if " " in name or "'" in name else f"{table.per} {name}"
        else:
            against = f"{table.per} {all_units[per][0]}"
        return f"{minus}{words.counted(match['n'], all_units[match['unit']])} {against}"

    def inches(match: re.Match[str]) -> Said:
        before = match.string[max(0, match.start() - 160) : match.start()]
        opened = len(re.findall(r'(?:^|[\s(])"(?=\w)', before))
        if opened > len(re.findall(r'(?<=[\w.,!?])"', before)):
            return None
        return words.counted(match["n"], table.inches)

    def following_gender(match: re.Match[str]) -> str:
        found = re.match(r"\s(?:de\s)?([^\W\d_]{2,})", match.string[match.end() : match.end() + 40])
        return words.gender(found[1].lower(), "2") if found else "m"

    def mixed_number(match: re.Match[str]) -> Said:
        whole, top, bottom = (int(match[name]) for name in ("whole", "top", "bottom"))
        if not 0 < top < bottom or bottom > 100:
            return None
        return table.mixed(words, whole, top, bottom, following_gender(match))

    def fraction(match: re.Match[str]) -> Said:
        top, bottom = int(match["top"]), int(match["bottom"])
        if not 0 < top < bottom or (bottom > 20 and bottom not in (100, 1000)):
            return None
        said = table.fraction(words, top, bottom, following_gender(match))
        if top == 1 and word_before(match) in table.article:
            said = said.split()[-1]
        return said

    def vulgar(match: re.Match[str]) -> Said:
        top, bottom = _VULGAR[match["part"]]
        if match["whole"]:
            return table.mixed(words, int(match["whole"]), top, bottom, following_gender(match))
        return table.fraction(words, top, bottom, following_gender(match))

    def lone_range(match: re.Match[str]) -> Said:
        first, second = (split_number(match[name], words.dotted_thousands) for name in ("a", "b"))
        if (len(match["a"]) > 1 and match["a"][0] == "0" and not first[1]) or len(match["a"]) > 7:
            return None
        if float(f"{first[0]}.{first[1] or 0}") >= float(f"{second[0]}.{second[1] or 0}"):
            return None
        year = _is_year(match["a"]) and _is_year(match["b"])
        said = words.year(words, int(match["a"])) if year else words.number(match["a"])
        return [Reading(match.start("a"), match.start("b"), f"{said} {words.to}".strip())]

    def percent(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        return f"{minus}{words.number(match['n'])} {words.percent}"

    def unit(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        noun = all_units[match["unit"]]
        said = minus + words.counted(match["n"], noun)
        if not match["gap"]:
            return said
        number, _, name = (
            said.rpartition(" " + said.split()[-1])
            if " " not in noun[-1]
            else (minus + words.agreed(words.number(match["n"]), noun), "", "")
        )
        start = match.start("minus") if match["minus"] else match.start("n")
        rest = said[len(number) :].strip()
        return [
            Reading(start, match.end("n"), number),
            Reading(match.start("unit"), match.end("unit"), name or rest),
        ]

    def ordinal(match: re.Match[str]) -> Said:
        return words.ordinal(words, int(match["n"]), f"{word_before(match)} {match['mark']}")

    def roman(match: re.Match[str]) -> Said:
        value = roman_value(match["roman"])
        if value is None:
            return None
        name = match["name"].lower()
        if name in words.numbered:
            return [Reading(match.start("roman"), match.end("roman"), words.cardinal(value))]
        if words.rulers is None or (
            match["roman"] in ("I", "C", "L", "X", "V", "M", "D") and name not in _RULERS
        ):
            return None
        if not match["name"][0].isupper() and name not in _CENTURY:
            return None
        return [Reading(match.start("roman"), match.end("roman"), words.rulers(words, value))]

    def abbreviation(match: re.Match[str]) -> Said:
        short = match.group()
        end = match.end()
        if short.endswith(".") and re.match(r"[\"'”»)]*\s*$", match.string[end:]):
            end -= 1
        return [Reading(match.start(), end, abbreviations[short])]

    def year_alone(match: re.Match[str]) -> Said:
        return words.year(words, int(match.group()))

    def plain_number(match: re.Match[str]) -> Said:
        minus = f"{words.minus} " if match["minus"] else ""
        said = words.number(match["n"])
        following = re.match(r"\s([^\W\d_]{2,})", match.string[match.end() : match.end() + 40])
        if following is not None and not split_number(match["n"], words.dotted_thousands)[1]:
            said = words.before(said, following[1])
        return minus + said

    def mixed(match: re.Match[str]) -> Said:
        text = match.group()
        return words.digits(text) if len(text) > 4 or text.startswith("0") else words.cardinal(int(text))

    def symbol(match: re.Match[str]) -> Said:
        return words.symbols[match.group()]

    before_signs = "|".join(
        re.escape(sign) for sign in sorted(words.currencies, key=len, reverse=True) if not sign[0].islower()
    )
    signs_said = "|".join(re.escape(sign) for sign in words.symbols if sign not in "+=<>#-")
    minus = r"(?P<minus>(?<![\w)])-)?(?<![\w.,])"
    figures = figure_rules(table.figures(words))
    shorts_of_big = _any_of(table.magnitudes)
    made_rules = [
        *figures[:2],  # files and paths
        made(URL_PATTERN, address, re.IGNORECASE),
        *extra,
        figures[4],  # ratios, before times of day
        made(r"(?<![\w-])(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?![\w-])", iso_date),
        made(r"(?<![\w.])(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4}|\d{2})(?![\w-]|[.,]\d)", iso_date),
        made(
            rf"(?<![\w.,])(?P<day>\d{{1,2}})(?P<mark>\.|er|º|°|[-‑]?(?:го|ого|е))?\s+(?:de\s+|di\s+)?(?P<month>{month_pattern})\b"
            rf"(?:,?\s+(?:de\s+|del\s+|di\s+)?(?P<year>[12]\d{{3}}))?(?!\d)",
            named_date,
            re.IGNORECASE,
        ),
        made(
            r"(?<![\w:.,])(?P<h>[01]?\d|2[0-4])[:hч](?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:Uhr|h)\b)?(?![\w:])",
            clock,
        ),
        made(
            r"(?<![\w.,])(?P<h>[01]?\d|2[0-4])(?P<m>\b)\s?(?:Uhr)\b",
            lambda match: words.time(words, int(match["h"]), 0),
        ),
        made(
            r"(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(?\d{2,4}\)?[ .-]){2,4}\d{2,4}(?![\w-])", _only_phones(phone)
        ),
        *figures[2:4],
        *figures[5:6],
        made(
            r"(?<![\w.,/])(?P<whole>\d{1,4})\s(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\w/]|[.,]\d)",
            mixed_number,
        ),
        made(r"(?<![\w.,/])(?P<top>\d{1,2})/(?P<bottom>\d{1,4})(?![\w/]|[.,]\d)", fraction),
        made(rf"(?<![\w.,/])(?:(?P<whole>\d{{1,9}})\s?)?(?P<part>[{''.join(_VULGAR)}])", vulgar),
        made(
            rf"(?<![\w.,:/-])(?P<a>{NUMBER})\s?[-–—]\s?(?=(?P<b>{NUMBER})(?![\d/–-]|[.,:]\d))",
            lone_range,
        ),
        figures[6],
        made(rf'(?<![\w.,])(?P<n>{NUMBER})(?:"|\'\')(?!\w)', inches),
        made(
            rf"(?<!\w)(?P<minus>(?<![\w)])-\s?)?(?P<sign>{before_signs})\s?-?(?P<n>{NUMBER})"
            rf"(?:\s?(?P<short>[kK]|{shorts_of_big})(?!\w)|\s(?P<big>{_BIG})(?!\w))?{again}",
            money,
        ),
        made(
            rf"(?P<minus>(?<![\w)])-)?(?<![\w.,])(?P<n>{NUMBER})"
            rf"(?:\s?(?P<short>[kK]|{shorts_of_big})(?=\s?(?:{signs}))|\s(?P<big>{_BIG})(?:\s(?:de|di)\b)?)?"
            rf"\s?(?P<sign>{signs})(?!\w){again}",
            money,
        ),
        made(
            rf"{minus}(?P<n>{NUMBER})\s?(?P<short>[kK](?<=\d[kK])|{shorts_of_big})(?P<dot>\.?)(?!\w)",
            magnitude,
        ),
        made(rf"{minus}(?P<n>{NUMBER})\s?(?P<unit>{units})/(?P<per>{denominators})(?![\w/²³])", rate),
        made(rf"{minus}(?P<n>{NUMBER})\s?%", percent),
        made(rf"{minus}(?P<n>{NUMBER})(?P<gap>\s?)(?P<unit>{units})(?![\w/²³])", unit),
    ]
    if words.ordinal_marks:
        made_rules.append(made(rf"(?<![\w.,])(?P<n>\d{{1,6}})(?P<mark>{words.ordinal_marks})(?!\w)", ordinal))
    made_rules += [
        made(r"\b(?P<name>[^\W\d_]{1,24})\.?\s+(?P<roman>[IVXLCDM]{1,8})\b(?!['.]\w)", roman),
    ]
    if shorts:
        made_rules.append(made(rf"(?<![\w.])(?:{shorts})(?!\w)", abbreviation))
    made_rules += [
        made(r"(?<![\w.,-])(?:1[1-9]|20)\d\d(?![\w%]|[.,]\d)", year_alone),
        made(rf"{minus}(?P<n>{NUMBER})(?!\w)", plain_number),
        made(r"\d+", mixed),
        # A compound is read as a whole ("dix-huit", "peut-être", "кто-то").
        made(
            r"[^\W\d_]+(?:-[^\W\d_]+)+(?:'[^\W\d_]+)?",
            lambda match: [Reading(match.start(), match.end(), match.group(), written=True)],
        ),
        made(
            rf"{signs_said}|(?<=\s)[+=<>](?=\s)|(?<=[\w)])[+=](?=[\w(])|#(?=\w)" if signs_said else r"(?!)",
            _known(symbol, words.symbols),
        ),
    ]
    return tuple(made_rules)


_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
}  # fmt: skip


def _any_of(names: Iterable[str]) -> str:
    """A pattern of any of `names`, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _thousands(words: Words, text: str) -> str:
    """The figures of so many thousand: "2,5" → "2500"."""
    whole, fraction = split_number(text, words.dotted_thousands)
    return (whole or "0") + (fraction + "000")[:3]


_BIG = (
    "mil millones|millones|millón|mil|milliards?|millions?|miliardi|miliardo|milioni|milione|"
    "bilhões|bilhão|milhões|milhão|"
    "Milliarden|Milliarde|Millionen|Million|Mrd\\.?|Mio\\.?|тысяч[аи]?|миллион(?:а|ов)?|миллиард(?:а|ов)?|млн|млрд|тыс\\."
)
_RULERS = frozenset(
    listed(
        "carlos felipe juan pablo benedicto enrique alfonso isabel louis charles henri napoléon "
        "françois jean pie luigi carlo vittorio umberto pio "
        "giovanni paolo francesco joão pedro dom henrique ludwig karl heinrich friedrich wilhelm "
        "otto papst johannes paul pius benedikt elisabeth "
        "katharina пётр екатерина николай александр иван павел людовик генрих карл"
    )
)
_CENTURY = frozenset(listed("siglo secolo século siècle jahrhundert век веке"))


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("15", "16", "17", "18", "19", "20")


def _only_phones(say: Callable[[re.Match[str]], Said]) -> Callable[[re.Match[str]], Said]:
    def checked(match: re.Match[str]) -> Said:
        digits = re.sub(r"\D", "", match.group())
        groups = re.findall(r"\d+", match.group())
        telephone = match.group().startswith(("+", "0", "(")) or len(groups) > 3
        return say(match) if telephone and 8 <= len(digits) <= 15 else None

    return checked


def _known(
    say: Callable[[re.Match[str]], Said], symbols: Mapping[str, str]
) -> Callable[[re.Match[str]], Said]:
    return lambda match: say(match) if match.group() in symbols else None
