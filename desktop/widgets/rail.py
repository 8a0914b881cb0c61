"""The narrow rail at the left: the seal, the rooms with icon and word, settings at the bottom."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.theme import Size, Space

BOTTOM = "settings"


class RailButton(QToolButton):
    """A room; its icon is red while the room is chosen."""

    def __init__(self, room: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.setProperty("role", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(Size.ICON, Size.ICON))
        self.toggled.connect(self._dress)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        self.setIcon(theme.icon(self.room, "seal" if self.isChecked() else "faded"))


class Rail(QFrame):
    """Chooses the room in the middle."""

    chosen = Signal(str)

    def __init__(self, rooms: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self._logo = QLabel()
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.L, Space.S, Space.L)
        column.setSpacing(Space.XS)
        column.addWidget(self._logo)
        column.addSpacing(Space.M)
        for room in rooms:
            if room == BOTTOM:
                column.addStretch()
            button = RailButton(room, self)
            button.clicked.connect(lambda _=False, name=room: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[room] = button
            column.addWidget(button)
        self._dress()
        self.retranslate()

    def button(self, room: str) -> RailButton:
        """The button of a room."""
        return self._buttons[room]

    def choose(self, room: str) -> None:
        """Mark a room as the chosen one."""
        self._buttons[room].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        """Word and draw anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        words = {
            "documents": (self.tr("Documents"), "Ctrl+1"),
            "ask": (self.tr("Ask"), "Ctrl+2"),
            "map": (self.tr("Map"), "Ctrl+3"),
            "models": (self.tr("Models"), "Ctrl+4"),
            "teach": (self.tr("Teach"), "Ctrl+5"),
            "exam": (self.tr("Exam"), "Ctrl+6"),
            "settings": (self.tr("Settings"), "Ctrl+7"),
        }
        for room, button in self._buttons.items():
            word, keys = words[room]
            button.setText(word)
            button.setAccessibleName(word)
            button.setToolTip(f"{word}  {keys}")

    def _dress(self) -> None:
        self.setFixedWidth(max(Size.RAIL, theme.px(Size.RAIL)))
        self._logo.setPixmap(theme.pixmap("logo", "ink", Size.LOGO, self))
