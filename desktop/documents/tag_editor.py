"""Tags of a document: chips that can be taken away, and a field with completion to add one."""

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCompleter,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.theme import Size, Space, Type
from desktop.widgets.flow import Flow
from desktop.widgets.text import plain_tip

_CHIP_HEIGHT = 24


class TagChip(QAbstractButton):
    """A tag; pressing it takes it away."""

    def __init__(self, tag: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag = tag
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Remove the tag {tag}").format(tag=tag))
        self.setToolTip(plain_tip(self.accessibleName()))

    def sizeHint(self) -> QSize:
        """As wide as the tag and its cross."""
        width = self._metrics_width() + 2 * Space.S + Space.XS + Size.SMALL_ICON
        return QSize(width, theme.px(_CHIP_HEIGHT))

    def _metrics_width(self) -> int:
        from PySide6.QtGui import QFontMetrics

        return QFontMetrics(theme.font(Type.SECOND)).horizontalAdvance(self.tag)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip and, when it is reached by keyboard, its outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        lit = self.underMouse() or self.isDown()
        painter.setBrush(theme.colour("line" if lit else "wash"))
        painter.setPen(theme.colour("seal") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, Size.RADIUS, Size.RADIUS)
        painter.setFont(theme.font(Type.SECOND))
        painter.setPen(theme.colour("ink"))
        words = box.adjusted(Space.S, 0, -Size.SMALL_ICON - Space.XS, 0)
        shown = painter.fontMetrics().elidedText(
            self.tag, Qt.TextElideMode.ElideMiddle, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        cross = theme.pixmap("close", "faded", Size.SMALL_ICON - Space.XS, self)
        painter.drawPixmap(
            box.right() - Size.SMALL_ICON,
            box.center().y() - (Size.SMALL_ICON - Space.XS) // 2,
            cross,
        )


class TagEditor(QWidget):
    """Chips and the field below them."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = QStringListModel(self)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self._tags: tuple[str, ...] = ()
        self.field = QLineEdit()
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._chips)
        column.addWidget(self.field)
        self._chips.hide()
        self._reword()

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show the tags."""
        if tags == self._tags and self._flow.count() == len(tags):
            return
        self._tags = tags
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for tag in tags:
            chip = TagChip(tag, self._chips)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(tags))
        self._chips.updateGeometry()

    def set_known(self, tags: list[str]) -> None:
        """Tags to complete from."""
        if tags != self._known.stringList():
            self._known.setStringList(tags)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    def _reword(self) -> None:
        self.field.setPlaceholderText(self.tr("Add a tag"))
        self.field.setAccessibleName(self.tr("Add a tag"))

    @Slot()
    def _add(self) -> None:
        tag = " ".join(self.field.text().split())
        if tag and tag not in self._tags:
            self.added.emit(tag)
        # The completer writes its choice after returnPressed; clearing now would be undone.
        popup = self.field.completer().popup()
        if popup is not None:
            popup.hide()
        self.field.clear()

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, TagChip):
            self.removed.emit(chip.tag)
