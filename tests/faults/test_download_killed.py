"""A download killed again and again wherever it is: each time it goes on, nothing comes twice."""

import contextlib
import os
import random
import subprocess
import sys

import pytest

from core import paths
from core.catalogue import sources, unfinished
from core.catalogue.downloading import download
from core.catalogue.installed import installed
from core.events import finished
from tests.core.catalogue.making import gguf_bytes
from tests.scripted_hub import ScriptedHub, Sends

ENTRY, FILE = "qwen3-0.6b", "Qwen3-0.6B-Q8_0.gguf"
KILLS = 15
PROGRAM = """
import sys
from core.catalogue import downloading
for event in downloading.download(sys.argv[1], downloading.Habits(patience=60)):
    pass
"""


def came():
    return dict(unfinished.entries()).get(ENTRY, 0)


@pytest.mark.slow
def test_killed_again_and_again(home, monkeypatch):
    data = gguf_bytes(2_000_000)
    chance = random.Random(5)
    places = sorted(chance.sample(range(1, len(data)), KILLS))
    with ScriptedHub({FILE: data}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.setitem(sources.ADDRESSES, "huggingface", hub.address)
        steps = [at - before for before, at in zip([0, *places], places, strict=False)]
        hub.script(FILE, *(Sends(stall_after=step) for step in steps), Sends())
        for place in places:
            process = subprocess.Popen([sys.executable, "-c", PROGRAM, ENTRY], env=dict(os.environ))
            try:
                while came() < place and process.poll() is None:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(0.02)
            finally:
                process.kill()
                process.wait()
            assert came() == place
            assert installed() == ()
        finished(download(ENTRY))
        assert (paths.models_folder() / FILE).read_bytes() == data
        assert hub.sent == {FILE: len(data)}
