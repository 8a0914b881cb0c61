"""Questions about the cells of tables: what a column says of what a row is about."""

import re
from collections.abc import Iterator, Sequence

from core.examples.drafts import Draft, quoted, sells
from core.examples.headings import title_of
from core.text.language import language_of
from core.types import Mark, MarkKind

MOST_A_TABLE = 12
"""Questions about one table, spread over its rows and columns."""
LONGEST_SENTENCE = 80
"""Characters of a cell that the answer puts into a sentence; a longer one is the answer itself."""
_NUMBER = re.compile(r"[\s\d.,:%+\-−–/()$€£¥￥×x*~≈<>≤≥]*")
_EMPTY = re.compile(
    r"\W*|(?:n/?a|none|null|tbd|yes|no|true|false|x|y|n|是|否|无|有|暂无|未知|同上|\[[\d,\s]+\])",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"(?:#|no\.?|nr\.?|id|index|rank|s/n|page|序号|编号|序次|排名|页码|编码)", re.IGNORECASE
)
_SAYS_NOTHING = re.compile(
    r"(?:item|value|data|key|field|text|content|other|others|all|actual|links?|references?|example"
    r"|header.*|col(?:umn)?\b.*|row\b.*|cell.*|series.*|class.*|group.*|set.*|total|sum|subtotal"
    r"|average|mean|median|units?.?|images?|pictures?|photos?|max|min|std|.*\binfo(?:rmation)?"
    r"|case.*|category \d+|option.*|test.*|value \d*|name"
    r"|项目|名称|内容|备注|值|字段|列.*|行.*|合计|总计|小计|其他|数据|项|.*信息)",
    re.IGNORECASE,
)
_ENGLISH_COLUMN = re.compile(
    r"[A-Za-z][A-Za-z'’-]*(?: (?!\d)[A-Za-z][A-Za-z'’-]*){0,3}(?: \([^()]{1,20}\))?"
)
_CHINESE_COLUMN = re.compile(r"[\u3400-\u9fffA-Za-z/]{2,14}(?:[（(][^（）()]{1,12}[）)])?")
_MEASURE = re.compile(
    r"\b(?:[kmµ]?[gLlm]|ha|t|%|[kcm]m|m2|m3|h|min|°C|kWh?)(?:\s?[-−]?\d)?\b[^a-z]*$|-1\b|\(%\)|（%）"
)
_NOUN = re.compile(
    r"(?:^|\b)(?:name|title|price|cost|fee|rate|amount|quantity|number|count|size|area|length|width"
    r"|height|depth|weight|population|capital|currency|language|date|year|month|day|time|duration|age"
    r"|address|city|country|region|department|position|role|type|kind|category|status|location|author"
    r"|owner|manager|phone|email|colou?r|version|licen[cs]e|format|source|value|score|percentage|share"
    r"|revenue|income|profit|budget|purpose|method|model|material|code|level|species|habitat|food"
    r"|genre|publisher|speed|power|output|input|temperature|voltage|range|yield|factor|emissions?"
    r"|dose|symptoms?|cause|effect|target|deadline|result|total|stock|discount|grade|room|floor|origin"
    r"|brand|salary|hours|days|limit|default|route|data|library|call|comment|graph|retrieval"
    r"|[a-z]{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|logy|ture))s?$",
    re.IGNORECASE,
)
"""Columns of which a row is said to have one."""
_CLAUSE = re.compile(
    r"^(?:how|what|when|where|which|who|why|in|on|at|by|best)\b| (?:with|for|to|you|we|they)\b",
    re.I,
)
_CHINESE_ASKS = (
    (re.compile(r"(?:人|者|员|经理|主管|老师|医生|主任|姓名)$"), "是谁"),
    (re.compile(r"(?:时间|日期|期限|年份)$"), "是什么时候"),
)
_HASH = re.compile(r"(?=(?:.*?\d[A-Za-z]){2})(?=(?:.*?[A-Za-z]\d){2})[A-Za-z0-9]{8,}")
"""A key that a program gave; nobody asks for it."""


def by_tables(text: str, marks: Sequence[Mark], title: str) -> Iterator[Draft]:
    """Drafts of a document called `title`."""
    tables = sorted(
        (mark for mark in marks if mark.kind is MarkKind.TABLE), key=lambda mark: mark.start
    )
    kinds = (MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER)
    rows = sorted((mark for mark in marks if mark.kind in kinds), key=lambda mark: mark.start)
    names = [mark for mark in marks if mark.kind in (MarkKind.CAPTION, MarkKind.HEADING)]
    at = 0
    for table in tables:
        while at < len(rows) and rows[at].start < table.start:
            at += 1
        own = []
        while at < len(rows) and rows[at].start < table.end:
            own.append(rows[at])
            at += 1
        # By words alone a Japanese table without kana is Chinese.
        language = language_of(text[table.start : table.end])
        if language in ("en", "zh") and language_of(text) != "ja":
            found = _Table(text, own, _about(text, names, table, title), language == "zh")
            yield from found.drafts()


def _about(text: str, names: Sequence[Mark], table: Mark, title: str) -> str:
    """What a table is about: its caption or the heading above it, else the document's title."""
    near = [mark for mark in names if -300 < mark.start - table.start < 0]
    for mark in sorted(near, key=lambda mark: -mark.start):
        name = " ".join(text[mark.start : mark.end].split()).strip(" :：.")
        name = re.sub(r"^(?:table|表|表格)\s*\d+(?:\.\d+)*\s*[:：.]?\s*", "", name, flags=re.I)
        name = title_of(name)
        if name and len(name) <= 60 and not sells(name) and "able " not in name:
            return name
    return title_of(title)


class _Table:
    def __init__(self, text: str, rows: Sequence[Mark], about: str, chinese: bool) -> None:
        headers = [row for row in rows if row.kind is MarkKind.TABLE_HEADER]
        self.names = _cells(text, headers[0]) if len(headers) == 1 else []
        body = [row for row in rows if row.kind is MarkKind.TABLE_ROW]
        cells = [(row, _cells(text, row)) for row in body[:2000]]
        self.rows = [(mark, row) for mark, row in cells if len(row) == len(self.names)]
        self.about, self.chinese = about, chinese

    def drafts(self) -> Iterator[Draft]:
        """Questions, another column in each row."""
        if not self._is_sound():
            return
        key = next((at for at, name in enumerate(self.names) if not _INDEX.fullmatch(name)), 0)
        keys = [row[key] for _, row in self.rows]
        colons = sum(each.endswith((":", "：")) for each in keys)
        measures = sum(_MEASURE.search(each) is not None for each in keys)
        if key > 1 or colons or measures > 0.3 * len(keys):
            # Names with their values: a form, or measurements of what the columns name.
            return
        turned = self._is_turned(key)
        columns = [at for at in range(len(self.names)) if at != key]
        step = max(1, len(self.rows) // MOST_A_TABLE)
        found = 0
        for number, (mark, row) in enumerate(self.rows[::step]):
            if found >= MOST_A_TABLE or keys.count(row[key]) > 1:
                continue
            for turn in range(len(columns)):
                at = columns[(number + turn) % len(columns)]
                one, what = (self.names[at], row[key]) if turned else (row[key], self.names[at])
                if draft := self._draft(mark, one, what, row[at]):
                    found += 1
                    yield draft
                    break

    def _is_sound(self) -> bool:
        names = self.names
        return (
            2 <= len(names) <= 14
            and len(self.rows) >= 2
            and len(set(names)) == len(names)
            and not any(_NUMBER.fullmatch(name) and name for name in names)
            and sum(len(name) > 60 for name in names) == 0
        )

    def _is_turned(self, key: int) -> bool:
        """Whether rows are of one kind and columns are not: the columns are what it is about."""
        grid = [
            [_NUMBER.fullmatch(cell) is not None for at, cell in enumerate(row) if at != key]
            for _, row in self.rows[:50]
        ]
        along: int = sum(max(sum(row), len(row) - sum(row)) for row in grid)
        down: int = sum(max(sum(row), len(row) - sum(row)) for row in zip(*grid, strict=True))
        return along > down

    def _draft(self, mark: Mark, key: str, column: str, value: str) -> Draft | None:
        if not _is_key(key) or not self._is_column(column):
            return None
        if _EMPTY.fullmatch(value) or len(value) > 300 or sells(value) or value == key:
            return None
        if self.chinese:
            return self._chinese(mark, key, column, value)
        return self._english(mark, key, column, value)

    def _chinese(self, mark: Mark, key: str, column: str, value: str) -> Draft:
        where = f"在{quoted(self.about)}中，" if self.about else ""
        asks = "是多少" if _NUMBER.fullmatch(value) else "是什么"
        for pattern, word in _CHINESE_ASKS:
            asks = word if pattern.search(column) else asks
        question = f"{where}{key}的{column}{asks}？"
        sentence = f"{key}的{column}是{value.rstrip('。')}。"
        return Draft("table", question, _told(sentence, value), mark.start, mark.end, "zh")

    def _english(self, mark: Mark, key: str, column: str, value: str) -> Draft | None:
        name = column.split(" (")[0]
        if _NOUN.search(name) and not _CLAUSE.search(name):
            shown = _inside(column)
            verb = "are" if re.search(r"[^s]s$", shown.split(" (")[0]) else "is"
            where = f"In {quoted(self.about)}, what" if self.about else "What"
            question = f"{where} {verb} the {shown} of {key}?"
            sentence = f"The {shown} of {key} {verb} {value.rstrip('.')}."
        elif self.about:
            # Not everything above a column is a thing that a row has.
            question = f"In {quoted(self.about)}, what stands under {quoted(column)} for {key}?"
            sentence = f"For {key}, {quoted(column)} says: {value.rstrip('.')}."
        else:
            return None
        return Draft("table", question, _told(sentence, value), mark.start, mark.end, "en")

    def _is_column(self, column: str) -> bool:
        """Whether the name of a column says what stands in it."""
        pattern = _CHINESE_COLUMN if self.chinese else _ENGLISH_COLUMN
        return bool(
            1 < len(column) <= 40
            and pattern.fullmatch(column)
            and not _INDEX.fullmatch(column)
            and not _SAYS_NOTHING.fullmatch(column)
            and not (column.isupper() and len(column.split()) > 1)
        )


def _told(sentence: str, value: str) -> str:
    return value if len(value) > LONGEST_SENTENCE else sentence


def _cells(text: str, row: Mark) -> list[str]:
    return [" ".join(cell.split()) for cell in text[row.start : row.end].split(" |")]


def _is_key(key: str) -> bool:
    letters = sum(letter.isalpha() for letter in key)
    return (
        1 < len(key) <= 50
        and (key[0].isalpha() or key[0] in '“"《「')
        and letters >= 0.4 * len(key)
        and len(key.split()) <= 6
        and not re.search(r"[=<>^*;|{}]|\b[kKm]?g \w|\w-1\b|[.:：?？!]$", key)
        and not _EMPTY.fullmatch(key)
        and not _SAYS_NOTHING.fullmatch(key)
        and not _HASH.fullmatch(key)
        and not sells(key)
    )


def _inside(name: str) -> str:
    """A column's name inside a sentence: small, but for names and abbreviations."""
    words = name.split()
    every = all(word[0].isupper() or not word[0].isalpha() for word in words)
    return " ".join(
        word.lower() if word[1:].islower() and (every or not place) else word
        for place, word in enumerate(words)
    )
