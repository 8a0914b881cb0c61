"""A lesson in the menu of models: a switch, how strongly it is on, and how it gets into chat."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from core.types import ChatLesson, Route
from desktop import theme, translations
from desktop.theme import Space
from desktop.widgets.text import Words, plain_tip

_WHOLE, _MOST, _STEP = 100, 150, 5
_SLIDER, _TITLE = 110, 200
_BOX = 17
"""Width of the box of a switch with its border."""
_REST_MILLISECONDS = 250
"""A slider that has not moved for so long has been set."""


class LessonRow(QWidget):
    """One entry of a menu. Space switches, the arrows to left and right set the strength."""

    set_to = Signal(float)
    """As strong as this from now on; 0: off."""

    def __init__(
        self, lesson: ChatLesson, strength: float, usual: float, parent: QWidget | None = None
    ) -> None:
        """`usual`: how strong it is when it is switched on."""
        super().__init__(parent)
        self.lesson = lesson
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.box = QCheckBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.value = Words("", "second")
        self.sentence = Words("", "second")
        self._scaled = lesson.route == Route.ADAPTER
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self.settle)
        self._told = strength
        self._lay_out(strength, usual)
        self.box.toggled.connect(self._on_switch)
        self.slider.valueChanged.connect(self._on_slide)
        self._word()

    def _lay_out(self, strength: float, usual: float) -> None:
        title = QFontMetrics(theme.font()).elidedText(
            self.lesson.title, Qt.TextElideMode.ElideMiddle, theme.px(_TITLE)
        )
        self.box.setText(title.replace("&", "&&"))
        self.box.setToolTip(plain_tip(self.lesson.title))
        self.box.setChecked(strength > 0)
        shown = round(_WHOLE * (strength or usual))
        self.slider.setRange(0, max(_MOST, shown))
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_STEP * 5)
        self.slider.setValue(shown)
        self.slider.setFixedWidth(theme.px(_SLIDER))
        for part in (self.box, self.slider):
            # The row has the keyboard: a menu knows its entries only.
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widest = self.fontMetrics().horizontalAdvance(translations.percent(8.88))
        self.value.setMinimumWidth(widest + Space.XS)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.setVisible(self._scaled)
        self.value.setVisible(self._scaled)
        above = QHBoxLayout()
        above.setSpacing(Space.M)
        above.addWidget(self.box, 1)
        above.addWidget(self.slider)
        above.addWidget(self.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        column.setSpacing(0)
        column.addLayout(above)
        # Under the words of the switch, whose box is as wide in all looks.
        self.sentence.setContentsMargins(_BOX + Space.S, 0, 0, Space.XS)
        column.addWidget(self.sentence)

    @property
    def strength(self) -> float:
        """As it stands in the row: 0 when it is off."""
        if not self.box.isChecked():
            return 0.0
        return self.slider.value() / _WHOLE if self._scaled else 1.0

    def show_strength(self, strength: float) -> None:
        """Show what somebody else has set."""
        if self._rest.isActive() or strength == self._told:
            return
        self._told = strength
        for part in (self.box, self.slider):
            part.blockSignals(True)
        self.box.setChecked(strength > 0)
        if strength > 0:
            self.slider.setValue(round(_WHOLE * strength))
        for part in (self.box, self.slider):
            part.blockSignals(False)
        self._word()

    def settle(self) -> None:
        """Tell what was set, if it has not been told."""
        self._rest.stop()
        if self.strength != self._told:
            self._told = self.strength
            self.set_to.emit(self.strength)

    # ---- what the person does ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches; left and right make it weaker and stronger; the rest is the menu's."""
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.box.toggle()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._scaled:
            step = _STEP if key == Qt.Key.Key_Right else -_STEP
            self.slider.setValue(self.slider.value() + step)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the switch is one on it; the menu stays open."""
        self.box.toggle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The menu would close at it."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer and the keyboard are at one place."""
        super().enterEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_switch(self) -> None:
        if self.box.isChecked() and not self.slider.value():
            self.slider.setValue(_WHOLE)
        self._word()
        self.settle()

    def _on_slide(self, value: int) -> None:
        # Moved from the left end, it is on; at the left end, it is off.
        self.box.blockSignals(True)
        self.box.setChecked(value > 0)
        self.box.blockSignals(False)
        self._word()
        self._rest.start()

    # ---- words and looks -----------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self.value.setText(translations.percent(self.slider.value() / _WHOLE))
        self.value.setEnabled(self.box.isChecked())
        self.sentence.setText(self._sentence())
        state = self.value.text() if self._scaled else self.tr("on")
        state = state if self.box.isChecked() else self.tr("off")
        self.setAccessibleName(
            self.tr("{lesson}: {state}").format(lesson=self.lesson.title, state=state)
        )
        self.setAccessibleDescription(self.sentence.text())
        self.slider.setToolTip(self.tr("How strongly it speaks: 100% is as it was taught"))
        self.update()

    def _sentence(self) -> str:
        match self.lesson.route:
            case Route.SOFT_PROMPT:
                return self.tr("Learnt words that it reads before each question.")
            case Route.PREFIX:
                return self.tr("A learnt memory that stands before each question.")
        return self.tr("A small file beside the model, on and off at once.")

    def paintEvent(self, event: QPaintEvent) -> None:
        """As other entries: a wash behind the one that is chosen."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("wash"))
            radius = theme.px(4)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def focusInEvent(self, event: object) -> None:
        """Paint the wash."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Paint it away."""
        self.update()
