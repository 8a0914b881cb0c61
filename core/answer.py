"""The road of a question: find passages, write, cite, verify, keep."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core import registry, settings
from core.errors import BadRequest, LecternError, ModelError, NoModel
from core.events import Changes, Retrieved, Road, Step, Thought, Token
from core.generation.by_model import Asked, Draft, ModelWriter, Written
from core.generation.condensing import Kept, Nowhere
from core.generation.history import Turn, turns_of
from core.generation.pinned import is_pinned
from core.types import (
    QUOTING,
    Answer,
    AnswerSentence,
    Filter,
    Passage,
    SearchResult,
    Support,
    TraceStep,
    Usage,
)

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import Writer

PASSAGES = 20
"""Passages an answer may draw on."""
CHOSEN = "model"
"""Names the writing model of the settings, whichever it is."""

NOTHING_FOUND = {"en": "Your documents do not say.", "zh": "您的文档中没有提到。"}


def answer(
    library: "KnowledgeBase",
    question: str,
    conversation: int = 0,
    retriever: str = "auto",
    model: str = "quoting",
    where: Filter | None = None,
    after: int | None = None,
    prompt: str = "",
    pinned: Sequence[str] = (),
) -> Road[Answer]:
    """Answer a question from the documents and keep both in the conversation (0: a new one).

    Yields the steps as they end, the passages before the first word, then thoughts, words and what
    they cost. Closed in between, it keeps the question and what has been written; so it does when
    the model fails, and the error's subject names the conversation.

    Raises:
        BadRequest: a blank question.
        NotFound: no such conversation or message, or no instruction of that id.
        ModelError: the model that shall answer is not to be had, or failed.
    """
    road = _Answering(library, question, retriever, model, where, prompt, pinned)
    if conversation:
        road.earlier = library.conversations.last_question(conversation, after)
        road.turns = lambda: turns_of(library.conversations.messages(conversation, after))
        road.summaries = _summaries(library, conversation)
    try:
        result = yield from road.run()
    except GeneratorExit:
        _keep(library, conversation, road.question, road.partial(), after)
        raise
    except LecternError as error:
        partial = road.partial()
        if partial is None and not isinstance(error, ModelError):
            raise
        # Whatever had been written stays, and the question can be asked again.
        if not library.read_only:
            with library.database.transaction():
                conversation = conversation or library.conversations.new()
                _keep(library, conversation, road.question, partial, after)
            error.subject["conversation"] = str(conversation)
        yield Changes(conversations=True)
        raise
    kept = _keep(library, conversation, road.question, result, after) or result
    yield Changes(conversations=True)
    return kept


def composed(
    library: "KnowledgeBase",
    question: str,
    retriever: str = "auto",
    model: str = "",
    where: Filter | None = None,
    prompt: str = "",
    pinned: Sequence[str] = (),
    history: Sequence[Turn] = (),
    temperature: float = 0.0,
    max_tokens: int = 0,
) -> Road[Answer]:
    """Answer a question as `answer` does and keep nothing; `history` is what was said before.

    Raises:
        BadRequest, NotFound, ModelError: as `answer`.
    """
    road = _Answering(library, question, retriever, model, where, prompt, pinned)
    road.earlier = history[-1].question if history else ""
    road.turns = lambda: tuple(history)
    road.temperature, road.max_tokens = temperature, max_tokens
    return (yield from road.run())


class _Answering:
    """An answer in the making; what there is of it can be had at any time."""

    def __init__(
        self,
        library: "KnowledgeBase",
        question: str,
        retriever: str,
        model: str,
        where: Filter | None,
        prompt: str,
        pinned: Sequence[str],
    ) -> None:
        from core.stores.texts import storable

        self.question = storable(question)
        if not self.question.strip():
            raise BadRequest(reason="Write a question first.")
        self.earlier = ""
        self.turns: Callable[[], tuple[Turn, ...]] = tuple
        self.summaries: Kept = Nowhere()
        self.temperature, self.max_tokens = 0.0, 0
        self._library = library
        self._retriever, self._model = retriever, model
        self._where, self._prompt, self._pinned = where, prompt, tuple(pinned)
        self._name = model
        self._trace: list[TraceStep] = []
        self._words: list[str] = []
        self._found: SearchResult | None = None
        self._draft: Draft | None = None
        self._waiting = 0

    def run(self) -> Road[Answer]:
        """Find, write, cite, verify."""
        from core.generation.question import answer_language, in_context
        from core.retrieval.plan import find

        library, began = self._library, time.perf_counter()
        self._waiting = library.summary().waiting
        self._name, writer = _writer(library, self._model)
        asked = in_context(self.question, self.earlier)
        found = yield from find(library, asked, self._retriever, PASSAGES, self._where)
        self._found = found
        yield self._step("search", _searched(found), began)
        yield Retrieved(found.passages)

        began = time.perf_counter()
        written = yield from self._written(writer, asked, found)
        if not written.sentences and not "".join(self._words).strip():
            self._words.append(NOTHING_FOUND[answer_language(self.question)])
            yield Token(self._words[-1])
        yield self._step("write", "; ".join([_sources(written.sentences), *written.notes]), began)

        began = time.perf_counter()
        sentences = self._checked(written.sentences)
        yield self._step("verify", _supported(sentences), began)
        return self._answer(written, sentences)

    def partial(self) -> Answer | None:
        """What has been written so far; None before the first word."""
        from core.generation.citations import recovered

        if not "".join(self._words).strip():
            return None
        if self._draft is not None:
            written = self._draft.done()
        else:
            passages = self._found.passages if self._found else ()
            written = Written(recovered(self._words, passages))
        return self._answer(written, self._checked(written.sentences))

    def _written(
        self, writer: "Writer | ModelWriter", asked: str, found: SearchResult
    ) -> Generator[Token | Thought | Usage, None, Written]:
        """What is written; each word is noted before it is told.

        How two things are connected is told by the way between them.
        """
        from core.generation.ways import tell_way

        ways = found.report.graph.paths if found.report.graph else ()
        if ways or not isinstance(writer, ModelWriter):
            writing = tell_way(ways) if ways else writer.write(asked, found.passages)
            return Written((yield from _noted(writing, self._words)))
        from core.generation.pinned import pinned_passages

        self._draft = Draft(self._words)
        request = Asked(
            self.question,
            found.passages,
            self.turns(),
            pinned_passages(self._library, self._pinned),
            self._prompt,
            self.temperature,
            self.max_tokens,
            self.summaries,
        )
        return (yield from writer.compose(request, self._draft))

    def _answer(self, written: Written, sentences: tuple[AnswerSentence, ...]) -> Answer:
        found = self._found.passages if self._found else ()
        places = {(one.document, one.start, one.end): at for at, one in enumerate(found)}
        passages, read = list(found), []
        for one in written.given:
            # What is pinned stands by itself, so that the next prompt knows it as such.
            place = (one.document, one.start, one.end)
            at = len(passages) if is_pinned(one) else places.setdefault(place, len(passages))
            if at == len(passages):
                passages.append(one)
            read.append(at)
        return Answer(
            "".join(self._words),
            sentences,
            tuple(passages),
            tuple(self._trace),
            self._name,
            waiting=self._waiting,
            search=self._found.report if self._found else None,
            thought=written.thought,
            usage=written.usage,
            prompt=written.prompt,
            read=tuple(read),
            written=written.written,
            lessons=written.lessons,
        )

    def _checked(self, written: Sequence[AnswerSentence]) -> tuple[AnswerSentence, ...]:
        """The sentences with pages, rectangles and whether each is supported."""
        from core.generation.citations import placed
        from core.generation.verification import verify

        catalog = self._library.catalog
        # A document may have been removed since it was found: what rested on it rests on nothing.
        ids = {citation.document for sentence in written for citation in sentence.citations}
        there = {document.id for document in catalog.some(list(ids))}
        written = [
            replace(sentence, citations=tuple(c for c in sentence.citations if c.document in there))
            for sentence in written
        ]
        passages = self._found.passages if self._found else ()
        cited = placed(written, passages, catalog.text_slice, catalog.rectangles)
        return verify(cited, catalog.texts.stretch)

    def _step(self, step: str, detail: str, began: float) -> Step:
        self._trace.append(TraceStep(step, detail, time.perf_counter() - began))
        return Step(self._trace[-1])


def _writer(library: "KnowledgeBase", wanted: str) -> tuple[str, "Writer | ModelWriter"]:
    """What answers, and how it is called.

    Raises:
        NoModel: the writing model is wanted and none is chosen.
        ModelError: the model of that name is not to be had.
    """
    current = settings.load()
    name = wanted or current.answering or (CHOSEN if library.language_model else QUOTING)
    if name == CHOSEN:
        model = library.language_model
        if model is None:
            raise NoModel
        return current.writing_model or model.name, ModelWriter.of(library, model)
    if name in registry.names("writers"):
        writer: Writer = registry.resolve("writers", name).of(library)
        return name, writer
    from core.models.chosen import open_model

    return name, ModelWriter.of(library, open_model(name))


class _KeptSummaries:
    """Summaries that are kept with a conversation."""

    def __init__(self, library: "KnowledgeBase", conversation: int) -> None:
        from core.stores.summaries import Summaries

        self._stored = Summaries(library.database)
        self._conversation = conversation

    def get(self, digest: str) -> str:
        """The summary under a digest, or ""."""
        return self._stored.get(digest)

    def put(self, digest: str, text: str, model: str) -> None:
        """Keep one that a model wrote."""
        self._stored.put(digest, self._conversation, text, model)


def _summaries(library: "KnowledgeBase", conversation: int) -> Kept:
    return Nowhere() if library.read_only else _KeptSummaries(library, conversation)


def _noted(
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


def _keep(
    library: "KnowledgeBase",
    conversation: int,
    question: str,
    answer: Answer | None,
    after: int | None,
) -> Answer | None:
    # A library that another Lectern is writing to can still be asked; it just does not remember.
    if library.read_only:
        return answer
    return library.conversations.add_exchange(conversation, question, answer, after)


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
