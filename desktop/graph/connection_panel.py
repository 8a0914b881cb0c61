"""A connection in the column: what is said of the two, and the sentences that say so."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.types import Connection, Entity, Provenance
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.name_row import NameChip
from desktop.graph.panel import Panel
from desktop.graph.section import Section
from desktop.graph.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.tab_order import tab_before
from desktop.widgets.text import Words

_SENTENCES = 8


class ConnectionPanel(Panel):
    """Why two are connected."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(contents, parent)
        self._corrections = corrections
        self._ends: list[Entity] = []
        self._label = Words("", "strong", wrap=True, selectable=True)
        self._made = Words("", "doubt", wrap=True)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.sentences = Section(_SENTENCES, Space.S)
        self.ask = Button("")
        self.part = Button("", "link", icon="close")
        self.part.setProperty("flush", "left")
        buttons = QHBoxLayout()
        buttons.addWidget(self.ask)
        buttons.addWidget(self.part)
        buttons.addStretch(1)
        for widget in (self._chips, self._label, self._made, self.sentences):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.ask.clicked.connect(self._ask)
        self.part.clicked.connect(self._part)
        self.retranslate()

    def fill(self) -> None:
        """Show the connection that is chosen."""
        contents = self.contents
        ids = contents.chosen.ids
        if len(ids) != 2:
            return
        self._ends = [each for id in ids if (each := self._end(id)) is not None]
        names = [self._name(id) for id in ids]
        self.over.setText(self.tr("Connection"))
        self.heading.setText(" — ".join(names))
        self._fill_chips()
        connection = contents.connection(*ids)
        self._label.setText(self._said(connection))
        self._label.setVisible(bool(self._label.text()))
        made = connection is not None and connection.by is not Provenance.RULES
        self._made.setVisible(made)
        if made and connection is not None:
            self._made.setText(
                self.tr("Drawn by hand.")
                if connection.by is Provenance.PERSON
                else self.tr("Found by the writing model, not by the rules.")
            )
        self.part.setVisible(len(self._ends) == 2)
        self.part.setEnabled(not contents.read_only)
        evidence = contents.evidence
        if self.already(evidence, ids):
            return
        none = self.tr("No sentence names both.") if evidence == () else ""
        self.sentences.fill(
            self.tr("Why connected?") if evidence else "", self.evidence_rows(evidence or ()), none
        )

    def _end(self, id: str) -> Entity | None:
        known = self.contents.entity(id)
        detail = self.contents.detail
        if known is None and detail is not None:
            known = next((each for _, each in detail.connections if each.id == id), None)
        return known or self.contents.seen.get(id)

    def _name(self, id: str) -> str:
        end = self._end(id)
        return end.name if end is not None else id

    def _fill_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for end in self._ends:
            chip = NameChip(end.name, str(end.kind), words.spoken(end), self._chips)
            chip.clicked.connect(partial(self._choose, end.id))
            self._flow.addWidget(chip)
            chip.show()
        tab_before(self.sentences.more, self._flow.widgets())
        self._chips.updateGeometry()

    def _choose(self, id: str, _: bool = False) -> None:
        self.contents.choose_entity(id)

    def _said(self, connection: Connection | None) -> str:
        """What is said of the two: "A  founded  B"."""
        if connection is None or not connection.label:
            return ""
        source, target = self._name(connection.source), self._name(connection.target)
        return f"{source} · {connection.label} → {target}"

    @Slot()
    def _ask(self) -> None:
        names = words.together([self._name(id) for id in self.contents.chosen.ids])
        question = self.tr("How are {names} connected?").replace("{names}", names)
        self.contents.session.question_requested.emit(question, ())

    @Slot()
    def _part(self) -> None:
        if len(self._ends) == 2:
            self._corrections.disconnect_two(*self._ends)
            self.contents.choose_nothing()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.ask.setText(self.tr("Ask about this"))
        self.part.setText(self.tr("Not connected"))
        super().retranslate()
