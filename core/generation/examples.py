"""Examples for a prompt: answers of this library that the person liked, else one built in."""

from collections.abc import Callable, Iterable, Sequence

from core.generation.fencing import harmless
from core.generation.question import answer_language
from core.types import Answer, Message

TOKENS = 400
"""All examples together."""
MOST = 3
_LONGEST = 600
"""Characters of an answer that makes a good example."""

BUILT_IN = {
    "en": (
        "Question: When does the garden close, and may dogs come along?\n"
        "Answer: The garden closes at 18:00 [1]. Dogs are welcome if they are kept on a lead [3]."
    ),
    "zh": "问题：花园几点关门？可以带狗吗？\n回答：花园18:00关门[1]。狗可以入园，但须拴绳[3]。",
}
_FORM = {"en": "Question: {}\nAnswer: {}", "zh": "问题：{}\n回答：{}"}

Count = Callable[[Sequence[str]], list[int]]


def examples(liked: Iterable[tuple[str, Message]], language: str, count: Count) -> str:
    """Examples in a language, the latest liked ones first; bounded in tokens as `count` counts."""
    chosen: list[str] = []
    room = TOKENS
    for question, message in liked:
        answer = message.corrected.strip() or _marked(message.answer) or message.text.strip()
        if answer_language(question) != language or not 0 < len(answer) <= _LONGEST:
            continue
        text = _FORM[language].format(" ".join(question.split()), answer)
        text = harmless(text)
        tokens = count([text])[0]
        if tokens <= room:
            chosen.append(text)
            room -= tokens
        if len(chosen) == MOST:
            break
    return "\n\n".join(chosen) or BUILT_IN[language]


def _marked(answer: Answer | None) -> str:
    """An answer's sentences with the marks of sources that a model is asked for."""
    if answer is None:
        return ""
    numbers: dict[tuple[str, int], int] = {}
    parts = []
    for sentence in answer.sentences:
        cited = dict.fromkeys(
            numbers.setdefault((citation.document, citation.page), len(numbers) + 1)
            for citation in sentence.citations
        )
        marks = "".join(f"[{number}]" for number in cited)
        parts.append(f"{sentence.text.strip()} {marks}".strip())
    return " ".join(parts)
