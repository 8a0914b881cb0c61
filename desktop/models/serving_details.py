"""For those who know: the port, and what well-known programs want to be told."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QGuiApplication, QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.models.program_setups import Setup, setups
from desktop.models.serving_fields import ServingFields
from desktop.models.serving_state import ServingState
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_LINES = 11
_LOWEST, _HIGHEST = 1024, 65535
"""Below, the system keeps ports to itself."""
_PORT_WIDTH = 72


class ServingDetails(QFrame):
    """A card that stays away until it is wanted."""

    def __init__(
        self,
        session: Session,
        state: ServingState,
        fields: ServingFields,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._state = state
        self._fields = fields
        self.wanted = False
        self.port = QLineEdit()
        self.program = QComboBox()
        self.setup = QPlainTextEdit()
        self.copy = Button("", icon="copy")
        self._about = Words("", "second", wrap=True, selectable=True)
        self._port_name = Words()
        self._program_name = Words()
        self._lay_out()
        self.port.editingFinished.connect(self._use_port)
        self.program.currentIndexChanged.connect(self._show_setup)
        self.copy.clicked.connect(self._copy)
        state.changed.connect(self._fill)
        fields.shown_changed.connect(self._show_setup)
        session.settings_changed.connect(self._fill)
        self.retranslate()

    def _lay_out(self) -> None:
        self.port.setValidator(QIntValidator(_LOWEST, _HIGHEST, self.port))
        self.port.setMaxLength(5)
        self.port.setFixedWidth(theme.px(_PORT_WIDTH))
        self.setup.setReadOnly(True)
        self.setup.setTabChangesFocus(True)
        self.setup.setProperty("role", "report")
        self.setup.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._port_name.setBuddy(self.port)
        self._program_name.setBuddy(self.program)
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(self._program_name)
        first.addWidget(self.program)
        first.addWidget(self.copy)
        first.addStretch(1)
        first.addWidget(self._port_name)
        first.addWidget(self.port)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._about)
        column.addLayout(first)
        column.addWidget(self.setup)
        self._dress()

    def _dress(self) -> None:
        font = theme.font()
        font.setFamilies(list(theme.fixed_families()))
        self.setup.setFont(font)
        self.setup.setFixedHeight(_LINES * self.setup.fontMetrics().lineSpacing() + 2 * Space.L)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew, or in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._program_name.setText(self.tr("Setting up"))
        self.program.setAccessibleName(self.tr("Program to set up"))
        self.setup.setAccessibleName(self.tr("What to enter there"))
        self.copy.setText(self.tr("Copy"))
        self.copy.setAccessibleName(self.tr("Copy what to enter there"))
        self._port_name.setText(self.tr("Port"))
        self.port.setAccessibleName(self.tr("Port"))
        self._fill()

    @Slot()
    def _fill(self) -> None:
        if not self.port.hasFocus():
            self.port.setText(str(self._session.settings.serve_port))
        self._word_about()
        names = [each.name for each in self._setups("")]
        if [self.program.itemText(at) for at in range(self.program.count())] != names:
            self.program.blockSignals(True)
            self.program.clear()
            self.program.addItems(names)
            self.program.blockSignals(False)
        self._show_setup()

    def _word_about(self) -> None:
        lines = (
            self.tr("OpenAI’s protocol is at the address above, MCP at {address}."),
            self.tr("Model “lectern”: answers from the library, as your settings say"),
            self.tr("Model “lectern-quotes”: answers in your documents’ own sentences"),
            self.tr("Model “lectern-embeddings”: turns text into vectors"),
            self.tr("Your writing models can be named too. What programs ask is not kept."),
        )
        self._about.setText("\n".join(lines).format(address=self._state.status.mcp_address))

    def _setups(self, token: str) -> tuple[Setup, ...]:
        summary = self._session.summary
        return setups(self._state.status, summary.path if summary else "", token)

    @Slot()
    def _show_setup(self) -> None:
        text = self._text(self._fields.shown_token)
        if text != self.setup.toPlainText():
            self.setup.setPlainText(text)

    def _text(self, token: str) -> str:
        at = max(0, self.program.currentIndex())
        return self._setups(token)[at].text

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text(self._state.status.token))
        self._session.say(self.tr("It is on the clipboard, with the token in it."))

    @Slot()
    def _use_port(self) -> None:
        self._state.use_port(int(self.port.text()))
