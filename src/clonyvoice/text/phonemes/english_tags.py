"""What part of speech an English word plays where that decides how it sounds ("a record" - "to record").

Rules over the neighbouring words, for the few hundred words whose sound depends on it; no model.
"""

from __future__ import annotations

from collections.abc import Sequence

_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "some",
        "any",
        "no",
        "every",
        "each",
        "another",
        "either",
        "neither",
        "which",
        "whose",
        "what",
        "all",
        "both",
        "several",
        "many",
        "few",
        "much",
        "more",
        "most",
        "other",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "into",
        "onto",
        "over",
        "under",
        "about",
        "after",
        "before",
        "between",
        "against",
        "during",
        "without",
        "through",
        "across",
        "behind",
        "beyond",
        "near",
        "per",
        "as",
        "than",
        "like",
        "despite",
        "upon",
        "within",
        "toward",
        "towards",
        "via",
    ]
)
_MODALS = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "to",
        "not",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "can't",
        "couldn't",
        "wouldn't",
        "shouldn't",
        "cannot",
        "let's",
        "please",
        "i'll",
        "you'll",
        "we'll",
        "they'll",
        "he'll",
        "she'll",
        "it'll",
        "i'd",
        "you'd",
        "we'd",
        "they'd",
        "he'd",
        "she'd",
        "never",
        "always",
        "often",
        "usually",
        "rarely",
        "gonna",
        "wanna",
    ]
)
_DO = frozenset(["do", "does", "did"])
_SUBJECTS = frozenset(["i", "you", "we", "they", "he", "she", "it", "who", "that", "people"])
_BE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "i'm",
        "you're",
        "we're",
        "they're",
        "he's",
        "she's",
        "it's",
        "that's",
    ]
)
_HAVE = frozenset(
    [
        "have",
        "has",
        "had",
        "having",
        "haven't",
        "hasn't",
        "hadn't",
        "i've",
        "you've",
        "we've",
        "they've",
        "he's",
        "she's",
        "it's",
        "i'd",
        "already",
        "never",
        "ever",
    ]
)
_ADVERBS = frozenset(
    [
        "very",
        "so",
        "too",
        "quite",
        "really",
        "rather",
        "extremely",
        "more",
        "most",
        "fairly",
        "pretty",
        "as",
        "how",
        "less",
        "completely",
    ]
)
_PAST_SIGNS = frozenset(
    ["yesterday", "ago", "last", "once", "was", "were", "had", "did", "earlier", "before", "when"]
)
_OBJECTS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "me",
        "you",
        "him",
        "them",
        "us",
        "it",
    ]
)
_PAUSE = frozenset(",;:.!?—…")


def tag(words: Sequence[str], position: int, ends: Sequence[bool]) -> str:
    """NOUN, VERB, ADJ, VBD, VBN, DT or "" for `words[position]`; `ends[i]` tells that a pause follows word i."""
    word = words[position]
    before = words[position - 1] if position and not ends[position - 1] else ""
    before2 = words[position - 2] if position > 1 and before and not ends[position - 2] else ""
    after = words[position + 1] if position + 1 < len(words) and not ends[position] else ""
    special = _SPECIAL.get(word)
    if special is not None:
        return special(words, position, before, before2, after, ends[position])
    if before == "to":
        return (
            "VERB"
            if before2 not in ("due", "according", "close", "next", "back", "access", "similar")
            else "NOUN"
        )
    if before in _MODALS or (before in _DO and word not in ("use",)):
        return "VERB"
    if before in _DO:
        return "VERB"
    if before in _SUBJECTS and before2 not in _MODALS | _DO | _PREPOSITIONS:
        if before == "that" and after in _BE | _MODALS | {"has", "had", ""}:
            return "NOUN"
        return "VERB"
    if before in _SUBJECTS and before2 in _DO | _MODALS:
        return "VERB"
    if before in _BE | _ADVERBS:
        return "ADJ"
    if before in _DETERMINERS or before in _PREPOSITIONS or before.endswith("'s"):
        if after and after not in _NOT_NOUNS and before not in _PREPOSITIONS and word in _ADJECTIVAL:
            return "ADJ"
        return "NOUN"
    if before2 in _DETERMINERS or before2.endswith("'s"):
        # "the new record", "her whole project": an adjective stands between; but "the workers object to".
        if (
            before.endswith("s")
            and not before.endswith(("ss", "us", "'s"))
            and (after in _OBJECTS or after in _PREPOSITIONS | {"to"})
        ):
            return "VERB"
        return "NOUN"
    if after in _OBJECTS and after not in ("that",):
        return "VERB"
    if not before and (not after or after in _PREPOSITIONS):
        return "NOUN" if after else ""
    if before == "and" and position > 1:
        return _like(words, position, ends)
    if before.endswith("ly"):
        return "VERB"
    if before.endswith("s") and not before.endswith(("ss", "us")) and after:
        return "VERB"
    return ""


def _like(words: Sequence[str], position: int, ends: Sequence[bool]) -> str:
    """After "and": the same as the word before it."""
    return tag(words, position - 2, ends) if position >= 2 and words[position - 2] not in ("and",) else ""


_NOT_NOUNS = (
    _BE
    | _MODALS
    | _PREPOSITIONS
    | _HAVE
    | _DO
    | frozenset(["and", "or", "but", "that", "which", "who", "when", "where", "if", "because"])
)
_ADJECTIVAL = frozenset(
    [
        "close",
        "perfect",
        "separate",
        "present",
        "content",
        "intimate",
        "deliberate",
        "elaborate",
        "appropriate",
        "alternate",
        "moderate",
        "compact",
        "live",
        "absent",
        "frequent",
        "subordinate",
        "approximate",
        "duplicate",
        "legitimate",
        "abstract",
        "minute",
        "invalid",
        "bass",
        "animate",
    ]
)


def _read(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if before in _MODALS or before in _DO or (before2 in _DO | _MODALS and before in _SUBJECTS):
        return "VERB"
    if (
        (before in _BE and before not in ("he's", "she's", "it's"))
        or before in _HAVE
        or (
            before2 in _HAVE
            and (before.endswith("ly") or before in ("not", "already", "just", "never", "ever"))
        )
    ):
        return "VBN"
    if before in ("he", "she", "it"):
        return "VBD"
    if before in _DETERMINERS | _PREPOSITIONS and before not in ("that",):
        return "NOUN"
    others = set(words) - {words[position]}
    if before and others & (_PAST_SIGNS - {"before", "when", "once"}):
        return "VBD"
    if any(other.endswith("ed") and len(other) > 4 for other in others) and before:
        return "VBD"
    if (
        before not in ("", "i", "you", "we", "they", "and", "please")
        and before[-1:] != "s"
        and after in _OBJECTS
    ):
        # "The teacher read the letter": a singular subject in the present would "reads".
        return "VBD"
    return "VERB"


def _live(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        before
        in (
            "to",
            "we",
            "they",
            "i",
            "you",
            "who",
            "people",
            "still",
            "would",
            "will",
            "can",
            "could",
            "not",
            "never",
            "don't",
            "didn't",
            "must",
            "should",
            "may",
            "might",
            "long",
        )
        or before in _DO
    ):
        return "VERB"
    if after in (
        "in",
        "on",
        "with",
        "at",
        "near",
        "there",
        "here",
        "by",
        "together",
        "alone",
        "without",
        "under",
        "for",
    ) and before not in _BE | _DETERMINERS | {
        "performed",
        "played",
        "recorded",
        "broadcast",
        "streamed",
        "go",
        "went",
    }:
        return "VERB"
    return "ADJ"


def _lives(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        (before in _DETERMINERS | _PREPOSITIONS and before not in ("that", "who"))
        or before.endswith("'s")
        or before in ("save", "saved", "saves", "live", "cost", "human", "new", "people's")
    ):
        return "NOUN"
    return (
        "VERB"
        if after in _PREPOSITIONS | {"here", "there", "alone", "next"}
        or before in ("he", "she", "it", "who", "that", "and", "still")
        else "NOUN"
    )


def _use(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        (before in _DETERMINERS and before not in ("that",))
        or before in _PREPOSITIONS
        or before in ("make", "made", "good", "no", "in", "daily", "everyday", "it's")
    ):
        return "NOUN"
    if before2 in _DETERMINERS and after in ("of", "", "in", "for", "is", "was"):
        return "NOUN"
    return "VERB"


def _close(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        after in ("to", "by", "enough", "friend", "friends", "together", "up", "call")
        and before not in _MODALS
    ):
        return "ADJ"
    if (
        before in _MODALS | _DO | {"and", "please", "i", "you", "we", "they"}
        and after in _OBJECTS | {"", "at", "early", "its"}
    ) or (after in _OBJECTS and before not in _BE):
        return "VERB"
    if before in ("to", "will", "can", "don't", "please"):
        return "VERB"
    if before in ("the", "a") and (after == "of" or pause):
        return "NOUN"
    return "ADJ"


def _that(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        pause
        or (before in _PREPOSITIONS and after in _BE)
        or (
            after in _BE | {"one", "way", "day", "time", "sounds", "looks", "means", "makes"}
            and before not in _SAID
        )
    ):
        return "DT"
    return "DT" if not before and after not in _SUBJECTS | _DETERMINERS else ""


_SAID = frozenset(
    [
        "said",
        "says",
        "say",
        "think",
        "thought",
        "know",
        "knew",
        "believe",
        "believed",
        "hope",
        "told",
        "so",
        "found",
        "show",
        "shows",
        "is",
        "was",
        "things",
        "thing",
        "something",
        "all",
    ]
)


def _wind(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if before in (
        "to",
        "will",
        "you",
        "we",
        "i",
        "they",
        "don't",
        "roads",
        "paths",
        "rivers",
        "must",
        "can",
        "could",
    ) or (
        after in ("up", "down", "back", "it", "through") and before not in _DETERMINERS | {"strong", "cold"}
    ):
        return "VERB"
    return "NOUN"


def _wound(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if after in (
        "up",
        "down",
        "around",
        "through",
        "its",
        "his",
        "their",
        "tightly",
        "back",
    ) and before not in _DETERMINERS - {"that"}:
        return "VBD"
    return (
        "VBD"
        if before in ("he", "she", "it", "they", "i", "road", "path", "river", "was", "were")
        and after not in ("in",)
        else "NOUN"
    )


def _tear(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if before in _MODALS | {"you", "we", "they", "i", "don't", "wear"} or after in (
        "up",
        "down",
        "apart",
        "off",
        "it",
        "the",
        "his",
        "her",
        "out",
        "open",
        "along",
    ):
        return "VERB"
    if before == "and" and before2 == "wear":
        return "VERB"
    return "NOUN"


def _lead(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if after in (
        "pipe",
        "pipes",
        "paint",
        "poisoning",
        "bullet",
        "bullets",
        "weight",
        "weights",
        "based",
        "free",
        "acid",
        "levels",
        "content",
        "ore",
    ) or (before in ("contains", "of", "as", "contain", "heavy", "molten") and pause):
        return "METAL"
    return "VERB"


def _bow(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        before in _MODALS | {"and", "a", "deep", "low", "took", "take", "they", "we"}
        and after in ("", "to", "before", "down", "and", "deeply")
        and not (before == "a" and after in ("and", ""))
    ):
        return "VERB"
    if (
        before in ("took", "take", "final", "deep", "slight", "ship's", "low")
        or after in ("down", "of", "deeply", "before")
        or before2 in ("took", "take")
    ):
        return "VERB"
    return "VERB" if before == "to" else "NOUN"


def _bass(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    context = set(words)
    return (
        "NOUN"
        if context
        & {"fish", "caught", "fishing", "lake", "river", "sea", "grilled", "boat", "largemouth", "striped"}
        else "ADJ"
    )


def _dove(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    return (
        "VERB"
        if (
            after in ("into", "in", "under", "off", "for", "down", "deep", "right")
            and before not in ("a", "the", "white")
        )
        or before in ("he", "she", "they", "we", "i")
        else "NOUN"
    )


def _minute(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    return (
        "ADJ"
        if after
        in (
            "details",
            "detail",
            "amounts",
            "amount",
            "quantities",
            "particles",
            "traces",
            "differences",
            "changes",
            "fraction",
        )
        else "NOUN"
    )


def _used(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if after != "to" or (
        before in ("be", "is", "was", "are", "were")
        and position + 2 < len(words)
        and not words[position + 2].endswith("ing")
        and words[position + 2] not in _OBJECTS | {"it"}
        and before not in ("i'm",)
    ):
        return "VERB"
    return "VBD"


def _have(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    return "None" if pause else ""


def _desert(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    return (
        "VERB"
        if before in _MODALS or after in ("me", "him", "them", "us", "his", "her", "their", "you")
        else "NOUN"
    )


def _present(words: Sequence[str], position: int, before: str, before2: str, after: str, pause: bool) -> str:
    if (
        (before in _MODALS - {"not", "always", "never", "often"} and not (before == "to" and before2 == "up"))
        or before in ("we", "i", "they")
        or (after in _OBJECTS - {"that"} and before not in _DETERMINERS | _BE)
    ):
        return "VERB"
    return "NOUN"


_SPECIAL = {
    "read": _read, "live": _live, "lives": _lives, "use": _use, "close": _close, "that": _that, "wind": _wind, "winds": _wind,
    "wound": _wound, "tear": _tear, "tears": _tear, "lead": _lead, "bow": _bow, "bows": _bow, "bass": _bass, "dove": _dove,
    "minute": _minute, "used": _used, "desert": _desert, "present": _present,
}  # fmt: skip
