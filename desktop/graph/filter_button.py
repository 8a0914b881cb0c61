"""Which part of the map is shown: kinds, documents, when they were added; a button with a menu."""

import dataclasses
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.types import Document, GraphFilter
from desktop.graph.wording import filled, words
from desktop.widgets.buttons import Button

_DAY = 86_400.0
_SPANS = (7, 31, 366)
_DOCUMENTS = 15
_LONGEST = 48


class FilterButton(Button):
    """Says what is left out; pressed, it lets the person choose."""

    chosen = Signal(object)
    """GraphFilter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "link", parent=parent)
        self.where = GraphFilter()
        self._kinds: tuple[tuple[str, int], ...] = ()
        self._documents: tuple[Document, ...] = ()
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setProperty("menu", "true")
        self.retranslate()

    def show_filter(self, where: GraphFilter) -> None:
        """Show what is chosen."""
        if where != self.where:
            self.where = where
            self.retranslate()

    def show_choices(
        self, kinds: tuple[tuple[str, int], ...], documents: tuple[Document, ...]
    ) -> None:
        """What there is to choose from."""
        if (kinds, documents) != (self._kinds, self._documents):
            self._kinds, self._documents = kinds, documents
            self._fill()

    def said(self) -> str:
        """The filter in words; "" for none."""
        where = self.where
        parts = [words.kind(kind) for kind in where.kinds]
        if where.documents:
            parts.append(self.tr("%n chosen document(s)", "", len(where.documents)))
        if where.added_from:
            parts.append(self._since(self._days()))
        return " · ".join(parts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        said = self.said()
        shown = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
        self.setText(
            filled(self.tr("Only: {which}"), which=_literal(shown)) if said else self.tr("Filter")
        )
        self.setToolTip(said)
        self.setAccessibleName(
            filled(self.tr("Only: {which}"), which=said) if said else self.tr("Filter the map")
        )
        self._fill()

    # ---- the menu ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._menu.clear()
        everything = self._check(self.tr("Everything"), self.where == GraphFilter())
        everything.triggered.connect(lambda: self._choose(GraphFilter()))
        self._head(self.tr("Kind"))
        for kind in dict.fromkeys((*(kind for kind, _ in self._kinds), *self.where.kinds)):
            action = self._check(words.kind(kind), kind in self.where.kinds)
            action.triggered.connect(self._then(self._toggle, "kinds", kind))
        titles = {each.id: each.title for each in self._documents[:_DOCUMENTS]}
        listed = dict.fromkeys((*titles, *self.where.documents))
        if len(listed) > 1:
            self._head(self.tr("Document"))
            known = {each.id: each.title for each in self._documents}
            for id in listed:
                title = known.get(id, id)
                shown = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
                action = self._check(shown, id in self.where.documents)
                action.triggered.connect(self._then(self._toggle, "documents", id))
        self._head(self.tr("Added"))
        for days in _SPANS:
            action = self._check(self._since(days), self._days() == days)
            action.triggered.connect(self._then(self._choose_days, days))

    def _head(self, title: str) -> None:
        # Not a titled separator: style sheets draw its line alone.
        self._menu.addSeparator()
        self._menu.addAction(title).setEnabled(False)

    def _check(self, said: str, checked: bool) -> QAction:
        action = self._menu.addAction(_literal(said))
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    def _then(self, do: Callable[..., None], *what: object) -> Callable[[bool], None]:
        # Not a bare `partial`: Qt cannot see that it takes the state, and leaves it away.
        return lambda on: do(*what, on)

    def _toggle(self, field: str, value: str, on: bool) -> None:
        kept: tuple[str, ...] = tuple(x for x in getattr(self.where, field) if x != value)
        now = (*kept, value) if on else kept
        if field == "kinds":
            self._choose(dataclasses.replace(self.where, kinds=now))
        else:
            self._choose(dataclasses.replace(self.where, documents=now))

    def _choose_days(self, days: int, on: bool) -> None:
        since = time.time() - days * _DAY if on else 0.0
        self._choose(dataclasses.replace(self.where, added_from=since))

    def _days(self) -> int:
        if not self.where.added_from:
            return 0
        return min(_SPANS, key=lambda n: abs(time.time() - n * _DAY - self.where.added_from))

    def _since(self, days: int) -> str:
        return {
            7: self.tr("in the last week"),
            31: self.tr("in the last month"),
            366: self.tr("in the last year"),
        }.get(days, "")

    @Slot(object)
    def _choose(self, where: GraphFilter) -> None:
        self.show_filter(where)
        self._fill()
        self.chosen.emit(where)


def _literal(text: str) -> str:
    """An ampersand would make a key of the letter after it."""
    return text.replace("&", "&&")
