"""A service on its card: where it is, whether text may go there, its key and model, a try."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.errors import LecternError
from core.types import Endpoint, EndpointCheck, Flaw, KeyPlace, address_flaw, preset_at
from desktop.engine_link import Request
from desktop.models.service_key import ServiceKey
from desktop.models.service_more import ServiceMore
from desktop.models.service_wording import words
from desktop.session import Session
from desktop.theme import Space, set_role
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import ElidedWords, Words

_NO_KEY = (KeyPlace.NONE, KeyPlace.LOCKED)
_USUAL_CONTEXT = Endpoint("", "").context_tokens


class ServiceCard(QFrame):
    """Closed it is a line with its state; open it is everything that can be set."""

    edited = Signal(object)
    """Endpoint as the person has changed it."""
    used = Signal()
    removed = Signal()
    opened = Signal(bool)

    def __init__(self, session: Session, endpoint: Endpoint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.endpoint = endpoint
        self._filling = False
        self._request: Request | None = None
        self._outcome: EndpointCheck | LecternError | None = None
        self._models: tuple[str, ...] = ()
        self.setProperty("role", "card")
        self.title = ElidedWords(endpoint.name, "strong")
        self.state = Words("", "good")
        self.where = Words("", "second", wrap=True, selectable=True)
        self.change = Button("", "link")
        self.change.setCheckable(True)
        self.use = Button()
        self.address = QLineEdit()
        self.address_flaw = Words("", "bad", wrap=True)
        self.sent = Words("", wrap=True, selectable=True)
        self.consent = QCheckBox()
        self.open_way = Words("", "doubt", wrap=True)
        self.model = QComboBox()
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._model_field = QLineEdit()
        self.model.setLineEdit(self._model_field)
        self.try_it = Button()
        self.outcome = Words("", "second", wrap=True, selectable=True)
        self.key = ServiceKey(session, endpoint)
        self.more = ServiceMore(endpoint)
        self.remove = Button("", "danger")
        self._names = [Words("", "second") for _ in range(3)]
        self._consent_box = QFrame()
        self._inside = QWidget()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._inside.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        top.addWidget(self.use)
        top.addWidget(self.change)
        self._consent_box.setProperty("role", "bubble")
        agreeing = QVBoxLayout(self._consent_box)
        agreeing.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        agreeing.setSpacing(Space.XS)
        agreeing.addWidget(self.sent)
        agreeing.addWidget(self.open_way)
        agreeing.addWidget(self.consent, 0, Qt.AlignmentFlag.AlignLeft)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        address = QVBoxLayout()
        address.setSpacing(Space.XS)
        address.addWidget(self.address)
        address.addWidget(self.address_flaw)
        grid.addWidget(self._names[0], 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(address, 0, 1)
        grid.addWidget(self._consent_box, 1, 0, 1, 2)
        grid.addWidget(self._names[1], 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.key, 2, 1)
        grid.addWidget(self._names[2], 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.model, 3, 1)
        for name, control in zip(self._names, (self.address, self.key, self.model), strict=True):
            name.setBuddy(control)
            name.setContentsMargins(0, Space.S, 0, 0)
        buttons = Flow(spacing=Space.S)
        buttons.addWidget(self.try_it)
        buttons.addWidget(self.remove)
        holder = QWidget()
        holder.setLayout(buttons)
        form = QVBoxLayout(self._inside)
        form.setContentsMargins(0, Space.S, 0, 0)
        form.setSpacing(Space.S)
        form.addLayout(grid)
        form.addWidget(self.more)
        form.addWidget(self.outcome)
        form.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(self.where)
        column.addWidget(self._inside)

    def _connect(self) -> None:
        self.change.toggled.connect(self._unfold)
        self.use.clicked.connect(self.used)
        self.remove.clicked.connect(self.removed)
        self.address.editingFinished.connect(self._keep)
        self._model_field.editingFinished.connect(self._keep)
        self.model.activated.connect(self._keep)
        self.consent.toggled.connect(self._on_consent)
        self.try_it.clicked.connect(self._try)
        self.key.changed.connect(self._look)
        self.more.edited.connect(self._on_more)

    def controls(self) -> list[QWidget]:
        """What the keyboard goes through, in the order in which the eye does."""
        return [
            self.use,
            self.change,
            self.address,
            self.consent,
            *self.key.controls(),
            self.model,
            *self.more.controls(),
            self.try_it,
            self.remove,
        ]

    # ---- what is shown ---------------------------------------------------------------------------

    def take(self, endpoint: Endpoint, in_use: bool) -> None:
        """Show a service as the settings have it; what is being typed stays."""
        if endpoint.address != self.endpoint.address:
            self._models, self._outcome = (), None
        if endpoint != self.endpoint:
            self.endpoint = endpoint
            self.key.take(endpoint)
            self.more.take(endpoint)
        self._fill(in_use)

    def open(self) -> None:
        """Show everything, and put the keyboard where the next step is."""
        self.change.setChecked(True)
        step = self.address
        if self.endpoint.address:
            step = self._model_field
        if self.endpoint.address and not self._may_ask:
            self.consent.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            step.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Show one line only."""
        self.change.setChecked(False)

    @property
    def is_open(self) -> bool:
        """Whether everything is shown."""
        return self.change.isChecked()

    @property
    def _may_ask(self) -> bool:
        good = address_flaw(self.endpoint.address) is Flaw.NONE
        return good and (self.endpoint.is_here or self.endpoint.allowed)

    def _fill(self, in_use: bool) -> None:
        self._filling = True
        endpoint = self.endpoint
        self._in_use = in_use
        name = f"{endpoint.name} · {endpoint.model}" if endpoint.model else endpoint.name
        self.title.setText(name or self.tr("Another address"))
        self.where.setText(words.where(endpoint) if endpoint.address else "")
        self.where.setVisible(bool(endpoint.address))
        if not self.address.hasFocus() and not self.address_flaw.text():
            self.address.setText(endpoint.address)
            self.address.setCursorPosition(0)
        if not self._model_field.hasFocus():
            self.model.setEditText(endpoint.model)
        away = bool(endpoint.address) and not endpoint.is_here
        self._consent_box.setVisible(away)
        self.sent.setText(words.sent(endpoint))
        self.consent.setChecked(endpoint.allowed)
        self.open_way.setText(words.open_way())
        self.open_way.setVisible(endpoint.is_open)
        for control in (self.key, self.model):
            control.setEnabled(bool(endpoint.address))
        asking = self._request is not None
        self.try_it.setEnabled(self._may_ask and not asking)
        self.use.setVisible(self._may_ask and bool(endpoint.model))
        self.state.setVisible(in_use and self._may_ask and bool(endpoint.model))
        self.outcome.setText(self.tr("Asking…") if asking else words.outcome(self._outcome))
        set_role(self.outcome, "bad" if isinstance(self._outcome, LecternError) else "second")
        self.outcome.setVisible(bool(self.outcome.text()))
        self.use.setText(self.tr("Do not use it") if in_use else self.tr("Use for answers"))
        self.use.setAccessibleName(f"{self.use.text()}: {endpoint.name}")
        self._filling = False

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        for label, name in zip(
            self._names, (self.tr("Address"), self.tr("Key"), self.tr("Model")), strict=True
        ):
            label.setText(name)
        self.address.setAccessibleName(self.tr("Address"))
        self.address.setPlaceholderText("https://…/v1")
        self.model.setAccessibleName(self.tr("Model"))
        self._model_field.setAccessibleName(self.tr("Model"))
        self._model_field.setPlaceholderText(self.tr("Choose one, or write its name"))
        self.consent.setText(self.tr("I agree that it is sent there"))
        self.consent.setAccessibleDescription(words.sent(self.endpoint))
        self.state.setText("✓ " + self.tr("Answers your questions"))
        self.try_it.setText(self.tr("Try it"))
        self.remove.setText(self.tr("Remove"))
        self.remove.setAccessibleName(f"{self.tr('Remove')}: {self.endpoint.name}")
        self._word_change()
        self._fill(getattr(self, "_in_use", False))

    def _word_change(self) -> None:
        self.change.setText(self.tr("Close") if self.is_open else self.tr("Set up"))
        self.change.setAccessibleName(f"{self.change.text()}: {self.endpoint.name}")

    # ---- what the person does --------------------------------------------------------------------

    @Slot(bool)
    def _unfold(self, open: bool) -> None:
        self._inside.setVisible(open)
        self._word_change()
        if open:
            self.key.ask_place()
            self._look()
        self.opened.emit(open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
            if self.isVisible():
                self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _keep(self) -> None:
        if self._filling:
            return
        address = _completed(self.address.text())
        flaw = address_flaw(address) if address else Flaw.NONE
        self.address_flaw.setText(words.flaw(flaw))
        self.address_flaw.setVisible(flaw is not Flaw.NONE)
        if flaw is not Flaw.NONE or not address:
            return
        moved = address != self.endpoint.address
        now = replace(
            self.endpoint,
            address=address,
            model="" if moved and self.endpoint.address else self.model.currentText().strip(),
            # A yes was said to one address and to no other; a key is for one too.
            allowed=self.endpoint.allowed and not moved,
            key_variable="" if moved else self.endpoint.key_variable,
        )
        if now == self.endpoint:
            self.address.setText(address)
            return
        if now.model != self.endpoint.model or moved:
            self._outcome = None
        self.edited.emit(now)
        if moved:
            self._look()

    @Slot(bool)
    def _on_consent(self, agreed: bool) -> None:
        if not self._filling:
            self._outcome = None
            self.edited.emit(replace(self.endpoint, allowed=agreed))
            self._look()

    @Slot(object)
    def _on_more(self, endpoint: Endpoint) -> None:
        self._outcome = None
        self.edited.emit(endpoint)

    # ---- asking the server -----------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        """Ask which models it has, where that may be asked and can be answered."""
        preset = preset_at(self.endpoint.address)
        lacks = preset is not None and preset.wants_key and self.key.place in _NO_KEY
        if self.is_open and self._may_ask and self._request is None and not lacks:
            self._ask(replace(self.endpoint, model=""), self._on_listed)

    @Slot()
    def _try(self) -> None:
        had_focus = self.try_it.hasFocus()
        self._ask(self.endpoint, self._on_outcome)
        if had_focus:
            # A button that is greyed gives the keyboard to what stands next.
            self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, endpoint: Endpoint, then: object) -> None:
        self._outcome = None
        request = self._session.link.start(operations.check_endpoint, endpoint=endpoint)
        self._request = request
        request.done.connect(lambda check: then(endpoint, check))  # type: ignore[operator]
        request.failed.connect(lambda error: then(endpoint, error))  # type: ignore[operator]
        request.ended.connect(self._on_ended)
        self._fill(self._in_use)

    def _on_listed(self, asked: Endpoint, found: EndpointCheck | LecternError) -> None:
        if asked.address != self.endpoint.address:
            return
        if isinstance(found, LecternError):
            self._outcome = found
        else:
            self._offer(found)
            if not self.endpoint.model:
                self._outcome = found

    def _on_outcome(self, asked: Endpoint, outcome: EndpointCheck | LecternError) -> None:
        if asked != self.endpoint:
            # It was said of a service as it no longer is.
            return
        self._outcome = outcome
        if isinstance(outcome, EndpointCheck):
            self._offer(outcome)
            reads = outcome.context_tokens
            if reads and self.endpoint.context_tokens == _USUAL_CONTEXT:
                self.edited.emit(replace(self.endpoint, context_tokens=reads))

    def _offer(self, found: EndpointCheck) -> None:
        if found.models and found.models != self._models:
            self._models = found.models
            self._filling = True
            written = self.model.currentText()
            self.model.clear()
            self.model.addItems(list(found.models))
            self.model.setEditText(written)
            self._filling = False

    @Slot()
    def _on_ended(self) -> None:
        self._request = None
        self._fill(self._in_use)
        if self.outcome.hasFocus():
            self.try_it.setFocus(Qt.FocusReason.OtherFocusReason)


def _completed(address: str) -> str:
    """An address as it was typed; one without a path gets the one that nearly all servers have."""
    address = address.strip().rstrip("/")
    _, separator, rest = address.partition("://")
    return f"{address}/v1" if separator and rest and "/" not in rest else address
