"""Telephone numbers by their digits, the signs of numbers, and what an ordinal's sign is taken for."""

from __future__ import annotations

import pytest

from tests.text.tables import as_said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "de",
            "Ruf +49 170 1234567 an.",
            "Ruf plus vier neun, eins sieben null, eins zwei drei vier fünf sechs sieben an",
        ),
        ("de", "Ruf 030 / 123 45 67 an.", "Ruf null drei null, eins zwei drei, vier fünf, sechs sieben an"),
        ("es", "Llama al 612 345 678.", "Llama al seis uno dos, tres cuatro cinco, seis siete ocho"),
        ("it", "Chiama il 333 1234567.", "Chiama il tre tre tre, uno due tre quattro cinque sei sette"),
        ("pt", "Ligue (11) 91234-5678.", "Ligue um um, nove um dois três quatro, cinco seis sete oito"),
        (
            "ru",
            "Звони +7 912 345-67-89.",
            "Звони плюс семь, девять один два, три четыре пять, шесть семь, восемь девять",
        ),
        (
            "en",
            "Call +1 (555) 123-4567.",
            "Call plus one, five five five, one two three, four five six seven",
        ),
        ("en", "Call 911 now.", "Call nine one one now"),
    ],
)
def test_a_telephone_number_is_said_by_its_digits(language: str, text: str, said: str) -> None:
    assert as_said(text, language) == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "es",
            "Son 1 234 567 personas.",
            "Son un millón doscientas treinta y cuatro mil quinientas sesenta y siete personas",
        ),
        (
            "fr",
            "Il y a 12 345 678 habitants.",
            "Il y a douze millions trois cent quarante-cinq mille six cent soixante-dix-huit habitants",
        ),
        ("en", "Call 300 people.", "Call three hundred people"),
    ],
)
def test_thousands_are_no_telephone_number(language: str, text: str, said: str) -> None:
    assert as_said(text, language) == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", "Es sind +4 Grad.", "Es sind plus vier Grad"),
        ("fr", "De -3 à +4 degrés.", "De moins trois à plus quatre degrés"),
        ("es", "De -3 a +4 grados.", "De menos tres a más cuatro grados"),
        ("ru", "От -3 до +4 градусов.", "От минус три до плюс четыре градусов"),
        ("en", "Now x + 4 = 7.", "Now X plus four equals seven"),
    ],
)
def test_a_plus_before_a_figure_is_said(language: str, text: str, said: str) -> None:
    assert as_said(text, language) == said


@pytest.mark.parametrize("sign", ["°C", "ºC", "˚C", " ºC"])
def test_degrees_by_whatever_sign_people_type(sign: str) -> None:
    assert as_said(f"Hace 20{sign} hoy.", "es") == "Hace veinte grados Celsius hoy"
    assert as_said("O 4º andar.", "pt") == "O quarto andar"


def test_a_sign_of_money_behind_a_short_form_ends_no_sentence() -> None:
    assert as_said("Ein Minus von 5 Mrd. $ droht.", "de") == "Ein Minus von fünf Milliarden Dollar droht"
    assert as_said("It fell. $5 was lost.", "en") == "It fell | five dollars was lost"


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("it", "1 1/2 ore", "un'ora e mezza"),
        ("it", "2 1/2 kg", "due chili e mezzo"),
        ("fr", "2 1/2 heures", "deux heures et demie"),
        ("es", "2½ tazas", "dos tazas y media"),
        ("pt", "2 1/2 xícaras", "duas xícaras e meia"),
    ],
)
def test_a_half_stands_behind_its_noun(language: str, text: str, said: str) -> None:
    assert as_said(text, language) == said


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("ko", "시속 60km/h로", "시속 육십 킬로미터 로"),
        ("zh", "时速60km/h", "时速 六十公里"),
        ("ja", "時速60km/h", "時速 60キロメートル"),
    ],
)
def test_a_speed_is_not_told_twice_by_the_hour(language: str, text: str, said: str) -> None:
    assert as_said(text, language) == said
