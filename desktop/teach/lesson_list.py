"""The lessons at the left: title, where each stands, and how far those are that learn now."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.types import Lesson, LessonState
from desktop import theme
from desktop.session import Session
from desktop.teach.lessons import Lessons
from desktop.teach.wording import share, words
from desktop.theme import Size, Space, Type
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words, plain_tip

Index = QModelIndex | QPersistentModelIndex
LESSON_ROLE = Qt.ItemDataRole.UserRole + 1
_STANDING_ROLE = Qt.ItemDataRole.UserRole + 2
_MOVING = (LessonState.RUNNING, LessonState.PAUSED, LessonState.WAITING)
_INSET = 3
_SHARE = 0.3
"""Of the room, at most."""


class LessonModel(QAbstractListModel):
    """Rows are lessons, latest first."""

    def __init__(self, session: Session, lessons: Lessons) -> None:
        super().__init__()
        self._session = session
        self._lessons = lessons
        self._rows: tuple[Lesson, ...] = ()

    def refresh(self) -> None:
        """Show them as they are; rows whose lessons are the same keep their places."""
        rows = self._lessons.all
        if [each.id for each in rows] == [each.id for each in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def at(self, index: Index) -> Lesson | None:
        """The lesson of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, id: str) -> int:
        """The row of a lesson, -1 when it is not listed."""
        return next((row for row, each in enumerate(self._rows) if each.id == id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many are listed."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title and standing."""
        lesson = self.at(index)
        if lesson is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return lesson.plan.title
        if role == LESSON_ROLE:
            return lesson
        standing = self.standing(lesson)
        if role == _STANDING_ROLE:
            return standing
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{lesson.plan.title}\n{standing}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{lesson.plan.title}, {standing}"
        return None

    def standing(self, lesson: Lesson) -> str:
        """Where a lesson stands, on one line."""
        in_use = any(each.partition("=")[0] == lesson.id for each in self._session.settings.lessons)
        return words.standing(lesson, self._lessons.job(lesson.id), in_use)


class _Row(QStyledItemDelegate):
    """Two lines, and a bar under those of a lesson that is under way."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, whatever the title."""
        first, second = _metrics()
        height = first.lineSpacing() + second.lineSpacing() + Space.XS + 2 * Space.M
        lesson = index.data(LESSON_ROLE)
        if isinstance(lesson, Lesson) and _has_bar(lesson):
            height += Size.PROGRESS + Space.S
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        lesson = index.data(LESSON_ROLE)
        if not isinstance(lesson, Lesson):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        plate = option.rect.adjusted(_INSET, 2, -_INSET, -2)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("wash"))
            painter.drawRoundedRect(plate, Size.RADIUS, Size.RADIUS)
        self._write(painter, plate.adjusted(Space.M, Space.S, -Space.M, -Space.S), lesson, index)
        painter.restore()

    def _write(self, painter: QPainter, inner: QRect, lesson: Lesson, index: Index) -> None:
        first, second = _metrics()
        painter.setFont(theme.font(weight=QFont.Weight.DemiBold))
        painter.setPen(theme.colour("ink"))
        title = first.elidedText(lesson.plan.title, Qt.TextElideMode.ElideMiddle, inner.width())
        top = inner.top() + first.ascent()
        painter.drawText(inner.left(), top, title)
        painter.setFont(theme.font(Type.SECOND))
        painter.setPen(theme.colour("bad" if lesson.state is LessonState.FAILED else "faded"))
        text = second.elidedText(
            str(index.data(_STANDING_ROLE)), Qt.TextElideMode.ElideRight, inner.width()
        )
        top += first.descent() + Space.XS + second.ascent()
        painter.drawText(inner.left(), top, text)
        if _has_bar(lesson):
            track = QRect(inner.left(), top + second.descent() + Space.S, inner.width(), 0)
            track.setHeight(Size.PROGRESS)
            _draw_bar(painter, track, share(lesson))


def _has_bar(lesson: Lesson) -> bool:
    return lesson.state in _MOVING and lesson.steps > 0


def _draw_bar(painter: QPainter, track: QRect, done: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    half = track.height() / 2
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(track, half, half)
    if done > 0:
        filled = QRect(track)
        filled.setWidth(max(round(track.width() * done), track.height()))
        painter.setBrush(theme.colour("seal"))
        painter.drawRoundedRect(filled, half, half)


def _metrics() -> tuple[QFontMetrics, QFontMetrics]:
    return (
        QFontMetrics(theme.font(weight=QFont.Weight.DemiBold)),
        QFontMetrics(theme.font(Type.SECOND)),
    )


class LessonList(QFrame):
    """A column with the lessons; what belongs to all of them is at its foot."""

    opened = Signal(str)
    """Id of a lesson."""
    compare_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, session: Session, lessons: Lessons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lessons = lessons
        self._current = ""
        self._room = 0
        self.setProperty("role", "side")
        self.model = LessonModel(session, lessons)
        self.view = QListView()
        self.view.setProperty("role", "bare")
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.none = Words("", "second", wrap=True)
        self.compare = Button("", "link")
        self.bring_back = Button("", "link")
        for button in (self.compare, self.bring_back):
            button.setProperty("flush", "left")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        column.setSpacing(Space.XS)
        column.addWidget(self.none)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        foot = QVBoxLayout()
        foot.setContentsMargins(Space.L, 0, 0, 0)
        foot.setSpacing(Space.XS)
        for button in (self.compare, self.bring_back):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        self.none.setContentsMargins(Space.L, 0, 0, 0)
        lessons.changed.connect(self.fill)
        session.settings_changed.connect(self.model.refresh)
        session.jobs_changed.connect(self.model.refresh)
        self.view.clicked.connect(self._open)
        self.view.activated.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.compare.clicked.connect(self.compare_wanted)
        self.bring_back.clicked.connect(self.import_wanted)
        self._dress()
        self.retranslate()

    def fit_into(self, width: int) -> None:
        """Take as much of a room of this width as suits, and leave most of it."""
        self._room = width
        wanted = theme.px(Size.SIDE) + Space.XXL
        self.setFixedWidth(min(wanted, max(round(_SHARE * width), Size.SIDE)))

    @Slot()
    def fill(self) -> None:
        """Show them as they are."""
        self.model.refresh()
        self.mark(self._current)
        empty = self.model.rowCount() == 0
        self.none.setVisible(empty and self._lessons.known)
        self.view.setVisible(not empty)
        self.compare.setVisible(not empty)

    def mark(self, id: str) -> None:
        """Mark the lesson that is shown; "" marks none."""
        self._current = id
        row = self.model.row_of(id)
        if row != self.view.currentIndex().row():
            quiet = self.view.selectionModel().blockSignals(True)
            self.view.setCurrentIndex(self.model.index(row, 0) if row >= 0 else QModelIndex())
            if row < 0:
                self.view.clearSelection()
            self.view.selectionModel().blockSignals(quiet)
            self.view.viewport().update()

    @Slot(QModelIndex)
    def _open(self, index: Index) -> None:
        lesson = self.model.at(index)
        if lesson is not None:
            self._current = lesson.id
            self.opened.emit(lesson.id)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: Index, _: Index) -> None:
        # Arrows show what they come to, as in any list beside its page.
        if self.view.hasFocus():
            self._open(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes."""
        lesson = self.model.at(self.view.currentIndex())
        if event.key() == Qt.Key.Key_Delete and lesson is not None and self.view.hasFocus():
            self._lessons.remove(lesson.id)
        else:
            super().keyPressEvent(event)

    def _show_menu(self, at: QPoint) -> None:
        lesson = self.model.at(self.view.indexAt(at))
        if lesson is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Remove"), lambda: self._lessons.remove(lesson.id))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()

    def _dress(self) -> None:
        self.fit_into(self._room)
        self.view.doItemsLayout()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.view.setAccessibleName(self.tr("Lessons"))
        self.none.setText(self.tr("Your lessons will be listed here."))
        self.compare.setText(self.tr("Compare ways of teaching"))
        self.bring_back.setText(self.tr("Bring in a finished lesson…"))
        self.model.refresh()
        self.fill()
