"""The words of a European language for its rules: numbers, counted nouns, gender, ways of writing numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from clonyvoice.text.normalise.noun_genders import gender_of
from clonyvoice.text.normalise.reading_rules import Rule, Said
from clonyvoice.text.normalise.web_addresses import Spelling

_LONGEST = 18
"""Digits that have a name here; longer numbers are read digit by digit."""


@lru_cache(maxsize=4096)
def _words(value: str, language: str, kind: str) -> str:
    from num2words import num2words

    said = num2words(int(value), lang=language, to=kind)
    plain = re.sub(r"[,\u00ad]", "", str(said)).strip()
    return (
        plain.replace("dicotto", "diciotto") if language == "it" else plain
    )  # num2words writes "duemiladicotto"


@dataclass(frozen=True)
class Words:
    """Number words and names of one language. Nouns are `(one, several)` or, in Russian, `(one, few, many)`."""

    language: str
    num2words: str
    months: tuple[str, ...]
    months_said: tuple[str, ...]
    """The months as said in a date (genitive in Russian)."""
    date: Callable[[Words, int, str], str]
    """The day of a month: (words, day, the word before it in small letters)."""
    year: Callable[[Words, int], str]
    time: Callable[[Words, int, int], str]
    currencies: Mapping[str, tuple[str, ...]]
    cents: Mapping[str, tuple[str, ...]]
    cents_link: str
    units: Mapping[str, tuple[str, ...]]
    symbols: Mapping[str, str]
    abbreviations: Mapping[str, str]
    spelling: Spelling
    comma: str
    percent: str
    minus: str
    to: str
    of_month: str = " "
    of_year: str = " "
    dotted_thousands: bool = True
    ordinal_marks: str = ""
    """A pattern of what is written behind a figure to make it an ordinal."""
    ordinal: Callable[[Words, int, str], str] = field(default=lambda words, value, _mark: words.rank(value))
    numbered: frozenset[str] = frozenset()
    """Words behind which Roman numerals are cardinals (chapter, volume)."""
    rulers: Callable[[Words, int], str] | None = None
    """The form of the numeral behind a king's or pope's name."""
    feminine: Mapping[str, str] = field(default_factory=dict)
    """Forms of 1 and 2 before feminine nouns (a unit's or coin's name)."""
    feminine_nouns: frozenset[str] = frozenset()
    feminine_endings: tuple[str, ...] = ("a", "as")
    """Endings by which an unknown noun behind a number is taken for feminine."""
    decimals: Callable[[Words, str, str], str] | None = None
    """The form of a whole part and a fraction, where it is not just "comma" between them."""

    hundreds: Callable[[list[str]], list[str]] | None = None
    """Hundreds (and what else counts) before feminine nouns, all of the number's words."""

    def cardinal(self, value: int) -> str:
        """`value` in words."""
        text = str(value)
        if len(text.lstrip("-")) > _LONGEST:
            return self.digits(text)
        said = _words(text.lstrip("-"), self.num2words, "cardinal")
        return f"{self.minus} {said}" if value < 0 else said

    def rank(self, value: int) -> str:
        """`value` as an ordinal in words."""
        return _words(str(value), self.num2words, "ordinal")

    def digits(self, text: str) -> str:
        """The digits of `text` one by one."""
        return " ".join(_words(char, self.num2words, "cardinal") for char in text if char in "0123456789")

    def number(self, text: str) -> str:
        """A number as written in this language ("1.234,5"; a dot before other than three digits is a decimal one)."""
        whole, fraction = split_number(text, self.dotted_thousands)
        if (len(whole) > 1 and whole.startswith("0")) or len(whole) > _LONGEST:
            said = self.digits(whole)
        else:
            said = self.cardinal(int(whole or "0"))
        if not fraction:
            return said
        if self.decimals is not None:
            return self.decimals(self, whole or "0", fraction)
        spoken = (
            self.digits(fraction)
            if fraction.startswith("0") or len(fraction) > 2
            else self.cardinal(int(fraction))
        )
        return f"{said} {self.comma} {spoken}"

    def counted(self, text: str, noun: tuple[str, ...]) -> str:
        """A number with its noun in the right form."""
        whole, fraction = split_number(text, self.dotted_thousands)
        said = self.number(text)
        form = (
            noun[1]
            if fraction and len(noun) < 3
            else noun[-1]
            if fraction
            else self.form(int(whole or "0"), noun)
        )
        if not fraction:
            said = self.agreed(said, noun)
        if fraction and len(noun) == 3:
            form = noun[1]
        return f"{said} {form}"

    def agreed(self, said: str, noun: tuple[str, ...]) -> str:
        """Number words in the form before `noun`."""
        gender = "f" if noun[0].split(" ")[0] in self.feminine_nouns else "m"
        return self.gendered(said.split(), gender) or said

    def before(self, said: str, following: str) -> str:
        """Number words in the form before the word `following`, whose gender is guessed from its ending."""
        return self.gendered(said.split(), self.gender(following.lower(), said.split()[-1])) or said

    def gender(self, noun: str, count: str = "") -> str:
        """The gender (m, f, n) of a noun in small letters, behind a number that ends in `count`."""
        return gender_of(self.language, noun, count, self.feminine_endings)

    def gendered(self, words: list[str], gender: str) -> str:
        """The number words in the form for `gender` (m, f, n); "" if that is the same."""
        last = self.feminine.get(f"{words[-1]}/{gender}")
        changed = [*words[:-1], last] if last else list(words)
        if gender == "f" and self.hundreds is not None:
            changed = self.hundreds(changed)
        return " ".join(changed) if changed != words else ""

    def form(self, value: int, noun: tuple[str, ...]) -> str:
        """The form of `noun` behind `value`."""
        if len(noun) == 3:
            if value % 10 == 1 and value % 100 != 11:
                return noun[0]
            return noun[1] if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14) else noun[2]
        if self.language in ("fr", "pt") and value < 2:
            return noun[0]
        return noun[0] if value == 1 else noun[-1]


def word_before(match: re.Match[str]) -> str:
    """The word right before a match, in small letters; "" at the start of a sentence."""
    found = re.search(r"([^\W\d_]+)\s+$", match.string[max(0, match.start() - 40) : match.start()])
    return found[1].lower() if found else ""


def split_number(text: str, dotted_thousands: bool) -> tuple[str, str]:
    """The whole part and the fraction of a written number, whichever marks it uses."""
    plain = re.sub(r"[\s'’\u202f]", "", text)
    comma, dot = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and dot >= 0:
        mark = max(comma, dot)
        return re.sub(r"[.,]", "", plain[:mark]), plain[mark + 1 :]
    at = max(comma, dot)
    if at < 0:
        return plain, ""
    thousands = plain[at] == "." if dotted_thousands else plain[at] == ","
    groups = re.split(r"[.,]", plain)
    if (
        all(len(group) == 3 for group in groups[1:])
        and len(groups[0]) <= 3
        and groups[0] != "0"
        and (thousands or len(groups) > 2)
    ):
        return "".join(groups), ""
    if len(groups) > 2:
        return "".join(groups), ""
    return groups[0], groups[1]


NUMBER = r"\d{1,3}(?:[.\u202f '’]\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?"
MINUS = r"(?P<minus>(?<![\w)])-)?(?<![\w.,])"
"""A sign before a number that belongs to it."""


def any_of(names: Iterable[str]) -> str:
    """A pattern of any of `names`, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def made(pattern: str, say: Callable[[re.Match[str]], Said], flags: int = 0) -> Rule:
    """The rule that replaces each match of `pattern` by the result of `say`."""
    return Rule(re.compile(pattern, flags), say)


_SHORT = {
    "es": "Mr.=míster;Mrs.=mísis;Ctrl=control;Fco.=Francisco;Fdo.=firmado;Gpe.=Guadalupe;"
    "Mª=María;M.ª=María;"
    "c/=calle;D.ª=doña;Sras.=señoras;Arq.=arquitecto;Profa.=profesora;Sto.=santo;Sta.=santa;"
    "Gral.=general;cap.=capítulo;"
    "caps.=capítulos;art.=artículo;fig.=figura;vol.=volumen;a. C.=antes de Cristo;a.C.=antes de Cristo;"
    "d. C.=después de Cristo;d.C.=después de Cristo;Cía.=compañía;dpto.=departamento;izq.=izquierda;"
    "dcha.=derecha;c.=calle;P. D.=posdata;S. A.=sociedad anónima;ene.=enero;feb.=febrero;abr.=abril;"
    "ago.=agosto;sept.=septiembre;oct.=octubre;nov.=noviembre;dic.=diciembre;apto.=apartamento;Pza.=plaza;"
    "pza.=plaza;ctra.=carretera;pp.=páginas;hab.=habitantes;Excmo.=excelentísimo;Excma.=excelentísima",
    "it": "Mr.=mister;Mrs.=missis;Ctrl=control;"
    "ca.=circa;ing.=ingegner;avv.=avvocato;arch.=architetto;geom.=geometra;rag.=ragionier;on.=onorevole;"
    "sen.=senatore;"
    "dott.ri=dottori;prof.ssa=professoressa;dott.ssa=dottoressa;sig.na=signorina;sigg.=signori;cap.=capitolo;"
    "capp.=capitoli;pagg.=pagine;art.=articolo;fig.=figura;vol.=volume;sec.=secolo;p. es.=per esempio;"
    "ad es.=ad esempio;nn.=numeri;c.so=corso;C.so=corso;P.zza=piazza;p.zza=piazza;v.le=viale;S.p.A.=esse pi a;"
    "S.r.l.=esse erre elle;N.B.=nota bene;gen.=gennaio;feb.=febbraio;apr.=aprile;lug.=luglio;ago.=agosto;"
    "sett.=settembre;ott.=ottobre;nov.=novembre;dic.=dicembre;a. C.=avanti Cristo;d. C.=dopo Cristo;"
    "pp.=pagine;tab.=tabella;Spett.=spettabile;Mons.=monsignor;ab.=abitanti",
    "pt": "Ctrl=control;"
    "Eng.=engenheiro;Arq.=arquiteto;Adv.=advogado;Pe.=padre;Srs.=senhores;Sto.=santo;Sta.=santa;Gal.=general;"
    "Cel.=coronel;cap.=capítulo;caps.=capítulos;art.=artigo;fig.=figura;vol.=volume;págs.=páginas;"
    "a. C.=antes de Cristo;d. C.=depois de Cristo;Ltda.=limitada;Cia.=companhia;obs.=observação;"
    "Obs.=observação;apto.=apartamento;jan.=janeiro;fev.=fevereiro;abr.=abril;jun.=junho;jul.=julho;"
    "ago.=agosto;nov.=novembro;pp.=páginas;Exmo.=excelentíssimo;Exma.=excelentíssima;hab.=habitantes",
    "fr": "Ctrl=contrôle;"
    "Mlles=mesdemoiselles;Drs=docteurs;chap.=chapitre;fig.=figure;vol.=volume;art.=article;réf.=référence;"
    "éd.=édition;av. J.-C.=avant Jésus-Christ;apr. J.-C.=après Jésus-Christ;N.B.=nota bene;Cie=compagnie;"
    "janv.=janvier;févr.=février;avr.=avril;juil.=juillet;sept.=septembre;oct.=octobre;nov.=novembre;"
    "déc.=décembre;dép.=département;appt=appartement;qqch.=quelque chose;qqn=quelqu'un;svp=s'il vous plaît;"
    "SVP=s'il vous plaît;rdv=rendez-vous;RDV=rendez-vous;Bd=boulevard;bd.=boulevard;Bd.=boulevard;"
    "bât.=bâtiment;al.=alinéa;pp.=pages;hab.=habitants;Mgr=monseigneur;resp.=respectivement",
    "de": "n. V.=nach Verlängerung;i. E.=im Elfmeterschießen;v. Chr.=vor Christus;v.Chr.=vor Christus;"
    "n. Chr.=nach Christus;n.Chr.=nach Christus;Fa.=Firma;"
    "Fam.=Familie;Frl.=Fräulein;MwSt.=Mehrwertsteuer;MwSt=Mehrwertsteuer;USt.=Umsatzsteuer;Pkt.=Punkt;"
    "Str.-Nr.=Straßennummer;Tel.-Nr.=Telefonnummer;Hausnr.=Hausnummer;Art.-Nr.=Artikelnummer;Aufl.=Auflage;"
    "Abt.=Abteilung;Anm.=Anmerkung;bspw.=beispielsweise;beisp.=Beispiel;lt.=laut;od.=oder;s. o.=siehe oben;"
    "s. u.=siehe unten;u. U.=unter Umständen;u.U.=unter Umständen;m. E.=meines Erachtens;i. A.=im Auftrag;"
    "z. Zt.=zurzeit;z.Zt.=zurzeit;zw.=zwischen;ehem.=ehemalig;erw.=erweitert;Inh.=Inhaber;Kfz=Ka Eff Zett;"
    "Pl.=Platz;a. d.=an der;a. M.=am Main;u. v. m.=und vieles mehr;u.v.m.=und vieles mehr;"
    "Joh.=Johann;Wolfg.=Wolfgang;Friedr.=Friedrich;Wilh.=Wilhelm;Ludw.=Ludwig;Heinr.=Heinrich;"
    "Gottfr.=Gottfried;"
    "Ferd.=Ferdinand;Herm.=Hermann;Matth.=Matthias;Strg=Steuerung;Ctrl=Steuerung;Entf=Entfernen;"
    "Bsp.=Beispiel;Jg.=Jahrgang;Tab.=Tabelle;Zi.=Zimmer;Ziff.=Ziffer;Tsd.=Tausend;p. a.=pro Jahr;resp.=respektive;"
    "z. Hd.=zu Händen;i. V.=in Vertretung;geschl.=geschlossen;u. Ä.=und Ähnliches;u.Ä.=und Ähnliches;vs.=gegen",
    "ru": "Ctrl=контрол;вып.=выпуск;изд.=издание;ил.=иллюстрация;"
    "т. п.=тому подобное;т. к.=так как;т. н.=так называемый;т.н.=так называемый;т. о.=таким образом;"
    "н. э.=нашей эры;гл.=глава;табл.=таблица;пл.=площадь;пер.=переулок;наб.=набережная;обл.=область;"
    "акад.=академик;доц.=доцент;с.=страница;корп.=корпус;тел.:=телефон;ок.=около;св.=святой;чел.=человек;"
    "мин.=минут;макс.=максимум;гос.=государственный;яз.=язык;рус.=русский;англ.=английский;прим.=примечание;"
    "руб.=рублей;пн=понедельник;вт=вторник;ср=среда;чт=четверг;пт=пятница;сб=суббота;вс=воскресенье;"
    "ст.=статья;шт.=штук;ред.=редактор;эт.=этаж;в т. ч.=в том числе;в т.ч.=в том числе",
}


def short_forms(language: str) -> dict[str, str]:
    """The short forms of a European language, each with its words."""
    return dict(pair.split("=", 1) for pair in _SHORT[language].split(";"))
