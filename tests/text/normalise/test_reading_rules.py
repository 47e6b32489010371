"""Spoken forms of figures, dates, money, units, addresses and signs, language by language."""

from __future__ import annotations

import time

import pytest

from clonyvoice.text.cleaning import clean
from clonyvoice.text.normalise import read


def said(text: str, language: str) -> str:
    return " ".join(" ".join(reading.spoken for reading in read(clean(text), language)).split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,500 cups", "twelve thousand five hundred cups"), ("1.05", "one point zero five"),
        ("-3", "minus three"), ("007", "oh oh seven"),
        ("21st", "twenty first"), ("3/4 cup", "three quarters cup"), ("2½ hours", "two and a half hours"),
        ("3 x 4", "three by four"),
        ("$12.50", "twelve dollars and fifty cents"), ("$1", "one dollar"), ("$0.99", "ninety nine cents"),
        ("€3.2 million", "three point two million euros"),
        ("£1.01", "one pound and one penny"), ("50¢", "fifty cents"), ("$5-10", "five to ten dollars"),
        ("¥1,200", "one thousand two hundred yen"),
        ("2026-11-22", "November twenty second, twenty twenty six"),
        ("7/4/1985", "July fourth, nineteen eighty five"),
        ("March 3, 1998", "March third nineteen ninety eight"), ("the 5th of May", "the fifth of May"),
        ("5 May 2003", "the fifth of May two thousand three"),
        ("in 1905", "in nineteen oh five"), ("in 2010", "in twenty ten"),
        ("the 1990s", "the nineteen nineties"), ("1914-18", "nineteen fourteen to eighteen"),
        ("6:45 a.m.", "six forty five A.M."), ("3 pm", "three P.M."), ("10:00", "ten o'clock"),
        ("14:05", "fourteen oh five"), ("9am-5pm", "nine A.M. to five P.M."),
        ("25%", "twenty five percent"), ("30-35%", "thirty to thirty five percent"),
        ("-5°C", "minus five degrees Celsius"), ("5 km", "five kilometers"),
        ("1 km", "one kilometer"), ("a 5-mile run", "a five mile run"),
        ("60 km/h", "sixty kilometers per hour"), ("8GB", "eight gigabytes"),
        ("555-123-4567", "five five five, one two three, four five six seven"), ("#5", "number five"),
        ("Henry VIII", "Henry the eighth"), ("Chapter IV", "Chapter four"),
        ("Dr. Smith", "Doctor Smith"), ("Baker St. is", "Baker Street is"), ("St. Paul", "Saint Paul"),
        ("e.g. this", "for example this"), ("No. 5", "number five"),
        ("a & b", "a and b"), ("C++ and C#", "C plus plus and C sharp"), ("and/or", "and or"),
        ("Mon-Fri", "Monday to Friday"), ("10–12", "ten to twelve"),
        ("www.example.com", "W W W dot example dot com"),
        ("https://example.com/a/", "example dot com slash a"), ("v2.0", "version two point zero"),
        ("GPT-4", "GPT four"),
        ("192.168.0.1", "one hundred ninety two dot one hundred sixty eight dot zero dot one"),

                ("1234567890123456789", "one two three four five six seven eight nine zero "
         "one two three four five six seven eight nine"),
    ],
)  # fmt: skip
def test_english(text: str, words: str) -> None:
    assert said(text, "en") == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "12,50 €", "doce euros con cincuenta céntimos"),
        ("es", "1.234 libros", "mil doscientos treinta y cuatro libros"),
        ("es", "21 años", "veintiún años"),
        ("es", "3 de mayo de 1998", "tres de mayo de mil novecientos noventa y ocho"),
        ("es", "15:30", "quince y media"), ("es", "Sra. Gil", "señora Gil"),
        ("es", "Felipe VI", "Felipe sexto"),
        ("fr", "12,50 €", "douze euros cinquante centimes"), ("fr", "1er mai", "premier mai"),
        ("fr", "14h30", "quatorze heures trente"), ("fr", "Louis XIV", "Louis quatorze"),
        ("fr", "80 %", "quatre-vingts pour cent"), ("fr", "n° 5", "numéro cinq"),
        ("it", "3 kg", "tre chili"), ("it", "15:30", "quindici e mezza"),
        ("it", "il sig. Rossi", "il signor Rossi"),
        ("pt", "R$ 2,50", "dois reais e cinquenta centavos"), ("pt", "às 15:30", "às quinze e meia"),
        ("pt", "2 libras", "duas libras"),
        ("de", "1.000 km", "eintausend Kilometer"), ("de", "am 3. März", "am dritten März"),
        ("de", "der 3. Mann", "der dritte Mann"), ("de", "15:30 Uhr", "fünfzehn Uhr dreißig"),
        ("de", "1985", "neunzehnhundertfünfundachtzig"), ("de", "12,50 €", "zwölf Euro und fünfzig Cent"),
        ("de", "z.B. hier", "zum Beispiel hier"),
        ("ru", "21 руб.", "двадцать один рубль"), ("ru", "2 кг", "два килограмма"),
        ("ru", "5 ч", "пять часов"),
        ("ru", "3 марта 1998 года", "третьего марта тысяча девятьсот девяносто восьмого года"),
        ("ru", "5%", "пять процентов"), ("ru", "1 минута", "одна минута"),
        ("ru", "2,5", "две целых пять десятых"), ("ru", "3-й этаж", "третий этаж"),
        ("hi", "₹1,50,000", "एक लाख पचास हज़ार रुपये"), ("hi", "3:30 बजे", "साढ़े तीन बजे"),
        ("hi", "50%", "पचास प्रतिशत"), ("hi", "५ किमी", "पाँच किलोमीटर"),
        ("zh", "1010", "一千零一十"), ("zh", "20000", "两万"), ("zh", "10010", "一万零一十"),
        ("zh", "2个人", "两 个人"), ("zh", "50%", "百分之五十"), ("zh", "3:30", "三点半"),
        ("zh", "1998年", "一九九八 年"), ("zh", "第2名", "第 二 名"), ("zh", "-5°C", "零下五摄氏度"),
        ("zh", "13812345678", "幺三八幺二三四五六七八"),
        ("ja", "$5.50", "5.50ドル"), ("ja", "1,200円", "1200 円"), ("ja", "3:30", "3時30分"),
        ("ja", "50%", "50パーセント"),
        ("ja", "03-1234-5678", "ゼロサンのイチニーサンヨンのゴーロクナナハチ"),
        ("ko", "사과 3개", "사과 세 개"), ("ko", "20명", "스무 명"), ("ko", "21살", "스물한 살"),
        ("ko", "21세", "이십일 세"), ("ko", "3시 30분", "세 시 삼십 분"), ("ko", "6월 10일", "유월 십 일"),
        ("ko", "10월", "시월"), ("ko", "15,000원", "만 오천 원"), ("ko", "100,000,000", "일억"),
        ("ko", "1번째", "첫 번째"), ("ko", "2번 출구", "이 번 출구"), ("ko", "3층", "삼 층"),
        ("ko", "010-1234-5678", "공일공 일이삼사 오육칠팔"), ("ko", "3.14", "삼 점 일사"),
        ("ko", "-5°C", "영하 오 도"), ("ko", "AI 기술", "에이아이 기술"),
        ("ko", "3~4시간", "세에서 네 시간"),
    ],
)  # fmt: skip
def test_other_languages(language: str, text: str, words: str) -> None:
    assert said(text, language) == words


def test_an_expression_is_one_reading_with_its_place() -> None:
    (reading,) = [reading for reading in read(clean("It is $12.50 now"), "en") if not reading.written]
    assert (reading.start, reading.end, reading.spoken) == (6, 12, "twelve dollars and fifty cents")


@pytest.mark.parametrize("unit", ["1.", "1,", "a.", "$", "9-", "http://a", "1/", "I", "Dr.", "@", "٣", "0:"])
def test_repetitions_take_no_time(unit: str) -> None:
    started = time.monotonic()
    for language in ("en", "de", "ko", "ja", "zh", "hi"):
        read(clean((unit * 1000)[:1000]), language)
    assert time.monotonic() - started < 10
