"""The process of local models ends or hangs, and the conversation goes on."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from core import paths
from core.errors import ModelBroken, ModelCrashed, ModelError, ModelMissing, UnsuitableModel
from core.events import finished
from core.models.local import LocalModel
from core.models.local_engine import LocalEngine
from core.models.model_process import Gone
from core.protocols import ChatMessage
from tests.local_models import ENDLESS, installed, put, put_bytes, with_template
from tests.tiny_llama import random_model

pytestmark = pytest.mark.faults

ASKED = [ChatMessage("user", "Where?")]


@pytest.fixture
def engine():
    """An engine that must still write when the test is over."""
    made = LocalEngine(rendering_seconds=0.6)
    try:
        yield made
        assert finished(LocalModel(installed("sound.gguf"), made).write(ASKED, 3))
    finally:
        made.put_away()


def begun(model, engine):
    """A reply of which the first word has come, and whose process has stood still since."""
    writing = model.write(ASKED, 3000, 1.0)
    for token in writing:
        if token.text:
            os.kill(engine.pid, signal.SIGSTOP)
            return writing
    raise AssertionError("it ended")


def test_killed_in_the_middle_of_a_reply(engine):
    model = LocalModel(installed(), engine)
    writing = begun(model, engine)
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(ModelCrashed) as crashed:
        finished(writing)
    assert "tiny" in crashed.value.message
    assert finished(model.write(ASKED, 3))


def test_who_waits_behind_one_that_ends_the_process_is_served(engine):
    model = LocalModel(installed(), engine)
    writing = begun(model, engine)
    waiting = model.write(ASKED, 3)
    next(waiting)
    os.kill(engine.pid, signal.SIGKILL)
    assert finished(waiting)
    with pytest.raises(ModelCrashed):
        finished(writing)


def test_killed_while_idle(engine):
    model = LocalModel(installed(), engine)
    finished(model.write(ASKED, 3))
    os.kill(engine.pid, signal.SIGKILL)
    assert finished(model.write(ASKED, 3))


def test_a_template_that_never_ends(engine):
    model = LocalModel(with_template(ENDLESS), engine)
    # It is laid out in a way of our own, once the process has been replaced.
    assert finished(model.write(ASKED, 3))
    pid = engine.pid
    assert finished(model.write(ASKED, 3))
    assert engine.pid == pid  # the template is not tried again


def test_a_template_that_reaches_for_the_computer(engine):
    traces = paths.cache_folder().parent / "reached"
    hostile = (
        "{{ cycler.__init__.__globals__.os.popen('touch " + str(traces) + "').read() }}"
        "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    )
    model = LocalModel(with_template(hostile), engine)
    assert finished(model.write(ASKED, 3))
    assert not traces.exists()


def test_a_template_that_takes_all_memory(engine):
    greedy = (
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(70) %}"
        "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}"
    )
    model = LocalModel(with_template(greedy), engine)
    assert finished(model.write(ASKED, 3))


class EndsLoading:
    """A stand-in for the process: no file ends llama.cpp with certainty, this one always does."""

    gone = busy = False

    def __init__(self):
        self.given = 0

    def give(self, order):
        self.given += 1
        return self

    def answers(self):
        yield {"n": 1, "is": "begun"}
        yield {"n": 1, "is": "loading"}
        raise Gone("loading")

    def stop(self):
        pass


def test_a_file_that_ends_the_process_is_not_tried_again(engine, monkeypatch):
    model, process = LocalModel(installed(), engine), EndsLoading()
    monkeypatch.setattr(engine, "_started", lambda name: process)
    for _ in range(3):
        with pytest.raises(ModelBroken):
            finished(model.write(ASKED, 3))
    assert process.given == 1
    # Another file under that name is another matter.
    name = installed("tiny.gguf", "f16")
    with pytest.raises(ModelBroken):
        finished(LocalModel(name, engine).write(ASKED, 3))
    assert process.given == 2
    monkeypatch.undo()


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short(engine, part):
    whole = random_model().gguf("q8_0").read_bytes()
    paths.models_folder().mkdir(parents=True)
    (paths.models_folder() / "cut.gguf").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises((ModelBroken, UnsuitableModel)):
        finished(LocalModel("local:cut.gguf", engine).write(ASKED, 3))


def test_bytes_of_the_head_that_are_others(engine):
    """Whatever a head says: a reply, or an error by name."""
    whole = bytearray(random_model().gguf("q8_0").read_bytes())
    chance = random.Random(7)
    outcomes = set()
    for number in range(25):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 4, 32))):
            damaged[chance.randrange(24, 60_000)] = chance.randrange(256)
        name = put_bytes(damaged, f"damaged-{number}.gguf")
        try:
            finished(LocalModel(name, engine).write(ASKED, 2))
            outcomes.add("written")
        except ModelError as error:
            outcomes.add(error.kind)
    assert "ModelBroken" in outcomes


def test_files_of_other_kinds(engine, tmp_path):
    import gguf

    def file(name, architecture, **entries):
        path = tmp_path / name
        writer = gguf.GGUFWriter(str(path), architecture)
        for key, value in entries.items():
            writer.add_string(key.replace("__", "."), value)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.close()
        return put(path, name)

    for name, architecture, entries in (
        ("adapter.gguf", "llama", {"general__type": "adapter"}),
        ("mmproj.gguf", "clip", {}),
        ("reader.gguf", "nomic-bert", {}),
    ):
        with pytest.raises(UnsuitableModel) as refused:
            LocalModel(file(name, architecture, **entries), engine)
        assert refused.value.subject["reason"]


def test_text_that_is_none(engine):
    """Half a surrogate pair."""
    model = LocalModel(with_template("{{ messages[0].content }}"), engine)
    assert finished(model.write([ChatMessage("user", "Where \ud83d is it?")], 3))


def test_a_part_of_a_model_without_the_others(engine):
    name = installed("big-00001-of-00002.gguf")
    with pytest.raises(ModelMissing):
        LocalModel(name, engine)
    with pytest.raises(UnsuitableModel):
        LocalModel(installed("big-00002-of-00002.gguf"), engine)


def test_a_file_that_goes_while_it_is_open(engine):
    model = LocalModel(installed(), engine)
    finished(model.write(ASKED, 3))
    (paths.models_folder() / "tiny.gguf").unlink()
    with pytest.raises(ModelMissing):
        finished(model.write(ASKED, 3))


CHILD = """
import sys
from core.models.local import LocalModel
from core.models.local_engine import LocalEngine
from core.models.model_process import Gone
from core.protocols import ChatMessage
engine = LocalEngine()
writing = LocalModel(sys.argv[1], engine).write([ChatMessage("user", "Where?")], 3000, 1.0)
for token in writing:
    if token.text:
        break
print(engine.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_the_program(how):
    name = installed()
    root = Path(__file__).resolve().parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, name],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    worker = psutil.Process(int(child.stdout.readline()))
    child.send_signal(how)
    child.wait()
    worker.wait(30)
    assert not worker.is_running()
    child.stdin.close()
    child.stdout.close()
