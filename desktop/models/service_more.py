"""What few people change of a service: time-out, room, lines of requests, proxy, reading model."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from core.types import Endpoint, Flaw, header_flaw, proxy_flaw
from desktop import theme
from desktop.models.service_wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_LINES_HEIGHT = 64
_MOST_SECONDS, _MOST_TOKENS = 3600, 10_000_000


class ServiceMore(QWidget):
    """Folded away until it is wanted; each change is applied at once."""

    edited = Signal(object)
    """Endpoint with what was changed."""

    def __init__(self, endpoint: Endpoint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._endpoint = endpoint
        self.fold = Button("", "link")
        self.fold.setCheckable(True)
        self.fold.setProperty("flush", "left")
        self.context = QLineEdit()
        self.timeout = QLineEdit()
        self.embedding = QLineEdit()
        self.variable = QLineEdit()
        self.proxy = QLineEdit()
        self.headers = QPlainTextEdit()
        self.headers.setProperty("role", "report")
        self.headers.setTabChangesFocus(True)
        self.headers.setFixedHeight(theme.px(_LINES_HEIGHT))
        self.context.setValidator(QIntValidator(1, _MOST_TOKENS, self))
        self.timeout.setValidator(QIntValidator(1, _MOST_SECONDS, self))
        self.trouble = Words("", "bad", wrap=True)
        self._names = [Words("", "second") for _ in range(6)]
        self._notes = [Words("", "second", wrap=True) for _ in range(6)]
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, Space.XS, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        for at, (name, control, note) in enumerate(
            zip(self._names, self.controls()[1:], self._notes, strict=True)
        ):
            name.setBuddy(control)
            grid.addWidget(name, 2 * at, 0)
            grid.addWidget(control, 2 * at, 1)
            grid.addWidget(note, 2 * at + 1, 1)
        grid.addWidget(self.trouble, 12, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fold)
        column.addWidget(self._inside)
        self.fold.toggled.connect(self._unfold)
        for field in (self.context, self.timeout, self.embedding, self.variable, self.proxy):
            field.editingFinished.connect(self._keep)
        self.headers.installEventFilter(self)
        self._unfold(False)
        self.retranslate()
        self.take(endpoint)

    def controls(self) -> list[QWidget]:
        """What the keyboard goes through, in its order."""
        return [
            self.fold, self.context, self.timeout, self.embedding, self.variable, self.proxy,
            self.headers,
        ]  # fmt: skip

    def take(self, endpoint: Endpoint) -> None:
        """Show an endpoint as it is; what is being typed stays."""
        self._endpoint = endpoint
        for field, text in (
            (self.context, str(endpoint.context_tokens)),
            (self.timeout, f"{endpoint.timeout:.0f}"),
            (self.embedding, endpoint.embedding_model),
            (self.variable, endpoint.key_variable),
            (self.proxy, endpoint.proxy),
        ):
            if not field.hasFocus() and not self.trouble.text():
                field.setText(text)
        lines = "\n".join(endpoint.headers)
        if not self.headers.hasFocus() and not self.trouble.text():
            self.headers.setPlainText(lines)
        self.proxy.setEnabled(not endpoint.is_here)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Leaving the lines keeps them, as with a field."""
        if watched is self.headers and event.type() == QEvent.Type.FocusOut:
            self._keep()
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.fold.setText(self.tr("▾ Details") if self.fold.isChecked() else self.tr("▸ Details"))
        said = (
            (
                self.tr("Tokens it reads"),
                self.tr("Question, passages and answer together; its maker says how many."),
            ),
            (self.tr("Seconds to wait"), self.tr("How long to wait while nothing comes.")),
            (
                self.tr("Reading model"),
                self.tr("Its embedding model, to prepare documents with; empty for none."),
            ),
            (
                self.tr("Variable with the key"),
                self.tr("An environment variable that holds the key; it comes first."),
            ),
            (
                self.tr("Proxy"),
                self.tr("Empty: as the system is set. Never used for this computer."),
            ),
            (
                self.tr("Extra headers"),
                self.tr("Sent with each request, such as “X-Team: archive”. Never a key."),
            ),
        )
        for (name, note), label, below, control in zip(
            said, self._names, self._notes, self.controls()[1:], strict=True
        ):
            label.setText(name)
            below.setText(note)
            control.setAccessibleName(name)
            control.setAccessibleDescription(note)

    @Slot(bool)
    def _unfold(self, open: bool) -> None:
        self._inside.setVisible(open)
        self.retranslate()

    @Slot()
    def _keep(self) -> None:
        lines = tuple(each.strip() for each in self.headers.toPlainText().splitlines())
        headers = tuple(each for each in lines if each)
        proxy = self.proxy.text().strip()
        flaw = next((f for f in map(header_flaw, headers) if f is not Flaw.NONE), proxy_flaw(proxy))
        self.trouble.setText(words.flaw(flaw))
        self.trouble.setVisible(flaw is not Flaw.NONE)
        if flaw is not Flaw.NONE:
            return
        now = replace(
            self._endpoint,
            context_tokens=_number(self.context, self._endpoint.context_tokens),
            timeout=float(_number(self.timeout, self._endpoint.timeout)),
            embedding_model=self.embedding.text().strip(),
            key_variable=self.variable.text().strip(),
            proxy=proxy,
            headers=headers,
        )
        if now != self._endpoint:
            self._endpoint = now
            self.edited.emit(now)


def _number(field: QLineEdit, before: float) -> int:
    """What stands in a field; what stood there before where that is no number."""
    return int(field.text()) if field.hasAcceptableInput() else int(before)
