"""Reads XML: articles (JATS, DocBook), feeds (RSS, Atom), and the text of any other kind."""

import re
from collections.abc import Callable, Generator
from pathlib import Path

from core.events import Progress, Stage
from core.parsing import encoding
from core.parsing.archive_guard import Element, all_text, read_xml
from core.parsing.html import read_html
from core.parsing.html_table import tag_of
from core.parsing.html_writer import HtmlWriter
from core.parsing.text_builder import TextBuilder, one_line
from core.parsing.whole_file import read_bytes
from core.types import DocumentNotice, NoticeKind, ParsedDocument

MAX_BYTES = 60_000_000
_DECLARED = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([\w.-]+)""")
_SAME = {
    "p": "p", "para": "p", "simpara": "p", "disp-formula": "p", "disp-quote": "blockquote",
    "list-item": "li", "listitem": "li", "def-item": "div", "itemizedlist": "ul",
    "orderedlist": "ol", "programlisting": "pre", "screen": "pre", "code": "code",
    "preformat": "pre",
    "caption": "figcaption",
    "break": "br", "fn": "p", "ref": "li", "ref-list": "ul",
    "contrib-group": "p", "aff": "p", "kwd-group": "p", "corresp": "p", "verse-line": "p",
    "sec": "section", "def": "p", "term": "p", "speech": "p", "ack": "section", "attrib": "p",
    "fig": "figure", "table-wrap": "figure", "boxed-text": "div", "note": "div", "row": "tr",
    "entry": "td", "tgroup": "table", "supplementary-material": "div", "abstract": "section",
    "trans-abstract": "section", "informaltable": "div", "chapter": "section", "section": "section",
    "simplesect": "section", "sect1": "section", "sect2": "section", "sect3": "section",
}  # fmt: skip
_ARTICLES = ("article", "book", "chapter", "section", "pmc-articleset", "refentry", "book-part")
_OUTER = ("sec", "abstract", "ack", "ref-list", "app", "back", "section", "chapter", "glossary")
_LEFT_OUT = (
    "journal-meta", "article-id", "history", "permissions", "self-uri", "pub-date", "counts",
    "custom-meta-group", "related-article", "volume", "issue", "fpage", "lpage", "elocation-id",
    "article-categories", "graphic", "media", "object-id", "funding-group",
    "contrib-id", "processing-meta", "inline-graphic", "author-notes", "issue-title", "info",
)  # fmt: skip


class XmlParser:
    """XML files; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read an XML file.

        Raises:
            TooLarge: more than 60 MB, or nested too deeply.
            DamagedFile: no element in it.
            EmptyDocument: no text in it.
        """
        yield Progress(Stage.READING, 0, 1)
        root, broken = read_xml(_as_utf8(read_bytes(path, name, MAX_BYTES)), name)
        builder = TextBuilder(name)
        kind = tag_of(root)
        title = ""
        if kind in ("rss", "rdf", "feed"):
            title = _feed(root, builder)
        elif kind in _ARTICLES or next(root.iter("{*}article-meta"), None) is not None:
            _as_page(root)
            HtmlWriter(builder, whole=True).write(root)
        elif next(root.iter("{http://www.w3.org/1999/xhtml}body"), None) is not None:
            HtmlWriter(builder).write(root)
        else:
            _anything(root, builder)
        notices = [DocumentNotice(NoticeKind.DAMAGED)] if broken else []
        return builder.build("xml", title, notices)


def _as_utf8(content: bytes) -> bytes:
    """The same XML in UTF-8: libxml2 knows fewer encodings than Python."""
    declared = _DECLARED.search(content[:300])
    text = encoding.decode(content, declared[1].decode() if declared else "")[0]
    body = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1)
    return body.encode("utf-8", errors="replace")


def _feed(root: Element, builder: TextBuilder) -> str:
    title = ""
    for element in root.iter():
        tag = tag_of(element)
        parent = element.getparent()
        within = "" if parent is None else tag_of(parent)
        if tag == "title":
            text = one_line(_plain(all_text(element)))
            title = title or text
            builder.heading(text, 2 if within in ("item", "entry") else 1)
        elif tag in ("pubdate", "published", "creator") and within in ("item", "entry"):
            builder.paragraph(all_text(element))
        elif tag in ("description", "encoded", "content", "summary", "subtitle"):
            page = read_html(all_text(element))
            if page is not None:
                HtmlWriter(builder, whole=True).write(page)
    return title


def _plain(text: str) -> str:
    page = read_html(text) if "<" in text or "&" in text else None
    return text if page is None else all_text(page)


def _anything(root: Element, builder: TextBuilder) -> None:
    """Every element that holds text itself becomes a paragraph with all that is inside it."""
    stack = [root]
    while stack:
        element = stack.pop()
        own = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        if own or not len(element):
            builder.paragraph(one_line(all_text(element)))
        else:
            stack.extend(child for child in reversed(element) if tag_of(child))


def _as_page(root: Element) -> None:
    """Rename the elements of an article to what HTML calls them."""
    for element in list(root.iter()):
        tag = tag_of(element)
        change = _CHANGES.get(tag)
        if tag in _LEFT_OUT:
            _drop(element)
        elif change:
            change(element)
        elif tag in _SAME:
            element.tag = _SAME[tag]


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _heading(element: Element) -> None:
    parent = element.getparent()
    within = "" if parent is None else tag_of(parent)
    if within in ("caption", "figcaption"):
        element.tag = "div"
        return
    depth = sum(tag_of(e) in (*_OUTER, "sect1", "sect2", "sect3") for e in element.iterancestors())
    element.tag = f"h{min(6, max(1, depth + 1))}"


def _label(element: Element) -> None:
    following = element.getnext()
    if following is not None and tag_of(following) in ("title", "caption"):
        text = one_line(all_text(element))
        target = following
        if tag_of(following) == "caption" and len(following):
            target = following[0]
        target.text = f"{text} {target.text or ''}"
        _drop(element)
    else:
        element.tail = f" {element.tail or ''}"
        element.tag = "span"


def _alternatives(element: Element) -> None:
    """Of several writings of a formula keep TeX, which reads better than MathML's bare signs."""
    if any(tag_of(child) == "tex-math" for child in element):
        for child in [child for child in element if tag_of(child) == "math"]:
            _drop(child)


def _formula(element: Element) -> None:
    text = all_text(element)
    inside = text.partition("\\begin{document}")[2].partition("\\end{document}")[0]
    for child in list(element):
        element.remove(child)
    element.text = f" {(inside or text).strip().strip('$').strip()} "
    element.tag = "span"


def _list(element: Element) -> None:
    ordered = (element.get("list-type") or "") in ("order", "alpha-lower", "roman-lower")
    element.tag = "ol" if ordered else "ul"


def _spaced(element: Element) -> None:
    """Put spaces between parts that stand in elements of their own, without text between them."""
    for part in element.iter():
        if part is not element and not (part.tail or "").strip():
            part.tail = " "


def _affiliation(element: Element) -> None:
    _spaced(element)
    element.tag = "p"


def _authors(element: Element) -> None:
    names = []
    for contributor in element.iter("{*}contrib"):
        parts = [
            one_line(all_text(part))
            for tag in ("given-names", "surname", "collab", "string-name")
            for part in contributor.iter("{*}" + tag)
        ]
        names.append(" ".join(parts))
    for child in list(element):
        element.remove(child)
    element.text = ", ".join(filter(None, names))
    element.tag = "p"


def _keywords(element: Element) -> None:
    words = [one_line(all_text(word)) for word in element.iter("{*}kwd")]
    for child in list(element):
        element.remove(child)
    element.text = ", ".join(words)
    element.tag = "p"


def _article_title(element: Element) -> None:
    parent = element.getparent()
    if parent is not None and tag_of(parent) in ("title-group", "book-title-group"):
        element.tag = "h1"


_CHANGES: dict[str, Callable[[Element], None]] = {
    "alternatives": _alternatives,
    "tex-math": _formula,
    "title": _heading,
    "article-title": _article_title,
    "label": _label,
    "list": _list,
    "element-citation": _spaced,
    "mixed-citation": _spaced,
    "aff": _affiliation,
    "contrib-group": _authors,
    "kwd-group": _keywords,
}
