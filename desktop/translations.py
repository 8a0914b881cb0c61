"""The languages of the window, switched while it runs, and numbers, dates and sizes in them.

Source strings are English; resources/translations holds Chinese, and English only for plurals.
A widget words itself in `retranslate()` and calls that from `changeEvent` on LanguageChange.
"""

from pathlib import Path

from PySide6.QtCore import QDateTime, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from core.paths import resources_folder

LANGUAGES = {"zh": "中文", "en": "English"}
"""Languages with the name their speakers read."""

_FILES = {"zh": "zh_CN", "en": "en"}
_installed: list[QTranslator] = []
_bytes: dict[Path, bytes] = {}


def effective(language: str) -> str:
    """The language to use for a setting: itself, or the first of the system's that is known."""
    if language in LANGUAGES:
        return language
    for name in QLocale.system().uiLanguages():
        if name[:2] in LANGUAGES:
            return name[:2]
    return "en"


def install(app: QApplication, language: str) -> str:
    """Speak a language from now on ("": the system's); every widget gets LanguageChange."""
    chosen = effective(language)
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    QLocale.setDefault(_locale(chosen))
    own = resources_folder() / "translations"
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for file in (qt / f"qtbase_{_FILES[chosen]}.qm", own / f"lectern_{_FILES[chosen]}.qm"):
        translator = QTranslator(app)
        # Read, not mapped: a file replaced by an update would take the running window down.
        if file.exists() and translator.load(_kept(file)):
            app.installTranslator(translator)
            _installed.append(translator)
    return chosen


def _kept(file: Path) -> bytes:
    """The bytes of a file, kept for as long as the program runs, because Qt does not copy them."""
    if file not in _bytes:
        _bytes[file] = file.read_bytes()
    return _bytes[file]


def _locale(language: str) -> QLocale:
    system = QLocale.system()
    if system.name()[:2] == language:
        return system
    return QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English)


def number(value: int) -> str:
    """A count with its separators."""
    return QLocale().toString(value)


def percent(share: float) -> str:
    """A share from 0 to 1 in per cent, without decimals."""
    return f"{QLocale().toString(round(100 * share))}%"


def file_size(count: int) -> str:
    """Bytes as people say them."""
    return QLocale().formattedDataSize(
        count, 1 if count >= 1_000_000 else 0, QLocale.DataSizeFormat.DataSizeSIFormat
    )


def date(seconds: float) -> str:
    """A day, from seconds since the epoch."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment.date(), QLocale.FormatType.ShortFormat)


def date_and_time(seconds: float) -> str:
    """A day and time, from seconds since the epoch."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    # English puts a narrow space before AM and PM, which many faces draw as none or as a box.
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat).replace("\u202f", " ")


def duration(seconds: float) -> str:
    """A stretch of time, roughly: "20 seconds", "3 minutes", "2 hours"."""
    return Duration().words(seconds)


class Duration(QObject):
    """A class, because lupdate sees a plural only in `self.tr`."""

    def words(self, seconds: float) -> str:
        """The stretch of time in the largest unit that suits it."""
        if seconds < 60:
            return self.tr("%Ln second(s)", "", max(1, round(seconds)))
        if seconds < 5400:
            return self.tr("%Ln minute(s)", "", round(seconds / 60))
        return self.tr("%Ln hour(s)", "", round(seconds / 3600))
