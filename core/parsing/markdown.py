"""Reads Markdown: CommonMark with tables and front matter."""

import re
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Progress, Stage
from core.parsing.text_builder import TextBuilder, one_line
from core.parsing.whole_file import read_text
from core.types import ParsedDocument

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_BYTES = 50_000_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([\w-]+):[ \t]*(.+)$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
_LINKS = re.compile(r"^\[toc\]$|^\[\[_toc_\]\]$", re.IGNORECASE)


class MarkdownParser:
    """Markdown; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a Markdown file.

        Raises:
            TooLarge: more than 50 MB.
            EmptyDocument: no text in it.
        """
        yield Progress(Stage.READING, 0, 1)
        builder = TextBuilder(name)
        title = write_markdown(read_text(path, name, MAX_BYTES), builder)
        return builder.build("markdown", title)


def write_markdown(text: str, builder: TextBuilder) -> str:
    """Add Markdown text; returns the title of its front matter, "" without one."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    title = ""
    front = _FRONT_MATTER.match(text)
    if front and _FIELD.search(front[1]):
        fields = {
            key.lower(): value.strip().strip("\"'") for key, value in _FIELD.findall(front[1])
        }
        title = fields.get("title", "")
        text = text[front.end() :]
        shown = [f"{key}: {value}" for key, value in fields.items() if key != "title"]
        if title:
            builder.heading(title, 1)
        builder.paragraph("\n".join(shown))
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    _Writer(builder).write(parser.parse(text))
    return title


class _Writer:
    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._lists: list[tuple[bool, int]] = []
        self._marker = ""
        self._level = 0
        self._rows: list[list[str]] = []
        self._headers = 0
        self._html: list[str] = []

    def write(self, tokens: Sequence["Token"]) -> None:
        for token in tokens:
            if token.type != "html_block" and self._html:
                self._end_html()
            self._token(token)
        self._end_html()

    def _token(self, token: "Token") -> None:
        kind = token.type
        if kind == "heading_open":
            self._level = int(token.tag[1])
        elif kind == "heading_close":
            self._level = 0
        elif kind == "ordered_list_open":
            start = token.attrGet("start")
            self._lists.append((True, int(start) if start is not None else 1))
        elif kind == "bullet_list_open":
            self._lists.append((False, 0))
        elif kind in ("ordered_list_close", "bullet_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._open_item()
        elif kind == "list_item_close":
            self._marker = ""
        elif kind == "table_open":
            self._rows, self._headers = [], 0
        elif kind == "tr_open":
            self._rows.append([])
        elif kind == "thead_close":
            self._headers = len(self._rows)
        elif kind == "table_close":
            self._builder.table(self._rows, self._headers)
            self._rows = []
        elif kind in ("fence", "code_block"):
            self._builder.code(token.content)
        elif kind == "html_block":
            self._html.append(token.content)
        elif kind == "inline":
            self._inline(token)

    def _open_item(self) -> None:
        ordered, number = self._lists[-1]
        self._marker = f"{number}. " if ordered else "• "
        self._lists[-1] = (ordered, number + 1)

    def _inline(self, token: "Token") -> None:
        text, pictures = inline_text(token.children or [])
        if self._rows:
            self._rows[-1].append(" ".join([text, *pictures]).strip())
            return
        if _LINKS.match(text.strip()):
            return
        if self._level:
            self._builder.heading(text, self._level)
        elif self._marker:
            box = re.match(r"\[([ xX])\] ", text)
            if box:
                text = ("☐ " if box[1] == " " else "☑ ") + text[4:]
            self._builder.list_item(text, len(self._lists) - 1, self._marker)
            self._marker = ""
        else:
            self._builder.paragraph(text)
        for picture in pictures:
            self._builder.caption(picture)

    def _end_html(self) -> None:
        if not self._html:
            return
        from core.parsing.html import read_html
        from core.parsing.html_writer import HtmlWriter

        root = read_html("".join(self._html))
        self._html = []
        if root is not None:
            HtmlWriter(self._builder, whole=True).write(root)


def inline_text(tokens: Sequence["Token"]) -> tuple[str, list[str]]:
    """Text of inline tokens, and the descriptions of the pictures among them."""
    pieces: list[str] = []
    pictures: list[str] = []
    for index, token in enumerate(tokens):
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "hardbreak":
            pieces.append("\n")
        elif token.type == "softbreak":
            before = pieces[-1][-1:] if pieces else ""
            after = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
            pieces.append("" if _WIDE.match(before) and _WIDE.match(after) else " ")
        elif token.type == "image":
            alt = one_line(inline_text(token.children or [])[0])
            if alt and alt.lower() not in ("image", "img", "图片"):
                pictures.append(alt)
        elif token.type == "html_inline" and _BREAK.match(token.content):
            pieces.append("\n")
    return "".join(pieces), pictures
