"""The writing model: none, or a server on this computer or elsewhere, and a button to try it."""

import dataclasses
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from core import operations
from core.errors import LecternError
from core.types import Endpoint, EndpointCheck
from desktop import error_text, translations
from desktop.session import Session
from desktop.settings.section import Section
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

KNOWN = (
    Endpoint("Ollama", "http://127.0.0.1:11434/v1"),
    Endpoint("LM Studio", "http://127.0.0.1:1234/v1"),
)
"""Programs that serve models on this computer, with the addresses they take by themselves."""
_NONE, _OTHER = "", "\0other"


class ModelSection(Section):
    """Each change is applied at once and kept; nothing is sent before it is tried or used."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filling = False
        self._checking = False
        self._outcome: EndpointCheck | LecternError | None = None
        self.where = QComboBox()
        self.address = QLineEdit()
        self.model = QComboBox()
        self._model_field = QLineEdit()
        self.model.setEditable(True)
        self.model.setLineEdit(self._model_field)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.consent = QCheckBox()
        self.try_it = Button()
        self.outcome = Words("", "second", wrap=True, selectable=True)
        self._purpose = Words("", "second", wrap=True)
        self.add(self._purpose)
        self._where_row = self.add_row(self.where)
        self._address_row = self.add_row(self.address)
        self._model_row = self.add_row(self.model)
        self.add(self.consent)
        trying = QWidget()
        row = QHBoxLayout(trying)
        row.setContentsMargins(0, Space.XS, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.try_it)
        row.addWidget(self.outcome, 1)
        self.add(trying)
        self.where.activated.connect(self._choose)
        self.address.editingFinished.connect(self._keep)
        self._model_field.editingFinished.connect(self._keep)
        self.model.activated.connect(self._keep)
        self.consent.toggled.connect(self._keep)
        self.try_it.clicked.connect(self._check)
        session.settings_changed.connect(self._fill)
        self.retranslate()

    @property
    def endpoint(self) -> Endpoint | None:
        """The server that is chosen; None where no model writes."""
        settings = self._session.settings
        return settings.endpoint(settings.writing_model) if settings.writing_model else None

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.set_title(self.tr("Writing model"))
        self._purpose.setText(
            self.tr(
                "Answers are quoted from your documents and need no writing model. With one,"
                " questions can be put in several ways, found places read once more, and exam"
                " questions written."
            )
        )
        self.name_row(self._where_row, self.tr("Where it runs"))
        self.name_row(self._address_row, self.tr("Address"))
        self.name_row(self._model_row, self.tr("Model"))
        self._model_field.setAccessibleName(self.tr("Model"))
        self.address.setPlaceholderText("https://…/v1")
        self.try_it.setText(self.tr("Try it"))
        self._word_outcome()
        self._fill()

    @Slot()
    def _fill(self) -> None:
        self._filling = True
        chosen = self.endpoint
        servers = {each.name: each for each in (*KNOWN, *self._session.settings.endpoints)}
        items = [(self.tr("None"), _NONE)]
        items += [(self._called(each), name) for name, each in servers.items()]
        items.append((self.tr("Another address…"), _OTHER))
        if [self.where.itemText(at) for at in range(self.where.count())] != [t for t, _ in items]:
            self.where.clear()
            for text, value in items:
                self.where.addItem(text, value)
        self.where.setCurrentIndex(max(0, self.where.findData(chosen.name if chosen else _NONE)))
        if not self.address.hasFocus():
            self.address.setText(chosen.address if chosen else "")
            self.address.setCursorPosition(0)
        if not self._model_field.hasFocus():
            self.model.setEditText(chosen.model if chosen else "")
        away = chosen is not None and not chosen.is_here
        self.consent.setVisible(away)
        self.consent.setChecked(bool(chosen and chosen.allowed))
        host = (urlsplit(chosen.address).hostname if chosen else "") or "…"
        self.consent.setText(
            self.tr("Questions and parts of my documents may be sent to {host}").format(host=host)
        )
        for control in (self.address, self.model):
            control.setEnabled(chosen is not None)
        ready = chosen is not None and bool(chosen.address) and (not away or chosen.allowed)
        self.try_it.setEnabled(ready and not self._checking)
        self._filling = False

    @Slot(int)
    def _choose(self, at: int) -> None:
        name = self.where.itemData(at)
        self._forget_outcome()
        # What one server has is not what another has.
        self.model.clear()
        # A server whose address was never written, or was taken out, is none.
        kept = tuple(each for each in self._session.settings.endpoints if each.address)
        if name == _NONE:
            self._session.change_settings(endpoints=kept, writing_model="")
            return
        if name == _OTHER:
            name = self._free_name(kept)
        if name not in {each.name for each in kept}:
            known = {each.name: each for each in KNOWN}
            kept = (*kept, known.get(name, Endpoint(name, "")))
        self._session.change_settings(endpoints=kept, writing_model=name)
        self._fill()
        (self.model if self.address.text() else self.address).setFocus()

    def _called(self, server: Endpoint) -> str:
        """What a server is called: a program by its name, any other by where it is."""
        name = server.name
        if name not in {each.name for each in KNOWN}:
            return urlsplit(server.address).netloc or self.tr("Another address")
        return self.tr("{name} on this computer").format(name=name) if server.is_here else name

    def _free_name(self, servers: tuple[Endpoint, ...]) -> str:
        taken = {each.name for each in servers}
        word = self.tr("Server")
        return next(n for n in (f"{word} {at}" for at in range(1, 1000)) if n not in taken)

    @Slot()
    def _keep(self) -> None:
        before = self.endpoint
        if self._filling or before is None:
            return
        address = self.address.text().strip()
        moved = address != before.address
        now = dataclasses.replace(
            before,
            address=address,
            model=self.model.currentText().strip(),
            # A yes was said to one address and to no other.
            allowed=self.consent.isChecked() and not moved,
        )
        if now != before:
            self._forget_outcome()
        endpoints = tuple(
            now if each.name == now.name else each for each in self._session.settings.endpoints
        )
        self._session.change_settings(endpoints=endpoints)

    @Slot()
    def _check(self) -> None:
        endpoint = self.endpoint
        if endpoint is None:
            return
        self._checking = True
        self._outcome = None
        had_focus = self.try_it.hasFocus()
        self.try_it.setEnabled(False)
        if had_focus:
            # Where it stays: a button that is greyed gives the keyboard to what stands next.
            self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)
        self._word_outcome()
        request = self._session.link.start(operations.check_endpoint, endpoint=endpoint)
        request.done.connect(lambda check: self._on_outcome(endpoint, check))
        request.failed.connect(lambda error: self._on_outcome(endpoint, error))
        request.ended.connect(self._on_ended)

    def _on_outcome(self, asked: Endpoint, outcome: EndpointCheck | LecternError) -> None:
        if asked != self.endpoint:
            # It was said of a server that is no longer the chosen one.
            return
        self._outcome = outcome
        if isinstance(outcome, EndpointCheck):
            chosen = self.model.currentText()
            self._filling = True
            self.model.clear()
            self.model.addItems(list(outcome.models))
            self.model.setEditText(chosen)
            self._filling = False

    def _forget_outcome(self) -> None:
        self._outcome = None
        self._word_outcome()

    def _word_outcome(self) -> None:
        outcome = self._outcome
        said = self.tr("Asking…") if self._checking else ""
        if isinstance(outcome, LecternError):
            worded = error_text.of_error(outcome)
            # A new line, not a space: Chinese has none between sentences.
            said = f"{worded.title}\n{worded.sentence}"
        elif outcome is not None and outcome.reply:
            took = translations.duration(outcome.seconds)
            said = (
                self.tr("It answers in less than a second.")
                if outcome.seconds < 1
                else self.tr("It answers; one word took {time}.").format(time=took)
            )
        elif outcome is not None and outcome.models:
            said = self.tr("It is there, with %n model(s). Choose one.", "", len(outcome.models))
        elif outcome is not None:
            said = self.tr("It is there. Write which model it should use.")
        self.outcome.setText(said)

    @Slot()
    def _on_ended(self) -> None:
        self._checking = False
        self._word_outcome()
        self._fill()
        if self.outcome.hasFocus():
            self.try_it.setFocus(Qt.FocusReason.OtherFocusReason)
