"""Reads e-mail (.eml, .mht, .mbox): header, body, and each attachment by its own parser."""

import email
import email.policy
import mailbox
import re
from collections.abc import Generator, Iterator
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from core.events import Progress, Stage
from core.parsing import encoding
from core.parsing.attachments import Attachment, write_attachments
from core.parsing.html import read_html
from core.parsing.html_writer import HtmlWriter
from core.parsing.plain_text import write_text
from core.parsing.text_builder import TextBuilder, one_line
from core.parsing.whole_file import require_at_most
from core.types import DocumentNotice, NoticeKind, ParsedDocument

MAX_BYTES = 300_000_000
_MAX_MESSAGES = 5000
_SHOWN = ("From", "To", "Cc", "Date", "Subject")


class EmlParser:
    """E-mail; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a message, or a mailbox of them.

        Raises:
            TooLarge: more than 300 MB.
            EmptyDocument: neither header nor body.
        """
        require_at_most(path, name, MAX_BYTES)
        builder = TextBuilder(name)
        notices: list[DocumentNotice] = []
        subject = ""
        with path.open("rb") as file:
            is_mailbox = file.read(5) == b"From "
        messages = _mailbox(path) if is_mailbox else iter([_message(path.read_bytes())])
        for index, message in enumerate(messages):
            yield Progress(Stage.READING, index, 0 if is_mailbox else 1)
            if index >= _MAX_MESSAGES or builder.full:
                notices.append(DocumentNotice(NoticeKind.TRUNCATED, str(index)))
                break
            if is_mailbox:
                builder.page(_header(message, "Subject"))
            subject = subject or _header(message, "Subject")
            attachments = _write_message(message, builder)
            notices += yield from write_attachments(attachments, builder)
        return builder.build("eml", "" if is_mailbox else subject, notices)


def _message(content: bytes) -> EmailMessage:
    parsed: EmailMessage = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
    return parsed


def _mailbox(path: Path) -> Iterator[EmailMessage]:
    box = mailbox.mbox(str(path), create=False)
    try:
        for key in box.iterkeys():
            yield _message(box.get_bytes(key))
    finally:
        box.close()


def _header(message: Message, name: str) -> str:
    """A header decoded; mail of old programs holds raw bytes of unknown encodings."""
    try:
        value = str(message.get(name) or "")
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        value = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
    if any("\udc80" <= char <= "\udcff" for char in value) or "\ufffd" in value:
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), value)
        value = encoding.decode(str(raw).encode("utf-8", "surrogateescape"))[0]
    if name == "Date":
        try:
            return f"{parsedate_to_datetime(value):%Y-%m-%d %H:%M}"
        except (ValueError, TypeError, IndexError):
            return one_line(value)
    return one_line(value)


def _write_message(message: EmailMessage, builder: TextBuilder) -> list[Attachment]:
    """Add header and body; returns the attachments."""
    builder.heading(_header(message, "Subject"), 1)
    lines = [f"{name}: {value}" for name in _SHOWN if (value := _header(message, name))]
    builder.paragraph("\n".join(lines))
    bodies: dict[str, list[str]] = {"plain": [], "html": []}
    attachments: list[Attachment] = []
    _collect(message, bodies, attachments, 0)
    html = "\n".join(bodies["html"])
    plain = "\n\n".join(bodies["plain"])
    page = read_html(html) if html and len(plain) < 2 * len(html) and not plain.strip() else None
    if page is not None:
        HtmlWriter(builder, whole=True).write(page)
    else:
        write_text(plain, builder)
    return attachments


def _collect(
    part: Message, bodies: dict[str, list[str]], attachments: list[Attachment], depth: int
) -> None:
    kind = part.get_content_type()
    file_name = _file_name(part)
    if kind == "message/rfc822" and depth < 10:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        if isinstance(first, Message):
            name = file_name or f"{_header(first, 'Subject') or 'message'}.eml"
            attachments.append(Attachment(name, first.as_bytes()))
        return
    if part.is_multipart():
        payload = part.get_payload()
        for child in payload if isinstance(payload, list) and depth < 30 else []:
            if isinstance(child, Message):
                _collect(child, bodies, attachments, depth + 1)
        return
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    attached = part.get_content_disposition() == "attachment" or bool(file_name)
    if kind in ("text/plain", "text/html") and not attached:
        declared = part.get_content_charset() or ""
        if kind == "text/html" and not declared:
            found = re.search(rb"charset=[\"']?([\w-]+)", content[:2048])
            declared = found[1].decode() if found else ""
        bodies[kind[5:]].append(encoding.decode(content, declared)[0])
    elif file_name and not (kind.startswith("image/") and part.get("Content-ID")):
        attachments.append(Attachment(file_name, content))


def _file_name(part: Message) -> str:
    try:
        return one_line(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, IndexError):
        return "attachment"
