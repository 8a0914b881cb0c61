"""A model that can be downloaded: what it is good for, what it costs, how far it has come."""

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core.types import CatalogueEntry
from desktop import translations
from desktop.models.catalogue_contents import CatalogueContents
from desktop.models.catalogue_wording import words
from desktop.models.model_row import ModelRow
from desktop.widgets.buttons import Button


class EntryRow(ModelRow):
    """Download, go on, throw away; terms of a licence are shown before anything is fetched."""

    def __init__(
        self, contents: CatalogueContents, entry: CatalogueEntry, is_pick: bool = False
    ) -> None:
        super().__init__(contents, entry.id)
        self.entry = entry
        self._is_pick = is_pick
        self.get = Button("", "primary" if is_pick else "")
        self.discard = Button()
        self.licence = Button("", "link", "open-outside")
        self.read = Button("", "link", "open-outside")
        self.add_buttons([self.get, self.discard, self.read, self.licence])
        self.get.clicked.connect(self.download)
        self.discard.clicked.connect(lambda: contents.discard(entry.id))
        self.licence.clicked.connect(lambda: _open(self.entry.licence_url))
        self.read.clicked.connect(lambda: _open(self.entry.page))
        self.fill()

    def take(self, entry: CatalogueEntry) -> None:
        """Show what is known of it now."""
        self.entry = entry
        self.fill()

    @Slot()
    def download(self) -> None:
        """Fetch it; where its licence has terms, show them first."""
        if not self.entry.restricted or self.contents.begun(self.entry.id):
            self.contents.download(self.entry.id)
            return
        self.ask(
            self.tr("The makers of {name} set terms for its use.").format(name=self.entry.name),
            self.tr("{licence}: read what they ask of you before you download it.").format(
                licence=self.entry.licence
            ),
            self.tr("Agree and download"),
            self.tr("Not now"),
            lambda: self.contents.download(self.entry.id),
        )

    def own_buttons(self) -> list[tuple[QWidget, bool]]:
        """Go on and throw away only where something came."""
        begun = self.contents.begun(self.entry.id)
        return [(self.get, True), (self.discard, begun), (self.read, True), (self.licence, True)]

    def fill_work(self) -> None:
        """The licence stays in reach while it is asked about."""
        super().fill_work()
        if self.asking.isVisibleTo(self):
            self.licence.setVisible(True)

    def fill(self) -> None:
        """Word it."""
        entry, begun = self.entry, self.contents.begun(self.entry.id)
        title = entry.name
        if self._is_pick:
            title = self.tr("A good start for this computer: {name}").format(name=entry.name)
        self.title.setText(title)
        self.show_fit(entry.need.fit if entry.need else None)
        self.about.setText(words.summary(entry))
        facts = [words.kind(entry.kind), *words.entry_facts(entry)]
        self.facts.setText(" · ".join(facts))
        came = self.contents.came(entry.id)
        self.state.setVisible(begun and self.job() is None)
        self.state.setText(words.stopped(came, entry))
        self.state.setProperty("role", "second")
        if begun:
            get = self.tr("Go on")
        elif self._is_pick:
            size = translations.file_size(entry.bytes)
            get = self.tr("Download, about {size}").format(size=size)
        else:
            get = self.tr("Download")
        self.get.setText(get)
        self.get.setAccessibleName(f"{get}: {entry.name}")
        self.discard.setText(self.tr("Throw away what came"))
        self.discard.setAccessibleName(f"{self.discard.text()}: {entry.name}")
        self.licence.setText(entry.licence)
        self.licence.setToolTip(entry.licence_url)
        self.licence.setAccessibleName(self.tr("Licence: {name}").format(name=entry.licence))
        self.read.setText(self.tr("Read more"))
        self.read.setToolTip(entry.page)
        self.read.setAccessibleName(f"{self.read.text()}: {entry.name}")
        super().fill()


def _open(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))
