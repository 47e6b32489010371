"""English titles, units and other short forms."""

from __future__ import annotations

import re

from clonyvoice.text.normalise.reading_rules import Reading, Said

_ALWAYS = {
    "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Mx.": "Mix", "Messrs.": "Messers",
    "Prof.": "Professor", "Rev.": "Reverend",
    "Hon.": "Honorable", "Gen.": "General", "Col.": "Colonel", "Maj.": "Major", "Capt.": "Captain",
    "Lt.": "Lieutenant",
    "Cmdr.": "Commander", "Sgt.": "Sergeant", "Cpl.": "Corporal", "Gov.": "Governor", "Sen.": "Senator",
    "Pres.": "President", "Rep.": "Representative", "Reps.": "Representatives", "Sens.": "Senators",
    "Supt.": "Superintendent", "Adm.": "Admiral", "Pvt.": "Private", "Bldg.": "Building", "Pkwy.": "Parkway",
    "Sq.": "Square", "Figs.": "Figures", "figs.": "figures", "vols.": "volumes", "Eqs.": "Equations",
    "eq.": "equation", "ch.": "chapter", "dept.": "department", "appt.": "appointment", "assoc.": "associate",
    "attn.": "attention", "Attn.": "Attention", "cont.": "continued", "esp.": "especially", "incl.": "including",
    "orig.": "original", "pkg.": "package", "qty.": "quantity", "Qty.": "Quantity", "tbsp.": "tablespoons",
    "tsp.": "teaspoons", "wt.": "weight", "yrs.": "years", "wks.": "weeks", "Thur.": "Thursday", "Sat.": "Saturday",
    "B.C.E.": "B.C.E.", "n.b.": "N.B.", "R.S.V.P.": "R.S.V.P.",
    "Jr.": "Junior", "Sr.": "Senior", "Esq.": "Esquire", "Ave.": "Avenue", "Blvd.": "Boulevard", "Rd.": "Road",
    "Hwy.": "Highway", "Mt.": "Mount", "Ft.": "Fort", "Dept.": "Department", "Univ.": "University",
    "Assn.": "Association",
    "Inc.": "Incorporated", "Corp.": "Corporation", "Ltd.": "Limited", "Co.": "Company", "Bros.": "Brothers",
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus", "vs": "versus",
    "approx.": "approximately", "Approx.": "Approximately", "Incl.": "Including", "Ctrl": "control", "Cmd": "command",
    "Wm.": "William", "Geo.": "George", "Chas.": "Charles", "Thos.": "Thomas", "Robt.": "Robert", "Benj.": "Benjamin",
    "Edw.": "Edward", "Jas.": "James",
    "est.": "established", "govt.": "government", "misc.": "miscellaneous", "w/o": "without", "w/": "with",
    "W/o": "without", "W/": "with",
    "a.k.a.": "A.K.A.",
    "et al.": "et al", "cf.": "compare", "viz.": "namely", "ca.": "circa", "Vol.": "Volume",
    "vol.": "volume", "Ch.": "Chapter",
    "pp.": "pages", "Fig.": "Figure", "fig.": "figure", "Eq.": "Equation", "Sec.": "Section",
    "sec.": "seconds", "Apt.": "Apartment",
    "apt.": "apartment", "tel.": "telephone", "Tel.": "Telephone", "ext.": "extension",
    "Ext.": "Extension", "max.": "maximum",
    "min.": "minimum", "avg.": "average", "temp.": "temperature", "Ph.D.": "P.H.D.", "M.D.": "M.D.",
    "B.A.": "B.A.", "M.A.": "M.A.",
    "D.C.": "D.C.", "a.m.": "A.M.", "p.m.": "P.M.", "A.D.": "A.D.", "B.C.": "B.C.", "P.S.": "P.S.",
    "Mon.": "Monday", "Tue.": "Tuesday", "Tues.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday",
    "Thurs.": "Thursday",
    "Fri.": "Friday",
    "YoY": "year over year", "QoQ": "quarter over quarter",
    "Jan.": "January", "Mar.": "March", "Apr.": "April", "Jun.": "June", "Jul.": "July",
    "Feb.": "February", "Aug.": "August", "Sept.": "September",
    "Oct.": "October",
    "Nov.": "November", "Dec.": "December", "lbs.": "pounds", "oz.": "ounces", "ft.": "feet",
    "hrs.": "hours", "mins.": "minutes",
    "MR.": "Mister", "MRS.": "Missus", "MS.": "Miz", "DR.": "Doctor", "PROF.": "Professor", "CAPT.": "Captain",
    "SGT.": "Sergeant", "REV.": "Reverend", "GEN.": "General", "COL.": "Colonel", "DET.": "Detective",
    "Wi-Fi": "why-fie", "WiFi": "why-fie", "wifi": "why-fie", "wi-fi": "why-fie",
}  # fmt: skip
_FIXED = "|".join(re.escape(key) for key in sorted(_ALWAYS, key=len, reverse=True))
PATTERN = (
    rf"(?<![\w.])(?:(?P<fixed>{_FIXED})(?!\w)|(?P<doctor>Dr|St)\."
    r"|(?P<against>(?<=[a-z] )vs?\.(?=\s[A-Z]))|(?P<number>[Nn]os?)\.(?=\s?\d)|(?P<page>pg?)\.(?=\s?\d)"
    r"|(?P<opus>[Oo]p)\.(?=\s?\d))"
)
_ABSORBS_STOP = frozenset(
    [
        "MR.",
        "MRS.",
        "MS.",
        "DR.",
        "PROF.",
        "CAPT.",
        "SGT.",
        "REV.",
        "GEN.",
        "COL.",
        "DET.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Mx.",
        "Prof.",
        "Rev.",
        "Gen.",
        "Col.",
        "Maj.",
        "Capt.",
        "Lt.",
        "Sgt.",
        "Gov.",
        "Sen.",
        "Rep.",
        "Adm.",
        "Supt.",
        "Pvt.",
        "Pres.",
        "Hon.",
        "Mt.",
        "Ft.",
        "e.g.",
        "i.e.",
        "vs.",
        "cf.",
        "No.",
        "Wm.",
        "Geo.",
        "Chas.",
        "Thos.",
        "Robt.",
        "Benj.",
        "Edw.",
        "Jas.",
    ]
)


def expand(match: re.Match[str]) -> Said:
    """The words of an abbreviation; its dot stays outside where it also ends the sentence."""
    text, end = match.string, match.end()
    if match["against"]:
        return "versus"
    if match["number"]:
        return "numbers" if match["number"].endswith("s") else "number"
    if match["page"]:
        return "pages" if re.match(r"\s?\d{1,4}\s?[-–]\s?\d", text[end:]) else "page"
    if match["opus"]:
        return "opus"
    if match["doctor"]:
        before = re.search(r"(\w+)\s+$", text[: match.start()])
        follows = re.match(r"\s+[A-Z]", text[end:])
        street = (
            before is not None
            and (before.group(1)[0].isupper() or before.group(1)[0].isdigit())
            and not follows
        )
        words = (
            ("Street" if street else "Saint")
            if match["doctor"] == "St"
            else ("Drive" if street else "Doctor")
        )
        stop = end - 1 if street and _at_end(text, end) else end
        return [Reading(match.start(), stop, words)]
    short = match["fixed"]
    if short.endswith(".") and short not in _ABSORBS_STOP and _at_end(text, end):
        if short in (
            "sec.",
            "min.",
            "temp.",
            "est.",
            "max.",
            "Co.",
            "fig.",
            "ca.",
            "Fri.",
            "Mon.",
            "Wed.",
            "Sat.",
            "Sq.",
            "Rep.",
            "ch.",
            "wt.",
            "cont.",
        ) and not (
            _measure(text, match.start()) or (short in _DAYS and _DAY_AFTER.search(text[: match.start()]))
        ):
            return None
        end -= 1
    elif short in ("min.", "sec.") and not _measure(text, match.start()):
        return None
    if short == "min.":
        return [Reading(match.start(), end, "minutes")]
    said = _ALWAYS[short]
    if said.lower() in _NUMBERED and _SEVERAL.match(text, match.end()):
        said += "s"
    return [Reading(match.start(), end, said)]


_NUMBERED = frozenset(("chapter", "volume", "figure", "section", "equation"))
_SEVERAL = re.compile(r"\s?\d{1,4}\s?[-–]\s?\d")
"""A range of figures, behind which a short form is a plural: ch. 3-5."""
_DAYS = ("Fri.", "Mon.", "Wed.", "Sat.")
_DAY_AFTER = re.compile(
    r"\b(?:by|on|until|till|next|this|last|every|before|after|since|through|from|to|or|and)\s$", re.IGNORECASE
)
"""Words behind which a day is named at the end of a sentence: by Fri."""


def _measure(text: str, start: int) -> bool:
    return re.search(r"\d\s?$", text[:start]) is not None


def _at_end(text: str, end: int) -> bool:
    return re.match(r"[\"”')\]]*(?:\s*$|\s+[\"“(]?[A-Z])", text[end:]) is not None
