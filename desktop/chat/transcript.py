"""The turns of a conversation under each other, of which only those near the eye are built.

A conversation of hundreds of questions costs no more than what is on screen: other turns are a
number, their height. What the person looks at is the fixed point; it never moves because something
above was measured or something below grew. While the person is at the end, the view follows new
text until the question reaches the top, so that the first line read stays where it is.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from core.types import Citation
from desktop import theme
from desktop.chat.turn_view import TurnView
from desktop.chat.turns import Turn
from desktop.model_choices import ModelChoices
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button

_GAP, _EDGE = Space.XXL, Space.XL
_ROUNDS = 6
"""How often measuring may bring other turns into view before the rest waits."""


class Transcript(QAbstractScrollArea):
    """Shows turns; `show_turns`, then `add` and `refresh` as they come and change."""

    citation_chosen = Signal(object)
    map_wanted = Signal(object)
    acted = Signal(object)
    """TurnDeed."""

    def __init__(self, choices: ModelChoices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._turns: list[Turn] = []
        self._heights: list[int] = []
        self._measured: list[bool] = []
        self._views: dict[int, TurnView] = {}
        self._following = True
        self._anchor = (0, 0)
        self._arranging = False
        self._marked: Citation | None = None
        self._marked_in: Turn | None = None
        self.latest_button = Button("", icon="down", parent=self)
        self.latest_button.clicked.connect(self.to_end)
        self.latest_button.hide()
        self._ahead = self._timer(self._build_ahead)
        self._stale: list[Turn] = []
        self._freshening = self._timer(self._freshen)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.retranslate()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        timer.timeout.connect(slot)
        return timer

    # ---- what it shows -------------------------------------------------------------------------

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show another conversation, at its end."""
        for view in self._views.values():
            _discard(view)
        self._views.clear()
        self._turns = list(turns)
        self._measured = [False] * len(self._turns)
        self._heights = [self._guess(turn) for turn in self._turns]
        self._marked = self._marked_in = None
        self.to_end()

    def add(self, turn: Turn) -> None:
        """Append a turn and go to it."""
        self._turns.append(turn)
        self._measured.append(False)
        self._heights.append(self._guess(turn))
        self.to_end()

    def change_turns(self, turns: Sequence[Turn], first: Turn | None = None) -> None:
        """Show other turns from `first` on and bring it into view; the turns above stay as they
        are, with what is unfolded in them."""
        known = {
            id(turn): (height, measured)
            for turn, height, measured in zip(
                self._turns, self._heights, self._measured, strict=True
            )
        }
        kept = {id(turn) for turn in turns}
        for key in [key for key in self._views if key not in kept]:
            _discard(self._views.pop(key))
        self._turns = list(turns)
        places = [known.get(id(turn), (self._guess(turn), False)) for turn in turns]
        self._heights = [height for height, _ in places]
        self._measured = [measured for _, measured in places]
        place = self._index(first) if first is not None else -1
        if first is not None and (view := self._views.get(id(first))) is not None:
            self._measured[place] = False
            view.refresh()
        if place < 0 or place == len(self._turns) - 1:
            self.to_end()
            return
        # At its top, but where that has been in sight already nothing moves.
        self._following = False
        tops, value = self._tops(), self.verticalScrollBar().value()
        if not value <= tops[place] < value + self.viewport().height():
            self._anchor = (place, -_EDGE)
        self._arrange()

    def refresh_soon(self, turn: Turn) -> None:
        """Draw a turn anew, once for all that comes in one turn of the event loop."""
        if turn not in self._stale:
            self._stale.append(turn)
        self._freshening.start()

    def _freshen(self) -> None:
        stale, self._stale = self._stale, []
        for turn in stale:
            self.refresh(turn)

    def refresh(self, turn: Turn) -> None:
        """Draw a turn anew after it has changed."""
        index = self._index(turn)
        if index < 0:
            return
        self._measured[index] = False
        if (view := self._views.get(id(turn))) is not None:
            view.refresh()
        self._arrange()

    def view_of(self, turn: Turn) -> TurnView | None:
        """The view of a turn, when it is near enough to the eye to be built."""
        return self._views.get(id(turn))

    def built(self) -> int:
        """How many turns are built at the moment."""
        return len(self._views)

    def to_end(self) -> None:
        """Go to the last turn and follow it."""
        self._following = True
        self._anchor = (max(len(self._turns) - 1, 0), -_EDGE)
        self._arrange()

    def mark(self, citation: Citation | None, turn: Turn | None = None) -> None:
        """Mark what stands open in the reader, and unmark the rest."""
        self._marked, self._marked_in = citation, turn
        for view in self._views.values():
            if citation is None or (turn is not None and view.turn is not turn):
                view.answer.mark(None)

    # ---- keeping still -------------------------------------------------------------------------

    def _on_scrolled(self, value: int) -> None:
        if self._arranging:
            return
        tops = self._tops()
        self._anchor = self._place_at(value, tops)
        self._following = value >= self._end(tops) - 1
        self._arrange()

    def _place_at(self, value: int, tops: list[int]) -> tuple[int, int]:
        """The turn at the top edge of the view, and how far its top is above that edge."""
        for index, top in enumerate(tops):
            if top + self._heights[index] > value:
                return index, value - top
        return max(len(tops) - 1, 0), 0

    def _tops(self) -> list[int]:
        tops, y = [], _EDGE
        for height in self._heights:
            tops.append(y)
            y += height + _GAP
        return tops

    def _total(self, tops: list[int]) -> int:
        return tops[-1] + self._heights[-1] + _EDGE if tops else 0

    def _end(self, tops: list[int]) -> int:
        """The value at which a follower stands: the end, but never past the last question."""
        if not tops:
            return 0
        return max(min(self._total(tops) - self.viewport().height(), tops[-1] - _EDGE), 0)

    def _value(self, tops: list[int]) -> int:
        if not tops:
            return 0
        index, offset = min(self._anchor[0], len(tops) - 1), self._anchor[1]
        value = tops[index] + offset
        if self._following:
            value = max(self._end(tops), value)
        return max(0, min(value, self._total(tops) - self.viewport().height()))

    # ---- building and placing ------------------------------------------------------------------

    def _arrange(self, reach: int = 0) -> None:
        """Build and measure what is within `reach` pixels of the eye, place it, set the bar."""
        if self._arranging or not self.viewport().height():
            return
        self._arranging = True
        try:
            height = self.viewport().height()
            tops, value, near = self._tops(), 0, range(0)
            for _ in range(_ROUNDS):
                tops = self._tops()
                value = self._value(tops)
                near = self._near(tops, value, reach)
                self._build(near)
                if not self._measure(near):
                    break
            tops = self._tops()
            value = self._value(tops)
            self._drop_far(self._near(tops, value, 2 * height))
            bar = self.verticalScrollBar()
            bar.setRange(0, max(self._total(tops) - height, 0))
            bar.setPageStep(height)
            bar.setSingleStep(theme.px(Space.XXL))
            bar.setValue(value)
            self._anchor = self._place_at(value, tops)
            self._place(tops, value)
            self._set_tab_order()
            self._place_latest(tops, value)
            if self._missing(tops, value):
                self._ahead.start()
        finally:
            self._arranging = False

    def _missing(self, tops: list[int], value: int) -> list[int]:
        """The turns within a screen of the visible ones that are not built yet."""
        near = self._near(tops, value, self.viewport().height())
        return [index for index in near if id(self._turns[index]) not in self._views]

    def _build_ahead(self) -> None:
        """Build one turn that will soon be seen, so that no scrolling waits for several."""
        tops, value = self._tops(), self.verticalScrollBar().value()
        if missing := self._missing(tops, value):
            nearest = min(missing, key=lambda index: abs(tops[index] - value))
            self._build(range(nearest, nearest + 1))
            self._measure(range(nearest, nearest + 1))
            self._arrange()

    def _near(self, tops: list[int], value: int, reach: int) -> range:
        """The turns that are visible or within `reach` pixels of it."""
        low, high = value - reach, value + self.viewport().height() + reach
        inside = [
            index
            for index, top in enumerate(tops)
            if top + self._heights[index] > low and top < high
        ]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def _build(self, near: range) -> None:
        for index in near:
            turn = self._turns[index]
            if id(turn) not in self._views:
                self._views[id(turn)] = self._view(turn)
                self._measured[index] = False

    def _view(self, turn: Turn) -> TurnView:
        view = TurnView(turn, self._choices, self.viewport())
        view.citation_chosen.connect(self._on_citation)
        view.map_wanted.connect(self.map_wanted)
        view.acted.connect(self.acted)
        view.resized.connect(lambda: self._on_resized(turn))
        if self._marked is not None and turn is self._marked_in:
            view.answer.mark(self._marked)
        view.show()
        return view

    def _measure(self, near: range) -> bool:
        """Measure turns that are built but not measured; whether a height has changed."""
        changed = False
        for index in near:
            if not self._measured[index]:
                turn = self._turns[index]
                height = self._views[id(turn)].height_at(self._width_of(turn))
                changed = changed or height != self._heights[index]
                self._heights[index] = height
                self._measured[index] = True
        return changed

    def _drop_far(self, near: range) -> None:
        focus = QApplication.focusWidget()
        kept = {id(self._turns[index]) for index in near}
        far = [key for key in self._views if key not in kept]
        for key in far:
            view = self._views[key]
            if focus is None or not view.isAncestorOf(focus):
                del self._views[key]
                _discard(view)

    def _place(self, tops: list[int], value: int) -> None:
        for index, turn in enumerate(self._turns):
            if (view := self._views.get(id(turn))) is None:
                continue
            width = self._width_of(turn)
            left = (self.width() - width) // 2
            if self._measured[index]:
                view.setGeometry(left, tops[index] - value, width, self._heights[index])
            else:
                view.move(left, -view.height() - self.viewport().height())

    def _column(self) -> int:
        """Width of the running text; the scroll bar comes and goes in the margin beside it."""
        limit = theme.px(Size.COLUMN)
        return max(min(self.width() - 2 * Space.XL, limit), 120)

    def _width_of(self, turn: Turn) -> int:
        """Two answers side by side take more than one column, where there is room."""
        if turn.other is None:
            return self._column()
        return max(min(self.width() - 2 * Space.XL, 2 * theme.px(Size.COLUMN)), 120)

    def _guess(self, turn: Turn) -> int:
        """A height to go on until the turn is measured."""
        letters = len(turn.question) + len(turn.streamed)
        lines = 2 + letters * theme.px(theme.Type.ANSWER) // (2 * self._column())
        return lines * theme.px(theme.Type.ANSWER) * 2 + 4 * Size.ROW

    def _index(self, turn: Turn) -> int:
        for index in range(len(self._turns) - 1, -1, -1):
            if self._turns[index] is turn:
                return index
        return -1

    def _on_citation(self, citation: Citation, view: TurnView) -> None:
        self.mark(citation, view.turn)
        view.answer.mark(citation)
        self.citation_chosen.emit(citation)

    def _on_resized(self, turn: Turn) -> None:
        index = self._index(turn)
        if index >= 0 and not self._arranging:
            self._measured[index] = False
            self._arrange()

    # ---- keyboard ------------------------------------------------------------------------------

    def stops(self) -> list[QWidget]:
        """Everything in the built turns that takes the keyboard, from top to bottom."""
        return [
            stop
            for turn in self._turns
            if (view := self._views.get(id(turn))) is not None
            for stop in view.stops()
        ]

    def _set_tab_order(self) -> None:
        before: QWidget = self
        for stop in self.stops():
            if before.nextInFocusChain() is not stop:
                QWidget.setTabOrder(before, stop)
            before = stop

    def focusNextPrevChild(self, next: bool) -> bool:
        """Walk on, and bring what has the keyboard into view."""
        self._arrange(reach=self.viewport().height())
        moved = super().focusNextPrevChild(next)
        focus = QApplication.focusWidget()
        if moved and focus is not None and self.viewport().isAncestorOf(focus):
            self.bring_into_view(focus)
        return moved

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll as little as needed to see a widget whole."""
        top = self._y(widget)
        bottom = top + widget.height()
        bar = self.verticalScrollBar()
        if top < Space.M:
            bar.setValue(bar.value() + top - Space.M)
        elif bottom > self.viewport().height() - Space.M:
            bar.setValue(bar.value() + bottom - self.viewport().height() + Space.M)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End besides the keys that scroll anyway."""
        if event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    # ---- events --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew at another width."""
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            self._arrange()
            return
        # The same sentence stays before the eye, though the lines above it wrap elsewhere now.
        held = self._held()
        before = self._y(held) if held is not None else 0
        self._measure_anew()
        if held is not None and self.viewport().isAncestorOf(held):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._y(held) - before)

    def _held(self) -> QWidget | None:
        """What the person most likely looks at: what has the keyboard, else the topmost thing."""
        seen = [stop for stop in self.stops() if self._in_sight(stop)]
        focus = QApplication.focusWidget()
        return next((stop for stop in seen if stop is focus), seen[0] if seen else None)

    def _in_sight(self, stop: QWidget) -> bool:
        return stop.isVisible() and 0 <= self._y(stop) < self.viewport().height()

    def _y(self, widget: QWidget) -> int:
        return widget.mapTo(self.viewport(), QPoint(0, 0)).y()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Nothing to shift: `_arrange` places the turns."""

    def event(self, event: QEvent) -> bool:
        """Follow the language; measure once every part has been worded in it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._measure_anew()
        return done

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure_anew()

    def _measure_anew(self) -> None:
        self._measured = [False] * len(self._turns)
        self._arrange()

    def retranslate(self) -> None:
        """Word it."""
        self.setAccessibleName(self.tr("Conversation"))
        self.latest_button.setText(self.tr("Latest"))
        self.latest_button.adjustSize()

    def _place_latest(self, tops: list[int], value: int) -> None:
        away = bool(tops) and value < self._end(tops) - Size.ROW
        self.latest_button.setVisible(away)
        if away:
            button = self.latest_button
            left = (self.width() - button.width()) // 2
            button.move(left, self.height() - button.height() - Space.S)
            button.raise_()


def _discard(view: TurnView) -> None:
    # Not unparented: that dresses every part of it anew for nothing.
    view.hide()
    view.deleteLater()
