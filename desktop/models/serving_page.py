"""Letting other programs on this computer ask the library: a switch, and what they must know."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.errors import PortTaken
from desktop import error_text
from desktop.models.serving_details import ServingDetails
from desktop.models.serving_fields import ServingFields
from desktop.models.serving_state import ServingState
from desktop.session import Session
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class ServingPage(QWidget):
    """Off until the person switches it on; then on with each library until switched off."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = ServingState(session, self)
        self.switch = QCheckBox()
        self.remedy = Button()
        self.fields = ServingFields(session, self.state)
        self.more = Button("", "link")
        self.details = ServingDetails(session, self.state, self.fields)
        self._meaning = Words("", "second", wrap=True)
        self._how = Words("", "second", wrap=True)
        self._trouble = Words("", "bad", wrap=True, selectable=True)
        self._lay_out()
        self.switch.toggled.connect(self.state.want)
        self.remedy.clicked.connect(self._mend)
        self.more.clicked.connect(self._toggle_details)
        self.state.changed.connect(self._fill)
        session.settings_changed.connect(self._fill)
        session.summary_changed.connect(self._fill)
        self.retranslate()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        inner.setSpacing(Space.S)
        inner.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        for words in (self._meaning, self._how, self._trouble):
            # Under the switch's words, not under its box.
            words.setContentsMargins(Space.XL, 0, 0, 0)
            inner.addWidget(words)
        mending = QHBoxLayout()
        mending.setContentsMargins(Space.XL, 0, 0, 0)
        mending.addWidget(self.remedy)
        mending.addStretch(1)
        inner.addLayout(mending)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(card)
        column.addWidget(self.fields)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details)
        column.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(Size.COLUMN)
        middle.setLayout(column)
        page = QWidget()
        page.setProperty("role", "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XXL)
        row.addWidget(middle, 100)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.more.setProperty("flush", "left")
        self.details.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the count of requests up to date from now on."""
        super().showEvent(event)
        self.state.look(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it."""
        super().hideEvent(event)
        self.state.look(False)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.switch.setText(self.tr("Let other programs on this computer ask my library"))
        self._meaning.setText(
            self.tr(
                "Programs that you give the token below can search your documents, read them and"
                " get answers. Other computers cannot. It ends when you close Lectern, and begins"
                " again when you open it."
            )
        )
        self._word_more()
        self._fill()

    @Slot()
    def _fill(self) -> None:
        state = self.state
        self.switch.blockSignals(True)
        self.switch.setChecked(state.wanted)
        self.switch.blockSignals(False)
        self.switch.setEnabled(self._session.summary is not None)
        self._how.setText(self._how_it_stands())
        self._how.setVisible(bool(self._how.text()))
        error = state.error
        self._trouble.setVisible(error is not None)
        self.remedy.setVisible(error is not None)
        if error is not None:
            worded = error_text.of_error(error)
            # A new line, not a space: Chinese has none between sentences.
            self._trouble.setText(f"{worded.title}\n{worded.sentence}")
            self.remedy.setText(
                self.tr("Use port {port}").format(port=self._other_port)
                if self._other_port
                else self.tr("Try again")
            )
            self.remedy.setEnabled(not state.busy)
        running = state.status.running
        self.fields.setVisible(running)
        self.more.setVisible(running)
        self.details.setVisible(running and self.details.wanted)

    def _how_it_stands(self) -> str:
        state = self.state
        if state.busy and not state.status.running and state.wanted:
            return self.tr("Opening…")
        if state.status.running:
            return self.tr("Open. %n request(s) answered so far.", "", state.status.requests)
        return ""

    @property
    def _other_port(self) -> int:
        """A port that is free, where the wanted one is not; 0 where none is known."""
        error = self.state.error
        other = error.subject.get("other", "") if isinstance(error, PortTaken) else ""
        return int(other) if other.isdigit() else 0

    @Slot()
    def _mend(self) -> None:
        # The button goes with its trouble; the keyboard stays where it can switch.
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)
        if other := self._other_port:
            self.state.use_port(other)
        else:
            self.state.apply()

    @Slot()
    def _toggle_details(self) -> None:
        self.details.wanted = not self.details.wanted
        self._word_more()
        self._fill()

    def _word_more(self) -> None:
        self.more.setText(
            self.tr("Hide details") if self.details.wanted else self.tr("Details for programs")
        )
