"""The settings: language, appearance, text size, the library, copies or links, about."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import core
from core import paths
from desktop import theme, translations
from desktop.session import Session
from desktop.settings.model_section import ModelSection
from desktop.settings.preparation_section import PreparationSection
from desktop.settings.section import Section
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.header import Header
from desktop.widgets.text import ElidedWords, Words

_WIDTH = 720


class SettingsPage(QWidget):
    """Each change is applied at once and kept."""

    library_chosen = Signal()
    new_library_chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        self._header = Header()
        self._make_controls()
        self._arrange()
        for combo in (self._language, self._appearance, self._size):
            combo.currentIndexChanged.connect(self._apply)
        self._originals.idToggled.connect(self._apply)
        self._show_folder.clicked.connect(self._open_folder)
        self._open.clicked.connect(self.library_chosen)
        self._new.clicked.connect(self.new_library_chosen)
        self._licence.clicked.connect(self._open_licence)
        self._logs.clicked.connect(self._open_logs)
        session.settings_changed.connect(self._fill)
        session.summary_changed.connect(self._fill)
        self.retranslate()

    def _make_controls(self) -> None:
        self._language = QComboBox()
        self._appearance = QComboBox()
        self._size = QComboBox()
        self._library_name = Words("", "strong")
        self._library_path = ElidedWords("", "second")
        self._show_folder = Button()
        self._open = Button()
        self._new = Button()
        self._copy = QRadioButton()
        self._link = QRadioButton()
        self._originals = QButtonGroup(self)
        self._originals.addButton(self._copy, 0)
        self._originals.addButton(self._link, 1)
        self._about = Words("", "", wrap=True, selectable=True)
        self._licence = Button()
        self._logs = Button()

    def _arrange(self) -> None:
        self._look = Section()
        self._language_row = self._look.add_row(self._language)
        self._appearance_row = self._look.add_row(self._appearance)
        self._size_row = self._look.add_row(self._size)
        self._library = Section()
        self._library.add(self._library_name)
        self._library.add(self._library_path)
        self._library.add(_row(self._show_folder, self._open, self._new))
        self._documents = Section()
        self._documents.add(self._copy)
        self._copy_note = self._documents.add_note()
        self._documents.add(self._link)
        self._link_note = self._documents.add_note()
        self._preparation = PreparationSection(self._session)
        self._model = ModelSection(self._session)
        self._lectern = Section()
        self._lectern.add(self._about)
        self._lectern.add(_row(self._licence, self._logs))
        column = QVBoxLayout()
        column.setSpacing(Space.XL)
        for section in (
            self._look,
            self._library,
            self._documents,
            self._preparation,
            self._model,
            self._lectern,
        ):
            column.addWidget(section)
        column.addStretch()
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH)
        column.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        page.setProperty("role", "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XXL)
        row.addWidget(middle, 100)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addWidget(scroll, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._header.title.setText(self.tr("Settings"))
        self._look.set_title(self.tr("Window"))
        self._look.name_row(self._language_row, self.tr("Language"))
        self._look.name_row(self._appearance_row, self.tr("Appearance"))
        self._look.name_row(self._size_row, self.tr("Text size"))
        self._library.set_title(self.tr("Library"))
        self._show_folder.setText(self.tr("Show the folder"))
        self._open.setText(self.tr("Open another…"))
        self._new.setText(self.tr("New library…"))
        self._documents.set_title(self.tr("Documents you add"))
        self._copy.setText(self.tr("Keep a copy in the library"))
        self._copy_note.setText(
            self.tr("Sources open even when the original is moved. This takes room on the disk.")
        )
        self._link.setText(self.tr("Leave them where they are"))
        self._link_note.setText(
            self.tr("Takes no room. A source opens only while its original stays in place.")
        )
        self._lectern.set_title(self.tr("About Lectern"))
        self._about.setText(
            self.tr("Version %1. Free software under the GNU AGPL, version 3 or later; its source "
                    "comes with every copy. Everything runs on this computer.")
            .replace("%1", core.__version__)
        )  # fmt: skip
        self._licence.setText(self.tr("Read the licence"))
        self._logs.setText(self.tr("Show the log files"))
        self._fill()

    def library_words(self) -> tuple[str, str]:
        """Name and path of the library as shown."""
        return self._library_name.text(), self._library_path.text()

    @Slot()
    def _fill(self) -> None:
        self._filling = True
        settings = self._session.settings
        languages = [(self.tr("Same as the system"), ""), *(
            (name, code) for code, name in translations.LANGUAGES.items()
        )]  # fmt: skip
        _choices(self._language, languages, settings.language)
        appearances = [
            (self.tr("Same as the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ]
        _choices(self._appearance, appearances, settings.appearance)
        sizes = [(f"{round(100 * scale)}%", scale) for scale in theme.TEXT_SCALES]
        _choices(self._size, sizes, settings.text_scale)
        self._originals.button(0 if settings.copy_originals else 1).setChecked(True)
        summary = self._session.summary
        self._library_name.setText(summary.name if summary else self.tr("No library is open"))
        self._library_path.setText(summary.path if summary else "")
        self._show_folder.setEnabled(summary is not None)
        self._filling = False

    @Slot()
    def _apply(self) -> None:
        if self._filling:
            return
        self._session.change_settings(
            language=self._language.currentData(),
            appearance=self._appearance.currentData(),
            text_scale=self._size.currentData(),
            copy_originals=self._originals.checkedId() == 0,
        )

    @Slot()
    def _open_folder(self) -> None:
        if self._session.summary is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._session.summary.path))

    @Slot()
    def _open_licence(self) -> None:
        licence = paths.resources_folder().parent / "LICENSE"
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(licence)))

    @Slot()
    def _open_logs(self) -> None:
        folder: Path = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, Space.XS, 0, 0)
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return holder


def _choices(combo: QComboBox, items: Sequence[tuple[str, object]], chosen: object) -> None:
    """Fill a combo box anew only when its words changed, so that an open one stays open."""
    if [combo.itemText(at) for at in range(combo.count())] != [text for text, _ in items]:
        combo.clear()
        for text, value in items:
            combo.addItem(text, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
