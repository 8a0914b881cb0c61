"""The road that makes exam questions from the documents.

read prose → draft what each sentence can be asked → choose, spread over documents, pages and kinds
→ find the copies of each sentence → keep. What is chosen depends on nothing but the library: the
same one gives the same questions. Sentences that were used are not used again, so that making more
gives others.
"""

import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.errors import BadRequest, NotFound
from core.events import Changes, Progress, Road, Stage
from core.exam.cloze import cloze
from core.exam.definitions import definition
from core.exam.drafts import Draft
from core.exam.drawing import lot
from core.exam.material import Rarity, Sentence, sentences_of
from core.exam.places import place
from core.exam.twins import gold_of
from core.stores.exams import fingerprint
from core.types import Document, ExamQuestion, ExamQuestionKind

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

DOCUMENTS = 300
"""Documents that are read for one making; of a larger library as many by lot."""
CHARACTERS = 1_000_000
"""Characters that are read for one making, so that it takes seconds."""
LEAST_CHARACTERS = 8_000
"""Of each document at least so many are read."""
STEP = 25
"""Sentences between two yields, so that a person's question need not wait for a book."""
SHARES = {
    ExamQuestionKind.CLOZE: 0.5,
    ExamQuestionKind.DEFINITION: 0.25,
    ExamQuestionKind.PLACE: 0.25,
}
"""Of all questions, as far as the documents have them."""
MOST = 1000


def make(
    library: "KnowledgeBase",
    count: int = 40,
    documents: Sequence[str] = (),
    with_model: bool = False,
) -> Road[tuple[ExamQuestion, ...]]:
    """Make up to `count` questions from the documents (all when none are named) and keep them.

    Fewer come where the documents have no more sentences that can be asked about. With a model it
    writes them from passages; those it made before it failed are kept.

    Raises:
        BadRequest: no documents, or a count that makes no sense.
        NoModel: `with_model`, and none is chosen.
        ModelError: the model failed before it made a single question.
        ReadOnlyLibrary: nothing may be kept.
    """
    library.require_writable()
    if not 1 <= count <= MOST:
        raise BadRequest(reason=f"Ask for between 1 and {MOST} questions.")
    chosen = _by_lot(library, documents)
    if not chosen:
        raise BadRequest(reason="Add documents first: questions are made from them.")
    if with_model:
        from core.exam.by_model import written

        made = yield from written(library, chosen, count)
    else:
        drafts, weights = yield from _drafts(library, chosen)
        made = yield from _kept(library, drafts, weights, count)
    yield Changes(exam=True)
    return made


def _by_lot(library: "KnowledgeBase", documents: Sequence[str]) -> list[Document]:
    ids = list(documents) or list(library.catalog.ids())
    ids.sort(key=lambda id: lot("document", id))
    return list(library.catalog.some(ids[:DOCUMENTS]))


# ---- drafting ----------------------------------------------------------------------------------


def _drafts(
    library: "KnowledgeBase", documents: Sequence[Document]
) -> Road[tuple[dict[str, list[Draft]], dict[str, float]]]:
    """Drafts by document, and the weight of each document."""
    used = library.exam.used()
    rarity = Rarity()
    each = max(LEAST_CHARACTERS, CHARACTERS // len(documents))
    material: dict[str, list[Sentence]] = {}
    began = time.monotonic()
    for number, document in enumerate(documents):
        left = (time.monotonic() - began) / number * (len(documents) - number) if number else -1.0
        progress = Progress(Stage.EXAMINING, number, len(documents), left, document.title)
        yield progress
        texts = library.catalog.texts
        try:
            text, marks = texts.text(document.id), texts.marks(document.id)
        except NotFound:
            # Removed meanwhile.
            continue
        found = material[document.id] = []
        for one in sentences_of(document, text, marks, each, rarity):
            found.append(one)
            if len(found) % STEP == 0:
                yield progress
    stands = Counter(fingerprint(one.text) for found in material.values() for one in found)
    drafts: dict[str, list[Draft]] = {}
    for id, found in material.items():
        own = [one for one in found if fingerprint(one.text) not in used]
        # What comes again and again is a form, not something that a document says.
        own = [one for one in own if stands[fingerprint(one.text)] <= 2]
        drafts[id] = []
        for at, one in enumerate(own):
            drafts[id] += _asked(one, rarity)
            if at % STEP == 0:
                yield Progress(Stage.EXAMINING, len(documents), len(documents))
    return drafts, {one.id: math.sqrt(one.characters + 1) for one in documents}


def _asked(sentence: Sentence, rarity: Rarity) -> Iterator[Draft]:
    ways = (definition, cloze, place) if sentence.good else (definition,)
    for way in ways:
        if draft := way(sentence, rarity):
            yield draft


# ---- choosing ----------------------------------------------------------------------------------


def _kept(
    library: "KnowledgeBase",
    drafts: dict[str, list[Draft]],
    weights: dict[str, float],
    count: int,
) -> Road[tuple[ExamQuestion, ...]]:
    questions: list[ExamQuestion] = []
    asked: set[str] = {fingerprint(question.text) for question in library.exam.questions()}
    places: set[tuple[str, int]] = set()
    chooser = _Chooser(drafts, weights, count)
    while len(questions) < count and (draft := chooser.next()):
        if fingerprint(draft.text) in asked:
            continue
        gold = gold_of(library, draft.sentence)
        if not gold or any((each.document, each.start) in places for each in gold):
            continue
        asked.add(fingerprint(draft.text))
        places.update((each.document, each.start) for each in gold)
        chooser.took(draft)
        questions.append(
            ExamQuestion(
                id=0,
                kind=draft.kind,
                text=draft.text,
                answer=draft.answer,
                gold=gold,
                language=draft.sentence.language,
            )
        )
        yield Progress(Stage.EXAMINING, len(questions), count)
    # Those of one document are not asked one after the other.
    questions.sort(key=lambda question: lot("order", question.text))
    return library.exam.add(questions)


class _Chooser:
    """Gives drafts so that documents, kinds and pages have their shares."""

    def __init__(
        self, drafts: dict[str, list[Draft]], weights: dict[str, float], count: int
    ) -> None:
        self._drafts = {id: list(some) for id, some in drafts.items() if some}
        self._weights = weights
        self._count = count
        self._taken: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._kinds: Counter[ExamQuestionKind] = Counter()
        self._pages: Counter[tuple[str, int]] = Counter()

    def next(self) -> Draft | None:
        """The next draft to try, taken out with the others of its sentence; None at the end."""
        if not self._drafts:
            return None
        # Sainte-Laguë: seats by weight, without favouring the large ones.
        id = max(
            self._drafts,
            key=lambda id: (
                self._weights[id] / (2 * self._taken[id] + 1 + self._given[id]),
                lot("seat", id),
            ),
        )
        some = self._drafts[id]
        best = max(some, key=self._worth)
        left = [draft for draft in some if draft.sentence is not best.sentence]
        if left:
            self._drafts[id] = left
        else:
            del self._drafts[id]
        self._given[id] += 1
        return best

    def took(self, draft: Draft) -> None:
        """The draft has become a question."""
        self._given[draft.sentence.document] -= 1
        self._taken[draft.sentence.document] += 1
        self._kinds[draft.kind] += 1
        self._pages[draft.sentence.document, draft.sentence.page] += 1

    def _worth(self, draft: Draft) -> tuple[float, str]:
        total = sum(self._kinds.values()) + 1
        over = self._kinds[draft.kind] / total - SHARES[draft.kind]
        crowd = self._pages[draft.sentence.document, draft.sentence.page]
        return draft.score - 8.0 * over - 0.8 * crowd, lot("draft", draft.text)
