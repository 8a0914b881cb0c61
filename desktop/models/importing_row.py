"""A model that is copied from elsewhere on this computer, such as a USB stick."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot

from desktop.models.catalogue_contents import IMPORTING, CatalogueContents
from desktop.models.model_row import ModelRow
from desktop.widgets.buttons import Button


class ImportingRow(ModelRow):
    """Shows itself while something is copied, or when that went wrong; one after another."""

    def __init__(self, contents: CatalogueContents) -> None:
        super().__init__(contents, IMPORTING)
        self._waiting: list[str] = []
        self._path = ""
        self.dismiss = Button()
        self.add_buttons([self.dismiss])
        self.dismiss.clicked.connect(self._dismiss)
        for widget in (self.about, self.facts, self.state, self.mark):
            widget.hide()
        self.fill()

    def bring_in(self, paths: Sequence[str]) -> None:
        """Copy these too."""
        self._waiting += [path for path in paths if path not in self._waiting]
        self._next()

    def _next(self) -> None:
        if self._waiting and self.job() is None:
            self._path = self._waiting.pop(0)
            self.contents.bring_in(self._path)

    def fill(self) -> None:
        """Show the copying, or what went wrong; begin with the next when neither is there."""
        trouble = self.contents.troubles.get(IMPORTING)
        name = Path(self._path).name
        self.title.setText(self.tr("Copying “{name}”").replace("{name}", name) if not trouble
                           else name)  # fmt: skip
        self.dismiss.setText(self.tr("All right"))
        self.dismiss.setVisible(trouble is not None)
        self.fill_work()
        self.dismiss.setVisible(self.job() is None and trouble is not None)
        self.setVisible(self.job() is not None or trouble is not None)
        if self.job() is None and trouble is None:
            self._next()

    @Slot()
    def _dismiss(self) -> None:
        self.contents.settle(IMPORTING)
