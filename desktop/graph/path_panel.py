"""How two are connected: the ways, and of the one that is followed each step with its sentence."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.types import Entity, GraphPath
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.evidence_row import EvidenceRow
from desktop.graph.name_row import NameRow
from desktop.graph.panel import Panel
from desktop.graph.section import Section
from desktop.graph.wording import filled, words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_WAYS = 5
_SENTENCES = 2


class StepCard(QFrame):
    """One step of the way: the two names, what is said of them, a sentence or two."""

    def __init__(self, path: GraphPath, at: int, contents: MapContents) -> None:
        super().__init__()
        hop = path.hops[at]
        source, target = path.entities[at], path.entities[at + 1]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, Space.S)
        column.setSpacing(Space.XS)
        row = NameRow(
            f"{source.name} — {target.name}",
            hop.label,
            words.sentences(hop.sentences) if hop.sentences else "",
        )
        row.clicked.connect(lambda: contents.choose_connection(source.id, target.id))
        column.addWidget(row)
        self.rows: list[EvidenceRow] = []
        for each in path.evidence[at][:_SENTENCES]:
            sentence = EvidenceRow(each)
            sentence.opened.connect(contents.session.open_citation)
            column.addWidget(sentence)
            self.rows.append(sentence)


class PathPanel(Panel):
    """The ways from one to the other; the one that is followed is red in the drawing."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(contents, parent)
        self._corrections = corrections
        self._none = Words("", "second", wrap=True)
        self.steps = Section(50, Space.S)
        self.ways = Section(_WAYS)
        self.connect_them = Button("")
        self.ask = Button("")
        for widget in (self._none, self.steps, self.ways, self.connect_them, self.ask):
            self.column.addWidget(widget)
        self.connect_them.clicked.connect(self._connect)
        self.ask.clicked.connect(self._ask)
        self.retranslate()

    def fill(self) -> None:
        """Show the ways that were found."""
        contents = self.contents
        paths, path = contents.paths, contents.path
        self.over.setText(self.tr("How they are connected"))
        self.heading.setText(self._title(path))
        self._none.setVisible(paths == ())
        self.connect_them.setVisible(paths == () and len(self._ends()) == 2)
        self.connect_them.setEnabled(not contents.read_only)
        self.ask.setVisible(paths is not None)
        if self.already(paths, contents.path_at):
            return
        if path is None:
            self.steps.fill("", ())
            self.ways.fill("", ())
            return
        self.steps.fill(
            self.tr("Why connected?"),
            [partial(StepCard, path, at, contents) for at in range(len(path.hops))],
        )
        others = [at for at in range(len(paths or ())) if at != contents.path_at]
        self.ways.fill(
            self.tr("Other ways") if others else "", [partial(self._way, at) for at in others]
        )

    def _title(self, path: GraphPath | None) -> str:
        entities: tuple[Entity, ...] = path.entities if path is not None else self._ends()
        return " — ".join(each.name for each in entities)

    def _ends(self) -> tuple[Entity, ...]:
        seen = self.contents.seen
        return tuple(seen[id] for id in self.contents.chosen.ids if id in seen)

    def _way(self, at: int) -> QWidget:
        path = (self.contents.paths or ())[at]
        steps = self.tr("%Ln step(s)", "", len(path.hops))
        row = NameRow(" — ".join(each.name for each in path.entities), "", steps)
        row.clicked.connect(lambda: self.contents.follow_path(at))
        return row

    @Slot()
    def _connect(self) -> None:
        ends = self._ends()
        if len(ends) == 2:
            self._corrections.connect_two(*ends)

    @Slot()
    def _ask(self) -> None:
        names = words.together([each.name for each in self._ends()])
        question = filled(self.tr("How are {names} connected?"), names=names)
        self.contents.session.question_requested.emit(question, ())

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._none.setText(
            self.tr("The documents show no way from one to the other within a few steps.")
        )
        self.connect_them.setText(self.tr("Connect them by hand"))
        self.ask.setText(self.tr("Ask about this"))
        super().retranslate()
