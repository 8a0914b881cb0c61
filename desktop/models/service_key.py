"""The key of a service: entered masked, kept where the person wants, never shown again."""

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from core import operations
from core.errors import LecternError
from core.types import Endpoint, KeyPlace, preset_at
from desktop import error_text
from desktop.models.service_wording import words
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

_FIELD = 260
_KEEPING = (KeyPlace.KEYRING, KeyPlace.FILE, KeyPlace.SESSION)


class ServiceKey(QWidget):
    """A field for a key, where to keep it, and where it is."""

    changed = Signal()
    """Another key counts from now on, or none."""

    def __init__(self, session: Session, endpoint: Endpoint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._endpoint = endpoint
        self._busy = False
        self._said = ""
        self.place = KeyPlace.NONE
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.where = QComboBox()
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = Button()
        self.forget = Button("", "link")
        self.get = Button("", "link", "open-outside")
        self.unlock = Button()
        self.state = Words("", "second", wrap=True, selectable=True)
        self.trouble = Words("", "bad", wrap=True, selectable=True)
        for field in (self.field, self.passphrase):
            field.setMinimumWidth(_FIELD)
            # Neither is to be learnt by an input method.
            field.setInputMethodHints(
                Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
            )
        row = Flow(spacing=Space.S)
        for widget in (
            self.field, self.where, self.passphrase, self.keep, self.unlock, self.forget, self.get,
        ):  # fmt: skip
            row.addWidget(widget)
        holder = QWidget()
        holder.setLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(holder)
        column.addWidget(self.state)
        column.addWidget(self.trouble)
        self.field.textEdited.connect(self._fit)
        self.field.returnPressed.connect(self._keep)
        self.passphrase.textEdited.connect(self._fit)
        self.passphrase.returnPressed.connect(self._on_passphrase)
        self.where.activated.connect(self._fit)
        self.keep.clicked.connect(self._keep)
        self.unlock.clicked.connect(self._unlock)
        self.forget.clicked.connect(self._forget)
        self.get.clicked.connect(self._get)
        self.retranslate()

    def controls(self) -> list[QWidget]:
        """What the keyboard goes through, in its order."""
        return [
            self.field, self.where, self.passphrase, self.keep, self.unlock, self.forget, self.get,
        ]  # fmt: skip

    def take(self, endpoint: Endpoint) -> None:
        """Stand for another endpoint, or the same as it is now."""
        moved = endpoint.address != self._endpoint.address
        self._endpoint = endpoint
        if moved:
            # What was typed for one address is not for another.
            self._clear()
        self.ask_place()

    @Slot()
    def ask_place(self) -> None:
        """Ask where the key is."""
        request = self._session.link.start(operations.key_place, endpoint=self._endpoint)
        asked = self._endpoint
        request.done.connect(lambda place: self._on_place(asked, KeyPlace(place)))

    def _on_place(self, asked: Endpoint, place: KeyPlace) -> None:
        if asked == self._endpoint:
            found = place not in (self.place, KeyPlace.NONE, KeyPlace.LOCKED)
            self.place = place
            self._fit()
            if found:
                self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.field.setAccessibleName(self.tr("Key"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.where.setAccessibleName(self.tr("Where the key is kept"))
        at = max(0, self.where.currentIndex())
        self.where.clear()
        for place, text in zip(
            _KEEPING,
            (
                self.tr("In the system’s keyring"),
                self.tr("Encrypted, with a passphrase"),
                self.tr("Until Lectern closes"),
            ),
            strict=True,
        ):
            self.where.addItem(text, place.value)
        self.where.setCurrentIndex(at)
        self.keep.setText(self.tr("Keep the key"))
        self.unlock.setText(self.tr("Unlock"))
        self.forget.setText(self.tr("Forget the key"))
        self.get.setText(self.tr("Get a key"))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        locked = self.place is KeyPlace.LOCKED and not self.field.text()
        typed = bool(self.field.text().strip())
        to_file = self.where.currentData() == KeyPlace.FILE
        self.where.setVisible(typed)
        self.passphrase.setVisible(locked or (typed and to_file))
        self.passphrase.setPlaceholderText(
            self.tr("Passphrase")
            if locked or self.place is KeyPlace.FILE
            else self.tr("Passphrase, eight characters or more")
        )
        self.keep.setVisible(typed)
        self.keep.setEnabled(not self._busy)
        self.unlock.setVisible(locked)
        self.unlock.setEnabled(not self._busy and bool(self.passphrase.text()))
        kept = self.place not in (KeyPlace.NONE, KeyPlace.VARIABLE)
        self.forget.setVisible(kept and not typed)
        self.field.setPlaceholderText(
            self.tr("Paste another key") if kept else self.tr("Paste its key")
        )
        preset = preset_at(self._endpoint.address)
        wants = preset is not None and preset.wants_key
        self.get.setVisible(wants and not typed and self.place is KeyPlace.NONE)
        self.get.setToolTip(preset.key_page if preset else "")
        said = self._said or words.key(self.place, self._endpoint)
        self.state.setText(self.tr("One moment…") if self._busy else said)
        self.trouble.setVisible(bool(self.trouble.text()))

    def _clear(self) -> None:
        self.field.clear()
        self.passphrase.clear()
        self._said = ""
        self.trouble.setText("")

    # ---- what the person does --------------------------------------------------------------------

    @Slot()
    def _on_passphrase(self) -> None:
        if self.field.text().strip():
            self._keep()
        else:
            self._unlock()

    @Slot()
    def _keep(self) -> None:
        key, wanted = self.field.text(), str(self.where.currentData())
        if not key.strip() or self._busy:
            return
        passphrase = self.passphrase.text() if wanted == KeyPlace.FILE else ""
        self._begin()
        request = self._session.link.start(
            operations.keep_key,
            endpoint=self._endpoint,
            key=key,
            passphrase=passphrase,
            place=wanted,
        )
        request.done.connect(lambda place: self._on_kept(wanted, KeyPlace(place)))
        request.failed.connect(self._on_failed)
        request.ended.connect(self._end)

    def _on_kept(self, wanted: str, place: KeyPlace) -> None:
        self._clear()
        self.place = place
        if wanted == KeyPlace.KEYRING and place is KeyPlace.SESSION:
            self._said = self.tr(
                "The system’s keyring does not work here. The key is kept until Lectern closes;"
                " to keep it longer, enter it once more and choose a passphrase."
            )
            self.where.setCurrentIndex(_KEEPING.index(KeyPlace.FILE))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _unlock(self) -> None:
        if not self.passphrase.text() or self._busy:
            return
        passphrase = self.passphrase.text()
        self._begin()
        request = self._session.link.start(operations.unlock_keys, passphrase=passphrase)
        request.done.connect(self._on_unlocked)
        request.failed.connect(self._on_failed)
        request.ended.connect(self._end)

    @Slot()
    def _on_unlocked(self) -> None:
        self._clear()
        self.ask_place()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        self._begin()
        request = self._session.link.start(operations.forget_key, endpoint=self._endpoint)
        request.done.connect(self._on_forgotten)
        request.failed.connect(self._on_failed)
        request.ended.connect(self._end)

    @Slot()
    def _on_forgotten(self) -> None:
        self._clear()
        self.place = KeyPlace.NONE
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _get(self) -> None:
        preset = preset_at(self._endpoint.address)
        if preset is not None:
            QDesktopServices.openUrl(QUrl(preset.key_page))

    def _begin(self) -> None:
        self._busy = True
        self._said = ""
        self.trouble.setText("")
        self._fit()

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        if error.kind == "BadRequest":
            self.trouble.setText(
                self.tr("This is no key, or the passphrase is shorter than eight characters.")
            )
            return
        worded = error_text.of_error(error)
        self.trouble.setText(f"{worded.title}\n{worded.sentence}")

    @Slot()
    def _end(self) -> None:
        self._busy = False
        self._fit()
