"""Words whose pronunciation depends on their meaning (read, live, wind, close, tear, bass …), each with its rule."""

from __future__ import annotations

from collections.abc import Callable

from clonyvoice.text.phonemes.english_word_classes import (
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    OBJECTS,
    PREPOSITIONS,
    SUBJECTS,
    WordContext,
    word_set,
)

_PAST = word_set("yesterday ago last was were had did earlier")
_NOT_YET = word_set("not already just never ever")
_METAL = word_set(
    "pipe pipes paint poisoning bullet bullets weight weights based free acid levels content ore"
)
_METALS = word_set(
    "metal metals toxic poisonous heavy element zinc copper iron tin mercury silver dense soft gold"
)
_WATER = word_set(
    "fish fishes fished caught fishing lake river sea grilled boat largemouth striped fisherman"
)
_MUSIC = word_set("play plays played playing electric double upright on slap")
_INSTRUMENT = word_set("guitar guitars player line lines drum drums clef solo amp player players")
_TINY = word_set(
    "details detail amounts amount quantities particles traces differences changes fraction crack cracks hole holes "
    "particle trace dose doses quantity speck specks portion portions variations variation difference scratch "
    "scratches organisms organism droplets grains fragments fragment"
)
_SAID = word_set(
    "said says say think thought know knew believe believed hope told so found show shows is was "
    "things thing something all"
)


_WRITING = word_set("sign label note message letter headline banner inscription card caption screen it")


def _read(near: WordContext) -> str:
    before, before2 = near.before, near.before2
    if before in _NOT_YET | SUBJECTS and before2 in HAVE - _NOT_YET:
        return "VBN"
    if (near.pause and before in _WRITING) or (before == "i" and near.after in ("somewhere", "once", "that")):
        return "VBD"
    if before in MODALS | DO or (before2 in DO | MODALS and before in SUBJECTS):
        return "VERB"
    if before in BE | HAVE or (before2 in HAVE and (before.endswith("ly") or before in _NOT_YET)):
        return "VBN"
    if before in ("he", "she", "it"):
        return "VBD"  # in the present it would be "reads"
    if before in DETERMINERS | PREPOSITIONS and before != "that":
        return "NOUN"
    others = set(near.words) - {near.word}
    if before and (others & _PAST or any(other.endswith("ed") and len(other) > 4 for other in others)):
        return "VBD"
    plural = before.endswith("s") or before in (
        "",
        "i",
        "you",
        "we",
        "they",
        "and",
        "please",
        "people",
        "children",
        "who",
    )
    return "VBD" if not plural and near.after in OBJECTS else "VERB"


_LETS = word_set("let lets help helps make makes let's")


def _live(near: WordContext) -> str:
    if near.before in SUBJECTS | MODALS | DO | word_set("people still long where animals birds both all"):
        return "VERB" if near.before not in BE else "ADJ"
    if not near.before and near.after in OBJECTS - word_set("this"):
        return "VERB"  # an order
    if near.before in word_set("goes go going went them us him me") and near.before2 not in _LETS:
        return "ADJ"
    place = word_set("in on with at near there here by together alone without under for")
    shown = word_set("performed played recorded broadcast streamed go went")
    return "VERB" if near.after in place and near.before not in BE | DETERMINERS | shown else "ADJ"


def _lives(near: WordContext) -> str:
    if near.possessive or near.before in word_set("save saved saves live cost human new") | (
        DETERMINERS | PREPOSITIONS
    ) - {"that", "who"}:
        return "NOUN"
    if near.after in PREPOSITIONS | word_set("here there alone next"):
        return "VERB"
    return "VERB" if near.before in word_set("he she it who that and still") else "NOUN"


_KINDS_OF_USE = word_set(
    "make made good daily everyday it's personal own internal external public private medical commercial further "
    "future general home heavy little much drug alcohol water land energy fair single multiple phone internet"
)


def _use(near: WordContext) -> str:
    if near.before in (DETERMINERS | PREPOSITIONS | _KINDS_OF_USE) - {"that"}:
        return "NOUN"
    return (
        "NOUN"
        if near.before2 in DETERMINERS and near.after in word_set("of in for is was") | {""}
        else "VERB"
    )


def _close(near: WordContext) -> str:
    if near.after in word_set("to by enough friend friends together up call") and near.before not in MODALS:
        return "ADJ"
    asked = MODALS | DO | word_set("and please i you we they")
    if (near.before in asked and near.after in OBJECTS | {"", "at", "early"}) or (
        near.after in OBJECTS and near.before not in BE
    ):
        return "VERB"
    if near.before in MODALS:
        return "VERB"
    if near.before.endswith("s") and near.before not in BE and near.after in word_set("early late at on for"):
        return "VERB"  # "shops close early"
    return "NOUN" if near.before in ("the", "a") and (near.after == "of" or near.pause) else "ADJ"


def _that(near: WordContext) -> str:
    if near.pause or (near.before in PREPOSITIONS and near.after in BE):
        return "DT"
    if near.after in BE | word_set("one way day time sounds looks means makes") and near.before not in _SAID:
        return "DT"
    return "DT" if not near.before and near.after not in SUBJECTS | DETERMINERS else ""


def _wind(near: WordContext) -> str:
    if (
        near.word == "winds"
        and near.before
        and near.after in OBJECTS | word_set("up down back through around")
    ):
        return "NOUN" if near.before.endswith("s") or near.before in DETERMINERS else "VERB"
    if near.before in MODALS | word_set("you we i they roads paths rivers"):
        return "VERB"
    if not near.before and near.after in OBJECTS - word_set("that this"):
        return "VERB"  # an order: "Wind the clock"
    turning = near.after in word_set("up down back it through")
    return "VERB" if turning and near.before not in DETERMINERS | {"strong", "cold"} else "NOUN"


def _wound(near: WordContext) -> str:
    around = word_set("up down around through tightly back a the his her its their my your our")
    if near.after in around and near.before not in DETERMINERS | PREPOSITIONS:
        return "VBD"
    turned = word_set("he she it they i road path river clock was were")
    return "VBD" if near.before in turned and near.after != "in" else "NOUN"


def _tear(near: WordContext) -> str:
    if near.before in MODALS | word_set("you we they i wear") or (
        near.before == "and" and near.before2 == "wear"
    ):
        return "VERB"
    torn = (
        near.before in ("a", "the")
        and near.after in ("in", "on")
        and near.words[-1] not in ("eye", "eyes", "cheek")
    )
    after = word_set("up down apart off it the his her out open along")
    return "VERB" if near.after in after or torn else "NOUN"


def _lead(near: WordContext) -> str:
    made_of = near.before in word_set("contains of as contain heavy molten") and near.pause
    if near.before in word_set("pencil molten melted liquid") or (near.before2, near.before) == (
        "made",
        "of",
    ):
        return "METAL"
    if near.before not in MODALS | DO | SUBJECTS and near.after in BE | {"or"}:
        made_of = made_of or bool(set(near.words) & _METALS)
    return "METAL" if near.after in _METAL or made_of else "VERB"


def _bow(near: WordContext) -> str:
    if near.before in MODALS | word_set("took take final deep slight ship's low they we"):
        return "VERB"
    if near.before2 in ("took", "take"):
        return "VERB"
    bent = near.after in word_set("down of deeply before low out") or near.before in word_set("he she") - {
        near.word
    }
    order = not near.before and near.after in OBJECTS
    return "VERB" if bent or order else "NOUN"


def _bass(near: WordContext) -> str:
    played = near.before in _MUSIC or near.after in _INSTRUMENT
    return "NOUN" if set(near.words) & _WATER and not played else "ADJ"


def _dove(near: WordContext) -> str:
    if near.before in word_set("he she they we i"):
        return "VERB"
    into = near.after in word_set("into in under off for down deep right")
    return "VERB" if into and near.before not in ("a", "the", "white") else "NOUN"


def _minute(near: WordContext) -> str:
    return "ADJ" if near.after in _TINY else "NOUN"


def _used(near: WordContext) -> str:
    if near.after != "to":
        return "VERB"
    at = near.position + 2
    following = near.words[at] if at < len(near.words) else ""
    tool = near.before in word_set("be is was are were being") and not following.endswith("ing")
    return "VERB" if tool and following not in OBJECTS else "VBD"


def _desert(near: WordContext) -> str:
    left = near.after in word_set("me him them us his her their you")
    return "VERB" if near.before in MODALS or left else "NOUN"


_SCHOLARS = word_set(
    "man men woman women scholar scholars professor professors judge judges friend society societies monk"
)
_OLD = word_set(
    "man men woman women people parents mother father person couple widow relative relatives aunt uncle"
)


def _learned(near: WordContext) -> str:
    return "ADJ" if near.after in (_SCHOLARS if near.word == "learned" else _OLD) else "VBD"


def _blessed(near: WordContext) -> str:
    return "ADJ" if near.before in DETERMINERS and near.after and near.after not in PREPOSITIONS else "VBD"


def _present(near: WordContext) -> str:
    asked = near.before in MODALS - word_set("not always never often") and near.before2 != "up"
    shown = near.after in OBJECTS - {"that"} and near.before not in DETERMINERS | BE
    return "VERB" if asked or shown or near.before in ("we", "i", "they") else "NOUN"


RULES: dict[str, Callable[[WordContext], str]] = {
    "read": _read, "live": _live, "lives": _lives, "use": _use, "close": _close, "that": _that,
    "wind": _wind, "winds": _wind,
    "wound": _wound, "tear": _tear, "tears": _tear, "lead": _lead, "bow": _bow, "bows": _bow,
    "bass": _bass, "dove": _dove,
    "minute": _minute, "used": _used, "desert": _desert, "present": _present,
    "learned": _learned, "aged": _learned, "blessed": _blessed,
}  # fmt: skip
