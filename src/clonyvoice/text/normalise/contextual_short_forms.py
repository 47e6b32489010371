"""Rules for short forms that stand for a word only beside a figure or a name (`text/abbreviations_in_context.py`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clonyvoice.text.abbreviations_in_context import (
    anywhere,
    before_figures,
    before_names,
    before_years,
    behind_figures,
)
from clonyvoice.text.language_words import listed
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_FIGURE = r"(?=\s?[-–]?(?:\d|[IVX]{1,5}(?!\w)|[A-Z](?![\w.])))"
_NAME = r"(?=\s[\"'“«]?[A-ZÀ-ÖØ-ÞА-ЯЁ])"
_HINDI_WORD = r"(?=\s[\u0904-\u0939])"
_WORD_START = r"(?<![\w.'/\u0900-\u097f])"
_COUNTED = r"(?<=\d[ \u00a0\u202f])"
_DAYS = {
    "fr": "lun=lundi;mar=mardi;mer=mercredi;jeu=jeudi;ven=vendredi;sam=samedi;dim=dimanche",
    "es": "lun=lunes;mar=martes;mié=miércoles;jue=jueves;vie=viernes;sáb=sábado;dom=domingo",
    "it": "lun=lunedì;mar=martedì;mer=mercoledì;gio=giovedì;ven=venerdì;sab=sabato;dom=domenica",
    "pt": "seg=segunda;ter=terça;qua=quarta;qui=quinta;sex=sexta;sáb=sábado;dom=domingo",
}
_BEFORE_DAYS = frozenset(
    listed("le du au el los del al il dal ogni na às aos este esta um uma chaque ce este")
)
_BEHIND_DAYS = re.compile(
    r",? (?:\d{1,2}[.:h]|\d{1,2} h|matin|soir|midi|après-midi|mattina|sera|pomeriggio|tarde|noche|mañana|manhã|noite)"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,12})\s$")
_FIGURE_BEFORE = re.compile(r"\d\s$")
_ENDS = re.compile(r"[\"'”»)]{0,3}\s*$")


def rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language, to be applied before those for its other short forms."""
    hindi = language == "hi"
    made = [
        _made(anywhere(language), _WORD_START, r"(?!\w)"),
        _made(behind_figures(language), _COUNTED, r"(?!\w)"),
        _made(before_years(language), _WORD_START, r"(?=\s?\d{3,4}(?!\d))"),
        _made(before_figures(language), _WORD_START + r"(?<!\d )", _FIGURE),
        _made(before_names(language), _WORD_START, _HINDI_WORD if hindi else _NAME),
    ]
    return tuple(each for each in made if each is not None)


def _made(shorts: Mapping[str, str], before: str, behind: str) -> Rule | None:
    if not shorts:
        return None
    known = "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True))

    def say(match: re.Match[str]) -> Said:
        short = match["short"]
        end = match.end()
        if short.endswith(".") and _ENDS.match(match.string, end):
            end -= 1  # the dot also ends the sentence
        return [Reading(match.start(), end, shorts[short])]

    return Rule(re.compile(rf"{before}(?P<short>{known}){behind}"), say)


def last(language: str) -> tuple[Rule, ...]:
    """The rule for days with a dot, to be applied behind those for hours and ranges: du lun. au ven."""
    if language not in _DAYS:
        return ()
    days = dict(pair.split("=") for pair in _DAYS[language].split(";"))
    names = "|".join(days)
    near = re.compile(rf"(?:{names})\.", re.IGNORECASE)

    def say(match: re.Match[str]) -> Said:
        text, start, end = match.string, match.start(), match.end()
        if _FIGURE_BEFORE.search(text, max(0, start - 2), start):
            return None  # "3 mar.", a month
        led = _WORD_BEFORE.search(text, max(0, start - 14), start)
        beside = near.search(text, max(0, start - 8), start) or near.search(text, end, end + 9)
        sea = match["day"].lower() == "mar" and language != "fr"
        if not (
            beside or _BEHIND_DAYS.match(text, end) or (led and led[1].lower() in _BEFORE_DAYS and not sea)
        ):
            return None
        return [Reading(start, end - (1 if _ENDS.match(text, end) else 0), days[match["day"].lower()])]

    return (Rule(re.compile(rf"(?<![\w.'-])(?P<day>{names})\.(?!\w)", re.IGNORECASE), say),)
