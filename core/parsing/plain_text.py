"""Reads plain text in any encoding; headings only where chapters are clearly numbered."""

import re
from collections.abc import Generator
from pathlib import Path, PurePath

from core.events import Progress, Stage
from core.parsing.text_builder import TextBuilder
from core.parsing.whole_file import read_text
from core.types import ParsedDocument

MAX_BYTES = 100_000_000
_CHINESE = "零〇一二三四五六七八九十百千两"
_HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(
            rf"第[{_CHINESE}\d]{{1,6}}[编卷部篇](?:[\s:：、].{{0,40}}|[^，。；,;]{{0,20}})$"
        ),
    ),
    (2, re.compile(rf"第[{_CHINESE}\d]{{1,6}}[章回讲](?:[\s:：、].{{0,40}}|[^，。；,;]{{0,24}})$")),
    (3, re.compile(rf"第[{_CHINESE}\d]{{1,6}}节(?:[\s:：、].{{0,40}}|[^，。；,;]{{0,24}})$")),
    (3, re.compile(rf"[{_CHINESE}]{{1,4}}、[^。；;]{{1,40}}$")),
    (4, re.compile(rf"[（(][{_CHINESE}]{{1,4}}[)）][^。；;]{{1,36}}$")),
    (4, re.compile(r"\d{1,2}\.\d{1,2}\s+[^。；;|]{1,48}$")),
    (5, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\s+[^。；;|]{1,48}$")),
    (2, re.compile(r"(?:CHAPTER|Chapter|PART|Part) (?:[IVXLC]+|\d+)\b[^,;]{0,60}$")),
)
_BULLET = re.compile(
    r"(\s*)([•·●▪◦‣∙*+–-]|\d{1,3}[.)、]|[（(]\d{1,3}[)）])\s*(?=\S)(.*)", re.DOTALL
)
_PROGRAMS = frozenset(
    (
        *(".py", ".js", ".ts", ".tsx", ".jsx", ".java", ".c", ".h", ".cc", ".cpp", ".hpp", ".cs"),
        *(".go", ".rs", ".rb", ".php", ".swift", ".kt", ".scala", ".r", ".m", ".jl", ".lua", ".pl"),
        *(".sh", ".bash", ".ps1", ".bat", ".sql", ".css", ".json", ".yaml", ".yml", ".toml"),
    )
)
_PROGRAM_PARTS = re.compile(r"\n[ \t]*\n(?=\S)")
_PART_OF_MANY = re.compile(
    rf"[（(]?(?:[{_CHINESE}]{{1,4}}|\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,5}})[)）]?[、.．)）\s]"
    rf"|第[{_CHINESE}\d]{{1,6}}[编卷部篇章回讲节条]|[•·●▪◦‣∙*+#>|-]|(?:Chapter|Part|CHAPTER|PART)\b"
    r"|[\w-]{1,20}[:：]\s"
)
"""Numbered headings, items of lists, and lines of a letter's head: no titles of the whole."""
_FIRST_LINE = re.compile(r"[^\s\ufeff][^\r\n]*")
_WIDEST_TITLE = 70
_SENTENCE_END = re.compile(r"[。！？；…，,、：:.!?;]$")
_PARAGRAPH_ENDS = tuple("。！？：:；;")
_WIDEST_WRAPPED = 110
_NARROWEST_WRAPPED = 45
"""Widths in Latin characters between which lines of text are cut by hand or by a mail program."""


class PlainTextParser:
    """Plain text; see core.protocols.Parser."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """Read a text file; form feeds in it start pages.

        Raises:
            TooLarge: more than 100 MB.
            EmptyDocument: only white space.
        """
        yield Progress(Stage.READING, 0, 1)
        builder = TextBuilder(name)
        text = read_text(path, name, MAX_BYTES)
        title = ""
        if PurePath(name).suffix.lower() in _PROGRAMS:
            for part in _PROGRAM_PARTS.split(text.replace("\r\n", "\n").replace("\r", "\n")):
                builder.code(part)
        else:
            title = _title(text)
            write_text(text, builder)
        return builder.build("text", title or PurePath(name).stem)


def _title(text: str) -> str:
    """The first line when it reads like a title: short, no sentence, and not one of many parts."""
    first = _FIRST_LINE.search(text)
    if not first:
        return ""
    line = first[0].rstrip()
    reads_like_one = (
        len(line) >= 2
        and _width(line) <= _WIDEST_TITLE
        and any(letter.isalpha() for letter in line)
        and _FIRST_LINE.search(text, first.end())
        and not _SENTENCE_END.search(line)
        and not _PART_OF_MANY.match(line)
        and "\t" not in line
    )
    return line if reads_like_one else ""


def write_text(text: str, builder: TextBuilder) -> None:
    """Add plain text: paragraphs between empty lines, numbered headings, bulleted lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    trusted = _trusted_levels(lines)
    block: list[str] = []
    for index, line in enumerate(lines):
        bare = line.strip(" \t\u3000")
        level = _heading_level(bare)
        if level in trusted and _stands_alone(lines, index):
            _end(block, builder)
            builder.heading(line, _rank(level, trusted))
        elif not bare:
            _end(block, builder)
        else:
            block.append(line)
    _end(block, builder)


def _heading_level(line: str) -> int:
    if not 2 <= len(line) <= 60:
        return 0
    if _SENTENCE_END.search(line) and not line.endswith(("?", "？", "!", "！")):
        return 0
    return next((level for level, pattern in _HEADINGS if pattern.match(line)), 0)


def _trusted_levels(lines: list[str]) -> list[int]:
    counts: dict[int, int] = {}
    for index, line in enumerate(lines):
        level = _heading_level(line.strip(" \t\u3000"))
        if level and _stands_alone(lines, index):
            counts[level] = counts.get(level, 0) + 1
    return sorted(level for level, count in counts.items() if count > 1)


def _rank(level: int, trusted: list[int]) -> int:
    return trusted.index(level) + 1


def _stands_alone(lines: list[str], index: int) -> bool:
    """Whether a line could be a heading: something follows, and it does not continue a line."""
    before = lines[index - 1].strip() if index else ""
    if len(before) >= _NARROWEST_WRAPPED and before.isascii() and not _SENTENCE_END.search(before):
        return False
    return any(line.strip() for line in lines[index + 1 : index + 4])


def _end(block: list[str], builder: TextBuilder) -> None:
    if block:
        if len(block) > 1 and any("\t" in line.strip() for line in block):
            _write_columns(block, builder)
        else:
            _write_lines(block, builder)
        block.clear()


def _write_columns(block: list[str], builder: TextBuilder) -> None:
    counts = [line.strip().count("\t") for line in block]
    if min(counts) >= 1 and len(set(counts)) == 1:
        builder.table([line.strip().split("\t") for line in block])
    else:
        _write_lines(block, builder)


def _write_lines(block: list[str], builder: TextBuilder) -> None:
    running: list[str] = []
    for line in _unwrapped(block):
        bullet = _BULLET.match(line) if not line.lstrip().startswith("---") else None
        if bullet and len(bullet[3].strip()) > 1 and _is_bullet(bullet[2], line):
            builder.paragraph("\n".join(running))
            running.clear()
            depth = len(bullet[1].expandtabs(4)) // 4
            builder.list_item(bullet[3], depth, f"{bullet[2]} ")
        else:
            running.append(line)
    builder.paragraph("\n".join(running))


def _unwrapped(block: list[str]) -> list[str]:
    """Lines of a block with those joined that were cut only because the paper was full."""
    widths = [_width(line.rstrip()) for line in block]
    widest = max(widths)
    if len(block) < 2 or not _NARROWEST_WRAPPED <= widest <= _WIDEST_WRAPPED:
        return block
    joined = [[block[0].rstrip()]]
    for line, width_before in zip(block[1:], widths, strict=False):
        before = joined[-1][-1]
        goes_on = (
            width_before >= 0.72 * widest
            and before[-1:] not in _PARAGRAPH_ENDS
            and not _BULLET.match(line)
        )
        if goes_on:
            follows = line.strip()
            wide = before[-1:] > "\u2e80" or follows[:1] > "\u2e80"
            joined[-1] += [follows] if wide else [" ", follows]
        else:
            joined.append([line.rstrip()])
    return ["".join(pieces) for pieces in joined]


def _width(text: str) -> int:
    return len(text) + sum(char > "\u2e80" for char in text)


def _is_bullet(sign: str, line: str) -> bool:
    if sign in "*+-–":
        return line.lstrip()[len(sign) : len(sign) + 1] in (" ", "\t")
    after = line.lstrip()[len(sign) : len(sign) + 1]
    return not (sign[-1] == "." and after.isdigit())
