"""Tab goes through what is made later as the eye does."""

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.tab_order import tab_before


def stops(window):
    found, widget = [], window.nextInFocusChain()
    while widget is not window:
        if isinstance(widget, QPushButton):
            found.append(widget.text())
        widget = widget.nextInFocusChain()
    return found


def test_new_widgets_come_before_the_one_they_stand_before(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, label, last = QPushButton("first"), QLabel("words"), QPushButton("last")
    for widget in (first, label, last):
        column.addWidget(widget)
    new = [QPushButton(f"new {at}") for at in range(3)]
    for widget in new:
        column.addWidget(widget)
    assert stops(window) == ["first", "last", "new 0", "new 1", "new 2"]
    tab_before(last, new)
    assert stops(window) == ["first", "new 0", "new 1", "new 2", "last"]
    tab_before(last, [])
    assert stops(window) == ["first", "new 0", "new 1", "new 2", "last"]
