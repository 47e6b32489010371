"""German full stops: the end of a sentence, or part of an ordinal, a date or a short form."""

from __future__ import annotations

import re

from clonyvoice.text.language_words import listed

# Words that are written with a capital only at the start of a sentence.
STARTERS = frozenset(
    listed(
        "ich du er es wir ihr man wer was wann warum wie wo das der die den dem ein eine einen mein meine dein "
        "sein seine "
        "unser dieser diese dieses danach dann darum deshalb aber und oder doch denn bitte alle alles keiner "
        "keine nicht nichts "
        "nur noch schon auch so jetzt heute morgen gestern hier dort da als wenn weil ob im in am an auf bei "
        "mit nach von vor "
        "zu für ohne um über unter haben hat ist sind war waren wird werden kann können muss soll will wollen "
        "mehr viele viel "
        "ja nein gut komm geh jeder jede beide trotzdem vielleicht später zuerst endlich leider natürlich sie"
    )
)
# Words before an ordinal, which takes an ending after them.
_BEFORE = frozenset(
    listed(
        "der die das den dem des am im vom zum zur beim ins ans ab seit bis jeder jede jedes jeden jedem dieser "
        "diese "
        "dieses diesen diesem mein meine meinen meinem meiner dein deine sein seine seinen seinem ihr ihre "
        "ihren ihrem "
        "ihrer unser unsere unserem euer ein eine einen einem einer kein keine erst jener nach vor"
    )
)
_GOES_ON = frozenset(listed("und oder aber als wie bis zu mal x uhr euro prozent"))
_THINGS = frozenset(
    listed(
        "januar februar märz april mai juni juli august september oktober november dezember jahrhundert "
        "jahrhunderts stock "
        "platz mal klasse tag woche monat jahr kapitel band teil akt runde etage reihe spieltag advent "
        "weltkrieg liga auflage "
        "semester bundesliga fc fsv ffc bfc lebensjahr geburtstag quartal versuch versuche jahrtausend "
        "jan feb mär mrz apr jun jul aug sep sept okt nov dez aufl jh jhd og ug obergeschoss untergeschoss kl stufe "
        "bezirk bundesland ausgabe staffel folge halbzeit platzierung rang welle generation potenz ordnung grades "
        "person fall ebene sinfonie symphonie klavierkonzert satz"
    )
)
_BECOMING = frozenset(listed("wurde wurden wird werden werde wirst ward"))
"""Verbs behind which an ordinal is a place: "Er wurde 2. und sie 3."."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+\d{1,4}$")
_WORD_AFTER = re.compile(r"[\s\"'»„“(]+([^\W\d_]+)")
_DAYS = frozenset(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"))
_SHORT = frozenset(
    listed(
        "mind max min ca bd geb abb kap nr jh jhd mio mrd bio tsd std sek evtl ggf inkl exkl zzgl vgl bzw usw "
        "allg bes insb sog verh gest fa fam frl mwst ust pkt chr lt od anm ehem inh zw hausnr jan feb mrz apr "
        "jun jul aug sep sept okt nov dez hbf tel abt aufl hrsg zt pck pckg stk msp geh gestr"
    )
)
_ROMAN = re.compile(r"[IVX]{1,6}")
_DATE = re.compile(r"(?:^|\D)\d{1,2}\.\s?\d{1,2}$")


_REFERRED_TO = re.compile(r"\s(?:S\.|Seite|Abb|Kap|Tab|Abschnitt|Anhang)")
"""Nouns after "s." where it stands for "siehe"."""


def starts_sentence(after: str) -> bool:
    """Whether the text after a full stop starts a sentence."""
    found = _WORD_AFTER.match(after)
    if found is None:
        return not after.lstrip()[:1].isdigit()
    return found[1][0].isupper() and found[1].lower() in STARTERS


def is_ordinal(before: str, after: str) -> bool:
    """Whether the figure that ends `before` is an ordinal, with `after` behind its dot."""
    found = _WORD_AFTER.match(after)
    if found is None or not after[:1].isspace():
        return False
    following = found[1]
    low = following.lower()
    if low in _THINGS:
        return True
    led = _WORD_BEFORE.search(before[-48:])
    word = led[1].lower() if led else ""
    if following[0].islower():
        # In a text with capitals a sentence begins with one.
        written = any(char.isupper() for char in before)
        return word in _BEFORE or word in _BECOMING or (written and low not in _GOES_ON)
    return word in _BEFORE and low not in STARTERS


def ends(before: str, after: str, word: str) -> bool | None:
    """Whether a dot behind `word`, the last of `before`, ends the sentence; None if no German rule applies."""
    if re.fullmatch(r"(?:\d{1,2}\.?[-–])?\d{1,4}", word):
        if not word.isdigit():
            return not is_ordinal(re.sub(r"\d{1,2}\.?[-–](?=\d{1,4}$)", "", before), after)
        return not is_ordinal(before, after)
    if _DATE.search(before[-8:]) or word in _DAYS or _ROMAN.fullmatch(word):
        return starts_sentence(after)
    if word in ("v", "n") and after.startswith(" Chr"):
        return False
    if word == "u":
        return False  # "8 u. 10 Uhr"
    if word == "s" and _REFERRED_TO.match(after):
        return False
    low = word.lower()
    if low in _SHORT or (low.endswith("str") and len(low) > 4):
        return starts_sentence(after)
    return None
