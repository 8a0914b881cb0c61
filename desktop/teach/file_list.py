"""The files that examples are read from: chosen, dropped, taken off again."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import ElidedWords, plain_tip

SUFFIXES = ("csv", "tsv", "xlsx", "xls", "ods", "json", "jsonl", "ndjson")
"""Endings of files that may hold examples; what is in them is looked at all the same."""


class FileList(QWidget):
    """A row a file, and the button that chooses more."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paths: list[str] = []
        self.choose = Button("", icon="add")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._rows)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.choose.clicked.connect(self.ask)
        self.retranslate()

    def ask(self) -> None:
        """Let the person choose files."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        endings = " ".join(f"*.{each}" for each in SUFFIXES)
        filters = f"{self.tr('Tables and lists')} ({endings});;{self.tr('All files')} (*)"
        chosen, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Choose files with questions and answers"), home, filters
        )
        self.add(chosen)

    def add(self, paths: Iterable[str]) -> None:
        """Put files on the list that are not there yet."""
        fresh = [path for path in dict.fromkeys(paths) if path not in self.paths]
        if fresh:
            self.paths += fresh
            self._fill()

    def clear(self) -> None:
        """Take all off."""
        if self.paths:
            self.paths = []
            self._fill()

    def _fill(self) -> None:
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        for path in self.paths:
            self._rows.addWidget(self._row(path))
        self.changed.emit()

    def _row(self, path: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        name = ElidedWords(Path(path).name)
        name.setToolTip(plain_tip(path))
        off = IconButton("close", self.tr("Take “{name}” off").replace("{name}", Path(path).name))
        off.clicked.connect(lambda: self._take_off(path))
        line.addWidget(name, 1)
        line.addWidget(off)
        return row

    def _take_off(self, path: str) -> None:
        self.paths = [each for each in self.paths if each != path]
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.choose.setText(self.tr("Choose files…"))
        self._fill()
