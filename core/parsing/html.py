"""Reads web pages (HTML, XHTML) in any encoding; menus and scripts are left out."""

import re
from collections.abc import Generator
from pathlib import Path

from lxml import etree

from core.errors import EmptyDocument
from core.events import Progress, Stage
from core.parsing import encoding
from core.parsing.archive_guard import Element
from core.parsing.html_table import SKIPPED, tag_of
from core.parsing.html_writer import HtmlWriter
from core.parsing.text_builder import TextBuilder, one_line
from core.parsing.whole_file import read_bytes
from core.types import ParsedDocument

MAX_BYTES = 100_000_000
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_INLINE_TAG = re.compile(
    r"</?(?:b|i|u|s|a|em|strong|font|span|small|big|tt|sub|sup|q|ins|del)\b[^>]*>", re.IGNORECASE
)
_NESTING_TAG = re.compile(
    r"</?(?:div|section|article|blockquote|center|ul|ol|li|dl|dd|dt|table|tbody|tr|td|th|form"
    r"|fieldset|details|figure)\b[^>]*>",
    re.IGNORECASE,
)
"""What is flattened where nesting goes deeper than the parser allows and text would be lost."""
_MAIN_SHARE = 0.4


class HtmlParser:
    """Web pages; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a web page.

        Raises:
            TooLarge: more than 100 MB.
            EmptyDocument: no text in it.
        """
        yield Progress(Stage.READING, 0, 1)
        root = read_html(read_bytes(path, name, MAX_BYTES))
        if root is None:
            raise EmptyDocument(name=name)
        builder = TextBuilder(name)
        HtmlWriter(builder).write(_main_content(root))
        return builder.build("html", page_title(root))


def read_html(content: bytes | str, declared: str = "") -> Element | None:
    """Root of a page, however broken it is; None when nothing is in it."""
    if isinstance(content, bytes):
        head = content[:4096]
        found = _CHARSET.search(head) or _XML_ENCODING.search(head)
        declared = declared or (found[1].decode("ascii") if found else "")
        content = encoding.decode(content, declared)[0]
    content = _DECLARATION.sub("", content.replace("\0", ""), count=1)
    if not content.strip():
        return None
    parser = etree.HTMLParser(
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,
        encoding="utf-8",
    )
    root = etree.fromstring(content.encode("utf-8", errors="replace"), parser)
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        flat = _INLINE_TAG.sub("", _NESTING_TAG.sub("<p>", content))
        root = etree.fromstring(flat.encode("utf-8", errors="replace"), parser)
    return root if isinstance(root, etree._Element) else None


def page_title(root: Element) -> str:
    """Title from the page's head."""
    for element in root.iter("title"):
        parent = element.getparent()
        if parent is None or tag_of(parent) in ("head", "html", "body"):
            return one_line("".join(element.itertext()))
    return ""


def _main_content(root: Element) -> Element:
    body = next(root.iter("body"), root)
    mains = [e for e in body.iter("main", "div") if tag_of(e) == "main" or e.get("role") == "main"]
    if len(mains) == 1 and _visible(mains[0]) > _MAIN_SHARE * _visible(body):
        return mains[0]
    return body


def _visible(root: Element) -> int:
    total = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if tag_of(element) in SKIPPED:
                walker.skip_subtree()
            else:
                total += len((element.text or "").strip())
        else:
            total += len((element.tail or "").strip())
    return total
