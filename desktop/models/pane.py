"""The models' room: its pages behind tabs. It only arranges them."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.catalogue_page import CataloguePage
from desktop.models.instructions_page import InstructionsPage
from desktop.models.lab_page import LabPage
from desktop.models.services_page import ServicesPage
from desktop.models.serving_page import ServingPage
from desktop.models.tokens_page import TokensPage
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.header import Header

TABS = ("catalogue", "services", "instructions", "lab", "tokens", "serving")


class ModelsPane(QWidget):
    """Choose what writes, compare, look inside, open the library to other programs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.catalogue = CataloguePage(session)
        self.services = ServicesPage(session)
        self.instructions = InstructionsPage(session)
        self.lab = LabPage(session)
        self.tokens = TokensPage(session)
        self.serving = ServingPage(session)
        self._header = Header()
        self._tab_row = QFrame()
        self._pages = QStackedWidget()
        self._group = QButtonGroup(self)
        self.tabs = {name: QPushButton() for name in TABS}
        self._lay_out()
        self._group.idClicked.connect(lambda place: self.show_tab(TABS[place]))
        session.models_requested.connect(self.show_tab)
        self.retranslate()
        self.show_tab(TABS[0])

    def _lay_out(self) -> None:
        self._tab_row.setProperty("role", "header")
        row = QHBoxLayout(self._tab_row)
        row.setContentsMargins(Space.XL - Space.S, 0, Space.XL, 0)
        row.setSpacing(Space.S)
        for place, name in enumerate(TABS):
            tab = self.tabs[name]
            tab.setCheckable(True)
            tab.setProperty("role", "tab")
            self._group.addButton(tab, place)
            row.addWidget(tab)
            self._pages.addWidget(self.page(name))
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._header)
        outer.addWidget(self._tab_row)
        outer.addWidget(self._pages, 1)

    def page(self, name: str) -> QWidget:
        """A page by the name of its tab."""
        page: QWidget = getattr(self, name)
        return page

    @Slot(str)
    def show_tab(self, name: str) -> None:
        """Show a page."""
        for each, tab in self.tabs.items():
            # One stop for the keyboard, and it is the page that is shown; arrows go on from there.
            shown = each == name
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.ClickFocus)
        self.tabs[name].setChecked(True)
        self._pages.setCurrentWidget(self.page(name))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._header.title.setText(self.tr("Models"))
        words = {
            "catalogue": self.tr("On this computer"),
            "services": self.tr("Services"),
            "instructions": self.tr("Instructions"),
            "lab": self.tr("Compare"),
            "tokens": self.tr("How a model reads"),
            "serving": self.tr("Other programs"),
        }
        for name, word in words.items():
            self.tabs[name].setText(word)
