"""How two things are connected, told by the sentences of the way between them; without a model."""

from collections.abc import Generator, Sequence

from core.events import Token
from core.generation.quoting import separator
from core.types import AnswerSentence, GraphPath, Support


def tell_way(ways: Sequence[GraphPath]) -> Generator[Token, None, tuple[AnswerSentence, ...]]:
    """Stream the best way's sentences, the most telling of each step in the order of the steps.

    Returns them with their citations, each once: one sentence may say two steps.
    """
    written: list[AnswerSentence] = []
    steps = ways[0].evidence if ways else ()
    for citation in dict.fromkeys(told[0].citation for told in steps if told):
        sentence = AnswerSentence(citation.quote, Support.UNCHECKED, (citation,))
        gap = separator(written[-1], sentence) if written else ""
        yield Token(gap + sentence.text)
        written.append(sentence)
    return tuple(written)
