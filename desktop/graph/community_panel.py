"""A community in the column: what belongs to it, and sentences that say what it is about."""

from functools import partial

from PySide6.QtWidgets import QWidget

from core.types import Entity
from desktop.graph.contents import MapContents
from desktop.graph.name_row import NameRow
from desktop.graph.panel import Panel
from desktop.graph.section import Section
from desktop.graph.wording import words
from desktop.theme import Space
from desktop.widgets.text import Words

_ENTITIES = 8
_SENTENCES = 6


class CommunityPanel(Panel):
    """What the documents say of entries that belong together."""

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(contents, parent)
        self._counts = Words("", "second", wrap=True)
        self._summary = Words("", wrap=True, selectable=True)
        self._by = Words("", "doubt", wrap=True)
        self.sentences = Section(_SENTENCES, Space.S)
        self.entities = Section(_ENTITIES)
        for widget in (self._counts, self._summary, self._by, self.sentences, self.entities):
            self.column.addWidget(widget)
        self.retranslate()

    def fill(self) -> None:
        """Show the community that is chosen."""
        report = self.contents.report
        if self.already(report, self.contents.chosen, self.contents.picture):
            return
        self.over.setText(self.tr("Belonging together"))
        if report is None:
            groups = self.contents.picture.groups if self.contents.picture is not None else ()
            at = self.contents.chosen.community
            self.heading.setText(next((each.name for each in groups if each.id == at), ""))
            for widget in (self._summary, self._by, self._counts):
                widget.hide()
            self.sentences.fill("", ())
            self.entities.fill("", ())
            return
        community = report.community
        self.heading.setText(community.name)
        self._counts.setText(words.belonging(community))
        self._counts.show()
        self._summary.setText(report.summary)
        self._summary.setVisible(bool(report.summary))
        self._by.setVisible(bool(report.summary))
        self.sentences.fill(
            self.tr("What your documents say"), self.evidence_rows(report.sentences)
        )
        self.entities.fill(
            self.tr("Belongs to it"), [partial(self._entity, each) for each in report.entities]
        )

    def _entity(self, entity: Entity) -> QWidget:
        row = NameRow(
            entity.name, words.kind(entity.kind), "", str(entity.kind), words.spoken(entity)
        )
        row.clicked.connect(lambda: self.contents.show_entities([entity.id]))
        return row

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._by.setText(self.tr("Written by the writing model from the sentences below."))
        super().retranslate()
