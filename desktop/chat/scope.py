"""Which documents are asked: a button that says it, and a menu of tags, kinds, languages, dates."""

import dataclasses
import time
from typing import Any

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.types import Facets, Filter
from desktop.document_kinds import document_kinds
from desktop.widgets.buttons import Button

_DAY = 86_400.0
_MOST = 12
"""Values of one kind that a menu lists; the most frequent come first."""


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
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
            self.retranslate()

    def retranslate(self) -> None:
        """Word the button."""
        said = self.said()
        self.setText(said)
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
        kinds = [(each, document_kinds.kind("", each)) for each, _ in facets.formats]
        tongues = [(each, document_kinds.language(each)) for each, _ in facets.languages]
        self._section(self.tr("Tags"), "tags", [(tag, tag) for tag, _ in facets.tags])
        # A choice of one is none.
        self._section(self.tr("Kind"), "formats", kinds if len(kinds) > 1 else [])
        self._section(self.tr("Language"), "languages", tongues if len(tongues) > 1 else [])
        self._menu.addSection(self.tr("Added"))
        for days in (7, 31, 366):
            since = time.time() - days * _DAY
            action = self._check(self._since(since), self._days() == days)
            action.triggered.connect(
                lambda on, since=since: self._choose(
                    dataclasses.replace(self.where, added_from=since if on else 0.0)
                )
            )

    def _section(self, title: str, field: str, values: list[tuple[str, str]]) -> None:
        if not values:
            return
        self._menu.addSection(title)
        for value, words in values[:_MOST]:
            action = self._check(words, value in getattr(self.where, field))
            action.triggered.connect(lambda on, value=value: self._toggle(field, value, on))

    def _check(self, words: str, checked: bool) -> QAction:
        # An ampersand in a tag would make a key of the letter after it.
        action = self._menu.addAction(words.replace("&", "&&"))
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

    @Slot()
    def _choose(self, where: Filter) -> None:
        self.show_filter(where)
        self.chosen.emit(where)
