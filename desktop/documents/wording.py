"""The words of the documents pane: kinds, states, sizes and times, in the person's language.

They translate when asked, so a change of language needs nothing but a repaint.
"""

from PySide6.QtCore import QLocale, QObject

from core.types import Document
from desktop import translations
from desktop.document_kinds import document_kinds, suffix
from desktop.documents.row import Row, Standing

_SHEETS = {"xlsx", "xls", "csv", "ods"}
_SLIDES = {"pptx", "ppt", "odp"}
_LONG_PREPARATION_SECONDS = 60


class DocumentWording(QObject):
    """Words for rows and documents; a QObject because Qt Linguist files sentences by class."""

    def kind(self, row: Row) -> str:
        """What kind of document a row is, as a person says it."""
        return document_kinds.kind(row.name, row.document.format if row.document else "")

    def pages(self, row: Row) -> str:
        """How long a row is: pages, slides or sheets; "—" before it is known."""
        if row.document is not None:
            return self.pages_of(row.document)
        if row.standing is Standing.READING and row.file is not None and row.file.total > 0:
            return QLocale().toString(row.file.total)
        return "—"

    def pages_of(self, document: Document) -> str:
        """How long a document is, with the unit only where it is not pages."""
        ending = suffix(document.name)
        if document.format in _SHEETS or ending in _SHEETS:
            return self.tr("%Ln sheet(s)", "", document.pages)
        if document.format in _SLIDES or ending in _SLIDES:
            return self.tr("%Ln slide(s)", "", document.pages)
        return QLocale().toString(document.pages)

    def state(self, row: Row) -> str:
        """Where a row stands, in a few words."""
        file = row.file
        match row.standing:
            case Standing.READY:
                return self.tr("Ready")
            case Standing.IN_PART:
                return self.tr("Read in part")
            case Standing.KNOWN:
                return self.tr("Already in the library")
            case Standing.WAITING:
                return self.tr("Waiting")
            case Standing.READING:
                if file is not None and file.done > 0:
                    return self.tr("Reading · page {page}").format(
                        page=QLocale().toString(file.done)
                    )
                return self.tr("Reading")
            case Standing.PREPARING:
                if row.fraction >= 0:
                    return self.tr("Preparing · {percent}%").format(percent=int(row.fraction * 100))
                return self.tr("Preparing")
            case Standing.LOCKED:
                if file is not None and file.error == "WrongPassword":
                    return self.tr("That password does not open it")
                return self.tr("Needs its password")
            case Standing.FAILED:
                return self.tr("Not read · {reason}").format(reason=self.reason(row))

    def reason(self, row: Row) -> str:
        """Why a file was not read, short enough for a table."""
        known = {
            "UnsupportedFormat": self.tr("kind not supported"),
            "DamagedFile": self.tr("damaged or incomplete"),
            "EmptyDocument": self.tr("no text in it"),
            "TooLarge": self.tr("too large"),
            "TooSlow": self.tr("took too long"),
            "FileVanished": self.tr("no longer there"),
            "ConverterMissing": self.tr("needs LibreOffice"),
            "ParserCrashed": self.tr("it made the reader stop"),
            "DiskFull": self.tr("the disk is full"),
        }
        return known.get(row.file.error if row.file else "", self.tr("something went wrong"))

    def size(self, count: int) -> str:
        """Bytes as the person's locale writes them."""
        return translations.file_size(count)

    def moment(self, seconds: float) -> str:
        """A date and time from seconds since the epoch."""
        return translations.date_and_time(seconds)

    def cost(self, documents: list[Document]) -> str:
        """What preparing documents took, "" when it was little."""
        seconds = sum(document.prepare_seconds for document in documents)
        if seconds < _LONG_PREPARATION_SECONDS:
            return ""
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.tr("%Ln minute(s)", "", minutes)
        return self.tr("%Ln hour(s)", "", round(seconds / 3600))


words = DocumentWording()
