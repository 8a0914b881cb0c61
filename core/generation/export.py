"""A conversation as a file to keep or hand in: Markdown or Word, every quote with its footnote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BadRequest, DiskFull
from core.generation.citations import readable
from core.generation.exported_answer import as_markdown, as_paragraphs, is_written
from core.types import Answer, AnswerSentence, Citation, Message, Role

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

QUOTE_LENGTH = 300
"""Characters of a quote in a footnote; the rest of a longer one is left out with an ellipsis."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$]|^(?:[+\-=]|\d+[.)])(?=\s|$))", re.MULTILINE)
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Footnote:
    """What a footnote says."""

    title: str
    name: str
    place: str
    quote: str

    def __str__(self) -> str:
        source = self.title if self.title == self.name else f"{self.title} ({self.name})"
        if _CJK.search(self.title):
            source = f"《{self.title}》" + ("" if self.title == self.name else f"（{self.name}）")
            return f"{source}，{self.place}：“{self.quote}”"
        return f"{source}, {self.place}: “{self.quote}”"


def export(library: "KnowledgeBase", id: int, path: Path) -> Path:
    """Write a conversation to `path`; its suffix, .md or .docx, says how. Returns the path.

    Raises:
        BadRequest: another suffix, or the file cannot be written there.
        NotFound: no such conversation.
        DiskFull: no room for the file.
    """
    suffix = path.suffix.lower()
    if suffix not in (".md", ".docx"):
        raise BadRequest(reason="Choose a file name that ends with .md or .docx.")
    title = library.conversations.one(id).title
    messages = library.conversations.messages(id)
    try:
        if suffix == ".md":
            path.write_text(_markdown(library, title, messages), encoding="utf-8")
        else:
            from core.generation.word import write_word

            write_word(path, title, list(paragraphs(library, messages)))
    except OSError as error:
        import errno

        if error.errno == errno.ENOSPC:
            raise DiskFull(path=str(path.parent)) from error
        reason = f"“{path.name}” cannot be written there. Choose another folder, or close the file."
        raise BadRequest(reason=reason) from error
    return path


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an exported conversation: runs of text, each followed by its footnotes."""

    is_question: bool
    runs: tuple[tuple[str, tuple[Footnote, ...]], ...]
    of: Answer | None = None
    """The written answer that it is a part of."""


def paragraphs(library: "KnowledgeBase", messages: tuple[Message, ...]) -> Iterator[Paragraph]:
    """The messages as paragraphs; lines of an answer are paragraphs of their own."""
    names = _names(library, messages)
    for message in messages:
        if message.corrected:
            yield from _corrected(message, names)
            continue
        if message.answer is not None and is_written(message.answer):
            for pieces in as_paragraphs(message.answer):
                runs = [(text, _footnotes(one, names) if one else ()) for text, one in pieces]
                yield Paragraph(False, tuple(runs), message.answer)
            continue
        if message.role is Role.PERSON or message.answer is None or not message.answer.sentences:
            yield Paragraph(message.role is Role.PERSON, ((message.text.strip(), ()),))
            continue
        for sentence in message.answer.sentences:
            yield Paragraph(False, ((sentence.text, _footnotes(sentence, names)),))


def _corrected(message: Message, names: dict[str, str]) -> Iterator[Paragraph]:
    """An answer as the person would have it; a sentence that was left as it was keeps its notes."""
    sentences = message.answer.sentences if message.answer else ()
    for line in filter(str.strip, message.corrected.split("\n")):
        runs, rest = [], line
        for sentence in sentences:
            before, found, after = rest.partition(sentence.text.strip())
            if found:
                runs.append((before + found, _footnotes(sentence, names)))
                rest = after
        yield Paragraph(False, (*runs, (rest, ())) if rest else tuple(runs))


def _names(library: "KnowledgeBase", messages: tuple[Message, ...]) -> dict[str, str]:
    cited = {
        citation.document
        for message in messages
        if message.answer
        for sentence in message.answer.sentences
        for citation in sentence.citations
    }
    return {document.id: document.name for document in library.catalog.some(sorted(cited))}


def _footnotes(sentence: AnswerSentence, names: dict[str, str]) -> tuple[Footnote, ...]:
    return tuple(_footnote(citation, names) for citation in sentence.citations)


def _footnote(citation: Citation, names: dict[str, str]) -> Footnote:
    quote = readable(citation.quote)
    if len(quote) > QUOTE_LENGTH:
        quote = quote[: QUOTE_LENGTH - 1].rstrip() + "…"
    chinese = _CJK.search(citation.title) is not None
    place = f"第 {citation.page} 页" if chinese else f"page {citation.page}"
    return Footnote(citation.title, names.get(citation.document, citation.title), place, quote)


def _markdown(library: "KnowledgeBase", title: str, messages: tuple[Message, ...]) -> str:
    notes: list[str] = []
    names = _names(library, messages)
    blocks = [f"# {_escaped(title)}"]

    def noted(footnotes: tuple[Footnote, ...]) -> str:
        for footnote in footnotes:
            notes.append(f"[^{len(notes) + 1}]: {_escaped(str(footnote))}")
        first = len(notes) - len(footnotes) + 1
        return "".join(f"[^{number}]" for number in range(first, len(notes) + 1))

    written: Answer | None = None
    for paragraph in paragraphs(library, messages):
        if paragraph.of is not None:
            # It is in Markdown already, tables and code included.
            if paragraph.of is not written:
                written = paragraph.of
                blocks.append(as_markdown(written, lambda one: noted(_footnotes(one, names))))
            continue
        text = ""
        for run, footnotes in paragraph.runs:
            text += _escaped(run).replace("\n", "  \n") + noted(footnotes)
        blocks.append("## " + " ".join(text.split()) if paragraph.is_question else text)
    return "\n\n".join([*blocks, *notes]) + "\n"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
