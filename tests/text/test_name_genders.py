"""Genders of names: in their own language first, by words of Korean order, by endings, and unknown where they are."""

from __future__ import annotations

import pytest

from clonyvoice.text.name_genders import gender_of_name


@pytest.mark.parametrize(
    ("name", "language", "gender"),
    [
        ("ANNA", "en", "female"),
        ("Pierre", "en", "male"),
        ("Amelie", "en", "female"),
        ("Jean", "fr", "male"),
        ("Jean", "en", "female"),
        ("Andrea", "it", "male"),
        ("Andrea", "en", None),
        ("Jean-Luc", "en", "male"),
        ("Mrs. Smith", "en", "female"),
        ("Stephen King", "en", "male"),
        ("Queen of Hearts", "en", "female"),
        ("WOMAN 2", "en", "female"),
        ("M. Dupont", "fr", "male"),
        ("민수", "ko", "male"),
        ("김영희", "ko", "female"),
        ("수아", "ko", "female"),
        ("지훈아", "ko", "male"),
        ("철수 엄마", "ko", "female"),
        ("Minsu", "en", "male"),
        ("Ji-hoon", "en", "male"),
        ("花子さん", "ja", "female"),
        ("Раскольников", "ru", "male"),
        ("Соня", "en", "female"),
        ("Gennarino", "it", "male"),
        ("Robot", "en", None),
        ("Narrator", "en", None),
        ("의사", "ko", None),
        ("  ", "en", None),
        ("🙂", "ko", None),
    ],
)
def test_names_tell_the_gender_where_they_can(name: str, language: str, gender: str | None) -> None:
    assert gender_of_name(name, language) == gender
