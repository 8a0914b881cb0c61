"""The address and the token that another program is told, each with a button that copies it."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.models.program_setups import HIDDEN
from desktop.models.serving_state import ServingState
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class ServingFields(QFrame):
    """The token is shown only when the person wants to see it; it can be copied unseen."""

    shown_changed = Signal()
    """The token is shown, or hidden again."""

    def __init__(
        self, session: Session, state: ServingState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._state = state
        self.token_shown = False
        self.address = _field()
        self.token = _field()
        self.copy_address = Button("", icon="copy")
        self.copy_token = Button("", icon="copy")
        self.show_token = Button()
        self.renew = Button("", "link", "again")
        self._address_name = Words()
        self._token_name = Words()
        self._note = Words("", "second", wrap=True)
        self._lay_out()
        self.copy_address.clicked.connect(self._copy_address)
        self.copy_token.clicked.connect(self._copy_token)
        self.show_token.clicked.connect(self._toggle)
        self.renew.clicked.connect(self._renew)
        state.changed.connect(self._fill)
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        rows = (
            (self._address_name, self.address, (self.copy_address,)),
            (self._token_name, self.token, (self.copy_token, self.show_token)),
        )
        for at, (name, field, buttons) in enumerate(rows):
            name.setBuddy(field)
            grid.addWidget(name, at, 0)
            grid.addWidget(field, at, 1)
            beside = QHBoxLayout()
            beside.setSpacing(Space.S)
            for button in buttons:
                beside.addWidget(button)
            beside.addStretch(1)
            grid.addLayout(beside, at, 2)
        under = QHBoxLayout()
        under.setSpacing(Space.M)
        under.addWidget(self._note, 1)
        under.addWidget(self.renew)
        grid.addLayout(under, 2, 1, 1, 2)

    @property
    def shown_token(self) -> str:
        """The token as it may be seen at the moment."""
        return self._state.status.token if self.token_shown else HIDDEN

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._address_name.setText(self.tr("Address"))
        self._token_name.setText(self.tr("Token"))
        self.address.setAccessibleName(self.tr("Address"))
        self.token.setAccessibleName(self.tr("Token"))
        self.copy_address.setText(self.tr("Copy"))
        self.copy_address.setAccessibleName(self.tr("Copy the address"))
        self.copy_token.setText(self.tr("Copy"))
        self.copy_token.setAccessibleName(self.tr("Copy the token"))
        self.renew.setText(self.tr("Make a new token"))
        self._note.setText(
            self.tr("The token is a password for your library. Give it only to programs you trust.")
        )
        self._fill()

    @Slot()
    def _fill(self) -> None:
        self.address.setText(self._state.status.address)
        self.token.setText(self.shown_token)
        for field in (self.address, self.token):
            field.setCursorPosition(0)
        self.show_token.setText(self.tr("Hide") if self.token_shown else self.tr("Show"))
        self.show_token.setAccessibleName(
            self.tr("Hide the token") if self.token_shown else self.tr("Show the token")
        )
        self.renew.setEnabled(not self._state.busy)

    @Slot()
    def _toggle(self) -> None:
        self.token_shown = not self.token_shown
        self._fill()
        self.shown_changed.emit()

    @Slot()
    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._state.status.address)
        self._session.say(self.tr("The address is on the clipboard."))

    @Slot()
    def _copy_token(self) -> None:
        QGuiApplication.clipboard().setText(self._state.status.token)
        self._session.say(self.tr("The token is on the clipboard."))

    @Slot()
    def _renew(self) -> None:
        self._state.renew_token()
        self._session.say(
            self.tr("There is a new token. Programs that have the old one cannot ask any more.")
        )


def _field() -> QLineEdit:
    field = QLineEdit()
    field.setReadOnly(True)
    return field
