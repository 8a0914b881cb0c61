"""What the tests of the exam are made on: prose in both languages, and a scripted model."""

import json
from collections.abc import Generator, Mapping, Sequence
from typing import Any

from core.errors import ModelError
from core.events import Token
from core.exam.material import Rarity, Sentence, sentences_of
from core.protocols import ChatMessage
from core.types import Document, Mark, MarkKind, ParsedDocument

ENGLISH = [
    "The lighthouse at Saltby was designed by the engineer Ada Ferris and cost 18,400 pounds.",
    "The bronze bell in the courtyard was cast in 1881 by a foundry from Whitcombe.",
    "Visitors reach the lantern room over 214 narrow steps of Cornish granite.",
    "A heliograph is a signalling device that reflects sunlight with a movable mirror.",
    "The keeper's logbooks were carried to the county archive on 14 March 1932.",
    "Volunteers polish the brass lamp every Thursday because salt dulls it quickly.",
    "The foghorn was replaced in 1967 after a storm flooded the engine house.",
    "Seabirds nest on the northern cliff, which is closed to walkers until August.",
]
CHINESE = [
    "青禾文具公司于1998年在宁波成立，最初只生产木杆铅笔。",
    "成都工厂每年可以生产3500万支圆珠笔，产品主要销往西南地区。",
    "盲文打字机是指供视力障碍者书写盲文的机械设备。",
    "公司在2024年9月推出了可降解笔杆，并获得了国家专利。",
    "仓库的温度必须保持在十八度左右，湿度不得超过百分之五十。",
    "研发中心共有126名工程师，其中三分之一从事油墨研究。",
]


def document(text: str, id: str = "d" * 32, title: str = "Saltby", pages: int = 1) -> Document:
    return Document(
        id, title, "a.txt", "/a.txt", "/a.txt", "text", "en", pages, len(text), 1, len(text), 0.0
    )


def paged(pages: Sequence[Sequence[str]], title: str = "") -> ParsedDocument:
    """A document of several pages, a paragraph a line."""
    marks, text = [], ""
    for number, lines in enumerate(pages, start=1):
        begin = len(text)
        for line in lines:
            marks.append(Mark(MarkKind.PARAGRAPH, len(text), len(text) + len(line)))
            text += line + "\n"
        marks.append(Mark(MarkKind.PAGE, begin, len(text), str(number)))
    return ParsedDocument("text", title, text, tuple(sorted(marks, key=lambda mark: mark.start)))


def read(lines: Sequence[str], marks: Sequence[Mark] = ()) -> tuple[list[Sentence], Rarity]:
    """The sentences of a document of these paragraphs, and how rare their words are."""
    whole = paged([lines])
    rarity = Rarity()
    shown = [*whole.marks, *marks]
    found = list(sentences_of(document(whole.text), whole.text, shown, 10**6, rarity))
    return found, rarity


class ScriptedModel:
    """Stands at the border to a language model: replies from a list, the last one again and again.

    A reply is text, a value that becomes JSON, or an error that is raised.
    """

    name = "scripted"
    context_tokens = 4096

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)
        self.asked: list[Sequence[ChatMessage]] = []

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
    ) -> Generator[Token, None, str]:
        self.asked.append(messages)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        yield Token("")
        if isinstance(reply, ModelError):
            raise reply
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        yield Token(text)
        return text
