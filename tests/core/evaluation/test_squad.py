"""Question sets in JSON: SQuAD 1 and 2, CMRC 2018 in both of its layouts, DRCD."""

import gzip
import json

import pytest

from core.errors import BadRequest
from core.evaluation.datasets import open_set

SQUAD2 = {
    "version": "v2.0",
    "data": [
        {
            "title": "Old_Barn",
            "paragraphs": [
                {
                    "context": "The barn held 214 bushels. Anna Berg signed.",
                    "qas": [
                        {
                            "id": "a",
                            "question": "Who signed?",
                            "is_impossible": False,
                            "answers": [
                                {"text": "Anna Berg", "answer_start": 27},
                                {"text": "Anna", "answer_start": 27},
                                {"text": "Anna Berg", "answer_start": 27},
                            ],
                        },
                        {
                            "id": "b",
                            "question": "Who paid?",
                            "is_impossible": True,
                            "answers": [],
                            "plausible_answers": [{"text": "Anna Berg", "answer_start": 27}],
                        },
                    ],
                },
                {"context": "A second paragraph.", "qas": []},
                {"context": "A second paragraph.", "qas": []},
            ],
        }
    ],
}
CMRC = [
    {
        "context_id": "TRIAL_1",
        "context_text": "广三铁路在1903年建成。",
        "title": "广三铁路",
        "qas": [{"query_id": "Q1", "query_text": "何时建成？", "answers": ["1903年", "1903年"]}],
    }
]
DRCD = {
    "data": [
        {
            "title": "廣三鐵路",
            "id": "1",
            "paragraphs": [
                {
                    "context": "廣三鐵路在1903年建成。",
                    "id": "1-1",
                    "qas": [
                        {
                            "id": "1-1-1",
                            "question": "何時建成？",
                            "answers": [{"id": "1", "text": "1903年", "answer_start": 0}],
                        }
                    ],
                }
            ],
        }
    ]
}


def written(tmp_path, content, name="set.json"):
    path = tmp_path / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


@pytest.mark.parametrize("name", ["set.json", "set.json.gz"])
def test_paragraphs_are_passages_and_the_unanswerable_stand_apart(tmp_path, name):
    found = open_set(written(tmp_path, SQUAD2, name))
    passages = list(found.passages())
    assert [(p.id, p.title) for p in passages] == [("p0", "Old Barn"), ("p1", "Old Barn")]
    (question,) = found.questions()
    assert (question.id, question.text, question.gold) == ("a", "Who signed?", {"p0"})
    assert question.answers == ("Anna Berg", "Anna")
    (passage, start, end) = question.places[0]
    assert (passage, passages[0].text[start:end]) == ("p0", "Anna Berg")
    (without,) = found.unanswerable()
    assert (without.id, without.gold, without.answers, without.places) == ("b", frozenset(), (), ())


def test_cmrc_as_it_was_first_given_out(tmp_path):
    found = open_set(written(tmp_path, CMRC))
    (passage,) = found.passages()
    (question,) = found.questions()
    assert (passage.title, question.text, question.answers) == (
        "广三铁路",
        "何时建成？",
        ("1903年",),
    )
    assert {passage.text[start:end] for _, start, end in question.places} == {"1903年"}


def test_a_place_that_is_wrong_is_found_anew(tmp_path):
    found = open_set(written(tmp_path, DRCD))
    (passage,) = found.passages()
    ((_, start, end),) = found.questions()[0].places
    assert passage.text[start:end] == "1903年"


def test_the_digest_is_that_of_the_passages(tmp_path):
    before = open_set(written(tmp_path, SQUAD2)).content()
    changed = json.loads(json.dumps(SQUAD2))
    changed["data"][0]["paragraphs"][0]["qas"][0]["question"] = "By whom?"
    assert open_set(written(tmp_path, changed)).content() == before
    changed["data"][0]["paragraphs"][0]["context"] += " It rained."
    assert open_set(written(tmp_path, changed)).content() != before


@pytest.mark.parametrize(
    "content",
    ["no json", "{}", "[1]", '{"data": [{"title": "x"}]}', '{"data": 7}', '"text"', "[" * 100_000],
)
def test_what_is_no_question_set_is_named(tmp_path, content):
    with pytest.raises(BadRequest, match=r"set\.json"):
        open_set(written(tmp_path, content)).questions()


def test_a_source_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadRequest, match="nowhere"):
        open_set(tmp_path / "nowhere")
