"""Korean spelled as it is said, and in the model's symbols."""

from __future__ import annotations

import pytest

from clonyvoice.text.kokoro_symbols import VOCABULARY
from clonyvoice.text.phonemes import phonemise
from clonyvoice.text.phonemes.hangul_pronunciation import as_said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # liaison
        ("옷이", "오시"), ("값이", "갑씨"), ("닭을", "달글"), ("앉아", "안자"), ("읽어", "일거"), ("젊은", "절믄"),
        ("있어요",
        "이써요"),
        ("깎아", "까까"),
        # final consonants
        ("부엌", "부억"), ("꽃", "꼳"), ("넋", "넉"), ("여덟", "여덜"), ("앞", "압"), ("밖", "박"),
        # nasals
        ("국물", "궁물"), ("닫는", "단는"), ("밥물", "밤물"), ("꽃망울", "꼰망울"), ("합니다", "함니다"), ("있는",
        "인는"),
        ("값만",
        "감만"),
        # liquids
        ("신라", "실라"), ("칼날", "칼랄"), ("난로", "날로"), ("독립", "동닙"), ("심리", "심니"), ("종로", "종노"),
        ("의견란",
        "의견난"),
        # palatalisation and aspiration
        ("굳이", "구지"), ("같이", "가치"), ("닫히다", "다치다"), ("좋고", "조코"), ("많다", "만타"), ("입학", "이팍"),
        ("축하",
        "추카"),
        ("못하다", "모타다"), ("놓는", "논는"), ("싫어", "시러"), ("뚫는", "뚤른"),
        # tensing
        ("학교", "학꾜"), ("국밥", "국빱"), ("옆집", "엽찝"), ("앉다", "안따"), ("넓다", "널따"), ("젊다", "점따"),
        ("갈등",
        "갈뜽"),
        ("문법", "문뻡"), ("물고기", "물꼬기"),
        # inserted ㄴ and other exceptions
        ("꽃잎", "꼰닙"), ("한여름", "한녀름"), ("서울역", "서울력"), ("맛있다", "마싣따"), ("밟다", "밥따"), ("읽고",
        "일꼬"),
        # tense after -(으)ㄹ: dependent nouns and endings, not other words that begin alike
        ("할 수", "할 쑤"), ("갈 거예요", "갈 꺼예요"), ("쉬울 것", "쉬울 껃"), ("갈 데가", "갈 떼가"),
        ("먹을게요", "머글께요"),
        ("갈수록", "갈쑤록"), ("할지", "할찌"), ("오늘 수업", "오늘 수업"), ("오늘 건강", "오늘 건강"),
        ("을지로", "을지로"),
        # tense after stems in ㄴ and ㅁ, not after nouns or before -기
        ("안고", "안꼬"), ("감고", "감꼬"), ("남습니다", "남씀니다"), ("남지만", "남찌만"),
        ("구두를 신고", "구두를 신꼬"),
        ("신고를", "신고를"), ("심지어", "심지어"), ("남기고", "남기고"), ("감자", "감자"),
        # 못 하다, stations, counters, numerals
        ("못 했어요", "모 태써요"), ("지하철역까지", "지하철력까지"), ("안국역", "안궁녁"), ("번역", "버녁"),
        ("지역", "지역"),
        ("몇 시", "멷 씨"), ("열 개", "열 깨"), ("칠십", "칠씹"), ("열두", "열뚜"),
        # exceptions keep their final letter before a vowel
        ("맛있어요", "마시써요"), ("맛없어서", "마덥써서"), ("꽃잎이", "꼰니피"), ("겉옷을", "거도슬"),
        ("못 읽어요", "몬 닐거요"),
        ("안팎에", "안파께"), ("늪 앞에", "느 바페"),
        # six and eight behind tens and hundreds, uses, illnesses
        ("십육", "심뉵"), ("백육", "뱅뉵"), ("천육백", "처뉵빽"), ("열여섯", "열려섣"),
        ("마흔여덟", "마흔녀덜"), ("여덟 개", "여덜 깨"),
        ("영업용", "영엄뇽"), ("관절염", "관절렴"), ("맏형", "마텽"), ("싫증", "실쯩"),
        # compounds; the same letters elsewhere
        ("창가", "창까"), ("종소리", "종쏘리"), ("열쇠", "열쐬"), ("큰일", "큰닐"), ("영수증", "영수증"),
        ("대가족", "대가족"),
        ("맥주가", "맥쭈가"), ("가능성과", "가능썽과"), ("밟아", "발바"),
    ],
)  # fmt: skip
def test_standard_pronunciation(written: str, said: str) -> None:
    assert as_said(written) == said


def said(text: str) -> str:
    return "".join(word.phonemes + word.tail for word in phonemise(text, "ko"))


def test_lenis_stops_are_voiced_only_between_sonorants() -> None:
    assert said("가구") == "kaɡu"
    assert said("바다") == "pada"


def test_tense_consonants_are_long() -> None:
    assert said("학교") == "hakkːjo"
    assert said("오빠") == "opːa"
    assert said("쓰기") == "sːɯɡʲi"


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("미리", "mʲiɾʲi"), ("언니", "ɔnɲi"), ("힘", "çim"), ("별", "pʲɔɾ"), ("오빠와", "opːawa"), ("과일", "kwaiɾ"),
        ("칼", "kʰaɾ"), ("시계", "ʃiɡe"), ("빨래", "pːalle"), ("치즈", "ʧʰiʤɯ"), ("의자", "ɰiʤa"), ("희망", "çimaŋ"),
    ],
)  # fmt: skip
def test_sounds_are_spelled_as_the_model_says_them_best(text: str, sounds: str) -> None:
    assert said(text) == sounds
    assert set(sounds) <= VOCABULARY


def test_s_before_i_is_palatal() -> None:
    assert said("시소") == "ʃiso"


def test_a_particle_sticks_to_a_foreign_word() -> None:
    words = phonemise("Python은 좋다", "ko")
    assert [word.text for word in words] == ["Python", "은", "좋다"]
    assert words[0].tail == ""
    assert words[0].phonemes.startswith("pˈI")


def test_a_lone_letter_is_named() -> None:
    assert said("ㄱ") == "kʲijɔk"
