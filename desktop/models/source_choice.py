"""Where models are fetched from, and through which proxy: folded away until someone needs it."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from core.types import Flaw, proxy_flaw
from desktop.models.service_wording import words
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

SOURCES = {
    "huggingface": "huggingface.co",
    "mirror": "hf-mirror.com",
    "modelscope": "modelscope.cn",
}
"""What the settings call a source, and how people know it."""
_PROXY_WIDTH = 240


class SourceChoice(QWidget):
    """Two settings that hardly anyone needs, and some cannot do without."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.unfold = Button("", "link", "down")
        self.unfold.setProperty("flush", "left")
        self.source = QComboBox()
        self.proxy = QLineEdit()
        self.proxy.setMinimumWidth(_PROXY_WIDTH)
        self._explained = Words("", "second", wrap=True)
        self.trouble = Words("", "bad", wrap=True)
        self.trouble.hide()
        self._inside = QWidget()
        flow = Flow(spacing=Space.S)
        flow.addWidget(self.source)
        flow.addWidget(self.proxy)
        controls = QWidget()
        controls.setLayout(flow)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.XS)
        inside.addWidget(self._explained)
        inside.addWidget(controls)
        inside.addWidget(self.trouble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.unfold)
        column.addWidget(self._inside)
        self._inside.hide()
        self.unfold.clicked.connect(self._toggle)
        self.source.activated.connect(self._choose)
        self.proxy.editingFinished.connect(self._keep_proxy)
        session.settings_changed.connect(self.fill)
        self.retranslate()

    @Slot()
    def _toggle(self) -> None:
        self._inside.setVisible(self._inside.isHidden())

    @Slot()
    def _choose(self) -> None:
        self._session.change_settings(model_source=self.source.currentData())

    @Slot()
    def _keep_proxy(self) -> None:
        proxy = self.proxy.text().strip()
        flaw = proxy_flaw(proxy)
        self.trouble.setText(words.flaw(flaw))
        self.trouble.setVisible(flaw is not Flaw.NONE)
        if flaw is Flaw.NONE:
            self._session.change_settings(proxy=proxy)

    @Slot()
    def fill(self) -> None:
        """Show what is set."""
        settings = self._session.settings
        self.source.setCurrentIndex(max(0, self.source.findData(settings.model_source)))
        if not self.proxy.hasFocus() and not self.trouble.text():
            self.proxy.setText(settings.proxy)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.unfold.setText(self.tr("Slow or blocked? Choose where they come from"))
        self._explained.setText(
            self.tr(
                "When a site does not answer, the next one is tried by itself, and goes on where "
                "the first one stopped."
            )
        )
        self.source.clear()
        self.source.addItem(self.tr("Whichever answers"), "")
        for name, host in SOURCES.items():
            self.source.addItem(self.tr("{host} first").format(host=host), name)
        self.source.setAccessibleName(self.tr("Where models come from"))
        self.proxy.setAccessibleName(self.tr("Proxy"))
        if self.trouble.text():
            self.trouble.setText(words.flaw(proxy_flaw(self.proxy.text().strip())))
        self.proxy.setPlaceholderText(self.tr("Proxy, such as http://127.0.0.1:7890"))
        self.fill()
