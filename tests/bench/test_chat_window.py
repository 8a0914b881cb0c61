"""How long a long conversation takes from the click to its picture, in the real window."""

import dataclasses
import sys
import time

import pytest

from core.events import finished
from core.knowledge_base import KnowledgeBase
from core.types import (
    Answer,
    AnswerSentence,
    Candidate,
    Citation,
    Fate,
    LegReport,
    Passage,
    Rectangle,
    SearchPlan,
    SearchReport,
    Support,
    TraceStep,
    Usage,
    Vote,
)
from desktop.chat.pane import ChatPane
from tests.journeys.conftest import real_window  # noqa: F401 - a fixture

pytestmark = pytest.mark.bench

MESSAGES = 500
LIMIT_SECONDS = 0.3
_WORDS = (
    "The board approved the revised budget after the committee had reviewed the maintenance"
    " reports of the northern plants and the figures of the third quarter in detail. "
)


def real_sized(number: int) -> Answer:
    """An answer as a model gives one from a library of PDFs: twenty passages, seven sentences."""
    passages = tuple(
        Passage(
            number * 100 + at, f"{at % 6:032x}", f"Annual report {at % 6}.pdf", at + 3, at * 2000,
            at * 2000 + 1000, _WORDS * 6, "Part 2 › Results › Maintenance", 0.9 - at / 50,
            ("keyword", "vector"),
        )
        for at in range(20)
    )  # fmt: skip
    sentences, text = [], ""
    for at in range(7):
        said = f"In year {number}, point {at}: {_WORDS.strip()}"
        cited = tuple(
            Citation(
                passage.document, passage.title, passage.page, passage.start, passage.start + 160,
                _WORDS.strip(),
                tuple(Rectangle(passage.page, 72, 90 + 14 * row, 520, 103 + 14 * row)
                      for row in range(3)),
            )
            for passage in passages[at : at + 2]
        )  # fmt: skip
        start = len(text)
        text += said + (" " if at % 3 else "\n\n")
        sentences.append(AnswerSentence(said, Support.SUPPORTED, cited, start, start + len(said)))
    votes = (Vote("keyword", 1, 12.1, 0.8), Vote("vector", 2, 0.7, 0.9))
    candidates = tuple(
        Candidate(
            each.chunk, each.document, each.title, each.page, each.start, each.end,
            each.text[:200], each.score, votes, Fate.KEPT,
        )
        for each in passages * 2
    )  # fmt: skip
    legs = (LegReport("keyword", "question", 40), LegReport("vector", "question", 40))
    return Answer(
        text, tuple(sentences), passages,
        (TraceStep("search", "20 passages", 0.2), TraceStep("write", "7 sentences", 4.0)),
        "local:model.gguf",
        search=SearchReport("question", SearchPlan("hybrid"), 6, legs, candidates),
        usage=Usage(4200, 3100, 212, 0.4, 4.1), prompt="usual-en@1",
        read=tuple(range(20)), written=text.replace(". ", ".[1] "),
    )  # fmt: skip


@pytest.fixture
def long_library(tmp_path):
    path = tmp_path / "library"
    library = KnowledgeBase.open(path, create=True)
    note = tmp_path / "note.txt"
    note.write_text(_WORDS, encoding="utf-8")
    from core.ingest import add

    finished(add(library, [note]))
    conversation = 0
    with library.database.transaction():
        for number in range(MESSAGES // 2):
            kept = library.conversations.add_exchange(
                conversation, f"Question {number}: what was decided, and why?", real_sized(number)
            )
            conversation = kept.conversation
    size = library.database.connection.execute(
        "SELECT avg(length(whole)), avg(length(light)) FROM answers"
    ).fetchone()
    sys.stderr.write(f"an answer: {size[0] / 1000:.0f} kB whole, {size[1] / 1000:.1f} kB light\n")
    library.close()
    return path


def test_a_conversation_of_500_messages_opens_at_once(real_window, qtbot, long_library):  # noqa: F811
    window, session = real_window, real_window.session
    session.open_library(str(long_library))
    qtbot.waitUntil(lambda: session.summary is not None, timeout=60_000)
    window.show_room("ask")
    pane = window.room("ask")
    assert isinstance(pane, ChatPane)
    pane.header.list_button.setChecked(True)
    model = pane.conversations.model
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=60_000)
    qtbot.wait(500)
    conversation = model.at(model.index(0, 0))
    assert conversation.messages == MESSAGES
    figures = []
    for _ in range(7):
        pane.new_conversation()
        qtbot.wait(300)
        began, busy = time.perf_counter(), time.process_time()
        pane.open_conversation(dataclasses.replace(conversation))
        while not pane.open.turns:
            qtbot.wait(1)
        loaded = time.perf_counter() - began
        pane.grab()
        spent = time.process_time() - busy
        figures.append((time.perf_counter() - began, loaded, spent))
        assert len(pane.open.turns) == MESSAGES // 2
        assert pane.transcript.view_of(pane.open.turns[-1]) is not None
    rows = ", ".join(
        f"{1000 * whole:.0f} ms ({1000 * came:.0f} until it came, {1000 * spent:.0f} busy)"
        for whole, came, spent in figures
    )
    sys.stderr.write(f"from click to picture: {rows}\n")
    assert sorted(figures)[len(figures) // 2][0] < LIMIT_SECONDS
