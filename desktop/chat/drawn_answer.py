"""An answer's Markdown for other panes: as wide as its place, as high as its text."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.chat.answer_body import AnswerBody
from desktop.chat.link_asking import LinkAsking


class DrawnAnswer(QWidget):
    """Holds the body, which is measured at one width only: a layout would try several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = AnswerBody(self)
        self.body.link_wanted.connect(lambda address: LinkAsking.ask(self, address))
        self.body.grown.connect(self._fit)

    def show_text(self, text: str, unfinished: bool) -> None:
        """Show a text, or more of it."""
        self.body.show_text(text, unfinished)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        width = self.width()
        height = self.body.heightForWidth(width)
        self.body.setGeometry(0, 0, width, height)
        if self.height() != height:
            self.setFixedHeight(height)
