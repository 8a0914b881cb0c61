"""The chart of a lesson on a card: its title, what its lines are, how to read it."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme, translations
from desktop.teach.chart import LessonChart, dotted_pen
from desktop.teach.chart_words import chart_words
from desktop.teach.course import Course
from desktop.teach.lesson_words import filled
from desktop.theme import Space, Type
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

_SWATCH = 18


class LineKey(QWidget):
    """A short piece of a line, and its name."""

    def __init__(self, dotted: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dotted = dotted
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Name the line."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The piece and the name."""
        metrics = QFontMetrics(theme.font(Type.SECOND))
        wide = _SWATCH + Space.XS + metrics.horizontalAdvance(self._text) + 2
        return QSize(wide, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(dotted_pen() if self._dotted else QPen(theme.colour("seal"), 2))
        middle = self.height() / 2
        painter.drawLine(QPointF(2, middle), QPointF(_SWATCH - 2, middle))
        painter.setFont(theme.font(Type.SECOND))
        painter.setPen(theme.colour("faded"))
        box = self.rect().adjusted(_SWATCH + Space.XS, 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()


class CourseCard(QFrame):
    """How well it predicts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = Course()
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self._keys = (LineKey(dotted=False), LineKey(dotted=True))
        self.chart = LessonChart()
        self._meaning = Words("", "second", wrap=True)
        self.warning = Words("", "doubt", wrap=True)
        keys = QWidget()
        flow = Flow(keys, Space.L)
        flow.addWidget(self._title)
        for key in self._keys:
            flow.addWidget(key)
        top = QHBoxLayout()
        top.addWidget(keys, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.chart, 1)
        column.addWidget(self._meaning)
        column.addWidget(self.warning)
        self.retranslate()

    def show_course(self, course: Course) -> None:
        """Show a course, or the same one again after it grew."""
        self._course = course
        self.chart.show_course(course)
        by_heart = course.by_heart()
        self.warning.setVisible(by_heart)
        if by_heart:
            self.warning.setText(
                filled(
                    self.tr(
                        "! It has begun to learn by heart. The best so far, step {step}, is kept."
                    ),
                    step=translations.number(course.best_step),
                )
            )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(chart_words.title())
        for key, name in zip(self._keys, (chart_words.seen(), chart_words.unseen()), strict=True):
            key.setText(name)
        self._meaning.setText(chart_words.meaning())
        self.show_course(self._course)
