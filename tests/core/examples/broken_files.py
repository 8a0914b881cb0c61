"""Files of examples with something wrong: what each is made of, and what shall be said of it."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LARGEST_PART = 2_000_000
"""Bytes; what tests let a part of a workbook unpack to."""
HEADER = "question,answer\n"


@dataclass(frozen=True)
class Broken:
    """A broken file: how it is made, and what is expected of reading it."""

    make: Callable[[Path], None]
    good: int
    """Examples that come of it all the same."""
    kinds: tuple[str, ...]
    """Of its problems; of a file without a good row of the error."""
    row: int = -1
    """Of the first problem; -1 for any."""
    says: str = ""
    """Words of the sentence."""


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content.encode(encoding))


def raw(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content)


def lines(*rows: object) -> Callable[[Path], None]:
    return text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def workbook(fill: Callable, **how) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        import openpyxl

        book = openpyxl.Workbook()
        fill(book)
        book.save(path)

    return make


def rows_of(*rows):
    def fill(book):
        for row in rows:
            book.active.append(row)

    return workbook(fill)


def _hidden(book) -> None:
    book.active.append(["question", "answer"])
    book.active.append(["Where?", "Here."])
    other = book.create_sheet("Geheim")
    other.append(["question", "answer"])
    other.append(["Secret?", "Yes."])
    other.sheet_state = "hidden"


def _formulas(book) -> None:
    book.active.append(["question", "answer"])
    book.active.append(["How much is it?", "=A1&B1"])
    book.active.append(["Where?", "Here."])


def _merged(book) -> None:
    for row in (["问题", "答案"], ["几点？", "八点。"], ["", "周日休息。"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")


def _locked(path: Path) -> None:
    import openpyxl
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = path.with_suffix(".plain")
    openpyxl.Workbook().save(plain)
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("secret", target)
    plain.unlink()


def _bomb(path: Path) -> None:
    """A workbook that unpacks to far more than it is; see LARGEST_PART."""
    rows_of(["question", "answer"], ["Where?", "Here."])(path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/styles.xml"] = b" " * (LARGEST_PART + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts.items():
            book.writestr(name, content)


def _cut(path: Path) -> None:
    rows_of(["question", "answer"], ["Where?", "Here."])(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _old_excel(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)


def _word(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Q: Where? A: Here.")
    document.save(path)


def _talk(*turns: tuple[str, str]) -> dict:
    return {"messages": [{"role": role, "content": said} for role, said in turns]}


Q, A, S = "user", "assistant", "system"
GOOD = _talk((Q, "Where is it?"), (A, "Here."))

BROKEN: dict[str, Broken] = {
    # ---- encodings
    "gb18030.csv": Broken(text("问题,答案\n公司在哪里？,在上海。\n", "gb18030"), 1, ()),
    "utf16.tsv": Broken(text("问题\t答案\n公司在哪里？\t在上海。\n", "utf-16"), 1, ()),
    "utf16-no-mark.csv": Broken(text("question,answer\nWhere?,Here.\n", "utf-16-le"), 1, ()),
    "bom.jsonl": Broken(raw(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\n"), 1, ()),
    "invalid-bytes.csv": Broken(
        raw(
            (HEADER + "Where?,Here.\nWhen?,").encode()
            + b"at \xff\xfe noon\n"
            + ("为什么关门？,因为是假日。\n" * 40).encode()
        ),
        41,
        ("unreadable",),
        3,
    ),
    "nul.csv": Broken(raw(b"question,answer\nWhe\0re?,He\0re.\n" + b"x?,yes.\n" * 30), 31, ()),
    # ---- tables
    "no-columns.csv": Broken(
        text("name,city\nAda,Rome\n"), 0, ("no_columns",), 0, "It has: name, city"
    ),
    "no-answers.csv": Broken(text("问题,备注\n几点？,x\n"), 0, ("no_columns",), 0, "the answers"),
    "only-header.csv": Broken(text(HEADER), 0, ("no_rows",), 0),
    "empty-answers.csv": Broken(
        text(HEADER + "Where?,\n,Here.\nWhen?,  \nWho?,Me.\nWhy?,NaN\n"),
        1,
        ("no_answer", "no_question", "no_answer", "no_answer"),
        2,
    ),
    "all-empty.csv": Broken(
        text(HEADER + "Where?,\nWhen?,\n"), 0, ("nothing_usable",), 0, "none of its 2 rows"
    ),
    "unclosed-quote.csv": Broken(
        text(HEADER + '"Where?,Here.\nWhen?,Now.\nWho?,Me.\n'), 2, ("unclosed_quote",), 2
    ),
    "unclosed-at-end.csv": Broken(
        text(HEADER + 'Where?,Here.\nWhen?,"Now.\n'), 1, ("unclosed_quote",), 3
    ),
    "inches.csv": Broken(text(HEADER + 'How wide?,A 5" disk.\nWhen?,Now.\n'), 2, ()),
    "semicolons.csv": Broken(
        text("问题;答案\n多少？;1,5 升，\n几点？;八点;半\n"), 1, ("more_cells",), 3
    ),
    "too-many-cells.csv": Broken(
        text(HEADER + "Where?,Here, there, everywhere\nWhen?,Now.\n"), 1, ("more_cells",), 2
    ),
    "megabyte.csv": Broken(
        text(HEADER + "Where?," + "x" * 1_000_000 + "\nWhen?,Now.\n"), 1, ("too_long",), 2
    ),
    "one-line.csv": Broken(
        text(HEADER + "Where?," + "x" * 5_000_000 + "\nWhen?,Now.\n"), 1, ("row_too_long",), 2
    ),
    "echo.csv": Broken(text(HEADER + "Where?,Where?\nWhen?,Now.\n"), 1, ("echo",), 2),
    "same-pair.csv": Broken(
        text("prompt,chosen,rejected\nWhere?,Here.,Here.\nWhen?,Now.,Then.\n"),
        1,
        ("same_pair",),
        2,
    ),
    "wrong-extension.json": Broken(text(HEADER + "Where?,Here.\n"), 1, ()),
    # ---- JSON
    "broken-line.jsonl": Broken(
        text(f'{json.dumps(GOOD)}\n{{"question": "x", \n{json.dumps(GOOD)}\n'),
        2,
        ("bad_line",),
        2,
    ),
    "unclosed.json": Broken(
        text('[{"q": "Where?", "a": "Here."}, {"q": "When?", "a": "No'), 1, ("cut_short",), 2
    ),
    "no-json.json": Broken(
        text("{this is: not json}\n{nor this"), 0, ("bad_line", "nothing_usable")
    ),
    "broken-object.json": Broken(text('{"data": [1, 2,'), 0, ("no_json",), 0),
    "deep.json": Broken(
        text('[{"q": "Where?", "a": "Here."}, ' + "[" * 200_000 + "]" * 200_000 + "]"),
        1,
        ("too_deep",),
        2,
    ),
    "mixed.jsonl": Broken(
        text(
            f"{json.dumps(GOOD)}\nWhere?,Here.\n{json.dumps({'instruction': 'a', 'output': 'b'})}\n"
        ),
        2,
        ("bad_line",),
        2,
    ),
    "numbers.jsonl": Broken(
        lines({"question": "How many?", "answer": 42}, {"q": "How much?", "a": 2.5}), 2, ()
    ),
    "not-text.jsonl": Broken(
        lines({"question": "Where?", "answer": {"x": 1}}, {"q": "x", "a": ["b", "c"]}, GOOD),
        1,
        ("not_text", "not_text"),
        1,
    ),
    "roles.jsonl": Broken(
        lines(
            _talk((A, "Hi"), (Q, "Where?"), (A, "Here.")),
            _talk((Q, "Where?"), (Q, "When?"), (A, "Here.")),
            _talk((Q, "Where?"), (S, "Be kind."), (A, "Here.")),
            _talk((Q, "x"), ("narrator", "y")),
            _talk((Q, "x"), ("tool", "y"), (A, "z")),
            _talk((Q, "Anyone there?")),
            GOOD,
        ),
        1,
        (*("roles_order",) * 3, "unknown_role", "tools", "only_questions"),
        1,
    ),
    "only-questions.jsonl": Broken(
        lines(_talk((Q, "Where?")), {"conversations": [{"from": "human", "value": "x"}]}),
        0,
        ("nothing_usable",),
        0,
        "nobody answers",
    ),
    "unknown-shape.jsonl": Broken(
        lines({"text": "A long text."}, ["a", "b"], 7, GOOD),
        1,
        ("unknown_shape",) * 3,
        1,
        "it has: text",
    ),
    # ---- workbooks
    "formulas.xlsx": Broken(workbook(_formulas), 1, ("formula",), 2),
    "merged.xlsx": Broken(workbook(_merged), 1, ("no_question",), 3),
    "hidden.xlsx": Broken(workbook(_hidden), 1, ("hidden_sheet",), 0, "Geheim"),
    "locked.xlsx": Broken(_locked, 0, ("locked",), 0),
    "bomb.xlsx": Broken(_bomb, 0, ("too_large",), 0),
    "cut.xlsx": Broken(_cut, 0, ("damaged",), 0),
    "no-columns.xlsx": Broken(rows_of(["a", "b"], ["c", "d"]), 0, ("no_columns",), 0),
    "old.xls": Broken(_old_excel, 0, ("old_format",), 0),
    "word.xlsx": Broken(_word, 0, ("other_format",), 0),
    # ---- what is no file of examples at all
    "empty.csv": Broken(raw(b""), 0, ("empty_file",), 0),
    "blank.jsonl": Broken(raw(b" \n\n\t\n"), 0, ("empty_file",), 0),
    "picture.csv": Broken(raw(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), 0, ("binary",), 0),
    "random.jsonl": Broken(raw(bytes(range(256)) * 40), 0, ("binary",), 0),
    "folder.csv": Broken(lambda path: path.mkdir(), 0, ("folder",), 0),
    "gone.csv": Broken(lambda path: None, 0, ("gone",), 0),
}
