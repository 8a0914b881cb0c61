"""Which documents are asked: a button that says it, and a menu of tags, kinds, languages, dates."""

import dataclasses
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from core.types import Facets, Filter
from desktop import theme
from desktop.document_kinds import document_kinds
from desktop.widgets.buttons import Button
from desktop.widgets.text import plain_tip

_DAY = 86_400.0
_MOST = 12
"""Values of one kind that a menu lists; the most frequent come first."""
_ROOM = 320
"""Pixels that its words may take; the whole of them is its tool tip."""


class ScopeButton(Button):
    """Says which documents are asked; pressed, it lets the person choose."""

    wanted = Signal()
    """The menu opens: `show_facets` is wanted."""
    chosen = Signal(object)
    """Filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "link", parent=parent)
        self.where = Filter()
        self._facets = Facets((), (), ())
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.wanted)
        self.setMenu(self._menu)
        self.setProperty("flush", "left")
        self.setProperty("menu", "true")
        self._fill()
        self.retranslate()

    def show_filter(self, where: Filter) -> None:
        """Show which documents are asked."""
        self.where = where
        self._fill()
        self.retranslate()

    def show_facets(self, facets: Facets) -> None:
        """What there is to choose from."""
        if facets != self._facets:
            self._facets = facets
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self.retranslate()

    def retranslate(self) -> None:
        """Word the button."""
        said = self.said()
        metrics = QFontMetrics(theme.font(theme.Type.SECOND))
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, theme.px(_ROOM))
        self.setText(_literal(shown))
        self.setToolTip(plain_tip(said) if shown != said else "")
        self.setAccessibleName(self.tr("Documents that are asked: {which}").format(which=said))

    def said(self) -> str:
        """The filter in words."""
        where = self.where
        parts = []
        if where.documents:
            parts.append(self.tr("%n chosen document(s)", "", len(where.documents)))
        parts += [f"“{tag}”" for tag in where.tags]
        parts += [document_kinds.kind("", each) for each in where.formats]
        parts += [document_kinds.language(each) for each in where.languages]
        if where.added_from:
            parts.append(self._since(where.added_from))
        return (
            self.tr("Only: {which}").format(which=" · ".join(parts))
            if parts
            else self.tr("All documents")
        )

    # ---- the menu ------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._menu.clear()
        everything = self._menu.addAction(self.tr("All documents"))
        everything.setCheckable(True)
        everything.setChecked(self.where == Filter())
        everything.triggered.connect(lambda: self._choose(Filter()))
        facets = self._facets
        kind, language = partial(document_kinds.kind, ""), document_kinds.language
        self._section(self.tr("Tags"), "tags", facets.tags, str)
        # A choice of one is none.
        formats = facets.formats if len(facets.formats) > 1 else ()
        languages = facets.languages if len(facets.languages) > 1 else ()
        self._section(self.tr("Kind"), "formats", formats, kind)
        self._section(self.tr("Language"), "languages", languages, language)
        self._head(self.tr("Added"))
        for days in (7, 31, 366):
            since = time.time() - days * _DAY
            action = self._check(self._since(since), self._days() == days)
            action.triggered.connect(
                lambda on, since=since: self._choose(
                    dataclasses.replace(self.where, added_from=since if on else 0.0)
                )
            )

    def _head(self, title: str) -> None:
        # Not a titled separator: style sheets draw its line alone.
        self._menu.addSeparator()
        self._menu.addAction(title).setEnabled(False)

    def _section(
        self,
        title: str,
        field: str,
        counted: tuple[tuple[str, int], ...],
        worded: Callable[[str], str],
    ) -> None:
        chosen: tuple[str, ...] = getattr(self.where, field)
        # What is chosen is listed in any case, or it could not be taken back.
        values = dict.fromkeys((*(value for value, _ in counted[:_MOST]), *chosen))
        if values:
            self._head(title)
        for value in values:
            action = self._check(worded(value), value in chosen)
            action.triggered.connect(lambda on, value=value: self._toggle(field, value, on))

    def _check(self, words: str, checked: bool) -> QAction:
        action = self._menu.addAction(_literal(words))
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    def _toggle(self, field: str, value: str, on: bool) -> None:
        kept = tuple(each for each in getattr(self.where, field) if each != value)
        changed: dict[str, Any] = {field: (*kept, value) if on else kept}
        self._choose(dataclasses.replace(self.where, **changed))

    def _days(self) -> int:
        if not self.where.added_from:
            return 0
        return min((7, 31, 366), key=lambda n: abs(time.time() - n * _DAY - self.where.added_from))

    def _since(self, moment: float) -> str:
        days = (time.time() - moment) / _DAY
        if days < 20:
            return self.tr("in the last week")
        if days < 200:
            return self.tr("in the last month")
        return self.tr("in the last year")

    @Slot(object)
    def _choose(self, where: Filter) -> None:
        self.show_filter(where)
        self.chosen.emit(where)


def _literal(words: str) -> str:
    """An ampersand would make a key of the letter after it."""
    return words.replace("&", "&&")
