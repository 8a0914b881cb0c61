"""Questions, sittings and a comparison as an engine would bring them."""

import hashlib

from core.types import (
    Choice,
    Document,
    ExamComparison,
    ExamOutcome,
    ExamQuestion,
    ExamQuestionKind,
    ExamSitting,
    ExamVerdict,
    GoldSpan,
    PairedDifference,
    Recipe,
    RecipeState,
)

TITLES = ("Annual report 2025", "Volunteer handbook", "员工守则")
_TEXTS = (
    ("In which year was the reading room on Mill Street opened to the public for the first time?",
     "1987"),
    ("The reserve for the roof is ____ euros.", "48,200"),
    ("哪一页写着“试用期内提前三天通知即可”？", "第 4 页"),
    ("What is meant by “long loan”?", "A loan of more than six weeks"),
)  # fmt: skip


def document(at):
    title = TITLES[at]
    id = hashlib.sha256(title.encode()).hexdigest()[:32]
    return Document(
        id, title, f"{title}.pdf", f"/in/{title}.pdf", f"/in/{title}.pdf", "pdf", "en", 9, 9000,
        30, 100_000, 1e9,
    )  # fmt: skip


def question(id, *, accepted=True, kind=None, text="", answer=""):
    words, says = _TEXTS[id % len(_TEXTS)]
    kinds = (ExamQuestionKind.CLOZE, ExamQuestionKind.PLACE, ExamQuestionKind.DEFINITION)
    about = document(id % len(TITLES))
    quote = "The words that answer it."
    gold = GoldSpan(about.id, about.title, id % 9 + 1, 100 * id, 100 * id + len(quote), quote)
    return ExamQuestion(
        id, kind or kinds[id % 3], text or words, answer or says, (gold,), "en", accepted
    )


def questions(count=40):
    return tuple(question(id, accepted=id % 9 != 8) for id in range(1, count + 1))


def sitting(id=1, *, found=34, once=29, count=40, taken=1_760_000_000.0, **values):
    ranks = [1] * once + [3] * (found - once) + [0] * (count - found)
    outcomes = tuple(
        ExamOutcome(at, rank, "The opening of another passage, about something else entirely.")
        for at, rank in enumerate(ranks, 1)
    )
    given = {
        "retriever": "auto",
        "chunker": "recursive",
        "embedder": "minilm",
        "seconds_per_question": 0.04,
        "index_seconds": 70.0,
        "chunks": 1200,
        "scores": {
            "found@1": once / count if count else 0.0,
            "found@3": found / count if count else 0.0,
            "found@10": found / count if count else 0.0,
        },
    } | values
    return ExamSitting(id, taken, questions=count, outcomes=outcomes, **given)


def sittings():
    figures = ((34, 29), (33, 27), (30, 24), (31, 22), (26, 20))
    return tuple(
        sitting(5 - at, found=found, once=once, taken=1_760_000_000.0 - 86_400 * at)
        for at, (found, once) in enumerate(figures)
    )


def comparison(verdict=ExamVerdict.BETTER, *, best_retriever="hybrid", best_chunker="structure"):
    ways = [
        (best_chunker, best_retriever, 38, 35, (0.06, 0.15, 0.24)),
        ("structure", "keyword", 36, 32, (0.0, 0.07, 0.15)),
        ("semantic", "hybrid", 35, 31, (-0.05, 0.05, 0.15)),
        ("recursive", "auto", 34, 29, None),
        ("recursive", "sections", 34, 28, (-0.1, -0.02, 0.06)),
        ("recursive", "rrf", 33, 28, (-0.1, -0.02, 0.06)),
        ("fixed", "hybrid", 33, 27, (-0.15, -0.05, 0.05)),
        ("fixed", "keyword", 31, 25, (-0.2, -0.1, 0.0)),
        ("semantic", "vector", 28, 20, (-0.35, -0.22, -0.1)),
        ("fixed", "vector", 25, 18, (-0.4, -0.27, -0.14)),
    ]
    made = []
    for at, (chunker, retriever, found, once, difference) in enumerate(ways):
        differences = ()
        if difference is not None:
            low, middle, high = difference
            differences = (PairedDifference("found@3", "current", middle, low, high),)
        made.append(
            sitting(
                0,
                found=found,
                once=once,
                chunker=chunker,
                retriever=retriever,
                differences=differences,
                index_seconds=20.0 + 15 * at,
            )
        )
    return ExamComparison(1_760_000_000.0, 40, tuple(made), 0, 3, verdict, documents=128)


def choices():
    tables = {
        "chunkers": ("fixed", "recursive", "semantic", "structure"),
        "retrievers": ("auto", "vector", "keyword", "hybrid", "rrf", "sections"),
        "embedders": ("minilm",),
    }
    usable = [Choice(table, name) for table, names in tables.items() for name in names]
    return (
        *usable,
        Choice("chunkers", "model", "model"),
        Choice("retrievers", "hyde", "model"),
        Choice("retrievers", "rerank", "reranker"),
    )


def recipes():
    return (Recipe(1, "recursive", "minilm", RecipeState.CURRENT, 128, 128, 1200, 1e9, 9_000_000),)
