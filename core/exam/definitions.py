"""“What is X?” from sentences that say what something is, glossaries, and headings explained."""

import re

from core.exam.drafts import Draft
from core.exam.material import Rarity, Sentence
from core.types import ExamQuestionKind

MOST_PARAGRAPHS = 40
"""A term that stands in more paragraphs is not explained by one sentence."""

_ASIDE = r"(?: ?\((?P<aside>[^()]{1,40})\))?"
_TERM = r"(?P<term>(?:[A-Za-z][\w’'+/.#-]*)(?: [A-Za-z0-9][\w’'+/.#-]*){0,4}?)"
_ENGLISH = (
    re.compile(
        rf"(?P<article>The |An? )?{_TERM}{_ASIDE},? (?P<verb>is|are) (?:an?|any|one of|a kind of"
        r"|a type of|a form of|the (?:\w+ )?(?:process|practice|study|name|act|ability|science|art"
        r"|part|number|amount|degree|technique|method|measure|ratio|set|term)) "
    ),
    re.compile(
        rf"(?P<article>The |An? )?(?:term |word )?[\"“]?{_TERM}[\"”]?{_ASIDE} (?P<verb>refers to"
        r"|is defined as|are defined as|means|stands for|is short for|denotes) "
    ),
)
_GLOSSARY = re.compile(
    rf"{_TERM}{_ASIDE} ?(?:: | [–—] )"
    r"(?=(?:[Aa]n?|[Tt]he|[Aa]ny|[Oo]ne) .*\b(?:that|which|who|used|when|where|whose|made)\b)"
)
_SAYS_LITTLE = re.compile(
    r"(?:is|are) (?:an?|one of) (?:\w+ )?(?:(?:good |great |simple |typical |prime )?example|good"
    r"|great|common|key|major|big|bit|matter|lot|few|number|result|case|part|way|reason|problem"
    r"|sign|must|challenge|important|significant|crucial|popular|useful|difficult)\b"
)
_SOMEONE = re.compile(
    r"(?:an?|the|one of) (?:[\w-]+ ){0,4}?(?:footballer|player|actor|actress|politician|singer"
    r"|writer|author|musician|composer|painter|artist|scientist|engineer|lawyer|director|producer|poet"
    r"|journalist|historian|philosopher|president|king|queen|officer|rapper|athlete|coach|wrestler"
    r"|boxer|swimmer|professor|researcher|businessman|businesswoman|novelist|architect|physicist"
    r"|chemist|mathematician|economist|guitarist|drummer|dancer|comedian|activist|bishop)\b"
)
_NOT_A_TERM = re.compile(
    r"(?:this|that|these|those|it|he|she|they|there|here|what|which|who|one|all|each|every|any|some"
    r"|most|many|other|another|such|both|note|example|goal|aim|result|reason|purpose|problem|rest"
    r"|answer|question|idea|point|issue|focus|following|figure|table|section|chapter|abstract"
    r"|keywords?|author|date|name|title|summary|tip|warning|important|caution|first|second|next"
    r"|last|main|best|only|same|way|key|case|fact|nothing|everything|someone|and|or|but|if|when"
    r"|while|for|in|on|at|to|with|from|by|as|not|also|then|our|your|my|their|his|her|its|we|you|i"
    r"|today|now|however|purpose|output|input|step|part|group|number|use|set)$",
    re.IGNORECASE,
)
_TERM_ENDS_BADLY = re.compile(
    r"\b(?:of|the|a|an|and|or|to|in|on|for|with|that|which|who|there|it|they|we|you|not|also|often"
    r"|usually|is|are|was|has|have|can|will|may)$",
    re.IGNORECASE,
)
_CHINESE_TERM = r"[“\"「《]?(?P<term>[^，。；：、“”\"「」《》（）()的是]{2,16})[”\"」》]?"
_CHINESE_ASIDE = r"\s*(?:[（(][^（）()]{1,40}[)）])?\s*"
_CHINESE = (
    re.compile(
        rf"(?:所谓)?{_CHINESE_TERM}{_CHINESE_ASIDE}，?(?P<verb>是指|指的是|即指|系指|定义为|被定义为|指)"
    ),
    re.compile(
        rf"{_CHINESE_TERM}{_CHINESE_ASIDE}，?(?P<verb>是一种|是一[个类项门款座部位名条家所支片本]|"
        r"是(?=[^，。；]{2,24}(?:的一[种个类项部]|之一))|"
        r"是(?=[^，。；]{2,30}的[^，。；的]{0,4}(?:方法|技术|过程|工具|系统|机制|模型|算法|架构|结构|组件|核心|基础|"
        r"城市|国家|作品|机构|组织|疾病|概念|理论|现象|制度|标准|格式|协议|语言|动物|植物|小说|电影|单位)))"
    ),
)
_CHINESE_GLOSSARY = re.compile(rf"{_CHINESE_TERM}{_CHINESE_ASIDE}[：:](?=[^，。]{{6,}})")
_NOT_A_CHINESE_TERM = re.compile(
    r"^[它他她其这那该此本我你您上下前后首最每各有没不也就都还只但而若如在对从由为以将把被让使因所并与和或及另某"
    r"一二三四五六七八九十\d]|[了着过吗呢吧和与或及在为以]$|例如|比如|例子|注意|说明|步骤|问题|原因|目的|结果|时间|地点|优点|"
    r"缺点|特点|作用|核心|关键|总结|答案|建议|提示|备注|作者|来源|定义|目标|场景|功能|原理|公式|流程|方式|处理|通俗|实例"
)
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+[章节条]|[（(]?[一二三四五六七八九十]{1,3}[）)、.]|[（(]?\d+(?:\.\d+)*[）)、.]?)\s*"
)


def definition(sentence: Sentence, rarity: Rarity) -> Draft | None:
    """The question what something is, None where the sentence does not say so."""
    found = _english(sentence, rarity) if sentence.language == "en" else _chinese(sentence)
    if found is None:
        return None
    term, asked, answer, score = found
    stands = rarity.of(term)
    if not stands or stands > MOST_PARAGRAPHS or rarity.telling(answer) < 2:
        return None
    return Draft(ExamQuestionKind.DEFINITION, asked, answer, sentence, score)


def _english(sentence: Sentence, rarity: Rarity) -> tuple[str, str, str, float] | None:
    text = sentence.plain
    heading = _NUMBERING.sub("", sentence.heading).strip()
    for pattern in _ENGLISH:
        match = pattern.match(text)
        if match is None or not sentence.good:
            continue
        term, article = match["term"], (match["article"] or "").lower()
        known = term.casefold() == heading.casefold()
        if not _english_term(term) or (article == "the " and not re.search(r"[A-Z]", term)):
            continue
        if _SAYS_LITTLE.match(text, match.start("verb")):
            continue
        answer = re.sub(r"^(?:is|are) ", "", text[match.start("verb") :]).rstrip(".")
        shown = term if article else rarity.inside(term)
        verb = "are" if match["verb"].startswith("are") else "is"
        asks = "Who" if _SOMEONE.match(answer) else "What"
        return term, f"{asks} {verb} {article}{shown}?", answer, 3.4 if known else 2.8
    match = _GLOSSARY.match(text)
    if match and sentence.good and _english_term(match["term"]) and len(text.split()) < 30:
        answer = text[match.end() :].rstrip(".")
        return match["term"], f"What is {rarity.inside(match['term'])}?", answer, 2.0
    return None


def _english_term(term: str) -> bool:
    words = term.split()
    if len(term) < 3 or any(_NOT_A_TERM.match(word) for word in (words[0], words[-1])):
        return False
    return _TERM_ENDS_BADLY.search(term) is None and not re.search(
        r"\b(?:that|which|who|is|are|was|were|has|have|can|do|does|did|will|[a-z]+ed)\b", term
    )


def _chinese(sentence: Sentence) -> tuple[str, str, str, float] | None:
    text = sentence.plain
    heading = _NUMBERING.sub("", sentence.heading).strip()
    for number, pattern in enumerate((*_CHINESE, _CHINESE_GLOSSARY)):
        match = pattern.match(_NUMBERING.sub("", text))
        if match is None:
            continue
        body = _NUMBERING.sub("", text)
        term = match["term"].strip()
        if _NOT_A_CHINESE_TERM.search(term) or not re.search(r"[\u3400-\u9fffA-Za-z]", term):
            continue
        known = bool(heading) and term in heading
        if number == 2 and not known:
            continue
        begin = match.start("verb") if number < 2 else match.end()
        answer = re.sub(r"^(?:是指|指的是|指|是)", "", body[begin:]).rstrip("。！")
        spaced = f" {term}" if term[0].isascii() else term
        asked = f"什么是{spaced}？" if number != 1 or known else f"{term}是什么？"
        return term, asked, answer, 3.4 if known else 2.8
    return None
