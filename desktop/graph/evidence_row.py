"""A sentence that says so, its names marked; chosen, it opens its page in the reader."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from core.types import Evidence, Provenance
from desktop import theme
from desktop.graph.wording import words
from desktop.theme import Size, Space, Type
from desktop.widgets.text import plain_tip

_LONGEST = 360
"""Characters of a sentence that are shown; a longer one is cut around its names."""
_BEFORE = 80


class EvidenceRow(QAbstractButton):
    """A card with a sentence and the place where it stands."""

    opened = Signal(object)
    """Citation."""

    def __init__(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self._text, self._marks = shown_of(evidence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.opened.emit(self.evidence.citation))
        self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._place = words.place(self.evidence.citation)
        self._open = self.tr("Open the page ›")
        self._label = self.evidence.label
        if self.evidence.by is Provenance.MODEL:
            by = self.tr("read by the writing model")
            self._label = f"{self._label} · {by}" if self._label else by
        spoken = [self._label, self.evidence.citation.quote, self._place]
        self.setAccessibleName(" · ".join(filter(None, spoken)))
        self.setToolTip(plain_tip(self._place))
        self.update()

    def text(self) -> str:
        """The sentence as it is shown."""
        return self._text

    def marked(self) -> list[str]:
        """The words that are marked."""
        return [self._text[start:end] for start, end in self._marks]

    # ---- measuring and painting ----------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """A narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines of the sentence, and that of its place."""
        laid = self._laid(width - 2 * Space.M)
        small = QFontMetrics(theme.font(Type.SECOND)).height()
        labelled = small + Space.XS if self._label else 0
        foot = small + Space.S
        return round(laid.boundingRect().height()) + labelled + foot + 2 * Space.M

    def sizeHint(self) -> QSize:
        """As high as the width it has wants."""
        width = self.width() or Size.SIDE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow, and high enough."""
        return QSize(theme.px(120), self.sizeHint().height())

    def _laid(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._text, theme.font(Type.BODY))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        ranges = []
        for start, end in self._marks:
            found = QTextLayout.FormatRange()
            found.start, found.length = start, end - start
            look = QTextCharFormat()
            look.setBackground(theme.colour("marker"))
            found.format = look
            ranges.append(found)
        layout.setFormats(ranges)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, top))
            top += line.height() * 1.2
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, the label, the sentence with its marks, the place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.colour("wash" if self.underMouse() else "sheet"))
        painter.setPen(theme.colour("seal" if self.hasFocus() else "line"))
        painter.drawRoundedRect(card, Size.RADIUS, Size.RADIUS)
        inner = card.adjusted(Space.M, Space.M, -Space.M, -Space.M)
        second = theme.font(Type.SECOND)
        metrics = QFontMetrics(second)
        top = inner.top()
        painter.setFont(second)
        if self._label:
            painter.setPen(theme.colour("faded"))
            label = metrics.elidedText(
                self._label, Qt.TextElideMode.ElideRight, round(inner.width())
            )
            painter.drawText(QRectF(inner.left(), top, inner.width(), metrics.height()), label)
            top += metrics.height() + Space.XS
        painter.setPen(theme.colour("ink"))
        laid = self._laid(round(inner.width()))
        laid.draw(painter, QPointF(inner.left(), top))
        foot = QRectF(
            inner.left(), inner.bottom() - metrics.height(), inner.width(), metrics.height()
        )
        painter.setPen(theme.colour("faded"))
        opens = metrics.horizontalAdvance(self._open)
        room = round(inner.width()) - opens - Space.M
        if room < theme.px(60):
            opens, room = 0, round(inner.width())
        place = metrics.elidedText(self._place, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, place)
        if opens:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self._open)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Look anew when the pointer or the keyboard comes and goes."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.FocusIn):
            self.update()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, the colours and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()


def shown_of(evidence: Evidence) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The sentence as it is shown, and where its names are in it."""
    citation = evidence.citation
    # Line ends become spaces one for one, so that the spans still fit.
    quote = "".join(" " if letter.isspace() else letter for letter in citation.quote)
    spans = [(start - citation.start, end - citation.start) for start, end in evidence.spans]
    spans = [(start, end) for start, end in spans if 0 <= start < end <= len(quote)]
    first, last = 0, len(quote)
    if last > _LONGEST:
        first = max(0, min((start for start, _ in spans), default=0) - _BEFORE)
        last = min(len(quote), first + _LONGEST)
    before, after = ("…" if first else ""), ("…" if last < len(quote) else "")
    move = len(before) - first
    kept = tuple((start + move, end + move) for start, end in spans if first <= start < end <= last)
    return before + quote[first:last] + after, kept
