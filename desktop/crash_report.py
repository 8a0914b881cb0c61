"""The last resort: a mistake of ours that nothing named becomes a report, after saving."""

import datetime
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

import core
from core import paths
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_WIDTH, _HEIGHT = 560, 400


class CrashReport(QDialog):
    """Says that the work is safe and gives a text to copy."""

    def __init__(self, report: str) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self.setWindowTitle("Lectern")
        title = Words(translate("crash", "Lectern made a mistake"), "title", wrap=True)
        text = Words(
            translate(
                "crash",
                "Your documents and conversations are saved. You can go on; if something looks "
                "wrong, close Lectern and open it again. The report below holds no document text; "
                "it helps those who make Lectern.",
            ),
            wrap=True,
        )
        self.field = QPlainTextEdit(report)
        self.field.setReadOnly(True)
        self.field.setProperty("role", "report")
        self.field.setAccessibleName(translate("crash", "Report"))
        copy = Button(translate("crash", "Copy the report"), "primary", "copy")
        close = Button(translate("crash", "Go on"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        for widget in (title, text, self.field):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.resize(_WIDTH, _HEIGHT)


def install(session: Session) -> None:
    """Catch what nobody caught, from now on."""
    shown: list[CrashReport] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        report = _report("".join(traceback.format_exception(kind, error, trace)))
        sys.stderr.write(report)
        _keep(report)
        session.save()
        # One at a time: a mistake in a paint event would otherwise bury the screen in dialogs.
        if not any(
            isinstance(window, CrashReport) and window.isVisible()
            for window in QApplication.topLevelWidgets()
        ):
            shown[:] = [CrashReport(report)]
            shown[0].open()

    sys.excepthook = hook


def _report(trace: str) -> str:
    moment = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
    return (
        f"Lectern {core.__version__}, Qt {qVersion()}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()}, {moment}\n{trace}\n"
    )


def _keep(report: str) -> None:
    try:
        folder = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "window.log").open("a", encoding="utf-8") as file:
            file.write(report)
    except OSError:
        return
