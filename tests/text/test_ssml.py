"""SSML: what is said how, and nothing dangerous."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonyvoice.text.inline_markup import MarkupInvalid
from clonyvoice.text.languages import UnknownLanguage
from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.ssml import DEEPEST, Break, Manner, Utterance, parse


def test_prosody_nests_and_multiplies() -> None:
    found = parse(
        '<speak>a <prosody rate="80%" pitch="+2st">b <prosody rate="50%" volume="+6dB">c</prosody></prosody></speak>',
        "en",
    )
    assert found == (
        Utterance("a", Manner()),
        Utterance("b", Manner(rate=0.8, pitch=2.0)),
        Utterance("c", Manner(rate=0.4, pitch=2.0, volume=6.0)),
    )


def test_breaks_and_paragraphs() -> None:
    found = parse('One<break time="250ms"/>two<break strength="strong"/><p>Three</p>', "en")
    assert found[:2] == (Utterance("One", Manner()), Break(0.25))
    assert found[2] == Utterance("two", Manner())
    assert found[3] == Break(0.8)
    assert found[-2:] == (Utterance("Three", Manner(), ends=True), Break(0.6))


def test_sentences_in_their_own_language() -> None:
    found = parse('<s>Hello.</s><s xml:lang="fr-FR">Bonjour.</s>', "en")
    assert found == (
        Utterance("Hello.", Manner(), ends=True),
        Utterance("Bonjour.", Manner(language="fr"), ends=True),
    )


def test_a_mark_behind_an_element_belongs_to_it() -> None:
    found = parse('<prosody rate="slow">slow</prosody>. Next', "en")
    assert [piece.text for piece in found if isinstance(piece, Utterance)] == ["slow.", "Next"]


def test_phonemes_become_kokoros_symbols() -> None:
    (found,) = parse('<phoneme alphabet="ipa" ph="təˈmeɪtoʊ">tomato</phoneme>', "en")
    assert isinstance(found, Utterance)
    word = phonemise(found.text, "en")[0]
    assert (word.text, word.phonemes) == ("tomato", "təmˈAtO")


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("characters", "ab1", "A.B. one"), ("ordinal", "3", "third"), ("cardinal", "1,234",
        "one thousand two hundred thirty four"),
        ("telephone", "555-12", "five five five, one two"), ("time", "3:30", "3:30"), ("expletive", "damn", ""),
    ],
)  # fmt: skip
def test_say_as(kind: str, text: str, said: str) -> None:
    found = parse(f'x <say-as interpret-as="{kind}">{text}</say-as>', "en")
    assert "".join(piece.text for piece in found if isinstance(piece, Utterance)) == f"x {said}".strip()


def test_say_as_date_in_any_order() -> None:
    (found,) = parse('<say-as interpret-as="date" format="dmy">3/4/2020</say-as>', "en")
    assert isinstance(found, Utterance)
    assert found.text == "2020-04-03"


def test_say_as_in_other_languages() -> None:
    (found,) = parse('<say-as interpret-as="ordinal">3</say-as>', "es")
    assert isinstance(found, Utterance)
    assert found.text == "tercero"


def test_sub_says_its_alias() -> None:
    assert parse('<sub alias="World Wide Web">WWW</sub>', "en") == (Utterance("World Wide Web", Manner()),)


def test_emphasis_is_slower_and_louder() -> None:
    (found,) = parse('<emphasis level="strong">now</emphasis>', "en")
    assert isinstance(found, Utterance)
    assert found.manner.rate < 1 < found.manner.volume


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("This is <emphasis>really</emphasis> good.", "This is [really](+1) good."),
        ("This is <emphasis level='strong'>really</emphasis> good.", "This is [really](+2) good."),
        ("As <emphasis level='reduced'>they say</emphasis>, so be it.", "As [they say](-1), so be it."),
        ("This is <emphasis level='none'>not</emphasis> it.", "This is not it."),
        ("Go <emphasis level='strong'> now! </emphasis>Or wait.", "Go [now](+2)! Or wait."),
        ("Un<emphasis>believ</emphasis>able.", "Un[believ](+1)able."),
        ("이건 <emphasis level='strong'>정말</emphasis> 좋아요.", "이건 [정말](+2) 좋아요."),
    ],
)
def test_emphasis_stays_in_its_sentence_where_the_engine_follows_marks(document: str, text: str) -> None:
    assert parse(document, "en", marks=True) == (Utterance(text, Manner()),)


@pytest.mark.parametrize(
    "inside",
    [
        "Stop. Then go",
        "<sub alias='one'>1</sub>",
        "a [b] c",
        "word " * 25,
        "one <break time='1s'/> two",
    ],
)
def test_emphasis_that_one_mark_cannot_hold_is_a_manner_of_its_own(inside: str) -> None:
    pieces = parse(f"Before <emphasis level='strong'>{inside}</emphasis> after.", "en", marks=True)
    said = [piece for piece in pieces if isinstance(piece, Utterance)]
    assert said[0].manner == said[-1].manner == Manner()
    assert all(piece.manner.rate < 1 for piece in said[1:-1])
    assert len(said) > 2
    assert not any("](" in piece.text for piece in said)


@pytest.mark.parametrize(
    "document",
    [
        "<speak>a & b</speak>",
        "<speak>",
        '<!DOCTYPE x [<!ENTITY a "b">]><speak>&a;</speak>',
        '<!DOCTYPE speak SYSTEM "file:///etc/passwd"><speak>a</speak>',
        '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><speak>&b;</speak>',
        '<audio src="http://example.com/x.wav"/>',
        '<break time="1 hour"/>',
        '<prosody rate="quickly">a</prosody>',
        '<prosody pitch="+50Hz">a</prosody>',
        '<say-as interpret-as="poem">a</say-as>',
        '<phoneme alphabet="x-sampa" ph="t">a</phoneme>',
        "<s>" * (DEEPEST + 2) + "</s>" * (DEEPEST + 2),
    ],
)
def test_what_is_wrong_is_said_and_never_read(document: str) -> None:
    with pytest.raises(MarkupInvalid) as caught:
        parse(document, "en")
    assert "passwd" not in caught.value.message


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        parse('<s xml:lang="tlh">x</s>', "en")


@given(st.text(alphabet="<>/ speakbr=\"'&;!-[]psab1%", max_size=80))
@settings(max_examples=200, deadline=None)
def test_anything_is_parsed_or_refused(document: str) -> None:
    try:
        found = parse(document, "en")
    except MarkupInvalid:
        return
    assert all(isinstance(piece, Break | Utterance) for piece in found)


def test_many_comments_take_no_time() -> None:
    started = time.monotonic()
    assert parse("<!-- a -->" * 2000 + "<s>x</s>", "en")
    assert time.monotonic() - started < 5


def test_a_declaration_and_comments_may_come_first() -> None:
    found = parse('<?xml version="1.0"?><!-- note --><speak>a</speak>', "en")
    assert found == (Utterance("a", Manner()),)
