"""Finds what a file is from its content; the name only breaks ties between kinds of text."""

import re
import struct
import zipfile
from pathlib import Path, PurePath

from core.errors import DamagedFile, EmptyDocument, FileVanished, UnsupportedFormat
from core.parsing import encoding

HEAD_BYTES = 65536

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ\0", "an archive"),
    (b"\x28\xb5\x2f\xfd", "an archive"),
    (b"MSCF", "an archive"),
    (b"ITSF", "a Windows help file"),
    (b"ID3", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"\xff\xfb", "a sound recording"),
    (b"\xff\xf3", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"FLV\x01", "a video"),
    (b"SQLite format 3\0", "a database"),
    (b"\0\x01\0\0Standard ", "a database"),
    (b"\0\x01\0\0", "a font"),
    (b"OTTO", "a font"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"PAR1", "a data file"),
    (b"GGUF", "a language model"),
    (b"8BPS", "a Photoshop picture"),
    (b"AC10", "a drawing"),
    (b"%!PS", "a PostScript file"),
    (b"!BDN", "an Outlook mailbox"),
    (b"\x00\x00\x01\x00", "an icon"),
)
_PACKAGES: tuple[tuple[bytes, str], ...] = (
    (b"wordprocessingml", "docx"),
    (b"ms-word", "docx"),
    (b"presentationml", "pptx"),
    (b"ms-powerpoint", "pptx"),
    (b"ms-excel.sheet.binary", "legacy_office"),
    (b"spreadsheetml", "xlsx"),
    (b"ms-excel", "xlsx"),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("__properties_version1.0", "msg"),
    ("PowerPoint Document", "legacy_office"),
    ("WordDocument", "legacy_office"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_MARKDOWN_NAMES = {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"}
_TEXT_NAMES = {".txt", ".text", ""}
_MAIL_HEADER = re.compile(
    rb"^(from|to|subject|date|received|mime-version|message-id|return-path|delivered-to"
    rb"|content-type|x-mailer|reply-to|cc)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_START = re.compile(rb"\A\s*(?:From [^\r\n]+\r?\n)?[!-9;-~]+[ \t]*:")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[.*?\])?\s*>", re.DOTALL | re.IGNORECASE)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_HTML_HEAD = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<frameset[\s>]", re.IGNORECASE
)
_HTML_START = re.compile(
    r"\s*(<!--.*?-->\s*)*</?(div|p|h[1-6]|table|ul|ol|article|section|title|meta|span|a|b|center|main|dl|pre)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_XML_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_MARKDOWN_SIGNS = (
    re.compile(r"^ {0,3}#{1,6} \S", re.MULTILINE),
    re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE),
    re.compile(r"^\|?[ :]*-{3,}[ :]*\|", re.MULTILINE),
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),
    re.compile(r"\*\*[^*\s][^*\n]*\*\*"),
)


def detect(path: Path, name: str) -> str:
    """Name of the parser (a key of the registry's parsers) for the file's content.

    Raises:
        EmptyDocument: the file has no bytes.
        UnsupportedFormat: not a document that any parser reads.
        DamagedFile: a container that cannot be opened.
        FileVanished: not there, or not readable.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            complete = not file.read(1)
    except OSError as error:
        raise FileVanished(name=name) from error
    if not head:
        raise EmptyDocument(name=name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path, name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_ole(path, name)
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image"
    _refuse_foreign(head, name)
    return _in_text(head, name, complete)


def _refuse_foreign(head: bytes, name: str) -> None:
    for magic, kind in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 3 or b"\0" in head[:512]):
            raise UnsupportedFormat(name=name, format=kind)
    if head[257:262] == b"ustar":
        raise UnsupportedFormat(name=name, format="an archive")
    if head[4:8] == b"ftyp":
        picture = head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        kind = "a picture of a newer kind (HEIC)" if picture else "a video"
        raise UnsupportedFormat(name=name, format=kind)
    if head[:4] == b"RIFF":
        raise UnsupportedFormat(name=name, format="a sound recording or video")


def _in_zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            members = set(package.namelist())
            mimetype = _member(package, "mimetype", 200).strip()
            types = _member(package, "[Content_Types].xml", 2_000_000)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
        raise DamagedFile(name=name) from error
    if b"epub" in mimetype:
        return "epub"
    if b"opendocument" in mimetype or b"sun.xml" in mimetype:
        return "odf"
    if types:
        mains = re.findall(rb'ContentType="([^"]*?main\+xml|[^"]*binary\.[^"]*main)"', types)
        for part in [*mains, types] if mains else [types]:
            for sign, parser in _PACKAGES:
                if sign in part:
                    return parser
    for member, parser in (
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.xml", "xlsx"),
    ):
        if member in members:
            return parser
    if "META-INF/container.xml" in members:
        return "epub"
    if "content.xml" in members and "META-INF/manifest.xml" in members:
        return "odf"
    if any(member.endswith(".iwa") for member in members):
        raise UnsupportedFormat(name=name, format="an Apple Pages, Numbers or Keynote file")
    raise UnsupportedFormat(name=name, format="an archive")


def _member(package: zipfile.ZipFile, member: str, limit: int) -> bytes:
    try:
        with package.open(member) as file:
            return file.read(limit)
    except (KeyError, RuntimeError, NotImplementedError):
        return b""


def _in_ole(path: Path, name: str) -> str:
    streams = ole_streams(path)
    if not streams:
        raise DamagedFile(name=name)
    if "EncryptedPackage" in streams:
        extension = PurePath(name).suffix.lower()
        return {"p": "pptx", "x": "xlsx"}.get(extension[1:2], "docx")
    for stream, parser in _OLE_STREAMS:
        if stream in streams:
            return parser
    kind = "a Hangul document" if "FileHeader" in streams else "a file of an unknown kind"
    raise UnsupportedFormat(name=name, format=kind)


def ole_streams(path: Path) -> set[str]:
    """Names at the top of an OLE compound file; none when it is broken or no such file."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as compound:
            return {entry[0] for entry in compound.listdir()}
    except (OSError, ValueError, IndexError, struct.error):
        return set()


def _in_text(head: bytes, name: str, complete: bool) -> str:
    if encoding.is_binary(head):
        raise UnsupportedFormat(name=name, format="a file of an unknown kind")
    text = encoding.decode(head, partial=not complete)[0]
    extension = PurePath(name).suffix.lower()
    start = text.lstrip("\ufeff \t\r\n\0")
    if start.startswith("<"):
        found = _in_markup(start)
        if found:
            return found
    if _is_mail(head):
        return "eml"
    if extension in (".html", ".htm", ".xhtml", ".shtml") and "<" in text:
        return "html"
    if extension == ".ipynb" or (
        start.startswith("{") and '"nbformat"' in start and '"cells"' in start
    ):
        return "notebook"
    if extension in _MARKDOWN_NAMES:
        return "markdown"
    if extension in (".adoc", ".asciidoc", ".asc"):
        return "asciidoc"
    if extension in (".csv", ".tsv", ".tab"):
        return "csv"
    if extension in _TEXT_NAMES:
        if _is_markdown(text):
            return "markdown"
        if _is_table(text, complete):
            return "csv"
    return "text"


def _in_markup(start: str) -> str:
    head = start[:4096]
    prolog = re.sub(r"<\?.*?\?>|<!--.*?-->", "", head, flags=re.DOTALL)
    inside = _DOCTYPE.sub("", prolog)
    root = _XML_ROOT.search(inside)
    name = root[1].lower() if root else ""
    declared = start.startswith("<?xml") or (_DOCTYPE.search(prolog) is not None and name != "html")
    if name == "document" and "opendocument" in head:
        return "odf"
    if declared and name and not _HTML_DOCTYPE.search(prolog):
        return "html" if name == "html" else "xml"
    if _HTML_HEAD.search(prolog[:2048]) or _HTML_START.match(prolog):
        return "html"
    return "xml" if name and ("xmlns" in head or f"</{name}" in start.lower()) else ""


def _is_mail(head: bytes) -> bool:
    if not _MAIL_START.match(head):
        return False
    headers = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0][:16384]
    return len({match.lower() for match in _MAIL_HEADER.findall(headers)}) >= 2


def _is_markdown(text: str) -> bool:
    headings, *others = (len(sign.findall(text)) for sign in _MARKDOWN_SIGNS)
    return (headings >= 2 and any(others)) or (headings >= 1 and sum(map(bool, others)) >= 2)


def _is_table(text: str, complete: bool) -> bool:
    lines = [line for line in text.splitlines()[: 200 if complete else -1] if line.strip()]
    if len(lines) < 4:
        return False
    for delimiter in ("\t", ";", ","):
        counts = {line.count(delimiter) for line in lines}
        if len(counts) == 1 and min(counts) >= 2:
            return True
    return False
