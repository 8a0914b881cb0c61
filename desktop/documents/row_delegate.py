"""Draws the cells of the documents table: names, states, tags, the password button."""

from functools import lru_cache

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import theme
from desktop.documents.columns import ROW_ROLE, Column
from desktop.documents.row import NEEDS_HELP, Row, Standing
from desktop.documents.wording import words
from desktop.theme import Size, Space, Type

_BAR_WIDTH = 64
_FOCUS_WIDTH = 3
_CHIP_HEIGHT = 22
_BUTTON_HEIGHT = 24
_LEAST_WORDS = 48

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints rows in the theme's colours."""

    password_wanted = Signal(object)
    """The password button of a Row was pressed."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        inner = option.rect.adjusted(Space.M, 0, -Space.S, 0)
        painter.setFont(_face())
        match Column(index.column()):
            case Column.NAME:
                self._paint_name(painter, inner, row, _chosen(option))
            case Column.KIND:
                _write(painter, inner, words.kind(row), "faded")
            case Column.PAGES:
                _write(painter, inner, words.pages(row), "faded")
            case Column.STATE:
                self._paint_state(painter, inner, row)
            case Column.TAGS:
                _paint_tags(painter, inner, row.tags)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as every row."""
        return QSize(theme.px(Size.ROW), row_height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the title."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("New title"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the whole cell."""
        editor.setGeometry(option.rect.adjusted(Space.XS, 2, -Space.XS, -2))

    def editorEvent(
        self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Press the password button of a locked file."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            row = index.data(ROW_ROLE)
            over = self.button_rect(option.rect, row, Column(index.column()))
            if over.contains(event.position().toPoint()):
                self.password_wanted.emit(row)
                return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]

    def button_rect(self, cell: QRect, row: object, column: Column) -> QRect:
        """Where the password button stands in a cell; empty where there is none."""
        if not isinstance(row, Row) or column is not Column.STATE:
            return QRect()
        if row.standing is not Standing.LOCKED:
            return QRect()
        metrics = QFontMetrics(_face())
        small = QFontMetrics(_face(Type.SECOND))
        width = small.horizontalAdvance(self._button_text()) + 2 * Space.S
        inner = cell.adjusted(Space.M, 0, -Space.S, 0)
        left = inner.left() + metrics.horizontalAdvance(words.state(row)) + Space.S
        # The button matters more than the words before it: it stays whole in a narrow column.
        if left + width > inner.right():
            room = inner.width() - width - Space.S
            left = inner.right() - width if room >= theme.px(_LEAST_WORDS) else inner.left()
        height = theme.px(_BUTTON_HEIGHT)
        return QRect(left, inner.center().y() - height // 2 + 1, width, height)

    def _button_text(self) -> str:
        return self.tr("Enter password…")

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if _chosen(option):
            painter.fillRect(option.rect, theme.colour("wash"))
        elif hovered:
            faint = theme.colour("wash")
            faint.setAlphaF(0.5)
            painter.fillRect(option.rect, faint)
        if index.row() + 1 < index.model().rowCount():
            painter.fillRect(
                QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                theme.colour("line"),
            )
        current = self._view.currentIndex()
        focused = self._view.hasFocus() and current.isValid() and current.row() == index.row()
        if focused and index.column() == Column.NAME:
            bar = QRect(option.rect.left(), option.rect.top(), _FOCUS_WIDTH, option.rect.height())
            painter.fillRect(bar, theme.colour("seal"))

    def _paint_name(self, painter: QPainter, rect: QRect, row: Row, chosen: bool) -> None:
        if chosen:
            painter.setFont(_face(Type.BODY, QFont.Weight.DemiBold))
        metrics = painter.fontMetrics()
        title = " ".join(row.title.split())
        wide = metrics.horizontalAdvance(title)
        faded = row.standing not in (Standing.READY, Standing.IN_PART) and not chosen
        _write(painter, rect, title, "faded" if faded else "ink")
        rest = rect.adjusted(wide + Space.M, 0, 0, 0)
        if row.title != row.name and not _same_name(row):
            painter.setFont(_face(Type.SECOND))
            # Whole or not at all: half a file name helps nobody.
            if painter.fontMetrics().horizontalAdvance(row.name) <= rest.width():
                _write(painter, rest, row.name, "faded")

    def _paint_state(self, painter: QPainter, rect: QRect, row: Row) -> None:
        standing = row.standing
        tint = "faded"
        if standing is Standing.READY:
            tint = "good"
        elif standing is Standing.IN_PART or standing in NEEDS_HELP:
            tint = "doubt"
        text = words.state(row)
        button = self.button_rect(rect.adjusted(-Space.M, 0, Space.S, 0), row, Column.STATE)
        if not button.isNull():
            words_rect = rect.adjusted(0, 0, button.left() - rect.right() - Space.S, 0)
            if words_rect.width() >= theme.px(_LEAST_WORDS):
                _write(painter, words_rect, text, tint)
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.setBrush(theme.colour("sheet"))
            painter.drawRoundedRect(button, Size.RADIUS - 2, Size.RADIUS - 2)
            painter.setFont(_face(Type.SECOND))
            painter.setPen(theme.colour("ink"))
            painter.drawText(button, Qt.AlignmentFlag.AlignCenter, self._button_text())
            return
        if (
            standing is Standing.FAILED
            and painter.fontMetrics().horizontalAdvance(text) > rect.width()
        ):
            reason = words.reason(row)
            text = reason[:1].upper() + reason[1:]
        _write(painter, rect, text, tint)
        # While a file is read the page is told in words; the bar is for the longer part.
        if standing is Standing.PREPARING and row.fraction >= 0:
            left = rect.left() + painter.fontMetrics().horizontalAdvance(text) + Space.S
            if left + _BAR_WIDTH <= rect.right():
                _paint_bar(painter, QPoint(left, rect.center().y() - 1), row.fraction)


def _face(size: int = Type.BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return _kept_face(size, weight, theme.text_scale())


@lru_cache(maxsize=32)
def _kept_face(size: int, weight: QFont.Weight, scale: float) -> QFont:
    # Making a face costs more than drawing a cell with it.
    return theme.font(size, weight)


def row_height() -> int:
    """Height of a row at the person's text scale."""
    return max(Size.ROW, QFontMetrics(_face()).height() + Space.XL)


def _chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _same_name(row: Row) -> bool:
    """Whether the title says no more than the file's name does."""
    stem = row.name.rpartition(".")[0] or row.name
    return row.title.casefold() == stem.casefold()


def _write(painter: QPainter, rect: QRect, text: str, tint: str) -> None:
    if rect.width() <= 0:
        return
    painter.setPen(theme.colour(tint))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_bar(painter: QPainter, at: QPoint, fraction: float) -> None:
    bar = QRect(at.x(), at.y(), _BAR_WIDTH, Size.PROGRESS)
    painter.setPen(Qt.PenStyle.NoPen)
    for width, colour in (
        (bar.width(), theme.colour("line")),
        (round(bar.width() * fraction), theme.colour("seal")),
    ):
        painter.setBrush(QColor(colour))
        part = QRect(bar.left(), bar.top(), width, bar.height())
        painter.drawRoundedRect(part, Size.PROGRESS / 2, Size.PROGRESS / 2)


def _paint_tags(painter: QPainter, rect: QRect, tags: tuple[str, ...]) -> None:
    painter.setFont(_face(Type.SECOND))
    metrics = painter.fontMetrics()
    left = rect.left()
    height = theme.px(_CHIP_HEIGHT)
    for place, tag in enumerate(tags):
        more = f"+{len(tags) - place}"
        reserve = metrics.horizontalAdvance(more) + Space.S if place + 1 < len(tags) else 0
        room = rect.right() - left - reserve - 2 * Space.S
        wide = metrics.horizontalAdvance(tag)
        if wide > room and place > 0:
            _write(
                painter, QRect(left, rect.top(), rect.right() - left, rect.height()), more, "faded"
            )
            return
        shown = metrics.elidedText(tag, Qt.TextElideMode.ElideMiddle, max(room, 0))
        chip = QRect(left, rect.center().y() - height // 2 + 1, 0, height)
        chip.setWidth(metrics.horizontalAdvance(shown) + 2 * Space.S)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(chip, Size.RADIUS, Size.RADIUS)
        painter.setPen(theme.colour("faded"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        left = chip.right() + Space.XS + 2
