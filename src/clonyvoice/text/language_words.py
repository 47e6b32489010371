"""Words of each language by which it is recognised, and lists of words written as one text."""

from __future__ import annotations

# For each Latin-script language: frequent short words, letters that (nearly) only it has, and frequent word parts.
HINTS: dict[str, tuple[str, str, str]] = {
    "en": (
        "the and of to in is it that you he was for on are with as i his they be at one have this from or had by "
        "not but what all were we when your can said there use an each which she do how their if will up about out "
        "many then them these so some her would make like him into time has look two more go see no way could my "
        "than been who its now did get come made may part hello please thanks thank good morning why where yes "
        "don't i'm it's let's i'll am me very good day night world us our what's that's read just old new",
        "",
        "th wh ght ing igh ould sh ck ee oo ly",
    ),
    "es": (
        "el la de que y a en un ser se no haber por con su para como estar tener le lo todo pero más hacer o poder "
        "decir este ir otro ese si me ya ver porque dar cuando él muy sin vez mucho saber qué sobre mi alguno mismo "
        "yo también hasta año dos querer entre así primero desde grande eso ni nos llegar pasar tiempo ella sí día "
        "uno bien poco los las del al una es son está están hola gracias buenos buenas días cómo dónde esta estoy "
        "hay fue era tiene eres soy mañana casa aquí hoy usted por favor",
        "ñ¿¡",
        "ción ió ll ue ie os as ando iendo dad",
    ),
    "fr": (
        "le la les de des du un une et à en être avoir que qui ne pas pour dans ce il elle sur se son sa ses plus "
        "par je avec tout faire nous vous mais comme ou si leur y dire au aux aller bien où sans tu on c'est est "
        "sont cette ces très était même aussi j'ai l'on d'un d'une qu'il n'est bonjour merci oui non s'il moi toi "
        "mon ma mes ton ta tes votre notre quel quelle où chez peu trop ici demain hier aujourd'hui suis ont sommes "
        "plaît ça va fait été",
        "œçùûêèâîë",
        "eau eux oux ais ait ez tion ent qu' l' d' j' ain ois",
    ),
    "it": (
        "il lo la i gli le di a da in con su per tra fra e che è non un una uno sono mi si ho ha hanno del della "
        "dei delle degli al alla ai alle dal dalla nel nella sul sulla come ma anche più questo questa quello "
        "quella cosa se io tu lui lei noi voi loro molto essere avere fare dire andare ciao grazie buongiorno "
        "buonasera dove quando perché oggi domani ieri bene bello tutto tutti sei siamo era c'è mio mia piace ci "
        "vorrei prego sempre mai ogni",
        "ìò",
        "zione gli cch gn ss zz ono are ere ire ato etto ella",
    ),
    "pt": (
        "o a os as de do da dos das em no na nos nas um uma e que é não se por para com como mais mas foi ao ele "
        "ela eles à seu sua ou ser quando muito há já está eu também só pelo pela até isso entre era depois sem "
        "mesmo aos ter seus quem meu minha você vocês obrigado obrigada olá bom boa dia tudo bem onde são tem "
        "estou hoje amanhã ontem fazer aqui estão num numa porque nós lhe fim sim dois duas fora ainda agora",
        "ãõ",
        "ção ções lh nh ão õe inh ado eir ou",
    ),
    "de": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
        "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor "
        "zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter "
        "wir ich du ihr mich dich guten tag morgen danke bitte hallo heute wo was wer warum wie viel sehr gut kein "
        "keine mein dein uns euch bin bist ja nein",
        "ßäöü",
        "sch ung ch ei ie ich cht keit heit tz pf zw",
    ),
}
SHORT_WORDS = {code: frozenset(words.split()) for code, (words, _, _) in HINTS.items()}
WORD_PARTS = {code: tuple(parts.split()) for code, (_, _, parts) in HINTS.items()}


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`, in order."""
    return tuple(text.split())


def short_words(code: str) -> frozenset[str]:
    """Frequent short words of a language, in lower case; empty if the language has no list."""
    return SHORT_WORDS.get(code, frozenset())


RATINGS = frozenset(
    listed("оценка оценку оценкой балл баллы баллов рейтинг рейтингом результат счёт поставил")
)
"""Words behind which 9/10 is a rating, in languages that else say a fraction."""
PRESSURES = frozenset(listed("pressão pressione tensión presión tension blutdruck давление давлением"))
"""Words behind which 12/8 is a pressure of the blood."""
