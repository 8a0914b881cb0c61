"""Reads what is attached to an e-mail with the parser for its content, under a heading each."""

import tempfile
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from core import registry
from core.errors import LecternError
from core.events import Progress
from core.parsing.detection import detect
from core.parsing.text_builder import TextBuilder
from core.types import DocumentNotice, NoticeKind

MAX_DEPTH = 3
"""Messages within messages within messages; deeper ones are not read."""
_MAX_ATTACHMENTS = 50
_depth = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    name: str
    content: bytes


def write_attachments(
    attachments: Sequence[Attachment], builder: TextBuilder
) -> Generator[Progress, None, list[DocumentNotice]]:
    """Add the text of each attachment; returns a notice for each that could not be read."""
    global _depth
    notices: list[DocumentNotice] = []
    _depth += 1
    try:
        for index, attachment in enumerate(attachments):
            if _depth > MAX_DEPTH or index >= _MAX_ATTACHMENTS:
                notices.append(DocumentNotice(NoticeKind.ATTACHMENT_UNREAD, attachment.name))
                continue
            try:
                yield from _write(attachment, builder)
            except (LecternError, ValueError, KeyError, IndexError, AttributeError, OSError):
                notices.append(DocumentNotice(NoticeKind.ATTACHMENT_UNREAD, attachment.name))
    finally:
        _depth -= 1
    return notices


def _write(attachment: Attachment, builder: TextBuilder) -> Generator[Progress, None, None]:
    suffix = PurePath(attachment.name).suffix[:10]
    suffix = suffix if suffix.isascii() and suffix[1:].isalnum() else ""
    with tempfile.TemporaryDirectory(prefix="lectern-") as folder:
        path = Path(folder) / f"attachment{suffix}"
        path.write_bytes(attachment.content)
        parser = registry.resolve("parsers", detect(path, attachment.name))()
        document = yield from parser.parse(path, attachment.name)
    builder.heading(attachment.name, 2)
    builder.document(document)
