"""Short forms with a dot that does not end a sentence, in all languages together (lower case, without the last dot)."""

from __future__ import annotations

from clonyvoice.text.language_words import listed

# Always followed by more of the same sentence: titles before names, "e.g.". By language, since "me", "on" or "es" are
# words of others.
_JOINED = {
    "en": "mr mrs ms mx messrs dr prof rev hon gen col maj capt lt cmdr sgt cpl pvt gov sen rep pres supt adm fr st mt "
    "ft v vs cf viz e.g i.e figs fig eqs eq nos pp vol vols ch chs wm geo chas thos robt benj edw jas",
    "de": "hr fr frl dipl ing prof dr z.b d.h u.a o.ä bzw ca geb nr str s.o s.u i.d.r v.a evtl ggf sog bspw vgl "
    "abs hrsg fa fam st v.chr inkl exkl zzgl mind abb kap bd "
    "bsp ziff zi joh wolfg friedr wilh ludw heinr gottfr ferd herm matth",
    "fr": "m mm mme mmes mlle mlles mgr me dr pr p.ex c.-à-d av boul bd st ste chap fig p pp vol art réf cf n env bât",
    "es": "sr sra srta sres sras dr dra d dña ud uds vd lic ing arq prof profa v.gr p.ej núm núms pág págs cap caps "
    "art fig ee c av avda c/ s vol tel sto sta gral cnel fr r. apto pza ctra excmo excma fco fdo gpe",
    "it": "ca sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa avv arch ing geom rag on sen p.es es pag pagg cap "
    "capp art fig n nn vol v sec s rev mons tel spett",
    "pt": "sr sra srta srs dr dra d prof profa exmo exma eng arq adv pe p.ex ex pág págs cap caps art fig av r séc "
    "sécs s.º núm vol tel sto sta gal cel",
    "ru": "т.е т.к т.н г-н г-жа им ул просп пр-т пер наб пл обл р-н см стр с рис табл напр гл п пп проф акад доц д кв "
    "корп оф тел св о ст эт",
    "hi": "डॉ प्रो श्री श्रीमती पं स्व कि.मी कि.ग्रा rs रु",
}
_ENGLISH_TITLES = frozenset(("mr", "mrs"))
"""Titles that stand before English names in texts of other languages."""
ALWAYS_JOINED = {code: frozenset(listed(shorts)) | _ENGLISH_TITLES for code, shorts in _JOINED.items()}
_ALL_JOINED = frozenset().union(*ALWAYS_JOINED.values()) - frozenset(
    listed("me on es art fa v n s с о п d r m p ex adv rag cap sen sta pe ste gal rep ch")
)


def always_joined(language: str) -> frozenset[str]:
    """The short forms of `language` that never end a sentence; if it is unknown, of all, except words of any."""
    return ALWAYS_JOINED.get(language, _ALL_JOINED)


def figured(language: str) -> frozenset[str]:
    """The short forms of `language` that end no sentence before a figure."""
    return _BEFORE_FIGURES.get(language, frozenset())


# Usually inside a sentence, but may end one.
ABBREVIATIONS = frozenset(
    [
        "jr",
        "sr",
        "esq",
        "inc",
        "corp",
        "ltd",
        "co",
        "bros",
        "llc",
        "plc",
        "etc",
        "approx",
        "est",
        "dept",
        "univ",
        "assn",
        "ave",
        "blvd",
        "rd",
        "hwy",
        "a.m",
        "p.m",
        "am",
        "pm",
        "u.s",
        "u.s.a",
        "u.k",
        "e.u",
        "d.c",
        "ph.d",
        "m.d",
        "b.a",
        "m.a",
        "b.c",
        "a.d",
        "n.b",
        "al",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "min",
        "sec",
        "hr",
        "hrs",
        "max",
        "avg",
        "ext",
        "tel",
        "apt",
        "no",
        "p",
        "pg",
        "ed",
        "eds",
        "trans",
        "usw",
        "u.s.w",
        "mio",
        "mrd",
        "tsd",
        "jh",
        "jhd",
        "env",
        "fév",
        "janv",
        "juil",
        "déc",
        "ee.uu",
        "uu",
        "chr",
        "etc.",
        "aprox",
        "máx",
        "mín",
        "tel",
        "ej",
        "cía",
        "ecc",
        "pag",
        "т.д",
        "т.п",
        "гг",
        "г",
        "в",
        "вв",
        "руб",
        "коп",
        "млн",
        "млрд",
        "тыс",
        "др",
        "пр",
    ]
)
_BEFORE_FIGURES = {
    "en": frozenset(("op", "rs")),
    "de": frozenset(listed("op jg art mo di mi do fr sa so")),
    "es": frozenset(listed("n nr nro núm op lun mar mié mie jue vie sáb sab dom")),
    "fr": frozenset(listed("op tél lun mar mer jeu ven sam dim")),
    "it": frozenset(listed("n nr num op lun mar mer gio ven sab dom")),
    "ru": frozenset(listed("т вып изд ил")),
    "pt": frozenset(listed("n nr núm op apto apt seg ter qua qui sex sáb sab dom")),
}
"""Short forms of "number", "opus" and days, which are other words where no figure follows."""
# Words that, with a capital, begin a sentence behind a dotted short form.
SENTENCE_STARTERS = frozenset(
    listed(
        "the a an this that these those it he she we they i you there here then but and so if when what why "
        "how who where in on at after before as my your his her our their is are was were do does did have "
        "has had not no yes please for with from to one two some many all both most each every let can could "
        "will would should may might now however therefore meanwhile later today yesterday tomorrow "
    )
)
