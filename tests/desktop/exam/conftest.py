"""A real exam pane over a real session; the engine is a script that keeps an exam in memory."""

import dataclasses

import pytest

from core.events import Changes
from core.types import LibrarySummary, RecipeEstimate, RecipeState, TextSlice
from desktop import theme, translations
from desktop.exam.pane import ExamPane

from . import made


class Exam:
    """What the library would hold."""

    def __init__(self):
        self.questions = list(made.questions())
        self.sittings = made.sittings()
        self.comparison = made.comparison()
        self.recipes = made.recipes()
        self.preferred = ""

    def save(self, question):
        if not question.id:
            top = max((each.id for each in self.questions), default=0)
            question = dataclasses.replace(question, id=top + 1)
        self.questions = [each for each in self.questions if each.id != question.id]
        self.questions.append(question)
        self.questions.sort(key=lambda each: each.id)
        return Changes(exam=True), question

    def remove(self, ids):
        gone = tuple(each for each in self.questions if each.id in ids)
        self.questions = [each for each in self.questions if each.id not in ids]
        return Changes(exam=True), gone

    def make(self, count, documents, with_model):
        self.questions = list(made.questions(count))
        return Changes(exam=True), tuple(self.questions)

    def take(self):
        new = made.sitting(9, found=36, once=30)
        self.sittings = (new, *self.sittings)
        return Changes(exam=True), new

    def prepare(self, chunker, embedder, use):
        former = dataclasses.replace(self.recipes[0], state=RecipeState.FORMER)
        now = dataclasses.replace(
            self.recipes[0], id=2, chunker=chunker, embedder=embedder, state=RecipeState.CURRENT
        )
        self.recipes = (now, former)
        return Changes(recipes=True), now

    def use(self, id):
        wanted = next(each for each in self.recipes if each.id == id)
        others = [dataclasses.replace(each, state=RecipeState.FORMER)
                  for each in self.recipes if each.id != id]  # fmt: skip
        self.recipes = (dataclasses.replace(wanted, state=RecipeState.CURRENT), *others)
        return Changes(recipes=True), self.recipes[0]

    def prefer(self, name):
        self.preferred = name
        return Changes(library=True), None


@pytest.fixture
def exam():
    return Exam()


@pytest.fixture
def summary(scripted_session):
    """Say what the library is."""

    def say(documents=3, read_only=False):
        scripted_session.summary = LibrarySummary(
            "/papers", "Papers", documents, 9, 0, 0, read_only
        )
        scripted_session.summary_changed.emit()

    return say


@pytest.fixture
def open_pane(scripted_session, scripted_link, qtbot, qapp, exam, summary):
    """Make the pane as it is seen first."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")
    summary()
    scripted_link.answers |= {
        "exam_questions": lambda: tuple(exam.questions),
        "exam_sittings": lambda: exam.sittings,
        "exam_comparison": lambda: exam.comparison,
        "list_recipes": lambda: exam.recipes,
        "choices": made.choices,
        "list_documents": lambda offset=0, limit=500: tuple(map(made.document, range(3))),
        "save_exam_question": exam.save,
        "remove_exam_questions": exam.remove,
        "make_exam": exam.make,
        "take_exam": exam.take,
        "compare_exam": lambda chunkers, retrievers, embedders: (
            Changes(exam=True), exam.comparison),
        "estimate_recipe": lambda chunker, embedder="": RecipeEstimate(128, 900, 90.0, 30_000_000),
        "prepare_recipe": exam.prepare,
        "use_recipe": exam.use,
        "prefer_retriever": exam.prefer,
        "open_document": lambda id: (made.document(0), (), ()),
        "find_in_document": lambda id, words: ((120, 120 + len(words)),),
        "text_slice": lambda id, start, end: TextSlice(
            id, start - 20, end + 20, "x" * 20 + "the words there" + "x" * 25, (), 9000),
    }  # fmt: skip

    def opened():
        pane = ExamPane(scripted_session)
        qtbot.addWidget(pane)
        pane.resize(1100, 760)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.activateWindow()
        wanted = {"questions", "sittings", "comparison", "recipes", "choices"}
        qtbot.waitUntil(lambda: pane.contents.known == wanted)
        return pane

    return opened


@pytest.fixture
def pane(open_pane):
    return open_pane()
