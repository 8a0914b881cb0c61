"""Which questions and answers that a model wrote are kept: Self-Instruct's filters (Wang et al.,
arXiv:2212.10560) and whether the answer stands in its passage."""

import re
from collections import Counter
from collections.abc import Sequence

from core.text.numerals import with_digits
from core.text.sentences import sentences
from core.text.terms import is_function_word, question_terms

ALIKE = 0.7
"""ROUGE-L from which on a question is too much like one that was kept."""
GROUNDED = 0.8
"""Share of an answer's words (Chinese: characters) that its passage must hold."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LEANING = re.compile(
    r"\b(?:passage|excerpt|(?:this|the|given|provided) (?:text|article|document|context|section"
    r"|paragraph|material)|the author|as (?:mentioned|stated|described|noted|shown)|mentioned above"
    r"|above|below|according to (?:it|this))\b"
    r"|本文|文中|上文|下文|原文|作者(?:认为|指出|提到)|(?:这|该|此|上述|以上|给定)(?:段|篇|份|个)?(?:文本|文字|文章|文档|段落|资料|材料|内容)"
    r"|如上所述|上面提到|根据(?:上述|以上|提供)",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:as an ai|i (?:can(?:not|'t)|do(?:n't| not)) |language model|not (?:specified|mentioned"
    r"|provided|stated))\b|未提及|没有提到|未说明|无法(?:回答|确定)|作为(?:一个)?(?:AI|人工智能|语言模型)",
    re.IGNORECASE,
)
_HAN_FUNCTION = frozenset(
    "的了是在和与及为被有于对也都而并等其该此这那之以由从将把让使就又还则且或个着过地得里中"
)


def flaw_of(question: str, answer: str, passage: str) -> str:
    """Why a pair is not kept, as a word; "" where nothing is wrong with it.

    "language", "length", "leaning" (speaks of its passage), "refusal", "copy", "echo", "numbers",
    "ungrounded".
    """
    chinese = bool(_HAN.search(passage))
    if chinese != bool(_HAN.search(question)):
        return "language"
    low, high = (4, 150) if chinese else (10, 300)
    if not low <= len(question) <= high or not 1 <= len(answer) <= 1500:
        return "length"
    if not re.search(r"[^\W\d_]", question) or not re.search(r"[^\W_]", answer):
        return "length"
    if _LEANING.search(question) or _LEANING.search(answer):
        return "leaning"
    if _REFUSES.search(answer):
        return "refusal"
    if _is_copy(question, answer, passage):
        return "copy"
    plain_answer, plain_question = _plain(answer), _plain(question)
    if plain_answer in plain_question or plain_question == plain_answer:
        return "echo"
    numbers = set(_numbers(passage))
    if any(number not in numbers for number in _numbers(answer)):
        return "numbers"
    return "" if grounded(answer, passage, question) else "ungrounded"


def grounded(answer: str, passage: str, question: str = "") -> bool:
    """Whether an answer's words of substance stand in its passage; those of the question count as
    half there, since a full answer repeats them."""
    words = _content(answer)
    if not words:
        return True
    there, asked = set(_content(passage)), set(_content(question))
    found = sum(1.0 if word in there else 0.5 if word in asked else 0.0 for word in words)
    if found < GROUNDED * len(words):
        return False
    pairs = _pairs(answer)
    if not pairs:
        return True
    # Single characters stand in any passage; pairs of them make words.
    known = set(_pairs(passage)) | set(_pairs(question))
    return sum(pair in known for pair in pairs) >= 0.55 * len(pairs)


def rouge_l(one: Sequence[str], other: Sequence[str]) -> float:
    """F-measure of the longest common subsequence (Lin 2004)."""
    if not one or not other:
        return 0.0
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, each in enumerate(other, start=1):
            above = row[place]
            row[place] = before + 1 if word == each else max(above, row[place - 1])
            before = above
    return 2 * row[-1] / (len(one) + len(other))


def words_of(text: str) -> list[str]:
    """The words of a text, small; of Chinese its characters."""
    return [word.casefold() for word in _WORD.findall(text)]


class Kept:
    """The questions that were kept so far."""

    def __init__(self, questions: Sequence[str] = ()) -> None:
        self._questions: list[tuple[list[str], Counter[str]]] = []
        for question in questions:
            self.add(question)

    def add(self, question: str) -> None:
        """Remember a question."""
        words = words_of(question)
        self._questions.append((words, Counter(words)))

    def has_like(self, question: str) -> bool:
        """Whether one of them is too much like it."""
        words = words_of(question)
        bag = Counter(words)
        for other, others in self._questions:
            # No subsequence is longer than what both have at all.
            shared = sum((bag & others).values())
            enough = ALIKE * (len(words) + len(other)) / 2
            if shared >= enough and rouge_l(words, other) >= ALIKE:
                return True
        return False


def resting_place(answer: str, passage: str) -> tuple[int, int]:
    """The sentence of a passage, or the run of up to three, that an answer rests on most."""
    spans = sentences(passage)
    wanted = set(_content(answer)) | set(_pairs(answer)) | set(_numbers(answer))
    if not spans or not wanted:
        return 0, len(passage)
    best, found = (0, len(passage)), -1.0
    for first in range(len(spans)):
        for last in range(first, min(first + 3, len(spans))):
            part = passage[spans[first][0] : spans[last][1]]
            held = set(_content(part)) | set(_pairs(part)) | set(_numbers(part))
            # A further sentence must bring something.
            score = len(wanted & held) / len(wanted) - 0.06 * (last - first)
            if score > found:
                best, found = (spans[first][0], spans[last][1]), score
    return best


def _is_copy(question: str, answer: str, passage: str) -> bool:
    """Whether the answer is most of the passage, or the question a sentence of it."""
    whole, told, asked = _plain(passage), _plain(answer), _plain(question)
    return (len(told) > 0.8 * len(whole) and len(whole) > 40) or (
        len(asked) > 8 and asked in whole and not question.rstrip().endswith(("?", "？"))
    )


def _plain(text: str) -> str:
    return "".join(words_of(text))


def _numbers(text: str) -> list[str]:
    return [each.replace(",", "") for each in _NUMBER.findall(with_digits(text))]


def _content(text: str) -> list[str]:
    """Stems of words of substance, and Chinese characters that are no mere grammar."""
    latin = _HAN.sub(" ", text)
    words = [term for term in question_terms(latin) if not is_function_word(term)]
    han = [sign for sign in _HAN.findall(text) if sign not in _HAN_FUNCTION]
    return [*(words if re.search(r"[^\W_]", latin) else []), *dict.fromkeys(han)]


def _pairs(text: str) -> list[str]:
    runs = re.findall(r"[\u3400-\u9fff]+", text)
    pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    return [pair for pair in dict.fromkeys(pairs) if not set(pair) & _HAN_FUNCTION]
