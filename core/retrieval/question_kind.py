"""What kind of question a question is, by plain patterns for Chinese and English; no model.

Codes of the reasons, which the window words:

    quoted           words in quotation marks
    code             a code, such as E-4031 or GB/T 2312
    number           a number that is no year in a sentence
    bare             names or words without a sentence around them
    relative_clause  the question describes what it asks about ("the author who wrote …")
    nested           one thing of another of a third ("the wife of the director of …")
    comparison       two things are compared
    two_names        two names, asked about together
    connection       it asks how one thing is connected with another
    graph            there is a knowledge graph, which finds what one passage leads to
    themes           there is a knowledge graph, which knows what the documents are about
    overview_words   "summarise", "main points", "what is it about"
    nothing_else     an overview of whatever is searched, of nothing in particular
    unreadable       the reading model does not know the question's language
    no_model         taking the question apart would need a writing model, and none is chosen
    preferred        the person prefers this way of searching for this library
    nothing_found    searched by words alone, nothing was found
"""

import re
from dataclasses import dataclass

from core.text.terms import fold, question_terms
from core.types import QuestionKind


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a question, and the codes of what it was told by."""

    kind: QuestionKind
    reasons: tuple[str, ...] = ()


_CHINESE = re.compile(r"[\u3400-\u9fff]")
_QUOTED = re.compile(r"“([^“”]{2,80})”|\"([^\"]{2,80})\"|「([^「」]{2,80})」|『([^『』]{2,80})』")
_CODE = re.compile(
    r"(?<![\w.])(?=[\w./#-]*\d)(?=[\w./#-]*[A-Za-z])[A-Za-z\d]+(?:[-_./#][A-Za-z\d]+)*(?![\w])"
    r"|\b[A-Z]{2,}(?:/[A-Z]+)? ?\d[\d.-]*\b",
    re.ASCII,
)
_NUMBER = re.compile(r"(?<![\w.])\d[\d.,:/-]*(?!\w)", re.ASCII)

_OVERVIEW = re.compile(
    r"总结(?!了)|概括(?!了)|概述(?!了)|概要|综述|归纳(?!了)|梳理|大意|梗概"
    r"|主要(?:内容|观点|讲|说|介绍|论述|思想|结论)|(?:讲|说|写|谈|介绍)(?:了|的是)(?:些)?什么"
    r"|(?:都|主要|大致|大概)(?:讲|说|写|谈)|是关于什么|有关什么|要点"
    r"|(?:有哪些|什么是|主要)重点|重点(?:有哪些|是什么|内容)|哪些(?:主题|话题|方面的内容)"
    r"|\bsummar(?:y|ies|i[sz]e[sd]?|i[sz]ing)\b|\boverviews?\b|\boutline\b|\bgist\b|\brecap\b"
    r"|\b(?:main|key|major|central|principal|most important) (?:points?|ideas?|topics?|themes?"
    r"|takeaways?|findings?|messages?|arguments?|contents?|conclusions?)\b"
    r"|\bwhat(?: is|'s| are| was|’s) (?:this|that|these|those|it|they|(?:the|my|all|all the|all my)"
    r"(?: \w+){0,2} ?(?:documents?|files?|papers?|reports?|books?|texts?|articles?|library))"
    r"(?: \w+){0,2} about\b"
    r"|\bwhat (?:topics|subjects|themes)\b|\bin (?:a nutshell|short, what)\b"
    r"|\btell me about (?:this|these|the|my) (?:documents?|files?|papers?|reports?|books?)\b",
    re.IGNORECASE,
)
_OF_NOTHING = re.compile(
    r"(?:这|那|所有|全部|整)[些个份篇本部]?(?:文[档件章本]|资料|材料|报告|书|论文|内容|知识)?"
    r"|文[档件章本]|资料|材料|请|帮我|给我|用?[一两三几]句话|简[单要]地?|一下|一共|主要|关于"
    r"|有?哪些|是?什么|(?:里面?|中)?都?有|的|了|吗|呢|你|我"
    r"|\b(?:what|is|are|was|the|this|that|these|those|it|they|them|all|my|our|a|an|of|in|on|for|me"
    r"|give|please|can|could|you|do|does|tell|about|documents?|files?|papers?|reports?|books?|texts?"
    r"|articles?|library|whole|entire|everything|short|brief|briefly|quick|here|contents?|say"
    r"|cover(?:ed|s)?|and|to|write|make|there|discussed?|sentences?|words?|few|some|paragraphs?"
    r"|points?|bullet|'s|s)\b",
    re.IGNORECASE,
)

_ROLE = (
    r"(?:mother|father|parent|wife|husband|spouse|partner|son|daughter|child|brother|sister|founder"
    r"|director|author|writer|performer|singer|composer|creator|owner|head|chair|capital|birthplace"
    r"|maker|manufacturer|developer|publisher|producer|successor|predecessor|editor|leader|president"
    r"|designer|architect|inventor|discoverer|translator|star|manager|name(?:sake)?|label|employer)"
)
_THING = (
    r"(?:country|city|state|county|region|area|place|town|village|company|band|group|film|movie|show"
    r"|series|school|university|college|club|team|party|league|label|album|song|book|novel|magazine"
    r"|war|battle|river|department|person|man|woman)"
)
_DIRECT = re.compile(
    r"^\W*(?:who|what|which \w+|where)(?:'s|’s| is| was| are| were) (?:the )?(?:\w+ )?"
    rf"{_ROLE}s? of\b",
    re.IGNORECASE,
)
_NESTED = re.compile(
    rf"\b{_ROLE}s? of\b|(?:city|place|country) of (?:birth|origin)\b"
    r"|['’]s (?:[\w-]+ )?[\w-]+['’]s\b"
    rf"|\b(?:of|in|on|to|from|for|at|by) [^?]*['’]s (?:\w+ )?{_ROLE}\b"
    rf"|\bof the {_THING} (?:in|for)\b|\bof (?:the )?[\w-]+ of\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\w+,? (?:who|whom|whose|which|that|where|in which|of which|by whom)"
    r" (?:the|a|an|is|are|was|were|has|have|had|did|does|do|\w+ed|\w+s|wrote|won|made|led|built"
    r"|sang|began|became|held|bore|died)\b"
    rf"|\bthe (?:\w+ )?{_THING}s? "
    r"(?:(?-i:[A-Z])[\w'’.-]*(?: [\w'’.-]+){0,4} (?:is|was|are|were)\b"
    r"|(?:in|to|from|for|by|at|on) which\b|where\b|whose\b|that\b|who\b|containing\b)",
    re.IGNORECASE,
)
_ASKING_FIRST = re.compile(
    r"^\W*(?:(?:in|on|from|for|by|to|of|at) )?(?:what|which|who|whom|whose|where)\b[^,]*?"
    r"(?=\b(?:is|are|was|were|did|does|do|has|have|had|\w+ed)\b)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:older|younger|earlier|later|taller|larger|bigger|smaller|longer|shorter|higher|lower"
    r"|cheaper|faster|more \w+|less \w+|fewer|better|worse|newer|closer|heavier)\b.*"
    r"\b(?:or|than|between|compared)\b|\b(?:which|who)\b[^?]*, [^?,]+ or [^?]+\?"
    r"|\bdifferences? between\b|\bcompared? (?:to|with)\b|\bcompare\b|\bversus\b|\bvs\.?(?= )"
    r"|\b(?:both|same)\b.* (?:and|as) "
    r"|^\W*(?:are|is|were|was|do|did|have) .+ and .+ (?:both|same|either)\b"
    r"|(?:和|与|跟|同|还是|、|比).{1,30}(?:更[\u4e00-\u9fff]|相比|区别|差异|差别|异同|有[什么何哪些]*不同"
    r"|不同(?:之处|点|在)|是否?相同|一样|都是|对比)|比较.{1,20}[和与跟]|对比.{1,20}[和与跟]",
    re.IGNORECASE,
)
_CONNECTED = re.compile(
    r"\b(?:connect(?:ed|ions?)?|relat(?:ed|ions?|ionships?)|links?|linked|ties?|associated"
    r"|associations?)\b[^?]*\b(?:with|to|between)\b"
    r"|\b(?:what|how) (?:do|does|did|has|have) [^?]* to do with\b"
    r"|[和与跟同][^，。？?]{1,40}?(?:什么|何种?|哪些|怎样的|怎么样的)(?:样的)?(?:关系|联系|关联|渊源|瓜葛)"
    r"|[和与跟同][^，。？?]{1,40}?(?:关系|联系|关联|渊源)(?:是什么|有哪些|如何|怎样|怎么样)"
    r"|[和与跟同][^，。？?]{1,40}?(?:怎么|如何|怎样)(?:联系|关联|扯上关系|连在一起)",
    re.IGNORECASE,
)
_ABOUT_A_CONNECTION = re.compile(
    r"^\W*(?:how|what|in what way|is there|are there|explain|show|describe|tell)\b|[\u3400-\u9fff]",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w'’.-]*(?: (?:of|the|de|von|van|&) )?(?: ?[A-Z][\w'’.-]*)*)"
_TWO_NAMES = re.compile(rf"(?<!^){_NAME}(?:,)? (?:and|or) (?:the )?{_NAME}")
_NESTED_CHINESE = re.compile(
    r"的[^，。？?的]{1,12}的[^，。？?的]{0,12}(?:是|在|有|叫|为|由|多|几|哪|谁|什么|出生|毕业|成立)"
)
_RELATIVE_CHINESE = re.compile(
    r"(?:了|过|导演|主演|创作|撰写|编写|写|拍摄|发明|发现|创立|创办|建立|成立|担任|出版|获得|收购|设计"
    r"|制造|生产|提出|位于|出生于|所在|所属|主持|领导|负责)[^，。？?的]{0,20}的?(?:那[个位家座部])?"
    r"(?:作者|作家|导演|演员|歌手|人|人物|科学家|学者|公司|企业|机构|部门|团队|大学|学校|城市|国家|省|县|地方"
    r"|电影|书|小说|歌曲|专辑|球队|俱乐部|产品|项目|教授|主席|总统|皇帝|诗人|画家|作曲家|建筑师|设计师|经理)"
    r"(?:的[^，。？?的]{1,10}(?:是|叫|有|在|为|多|几)|(?:出生|毕业|死|去世|来自|属于|还|又|曾|于|在|后来)).{0,12}"
    r"(?:谁|哪|什么|几|多少|何)"
)
_ASKS = re.compile(
    r"[?？]|\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|can|could"
    r"|should|will|would|has|have|tell|explain|describe|list|show|give|find|compare)\b"
    r"|谁|什么|哪|几|多少|怎|如何|为何|何时|何处|何地|吗|呢|是否|能否|请|解释|说明|介绍|列出|告诉|是不是|有没有"
    r"|多[大长久高远重]",
    re.IGNORECASE,
)
_LONGEST = 500
"""Characters that are looked at: a pasted page is no question of another kind."""
_MOST_BARE = 6
"""Words of a question that is no sentence."""


def kind_of(question: str) -> Kind:
    """The kind of the last line of a question; lines before it are what it leans on."""
    text = own_line(question)[:_LONGEST]
    if not text:
        return Kind(QuestionKind.FACT)
    if _OVERVIEW.search(text):
        reasons = ("overview_words",) + (() if subject_of(text) else ("nothing_else",))
        return Kind(QuestionKind.OVERVIEW, reasons)
    exact = _exact(text)
    if not _ASKS.search(text) and _is_bare(text):
        return Kind(QuestionKind.KEYWORDS, (*exact, "bare"))
    hops = _hops(text)
    if hops:
        return Kind(QuestionKind.MULTI_HOP, hops)
    return Kind(QuestionKind.FACT, exact)


def own_line(question: str) -> str:
    """The last line of a question, without those that it leans on."""
    return question.strip().splitlines()[-1].strip() if question.strip() else ""


def subject_of(question: str) -> str:
    """What an overview is of; empty when it is of whatever is searched."""
    left = _OF_NOTHING.sub(" ", _OVERVIEW.sub(" ", fold(question)))
    return " ".join(left.split()) if question_terms(left) else ""


def exact_words(question: str) -> list[str]:
    """What must be there to the letter: words in quotation marks, and codes."""
    quoted = [next(filter(None, found.groups())) for found in _QUOTED.finditer(question)]
    return list(dict.fromkeys([*quoted, *_CODE.findall(question)]))


def _exact(text: str) -> tuple[str, ...]:
    found = []
    if _QUOTED.search(text):
        found.append("quoted")
    if _CODE.search(text):
        found.append("code")
    elif _NUMBER.search(text) and _is_bare(text):
        found.append("number")
    return tuple(found)


def _is_bare(text: str) -> bool:
    if re.search(r"[。！!；;]|[.,，](?:\s|$)", text):
        return False
    if _CHINESE.search(text):
        return len(text) <= 30 and all(
            len(_CHINESE.findall(part)) <= _MOST_BARE for part in text.split()
        )
    words = text.split()
    return len(words) <= _MOST_BARE


def _hops(text: str) -> tuple[str, ...]:
    found = []
    if _CONNECTED.search(text) and _ABOUT_A_CONNECTION.search(text):
        found.append("connection")
    if _CHINESE.search(text):
        if _NESTED_CHINESE.search(text):
            found.append("nested")
        if _RELATIVE_CHINESE.search(text):
            found.append("relative_clause")
    else:
        if _NESTED.search(_DIRECT.sub("", text)):
            found.append("nested")
        if _RELATIVE.search(_ASKING_FIRST.sub("", text, count=1)):
            found.append("relative_clause")
        if _TWO_NAMES.search(text):
            found.append("two_names")
    if _COMPARED.search(text):
        found.append("comparison")
    # Two names alone may be one thing: “Marks and Spencer”.
    return tuple(found) if found != ["two_names"] else ()
