"""Where the pages of a document stand below each other, and where a rectangle falls on them.

Lengths on paper are PDF points; lengths on the desk are device-independent pixels.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from core.types import PageGeometry, Rectangle

A4 = QSizeF(595.0, 842.0)
GAP = 16
"""Between pages, and around them."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """An unrotated page in points and the clockwise turn it is shown with."""

    width: float
    height: float
    rotation: int = 0

    @property
    def shown(self) -> QSizeF:
        """Size as it is seen."""
        if self.rotation % 180:
            return QSizeF(self.height, self.width)
        return QSizeF(self.width, self.height)


def turned(rectangle: Rectangle, size: PageSize) -> QRectF:
    """A rectangle of the unrotated page, in points, as it lies on the page that is shown."""
    x0, y0, x1, y1 = rectangle.x0, rectangle.y0, rectangle.x1, rectangle.y1
    width, height = size.width, size.height
    match size.rotation % 360:
        case 90:
            x0, y0, x1, y1 = height - y1, x0, height - y0, x1
        case 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        case 270:
            x0, y0, x1, y1 = y0, width - x1, y1, width - x0
    return QRectF(x0, y0, x1 - x0, y1 - y0)


class PageLayout:
    """A column of pages, each in the middle of the desk."""

    def __init__(self, count: int, known: Sequence[PageGeometry] = ()) -> None:
        sizes = {
            page.page: PageSize(page.width, page.height, page.rotation)
            for page in known
            if page.width > 0 and page.height > 0
        }
        self._sizes: list[PageSize] = []
        last = next(iter(sizes.values()), PageSize(A4.width(), A4.height()))
        for page in range(1, max(count, 1) + 1):
            last = sizes.get(page, last)
            self._sizes.append(last)
        self._known = set(sizes)
        self._tops: list[float] = []
        self._height = 0.0
        self.scale = 1.0
        """Pixels for a point."""
        self._stack()

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self._sizes)

    def size(self, page: int) -> PageSize:
        """Size of a page, its neighbour's where its own is not known."""
        return self._sizes[page - 1]

    def learn(self, page: int, size: PageSize) -> bool:
        """Take a page's true size; whether anything moved."""
        self._known.add(page)
        if self._sizes[page - 1] == size:
            return False
        self._sizes[page - 1] = size
        self._stack()
        return True

    def set_scale(self, scale: float) -> None:
        """Show pages at `scale` pixels a point."""
        self.scale = scale
        self._stack()

    def usual_width(self) -> float:
        """Width in points that most pages have; one wide table should not shrink a book."""
        widths = Counter(round(size.shown.width()) for size in self._sizes)
        return float(widths.most_common(1)[0][0])

    @property
    def height(self) -> float:
        """Height of the whole column."""
        return self._height

    @property
    def width(self) -> float:
        """Width of the widest page with the desk around it."""
        widest = max(size.shown.width() for size in self._sizes)
        return widest * self.scale + 2 * GAP

    def page_at(self, y: float) -> int:
        """The page at a height; the one above in a gap."""
        return min(max(bisect_right(self._tops, y), 1), self.count)

    def top(self, page: int) -> float:
        """Where a page begins."""
        return self._tops[page - 1]

    def sheet(self, page: int, room: float) -> QRectF:
        """A page on a desk `room` wide."""
        shown = self.size(page).shown * self.scale
        left = max(GAP, (max(room, self.width) - shown.width()) / 2)
        return QRectF(
            round(left), round(self.top(page)), round(shown.width()), round(shown.height())
        )

    def place(self, rectangle: Rectangle, room: float) -> QRectF:
        """A rectangle of a page on a desk `room` wide."""
        sheet = self.sheet(rectangle.page, room)
        on_page = turned(rectangle, self.size(rectangle.page))
        shown = self.size(rectangle.page).shown
        across, down = sheet.width() / shown.width(), sheet.height() / shown.height()
        return QRectF(
            sheet.left() + on_page.left() * across,
            sheet.top() + on_page.top() * down,
            on_page.width() * across,
            on_page.height() * down,
        )

    def visible(self, top: float, bottom: float) -> range:
        """Pages that show between two heights."""
        return range(self.page_at(top), self.page_at(bottom) + 1)

    def _stack(self) -> None:
        self._tops = []
        y = float(GAP)
        for size in self._sizes:
            self._tops.append(y)
            y += size.shown.height() * self.scale + GAP
        self._height = y
