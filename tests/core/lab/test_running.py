"""The lab on a real library: quotes beside models of scripted servers, over real HTTP."""

import pytest

from core import settings
from core.errors import BadRequest
from core.events import LabProgress, Progress
from core.lab.running import MOST_ANSWERS, run
from core.types import (
    QUOTING,
    ExamQuestion,
    ExamQuestionKind,
    LabCandidate,
)
from tests.library_making import open_library, prepared
from tests.scripted_endpoint import Refusal, Reply, ScriptedEndpoint

HANDBOOK = "The lighthouse of Saltby was built in 1874.\nDogs are welcome in the garden of Saltby."
WHEN = "When was the lighthouse of Saltby built?"
DOGS = "Are dogs welcome in the garden of Saltby?"


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add([prepared(opened, HANDBOOK, "Handbook", "handbook.txt")])
    yield opened
    opened.close()


def cited(body):
    return Reply("The lighthouse was built in 1874 [1]. It is haunted [1].")


def collected(road):
    events = []
    try:
        while True:
            events.append(next(road))
    except StopIteration as end:
        return events, end.value


def cell(result, question, candidate):
    return next(c for c in result.cells if (c.question, c.candidate) == (question, candidate))


def test_each_candidate_answers_each_question_and_nothing_is_kept(library):
    with ScriptedEndpoint(cited) as server:
        settings.save(settings.Settings(endpoints=(server.endpoint(),)))
        candidates = (LabCandidate(QUOTING), LabCandidate("scripted", temperature=0.4))
        events, result = collected(run(library, (WHEN, f"  {DOGS} "), candidates))
        assert [body["temperature"] for body in server.chats] == [0.4, 0.4]
    assert result.questions == (WHEN, DOGS)
    assert len(result.cells) == 4
    quoted, written = cell(result, 0, 0), cell(result, 0, 1)
    assert "1874" in quoted.text
    assert quoted.supported == quoted.sentences == 1
    assert written.text == "The lighthouse was built in 1874. It is haunted."
    assert (written.supported, written.sentences) == (1, 2)
    assert written.answer_tokens > 0
    assert 0 < written.first_word_seconds <= written.seconds
    assert quoted.score == -1.0
    growing = [e.cell.text for e in events if isinstance(e, LabProgress) and e.cell.seconds == 0]
    whole = (quoted.text, written.text)
    assert growing
    assert all(any(text.startswith(words.rstrip()) for text in whole) for words in growing)
    done = [event for event in events if isinstance(event, Progress) and event.total == 4]
    assert done[-1].done == 4
    assert library.conversations.all() == ()


def test_what_the_exam_knows_is_scored(library):
    library.exam.add([ExamQuestion(0, ExamQuestionKind.OWN, WHEN, "built in 1874", ())])
    _, result = collected(run(library, (WHEN, DOGS), (LabCandidate(QUOTING),)))
    assert 0 < cell(result, 0, 0).score < 1
    assert cell(result, 1, 0).score == -1.0


def test_one_that_fails_is_told_in_its_cells_and_soon_left_alone(library):
    questions = [f"{WHEN} {number}" for number in range(6)]
    with ScriptedEndpoint(lambda body: Refusal(404, "no such model")) as server:
        settings.save(settings.Settings(endpoints=(server.endpoint(),)))
        _, result = collected(
            run(library, questions, (LabCandidate("scripted"), LabCandidate(QUOTING)))
        )
        assert len(server.chats) == 3
    failed = [each for each in result.cells if each.candidate == 0]
    assert {each.error for each in failed} == {"ModelRefused"}
    assert len(failed) == 6
    assert all(each.error_message for each in failed)
    assert all(not each.error for each in result.cells if each.candidate == 1)


def test_a_model_that_is_not_there_is_named(library):
    _, result = collected(run(library, (WHEN,), (LabCandidate("local:gone.gguf"),)))
    assert result.cells[0].error == "ModelMissing"


def test_stopped_in_between_the_server_is_hung_up(library):
    with ScriptedEndpoint([Reply("word " * 500, pause=0.01)]) as server:
        settings.save(settings.Settings(endpoints=(server.endpoint(),)))
        road = run(library, (WHEN,), (LabCandidate("scripted"),))
        for event in road:
            if isinstance(event, LabProgress) and event.cell.text:
                break
        road.close()
        assert server.hung_up.wait(10)


@pytest.mark.parametrize(
    ("questions", "candidates"),
    [
        ((), (LabCandidate(QUOTING),)),
        ((" ",), (LabCandidate(QUOTING),)),
        ((WHEN,), ()),
        ([WHEN] * (MOST_ANSWERS + 1), (LabCandidate(QUOTING),)),
    ],
)
def test_what_makes_no_sense_is_refused(library, questions, candidates):
    with pytest.raises(BadRequest):
        collected(run(library, questions, candidates))
