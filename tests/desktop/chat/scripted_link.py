"""A link that speaks the API of desktop.engine_link without a process.

It stands at the process boundary only: the pane, the session and the requests are the real ones.
What is looked up is answered at once from memory; questions wait for the test to play the engine.
"""

import dataclasses
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import wire
from core.events import Changes, Retrieved, Step, Token
from core.operations import Verb
from core.types import (
    Answer,
    AnswerSentence,
    Budget,
    ChatLesson,
    Citation,
    Conversation,
    LibrarySummary,
    Message,
    ModelOverview,
    Passage,
    Role,
    Support,
    TraceStep,
)
from desktop.engine_link import Request


class ScriptedLink(QObject):
    """Keeps every request with its arguments; lookups are answered, questions are not."""

    ready = Signal()
    opened = Signal(object)
    open_failed = Signal(object)
    changed = Signal(object, object)
    gone = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.started: list[tuple[str, dict[str, Any], Request]] = []
        self.sent: list[dict[str, Any]] = []
        self.conversations: dict[int, Conversation] = {}
        self.messages: dict[int, list[Message]] = {}
        self.documents: tuple[Any, ...] = ()
        self.pinned: tuple[Any, ...] = ()
        self.prompts: tuple[Any, ...] = ()
        self.overview = ModelOverview((), ())
        self.taught: tuple[ChatLesson, ...] = ()
        self.budget: Budget | None = None
        self._waiting: list[tuple[str, dict[str, Any], Request]] = []
        self._messages = 0

    def start(self, verb: Verb, **arguments: Any) -> Request:
        request = Request(self, len(self.started) + 1, verb)
        self.started.append((verb.name, arguments, request))
        if verb.name != "ask":
            self._waiting.append((verb.name, arguments, request))
        return request

    def send(self, frame: dict[str, Any]) -> None:
        self.sent.append(frame)

    def open_library(self, path: str, create: bool = False) -> None:
        self.opened.emit(LibrarySummary(path, "Papers", 0, 0, 0, 0))

    def close(self, milliseconds: int = 0) -> None:
        """Nothing runs."""

    # ---- played by the test --------------------------------------------------------------------

    def settle(self) -> None:
        """Answer every lookup that waits, and those that follow from it."""
        while self._waiting:
            name, arguments, request = self._waiting.pop(0)
            result = self._result(name, arguments)
            request.done.emit(result)
            if name in ("rename_conversation", "remove_conversations"):
                self.changed.emit(Changes(conversations=True), request)
            request.ended.emit()

    def named(self, name: str) -> list[tuple[dict[str, Any], Request]]:
        return [(arguments, request) for each, arguments, request in self.started if each == name]

    def question(self) -> tuple[dict[str, Any], Request]:
        """The latest question."""
        return self.named("ask")[-1]

    def finish(self, answer: Answer, id: int = 1) -> None:
        """Keep the answer and bring it to the latest question."""
        arguments, request = self.question()
        self.keep(id, arguments["question"], answer)
        kept = self.messages[id][-1].answer
        request.done.emit(kept)
        self.changed.emit(Changes(conversations=True), request)
        request.ended.emit()

    def keep(self, id: int, question: str, answer: Answer | None, created: float = 1e9) -> None:
        """Put an exchange into a stored conversation."""
        before = self.conversations.get(id) or Conversation(id, question[:60], created, created, 0)
        self.conversations[id] = dataclasses.replace(before, messages=before.messages + 2)
        stored = self.messages.setdefault(id, [])
        stored.append(Message(self._id(), Role.PERSON, question, created))
        if answer is not None:
            message = self._id()
            kept = dataclasses.replace(answer, conversation=id, message=message)
            stored.append(Message(message, Role.LECTERN, answer.text, created, kept))

    def _id(self) -> int:
        self._messages += 1
        return self._messages

    def _result(self, name: str, arguments: dict[str, Any]) -> Any:
        match name:
            case "list_conversations":
                words = arguments.get("words", "").lower()
                found = [each for each in self.conversations.values() if words in self._text(each)]
                return tuple(sorted(found, key=lambda each: (-each.updated, -each.id)))
            case "conversation_messages":
                return tuple(map(packed, self.messages.get(arguments["id"], ())))
            case "rename_conversation":
                id = arguments["id"]
                self.conversations[id] = dataclasses.replace(
                    self.conversations[id], title=arguments["title"]
                )
            case "remove_conversations":
                for id in arguments["ids"]:
                    self.conversations.pop(id, None)
            case "choose_branch":
                return tuple(map(packed, self.messages.get(arguments["conversation"], ())))
            case "whole_message":
                stored = [each for found in self.messages.values() for each in found]
                return next(each for each in stored if each.id == arguments["id"])
            case "list_documents":
                return self.documents
            case "pinned_documents":
                return self.pinned
            case "list_prompts":
                return self.prompts
            case "list_models":
                return self.overview
            case "chat_lessons" | "list_lessons":
                return self.taught
            case "question_budget":
                return self.budget
            case "export_conversation":
                return arguments["path"]
        return None

    def _text(self, conversation: Conversation) -> str:
        messages = self.messages.get(conversation.id, ())
        return " ".join([conversation.title, *(each.text for each in messages)]).lower()


def packed(message: Message) -> Message:
    """A message as it crosses the pipe with many others."""
    if message.answer is None:
        return message
    return dataclasses.replace(message, answer=None, packed=wire.encode(message.answer))


# ---- what an engine would say ---------------------------------------------------------------

QUESTION = "2025 年净利润是多少？和上一年比变化的原因是什么？"
REPORT, MINUTES = "a" * 32, "b" * 32


def passages() -> tuple[Passage, ...]:
    def passage(
        chunk: int, document: str, title: str, page: int, start: int, heading: str
    ) -> Passage:
        return Passage(
            chunk, document, title, page, start, start + 100, "text", heading, 1.0,
            ("keyword", "vector"),
        )  # fmt: skip

    return (
        passage(1, REPORT, "2025 年年度报告.pdf", 14, 1000, "第二节 › 主要会计数据"),
        passage(2, REPORT, "2025 年年度报告.pdf", 22, 2000, "第三节 › 经营情况讨论"),
        passage(3, MINUTES, "投资者交流会纪要.docx", 1, 300, "问答第 4 条"),
    )


def answer(waiting: int = 0) -> Answer:
    first, second, third = passages()

    def cite(passage: Passage) -> Citation:
        start = passage.start + 5
        return Citation(passage.document, passage.title, passage.page, start, start + 20, "quote")

    sentences = (
        AnswerSentence(
            "2025 年公司实现净利润 4.82 亿元，比上一年增长 12.6%。",
            Support.SUPPORTED,
            (cite(first),),
        ),
        AnswerSentence(
            "增长主要来自海外订单增加和原材料成本下降，其中海外收入占比由 31% 升至 38%。",
            Support.SUPPORTED,
            (cite(second), cite(third)),
        ),
        AnswerSentence("管理层预计这一趋势将在 2026 年延续。", Support.UNSUPPORTED, (cite(third),)),
    )
    return Answer(
        "\n".join(each.text for each in sentences),
        sentences,
        passages(),
        trace(),
        "quoting",
        waiting=waiting,
    )


def not_said() -> Answer:
    return Answer("您的文档中没有提到。", (), passages(), trace(), "quoting")


def trace() -> tuple[TraceStep, ...]:
    return (
        TraceStep("search", "3 passages in 2 documents", 0.21),
        TraceStep("write", "3 sentences from 2 documents", 0.04),
        TraceStep("verify", "2 of 3 supported", 0.02),
    )


def tell(request: Request, *events: Step | Retrieved | Token) -> None:
    for event in events:
        request.told.emit(event)
