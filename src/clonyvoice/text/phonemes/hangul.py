"""Hangul as it is said: standard pronunciation by rule, and syllables taken apart.

The rules are those of the Standard Pronunciation (표준 발음법) that need no dictionary: liaison, neutral finals,
palatalisation, aspiration, tensing after obstruents, nasals and liquids. A short list holds frequent exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST = 0xAC00


@dataclass(slots=True)
class Syllable:
    """One syllable: initial, vowel, final ("" for none); `joined` when it follows the one before without a space."""

    initial: str
    vowel: str
    final: str
    joined: bool = True


def is_hangul(char: str) -> bool:
    """Whether `char` is a whole Hangul syllable."""
    return "가" <= char <= "힣"


def taken_apart(char: str) -> Syllable:
    """The letters of a Hangul syllable."""
    index = ord(char) - _FIRST
    return Syllable(INITIALS[index // 588], VOWELS[index % 588 // 28], FINALS[index % 28])


_NEUTRAL = {
    "ㄲ": "ㄱ", "ㄳ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㄺ": "ㄱ", "ㄻ": "ㅁ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ",
    "ㄿ": "ㅂ",
    "ㅀ": "ㄹ",
    "ㅄ": "ㅂ", "ㅅ": "ㄷ", "ㅆ": "ㄷ", "ㅈ": "ㄷ", "ㅊ": "ㄷ", "ㅋ": "ㄱ", "ㅌ": "ㄷ", "ㅍ": "ㅂ", "ㅎ": "ㄷ",
}  # fmt: skip
_PAIRS = {
    "ㄳ": ("ㄱ", "ㅅ"), "ㄵ": ("ㄴ", "ㅈ"), "ㄶ": ("ㄴ", "ㅎ"), "ㄺ": ("ㄹ", "ㄱ"), "ㄻ": ("ㄹ", "ㅁ"), "ㄼ": ("ㄹ",
    "ㅂ"),
    "ㄽ": ("ㄹ", "ㅅ"),
    "ㄾ": ("ㄹ", "ㅌ"), "ㄿ": ("ㄹ", "ㅍ"), "ㅀ": ("ㄹ", "ㅎ"), "ㅄ": ("ㅂ", "ㅅ"),
}  # fmt: skip
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_TENSE = {"ㄱ": "ㄲ", "ㄷ": "ㄸ", "ㅂ": "ㅃ", "ㅅ": "ㅆ", "ㅈ": "ㅉ"}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_BEFORE_H = {
    "ㄱ": ("", "ㅋ"), "ㄲ": ("", "ㅋ"), "ㄺ": ("ㄹ", "ㅋ"), "ㄷ": ("", "ㅌ"), "ㅂ": ("", "ㅍ"), "ㄼ": ("ㄹ", "ㅍ"),
    "ㅈ": ("", "ㅊ"),
    "ㄵ": ("ㄴ", "ㅊ"), "ㅅ": ("", "ㅌ"), "ㅆ": ("", "ㅌ"), "ㅊ": ("", "ㅌ"), "ㅌ": ("", "ㅌ"), "ㅄ": ("", "ㅍ"),
    "ㅍ": ("", "ㅍ"),
}  # fmt: skip

# Spellings whose sound no rule gives: inserted ㄴ, tensing inside compounds and Sino-Korean words, loans.
# Written → spelled as said; longest first; matched inside words.
_EXCEPTIONS = {
    "깻잎": "깬닙", "꽃잎": "꼰닙", "나뭇잎": "나문닙", "담요": "담뇨", "솜이불": "솜니불", "한여름": "한녀름",
    "식용유": "시굥뉴",
    "서울역": "서울력",
    "강남역": "강남녁", "휘발유": "휘발류", "물약": "물략", "알약": "알략", "색연필": "생년필", "직행열차": "지캥녈차",
    "맨입": "맨닙",
    "홑이불": "혼니불",
    "두통약": "두통냑", "신여성": "신녀성", "늑막염": "능망념", "콩엿": "콩녇", "남존여비": "남존녀비", "막일": "망닐",
    "삯일": "상닐",
    "무슨 일": "무슨 닐",
    "할 일": "할 릴", "한 일": "한 닐", "잘 입": "잘 립", "서른여섯": "서른녀섣", "스물여섯": "스물려섣",
    "별일": "별릴",
    "물고기": "물꼬기",
    "문법": "문뻡",
    "한자": "한짜", "인기": "인끼", "조건": "조껀", "사건": "사껀", "안건": "안껀", "물건": "물건", "효과": "효꽈",
    "성과": "성꽈",
    "결과": "결과", "내과": "내꽈",
    "외과": "외꽈", "치과": "치꽈", "안과": "안꽈", "평가": "평까", "물가": "물까", "대가": "대까", "주가": "주까",
    "원가": "원까",
    "단가": "단까", "여권": "여꿘", "인권": "인꿘", "정권": "정꿘",
    "주권": "주꿘", "증권": "증꿘", "참정권": "참정꿘", "발전": "발쩐", "갈등": "갈뜽", "활동": "활똥", "결정": "결쩡",
    "결심": "결씸",
    "열심": "열씸", "실수": "실쑤", "실제": "실쩨", "물질": "물찔", "출장": "출짱", "출신": "출씬", "일정": "일쩡",
    "일단": "일딴",
    "일상": "일쌍",
    "발달": "발딸", "발생": "발쌩", "절대": "절때", "질서": "질써", "출산": "출싼", "설정": "설쩡", "열정": "열쩡",
    "필수": "필쑤",
    "필자": "필짜", "글자": "글짜", "일시": "일씨", "일주일": "일쭈일", "갈증": "갈쯩", "결석": "결썩", "결제": "결쩨",
    "달성": "달썽",
    "물체": "물체", "철도": "철또", "월드": "월드",
    "눈길": "눈낄", "눈동자": "눈똥자", "손가락": "손까락", "발가락": "발까락", "길가": "길까", "바닷가": "바다까",
    "산길": "산낄",
    "술집": "술찝",
    "빵집": "빵찝", "꽃집": "꼳찝", "아침밥": "아침빱", "비빔밥": "비빔빱", "김밥": "김빱", "용돈": "용똔",
    "강가": "강까",
    "등불": "등뿔",
    "밤길": "밤낄", "들것": "들껃", "초승달": "초승딸", "보름달": "보름딸", "손등": "손뜽",
    "안팎": "안팍", "의견란": "의견난", "임진란": "임진난", "생산량": "생산냥", "결단력": "결딴녁", "공권력": "공꿘녁",
    "동원령": "동원녕",
    "상견례": "상견녜", "횡단로": "횡단노", "이원론": "이원논", "입원료": "이붠뇨", "구근류": "구근뉴",
    "판단력": "판단녁",
    "음운론": "으문논",
    "등산로": "등산노", "온라인": "온나인", "신라면": "신나면",
    "맛있": "마싣", "멋있": "머싣", "맛없": "마덥", "첫인상": "처딘상", "값어치": "가버치", "넋 없": "너겁",
    "닭 앞": "다갑",
    "몇 월": "며 둴",
    "몇 일": "며 딜", "며칠": "며칠", "못 잊": "몬 닏", "못 이": "몬 니", "옷 입": "온 닙", "못 읽": "몬 닉",
    "꽃 위": "꼬 뒤",
    "젖어미": "저더미", "겉옷": "거돋", "헛웃음": "허두슴", "밭 아래": "바 다래", "늪 앞": "느 밥",
    "부엌 안": "부어 간",
    "맛 없": "마 덥",
    "디귿이": "디그시", "키읔이": "키으기", "밟": "밥", "넓죽": "넙쭉", "넓둥": "넙뚱", "읽고": "일꼬", "읽거": "일꺼",
    "읽게": "일께",
    "맑게": "말께", "맑고": "말꼬", "밝게": "발께", "밝고": "발꼬", "늙고": "늘꼬", "묽고": "물꼬", "얽거": "얼꺼",
    "협력": "혐녁", "독립": "동닙", "뉴스": "뉴스", "버스": "버쓰", "가스": "까스", "서비스": "써비스", "센터": "쎈터",
    "사이트": "싸이트",
    "시스템": "시스템",
}  # fmt: skip
del (
    _EXCEPTIONS["물건"],
    _EXCEPTIONS["결과"],
    _EXCEPTIONS["물체"],
    _EXCEPTIONS["월드"],
    _EXCEPTIONS["며칠"],
    _EXCEPTIONS["뉴스"],
    _EXCEPTIONS["시스템"],
)
# 밟 keeps its ㄼ before a vowel (밟아 → 발바).
_KEEPS_BEFORE_VOWEL = frozenset(("밟",))
_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
for _written, _said in sorted(_EXCEPTIONS.items(), key=lambda item: -len(item[0])):
    _BY_FIRST.setdefault(_written[0], []).append((_written, _said))


def respelled(text: str) -> str:
    """`text` with frequent exceptions spelled as they are said; the length may not change."""
    out: list[str] = []
    position = 0
    while position < len(text):
        for written, said in _BY_FIRST.get(text[position], ()):
            if text.startswith(written, position):
                after = text[position + len(written) : position + len(written) + 1]
                if written in _KEEPS_BEFORE_VOWEL and is_hangul(after) and taken_apart(after).initial == "ㅇ":
                    continue
                if len(said) != len(written):
                    continue
                out.append(said)
                position += len(written)
                break
        else:
            out.append(text[position])
            position += 1
    return "".join(out)


def as_said(text: str) -> str:
    """`text` spelled as it is pronounced: 읽었습니다 → 일걷씀니다; anything but Hangul stays and ends a breath."""
    spelled = respelled(text)
    out: list[str | Syllable] = []
    breath: list[Syllable] = []
    joined = False
    for char in spelled:
        if is_hangul(char):
            syllable = taken_apart(char)
            syllable.joined = joined
            breath.append(syllable)
            out.append(syllable)
            joined = True
        else:
            out.append(char)
            joined = False
            if not char.isspace():
                pronounce(breath)
                breath = []
    pronounce(breath)
    return "".join(put_together(item) if isinstance(item, Syllable) else item for item in out)


def put_together(syllable: Syllable) -> str:
    """The written syllable."""
    index = (INITIALS.index(syllable.initial) * 21 + VOWELS.index(syllable.vowel)) * 28 + FINALS.index(
        syllable.final
    )
    return chr(_FIRST + index)


def pronounce(syllables: list[Syllable]) -> None:
    """Change `syllables` (one breath, spaces between words marked by `joined`) to how they are said, in place."""
    for index, here in enumerate(syllables):
        after = syllables[index + 1] if index + 1 < len(syllables) else None
        if here.final and after is None:
            here.final = _NEUTRAL.get(here.final, here.final)
        elif here.final and after is not None:
            _meet(here, after)


def _meet(here: Syllable, after: Syllable) -> None:
    final, initial, joined = here.final, after.initial, after.joined
    if initial == "ㅇ":
        if joined:
            _liaison(here, after)
        else:
            here.final = _NEUTRAL.get(final, final)
        return
    if final in ("ㅎ", "ㄶ", "ㅀ"):
        rest = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}[final]
        if initial in _ASPIRATED:
            after.initial = _ASPIRATED[initial]
        elif initial == "ㅅ":
            after.initial = "ㅆ"
        elif initial == "ㄴ":
            rest = "ㄹ" if final == "ㅀ" else "ㄴ"
            after.initial = "ㄹ" if final == "ㅀ" else "ㄴ"
        here.final = rest
        return
    if initial == "ㅎ" and joined and final in _BEFORE_H:
        if final in ("ㄷ", "ㅌ", "ㄾ") and after.vowel == "ㅣ":
            here.final, after.initial = ("ㄹ" if final == "ㄾ" else ""), "ㅊ"
        elif final == "ㄷ" and after.vowel == "ㅕ":
            here.final, after.initial = "", "ㅊ"
        else:
            here.final, after.initial = _BEFORE_H[final]
        return
    neutral = _NEUTRAL.get(final, final)
    if neutral in _NASAL:
        if initial in ("ㄴ", "ㅁ"):
            here.final = _NASAL[neutral]
        elif initial == "ㄹ" and joined:
            here.final, after.initial = _NASAL[neutral], "ㄴ"
        else:
            here.final = neutral
            if initial in _TENSE and joined:
                after.initial = _TENSE[initial]
        return
    if final in ("ㄵ", "ㄼ", "ㄾ", "ㄽ", "ㄻ") and initial in _TENSE and joined:
        after.initial = _TENSE[initial]
    if neutral == "ㄴ" and initial == "ㄹ" and joined:
        neutral = "ㄹ"
    elif neutral == "ㄹ" and initial == "ㄴ" and joined:
        after.initial = "ㄹ"
    elif neutral in ("ㅁ", "ㅇ") and initial == "ㄹ" and joined:
        after.initial = "ㄴ"
    here.final = neutral


def _liaison(here: Syllable, after: Syllable) -> None:
    final = here.final
    if final == "ㅇ":
        return
    if after.vowel == "ㅣ" and final in ("ㄷ", "ㅌ", "ㄾ"):
        here.final = "ㄹ" if final == "ㄾ" else ""
        after.initial = "ㅈ" if final == "ㄷ" else "ㅊ"
    elif final == "ㅎ":
        here.final = ""
    elif final in ("ㄶ", "ㅀ"):
        here.final, after.initial = "", _PAIRS[final][0]
    elif final in _PAIRS:
        here.final, moved = _PAIRS[final]
        after.initial = "ㅆ" if moved == "ㅅ" else moved
    else:
        here.final, after.initial = "", final
