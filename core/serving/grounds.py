"""What an answer rests on, told to a client: as fields, and as footnotes in its text."""

from collections.abc import Iterable

from core.serving.shapes import CitedPlace, CitedSentence, FoundPassage, Grounds
from core.types import Answer, AnswerSentence, Citation

_HEADS = {"en": "Sources:", "zh": "来源："}
_LINES = {
    "en": "[{number}] {title}, p. {page}: “{quote}”",
    "zh": "[{number}] {title}，第 {page} 页：“{quote}”",
}
_LONGEST_QUOTE = 300


def grounds_of(answer: Answer) -> Grounds:
    """As fields of the reply."""
    return Grounds(
        sentences=[
            CitedSentence(
                text=sentence.text,
                support=sentence.support.value,
                start=start,
                end=end,
                citations=[place_of(each) for each in sentence.citations],
            )
            for sentence, (start, end) in zip(answer.sentences, spans(answer), strict=True)
        ],
        passages=[
            FoundPassage(
                document=passage.document,
                title=passage.title,
                page=passage.page,
                start=passage.start,
                end=passage.end,
                score=float(passage.score),
                text=passage.text,
            )
            for passage in answer.passages
        ],
        waiting=answer.waiting,
    )


def place_of(citation: Citation) -> CitedPlace:
    """A citation without the rectangles that only a window can use."""
    return CitedPlace(
        document=citation.document,
        title=citation.title,
        page=citation.page,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
    )


def spans(answer: Answer) -> list[tuple[int, int]]:
    """Where each sentence stands in the answer's text; (-1, -1) where it does not."""
    found, at = [], 0
    for sentence in answer.sentences:
        start, end = sentence.start, sentence.end
        if start < 0:
            start = answer.text.find(sentence.text, at)
            end = start + len(sentence.text) if start >= 0 else -1
        at = max(at, end)
        found.append((start, end))
    return found


def marked(answer: Answer) -> str:
    """The answer's text with the number of each source behind the sentence that rests on it."""
    numbers = _numbers(answer.sentences)
    text = answer.text
    for sentence, (_, end) in sorted(
        zip(answer.sentences, spans(answer), strict=True), key=lambda each: -each[1][1]
    ):
        marks = "".join(dict.fromkeys(f"[{numbers[_key(each)]}]" for each in sentence.citations))
        if end >= 0 and marks:
            space = "" if text[:end].endswith(tuple("。！？")) else " "
            text = f"{text[:end]}{space}{marks}{text[end:]}"
    return text


def footnotes(answer: Answer, language: str) -> str:
    """The sources with what they say, to stand under the answer; "" where there are none."""
    lines: list[str] = []
    seen: set[tuple[str, int, int]] = set()
    for citation in _cited(answer.sentences):
        if _key(citation) not in seen:
            seen.add(_key(citation))
            quote = " ".join(citation.quote.split())
            if len(quote) > _LONGEST_QUOTE:
                quote = quote[:_LONGEST_QUOTE].rstrip() + "…"
            lines.append(
                _LINES[language].format(
                    number=len(lines) + 1, title=citation.title, page=citation.page, quote=quote
                )
            )
    return "\n".join(["", "", _HEADS[language], *lines]) if lines else ""


def without_footnotes(text: str) -> str:
    """An earlier answer as it was written, when a client sends it back."""
    ends = [at for head in _HEADS.values() if (at := text.rfind(f"\n\n{head}\n[1] ")) >= 0]
    return text[: min(ends)] if ends else text


def _cited(sentences: Iterable[AnswerSentence]) -> list[Citation]:
    return [citation for sentence in sentences for citation in sentence.citations]


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.document, citation.start, citation.end


def _numbers(sentences: Iterable[AnswerSentence]) -> dict[tuple[str, int, int], int]:
    keys = dict.fromkeys(_key(each) for each in _cited(sentences))
    return {key: number for number, key in enumerate(keys, 1)}
