"""Reads Outlook messages (.msg): the MAPI properties of an OLE compound file.

Property numbers: [MS-OXPROPS]; their streams: [MS-OXMSG].
"""

import struct
from collections.abc import Generator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.errors import DamagedFile
from core.events import Progress, Stage
from core.parsing import encoding
from core.parsing.attachments import Attachment, write_attachments
from core.parsing.html import read_html
from core.parsing.html_writer import HtmlWriter
from core.parsing.plain_text import write_text
from core.parsing.text_builder import TextBuilder, one_line
from core.types import ParsedDocument

_SUBJECT, _SENDER, _SENDER_MAIL, _TO, _CC = "0037", "0C1A", "0C1F", "0E04", "0E03"
_SENDER_SMTP, _BODY, _HTML, _RTF = "5D01", "1000", "1013", "1009"
_FILE_NAME, _SHORT_NAME, _SHOWN_NAME, _CONTENT, _CONTENT_ID = "3707", "3704", "3001", "3701", "3712"
_TIMES = (0x0039, 0x0E06, 0x3007)
_CODE_PAGE = 0x3FDE
_RTF_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_MAX_RTF = 50_000_000


class OutlookParser:
    """Outlook messages; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a message with its attachments.

        Raises:
            DamagedFile: not a compound file, or a broken one.
            EmptyDocument: neither header nor body.
        """
        import olefile

        yield Progress(Stage.READING, 0, 1)
        builder = TextBuilder(name)
        try:
            with olefile.OleFileIO(str(path)) as compound:
                message = _Properties(compound, ())
                attachments = _attachments(compound)
                subject = message.text(_SUBJECT)
                _write(message, builder, name)
        except (OSError, struct.error) as error:
            raise DamagedFile(name=name) from error
        notices = yield from write_attachments(attachments, builder)
        return builder.build("msg", subject, notices)


class _Properties:
    """MAPI properties of a message or of one of its attachments."""

    def __init__(self, compound: Any, folder: tuple[str, ...]) -> None:
        self._compound = compound
        self._folder = folder
        self._fixed = self._read_fixed()
        code_page = self._fixed.get(_CODE_PAGE, b"\0\0\0\0")[:4]
        self._encoding = encoding.canonical(f"cp{int.from_bytes(code_page, 'little')}")

    def content(self, number: str, kind: str = "0102") -> bytes:
        """Bytes of a property's stream, b"" without one."""
        stream = [*self._folder, f"__substg1.0_{number}{kind}"]
        if not self._compound.exists(stream) or self._compound.get_type(stream) != 2:
            return b""
        found: bytes = self._compound.openstream(stream).read()
        return found

    def text(self, number: str) -> str:
        """Text of a property, Unicode or in the message's code page."""
        wide = self.content(number, "001F")
        if wide:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self.content(number, "001E").rstrip(b"\0")
        return encoding.decode(narrow, self._encoding)[0] if narrow else ""

    def when(self) -> str:
        """When the message was sent, "" when unknown."""
        for number in _TIMES:
            ticks = int.from_bytes(self._fixed.get(number, b""), "little")
            if ticks:
                moment = datetime(1601, 1, 1) + timedelta(microseconds=ticks // 10)
                return f"{moment:%Y-%m-%d %H:%M}"
        return ""

    def _read_fixed(self) -> dict[int, bytes]:
        stream = [*self._folder, "__properties_version1.0"]
        if not self._compound.exists(stream):
            return {}
        content = self._compound.openstream(stream).read()
        start = 8 if self._folder else 32
        found: dict[int, bytes] = {}
        for at in range(start, len(content) - 15, 16):
            tag = int.from_bytes(content[at : at + 4], "little")
            found[tag >> 16] = content[at + 8 : at + 16]
        return found


def _write(message: _Properties, builder: TextBuilder, name: str) -> None:
    builder.heading(message.text(_SUBJECT), 1)
    address = message.text(_SENDER_SMTP) or message.text(_SENDER_MAIL)
    sender = message.text(_SENDER)
    if "@" in address and address != sender:
        sender = f"{sender} <{address}>".strip()
    fields = {
        "From": sender,
        "To": message.text(_TO),
        "Cc": message.text(_CC),
        "Date": message.when(),
        "Subject": message.text(_SUBJECT),
    }
    lines = [f"{field}: {one_line(text)}" for field, text in fields.items() if text.strip()]
    builder.paragraph("\n".join(lines))
    plain = message.text(_BODY)
    html = message.content(_HTML) or message.text(_HTML).encode()
    page = read_html(html) if html and not plain.strip() else None
    rtf = message.content(_RTF)
    if page is not None:
        HtmlWriter(builder, whole=True).write(page)
    elif plain.strip() or not rtf:
        write_text(plain, builder)
    else:
        from core.parsing.rtf import RtfReader

        RtfReader(builder, name).read(unpack_rtf(rtf))


def _attachments(compound: Any) -> list[Attachment]:
    folders = {entry[0] for entry in compound.listdir() if entry[0].startswith("__attach")}
    found: list[Attachment] = []
    for folder in sorted(folders):
        properties = _Properties(compound, (folder,))
        name = next(
            (
                t
                for number in (_FILE_NAME, _SHORT_NAME, _SHOWN_NAME)
                if (t := properties.text(number))
            ),
            "attachment",
        )
        content = properties.content(_CONTENT)
        picture = properties.text(_CONTENT_ID) and name.lower().endswith((".png", ".jpg", ".gif"))
        if not picture:
            found.append(Attachment(one_line(name), content))
    return found


def unpack_rtf(content: bytes) -> bytes:
    """Unpack compressed RTF ([MS-OXRTFCP]).

    Raises:
        struct.error: shorter than its header.
    """
    _, size, signature, _ = struct.unpack_from("<IIII", content)
    if signature == 0x414C454D:
        return content[16 : 16 + size]
    window = bytearray(_RTF_START.ljust(4096, b"\0"))
    written, unpacked, at = len(_RTF_START), bytearray(), 16
    while at < len(content) and len(unpacked) < min(size, _MAX_RTF):
        control = content[at]
        at += 1
        for bit in range(8):
            if at >= len(content):
                break
            if not control >> bit & 1:
                piece = content[at : at + 1]
                at += 1
            else:
                pair = int.from_bytes(content[at : at + 2], "big")
                at += 2
                offset, length = pair >> 4, (pair & 15) + 2
                if offset == written % 4096:
                    return bytes(unpacked)
                piece = b""
                for step in range(length):
                    byte = window[(offset + step) % 4096]
                    window[(written + step) % 4096] = byte
                    piece += bytes((byte,))
            for byte in piece:
                window[written % 4096] = byte
                written += 1
            unpacked += piece
    return bytes(unpacked)
