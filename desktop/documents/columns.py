"""The columns of the documents table, and what clicking their header sorts by."""

from enum import IntEnum

from PySide6.QtCore import Qt

from desktop.documents.ordering import Order

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole Row of a cell."""


class Column(IntEnum):
    """The columns, from the left."""

    NAME = 0
    KIND = 1
    PAGES = 2
    STATE = 3
    TAGS = 4


COLUMN_ORDER = {
    Column.NAME: Order.NAME,
    Column.KIND: Order.KIND,
    Column.PAGES: Order.PAGES,
    Column.STATE: Order.STATE,
    Column.TAGS: Order.TAGS,
}
