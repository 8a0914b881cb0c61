"""Opens zip packages and XML from strangers: limits on members and unpacked bytes, no entities."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from lxml import etree

from core.errors import DamagedFile, PasswordNeeded, TooLarge

MAX_MEMBERS = 50_000
MAX_MEMBER_BYTES = 100_000_000
"""Largest member read whole."""
MAX_TOTAL_BYTES = 600_000_000
"""Most bytes unpacked from one package."""
MAX_STREAM_BYTES = 1_500_000_000
"""Most bytes of a member that is read as a stream, in small memory."""

Element = Any
"""An lxml element; the library carries no types."""


def xml_parser(recover: bool = False) -> Any:
    """An XML parser that expands no entities, opens nothing and refuses absurd depth and size."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def read_xml(content: bytes, name: str) -> tuple[Element, bool]:
    """Root element, and whether the XML was broken and read as far as it went.

    Raises:
        DamagedFile: no element could be read.
        TooLarge: nested too deeply.
    """
    try:
        return etree.fromstring(content, xml_parser()), False
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise TooLarge(name=name, limit="nesting") from error
    try:
        root = etree.fromstring(content, xml_parser(recover=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(name=name) from error
    if root is None:
        raise DamagedFile(name=name)
    return root, True


def local(element: Element) -> str:
    """Tag without its namespace; "" for what is not an element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def all_text(element: Element) -> str:
    """Every character of text inside an element."""
    return "".join(element.itertext())


class GuardedZip:
    """A zip package opened with care; use as a context manager.

    Raises:
        DamagedFile: not a zip, or truncated.
        TooLarge: too many members, or more unpacked bytes than a document has.
        PasswordNeeded: a member is encrypted.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.damaged = False
        """Whether a part was broken and read only in part."""
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
            raise DamagedFile(name=name) from error
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            self._zip.close()
            raise TooLarge(name=name, limit=f"{MAX_MEMBERS} parts")
        self._members = {_plain(info.filename): info for info in infos}
        self._folded = {member.casefold(): member for member in self._members}

    def __enter__(self) -> "GuardedZip":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    @property
    def members(self) -> list[str]:
        """Names of the members, in the package's order."""
        return list(self._members)

    def __contains__(self, member: str) -> bool:
        return self._find(member) is not None

    def read(self, member: str) -> bytes:
        """A member's bytes; b"" when there is no such member."""
        if member not in self:
            return b""
        with self.stream(member) as file:
            content = self._checked_read(file)
        self._unpacked += len(content)
        if len(content) > MAX_MEMBER_BYTES or self._unpacked > MAX_TOTAL_BYTES:
            raise TooLarge(name=self.name, limit="unpacked size")
        return content

    def stream(self, member: str) -> IO[bytes]:
        """A member opened for reading in pieces."""
        info = self._find(member)
        if info is None:
            raise DamagedFile(name=self.name)
        if info.flag_bits & 1:
            raise PasswordNeeded(name=self.name)
        if info.file_size > MAX_STREAM_BYTES:
            raise TooLarge(name=self.name, limit="unpacked size")
        try:
            return self._zip.open(info)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise DamagedFile(name=self.name) from error

    def xml(self, member: str) -> Element | None:
        """Root element of an XML member, None when there is no such member."""
        content = self.read(member)
        if not content.strip():
            return None
        root, broken = read_xml(_transitional(content), self.name)
        self.damaged = self.damaged or broken
        return root

    def elements(self, member: str, *tags: str) -> Iterator[Element]:
        """The elements of an XML member whose local tag is one of `tags`, one at a time.

        Each is emptied once the next is asked for, so that a huge member needs little memory.
        """
        wanted = [f"{{*}}{tag}" for tag in tags]
        with self.stream(member) as file:
            events = etree.iterparse(
                io.BufferedReader(_Checked(file)),
                tag=wanted,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                recover=True,
            )
            try:
                for _, element in events:
                    yield element
                    element.clear()
                    parent = element.getparent()
                    while parent is not None and element.getprevious() is not None:
                        del parent[0]
            except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError):
                self.damaged = True
            self.damaged = self.damaged or len(events.error_log.filter_from_errors()) > 0

    def _checked_read(self, file: IO[bytes]) -> bytes:
        try:
            return file.read(MAX_MEMBER_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise DamagedFile(name=self.name) from error

    def _find(self, member: str) -> zipfile.ZipInfo | None:
        member = _plain(member)
        found = self._members.get(member)
        return found or self._members.get(self._folded.get(member.casefold(), ""))


class _Checked(io.RawIOBase):
    """A member's stream that ends where the member is broken."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._file.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError):
            return 0
        buffer[: len(piece)] = piece
        return len(piece)


def _plain(member: str) -> str:
    """A member's name without a leading slash, back slashes or steps upwards."""
    return posixpath.normpath("/" + member.replace("\\", "/")).lstrip("/")


def _transitional(content: bytes) -> bytes:
    """OOXML of the strict kind under the namespaces of the usual kind."""
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    import re

    pattern = rb"http://purl\.oclc\.org/ooxml/(\w+)/"
    return re.sub(pattern, rb"http://schemas.openxmlformats.org/\1/2006/", content)
