"""What a question would take, without asking or loading anything."""

import dataclasses

import pytest

from core import settings
from core.answer import answer
from core.events import finished
from core.generation.budgeting import budget
from core.generation.priming import prime
from tests.library_making import open_library, prepared
from tests.scripted_endpoint import ScriptedEndpoint


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    text = "\n".join(f"Line {number} of the handbook of Saltby." for number in range(40))
    opened.add([prepared(opened, text, "Handbook", "handbook.txt")])
    yield opened
    opened.close()


@pytest.fixture
def server():
    with ScriptedEndpoint("Line 1 is there [1].") as scripted:
        endpoint = scripted.endpoint(context_tokens=4000)
        settings.save(settings.Settings(endpoints=(endpoint,), writing_model=endpoint.name))
        yield scripted


def test_where_no_model_would_write_there_is_none(library):
    assert budget(library, "What is in line 1?") is None
    assert budget(library, "What is in line 1?", model="gone") is None


def test_quoting_and_instructions_that_are_gone_have_none(library, server):
    assert budget(library, "q", model="quoting") is None
    assert budget(library, "q", prompt="gone") is None
    settings.save(dataclasses.replace(settings.load(), answering="quoting"))
    assert budget(library, "q") is None
    assert budget(library, "q", model="scripted") is not None


def test_the_parts_grow_with_what_there_is_and_nothing_is_asked(library, server):
    (id,) = library.catalog.ids()
    empty = budget(library, "")
    asked = budget(library, "What is in line 1 of the handbook?")
    assert asked.question > empty.question
    assert (asked.context, asked.history, asked.exact) == (4000, 0, False)
    pinned = budget(library, "What is in line 1?", pinned=(id, "gone"))
    assert pinned.documents > 0
    assert server.chats == []
    result = finished(answer(library, "What is in line 1?", model="scripted"))
    later = budget(library, "And line 2?", conversation=result.conversation)
    assert later.history > 0
    assert budget(library, "q", conversation=99).history == 0


def test_a_server_is_not_made_to_read_ahead(library, server):
    finished(prime(library))
    assert server.requests == []
