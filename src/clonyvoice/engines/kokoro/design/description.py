"""A description parsed into traits with their amounts, and the words that were understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from clonyvoice.core.errors import InvalidRequest
from clonyvoice.engines.kokoro.design.description_words import (
    ENGLISH,
    KOREAN,
    KOREAN_NEGATIONS,
    NEGATIONS,
    STRONGER,
    Moves,
)

_WORD = re.compile(r"[a-z']+(?:-[a-z']+)*|\d+(?:s|'s)?|[가-힣]+(?:\s?[가-힣]+)*|[,.;:!?]", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,3})\s*+(?:-\s*+)?(?:years?|yrs?|year-old|세|살|대\b)", re.IGNORECASE)
_DECADE = re.compile(r"(\d{1,3})(?:'?s)?")
_GENDERS = {
    **dict.fromkeys(("f", "w", "여"), 1.0),
    **dict.fromkeys(("m", "남"), -1.0),
    **dict.fromkeys(("neutral", "non-binary", "other", "x", "중성"), 0.0),
}
"""Genders besides the words that descriptions are made of."""
_REACH = 3
"""Words between a word of degree and what it belongs to. Chosen by hand."""
_LIMIT = 2.0
"""Steps that a trait may be moved from the usual, so that several words of one kind do not add up. Chosen by hand."""


class NothingUnderstood(InvalidRequest):
    """The description contains no known word for a trait of a voice."""

    code = "description_not_understood"

    def __init__(self, understood: tuple[str, ...] = ()) -> None:
        known = ", ".join(f"'{word}'" for word in understood) or "none"
        super().__init__(
            "The description says nothing about how a voice sounds that could be used (words understood: "
            f"{known}). Say for example 'a calm elderly woman, low and warm' or '밝고 빠른 젊은 남자 목소리'.",
            param="description",
            details={
                "understood": list(understood),
                "attributes": [
                    "gender",
                    "age",
                    "pitch",
                    "pace",
                    "brightness",
                    "warmth",
                    "energy",
                    "mood",
                    "accent",
                ],
            },
        )


class TraitNotUnderstood(InvalidRequest):
    """The field `gender` or `age` contains words that are not known."""

    code = "trait_not_understood"

    def __init__(self, field: str) -> None:
        can_be = {
            "gender": "Say 'female', 'male', 'neutral', '여성' or '남성', or leave it out.",
            "age": "Say years from 1 to 120, or words such as 'young', 'elderly' or '노인', or leave it out.",
        }
        super().__init__(f"This {field} is not understood. {can_be[field]}", param=field)


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of a voice: numbers from about -2 to 2, 0 if not described; `age` in years.

    `gender` -1 male, 1 female, 0 neither, None where nothing was said. `range` is that of the melody, `breath` and
    `rough` are 0 and above. `understood` are the words that counted.
    """

    gender: float | None = None
    age: float | None = None
    pitch: float = 0.0
    pace: float = 0.0
    brightness: float = 0.0
    warmth: float = 0.0
    energy: float = 0.0
    range: float = 0.0
    breath: float = 0.0
    rough: float = 0.0
    accent: str | None = None
    understood: tuple[str, ...] = field(default=())


def describe(description: str, gender: str | None = None, age: str | int | None = None) -> Traits:
    """The traits described by an English or Korean text; the separate `gender` and `age` take precedence.

    "not", "without", "-지 않은" turn a word round, "very", "slightly", "아주", "조금" change how much it counts.
    Raises NothingUnderstood, TraitNotUnderstood.
    """
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    understood: list[str] = []
    for word, moves, factor in _found(description):
        understood.append(word)
        for trait, amount in moves.items():
            if trait == "age" or trait.startswith("accent:"):
                if factor > 0:
                    sums[trait] = _aged(sums.get("age"), amount) if trait == "age" else amount
                continue
            if trait == "gender":
                sums[trait] = amount if factor > 0 else -amount
                continue
            sums[trait] = sums.get(trait, 0.0) + amount * factor
            counts[trait] = counts.get(trait, 0) + 1
    years = _YEARS.search(description)
    if years and 1 <= int(years[1]) <= 120:
        sums["age"] = float(years[1]) + (5.0 if years[0].endswith("대") else 0.0)
        understood = [word for word in understood if word != "old"] + [years[0]]
    _told(sums, understood, gender, age)
    if not understood:
        raise NothingUnderstood
    accents = [trait.split(":", 1)[1] for trait in sums if trait.startswith("accent:")]
    # Words that say the same again count less and less.
    dims = {
        trait: max(-_LIMIT, min(_LIMIT, total / max(1.0, counts[trait]) ** 0.5))
        for trait, total in sums.items()
        if trait in counts
    }
    if sums.get("rough") is not None and sums.get("rough", 0.0) < 0:
        dims.pop("rough", None)
    return Traits(
        gender=sums.get("gender"),
        age=sums.get("age"),
        pitch=dims.get("pitch", 0.0),
        pace=dims.get("pace", 0.0),
        brightness=dims.get("brightness", 0.0),
        warmth=dims.get("warmth", 0.0),
        energy=dims.get("energy", 0.0),
        range=dims.get("range", 0.0),
        breath=max(0.0, dims.get("breath", 0.0)),
        rough=max(0.0, dims.get("rough", 0.0)),
        accent=accents[-1] if accents else None,
        understood=tuple(dict.fromkeys(understood)),
    )


def _aged(before: float | None, now: float) -> float:
    """The age that two words mean together: a boy may be a teenager, and a young girl is still a girl."""
    if before is None:
        return now
    boyish = {before, now} & {8.0, 9.0}
    if not boyish:
        return now
    other = now if before in boyish else before
    return 11.0 if other == 24.0 else other


def _told(sums: dict[str, float], understood: list[str], gender: str | None, age: str | int | None) -> None:
    """Gender and age that were given as fields of their own. Raises TraitNotUnderstood."""
    if gender and gender.strip():
        found = [(word, moves["gender"]) for word, moves, _ in _found(gender) if "gender" in moves]
        if gender.strip().lower() in _GENDERS:
            found = [(gender.strip(), _GENDERS[gender.strip().lower()])]
        if not found:
            raise TraitNotUnderstood("gender")
        sums["gender"] = found[-1][1]
        understood += [word for word, _ in found]
    if age is not None and str(age).strip():
        text = str(age).strip()
        years = _YEARS.fullmatch(text) or _DECADE.fullmatch(text)
        if years and 1 <= int(years[1]) <= 120:
            sums["age"] = float(years[1]) + (
                5.0 if text.endswith(("대", "s")) and "year" not in text else 0.0
            )
            understood.append(text)
        else:
            found = [(word, moves["age"]) for word, moves, _ in _found(text) if "age" in moves]
            if not found:
                raise TraitNotUnderstood("age")
            sums["age"] = found[-1][1]
            understood += [word for word, _ in found]


def _found(description: str) -> Iterator[tuple[str, Moves, float]]:
    """Each known word with the traits that it changes and its factor (negative if it is negated)."""
    yield from _english(description)
    yield from _korean(description)


def _english(description: str) -> Iterator[tuple[str, Moves, float]]:
    exact, prefixes = _english_words()
    strength, negated, since = 1.0, False, 99
    for word in _WORD.findall(description.lower().replace("\u2019", "'")):
        if word in ",.;:!?":
            strength, negated = 1.0, False
            continue
        if word in NEGATIONS or word.endswith("n't"):
            negated, since = True, 0
            continue
        if word in STRONGER and word.isascii():
            strength *= STRONGER[word]
            since = 0 if not negated else since
            continue
        moves = exact.get(word) or next(
            (moves for prefix, moves in prefixes if word.startswith(prefix)), None
        )
        if moves is None and "-" in word:
            for part in word.split("-"):
                if part in exact:
                    yield part, exact[part], _factor(strength, negated)
            continue
        since += 1
        if moves is None:
            if since > _REACH:
                strength, negated = 1.0, False
            continue
        yield word, moves, _factor(strength, negated)
        strength, negated = 1.0, False


def _korean(description: str) -> Iterator[tuple[str, Moves, float]]:
    text = description
    taken = [False] * len(text)
    hits: list[tuple[int, str, Moves]] = []
    for stem, moves in _korean_stems():
        at = text.find(stem)
        while at >= 0:
            if not any(taken[at : at + len(stem)]):
                hits.append((at, stem, moves))
                taken[at : at + len(stem)] = [True] * len(stem)
            at = text.find(stem, at + 1)
    for at, stem, moves in sorted(hits):
        before = text[max(0, at - 8) : at]
        after = text[at + len(stem) : at + len(stem) + 6]
        strength = 1.0
        for word in before.split()[-2:]:
            strength *= STRONGER.get(word, 1.0)
        negated = any(after.lstrip("가-힣").find(mark) >= 0 for mark in KOREAN_NEGATIONS[:3])
        negated = negated or before.endswith(("안 ", "덜 ")) or after.startswith((" 없", "이 없", "가 없"))
        yield stem, moves, _factor(strength, negated)


def _factor(strength: float, negated: bool) -> float:
    """Negated, a word counts the other way round, but less: 'not deep' is not yet high."""
    return -0.5 * strength if negated else strength


@lru_cache(maxsize=1)
def _english_words() -> tuple[dict[str, Moves], tuple[tuple[str, Moves], ...]]:
    exact: dict[str, Moves] = {}
    prefixes: list[tuple[str, Moves]] = []
    for words, moves in ENGLISH.items():
        for word in words.split("|"):
            if word.endswith("*"):
                prefixes.append((word[:-1], moves))
            else:
                exact[word] = moves
    return exact, tuple(prefixes)


@lru_cache(maxsize=1)
def _korean_stems() -> tuple[tuple[str, Moves], ...]:
    """Stems, the longest first, so that 할머니 is not taken for 머니."""
    stems = [(stem, moves) for words, moves in KOREAN.items() for stem in words.split("|")]
    return tuple(sorted(stems, key=lambda pair: -len(pair[0])))
