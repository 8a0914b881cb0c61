"""The start: nothing but Qt is imported before the window shows; the engine starts beside it."""

import argparse
import gc
import multiprocessing
import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop import crash_report, theme, translations
from desktop.engine_link import EngineLink
from desktop.main_window import MainWindow
from desktop.session import Session
from desktop.single_instance import SingleInstance


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    multiprocessing.freeze_support()
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--engine"]:
        from core.engine import main as engine

        engine()
        return 0
    options = _options(given)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Lectern")
    app.setApplicationVersion("")
    app.setDesktopFileName("lectern")
    files = [os.path.abspath(path) for path in options.files]
    library = os.path.abspath(options.library) if options.library else ""
    instance = SingleInstance()
    if not instance.first():
        if instance.call(library, files):
            return 0
        sys.stderr.write("Lectern is open already but does not answer. Close it and try again.\n")
        return 1
    link = EngineLink()
    session = Session(link)
    window = dress(app, session)
    instance.called.connect(lambda named, paths: _raise(window, named, paths))
    window.painted.connect(lambda: _fill(window, library, files))
    window.show()
    status = app.exec()
    session.save()
    link.close()
    instance.close()
    return status


def dress(app: QApplication, session: Session) -> MainWindow:
    """Make the window in the person's language and appearance, and keep it so."""
    hints = QGuiApplication.styleHints()

    def appearance() -> None:
        theme.apply(app, session.settings.appearance, session.settings.text_scale)

    def language() -> None:
        translations.install(app, session.settings.language)

    def follow_system() -> None:
        system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if session.settings.appearance == "system" and system_dark != theme.is_dark():
            appearance()

    language()
    appearance()
    app.setWindowIcon(QIcon(theme.icon("logo", size=theme.Size.LOGO)))
    session.language_changed.connect(language)
    session.appearance_changed.connect(appearance)
    hints.colorSchemeChanged.connect(follow_system)
    crash_report.install(session)
    return MainWindow(session)


def _options(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="lectern", description="Ask your own documents.")
    parser.add_argument("--library", default="", help="folder of the library to open")
    parser.add_argument("files", nargs="*", help="documents to add")
    return parser.parse_args(given)


def _fill(window: MainWindow, library: str, files: list[str]) -> None:
    # The library is opened by the engine while this side makes the rooms.
    window.beginning.start(library, files)
    window.build()
    # What start-up made stays: walking it again at each collection would be felt as a stall.
    gc.freeze()


def _raise(window: MainWindow, library: str, files: list[str]) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    if library and (window.session.summary is None or window.session.summary.path != library):
        window.beginning.open(library)
    if files:
        window.beginning.add_files(files)
