"""What kinds of document and languages are called, wherever they are named."""

from PySide6.QtCore import QLocale, QObject


def suffix(name: str) -> str:
    """The ending of a file name in small letters, "" without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


class DocumentKinds(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def kind(self, name: str, format: str = "") -> str:
        """The kind for a file name and the format a parser found; "—" when neither tells."""
        known = {
            "pdf": self.tr("PDF"),
            "image": self.tr("Picture"),
            "docx": self.tr("Word"),
            "pptx": self.tr("Slides"),
            "xlsx": self.tr("Excel"),
            "rtf": self.tr("Rich text"),
            "epub": self.tr("E-book"),
            "html": self.tr("Web page"),
            "markdown": self.tr("Markdown"),
            "text": self.tr("Text"),
            "csv": self.tr("Table"),
            "eml": self.tr("E-mail"),
            "odt": self.tr("OpenDocument text"),
            "ods": self.tr("OpenDocument sheet"),
            "odp": self.tr("OpenDocument slides"),
        }
        same = {
            "xls": "xlsx",
            "xlsm": "xlsx",
            "doc": "docx",
            "ppt": "pptx",
            "msg": "eml",
            "htm": "html",
            "xhtml": "html",
            "mhtml": "html",
            "md": "markdown",
            "txt": "text",
            "log": "text",
            "tsv": "csv",
            "jpg": "image",
            "jpeg": "image",
            "png": "image",
            "tif": "image",
            "tiff": "image",
            "bmp": "image",
            "webp": "image",
            "gif": "image",
        }
        for word in (suffix(name), format):
            found = known.get(same.get(word, word))
            if found:
                return found
        return "—"

    def language(self, code: str) -> str:
        """What a language is called; "" when unknown."""
        known = {"": "", "zh": self.tr("Chinese"), "en": self.tr("English")}
        if code in known:
            return known[code]
        name = QLocale(code).nativeLanguageName()
        return name[:1].upper() + name[1:] if name else code


document_kinds = DocumentKinds()
