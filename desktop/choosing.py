"""The dialogs that choose documents, folders and libraries."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from core import paths


def documents(parent: QWidget) -> list[str]:
    """Files that the person chose; empty when they thought better of it."""
    translate = QCoreApplication.translate
    chosen, _ = QFileDialog.getOpenFileNames(
        parent,
        translate("choosing", "Choose documents"),
        _home(),
        translate("choosing", "All files") + " (*)",
    )
    return chosen


def folder(parent: QWidget) -> str:
    """A folder of documents; empty when none was chosen."""
    title = QCoreApplication.translate("choosing", "Choose a folder with documents")
    return QFileDialog.getExistingDirectory(parent, title, _home())


def library(parent: QWidget) -> str:
    """The folder of a library; empty when none was chosen."""
    title = QCoreApplication.translate("choosing", "Choose the folder of a library")
    return QFileDialog.getExistingDirectory(parent, title, str(paths.default_library().parent))


def new_library(parent: QWidget) -> str:
    """A folder to make for a new library; empty when none was named."""
    translate = QCoreApplication.translate
    name = translate("choosing", "My library")
    chosen, _ = QFileDialog.getSaveFileName(
        parent,
        translate("choosing", "Name the new library"),
        str(paths.default_library().parent / name),
        "",
        "",
        QFileDialog.Option.DontConfirmOverwrite,
    )
    return str(Path(chosen)) if chosen else ""


def _home() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
