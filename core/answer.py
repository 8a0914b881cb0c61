"""The road of a question: find passages, write, cite, verify, keep."""

import time
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core import registry
from core.errors import BadRequest
from core.events import Changes, Retrieved, Road, Step, Token
from core.types import (
    Answer,
    AnswerSentence,
    Filter,
    Passage,
    SearchResult,
    Support,
    TraceStep,
)

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import Writer

PASSAGES = 20
"""Passages an answer may draw on."""

NOTHING_FOUND = {"en": "Your documents do not say.", "zh": "您的文档中没有提到。"}


def answer(
    library: "KnowledgeBase",
    question: str,
    conversation: int = 0,
    retriever: str = "auto",
    model: str = "quoting",
    where: Filter | None = None,
) -> Road[Answer]:
    """Answer a question from the documents and keep both in the conversation (0: a new one).

    Yields the steps as they end, the passages before the first word, then the words. Closed in
    between, it keeps the question and what has been written.

    Raises:
        BadRequest: a blank question, or no writer of that name.
        NotFound: no such conversation.
    """
    from core.generation.citations import recovered
    from core.generation.question import answer_language
    from core.retrieval.plan import find
    from core.stores.texts import storable

    question = storable(question)
    if not question.strip():
        raise BadRequest(reason="Write a question first.")
    trace: list[TraceStep] = []
    words: list[str] = []
    found: SearchResult | None = None
    passages: tuple[Passage, ...] = ()
    waiting = library.summary().waiting
    try:
        began = time.perf_counter()
        writer: Writer = registry.resolve("writers", model).of(library)
        asked = _asked(library, question, conversation)
        found = yield from find(library, asked, retriever, PASSAGES, where)
        passages = found.passages
        yield _step(trace, "search", _searched(found), began)
        yield Retrieved(passages)

        began = time.perf_counter()
        written = yield from _written(_writing(writer, asked, found), words)
        if not written:
            words.append(NOTHING_FOUND[answer_language(question)])
            yield Token(words[-1])
        yield _step(trace, "write", _sources(written), began)

        began = time.perf_counter()
        sentences = _checked(library, written, passages)
        yield _step(trace, "verify", _supported(sentences), began)
    except GeneratorExit:
        partial = _checked(library, recovered(words, passages), passages)
        report = found.report if found else None
        stopped = Answer(
            "".join(words), partial, passages, tuple(trace), model, waiting=waiting, search=report
        )
        _keep(library, conversation, question, stopped if words else None)
        raise

    result = Answer(
        "".join(words),
        sentences,
        passages,
        tuple(trace),
        model,
        waiting=waiting,
        search=found.report,
    )
    kept: Answer = _keep(library, conversation, question, result) or result
    yield Changes(conversations=True)
    return kept


def _asked(library: "KnowledgeBase", question: str, conversation: int) -> str:
    """The question as it must be searched for: with the earlier one when it leans on that."""
    from core.generation.question import in_context

    if not conversation:
        return question
    return in_context(question, library.conversations.last_question(conversation))


def _writing(
    writer: "Writer", asked: str, found: SearchResult
) -> Generator[Token, None, tuple[AnswerSentence, ...]]:
    """What writes the answer: how two things are connected is told by the way between them."""
    from core.generation.ways import tell_way

    ways = found.report.graph.paths if found.report.graph else ()
    return tell_way(ways) if ways else writer.write(asked, found.passages)


def _written(
    writing: Generator[Token, None, tuple[AnswerSentence, ...]], words: list[str]
) -> Generator[Token, None, tuple[AnswerSentence, ...]]:
    """What is written; each word is noted in `words` before it is told."""
    try:
        while True:
            token = next(writing)
            words.append(token.text)
            yield token
    except StopIteration as end:
        return tuple(end.value)
    finally:
        writing.close()


def _checked(
    library: "KnowledgeBase", written: Sequence[AnswerSentence], passages: Sequence[Passage]
) -> tuple[AnswerSentence, ...]:
    """The sentences with pages, rectangles and whether each is supported."""
    from core.generation.citations import placed
    from core.generation.verification import verify

    catalog = library.catalog
    # A document may have been removed since it was found: what rested on it rests on nothing.
    ids = {citation.document for sentence in written for citation in sentence.citations}
    there = {document.id for document in catalog.some(list(ids))}
    written = [
        replace(sentence, citations=tuple(c for c in sentence.citations if c.document in there))
        for sentence in written
    ]
    cited = placed(written, passages, catalog.text_slice, catalog.rectangles)
    return verify(cited, catalog.texts.stretch)


def _keep(
    library: "KnowledgeBase", conversation: int, question: str, answer: Answer | None
) -> Answer | None:
    # A library that another Lectern is writing to can still be asked; it just does not remember.
    if library.read_only:
        return answer
    return library.conversations.add_exchange(conversation, question, answer)


def _step(trace: list[TraceStep], step: str, detail: str, began: float) -> Step:
    trace.append(TraceStep(step, detail, time.perf_counter() - began))
    return Step(trace[-1])


def _searched(result: SearchResult) -> str:
    """How it was searched, where that says more than the default, and what was found."""
    plan, said = result.report.plan, []
    if plan.chosen and plan.retriever != "hybrid":
        why = ", ".join(plan.reasons).replace("_", " ")
        said.append(f"chose {plan.retriever} ({plan.kind.replace('_', ' ')}: {why})")
    elif not plan.chosen:
        said.append(plan.retriever)
    said += [
        f"without {notice.technique} ({notice.hindrance.replace('_', ' ')})"
        for notice in result.report.notices
    ]
    return "; ".join([*said, _found(result.passages)])


def _found(passages: Sequence[Passage]) -> str:
    legs = Counter(leg for passage in passages for leg in passage.found_by)
    documents = len({passage.document for passage in passages})
    by = ", ".join(f"{leg} {count}" for leg, count in sorted(legs.items()))
    found = f"{_count(len(passages), 'passage')} in {_count(documents, 'document')}"
    return f"{found} ({by})" if by else found


def _sources(sentences: Sequence[AnswerSentence]) -> str:
    documents = {citation.document for one in sentences for citation in one.citations}
    return f"{_count(len(sentences), 'sentence')} from {_count(len(documents), 'document')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _supported(sentences: Sequence[AnswerSentence]) -> str:
    good = sum(one.support is Support.SUPPORTED for one in sentences)
    return f"{good} of {len(sentences)} supported"
