"""The gender of a counted noun, guessed from its ending with the common exceptions."""

from __future__ import annotations

from clonyvoice.text.language_words import listed

# Spanish and Portuguese nouns in -a that are masculine, and feminine ones without it.
_MASCULINE_A = frozenset(
    listed(
        "día días problema problemas programa programas tema temas sistema sistemas mapa mapas planeta planetas "
        "idioma "
        "idiomas clima climas poeta poetas drama dramas poema poemas esquema esquemas síntoma síntomas kilograma "
        "dia dias planetas cinemas cinema atleta atletas turista turistas artista artistas quilograma grama gramas "
        "galã galãs ímã ímãs talismã talismãs fã fãs sutiã sutiãs clã clãs xamã xamãs divã divãs "
        "telegrama diploma diplomas dilema dilemas papa papas colega colegas guarda guardas"
    )
)
_FEMININE = {
    "es": frozenset(
        listed(
            "mujeres mujer noches noche veces vez calles calle clases clase partes parte flores flor leyes ley "
            "redes red "
            "voces voz luces luz llaves llave tardes tarde muertes muerte naves nave nubes nube torres torre "
            "sedes sede "
            "bases base fases fase frases frase series manos mano fotos foto motos moto radios radio sales "
            "señales señal "
            "imágenes imagen órdenes orden cárceles cárcel sangre gentes gente fuentes fuente"
        )
    ),
    "pt": frozenset(
        listed(
            "mulheres mulher noites noite vezes vez partes parte flores flor leis lei redes rede vozes voz luzes luz "
            "chaves chave tardes tarde mortes morte naves nave nuvens nuvem torres torre sedes sede bases base "
            "fases fase "
            "frases frase séries série mãos mão fotos foto motos moto árvores árvore cores cor dores dor mães "
            "mãe classes colher colheres"
        )
    ),
    "it": frozenset(
        listed(
            "notte volta mano madre moglie nave legge luce voce pace fine parte gente chiave neve carne fonte "
            "nube radio "
            "foto moto auto bici sede sete fame rete croce pelle torre"
        )
    ),
}
_FEMININE_ENDINGS = {
    "es": ("a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tad", "tades", "tud", "tudes",
    "umbre", "eces"),
    "pt": ("a", "as", "ã", "ãs", "ção", "ções", "são", "sões", "dade", "dades", "gem", "gens", "tude", "tudes", "ice"),
    "it": ("a", "zione", "sione", "tà", "tù", "trice", "ice", "ie"),
    "de": ("e", "ung", "heit", "keit", "schaft", "ion", "tät", "ik", "ur", "ei"),
}  # fmt: skip
_GERMAN_OTHERS = frozenset(
    listed("junge name käse ende auge kollege kunde löwe hase affe gebäude gemüse bier feuer jahr")
)
_GERMAN_FEMININE = frozenset(
    listed(
        "person stadt nacht hand wand bank zeit frau tür zahl arbeit antwort kuh maus gans wurst nuss "
        "schwester mutter tochter oma mark form art stunde firma kraft fahrt uhr welt wahl nummer regel kugel "
        "nadel gabel schüssel insel übernachtung steuer mauer leiter feder butter kartoffel zwiebel tafel "
        "flasche dosis hälfte chance villa kamera pizza mail e-mail app party story website"
    )
)
# French: nouns in -e are mostly feminine; these and those in the endings below are not.
_FRENCH_MASCULINE = frozenset(
    listed(
        "livre homme arbre verre mètre litre kilomètre centimètre millimètre siècle étage centime exemple "
        "groupe membre "
        "nombre titre problème système article chapitre kilogramme gramme siège légume fleuve musée lycée "
        "trophée frère "
        "père maître élève collègue ministre artiste touriste adulte malade juge peuple cercle angle timbre théâtre "
        "centre monstre cadre ordre chiffre incendie foie génie parapluie squelette beurre sucre cable câble meuble "
        "double triple disque risque casque masque pourcentage oncle prince comte poste mode vase crime signe vote "
        "chêne renne zèbre tigre âge texte vélo train contrôle rôle symbole pôle sable lac monde trône genre "
        "acte pacte"
    )
)
_FRENCH_MASCULINE_ENDINGS = (
    "age",
    "isme",
    "ège",
    "ème",
    "aire",
    "oire",
    "scope",
    "phone",
    "gramme",
    "mètre",
    "iste",
    "logue",
)
_FRENCH_FEMININE = frozenset(
    listed(
        "page plage image cage rage nage fois main nuit part voix croix noix fin faim dent mer fleur peur "
        "couleur heure "
        "sœur leçon maison chanson saison raison façon boisson prison livraison forêt mort loi paire affaire "
        "histoire "
        "victoire mémoire grammaire poire armoire"
    )
)
_FRENCH_FEMININE_ENDINGS = ("tion", "sion", "té", "ance", "ence", "eure", "ée", "ette", "tude", "xion")
# Russian feminine nouns in -ь, in the nominative (behind one) and the genitive (behind two).
_RUSSIAN_SOFT = frozenset(
    listed(
        "ночь дочь тетрадь дверь мать часть площадь кость степень область очередь новость ночи дочери тетради двери "
        "матери части площади степени области очереди кровать кровати соль речь речи вещь вещи мышь мыши роль "
        "роли цель "
        "цели боль модель модели помощь жизнь жизни ладонь ладони сеть сети осень зимы лошадь лошади церковь церкви"
    )
)
_RUSSIAN_MEN = frozenset(
    listed("мужчина мужчины дедушка дедушки дядя дяди папа папы юноша юноши судья судьи")
)


def gender_of(language: str, noun: str, count: str, endings: tuple[str, ...]) -> str:
    """The gender (m, f, n) of `noun` in lower case behind a number whose last word is `count`."""
    if language == "ru":
        return _russian(noun, count)
    if language == "fr":
        return _french(noun)
    if language in _FEMININE:
        if noun in _FEMININE[language]:
            return "f"
        if noun in _MASCULINE_A:
            return "m"
        return "f" if noun.endswith(_FEMININE_ENDINGS[language]) else "m"
    if language == "de":
        feminine = noun.endswith(_FEMININE_ENDINGS["de"]) and noun not in _GERMAN_OTHERS
        return "f" if feminine or noun in _GERMAN_FEMININE else "m"
    return "f" if noun.endswith(endings) else "m"


def _french(noun: str) -> str:
    single = noun[:-1] if noun.endswith(("s", "x")) and noun not in _FRENCH_FEMININE else noun
    if single in _FRENCH_FEMININE or single.endswith(_FRENCH_FEMININE_ENDINGS):
        return "m" if single in _FRENCH_MASCULINE else "f"
    if single in _FRENCH_MASCULINE or single.endswith(_FRENCH_MASCULINE_ENDINGS):
        return "m"
    return "f" if single.endswith("e") else "m"


def _russian(noun: str, count: str) -> str:
    """The gender of a Russian noun: in the nominative behind one, in the genitive singular behind two to four."""
    if noun in _RUSSIAN_MEN:
        return "m"
    if noun in _RUSSIAN_SOFT:
        return "f"
    if count.startswith("од"):
        if noun.endswith(("о", "ё", "мя")) or (noun.endswith("е") and noun != "кофе"):
            return "n"
        return "f" if noun.endswith(("а", "я")) else "m"
    return "f" if noun.endswith(("ы", "и")) else "m"
