"""Lessons in the making as an engine would keep them: in memory, behind the scripted link."""

import dataclasses

from core.errors import BadRequest
from core.events import Changes
from core.types import (
    Document,
    Example,
    ExampleOrigin,
    ExampleProblem,
    ExamplesFound,
    ExamplesReport,
    GoldSpan,
    InstalledModel,
    Lesson,
    LessonEstimate,
    LessonState,
    ModelKind,
    ModelOverview,
    Route,
    TeachingMethod,
    TokenPiece,
    TokenView,
)

TITLES = ("Annual report 2025", "Volunteer handbook", "员工守则")
_PAIRS = (
    ("How long can I return something I bought?",
     "You have 30 days. Bring the receipt to any branch; the refund is on your card in three"
     " working days."),
    ("新员工每年有几天年假？", "员工每年享有十二天带薪年假，入职满一年后起算。"),
    ("Who signs contracts above 5,000 euros?", "Two members of the board sign together."),
    ("借出的书可以续借几次？", "可以续借两次，每次三周；有人预约时不能续借。"),
)  # fmt: skip
BASE = InstalledModel(
    "local:qwen-1.5b.gguf", "Qwen2.5 1.5B Instruct", ModelKind.CHAT, "/models/q.gguf",
    1_117_000_000, "qwen2", 1.5, "Q4_K_M", 32_768,
)  # fmt: skip
SMALL = InstalledModel(
    "local:tiny.gguf", "Qwen2.5 0.5B Instruct", ModelKind.CHAT, "/models/t.gguf",
    398_000_000, "qwen2", 0.5, "Q4_K_M", 32_768,
)  # fmt: skip
ODD = InstalledModel(
    "local:odd.gguf", "Odd 3B", ModelKind.CHAT, "/models/o.gguf", 2_000_000_000, "gemma3", 3.0
)
METHODS = (
    TeachingMethod("lora", Route.ADAPTER, ("gguf", "folder"), True, "arXiv:2106.09685", 2e-4),
    TeachingMethod("full", Route.MERGED, ("folder", "gguf"), False, "", 3e-5),
    TeachingMethod("prompt", Route.SOFT_PROMPT, ("gguf", "folder"), True, "arXiv:2104.08691", 3e-2,
                   weak_on_small=True),
    TeachingMethod("qlora", Route.ADAPTER, ("folder",), True, "arXiv:2305.14314", 2e-4),
    TeachingMethod("dpo", Route.ADAPTER, ("gguf", "folder"), True, "arXiv:2305.18290", 5e-5,
                   pairs=True),
)  # fmt: skip
PROBLEMS = (
    ExampleProblem(4, "no_answer", "row 4: …", "…", "answers.csv"),
    ExampleProblem(9, "no_question", "row 9: …", "…", "answers.csv"),
    ExampleProblem(12, "more_cells", "row 12: …", "…", "answers.csv",
                   (("cells", "4"), ("columns", "2"))),
)  # fmt: skip


def document(at):
    return Document(
        f"{at:032x}", TITLES[at], f"{TITLES[at]}.pdf", "/in", "/in", "pdf", "en", 9, 9000, 30,
        100_000, 1e9,
    )  # fmt: skip


def example(at, **values):
    question, answer = _PAIRS[at % len(_PAIRS)]
    origins = (ExampleOrigin.DOCUMENT, ExampleOrigin.DOCUMENT, ExampleOrigin.LIKED)
    origin = origins[at % len(origins)]
    source = None
    if origin is ExampleOrigin.DOCUMENT:
        about = document(at % len(TITLES))
        source = GoldSpan(about.id, about.title, at % 9 + 1, 10 * at, 10 * at + 9, answer[:9])
    number = f" ({at})" if at >= len(_PAIRS) else ""
    made = Example(0, question + number, answer, origin, source=source,
                   language="zh" if at % 2 else "en", held_out=at % 10 == 9)  # fmt: skip
    return dataclasses.replace(made, **values)


def examples(count):
    return tuple(example(at) for at in range(count))


class Shelf:
    """What the engine would keep."""

    def __init__(self):
        self.lessons = {}
        self.sets = {}
        self.gives = examples(40)
        """What the next gathering finds."""
        self.problems = ()
        self.models = (BASE, SMALL, ODD)
        self.estimate = LessonEstimate(3_100_000_000, 6_200_000_000, 2880.0, 145, 90_000,
                                       4_300_000, 1_500_000_000, True)  # fmt: skip
        self.gathered = []
        self.run = []

    def answers(self):
        """The verbs, by name."""
        return {
            "list_lessons": lambda: tuple(reversed(self.lessons.values())),
            "list_models": lambda: ModelOverview(self.models, (), memory_bytes=16_000_000_000),
            "list_documents": lambda offset=0, limit=500: tuple(map(document, range(3))),
            "teaching_methods": lambda: METHODS,
            "method_figures": lambda: (),
            "new_lesson": self.new,
            "copy_lesson": self.copy,
            "change_plan": self.change_plan,
            "remove_lesson": self.remove,
            "gather_examples": self.gather,
            "lesson_examples": self.page,
            "save_examples": self.save,
            "remove_examples": self.remove_examples,
            "examples_report": self.report,
            "example_tokens": self.tokens,
            "estimate_lesson": lambda id: self.estimate,
            "run_lesson": self.start,
        }

    def new(self, plan, examples):
        id = f"{len(self.lessons) + 1:012x}"
        self.sets[id] = {}
        self.lessons[id] = Lesson(id, plan, LessonState.DRAFT, 1e9 + len(self.lessons))
        self._put(id, examples)
        return Changes(lessons=True), self.lessons[id]

    def copy(self, id, title):
        plan = dataclasses.replace(self.lessons[id].plan, title=title)
        return self.new(plan, tuple(self.sets[id].values()))

    def change_plan(self, id, plan):
        self.lessons[id] = dataclasses.replace(self.lessons[id], plan=plan)
        return Changes(lessons=True), self.lessons[id]

    def remove(self, id):
        self.lessons.pop(id, None)
        return Changes(lessons=True), None

    def gather(self, id, origins, documents, files, count, notes):
        self.gathered.append((origins, documents, files, count, notes))
        self._put(id, self.gives)
        found = ExamplesFound((), self.problems, len(self.problems), added=len(self.gives))
        return Changes(lessons=True), found

    def page(self, id, offset=0, limit=500):
        return tuple(self.sets[id].values())[offset : offset + limit]

    def save(self, id, examples):
        self._put(id, examples)
        return Changes(lessons=True), self.report(id)

    def remove_examples(self, id, examples):
        for each in examples:
            self.sets[id].pop(each, None)
        self._count(id)
        return Changes(lessons=True), self.report(id)

    def report(self, id):
        rows = list(self.sets[id].values())
        taken = [each for each in rows if each.accepted]
        languages = tuple(
            (code, sum(each.language == code for each in taken)) for code in ("zh", "en")
        )
        longest = max((len(each.question + each.answer) for each in taken), default=0)
        cut = sum(len(each.answer) > self.lessons[id].plan.max_tokens for each in taken)
        return ExamplesReport(
            len(rows), len(taken), sum(each.held_out for each in taken),
            sum(bool(each.rejected) for each in taken), languages,
            sum(len(each.answer) for each in taken), longest, cut,
        )  # fmt: skip

    def tokens(self, id, example):
        row = self.sets[id][example]
        before = f"<|im_start|>user\n{row.question}<|im_end|>\n<|im_start|>assistant\n"
        text = f"{before}{row.answer}<|im_end|>"
        starts = [*range(0, len(before), 3), *range(len(before), len(text), 3)]
        pieces = tuple(
            TokenPiece(at % 1000, at, end)
            for at, end in zip(starts, [*starts[1:], len(text)], strict=True)
        )
        first = starts.index(len(before))
        return text, TokenView(self.lessons[id].plan.base, pieces, len(pieces), True), first

    def start(self, id):
        if id not in self.lessons:
            raise BadRequest(reason="gone")
        self.run.append(id)
        done = dataclasses.replace(self.lessons[id], state=LessonState.DONE, step=9, steps=9)
        self.lessons[id] = done
        return Changes(lessons=True), done

    def _put(self, id, examples):
        rows = self.sets[id]
        for each in examples:
            number = each.id or max(rows, default=0) + 1
            rows[number] = dataclasses.replace(each, id=number)
        self.sets[id] = dict(sorted(rows.items()))
        self._count(id)

    def _count(self, id):
        self.lessons[id] = dataclasses.replace(self.lessons[id], examples=len(self.sets[id]))
