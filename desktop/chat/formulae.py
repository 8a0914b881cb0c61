"""Formulae as the engine draws them, kept for the window and painted in the colour of their place.

One for the whole window: the same formula is asked for once, however many answers hold it.
"""

import functools
from collections import OrderedDict

from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from core import operations
from core.types import Formula
from desktop.engine_link import EngineLink

_KEPT = 2000
_LONGEST = 2000
_AT_ONCE = 8

Key = tuple[str, bool]
"""LaTeX, and whether it stands on a line of its own."""


class DrawnFormula:
    """A formula at a size of type; measures in pixels."""

    def __init__(self, formula: Formula, pixels: float) -> None:
        self._formula = formula
        self.width = formula.width * pixels
        self.ascent = formula.ascent * pixels
        self.descent = formula.descent * pixels

    def paint(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Paint with the left end of its baseline at a point."""
        area = QRectF(
            QPointF(at.x(), at.y() - self.ascent), QSizeF(self.width, self.ascent + self.descent)
        )
        _renderer(self._formula.svg, colour.name()).render(painter, area)


class Formulae(QObject):
    """What has been drawn, and what is being drawn."""

    drawn = Signal(str, bool)
    """LaTeX, display: the drawing has come, or it is known that there will be none."""

    def __init__(self) -> None:
        super().__init__()
        self._link: EngineLink | None = None
        self._known: OrderedDict[Key, Formula] = OrderedDict()
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._asked: set[Key] = set()

    def use(self, link: EngineLink) -> None:
        """Have formulae drawn through this door from now on."""
        self._link = link
        self._asked.clear()
        self._ask()

    def find(self, latex: str, display: bool, pixels: float) -> DrawnFormula | None:
        """The drawing at a size, None while there is none; it is asked for then."""
        key = (latex, display)
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            return DrawnFormula(known, pixels) if known.svg else None
        if latex and len(latex) <= _LONGEST and key not in self._asked:
            self._wanted[key] = None
            self._ask()
        return None

    def _ask(self) -> None:
        # A few at a time: the engine's lane also draws pages.
        while self._link is not None and self._wanted and len(self._asked) < _AT_ONCE:
            key, _ = self._wanted.popitem(last=False)
            self._asked.add(key)
            latex, display = key
            request = self._link.start(operations.draw_formula, latex=latex, display=display)
            request.done.connect(lambda formula, key=key: self._keep(key, formula))
            request.ended.connect(lambda key=key: self._on_ended(key))

    def _keep(self, key: Key, formula: Formula) -> None:
        self._known[key] = formula
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def _on_ended(self, key: Key) -> None:
        self._asked.discard(key)
        if key in self._known:
            self.drawn.emit(*key)
        self._ask()


@functools.cache
def formulae() -> Formulae:
    """The one of this window."""
    return Formulae()


@functools.lru_cache(maxsize=256)
def _renderer(svg: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
