"""Each of many broken files gives a clear sentence with row and remedy; good rows are kept."""

import csv
import json
import random
import tracemalloc

import pytest

from core.errors import BadExamples
from core.examples import file_reading
from core.examples.file_reading import Reading, read
from core.examples.problems import Problem
from core.parsing import archive_guard
from tests.core.examples.broken_files import BROKEN, HEADER, LARGEST_PART, rows_of


def all_of(path):
    """Everything that comes of a file: examples, problems as told, and the error."""
    reading, examples, wrong = Reading(), [], []
    try:
        for batch in read(path, path.name, reading):
            examples += batch.examples
            wrong += batch.problems
    except BadExamples as error:
        return examples, wrong, error, reading
    return examples, wrong, None, reading


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_its_good_rows_are_kept(name, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_guard, "MAX_MEMBER_BYTES", LARGEST_PART)
    broken = BROKEN[name]
    path = tmp_path / name
    broken.make(path)
    examples, wrong, error, reading = all_of(path)
    assert len(examples) == broken.good
    assert (error is None) == (broken.good > 0)
    told = [each.told(name) for each in wrong]
    if error is not None:
        assert error.subject["problem"] in broken.kinds
        assert error.subject["name"] == name
        assert error.hint
        assert not set("{}") & set(error.message + error.hint)
        assert broken.says in error.message
    else:
        assert tuple(each.kind for each in told) == broken.kinds
        assert reading.problem_count == len(broken.kinds)
        assert broken.says in " ".join(each.sentence for each in told)
        if broken.row >= 0 and told:
            assert told[0].row == broken.row
    for each in told:
        assert name in each.sentence
        assert each.file == name
        assert each.remedy
        assert not set("{}") & set(each.sentence + each.remedy)
        if each.row:
            assert f"row {each.row}" in each.sentence


def test_there_are_thirty_and_every_kind_of_a_file_is_met():
    assert len(BROKEN) >= 30
    met = {kind for broken in BROKEN.values() for kind in broken.kinds}
    not_of_one_file = {"too_slow", "left_over", "no_model", "model_stopped", "formula_error"}
    assert {each.value for each in Problem} - not_of_one_file <= met


def test_a_million_rows_are_streamed_in_small_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(file_reading, "MOST_ROWS", 1_000)
    path = tmp_path / "huge.csv"
    row = "Who is it?,Me.\n"
    with path.open("w") as file:
        file.write(HEADER)
        for _ in range(100):
            file.write(row * 10_000)
    tracemalloc.start()
    examples, wrong, error, reading = all_of(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert error is None
    assert len(examples) == 1_000
    assert [each.kind for each in wrong] == [Problem.LEFT_OVER]
    # It was left where enough had been read.
    assert reading.rows <= 1_000
    assert most < 20_000_000


def test_many_bad_rows_are_counted_and_a_hundred_told(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(HEADER + "Where?,\n" * 3_000 + "When?,Now.\n")
    examples, wrong, _, reading = all_of(path)
    assert len(examples) == 1
    assert reading.problem_count == 3_000
    assert len(wrong) == file_reading.TOLD_PROBLEMS


def test_rows_that_never_close_cost_linear_time(tmp_path):
    path = tmp_path / "open.csv"
    path.write_text(HEADER + "Who?,Me.\n" + '"Where?,Here.\nx"y,"z\n' * 5_000)
    examples, _, error, _ = all_of(path)
    assert error is None
    assert examples


def test_a_plain_text_of_questions_and_answers_is_read(tmp_path):
    path = tmp_path / "faq.txt"
    path.write_text("常见问题\n\n问：几点开门？\n答：八点开门。\n\n问：周末呢？\n答：周末九点。\n")
    examples, wrong, _, _ = all_of(path)
    assert [(each.question, each.answer) for each in examples] == [
        ("几点开门？", "八点开门。"),
        ("周末呢？", "周末九点。"),
    ]
    assert wrong == []


def test_examples_are_cleaned_and_know_their_language(tmp_path):
    path = tmp_path / "a.jsonl"
    row = {
        "question": "Wo\u200bher?&nbsp;",
        "answer": "<p>Aus &quot;Rom&quot;,  \r\nnicht.</p>\x07",
    }
    path.write_text(json.dumps(row) + "\n" + json.dumps({"问题": "几点？", "答案": "八点。"}))
    examples, _, _, _ = all_of(path)
    assert (examples[0].question, examples[0].answer) == ("Woher?", 'Aus "Rom",\nnicht.')
    assert [each.language for each in examples] == ["de", "zh"]


def test_a_title_above_the_names_of_columns_is_passed_over(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["客服问答 2024"], [], ["序号", "问题", "标准答案"], [1, "几点？", "八点。"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    examples, wrong, _, reading = all_of(tmp_path / "a.xlsx")
    assert [(each.question, each.answer) for each in examples] == [("几点？", "八点。")]
    assert wrong == []
    assert reading.shape == "table"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json", "xlsx"])
def test_whatever_is_cut_or_flipped_in_a_file_the_end_is_a_named_one(kind, tmp_path):
    chance = random.Random(kind)
    rows = [
        ("几点开门？", "八点。"),
        ('A "quoted" cell, with more', "x\ny"),
        ("Where?", "Here."),
    ] * 4
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        rows_of(["question", "answer"], *rows)(path)
    elif kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("question", "answer"), *rows])
    else:
        entries = [{"question": asked, "answer": told} for asked, told in rows]
        lines = "\n".join(json.dumps(each) for each in entries)
        path.write_text(lines if kind == "jsonl" else json.dumps(entries))
    whole = path.read_bytes()
    assert len(all_of(path)[0]) == len(rows)
    for _ in range(60):
        content = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
        for _ in range(chance.randrange(6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        examples, _, error, _ = all_of(path)
        assert bool(examples) != isinstance(error, BadExamples)
