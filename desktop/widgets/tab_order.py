"""The way of the Tab key through widgets that are made after those around them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_before(anchor: QWidget, widgets: Sequence[QWidget]) -> None:
    """Let Tab go through `widgets` just before it comes to `anchor`.

    New widgets come last of all otherwise, wherever they stand.
    """
    before = anchor.previousInFocusChain()
    while (
        before is not None
        and before is not anchor
        and (before in widgets or not before.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ):
        before = before.previousInFocusChain()
    order = [*widgets, anchor] if before is None or before is anchor else [before, *widgets, anchor]
    for first, second in pairwise(order):
        QWidget.setTabOrder(first, second)
