"""Sets blocks of text into a QTextDocument and notes where each character came to stand."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from core.types import MarkKind
from desktop import theme
from desktop.reader.offset_map import utf16_length
from desktop.reader.text_blocks import Block, PageBlock, Span, TableBlock, TextBlock
from desktop.theme import Space, Type

LINE_SEPARATOR = "\u2028"
_HEADINGS = (22, 18, 16, Type.ANSWER)
_WIDE_TABLE = 6
"""From so many columns on, columns keep a width of their own and the table scrolls sideways."""
_COLUMN = 150
_INDENT = 20
_MINIMUM = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
_HEADING_LINE = 1.3
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value

Run = tuple[int, int, str]


class TextWriter:
    """Writes at a cursor that stands in an empty block of its own."""

    def __init__(
        self, cursor: QTextCursor, zoom: float, page_name: Callable[[int, str], str]
    ) -> None:
        self._cursor = cursor
        self._zoom = zoom
        self._page_name = page_name
        self._fresh = True
        """Whether the cursor's block is still empty and may be used."""
        self.runs: list[Run] = []

    def write(self, blocks: Sequence[Block]) -> None:
        """Set the blocks one below the other."""
        for block in blocks:
            match block:
                case PageBlock():
                    self._write_page(block)
                case TableBlock():
                    self._write_table(block)
                case TextBlock():
                    self._write_block(block)

    # ---- blocks --------------------------------------------------------------------------------

    def _write_block(self, block: TextBlock) -> None:
        shape = self._shape()
        look = self._look()
        match block.kind:
            case MarkKind.HEADING:
                size = _HEADINGS[min(max(block.level, 1), len(_HEADINGS)) - 1]
                look = self._look(size, QFont.Weight.DemiBold)
                shape.setTopMargin(self._px(Space.L))
                shape.setHeadingLevel(min(max(block.level, 1), 6))
                shape.setLineHeight(self._px(theme.px(size)) * _HEADING_LINE, _MINIMUM)
            case MarkKind.LIST_ITEM:
                shape.setLeftMargin(self._px(_INDENT) * (block.level + 1))
                shape.setTextIndent(-self._px(_INDENT))
                shape.setBottomMargin(self._px(Space.XS))
            case MarkKind.CODE:
                look = self._code_look()
                shape.setBackground(theme.colour("wash"))
                shape.setLeftMargin(self._px(Space.S))
                shape.setRightMargin(self._px(Space.S))
                shape.setBottomMargin(self._px(Space.M))
            case MarkKind.CAPTION | MarkKind.NOTE | MarkKind.BOILERPLATE:
                look = self._look(Type.BODY, colour="faded")
                if block.kind is MarkKind.NOTE:
                    shape.setLeftMargin(self._px(_INDENT))
            case _:
                pass
        self._new_block(shape)
        self._write_span(block.span, look)

    def _write_page(self, page: PageBlock) -> None:
        name = self._page_name(page.start, page.label)
        if not name:
            return
        shape = self._shape()
        shape.setBottomMargin(self._px(Space.S))
        shape.setTopMargin(self._px(Space.XXL) if self._cursor.position() else 0)
        self._new_block(shape)
        self._cursor.insertText(name, self._look(Type.SECOND, colour="faded"))

    def _write_table(self, table: TableBlock) -> None:
        self._spacer()
        look = QTextTableFormat()
        look.setBorderCollapse(True)
        look.setBorder(1)
        look.setBorderBrush(theme.colour("line"))
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setCellPadding(self._px(Space.S - 2))
        look.setCellSpacing(0)
        look.setHeaderRowCount(table.headers)
        look.setTopMargin(self._px(Space.XS))
        look.setBottomMargin(self._px(Space.XS))
        columns = table.columns
        if columns >= _WIDE_TABLE:
            fixed = QTextLength(QTextLength.Type.FixedLength, self._px(_COLUMN))
            look.setColumnWidthConstraints([fixed] * columns)
        made = self._cursor.insertTable(len(table.rows), columns, look)
        shape = QTextBlockFormat()
        # A fixed height puts every cell on one line, Chinese beside figures in another face.
        shape.setLineHeight(self._px(theme.px(Type.BODY)) * Type.LINE_HEIGHT / 100, _FIXED)
        for row, cells in enumerate(table.rows):
            header = row < table.headers
            weight = QFont.Weight.DemiBold if header else QFont.Weight.Normal
            words = self._look(Type.BODY, weight)
            for column, span in enumerate(cells):
                cell = made.cellAt(row, column)
                if header:
                    ground = cell.format()
                    ground.setBackground(theme.colour("wash"))
                    cell.setFormat(ground)
                cursor = cell.firstCursorPosition()
                cursor.setBlockFormat(shape)
                self._write_span(span, words, cursor)
        self._cursor.setPosition(made.lastPosition() + 1)
        self._fresh = True
        self._thin()

    # ---- pieces --------------------------------------------------------------------------------

    def _write_span(
        self, span: Span, look: QTextCharFormat, cursor: QTextCursor | None = None
    ) -> None:
        target = cursor or self._cursor
        position = target.position()
        # A line end inside a block must not begin a new one; both are one character long.
        shown = span.text.replace("\r", " ").replace("\n", LINE_SEPARATOR)
        shown = shown.replace("\u2029", LINE_SEPARATOR).replace("\ufdd0", "\ufffd")
        shown = shown.replace("\ufdd1", "\ufffd").replace("\x00", "\ufffd").replace("\ufffc", " ")
        target.insertText(shown, look)
        if target.position() != position + utf16_length(shown):
            # Something Qt drops or joins: keep the map true up to what was taken.
            shown = shown[: target.position() - position]
        if shown:
            self.runs.append((span.start, position, span.text[: len(shown)]))

    def _new_block(self, shape: QTextBlockFormat) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(QTextCharFormat())
            self._fresh = False
        else:
            self._cursor.insertBlock(shape, QTextCharFormat())

    def _spacer(self) -> None:
        """A table needs a block before it; that one should not show."""
        if not self._fresh:
            self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        self._thin()

    def _thin(self) -> None:
        thin = QTextBlockFormat()
        thin.setLineHeight(self._px(Space.XS), _FIXED)
        small = QTextCharFormat()
        small.setFontPointSize(1)
        self._cursor.setBlockFormat(thin)
        self._cursor.setBlockCharFormat(small)

    def _shape(self) -> QTextBlockFormat:
        shape = QTextBlockFormat()
        # By the size of type and not the face's own lines: Chinese faces stand twice as far apart.
        line = self._px(theme.px(Type.ANSWER)) * Type.LINE_HEIGHT / 100
        shape.setLineHeight(line, _MINIMUM)
        shape.setBottomMargin(self._px(Space.M))
        return shape

    def _look(
        self,
        size: int = Type.ANSWER,
        weight: QFont.Weight = QFont.Weight.Normal,
        colour: str = "ink",
    ) -> QTextCharFormat:
        face = theme.font(size, weight)
        face.setPixelSize(max(1, round(face.pixelSize() * self._zoom)))
        look = QTextCharFormat()
        look.setFont(face)
        look.setForeground(QColor(theme.colour(colour)))
        return look

    def _code_look(self) -> QTextCharFormat:
        look = self._look(Type.BODY)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        look.setFontFamilies([fixed, *theme.families()])
        look.setFontFixedPitch(True)
        return look

    def _px(self, size: int) -> int:
        return round(size * self._zoom)
