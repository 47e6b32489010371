"""English: the dictionary, homographs, capitals, weak forms, unknown words."""

from __future__ import annotations

import pytest

from clonyvoice.text.phonemes import phonemise

# The word, how it sounds one way and the other, and sentences for each.
HOMOGRAPHS = {
    "record": (("ɹˈɛkəɹd", "She broke the record.", "A new record was set.", "For the record, I agree."),
    ("ɹəkˈɔɹd", "We will record it.", "They record albums.", "I want to record a song.")),
    "read": (("ɹˈid", "I will read it.", "Please read this.", "Do you read a lot?"), ("ɹˈɛd",
    "I have read it.", "She read the letter yesterday.", "He read it aloud.")),
    "live": (("lˈɪv", "We live here.", "They live in Rome.", "I want to live."), ("lˈIv",
    "It was a live show.", "Live music is great.", "The live broadcast failed.")),
    "wind": (("wˈɪnd", "The wind was cold.", "A strong wind blew."), ("wˈInd", "I wind the clock.",
    "You must wind it up.")),
    "close": (("klˈOs", "He is a close friend.", "We are close to home.", "It was very close."), ("klˈOz",
    "Please close the door.", "They close at nine.", "I will close it.")),
    "use": (("jˈus", "What is the use of it?", "There is no use in waiting."), ("jˈuz", "I use it daily.",
    "You can use mine.")),
    "object": (("ˈɑbʤɛkt", "A strange object fell.", "The object is round."), ("əbʤˈɛkt",
    "I object to that.", "They would object.")),
    "present": (("pɹˈɛzᵊnt", "She gave me a present.", "The present moment counts."), ("pɹizˈɛnt",
    "I will present the plan.", "We present our results.")),
    "tear": (("tˈɪɹ", "A tear fell."), ("tˈɛɹ", "Do not tear it.", "They tear the paper.")),
    "refuse": (("ɹˈɛfjˌus", "The refuse was collected."), ("ɹəfjˈuz", "I refuse to go.", "They refuse.")),
    "permit": (("pˈɜɹmɪt", "You need a permit."), ("pəɹmˈɪt", "We cannot permit that.")),
    "lead": (("lˈid", "They lead the team.", "She took the lead in May."), ("lˈɛd", "The lead pipe broke.")),
    "estimate": (("ˈɛstəmət", "The estimate was high."), ("ˈɛstəmˌAt", "We estimate the cost.")),
    "separate": (("sˈɛpəɹət", "They have separate rooms."), ("sˈɛpəɹˌAt", "I will separate them.")),
    "used": (("jˈust", "I used to smoke.", "We are used to it."), ("jˈuzd", "I used a knife.", "It was used to cut.")),
    "bass": (("bˈæs", "He caught a bass in the lake."), ("bˈAs", "She plays bass guitar.")),
    "contract": (("kˈɑntɹˌækt", "Sign the contract."), ("kəntɹˈækt", "Metals contract in the cold.")),
    "house": (("hˈWs", "The house is big."), ("hˈWz", "They house many people.")),
    "minute": (("mˈɪnət", "Wait a minute."), ("mInjˈut", "Minute details matter.")),
    "excuse": (("ɪkskjˈus", "That is no excuse."), ("ɪkskjˈuz", "Please excuse me.")),
    "desert": (("dˈɛzəɹt", "The desert is dry."), ("dəzˈɜɹt", "He would not desert her.")),
    "dove": (("dˈʌv", "A white dove flew."), ("dˈOv", "She dove into the pool.")),
    "wound": (("wˈund", "The wound healed."), ("wˈWnd", "He wound up the clock.")),
    "bow": (("bˈO", "He drew his bow and arrow."), ("bˈW", "They bow before the king.")),
    "increase": (("ˈɪnkɹˌis", "An increase in price."), ("ɪnkɹˈis", "Prices increase again.", "We must increase it.")),
}  # fmt: skip
CASES = [
    (word, sounds, sentence)
    for word, ways in HOMOGRAPHS.items()
    for sounds, *sentences in ways
    for sentence in sentences
]


def sound(word: str, sentence: str, language: str = "en") -> str:
    return next(found.phonemes for found in phonemise(sentence, language) if found.text.lower() == word)


def test_most_homographs_sound_as_meant() -> None:
    wrong = [
        (sentence, sound(word, sentence))
        for word, sounds, sentence in CASES
        if sound(word, sentence) != sounds
    ]
    assert len(wrong) <= len(CASES) // 20, wrong


@pytest.mark.parametrize(
    ("sentence", "word", "sounds"),
    [
        ("The apple", "the", "ði"), ("The pear", "the", "ðə"), ("to eat", "to", "tʊ"), ("to go", "to",
        "tə"), ("a dog", "a", "ɐ"),
        ("vitamin A", "a", "ˈA"), ("What is it for? I can.", "can", "kˈæn"),
        ("NASA flew", "nasa", "nˈæsə"), ("the FBI agent", "fbi", "ˌɛfbˌiˈI"), ("the US army", "us",
        "jˌuˈɛs"), ("with us now", "us", "ˌʌs"),
        ("the U.S.A. won", "u.s.a.", "jˌuˌɛsˈA"), ("STOP THAT NOW", "stop", "stˈɑp"), ("cafés open", "cafés", "kæfˈAz"),
        ("the tigers' den", "tigers'", "tˈIɡəɹz"), ("googled it", "googled", "ɡˈuɡᵊld"), ("a matted rug",
        "matted", "mˈæTᵻd"),
    ],
)  # fmt: skip
def test_words_in_their_context(sentence: str, word: str, sounds: str) -> None:
    assert sound(word, sentence) == sounds


@pytest.mark.parametrize(
    "word", ["Zyxtrow", "blorptastic", "Nguyen", "Xochitl", "antidisestablishmentarianism", "Gdańsk"]
)
def test_unknown_words_are_said_somehow_with_a_stress(word: str) -> None:
    assert "ˈ" in phonemise(word, "en")[0].phonemes


def test_british_english_has_its_own_sounds() -> None:
    assert sound("bath", "a bath", "en-GB") == "bˈɑːθ"
    assert sound("bath", "a bath", "en-US") == "bˈæθ"
