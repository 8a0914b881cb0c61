"""Stretches of documents as citations: their text, their page, the document they are of."""

from bisect import bisect_right

from core.errors import NotFound
from core.stores.catalog import Catalog
from core.types import Citation, Document, MarkKind


class Quotes:
    """Makes citations; remembers the documents it met, so make a new one for each question."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._documents: dict[str, Document | None] = {}
        self._pages: dict[str, list[int]] = {}

    def citation(self, document: str, start: int, end: int) -> Citation | None:
        """`text[start:end]` of a document, without rectangles; None where the document is gone."""
        known = self.document(document)
        if known is None:
            return None
        try:
            quote = self._catalog.texts.stretch(document, start, end)
        except NotFound:
            return None
        page = self._page(known, start)
        return Citation(document, known.title, page, start, end, quote)

    def document(self, id: str) -> Document | None:
        """A document; None where it is gone."""
        if id not in self._documents:
            self._documents[id] = next(iter(self._catalog.some([id])), None)
        return self._documents[id]

    def meet(self, ids: set[str]) -> None:
        """Fetch these documents at once."""
        missing = [id for id in ids if id not in self._documents]
        self._documents |= dict.fromkeys(missing)
        self._documents |= {each.id: each for each in self._catalog.some(missing)}

    def _page(self, document: Document, position: int) -> int:
        if document.pages <= 1:
            return 1
        if document.id not in self._pages:
            # Sizes of pages are quick to read; marks are read only where there are none.
            sizes = self._catalog.texts.page_sizes(document.id)
            self._pages[document.id] = (
                [size.start for size in sizes]
                if len(sizes) == document.pages
                else [
                    mark.start
                    for mark in self._catalog.texts.marks(document.id)
                    if mark.kind is MarkKind.PAGE
                ]
            )
        return max(1, bisect_right(self._pages[document.id], position))
