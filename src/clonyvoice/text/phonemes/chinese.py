"""Mandarin words in Kokoro's symbols: words and readings of `chinese_reader`, corrections of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clonyvoice.text.language_words import listed
from clonyvoice.text.phoneme_words import PronouncedPiece, Segment, touching
from clonyvoice.text.phonemes import chinese_process, pinyin

# Characters of several readings decided by context: pattern, reading of the marked character.
_CONTEXT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (r"(?P<c>还)(?=给|钱|书|债|款|清|账|贷|我|你|他|她|了[^\s，。]*(?:钱|书|债|款|账|贷))", "huan2"),
        (r"(?<=[归偿退])(?P<c>还)", "huan2"),
        (
            r"(?<=[很太更最不真好多够挺较这那太])(?P<c>长)|(?P<d>长)(?=度|短|期|途|城|江|发|裙|裤|假|远|久|处|跑|椅|寿|达|篇)",
            "chang2",
        ),
        (r"(?P<c>长)(?=长了|大|高|得|出|成|胖|满)|(?<=[校部市县家院会队班团成生增])(?P<d>长)", "zhang3"),
        (
            r"(?<=[说做跑写看走吃睡长听唱学玩过来变笑跳画飞开气累忙高兴])(?P<c>得)(?=很|不|太|好|快|慢|真|非常|更|多|这|那|像|有|怎)",
            "de5",
        ),
        (
            r"(?<=[都就也我你他她们还])(?P<c>得)(?=去|走|做|要|赶|先|再|快|好好|马上|给|把|早|说|看|等|想|学|注意|小心|努力|回|吃|睡|起)",
            "dei3",
        ),
        (
            r"(?P<c>只)(?=[猫狗鸟鸡鸭羊虎熊猪兔鼠虫手脚眼耳鞋船])|(?<=[一两二三四五六七八九十几这那每])(?P<d>只)(?=[^有是能会要])",
            "zhi1",
        ),
        (r"(?<=[睡午])(?P<c>觉)", "jiao4"),
        (r"(?P<c>重)(?=新|复|来|做|写|启|装|建|逢|置|点新)", "chong2"),
        (r"(?P<c>行)(?=业|长|情|列|距)|(?<=[银同内外])(?P<d>行)", "hang2"),
        (r"(?P<c>数)(?=一数|钱|到)", "shu3"),
        (r"(?<=[音])(?P<c>乐)|(?P<d>乐)(?=器|队|曲|谱|团|章)", "yue4"),
        (
            r"(?<![一二两三四五几这那每各某此何多品物人种])(?P<c>种)(?=花|树|地|菜|田|植|在|下|了|着|过|满|瓜|豆|粮)",
            "zhong4",
        ),
        (r"(?P<c>倒)(?=水|茶|车|影|退|计)", "dao4"),
        (r"(?P<c>发)(?=型|廊|夹|卡)|(?<=[头理毛白金])(?P<d>发)", "fa4"),
        (r"(?P<c>了)(?=解|不起|如指)|(?<=[不得受])(?P<d>了)(?=[。，！？]|$)", "liao3"),
        (r"(?P<c>差)(?=不多|一点|点|劲)", "cha4"),
        # An adverb of two or more syllables and a verb: 高兴地说, 慢慢地走.
        (
            r"(?<=[\u4e00-\u9fff]{2})(?<![的这那各整土大天场基工产园某本此当外内空绿林田草墓荒山阵盆高洼湿基绝余])(?P<c>地)"
            r"(?=[说看走跑做笑唱写想听问喊学干吃玩站坐点摇拍拿放打开关推拉抱握等哭叫答回讲读念飞跳游爬转望盯瞪盼睡躺过来去进出"
            r"离变长生完解处对把被给向往将发提加增减改影帮告爱喜工休接送])(?!方|点|面|上|下|图|区|铁|球)",
            "de5",
        ),
        (r"(?P<c>教)(?=书|课|学生|我|你|他|她|们|会|孩子|英语|中文|数学|钢琴|小)", "jiao1"),
        (r"(?<=首|京|帝|古|迁|定|建|国|故)(?P<c>都)|(?P<d>都)(?=市)", "du1"),
        (r"(?P<c>数)(?=了数|数|一数|了一数|钱|到|星星|人头)(?!数据)", "shu3"),
        (r"(?<=数了|数一)(?P<c>数)", "shu3"),
        (r"(?P<c>量)(?=一量|了量|体温|血压|身高|尺寸)|(?<=量一|量了)(?P<d>量)", "liang2"),
        (r"(?P<c>当)(?=作|做|成)|(?<=[适恰妥上])(?P<d>当)", "dang4"),
        (r"(?<=[供反响适答对回])(?P<c>应)|(?P<d>应)(?=用|付|对|酬|聘|邀|变|战|急|答|征)", "ying4"),
        (r"(?P<c>应)(?=该|当|有|届|允)", "ying1"),
        (r"(?<=[供])(?P<c>供)|(?P<d>供)(?=应|给|电|水|暖|货|需)", "gong1"),
        (
            r"(?<=[音])(?P<c>调)|(?P<d>调)(?=查|动|度|研|头|换|职|包|离|遣|用)|(?<=[语强曲腔论步格声])(?P<e>调)",
            "diao4",
        ),
        (r"(?P<c>角)(?=色|逐|斗)|(?<=[主配])(?P<d>角)", "jue2"),
        (r"(?P<c>降)(?=服|伏)|(?<=投)(?P<d>降)", "xiang2"),
        (r"(?P<c>曾)(?=经|是|有|在|任|获)", "ceng2"),
        (r"(?P<c>模)(?=样|具|板|子)", "mu2"),
        (r"(?P<c>便)(?=宜)", "pian2"),
        (r"(?P<c>中)(?=[了过]?(?:大?奖|彩票|标|毒|计|暑|风险?病|枪|弹|邪|意|肯))", "zhong4"),
        (r"(?P<c>大)(?=夫(?![人妇]))", "dai4"),
        (r"(?P<c>载)(?=重|客|歌|人|着|货|体|入)|(?<=[下装满搭承刊])(?P<d>载)", "zai4"),
        (r"(?P<c>切)(?=实|记|身|忌|勿)|(?<=[一亲密急迫深关热])(?P<d>切)", "qie4"),
        (r"(?P<c>难)(?=民)|(?<=[灾苦遇落避])(?P<d>难)", "nan4"),
        (r"(?P<c>好)(?=奇|学(?!生|校)|客)|(?<=爱)(?P<d>好)", "hao4"),
    )
)


# Doubled nouns whose second syllable is neutral.
_KIN = frozenset(
    listed(
        "姐姐 奶奶 妈妈 爸爸 爷爷 哥哥 弟弟 妹妹 叔叔 伯伯 姑姑 舅舅 婶婶 姥姥 公公 婆婆 太太 宝宝 "
        "星星 娃娃 猩猩 谢谢 看看 说说 想想 走走 试试 等等"
    )
)


def pieces(segments: Sequence[Segment]) -> list[PronouncedPiece]:
    """The words found in `segments`; adjacent segments are read together."""
    return [piece for group in touching(segments) for piece in _read(group)]


def _read(group: Sequence[Segment]) -> list[PronouncedPiece]:
    text = "".join(segment.spoken for segment in group)
    owners = [(segment, offset) for segment in group for offset in range(len(segment.spoken))]
    out: list[PronouncedPiece] = []
    position = 0
    for word, said in _words(text):
        start, end = position, position + len(word)
        position = end
        if not said:
            continue
        first, first_offset = owners[start]
        last, last_offset = owners[end - 1]
        begin = first.start + first_offset if first.written else first.start
        stop = last.start + last_offset + 1 if last.written else last.end
        if out and begin < out[-1].end:
            out[-1] = PronouncedPiece(out[-1].start, max(stop, out[-1].end), f"{out[-1].phonemes} {said}")
        else:
            out.append(PronouncedPiece(begin, stop, said))
    return out


def syllables(text: str) -> list[str]:
    """The pinyin of each character of `text` with its spoken tone ("bu2"); "" for characters other than Han."""
    return _read_aloud(text)[1]


def _words(text: str) -> list[tuple[str, str]]:
    """Each word of `text` with its symbols; words that are no Han text have none."""
    words, said = _read_aloud(text)
    out: list[tuple[str, str]] = []
    position = 0
    for word in words:
        own = said[position : position + len(word)]
        position += len(word)
        out.append((word, "".join(pinyin.phonemes(syllable) for syllable in own if syllable)))
    return out


def _read_aloud(text: str) -> tuple[list[str], list[str]]:
    """The words of `text` and the syllable of each of its characters."""
    words, said = chinese_process.reader.read(text)
    return words, _sandhi(text, _corrected(text, said), words)


def _corrected(text: str, syllables: list[str]) -> list[str]:
    out = list(syllables)
    for pattern, reading in _CONTEXT:
        for match in pattern.finditer(text):
            at = next(place for place in map(match.start, match.groupdict()) if place >= 0)
            out[at] = reading
    return out


def _sandhi(text: str, syllables: list[str], words: Sequence[str]) -> list[str]:
    """Tone sandhi: 不 and 一 by the following tone; of two third tones in a word the first becomes the second."""
    out = list(syllables)
    for at, char in enumerate(text):
        following = out[at + 1][-1:] if at + 1 < len(out) else ""
        if char == "不" and out[at] == "bu4" and following == "4":
            out[at] = "bu2"
        if char == "一" and out[at] == "yi1" and following in ("1", "2", "3", "4") and not _counts(text, at):
            out[at] = "yi2" if following == "4" else "yi4"
    position = 0
    for word in words:
        if len(word) == 2 and word[0] == word[1] and word in _KIN:
            out[position + 1] = out[position + 1][:-1] + "5"
        for at in range(position, position + len(word) - 1):
            if out[at][-1:] == "3" and out[at + 1][-1:] == "3":
                out[at] = out[at][:-1] + "2"
        position += len(word)
    return out


def _counts(text: str, at: int) -> bool:
    """Whether 一 at `at` is a digit or a rank, which keeps its first tone."""
    before = text[at - 1 : at]
    after = text[at + 1 : at + 2]
    return before in tuple("第十百零点二三四五六七八九期周初") or after in tuple(
        "十月号日二三四五六七八九零点"
    )
