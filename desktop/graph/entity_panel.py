"""An entity in the column: its names, what it is connected with, the sentences that name it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.types import Connection, Entity, EntityDetail, Provenance
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.entity_editing import EntityEditing
from desktop.graph.name_row import NameRow
from desktop.graph.panel import Panel
from desktop.graph.section import Section
from desktop.graph.suggestion_card import SuggestionCard
from desktop.graph.wording import filled, words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_CONNECTIONS = 10
_SENTENCES = 4
_FACTS = 4
_DOCUMENTS = 4


class EntityPanel(Panel):
    """All there is to say of what is chosen."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(contents, parent)
        self._corrections = corrections
        self._detail: EntityDetail | None = None
        self._counts = Words("", "second", wrap=True, selectable=True)
        self._by_model = Words("", "doubt", wrap=True)
        self.around = Button("", "primary")
        self.ask = Button("")
        self.editing = EntityEditing(contents, corrections)
        self.suggestions = Section(2, Space.S)
        self.connections = Section(_CONNECTIONS)
        self.facts = Section(_FACTS, Space.S)
        self.sentences = Section(_SENTENCES, Space.S)
        self.documents = Section(_DOCUMENTS)
        self._lay_out()
        self.around.clicked.connect(self._put_in_the_middle)
        self.ask.clicked.connect(self._ask)
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.around, 1)
        buttons.addWidget(self.ask, 1)
        column = self.column
        column.addWidget(self._counts)
        column.addWidget(self._by_model)
        column.addLayout(buttons)
        column.addWidget(self.editing)
        for section in (
            self.suggestions,
            self.connections,
            self.facts,
            self.sentences,
            self.documents,
        ):
            column.addWidget(section)

    def fill(self) -> None:
        """Show the entity that is chosen; until it has come, its name."""
        chosen = self.contents.chosen
        detail = self.contents.detail
        known = self.contents.entity(chosen.ids[0]) if chosen.ids else None
        entity = detail.entity if detail is not None else known
        self._detail = detail
        self.over.setText(words.kind(entity.kind) if entity is not None else "")
        self.heading.setText(entity.name if entity is not None else "")
        self._counts.setText(words.counts(entity) if entity is not None else "")
        model = entity is not None and entity.by is Provenance.MODEL
        self._by_model.setVisible(model)
        self.around.setEnabled(entity is not None)
        self.ask.setEnabled(entity is not None)
        in_the_middle = self.contents.shown.ids == chosen.ids
        self.around.setVisible(not in_the_middle)
        self.editing.show_entity(detail.entity if detail is not None else None)
        self._fill_sections(detail)

    def _fill_sections(self, detail: EntityDetail | None) -> None:
        if self.already(detail, self.contents.read_only):
            return
        if detail is None:
            for section in (self.suggestions, self.connections, self.facts, self.sentences,
                            self.documents):  # fmt: skip
                section.fill("", ())
            return
        contents = self.contents
        self.suggestions.fill(
            self.tr("One and the same?") if detail.suggestions else "",
            [
                partial(SuggestionCard, each, self._corrections, contents.read_only)
                for each in detail.suggestions
            ],
        )
        beyond = ""
        if detail.left_out:
            beyond = self.tr("%Ln weaker one(s) not listed.", "", detail.left_out)
        self.connections.fill(
            self.tr("Connected with"),
            [partial(self._connection, *each) for each in detail.connections],
            beyond,
        )
        self.facts.fill(self.tr("Dates and figures"), self.evidence_rows(detail.facts))
        self.sentences.fill(
            self.tr("Where it is named"),
            self.evidence_rows(detail.mentions),
        )
        self.documents.fill(
            self.tr("Documents"),
            [partial(self._document, *each) for each in detail.documents],
        )

    # ---- rows ----------------------------------------------------------------------------------

    def _connection(self, connection: Connection, other: Entity) -> QWidget:
        assert self._detail is not None
        own = self._detail.entity.id
        row = NameRow(
            other.name,
            words.relation(connection, own),
            words.sentences(connection.sentences) if connection.sentences else "",
            str(other.kind),
        )
        row.clicked.connect(lambda: self.contents.choose_connection(own, other.id))
        return row

    def _document(self, id: str, title: str, mentions: int) -> QWidget:
        row = NameRow(title, "", self.tr("%Ln time(s)", "", mentions))
        row.clicked.connect(lambda: self.contents.session.open_document(id))
        return row

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _put_in_the_middle(self) -> None:
        self.contents.show_entities(self.contents.chosen.ids)

    @Slot()
    def _ask(self) -> None:
        """Go to the question, with the name in it."""
        name = self.heading.text()
        question = filled(self.tr("What do my documents say about {name}?"), name=name)
        self.contents.session.question_requested.emit(question, ())

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._by_model.setText(self.tr("Found by the writing model, not by the rules."))
        self.around.setText(self.tr("Put in the middle"))
        self.ask.setText(self.tr("Ask about this"))
        super().retranslate()
