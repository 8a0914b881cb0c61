"""Reads Rich Text Format: code pages of every script, tables, lists, headings, notes.

Rich Text Format Specification 1.9.1.
"""

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import DamagedFile, TooLarge
from core.events import Progress, Stage
from core.parsing import encoding
from core.parsing.text_builder import TextBuilder, one_line
from core.parsing.whole_file import read_bytes
from core.types import DocumentNotice, NoticeKind, ParsedDocument

MAX_BYTES = 150_000_000
_MAX_DEPTH = 5000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_CHARSETS = {
    0: "", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_WIDE = ("cp932", "cp949", "johab", "gb18030", "cp950")
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": " ",
    "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "page": "\f", "column": "\n", "softpage": "\f",
    "softline": "", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SKIPPED = _words(
    """
    colortbl pict objdata themedata colorschememapping datastore generator listtable filetbl
    listoverridetable revtbl rsidtbl xmlnstbl latentstyles fldinst bkmkstart bkmkend nonshppict
    sp sn sv pntext pnseclvl atnid atnauthor atrfstart atrfend atndate atnref annotdate tc xe
    pgdsctbl template passwordhash mmathPr wgrffmtfilter htmltag panose falt fname fontemb
    blipuid ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn stylesheet_entry userprops docvar
    picprop
    """
)
_KEPT_IGNORABLE = frozenset(("shpinst", "shptxt", "annotation", "ud", "shppict", "footnote"))
_NOTES = ("footnote", "annotation", "endnote")
_RUNNING = ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
_HEADING = re.compile(r"(?:heading|标题|標題|überschrift|titre)\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _State:
    destination: str = ""
    font: int = -1
    skip: int = 1
    """Characters that follow a Unicode escape for older readers."""
    hidden: bool = False
    ignorable: bool = False


class RtfParser:
    """Rich Text Format; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read an RTF file.

        Raises:
            DamagedFile: not RTF.
            TooLarge: too many bytes, or groups nested absurdly.
            EmptyDocument: no text in it.
        """
        yield Progress(Stage.READING, 0, 1)
        builder = TextBuilder(name)
        reader = RtfReader(builder, name)
        reader.read(read_bytes(path, name, MAX_BYTES))
        notices = [] if reader.complete else [DocumentNotice(NoticeKind.DAMAGED)]
        return builder.build("rtf", reader.title, notices)


class RtfReader:
    """Turns RTF into blocks of a TextBuilder."""

    def __init__(self, builder: TextBuilder, name: str) -> None:
        self.title = ""
        self.complete = True
        """Whether the file ended where it said it would."""
        self._builder = builder
        self._name = name
        self._state = _State()
        self._stack: list[tuple[_State, int]] = []
        self._default = "cp1252"
        self._default_font = 0
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, str] = {}
        self._style_number = 0
        self._bytes = bytearray()
        self._pending_skip = 0
        self._sinks: list[list[str]] = [[]]
        self._notes: list[str] = []
        self._running: list[str] = []
        self._rows: list[list[str]] = []
        self._cells: list[str] = []
        self._in_table = False
        self._outline = -1
        self._style = 0
        self._label = ""
        self._depth = 0

    def read(self, content: bytes) -> None:
        """Read the bytes of an RTF file.

        Raises:
            DamagedFile: not RTF.
            TooLarge: groups nested absurdly.
        """
        if b"{\\rtf" not in content[:1024]:
            raise DamagedFile(name=self._name)
        for token in _TOKEN.finditer(content):
            word, number, hexadecimal, symbol, brace, text = token.groups()
            if hexadecimal:
                self._byte(int(hexadecimal, 16))
            elif text:
                self._plain(text)
            elif word:
                self._flush_bytes()
                self._word(word.decode("ascii"), int(number) if number else None)
            elif symbol:
                self._flush_bytes()
                self._symbol(symbol)
            elif brace == b"{":
                self._flush_bytes()
                self._open()
            elif brace:
                self._flush_bytes()
                self._close()
        self._flush_bytes()
        self.complete = not self._stack
        self._paragraph()
        self._end_table()
        for text in dict.fromkeys(self._running):
            self._builder.boilerplate(text)

    def _open(self) -> None:
        if len(self._stack) > _MAX_DEPTH:
            raise TooLarge(name=self._name, limit="nesting")
        self._stack.append((self._state, len(self._sinks)))
        self._pending_skip = 0

    def _close(self) -> None:
        if not self._stack:
            return
        ended = self._state
        self._state, sinks = self._stack.pop()
        if ended.destination == "stylesheet" and self._state.destination == "stylesheet":
            name = one_line("".join(self._sinks[-1])).rstrip(";")
            self._styles.setdefault(self._style_number, name)
            self._sinks[-1].clear()
            self._style_number = 0
        while len(self._sinks) > sinks:
            self._end_sink(ended.destination, "".join(self._sinks.pop()))
        self._pending_skip = 0

    def _end_sink(self, destination: str, text: str) -> None:
        if destination in _NOTES and text.strip():
            self._notes.append(text)
        elif destination in _RUNNING and text.strip(" \n\t0123456789-"):
            self._running.append(text)
        elif destination == "title":
            self.title = one_line(text)
        elif destination == "listtext":
            self._label = one_line(text)
        elif destination == "shptxt" and text.strip():
            self._sinks[-1].append(f"\n{text}\n")

    def _word(self, word: str, number: int | None) -> None:
        if self._pending_skip and word != "u":
            self._pending_skip = 0
        if word == "u" and number is not None:
            self._unicode(number)
        elif word == "uc":
            self._state = replace(self._state, skip=min(8, max(0, number or 0)))
        elif word in ("f", "af") and number is not None:
            if word == "f" or self._state.font < 0:
                self._state = replace(self._state, font=number)
        elif word == "plain":
            self._state = replace(self._state, hidden=False, font=self._default_font)
        elif word in ("v", "deleted"):
            self._state = replace(self._state, hidden=number != 0)
        elif word == "fcharset" and self._state.destination == "fonttbl":
            self._fonts.setdefault(self._state.font, _CHARSETS.get(number or 0, ""))
        elif word == "ansicpg" and number:
            self._default = encoding.canonical(f"cp{number}") or "cp1252"
            self._default = "gb18030" if number == 936 else self._default
        elif word == "deff":
            self._default_font = number or 0
        elif word == "mac":
            self._default = "mac_roman"
        elif word == "bin":
            return
        else:
            self._destination_or_layout(word, number)

    def _destination_or_layout(self, word: str, number: int | None) -> None:
        starred = self._state.ignorable
        if starred:
            self._state = replace(self._state, ignorable=False)
        if word in _NOTES or word in _RUNNING or word in ("title", "listtext", "shptxt"):
            if word != "title" or self._state.destination == "info":
                self._sinks.append([])
                self._state = replace(self._state, destination=word, hidden=False)
        elif word in ("fonttbl", "info", "stylesheet"):
            if word == "stylesheet":
                self._sinks.append([])
            self._state = replace(self._state, destination=word)
        elif word in _SKIPPED or (starred and word not in _KEPT_IGNORABLE and word != "cs"):
            in_styles = self._state.destination == "stylesheet"
            self._state = replace(
                self._state, destination="stylesheet" if in_styles and word == "cs" else "skipped"
            )
        elif self._state.destination == "stylesheet" and word in ("s", "ds", "ts", "cs"):
            self._style_number = number or 0 if word == "s" else -1
        elif self._shown():
            self._layout(word, number)

    def _layout(self, word: str, number: int | None) -> None:
        if word in _SIGNS:
            self._sinks[-1].append(_SIGNS[word])
        elif len(self._sinks) > 1:
            if word in ("par", "sect", "cell", "row"):
                self._sinks[-1].append("\n")
        elif word in ("par", "sect"):
            if self._in_table:
                self._sinks[-1].append("\n")
            else:
                self._paragraph()
        elif word == "pard":
            self._in_table = False
            self._outline, self._style, self._depth = -1, 0, 0
        elif word == "intbl":
            self._in_table = True
        elif word in ("cell", "nestcell"):
            if word == "cell":
                self._cells.append("".join(self._sinks[0]))
                self._sinks[0].clear()
            else:
                self._sinks[0].append(", ")
        elif word == "nestrow":
            self._sinks[0].append("\n")
        elif word == "row":
            self._rows.append(self._cells)
            self._cells = []
        elif word == "s":
            self._style = number or 0
        elif word == "outlinelevel":
            self._outline = number if number is not None else -1
        elif word == "ilvl":
            self._depth = number or 0

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._state = replace(self._state, ignorable=True)
        elif symbol == b"~":
            self._emit(" ")
        elif symbol == b"_":
            self._emit("-")
        elif symbol in (b"\\", b"{", b"}"):
            self._plain(symbol)
        elif symbol in (b"\n", b"\r"):
            self._word("par", None)

    def _unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        self._emit(chr(code) if 0 <= code <= 0x10FFFF else "\ufffd")
        self._pending_skip = self._state.skip

    def _byte(self, code: int) -> None:
        if self._pending_skip:
            self._pending_skip -= 1
        else:
            self._bytes.append(code)

    def _plain(self, text: bytes) -> None:
        if self._pending_skip:
            skipped = min(self._pending_skip, len(text))
            text = text[skipped:]
            self._pending_skip -= skipped
        self._bytes += text

    def _flush_bytes(self) -> None:
        if not self._bytes:
            return
        content = bytes(self._bytes)
        self._bytes.clear()
        if content.isascii():
            self._emit(content.decode("ascii"))
            return
        if not self._shown():
            return
        own = self._fonts.get(self._state.font, "") or self._default
        choices = (own, self._default)
        if own not in _WIDE and self._default in _WIDE:
            choices = (self._default, own)
        for name in choices:
            try:
                self._emit(content.decode(name))
            except (UnicodeError, LookupError):
                continue
            return
        self._emit(encoding.decode(content)[0])

    def _shown(self) -> bool:
        return not self._state.hidden and self._state.destination not in (
            "skipped",
            "fonttbl",
            "info",
        )

    def _emit(self, text: str) -> None:
        if self._shown():
            self._sinks[-1].append(text)

    def _paragraph(self) -> None:
        self._end_table()
        text = _joined(self._sinks[0])
        self._sinks[0].clear()
        heading = _HEADING.match(self._styles.get(self._style, ""))
        level = int(heading[1]) if heading else self._outline + 1
        label, self._label = self._label, ""
        if 1 <= level <= 9 and text.strip():
            self._builder.heading(f"{label} {text}" if label else text, level)
        elif label:
            bullet = "•" if len(label) == 1 and not label.isalnum() else label
            self._builder.list_item(text, self._depth, f"{bullet} ")
        else:
            self._builder.paragraph(text)
        self._write_notes()

    def _end_table(self) -> None:
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []
        if self._rows:
            rows = [[_joined([cell]) for cell in row] for row in self._rows]
            self._rows = []
            self._builder.table(rows, int(len(rows) > 1))
            self._write_notes()

    def _write_notes(self) -> None:
        for note in self._notes:
            self._builder.note(_joined([note]))
        self._notes.clear()


def _joined(pieces: list[str]) -> str:
    """Text with surrogate halves, as older writers escape rare characters, put together."""
    text = "".join(pieces)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
