"""The words that describe voices, English and Korean, and their effect on the traits.

A word moves some of the traits in `description.Traits`. Korean entries are stems that are looked for inside the text,
for endings vary; English ones are whole words, `*` standing for any ending.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

Moves: TypeAlias = Mapping[str, float]

MALE: Final[Moves] = {"gender": -1.0}
"""One step of the trait towards male."""
FEMALE: Final[Moves] = {"gender": 1.0}
"""One step of the trait towards female."""

ENGLISH: Final[dict[str, Moves]] = {
    # gender and age
    "man|male|gentleman|guy|masculine|men|father|dad|king|husband|uncle|he|his": MALE,
    "woman|female|lady|feminine|women|mother|mom|mum|queen|wife|aunt|she|her": FEMALE,
    "boy|lad": {"gender": -1.0, "age": 9.0},
    "girl|lass": {"gender": 1.0, "age": 9.0},
    "child|kid|childlike|childish|children": {"age": 8.0},
    "toddler": {"age": 4.0},
    "teen|teenage|teenager|adolescent": {"age": 15.0},
    "young|youthful|student": {"age": 24.0},
    "adult|grown": {"age": 35.0},
    "middle-aged|mature|midlife": {"age": 50.0},
    "old|elderly|aged|senior|ancient|older": {"age": 72.0},
    "grandmother|grandma|granny": {"gender": 1.0, "age": 72.0},
    "grandfather|grandpa|granddad": {"gender": -1.0, "age": 72.0},
    "androgynous|neutral-gender|genderless|nonbinary": {"gender": 0.0},
    # pitch
    "deep|low|bass|baritone|lower|low-pitched|deeper|booming": {"pitch": -1.0, "warmth": 0.3},
    "high|high-pitched|higher|soprano|shrill|squeaky|piping": {"pitch": 1.0},
    # pace
    "slow|slowly|unhurried|leisurely|drawling|slower|measured|deliberate": {"pace": -1.0},
    "fast|quick|quickly|rapid|hurried|brisk|rushed|faster|fast-talking|speedy": {"pace": 1.0},
    # colour
    "bright|crisp|clear|brilliant|sharp|sparkling|brighter|airy|light|tinny": {"brightness": 1.0},
    "dark|dull|muffled|mellow|velvety|darker": {"brightness": -1.0, "warmth": 0.3},
    "warm|rich|full|round|smooth|cosy|cozy|honeyed|creamy|warmer|resonant": {"warmth": 1.0},
    "thin|cold|cool|nasal|reedy|metallic|robotic": {"warmth": -1.0},
    "soft|gentle|tender|delicate|softly": {"energy": -0.8, "brightness": -0.4, "warmth": 0.4},
    "breathy|whisper*|husky|hushed|intimate|asmr": {"breath": 1.0, "energy": -0.6},
    "rough|gravelly|raspy|hoarse|gruff|growling|gritty": {"pitch": -0.5, "brightness": 0.3, "rough": 1.0},
    # energy and mood
    "energetic|lively|dynamic|vibrant|vigorous|powerful|strong|loud|upbeat|peppy": {
        "energy": 1.0,
        "range": 0.7,
        "pace": 0.4,
    },
    "calm|relaxed|serene|peaceful|soothing|tranquil|composed|quiet|placid|steady|calmer": {
        "energy": -0.8,
        "range": -0.6,
        "pace": -0.5,
    },
    "tired|sleepy|weary|lazy|lethargic|exhausted|drowsy": {"energy": -1.0, "range": -0.8, "pace": -0.8},
    "happy|cheerful|joyful|merry|glad|jolly|playful|friendly|smiling|bubbly": {
        "range": 0.8,
        "pitch": 0.4,
        "energy": 0.5,
        "brightness": 0.3,
        "pace": 0.2,
    },
    "sad|melancholic|sorrowful|gloomy|depressed|mournful|melancholy": {
        "range": -0.8,
        "pitch": -0.4,
        "energy": -0.7,
        "pace": -0.6,
        "brightness": -0.3,
    },
    "angry|furious|aggressive|fierce|harsh|stern": {
        "energy": 0.9,
        "brightness": 0.6,
        "range": 0.5,
        "pace": 0.3,
    },
    "excited|enthusiastic|thrilled|passionate|ecstatic": {
        "energy": 1.0,
        "range": 1.0,
        "pitch": 0.5,
        "pace": 0.6,
    },
    "serious|formal|authoritative|confident|professional|news|newsreader|announcer|commanding|solemn": {
        "energy": 0.3,
        "range": -0.3,
        "pitch": -0.3,
        "pace": -0.1,
    },
    "monotone|flat|monotonous|emotionless|deadpan|robot": {"range": -1.4},
    "expressive|dramatic|animated|melodic|singsong|theatrical|emotional|storyteller|storytelling": {
        "range": 1.0
    },
    "kind|caring|motherly|fatherly|compassionate|wise|reassuring": {
        "warmth": 0.6,
        "energy": -0.3,
        "pace": -0.3,
    },
    "nervous|anxious|shy|timid|scared": {"pitch": 0.4, "pace": 0.4, "energy": -0.4},
    "mysterious|sinister|creepy|villain|villainous|evil|monster": {
        "pitch": -0.8,
        "pace": -0.5,
        "brightness": -0.4,
        "range": -0.3,
    },
    "hero|heroic|epic|trailer|narrator": {"pitch": -0.5, "energy": 0.4, "warmth": 0.3},
    "fairy|elf|cartoon|cute|chipmunk|pixie": {"pitch": 1.2, "brightness": 0.5, "range": 0.5},
    "sexy|sultry|seductive|alluring": {"pitch": -0.5, "pace": -0.5, "breath": 0.6, "warmth": 0.5},
    # accent
    "american|usa|californian": {"accent:american": 1.0},
    "british|london|uk|posh": {"accent:british": 1.0},
    "spanish|latin|hispanic|mexican": {"accent:spanish": 1.0},
    "french|parisian": {"accent:french": 1.0},
    "italian": {"accent:italian": 1.0},
    "portuguese|brazilian": {"accent:portuguese": 1.0},
    "indian|hindi": {"accent:indian": 1.0},
    "japanese|anime": {"accent:japanese": 1.0},
    "chinese|mandarin": {"accent:chinese": 1.0},
}

KOREAN: Final[dict[str, Moves]] = {
    "남자|남성|아저씨|아버지|아빠|신사|사나이|삼촌": MALE,
    "여자|여성|아주머니|아줌마|어머니|엄마|숙녀|이모|아가씨": FEMALE,
    "소년|남자아이|남자 아이": {"gender": -1.0, "age": 9.0},
    "소녀|여자아이|여자 아이": {"gender": 1.0, "age": 9.0},
    "아이|어린이|꼬마|어린": {"age": 8.0},
    "청소년|십대|10대|고등학생|중학생": {"age": 15.0},
    "젊은|젊고|청년|대학생|20대|이십대|젊": {"age": 24.0},
    "30대|삼십대|성인": {"age": 35.0},
    "중년|40대|50대|사십대|오십대": {"age": 50.0},
    "노인|늙은|나이 든|나이든|노년|60대|70대|80대|연로": {"age": 72.0},
    "할머니": {"gender": 1.0, "age": 72.0},
    "할아버지": {"gender": -1.0, "age": 72.0},
    "낮은|낮고|낮게|저음|굵은|굵고|중저음|깊은|깊고|묵직": {"pitch": -1.0, "warmth": 0.3},
    "높은|높고|높게|고음|하이톤|가는|가늘": {"pitch": 1.0},
    "느린|느리|느긋|천천히|여유로운|여유 있": {"pace": -1.0},
    "빠른|빠르|빨리|서두르|급한": {"pace": 1.0},
    "맑은|맑고|또렷|선명|청아|투명|밝은 음색|쨍한|날카로": {"brightness": 1.0},
    "어두운|어둡|탁한|탁하|먹먹": {"brightness": -1.0, "warmth": 0.2},
    "따뜻|따스|포근|부드럽|부드러|온화|풍부|둥근|푸근": {"warmth": 1.0},
    "차가운|차갑|냉정|얇은|얇고|콧소리|비음": {"warmth": -1.0},
    "조용|잔잔|나긋": {"energy": -0.8, "brightness": -0.3, "warmth": 0.3},
    "속삭|숨소리|허스키": {"breath": 1.0, "energy": -0.6},
    "거친|거칠|쉰|걸걸": {"pitch": -0.5, "brightness": 0.3, "rough": 1.0},
    "활기|힘찬|힘차|힘 있|에너지|생기|발랄|우렁|씩씩": {"energy": 1.0, "range": 0.7, "pace": 0.4},
    "차분|침착|평온|편안|안정|고요": {"energy": -0.8, "range": -0.6, "pace": -0.5},
    "졸린|피곤|나른|지친": {"energy": -1.0, "range": -0.8, "pace": -0.8},
    "밝은|밝고|밝게|명랑|쾌활|즐거|행복|기쁜|유쾌|상냥|친근|친절|웃": {
        "range": 0.8,
        "pitch": 0.4,
        "energy": 0.5,
        "brightness": 0.3,
        "pace": 0.2,
    },
    "슬픈|슬프|우울|침울|애절": {
        "range": -0.8,
        "pitch": -0.4,
        "energy": -0.7,
        "pace": -0.6,
        "brightness": -0.3,
    },
    "화난|분노|공격적|사나운|엄격|단호": {"energy": 0.9, "brightness": 0.6, "range": 0.5, "pace": 0.3},
    "신난|흥분|열정|들뜬": {"energy": 1.0, "range": 1.0, "pitch": 0.5, "pace": 0.6},
    "진지|격식|권위|자신감|전문|아나운서|뉴스|앵커|근엄|엄숙|믿음직|신뢰": {
        "energy": 0.3,
        "range": -0.3,
        "pitch": -0.3,
        "pace": -0.1,
    },
    "단조|무감정|로봇|기계": {"range": -1.4},
    "표현력|극적|감정|드라마틱|이야기꾼|구연": {"range": 1.0},
    "다정|자상|인자|지혜": {"warmth": 0.6, "energy": -0.3, "pace": -0.3},
    "수줍|긴장|불안|떨리": {"pitch": 0.4, "pace": 0.4, "energy": -0.4},
    "신비|음산|악당|괴물|무서운": {"pitch": -0.8, "pace": -0.5, "brightness": -0.4, "range": -0.3},
    "영웅|웅장|내레이터|나레이터|성우|해설": {"pitch": -0.5, "energy": 0.4, "warmth": 0.3},
    "요정|만화|귀여|애니메이션|캐릭터": {"pitch": 1.2, "brightness": 0.5, "range": 0.5},
    "섹시|매혹|관능": {"pitch": -0.5, "pace": -0.5, "breath": 0.6, "warmth": 0.5},
    "미국": {"accent:american": 1.0},
    "영국": {"accent:british": 1.0},
    "스페인|멕시코": {"accent:spanish": 1.0},
    "프랑스": {"accent:french": 1.0},
    "이탈리아": {"accent:italian": 1.0},
    "브라질|포르투갈": {"accent:portuguese": 1.0},
    "인도": {"accent:indian": 1.0},
    "일본": {"accent:japanese": 1.0},
    "중국": {"accent:chinese": 1.0},
}

STRONGER: Final[dict[str, float]] = {
    "very": 1.5, "really": 1.4, "extremely": 1.8, "so": 1.3, "super": 1.6, "incredibly": 1.8, "highly": 1.5,
    "quite": 1.1, "too": 1.4, "deeply": 1.4, "exceptionally": 1.7, "much": 1.3, "pretty": 1.1,
    "slightly": 0.5, "somewhat": 0.6, "little": 0.5, "bit": 0.5, "mildly": 0.5, "fairly": 0.9,
    "moderately": 0.7, "rather": 0.9, "touch": 0.4, "barely": 0.3, "hint": 0.4, "kinda": 0.6, "slight": 0.5,
    "아주": 1.5, "매우": 1.5, "굉장히": 1.6, "무척": 1.5, "정말": 1.4, "너무": 1.5, "엄청": 1.7, "몹시": 1.6,
    "대단히": 1.5, "훨씬": 1.4, "꽤": 1.1, "상당히": 1.2, "극도로": 1.8,
    "조금": 0.5, "약간": 0.5, "살짝": 0.4, "다소": 0.6, "좀": 0.6, "은은": 0.5,
}  # fmt: skip
"""Factors of the step of the word behind. Chosen by hand."""
NEGATIONS: Final = frozenset(
    {
        "not",
        "no",
        "never",
        "without",
        "isn't",
        "non",
        "hardly",
        "less",
        "nor",
        "neither",
        "un",
        "avoid",
        "lacking",
    }
)
KOREAN_NEGATIONS: Final = ("지 않", "지않", "지 말", "없는", "없이", "아닌", "안 ", "덜 ")
