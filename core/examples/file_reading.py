"""Reads a file of examples: finds out what it is by its content, names all that is wrong with it.

Runs in a process of its own (core/examples/file_worker.py): the file is a stranger's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import LecternError, PasswordNeeded, TooLarge
from core.examples import csv_records, json_records, shapes
from core.examples.cleaning import cleaned
from core.examples.faq import asked_and_answered
from core.examples.problems import Problem, Trouble, trouble
from core.examples.shapes import Said
from core.examples.text_lines import TextFile
from core.parsing.csv import delimiter_of
from core.text.language import language_of
from core.types import Example, ExampleOrigin, ExampleProblem

MOST_ROWS = 50_000
"""Rows of one file that are taken."""
MOST_CHARACTERS = 60_000_000
"""Characters of all examples of one file."""
LONGEST = {"question": 12_000, "answer": 20_000, "instruction": 12_000}
"""Characters; what is longer is cut by every model that learns on a person's computer."""
TOLD_PROBLEMS = 100
_DELIMITERS = (",", "\t", ";", "|", "，")
_LARGEST_PLAIN = 5_000_000
_MERGED = " Merged cells hold their text in the first of their rows alone."


@dataclass
class Batch:
    """What was read since the last one."""

    examples: list[Example] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)
    rows: int = 0
    share: float = 0.0
    """Of the file."""


@dataclass
class Reading:
    """What is known of a file while it is read."""

    shapes: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    good: int = 0
    characters: int = 0
    problem_count: int = 0
    first: Trouble | None = None

    @property
    def shape(self) -> str:
        """The shape that most of its rows have."""
        return max(self.shapes, key=lambda each: self.shapes[each], default="")


def read(path: Path, name: str, reading: Reading, batch: int = 500) -> Iterator[Batch]:
    """The examples of a file in batches; good rows of a partly bad file come too.

    Raises:
        BadExamples: nothing of the file can be used.
    """
    try:
        yield from _batches(_rows(path, name), reading, batch)
        if not reading.good:
            raise _nothing(reading)
    except Trouble as error:
        raise error.raised(name) from error
    except (FileNotFoundError, PermissionError) as error:
        raise trouble(Problem.GONE).raised(name) from error
    except IsADirectoryError as error:
        raise trouble(Problem.FOLDER).raised(name) from error
    except PasswordNeeded as error:
        raise trouble(Problem.LOCKED).raised(name) from error
    except (TooLarge, MemoryError) as error:
        raise trouble(Problem.TOO_LARGE).raised(name) from error
    except (LecternError, OSError) as error:
        raise trouble(Problem.DAMAGED).raised(name) from error


def problem_of(name: str, wrong: Sequence[Trouble]) -> tuple[ExampleProblem, ...]:
    """Problems as they are shown."""
    return tuple(each.told(name) for each in wrong)


def _nothing(reading: Reading) -> Trouble:
    first = reading.first
    if first is None:
        return trouble(Problem.NO_ROWS)
    if reading.problem_count == 1 or not first.row:
        return first
    return trouble(
        Problem.NOTHING_USABLE, rows=reading.rows, first=first.reason, remedy=first.remedy
    )


# ---- rows --------------------------------------------------------------------------------------


@dataclass
class _Row:
    """What stands in a row, or what is wrong with it."""

    number: int
    entry: Any
    share: float = 0.0
    hint: str = ""


def _rows(path: Path, name: str) -> Iterator[_Row]:
    if path.is_dir():
        raise trouble(Problem.FOLDER)
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _of_workbook(path, name)
        return
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        from core.parsing.locked_office import is_locked

        raise trouble(Problem.LOCKED if is_locked(path) else Problem.OLD_FORMAT)
    text = TextFile(path)
    is_table = path.suffix.lower() in (".csv", ".tsv")
    if json_records.looks_like_json(text.head) and not (is_table and _is_header(text.head)):
        for number, entry in json_records.entries(text):
            yield _Row(number, entry, text.read / max(1, text.size))
    else:
        yield from _of_table(text)


def _is_header(head: str) -> bool:
    """Whether a text that begins with a bracket begins with names of columns all the same."""
    first = head.lstrip().split("\n", 1)[0]
    return any(_columns(first.split(delimiter)) for delimiter in _DELIMITERS)


def _of_table(text: TextFile) -> Iterator[_Row]:
    head, lines = text.head, text.lines()
    delimiter = ""
    if head.lower().startswith("sep=") and len(head) > 4:
        delimiter = head[4]
        next(lines)
    found = csv_records.rows(lines, delimiter or _delimiter(head))
    table = _Table()
    for number, cells in found:
        if isinstance(cells, Trouble):
            yield _Row(number, cells)
            continue
        entry: Mapping[str, str] | Trouble | None
        try:
            entry = table.entry(number, cells)
        except Trouble as error:
            if not table.names and (pairs := _plain(text)):
                yield from pairs
                return
            if not error.row:
                raise
            entry = error
        if entry is not None:
            yield _Row(number, entry, text.read / max(1, text.size))


def _delimiter(head: str) -> str:
    """What parts the cells: the sign by which the first row names a question and an answer."""
    first = next((line for line in head.split("\n") if line.strip()), "").replace("\r", "")
    for delimiter in _DELIMITERS:
        cells = [cell.strip().strip('"') for cell in first.split(delimiter)]
        if len(cells) > 1 and _columns(cells):
            return delimiter
    return delimiter_of(head)


def _plain(text: TextFile) -> list[_Row]:
    """Questions and answers of a plain text, each behind its sign (Q: … A: …, 问：… 答：…)."""
    if text.size > _LARGEST_PLAIN:
        return []
    whole = "".join(text.pieces()).replace("\r\n", "\n").replace("\r", "\n")
    pairs = asked_and_answered(whole, signed=True)
    return [
        _Row(
            whole.count("\n", 0, pair.start) + 1,
            {"question": pair.question, "answer": pair.answer},
        )
        for pair in pairs
    ]


class _Table:
    """Rows of cells as entries by the names of their columns."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def entry(self, number: int, cells: Sequence[str]) -> Mapping[str, str] | None:
        """The entry of a row; None for the row of names.

        Raises:
            Trouble: row 0: the table has no columns for questions and answers.
        """
        cells = [cell.strip() for cell in cells]
        while len(cells) > max(1, len(self.names)) and not cells[-1]:
            cells.pop()
        if not self.names:
            if _columns(cells):
                self.names = cells
                return None
            if not _is_headless(cells):
                raise _no_columns(cells)
            self.names = ["question", "answer"]
        if len(cells) > len(self.names):
            raise trouble(Problem.MORE_CELLS, number, cells=len(cells), columns=len(self.names))
        return {
            name or f"column {place + 1}": cells[place] if place < len(cells) else ""
            for place, name in reversed(list(enumerate(self.names)))
        }


def _columns(cells: Sequence[str]) -> bool:
    """Whether the names of columns say where the examples are."""
    fields = {shapes.field_of(cell) for cell in cells}
    asks = "question" in fields or "input" in fields
    return (asks and "answer" in fields) or "turns" in fields or {"chosen", "rejected"} <= fields


def _is_headless(cells: Sequence[str]) -> bool:
    """Whether a first row of two cells is an example itself: a question mark says so."""
    return len(cells) == 2 and cells[0].endswith(("?", "？")) and bool(cells[1])


def _no_columns(cells: Sequence[str]) -> Trouble:
    return trouble(Problem.NO_COLUMNS, columns=", ".join(cell[:40] for cell in cells[:12]))


# ---- workbooks ---------------------------------------------------------------------------------


def _of_workbook(path: Path, name: str) -> Iterator[_Row]:
    from core.parsing.archive_guard import GuardedZip
    from core.parsing.xlsx import sheet_rows

    with GuardedZip(path, name) as package:
        if not any(member.startswith("xl/") for member in package.members):
            raise trouble(Problem.OTHER_FORMAT)
        hidden: list[str] = []
        tables: dict[str, _Table] = {}
        refused: dict[str, Trouble] = {}
        count = 0
        for sheet, number, cells in sheet_rows(package, name, hidden):
            if not cells or sheet in refused:
                continue
            count += 1
            width = max(cells) + 1
            texts = [cells[at].text if at in cells else "" for at in range(min(width, 200))]
            wrong = next(
                (_formula(cell.text, number) for cell in cells.values() if not cell.words), None
            )
            try:
                entry: Any = tables.setdefault(sheet, _Table()).entry(number, texts)
            except Trouble as error:
                if not error.row and not tables[sheet].names:
                    # A title may stand above the names of the columns.
                    if len(cells) > 1 or count > 20:
                        refused[sheet] = error
                    continue
                entry = error
            if entry is not None:
                yield _Row(number, wrong or entry, hint=_MERGED)
        for one in hidden:
            yield _Row(0, trouble(Problem.HIDDEN_SHEET, sheet=one))
        if not any(table.names for table in tables.values()):
            raise next(iter(refused.values()), trouble(Problem.EMPTY_FILE))
        if package.damaged:
            yield _Row(0, trouble(Problem.DAMAGED))


def _formula(text: str, number: int) -> Trouble | None:
    if text.startswith("="):
        return trouble(Problem.FORMULA, number)
    if text.startswith("#") and text.rstrip("!?").isupper():
        return trouble(Problem.FORMULA_ERROR, number, error=text)
    return None


# ---- examples ----------------------------------------------------------------------------------


def _batches(rows: Iterator[_Row], reading: Reading, size: int) -> Iterator[Batch]:
    batch = Batch()
    for row in rows:
        reading.rows += row.number > 0
        batch.rows, batch.share = reading.rows, row.share
        for each in _examples(row, reading):
            if isinstance(each, Trouble):
                reading.problem_count += 1
                reading.first = reading.first or (each if each.kind is not _LIGHT else None)
                if reading.problem_count <= TOLD_PROBLEMS:
                    batch.problems.append(each)
            else:
                reading.good += 1
                reading.characters += len(each.question) + len(each.answer) + len(each.rejected)
                batch.examples.append(each)
        if reading.good >= MOST_ROWS or reading.characters > MOST_CHARACTERS:
            reading.problem_count += 1
            batch.problems.append(trouble(Problem.LEFT_OVER, rows=f"{reading.rows:,}"))
            break
        if len(batch.examples) >= size or reading.rows % (4 * size) == 0:
            yield batch
            batch = Batch(rows=reading.rows)
    yield batch


_LIGHT = Problem.HIDDEN_SHEET
"""Told, but no reason why nothing could be used."""


def _examples(row: _Row, reading: Reading) -> Iterator[Example | Trouble]:
    if isinstance(row.entry, Trouble):
        yield row.entry
        return
    try:
        shape, said = shapes.read(row.entry, row.number)
    except Trouble as error:
        yield error
        return
    reading.shapes[shape] += 1
    for each in said:
        yield checked(each, row.number, row.hint)


def checked(said: Said, row: int, hint: str = "") -> Example | Trouble:
    """An example, cleaned, or what is wrong with it."""
    question, answer, rejected, system = map(
        cleaned, (said.question, said.answer, said.rejected, said.system)
    )
    for name, text in (("question", question), ("answer", answer), ("instruction", system)):
        if len(text) > LONGEST[name]:
            most = f"{LONGEST[name]:,}"
            return trouble(Problem.TOO_LONG, row, field=name, length=f"{len(text):,}", most=most)
        if "\ufffd" in text:
            return trouble(Problem.UNREADABLE, row)
    if not question:
        return trouble(Problem.NO_QUESTION, row, hint=hint)
    if not answer:
        return trouble(Problem.NO_ANSWER, row, hint=hint)
    if " ".join(answer.split()) == " ".join(question.split()):
        return trouble(Problem.ECHO, row)
    if rejected and rejected == answer:
        return trouble(Problem.SAME_PAIR, row)
    return Example(
        0,
        question,
        answer,
        ExampleOrigin.FILE,
        system,
        rejected[: LONGEST["answer"]],
        language=language_of(f"{question}\n{answer}"),
        turns=tuple((cleaned(asked), cleaned(told)) for asked, told in said.turns),
    )
