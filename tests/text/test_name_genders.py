"""Genders of names: in their own language first, by words of Korean order, by endings, and unknown where they are."""

from __future__ import annotations

from importlib.resources import files

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
        ("王芳", "zh", "female"),
        ("王伟", "en", "male"),
        ("欧阳娜娜", "zh", "female"),
        ("李国庆", "zh", "male"),
        ("张先生", "zh", "male"),
        ("王老师", "zh", None),
        ("医生", "zh", None),
        ("이민준", "ko", "male"),
        ("제갈동현", "ko", "male"),
        ("タロウ", "ja", "male"),
        ("佐藤美咲", "ja", "female"),
        ("犯人", "ja", None),
        ("Wiebke", "de", "female"),
        ("Torben", "de", "male"),
        ("Larissa", "de", "female"),
        ("Alpha", "en", None),
        ("Dracula", "en", "male"),
        ("Robot", "en", None),
        ("Narrator", "en", None),
        ("의사", "ko", None),
        ("  ", "en", None),
        ("🙂", "ko", None),
    ],
)
def test_names_tell_the_gender_where_they_can(name: str, language: str, gender: str | None) -> None:
    assert gender_of_name(name, language) == gender


NAMES = {
    "de": ("Frauke Maike Gesa Insa Jette Swantje Tabea Ronja Svea Sieglinde Heidrun Nele Greta Leni Ida Finja",
           "Torben Malte Hauke Sönke Fiete Bjarne Lasse Jonte Lennart Jannik Hagen Detlev Enno Tjark Eckhard Levin"),
    "en": ("Siobhan Aoife Niamh Imogen Freya Maeve Tamsin Gwendolyn Keisha Latoya Aaliyah Brittany Zelda Thelma",
           "Declan Cillian Callum Hamish Angus Tyrone Jamal Jayden Wyatt Clyde Alistair Rhys Eoin Cedric Rupert"),
    "fr": ("Maëlle Anaïs Solène Capucine Ségolène Bérénice Ghislaine Louane Odile Josiane Clotilde Héloïse",
           "Loïc Gaël Corentin Gwenaël Ludovic Thibault Bastien Gaspard Tanguy Gauthier Enguerrand Lazare"),
    "es": ("Itziar Maite Leire Edurne Araceli Nerea Ainhoa Macarena Begoña Amparo Socorro Fátima",
           "Unai Jordi Borja Ezequiel Efraín Aitor Iñaki Facundo Gorka Lautaro Oriol Nacho"),
    "it": ("Rachele Azzurra Fiamma Ludovica Guendalina Ermelinda Noemi Beatrice Jolanda Mafalda",
           "Dante Gianluigi Battista Andrea Nicola Ettore Elia Duccio Giampiero Ruggero Tancredi"),
    "pt": ("Thaís Conceição Leonor Íris Jussara Iracema Solange Heloísa Lourdes Jandira",
           "Gaspar João Djalma Aírton Edson Vanderlei Tadeu Moacir Otávio Rui"),
    "ru": ("Фёкла Настя Нелли Эльвира Агафья Снежана Дуня Матрёна", "Кузьма Фома Лука Лёша Захар Игнат Савва Остап"),
    "ko": ("나은 지원 한나 옥분 정은 서아 은서 시은 채린 혜인", "준우 종국 선우 유준 정우 태건 병건 동규 용섭 재룡"),
    "ja": ("ひなた あかり 七海 楓 サクラ 結菜 莉子 亜希子 真理子", "悠斗 海斗 ケン 拓海 蒼太 龍之介 健太郎 俊介 大和"),
    "zh": ("李娜 张敏 刘静 陈丽 赵雪 林黛玉 薛宝钗 张玉兰 何晓梅", "李强 张磊 陈杰 杨勇 周涛 贾宝玉 王小波 高志刚"),
    "hi": ("काव्या शालिनी आरती श्वेता स्नेहा निधि", "रोहन गौरव नरेंद्र अभिषेक संदीप विवेक"),
}  # fmt: skip


@pytest.mark.parametrize("language", NAMES)
def test_names_of_every_language_tell_the_gender_in_its_scripts(language: str) -> None:
    for names, gender in zip(NAMES[language], ("female", "male"), strict=True):
        told = {name: gender_of_name(name, language) for name in names.split()}
        assert {name: one for name, one in told.items() if one != gender} == {}


def test_no_name_of_the_table_is_both_in_one_language() -> None:
    rows = files("clonyvoice.text").joinpath("first_names.tsv").read_text("utf-8").splitlines()
    seen: dict[tuple[str, str], str] = {}
    for language, gender, names in (row.split("\t") for row in rows):
        for name in names.split():
            assert seen.setdefault((language, name), gender) == gender, (language, name)
