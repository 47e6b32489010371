"""Words of another language inside a sentence, read by the rules of their own.

English names and words in other languages are recognised by lists, by the words beside them, and by letters that the
surrounding language does not use; phrases of other languages in English by a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from clonyvoice.text.language_detection import guess
from clonyvoice.text.language_words import listed, short_words
from clonyvoice.text.normalise.reading_rules import Reading, Rule, Said

# Products, places and names that are said in English everywhere.
_NAMES = frozenset(
    listed(
        "google drive maps facebook microsoft apple iphone ipad macbook windows youtube twitter instagram "
        "whatsapp linkedin "
        "netflix spotify amazon github slack zoom tiktok snapchat uber airbnb paypal reddit dropbox chrome "
        "firefox safari "
        "android playstation xbox nintendo disney marvel starbucks mcdonald's nike new york washington seattle "
        "boston "
        "hollywood broadway manhattan brooklyn harlem los angeles san francisco chicago texas florida "
        "california houston "
        "dallas miami philadelphia liverpool manchester wimbledon oxford cambridge john smith james william "
        "george michael "
        "david steve jobs bill gates mark zuckerberg elon musk harry potter taylor swift michael jackson "
        "beatles rolling "
        "stones queen pink floyd bruce springsteen johnny cash freddie mercury sherlock holmes charles dickens "
        "shakespeare "
        "star wars trek game thrones lord rings white house wall street times post guardian silicon valley "
        "black friday "
        "halloween super bowl jane emily jessica ashley brian kevin jennifer wayne brown johnson williams jones "
        "miller "
        "wilson taylor moore walker king wright green baker hill cooper ward bush clinton obama biden trump kennedy "
        "roosevelt lincoln reagan churchill thatcher"
    )
)
# Common nouns taken from English that keep their sound.
_LOANS = frozenset(
    listed(
        "meeting browser smartphone feedback workshop update team software hardware laptop desktop computer "
        "server cloud "
        "streaming podcast newsletter startup marketing manager management business deadline brainstorming "
        "homepage website "
        "screenshot download upload online offline backup tablet touchscreen bluetooth wifi hotspot livestream "
        "influencer "
        "blogger vlog smartwatch playlist soundtrack show reality thriller bestseller remake reboot "
        "cheeseburger hamburger "
        "fitness workout jogging stretching coaching catering shopping outlet happy hour weekend hobby feeling "
        "know-how "
        "timing training teamwork outfit crew designer cover-up airbag leasing controlling outsourcing "
        "benchmark framework "
        "interface keyboard gaming gamer joystick headset freelancer coworking networking pitch slogan trailer "
        "cast single "
        "burnout stress mainstream underground fan club party barbecue toaster mixer"
    )
)
# Loanwords that a language pronounces in its own way, or words of its own that look like them.
_OWN = {
    "de": frozenset(listed("show fan club party stress computer hobby single team toaster mixer manager "
    "hamburger server king hill drive "
                           "post queen mark bush ward cooper david georg michael hotspot game lord star")),
    "fr": frozenset(listed("club fan party single cast post mark bush david michael drive star show hobby "
    "stress team game lord stones")),
    "es": frozenset(listed("club fan single post mark david michael star show hobby lord game san los angeles "
    "francisco texas florida "
                           "california houston chicago")),
    "it": frozenset(listed("club fan single post mark david michael star show hobby lord game san francisco "
    "team computer sport")),
    "pt": frozenset(listed("club fan single post mark david michael star show hobby lord game san los angeles "
    "francisco texas florida "
                           "california chicago")),
}  # fmt: skip
_GERMAN_LOANS = frozenset(("team", "computer", "manager", "server", "show", "single"))
# Loanwords that are pronounced in German as in English, against the rules of German spelling.
_GERMAN = frozenset(
    listed(
        "design designs cool interview interviews shopping job jobs live chat chats mail mails e-mail emails "
        "link links share story stories trend trends user login chip chips display cash center champion "
        "champions check checkliste coach code coding container cookie cookies countdown cover crash deal "
        "deals dealer drink drinks event events fair fake feature features foul game games girl girls hacker "
        "handout highlight highlights image insider jackpot jazz jeans jet jogger joker killer label lady "
        "layout leader lifestyle looping lunch made make-up match mobbing musical news notebook okay "
        "performance pipeline player playlist power provider publicity quiz recycling remix roadmap safe sale "
        "scanner science score screen secondhand selfie service session shirt shop shops shorts sightseeing "
        "skateboard sketch smalltalk snack snacks snowboard sound sounds spray sprint stream store talk "
        "talkshow teenager teenie ticket tickets tool tools top track tracks truck tuning tweet underdog "
        "upgrade vintage voucher wellness youngster youtuber tiktoker influencerin rapper rap rocker charts "
        "hit-single deadline feedback hashtag likes like post posten followers follower bug bugs release "
        "backend frontend app apps browsergame laptop router charity clown boom boomer gangster gentleman "
        "jeep jumbo jury beauty beat beats brain break briefing budget burger butler buzz call callcenter "
        "camper cartoon casual challenge chance checkpoint cheerleader comeback comedian comedy community "
        "content cowboy crossover dashboard data date dating dj dresscode drive-in dumping entertainer "
        "eyeliner fashion fastfood finish flashback flatrate flyer freak gadget gambler grid hightech hipster "
        "home homeoffice jetlag junkfood keynote lifehack lounge lover mainboard merchandise moderator "
        "mountainbike nightlife notebook open-air outdoor overall pacemaker paintball patchwork peeling "
        "piercing popcorn poster pullover puzzle research sandwich scooter service sexy showdown shuttle "
        "slogan smoothie soap software songwriter speaker speed spoiler sponsor sponsoring standby startup "
        "steward stick style styling surfbrett sweatshirt swimmingpool tank tape teaser trainer transfer "
        "tutorial tutorials t-shirt underground voice walkman web website weekend whistleblower workflow "
        "yacht"
    )
) - frozenset(
    listed(
        "chance jury moderator overall tank trainer transfer puzzle budget sponsor date data home made finish "
        "stick style poster posten post clown boom top jet rap container butler burger camper charts beat "
        "beats pullover popcorn steward yacht image performance speed sprint power hit-single grid check "
        "checkliste code"
    )
)
_ARTICLES = frozenset(("the", "of", "and"))
_WITHOUT_ING = ("es", "it", "pt")
"""Languages without words of their own in -ing."""
_RUN = re.compile(
    r"(?<![\w'-])[^\W\d_][\w']{0,24}(?:-[^\W\d_]\w{0,24})?(?:\s(?:(?:of|and)\s(?:the\s)?)?[A-Z][\w']{0,24}){0,4}(?![\w-])"
)
_WORD = re.compile(r"[\w']+")
_ENGLISH_LETTERS = re.compile(r"w|k|sh|th|ck|ee|oo|gh|y$|j", re.IGNORECASE)
# Phrases that English takes from others, by language.
_PHRASES = {
    "fr": "c'est la vie|au revoir|bon appétit|bon voyage|je ne sais quoi|mon dieu|s'il vous plaît|très bien|bonjour|"
    "merci beaucoup|oh là là|comme ci comme ça|raison d'être|joie de vivre|mon amour|vive la france|enchanté",
    "es": "buenos días|buenas noches|buenas tardes|por favor|muchas gracias|hasta luego|hasta mañana|hasta la vista|"
    "cómo estás|mi casa es su casa|qué pasa|de nada|señor|señora|señorita|feliz navidad|vamos a la playa|día de "
    "los muertos",
    "de": "danke schön|guten tag|guten morgen|guten abend|gute nacht|auf wiedersehen|vielen dank|bitte schön|"
    "frohe weihnachten|"
    "müller|schön|über alles|wunderbar|fräulein|götterdämmerung|grüß gott|straße|münchen|köln|düsseldorf",
    "it": "buon giorno|buongiorno|buona sera|buonasera|buona notte|grazie mille|arrivederci|la dolce vita|mamma "
    "mia|andiamo|"
    "che bella|ciao bella|buon appetito|perché",
    "pt": "obrigado|obrigada|bom dia|boa noite|boa tarde|muito obrigado|são paulo|até logo|tudo bem",
}  # fmt: skip


def rules(language: str) -> tuple[Rule, ...]:
    """The rules for foreign words, applied after a language's own rules."""
    if language == "en":
        known = (
            Rule(re.compile(rf"(?<![\w'-])(?:{phrases})(?![\w'-])", re.IGNORECASE), _said_in(code))
            for code, phrases in _PHRASES.items()
        )
        return (*known, Rule(_QUOTED, _quoted))
    if language not in _OWN:
        return ()
    return (
        Rule(_QUOTED, lambda match: _quoted_english(match, language)),
        Rule(_RUN, lambda match: _english(match, language)),
    )


_QUOTED = re.compile(
    r"(?:(?<=[\"“«‘])|(?<=[¡¿]))(?P<phrase>[^\W\d_][\w']{0,20}"
    r"(?:[ ,]{1,2}[^\W\d_][\w']{0,20}){0,5})(?=[.!?,…]{0,3}[\"”»’]|[!?])"
)
_CLEAR = 0.9
"""Confidence from which a quoted phrase is taken for another language. Chosen by hand: Latin tags stay below."""
_ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")


def _quoted(match: re.Match[str]) -> Said:
    """A phrase in quotation marks with letters that English does not write, or that is surely in another language."""
    phrase = match["phrase"]
    opened = match.string[match.start() - 1]
    if not (_ACCENTED.search(phrase) or opened in "¡¿"):
        found = guess(phrase, ("en", "es", "fr", "de", "it", "pt"))
        foreign = found.code != "en" and found.confidence > _CLEAR and not _all_english(phrase)
        return _said_in(found.code)(match) if foreign else None
    found = guess(phrase, ("es", "fr", "de", "it", "pt"), "es" if opened in "¡¿" else "fr")
    return _said_in("es" if opened in "¡¿" else found.code)(match)


def _all_english(phrase: str) -> bool:
    from clonyvoice.text.english_lexicon import lexicon

    words = lexicon(british=False)
    return all(words.known(word.lower()) for word in _WORD.findall(phrase))


def _quoted_english(match: re.Match[str], language: str) -> Said:
    """Two words or more in quotation marks that are surely English."""
    phrase = match["phrase"]
    if " " not in phrase or _ACCENTED.search(phrase) or match.string[match.start() - 1] in "¡¿":
        return None
    found = guess(phrase, None, language)
    return _said_in("en")(match) if found.code == "en" and found.confidence > _CLEAR else None


def _said_in(code: str) -> Callable[[re.Match[str]], Said]:
    def said(match: re.Match[str]) -> Said:
        return [
            Reading(
                match.start() + word.start(),
                match.start() + word.end(),
                word.group(),
                written=True,
                language=code,
            )
            for word in _WORD.finditer(match.group())
        ]

    return said


def _english(match: re.Match[str], language: str) -> Said:
    found = list(_WORD.finditer(match.group()))
    marks = [_marked(word.group(), language) for word in found]
    lows = [word.group().lower() for word in found]
    for at, low in enumerate(lows):
        if low == "of":  # a word of none of the languages: "House of Cards"
            for beside in range(max(0, at - 1), min(len(found), at + (3 if lows[at + 1] == "the" else 2))):
                marks[beside] = True
        elif language in _WITHOUT_ING and len(low) > 5 and low.endswith("ing") and len(found) > 1:
            for beside in (at, at + 1):  # "Breaking Bad"
                if beside < len(found) and found[beside].group()[0].isupper():
                    marks[beside] = True
    if not any(marks):
        return None
    # Twice, so that an article between two names marks the one before it too: "Game of Thrones".
    for at, word in (*enumerate(found), *enumerate(found)):
        low = word.group().lower()
        near = (at + 1 < len(found) and marks[at + 1]) or (at > 0 and marks[at - 1])
        if not marks[at] and near and (low in _ARTICLES or _either(low)):
            marks[at] = True
        named = at > 0 and marks[at - 1] and word.group()[0].isupper() and low not in short_words(language)
        if (
            named
            and (found[at - 1].group() == "New" or _ENGLISH_LETTERS.search(low))
            and match.group()[word.start() - 1] == " "
        ):
            marks[at] = True
    return [
        Reading(
            match.start() + word.start(),
            match.start() + word.end(),
            word.group(),
            written=True,
            language="en",
        )
        for word, mark in zip(found, marks, strict=True)
        if mark
    ] or None


@lru_cache(maxsize=4096)
def _either(low: str) -> bool:
    return low in _NAMES or low in _LOANS


@lru_cache(maxsize=4096)
def _marked(word: str, language: str) -> bool:
    """Whether a word is recognised as English without its context."""
    low = word.lower()
    if low in short_words(language):
        return False
    if low in _OWN[language] and not (language == "de" and low in _GERMAN_LOANS):
        return False
    if low in _NAMES:
        return word[0].isupper()
    loans = _LOANS | _GERMAN if language == "de" else _LOANS
    return low in loans or (low.endswith("s") and low[:-1] in loans and len(low) > 5)


def has_english(words: str, language: str) -> bool:
    """Whether a compound ("Team-Meeting") has an English part, in languages with a list of English words."""
    return language in _OWN and any(_marked(part, language) for part in words.split("-"))
