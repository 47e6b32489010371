"""Pronunciation spellings of Korean words that letters alone do not determine: compounds, Sino-Korean words, grammar.

Articles are those of the Standard Pronunciation (표준 발음법). Whatever is not here is said by the rules of
`hangul_pronunciation`.
"""

from __future__ import annotations

import re

# An apostrophe stands before the syllable that is said tense (articles 26 and 28, and usage), ^ before what is only
# meant at the beginning of a word: 성과 is said 성꽈, but 가능성과 is 가능성 with a particle.
_TENSED = """
^문'자 ^한'자 ^인'기 인'기척 조'건 사'건 여'건 용'건 안'건 효'과 ^성'과 내'과 외'과 치'과 ^안'과 평'가 물'가 ^대'가
^주'가 ^원'가 ^단'가 ^정'가 여'권 인'권 정'권 주'권 증'권 성'격 인'격 문'법 헌'법 불'법 사용'법 요리'법 용'법 장'점
단'점 문제'점 관'점 초'점 만'점 자격'증 면허'증 신분'증 발'전 갈'등 활'동 결'정 결'심 결'석 결'제 열'심 열'정 열'성
열'중 실'수 실'제 실'시 실'전 실'정 실'종 물'질 물'자 출'장 출'신 출'산 출'석 출'세 일'정 일'단 일'상 일'시 일'주일
일'종 일'자 일'생 일'등 발'달 발'생 발'사 발'송 절'대 절'실 절'정 절'제 질'서 질'주 설'정 설'득 필'수 필'자 글'자
글'귀 갈'증 달'성 철'도 철'수 철'저 칠'십 팔'십 팔'자 별'도 솔'직 율'동 멸'종 밀'접 밀'집 활'자 활'성 월'세 열'쇠
열'대 몰'두 골'절 가능'성 중요'성 필요'성 다양'성 안전'성 효율'성 ^열'둘 ^열'두 ^열'세 ^열'셋 ^열'다섯 물'고기 물'감
물'속 물'잔 술'잔 술'집 술'자리 일'자리 눈'길 눈'동자 눈'사람 눈'빛 눈'가 손'가락 손'등 손'수건 손'바닥 손'수레
발'가락 발'등 발'바닥 발'소리 종'소리 숨'소리 웃음'소리 울음'소리 말'소리 빗'소리 길'가 ^길'거리 ^강'가 ^창'가
우물'가 연못'가 산'길 산'골 산'속 밤'길 퇴근'길 출근'길 골목'길 시골'길 갈림'길 지름'길 빵'집 ^꽃'집 아침'밥 점심'밥
비빔'밥 김'밥 볶음'밥 용'돈 등'불 들'것 초승'달 보름'달 그믐'달 달'빛 별'빛 불'빛 마음'속 가슴'속 꿈'속 ^안'방
겨울'밤 물'결 바람'결 잠'결 숨'결 꿈'결 강'줄기 손'재주 ^산'새 여름'밤 가을'밤 오늘'밤 봄'비 ^가을'비
"""
_RESPELLED = """
깻잎 깬닢  꽃잎 꼰닢  나뭇잎 나문닢  풀잎 풀맆  솔잎 솔맆  단풍잎 단풍닢  담요 담뇨  솜이불 솜니불  홑이불 혼니불
한여름 한녀름  늦여름 는녀름  식용유 시굥뉴  휘발유 휘발류  물약 물략  알약 알략  두통약 두통냑  소독약 소동냑
색연필 생년필  직행열차 지캥녈차  맨입 맨닙  신여성 신녀성  늑막염 능망념  콩엿 콩녓  물엿 물렷  남존여비 남존녀비
막일 망닐  삯일 상닐  집안일 지반닐  부엌일 부엉닐  볼일 볼릴  큰일 큰닐  별일 별릴  무슨_일 무슨_닐  할_일 할_릴
한_일 한_닐  잘_입 잘_립  서른여섯 서른녀섯  스물여섯 스물려섯  신혼여행 신혼녀행  수학여행 수항녀행
배낭여행 배낭녀행  의견란 의견난  임진란 임진난  생산량 생산냥  결단력 결딴녁  공권력 공꿘녁  동원령 동원녕
상견례 상견녜  횡단로 횡단노  이원론 이원논  입원료 이붠뇨  구근류 구근뉴  판단력 판단녁  음운론 으문논
등산로 등산노  온라인 온나인  신라면 신나면  참정권 참정꿘  바닷가 바다까  맛있 마싰  멋있 머싰
맛없 마덦  첫인상 처딘상  값어치 가버치  넋_없 너_겂  닭_앞 다_갚  몇_월 며_둴  몇_일 며_딜  못_잊 몬_닞
못_이 몬_니  옷_입 온_닙  못_읽 몬_닑  꽃_위 꼬_뒤  젖어미 저더미  겉옷 거돗  헛웃음 허두슴  밭_아래 바_다래
늪_앞 느_밮  부엌_안 부어_간  맛_없 마_덦  뜻있 뜨딨  디귿이 디그시  키읔이 키으기  넓죽 넙쭉  넓둥 넙뚱
읽고 일꼬  읽거
일꺼
읽게 일께  맑게 말께  맑고 말꼬  밝게 발께  밝고 발꼬  늙고 늘꼬  묽고 물꼬  얽거 얼꺼  협력 혐녁  독립 동닙
버스 버쓰  가스 까스  서비스 써비스  센터 쎈터  사이트 싸이트  대가족 대가족  대가리 대가리  눈가루 눈가루
문자마자 문자마자  맏형 마텽  줄넘기 줄럼끼  뒷일 뒨닐  베갯잇 베갠닛  예삿일 예산닐  무슨_요일 무슨_뇨일  눈약 눈냑
그림엽서 그림녑써  학여울 항녀울  관절염 관절렴  결막염 결망념  장염 장념  내복약 내봉냑  교육열 교융녈  영업용 영엄뇽
산업용 사넘뇽  공업용 공엄뇽  농업용 농엄뇽  학생용 학쌩뇽  여성용 여성뇽  남성용 남성뇽  가정용 가정뇽  싫증 실쯩
몇_리 면_니  끝인사 끄딘사
"""


def _tense(char: str) -> str:
    """The syllable with a tense consonant instead of a plain one."""
    return chr(ord(char) + 588) if (ord(char) - 0xAC00) // 588 in (0, 3, 7, 9, 12) else char


def _said_tense(marked: str) -> str:
    first, second = marked.split("'")
    return first + _tense(second[0]) + second[1:]


_SAID: dict[str, str] = {}
_STARTS: set[str] = set()
for _marked in _TENSED.split():
    _word = _marked.replace("'", "").removeprefix("^")
    _SAID[_word] = _said_tense(_marked.removeprefix("^"))
    if _marked.startswith("^"):
        _STARTS.add(_word)
_pairs = _RESPELLED.replace("\n", "  ").split()
for _word, _said in zip(_pairs[::2], _pairs[1::2], strict=True):
    _SAID[_word.replace("_", " ")] = _said.replace("_", " ")
_WORDS = re.compile(
    "|".join(
        ("(?<![가-힣])" if word in _STARTS else "") + re.escape(word)
        for word in sorted(_SAID, key=lambda word: (-len(word), word))
    )
)
_LETTERS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def _ending_in(finals: str) -> str:
    """All syllables that end in one of the letters `finals`, as a class of a regular expression."""
    places = sorted(_LETTERS.index(final) + 1 for final in finals)
    return "[" + "".join(chr(0xAC00 + each * 28 + place) for each in range(399) for place in places) + "]"


# Stems that end in ㄴ or ㅁ make an ending's plain consonant tense (article 24), nouns do not: 안고, but 신고를.
_STEMS = "안|감|남|넘|숨|심|담|품|뿜|껴안|끌어안|살아남|뛰어넘|다듬|더듬|쓰다듬|머금"
_L = _ending_in("ㄹ")
_TENSE_NEXT = re.compile(
    # After -(으)ㄹ: dependent nouns (article 27), and endings that begin with it.
    rf"(?<={_L} )(?:수(?= |[가는도를밖만]|$)|것|거(?= |[예야라죠지니나는든]|$)|게(?= |$)|걸(?= |$)|건(?= |[가데지]|$)"
    r"|겁(?=니)|줄(?= |[을은도만]|$)|데(?= |[가는도를]|$)|바(?= |[를가]|$)|적(?= |[이에은도]|$)|듯"
    r"|법(?= |[하한이도]|$))"
    rf"|(?<={_L})(?:게(?=요)|걸(?=요)|수(?=록))"
    r"|(?<=[할갈올줄볼둘될쓸을])게(?= |$)|(?<=[할될올볼을])지(?= |[도는를가]|$)"
    # Verbs in ㄴ and ㅁ. 신고 and 참고 are also nouns.
    rf"|(?<={_ending_in('ㄴㅁ')})습(?=니[다까])"
    rf"|(?<![가-힣])(?:{_STEMS})(?=고(?= |$)|던(?= |$)|도록|겠|거나|더[라니])[가-힣]|(?<=[을를] )[신참]고(?= |$)"
    r"|(?<![가-힣])[남넘참담품신]지(?= |[는도만]|$)"
    # Counters behind 몇 and 열.
    r"|(?<=몇 )[가-힣]|(?:(?<=(?<![가-힣])열 )|(?<=(?<![가-힣])여덟 ))[개살시달대번군자송그잔장접조가권]"
)
# 못 and a form of 하다 are one word (article 12).
_CANNOT = re.compile("(?<![가-힣])못 (?P<does>[하해했한할함합])")
# 육 behind 십 and 백, and 여섯, 여덟 behind tens, begin with ㄴ (article 29): 십육 is 심뉵.
_SIX = re.compile("(?<=[십백])육")
_TENS = re.compile("(?<=[른흔쉰순])여(?=[섯덟])|(?<=[열물])여(?=[섯덟])")
# ㄴ comes between a name and 역, a station (article 29); in the words that end like these it does not.
_STATION = re.compile(f"(?<=[가-힣]){_ending_in(_LETTERS)}역(?![사할량군])")
_NO_STATION = re.compile("[번통영현면방광병반권검]역$")
# ㄼ of 밟다 is ㅂ before consonants, and stays before vowels (article 10).
_STEP_ON = re.compile("밟(?![아-잏])")


def respelled(text: str) -> str:
    """`text` (Hangul, single spaces) with such words spelled as pronounced; the length does not change."""
    text = _TENSE_NEXT.sub(lambda match: match.group()[:-1] + _tense(match.group()[-1]), text)
    text = _CANNOT.sub(lambda match: f"모 {chr(ord(match['does']) - 2 * 588)}", text)
    text = _STATION.sub(_station, text)
    text = _STEP_ON.sub("밥", text)
    text = _SIX.sub("뉵", text)
    text = _TENS.sub(lambda match: "려" if text[match.start() - 1] in "열물" else "녀", text)
    return _WORDS.sub(lambda match: _SAID[match.group()], text)


def _station(match: re.Match[str]) -> str:
    written = match.group()
    if _NO_STATION.search(written):
        return written
    return written[0] + ("력" if (ord(written[0]) - 0xAC00) % 28 == 8 else "녁")
