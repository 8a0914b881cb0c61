"""Questions about the terms of a list: each item a term, a colon, and what it is."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from core.examples.drafts import Draft, points_away, quoted, sells, tidy
from core.examples.headings import title_of
from core.types import Mark, MarkKind

LEAST_ITEMS = 2
"""Items of this form that make a list a glossary."""
_MARKER = r"^\s*(?:[•·▪◦‣●○■□*–—-]\s*|\(?\d{1,2}[.)、）]\s*|[（(]\d{1,2}[）)]\s*|[①-⑳]\s*)*"
_ITEM = re.compile(
    _MARKER + r"(?:\*\*)?(?P<term>[^:：。；;，,？?！!|\n]{2,48}?)"
    r"(?P<aside>\s*[（(][^（）()]{1,60}[）)])?(?:\*\*)?\s?[:：](?:\*\*)?\s*(?P<said>\S.{14,500})",
    re.DOTALL,
)
_NO_TERM = re.compile(
    r"(?:note|notes|example|examples|e\.g|i\.e|see|tip|warning|important|remember|step|figure|table"
    r"|https?|author|date|name|address|email|tel|phone|fax|source|goal|task|question|answer|why|how"
    r"|what|when|where|pros?|cons?|input|output|result|summary|conclusion|keywords?|for .*|in .*"
    r"|to .*|if .*"
    r"|and .*|or .*|also.*|this .*|these .*|that .*|it .*|they .*|we .*|you .*|he .*|she .*|day \d+"
    r"|week \d+|.*\d{1,2}:\d\d.*"
    r"|例如|比如|如|注|注意|说明|备注|示例|例子|案例|步骤.*|第.*步|优点|缺点|优势|劣势|结果|结论|总结|输入|输出"
    r"|目标|任务|问题|答案|提示|来源|作者|时间|地点|电话|地址|网址|链接|包括|主要包括|即|原因|目的|方法|公式"
    r"|典型.*|.*场景|核心.*|关键.{0,2}|关键环节|.*价值.*|实现方式|应用限制|再次.*|特点|作用|实操建议"
    r"|进阶|建议|工具|.*阶段|.*体现)",
    re.IGNORECASE,
)
_Item = tuple[Mark, re.Match[str]]
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENDS = re.compile(r"[.。！!)）”\"]$")


def by_glossaries(text: str, marks: Sequence[Mark], title: str) -> Iterator[Draft]:
    """Drafts of a document called `title`."""
    heading = ""
    lists: list[tuple[str, list[_Item]]] = [("", [])]
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.kind is MarkKind.PAGE:
            continue
        part = text[mark.start : mark.end]
        found = _ITEM.match(part) if mark.kind is MarkKind.LIST_ITEM else None
        if found is not None:
            lists[-1][1].append((mark, found))
            continue
        if mark.kind is MarkKind.HEADING:
            heading = " ".join(part.split())
        lists.append((heading, []))
    repeated = Counter(_term(found) for _, items in lists for _, found in items)
    for heading, items in lists:
        if len(items) >= LEAST_ITEMS:
            yield from _of_list(items, title_of(heading) or title_of(title), repeated)


def _term(found: re.Match[str]) -> str:
    return found["term"].strip(' *“”"')


def _of_list(items: Sequence[_Item], about: str, repeated: Counter[str]) -> Iterator[Draft]:
    for mark, found in items:
        term, said = _term(found), tidy(found["said"])
        aside = (found["aside"] or "").strip()
        chinese = bool(_HAN.search(said))
        # What many lists explain anew is a rubric, not a term.
        if repeated[term] > 1 or not _is_term(term, chinese) or not _says(said, chinese):
            continue
        if chinese:
            shown = f"{term}{aside.replace('(', '（').replace(')', '）')}"
            asked = f"在{quoted(about)}中，“{term}”指的是什么？" if about else ""
            asked = f"什么是{shown}？" if aside else asked
            answer = f"{shown}：{said}"
        else:
            shown = f"{term} {aside}".strip()
            asked = f"In {quoted(about)}, what is said of “{term}”?" if about else ""
            answer = f"{shown}: {said}"
        if asked:
            language = "zh" if chinese else "en"
            yield Draft("glossary", asked, answer, mark.start, mark.end, language)


def _is_term(term: str, chinese: bool) -> bool:
    if _NO_TERM.fullmatch(term) or sells(term) or not re.search(r"[^\W\d_]{2}", term):
        return False
    return len(term) <= 16 if chinese else len(term.split()) <= 5 and term[:1].isupper()


def _says(said: str, chinese: bool) -> bool:
    least = 14 if chinese else 40
    return (
        len(said) >= least
        and not sells(said)
        and not points_away(said)
        and _ENDS.search(said) is not None
    )
