"""Text normalisation for German: dates, hours, days, ordinals and numerals with endings."""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.german_full_stops import is_ordinal
from clonyvoice.text.language_words import listed, short_words
from clonyvoice.text.normalise.european_dates_telephones import governing
from clonyvoice.text.normalise.european_number_words import Words, word_before
from clonyvoice.text.normalise.noun_genders import gender_of
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said
from clonyvoice.text.normalise.roman_arithmetic_ratios_ranges import roman_value

_DAYS = {
    "Mo": "Montag", "Di": "Dienstag", "Mi": "Mittwoch", "Do": "Donnerstag", "Fr": "Freitag", "Sa": "Samstag",
    "So": "Sonntag",
}  # fmt: skip
_STRONG = frozenset(
    listed("mein dein sein ihr unser euer ein kein")
)  # behind these an ordinal shows the gender: "sein fünfzigster Geburtstag", "ihr drittes Buch"
_NEUTER = frozenset(
    listed(
        "buch mal kind jahr haus spiel tor album kapitel jahrhundert treffen bier lied konzert gebot semester quartal "
        "lebensjahr auto zimmer stück bild glas werk rennen opfer tier land hotel drittel viertel leben projekt"
    )
)
_WOMEN = frozenset(
    listed("elisabeth katharina maria margarethe margrethe anna isabella viktoria christina beatrix juliana")
)
_MASCULINE = frozenset(
    listed(
        "tag monat abend morgen nachmittag sommer winter euro cent dollar punkt meter kilometer zentimeter "
        "liter löffel esslöffel teelöffel becher apfel platz mann schritt teller topf gast spieler kaffee "
        "film schlüssel fehler"
    )
)
_STREET = re.compile(
    r"(?:str\.|straße|weg|platz|allee|gasse|ring|damm|ufer|chaussee|markt)\s\d{1,4}\s?[a-z]?,\s$|\bD-$",
    re.IGNORECASE,
)
_SUFFIXES = (
    r"jährig|köpfig|tägig|stündig|minütig|sekündig|monatig|wöchig|fach|mal|prozentig|seitig|teilig|stellig|bändig|"
    r"stöckig|türig|zeilig|malig|spurig|zimmrig|strahlig|eckig|gängig|zackig|zöllig|jähr|stufig"
)


def ending(before: str, noun: str = "") -> str:
    """The ending of an ordinal behind `before`: "der dritte", "am dritten", "sein dritter", "ihr drittes"."""
    if before in _STRONG:
        return "s" if noun.lower() in _NEUTER else "" if noun.endswith(("e", "ung", "heit", "keit")) else "r"
    if before in (
        "am", "vom", "dem", "zum", "zur", "den", "im", "des", "beim", "seit", "ab", "bis", "einem", "einer", "einen",
        "jedem", "jeden", "diesem", "diesen", "meinem", "meinen", "seinem", "seinen", "ihrem", "ihren",
        "ihrer", "meiner",
        "unserem", "unserer", "unseren", "zwischen", "nach", "vor", "der zum", "ans", "ins", "keinen", "keinem",
    ):  # fmt: skip
        return "n"
    if not before and noun:
        # No article shows it: "4. Auflage", "2. Buch", "3. Versuch".
        low = noun.lower()
        if low.endswith(("aufl", "liga", "zeit", "staffel", "wahl", "welle", "person")):
            return ""
        return "" if gender_of("de", low, "", ()) == "f" else "s" if low in _NEUTER or low == "jh" else "r"
    return (
        ""
        if before in ("der", "die", "das", "diese", "dieser", "dieses", "jede", "jeder", "jedes", "eine")
        else "r"
    )


def rules(words: Words) -> tuple[Rule, ...]:
    """The rules for German dates, hours, days and ordinals."""

    def ranked(text: str, before: str, noun: str = "") -> str:
        return words.rank(int(text)) + ending(before, noun)

    def stop(match: re.Match[str]) -> int:
        """The end of a match without a last dot that also ends the text."""
        ended = re.match(r"[\"'”»)]{0,4}\s*$", match.string[match.end() : match.end() + 40]) is not None
        return match.end() - (1 if ended and match.group().endswith(".") else 0)

    def day_and_month(match: re.Match[str]) -> Said:
        day, month = int(match["d"]), int(match["m"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        before = word_before(match)
        said = f"{ranked(match['d'], before)} {ranked(match['m'], before)}"
        return [Reading(match.start(), stop(match), said)]

    def days_of_month(match: re.Match[str]) -> Said:
        return f"{ranked(match['a'], word_before(match))} bis"

    def second_day(match: re.Match[str]) -> Said:
        before = re.search(
            r"([^\W\d_]+)\s+\d{1,2}\.?\s?[-–]\s?$", match.string[max(0, match.start() - 24) : match.start()]
        )
        return ranked(match["d"], before[1].lower() if before else "")

    def hour(match: re.Match[str]) -> Said:
        return words.time(words, int(match["h"]), int(match["m"]))

    def first_hour(match: re.Match[str]) -> Said:
        """The first time of 8.30–17 Uhr."""
        return f"{words.time(words, int(match['h']), int(match['m']))} bis"

    def thousands_of(match: re.Match[str]) -> Said:
        """The unit of 120 Tsd. km."""
        return words.units[match.group()][1]

    def day(match: re.Match[str]) -> Said:
        short = match["day"]
        following = re.match(r"\s[A-ZÄÖÜ][a-zäöüß]", match.string[match.end() : match.end() + 3])
        if short == "Fr" and following and not match["to"]:
            return None  # Frau
        if short == "Fr" and re.search(r"\d\s?$", match.string[max(0, match.start() - 2) : match.start()]):
            return [Reading(match.start(), stop(match), "Franken")]
        end = match.end() if match["to"] else stop(match)
        return [Reading(match.start(), end, _DAYS[short] + (" bis" if match["to"] else ""))]

    def ordinal(match: re.Match[str]) -> Said:
        text, end = match.string, match.end()
        if not is_ordinal(text[max(0, match.start() - 48) : match.end("n")], text[end : end + 48]):
            return None
        noun = re.match(r"\s+([^\W\d_]+)", text[end : end + 40])
        return ranked(match["n"], governing(match), noun[1] if noun else "")

    def century(match: re.Match[str]) -> Said:
        value = roman_value(match["roman"])
        return None if value is None else ranked(str(value), word_before(match))

    def ruler(match: re.Match[str]) -> Said:
        value = roman_value(match["roman"])
        name = match["name"].lower()
        if value is None or name in words.numbered or name in short_words("de"):
            return None
        article = "die" if match["name"].lower() in _WOMEN else "der"
        end = match.end() - (1 if re.match(r"\s*$", match.string[match.end() : match.end() + 8]) else 0)
        return [Reading(match.start("roman"), end, f"{article} {words.rank(value)}")]

    def decade(match: re.Match[str]) -> Said:
        value = int(match["n"])
        said = words.year(words, value) if len(match["n"]) == 4 else words.cardinal(value)
        return said + match["er"]

    def compound(match: re.Match[str]) -> Said:
        return words.cardinal(int(match["n"])) + match["rest"]

    def last_day(match: re.Match[str]) -> Said:
        """The second day of "Mo-Fr"."""
        before = match.string[max(0, match.start() - 5) : match.start()]
        return _DAYS[match["day"]] if re.search(r"(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?\s?[-–]$", before) else None

    def dated_day(match: re.Match[str]) -> Said:
        """The day of "Di, 12.3." and of "12.3. (Di)"."""
        if match["day_"] and not re.search(
            r"\d\.?\s\($", match.string[max(0, match.start() - 8) : match.start()]
        ):
            return None
        return _DAYS[match.group()]

    def percentage(match: re.Match[str]) -> Said:
        return f"{words.cardinal(int(match['n']))}prozent{match['rest']}"

    def last_date(match: re.Match[str]) -> Said:
        """Dates without a month: Bis zum 6."""
        return [Reading(match.start("n"), match.end("n"), f"{words.rank(int(match['n']))}n")]

    def today(match: re.Match[str]) -> Said:
        """The date of today, without a month: Heute ist der 14."""
        return [Reading(match.start("n"), match.end("n"), words.rank(int(match["n"])))]

    def one(match: re.Match[str]) -> Said:
        """One in the case that a preposition asks for: in 1 Stunde, vor 1 Jahr, für 1 Tag."""
        noun = match["noun"].lower()
        if noun in ("uhr", "prozent", "million", "milliarde"):
            return None
        feminine = words.gender(noun) == "f"
        if match["with"]:
            said = "einer" if feminine else "einem"
        else:
            said = "eine" if feminine else "einen" if noun in _MASCULINE else "ein"
        return [Reading(match.start("n"), match.end("n"), said)]

    def street(match: re.Match[str]) -> Said:
        return [Reading(match.start(), stop(match), f"{match['name']}straße")]

    def postal_code(match: re.Match[str]) -> Said:
        """The code behind a street and its number, or behind "D-"."""
        before = match.string[max(0, match.start() - 40) : match.start()]
        return words.digits(match.group()) if _STREET.search(before) else None

    made: list[tuple[str, Callable[[re.Match[str]], Said]]] = [
        (r"(?:(?<=\d, )|(?<=\d[a-z], )|(?<=\bD-))\d{5}(?=\s[A-ZÄÖÜ][a-zäöüß]{2,})", postal_code),
        (r"(?<![\w.,])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?!\s?\d)", day_and_month),
        (r"(?<![\w.,])(?P<a>\d{1,2})\.?\s?[-–]\s?(?=(?P<b>\d{1,2})\.\s[A-ZÄÖÜ])", days_of_month),
        (r"(?<=[-–])\s?(?P<d>\d{1,2})\.(?=\s[A-ZÄÖÜ][a-zä]+)", second_day),
        (r"(?<![\w.,])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)\s?(?:Uhr|h)\b", hour),
        (
            r"(?<![\w.,])(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)\s?[-–]\s?(?=(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?\s?Uhr\b)",
            first_hour,
        ),
        (
            r"(?:(?<=\bTsd\.\s)|(?<=\bMio\.\s)|(?<=\bMrd\.\s))(?:km²|km|m²|kg|kWh|t|l)(?![\w/²³])",
            thousands_of,
        ),
        (r"\b(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)(?:\.\s?(?P<to>[-–])\s?|\.)", day),
        (r"\b(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)\s?(?P<to>[-–])\s?(?=(?:Mo|Di|Mi|Do|Fr|Sa|So)\b)", day),
        (r"\b(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)(?P<to>)(?=\s\d{1,2}(?:[:.]\d\d)?\s?(?:[-–]\s?\d|Uhr\b))", day),
        (r"(?<=[-–])(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)(?P<to>)\b", last_day),
        (
            r"\b(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)(?P<to>)(?=,\s(?:den\s)?\d{1,2}(?:\.\s?(?:\d|[A-ZÄ][a-zä]{2,})|[:.]\d\d\s?Uhr))"
            r"|(?P<listed>(?:\b|(?<=(?:Mo|Di|Mi|Do|Fr|Sa|So)/))(?:Mo|Di|Mi|Do|Fr|Sa|So))(?=/(?:Mo|Di|Mi|Do|Fr|Sa|So)\b)"
            r"|(?<=(?:Mo|Di|Mi|Do|Fr|Sa|So)/)(?P<last>Mo|Di|Mi|Do|Fr|Sa|So)\b"
            r"|(?<=\()(?P<day_>Mo|Di|Mi|Do|Fr|Sa|So)(?=\))",
            dated_day,
        ),
        (r"(?<![\w.,])(?P<n>\d{1,4})\s?%(?P<rest>ig(?:e[nmrs]?)?)(?!\w)", percentage),
        (
            r"\b(?:am|vom|zum|bis zum|seit dem|ab dem|Am|Vom|Zum)\s(?P<n>[12]?\d|3[01])\.(?=[\"'”»“)]{0,3}\s*$)",
            last_date,
        ),
        (
            r"\b(?:ist|war|wäre|wird|schon|bereits|erst)\s(?:heute\s|morgen\s|schon\s|bereits\s|erst\s)?der\s"
            r"(?P<n>[12]?\d|3[01])\.(?=[\"'”»“)]{0,3}\s*$)",
            today,
        ),
        (
            r"\b(?:(?P<with>[Ii]n|[Nn]ach|[Vv]or|[Ss]eit|[Mm]it|[Vv]on|[Aa]us|[Bb]ei|[Aa]b|[Bb]innen|[Zz]u)|[Ff]ür|[Oo]hne|[Uu]m)\s"
            r"(?P<n>1)\s(?=(?P<noun>[A-ZÄÖÜ][a-zäöüß]{2,24})\b)",
            one,
        ),
        (r"(?<!\w)(?P<n>\d{2}|1\d\d0|20\d0)(?P<er>ern|er)(?!\w)", decade),
        (rf"(?<!\w)(?P<n>\d{{1,4}})-?(?P<rest>(?:{_SUFFIXES})(?:e[nmrs]?)?)(?!\w)", compound),
        (r"(?<![\w.,-])(?P<n>\d{1,4})\.(?=\s)", ordinal),
        (r"(?<![\w.,-])(?P<roman>[IVX]{1,6})\.(?=\s(?:Jahrhundert|Jh\b|Weltkrieg|Kapitel|Akt))", century),
        (r"\b(?P<name>[A-ZÄÖÜ][a-zäöüß]{1,20})\s(?P<roman>[IVX]{1,6})\.", ruler),
        (r"\b(?P<name>[A-ZÄÖÜ][a-zäöüß-]{1,30})str\.", street),
    ]
    return tuple(Rule(re.compile(pattern), say) for pattern, say in made)
