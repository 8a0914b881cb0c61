"""Answers written by a language model from the passages found, in its own words.

The prompt is laid out by core/generation/prompt_layout.py within what core/generation/planning.py
allots. As the reply streams, what the model thinks is told apart, marks of sources are taken out,
and a reply that says that the documents do not say is not shown. Then each sentence is given the
very words that it rests on (core/generation/attribution.py).
"""

import datetime
import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.errors import NoModel, PromptTooLong
from core.events import Thought, Token, ToolCall
from core.generation.attribution import Sources
from core.generation.citations import SliceOf
from core.generation.condensing import Kept, Nowhere, condensed
from core.generation.examples import Count, examples
from core.generation.history import Turn
from core.generation.marks import MarkReader
from core.generation.opening import Opening, ThoughtFirst
from core.generation.pinned import is_pinned
from core.generation.planning import (
    DOCUMENT_TOKENS,
    LOCAL_DOCUMENT_TOKENS,
    Plan,
    planned,
)
from core.generation.prompt_layout import Layout, laid_out, system_text
from core.generation.question import answer_language
from core.generation.statements import owners, statements
from core.models.chosen import lessons_of
from core.prompting.filling import filled
from core.prompting.store import wanted
from core.protocols import ChatMessage, LanguageModel
from core.stores.texts import storable
from core.types import LESSON, LOCAL, AnswerSentence, Passage, Prompt, PromptStyle, Usage

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

Telling = Token | Thought | Usage


@dataclass(frozen=True)
class Asked:
    """A question to a model with all that its prompt is made of."""

    question: str
    passages: Sequence[Passage] = ()
    """Found ones, best first."""
    turns: Sequence[Turn] = ()
    pinned: Sequence[Passage] = ()
    prompt: str = ""
    """Id of the instruction; "" for the one that the settings name."""
    temperature: float = 0.0
    max_tokens: int = 0
    """0: what suits the model."""
    kept: Kept = field(default_factory=Nowhere)
    """Where summaries of earlier turns are kept."""


@dataclass(frozen=True)
class Written:
    """What a model wrote."""

    sentences: tuple[AnswerSentence, ...] = ()
    written: str = ""
    """The reply with its marks, thoughts left out."""
    thought: str = ""
    usage: Usage | None = None
    prompt: str = ""
    given: tuple[Passage, ...] = ()
    """Passages that were new in the prompt, in its order."""
    notes: tuple[str, ...] = ()
    """What became of things that did not fit, for the trace."""
    lessons: tuple[str, ...] = ()
    """Those that it was written with."""


class ModelWriter:
    """Writes answers with a language model."""

    name = "model"

    def __init__(
        self,
        model: LanguageModel,
        slice_of: SliceOf | None = None,
        library: str = "",
        liked: Callable[[str, Count], str] | None = None,
    ) -> None:
        """`library` is its name; `liked` gives examples in a language for prompts that want some.

        Without `slice_of` rows of tables are cited without their headers.
        """
        self._model = model
        self._slice_of = slice_of
        self._library = library
        self._liked = liked or (lambda language, count: examples((), language, count))

    @classmethod
    def of(cls, library: "KnowledgeBase", model: LanguageModel | None = None) -> "ModelWriter":
        """The writer for a library, with a model or the one that the person has chosen.

        Raises:
            NoModel: none is chosen.
        """
        model = model or library.language_model
        if model is None:
            raise NoModel

        def liked(language: str, count: Count) -> str:
            return examples(library.conversations.rated(), language, count)

        return cls(model, library.catalog.text_slice, library.path.name, liked)

    def write(
        self, question: str, passages: Sequence[Passage]
    ) -> Generator[Token, None, tuple[AnswerSentence, ...]]:
        """Stream the answer's text and return its sentences; none when the passages do not say.

        Raises:
            ModelError: as LanguageModel.write.
        """
        road = self.compose(Asked(question, passages), Draft())
        with closing(road):
            while True:
                try:
                    event = next(road)
                except StopIteration as end:
                    written: Written = end.value
                    return written.sentences
                if isinstance(event, Token):
                    yield event

    def compose(self, asked: Asked, draft: "Draft") -> Generator[Telling, None, Written]:
        """Stream thoughts, words and the cost; what is written so far stands in `draft`.

        Blank tokens are signs of life. Nothing is asked where there are no passages at all.

        Raises:
            NotFound: no instruction of that id.
            ModelError: as LanguageModel.write.
        """
        if not asked.passages and not asked.pinned and not any(t.passages for t in asked.turns):
            return Written()
        prompt, system = self.instruction(asked)
        for squeezed in (1.0, 0.5):
            plan = self.plan(asked, system, squeezed)
            layout = yield from self._layout(asked, system, plan)
            draft.begin(layout, prompt, _notes(asked, plan), self._slice_of)
            draft.lessons, draft.left_out = lessons_of(self._model)
            try:
                yield from self._asked(asked, plan, layout, draft)
                break
            except PromptTooLong:
                if squeezed < 1.0 or draft.words:
                    raise
        return draft.done()

    def instruction(self, asked: Asked) -> tuple[Prompt, str]:
        """The instruction that is used, and the whole system message.

        A conversation keeps the language of its first question, so that prompts begin alike.
        """
        language = answer_language(asked.turns[0].question if asked.turns else asked.question)
        return self.instruction_in(language, asked.prompt)

    def instruction_in(self, language: str, id: str) -> tuple[Prompt, str]:
        """The instruction for questions in a language, and the whole system message."""
        prompt = wanted(id, language)
        shown = ""
        if prompt.style is PromptStyle.FEW_SHOT or "{examples}" in prompt.text:
            shown = self._liked(language, self._model.count_tokens)
        text = filled(prompt, self._library, shown, datetime.date.today())
        return prompt, system_text(text, language, prompt.style)

    def plan(
        self, asked: Asked, system: str, squeezed: float = 1.0, expected: bool = False
    ) -> Plan:
        """What of it all the prompt holds; `expected` counts as many passages as there may be."""
        local = self._model.name.startswith((LOCAL, LESSON))
        return planned(
            self._model,
            system,
            asked.turns,
            asked.question,
            asked.passages,
            asked.pinned,
            asked.max_tokens,
            LOCAL_DOCUMENT_TOKENS if local else DOCUMENT_TOKENS,
            squeezed,
            expected,
        )

    def _layout(self, asked: Asked, system: str, plan: Plan) -> Generator[Token, None, Layout]:
        summary = yield from condensed(asked.turns[: plan.summarised], self._model, asked.kept)
        while summary and self._model.count_tokens([summary])[0] > plan.summary:
            summary = summary[: len(summary) * 3 // 4].rstrip()
        return laid_out(
            system,
            asked.turns,
            asked.question,
            plan.passages,
            plan.pinned,
            summary,
            plan.summarised,
        )

    def _asked(
        self, asked: Asked, plan: Plan, layout: Layout, draft: "Draft"
    ) -> Generator[Telling, None, None]:
        start = laid_out(layout.messages[0].text, (), "", (), plan.pinned).messages
        if plan.pinned and layout.messages[1].text.startswith(start[-1].text):
            # What was read of pinned documents is kept on the disk for another day.
            yield from self.primed(start, kept_as(start))
        writing = self._model.write(
            layout.messages, plan.budget.answer, asked.temperature, details=True
        )
        with closing(writing):
            while True:
                try:
                    event = next(writing)
                except StopIteration:
                    break
                if isinstance(event, Token) and not event.text:
                    yield event
                elif not isinstance(event, ToolCall):
                    yield from draft.take(event)
        yield from draft.ended()

    def primed(self, messages: Sequence[ChatMessage], keep: str) -> Generator[Token, None, None]:
        """Let the model read what a prompt begins with; kept on the disk under a name."""
        with closing(self._model.prime(messages, keep)) as reading:
            for _ in reading:
                yield Token("")


class Draft:
    """An answer as it is being written; whatever happens, what there is of it can be had."""

    def __init__(self, words: list[str] | None = None) -> None:
        """`words` is where what has been told is noted."""
        self.words: list[str] = [] if words is None else words
        self._thoughts: list[str] = []
        self._raw: list[str] = []
        self._usage: Usage | None = None
        self._given: tuple[Passage, ...] = ()
        self._prompt = ""
        self._notes: tuple[str, ...] = ()
        self._reader = MarkReader(())
        self._opening = Opening()
        self._first: ThoughtFirst | None = None
        self._sources = Sources({})
        self.lessons: tuple[str, ...] = ()
        self.left_out: tuple[str, ...] = ()
        """Lessons that the model writes with, and those that it could not."""

    def begin(
        self,
        layout: Layout,
        prompt: Prompt,
        notes: tuple[str, ...],
        slice_of: SliceOf | None,
    ) -> None:
        """Make ready for the reply to a prompt."""
        self._given, self._notes = layout.given, notes
        self._prompt = f"{prompt.id}@{prompt.version}"
        self._reader = MarkReader(layout.sources)
        self._opening = Opening()
        thinks_first = prompt.style is PromptStyle.CHAIN_OF_THOUGHT
        self._first = ThoughtFirst() if thinks_first else None
        self._sources = Sources(layout.sources, slice_of)

    def take(self, event: Token | Thought | Usage) -> Generator[Telling, None, None]:
        """Note what came and tell what of it can be told."""
        if isinstance(event, Token):
            text = storable(event.text)
            thought, answer = self._first.feed(text) if self._first else ("", text)
            yield from self._thought(thought)
            yield from self._answer(answer)
        elif isinstance(event, Thought):
            yield from self._thought(storable(event.text))
        else:
            self._usage = event
            self.lessons, self.left_out = event.lessons, event.left_out
            yield event

    def ended(self) -> Generator[Telling, None, None]:
        """Tell what was held back."""
        if self._first:
            yield from self._answer(self._first.rest())
        yield from self._tell(self._reader.feed(self._opening.rest()))
        yield from self._tell(self._reader.rest())

    def done(self) -> Written:
        """What has been written, with its sentences and what they rest on."""
        text = "".join(self.words)
        found = statements(text)
        owned = owners(text, found, self._reader.marks)
        sentences = self._sources.attributed(text, found, owned)
        written = "".join(self._raw).strip()
        return Written(
            sentences,
            written,
            "".join(self._thoughts).strip(),
            self._usage,
            self._prompt,
            self._given,
            (*self._notes, *(f"without {each}" for each in self.left_out)),
            self.lessons,
        )

    def _thought(self, text: str) -> Generator[Telling, None, None]:
        if text:
            self._thoughts.append(text)
            yield Thought(text)

    def _answer(self, text: str) -> Generator[Telling, None, None]:
        if text:
            self._raw.append(text)
            yield from self._tell(self._reader.feed(self._opening.feed(text)))

    def _tell(self, text: str) -> Generator[Telling, None, None]:
        if text:
            self.words.append(text)
            yield Token(text)


def kept_as(messages: Sequence[ChatMessage]) -> str:
    """The name under which a model keeps what it has read of pinned documents."""
    text = "\0".join(message.text for message in messages)
    return f"pinned-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _notes(asked: Asked, plan: Plan) -> tuple[str, ...]:
    """What did not fit, in words for the trace."""
    notes = []
    fits = {(one.document, one.start) for one in plan.pinned}
    for title, document in dict.fromkeys((one.title, one.document) for one in asked.pinned):
        own = [one for one in asked.pinned if one.document == document]
        there = sum((one.document, one.start) in fits for one in own)
        if there < len(own):
            notes.append(f"“{title}” in part ({there} of {len(own)} passages)")
    found = sum(not is_pinned(one) for one in plan.passages)
    if found < len(asked.passages):
        notes.append(f"{found} of {len(asked.passages)} passages read anew")
    if plan.summarised:
        notes.append(f"{plan.summarised} earlier questions in short")
    return tuple(notes)
