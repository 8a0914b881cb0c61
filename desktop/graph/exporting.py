"""Writes the map to a file that the person chooses, and says where it went."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core import operations
from core.errors import DiskFull
from desktop.graph.canvas import GraphCanvas
from desktop.graph.contents import MapContents
from desktop.graph.showing import What

_PICTURE_SCALE = 2.0
"""Pixels of a picture for each of the screen's: it may be printed."""
_NO_SPACE = 28


class Exporting(QObject):
    """Asks for a file name and writes the file."""

    def __init__(self, contents: MapContents, canvas: GraphCanvas, window: QWidget) -> None:
        super().__init__(window)
        self._contents, self._canvas, self._window = contents, canvas, window
        self._session = contents.session

    def choose(self, suffix: str) -> None:
        """Let the person choose a file, ".graphml", ".png" or ".svg", and write it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = {
            ".graphml": self.tr("GraphML (*.graphml)"),
            ".png": self.tr("Picture (*.png)"),
            ".svg": self.tr("Drawing (*.svg)"),
        }
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export the map"),
            str(Path(folder) / f"{self.tr('Map')}{suffix}"),
            kinds[suffix],
        )
        if path:
            self.write(path if path.lower().endswith(suffix) else path + suffix)

    def write(self, path: str) -> None:
        """Write the map, or what of it is drawn, as the ending of the path says."""
        if path.lower().endswith(".graphml"):
            whole = self._contents.shown.what in (What.START, What.OVERVIEW)
            ids = () if whole else tuple(each.id for each in self._contents.entities())
            request = self._session.link.start(operations.export_graph, path=path, ids=list(ids))
            request.done.connect(self._on_written)
            request.failed.connect(self._session.error_shown)
            return
        try:
            if path.lower().endswith(".png"):
                written = self._canvas.to_image(_PICTURE_SCALE).save(path)
            else:
                Path(path).write_text(self._canvas.to_svg(), encoding="utf-8")
                written = True
        except OSError as error:
            if error.errno == _NO_SPACE:
                self._session.error_shown.emit(DiskFull(path=path))
                return
            written = False
        if written:
            self._on_written(path)
        else:
            self._session.say(self.tr("The file could not be written there. Choose another place."))

    def _on_written(self, path: str) -> None:
        self._session.say(
            self.tr("Saved as “{name}”.").replace("{name}", Path(path).name),
            self.tr("Show the folder"),
            lambda: _show_folder(Path(path).parent),
        )


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
