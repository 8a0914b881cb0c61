"""Draws pages of PDFs and pictures as raw pixels, inside a worker."""

import os
import uuid
from pathlib import Path
from typing import Any

from core.errors import BadRequest, DamagedFile, NotFound
from core.parsing.mupdf import mupdf, mupdf_errors

MOST_PIXELS = 36_000_000
"""Largest picture drawn; the scale is lowered to fit."""
_PDF_START = b"%PDF-"


class PageDrawer:
    """Keeps the last document open, because a reader turns its pages one after another."""

    def __init__(self) -> None:
        self._open: Any = None
        self._key: tuple[Path, str, float, int] | None = None

    def draw(self, order: dict[str, Any]) -> dict[str, Any]:
        """Draw a page into a new file of a folder; see the worker's orders.

        The answer holds file, width, height, stride, rotation, page_width, page_height (unrotated,
        in points) and the scale that was used.

        Raises:
            ReadingError: the document cannot be opened.
            NotFound: no such page.
        """
        path = Path(os.fsdecode(order["path"]))
        document = self._document(path, order.get("name") or path.name, order["password"])
        number = int(order["page"])
        if not 1 <= number <= document.page_count:
            raise NotFound(what="page", id=number)
        scale = float(order["scale"])
        if not 0 < scale < 1000:
            raise BadRequest(reason="The scale of a page must be above 0.")
        try:
            page = document.load_page(number - 1)
            area = max(1.0, page.rect.width * page.rect.height)
            scale = min(scale, (MOST_PIXELS / area) ** 0.5)
            image = page.get_pixmap(
                matrix=mupdf().Matrix(scale, scale), colorspace=mupdf().csRGB, alpha=False
            )
        except mupdf_errors() as error:
            raise DamagedFile(name=path.name) from error
        file = Path(os.fsdecode(order["folder"])) / f"{uuid.uuid4().hex}.rgb"
        file.write_bytes(image.samples_mv)
        turned = page.rotation % 180 == 90
        return {
            "file": os.fsencode(file),
            "width": image.width,
            "height": image.height,
            "stride": image.stride,
            "rotation": page.rotation % 360,
            "page_width": page.rect.height if turned else page.rect.width,
            "page_height": page.rect.width if turned else page.rect.height,
            "scale": scale,
        }

    def _document(self, path: Path, name: str, password: str) -> Any:
        try:
            state = path.stat()
            key = (path, password, state.st_mtime, state.st_size)
        except OSError:
            key = (path, password, 0.0, 0)
        if self._open is not None and key == self._key:
            return self._open
        if self._open is not None:
            self._open.close()
            self._open = self._key = None
        self._open, self._key = _opened(path, name, password), key
        return self._open


def _opened(path: Path, name: str, password: str) -> Any:
    from core.parsing.image import open_image
    from core.parsing.pdf import open_pdf

    try:
        with path.open("rb") as file:
            is_pdf = _PDF_START in file.read(1024)
    except OSError:
        is_pdf = True
    return open_pdf(path, name, password) if is_pdf else open_image(path, name)
