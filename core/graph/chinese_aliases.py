"""Other names that a Chinese text gives, and what it says that a name is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.graph.chinese_segments import Segmented
from core.graph.chinese_spans import Span, suffix_kind
from core.graph.chinese_words import FUNCTION, HAN, STOPPED, TITLES, words_of
from core.types import EntityKind

_BRACKET = re.compile(r"[(（]([^()（）\n]{1,80})[)）]")
_PARTS = re.compile(r"\s*[,，;；、/]\s*|\s+(?=简称|又称|亦称|英文|全称|缩写)")
_CALLED = (
    r"以下简称|下称|简称|缩写|全称|又称|亦称|也称|或称|通称|俗称|别称|又名|也叫|又叫|别名|原名|本名|旧称|旧名|古称|曾用名|"
    r"艺名|笔名|绰号|外号|学名|英文全称|英文名|英文|英语|外文名|英译|拉丁学名|法语|法文|德语|德文|日语|日文|西班牙语|俄语"
)
_PREFIX = re.compile(rf"^(?:{_CALLED})(?:名称?|缩写|全称)?(?:为|是|叫|作)?[::]?\s*")
_INLINE = re.compile(
    rf"(?:[,，]\s*)?(?:{_CALLED})(?:名称?)?(?:为|是|叫做|叫|作|作为)?[::]?\s*"
    r"(?:[“\"「《]([^”\"」》\n]{1,24})[”\"」》]|"
    rf"([A-Za-z][\w .&+-]{{1,40}}?|[{HAN}·]{{2,10}}?)(?=[,，。;；、)）\s]|$))"
)
_COURTESY = re.compile(rf"[,，]?字([{HAN}]{{2}})(?=[,，。;；]|号)")
_QUOTED = re.compile(r"^[“\"「《]([^”\"」》]{1,24})[”\"」》]$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,&'’+/-]*$")
_CHINESE = re.compile(rf"[{HAN}·]{{2,12}}$")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*$")
_NO_NAME = re.compile(
    r"^(?:如|例如|约|含|见|包括|每|共|现|下|上|多|单|第|不|可|已|由|仅|仍|即|和|与|或|及|等|图|表|注|出自|来源|参见|选自|截至|"
    r"无|今|原|位于|以|从|在|对|用|指|是|有|被|把|当|若|也|还|都|需|应|能|会|要|请|这|那|其|该|此)|[的了吗呢等]$|\d{4}"
)
_GLOSS = re.compile(
    rf"(?:技术|方法|模型|公司|框架|工具|城市|平台|机构|组织|国家|县|市|镇|河|湖|山|人|者|员|家|师|士|生|长|电影|小说|歌曲|"
    rf"书|语言|软件|药物|疾病|行星|元素|植物|动物|品牌|{'|'.join(sorted(TITLES))})$"
)
_DEFINITION = re.compile(
    r"^(?:[,，]|[(（][^()（）\n]{0,60}[)）])?(?:是|为|指|即|系)(?:指|一[个种家座条部名位款类项本所颗]|"
    r"[^,，。;；是]{0,16}的)?([^,，。;；:：的是]{2,16})(?=[,，。;；]|$)"
)
_PERSONAL = re.compile(
    rf"^[,，](?:[男女][,，])?(?:[^,，。;；]{{0,8}}[人族][,，])?([{HAN}]{{0,10}}?(?:{'|'.join(sorted(TITLES))}))(?=[,，。;；])"
)
_CUT = words_of(
    "介绍 使用 采用 提出 称为 名为 叫做 关于 通过 基于 利用 结合 包括 支持 引入 例如 比如"
)
_LONGEST = 14
"""Characters of a Chinese name before a bracket."""


@dataclass(frozen=True, slots=True)
class Other:
    """Two names of one thing: `name` is the full one."""

    name: str
    other: str
    why: str
    start: int
    """Where it is said."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a name is said to be."""

    name: str
    gloss: str
    kind: EntityKind
    start: int


def others(words: Segmented, start: int, end: int, found: Sequence[Span]) -> Iterator[Other]:
    """The other names that the sentence `text[start:end]` gives; `found` are the names in it."""
    for match in _BRACKET.finditer(words.text, start, end):
        yield from _in_bracket(words, start, match, found)
    for span in found:
        if inline := _INLINE.match(words.text, span.end, end):
            other = (inline[1] or inline[2]).strip()
            if other and not _NO_NAME.search(other):
                yield Other(words.text[span.start : span.end], other, _why(inline[0], other), start)
        courtesy = _COURTESY.match(words.text, span.end, end)
        if courtesy and span.kind is EntityKind.PERSON:
            yield Other(words.text[span.start : span.end], courtesy[1], "also_called", start)


def glosses(words: Segmented, start: int, end: int, found: Sequence[Span]) -> Iterator[Gloss]:
    """What the sentence says that its first name is, and names in front of a bracket."""
    for bracket in _BRACKET.finditer(words.text, start, end):
        span = next((one for one in found if one.end == bracket.start()), None)
        inside = bracket[1].strip()
        if span and _CHINESE.match(inside) and _GLOSS.search(inside):
            yield Gloss(words.text[span.start : span.end], inside, _kind(inside), start)
    first = min(found, key=lambda one: (one.start, -one.end), default=None)
    if first is None or first.start - start > 2:
        return
    name = words.text[first.start : first.end]
    for pattern in (_DEFINITION, _PERSONAL):
        said = pattern.match(words.text[first.end : min(end, first.end + 120)])
        if said and not _NO_NAME.search(said[1]):
            yield Gloss(name, said[1].strip(), _kind(said[1].strip()), start)
            return


def _in_bracket(
    words: Segmented, start: int, match: re.Match[str], found: Sequence[Span]
) -> Iterator[Other]:
    parts = [part.strip() for part in _PARTS.split(match[1]) if part.strip()]
    latin = [part for part in parts if _LATIN.match(_PREFIX.sub("", part))]
    before = _before(words, start, match.start(), found, latin)
    if not before:
        return
    for part in parts:
        said = _PREFIX.match(part)
        other = _PREFIX.sub("", part)
        if quoted := _QUOTED.match(other):
            other = quoted[1]
        if _NO_NAME.search(other) or other in STOPPED:
            continue
        if _LATIN.match(other):
            if _is_latin(before) and not said:
                # “LoRA (Low-Rank Adaptation)” is for the English rules.
                continue
            if said or _fits(before, other):
                yield Other(before, other, _why(said[0] if said else "", other), start)
        elif _CHINESE.match(other) and (said or _is_latin(before)):
            if not said and _GLOSS.search(other):
                continue
            if said:
                yield Other(before, other, _why(said[0], other), start)
            elif len(parts) == 1 and _ABBREVIATION.match(before):
                # “LoRA（低秩适配）”: the Chinese name is the full one.
                yield Other(other, before, "abbreviation", start)


def _before(
    words: Segmented, start: int, at: int, found: Sequence[Span], latin: Sequence[str]
) -> str:
    """The name that a bracket follows; "" where none ends there."""
    whole = words.text[start:at].strip(" \t*#")
    names = [one for one in found if one.end == at and one.start >= start]
    if names and (_is_latin(words.text[names[0].start : at]) or not latin):
        best = min(names, key=lambda one: one.start)
        return words.text[best.start : best.end]
    quoted = re.search(r"[“「《]([^“”「」《》]{2,20})[”」》]$", whole)
    if quoted:
        return quoted[1]
    last = words.within(at, at)[0]
    if words.start[min(last, len(words.word))] != at:
        return ""
    starts: list[int] = []
    for place in range(last - 1, max(last - 8, -1), -1):
        word, tag = words.word[place], words.tag[place]
        begin = words.start[place]
        if begin < start or at - begin > _LONGEST or word in FUNCTION or word in _CUT:
            break
        if tag in ("x", "m", "r", "c", "p", "uj", "ul", "d", "f", "t") and not word.isalnum():
            break
        if tag in ("r", "c", "p", "uj", "ul", "f", "t", "m"):
            break
        starts.append(begin)
    if not starts:
        return ""
    # A Chinese name has about two characters for each word, or letter, of its translation.
    wanted = 2 * max((_size(part) for part in latin), default=2)
    begin = min(starts, key=lambda one: (abs(at - one - wanted), one))
    name = words.text[begin:at].strip()
    if any(one.start == begin for one in names) or len(name) > 1:
        return name if name not in STOPPED else ""
    return ""


def _fits(name: str, latin: str) -> bool:
    """Whether a Latin name in brackets is the same thing, not one of its kind: 工具（API）."""
    if _is_latin(name):
        return True
    if _ABBREVIATION.match(latin):
        return len(name) >= len(latin)
    one_word = " " not in latin
    return not (one_word and (_GLOSS.search(name) or re.search(r"\d|[a-z][A-Z]", latin)))


def _size(latin: str) -> int:
    """Words of a name, or letters of an abbreviation."""
    return len(latin) if _ABBREVIATION.match(latin) else max(len(re.findall(r"\w+", latin)), 1)


def _is_latin(name: str) -> bool:
    return _LATIN.match(name) is not None


def _why(said: str, other: str) -> str:
    if "以下" in said or "下称" in said:
        return "short"
    if "简称" in said or "缩写" in said or (not said and _ABBREVIATION.match(other)):
        return "abbreviation"
    return "translation" if _LATIN.match(other) else "also_called"


def _kind(gloss: str) -> EntityKind:
    if gloss.endswith(tuple(TITLES)) or gloss[-1] in "人者员家师士生":
        return EntityKind.PERSON
    if gloss.endswith(("小说", "电影", "歌曲", "专辑", "电视剧", "著作", "书", "论文", "诗")):
        return EntityKind.WORK
    if gloss.endswith(
        ("技术", "方法", "模型", "算法", "框架", "机制", "语言", "药物", "疾病", "架构")
    ):
        return EntityKind.TERM
    if gloss.endswith(("城市", "国家", "县", "镇", "河流", "湖泊", "山", "岛", "首都", "行星")):
        return EntityKind.PLACE
    if gloss.endswith(("企业", "机构", "组织")):
        return EntityKind.ORGANISATION
    return suffix_kind("某" + gloss)[0]
