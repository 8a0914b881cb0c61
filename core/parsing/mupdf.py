"""The PyMuPDF library, loaded at first use and told to keep quiet."""

from functools import cache
from typing import Any


@cache
def mupdf() -> Any:
    """PyMuPDF; it is not thread-safe, so only parser workers and tests use it."""
    import pymupdf

    # Anything it prints would end in the log once for every page of every damaged file.
    library: Any = pymupdf
    library.no_recommend_layout()
    library.TOOLS.mupdf_display_errors(False)
    library.TOOLS.mupdf_display_warnings(False)
    return library


def mupdf_errors() -> tuple[type[Exception], ...]:
    """What PyMuPDF raises over malformed files."""
    return (RuntimeError, ValueError, mupdf().mupdf.FzErrorBase)
