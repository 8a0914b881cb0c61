"""What the documents of the reader are made of: pages, slides or sheets."""

from enum import StrEnum

_SLIDES = (".pptx", ".ppt", ".odp")
_SHEETS = (".xlsx", ".xls", ".xlsm", ".ods")


class Unit(StrEnum):
    """What a document is made of."""

    PAGE = "page"
    SLIDE = "slide"
    SHEET = "sheet"


def unit_of(name: str) -> Unit:
    """The unit of a document, by the name of its file."""
    if name.lower().endswith(_SLIDES):
        return Unit.SLIDE
    return Unit.SHEET if name.lower().endswith(_SHEETS) else Unit.PAGE
