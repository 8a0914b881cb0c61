"""Reads pictures (PNG, JPEG, TIFF, WebP, BMP, GIF): their text by recognition, one page a frame."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from core.errors import DamagedFile, EmptyDocument, FileVanished, TooLarge
from core.events import Progress, Stage
from core.parsing.mupdf import mupdf
from core.parsing.page_blocks import blocks_of
from core.parsing.page_order import regions
from core.parsing.paged_document import PagedDocument
from core.parsing.pdf import page_ranges
from core.types import DocumentNotice, NoticeKind, ParsedDocument

MOST_PIXELS = 160_000_000
"""Largest picture opened; a bitmap of it takes about half a gigabyte."""
MOST_FRAMES = 2_000


class ImageParser:
    """Reads pictures by text recognition."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """See `core.protocols.Parser`."""
        from core.parsing.scanned_page import recognise_page

        document = open_image(path, name)
        try:
            count = document.page_count
            made = PagedDocument(name)
            recognised: list[int] = []
            empty: list[int] = []
            for index in range(count):
                yield Progress(Stage.RECOGNISING, index, count)
                page = document.load_page(index)
                width, height = page.rect.width, page.rect.height
                lines, read_height = recognise_page(page, 0, width, height)
                blocks = blocks_of(regions(lines), read_height, set())
                (recognised if blocks else empty).append(index + 1)
                made.add_page(blocks, width, height, 0, "", read_height)
        finally:
            document.close()
        if not recognised:
            raise EmptyDocument(name=name)
        notices = [DocumentNotice(NoticeKind.SCAN_RECOGNISED, page_ranges(recognised))]
        if empty:
            notices.append(DocumentNotice(NoticeKind.PAGES_EMPTY, page_ranges(empty)))
        return made.build("image", "", (), notices)


def open_image(path: Path, name: str) -> Any:
    """A picture as a PyMuPDF document whose pages are its frames, sizes in points.

    Raises:
        FileVanished, DamagedFile, TooLarge
    """
    from PIL import Image, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None
    document = mupdf().open()
    try:
        with Image.open(path) as picture:
            if getattr(picture, "n_frames", 1) > MOST_FRAMES:
                raise TooLarge(name=name, limit=f"{MOST_FRAMES} frames")
            frames = ImageSequence.Iterator(picture)
            animated = picture.format in ("GIF", "WEBP", "PNG")
            for frame in frames:
                if frame.width * frame.height > MOST_PIXELS:
                    raise TooLarge(name=name, limit=f"{frame.width} × {frame.height} pixels")
                _add_frame(document, frame)
                if animated:
                    break
    except FileNotFoundError as error:
        raise FileVanished(name=name) from error
    except PermissionError as error:
        raise FileVanished(name=name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedFile(name=name) from error
    return document


def _add_frame(document: Any, frame: Any) -> None:
    """Put one frame on a page of its own, upright, on white."""
    import io

    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        upright = Image.new("RGB", layered.size, "white")
        upright.paste(layered, mask=layered.getchannel("A"))
    elif upright.mode not in ("L", "1"):
        upright = upright.convert("RGB")
    dots = _dots_per_inch(frame)
    width, height = upright.width * 72 / dots, upright.height * 72 / dots
    page = document.new_page(width=width, height=height)
    packed = io.BytesIO()
    # Lossless, because marks of compression confuse recognition; quick, because it is thrown away.
    upright.save(packed, "PNG", compress_level=1)
    page.insert_image(page.rect, stream=packed.getvalue())


def _dots_per_inch(frame: Any) -> float:
    """The picture's own resolution where it makes a page of a likely size, else 150."""
    stated = frame.info.get("dpi", (0, 0))
    try:
        dots = float(stated[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 150.0
    return dots if 60 <= dots <= 1200 else 150.0
