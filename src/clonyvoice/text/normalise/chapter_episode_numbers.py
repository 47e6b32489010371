"""Numbered parts with leading zeros, as rules: Chapter 01, Folge 03, 第05集, and S01E03, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable

from clonyvoice.text.normalise import chinese_numbers, english_numbers, hindi_numbers, korean_numbers
from clonyvoice.text.normalise.european_number_words import Words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

_PARTS = {
    "en": "chapter|episode|ep|part|track|level|lesson|unit|scene|act|section|season|day|week|step|volume|vol|page|"
    "question|exercise|module|round|stage|issue|book|slide|figure|table|verse",
    "de": "kapitel|folge|teil|episode|lektion|band|staffel|tag|woche|schritt|seite|level|runde|frage|aufgabe|übung|"
    "szene|akt|track|heft",
    "fr": "chapitre|épisode|partie|leçon|tome|saison|jour|semaine|étape|page|niveau|question|exercice|scène|acte|piste",
    "es": "capítulo|episodio|parte|lección|tomo|temporada|día|semana|paso|página|nivel|pregunta|ejercicio|escena|acto|"
    "pista",
    "it": "capitolo|episodio|parte|lezione|puntata|stagione|giorno|settimana|passo|pagina|livello|domanda|esercizio|"
    "scena|atto|traccia",
    "pt": "capítulo|episódio|parte|lição|aula|temporada|dia|semana|passo|página|nível|questão|exercício|cena|ato|faixa",
    "ru": "глава|серия|часть|урок|том|сезон|день|неделя|шаг|страница|уровень|вопрос|упражнение|сцена|акт|выпуск",
    "hi": "अध्याय|भाग|पाठ|एपिसोड|कड़ी|सीज़न|दिन|चरण|पृष्ठ|प्रश्न",
}
"""Patterns of the words for parts, by language."""
_EPISODES = {
    "en": "season {s}, episode {e}",
    "de": "Staffel {s}, Folge {e}",
    "fr": "saison {s}, épisode {e}",
    "es": "temporada {s}, episodio {e}",
    "it": "stagione {s}, episodio {e}",
    "pt": "temporada {s}, episódio {e}",
    "ru": "сезон {s}, серия {e}",
    "hi": "सीज़न {s}, एपिसोड {e}",
    "ja": "シーズン{s}第{e}話",
    "ko": "시즌 {s} {e}화",
    "zh": "第{s}季第{e}集",
}
"""The season {s} and the episode {e} of S01E03."""


def rules(language: str, words: Words | None) -> tuple[Rule, ...]:
    """The rules of a language; `words` are those of a European one."""
    cardinal: Callable[[int], str] = {
        "en": english_numbers.cardinal, "hi": hindi_numbers.cardinal, "zh": chinese_numbers.cardinal,
        "ko": korean_numbers.cardinal,
    }.get(language) or (words.cardinal if words else str)  # fmt: skip

    def part(match: re.Match[str]) -> Said:
        return [Reading(match.start("n"), match.end("n"), cardinal(int(match["n"])))]

    def episode(match: re.Match[str]) -> Said:
        return _EPISODES[language].format(s=cardinal(int(match["s"])), e=cardinal(int(match["e"])))

    made = [Rule(re.compile(r"(?<![A-Za-z\d])S(?P<s>\d{1,2})E(?P<e>\d{1,3})(?![A-Za-z\d])"), episode)]
    if language == "zh":
        made.append(Rule(re.compile(r"第(?P<n>0{1,2}[1-9]\d?)(?!\d|[./:]\d)"), part))
    elif language in _PARTS:
        pattern = rf"(?<!\w)(?:{_PARTS[language]})\.?\s(?P<n>0{{1,2}}[1-9]\d?)(?![\w/:-]|[.,]\d)"
        made.append(Rule(re.compile(pattern, re.IGNORECASE), part))
    return tuple(made)
