"""Reads e-books (.epub): chapters in the order of the spine, each a page with its name."""

import posixpath
from collections.abc import Generator
from pathlib import Path
from urllib.parse import unquote

from core.errors import DamagedFile, UnsupportedFormat
from core.events import Progress, Stage
from core.parsing.archive_guard import Element, GuardedZip, all_text, local
from core.parsing.html import read_html
from core.parsing.html_writer import HtmlWriter
from core.parsing.text_builder import TextBuilder, one_line
from core.types import DocumentNotice, NoticeKind, ParsedDocument

_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


class EpubParser:
    """E-books; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read an e-book.

        Raises:
            UnsupportedFormat: copy-protected.
            ReadingError: damaged, empty or too large.
        """
        with GuardedZip(path, name) as package:
            book = _Book(package)
            builder = TextBuilder(name)
            for index, chapter in enumerate(book.chapters):
                yield Progress(Stage.READING, index, len(book.chapters))
                if chapter in book.protected:
                    raise UnsupportedFormat(name=name, format="a copy-protected book")
                root = read_html(package.read(chapter))
                if root is None:
                    continue
                builder.page(book.labels.get(chapter, ""))
                body = next(root.iter("body"), root)
                HtmlWriter(builder, whole=True).write(body)
            notices = [DocumentNotice(NoticeKind.DAMAGED)] if package.damaged else []
            return builder.build("epub", book.title, notices)


class _Book:
    """The package document: title, chapters in reading order, their names in the contents."""

    def __init__(self, package: GuardedZip) -> None:
        self._package = package
        self._folder, root = self._package_document()
        self.title = next((all_text(e) for e in root.iter() if local(e) == "title"), "")
        items = {e.get("id") or "": e for e in root.iter() if local(e) == "item"}
        order = [e.get("idref") or "" for e in root.iter() if local(e) == "itemref"]
        self.labels: dict[str, str] = {}
        contents = ""
        for item in items.values():
            target = self._path(item.get("href") or "")
            if "nav" in (item.get("properties") or "").split():
                contents = target
                self._read_nav(target)
            elif item.get("media-type") == "application/x-dtbncx+xml" and not self.labels:
                self._read_ncx(target)
        chapters = [
            self._path(items[key].get("href") or "")
            for key in order
            if key in items and (items[key].get("media-type") or _PAGES[0]) in _PAGES
        ]
        self.chapters = [c for c in dict.fromkeys(chapters) if c in package and c != contents]
        if not self.chapters:
            self.chapters = [m for m in package.members if m.endswith((".xhtml", ".html", ".htm"))]
        self.protected = self._protected()

    def _package_document(self) -> tuple[str, Element]:
        container = self._package.xml("META-INF/container.xml")
        paths = [] if container is None else [e.get("full-path") or "" for e in container.iter()]
        paths += [member for member in self._package.members if member.endswith(".opf")]
        for path in paths:
            root = self._package.xml(path) if path else None
            if root is not None:
                return posixpath.dirname(path), root
        raise DamagedFile(name=self._package.name)

    def _path(self, href: str, folder: str | None = None) -> str:
        plain = unquote(href.partition("#")[0])
        return posixpath.normpath(posixpath.join(self._folder if folder is None else folder, plain))

    def _read_nav(self, part: str) -> None:
        root = self._package.xml(part)
        for link in [] if root is None else root.iter():
            if local(link) == "a" and link.get("href"):
                target = self._path(link.get("href"), posixpath.dirname(part))
                self.labels.setdefault(target, one_line(all_text(link)))

    def _read_ncx(self, part: str) -> None:
        root = self._package.xml(part)
        for point in [] if root is None else root.iter():
            if local(point) != "navPoint":
                continue
            label = next((all_text(e) for e in point if local(e) == "navLabel"), "")
            source = next((e.get("src") or "" for e in point if local(e) == "content"), "")
            target = self._path(source, posixpath.dirname(part))
            self.labels.setdefault(target, one_line(label))

    def _protected(self) -> set[str]:
        root = self._package.xml("META-INF/encryption.xml")
        found: set[str] = set()
        for reference in [] if root is None else root.iter():
            if local(reference) == "CipherReference":
                found.add(posixpath.normpath(unquote(reference.get("URI") or "")))
        return found
