"""Short forms with a dot that does not end a sentence, in all languages together (lower case, without the last dot)."""

from __future__ import annotations

from clonyvoice.text.word_lists import listed

# Always followed by more of the same sentence: titles before names, "e.g.".
ALWAYS_JOINED = frozenset(
    # English
    listed(
        "mr mrs ms mx messrs dr prof rev hon gen col maj capt lt cmdr sgt cpl gov sen rep pres supt "
        "fr st mt ft vs cf viz e.g i.e "
        "figs fig eqs eq nos pp vol ch "
        # German
        "hr fr frau herr dipl ing z.b d.h u.a o.ä bzw ca geb nr str s.o s.u i.d.r v.a evtl ggf sog "
        "bspw vgl abs art hrsg "
        # French
        "m mm mme mlle mlles mgr me p.ex c.-à-d av boul "
        # Spanish and Portuguese
        "sr sra srta sres dra d dña ud uds vd lic prof profa exmo exma v.gr p.ej núm pág págs "
        # Italian
        "sig sigg sig.ra sig.na dott dott.ssa avv arch on p.es es "
        # Russian
        "т.е т.к т.н г-н г-жа им ул просп см стр рис напр "
        # Hindi, and rupees
        "डॉ प्रो श्री कि.मी कि.ग्रा rs रु "
        # centuries of Portuguese and Spanish
        "séc sécs s.º"
    )
)
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
# Words that, with a capital, begin a sentence behind a dotted short form.
SENTENCE_STARTERS = frozenset(
    listed(
        "the a an this that these those it he she we they i you there here then but and so if when what why "
        "how who where in on at after before as my your his her our their is are was were do does did have "
        "has had not no yes please for with from to one two some many all both most each every let can could "
        "will would should may might now however therefore meanwhile later today yesterday tomorrow "
    )
)
