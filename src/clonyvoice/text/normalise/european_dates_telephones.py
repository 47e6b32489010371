"""Dates, times of day and telephone numbers in European languages, as rules."""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.normalise.european_number_words import Words, made, word_before
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said, parts


def date_rules(words: Words) -> tuple[Rule, ...]:
    """The rules of a language for dates, times and telephone numbers, in order."""
    month_names = {name.lower(): index for index, name in enumerate(words.months)}
    month_names |= {name.lower(): index for index, name in enumerate(words.months_said)}
    month_pattern = "|".join(re.escape(name) for name in sorted(month_names, key=len, reverse=True))

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
                words.date(words, day, governing(match)),
            ),
            Reading(match.start("month"), match.end("month"), name),
        ]
        return readings + parts(
            match, ("year", words.year(words, int(match["year"])) if match["year"] else "")
        )

    def clock(match: re.Match[str]) -> Said:
        return words.time(words, int(match["h"]), int(match["m"] or 0))

    def group(figures: str) -> str:
        """A group of figures of a telephone number, in French as one number where there are two."""
        if words.language == "fr" and len(figures) == 2 and figures[0] != "0":
            return words.cardinal(int(figures))
        return words.digits(figures)

    def phone(match: re.Match[str]) -> Said:
        return ", ".join(map(group, re.findall(r"\d+", match.group())))

    behind = "|".join(f"(?<={re.escape(name)})" for name in _spans(words))
    ahead = "|".join(map(re.escape, _spans(words)))

    def dialled(match: re.Match[str]) -> Said:
        groups = re.findall(r"\d+", match["n"])
        if not 7 <= sum(map(len, groups)) <= 15:
            return None
        plus = f"{words.symbols['+']} " if match["n"].startswith("+") else ""
        return [Reading(match.start("n"), match.end("n"), plus + ", ".join(map(group, groups)))]

    return (
        made(
            r"\b(?:tel|tél|telefon\w{0,4}|téléphone|teléfono|móvil|mobile|cellulare|celular|тел|телефон)"
            r"\.?:?\s(?P<n>\+?\d[\d ./-]{4,18}\d)(?!\w)",
            dialled,
            re.IGNORECASE,
        ),
        made(
            rf"(?:{_CALLING[words.language]})\s(?P<n>\d{{2,4}}(?:[ .-]\d{{2,4}}){{1,4}})(?!\w)",
            dialled,
            re.IGNORECASE,
        ),
        made(rf"(?<![\w.,+-])(?P<n>{_INTERNATIONAL}|{_NATIONAL})(?![\w-]|[.,]\d)", dialled),
        *_days_between(words),
        # A dash between two times of day, two months or two days of the week.
        made(
            r"(?:(?<=\d[:.hч]\d\d)|(?<=\d[hч])|(?<=Uhr)|(?<=\d:\d\dh))\s?[-–—]\s?(?=\d{1,2}(?:[:hч]\d\d|[hч]\b|\s?Uhr\b))",
            lambda _match: words.to,
        ),
        made(
            rf"(?:{behind})\s?[-–—]\s?(?=(?:{ahead})\b)",
            lambda _match: words.to,
            re.IGNORECASE,
        ),
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
        *(
            (
                made(
                    rf"(?:{_AT_HOURS[words.language]})(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)"
                    r"(?![\w%]|[.,]\d|\s?[%€$£°]|\s(?:km|kg|mila?|milion)\w*)",
                    clock,
                ),
            )
            if words.language in _AT_HOURS
            else ()
        ),
        made(
            r"(?<![\w.,])(?P<h>[01]?\d|2[0-4])(?P<m>\b)\s?(?:Uhr)\b",
            lambda match: words.time(words, int(match["h"]), 0),
        ),
        made(
            r"(?<![\w.])(?:\+\d{1,3}[ .-]?)?(?:\(?\d{2,4}\)?[ .-]){2,4}\d{2,4}(?![\w-])", _only_phones(phone)
        ),
    )


def governing(match: re.Match[str]) -> str:
    """The word before the day, or before the first of several days: "am 1. und 2. Mai"."""
    before = word_before(match)
    if before not in ("und", "oder", "sowie"):
        return before
    first = re.search(
        r"([^\W\d_]+)\s+\d{1,2}\.\s+[^\W\d_]{1,6}\s+$",
        match.string[max(0, match.start() - 40) : match.start()],
    )
    return first[1].lower() if first else before


_INTERNATIONAL = r"\+(?:\d(?:[ .\-/()]{1,2})?){7,14}\d"
_NATIONAL = (
    r"0\d{1,4}(?:\s?[/-]\s?|\s)\d{2,8}(?:[ -]\d{2,8}){0,4}"  # 030 / 123 45 67
    r"|\(\d{2,3}\)\s?\d{3,5}[ -]\d{2,4}(?:[ -]\d{2})?"  # (11) 91234-5678
    r"|\d{3}[ -]\d{6,7}"  # 333 1234567
)
"""Unambiguous telephone numbers: thousands are not grouped in this way."""
_AT_HOURS = {
    "it": r"(?<=\b[Aa]lle )|(?<=\b[Dd]alle )|(?<=\b[Oo]re )",
    "es": r"(?<=\b[Aa] las )|(?<=\b[Dd]e las )|(?<=\b[Dd]esde las )",
    "pt": r"(?<=\b[àÀ]s )|(?<=\b[Dd]as )",
}  # fmt: skip
"""Words before a time of day that is written with a dot: alle 18.30."""
_CALLING = {
    "es": r"llam\w{1,5}(?: al?)?|marc\w{1,4}(?: el)?|whatsapp", "fr": r"appel\w{1,4}(?: le| au)?|compose[rz]?(?: le)?",
    "it": r"chiam\w{1,4}(?: il| allo?)?|whatsapp", "pt": r"lig\w{1,3}(?: para)?|whatsapp",
    "de": r"(?:ruf\w{0,2}|wähl\w{0,2}|anruf\w{0,2})(?: die)?", "ru": r"звон\w{1,5}(?: по)?|номер",
}  # fmt: skip
"""Words behind which groups of figures are a telephone number."""
_DAYS = {
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda terça quarta quinta sexta sábado domingo",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
}


_SHORT_DAYS = {
    "es": "lun mar mié jue vie sáb dom", "fr": "lun mar mer jeu ven sam dim",
    "it": "lun mar mer gio ven sab dom", "pt": "seg ter qua qui sex sáb dom",
}  # fmt: skip
"""Short forms of `_DAYS`, read between two of them only: "mar" and "sex" are words."""


def _days_between(words: Words) -> tuple[Rule, ...]:
    """The rule for "lun.-ven.", from one short day to another."""
    if words.language not in _SHORT_DAYS:
        return ()
    days = dict(zip(_SHORT_DAYS[words.language].split(), _DAYS[words.language].split(), strict=True))
    days |= {short.translate(_PLAIN): name for short, name in days.items()}
    names = "|".join(days)

    def said(match: re.Match[str]) -> Said:
        start, end = days[match["a"].lower()], days[match["b"].lower()]
        stop = match.end("b") + (match.string[match.end("b") :].rstrip() != "." and len(match["dot"]))
        return [Reading(match.start(), stop, f"{start} {words.to} {end}")]

    def alone(match: re.Match[str]) -> Said:
        """A short day before a figure: sam. 9h."""
        return days[match["a"].lower()]

    def one_of_two(match: re.Match[str]) -> Said:
        """Each of two short days with a word between: mar. e gio., lun. y mar."""
        last = match.string[match.end() :].rstrip() == ""
        readings = [Reading(match.start("a"), match.end("a") + 1, days[match["a"].lower()])]
        end = match.end("b") + (0 if last else len(match["dot"]))
        return [*readings, Reading(match.start("b"), end, days[match["b"].lower()])]

    return (
        made(rf"(?<![\w-])(?P<a>{names})\.(?=\s\d{{1,2}}(?!\d))", alone, re.IGNORECASE),
        made(
            rf"(?<![\w-])(?P<a>{names})\.,?\s(?:(?:e|ed|y|et|a|à|al|ou?)\s)?(?P<b>{names})(?P<dot>\.)(?![\w-])",
            one_of_two,
            re.IGNORECASE,
        ),
        made(
            rf"(?<![\w-])(?P<a>{names})\.?\s?[-–—]\s?(?P<b>{names})(?P<dot>\.?)(?![\w-])", said, re.IGNORECASE
        ),
    )


_PLAIN = str.maketrans("éá", "ea")


def _spans(words: Words) -> tuple[str, ...]:
    return (*_DAYS[words.language].split(), *words.months)


def _only_phones(say: Callable[[re.Match[str]], Said]) -> Callable[[re.Match[str]], Said]:
    def checked(match: re.Match[str]) -> Said:
        digits = re.sub(r"\D", "", match.group())
        groups = re.findall(r"\d+", match.group())
        telephone = match.group().startswith(("+", "0", "(")) or len(groups) > 3
        return say(match) if telephone and 8 <= len(digits) <= 15 else None

    return checked
